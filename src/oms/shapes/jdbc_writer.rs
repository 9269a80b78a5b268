//! A JDBCWriter of 3.2.x: `[JDBCWriter]` with `src_type`, `timestamp`, `src_subTopic` (what it reads), `subTopic` (its own
//! name) and dotted keys of other files. Or what
//! the Cluster Manager answers to `JDBCWriter/detail`: JSON with that text in `replicator.cfg` and the id in
//! `replicator.name`.

use crate::oms::component::Component;
use crate::oms::component::WRITER_READS as READS;
use crate::oms::id::ComponentId;
use crate::oms::kind::{ComponentKind, Plugin};
use crate::oms::section::Section;
use crate::oms::shape::{Location, Piece, Shape, Unread};
use crate::text::lang::tr_noop;
use crate::text::node::Ref;
use crate::text::spelling::holds;

pub(super) struct JdbcWriter;

/// What stands in every answer of the Cluster Manager.
const WORD: &str = "replicator";

/// What OMS calls the section that decides.
const SECTION: &str = crate::oms::shape::WRITER_SECTION;

/// Wrappers nest no deeper than this.
const DEEPEST: usize = 8;

impl Shape for JdbcWriter {
    fn name(&self) -> &'static str {
        tr_noop!("JDBCWriter configuration")
    }

    fn read<'a>(&self, location: Location<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>> {
        if let Some(config) = Section::find(location.document, root, "JDBCWriter") {
            // A second one beside it would be read by nobody.
            let is_other = |key: &str| key != "JDBCWriter" && holds(key, "jdbcwriter") && !key.contains('.');
            let others = root.entries().filter(|entry| is_other(entry.key()) && entry.value.is_mapping());
            let unread = |span| Piece::Unread(Unread::part(span, None));
            let own = component(location, config, location.id());
            return Some(others.map(|entry| unread(entry.key_span())).chain([own]).collect());
        }
        let mut pieces = Vec::new();
        answers(location, root, 0, &mut pieces);
        if pieces.is_empty() {
            pieces.extend(without_section(location, root).map(Piece::Unread));
        }
        (!pieces.is_empty()).then_some(pieces)
    }
}

/// The configuration of a JDBCWriter, by its name or by its section in other letters, that has no section which is read here.
fn without_section(location: Location<'_>, root: Ref<'_>) -> Option<Unread> {
    let is_conf = ["conf", "ini", "cfg"]
        .iter()
        .any(|ending| location.file_name.rsplit_once('.').is_some_and(|(_, own)| own.eq_ignore_ascii_case(ending)));
    let is_spelled = || root.entries().any(|entry| entry.key().eq_ignore_ascii_case("JDBCWriter"));
    let is_named = || {
        let id = location.folder_id();
        let is_writers = id.is_some_and(|id| id.kind == Some(ComponentKind::IncrSync(Plugin::JdbcWriter)));
        is_writers && holds(location.file_name, "jdbcwriter")
    };
    (is_conf && (is_spelled() || is_named())).then(|| Unread::part(root.span(), Some(SECTION)))
}

/// The answers of the Cluster Manager in `node`, and in whatever wraps them.
fn answers<'a>(location: Location<'a>, node: Ref<'a>, depth: usize, pieces: &mut Vec<Piece<'a>>) {
    let text = node.raw().span.of(node.content().text()).as_bytes();
    if depth > DEEPEST || memchr::memmem::find(text, WORD.as_bytes()).is_none() {
        return;
    }
    let node = node.structure();
    let said = |key: &str| node.get(&format!("{WORD}.{key}")).or_else(|| node.at(&format!("/{WORD}/{key}")));
    let text = said("cfg").map(|text| text.structure());
    if let Some(config) = text.and_then(|text| Section::find(location.document, text, "JDBCWriter")) {
        let id = said("name").and_then(|name| ComponentId::parse(name.filled()?));
        pieces.push(component(location, config, id.or_else(|| location.id())));
        return;
    }
    // The answer about a writer, and nothing of what it was asked for.
    if said("name").and_then(|name| ComponentId::parse(name.filled()?)).is_some() {
        pieces.push(Piece::Unread(Unread::part(node.span(), Some("replicator.name"))));
        return;
    }
    let children = node.entries().map(|entry| entry.value).chain(node.items());
    children.for_each(|child| answers(location, child, depth + 1, pieces));
}

fn component<'a>(location: Location<'a>, config: Section<'a>, id: Option<ComponentId>) -> Piece<'a> {
    let mut component = Component::new(ComponentKind::IncrSync(Plugin::JdbcWriter), location.document);
    component.subtopic = config.filled(READS).map(|(_, subtopic)| subtopic.into());
    if let Some(id) = id {
        component.identify(id);
    } else if location.says_reverse() {
        component.reverse();
    }
    component.set_config(config);
    Piece::Component(Box::new(component))
}
