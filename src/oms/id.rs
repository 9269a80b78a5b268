//! Component ids as OMS writes them and as copies rename them, and what names of tasks and subtopics in them say. Hints, all of
//! them: what a component is, its content decides.

use crate::oms::kind::{ComponentKind, Direction, Plugin};
use crate::text::spelling::holds;

/// What separates the parts of an id: `:`, or what a copy to another system makes of it.
const SEPARATORS: &[&str] = &[":", "%3A", "%3a", "\u{f03a}", "\u{ff1a}", "\u{a789}", "_", "~", "+", "=", "@", " ", "-"];

/// A component id, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComponentId {
    /// The id as OMS writes it, with colons.
    pub text: String,
    /// Address of the server.
    pub server: Option<String>,
    /// The part that stays when the component moves: `np_x-incr_trans-1-0`.
    pub lane: String,
    /// What it is, if the id says so.
    pub kind: Option<ComponentKind>,
    /// The task.
    pub task: Option<String>,
    /// Whether it goes back.
    pub direction: Direction,
    /// The last part: grows with every new component.
    pub sequence: Option<u64>,
}

impl ComponentId {
    /// Takes apart the name of a directory, a file or an API item; None if it is no component id.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let (server, port, separator, rest) = split_server(name).unwrap_or(("", "", ":", name));
        let (rest, sequence) = split_sequence(rest, separator);
        let (lane, connector) = strip_connector(rest, separator);
        let is_store = server.is_empty() || port != "9000";
        let kind = kind_of(lane, is_store, !server.is_empty());
        if kind.is_none() && (connector.is_none() || server.is_empty()) {
            return None;
        }
        let direction = if holds(name, "reverse") { Direction::Reverse } else { Direction::Forward };
        let task = match kind {
            Some(ComponentKind::Store) => task_of_subtopic(lane),
            Some(ComponentKind::FullVerification) if lane.bytes().all(|b| b.is_ascii_digit()) => None,
            _ => task_of_lane(lane),
        };
        let text = match sequence {
            Some(sequence) if !server.is_empty() => {
                let (connector, colon) = connector.map_or(("", ""), |connector| (connector, ":"));
                [server, "-", port, ":", connector, colon, lane, ":", sequence].concat()
            }
            _ => name.to_owned(),
        };
        let server = (!server.is_empty()).then(|| server.to_owned());
        let sequence = sequence.and_then(|digits| digits.parse().ok());
        Some(Self { text, server, lane: lane.to_owned(), kind, task, direction, sequence })
    }

    /// The subtopic in the id of a Store.
    #[must_use]
    pub fn subtopic(&self) -> Option<&str> {
        (self.kind == Some(ComponentKind::Store)).then_some(self.lane.as_str())
    }
}

/// Splits `10.0.0.1-9000:rest` into the address, the port, the separator and the rest.
fn split_server(name: &str) -> Option<(&str, &str, &'static str, &str)> {
    for (dash, _) in name.match_indices('-') {
        let (server, after) = (name.get(..dash)?, name.get(dash + 1..)?);
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        if !(2..=5).contains(&digits) || server.is_empty() {
            continue;
        }
        let (port, rest) = after.split_at(digits);
        let separator = SEPARATORS.iter().find(|separator| rest.starts_with(**separator));
        let is_address = server.contains(['.', ':']) || matches!(port, "9000" | "7100");
        if let (Some(separator), true) = (separator, is_address) {
            return Some((server, port, separator, rest.get(separator.len()..)?));
        }
    }
    None
}

fn split_sequence<'n>(rest: &'n str, separator: &str) -> (&'n str, Option<&'n str>) {
    let digits = rest.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (before, sequence) = rest.split_at(rest.len() - digits);
    match before.strip_suffix(separator) {
        // With other separators than the colon, `-1-0` at the end of a subtopic must not count as a sequence.
        Some(before) if digits > 0 && (separator.contains([':', '%']) || digits >= 6) => (before, Some(sequence)),
        _ => (rest, None),
    }
}

fn strip_connector<'n>(rest: &'n str, separator: &str) -> (&'n str, Option<&'static str>) {
    for name in ["connector_v2", "connector_v1", "connector", "light_connector"] {
        if let Some(lane) = rest.strip_prefix(name).and_then(|rest| rest.strip_prefix(separator)) {
            return (lane, Some(name));
        }
    }
    (rest, None)
}

fn kind_of(lane: &str, may_be_store: bool, has_server: bool) -> Option<ComponentKind> {
    let says = |words: &[&str]| words.iter().any(|word| holds(lane, word));
    let has_task = is_task_id(lane);
    if has_task && says(&["verif"]) {
        Some(ComponentKind::FullVerification)
    } else if says(&["incr_trans", "incr-trans", "incr_sync"]) {
        Some(ComponentKind::IncrSync(Plugin::Other))
    } else if says(&["full_trans", "full-trans", "full_import"]) {
        Some(ComponentKind::FullImport)
    } else if has_server && may_be_store && subtopic_prefix(lane).is_some() {
        Some(ComponentKind::Store)
    } else if has_server && !lane.is_empty() && lane.bytes().all(|b| b.is_ascii_digit()) {
        Some(ComponentKind::FullVerification)
    } else if has_server && has_task && says(&["_source-"]) {
        Some(ComponentKind::IncrSync(Plugin::JdbcWriter))
    } else {
        None
    }
}

/// `np_x` of `np_x-incr_trans-1-0`, `p_x` of `p_x_source-000-0`.
fn task_of_lane(lane: &str) -> Option<String> {
    if !is_task_id(lane) {
        return None;
    }
    let task = lane.split('-').next().unwrap_or(lane);
    let is_tail = |(at, _): &(usize, &str)| {
        let rest = task.get(at + 1..).unwrap_or("");
        let begins = |tail: &&str| rest.get(..tail.len()).is_some_and(|here| here.eq_ignore_ascii_case(tail));
        ["source", "reverse", "incr", "full"].iter().any(begins)
    };
    let end = task.match_indices('_').find(is_tail).map_or(task.len(), |(at, _)| at);
    Some(task.get(..end).unwrap_or(task).to_owned())
}

/// Whether a text has the form of a task id: `np_…` or `p_…`.
#[must_use]
pub(crate) fn is_task_id(text: &str) -> bool {
    let rest = text.strip_prefix("np_").or_else(|| text.strip_prefix("p_"));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// The type that OMS put before the task in a subtopic it made, as written: `OB_ORACLE` of `OB_ORACLE_np_x_y-1-0`.
#[must_use]
pub(crate) fn subtopic_prefix(subtopic: &str) -> Option<&str> {
    let at = subtopic.find("_np_").or_else(|| subtopic.find("_p_"))?;
    let prefix = subtopic.get(..at)?;
    let is_name = prefix.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    (is_name && !prefix.is_empty()).then_some(prefix)
}

/// The task in a subtopic: `np_a1` of `MYSQL_np_a1_b2-1-0`.
#[must_use]
pub(crate) fn task_of_subtopic(subtopic: &str) -> Option<String> {
    let prefix = subtopic_prefix(subtopic)?;
    let lane = subtopic.get(prefix.len() + 1..)?.split('-').next()?;
    let (head, id) = lane.split_once('_')?;
    let id = id.split_once('_').map_or(id, |(id, _)| id);
    (!id.is_empty()).then(|| format!("{head}_{id}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &str) -> ComponentId {
        ComponentId::parse(name).unwrap_or_else(|| panic!("{name} is no id"))
    }

    #[test]
    fn ids_as_oms_writes_them() {
        let incr = id("10.0.0.1-9000:connector_v2:np_x-incr_trans-1-0:0000000005");
        assert_eq!(incr.server.as_deref(), Some("10.0.0.1"));
        assert_eq!(incr.task.as_deref(), Some("np_x"));
        assert_eq!((incr.sequence, incr.direction), (Some(5), Direction::Forward));
        assert_eq!(incr.kind.map(ComponentKind::name), Some("Incr-Sync"));
        let full = id("10.0.0.1-9000:connector_v2:np_x-full_trans-1-0:0008000002");
        assert_eq!(full.kind, Some(ComponentKind::FullImport));
        let writer = id("10.0.0.1-9000:p_x_source-000-0:0000000069");
        assert_eq!(
            (writer.kind, writer.task.as_deref()),
            (Some(ComponentKind::IncrSync(Plugin::JdbcWriter)), Some("p_x"))
        );
        let checker = id("10.0.0.1-9000:90216:0000000002");
        assert_eq!((checker.kind, checker.task), (Some(ComponentKind::FullVerification), None));
        let store = id("10.0.0.1-7100:MYSQL_np_x_y-1-0:0000000003");
        assert_eq!((store.kind, store.task.as_deref()), (Some(ComponentKind::Store), Some("np_x")));
        assert_eq!(store.subtopic(), Some("MYSQL_np_x_y-1-0"));
        assert_eq!(
            id("10.0.0.1-9000:connector_v2:np_x-reverse_incr_trans-1-0:0000000005").direction,
            Direction::Reverse
        );
    }

    #[test]
    fn ids_of_renamed_directories() {
        let whole = "10.0.0.1-9000:connector_v2:np_x-incr_trans-1-0:0000000005";
        for separator in ["_", "%3A", "-", "~", "\u{f03a}"] {
            let renamed = id(&whole.replace(':', separator));
            assert_eq!(renamed.text, whole, "{separator}");
            assert_eq!((renamed.task.as_deref(), renamed.sequence), (Some("np_x"), Some(5)), "{separator}");
        }
        let store = id("10.0.0.1-7100_MYSQL_np_x_y-1-0_0000000003");
        assert_eq!((store.subtopic(), store.sequence), (Some("MYSQL_np_x_y-1-0"), Some(3)));
        assert_eq!(id("np_x-incr_trans-1-0").task.as_deref(), Some("np_x"));
    }

    #[test]
    fn other_names_are_no_ids() {
        for name in ["", "conf", "store7100", "node_modules", "2024-10-01", "my-9000", "package.json", "10.0.0.1"] {
            assert_eq!(ComponentId::parse(name), None, "{name}");
        }
    }
}
