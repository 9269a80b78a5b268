//! What a file is packed as, by its first bytes, whatever it is called.

use std::fmt;

use crate::input::gzip;
use crate::input::names::ArchiveKind;

/// So many bytes of a file are enough to tell.
pub(crate) const HEAD: usize = 512;

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
    Gzip,
    Zip,
    Tar,
}

impl fmt::Display for Packing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gzip => "gzip",
            Self::Zip => "zip",
            Self::Tar => "tar",
        })
    }
}

/// What the first bytes of a file are those of, if of anything packed.
#[must_use]
pub(crate) fn told_by(head: &[u8]) -> Option<Packing> {
    if head.starts_with(gzip::MAGIC) {
        Some(Packing::Gzip)
    } else if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        Some(Packing::Zip)
    } else if begins_as_tar(head) {
        Some(Packing::Tar)
    } else {
        None
    }
}

/// The kind of archive that begins with these bytes, if of one that is read: a single file that gzip packed is none.
#[must_use]
pub(crate) fn archive(head: &[u8]) -> Option<ArchiveKind> {
    let is_zero = |block: &[u8]| block.iter().take(HEAD).all(|&byte| byte == 0);
    match told_by(head)? {
        Packing::Zip => Some(ArchiveKind::Zip),
        Packing::Gzip => {
            let inner = gzip::begin(head.to_vec(), HEAD);
            (begins_as_tar(&inner) && !is_zero(&inner)).then_some(ArchiveKind::TarGz)
        }
        // Nothing but zeros is an empty tar, or anything else that was never written.
        Packing::Tar => (!is_zero(head)).then_some(ArchiveKind::Tar),
    }
}

/// By its mark, by the sum of an old header that has none, or because it is an empty one.
fn begins_as_tar(head: &[u8]) -> bool {
    let Some(block) = head.get(..HEAD) else { return false };
    if block.get(257..262) == Some(b"ustar".as_slice()) || block.iter().all(|&byte| byte == 0) {
        return true;
    }
    let field = block.get(148..156).and_then(|field| std::str::from_utf8(field).ok()).unwrap_or("");
    let said = u32::from_str_radix(field.trim_matches(|c: char| c == '\0' || c == ' '), 8);
    // The sum is made with blanks in its own place.
    let byte = |(at, &byte): (usize, &u8)| if (148..156).contains(&at) { 32 } else { u32::from(byte) };
    said.is_ok_and(|said| said == block.iter().enumerate().map(byte).sum::<u32>())
}
