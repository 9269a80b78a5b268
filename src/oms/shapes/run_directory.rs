//! `source.json`, `sink.json`, `coordinator.json` and `condition.json` of a run directory: each is one section. Whether
//! the folder is a component at all shows when its files are taken together, unless its name is the id of one. Files that
//! people renamed (`Source.json`, `np_x_source.json`, `<component id>.json`, `source.yaml`) are sections by their content.

use crate::oms::classify;
use crate::oms::kind::SectionName;
use crate::oms::section::Section;
use crate::oms::shape::{Location, Piece, Shape};
use crate::text::node::Ref;

/// Where the folder says so: then the content need not be searched for other shapes.
pub(super) struct OfComponent;

/// By the name of the file alone.
pub(super) struct RunDirectory;

const NAME: &str = "section of a run directory";

impl Shape for OfComponent {
    fn name(&self) -> &'static str {
        NAME
    }

    fn read<'a>(&self, location: Location<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>> {
        let is_lane = |name: &str| name.contains("incr_trans") || name.contains("full_trans");
        if location.folder.ends_with("/conf") && is_lane(location.component_folder()) {
            RunDirectory.read(location, root)
        } else {
            None
        }
    }
}

impl Shape for RunDirectory {
    fn name(&self) -> &'static str {
        NAME
    }

    fn read<'a>(&self, location: Location<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>> {
        let mapping = root.structure();
        if !mapping.is_mapping() {
            // A component whose source is no object must not pass for none.
            let is_source = SectionName::of_file(location.file_name) == Some(SectionName::Source);
            return (is_source && location.folder_id().is_some()).then(|| vec![Piece::Broken]);
        }
        let section = Section::whole(location.document, mapping);
        let name = match SectionName::of_file(location.file_name) {
            Some(name) => name,
            // Under another name, the content says what it is; where it does not, the name does if the place says OMS.
            None => classify::section_by_marks(&section).or_else(|| {
                let (name, _) = SectionName::called(location.file_name)?;
                (location.id().is_some() || classify::is_marked(name, &section)).then_some(name)
            })?,
        };
        Some(vec![Piece::Section(name, section)])
    }
}
