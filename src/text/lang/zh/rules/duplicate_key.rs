//! Chinese of OMS301.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
