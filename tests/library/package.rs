//! What `cargo package` hands out: what it takes to build, and nothing else.

use std::path::Path;
use std::process::Command;

/// Files beside `src` and `schemas`; cargo itself adds some of them.
const BESIDE: &[&str] = &[
    ".cargo_vcs_info.json",
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "Cargo.toml.orig",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "build.rs",
];

#[test]
fn the_package_holds_what_it_takes_to_build() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline", "--locked"])
        .current_dir(root)
        .output()
        .unwrap();
    let listed = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let files: Vec<&str> = listed.lines().collect();
    for file in &files {
        let file = file.replace('\\', "/");
        let is_expected = file.starts_with("src/") || file.starts_with("schemas/") || BESIDE.contains(&file.as_str());
        assert!(is_expected, "{file} is handed out");
    }
    assert!(files.contains(&"src/main.rs") && files.contains(&"LICENSE-MIT") && files.contains(&"README.md"));
    // What the code embeds must be there, too.
    for file in files.iter().filter(|file| file.ends_with(".rs")) {
        let text = std::fs::read_to_string(root.join(file)).unwrap();
        for part in text.split("include_str!(\"").skip(1) {
            let target = root.join(file).parent().unwrap().join(part.split('"').next().unwrap());
            let target = target.canonicalize().unwrap_or_else(|error| panic!("{file}: {error}"));
            let name = target.strip_prefix(root.canonicalize().unwrap()).unwrap().to_str().unwrap().to_owned();
            assert!(files.contains(&name.as_str()), "{file} embeds {name}, which is not handed out");
        }
    }
}
