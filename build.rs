//! Packs the schemas for the binary: they are long, and looked at rarely.

use std::io::Write;
use std::path::PathBuf;
use std::{env, fs, io};

use flate2::{Compression, GzBuilder};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=schemas");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    for entry in fs::read_dir("schemas")? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()).filter(|name| name.ends_with(".schema.json"))
        else {
            continue;
        };
        // Without a time, the same schemas give the same bytes.
        let file = fs::File::create(out.join(format!("{name}.gz")))?;
        let mut packed = GzBuilder::new().mtime(0).write(file, Compression::best());
        packed.write_all(&fs::read(&path)?)?;
        packed.finish()?;
    }
    Ok(())
}
