//! A scratch directory with a small export in it, and the binary run there.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, UNIX_EPOCH};

use flate2::{Compression, write::GzEncoder};

/// The time of every run: 2026-03-10T00:00:00Z.
pub(crate) const NOW: i64 = 1_773_100_800;

/// What says the language of a machine, or of the person at it.
pub(crate) const LANGUAGE: [&str; 4] = ["OMSLINT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];

/// The binary, in English wherever the tests run.
pub(crate) fn omslint() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_omslint"));
    for name in LANGUAGE {
        command.env_remove(name);
    }
    command
}

/// What a run printed, and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// The JSON report.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// `OMS101 np_a safe` of each finding: code, task, tier of the fix.
    pub(crate) fn findings(&self) -> Vec<String> {
        let json = self.json();
        let word = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
        let line = |finding: &serde_json::Value| {
            format!("{} {} {}", word(&finding["code"]), word(&finding["task"]), word(&finding["fix"]["tier"]))
        };
        json["findings"].as_array().unwrap().iter().map(line).collect()
    }

    /// What the run says it did not check.
    pub(crate) fn not_checked(&self) -> Vec<String> {
        let json = self.json();
        let items = json["run"]["notChecked"].as_array().unwrap();
        items
            .iter()
            .map(|item| format!("{}: {}", item["what"].as_str().unwrap(), item["why"].as_str().unwrap()))
            .collect()
    }

    /// Demands exit code 2, and that the message holds all of `words`.
    pub(crate) fn refuses(&self, words: &[&str]) {
        assert_eq!(self.code, 2, "{self:?}");
        for word in words {
            assert!(self.stderr.contains(word), "{word:?} is not in {}", self.stderr);
        }
    }
}

/// A directory that goes away with the test.
pub(crate) struct Scratch {
    folder: tempfile::TempDir,
}

/// Says of a file that it was modified at one fixed time. Copies of one component are told apart by that, to the second: without it a test
/// says another thing whenever a second passes between two of its files.
pub(crate) fn date(file: &Path) {
    let time = UNIX_EPOCH + Duration::from_secs(NOW.unsigned_abs());
    fs::File::options().write(true).open(file).unwrap().set_modified(time).unwrap();
}

impl Scratch {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file, and the folders above it.
    pub(crate) fn file(&self, path: &str, text: &str) -> PathBuf {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        date(&path);
        path
    }

    /// Runs the binary here.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.run_in("", args)
    }

    /// Runs the binary in a folder below.
    pub(crate) fn run_in(&self, folder: &str, args: &[&str]) -> Ran {
        let output = omslint()
            .current_dir(self.path().join(folder))
            .env_clear()
            .env("OMSLINT_NOW", NOW.to_string())
            .env("HOME", self.path().join(".home"))
            .args(args)
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code().unwrap(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// `omslint check -f json` with further arguments.
    pub(crate) fn check(&self, args: &[&str]) -> Ran {
        self.run(&[&["check", "-f", "json"], args].concat())
    }

    /// Writes the run directory of an Incr-Sync.
    pub(crate) fn incr_sync(&self, one: &IncrSync) {
        for (name, text) in one.files() {
            self.file(&format!("export/{}/run/{}/conf/{name}.json", one.server, one.id()), &text);
        }
    }

    /// Writes a Store that keeps `subtopic` from `begin` on.
    pub(crate) fn store(&self, subtopic: &str, section: &str, begin: i64) {
        let text = format!("[global]\nsubTopic={subtopic}\n[{section}]\nmaster.timestamp={begin}\n");
        self.file(&format!("export/10.20.30.11/store/10.20.30.11-7100:{subtopic}:0000000001/conf/crawler.conf"), &text);
    }
}

/// An Incr-Sync as OMS would lay it out.
#[derive(Clone)]
pub(crate) struct IncrSync {
    pub task: &'static str,
    pub is_reverse: bool,
    pub server: &'static str,
    pub sequence: u32,
    /// Separator in the name of the directory.
    pub separator: &'static str,
    /// What its subtopic begins with.
    pub prefix: &'static str,
    /// `sourceType` of its coordinator.
    pub source_type: Option<&'static str>,
    pub sink_type: &'static str,
    /// Further keys of its source, as JSON.
    pub source: &'static str,
}

impl IncrSync {
    pub(crate) fn new(task: &'static str) -> Self {
        Self {
            task,
            is_reverse: false,
            server: "10.20.30.11",
            sequence: 5,
            separator: ":",
            prefix: "MYSQL",
            source_type: None,
            sink_type: "OB_MYSQL",
            source: "",
        }
    }

    /// The id of its client, which is its subtopic.
    pub(crate) fn client(&self) -> String {
        format!("{}_{}_sub{}-1-0", self.prefix, self.task, u8::from(self.is_reverse))
    }

    pub(crate) fn id(&self) -> String {
        let reverse = if self.is_reverse { "reverse_" } else { "" };
        let id =
            format!("{}-9000:connector_v2:{}-{reverse}incr_trans-1-0:{:010}", self.server, self.task, self.sequence);
        id.replace(':', self.separator)
    }

    /// Its four sections, by name.
    pub(crate) fn files(&self) -> Vec<(&'static str, String)> {
        let client = self.client();
        let source = format!(
            "{{\n\t\"type\":\"STORE_SOURCE\",\n\t\"clients\":[{{\"clientId\":\"{client}\",\"subtopic\":\"{client}\"}}]{}\n}}\n",
            self.source
        );
        let source_type = self.source_type.map(|name| format!(",\n\t\"sourceType\":\"{name}\"")).unwrap_or_default();
        let coordinator = format!(
            "{{\n\t\"taskIdentity\":\"{}\"{source_type},\n\t\"sinkType\":\"{}\"\n}}\n",
            self.task, self.sink_type
        );
        let sink = format!("{{\n\t\"type\":\"{}\"\n}}\n", self.sink_type);
        vec![("source", source), ("coordinator", coordinator), ("sink", sink), ("condition", "{}\n".into())]
    }
}

/// The bytes as gzip packs them.
pub(crate) fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A tar of these members; a name that ends in a slash is a directory.
pub(crate) fn tarred(members: &[(&str, &str)]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, text) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(1_773_000_000);
        header.set_entry_type(if name.ends_with('/') { tar::EntryType::Directory } else { tar::EntryType::Regular });
        builder.append_data(&mut header, name, text.as_bytes()).unwrap();
    }
    builder.into_inner().unwrap()
}

/// A zip of these members.
pub(crate) fn zipped(members: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
