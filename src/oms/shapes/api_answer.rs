//! The answer of the OMS API `DescribeProjectComponents`: whole, its `data`, one of its arrays, or one item; or several
//! answers, in a list, one a line, under the ids of their tasks, and under whatever wraps them.

use std::cell::LazyCell;
use std::sync::{Arc, LazyLock};

use memchr::memmem::Finder;

use crate::oms::classify;
use crate::oms::component::{Component, Reported};
use crate::oms::id::{self, ComponentId, is_task_id};
use crate::oms::kind::Direction;
use crate::oms::kind::{ComponentKind, Plugin, SectionName};
use crate::oms::refusal::{
    any_case, has_no_data, holds_nothing, is_empty, is_failure, is_nothing, is_refused, is_told_alone, is_written,
    says_failure,
};
use crate::oms::section::{self, Section};
use crate::oms::shape::{Gap, Location, Piece, Shape, Unread, names_list, oms_word_in};
use crate::oms::smell::{encoded, is_description};
use crate::text::lang::tr_noop;
use crate::text::node::{Ref, Value};
use crate::text::sorting;
use crate::text::source::Span;
use crate::text::spelling::holds;

pub(super) struct ApiAnswer;

/// The arrays of the answer, what they hold, and which way it goes.
const ARRAYS: [(&str, ComponentKind, Direction); 8] = [
    ("storeList", ComponentKind::Store, Direction::Forward),
    ("reverseStoreList", ComponentKind::Store, Direction::Reverse),
    ("fullVerifyComponents", ComponentKind::FullVerification, Direction::Forward),
    ("reverseFullVerifyComponents", ComponentKind::FullVerification, Direction::Reverse),
    ("fullImportComponents", ComponentKind::FullImport, Direction::Forward),
    ("reverseFullImportComponents", ComponentKind::FullImport, Direction::Reverse),
    ("incrSyncComponents", ComponentKind::IncrSync(Plugin::Other), Direction::Forward),
    ("reverseIncrSyncComponents", ComponentKind::IncrSync(Plugin::Other), Direction::Reverse),
];

/// What stands in a text only if lists or items of the answer may stand in it, in any place and under any wrapper.
static WORDS: LazyLock<[Finder<'static>; 8]> = LazyLock::new(|| {
    let words = [
        "yncComponents",
        "mportComponents",
        "erifyComponents",
        "toreList",
        "INCR_TRANS",
        "INCR_SYNC",
        "FULL_TRANS",
        "FULL_IMPORT",
    ];
    words.map(Finder::new)
});

/// Wrappers nest no deeper than this.
const DEEPEST: usize = 8;

impl Shape for ApiAnswer {
    fn name(&self) -> &'static str {
        tr_noop!("answer of DescribeProjectComponents")
    }

    fn read<'a>(&self, location: Location<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>> {
        let mut answers =
            Answers { location, pieces: Vec::new(), is_answer: false, odd: Vec::new(), empty: Vec::new() };
        answers.look(root, Place { depth: 0, task: None, is_listed: false, is_failed: false });
        if answers.pieces.is_empty() && is_none(location, root) {
            return Some(vec![without_answer(location, root)]);
        }
        // Where nothing at all was understood, another shape may.
        let is_read = answers.pieces.iter().any(|piece| !matches!(piece, Piece::Unread(_)));
        if !(answers.is_answer || is_read) {
            return None;
        }
        // The description of the answer names its lists, too.
        if is_description(root.structure()) {
            return None;
        }
        // Among answers, what is none is one that was lost.
        answers.pieces.extend(answers.odd);
        let part = |word| Piece::Unread(Unread::part(root.span(), Some(word)));
        answers.pieces.extend(encoded::oms_word_in(root).map(part));
        answers.pieces.extend(answers.empty.into_iter().map(|(task, span)| Piece::NoComponents(task, span)));
        Some(answers.pieces)
    }
}

/// Where in the document somebody looks.
#[derive(Clone, Copy)]
struct Place<'a> {
    depth: usize,
    /// The task under whose id it stands.
    task: Option<&'a str>,
    is_listed: bool,
    /// Whether an answer around it says that the call failed.
    is_failed: bool,
}

/// What was found of the answers in a document.
struct Answers<'a> {
    location: Location<'a>,
    pieces: Vec<Piece<'a>>,
    is_answer: bool,
    /// What stands where an answer should, and is none: that counts only where there are others.
    odd: Vec<Piece<'a>>,
    /// The tasks of answers of which every list is empty, where they name one, and where these stand.
    empty: Vec<(Option<Box<str>>, Span)>,
}

impl<'a> Answers<'a> {
    /// Looks for answers and items in `node`: several answers in a list or under the ids of their tasks, and whatever
    /// wraps one.
    fn look(&mut self, node: Ref<'a>, place: Place<'a>) {
        let node = node.structure();
        let said = || any_case(node, "identity").and_then(|identity| identity.filled()).filter(|id| is_task_id(id));
        let task = place.task.or_else(said);
        let place = Place { is_failed: place.is_failed || says_failure(node), task, ..place };
        if has_lists(node) {
            return self.lists(node, place);
        }
        if is_item(&node) {
            let kind = kind_of(node).map(|kind| (kind, None));
            self.pieces.extend(kind.and_then(|kind| piece(self.location, node, kind, place)));
            self.pieces.extend(kind.and_then(|(kind, _)| odd_config(node, kind)));
            return;
        }
        let holds_answer = |data: &Ref<'a>| has_lists(*data) || is_item(data);
        let all_data: Vec<_> = node.entries().filter(|entry| is_data(entry.key())).map(|entry| entry.value).collect();
        let answer = || all_data.iter().copied().find(|data| holds_answer(&data.structure()));
        let data = answer().or_else(|| all_data.first().copied());
        let within = Place { depth: place.depth + 1, ..place };
        if data.map(|data| data.structure()).is_some_and(|data| holds_answer(&data)) {
            all_data.iter().for_each(|data| self.look(*data, within));
            for entry in node.entries().filter(|entry| !is_data(entry.key())) {
                self.beside(entry.value, within);
            }
            return;
        }
        if place.depth >= DEEPEST && may_hold(node) {
            // Nobody looks further down, and it may be one that was lost.
            let part = |word| Piece::Unread(Unread::part(node.span(), Some(word)));
            self.odd.extend(oms_word_in(node).map(part));
        }
        if place.depth >= DEEPEST || !(place.depth == 0 && is_list(data.unwrap_or(node)) || may_hold(node)) {
            return;
        }
        // Beside answers, what has no data is one that was refused on the way.
        let is_list = is_array(node);
        let are_answers = LazyCell::new(|| node.items().any(|item| is_answer(item)));
        for item in node.items() {
            let before = (self.pieces.len(), self.is_answer);
            self.is_answer = false;
            // In a row around an item stands what somebody looked at, and perhaps not all that the answer held.
            let is_listed = is_list && is_item(&item.structure());
            self.look_or_tell(item, Place { is_listed, ..within });
            let is_lost = || is_written(item) && (is_failure(item) || (has_no_data(item) && *are_answers));
            if self.pieces.len() == before.0 && !self.is_answer && is_lost() {
                self.odd.push(failed_call(item));
            }
            self.is_answer |= before.1;
        }
        for entry in node.entries() {
            let own = Some(entry.key()).filter(|key| is_task_id(key));
            self.look(entry.value, Place { task: own.or(place.task), ..within });
        }
    }

    /// Looks at `node`, and says so if words of OMS stand there and nothing is understood.
    fn look_or_tell(&mut self, node: Ref<'a>, place: Place<'a>) {
        let before = (self.pieces.len(), std::mem::take(&mut self.is_answer));
        self.look(node, place);
        if self.pieces.len() == before.0 && !self.is_answer {
            let part = |word| Piece::Unread(Unread::part(node.span(), Some(word)));
            self.pieces.extend(oms_word_in(node).map(part));
        }
        self.is_answer |= before.1;
    }

    /// Looks at what stands beside an answer, or beside its lists, under a key that nobody knows. A text is no part of an
    /// answer: it may name a class of OMS as any message does.
    fn beside(&mut self, node: Ref<'a>, place: Place<'a>) {
        if place.depth < DEEPEST && node.structure().is_inner() {
            self.look_or_tell(node, place);
        }
    }

    /// The lists of an answer.
    fn lists(&mut self, data: Ref<'a>, place: Place<'a>) {
        let place = Place { is_listed: true, ..place };
        let all = self.pieces.len();
        let mut is_known = true;
        // A list that stands twice, or in two spellings, is read twice: none of it may be lost.
        let lists = data.entries().filter_map(|entry| {
            let array = ARRAYS.iter().find(|(name, ..)| name.eq_ignore_ascii_case(entry.key()))?;
            Some((*array, entry.value))
        });
        let mut lists: Vec<_> = lists.collect();
        // Shops have a `storeList`, too: alone, it is that of an answer only if something of OMS stands in it.
        let is_of_stores = |kind: ComponentKind| kind == ComponentKind::Store;
        if lists.iter().all(|((_, kind, _), _)| is_of_stores(*kind)) {
            lists.retain(|(_, list)| holds_stores(*list));
        }
        let is_foreign = lists.is_empty();
        sorting::sort_by_key(&mut lists, |((name, ..), _)| ARRAYS.iter().position(|(other, ..)| other == name));
        for ((name, kind, direction), list) in lists {
            let list = list.structure();
            let before = self.pieces.len();
            let one = (list.is_mapping() && is_component(list)).then_some(list);
            let keyed = list.entries().map(|entry| entry.value).filter(|_| one.is_none());
            let within =
                |item: Ref<'a>| Some(item).filter(|item| !is_list(*item)).into_iter().chain(item.structure().items());
            let odd = |node: Ref<'a>| Piece::Unread(Unread::part(node.span(), Some(name)));
            let mut found = 0;
            for item in list.items().chain(one).chain(keyed).flat_map(within) {
                let item = item.structure();
                let component = piece(self.location, item, (kind, Some(direction)), place);
                found += usize::from(component.is_some());
                // A text, a number or null among components may be what became of one.
                self.pieces.push(component.unwrap_or_else(|| odd(item)));
                self.pieces.extend(odd_config(item, kind));
            }
            // What is neither empty nor holds a component is no list of the answer, whatever it is called.
            let is_nothing = list.is_blank() || is_empty(list);
            is_known &= is_nothing || found > 0;
            if !is_nothing && self.pieces.len() == before {
                self.pieces.push(odd(list));
            }
        }
        let known = |key: &str| ARRAYS.iter().any(|(name, ..)| name.eq_ignore_ascii_case(key));
        for entry in data.entries().filter(|entry| !known(entry.key())) {
            self.beside(entry.value, Place { depth: place.depth + 1, is_listed: false, ..place });
        }
        if self.pieces.len() == all && is_known && !is_foreign {
            let said = any_case(data, "identity").and_then(|identity| identity.filled());
            match said.filter(|id| is_task_id(id)).or(place.task) {
                task if !place.is_failed => self.empty.push((task.map(Box::from), data.span())),
                Some(task) => {
                    let named = |component: &mut Component<'a>| component.task = Some(task.into());
                    self.pieces.push(Piece::incr_sync(self.location.document, named));
                }
                None => self.pieces.push(failed_call(data)),
            }
        }
        self.is_answer |= is_known && !is_foreign;
    }
}

/// Whether a list bears a mark of Stores of OMS: one item is enough, for the others may be what became of such.
fn holds_stores(list: Ref<'_>) -> bool {
    const MARKS: [&str; 6] =
        ["subtopic", "beginCheckpoint", "endCheckpoint", "crawler", "endpoint", "checkpointSampleTimestamp"];
    // As they stand in flat names of a Store's configuration.
    const WORDS: [&[u8]; 4] = [b"2store", b"tostore", b"liboblog", b"master.timestamp"];
    let is_id = |text: &str| ComponentId::parse(text).is_some();
    let is_store = |item: Ref<'_>| {
        let item = item.structure();
        let name = || any_case(item, "name").and_then(|name| name.filled()).is_some_and(is_id);
        item.filled().is_some_and(is_id)
            || (item.is_mapping() && (MARKS.iter().any(|key| any_case(item, key).is_some()) || name()))
    };
    let list = list.structure();
    let text = list.raw().span.of(list.content().text()).as_bytes();
    let keyed = list.entries().map(|entry| entry.value);
    let all = list.items().chain(Some(list)).chain(keyed);
    all.flat_map(|item| item.structure().items().chain(Some(item))).any(is_store)
        || oms_word_in(list).is_some()
        || WORDS.iter().any(|word| memchr::memmem::find(text, word).is_some())
}

/// Whether a file is called after the answer that should be in it, or lies in the folder of its task, and there is none. A call that
/// failed says nothing that only OMS says.
fn is_none(location: Location<'_>, root: Ref<'_>) -> bool {
    let name = location.file_name;
    let is_call = || {
        names_call(name)
            || is_refused(root)
            || (names_task(name) && (says_failure(root.structure()) || (name.starts_with("np_") && has_no_data(root))))
    };
    // A file of one component tells that itself.
    let is_of_component = || {
        let id = location.file_id();
        SectionName::called(name).is_some() || id.is_some_and(|id| id.sequence.is_some())
    };
    let is_awaited = || names_list(name) || (id::made_task_in(name).is_some() && !is_of_component());
    // Whoever keeps a folder for each task may keep an empty list in it.
    let is_placed = || {
        let is_remark = root.span().is_empty() && !root.content().text().trim().is_empty();
        let is_of_task = id::is_made_task(location.component_folder()) && !is_of_component();
        is_of_task && !is_remark && !is_empty(root.structure())
    };
    // All sections without anything in them are a component that says nothing.
    let is_component = || SectionName::ALL.iter().all(|section| root.get(section.key()).is_some());
    (is_call() && (is_failure(root) || has_no_data(root)))
        || ((is_awaited() || is_placed()) && holds_nothing(root) && !is_component())
}

/// What a file without an answer says: of a list that it may be an empty one.
fn without_answer<'a>(location: Location<'_>, root: Ref<'a>) -> Piece<'a> {
    let is_list = (matches!(root.value(), Value::Null) || is_empty(root)) && names_list(location.file_name);
    if is_list { Piece::NoComponents(None, root.span()) } else { failed_call(root) }
}

/// Whether a file is named as one that holds an answer.
fn names_call(file_name: &str) -> bool {
    holds(file_name, "DescribeProjectComponents")
}

/// Whether a file is named after a task. Others have a `sync_log.json`, too, so but for `np_…` it must look like an id.
fn names_task(file_name: &str) -> bool {
    let stem = file_name.split('.').next().unwrap_or(file_name);
    id::task_in_name(stem).is_some_and(|task| task.starts_with("np_")) || id::made_task_in(stem).is_some()
}

/// Whether it is an answer itself, in no wrapper.
fn is_answer(node: Ref<'_>) -> bool {
    let node = node.structure();
    has_lists(node) || any_case(node, "data").is_some_and(|data| has_lists(data.structure()))
}

fn failed_call(node: Ref<'_>) -> Piece<'_> {
    Piece::Unread(Unread { span: node.span(), word: None, gap: Gap::FailedCall })
}

fn is_data(key: &str) -> bool {
    key.eq_ignore_ascii_case("data")
}

fn is_list(node: Ref<'_>) -> bool {
    node.structure().items().next().is_some()
}

/// Whether items stand in a list that is written as one, rather than one a line or as documents of YAML: then they are what somebody
/// put there, and no list of the API.
fn is_array(list: Ref<'_>) -> bool {
    let start = list.raw().span.start();
    let before = |first: Ref<'_>| list.content().text().get(start..first.raw().span.start());
    list.items().next().is_some_and(|first| before(first).is_none_or(|before| !before.trim().is_empty()))
}

/// Whether lists or items may stand somewhere in it.
fn may_hold(node: Ref<'_>) -> bool {
    let text = node.raw().span.of(node.content().text()).as_bytes();
    node.is_inner() && WORDS.iter().any(|word| word.find(text).is_some())
}

/// Whether it has lists of the answer, in any case of letters: the cloud spells them `IncrSyncComponents`.
fn has_lists(node: Ref<'_>) -> bool {
    let is_list = |key: &str| ARRAYS.iter().any(|(name, ..)| name.eq_ignore_ascii_case(key));
    node.has_any(&ARRAYS.map(|(name, ..)| name)) || node.entries().any(|entry| is_list(entry.key()))
}

/// Whether an object is one component, rather than several under keys of their own.
fn is_component(item: Ref<'_>) -> bool {
    ["config", "name", "identity"].iter().any(|key| any_case(item, key).is_some())
}

/// Whether a mapping is an item of the answer, standing alone: with its configuration, or with the id of a component and what else
/// an item has.
fn is_item(item: &Ref<'_>) -> bool {
    let text = |key: &str| any_case(*item, key).and_then(|value| value.filled());
    let config = any_case(*item, "config");
    let has_config = || config.is_some_and(|config| config.structure().is_mapping());
    let is_named = || {
        let is_whole = text("name").and_then(ComponentId::parse_whole).is_some();
        let is_told = || text("identity").is_some_and(is_task_id) || kind_by_type(*item).is_some();
        // What holds more than an item does is a row around an answer, or a document with the keys of its sections.
        let is_plain =
            || item.entries().all(|entry| !entry.value.structure().is_mapping() && !entry.key().contains('.'));
        is_whole && is_plain() && (config.is_some() || is_told())
    };
    kind_of(*item).is_some() && (has_config() || is_named())
}

fn kind_of(item: Ref<'_>) -> Option<ComponentKind> {
    let text = |key: &str| any_case(item, key).and_then(|value| value.filled()).unwrap_or("");
    let by_id = || ComponentId::parse(text("name")).and_then(|id| id.kind);
    let is_store = || !text("subtopic").is_empty() && any_case(item, "beginCheckpoint").is_some();
    kind_by_type(item).or_else(by_id).or_else(|| is_store().then_some(ComponentKind::Store))
}

fn kind_by_type(item: Ref<'_>) -> Option<ComponentKind> {
    match any_case(item, "type")?.filled()?.to_ascii_uppercase().as_str() {
        "INCR_TRANS" | "INCR_SYNC" => Some(ComponentKind::IncrSync(Plugin::Other)),
        "FULL_TRANS" | "FULL_IMPORT" => Some(ComponentKind::FullImport),
        "FULL_VERIFY" | "FULL_VERIFICATION" => Some(ComponentKind::FullVerification),
        _ => None,
    }
}

/// The component that an item tells of: an object, or no more than its id.
fn piece<'a>(
    location: Location<'a>,
    item: Ref<'a>,
    (kind, direction): (ComponentKind, Option<Direction>),
    place: Place<'a>,
) -> Option<Piece<'a>> {
    let mut component = if item.is_mapping() {
        component(location, item, kind, place)
    } else {
        let mut component = Component::new(kind, location.document);
        component.identify(ComponentId::parse(item.filled()?)?);
        component
    };
    if let Some(direction) = direction {
        component.direction = direction;
        component.direction_stated = true;
    }
    component.task = component.task.or_else(|| place.task.map(Arc::from));
    Some(Piece::Component(Box::new(component)))
}

/// The configuration of an item that is filled and none: a text, what became of a call. Of an Incr-Sync it is told as what that lacks.
fn odd_config(item: Ref<'_>, kind: ComponentKind) -> Option<Piece<'_>> {
    let config = any_case(item, "config").filter(|config| !is_nothing(*config))?;
    let inside = config.structure();
    let is_odd = !matches!(kind, ComponentKind::IncrSync(_)) && (!inside.is_mapping() || is_told_alone(inside));
    is_odd.then(|| Piece::Unread(Unread::part(config.span(), oms_word_in(config))))
}

fn component<'a>(location: Location<'a>, item: Ref<'a>, kind: ComponentKind, place: Place<'a>) -> Component<'a> {
    let mut component = Component::new(kind, location.document);
    let text = |key: &str| any_case(item, key).and_then(|value| value.filled());
    if let Some(id) = text("name").and_then(ComponentId::parse) {
        component.identify(id);
    }
    component.server = component.server.or_else(|| text("ip").map(Arc::from));
    component.task = component.task.or_else(|| text("identity").filter(|id| is_task_id(id)).map(Arc::from));
    component.subtopic = text("subtopic").map(Box::from).filter(|_| component.kind == ComponentKind::Store);
    component.reported = Some(Reported {
        item,
        is_listed: place.is_listed,
        is_of_failed_call: place.is_failed,
        sampled: item.get("checkpointSampleTimestamp").and_then(crate::oms::time::seconds),
    });
    if let Some(config) = any_case(item, "config").map(|config| config.structure()).filter(Ref::is_mapping) {
        for name in SectionName::ALL {
            if let Some(section) = Section::find(location.document, config, name.key()) {
                component.set_section(name, section);
            }
            if section::is_odd(config, name) {
                component.odd_section.get_or_insert(name);
            }
        }
        component.set_config(Section::whole(location.document, config));
    }
    if let ComponentKind::IncrSync(_) = component.kind {
        component.kind = ComponentKind::IncrSync(classify::plugin_of_incr_sync(&component));
    }
    component
}
