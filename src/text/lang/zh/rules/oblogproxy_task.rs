//! Chinese of OMS202.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
