//! Chinese of OMS109.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
