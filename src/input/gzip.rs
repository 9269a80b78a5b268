//! A file that is packed on its own, as `gzip` leaves it: `source.json.gz`.

use std::io::Read;

use flate2::read::MultiGzDecoder;

use crate::input::decode::too_large;
use crate::text::failure::{Failure, explain};
pub(crate) use crate::text::gzip::{MAGIC, begin};
use crate::text::lang::tr;

/// Whoever packs what is packed already does so once or twice.
const TIMES: usize = 3;

/// The bytes of a file, unpacked if they are packed, up to `max` of them.
///
/// # Errors
/// When they are damaged, or come to more.
pub(crate) fn unpacked(bytes: Vec<u8>, shown: &str, max: u64) -> Result<Vec<u8>, Failure> {
    let mut plain = bytes;
    for _ in 0..TIMES {
        if !plain.starts_with(MAGIC) {
            break;
        }
        let mut inner = Vec::new();
        let read = MultiGzDecoder::new(&*plain).take(max.saturating_add(1)).read_to_end(&mut inner);
        let damaged =
            |error| tr!("damaged or cut off, it does not unpack: {error}; copy it again", error = explain(&error));
        read.map_err(|error| Failure::new(shown, damaged(error)))?;
        if inner.len() as u64 > max {
            return Err(too_large(shown, tr!("it unpacks to more than is read"), max));
        }
        plain = inner;
    }
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn packed(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_packed_file_unpacks_within_the_limit() {
        assert_eq!(unpacked(b"{}".to_vec(), "x", 9).unwrap(), b"{}");
        assert_eq!(unpacked(packed("{1}"), "x", 3).unwrap(), b"{1}");
        assert!(unpacked(packed("{12}"), "x", 3).unwrap_err().message.contains("over the limit"));
        assert!(unpacked(packed("{12}")[..12].to_vec(), "x", 9).is_err());
        let long: String = (0..99_999).map(|n| n.to_string()).collect();
        let bytes = packed(&long);
        assert!(long.as_bytes().starts_with(&begin(bytes[..2_000].to_vec(), 100)));
        assert_eq!(begin(bytes[..2_000].to_vec(), 100).len(), 100);
    }
}
