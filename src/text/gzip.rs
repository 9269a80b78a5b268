//! The beginning of what gzip packed.

use std::io::Read;

use flate2::read::MultiGzDecoder;

/// What gzip begins with.
pub(crate) const MAGIC: &[u8] = &[0x1f, 0x8b];

/// A text that `build.rs` packed.
#[must_use]
pub(crate) fn text(packed: &[u8]) -> String {
    String::from_utf8(begin(packed.to_vec(), usize::MAX)).unwrap_or_default()
}

/// The beginning of some bytes, unpacked if they are packed, up to `length` bytes of it.
pub(crate) fn begin(head: Vec<u8>, length: usize) -> Vec<u8> {
    if !head.starts_with(MAGIC) {
        return head;
    }
    let mut plain = Vec::new();
    // It is cut off, so it ends in an error; what came before that is what was asked for.
    let _cut_off = MultiGzDecoder::new(&*head).take(length as u64).read_to_end(&mut plain);
    plain
}
