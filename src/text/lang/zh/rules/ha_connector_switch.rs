//! Chinese of OMS205.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
