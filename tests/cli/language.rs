//! The language of a run: who says it, and what never follows it.

use std::process::Command;

use crate::scratch::{IncrSync, NOW, Ran, Scratch, omslint};

const LOCALE: (&str, &str) = ("LANG", "zh_CN.UTF-8");

fn site() -> Scratch {
    let scratch = Scratch::new();
    scratch.incr_sync(&IncrSync { source_type: Some("MYSQL"), ..IncrSync::new("np_a1") });
    scratch.incr_sync(&IncrSync::new("np_b2"));
    scratch.file("export/10.20.30.11/run/broken.json", "{\"boosterClass\": [");
    scratch
}

fn run(scratch: &Scratch, variables: &[(&str, &str)], args: &[&str]) -> Ran {
    let mut command: Command = omslint();
    command.current_dir(scratch.path()).env("OMSLINT_NOW", NOW.to_string()).env("HOME", scratch.path().join(".home"));
    let output = command.envs(variables.iter().copied()).args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn what_programs_read_is_english_whoever_asks() {
    let scratch = site();
    for command in ["check", "diff"] {
        for format in ["json", "sarif"] {
            let args = [command, "-f", format, "export"];
            let english = run(&scratch, &[], &args);
            assert!(!is_chinese(&english.stdout), "{english:?}");
            let by_locale = run(&scratch, &[LOCALE], &args);
            assert_eq!(by_locale.stdout, english.stdout);
            let by_variable = run(&scratch, &[("OMSLINT_LANG", "zh")], &args);
            assert_eq!(by_variable.stdout, english.stdout);
            let by_flag = run(&scratch, &[], &[&args[..], &["--lang", "zh"]].concat());
            // What to type next names the flag, which was given.
            assert_eq!(by_flag.stdout.replace(" --lang zh", ""), english.stdout);
            assert_eq!(by_flag.code, english.code);
        }
    }
}

#[test]
fn a_second_report_is_in_its_own_language() {
    let scratch = site();
    let english = run(&scratch, &[], &["check", "-f", "json", "export"]).stdout;
    for (variables, lang) in [(&[LOCALE][..], &[][..]), (&[], &["--lang", "zh"])] {
        let args = [&["check", "export", "--report", "json=x.json", "--report", "html=x.html"][..], lang].concat();
        let ran = run(&scratch, variables, &args);
        assert!(is_chinese(&ran.stdout), "{ran:?}");
        let json = std::fs::read_to_string(scratch.path().join("x.json")).unwrap();
        assert_eq!(json.replace(" --lang zh", ""), english);
    }
    // The other way round, and of what remains behind a fix.
    let ran = run(&scratch, &[LOCALE], &["check", "-f", "json", "export", "--report", "full=x.txt"]);
    assert_eq!(ran.stdout, english);
    assert!(is_chinese(&std::fs::read_to_string(scratch.path().join("x.txt")).unwrap()));
    let fix = |variables: &[(&str, &str)], out: &str| {
        run(&scratch, variables, &["fix", "--out-dir", out, "export", "--unsafe-fixes", "--report", "json=y.json"]);
        std::fs::read_to_string(scratch.path().join("y.json")).unwrap()
    };
    assert_eq!(fix(&[LOCALE], "one"), fix(&[], "two"));
}

#[test]
fn a_plan_in_chinese_holds_the_english_report() {
    let scratch = site();
    let report = |variables: &[(&str, &str)], folder: &str| {
        run(&scratch, variables, &["plan", "-o", folder, "export"]);
        std::fs::read_to_string(scratch.path().join(folder).join("report.json")).unwrap()
    };
    assert_eq!(report(&[LOCALE], "one"), report(&[], "two"));
}

#[test]
fn what_a_program_shows_to_others_follows_the_flag_alone() {
    let scratch = site();
    scratch.file("omslint.toml", "lang = \"zh\"\n");
    for format in ["gitlab", "junit", "github"] {
        let args = ["check", "-f", format, "export"];
        let locale = run(&scratch, &[LOCALE, ("OMSLINT_LANG", "zh")], &args);
        assert!(!is_chinese(&locale.stdout), "{locale:?}");
        let flag = run(&scratch, &[], &[&args[..], &["--lang=zh"]].concat());
        assert!(is_chinese(&flag.stdout), "{flag:?}");
    }
}

#[test]
fn flag_variable_project_locale() {
    let scratch = site();
    let speaks = |variables: &[(&str, &str)], args: &[&str]| {
        let ran = run(&scratch, variables, &[&["check", "export"], args].concat());
        is_chinese(&ran.stdout)
    };
    assert!(!speaks(&[], &[]) && speaks(&[LOCALE], &[]));
    assert!(!speaks(&[LOCALE, ("OMSLINT_LANG", "en")], &[]));
    assert!(speaks(&[("OMSLINT_LANG", "en")], &["--lang", "zh"]));
    scratch.file("omslint.toml", "lang = \"zh\"\n");
    assert!(speaks(&[], &[]) && !speaks(&[], &["--no-config"]));
    assert!(!speaks(&[("OMSLINT_LANG", "en")], &[]) && !speaks(&[], &["--lang", "en"]));
    // Also before the command, and for what takes no configuration.
    assert!(!is_chinese(&run(&scratch, &[], &["--lang", "en", "check", "export"]).stdout));
    assert!(is_chinese(&run(&scratch, &[], &["check", "--help"]).stdout));
    scratch.file("omslint.toml", "lang = \"en\"\n");
    assert!(!speaks(&[LOCALE], &[]));
    scratch.file("omslint.toml", "lang = \"fr\"\n");
    run(&scratch, &[], &["check", "export"]).refuses(&["omslint.toml:1", "`lang`", "en", "zh"]);
    let wrong = run(&scratch, &[("OMSLINT_LANG", "fr")], &["rules"]);
    wrong.refuses(&["OMSLINT_LANG", "`fr`", "en (English)", "zh (Chinese)"]);
    run(&scratch, &[], &["rules", "--lang", "fr"]).refuses(&["'fr'", "--lang", "en, zh"]);
}

#[test]
fn mistakes_are_told_in_chinese_made_anew() {
    let scratch = site();
    let said = |args: &[&str]| {
        let ran = run(&scratch, &[LOCALE], args);
        assert_eq!(ran.code, 2, "{ran:?}");
        let english = ["error:", "tip:", "Usage:", "argument", "value", "OPTIONS", "For more"];
        assert!(english.iter().all(|word| !ran.stderr.contains(word)), "{}", ran.stderr);
        ran.stderr
    };
    assert!(said(&["check", "--formt", "json"]).contains("--format"));
    assert!(said(&["check", "--patch", "x"]).contains("fix --patch"));
    assert!(said(&["check", "--fix"]).contains("omslint fix"));
    assert!(said(&["chek"]).contains("“check”"));
    assert!(said(&["check", "-f", "jsn"]).contains("sarif"));
    assert!(said(&["check", "-f"]).contains("--format"));
    assert!(said(&["check", "-q", "-v"]).contains("--verbose"));
    assert!(said(&["check", "--jobs", "x"]).contains("“x”"));
    assert!(said(&["check", "--downtime", "5"]).contains("1h30m"));
    assert!(said(&["plan"]).contains("--output"));
    assert!(said(&["verify", "a"]).contains("OLD"));
    assert!(said(&["check", "-0"]).contains("--files-from"));
    assert!(said(&["explain"]).contains("omslint explain"));
}

#[test]
fn help_is_chinese_at_any_width() {
    let scratch = Scratch::new();
    for width in ["60", "80", "120"] {
        for args in [&["--help"][..], &["-h"], &["check", "--help"], &["check", "-h"], &["help", "fix"], &["man"]] {
            let variables = [LOCALE, ("COLUMNS", width)];
            let ran = run(&scratch, &variables, args);
            assert_eq!(ran.code, 0, "{ran:?}");
            for english in ["Usage", "Options:", "[OPTIONS]", "[default", "Possible", "Print help", "possible values"] {
                assert!(!ran.stdout.contains(english), "{english} in {}", ran.stdout);
            }
            assert!(is_chinese(&ran.stdout));
        }
    }
    let page = run(&scratch, &[LOCALE], &["man"]).stdout;
    assert!(page.contains(".SH 名称") && page.contains(".SS 用法") && !page.contains(".SH EXTRA"), "{page}");
    let ran = run(&scratch, &[LOCALE], &["completions", "fish"]);
    assert!(is_chinese(&ran.stdout));
}

#[test]
fn what_goes_wrong_is_told_to_people_whatever_a_program_reads() {
    let scratch = site();
    for wrong in [
        &["--task", "np_none"][..],
        &["--select", "OMS999"],
        &["--db-type", "NONE"],
        &["--checkpoint", "soon"],
        &["--exclude", "["],
        &["--values", "none.toml"],
    ] {
        let ran = run(&scratch, &[LOCALE], &[&["check", "-f", "json", "export"][..], wrong].concat());
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{wrong:?}");
        assert!(is_chinese(&ran.stderr) && ran.stderr.starts_with("错误："), "{ran:?}");
    }
    let ran = run(&scratch, &[LOCALE], &["check", "-f", "json", "export", "--report", "html=none/x.html"]);
    assert!(is_chinese(&ran.stderr) && !is_chinese(&ran.stdout), "{ran:?}");
}

#[test]
fn a_manifest_is_english_whoever_fixes() {
    let manifest = |variables: &[(&str, &str)], arguments: &[&str], place: &str| {
        let scratch = site();
        let ran = run(&scratch, variables, arguments);
        assert!([0, 1, 3].contains(&ran.code), "{ran:?}");
        let text = std::fs::read_to_string(scratch.path().join(place)).unwrap();
        let mut manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
        let files = manifest["files"].take();
        assert!(!files.as_array().unwrap().is_empty());
        let edits = files.as_array().unwrap().iter().map(|file| file["edits"].clone());
        edits.collect::<Vec<_>>()
    };
    let fix = ["fix", "--unsafe-fixes", "--out-dir", "fixed", "export"];
    assert_eq!(manifest(&[LOCALE], &fix, "fixed/manifest.json"), manifest(&[], &fix, "fixed/manifest.json"));
    let plan = ["plan", "--unsafe-fixes", "-o", "folder", "export"];
    assert_eq!(manifest(&[LOCALE], &plan, "folder/manifest.json"), manifest(&[], &plan, "folder/manifest.json"));
}

#[test]
fn words_of_libraries_are_chinese_or_quoted_as_theirs() {
    let scratch = Scratch::new();
    let check = |name: &str, text: &str| {
        scratch.file(name, text);
        let ran = run(&scratch, &[LOCALE], &["check", name]);
        std::fs::remove_file(scratch.path().join(name)).unwrap();
        format!("{}{}", ran.stdout, ran.stderr)
    };
    let yaml = "source:\n  type: STORE_SOURCE\n  checkpoint: {\n";
    assert!(check("source.yaml", yaml).contains("`{` 没有闭合"));
    assert!(check("source.yaml", "source:\n  type: STORE_SOURCE\n\tcheckpoint: 1\n").contains("制表符"));
    let settings = |text: &str| {
        scratch.file("omslint.toml", text);
        run(&scratch, &[LOCALE], &["check", "."]).stderr
    };
    for (text, said) in [
        ("from = \n", "字符串必须加引号"),
        ("from = \"3.2.2\nto = 1", "没有闭合"),
        ("from = \"3.2.2\"\nfrom = \"3.2.1\"\n", "键重复"),
        ("exclude = [\"a\", \"b\"\n", "没有闭合"),
        ("from = 4.3.2\n", "from = \"4.3.2\""),
        ("exclude = [\"[z-a]\"]\n", "范围无效"),
        ("exclude = [\"{a\"]\n", "`{` 没有闭合"),
    ] {
        let told = settings(text);
        assert!(told.contains(said), "{text}: {told}");
        assert!(!told.contains("expected") && !told.contains("missing"), "{text}: {told}");
    }
    std::fs::remove_file(scratch.path().join("omslint.toml")).unwrap();
    scratch.file("b.json", "{\"schema\": \"omslint/baseline/v1\", \"findings\": [}");
    assert!(run(&scratch, &[LOCALE], &["check", "--baseline", "b.json", "."]).stderr.contains("此处应为值（第 1 行"));
    scratch.file("b.json", "{\"schema\": \"omslint/baseline/v1\"}");
    let told = run(&scratch, &[LOCALE], &["check", "--baseline", "b.json", "."]).stderr;
    assert!(told.contains("内容不符合格式（原文：“missing field `findings`”）"), "{told}");
    std::fs::create_dir(scratch.path().join("folder")).unwrap();
    let told = run(&scratch, &[LOCALE], &["check", "--files-from", "folder"]).stderr;
    assert!(told.contains("这是目录（os error 21）"), "{told}");
}
