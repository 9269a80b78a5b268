//! No network: nothing that could open a connection is linked, the code names no socket, and the binary does its work in
//! a network namespace that holds nothing. `.ci/offline` runs the whole test suite in one with a loopback.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Crates that speak HTTP, or that carry one which does: clients, their foundations, TLS, DNS, runtimes with sockets.
const SPEAKERS: &[&str] = &[
    "actix-web",
    "async-h1",
    "async-net",
    "async-std",
    "attohttpc",
    "awc",
    "axum",
    "bhttp",
    "chttp",
    "curl",
    "curl-sys",
    "gix-transport",
    "git2",
    "h2",
    "h3",
    "hickory-resolver",
    "http-client",
    "http-req",
    "hyper",
    "hyper-util",
    "isahc",
    "libcurl",
    "mbedtls",
    "mio",
    "minreq",
    "native-tls",
    "openssl",
    "openssl-sys",
    "quinn",
    "quinn-proto",
    "reqwest",
    "rustls",
    "s2n-tls",
    "self_update",
    "sentry",
    "smol",
    "socket2",
    "ssh2",
    "surf",
    "tiny_http",
    "tokio",
    "tokio-tungstenite",
    "tonic",
    "trust-dns-resolver",
    "tungstenite",
    "ureq",
    "webpki",
    "websocket",
    "xh",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every crate that is built on any platform stands in the lock file, those of the tests included.
#[test]
fn no_crate_speaks_http() {
    let lock: toml::Value = toml::from_str(&fs::read_to_string(root().join("Cargo.lock")).unwrap()).unwrap();
    let packages = lock["package"].as_array().unwrap();
    let names: Vec<&str> = packages.iter().map(|package| package["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"serde") && names.contains(&"omslint"), "the lock file is not read as it should be");
    for name in names {
        assert!(!SPEAKERS.contains(&name), "{name} speaks to the network");
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn the_code_names_no_socket_and_starts_no_program() {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    assert!(files.len() > 50);
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for word in ["std::net", "TcpStream", "UdpSocket", "UnixStream", "std::process::Command", "process::Command"] {
            assert!(!text.contains(word), "{} names {word}", file.display());
        }
    }
}

#[test]
fn the_binary_works_in_an_empty_network_namespace() {
    let allowed = Command::new("unshare").args(["-rn", "true"]).output().is_ok_and(|output| output.status.success());
    if !allowed {
        println!("SKIPPED: this machine lets nobody make a network namespace");
        return;
    }
    let out = tempfile::tempdir().unwrap();
    let fixed = out.path().join("fixed");
    let fixed = fixed.to_str().unwrap();
    for (arguments, code) in [
        (&["check", "fixtures/exports/site", "-f", "json"][..], 1),
        (&["diff", "--unsafe-fixes", "fixtures/exports/site"], 1),
        (&["fix", "--unsafe-fixes", "--out-dir", fixed, "fixtures/exports/site"], 1),
        (&["explain", "--all"], 0),
        (&["schema", "incr-sync"], 0),
    ] {
        let alone = |program: &mut Command| {
            let output = program.current_dir(root()).env("OMSLINT_NOW", "2026-03-10T00:00:00Z").output().unwrap();
            (output.status.code(), output.stdout)
        };
        let mut there = Command::new("unshare");
        there.args(["-rn", env!("CARGO_BIN_EXE_omslint")]).args(arguments);
        let inside = alone(&mut there);
        assert_eq!(inside.0, Some(code), "{arguments:?}");
        if arguments[0] != "fix" {
            let outside = alone(crate::scratch::omslint().args(arguments));
            assert!(inside == outside, "{arguments:?} prints something else without a network");
        }
    }
}
