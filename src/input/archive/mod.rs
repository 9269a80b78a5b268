//! Archives read in memory: nothing is unpacked onto the disk, names that lead elsewhere are refused, and what unpacks
//! to too much ends early.

mod members;
mod tar;
mod zip;

use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;

use flate2::read::MultiGzDecoder;

use self::members::{Budget, Collector};
pub use self::members::{Limits, Member, Unpacked};
use super::archive_name::Kind;
use crate::disk::os;
use crate::input::failure::Failure;

/// Reads those members of the archive at `path`, shown as `shown`, whose shown path (`<shown>/<member>`) is `wanted`.
/// Whatever is wrong is among the failures, and never hides the members that could be read.
///
/// Of links and devices only the number is kept, archives inside are named and not opened.
#[must_use]
pub fn unpack(path: &Path, shown: &str, kind: Kind, limits: Limits, wanted: &dyn Fn(&str) -> bool) -> Unpacked {
    let (file, size) = match open(path, shown) {
        Ok(opened) => opened,
        Err(failure) => return Unpacked { failures: vec![failure], ..Unpacked::default() },
    };
    let limits = limits.for_size(size);
    let mut collector = Collector::new(shown, limits, wanted);
    match kind {
        Kind::Zip => zip::unpack(path, file, &mut collector),
        Kind::Tar => tar::unpack(&mut BufReader::new(file), &mut collector),
        Kind::TarGz => {
            let unpacked = MultiGzDecoder::new(BufReader::new(file));
            tar::unpack(&mut Budget::new(unpacked, limits.total), &mut collector);
        }
    }
    collector.finish()
}

/// Opens a regular file; a FIFO would block.
fn open(path: &Path, shown: &str) -> Result<(File, u64), Failure> {
    let failed = |error: &std::io::Error| Failure::io(shown, "cannot read", error);
    let metadata = fs::metadata(path).map_err(|error| failed(&error))?;
    if !metadata.is_file() {
        let what = os::special(metadata.file_type());
        return Err(Failure::new(shown, format!("this is {what}; only regular files are read, so it was not opened")));
    }
    Ok((File::open(path).map_err(|error| failed(&error))?, metadata.len()))
}
