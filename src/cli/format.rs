//! The formats as the command line takes them: made from the list of renderers, which says all of them.

use std::ffi::OsStr;
use std::sync::LazyLock;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, Command, ValueEnum};

use crate::report::render;
use crate::report::report::Renderer;

/// A report format.
#[derive(Clone, Copy)]
pub(crate) struct Format(&'static dyn Renderer);

static ALL: LazyLock<Vec<Format>> = LazyLock::new(|| render::ALL.iter().copied().map(Format).collect());

impl Format {
    /// Name as `--format` takes it.
    #[must_use]
    pub(crate) fn name(self) -> &'static str {
        self.0.name()
    }

    /// What writes it.
    #[must_use]
    pub(crate) fn renderer(self) -> &'static dyn Renderer {
        self.0
    }

    /// Whether people read it at a terminal, beside a diff.
    #[must_use]
    pub(crate) fn is_for_people(self) -> bool {
        self.0.is_for_people()
    }
}

/// The first of the list.
impl Default for Format {
    fn default() -> Self {
        Self(&render::DEFAULT)
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Format {}

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(self.0.about()))
    }
}

/// The formats that a command takes, by name: what its `--help` lists and its completions offer.
#[derive(Debug, Clone)]
pub(crate) struct Only(pub &'static [&'static str]);

/// What `files` can be shown as.
pub(crate) const OF_FILES: &[&str] = &["full", "json"];

/// What `verify` can be shown as.
pub(crate) const OF_VERIFY: &[&str] = &["full", "concise", "json", "markdown"];

impl Only {
    fn takes(&self, name: &str) -> bool {
        self.0.contains(&name)
    }
}

impl TypedValueParser for Only {
    type Value = Format;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<Format, clap::Error> {
        let names: Vec<PossibleValue> = self.possible_values().into_iter().flatten().collect();
        let name = PossibleValuesParser::new(names).parse_ref(command, arg, value)?;
        let found = ALL.iter().find(|format| format.name() == name);
        Ok(found.copied().unwrap_or_default())
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let taken = ALL.iter().filter(|format| self.takes(format.name()));
        Some(Box::new(taken.filter_map(ValueEnum::to_possible_value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::render::comparison;

    #[test]
    fn verify_lists_the_formats_that_it_has() {
        assert!(comparison::FORMATS.iter().map(|(name, _)| name).eq(OF_VERIFY));
        assert!(OF_FILES.iter().all(|name| ALL.iter().any(|format| format.name() == *name)));
    }

    #[test]
    fn the_default_is_the_first_of_the_list() {
        assert_eq!(ALL.first(), Some(&Format::default()));
    }
}
