//! The system parameter `ha.config`: a JSON object, saved by people as a file.

use crate::knowledge::ha_config;
use crate::oms::shape::{Location, Piece, Shape};
use crate::text::lang::tr_noop;
use crate::text::node::Ref;
use crate::text::spelling::holds;

pub(super) struct HaConfig;

impl Shape for HaConfig {
    fn name(&self) -> &'static str {
        tr_noop!("system parameter ha.config")
    }

    fn read<'a>(&self, location: Location<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>> {
        let object = root.get("ha.config").unwrap_or(root).structure();
        let known = object.entries().filter(|entry| ha_config::is_key(entry.key())).count();
        // Other programs have an `enable`, too.
        let is_own = |key: &str| ha_config::is_key(key) || key.starts_with("enable");
        let is_named = holds(location.file_name, "ha.config")
            && (known > 1 || (known == 1 && object.entries().all(|entry| is_own(entry.key()))));
        (is_named || known > 2).then(|| vec![Piece::HaConfig(object)])
    }
}
