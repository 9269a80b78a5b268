//! What stands among components or answers that were read and was not read itself: an item of the same list, a value under the id
//! of a component or a task beside others, a row whose answer is none. Something was there, so it is said: as a component that was
//! not understood where it names one or its task, else as a part of the document.

use std::cell::OnceCell;
use std::collections::HashSet;

use crate::oms::claims::Claims;
use crate::oms::component::Component;
use crate::oms::held::{Held, are_servers, is_address};
use crate::oms::id::{ComponentId, is_made_task, is_task_id};
use crate::oms::kind::{ComponentKind, Plugin, SectionName};
use crate::oms::refusal::{is_empty, is_filled, is_hollow, is_refusal, is_told_alone, says_failure};
use crate::oms::shape::{Piece, Unread, oms_word_in};
use crate::text::node::{EntryRef, Ref, Value};

/// Components stand no deeper than this.
const DEEPEST: usize = 16;

/// Adds to `pieces`, which are those of the document with this number and `root`, what stands among them.
pub(super) fn take<'a>(pieces: &mut Vec<Piece<'a>>, number: usize, root: Ref<'a>) {
    let is_one = |piece: &Piece<'_>| matches!(piece, Piece::Component(_) | Piece::NoComponents(..));
    if !root.structure().is_inner() || !pieces.iter().any(is_one) {
        return;
    }
    let parts = Claims::of(pieces);
    let mut search = Search { claims: parts.clone().with_items(pieces), parts, left: Vec::new() };
    search.look(root, 0);
    if search.left.is_empty() {
        return;
    }
    let mut known = Known::of(pieces);
    for left in search.left {
        let piece = match left {
            Left::Named(Named::Task(task)) if known.tasks.contains(task) => continue,
            Left::Named(Named::Component(id, _)) if known.ids.contains(&*id.text) => continue,
            Left::Named(Named::Component(id, node)) => match id.kind {
                Some(ComponentKind::IncrSync(Plugin::JdbcWriter)) if id.task.is_some() => {
                    incr_sync(number, |component| component.task.clone_from(&id.task))
                }
                Some(ComponentKind::IncrSync(_)) => incr_sync(number, |component| component.identify(id)),
                // Of others nothing is due but that it is said.
                _ => lost(node),
            },
            Left::Named(Named::Task(task)) => incr_sync(number, |component| component.task = Some(task.into())),
            Left::Lost(node) => lost(node),
            Left::Emptied(node) => Piece::NoComponents(None, node.span()),
        };
        if let Piece::Component(component) = &piece {
            known.add(component);
        }
        pieces.push(piece);
    }
}

fn lost(node: Ref<'_>) -> Piece<'_> {
    Piece::Unread(Unread::part(node.span(), oms_word_in(node)))
}

/// What is named where nothing of it can be read.
enum Named<'a> {
    Component(ComponentId, Ref<'a>),
    Task(&'a str),
}

/// What nobody read.
enum Left<'a> {
    Named(Named<'a>),
    Lost(Ref<'a>),
    /// A list of components, and none in it.
    Emptied(Ref<'a>),
}

/// The components and tasks of which something was read, or said.
#[derive(Default)]
struct Known {
    ids: HashSet<String>,
    tasks: HashSet<String>,
}

impl Known {
    fn of(pieces: &[Piece<'_>]) -> Self {
        let mut known = Self::default();
        for piece in pieces {
            if let Piece::Component(component) = piece {
                known.add(component);
            }
        }
        known
    }

    fn add(&mut self, component: &Component<'_>) {
        self.ids.extend(component.id.iter().map(|id| id.text.to_string()));
        self.tasks.extend(component.task.iter().map(ToString::to_string));
    }
}

/// An Incr-Sync of which no more is known than its name.
fn incr_sync<'a>(document: usize, name: impl FnOnce(&mut Component<'a>)) -> Piece<'a> {
    let mut component = Component::new(ComponentKind::IncrSync(Plugin::Other), document);
    name(&mut component);
    Piece::Component(Box::new(component))
}

struct Search<'a> {
    /// What was read.
    claims: Claims,
    /// The parts of it that are of components.
    parts: Claims,
    left: Vec<Left<'a>>,
}

impl<'a> Search<'a> {
    /// Looks at what stands beside what was read in `node`.
    fn look(&mut self, node: Ref<'a>, depth: usize) {
        let inside = node.structure();
        // What an alias leads to is looked at where it stands.
        if depth > DEEPEST || node.is_aliased() || self.claims.hold(node.span()) || !self.claims.touch(node.span()) {
            return;
        }
        if inside.is_mapping() {
            let (are_ids, rows) = (OnceCell::new(), OnceCell::new());
            for entry in inside.entries() {
                // An answer that names no component tells nothing of the task under whose id it stands.
                let claims = if is_task_id(entry.key()) { &self.parts } else { &self.claims };
                if claims.touch(entry.value.span()) {
                    self.look(entry.value, depth + 1);
                    continue;
                }
                let beside = Beside {
                    are_ids: &|| *are_ids.get_or_init(|| self.holds_ids(inside)),
                    rows: &|| rows.get_or_init(|| self.rows(inside)),
                };
                let left = under(entry.key(), entry.value, &beside);
                self.left.extend(left);
            }
            return;
        }
        let mut keys: Option<Vec<Held<'a>>> = None;
        for item in inside.items() {
            if self.claims.touch(item.span()) {
                self.look(item, depth + 1);
                continue;
            }
            let keys = keys.get_or_insert_with(|| holding(&mut inside.items(), &self.parts));
            self.left.extend(among(item, keys));
        }
    }

    /// What was read among the entries of an object.
    fn rows(&self, object: Ref<'a>) -> Rows<'a> {
        // The keys of a flat section are parts of it.
        let is_read =
            |entry: &EntryRef<'a>| self.claims.touch(entry.value.span()) && !self.claims.touch(entry.key_span());
        let first = object.entries().find(is_read).map(|entry| entry.key());
        Rows { first, keys: holding(&mut object.entries().map(|entry| entry.value), &self.parts) }
    }

    /// Whether what was read in an object stands under the id of a component or a task.
    fn holds_ids(&self, object: Ref<'_>) -> bool {
        object.entries().any(|entry| is_id(entry.key()) && self.claims.touch(entry.value.span()))
    }
}

/// The rows under the keys of an object.
struct Rows<'a> {
    /// The key of the first that was read.
    first: Option<&'a str>,
    /// The keys under which they hold what was read.
    keys: Vec<Held<'a>>,
}

/// What stands beside a value in an object.
struct Beside<'c, 'a> {
    /// Whether what was read stands under ids.
    are_ids: &'c dyn Fn() -> bool,
    rows: &'c dyn Fn() -> &'c Rows<'a>,
}

/// The keys under which rows hold what was read.
fn holding<'a>(rows: &mut dyn Iterator<Item = Ref<'a>>, claims: &Claims) -> Vec<Held<'a>> {
    let mut keys: Vec<Held<'a>> = Vec::new();
    for row in rows.filter(|row| claims.touch(row.span()) && !claims.hold(row.span())) {
        let row = row.structure();
        let is_read = |value: Ref<'_>| claims.touch(value.span()) && value.structure().is_inner();
        for entry in row.entries().filter(|entry| is_read(entry.value)) {
            if !keys.iter().any(|held| held.key == entry.key()) {
                keys.push(Held { key: entry.key(), value: entry.value, row });
            }
        }
    }
    keys
}

/// Whether a key is the id of a component or a task.
fn is_id(key: &str) -> bool {
    is_task_id(key) || whole_id(key).is_some()
}

fn whole_id(text: &str) -> Option<ComponentId> {
    // The sequence comes last, and nearly every key and text ends with a letter.
    if text.ends_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    ComponentId::parse_whole(text)
}

/// What is left of what stands under a key: where the values beside it stand under ids, so does it.
fn under<'a>(key: &'a str, value: Ref<'a>, beside: &Beside<'_, 'a>) -> Option<Left<'a>> {
    if let Some(id) = whole_id(key) {
        return Some(Left::Named(Named::Component(id, value)));
    }
    // `sync_enabled` is a switch.
    let is_task = || key.starts_with("np_") || !matches!(value.value(), Value::Bool(_) | Value::Number);
    if is_task_id(key) && (is_made_task(key) || (is_task() && (beside.are_ids)())) {
        return Some(Left::Named(Named::Task(key)));
    }
    // As a loop over servers leaves it.
    let inside = value.structure();
    let is_none = || {
        let rows = (beside.rows)();
        let is_refused = match is_address(key) {
            true => is_refusal(inside),
            false if rows.first.is_some_and(|read| are_servers(read, key)) => is_told_alone(inside),
            false => return false,
        };
        is_refused || !is_filled(value) || rows.keys.iter().any(|held| held.is_lost_in(inside, true))
    };
    (says_failure(inside) || is_marked_failed(inside) || is_none()).then_some(Left::Lost(value))
}

/// What is left of an item among others; `keys` are those under which these hold what was read.
fn among<'a>(item: Ref<'a>, keys: &[Held<'a>]) -> Option<Left<'a>> {
    let inside = item.structure();
    if inside.has_any(&["level", "severity", "log.level", "levelname"]) {
        // A line of a log.
        return None;
    }
    let texts = || inside.filled().into_iter().chain(inside.entries().filter_map(|entry| entry.value.filled()));
    if let Some(id) = texts().find_map(whole_id) {
        return Some(Left::Named(Named::Component(id, item)));
    }
    const TASKS: [&str; 8] =
        ["identity", "task", "taskId", "task_id", "taskIdentity", "project", "projectId", "project_id"];
    let is_word = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let said = TASKS.iter().filter_map(|key| inside.get(key)?.filled()).find(|text| is_task_id(text) && is_word(text));
    if let Some(task) = said.or_else(|| texts().find(|text| is_made_task(text))) {
        return Some(Left::Named(Named::Task(task)));
    }
    if is_lost(inside, keys) {
        return Some(Left::Lost(item));
    }
    keys.iter().any(|held| held.is_emptied_in(inside)).then_some(Left::Emptied(item))
}

/// Whether nothing is left where a component or an answer was.
fn is_lost(item: Ref<'_>, keys: &[Held<'_>]) -> bool {
    // An empty document of YAML is none.
    let is_written = !item.raw().span.is_empty();
    match item.is_mapping() {
        true => {
            is_hollow(item)
                || is_told_alone(item)
                || says_error(item)
                || keys.iter().any(|held| held.is_lost_in(item, held.is_of_another_server(item)))
        }
        false => is_written && !item.is_inner(),
    }
}

/// Whether Ansible says that the call failed.
fn is_marked_failed(item: Ref<'_>) -> bool {
    ["failed", "unreachable"].iter().any(|key| item.get(key).and_then(|value| value.flag()) == Some(true))
}

/// Whether an object tells of an error.
fn says_error(item: Ref<'_>) -> bool {
    let is_error = |value: Ref<'_>| value.flag() != Some(false) && !is_empty(value) && !value.is_blank();
    let is_section = || SectionName::ALL.iter().any(|name| item.get(name.key()).is_some());
    let errors = ["error", "errors", "errorMessage", "errorDetail"];
    says_failure(item)
        || is_marked_failed(item)
        || (!is_section() && errors.iter().any(|key| item.get(key).is_some_and(is_error)))
}
