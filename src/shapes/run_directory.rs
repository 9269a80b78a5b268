//! `source.json`, `sink.json`, `coordinator.json` and `condition.json` of a run directory: each is one section. Whether
//! the folder is a component at all shows when its files are taken together.

use crate::component::SectionName;
use crate::node::Ref;
use crate::section::Section;
use crate::shape::{Origin, Piece, Shape};

pub(super) struct RunDirectory;

impl Shape for RunDirectory {
    fn name(&self) -> &'static str {
        "section of a run directory"
    }

    fn read<'a>(&self, origin: Origin<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>> {
        let name = SectionName::of_file(origin.file_name())?;
        let mapping = root.structure();
        mapping.is_mapping().then(|| vec![Piece::Section(name, Section::whole(origin.document, mapping))])
    }
}
