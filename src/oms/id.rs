//! Component ids as OMS writes them and as copies rename them, and what names of tasks and subtopics in them say. Hints, all of
//! them: what a component is, its content decides.

use std::sync::Arc;

use crate::oms::kind::{ComponentKind, Direction, Plugin};
use crate::text::spelling::{first_held, holds};

/// What separates the parts of an id: `:`, or what a copy to another system makes of it.
const SEPARATORS: &[&str] = &[":", "%3A", "%3a", "\u{f03a}", "\u{ff1a}", "\u{a789}", "_", "~", "+", "=", "@", " ", "-"];

/// What stands before the random part of a task id: since 3.3, before it, and that of data synchronization in 3.2.x.
const HEADS: [&str; 3] = ["np_", "p_", SYNC];
const SYNC: &str = "sync_";

/// Words that follow the task in a lane, each whole: ids are random text, and `np_full1` is one.
const TAILS: &[&str] = &["incr", "full", "reverse", "source", "dest", "verif", "verify", "verification"];

/// A component id, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComponentId {
    /// The id as OMS writes it, with colons.
    pub text: Arc<str>,
    /// Address of the server.
    pub server: Option<Arc<str>>,
    /// The part that stays when the component moves: `np_x-incr_trans-1-0`.
    pub lane: Box<str>,
    /// What it is, if the id says so.
    pub kind: Option<ComponentKind>,
    /// The task.
    pub task: Option<Arc<str>>,
    /// Which way it goes, if the lane says so. The name of a host says nothing of it.
    pub direction: Option<Direction>,
    /// The last part: grows with every new component.
    pub sequence: Option<u64>,
}

/// What a port says of who listens there. Sites differ, so it never says more than where these ports usually are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Port {
    /// 9000, 19000: the supervisor, whose components run in `run`.
    Supervisor,
    /// 7100 and up.
    Store,
    Other,
}

impl ComponentId {
    /// Takes apart the name of a directory, a file or an API item; None if it is no component id.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let name = without_copy_mark(name);
        let (server, port, separator, rest) = split_server(name).unwrap_or(("", "", ":", name));
        let (rest, sequence) = split_sequence(rest, separator);
        let (lane, connector) = strip_connector(rest, separator);
        let split = split_task(lane);
        let kind = kind_of(lane, split, (!server.is_empty()).then(|| Port::of(port, connector)));
        let is_whole = connector.is_some() || sequence.is_some_and(is_written_whole);
        if kind.is_none() && (server.is_empty() || lane.is_empty() || !is_whole) {
            return None;
        }
        let task = match kind {
            Some(ComponentKind::Store) => task_of_subtopic(lane),
            _ => split.map(|(task, _)| task.to_owned()).or_else(|| task_of_subtopic(lane)),
        };
        let text = match sequence {
            Some(sequence) if !server.is_empty() => {
                let (connector, colon) = connector.map_or(("", ""), |connector| (connector, ":"));
                [server, "-", port, ":", connector, colon, lane, ":", sequence].concat()
            }
            _ => name.to_owned(),
        };
        let server = (!server.is_empty()).then(|| server.into());
        let sequence = sequence.and_then(|digits| digits.parse().ok());
        let direction = direction_of(lane, split, kind);
        Some(Self {
            text: text.into(),
            server,
            lane: lane.into(),
            kind,
            task: task.map(Arc::from),
            direction,
            sequence,
        })
    }

    /// Takes apart an id that says its server and its number, as OMS writes it.
    #[must_use]
    pub(crate) fn parse_whole(text: &str) -> Option<Self> {
        Self::parse(text).filter(|id| id.server.is_some() && id.sequence.is_some())
    }

    /// The subtopic in the id of a Store.
    #[must_use]
    pub fn subtopic(&self) -> Option<&str> {
        (self.kind == Some(ComponentKind::Store)).then_some(&*self.lane)
    }

    /// Which way its lane says that it goes, where its content says what it is and the port does not.
    #[must_use]
    pub(crate) fn direction_of(&self, kind: ComponentKind) -> Option<Direction> {
        let is_told_by_port = matches!(kind, ComponentKind::IncrSync(Plugin::JdbcWriter) | ComponentKind::Store);
        let kind = Some(kind).filter(|_| is_told_by_port && self.kind.is_none());
        direction_of(&self.lane, split_task(&self.lane), kind)
    }

    /// Whether it is a number, as the ids of checkers are: that says no task and no direction.
    #[must_use]
    pub(crate) fn is_number(&self) -> bool {
        is_number(&self.lane)
    }
}

impl Port {
    fn of(port: &str, connector: Option<&str>) -> Self {
        if connector.is_some() || port.ends_with("9000") {
            return Self::Supervisor;
        }
        let is_store = port.parse().is_ok_and(|port: u32| (7100..9000).contains(&port));
        if is_store { Self::Store } else { Self::Other }
    }
}

/// A name without what file managers add to that of a copy: ` (1)`, ` - Copy`, ` - 副本 (2)`, ` copy 2`.
fn without_copy_mark(name: &str) -> &str {
    // No id ends like these.
    if name.ends_with(|last: char| last.is_ascii_digit()) && !name.contains(" copy ") {
        return name;
    }
    let without_number = |name: &str| {
        let (before, number) = name.strip_suffix(')')?.rsplit_once('(')?;
        is_number(number).then_some(before.trim_end().len())
    };
    let mut rest = without_number(name).and_then(|end| name.get(..end)).unwrap_or(name);
    if let Some((before, number)) = rest.rsplit_once(" copy ") {
        rest = if is_number(number) { before } else { rest };
    }
    let words = [" - Copy", " - copy", " - 副本", "- 副本", " 副本", " copy"];
    words.iter().find_map(|word| rest.strip_suffix(word)).unwrap_or(rest)
}

/// Splits `10.0.0.1-9000:rest` into the address, the port, the separator and the rest.
fn split_server(name: &str) -> Option<(&str, &str, &'static str, &str)> {
    // A name with colons is not renamed, whatever dashes stand before the first.
    split_server_at(name, |separator| separator == ":").or_else(|| split_server_at(name, |_| true))
}

fn split_server_at(name: &str, wanted: impl Fn(&str) -> bool) -> Option<(&str, &str, &'static str, &str)> {
    for (dash, _) in name.match_indices('-') {
        let (server, after) = (name.get(..dash)?, name.get(dash + 1..)?);
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        if !(2..=5).contains(&digits) || server.is_empty() {
            continue;
        }
        let (port, rest) = after.split_at(digits);
        let separator = SEPARATORS.iter().find(|separator| rest.starts_with(**separator));
        let Some(separator) = separator.filter(|separator| wanted(separator)) else { continue };
        let rest = rest.get(separator.len()..)?;
        let is_address = server.contains(['.', ':']) || matches!(port, "9000" | "7100");
        if is_address || (*separator != "-" && split_sequence(rest, separator).1.is_some_and(is_written_whole)) {
            return Some((server, port, separator, rest));
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

/// Whether a sequence has the ten digits with which OMS writes it, so that what stands before it is an id for sure.
fn is_written_whole(sequence: &str) -> bool {
    sequence.len() == 10
}

fn strip_connector<'n>(rest: &'n str, separator: &str) -> (&'n str, Option<&'static str>) {
    for name in ["connector_v2", "connector_v1", "connector", "light_connector"] {
        if let Some(lane) = rest.strip_prefix(name).and_then(|rest| rest.strip_prefix(separator)) {
            return (lane, Some(name));
        }
    }
    (rest, None)
}

/// What a lane, split behind its task if it has one, says that the component is; `port` where the id names a server.
fn kind_of(lane: &str, split: Option<(&str, &str)>, port: Option<Port>) -> Option<ComponentKind> {
    let tail = split.map(|(_, tail)| tail);
    let says = |words: &[&str]| first_held(tail.unwrap_or(lane), words).is_some();
    if tail.is_some() && says(&["verif"]) {
        return Some(ComponentKind::FullVerification);
    } else if says(&["incr_trans", "incr-trans", "incr_sync"]) {
        return Some(ComponentKind::IncrSync(Plugin::Other));
    } else if says(&["full_trans", "full-trans", "full_import"]) {
        return Some(ComponentKind::FullImport);
    }
    let port = port?;
    if is_number(lane) {
        return Some(ComponentKind::FullVerification);
    }
    let is_subtopic = subtopic_prefix(lane).is_some() || lane.starts_with(TENANT);
    let is_end = tail.is_some_and(|tail| ["source", "dest"].iter().any(|end| begins_with_word(tail, end)));
    match port {
        Port::Supervisor if is_end => Some(ComponentKind::IncrSync(Plugin::JdbcWriter)),
        Port::Supervisor if lane.starts_with(SYNC) && tail.is_some_and(is_numbers) => {
            Some(ComponentKind::IncrSync(Plugin::Other))
        }
        Port::Store if is_end || is_subtopic || (lane.starts_with(SYNC) && tail.is_some()) => {
            Some(ComponentKind::Store)
        }
        Port::Other if is_subtopic => Some(ComponentKind::Store),
        _ => None,
    }
}

/// Which way a component of this lane goes, as far as the lane says so. What 3.2.x calls `…_source` reads the task's
/// source where it is a Store, and writes to it where it is a JDBCWriter.
fn direction_of(lane: &str, split: Option<(&str, &str)>, kind: Option<ComponentKind>) -> Option<Direction> {
    let tail = split.map(|(_, tail)| tail);
    let is_at_source = || tail.map(|tail| begins_with_word(tail, "source"));
    let way = |is_forward| if is_forward { Direction::Forward } else { Direction::Reverse };
    match kind? {
        ComponentKind::IncrSync(Plugin::JdbcWriter) => is_at_source().map(|is_at_source| way(!is_at_source)),
        ComponentKind::Store => {
            let is_end = |tail: &&str| begins_with_word(tail, "source") || begins_with_word(tail, "dest");
            tail.filter(is_end).and_then(|_| is_at_source()).map(way)
        }
        ComponentKind::FullVerification if is_number(lane) => None,
        _ => Some(way(!holds(tail.unwrap_or(lane), "reverse"))),
    }
}

/// Which way a name such as `coordinator.taskName` says that it goes: that of a lane (`np_x-reverse_incr_trans-1-0`), not
/// one that a person chose.
#[must_use]
pub(crate) fn direction_in(name: &str) -> Option<Direction> {
    let split = split_task(name)?;
    direction_of(name, Some(split), kind_of(name, Some(split), None))
}

/// A lane that begins with a task id, taken apart there: `np_x` and `incr_trans-1-0`, `p_x` and `source-000-0`, `sync_x` and
/// `1_0`.
fn split_task(lane: &str) -> Option<(&str, &str)> {
    let head = head_of(lane)?;
    let dash = lane.find('-');
    let is_before_tail = |at: &usize| {
        let rest = lane.get(at + 1..).unwrap_or("");
        TAILS.iter().any(|word| begins_with_word(rest, word))
    };
    let mut underscores = lane.match_indices('_').map(|(at, _)| at).filter(|at| *at >= head.len());
    let end = dash.filter(is_before_tail);
    let end = end.or_else(|| underscores.find(is_before_tail).filter(|at| dash.is_none_or(|dash| *at < dash)));
    let end = end.or(dash).unwrap_or(lane.len());
    let mut task = lane.get(..end)?;
    if head == SYNC {
        // `sync_5abc_1_0`: two numbers, as others have them behind dashes.
        for _ in 0..2 {
            let shorter = task.rsplit_once('_').filter(|(before, last)| before.len() > head.len() && is_number(last));
            task = shorter.map_or(task, |(before, _)| before);
        }
    }
    Some((task, lane.get(task.len()..)?.trim_start_matches(['-', '_'])))
}

/// `np_` of a text that begins as a task id.
fn head_of(text: &str) -> Option<&'static str> {
    HEADS
        .into_iter()
        .find(|head| text.strip_prefix(head).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric())))
}

/// Whether a text begins with `word` in any case, and the word ends there.
fn begins_with_word(text: &str, word: &str) -> bool {
    let begins = text.get(..word.len()).is_some_and(|here| here.eq_ignore_ascii_case(word));
    begins && text.get(word.len()..).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
}

/// The port in the name of the folder that a Store lies in: `store7100`.
#[must_use]
pub(crate) fn store_port(folder: &str) -> Option<&str> {
    folder.strip_prefix("store").filter(|port| is_number(port))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether nothing but numbers stands behind a task: `1_0`, or nothing.
fn is_numbers(tail: &str) -> bool {
    tail.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'_' | b'-'))
}

/// Whether a text has the form of a task id: `np_…`, `p_…` or `sync_…`.
#[must_use]
pub(crate) fn is_task_id(text: &str) -> bool {
    head_of(text).is_some()
}

/// The task that a lane names (`np_x` of `np_x-incr_trans-1-0`). None for a name that a person chose: nothing says that it
/// begins with a task at all.
#[must_use]
pub(crate) fn task_in_lane(name: &str) -> Option<&str> {
    let (task, tail) = split_task(name)?;
    TAILS.iter().any(|word| begins_with_word(tail, word)).then_some(task)
}

/// The task that the name of a file tells: `np_b2` of `DescribeProjectComponents_np_b2.json`.
#[must_use]
pub(crate) fn task_in_name(name: &str) -> Option<&str> {
    // It is asked of nearly every file.
    memchr::memchr(b'_', name.as_bytes())?;
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let words = name.split(|c: char| !is_word(c));
    let heads = ["np_", "sync_", "p_"];
    words.into_iter().find_map(|word| {
        let begins = |at: &usize| *at == 0 || word.as_bytes().get(at - 1) == Some(&b'_');
        let at = heads.iter().find_map(|head| word.match_indices(head).map(|(at, _)| at).find(begins))?;
        word.get(at..).filter(|task| is_task_id(task))
    })
}

/// The task that a name tells whose id looks as OMS makes it, of letters and digits: `np_5abc` of `np_5abc_source.json`. Programs of
/// others have an `np_array.json`, a `sync_log.json` and a `p_20260301.json`.
#[must_use]
pub(crate) fn made_task_in(name: &str) -> Option<&str> {
    // Nobody's own name of a file is as long as `p_5abcde`, and begins with a digit.
    const LEAST: usize = 8;
    let task = task_in_name(name)?;
    let made = task.get(head_of(task)?.len()..)?.split('_').next()?;
    let is_mixed =
        made.bytes().any(|byte| byte.is_ascii_digit()) && made.bytes().any(|byte| byte.is_ascii_alphabetic());
    let is_made = task.starts_with("np_")
        || (made.len() + head_of(task)?.len() >= LEAST && made.starts_with(|c: char| c.is_ascii_digit()));
    task.get(..head_of(task)?.len() + made.len()).filter(|_| is_mixed && is_made)
}

/// Whether a name is such an id and nothing else.
#[must_use]
pub(crate) fn is_made_task(name: &str) -> bool {
    made_task_in(name) == Some(name)
}

/// With this begins the subtopic of a Store that the tasks of an OceanBase tenant share: it names no task and no type.
const TENANT: &str = "ob_";

/// The type that OMS put before the task in a subtopic it made, as written: `OB_ORACLE` of `OB_ORACLE_np_x_y-1-0`.
#[must_use]
pub(crate) fn subtopic_prefix(subtopic: &str) -> Option<&str> {
    if is_task_id(subtopic) || subtopic.starts_with(TENANT) {
        return None;
    }
    let at = ["_np_", "_p_"].iter().filter_map(|head| subtopic.find(head)).min()?;
    let prefix = subtopic.get(..at)?;
    let is_name = prefix.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    (is_name && !prefix.is_empty()).then_some(prefix)
}

/// The task in a subtopic: `np_a1` of `MYSQL_np_a1_b2-1-0`, `p_x` of `p_x_source-000-0`, `sync_a1` of `sync_a1_1_0`.
#[must_use]
pub(crate) fn task_of_subtopic(subtopic: &str) -> Option<String> {
    let behind = |prefix: &str| subtopic.get(prefix.len() + 1..);
    let name = subtopic_prefix(subtopic).map_or_else(|| is_task_id(subtopic).then_some(subtopic), behind)?;
    let (head, id) = name.split_once('_')?;
    let id = id.split(['_', '-']).next().unwrap_or(id);
    let task = name.get(..=head.len() + id.len())?;
    (!id.is_empty()).then(|| task.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &str) -> ComponentId {
        ComponentId::parse(name).unwrap_or_else(|| panic!("{name} is no id"))
    }

    #[test]
    fn copies_that_a_file_manager_made_have_the_id_of_what_they_are_copies_of() {
        let whole = "10.0.0.1-9000:connector_v2:np_x-incr_trans-1-0:0000000005";
        for mark in [" (1)", "(2)", " - 副本", " - 副本 (2)", " - Copy", " - Copy (3)", " copy", " copy 2"] {
            assert_eq!(id(&format!("{whole}{mark}")), id(whole), "{mark}");
        }
        let renamed = id("10.0.0.1-9000_connector_v2_np_x-incr_trans-1-0_0000000005 (1)");
        assert_eq!(renamed.sequence, Some(5));
        assert_eq!(ComponentId::parse("(1)"), None);
        assert_eq!(ComponentId::parse("x (1)"), None);
    }

    #[test]
    fn ids_as_oms_writes_them() {
        let incr = id("10.0.0.1-9000:connector_v2:np_x-incr_trans-1-0:0000000005");
        assert_eq!(incr.server.as_deref(), Some("10.0.0.1"));
        assert_eq!(incr.task.as_deref(), Some("np_x"));
        assert_eq!((incr.sequence, incr.direction), (Some(5), Some(Direction::Forward)));
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
            Some(Direction::Reverse)
        );
    }

    #[test]
    fn ids_of_3_2_x() {
        let sync = id("10.0.0.1-9000:connector:sync_5abc_1_0:0000000007");
        assert_eq!((sync.task.as_deref(), sync.sequence), (Some("sync_5abc"), Some(7)));
        assert_eq!(sync.kind, Some(ComponentKind::IncrSync(Plugin::Other)));
        assert_eq!(id("oms1-19000_connector_sync_12_1_0_0000000007").task.as_deref(), Some("sync_12"));
        let way = |name: &str| {
            let id = id(name);
            (id.kind.map(ComponentKind::name), id.task, id.direction)
        };
        let (forward, reverse, task) = (Some(Direction::Forward), Some(Direction::Reverse), Some(Arc::from("p_x")));
        let (writer, store) = (Some("JDBCWriter"), Some("Store"));
        assert_eq!(way("10.0.0.1-9000:p_x_dest-000-0:0000000031"), (writer, task.clone(), forward));
        assert_eq!(way("10.0.0.1-19000:p_x_source-000-0:0000000069"), (writer, task.clone(), reverse));
        assert_eq!(way("10.0.0.1-7100:p_x_source-000-0:0000000001"), (store, task.clone(), forward));
        assert_eq!(way("10.0.0.1-20001:p_x_source-000-0:0000000001"), (None, task, None));
        assert_eq!(way("10.0.0.1-7131:ob_ten_1_x-1-0:0001000066"), (store, None, None));
        assert_eq!(way("10.0.0.1-9000:p_4_full:0000000007"), (None, Some("p_4".into()), None));
    }

    #[test]
    fn a_task_is_never_cut_at_a_word_inside_it() {
        for (lane, task, kind) in [
            ("np_full1-incr_trans-1-0", "np_full1", "Incr-Sync"),
            ("np_5verif7-incr_trans-1-0", "np_5verif7", "Incr-Sync"),
            ("np_reverse9-full_trans-1-0", "np_reverse9", "Full-Import"),
            ("np_a_incr9-incr_trans-1-0", "np_a_incr9", "Incr-Sync"),
            ("sync_full1_1_0", "sync_full1", "Incr-Sync"),
            ("p_source1_dest-000-0", "p_source1", "JDBCWriter"),
        ] {
            let id = id(&format!("oms-reverse.corp-9000:connector:{lane}:0000000001"));
            assert_eq!(id.task.as_deref(), Some(task), "{lane}");
            assert_eq!(id.kind.map(ComponentKind::name), Some(kind), "{lane}");
            assert_eq!(id.direction, Some(Direction::Forward), "{lane}");
        }
    }

    #[test]
    fn tasks_and_types_of_subtopics() {
        for (subtopic, task, prefix) in [
            ("MYSQL_np_a1_b2-1-0", Some("np_a1"), Some("MYSQL")),
            ("OB_ORACLE_p_x_np_1-1-0", Some("p_x"), Some("OB_ORACLE")),
            ("p_x_source-000-0", Some("p_x"), None),
            ("sync_a1_1_0", Some("sync_a1"), None),
            ("ob_np_1_x-1-0", None, None),
            ("custom", None, None),
        ] {
            assert_eq!(task_of_subtopic(subtopic).as_deref(), task, "{subtopic}");
            assert_eq!(subtopic_prefix(subtopic), prefix, "{subtopic}");
        }
    }

    #[test]
    fn made_tasks_in_names() {
        for (name, task) in [
            ("np_5abc1def2g.json", Some("np_5abc1def2g")),
            ("np_5abc_source.json", Some("np_5abc")),
            ("all-np_b2.yaml.gz", Some("np_b2")),
            ("DescribeProjectComponents_p_5abcde.json", Some("p_5abcde")),
            ("np_array.json", None),
            ("np_2024.json", None),
            ("p_1.json", None),
            ("p_3d.json", None),
            ("p_20260301.json", None),
            ("sync_config2.json", None),
        ] {
            assert_eq!(made_task_in(name), task, "{name}");
        }
    }

    #[test]
    fn ids_of_renamed_directories() {
        let whole = "10.0.0.1-9000:connector_v2:np_x-incr_trans-1-0:0000000005";
        for separator in ["_", "%3A", "-", "~", "\u{f03a}"] {
            let renamed = id(&whole.replace(':', separator));
            assert_eq!(&*renamed.text, whole, "{separator}");
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
