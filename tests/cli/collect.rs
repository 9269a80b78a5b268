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
    let output = Command::new(shell).arg(script()).args(arguments).current_dir(site.path()).output().unwrap();
    said(&output)
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
        assert_eq!(listed.lines().filter(|line| !line.ends_with('/')).count(), 16, "{listed}");
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
    let found = checked["findings"].as_array().unwrap();
    let servers: Vec<_> = found.iter().filter(|f| f["code"] == "OMS101").map(|f| f["server"].clone()).collect();
    assert_eq!(servers, ["10.20.30.11", "10.20.30.11", "10.20.30.11"]);
    assert!(found.iter().any(|f| f["component"].as_str().is_some_and(|id| id.contains("np_c3密码"))), "{found:#?}");
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
fn shellcheck_has_nothing_to_say() {
    if !has("shellcheck") {
        return;
    }
    let output = Command::new("shellcheck").arg(script()).output().unwrap();
    assert!(output.status.success(), "{}", said(&output).out);
}
