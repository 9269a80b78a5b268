//! Small exports made for one test, and the binary run on them.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The time of every run.
pub(crate) const NOW: &str = "2026-03-10T00:00:00Z";

/// A directory of its own, and what the binary says in it.
pub(crate) struct Site {
    directory: tempfile::TempDir,
}

/// What a command printed, and how it ended.
pub(crate) struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Site {
    pub(crate) fn new() -> Self {
        Self { directory: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self) -> &Path {
        self.directory.path()
    }

    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Puts `new` in the place of `old`, which must be there.
    pub(crate) fn edit(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{path} has no {old}");
        self.write(path, &text.replace(old, new));
    }

    /// The four files of an Incr-Sync; `source` and `sink` are JSON members.
    pub(crate) fn component(&self, folder: &str, source: &str, sink: &str, coordinator: &str) {
        self.write(&format!("{folder}/conf/source.json"), &format!("{{\n{source}\n}}\n"));
        self.write(&format!("{folder}/conf/sink.json"), &format!("{{\n{sink}\n}}\n"));
        self.write(&format!("{folder}/conf/coordinator.json"), &format!("{{\n{coordinator}\n}}\n"));
        self.write(&format!("{folder}/conf/condition.json"), "{\n\t\"whiteCondition\":[{\"name\":\"db\"}]\n}\n");
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        self.run_with(arguments, &[])
    }

    /// As [`Site::run`], with variables of the environment.
    pub(crate) fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Said {
        said(&self.command(arguments).envs(variables.iter().copied()).output().unwrap())
    }

    /// As [`Site::run`], with this text on standard input.
    pub(crate) fn pipe(&self, arguments: &[&str], text: &str) -> Said {
        self.write("piped-in", text);
        let text = fs::File::open(self.at("piped-in")).unwrap();
        said(&self.command(arguments).stdin(text).output().unwrap())
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = crate::scratch::omslint();
        command.args(arguments).current_dir(self.path()).env_remove("OMSLINT_CONFIG");
        command
            .env("OMSLINT_NOW", NOW)
            .env("COLUMNS", "100")
            .env("NO_COLOR", "1")
            .env("XDG_STATE_HOME", self.at("state"));
        command
    }

    pub(crate) fn json(&self, arguments: &[&str]) -> serde_json::Value {
        let said = self.run(arguments);
        serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}\n{}\n{}", said.out, said.err))
    }
}

pub(crate) fn said(output: &std::process::Output) -> Said {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Said { code: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) }
}

/// Whether a program is there; a test that needs it says plainly that it was skipped.
pub(crate) fn has(program: &str) -> bool {
    let there = Command::new("sh").args(["-c", &format!("command -v {program}")]).output().unwrap().status.success();
    if !there {
        println!("skipped: there is no {program} on this machine");
    }
    there
}

/// Whether the machine speaks to itself; in an empty network namespace it does not.
pub(crate) fn has_loopback() -> bool {
    let listener = TcpListener::bind("127.0.0.1:0");
    let there = listener.and_then(|listener| TcpStream::connect(listener.local_addr()?)).is_ok();
    if !there {
        println!("skipped: this machine has no loopback over which calls could be recorded");
    }
    there
}

pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The members of a `source` that reads one subtopic, with what else it has.
pub(crate) fn source(subtopic: &str, more: &str) -> String {
    format!(
        "\t\"type\":\"STORE_SOURCE\",\n\t\"clients\":[{{\"clientId\":\"{subtopic}\",\"subtopic\":\"{subtopic}\"}}],\n\t\
         \"password\":\"Fixture#Pass1\"{more}"
    )
}

pub(crate) const KAFKA: &str = "\t\"type\":\"KAFKA_SINK\",\n\t\"servers\":\"10.20.30.60:9092\"";
pub(crate) const JDBC: &str = "\t\"type\":\"JDBC_SINK\",\n\t\"jdbcUrl\":\"jdbc:oceanbase://10.20.30.40:2883/db\",\n\t\"password\":\"Fixture#Pass2\"";
