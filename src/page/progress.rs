//! How far a run is, for whoever waits for it.

/// What a run does. The page knows them by their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reads what was handed over: so many files of so many.
    Read = 0,
    /// Unpacks an archive: so many bytes of so many.
    Unpack = 1,
    /// Puts components together, and looks at them.
    Look = 2,
    /// Writes the report.
    Report = 3,
    /// Makes the fixes and proves them.
    Fix = 4,
    /// Writes what a button asks for.
    Write = 5,
}

/// Who is told: what is done, so much of so much. Zero of zero where nobody counts.
pub type Tell = fn(Stage, usize, usize);

/// So many files, and so many bytes of an archive, are one step.
pub(super) const FILES: usize = 250;
/// See `FILES`.
pub(super) const BYTES: usize = 64 << 10;
