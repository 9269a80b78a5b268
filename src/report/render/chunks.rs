//! A JSON report with a long list: the list is made text in parallel, wave after wave, so that it never stands in memory
//! as a whole.

use std::io;

use serde::ser::{Serialize, SerializeSeq, Serializer};

use crate::text::parallel;

/// So many items are made text in one go.
const AT_ONCE: usize = 32;

/// So many times that are made text before they are written: in parallel, but never all of the report at once.
const IN_A_WAVE: usize = 32;

/// Writes `report`, pretty-printed, with what `make` makes of each of `items` and its number in the list under the key
/// `list`, which is empty in it and lies `depth` levels below the root.
///
/// # Errors
/// What `out` or the serializer says.
pub(super) fn write<'t, T: Sync, M: Serialize + Send>(
    report: &impl Serialize,
    (list, depth): (&str, usize),
    items: &'t [T],
    make: impl Fn(usize, &'t T) -> M + Sync,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let around = serde_json::to_string_pretty(report)?;
    // Within a text the quotes would be escaped, so this is the key.
    let empty = format!("\"{list}\": []");
    let Some((head, tail)) = around.split_once(&empty).filter(|_| !items.is_empty()) else {
        return writeln!(out, "{around}");
    };
    let open: String = (0..=depth).map(|level| format!("{:1$}[\n", "", level * 2)).collect();
    let close: String = (0..=depth).rev().map(|level| format!("\n{:1$}]", "", level * 2)).collect();
    let text = |(number, some): (usize, &'t [T])| {
        let made: Vec<M> = some.iter().enumerate().map(|(at, item)| make(number + at, item)).collect();
        serde_json::to_string_pretty(&Nested(depth, &made))
    };
    write!(out, "{head}\"{list}\": [")?;
    let mut separator = "\n";
    for (wave, some) in items.chunks(AT_ONCE * IN_A_WAVE).enumerate() {
        let first = wave * AT_ONCE * IN_A_WAVE;
        let parts: Vec<_> = some.chunks(AT_ONCE).enumerate().collect();
        let of = |at: usize| parts.get(at).map(|(part, some)| text((first + part * AT_ONCE, some)));
        for text in parallel::of_each(parts.len(), of).into_iter().flatten() {
            let text = text?;
            let inner = text.strip_prefix(&*open).and_then(|text| text.strip_suffix(&*close));
            let inner = inner.ok_or_else(|| io::Error::other("a list that is not indented as expected"))?;
            write!(out, "{separator}{inner}")?;
            separator = ",\n";
        }
    }
    writeln!(out, "\n{:1$}]{tail}", "", depth * 2)
}

/// A list in so many other lists, so that it is indented as deep as the one in the report.
struct Nested<'a, M>(usize, &'a [M]);

impl<M: Serialize> Serialize for Nested<'_, M> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Some(inner) = self.0.checked_sub(1) else { return self.1.serialize(serializer) };
        let mut outer = serializer.serialize_seq(Some(1))?;
        outer.serialize_element(&Nested(inner, self.1))?;
        outer.end()
    }
}
