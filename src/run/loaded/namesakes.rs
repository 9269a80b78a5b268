//! What only looks like OMS, and what says that there is nothing: files of names that others use too, files that speak of OMS, and
//! answers without components.

use std::collections::{BTreeSet, HashSet};

use super::{Loaded, listed};
use crate::lint::unchecked::NotChecked;
use crate::oms::export::{Export, Role};
use crate::oms::shape::{HA_CONFIG, file_name};
use crate::run::place::Place;
use crate::text::failure::Failure;
use crate::text::lang::tr;
use crate::text::sorting;
use crate::text::spelling::holds;

impl<P: Place> Loaded<P> {
    /// Of what could not be read and bears a name that others use, too, that beside which a file of OMS lies, or the rest.
    pub(super) fn doubtful(&self, export: &Export<'_>, is_ours: bool) -> Vec<&Failure> {
        if self.doubtful.is_empty() {
            return Vec::new();
        }
        let folder = |path: &str| path.strip_suffix(file_name(path)).unwrap_or("").to_owned();
        let is_of_oms = |role: &Role| !matches!(role, Role::Unrecognised(_));
        let documents = export.inputs.iter().zip(&export.roles).filter(|(_, role)| is_of_oms(role));
        let of_oms: HashSet<String> = documents.map(|(input, _)| folder(&input.document.path)).collect();
        self.doubtful.iter().filter(|failure| of_oms.contains(&folder(&failure.path)) == is_ours).collect()
    }

    /// What could not be read, and is taken for others'.
    #[must_use]
    pub(crate) fn foreign(&self, export: &Export<'_>) -> Vec<&str> {
        self.doubtful(export, false).into_iter().map(|failure| failure.path.as_str()).collect()
    }

    /// The files that bear names of OMS's files and in which nothing says OMS.
    #[must_use]
    pub(crate) fn namesakes(&self, export: &Export<'_>) -> Option<NotChecked> {
        let names: Vec<&str> = self.foreign(export).into_iter().chain(export.namesakes()).collect();
        let why = tr!(
            "nothing that could be read in them says OMS, so they were taken for those of other programs; if one is of OMS, \
             name it as PATH: {names}",
            names = listed(&names)?,
        );
        Some(NotChecked { what: tr!("files that are only named like those of OMS").to_owned(), why })
    }

    /// The files in which `ha.config` should be, by their names or by what names it in them, and nothing of it could be read.
    #[must_use]
    pub(crate) fn torn_ha_configs(&self, export: &Export<'_>) -> Vec<String> {
        let failures = self.failures_in(export);
        let failed = failures.iter().map(|failure| failure.path.as_str()).chain(export.namesakes());
        let named = failed.filter(|path| holds(file_name(path), HA_CONFIG));
        let in_rows = export.unread.iter().filter(|(_, part)| part.word == Some(HA_CONFIG));
        let in_rows = in_rows.filter_map(|(number, _)| Some(&*export.document(*number)?.path));
        sorting::set(named.chain(in_rows).map(str::to_owned)).into_iter().collect()
    }

    /// The answers whose lists are all empty: the components of that task were not seen.
    #[must_use]
    pub(crate) fn empty_answers(export: &Export<'_>) -> Option<NotChecked> {
        let answers = export.answers_without_components();
        let name = |(path, tasks): (&&str, &BTreeSet<&str>)| match tasks.iter().copied().collect::<Vec<_>>()[..] {
            [] => (*path).to_owned(),
            [task] => tr!("{path} (task {task})", path, task),
            [task, ..] => tr!("{path} (task {task} and {more} more)", path, task, more = tasks.len() - 1),
        };
        let names: Vec<String> = answers.iter().map(name).collect();
        let why = tr!(
            "their lists are all empty, so nothing of these tasks was checked; see in the console whether they have components, \
             and call DescribeProjectComponents again: {names}",
            names = listed(&names)?,
        );
        Some(NotChecked { what: tr!("answers that name no component").to_owned(), why })
    }

    /// The documents in which words of OMS stand only in sentences.
    #[must_use]
    pub(crate) fn in_passing(&self, export: &Export<'_>) -> Option<NotChecked> {
        let names: Vec<&str> = export.in_passing().collect();
        let why =
            tr!("words of OMS stand in sentences of them, and no configuration: {names}", names = listed(&names)?);
        Some(NotChecked { what: tr!("files that only speak of OMS").to_owned(), why })
    }
}
