//! The manifest of a fix: what was changed, byte for byte, and on what grounds. It is all that `revert` needs.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::marks::SCHEMA_PREFIX;
use super::write::{self, WriteError, Written};
use crate::text::failure::explain;
use crate::text::foreign;
use crate::text::hex::hex;
use crate::text::lang::{tr, tr_noop};

/// The schema of the manifests that are written; `schemas/manifest.v1.schema.json` describes it.
pub const SCHEMA: &str = "omslint/manifest/v1";

/// A manifest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Manifest<F = Vec<FileRecord>> {
    /// [`SCHEMA`]
    pub schema: String,
    /// What wrote it.
    pub tool: Tool,
    /// When, in UTC (RFC 3339).
    pub created: String,
    /// The versions that the run was about.
    pub versions: Versions,
    /// The options of the run, as the caller names them.
    pub options: serde_json::Map<String, serde_json::Value>,
    /// The working directory of the run.
    pub directory: String,
    /// The backup directory, if there is one.
    pub backup: Option<String>,
    /// The files that changed.
    pub files: F,
    /// When it was taken back, if it was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reverted: Vec<Reversion>,
}

/// The program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Tool {
    /// `omslint`
    pub name: String,
    /// Its version.
    pub version: String,
    /// The date of what it knows about OMS.
    pub knowledge: String,
}

/// Versions of OMS.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Versions {
    /// The version that runs now.
    pub from: Option<String>,
    /// The version that the tasks were created with.
    pub created_with: Option<String>,
    /// The target.
    pub to: String,
}

/// A file that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FileRecord<E = Vec<EditRecord>> {
    /// The absolute path of the file that holds the new text, without links.
    pub path: String,
    /// The bytes of that path in hexadecimal, where they are not UTF-8 and `path` is an approximation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path_bytes: Option<String>,
    /// The path of the input as shown.
    pub shown: String,
    /// The file is a copy (`--out-dir`): the input itself was not changed.
    pub copy: bool,
    /// SHA-256 before.
    pub before: String,
    /// SHA-256 after.
    pub after: String,
    /// Where the original is kept, if it is.
    pub backup: Option<String>,
    /// The edits, in the order of their places.
    pub edits: E,
}

/// One edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EditRecord {
    /// Code of the rule, such as `OMS101`.
    pub rule: String,
    /// JSON pointer of what changed.
    pub pointer: String,
    /// First byte, in the text before.
    pub start: usize,
    /// One past the last byte, in the text before.
    pub end: usize,
    /// What stood there.
    pub old: String,
    /// What stands there now.
    pub new: String,
    /// Tier of the fix.
    pub tier: String,
    /// What the fix rests on.
    pub evidence: Vec<EvidenceRecord>,
}

/// A place that speaks for a fix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EvidenceRecord {
    /// The file as shown; null for what the user said.
    pub path: Option<String>,
    /// The line, from 1; null where the evidence is not in a line, such as an option.
    pub line: Option<usize>,
    /// What it says.
    pub says: String,
    /// The value that it speaks for; null if it only narrows.
    pub value: Option<String>,
}

/// That a manifest was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reversion {
    /// When, in UTC (RFC 3339).
    pub time: String,
    /// The files that were restored, as shown.
    pub files: Vec<String>,
}

/// Why a manifest cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// The file cannot be read.
    Io {
        /// The manifest.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// It is no JSON, or not what a manifest has.
    Malformed {
        /// The manifest.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// Column, from 1, as the JSON reader counts it: in bytes.
        column: usize,
        /// What is wrong.
        reason: String,
    },
    /// A manifest of another version.
    Version {
        /// The manifest.
        path: PathBuf,
        /// What it says.
        schema: String,
    },
}

impl std::fmt::Display for ManifestError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&match self {
            Self::Io { path, source } => {
                tr!("cannot read the manifest {path}: {error}", path = path.display(), error = explain(source))
            }
            Self::Malformed { path, line, column, reason } => tr!(
                "{path}:{line}:{column}: this is no manifest of omslint: {reason}",
                path = path.display(),
                line,
                column,
                reason,
            ),
            Self::Version { path, schema } => tr!(
                "{path} has the schema '{schema}'; this omslint knows '{known}', so use the version that wrote it",
                path = path.display(),
                schema,
                known = SCHEMA,
            ),
        })
    }
}

#[derive(Deserialize)]
struct Head {
    schema: String,
}

/// Reads the manifest at `path`.
///
/// # Errors
/// When it cannot be read, is malformed (with the place), or is of another version.
pub fn read(path: &Path) -> Result<Manifest, ManifestError> {
    let failed = |source| ManifestError::Io { path: path.to_path_buf(), source };
    if !fs::metadata(path).map_err(failed)?.is_file() {
        return Err(failed(std::io::Error::other(tr!("not a regular file"))));
    }
    let bytes = fs::read(path).map_err(failed)?;
    let malformed = |error: &serde_json::Error| ManifestError::Malformed {
        path: path.to_path_buf(),
        line: error.line(),
        column: error.column(),
        reason: foreign::json_words(error),
    };
    // The version first: a manifest of another one is better called that than malformed.
    let head: Head = serde_json::from_slice(&bytes).map_err(|error| malformed(&error))?;
    if head.schema != SCHEMA && head.schema.starts_with(SCHEMA_PREFIX) {
        return Err(ManifestError::Version { path: path.to_path_buf(), schema: head.schema });
    }
    if head.schema != SCHEMA {
        let reason = tr!("its schema is '{schema}'", schema = head.schema);
        return Err(ManifestError::Malformed { path: path.to_path_buf(), line: 1, column: 1, reason });
    }
    serde_json::from_slice(&bytes).map_err(|error| malformed(&error))
}

/// Writes `manifest` to `path`, atomically, readable for its owner only.
///
/// # Errors
/// When the system refuses a step.
pub fn write<F: Serialize>(path: &Path, manifest: &Manifest<F>) -> Result<Written, WriteError> {
    if let Some(parent) = path.parent() {
        let refused = |source| WriteError::Io {
            path: parent.to_path_buf(),
            doing: tr_noop!("cannot make the directory"),
            source,
        };
        fs::create_dir_all(parent).map_err(refused)?;
    }
    let failed = |error: serde_json::Error| match error.is_io() {
        true => write::refused(path)(error.into()),
        false => write::step(path, tr_noop!("cannot write the manifest"))(error.into()),
    };
    // It may be many times as large as the files that it is about, so it is never held as a text.
    let fill = |file: &mut fs::File| {
        let mut out = BufWriter::with_capacity(1 << 16, file);
        serde_json::to_writer_pretty(&mut out, manifest).map_err(failed)?;
        out.write_all(b"\n").and_then(|()| out.flush()).map_err(write::refused(path))
    };
    write::put_filled(path, &fill, 0o600)
}

impl Manifest {
    /// Whether it is of no more use: all that it records are copies, or was taken back.
    #[must_use]
    pub fn is_spent(&self) -> bool {
        let is_back = |file: &FileRecord| self.reverted.iter().any(|one| one.files.contains(&file.shown));
        self.files.iter().all(|file| file.copy || is_back(file))
    }
}

impl<F> Manifest<F> {
    /// The same with other files.
    #[must_use]
    pub(crate) fn with<G>(self, files: G) -> Manifest<G> {
        let Self { schema, tool, created, versions, options, directory, backup, reverted, .. } = self;
        Manifest { schema, tool, created, versions, options, directory, backup, files, reverted }
    }
}

impl<E> FileRecord<E> {
    /// Records `path` as the file that holds the new text.
    pub fn set_path(&mut self, path: &Path) {
        self.path = path.to_string_lossy().into_owned();
        self.path_bytes = path.to_str().is_none().then(|| hex(path.as_os_str().as_encoded_bytes()));
    }

    /// The file that holds the new text.
    #[must_use]
    pub(crate) fn real_path(&self) -> PathBuf {
        let bytes = self.path_bytes.as_deref().and_then(from_hex);
        bytes.map_or_else(|| PathBuf::from(&self.path), |bytes| PathBuf::from(super::os::name_from_bytes(&bytes)))
    }
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    text.as_bytes()
        .chunks(2)
        .map(|pair| if let [a, b] = pair { Some(digit(a)? << 4 | digit(b)?) } else { None })
        .collect()
}
