//! The value of a node as serde sees it, built without recursion.

use super::{MAX_DEPTH, Ref, Value};

/// How often aliases are followed while one value is built, so that an alias bomb ends early.
const MAX_EXPANSION: usize = 100_000;

/// A value as OMS takes it where it wants text: strings as they are, everything else as JSON.
#[must_use]
pub(crate) fn as_text(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

impl<'a> Ref<'a> {
    /// The value as serde sees it; the last of duplicate keys wins. None if aliases expand beyond all measure.
    #[must_use]
    pub fn to_json(&self) -> Option<serde_json::Value> {
        let mut budget = MAX_EXPANSION;
        // A stack of our own: the nesting that is read would be too much for the one of a thread.
        let mut open: Vec<Building<'a>> = Vec::new();
        let mut node = *self;
        loop {
            if node.is_aliased() {
                budget = budget.checked_sub(1)?;
            }
            if open.len() > 2 * MAX_DEPTH {
                return None;
            }
            let empty = match node.value() {
                Value::Sequence(_) => Some(serde_json::Value::Array(Vec::new())),
                Value::Mapping(_) => Some(serde_json::Value::Object(serde_json::Map::new())),
                _ => None,
            };
            let mut done = match empty {
                None => Some(node.scalar_json()?),
                Some(value) => {
                    open.push(Building { node, next: 0, value });
                    None
                }
            };
            loop {
                let Some(top) = open.last_mut() else { return done };
                if let Some(value) = done.take() {
                    top.take(value);
                }
                match top.child() {
                    Some(child) => {
                        node = child;
                        break;
                    }
                    None => done = open.pop().map(|top| top.value),
                }
            }
        }
    }

    fn scalar_json(&self) -> Option<serde_json::Value> {
        match self.value() {
            Value::Null => Some(serde_json::Value::Null),
            Value::Bool(value) => Some((*value).into()),
            Value::Number => Some(self.number()),
            Value::String(_) => self.text().map(Into::into),
            Value::Sequence(_) | Value::Mapping(_) | Value::Alias(_) | Value::Folded(_) => None,
        }
    }

    /// The number as serde_json would read it; a spelling that JSON does not know stays text.
    fn number(&self) -> serde_json::Value {
        let raw = self.raw().span.of(self.content().text());
        serde_json::from_str(raw).unwrap_or_else(|_| raw.into())
    }
}

/// A list or object whose JSON value is being built.
struct Building<'a> {
    node: Ref<'a>,
    /// The number of the child that comes next.
    next: usize,
    value: serde_json::Value,
}

impl<'a> Building<'a> {
    /// The next child.
    fn child(&mut self) -> Option<Ref<'a>> {
        let at = self.next;
        self.next += 1;
        self.node.item(at).or_else(|| self.node.entry_at(at).map(|entry| entry.value))
    }

    /// Takes in the value of the child that was given last.
    fn take(&mut self, value: serde_json::Value) {
        match &mut self.value {
            serde_json::Value::Array(list) => list.push(value),
            serde_json::Value::Object(map) => {
                if let Some(entry) = self.next.checked_sub(1).and_then(|last| self.node.entry_at(last)) {
                    map.insert(entry.key().to_owned(), value);
                }
            }
            _ => {}
        }
    }
}
