//! Archives read in memory: nothing is unpacked onto the disk, names that lead elsewhere are refused, and what unpacks
//! to too much ends early.

mod gbk;
mod members;
mod tar;
mod zip;

use std::io::BufReader;

use flate2::read::MultiGzDecoder;

use self::members::{Budget, Collector};
pub use self::members::{Limits, Member, Seekable, Unpacked};
use crate::input::names::ArchiveKind;

/// Reads those members of an archive of `size` bytes, shown as `shown`, whose shown path (`<shown>/<member>`) is `wanted`.
/// Whatever is wrong is among the failures, and never hides the members that could be read.
///
/// Of links and devices only the number is kept, archives inside are named and not opened.
#[must_use]
pub fn unpack(
    archive: &mut dyn Seekable,
    size: u64,
    shown: &str,
    kind: ArchiveKind,
    limits: Limits,
    wanted: &dyn Fn(&str) -> bool,
) -> Unpacked {
    let limits = limits.for_size(size);
    let mut collector = Collector::new(shown, limits, wanted);
    match kind {
        ArchiveKind::Zip => zip::unpack(archive, &mut collector),
        ArchiveKind::Tar => tar::unpack(&mut BufReader::new(archive), &mut collector),
        ArchiveKind::TarGz => {
            let unpacked = MultiGzDecoder::new(BufReader::new(archive));
            tar::unpack(&mut Budget::new(unpacked, limits.total), &mut collector);
        }
    }
    collector.finish()
}
