//! Chinese of OMS111.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
