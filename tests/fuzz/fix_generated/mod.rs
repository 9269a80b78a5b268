//! Properties of fixes over generated documents: every shape in every syntax it comes in, in every layout. In memory
//! each law is checked anew; on the disk the binary fixes a tree and takes it back, byte for byte.

mod document;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::fixes;
use document::{Form, Kind, Plan};
use omslint::oms::export::{Input, Origin};
use omslint::text::document::Document;
use omslint::text::syntax;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

fn runner(cases: u32) -> TestRunner {
    TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() })
}

fn parsed(files: &[(String, String)]) -> Result<Vec<Document>, TestCaseError> {
    let parse = |(path, text): &(String, String)| {
        let name = path.rsplit('/').next().unwrap();
        let syntax = syntax::of(name, text).ok_or_else(|| TestCaseError::fail(format!("no syntax: {text:?}")))?;
        syntax::parse(path.clone(), text.as_str().into(), syntax)
            .map_err(|error| TestCaseError::fail(format!("{}: {text:?}", error.message)))
    };
    files.iter().map(parse).collect()
}

#[test]
fn every_fix_of_a_generated_document_keeps_the_laws() {
    type Counts = BTreeMap<String, (usize, usize)>;
    let counts: RefCell<Counts> = RefCell::default();
    let outcome = runner(400).run(&document::plans(), |plan: Plan| {
        let documents = parsed(&plan.files())?;
        let inputs: Vec<_> = documents.iter().map(|document| Input { document, origin: Origin::Scanned }).collect();
        let done = fixes::hold(&inputs, &fixes::settings(plan.setting), true)
            .map_err(|how| TestCaseError::fail(format!("{how}\n{:?}", plan.files())))?;
        let mut counts = counts.borrow_mut();
        let count = counts.entry(format!("{:?} {:?}", plan.form, plan.kind)).or_default();
        count.0 += 1;
        count.1 += done.fixed;
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    // What is never fixed proves nothing.
    for (of, (tried, fixed)) in counts.borrow().iter() {
        assert!(fixed * 4 > *tried || of.starts_with("JdbcWriter"), "{of}: {fixed} of {tried} fixed");
    }
}

fn run(directory: &Path, args: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_omslint"))
        .env_remove("OMSLINT_LANG")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env_remove("LANG")
        .current_dir(directory)
        .env_clear()
        .env("OMSLINT_NOW", fixes::NOW.to_string())
        .args(args)
        .output()
        .unwrap();
    (output.status.code().unwrap(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn fix_and_revert_give_back_every_byte() {
    let wrote = RefCell::new(0);
    let outcome = runner(24).run(&document::plans(), |plan: Plan| {
        let dir = tempfile::tempdir().unwrap();
        let files = plan.files();
        for (path, text) in &files {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let fix =
            ["fix", "--unsafe-fixes", "--db-type", "ORACLE", "--backup", "kept", "--patch", "the.patch", "export"];
        let (code, said) = run(dir.path(), &fix);
        // A value that is given may be refused where nothing needs it.
        prop_assert!(matches!(code, 0..=2), "{code}: {said}\n{files:?}");
        let read = |path: &str| fs::read_to_string(dir.path().join(path)).unwrap();
        let changed: Vec<_> = files.iter().filter(|(path, text)| read(path) != *text).collect();
        let manifest = dir.path().join("kept/manifest.json");
        prop_assert_eq!(manifest.exists(), !changed.is_empty());
        if changed.is_empty() {
            return Ok(());
        }
        *wrote.borrow_mut() += 1;
        let fixed: Vec<String> = files.iter().map(|(path, _)| read(path)).collect();
        let (code, said) = run(dir.path(), &["revert", "kept/manifest.json"]);
        prop_assert_eq!(code, 0, "{}", said);
        for (path, text) in &files {
            prop_assert_eq!(&read(path), text, "{}", path);
        }
        // The patch leads there again, and its inverse back.
        let apply = |args: &[&str]| {
            let git = Command::new("git").current_dir(dir.path()).arg("apply").args(args).arg("the.patch").output();
            git.map(|output| (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned()))
        };
        if let Ok((is_done, said)) = apply(&["--whitespace=nowarn"]) {
            prop_assert!(is_done, "{}", said);
            for ((path, _), due) in files.iter().zip(&fixed) {
                prop_assert_eq!(&read(path), due, "{}", path);
            }
            let (is_done, said) = apply(&["-R", "--whitespace=nowarn"]).unwrap();
            prop_assert!(is_done, "{}", said);
            for (path, text) in &files {
                prop_assert_eq!(&read(path), text, "{}", path);
            }
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    assert!(*wrote.borrow() > 5, "{} of 24 trees were changed", wrote.borrow());
}

#[test]
fn the_generator_makes_every_shape() {
    let seen: RefCell<Vec<(Form, Kind)>> = RefCell::default();
    let outcome = runner(300).run(&document::plans(), |plan: Plan| {
        if !seen.borrow().contains(&(plan.form, plan.kind)) {
            seen.borrow_mut().push((plan.form, plan.kind));
        }
        parsed(&plan.files()).map(drop)
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    assert_eq!(seen.borrow().len(), 10);
}
