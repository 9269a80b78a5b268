//! Chinese of OMS201.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
