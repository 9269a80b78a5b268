//! The formats as the command line takes them: made from the list of renderers, which says all of them.

use std::sync::LazyLock;

use clap::ValueEnum;
use clap::builder::PossibleValue;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_the_first_of_the_list() {
        assert_eq!(ALL.first(), Some(&Format::default()));
    }
}
