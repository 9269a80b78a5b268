//! Walks the fixtures of the rules: every case is run through the binary as a person would, its findings are a snapshot
//! beside it, and every fix it offers must keep the laws of fixes.
//!
//! `fixtures/rules/<rule>/finds-…` must have a finding of that rule, `silent-…` none. A file `omslint.args` in the case
//! holds further arguments, one a line. The snapshot lists the findings of the rule alone (or of what `--select` in
//! `omslint.args` names), so that a new rule leaves it as it is; the laws of fixes hold with every rule.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::OnceLock;

use omslint::lint::rule::Meta;
use omslint::lint::rules;
use rayon::prelude::*;
use serde_json::Value;

use crate::scratch::date;

/// Arguments that hold for every case, before its own.
const ALWAYS: &[&str] = &["--color", "never"];
const ARGS: &str = "omslint.args";

struct Case {
    rule: String,
    name: String,
    directory: PathBuf,
    args: Vec<String>,
    /// What [`Case::found`] was told.
    found: OnceLock<Vec<Value>>,
}

impl Case {
    fn says(&self) -> String {
        format!("{}/{}", self.rule, self.name)
    }

    fn meta(&self) -> &'static Meta {
        metas().into_iter().find(|meta| meta.name == self.rule).unwrap()
    }

    fn selects(&self) -> bool {
        self.args.iter().any(|arg| arg.starts_with("--select"))
    }

    /// Runs `omslint COMMAND` with the arguments of the case and `more` in `directory`.
    fn run(&self, command: &str, directory: &Path, more: &[&str]) -> Output {
        let output = crate::scratch::omslint()
            .arg(command)
            .args(ALWAYS)
            .args(&self.args)
            .args(more)
            .current_dir(directory)
            .env_remove("OMSLINT_NOW")
            .output()
            .unwrap();
        let code = output.status.code();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(code, Some(0 | 1)), "{}: omslint {command} ended with {code:?}: {said}", self.says());
        output
    }

    /// The findings of the case as it is. Three tests ask for them, one run tells them.
    fn found(&self) -> &[Value] {
        self.found.get_or_init(|| self.check(&self.directory, &[]))
    }

    fn check(&self, directory: &Path, more: &[&str]) -> Vec<Value> {
        let output = self.run("check", directory, &[&["-f", "json"], more].concat());
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        report["findings"].as_array().unwrap().clone()
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules")
}

fn metas() -> Vec<&'static Meta> {
    rules::ALL.iter().map(|rule| rule.meta()).collect()
}

fn names(directory: &Path, are_directories: bool) -> BTreeSet<String> {
    let entries = fs::read_dir(directory).unwrap().map(Result::unwrap);
    let wanted = entries.filter(|entry| entry.file_type().unwrap().is_dir() == are_directories);
    wanted.map(|entry| entry.file_name().into_string().unwrap()).collect()
}

/// Every case, read once for all tests.
fn cases() -> &'static [Case] {
    static CASES: OnceLock<Vec<Case>> = OnceLock::new();
    CASES.get_or_init(read_cases)
}

fn read_cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for rule in names(&root(), true) {
        for name in names(&root().join(&rule), true) {
            let directory = root().join(&rule).join(&name);
            let args = fs::read_to_string(directory.join(ARGS)).unwrap_or_default();
            let args = args.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
            files_below(&directory).iter().for_each(|file| date(&directory.join(file)));
            cases.push(Case { rule: rule.clone(), name, directory, args, found: OnceLock::new() });
        }
    }
    cases
}

/// Runs `law` over every case, a few at a time, and says which cases broke it.
fn hold(law: impl Fn(&Case) + Sync) {
    let broken: Vec<String> = cases()
        .par_iter()
        .filter_map(|case| {
            let error = catch_unwind(AssertUnwindSafe(|| law(case))).err()?;
            let text = error.downcast_ref::<String>().cloned();
            let text = text.or_else(|| error.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            Some(format!("{}: {}", case.says(), text.unwrap_or_default()))
        })
        .collect();
    assert!(broken.is_empty(), "{} cases:\n{}", broken.len(), broken.join("\n"));
}

/// A finding as the snapshots show it.
fn listing(finding: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let place = match finding["path"].as_str() {
        Some(path) => format!("{path}:{}:{}", finding["start"]["line"], finding["start"]["column"]),
        None => "the run".to_owned(),
    };
    let head = ["code", "severity", "certainty"].map(|key| text(&finding[key])).join(" ");
    let mut out = format!("{head}\n  at {place} {}\n  {}\n", finding["pointer"], text(&finding["message"]));
    let fix = &finding["fix"];
    if fix.is_null() {
        writeln!(out, "  no fix; help: {}", text(&finding["help"])).unwrap();
        return out;
    }
    let value = match (fix["value"].as_str(), fix["proposal"].as_str()) {
        (Some(value), _) => value.to_owned(),
        (None, Some(proposal)) => format!("proposes {proposal}"),
        (None, None) => "nothing to propose".to_owned(),
    };
    writeln!(out, "  fix, {}: {}: {value}", text(&fix["tier"]), text(&fix["title"])).unwrap();
    for evidence in fix["evidence"].as_array().unwrap() {
        let place = evidence["path"].as_str().map(|path| format!("{path}:{}: ", evidence["line"]));
        writeln!(out, "    {}{}", place.unwrap_or_default(), text(&evidence["says"])).unwrap();
    }
    out
}

#[test]
fn each_case_finds_or_stays_silent_as_its_name_says() {
    hold(|case| {
        let select = ["--select", case.meta().code];
        // A rule that is off unless selected stays silent where its case does not select it.
        let is_told = case.selects() || !case.meta().is_default;
        let mut found = if is_told { case.found().to_vec() } else { case.check(&case.directory, &select) };
        found.retain(|finding| case.selects() || finding["rule"] == case.rule.as_str());
        let own = found.iter().filter(|finding| finding["rule"] == case.rule.as_str()).count();
        match case.name.split_once('-') {
            Some(("finds", _)) => assert!(own > 0, "nothing was found"),
            Some(("silent", _)) => assert_eq!(own, 0, "{}", found.iter().map(listing).collect::<String>()),
            _ => panic!("the name of a case begins with `finds-` or `silent-`"),
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(case.directory.parent().unwrap());
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| {
            let listing: String = found.iter().map(listing).collect();
            insta::assert_snapshot!(case.name.as_str(), if listing.is_empty() { "silent" } else { listing.as_str() });
        });
    });
}

fn is_applicable(finding: &Value, with_unsafe: bool) -> bool {
    let tier = finding["fix"]["tier"].as_str().unwrap_or_default();
    tier == "safe" || (with_unsafe && tier == "unsafe")
}

/// What identifies a finding before and after a fix.
fn identity(finding: &Value) -> String {
    format!("{} {} {}", finding["code"], finding["path"], finding["pointer"])
}

fn files_below(directory: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(directory).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path);
    files.map(|file| file.strip_prefix(directory).unwrap().to_owned()).collect()
}

fn copy(from: &Path, to: &Path) {
    for file in files_below(from) {
        let target = to.join(&file);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(from.join(&file), &target).unwrap();
        date(&target);
    }
}

/// Every byte of `old` outside the edits stands in `new`, in order; several edits may stand in one place.
fn only_edits_differ(path: &str, old: &[u8], new: &[u8], edits: &[(usize, usize, String)]) {
    let mut spans: Vec<(usize, usize)> = edits.iter().map(|(start, end, _)| (*start, *end)).collect();
    spans.sort_unstable();
    spans.dedup();
    let (mut done, mut at) = (0, 0);
    for (start, end) in &spans {
        let kept = &old[done..*start];
        let found = if done == 0 {
            new.starts_with(kept).then_some(0)
        } else {
            new[at..].windows(kept.len().max(1)).position(|window| kept.is_empty() || window == kept)
        };
        at += found.unwrap_or_else(|| panic!("{path}: bytes {done} to {start} changed")) + kept.len();
        done = *end;
    }
    assert!(new[at..].ends_with(&old[done..]), "{path}: the bytes from {done} on changed");
    if let [(start, end, text)] = edits {
        let due = [&old[..*start], text.as_bytes(), &old[*end..]].concat();
        assert_eq!(String::from_utf8_lossy(new), String::from_utf8_lossy(&due), "{path}: not the edit reported");
    }
}

fn keeps_the_laws(case: &Case, with_unsafe: bool) {
    let flags: &[&str] = if with_unsafe { &["--unsafe-fixes"] } else { &[] };
    let before = case.found();
    let has_unsafe = before.iter().any(|finding| finding["fix"]["tier"] == "unsafe");
    if with_unsafe && !has_unsafe {
        // The same as without the flag.
        return;
    }
    let mut edits: BTreeMap<String, Vec<(usize, usize, String)>> = BTreeMap::new();
    for finding in before.iter().filter(|finding| is_applicable(finding, with_unsafe)) {
        for edit in finding["fix"]["edits"].as_array().unwrap() {
            let offset = |key: &str| usize::try_from(edit[key].as_u64().unwrap()).unwrap();
            let edit = (offset("start"), offset("end"), edit["text"].as_str().unwrap().to_owned());
            edits.entry(finding["path"].as_str().unwrap().to_owned()).or_default().push(edit);
        }
    }
    let scratch = tempfile::tempdir().unwrap();
    let (out, copied) = (scratch.path().join("out"), scratch.path().join("case"));
    case.run("fix", &case.directory, &[&["--out-dir", out.to_str().unwrap()], flags].concat());
    copy(&case.directory, &copied);
    let written: Vec<_> = if out.exists() { files_below(&out) } else { Vec::new() };
    let written: BTreeSet<_> = written.iter().map(|path| path.to_str().unwrap().to_owned()).collect();
    let written: BTreeSet<_> = written.into_iter().filter(|path| path != "manifest.json").collect();
    assert_eq!(written, edits.keys().cloned().collect(), "the files written are not those with an edit");
    for (path, edits) in &edits {
        let (old, new) = (fs::read(case.directory.join(path)).unwrap(), fs::read(out.join(path)).unwrap());
        only_edits_differ(path, &old, &new, edits);
        fs::write(copied.join(path), new).unwrap();
        date(&copied.join(path));
    }
    // A checkpoint that was given is refused where none is missing or wrong any more.
    let is_of_checkpoint = |finding: &&Value| ["OMS102", "OMS105"].iter().any(|code| finding["code"] == *code);
    let fills = before.iter().filter(is_of_checkpoint).any(|finding| is_applicable(finding, with_unsafe));
    let is_spent = |arg: &&String| fills && arg.starts_with("--checkpoint=");
    let args = case.args.iter().filter(|arg| !is_spent(arg)).cloned().collect();
    let again = Case {
        rule: case.rule.clone(),
        name: case.name.clone(),
        directory: copied.clone(),
        args,
        found: OnceLock::new(),
    };
    let after = again.check(&copied, &[]);
    // In JSON inside a string, several findings share one pointer: those that were not fixed stay.
    let alike = |findings: &[Value], of: &Value| findings.iter().filter(|one| identity(one) == identity(of)).count();
    let fixed: Vec<Value> = before.iter().filter(|finding| is_applicable(finding, with_unsafe)).cloned().collect();
    for finding in &fixed {
        let due = alike(before, finding) - alike(&fixed, finding);
        assert!(alike(&after, finding) <= due, "still there after the fix: {}", identity(finding));
    }
    let mut known: Vec<String> = before.iter().map(identity).collect();
    for finding in &after {
        let found = known.iter().position(|known| *known == identity(finding));
        known.swap_remove(found.unwrap_or_else(|| panic!("new after the fix: {}", listing(finding))));
    }
    let second = again.run("diff", &copied, flags);
    assert_eq!(String::from_utf8_lossy(&second.stdout), "", "a second fix changes something");
}

#[test]
fn every_safe_fix_keeps_the_laws() {
    hold(|case| keeps_the_laws(case, false));
}

#[test]
fn every_fix_that_can_be_applied_keeps_the_laws() {
    hold(|case| keeps_the_laws(case, true));
}

#[test]
fn each_rule_has_its_file_its_name_and_cases_for_and_against() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lint/rules");
    let files: BTreeSet<String> = names(&source, false);
    let mut due: BTreeSet<String> = BTreeSet::from(["mod.rs".to_owned()]);
    let mut seen = BTreeSet::new();
    let mut last = "";
    for meta in metas() {
        let code = meta.code;
        assert!(seen.insert(code) && seen.insert(meta.name), "{code} or {} stands twice", meta.name);
        assert!(last < code, "{code} stands behind {last}");
        last = code;
        let number = code.strip_prefix("OMS").unwrap_or_default();
        assert!(number.len() == 3 && number.bytes().all(|b| b.is_ascii_digit()), "{code} is no code");
        let is_kebab = |name: &str| name.split('-').all(|part| !part.is_empty() && part.bytes().all(is_lower));
        assert!(is_kebab(meta.name), "{} is not kebab-case", meta.name);
        due.insert(format!("{}.rs", meta.name.replace('-', "_")));
        let cases =
            if root().join(meta.name).exists() { names(&root().join(meta.name), true) } else { BTreeSet::new() };
        for prefix in ["finds-", "silent-"] {
            assert!(cases.iter().any(|case| case.starts_with(prefix)), "{} has no case {prefix}…", meta.name);
        }
    }
    assert_eq!(files, due, "the files of src/lint/rules are not the rules of the list");
}

fn is_lower(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

#[test]
fn each_case_belongs_to_a_rule_and_each_snapshot_to_a_case() {
    for rule in names(&root(), true) {
        assert!(metas().iter().any(|meta| meta.name == rule), "fixtures/rules/{rule} is of no rule");
        let cases = names(&root().join(&rule), true);
        for file in names(&root().join(&rule), false) {
            let case = file.strip_suffix(".snap").or_else(|| file.strip_suffix(".snap.new"));
            assert!(case.is_some_and(|case| cases.contains(case)), "fixtures/rules/{rule}/{file} belongs to no case");
        }
    }
}

#[test]
fn each_explanation_is_complete() {
    for meta in metas() {
        for (field, text) in [
            ("summary", meta.summary),
            ("what", meta.what),
            ("why", meta.why),
            ("how", meta.how),
            ("source", meta.source),
        ] {
            assert!(text.len() > 10, "{}: {field} says nothing", meta.code);
            assert!(!text.contains("  ") && !text.contains('\n'), "{}: {field} holds odd white space", meta.code);
            let ends = text.ends_with('.');
            assert_eq!(ends, field != "summary", "{}: {field} ends wrongly", meta.code);
        }
        assert!(meta.fix.is_none_or(|fix| !fix.is_empty()), "{}", meta.code);
    }
}

#[test]
fn the_list_of_rules_is_as_reviewed() {
    let line = |meta: &&Meta| {
        let off = if meta.is_default { "" } else { " (off unless selected)" };
        format!("{} {}, {}{off}: {}\n", meta.code, meta.name, meta.severity.name(), meta.summary)
            + &meta.fix.map(|fix| format!("    fix: {fix}\n")).unwrap_or_default()
    };
    let list: String = metas().iter().map(line).collect();
    insta::assert_snapshot!(list);
}

/// The command lines of `docs/rules.md` under which every rule finds something in the example export: rules of one edition are
/// silent where the target is of the other.
const EVERY_RULE: [&str; 2] =
    ["check --select OMS --from 3.2.1 --to 4.4.0 --downtime 60m", "check --select OMS209 --to 4.2.9-CE"];

#[test]
fn every_rule_finds_something_in_the_example_export() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md")).unwrap();
    let mut found: BTreeSet<String> = BTreeSet::new();
    for command in EVERY_RULE {
        assert!(page.contains(&format!("$ omslint {command} ")), "docs/rules.md does not show `{command}`");
        let exports = ["fixtures/exports/site", "fixtures/exports/half-copied", "fixtures/exports/came-back"];
        let output = crate::scratch::omslint()
            .args(command.split(' '))
            .args(["-f", "json", "--now", "2026-03-10T00:00:00Z"])
            .args(exports)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let findings = report["findings"].as_array().unwrap();
        found.extend(findings.iter().map(|found| found["code"].as_str().unwrap().to_owned()));
    }
    assert_eq!(found, metas().into_iter().map(|meta| meta.code.to_owned()).collect::<BTreeSet<_>>());
}
