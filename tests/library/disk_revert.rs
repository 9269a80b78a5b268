//! Manifest and revert: written, valid against its schema, read back, and followed to the exact bytes.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use omslint::disk::digest::sha256;
use omslint::disk::manifest::{
    self, EditRecord, EvidenceRecord, FileRecord, Manifest, ManifestError, SCHEMA, Tool, Versions,
};
use omslint::disk::revert::{RevertError, Reverted, Wish, revert};
use omslint::disk::write::replace;
use omslint::text::edit::{Edit, splice};
use omslint::text::source::Span;
use proptest::prelude::*;

const TIME: &str = "2026-11-22T10:11:12Z";

fn edit(start: usize, end: usize, text: &str) -> Edit {
    Edit { span: Span::new(start, end), text: text.to_owned() }
}

/// Fixes a file on the disk and says how, as `fix` will.
fn fix(path: &Path, shown: &str, edits: &[Edit]) -> FileRecord {
    let old = fs::read_to_string(path).unwrap();
    let new = splice(&old, edits).unwrap();
    let written = replace(path, old.as_bytes(), new.as_bytes(), false).unwrap();
    let evidence = EvidenceRecord { path: Some("e".into()), line: Some(1), says: "s".into(), value: Some("v".into()) };
    let edits = edits.iter().map(|edit| EditRecord {
        rule: "OMS101".into(),
        pointer: "/source".into(),
        start: edit.span.start(),
        end: edit.span.end(),
        old: edit.span.of(&old).to_owned(),
        new: edit.text.clone(),
        tier: "safe".into(),
        evidence: vec![evidence.clone()],
    });
    let mut record = FileRecord {
        path: String::new(),
        path_bytes: None,
        shown: shown.into(),
        copy: false,
        before: sha256(old.as_bytes()),
        after: sha256(new.as_bytes()),
        backup: None,
        edits: edits.collect(),
    };
    record.set_path(&written.target);
    record
}

fn manifest_of(files: Vec<FileRecord>) -> Manifest {
    let options = serde_json::json!({ "to": "4.3.2", "unsafe-fixes": false });
    Manifest {
        schema: SCHEMA.into(),
        tool: Tool { name: "omslint".into(), version: "0.1.0".into(), knowledge: "2026-04-01".into() },
        created: TIME.into(),
        versions: Versions { from: None, created_with: None, to: "4.3.2".into() },
        options: options.as_object().unwrap().clone(),
        directory: "/d".into(),
        backup: None,
        files,
        reverted: Vec::new(),
    }
}

fn validate(path: &Path) {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../schemas/manifest.v1.schema.json")).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
}

struct World {
    dir: tempfile::TempDir,
    manifest: PathBuf,
}

impl World {
    /// Two files that were fixed, and their manifest.
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("t/n")).unwrap();
        fs::write(dir.path().join("t/a.json"), "{\"x\":1}\r\n").unwrap();
        fs::write(dir.path().join("t/n/b.yaml"), "\u{feff}x: 密码\n").unwrap();
        let files = vec![
            fix(&dir.path().join("t/a.json"), "t/a.json", &[edit(6, 6, ",\"y\":2"), edit(5, 6, "9")]),
            fix(&dir.path().join("t/n/b.yaml"), "t/n/b.yaml", &[edit(3, 4, ""), edit(5, 5, "\"é\"")]),
        ];
        let manifest = dir.path().join("manifest.json");
        manifest::write(&manifest, &manifest_of(files)).unwrap();
        Self { dir, manifest }
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.dir.path().join(name)).unwrap()
    }

    fn is_original(&self) -> bool {
        self.text("t/a.json") == "{\"x\":1}\r\n" && self.text("t/n/b.yaml") == "\u{feff}x: 密码\n"
    }
}

#[test]
fn a_manifest_is_valid_private_and_read_back() {
    let world = World::new();
    validate(&world.manifest);
    assert_eq!(fs::metadata(&world.manifest).unwrap().mode() & 0o777, 0o600);
    let read = manifest::read(&world.manifest).unwrap();
    assert_eq!(read, manifest_of(read.files.clone()));
    assert_eq!(read.files.len(), 2);
}

#[test]
fn every_property_of_the_schema_is_described() {
    fn walk(value: &serde_json::Value, at: &str) {
        if let Some(properties) = value.get("properties").and_then(|p| p.as_object()) {
            for (name, property) in properties {
                for key in ["title", "description"] {
                    assert!(property.get(key).is_some(), "{at}/{name} has no {key}");
                }
            }
        }
        if let Some(object) = value.as_object() {
            for (name, inner) in object {
                walk(inner, &format!("{at}/{name}"));
            }
        }
    }
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../schemas/manifest.v1.schema.json")).unwrap();
    walk(&schema, "");
}

#[test]
fn revert_restores_the_exact_bytes_and_is_recorded() {
    let world = World::new();
    assert_eq!(world.text("t/a.json"), "{\"x\":9,\"y\":2}\r\n");
    assert_eq!(world.text("t/n/b.yaml"), "\u{feff}:\"é\" 密码\n");
    let done = take_back(&world.manifest, false).unwrap();
    assert_eq!(done.restored.len(), 2);
    assert!(done.restored[0].ends_with("t/a.json") && done.restored[1].ends_with("t/n/b.yaml"));
    assert!(done.failed.is_empty() && done.unrecorded.is_none());
    assert!(world.is_original());
    validate(&world.manifest);
    let read = manifest::read(&world.manifest).unwrap();
    assert_eq!((read.reverted.len(), read.reverted[0].time.as_str()), (1, TIME));
    // A second revert finds nothing to do and records nothing.
    let again = take_back(&world.manifest, false).unwrap();
    assert_eq!(again.already.len(), 2);
    assert!(again.restored.is_empty());
    assert_eq!(manifest::read(&world.manifest).unwrap().reverted.len(), 1);
}

#[test]
fn a_file_that_changed_since_stops_everything_unless_it_is_left_out() {
    let world = World::new();
    fs::write(world.dir.path().join("t/n/b.yaml"), "mine").unwrap();
    let fixed = world.text("t/a.json");
    let error = take_back(&world.manifest, false).unwrap_err();
    assert!(error.to_string().contains("t/n/b.yaml (it changed since the fix)"), "{error}");
    assert_eq!(world.text("t/a.json"), fixed);
    let done = take_back(&world.manifest, true).unwrap();
    assert!(done.restored.len() == 1 && done.restored[0].ends_with("t/a.json"));
    assert_eq!(done.left.len(), 1);
    assert_eq!((world.text("t/a.json").as_str(), world.text("t/n/b.yaml").as_str()), ("{\"x\":1}\r\n", "mine"));
    fs::remove_file(world.dir.path().join("t/n/b.yaml")).unwrap();
    assert!(matches!(take_back(&world.manifest, false), Err(RevertError::Refused(_))));
}

#[test]
fn an_interrupted_revert_is_finished_by_the_next() {
    let world = World::new();
    fs::write(world.dir.path().join("t/a.json"), "{\"x\":1}\r\n").unwrap();
    let done = take_back(&world.manifest, false).unwrap();
    assert_eq!((done.already.len(), done.restored.len()), (1, 1));
    assert!(world.is_original());
}

#[test]
fn a_tree_that_moved_with_its_manifest_is_found_beside_it() {
    let world = World::new();
    let moved = tempfile::tempdir().unwrap();
    fs::rename(world.dir.path().join("t"), moved.path().join("t")).unwrap();
    fs::rename(&world.manifest, moved.path().join("manifest.json")).unwrap();
    let world = World { manifest: moved.path().join("manifest.json"), dir: moved };
    take_back(&world.manifest, false).unwrap();
    assert!(world.is_original());
}

#[test]
fn a_read_only_file_fails_and_the_others_are_restored() {
    let world = World::new();
    let path = world.dir.path().join("t/a.json");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let done = take_back(&world.manifest, false).unwrap();
    assert_eq!((done.failed.len(), done.restored.len()), (1, 1));
    assert!(done.failed[0].1.to_string().contains("read-only"));
}

#[test]
fn a_forged_manifest_changes_nothing() {
    let world = World::new();
    let mut forged = manifest::read(&world.manifest).unwrap();
    forged.files[0].edits[0].old = "evil".into();
    forged.files[0].edits[0].end = forged.files[0].edits[0].start + 4;
    forged.files[1].edits[0].start = usize::MAX - 1;
    manifest::write(&world.manifest, &forged).unwrap();
    let fixed = world.text("t/a.json");
    let error = take_back(&world.manifest, false).unwrap_err();
    assert!(error.to_string().starts_with("nothing was reverted, because 2 files cannot be"), "{error}");
    assert_eq!(world.text("t/a.json"), fixed);
    for file in &mut forged.files {
        file.copy = true;
    }
    manifest::write(&world.manifest, &forged).unwrap();
    assert!(matches!(take_back(&world.manifest, false), Err(RevertError::Copies(_))));
}

#[test]
fn manifests_that_cannot_be_read_say_where() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("m.json");
    let read = |text: &str| {
        fs::write(&path, text).unwrap();
        manifest::read(&path).unwrap_err()
    };
    let error = read("{\n  \"schema\": ,\n}");
    assert!(error.to_string().contains("m.json:2:13: this is no manifest"), "{error}");
    let error = read("{\"schema\":\"omslint/manifest/v2\",\"new\":1}");
    assert!(matches!(error, ManifestError::Version { .. }) && error.to_string().contains("v2"), "{error}");
    let error = read("{\n\"schema\":\"omslint/manifest/v1\",\n\"tool\":7}");
    assert!(error.to_string().contains("m.json:3:"), "{error}");
    let error = read("{\"schema\":\"other\"}");
    assert!(error.to_string().contains("'other'"), "{error}");
    assert!(matches!(manifest::read(&dir.path().join("gone")), Err(ManifestError::Io { .. })));
    assert!(matches!(manifest::read(dir.path()), Err(ManifestError::Io { .. })));
}

#[test]
fn a_path_that_is_not_utf8_is_found_again() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(OsStr::from_bytes(b"a\xff.json"));
    fs::write(&path, "1").unwrap();
    let record = fix(&path, "a\u{fffd}.json", &[edit(1, 1, "2")]);
    assert!(record.path_bytes.is_some());
    let manifest = dir.path().join("m.json");
    manifest::write(&manifest, &manifest_of(vec![record])).unwrap();
    validate(&manifest);
    take_back(&manifest, false).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"1");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_edits_of_any_text_are_taken_back(
        pieces in prop::collection::vec(("[a-z密é\r\n\u{feff}]{0,6}", "[a-z码]{0,4}", "[a-z码\n]{0,4}"), 1..8),
    ) {
        // Each piece is text that stays, text that goes, and text that comes.
        let (mut text, mut edits) = (String::new(), Vec::new());
        for (stays, goes, comes) in &pieces {
            text.push_str(stays);
            edits.push(edit(text.len(), text.len() + goes.len(), comes));
            text.push_str(goes);
        }
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("f");
        fs::write(&path, &text).unwrap();
        let manifest = dir.path().join("m.json");
        manifest::write(&manifest, &manifest_of(vec![fix(&path, "f", &edits)])).unwrap();
        take_back(&manifest, false).unwrap();
        prop_assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
}

/// Takes back the fix of this manifest, wherever its files lie.
fn take_back(manifest: &Path, leave_changed: bool) -> Result<Reverted, RevertError> {
    revert(manifest, &Wish { within: None, leave_changed, time: TIME, tell: &|_| {} })
}
