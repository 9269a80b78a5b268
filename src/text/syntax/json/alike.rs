//! Whether serde_json reads a text as our tree has it, compared while it reads: two values of a large document would take ten
//! times its memory.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::text::node::{Ref, Value};

/// A node that what is read next must equal. Where it differs, reading ends with an error.
#[derive(Clone, Copy)]
pub(super) struct Alike<'t>(pub(super) Ref<'t>);

impl<'t> Alike<'t> {
    fn same<E: Error>(is_same: bool) -> Result<(), E> {
        if is_same { Ok(()) } else { Err(E::custom("another value")) }
    }

    fn is_number<E: Error>(self, read: impl Into<serde_json::Value>) -> Result<(), E> {
        let is_number = matches!(self.0.value(), Value::Number);
        Self::same(is_number && self.0.to_json() == Some(read.into()))
    }
}

impl<'de> DeserializeSeed<'de> for Alike<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Alike<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the same value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Self::same(matches!(self.0.value(), Value::Null))
    }

    fn visit_bool<E: Error>(self, read: bool) -> Result<(), E> {
        Self::same(matches!(self.0.value(), Value::Bool(own) if *own == read))
    }

    fn visit_u64<E: Error>(self, read: u64) -> Result<(), E> {
        self.is_number(read)
    }

    fn visit_i64<E: Error>(self, read: i64) -> Result<(), E> {
        self.is_number(read)
    }

    fn visit_f64<E: Error>(self, read: f64) -> Result<(), E> {
        self.is_number(read)
    }

    fn visit_str<E: Error>(self, read: &str) -> Result<(), E> {
        Self::same(self.0.text() == Some(read))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut read: A) -> Result<(), A::Error> {
        Self::same(matches!(self.0.value(), Value::Sequence(_)))?;
        for item in self.0.items() {
            Self::same(read.next_element_seed(Alike(item))?.is_some())?;
        }
        Self::same(read.next_element::<serde::de::IgnoredAny>()?.is_none())
    }

    /// Key by key as they stand: where one stands twice, the value of either reader is made of the same ones.
    fn visit_map<A: MapAccess<'de>>(self, mut read: A) -> Result<(), A::Error> {
        Self::same(matches!(self.0.value(), Value::Mapping(_)))?;
        for entry in self.0.entries() {
            Self::same(read.next_key_seed(Key(entry.key()))?.is_some())?;
            read.next_value_seed(Alike(entry.value))?;
        }
        Self::same(read.next_key::<serde::de::IgnoredAny>()?.is_none())
    }
}

/// A key that the one that is read next must equal.
struct Key<'t>(&'t str);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the same key")
    }

    fn visit_str<E: Error>(self, read: &str) -> Result<(), E> {
        Alike::same(read == self.0)
    }
}

#[cfg(test)]
mod tests {
    use crate::text::document::{Document, Syntax};
    use crate::text::syntax::Json;

    const TEXTS: &[&str] = &[
        "null",
        "true",
        "false",
        "0",
        "-0",
        "-1",
        "18446744073709551615",
        "18446744073709551616",
        "1e3",
        "1.50",
        "1.5",
        r#""1.5""#,
        r#""a""#,
        r#""\u0061""#,
        r#""\ud83d\ude00""#,
        "[]",
        "[[]]",
        "[1]",
        "[1,2]",
        "[1,2,3]",
        "{}",
        r#"{"a":1}"#,
        r#"{"a":1,"b":2}"#,
        r#"{"b":2,"a":1}"#,
        r#"{"a":1,"a":2}"#,
        r#"{"a":2,"a":1}"#,
        r#"{"a":{"b":[null,{"c":"d"}]}}"#,
        r#"{"a":"{\"b\":1}"}"#,
        "\u{feff}[1]",
    ];

    fn read(text: &str) -> Document {
        Document::parse("f.json".to_owned(), text.into(), &Json, &Json)
            .unwrap_or_else(|error| panic!("{text}: {error:?}"))
    }

    #[test]
    fn it_says_what_the_values_say() {
        for text in TEXTS {
            let value = Json.reference(text).and_then(Result::ok);
            for other in TEXTS {
                let other = read(other);
                let is_alike = Json.is_read_alike(text, other.root());
                if is_alike {
                    assert_eq!(value, other.root().to_json(), "{text} is no {other:?}");
                }
                // Each text is read as itself, so no values are built; where in doubt, they decide.
                assert!(is_alike || *other.text() != **text, "{text}");
            }
        }
    }

    #[test]
    fn what_the_library_cannot_read_is_left_to_it() {
        let deep = format!("{}1{}", "[".repeat(130), "]".repeat(130));
        for text in [r#""\ud800""#, "1e400", &deep] {
            assert!(!Json.is_read_alike(text, read(text).root()), "{text}");
        }
    }
}
