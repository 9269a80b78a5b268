//! A person who reads Chinese is spoken to in Chinese: whatever people read is looked through for English prose, and what
//! machines read is the same in both languages.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use regex::Regex;

use crate::site::copy;

const SITE: &str = "fixtures/exports/site";

/// What one says in any language: commands with their arguments, names of products, and comments in the files of the example.
const STAY: &[&str] = &[
    r"MIT or Apache",
    r"OceanBase Migration Service",
    r"Cluster Manager",
    r"Light-Connector",
    r"Enterprise Edition",
    r"Community Edition",
    r"omslint [a-z]+( [a-z-]+)*",
    r"docker [a-z]+( [A-Za-z-]+)*",
    r"chmod [a-z+]+",
    r"git apply( [a-z-]+)*",
    r"# entered by hand",
    r"Incr-Sync of \S+ saved from the console before the upgrade",
];

fn omslint(directory: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_omslint"))
        .args(arguments)
        .current_dir(directory)
        .envs([("LANG", "zh_CN.UTF-8"), ("OMSLINT_NOW", "2026-03-10T00:00:00Z"), ("NO_COLOR", "1"), ("COLUMNS", "100")])
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env_remove("OMSLINT_LANG")
        .env_remove("GITHUB_STEP_SUMMARY")
        .output()
        .unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Three English words in a row, with what is no prose taken out: code, paths, options, markup, texts of files.
fn english(text: &str) -> BTreeSet<String> {
    let mut noise = vec![
        r"(?s)<style.*?</style>",
        r"(?s)<script.*?</script>",
        r"<[^>]*>",
        r"`[^`\n]*`",
        r"“[^”\n]*”",
        r"https?:\S+",
        r"(?m)^\s*\d+ [│|].*$",
        r"(?m)^[-+ @].*\t.*$",
        r"\S*[/_=:&{}\[\]\d]\S*",
        r"--?[a-z][a-z-]*",
    ];
    noise.extend(STAY);
    let mut plain = text.to_owned();
    for pattern in noise {
        plain = Regex::new(pattern).unwrap().replace_all(&plain, "\u{1}").into_owned();
    }
    let prose = Regex::new(r"[A-Za-z][a-z]+,? [a-z]{2,},? [a-z]{2,}").unwrap();
    plain.lines().filter(|line| prose.is_match(line)).map(|line| line.trim().replace('\u{1}', "·")).collect()
}

#[test]
fn what_people_read_holds_no_english_prose() {
    let commands: &[&[&str]] = &[
        &["--help"],
        &["check", SITE],
        &["check", "-v", SITE],
        &["check", "-q", SITE],
        &["check", "--statistics", SITE],
        &["check", "-f", "concise", SITE],
        &["check", "-f", "markdown", SITE],
        &["check", "-f", "html", SITE],
        &["check", "--show-settings", SITE],
        &["check", "nothing-here"],
        &["check", "--from", "5", SITE],
        &["check", "--frob", SITE],
        &["check", "--select", "OMS999", SITE],
        &["chek"],
        &["plan"],
        &["diff", SITE],
        &["values", SITE],
        &["files", SITE],
        &["files", "fixtures"],
        &["verify", SITE, SITE],
        &["rules"],
        &["explain", "--all"],
        &["explain", "nothing"],
        &["schema", "nothing"],
        &["man"],
        &["check", "fixtures/rules"],
    ];
    let mut left = BTreeSet::new();
    let mut look = |what: &str, text: &[u8]| {
        left.extend(english(&String::from_utf8_lossy(text)).into_iter().map(|line| format!("{what}: {line}")));
    };
    for arguments in commands {
        let said = omslint(root(), arguments);
        look(&arguments.join(" "), &said.stdout);
        look(&arguments.join(" "), &said.stderr);
    }
    for command in
        ["check", "diff", "fix", "revert", "plan", "verify", "values", "files", "anonymise", "explain", "rules"]
    {
        look(&format!("{command} --help"), &omslint(root(), &[command, "--help"]).stdout);
    }
    assert!(left.is_empty(), "{} lines:\n{}", left.len(), left.iter().cloned().collect::<Vec<_>>().join("\n"));
}

#[test]
fn what_an_upgrade_folder_says_is_chinese() {
    let site = tempfile::tempdir().unwrap();
    copy(&root().join(SITE), site.path());
    let said = omslint(site.path(), &["plan", "-o", "upgrade", "--from", "3.2.2", "--to", "4.3.2", "."]);
    assert_eq!(said.status.code(), Some(1));
    let mut left = BTreeSet::new();
    for name in ["runbook.md", "runbook.html", "report.md", "report.html", "values.toml"] {
        let text = std::fs::read_to_string(site.path().join("upgrade").join(name)).unwrap();
        left.extend(english(&text).into_iter().map(|line| format!("{name}: {line}")));
    }
    let said = omslint(site.path(), &["fix", "--backup", "none", "."]);
    left.extend(english(&String::from_utf8_lossy(&said.stderr)));
    left.extend(english(&String::from_utf8_lossy(&said.stdout)));
    assert!(left.is_empty(), "{} lines:\n{}", left.len(), left.iter().cloned().collect::<Vec<_>>().join("\n"));
}

#[test]
fn what_machines_read_is_the_same_in_both_languages() {
    for format in ["json", "sarif", "gitlab", "junit", "github"] {
        let chinese = omslint(root(), &["check", "-f", format, SITE]);
        let english = omslint(root(), &["check", "--lang", "en", "-f", format, SITE]);
        assert_eq!(
            String::from_utf8_lossy(&chinese.stdout),
            String::from_utf8_lossy(&english.stdout),
            "{format} follows the locale"
        );
        assert_eq!(chinese.status, english.status);
    }
    for format in ["json", "sarif"] {
        let asked = omslint(root(), &["check", "--lang", "zh", "-f", format, SITE]);
        let english = omslint(root(), &["check", "--lang", "en", "-f", format, SITE]);
        assert_eq!(asked.stdout, english.stdout, "{format} is English always");
    }
    let directory = tempfile::tempdir().unwrap();
    let beside = directory.path().join("beside.json");
    let report = format!("json={}", beside.display());
    let said = omslint(root(), &["check", "--lang", "zh", "--report", &report, SITE]);
    assert!(String::from_utf8_lossy(&said.stdout).contains("个项目"));
    let alone = omslint(root(), &["check", "-f", "json", SITE]);
    assert_eq!(String::from_utf8_lossy(&alone.stdout), std::fs::read_to_string(beside).unwrap());
}
