//! `contrib/collect.sh` on a mock of an OMS host: what it takes, what it leaves, and that `omslint check` reads the
//! result as it is.
#![cfg(unix)]

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::site::{JDBC, Said, Site, has, said, source};

fn script() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("contrib/collect.sh")
}

fn collect(site: &Site, shell: &str, arguments: &[&str]) -> Said {
    collect_with(site, shell, arguments, &[("OMSLINT_LANG", "en")])
}

/// As [`collect`], with these variables and none of those that say a language.
fn collect_with(site: &Site, shell: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Said {
    let mut command = Command::new(shell);
    command.arg(script()).args(arguments).current_dir(site.path());
    for name in ["OMSLINT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    said(&command.envs(variables.iter().copied()).output().unwrap())
}

const IDS: [&str; 3] = [
    "10.20.30.11-9000:connector_v2:np_a1-incr_trans-1-0:0000000005",
    "10.20.30.11-9000:connector_v2:np_b2 with space-incr_trans-1-0:0000000006",
    "10.20.30.11-9000:connector_v2:np_c3密码-incr_trans-1-0:0000000007",
];

/// A host as OMS leaves it: configurations, and beside them logs, data and links.
fn host() -> Site {
    let site = Site::new();
    for id in IDS {
        let folder = format!("home/ds/run/{id}");
        site.component(&folder, &source("MYSQL_np_a1_x-1-0", ""), JDBC, "\t\"sourceType\":\"MYSQL\"");
        site.write(&format!("{folder}/oms.connector.checkpoint"), "{\"status\":\"running\"}");
        site.write(&format!("{folder}/logs/connector.log"), "SECRET-LOG");
        site.write(&format!("{folder}/data/rows.json"), "{\"row\":\"SECRET-DATA\"}");
        site.write(&format!("{folder}/conf/deeper/rows.json"), "{\"row\":\"SECRET-DATA\"}");
        site.write(&format!("{folder}/lib/conf.json"), "{}");
    }
    site.write("home/ds/store/store7100/conf/crawler.conf", "[global]\nrunning.mode=strict\n[store]\n[unit]\n");
    site.write("home/ds/store/store7100/data/0001.db", "SECRET-DATA");
    site.write("home/ds/store/store7100/log/store.log", "SECRET-LOG");
    site.write("elsewhere/secret.json", "{\"key\":\"SECRET-LINK\"}");
    symlink(site.at("elsewhere/secret.json"), site.at(&format!("home/ds/run/{}/conf/link.json", IDS[0]))).unwrap();
    site
}

const ROOTS: [&str; 6] = ["-s", "10.20.30.11", "-r", "home/ds/run", "-t", "home/ds/store"];

#[test]
fn it_takes_the_configurations_and_nothing_else() {
    for shell in ["sh", "bash", "dash"].into_iter().filter(|shell| has(shell)) {
        let site = host();
        let ran = collect(&site, shell, &ROOTS);
        assert_eq!(ran.code, 0, "{shell}: {}", ran.err);
        assert!(ran.out.contains("16 files of 10.20.30.11"), "{}", ran.out);
        let archive = site.at("oms-10.20.30.11.tar.gz");
        assert_eq!(std::fs::metadata(&archive).unwrap().permissions().mode() & 0o777, 0o600);
        let listed = Command::new("tar").args(["-tzf"]).arg(&archive).env("LC_ALL", "C.UTF-8").output().unwrap();
        let listed = said(&listed).out;
        for unwanted in ["log", "data/", "deeper", "link", "lib"] {
            assert!(!listed.contains(unwanted), "{unwanted} in\n{listed}");
        }
        // The sixteen, and the record of when and where they were taken.
        assert_eq!(listed.lines().filter(|line| !line.ends_with('/')).count(), 17, "{listed}");
        assert!(listed.contains("./10.20.30.11/omslint-collect.json"), "{listed}");
        let bytes = Command::new("gzip").args(["-dc"]).arg(&archive).output().unwrap().stdout;
        assert!(!String::from_utf8_lossy(&bytes).contains("SECRET-"));
    }
}

#[test]
fn the_file_is_read_as_it_is() {
    let site = host();
    assert_eq!(collect(&site, "sh", &ROOTS).code, 0);
    let checked = site.json(&["check", "oms-10.20.30.11.tar.gz", "-f", "json"]);
    assert_eq!(checked["run"]["components"]["incrSync"], 3, "{:#}", checked["run"]);
    assert_eq!(checked["run"]["components"]["store"], 1);
    assert_eq!(checked["run"]["files"]["failed"], 0);
    assert_eq!(checked["run"]["files"]["unrecognised"], 0, "{:#}", checked["run"]);
    let listed = site.json(&["files", "oms-10.20.30.11.tar.gz", "-f", "json"]);
    let of_record = |line: &&serde_json::Value| line["path"].as_str().unwrap().ends_with("/omslint-collect.json");
    assert_eq!(listed.as_array().unwrap().iter().find(of_record).unwrap()["role"], "evidence");
    let found = checked["findings"].as_array().unwrap();
    let servers: Vec<_> = found.iter().filter(|f| f["code"] == "OMS101").map(|f| f["server"].clone()).collect();
    assert_eq!(servers, ["10.20.30.11", "10.20.30.11", "10.20.30.11"]);
    assert!(found.iter().any(|f| f["component"].as_str().is_some_and(|id| id.contains("np_c3密码"))), "{found:#?}");
}

/// What the record says, of a host with these command lines.
fn record(site: &Site, shell: &str) -> serde_json::Value {
    let ran = collect(site, shell, &[&ROOTS[..], &["-p", "proc", "-o", "x.tar.gz"]].concat());
    assert_eq!(ran.code, 0, "{shell}: {}", ran.err);
    let unpacked = Command::new("tar").args(["-xzpf", "x.tar.gz"]).current_dir(site.path()).output().unwrap();
    assert!(unpacked.status.success());
    std::fs::remove_file(site.at("x.tar.gz")).unwrap();
    let text = std::fs::read_to_string(site.at("10.20.30.11/omslint-collect.json")).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{shell}: {error} in {text}"))
}

#[test]
fn it_records_what_runs_and_nothing_else_of_a_command_line() {
    for shell in ["sh", "bash", "dash"].into_iter().filter(|shell| has(shell)) {
        let site = host();
        site.write("proc/1/cmdline", "/sbin/init\0");
        site.write("proc/20/cmdline", &format!("java\0-Dpassword=SECRET\0-c\0conf\0-t\0{}\0start\0", IDS[2]));
        let checker = "10.20.30.11-9000:90216:0000000002";
        site.write("proc/21/cmdline", &format!("java\0-t\0{checker}\0-c\0/home/ds/run/x/conf/checker.conf\0start\0"));
        site.write("proc/22/cmdline", "vi\0-t\0notes\0start\0");
        site.write("proc/23/cmdline", "");
        let said = record(&site, shell);
        assert_eq!(said["running"], serde_json::json!([checker, IDS[2]]), "{shell}: {said:#}");
        assert_eq!((&said["complete"], &said["server"]), (&true.into(), &"10.20.30.11".into()), "{said:#}");
        assert!(said["time"].as_str().is_some_and(|time| time.len() == 20 && time.ends_with('Z')), "{said:#}");
        assert!(said["zone"].as_str().is_some_and(|zone| zone.len() == 5), "{said:#}");
        assert!(!said.to_string().contains("SECRET"), "{said:#}");
    }
}

#[test]
fn what_runs_is_live_whatever_the_sequences_say() {
    let site = host();
    let later = IDS[0].replace("0000000005", "0000000008");
    let folder = format!("home/ds/run/{later}");
    site.component(&folder, &source("MYSQL_np_a1_x-1-0", ""), JDBC, "\t\"sourceType\":\"MYSQL\"");
    let live = |site: &Site| {
        let ran = collect(site, "sh", &[&ROOTS[..], &["-p", "proc", "-o", "x.tar.gz"]].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        let listed = site.json(&["files", "x.tar.gz", "-f", "json"]);
        std::fs::remove_file(site.at("x.tar.gz")).unwrap();
        let of = |id: &str| {
            let mut all = listed.as_array().unwrap().iter().flat_map(|line| line["components"].as_array().unwrap());
            all.find(|component| component["component"] == id).unwrap()["live"].as_bool().unwrap()
        };
        (of(IDS[0]), of(&later))
    };
    site.write("proc/1/cmdline", "/sbin/init\0");
    assert_eq!(live(&site), (false, true), "a suspended task: the highest sequence");
    site.write("proc/20/cmdline", &format!("java\0-c\0conf\0-t\0{}\0start\0", IDS[0]));
    assert_eq!(live(&site), (true, false));
    site.write("proc/21/cmdline", &format!("java\0-c\0conf\0-t\0{later}\0start\0"));
    assert_eq!(live(&site), (true, true));
}

#[test]
fn where_processes_are_hidden_it_says_so() {
    let site = host();
    site.write("proc/20/cmdline", &format!("java\0-c\0conf\0-t\0{}\0start\0", IDS[0]));
    let said = record(&site, "sh");
    assert_eq!((&said["complete"], &said["running"]), (&false.into(), &serde_json::json!([IDS[0]])), "{said:#}");
    assert!(said["why"].as_str().is_some_and(|why| why.contains("hidden")), "{said:#}");
    // That none is seen is no proof that none runs.
    let site = host();
    site.write("proc/1/cmdline", "/sbin/init\0");
    let said = record(&site, "sh");
    assert_eq!((&said["complete"], &said["running"]), (&false.into(), &serde_json::json!([])), "{said:#}");
}

#[test]
fn times_of_files_are_kept_and_their_modes_are_not() {
    let site = host();
    let file = format!("run/{}/conf/source.json", IDS[0]);
    let original = std::fs::File::options().append(true).open(site.at(&format!("home/ds/{file}"))).unwrap();
    let then = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_690_872_244);
    original.set_modified(then).unwrap();
    original.set_permissions(std::fs::Permissions::from_mode(0o644)).unwrap();
    record(&site, "sh");
    let copy = std::fs::metadata(site.at(&format!("10.20.30.11/{file}"))).unwrap();
    assert_eq!(copy.modified().unwrap(), then);
    assert_eq!(copy.permissions().mode() & 0o777, 0o600);
}

#[test]
fn it_lists_refuses_and_never_overwrites() {
    let site = host();
    let listed = collect(&site, "sh", &[&ROOTS[..], &["-n"]].concat());
    assert_eq!((listed.code, listed.out.lines().count()), (0, 16), "{}", listed.err);
    assert!(!site.at("oms-10.20.30.11.tar.gz").exists());
    assert_eq!(collect(&site, "sh", &ROOTS).code, 0);
    let again = collect(&site, "sh", &ROOTS);
    assert!(again.code == 1 && again.err.contains("there already"), "{}", again.err);
    let named = collect(&site, "sh", &[&ROOTS[..], &["-o", "a name with spaces.tar.gz"]].concat());
    assert_eq!(named.code, 0, "{}", named.err);
    assert!(site.at("a name with spaces.tar.gz").exists());
    let nowhere = collect(&site, "sh", &["-r", "no/run", "-t", "no/store"]);
    assert!(nowhere.code == 1 && nowhere.err.contains("Binds"), "{}", nowhere.err);
    assert_eq!(collect(&site, "sh", &["-x"]).code, 2);
    assert_eq!(collect(&site, "sh", &["-s", "../x"]).code, 2);
    std::fs::create_dir_all(site.at("bare/run")).unwrap();
    assert_eq!(collect(&site, "sh", &["-r", "bare/run", "-t", "bare/store"]).code, 1);
}

#[test]
fn it_speaks_the_language_that_omslint_speaks() {
    let site = host();
    for shell in ["sh", "bash", "dash"].into_iter().filter(|shell| has(shell)) {
        let is_chinese = |variables: &[(&str, &str)]| {
            let said = collect_with(&site, shell, &["-r", "no/run", "-t", "no/store"], variables);
            assert!(
                said.code == 1 && said.err.contains("Binds") && said.err.contains("no/run"),
                "{shell}: {}",
                said.err
            );
            said.err.contains("请从容器的")
        };
        assert!(!is_chinese(&[]));
        assert!(is_chinese(&[("OMSLINT_LANG", "zh")]));
        assert!(!is_chinese(&[("OMSLINT_LANG", "en"), ("LANG", "zh_CN.UTF-8")]));
        assert!(is_chinese(&[("OMSLINT_LANG", "what"), ("LC_ALL", ""), ("LANG", "zh_CN.UTF-8")]));
        assert!(!is_chinese(&[("LC_ALL", "C.UTF-8"), ("LANG", "zh_CN.UTF-8")]));
        assert!(is_chinese(&[("LC_MESSAGES", "zh-CN"), ("LANG", "en_US.UTF-8")]));
        assert!(!is_chinese(&[("LANG", "zh_CN.GB18030")]));
        assert!(!is_chinese(&[("LANG", "zha_CN.UTF-8")]));
        let chinese = [("OMSLINT_LANG", "zh")];
        let help = collect_with(&site, shell, &["-h"], &chinese).out;
        assert!(help.starts_with("收集") && help.contains("-r DIR") && !help.contains("Collects"), "{shell}: {help}");
        assert!(collect(&site, shell, &["-h"]).out.starts_with("Collects"));
        let ran = collect_with(&site, shell, &[&ROOTS[..], &["-o", &format!("{shell}.tar.gz")]].concat(), &chinese);
        assert!(ran.code == 0 && ran.out.contains("已将 10.20.30.11 的 16 个文件写入"), "{}{}", ran.out, ran.err);
    }
}

#[test]
fn what_a_record_says_is_said_in_the_language_of_the_run() {
    let site = host();
    site.write("proc/1/cmdline", "/sbin/init\0");
    record(&site, "sh");
    let said = site.run(&["check", "10.20.30.11", "--lang", "zh"]);
    let words: String = said.out.split_whitespace().collect();
    assert!(words.contains("没有看到任何组件的进程"), "{}{}", said.out, said.err);
}

#[test]
fn shellcheck_has_nothing_to_say() {
    if !has("shellcheck") {
        return;
    }
    let output = Command::new("shellcheck").arg(script()).output().unwrap();
    assert!(output.status.success(), "{}", said(&output).out);
}
