//! What stands among components or answers that were read and was not read itself: an item of the same list, a value under the id
//! of a component or a task beside others, a row whose answer is none. Something was there, so it is said: as a component that was
//! not understood where it names one or its task, else as a part of the document.

use std::cell::OnceCell;
use std::collections::HashSet;

use crate::oms::claims::Claims;
use crate::oms::component::Component;
use crate::oms::id::{ComponentId, is_made_task, is_task_id};
use crate::oms::kind::{ComponentKind, Plugin, SectionName};
use crate::oms::refusal::{is_empty, is_filled, is_hollow, is_told_alone, says_failure};
use crate::oms::shape::{Piece, Unread, oms_word_in};
use crate::text::node::{Ref, Value};

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
            let are_ids = OnceCell::new();
            for entry in inside.entries() {
                // An answer that names no component tells nothing of the task under whose id it stands.
                let claims = if is_task_id(entry.key()) { &self.parts } else { &self.claims };
                if claims.touch(entry.value.span()) {
                    self.look(entry.value, depth + 1);
                } else if let Some(left) =
                    under(entry.key(), entry.value, &|| *are_ids.get_or_init(|| self.holds_ids(inside)))
                {
                    self.left.push(left);
                }
            }
            return;
        }
        let mut keys: Option<Vec<(&str, bool)>> = None;
        for item in inside.items() {
            if self.claims.touch(item.span()) {
                self.look(item, depth + 1);
                continue;
            }
            let keys = keys.get_or_insert_with(|| holding(inside, &self.parts));
            self.left.extend(among(item, keys));
        }
    }

    /// Whether what was read in an object stands under the id of a component or a task.
    fn holds_ids(&self, object: Ref<'_>) -> bool {
        object.entries().any(|entry| is_id(entry.key()) && self.claims.touch(entry.value.span()))
    }
}

/// The keys under which items of a list hold what was read, each with whether that is a list, which may be empty.
fn holding<'a>(list: Ref<'a>, claims: &Claims) -> Vec<(&'a str, bool)> {
    let mut keys: Vec<(&str, bool)> = Vec::new();
    for item in list.items().filter(|item| !claims.hold(item.span())) {
        // What a program prints stands in a text, and others print, too.
        let own = item.structure().entries().filter(|entry| entry.value.is_inner() && claims.touch(entry.value.span()));
        for key in own.map(|entry| (entry.key(), !entry.value.is_mapping())) {
            if !keys.contains(&key) {
                keys.push(key);
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

/// Whether a key is the address of a server.
fn is_address(key: &str) -> bool {
    let host = key.split(':').next().unwrap_or("");
    host.split('.').count() == 4 && host.split('.').all(|part| part.parse::<u8>().is_ok())
}

/// What is left of what stands under a key: where the values beside it stand under ids, `are_ids`, so does it.
fn under<'a>(key: &'a str, value: Ref<'a>, are_ids: &dyn Fn() -> bool) -> Option<Left<'a>> {
    if let Some(id) = whole_id(key) {
        return Some(Left::Named(Named::Component(id, value)));
    }
    // `sync_enabled` is a switch.
    let is_task = || key.starts_with("np_") || !matches!(value.value(), Value::Bool(_) | Value::Number);
    if is_task_id(key) && (is_made_task(key) || (is_task() && are_ids())) {
        return Some(Left::Named(Named::Task(key)));
    }
    // As a loop over servers leaves it.
    let inside = value.structure();
    let is_none = || is_address(key) && !is_filled(value);
    (says_failure(inside) || is_marked_failed(inside) || is_none()).then_some(Left::Lost(value))
}

/// What is left of an item among others; `keys` are those under which these hold what was read.
fn among<'a>(item: Ref<'a>, keys: &[(&str, bool)]) -> Option<Left<'a>> {
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
    is_lost(inside, keys).then_some(Left::Lost(item))
}

/// Whether nothing is left where a component or an answer was.
fn is_lost(item: Ref<'_>, keys: &[(&str, bool)]) -> bool {
    // An empty document of YAML is none.
    let is_written = !item.raw().span.is_empty();
    let is_none = |value: Ref<'_>, is_list: bool| {
        let may_be_empty = is_list && (value.is_blank() || is_empty(value.structure()));
        (!is_filled(value) && !may_be_empty) || says_failure(value.structure())
    };
    match item.is_mapping() {
        true => {
            is_hollow(item)
                || is_told_alone(item)
                || says_error(item)
                || keys.iter().any(|(key, is_list)| item.get(key).is_some_and(|value| is_none(value, *is_list)))
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
