//! Chinese of OMS306.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
