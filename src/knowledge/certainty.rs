//! How sure a statement about OMS is.

/// How sure a statement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Certainty {
    /// The vendor's documentation of the versions in question says so.
    High,
    /// Second-hand, or the documentation of other versions says so.
    Medium,
}
