//! Chinese of OMS112.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
