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
    leave_out_frames(&out)
}

/// What tells the linker to leave out how each function's frame is laid out.
const WITHOUT_FRAMES: &str = "SECTIONS { /DISCARD/ : { *(.eh_frame) *(.eh_frame_hdr) } } INSERT BEFORE .text;\n";

/// The release aborts where it panics, so nobody walks up its frames, and how they are laid out, 800,000 bytes, is of no use. Where
/// lines have names, for a profiler, it stays.
fn leave_out_frames(out: &Path) -> io::Result<()> {
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|own| own == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("PROFILE", "release") && is("DEBUG", "false") {
        // These linkers take no such script.
        let links_with = |name: &str| {
            ["RUSTC_LINKER", "CARGO_ENCODED_RUSTFLAGS"]
                .iter()
                .any(|own| env::var(own).is_ok_and(|own| own.contains(name)))
        };
        if ["mold", "wild"].into_iter().any(links_with) {
            println!("cargo::rustc-link-arg-bins=-Wl,--no-eh-frame-hdr");
            return Ok(());
        }
        let script = out.join("without_frames.ld");
        fs::write(&script, WITHOUT_FRAMES)?;
        println!("cargo::rustc-link-arg-bins=-Wl,-T,{}", script.display());
    }
    Ok(())
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
