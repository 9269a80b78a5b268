//! Chinese of OMS207.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
