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
use crate::oms::refusal::{is_empty, is_filled, is_hollow, is_refusal, is_told_alone, is_written, says_failure};
use crate::oms::shape::{Piece, Unread, oms_word_in};
use crate::text::node::{EntryRef, Ref, Value};

/// Under these keys a script keeps apart what failed.
const FAILED: [&str; 3] = ["errors", "failed", "failures"];

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
                    Piece::incr_sync(number, |component| component.task.clone_from(&id.task))
                }
                Some(ComponentKind::IncrSync(_)) => Piece::incr_sync(number, |component| component.identify(id)),
                // Of others nothing is due but that it is said.
                _ => lost(node),
            },
            Left::Named(Named::Task(task)) => Piece::incr_sync(number, |component| component.task = Some(task.into())),
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
            match piece {
                Piece::Component(component) => known.add(component),
                Piece::NoComponents(task, _) => known.tasks.extend(task.iter().map(ToString::to_string)),
                _ => {}
            }
        }
        known
    }

    fn add(&mut self, component: &Component<'_>) {
        self.ids.extend(component.id.iter().map(|id| id.text.to_string()));
        self.tasks.extend(component.task.iter().map(ToString::to_string));
    }
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
            let keyed = OnceCell::new();
            for entry in inside.entries() {
                if self.claims.touch(entry.value.span()) {
                    self.look(entry.value, depth + 1);
                    continue;
                }
                let beside = || keyed.get_or_init(|| self.keyed(inside.entries().collect()));
                let left = under(entry.key(), entry.value, &beside);
                self.left.extend(left);
                if FAILED.iter().any(|name| name.eq_ignore_ascii_case(entry.key())) {
                    self.look_at_failed(entry, inside);
                }
            }
            return;
        }
        let mut keys: Option<Vec<Held<'a>>> = None;
        let keyed = OnceCell::new();
        for item in inside.items() {
            if self.claims.touch(item.span()) {
                self.look(item, depth + 1);
                continue;
            }
            let keys = keys.get_or_insert_with(|| holding(&mut inside.items(), &self.parts));
            let left = among(item, keys).or_else(|| {
                let entry = alone(item)?;
                let keyed = keyed.get_or_init(|| self.keyed(inside.items().filter_map(alone).collect()));
                keyed.is_as_read(entry.key()).then(|| under(entry.key(), entry.value, &|| keyed))?
            });
            self.left.extend(left);
        }
    }

    /// Looks at what a script kept apart as what failed, beside the answers in an object.
    fn look_at_failed(&mut self, kept: EntryRef<'a>, object: Ref<'a>) {
        let (failed, is_error) = (kept.value.structure(), kept.key().eq_ignore_ascii_case("errors"));
        let is_named = |left: &Left<'_>| matches!(left, Left::Named(Named::Task(_)));
        self.left.extend(failed.items().filter_map(|item| among(item, &[])).filter(is_named));
        let others = object.entries().filter(|entry| entry.key() != kept.key());
        let beside: Vec<_> = others.flat_map(|entry| entry.value.structure().entries()).collect();
        let told: HashSet<&str> = beside.iter().map(EntryRef::key).collect();
        let read = self.keyed(beside);
        let is_due = |key: &str| if is_task_id(key) { is_made_task(key) } else { read.is_as_read(key) };
        // What stands beside the answers, too, is told by that.
        for entry in failed.entries().filter(|entry| is_due(entry.key()) && !told.contains(entry.key())) {
            let (value, inside) = (entry.value, entry.value.structure());
            // No error is none, and others count there.
            let is_none = if value.is_blank() { !is_error } else { value.text().is_some() || is_refusal(inside) };
            if is_none || says_failure(inside) {
                self.left.extend(under(entry.key(), value, &|| &read));
            }
        }
    }

    /// What was read among the entries of an object.
    fn keyed(&self, mut entries: Vec<EntryRef<'a>>) -> Keyed<'a> {
        let keys = holding(&mut entries.iter().map(|entry| entry.value), &self.parts);
        entries.retain(|entry| self.claims.touch(entry.value.span()));
        // The keys of a flat section are parts of it.
        let first = entries.iter().find(|entry| !self.claims.touch(entry.key_span())).map(EntryRef::key);
        Keyed { are_ids: entries.iter().any(|entry| is_id(entry.key())), first, keys }
    }
}

/// The only entry of an object: a loop writes one such object for each task or server, and they are entries of one.
fn alone(item: Ref<'_>) -> Option<EntryRef<'_>> {
    let mut entries = item.structure().entries();
    entries.next().filter(|_| entries.len() == 0)
}

/// What was read under the keys of an object.
struct Keyed<'a> {
    /// Whether it stands under the ids of components or tasks.
    are_ids: bool,
    /// The key of the first.
    first: Option<&'a str>,
    /// The keys under which the values hold what was read.
    keys: Vec<Held<'a>>,
}

impl Keyed<'_> {
    /// Whether a key is an id or a server as the keys are under which something was read.
    fn is_as_read(&self, key: &str) -> bool {
        let are_servers = |read| (is_address(read) && is_address(key)) || are_servers(read, key);
        if is_id(key) { self.are_ids } else { self.first.is_some_and(are_servers) }
    }
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
fn under<'c, 'a: 'c>(key: &'a str, value: Ref<'a>, beside: &dyn Fn() -> &'c Keyed<'a>) -> Option<Left<'a>> {
    if let Some(id) = whole_id(key) {
        return Some(Left::Named(Named::Component(id, value)));
    }
    // `sync_enabled` is a switch.
    let is_task = || key.starts_with("np_") || !matches!(value.value(), Value::Bool(_) | Value::Number);
    if is_task_id(key) && (is_made_task(key) || (is_task() && beside().are_ids)) {
        return Some(Left::Named(Named::Task(key)));
    }
    // As a loop over servers leaves it.
    let inside = value.structure();
    let is_none = || {
        let read = beside();
        let is_refused = match is_address(key) {
            true => is_refusal(inside),
            false if read.first.is_some_and(|first| are_servers(first, key)) => is_told_alone(inside),
            false => return false,
        };
        is_refused || !is_filled(value) || read.keys.iter().any(|held| held.is_lost_in(inside, true))
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
    match item.is_mapping() {
        true => {
            is_hollow(item)
                || is_told_alone(item)
                || says_error(item)
                || keys.iter().any(|held| held.is_lost_in(item, held.is_of_another_server(item)))
        }
        false => is_written(item) && !item.is_inner(),
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
