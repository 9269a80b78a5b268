//! Packs long texts for the binary: the schemas, which are looked at rarely, and what the page of a report is drawn with. And it
//! leaves out of the release what nobody looks at.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use flate2::{Compression, GzBuilder};

/// What is packed beside the schemas.
const TEXTS: [&str; 2] = ["src/report/render/html/page.css", "src/report/render/html/page.js"];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=schemas");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    for text in TEXTS {
        println!("cargo::rerun-if-changed={text}");
        pack(Path::new(text), &out)?;
    }
    for entry in fs::read_dir("schemas")? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".schema.json") {
            pack(&path, &out)?;
        }
    }
    leave_out_the_index_of_frames();
    Ok(())
}

/// The release aborts where it panics, so nobody walks up its frames, and the index to do so quickly, 95,000 bytes, is of no use.
/// Where lines have names, for a profiler, it stays.
fn leave_out_the_index_of_frames() {
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|own| own == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("PROFILE", "release") && is("DEBUG", "false") {
        println!("cargo::rustc-link-arg-bins=-Wl,--no-eh-frame-hdr");
    }
}

/// Packs a file into one of the same name in `out`, with `.gz` behind it.
fn pack(path: &Path, out: &Path) -> io::Result<()> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
    // Without a time, the same texts give the same bytes.
    let file = fs::File::create(out.join(format!("{name}.gz")))?;
    let mut packed = GzBuilder::new().mtime(0).write(file, Compression::best());
    packed.write_all(&fs::read(path)?)?;
    packed.finish()?;
    Ok(())
}
