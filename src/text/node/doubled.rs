//! Whether a key stands more than once in one mapping: readers differ in which one they take.

use super::EntryRef;

impl EntryRef<'_> {
    /// Whether its key stands more than once in its mapping: readers differ in which one they take.
    #[must_use]
    pub(crate) fn is_doubled(&self) -> bool {
        let is_own = |entry: &EntryRef<'_>| entry.key() == self.key();
        self.mapping().content().may_repeat() && self.mapping().entries().filter(is_own).count() > 1
    }
}
