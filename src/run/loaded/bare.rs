//! Directories of Incr-Syncs without a configuration: what left nothing but a process id, a log or files of others must not pass
//! for a component that was checked.

use std::collections::{HashMap, HashSet};

use super::{Loaded, listed};
use crate::input::names::{Name, holds_components};
use crate::lint::unchecked::NotChecked;
use crate::oms::backup_name;
use crate::oms::export::Export;
use crate::oms::id::ComponentId;
use crate::oms::kind::{ComponentKind, Direction, Plugin, SectionName};
use crate::oms::shape::{Location, file_name, unzipped};
use crate::oms::supersede;
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
        let missed = self.missed(&self.bare, export).into_iter().filter(|(_, stands)| *stands != Stands::Replaced);
        let missed = missed.map(|(directory, _)| directory);
        let hollow = self.missed(&self.hollow, export);
        let of_hollow =
            |stands: Stands| hollow.iter().filter(move |(_, own)| *own == stands).map(|(directory, _)| *directory);
        let failure = |directory: &str| {
            let why = match ComponentId::parse(file_name(directory)).and_then(|id| id.kind) {
                _ if is_linked(directory) => linked,
                Some(ComponentKind::IncrSync(Plugin::JdbcWriter)) => of_writer,
                Some(_) => message,
                None => of_some,
            };
            Failure::new(format!("{directory}/conf"), why)
        };
        let newer = of_hollow(Stands::Newer).map(|directory| Failure::new(format!("{directory}/conf"), newest));
        missed.chain(of_hollow(Stands::Beside)).map(failure).chain(newer).collect()
    }

    /// The directories of Incr-Syncs in which there is no file at all, and nothing of their tasks was read: git keeps none, so whoever
    /// checks out, stashes or moves leaves such.
    #[must_use]
    pub(crate) fn hollow(&self, export: &Export<'_>) -> Option<NotChecked> {
        let missed = self.missed(&self.hollow, export).into_iter();
        let alone = missed.filter(|(_, stands)| matches!(stands, Stands::Replaced | Stands::Alone));
        let names: Vec<&str> = alone.map(|(directory, _)| directory).collect();
        let why = tr!("no file in {names}", names = listed(&names)?);
        Some(NotChecked { what: tr!("empty directories of Incr-Syncs").to_owned(), why })
    }

    /// Those of `directories` in which no component was found, and of whose component `export` has none that took its place:
    /// the directory of one that was moved may be left without anything in it. With each, how it stands to what was found.
    pub(super) fn missed<'d>(&self, directories: &'d [String], export: &Export<'_>) -> Vec<(&'d str, Stands)> {
        if directories.is_empty() {
            return Vec::new();
        }
        let documents = export.components().filter_map(|component| export.document(component.document));
        let mut known: HashSet<&str> = documents.flat_map(|document| folders(&document.path)).collect();
        // What failed in it is a failure of its own.
        let failed = export.not_understood();
        known.extend(failed.iter().flat_map(|failure| folders(&failure.path)));
        // The newest of each lane, and whether one of it was seen to run.
        let mut lanes = Newest::new();
        for (component, id) in export.components().filter_map(|component| Some((component, component.id.as_ref()?))) {
            let (newest, runs) = lanes.entry(&id.lane).or_default();
            *newest = (*newest).max(id.sequence);
            *runs |= component.ran() == Some(true);
        }
        // One in a backup of what was read of its lane takes the place of nothing.
        let is_in_backup = |directory: &str, lane: &str| {
            let Some(backup) = backup_name::innermost_aside(directory) else { return false };
            let mut of_lane = export.components().filter(|one| one.id.as_ref().is_some_and(|id| *id.lane == *lane));
            of_lane.any(|one| {
                export.document(one.document).is_some_and(|document| backup_name::is_backup_of(backup, &document.path))
            })
        };
        let is_taken_over = |id: &ComponentId| {
            let Some(direction) = id.direction.filter(|_| id.kind == Some(ComponentKind::IncrSync(Plugin::JdbcWriter)))
            else {
                return false;
            };
            let mut of_task = export.components().filter(|one| one.task.is_some() && one.task == id.task);
            of_task.any(|one| supersede::took_over(one, id, direction))
        };
        let [connectors, writers] = [false, true].map(|is_writer| tasks(export, is_writer));
        let missed = |directory: &'d String| {
            let path = format!("{directory}/conf");
            let id = Location::new(0, &path).folder_id().filter(|id| id.sequence.is_some())?;
            let (newest, runs) = lanes.get(&*id.lane).copied().unwrap_or_default();
            let tasks = match id.kind {
                Some(ComponentKind::IncrSync(Plugin::JdbcWriter)) => Some(&writers),
                Some(ComponentKind::IncrSync(_)) => Some(&connectors),
                _ => None,
            };
            let stands = match newest {
                Some(_) if is_in_backup(directory, &id.lane) => Stands::Replaced,
                None if is_taken_over(&id) => Stands::Replaced,
                Some(_) if !runs => Stands::Newer,
                None if tasks.is_some_and(|tasks| is_of_one(tasks, directory, &id)) => Stands::Beside,
                _ => Stands::Alone,
            };
            (!known.contains(directory.as_str()) && newest < id.sequence).then_some((directory.as_str(), stands))
        };
        directories.iter().filter_map(missed).collect()
    }
}

/// How a directory in which no component was found stands to what was found.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    /// Newer than what was found of its lane, it would take the place of that.
    Newer,
    /// Of a lane of which nothing was found, while other Incr-Syncs of its task were: lanes run side by side, so it is one more of them.
    Beside,
    /// In a backup of what was found of its lane, or of a JDBCWriter that a connector took the place of.
    Replaced,
    /// Nothing of its task says that it is in use.
    Alone,
}

/// By name the last sequence that is known of something, and what else is known of it.
type Newest<'e> = HashMap<&'e str, (Option<u64>, bool)>;

/// The tasks of which an Incr-Sync was found that goes forward, and those of one that goes back, with the last sequence that a list of
/// the API knows. JDBCWriters, or the others: an upgrade makes the one of the other, and the directory stays.
fn tasks<'e>(export: &'e Export<'_>, is_writer: bool) -> [Newest<'e>; 2] {
    let [mut forward, mut reverse] = [Newest::new(), Newest::new()];
    let alike = export.incr_syncs().filter(|(_, plugin)| (*plugin == Plugin::JdbcWriter) == is_writer);
    for (component, _) in alike {
        let Some(task) = component.task.as_deref() else { continue };
        let way = if component.direction == Direction::Reverse { &mut reverse } else { &mut forward };
        let (last, is_listed) = way.entry(task).or_default();
        if component.reported.is_some_and(|reported| reported.is_listed) {
            *last = (*last).max(component.id.as_ref().and_then(|id| id.sequence));
            *is_listed = true;
        }
    }
    [forward, reverse]
}

/// Whether a directory of this id is of one of these tasks, and no list of the API is silent about it. What lies under a backup's name
/// is none that runs.
fn is_of_one([forward, reverse]: &[Newest<'_>; 2], directory: &str, id: &ComponentId) -> bool {
    let Some(task) = id.task.as_deref() else { return false };
    let way = if id.direction == Some(Direction::Reverse) { reverse } else { forward };
    let is_silent = way.get(task).is_some_and(|(last, is_listed)| *is_listed && *last >= id.sequence);
    let is_there = forward.contains_key(task) || reverse.contains_key(task);
    is_there && !is_silent && !backup_name::is_aside(directory)
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
