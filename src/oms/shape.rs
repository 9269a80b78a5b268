//! The contract of a shape: what a document is in OMS terms. Also the words all shapes share: component ids, the kind
//! of a component, its sections.

use std::borrow::Cow;

use crate::oms::backup_name;
use crate::oms::component::Component;
use crate::oms::id::{ComponentId, is_made_task, made_task_in, store_port};
use crate::oms::kind::{ComponentKind, Plugin, SectionName};
use crate::oms::record::Record;
use crate::oms::section::Section;
use crate::text::node::Ref;
use crate::text::source::Span;
use crate::text::spelling::holds;

/// Where a document stands.
#[derive(Debug, Clone, Copy)]
pub struct Location<'a> {
    /// Number of the document in the export's list.
    pub document: usize,
    /// The folder that holds the file, as a path with `/`.
    pub folder: &'a str,
    /// The file's name.
    pub file_name: &'a str,
}

impl<'a> Location<'a> {
    /// That of the document with this number, at `path` with `/`. A file that is packed on its own has the name that it
    /// has unpacked.
    #[must_use]
    pub fn new(document: usize, path: &'a str) -> Self {
        let path = unzipped(path);
        let file_name = file_name(path);
        let end = path.len().saturating_sub(file_name.len() + 1);
        Self { document, folder: path.get(..end).unwrap_or(""), file_name }
    }

    /// The name of the folder that stands for the component: the one above `conf`, else the one that holds the file.
    #[must_use]
    pub(crate) fn component_folder(&self) -> &'a str {
        let folder = self.folder;
        match folder.strip_suffix("/conf") {
            Some(above) => file_name(above),
            None if folder == "conf" => "",
            None => {
                let name = file_name(folder);
                // `conf.bak` stands where `conf` does.
                let is_conf = name.starts_with("conf") && backup_name::original(name).as_deref() == Some("conf");
                let above = || file_name(folder.get(..folder.len() - name.len()).unwrap_or("").trim_end_matches('/'));
                if is_conf { above() } else { name }
            }
        }
    }

    /// The component id in the folder's name, else in the file's.
    #[must_use]
    pub fn id(&self) -> Option<ComponentId> {
        let name = self.file_name;
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        // A folder may be called after the file in it, so an id that is whole comes first.
        let is_whole = |id: &ComponentId| id.sequence.is_some();
        match ComponentId::parse(self.component_folder()) {
            Some(folder) if is_whole(&folder) => Some(folder),
            Some(folder) => ComponentId::parse(stem).filter(is_whole).or(Some(folder)),
            None => ComponentId::parse(stem),
        }
    }

    /// The component id in the folder's name.
    #[must_use]
    pub(crate) fn folder_id(&self) -> Option<ComponentId> {
        ComponentId::parse(self.component_folder())
    }

    /// That a file of this name holds nothing that is read there, where it lies in the directory of a component or holds nothing
    /// at all below `run` or `store`.
    #[must_use]
    pub(crate) fn bare(&self, root: Ref<'_>, name: &str) -> Option<Unread> {
        let is_named = self.file_name.eq_ignore_ascii_case(name);
        // A Store lies in `store7100`.
        let is_of_store = || name == "crawler.conf" && store_port(self.component_folder()).is_some();
        let is_of_component = || self.folder_id().is_some() || is_of_store();
        let is_in_conf = || self.folder.ends_with("/conf") || self.folder == "conf";
        let is_empty = || root.entries().next().is_none();
        (is_named && is_in_conf() && (is_of_component() || (is_empty() && self.is_below_roots()))).then(Unread::nothing)
    }

    /// Whether the folder lies below one called `run` or `store`.
    #[must_use]
    pub(crate) fn is_below_roots(&self) -> bool {
        self.folder.split('/').any(|name| matches!(name, "run" | "store"))
    }

    /// Whether the path says that a component of OMS is here, by an id or as the directory of one.
    #[must_use]
    pub(crate) fn says_oms(&self) -> bool {
        let is_directory = self.folder.ends_with("/conf") && self.is_below_roots();
        is_directory
            || made_task_in(self.file_name).is_some()
            || self.folder.split('/').any(is_made_task)
            || self.id().is_some()
    }

    /// The component id in the name of a file that is no output of a process.
    #[must_use]
    pub(crate) fn file_id(&self) -> Option<ComponentId> {
        let (stem, ending) = self.file_name.rsplit_once('.')?;
        ["json", "yaml", "yml", "jsonl", "ndjson", "conf", "ini", "properties"]
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
            .then(|| ComponentId::parse(stem))?
    }

    /// Whether the folder's or the file's name says that the component goes back.
    #[must_use]
    pub(crate) fn says_reverse(&self) -> bool {
        [self.component_folder(), self.file_name].iter().any(|name| holds(name, "reverse"))
    }

    /// The name of the folder above `run/<component>` or `store/<component>`: the server, as whoever made the copy
    /// called it.
    #[must_use]
    pub(crate) fn server_folder(&self) -> Option<&'a str> {
        let mut names = self.folder.rsplit('/').skip_while(|name| !matches!(*name, "run" | "store")).skip(1);
        // `/home/ds/run` itself says nothing of the server.
        names.next().filter(|name| !matches!(*name, "" | "." | ".." | "ds" | "conf"))
    }
}

/// The last name in a path with `/`.
#[must_use]
pub fn file_name(path: &str) -> &str {
    let start = memchr::memrchr(b'/', path.as_bytes()).map_or(0, |slash| slash + 1);
    path.get(start..).unwrap_or("")
}

/// The name of a file without the ending that gzip gives it.
#[must_use]
pub(crate) fn unzipped(path: &str) -> &str {
    let end = path.len().saturating_sub(3);
    path.get(..end).filter(|_| path.get(end..).is_some_and(|end| end.eq_ignore_ascii_case(".gz"))).unwrap_or(path)
}

/// The name of the system parameter that says what HA does.
pub(crate) const HA_CONFIG: &str = "ha.config";

/// The name of the file in which a process of OMS keeps its status.
pub(crate) const PROCESS_STATUS: &str = "oms.connector.checkpoint";

/// The name of the record that `contrib/collect.sh` leaves beside its copies.
pub(crate) const COLLECT_RECORD: &str = "omslint-collect.json";

/// What stands above the configuration of a JDBCWriter.
pub(crate) const WRITER_SECTION: &str = "[JDBCWriter]";

/// Words that only OMS uses: never one that others may use, too, such as `source`, `checkpoint` or `dbType`.
const OMS_WORDS: &[&str] = &[
    "com.oceanbase.oms",
    "STORE_SOURCE",
    "DATAFLOW_SOURCE",
    "ncrSyncComponents",
    "ullImportComponents",
    "ullVerifyComponents",
    "clusterManagerUrl",
    "connectorJvmParam",
    "connector_jvm_param",
    "checker_jvm_param",
    "store_username",
    "store_max_retries",
    "store_time_zone",
    "[mysql2store]",
    "[oracle2store]",
    "[ob2store]",
    WRITER_SECTION,
    "JDBCWriter.",
    "src_subTopic",
    "replicator.cfg",
    "datasource.master.type",
    "datasource.image.type",
    "perceiveStoreClientCheckpoint",
    "refetchStoreIntervalMin",
    "subtopicStoreNumberThreshold",
];

/// Whether a file is called after a list of components in the answer of the API, with whatever before it:
/// `np_x_incrSyncComponents.json`, as a loop leaves one a task. Shops have a `storeList.json`, too.
#[must_use]
pub(crate) fn names_list(file_name: &str) -> bool {
    let stem = unzipped(file_name).split('.').next().unwrap_or("");
    ["incrSyncComponents", "fullImportComponents", "fullVerifyComponents"].iter().any(|list| {
        let end = stem.len().checked_sub(list.len()).and_then(|start| stem.get(start..));
        end.is_some_and(|end| end.eq_ignore_ascii_case(list))
    })
}

/// A text without its zeros: what is ASCII in UTF-16 is so plain.
pub(crate) fn without_zeros(text: &[u8]) -> Cow<'_, [u8]> {
    match memchr::memchr(0, text) {
        Some(_) => text.iter().copied().filter(|&byte| byte != 0).collect(),
        None => text.into(),
    }
}

/// A word of OMS that stands in a text, also in one of two bytes a character, as it stands there.
#[must_use]
pub(crate) fn oms_word(text: &[u8]) -> Option<&'static str> {
    let text = without_zeros(text);
    let word = OMS_WORDS.iter().find(|word| memchr::memmem::find(&text, word.as_bytes()).is_some())?;
    // The lists of the answer are spelled with a small or a large first letter.
    Some(match *word {
        "ncrSyncComponents" => "incrSyncComponents",
        "ullImportComponents" => "fullImportComponents",
        "ullVerifyComponents" => "fullVerifyComponents",
        word => word,
    })
}

/// A word of OMS that stands somewhere in `node`.
#[must_use]
pub(crate) fn oms_word_in(node: Ref<'_>) -> Option<&'static str> {
    oms_word(node.raw().span.of(node.content().text()).as_bytes())
}

/// Whether words of OMS stand in a text.
#[must_use]
pub(crate) fn has_oms_words(text: &[u8]) -> bool {
    oms_word(text).is_some()
}

/// Whether a text that cannot be read has keys that files of OMS have, too many for one of others: whatever is broken in it, it
/// is one of OMS.
#[must_use]
pub(crate) fn has_oms_keys(text: &str) -> bool {
    const KEYS: &[&str] = &[
        "boosterClass",
        "checkpoint",
        "clientId",
        "clients",
        "dbType",
        "db_type",
        "subtopic",
        "subTopic",
        "sourceType",
        "sinkType",
        "src_type",
        "dest_type",
        "taskIdentity",
        "jdbcUrl",
        "task.type",
        "master.timestamp",
        "whiteCondition",
        "blackCondition",
        "enableHost",
        "enableStore",
        "enableConnector",
        "enableJdbcWriter",
        "enableJDBCWriter",
    ];
    let holds = |key: &&&str| memchr::memmem::find(text.as_bytes(), key.as_bytes()).is_some();
    KEYS.iter().filter(holds).take(2).count() == 2
}

/// What is the matter with what was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// It may be a component.
    Part,
    /// It is the answer to a call that failed, or none.
    FailedCall,
    /// Nothing is there.
    Nothing,
    /// Its values stand in quotes, so it is in another syntax.
    Quoted,
}

/// A part of a document of OMS that was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unread {
    /// Where it stands.
    pub span: Span,
    /// The word of OMS for which it must be; None where it stands among what is of OMS.
    pub word: Option<&'static str>,
    /// What is the matter with it.
    pub gap: Gap,
}

impl Unread {
    /// What may be a component, for `word`.
    #[must_use]
    pub(crate) fn part(span: Span, word: Option<&'static str>) -> Self {
        Self { span, word, gap: Gap::Part }
    }

    /// In the place of a configuration there is nothing of one.
    #[must_use]
    pub(crate) fn nothing() -> Self {
        Self { span: Span::at(0), word: None, gap: Gap::Nothing }
    }
}

/// What a shape makes of a document.
#[derive(Debug)]
#[expect(private_interfaces, reason = "rules and reports ask the export")]
pub enum Piece<'a> {
    /// One of the four files of a component; the files of one folder are one component.
    Section(SectionName, Section<'a>),
    /// The merged view that the running process wrote; evidence for the component of its folder.
    Running(Ref<'a>),
    /// The file of a section of a component that holds no object, or another section.
    Broken(SectionName),
    /// A component, whole.
    Component(Box<Component<'a>>),
    /// An answer that names no component, the task that it is about if it says so, and where it stands.
    NoComponents(Option<Box<str>>, Span),
    /// The status of the process of the component in whose folder it lies.
    Status(Ref<'a>),
    /// The record that collect.sh leaves beside its copies; None if it is not as that writes it.
    Record(Option<Box<Record<'a>>>),
    /// The system parameter `ha.config`.
    HaConfig(Ref<'a>),
    /// A part of the document that was not understood.
    Unread(Unread),
}

impl<'a> Piece<'a> {
    /// An Incr-Sync of which no more is known than how `name` calls it.
    pub(crate) fn incr_sync(document: usize, name: impl FnOnce(&mut Component<'a>)) -> Self {
        let mut component = Component::new(ComponentKind::IncrSync(Plugin::Other), document);
        name(&mut component);
        Self::Component(Box::new(component))
    }
}

/// A shape in which OMS configurations come.
pub trait Shape: Sync {
    /// What `omslint files` calls it.
    fn name(&self) -> &'static str;

    /// The pieces in the document, or None if it is of another shape.
    fn read<'a>(&self, location: Location<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>>;
}
