//! Chinese of OMS302.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
