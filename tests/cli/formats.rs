//! Every format over the example export and over exports with failures and without findings: snapshots, the same counts
//! and the same exit code everywhere, places in SARIF checked by hand, and reports written beside the first one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use serde_json::Value;

const FORMATS: &[&str] = &["full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "html"];

/// The rules of the snapshots, so that a new rule leaves them as they are.
const RULES: &str = "OMS101,OMS102,OMS109,OMS301,OMS303";

const SITE: &str = "fixtures/exports/site";

fn omslint(directory: &Path, args: &[&str]) -> Output {
    crate::scratch::omslint()
        .args(args)
        .args(["--now", "2026-03-10T00:00:00Z"])
        .current_dir(directory)
        .env_remove("GITHUB_STEP_SUMMARY")
        .env_remove("COLUMNS")
        .output()
        .unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// An export with one of each: a broken file, a task without dbType, a duplicate key, a hostile name.
fn mixed() -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = directory.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let conf = "10.20.30.13/run/10.20.30.13-9000:connector_v2:np_5m-incr_trans-1-0:0000000001/conf";
    let source = "{\"type\":\"STORE_SOURCE\",\"checkpoint\":\"{\\\"MYSQL_np_5m_6n-1-0\\\":\\\"1772000000\\\"}\",\"clients\":[{\"clientId\":\"MYSQL_np_5m_6n-1-0\",\"subtopic\":\"MYSQL_np_5m_6n-1-0\"}]}";
    write(&format!("{conf}/source.json"), source);
    write(
        &format!("{conf}/coordinator.json"),
        "{\"taskIdentity\":\"np_5m\",\"sourceType\":\"MYSQL\",\"sourceType\":\"MYSQL\"}",
    );
    write(&format!("{conf}/sink.json"), "{\n  \"type\": \"KAFKA\",\n  \"topic\": ]\n}\n");
    write(
        "np_7,k:50%|`x`<b>&.yaml",
        "source:\n  type: STORE_SOURCE\n  clients:\n  - subtopic: MYSQL_np_7k_8k-1-0\nsink: {}\ncoordinator: {}\ncondition: {}\n",
    );
    directory
}

/// A healthy task.
fn clean() -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    let text = "source:\n  type: STORE_SOURCE\n  dbType: MYSQL\n  checkpoint:\n    MYSQL_np_7k_8k-1-0: \"1772000000\"\n  clients:\n  - clientId: MYSQL_np_7k_8k-1-0\n    subtopic: MYSQL_np_7k_8k-1-0\nsink: {}\ncoordinator: {}\ncondition: {}\n";
    fs::write(directory.path().join("np_7k.yaml"), text).unwrap();
    directory
}

#[test]
fn every_format_of_the_example_export() {
    for format in &FORMATS[2..] {
        let shown = text(&omslint(&root(), &["check", SITE, "-f", format, "--select", RULES]))
            .replace(env!("CARGO_PKG_VERSION"), "[version]")
            .replace(env!("CARGO_MANIFEST_DIR"), "[root]");
        insta::assert_snapshot!(format!("site_{format}"), shown);
    }
}

/// Errors, warnings, infos, and files that could not be read.
type Counts = [usize; 4];

/// How often each word of a severity leads a match.
fn words(text: &str, error: &str, warning: &str, info: &str) -> [usize; 3] {
    [error, warning, info].map(|word| text.matches(word).count())
}

/// `6 errors, 1 warning, 2 infos` wherever it stands first.
fn sentence(text: &str) -> [usize; 3] {
    let at = text.find(" warning").unwrap();
    let from = text[..at].rfind(['\n', ':', '>', '"']).map_or(0, |at| at + 1);
    let numbers: Vec<usize> = text[from..]
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .take(3)
        .map(|part| part.parse().unwrap())
        .collect();
    numbers.try_into().unwrap()
}

/// The counts that a reader of the format would come to.
fn counts(format: &str, text: &str) -> Counts {
    let by = |values: Vec<String>, names: [&str; 4]| names.map(|name| values.iter().filter(|v| *v == name).count());
    let join = |[e, w, i]: [usize; 3], failed| [e, w, i, failed];
    match format {
        "full" => join(
            words(text, "error[OMS", "warning[OMS", "info[OMS"),
            text.matches("failure could not be checked").count(),
        ),
        "concise" => join(words(text, ": error[", ": warning[", ": info["), text.matches(": failure ").count()),
        "json" => {
            let report = json(text);
            let found: Vec<_> = report["findings"]
                .as_array()
                .unwrap()
                .iter()
                .map(|f| f["severity"].as_str().unwrap().to_owned())
                .collect();
            let mut counts = by(found, ["error", "warning", "info", "-"]);
            counts[3] = report["failures"].as_array().unwrap().len();
            counts
        }
        "sarif" => {
            let run = &json(text)["runs"][0];
            let found: Vec<_> =
                run["results"].as_array().unwrap().iter().map(|r| r["level"].as_str().unwrap().to_owned()).collect();
            let mut counts = by(found, ["error", "warning", "note", "-"]);
            let notes = run["invocations"][0]["toolExecutionNotifications"].as_array().unwrap();
            counts[3] = notes.iter().filter(|note| note["level"] == "error").count();
            counts
        }
        "gitlab" => {
            let found: Vec<_> =
                json(text).as_array().unwrap().iter().map(|i| i["severity"].as_str().unwrap().to_owned()).collect();
            by(found, ["critical", "minor", "info", "blocker"])
        }
        "github" => {
            let lines = |lead: &str| text.lines().filter(|line| line.starts_with(lead)).count();
            let failed = text
                .lines()
                .filter(|line| line.starts_with("::error") && line.contains("title=could not be checked"))
                .count();
            let counts = [lines("::error") - failed, lines("::warning"), lines("::notice")];
            let line = text.lines().find(|line| line.starts_with("omslint: ")).unwrap();
            let part = line.split("; ").find(|part| part.contains(" warning"));
            let said = sentence(part.unwrap_or("0 errors, 0 warnings, 0 infos"));
            // At most ten are shown; the line at the end counts the rest too.
            if text.contains("without an annotation") {
                assert!(counts.iter().zip(said).all(|(shown, all)| *shown <= all));
            } else {
                assert_eq!(counts, said);
            }
            join(said, failed)
        }
        "junit" => {
            let failed = text.matches("<error ").count();
            join(words(text, "error[OMS", "warning[OMS", "info[OMS"), failed)
        }
        "markdown" => {
            let section = |title: &str| {
                text.split("\n## ").find(|part| part.starts_with(title)).map_or(0, |part| part.matches("\n- ").count())
            };
            [section("Errors"), section("Warnings"), section("Infos"), section("Could not")]
        }
        "html" => {
            let found = words(text, "data-severity=\"error\"", "data-severity=\"warning\"", "data-severity=\"info\"");
            let tiles: Vec<usize> = text
                .split("<div class=\"tile ")
                .skip(1)
                .map(|part| part.split("<b>").nth(1).unwrap().split('<').next().unwrap().parse().unwrap())
                .collect();
            assert_eq!(found.to_vec(), tiles);
            let failed = text
                .split("<h2>Could not be checked</h2>")
                .nth(1)
                .map_or(0, |part| part.split("</section>").next().unwrap().matches("<li>").count());
            join(found, failed)
        }
        other => panic!("{other}"),
    }
}

/// What the page promises: every link leads somewhere, each state has a colour of its own, tasks and what to enter stand
/// there with the dates and the hash of what was read, and the first finding of each rule is open.
#[test]
fn the_page_leads_nowhere_else_and_says_what_it_rests_on() {
    let html = text(&omslint(&root(), &["check", SITE, "--no-config", "--from", "4.2.5", "--format", "html"]));
    let html = html.replace("&#x2f;", "/");
    let parts = |mark: &str| -> Vec<String> {
        html.split(mark).skip(1).map(|part| part.split('"').next().unwrap().to_owned()).collect()
    };
    let ids: BTreeSet<String> = parts(" id=\"").into_iter().collect();
    assert_eq!(ids.len(), parts(" id=\"").len(), "an id stands twice");
    for link in parts(" href=\"") {
        assert!(link.strip_prefix('#').is_some_and(|id| ids.contains(id)), "{link} leads nowhere");
    }
    for key in ["ready", "fix", "confirm", "value", "clone", "blocked", "unknown"] {
        let colour = parts_between(&html, &format!("--{key}: "), ";");
        assert!(!colour.is_empty(), "{key}");
        for other in ["ready", "fix", "confirm", "value", "clone", "blocked", "unknown"] {
            assert!(other == key || parts_between(&html, &format!("--{other}: "), ";") != colour, "{key} {other}");
        }
    }
    assert!(html.contains("<dt>Date of this run</dt><dd>2026-03-10 08:00:00 +08:00 (2026-03-10 00:00:00 UTC)</dd>"));
    assert!(html.contains("<dt>Date of the export</dt><dd>2026-"));
    assert!(html.contains("dbType = DB2_LUW") && html.contains(">guessed<"));
    assert_eq!(parts("<section class=\"rule ").len(), html.matches(" open>\n<summary><b").count());
    // The hash is that of the list that `sha256sum` would write.
    let list: Vec<(&str, &str)> = html
        .split("<li><code class=\"hash\">")
        .skip(1)
        .map(|part| (&part[..64], part.split("<span class=\"path\">").nth(1).unwrap().split('<').next().unwrap()))
        .collect();
    assert!(!list.is_empty());
    for (hash, path) in &list {
        let bytes = fs::read(root().join(path)).unwrap();
        assert_eq!(omslint::disk::digest::sha256(&bytes), *hash, "{path}");
    }
    let lines: String = list.iter().map(|(hash, path)| format!("{hash}  {path}\n")).collect();
    assert!(html.contains(&omslint::disk::digest::sha256(lines.as_bytes())));
}

fn parts_between<'t>(text: &'t str, from: &str, to: &str) -> Vec<&'t str> {
    text.split(from).skip(1).map(|part| part.split(to).next().unwrap()).collect()
}

/// Both reports are written in parts; more findings than one wave of them holds.
#[test]
fn json_and_sarif_of_many_findings_are_one_document_each() {
    let directory = tempfile::tempdir().unwrap();
    let task = |number: usize| {
        let subtopic = format!("MYSQL_np_{number}_x-1-0");
        let source = format!("{{\"type\":\"STORE_SOURCE\",\"clients\":[{{\"subtopic\":\"{subtopic}\"}}]}}");
        format!("{{\"source\":{source},\"sink\":{{}},\"coordinator\":{{}},\"condition\":{{}}}}")
    };
    for (tasks, name) in [(1, "one"), (43, "part"), (128, "parts"), (700, "waves")] {
        let items: Vec<_> = (0..tasks).map(task).collect();
        let file = format!("{name}.json");
        fs::write(directory.path().join(&file), format!("[{}]", items.join(","))).unwrap();
        let report = |format: &str| {
            let shown = text(&omslint(directory.path(), &["check", &file, "-q", "-f", format]));
            let report = json(&shown);
            let pretty = format!("{}\n", serde_json::to_string_pretty(&report).unwrap());
            assert!(shown == pretty, "{name}, {format}: not as serde writes it");
            report
        };
        let (own, sarif) = (report("json"), report("sarif"));
        let findings = own["findings"].as_array().unwrap();
        assert_eq!(findings.len(), 3 * tasks, "{name}");
        let results = sarif["runs"][0]["results"].as_array().unwrap();
        let said = |result: &Value| (result["ruleId"].clone(), result["message"]["text"].clone());
        let found = |finding: &Value| (finding["code"].clone(), finding["message"].clone());
        assert!(results.iter().map(said).eq(findings.iter().map(found)), "{name}: not the same findings in order");
        // That format writes one issue after the other.
        let issues = report("gitlab");
        let prints = results.iter().map(|result| &result["partialFingerprints"]["omslintIdentity/v1"]);
        let others = issues.as_array().unwrap().iter().map(|issue| &issue["fingerprint"]);
        assert!(prints.eq(others.take(results.len())), "{name}: not the fingerprints of these findings");
    }
}

#[test]
fn every_format_counts_the_same_and_ends_the_same() {
    let (mixed, clean) = (mixed(), clean());
    let site = root().join(SITE);
    for (directory, code) in [(site.as_path(), 1), (mixed.path(), 3), (clean.path(), 0)] {
        let summary = json(&text(&omslint(directory, &["check", ".", "-f", "json"])));
        let number = |key: &str| usize::try_from(summary["summary"][key].as_u64().unwrap()).unwrap();
        let failed = usize::try_from(summary["run"]["files"]["failed"].as_u64().unwrap()).unwrap();
        let expected = [number("error"), number("warning"), number("info"), failed];
        for format in FORMATS {
            // For people, infos and what is like others are shortened unless they ask for all.
            let output = omslint(directory, &["check", ".", "-f", format, "-v"]);
            assert_eq!(output.status.code(), Some(code), "{format} in {}", directory.display());
            assert_eq!(counts(format, &text(&output)), expected, "{format} in {}", directory.display());
            // A bare list has no place for it.
            let said = if *format == "gitlab" { &output.stderr } else { &output.stdout };
            assert!(String::from_utf8_lossy(said).contains("no --from"), "{format} does not say what was not checked");
            for fail_on in ["warning", "never"] {
                let ends = |format: &str| {
                    omslint(directory, &["check", ".", "-f", format, "--fail-on", fail_on]).status.code()
                };
                assert_eq!(ends(format), ends("json"), "{format}");
            }
        }
    }
}

/// As `omslint check … | head -1` ends: whoever reads has seen enough.
#[test]
fn a_closed_pipe_changes_neither_code_nor_errors() {
    for format in FORMATS {
        let mut command = crate::scratch::omslint();
        command.args(["check", SITE, "-q", "-f", format]).current_dir(root());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{format}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{format}");
    }
}

#[test]
fn the_mixed_export_in_every_format() {
    let mixed = mixed();
    for format in FORMATS {
        let shown = text(&omslint(mixed.path(), &["check", ".", "-f", format, "--select", RULES]))
            .replace(env!("CARGO_PKG_VERSION"), "[version]");
        let folder = fs::canonicalize(mixed.path()).unwrap();
        let shown = shown.replace(folder.to_str().unwrap(), "[root]");
        insta::assert_snapshot!(format!("mixed_{format}"), shown);
    }
}

#[test]
fn places_in_sarif() {
    let log = json(&text(&omslint(&root(), &["check", SITE, "-f", "sarif"])));
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let result = |code: &str, file: &str| {
        let results = run["results"].as_array().unwrap();
        let is_it = |r: &&Value| {
            let uri = r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap_or("");
            r["ruleId"] == code && uri.ends_with(file)
        };
        results.iter().find(is_it).unwrap_or_else(|| panic!("no {code} in {file}")).clone()
    };
    let region = |value: &Value, numbers: [u64; 4]| {
        let keys = ["startLine", "startColumn", "endLine", "endColumn"];
        assert_eq!(keys.map(|key| value[key].as_u64().unwrap()), numbers, "{value}");
    };
    // `source:` in the second line of the YAML file; the comment before it is line 1.
    let yaml = result("OMS101", "incr-sync/np_9s5c1x8w4b.yaml");
    region(&yaml["locations"][0]["physicalLocation"]["region"], [2, 1, 2, 7]);
    // `"source"` behind ten spaces in line 43 of the answer.
    let api = result("OMS102", "DescribeProjectComponents.json");
    region(&api["locations"][0]["physicalLocation"]["region"], [43, 11, 43, 19]);
    // A tab is one character: `"boosterClass"` stands in column 2.
    let file = "np_2c9p5t7v1e-incr_trans-1-0%3A0000000018/conf/source.json";
    let json = result("OMS101", file);
    region(&json["locations"][0]["physicalLocation"]["region"], [2, 2, 2, 16]);
    // The fix goes in behind the last value of the file's object, and takes nothing away.
    let replacement = &json["fixes"][0]["artifactChanges"][0]["replacements"][0];
    let deleted = &replacement["deletedRegion"];
    assert_eq!((&deleted["startLine"], &deleted["startColumn"]), (&deleted["endLine"], &deleted["endColumn"]));
    assert_eq!(deleted["byteLength"], 0);
    assert_eq!(replacement["insertedContent"]["text"], ",\n\t\"dbType\":\"DB2_LUW\"");
    let path = file.replace("%3A", ":");
    let path = format!("{SITE}/10.20.30.12/run/10.20.30.12-9000:connector_v2:{path}");
    let source = fs::read_to_string(root().join(path)).unwrap();
    let offset = usize::try_from(deleted["byteOffset"].as_u64().unwrap()).unwrap();
    assert!(source[..offset].ends_with('"') && source[offset..].starts_with("\n}"), "{:?}", &source[offset..]);
    let line = source[..offset].matches('\n').count() + 1;
    assert_eq!(deleted["startLine"], line);
    // Every rule that is named is described, and every index leads to it.
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    }
}

/// Wide characters count one, and so do those beyond the basic plane.
#[test]
fn columns_in_sarif_count_characters() {
    let directory = tempfile::tempdir().unwrap();
    let text_of = "{\"名\":\"密码😀\",\"source\":{\"type\":\"STORE_SOURCE\",\"clients\":[{\"subtopic\":\"MYSQL_np_1_2-1-0\"}]},\"sink\":{},\"coordinator\":{},\"condition\":{}}";
    fs::write(directory.path().join("一.json"), text_of).unwrap();
    let log = json(&text(&omslint(directory.path(), &["check", ".", "-f", "sarif", "--select", "OMS101"])));
    let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "%E4%B8%80.json");
    let before = text_of.find("\"source\"").unwrap();
    assert_eq!(place["region"]["byteOffset"], before);
    assert_eq!(place["region"]["startColumn"], text_of[..before].chars().count() + 1);
    assert_eq!(place["region"]["startColumn"], 12);
}

#[test]
fn fingerprints_are_unique_and_survive_a_re_export() {
    let prints = |directory: &Path, args: &[&str]| -> BTreeMap<String, String> {
        let gitlab = json(&text(&omslint(directory, &[&["check"], args, &["-f", "gitlab"]].concat())));
        let gitlab: Vec<String> =
            gitlab.as_array().unwrap().iter().map(|i| i["fingerprint"].as_str().unwrap().to_owned()).collect();
        assert_eq!(gitlab.iter().collect::<BTreeSet<_>>().len(), gitlab.len());
        let sarif = json(&text(&omslint(directory, &[&["check"], args, &["-f", "sarif"]].concat())));
        let results = sarif["runs"][0]["results"].as_array().unwrap().clone();
        let print = |r: &Value| r["partialFingerprints"]["omslintIdentity/v1"].as_str().unwrap().to_owned();
        assert_eq!(results.iter().map(print).collect::<Vec<_>>(), gitlab);
        results.iter().map(|r| (print(r), r["ruleId"].as_str().unwrap().to_owned())).collect()
    };
    let before = prints(&root(), &[SITE]);
    // The same export elsewhere, on another server, with a line more in every JSON file.
    let directory = tempfile::tempdir().unwrap();
    copy(&root().join(SITE), &directory.path().join("later/export"));
    assert_eq!(before, prints(directory.path(), &["."]));
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap().replace("10.20.30.12", "10.20.30.14");
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to.join(name));
        } else {
            let text = fs::read_to_string(entry.path()).unwrap().replacen('{', "{\n", 1);
            fs::write(to.join(name), text).unwrap();
        }
    }
}

#[test]
fn further_reports_of_one_run() {
    let directory = tempfile::tempdir().unwrap();
    let reports = FORMATS.map_args(directory.path());
    let reports: Vec<&str> = reports.iter().map(String::as_str).collect();
    for _ in 0..2 {
        // The second time every file is a report of ours, which may be replaced.
        let output = omslint(&root(), &[&["check", SITE, "-f", "json"], reports.as_slice()].concat());
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
        for format in FORMATS {
            let alone = text(&omslint(&root(), &["check", SITE, "-f", format, "--color", "never"]));
            let written = fs::read_to_string(directory.path().join(format!("report.{format}"))).unwrap();
            assert_eq!(alone, written, "{format}");
        }
    }
    let output = omslint(&root(), &[&["diff", SITE, "-q"], reports.as_slice()].concat());
    assert_eq!(output.status.code(), Some(1));
    let written = fs::read_to_string(directory.path().join("report.json")).unwrap();
    assert_eq!(json(&written)["summary"]["fixable"]["safe"], 3);
    let out = directory.path().join("fixed");
    let output =
        omslint(&root(), &[&["fix", SITE, "-q", "--out-dir", out.to_str().unwrap()], reports.as_slice()].concat());
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let written = fs::read_to_string(directory.path().join("report.json")).unwrap();
    assert_eq!(json(&written)["summary"]["fixable"]["safe"], 0);
}

trait MapArgs {
    fn map_args(&self, directory: &Path) -> Vec<String>;
}

impl MapArgs for &[&str] {
    fn map_args(&self, directory: &Path) -> Vec<String> {
        let path = |format: &str| directory.join(format!("report.{format}")).display().to_string();
        self.iter().flat_map(|format| ["--report".to_owned(), format!("{format}={}", path(format))]).collect()
    }
}

#[test]
fn reports_that_cannot_be_written_are_refused() {
    let directory = mixed();
    let notes = directory.path().join("notes.txt");
    fs::write(&notes, "precious").unwrap();
    for (report, says) in [
        ("sarf=x", "did you mean `sarif`?"),
        ("xml=x", "known are full, concise, json"),
        ("json", "FORMAT=PATH"),
        ("json=", "FORMAT=PATH"),
        ("json=-", "standard output is for --format"),
        ("json=.", "this is a directory"),
        ("json=gone/x.json", "its directory does not exist"),
        ("html=notes.txt", "is no html report of omslint"),
        ("json=np_7,k:50%|`x`<b>&.yaml", "is no json report of omslint"),
    ] {
        let output = omslint(directory.path(), &["check", ".", "--report", report]);
        assert_eq!(output.status.code(), Some(2), "{report}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            said.contains(says) || says == "FORMAT=PATH" && report == "json=" && said.contains("goes to a file"),
            "{report}: {said}"
        );
        assert!(output.stdout.is_empty());
    }
    let twice = omslint(directory.path(), &["check", ".", "--report", "json=a", "--report", "html=./a"]);
    assert_eq!(twice.status.code(), Some(2));
    assert_eq!(fs::read_to_string(notes).unwrap(), "precious");
}

#[test]
fn the_job_summary_of_github_is_added_to() {
    let directory = clean();
    let summary = directory.path().join("summary.md");
    fs::write(&summary, "before\n").unwrap();
    let run = |format: &str| {
        crate::scratch::omslint()
            .args(["check", "np_7k.yaml", "-f", format])
            .current_dir(directory.path())
            .env("GITHUB_STEP_SUMMARY", &summary)
            .output()
            .unwrap()
    };
    run("json");
    assert_eq!(fs::read_to_string(&summary).unwrap(), "before\n");
    assert_eq!(run("github").status.code(), Some(0));
    let text = fs::read_to_string(&summary).unwrap();
    assert!(text.starts_with("before\n# OMS upgrade check: Ready: the only task"), "{text}");
    fs::remove_file(&summary).unwrap();
    fs::create_dir(&summary).unwrap();
    assert_eq!(run("github").status.code(), Some(5));
}

/// What GitLab asks of a Code Quality report: its documentation says these are needed, and a fingerprint stands once.
#[test]
fn code_quality_is_as_gitlab_reads_it() {
    let text_of_schema = r#"{
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}(:[0-9]+)?$"},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "minLength": 1, "not": {"pattern": "^\\./"}},
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "properties": {"begin": {"type": "integer", "minimum": 1}, "end": {"type": "integer", "minimum": 1}}
                        }
                    }
                },
                "content": {"type": "object", "required": ["body"]}
            }
        }
    }"#;
    let schema = jsonschema::draft202012::new(&json(text_of_schema)).unwrap();
    let (mixed, clean) = (mixed(), clean());
    for directory in [root().join(SITE).as_path(), mixed.path(), clean.path()] {
        let report = json(&text(&omslint(directory, &["check", ".", "-f", "gitlab"])));
        let errors: Vec<String> =
            schema.iter_errors(&report).map(|error| format!("{error} at {}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

#[test]
fn at_most_ten_annotations_worst_first() {
    let directory = tempfile::tempdir().unwrap();
    for n in 0..14 {
        let ddl = if n == 13 { "false" } else { "true" };
        let text = format!(
            "source:\n  type: STORE_SOURCE\n  ignoreDdl: {ddl}\n  checkpoint: {{MYSQL_np_{n}a_8k-1-0: \"1772000000\"}}\n  clients:\n  - clientId: MYSQL_np_{n}a_8k-1-0\n    subtopic: MYSQL_np_{n}a_8k-1-0\nsink: {{}}\ncoordinator: {{}}\ncondition: {{}}\n"
        );
        fs::write(directory.path().join(format!("np_{n}a.yaml")), text).unwrap();
    }
    let shown = text(&omslint(directory.path(), &["check", ".", "-f", "github", "--ignore", "OMS110"]));
    assert_eq!(shown.lines().filter(|line| line.starts_with("::")).count(), 10);
    assert!(shown.starts_with("::error file=np_13a.yaml,"), "{shown}");
    assert!(
        shown.contains("\nomslint: Not ready: 14 of 14 tasks (14 FIX); 1 error, 13 warnings, 0 infos in 14 components of 14 tasks; 4 of them without"),
        "{shown}"
    );
}

/// One page for each rule, made from what `omslint explain` shows. `UPDATE=1` writes them anew.
#[test]
fn pages_of_the_rules() {
    let folder = root().join("docs/rules");
    let pages: BTreeMap<String, String> = omslint::lint::rules::ALL
        .iter()
        .map(|rule| (format!("{}.md", rule.meta().name), omslint::report::render::page::rule(rule.meta())))
        .collect();
    if std::env::var_os("UPDATE").is_some() {
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        fs::create_dir_all(&folder).unwrap();
        for (name, page) in &pages {
            fs::write(folder.join(name), page).unwrap();
        }
    }
    let names: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    for name in names {
        assert!(pages.contains_key(&name), "docs/rules/{name} belongs to no rule; run the tests with UPDATE=1");
    }
    for (name, page) in &pages {
        let there = fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert_eq!(&there, page, "docs/rules/{name} is not what its rule says; run the tests with UPDATE=1");
    }
}

#[test]
fn completions_and_manual_page() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = crate::scratch::omslint().args(["completions", shell]).output().unwrap();
        assert!(output.status.success() && text(&output).contains("report"), "{shell}");
    }
    let output = crate::scratch::omslint().arg("man").output().unwrap();
    let page = text(&output);
    for words in [".TH omslint", "OMSLINT CHECK", "OMSLINT FIX", "\\-\\-report", "Exit codes"] {
        assert!(page.contains(words), "{words}");
    }
    assert!(
        text(&crate::scratch::omslint().args(["rules", "-f", "markdown"]).output().unwrap())
            .contains("| OMS101 | [missing-db-type](rules/missing-db-type.md) |")
    );
}
