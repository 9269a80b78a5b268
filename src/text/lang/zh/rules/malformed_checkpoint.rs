//! Chinese of OMS105.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
