//! Directories of Incr-Syncs without a configuration: what left nothing but a process id, a log or files of others must not pass
//! for a component that was checked.

use std::collections::{HashMap, HashSet};

use super::{Loaded, listed};
use crate::input::names::{Name, holds_components};
use crate::lint::unchecked::NotChecked;
use crate::oms::export::Export;
use crate::oms::id::ComponentId;
use crate::oms::kind::{ComponentKind, Plugin, SectionName};
use crate::oms::shape::{Location, file_name, unzipped};
use crate::run::place::Place;
use crate::text::failure::Failure;
use crate::text::lang::tr;
use crate::text::parallel;
use crate::text::sorting;

/// Whether in a directory there is a file, left out or not, of whose path (as shown) something holds.
pub(crate) type Holds<'h> = dyn Fn(&str, &dyn Fn(&str) -> bool) -> bool + 'h;

impl<P: Place> Loaded<P> {
    /// Keeps of the directories of Incr-Syncs those in which no file is named like one of its configuration, once all is read.
    pub(super) fn find_bare(&mut self, own: usize, holds: &Holds<'_>) {
        let archived = std::mem::take(&mut self.archived);
        let mut directories = std::mem::take(&mut self.bare);
        directories.extend(archived.keys().cloned());
        let documents = self.documents.get(own..).unwrap_or_default();
        let holds_section = |directory: &String| {
            let below = format!("{directory}/");
            let first = documents.partition_point(|document| *document.path < *below);
            let near = documents.get(first..).unwrap_or_default().iter().map(|document| &*document.path);
            near.take_while(|path| path.starts_with(&below)).any(is_section)
        };
        let held = parallel::of_each(directories.len(), |at| directories.get(at).is_some_and(holds_section));
        let mut held = held.into_iter();
        directories.retain(|_| !held.next().unwrap_or_default());
        if directories.is_empty() {
            return;
        }
        // Members of archives may stand a little out of order, so what looks bare is looked at again.
        let mut read: HashMap<&str, bool> = HashMap::new();
        for path in documents.iter().map(|document| &*document.path) {
            folders(path).for_each(|folder| *read.entry(folder).or_default() |= is_section(path));
        }
        let failed: HashSet<&str> = self.failures.iter().flat_map(|failure| folders(&failure.path)).collect();
        directories
            .retain(|directory| read.get(directory.as_str()) != Some(&true) && !failed.contains(directory.as_str()));
        if self.ignored > 0 {
            // Where the user left out what may be the configuration, that is why none was read.
            let paths: HashSet<&str> = documents.iter().map(|document| &*document.path).collect();
            let is_left_out = |path: &str| may_be_configuration(path) && !paths.contains(path);
            directories.retain(|directory| archived.contains_key(directory) || !holds(directory, &is_left_out));
        }
        let holds_files = |directory: &String| {
            let is_read = read.contains_key(directory.as_str());
            is_read || archived.get(directory).copied().unwrap_or_else(|| holds(directory, &|_| true))
        };
        (self.bare, self.hollow) = directories.into_iter().partition(holds_files);
    }

    /// Keeps of the directories `run` and `store` those in which there is no file at all, left out or not.
    pub(super) fn find_empty_homes(&mut self, own: usize, holds: &Holds<'_>) {
        let documents = self.documents.get(own..).unwrap_or_default();
        let is_read = |directory: &String| {
            let below = format!("{directory}/");
            let first = documents.partition_point(|document| *document.path < *below);
            documents.get(first).is_some_and(|document| document.path.starts_with(&below))
        };
        // What could not be looked at is a failure of its own.
        let failed = &self.failures;
        let is_failure = |directory: &String| failed.iter().any(|failure| failure.path.starts_with(directory.as_str()));
        self.empty_homes
            .retain(|directory| !is_read(directory) && !holds(directory, &|_| true) && !is_failure(directory));
        sorting::sort(&mut self.empty_homes);
    }

    /// The directories `run` and `store` of a server of which nothing is here, beside servers of which something is: what could not be
    /// copied leaves such.
    #[must_use]
    pub(crate) fn empty_servers(&self, export: &Export<'_>) -> Option<NotChecked> {
        if self.empty_homes.is_empty() {
            return None;
        }
        fn above(directory: &str) -> &str {
            directory.rsplit_once('/').map_or("", |(above, _)| above)
        }
        let paths: HashSet<&str> =
            export.components().filter_map(|component| Some(&*export.document(component.document)?.path)).collect();
        let is_home = |folder: &&str| holds_components(file_name(folder).as_bytes());
        let servers: HashSet<&str> = paths.iter().flat_map(|path| folders(path)).filter(is_home).map(above).collect();
        // They lie alike but for the name of the server.
        let lies_beside = |server: &str| {
            let is_alike = |other: &&str| {
                let names = || server.split('/').zip(other.split('/'));
                server.split('/').count() == other.split('/').count() && names().filter(|(a, b)| a != b).count() == 1
            };
            servers.iter().any(is_alike)
        };
        let is_missed = |directory: &&String| {
            let server = above(directory);
            // What is said of an empty directory in it need not be said twice.
            let is_told = |other: &String| folders(other).any(|folder| folder == *directory);
            !self.hollow.iter().any(is_told) && !servers.contains(server) && lies_beside(server)
        };
        let names: Vec<&String> = self.empty_homes.iter().filter(is_missed).collect();
        let why = tr!("no file in {names}", names = listed(&names)?);
        Some(NotChecked { what: tr!("empty directories of servers").to_owned(), why })
    }

    /// The directories of Incr-Syncs in which a component left files, and no configuration.
    pub(super) fn bare_directories(&self, export: &Export<'_>) -> Vec<Failure> {
        if self.bare.is_empty() && self.hollow.is_empty() {
            return Vec::new();
        }
        let message = tr!(
            "the directory of an Incr-Sync, and no configuration in it: copy its `conf` with all files again, and check again; \
             if the component is gone, take the directory out of the input (`--exclude`)"
        );
        let of_writer = tr!(
            "the directory of a JDBCWriter, and no configuration in it: copy its `conf` with all files again, and check again; \
             if the component is gone, take the directory out of the input (`--exclude`)"
        );
        let of_some = tr!(
            "the directory of a connector whose name does not say what it is, and no configuration in it: copy its `conf` with \
             all files again, and check again; if the component is gone, take the directory out of the input (`--exclude`)"
        );
        let linked = tr!(
            "the directory of an Incr-Sync whose files are links to files that were read under another name, so it was not \
             checked: replace the links by copies, and check again"
        );
        let newest = tr!(
            "the directory of an Incr-Sync, and no file in it, although it is newer than the one that was read, so that is not the one \
             that runs: copy its `conf` with all files again, and check again; if the component is gone, take the directory out of the \
             input (`--exclude`)"
        );
        let is_linked = |directory: &str| {
            let is_below = |link: &String| {
                link.strip_prefix(directory).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            self.same_files.iter().any(is_below)
        };
        let missed = self.missed(&self.bare, export).into_iter().map(|(directory, _)| directory);
        let newer = self
            .missed(&self.hollow, export)
            .into_iter()
            .filter_map(|(directory, is_newer)| is_newer.then_some(directory));
        let failure = |directory: &str| {
            let why = match ComponentId::parse(file_name(directory)).and_then(|id| id.kind) {
                _ if is_linked(directory) => linked,
                Some(ComponentKind::IncrSync(Plugin::JdbcWriter)) => of_writer,
                Some(_) => message,
                None => of_some,
            };
            Failure::new(format!("{directory}/conf"), why)
        };
        let newer = newer.map(|directory| Failure::new(format!("{directory}/conf"), newest));
        missed.map(failure).chain(newer).collect()
    }

    /// The directories of Incr-Syncs in which there is no file at all, and nothing older that was read in their place: git keeps none,
    /// so whoever checks out, stashes or moves leaves such.
    #[must_use]
    pub(crate) fn hollow(&self, export: &Export<'_>) -> Option<NotChecked> {
        let missed = self.missed(&self.hollow, export).into_iter();
        let names: Vec<&str> = missed.filter(|(_, is_newer)| !is_newer).map(|(directory, _)| directory).collect();
        let why = tr!("no file in {names}", names = listed(&names)?);
        Some(NotChecked { what: tr!("empty directories of Incr-Syncs").to_owned(), why })
    }

    /// Those of `directories` in which no component was found, and of whose component `export` has none that took its place:
    /// the directory of one that was moved may be left without anything in it. With each, whether it would take the place of one
    /// that was found.
    pub(super) fn missed<'d>(&self, directories: &'d [String], export: &Export<'_>) -> Vec<(&'d str, bool)> {
        if directories.is_empty() {
            return Vec::new();
        }
        let documents = export.components().filter_map(|component| export.document(component.document));
        let mut known: HashSet<&str> = documents.flat_map(|document| folders(&document.path)).collect();
        // What failed in it is a failure of its own.
        let failed = export.not_understood();
        known.extend(failed.iter().flat_map(|failure| folders(&failure.path)));
        // The newest of each lane, and whether one of it was seen to run.
        let mut lanes: HashMap<&str, (Option<u64>, bool)> = HashMap::new();
        for (component, id) in export.components().filter_map(|component| Some((component, component.id.as_ref()?))) {
            let (newest, runs) = lanes.entry(&id.lane).or_default();
            *newest = (*newest).max(id.sequence);
            *runs |= component.ran() == Some(true);
        }
        let missed = |directory: &'d String| {
            let path = format!("{directory}/conf");
            let id = Location::new(0, &path).folder_id().filter(|id| id.sequence.is_some())?;
            let (newest, runs) = lanes.get(&*id.lane).copied().unwrap_or_default();
            let is_newer = newest.is_some() && !runs;
            (!known.contains(directory.as_str()) && newest < id.sequence).then_some((directory.as_str(), is_newer))
        };
        directories.iter().filter_map(missed).collect()
    }
}

/// Whether a file is named like the section of a component that says what it is.
fn is_section(path: &str) -> bool {
    SectionName::of_file(file_name(unzipped(path))).is_some_and(|name| name != SectionName::Condition)
}

/// Whether a file could be the configuration of an Incr-Sync or a JDBCWriter by its name. As properties OMS keeps none there, but
/// what a process logs.
fn may_be_configuration(path: &str) -> bool {
    Name::of(path) == Name::Candidate && !file_name(unzipped(path)).ends_with(".properties")
}

/// The folders above a file, as paths.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(|(at, _)| path.get(..at))
}
