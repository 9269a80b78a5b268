//! The manifest of a run of `fix`: what changed, byte for byte, and on what grounds. It is many times as large as what is known
//! anyway, so its edits are made one by one while it is written.

use std::path::Path;

use serde::ser::{Error, Serialize, SerializeSeq, Serializer};

use super::args::KnowledgeArgs;
use super::session::Session;
use crate::disk::digest::sha256;
use crate::disk::manifest::{EditRecord, EvidenceRecord, FileRecord, Manifest, SCHEMA, Tool, Versions};
use crate::fix::proof::{Applied, Fixed};
use crate::knowledge;
use crate::lint::finding::{Evidence, Finding};
use crate::oms::export::Export;
use crate::text::lang::{self, Language};
use crate::text::sorting;

/// A manifest without files.
pub(super) fn manifest(
    session: &Session,
    knowledge: &KnowledgeArgs,
    unsafe_fixes: bool,
    backup: Option<&Path>,
) -> Manifest<()> {
    let settings = &session.settings;
    let mut options = serde_json::Map::new();
    options.insert("unsafeFixes".into(), unsafe_fixes.into());
    options.insert("ddl".into(), knowledge.ddl.name().into());
    options.insert("dbType".into(), settings.db_type.clone().into());
    options.insert("checkpoint".into(), settings.checkpoint.into());
    Manifest {
        schema: SCHEMA.into(),
        tool: Tool {
            name: env!("CARGO_PKG_NAME").into(),
            version: env!("CARGO_PKG_VERSION").into(),
            knowledge: knowledge::DATE.into(),
        },
        created: jiff::Timestamp::from_second(settings.now)
            .map(|now| now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
            .unwrap_or_default(),
        versions: Versions {
            from: settings.from.map(|version| version.to_string()),
            created_with: settings.created_with.map(|version| version.to_string()),
            to: settings.to.to_string(),
        },
        options,
        directory: session.cwd.to_string_lossy().into_owned(),
        backup: backup.map(|path| path.to_string_lossy().into_owned()),
        files: (),
        reverted: Vec::new(),
    }
}

/// What is found, in the words of a manifest, which a program reads: English in every language. None where the run speaks it,
/// and where nothing is recorded.
pub(super) fn in_english<'d>(
    session: &Session,
    export: &Export<'d>,
    is_nothing_recorded: bool,
) -> Option<Vec<Finding<'d>>> {
    if is_nothing_recorded || lang::current() == Language::English {
        return None;
    }
    let mut findings = lang::speaking(Language::English, || session.lint(export));
    findings.shown.iter_mut().for_each(Finding::forget_words);
    Some(findings.shown)
}

/// The record of one file that is to hold the new text at `path`.
pub(super) fn file<'r, 'd>(
    export: &'r Export<'d>,
    findings: &'r [Finding<'d>],
    fixed: &'r Fixed,
    (path, is_copy): (&Path, bool),
    backup: Option<&Path>,
) -> FileRecord<Edits<'r, 'd>> {
    let old = export.document(fixed.number);
    let text = old.map_or("", |document| document.text());
    let mut edits: Vec<_> = fixed.edits.iter().collect();
    sorting::sort_by_key(&mut edits, |applied| (applied.edit.span.start(), applied.edit.span.end()));
    let mut record = FileRecord {
        path: String::new(),
        path_bytes: None,
        shown: old.map_or_else(String::new, |document| document.path.to_string()),
        copy: is_copy,
        before: sha256(text.as_bytes()),
        after: sha256(fixed.document.text().as_bytes()),
        backup: backup.map(|path| path.to_string_lossy().into_owned()),
        edits: Edits { export, findings, text, edits },
    };
    record.set_path(path);
    record
}

/// The edits of a file, in the order of their places.
pub(super) struct Edits<'r, 'd> {
    export: &'r Export<'d>,
    findings: &'r [Finding<'d>],
    text: &'r str,
    edits: Vec<&'r Applied>,
}

impl Serialize for Edits<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { export, findings, text, edits } = self;
        let mut records = serializer.serialize_seq(Some(edits.len()))?;
        for applied in edits {
            // Without it, nobody could take the edit back.
            let record =
                edit(export, findings, applied, text).ok_or_else(|| S::Error::custom("an edit has no finding"))?;
            records.serialize_element(&record)?;
        }
        records.end()
    }
}

fn edit(export: &Export<'_>, findings: &[Finding<'_>], applied: &Applied, text: &str) -> Option<EditRecord> {
    let finding = findings.get(applied.finding)?;
    let fix = finding.fix.as_ref()?;
    let span = applied.edit.span;
    Some(EditRecord {
        rule: finding.code.to_owned(),
        pointer: finding.pointer.clone(),
        start: span.start(),
        end: span.end(),
        old: span.of(text).to_owned(),
        new: applied.edit.text.clone(),
        tier: fix.tier.name().to_owned(),
        evidence: fix.evidence.iter().map(|evidence| said(export, evidence)).collect(),
    })
}

fn said(export: &Export<'_>, evidence: &Evidence) -> EvidenceRecord {
    let document = evidence.place.and_then(|place| Some((export.document(place.document)?, place)));
    EvidenceRecord {
        path: document.map(|(document, _)| document.path.to_string()),
        line: document.map(|(document, place)| document.position(place.span.start()).line),
        says: evidence.says.to_string(),
        value: evidence.value.clone(),
    }
}
