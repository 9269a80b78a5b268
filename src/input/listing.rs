//! What lies in the input beside the files that are read, and what was left out of it.

use std::collections::BTreeSet;

use crate::input::names::{may_be_of_component, may_be_packed_components};
use crate::text::failure::Failure;

/// What else the PATHs hold.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// What could not be looked at.
    pub failures: Vec<Failure>,
    /// Symbolic links that were met and not followed.
    pub links_not_followed: Vec<String>,
    /// Links of which the name says OMS, to a file that is read under another name; with that name.
    pub same_files: Vec<(String, String)>,
    /// Directories with a manifest of omslint (output, backup) that were skipped.
    pub output_directories: Vec<String>,
    /// Temporary files that a killed run of ours left behind; they are not read.
    pub leftovers: Vec<String>,
    /// Directories that bear the name of an Incr-Sync.
    pub components: Vec<String>,
    /// Directories in which OMS keeps those of components, by their names.
    pub(crate) homes: Vec<String>,
    /// How many files were only counted, because nothing that is in them could be of use.
    pub(crate) foreign: usize,
    /// How many files and directories were left out because of `.omslintignore`, `--exclude` or `--include`. A
    /// directory that is left out counts once, for it is not entered.
    pub ignored: usize,
    /// What they were left out by: `logs/` in .omslintignore.
    pub ignored_by: BTreeSet<String>,
    /// Of those the directories, each with `/` behind it, and the files that may be of components, or packed ones.
    pub(crate) left_out: Vec<String>,
    /// What was named and left out all the same, with by what.
    pub named_ignored: Vec<String>,
}

impl Listing {
    /// Takes in what another part of the same scan found.
    pub(crate) fn add(&mut self, part: Self) {
        self.failures.extend(part.failures);
        self.links_not_followed.extend(part.links_not_followed);
        self.same_files.extend(part.same_files);
        self.output_directories.extend(part.output_directories);
        self.leftovers.extend(part.leftovers);
        self.components.extend(part.components);
        self.homes.extend(part.homes);
        self.foreign += part.foreign;
        self.ignored += part.ignored;
        self.ignored_by.extend(part.ignored_by);
        self.left_out.extend(part.left_out);
        self.named_ignored.extend(part.named_ignored);
    }

    /// That what is shown like this was left out.
    pub(crate) fn leave_out(&mut self, by: String, shown: &str, is_directory: bool) {
        self.ignored += 1;
        if is_directory {
            self.left_out.push(format!("{shown}/"));
        } else if may_be_of_component(shown) || may_be_packed_components(shown) {
            self.left_out.push(shown.to_owned());
        }
        self.ignored_by.insert(by);
    }
}
