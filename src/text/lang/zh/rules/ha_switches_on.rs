//! Chinese of OMS209.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
