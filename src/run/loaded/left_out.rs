//! What may be of components and was not read, although nothing failed: left out by the user, behind a link, packed, or a directory
//! without a file. Whoever writes to all components of a server must know of it.

use std::cell::RefCell;

use super::Loaded;
use super::bare::Holds;
use crate::input::names::{holds_components, may_be_of_component, may_be_packed_components};
use crate::oms::export::Export;
use crate::oms::id::ComponentId;
use crate::oms::shape::file_name;
use crate::run::place::Place;

impl<P: Place> Loaded<P> {
    /// The paths of all that. Of a directory that was left out what `holds` finds in it counts.
    #[must_use]
    pub(crate) fn left_out(&self, export: &Export<'_>, holds: &Holds<'_>) -> Vec<String> {
        let found = RefCell::new(Vec::new());
        for path in &self.left_out {
            match path.strip_suffix('/') {
                Some(directory) if !directory.split('/').any(is_of_component) => {
                    holds(directory, &|path| {
                        if may_be_of_component(path) || may_be_packed_components(path) {
                            found.borrow_mut().push(path.to_owned());
                        }
                        false
                    });
                }
                Some(directory) => found.borrow_mut().push(directory.to_owned()),
                None => found.borrow_mut().push(path.clone()),
            }
        }
        let mut found = found.into_inner();
        // Only by its name is it known what a link leads to.
        let servers = export.servers();
        let is_meant = |path: &&String| {
            let name = file_name(path);
            path.split('/').any(is_of_component)
                || name == "conf"
                || holds_components(name.as_bytes())
                || servers.contains(name)
                || may_be_of_component(path)
                || may_be_packed_components(path)
        };
        found.extend(self.not_entered.iter().filter(is_meant).cloned());
        found.extend(self.unopened.iter().filter(|path| may_be_packed_components(path)).cloned());
        found.extend(self.missed(&self.hollow, export).into_iter().map(|(directory, _)| directory.to_owned()));
        found
    }
}

/// Whether a name is that of a component as OMS writes it.
fn is_of_component(name: &str) -> bool {
    ComponentId::parse_whole(name).is_some()
}
