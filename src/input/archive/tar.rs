//! Tar: the blocks are walked here, because a reader that gathers long names for us would also gather those of a bomb.

use std::io::{self, Read};

use tar::{Header, PaxExtensions};

use super::members::{Collector, Head};
use crate::text::lang::tr;

const BLOCK: usize = 512;

/// A long name, or a set of extended headers, is not larger.
const EXTENSION_LIMIT: u64 = 1 << 20;

/// What extended headers say about the next member.
#[derive(Default)]
struct Extended {
    name: Option<Vec<u8>>,
    size: Option<u64>,
    modified: Option<i64>,
    sparse: bool,
}

/// Reads the members of a tar stream.
pub(super) fn unpack(reader: &mut dyn Read, collector: &mut Collector) {
    if let Err(error) = walk(reader, collector) {
        collector.broken(&error);
    }
}

fn walk(reader: &mut dyn Read, collector: &mut Collector) -> io::Result<()> {
    let mut extended = Extended::default();
    loop {
        let block = read_block(reader)?;
        if block.iter().all(|&byte| byte == 0) {
            return end(reader);
        }
        let header = Header::from_byte_slice(&block);
        check_sum(header, &block)?;
        let kind = header.entry_type();
        let size = extended.size.map_or_else(|| header.entry_size(), Ok)?;
        if kind.is_gnu_longname() {
            extended.name = Some(trim(read_extension(reader, header.entry_size()?)?));
        } else if kind.is_pax_local_extensions() {
            read_pax(&read_extension(reader, header.entry_size()?)?, &mut extended)?;
        } else if kind.is_gnu_longlink() || kind.is_pax_global_extensions() {
            skip(reader, padded(header.entry_size()?))?;
        } else {
            if !collector.count() {
                return Ok(());
            }
            member(reader, header, size, std::mem::take(&mut extended), collector)?;
        }
    }
}

/// What follows the end is padding; reading it lets gzip check its sum. Anything else is a second archive behind the first,
/// of which nothing would be read.
fn end(reader: &mut dyn Read) -> io::Result<()> {
    let mut bytes = [0; 16 * BLOCK];
    loop {
        match reader.read(&mut bytes) {
            Ok(0) => return Ok(()),
            Ok(read) if bytes.iter().take(read).all(|byte| *byte == 0) => {}
            Ok(_) => {
                let message = tr!(
                    "more follows behind the end of this archive, as where two were glued together; what stands there was not \
                     read, so unpack both (tar -xif) and name the directory"
                );
                return Err(io::Error::other(message));
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Deals with a member and leaves the reader behind its data.
fn member(
    reader: &mut dyn Read,
    header: &Header,
    size: u64,
    extended: Extended,
    collector: &mut Collector,
) -> io::Result<()> {
    let kind = header.entry_type();
    let raw = extended.name.unwrap_or_else(|| header.path_bytes().into_owned());
    let name = String::from_utf8_lossy(&raw);
    let sparse = extended.sparse || kind.is_gnu_sparse();
    if kind.is_gnu_sparse() {
        skip_sparse_maps(reader, header)?;
    }
    // Before directories had a type, a slash at the end made one. `./` names the whole and is no hostile name.
    if kind.is_dir() || name.ends_with('/') {
        if !matches!(&*name, "." | "./") {
            collector.name(&format!("{}/", name.trim_end_matches('/')));
        }
        return skip(reader, padded(size));
    }
    let Some(name) = collector.name(&name) else { return skip(reader, padded(size)) };
    if kind.is_symlink() || kind.is_hard_link() {
        collector.link();
    } else if !(kind.is_file() || kind.is_contiguous() || sparse) {
        collector.special();
    } else if collector.wants(&name) {
        if sparse {
            collector.fail(&name, tr!("a sparse member cannot be read; unpack the archive and name the directory"));
        } else {
            let mut data = reader.take(size);
            let modified = extended.modified.or_else(|| i64::try_from(header.mtime().ok()?).ok());
            // Where no time is kept, tools write none or the first second there is.
            let modified = modified.filter(|seconds| *seconds > 0);
            let head = Head { name, size, modified };
            let taken = collector.take(&head, &mut data);
            if let Err(error) = &taken
                && error.kind() != io::ErrorKind::FileTooLarge
            {
                collector.fail(&head.name, tr!("cut off: the archive ends or breaks within it, so it was not read"));
            }
            taken?;
            let rest = data.limit();
            return skip(reader, rest.saturating_add(padded(size) - size));
        }
    }
    skip(reader, padded(size))
}

fn read_block(reader: &mut dyn Read) -> io::Result<[u8; BLOCK]> {
    let mut block = [0; BLOCK];
    reader.read_exact(&mut block)?;
    Ok(block)
}

/// The sum over the header, its own field taken as blanks, tells a header from anything else.
fn check_sum(header: &Header, block: &[u8; BLOCK]) -> io::Result<()> {
    let field = 148..156;
    let sum: u32 =
        block.iter().enumerate().map(|(at, &byte)| if field.contains(&at) { 32 } else { u32::from(byte) }).sum();
    match header.cksum() {
        Ok(said) if said == sum => Ok(()),
        _ => Err(io::Error::other(tr!("there is no tar header where one should be"))),
    }
}

/// Rounded up to whole blocks.
fn padded(size: u64) -> u64 {
    size.div_ceil(BLOCK as u64).saturating_mul(BLOCK as u64).max(size)
}

fn skip(reader: &mut dyn Read, bytes: u64) -> io::Result<()> {
    let skipped = io::copy(&mut reader.take(bytes), &mut io::sink())?;
    if skipped == bytes { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

fn read_extension(reader: &mut dyn Read, size: u64) -> io::Result<Vec<u8>> {
    if size > EXTENSION_LIMIT {
        return Err(io::Error::other(tr!("a name or an extended header is larger than 1 MiB")));
    }
    let mut bytes = Vec::new();
    reader.take(size).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < size {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    skip(reader, padded(size) - size)?;
    Ok(bytes)
}

fn trim(mut name: Vec<u8>) -> Vec<u8> {
    if let Some(end) = memchr::memchr(0, &name) {
        name.truncate(end);
    }
    name
}

fn read_pax(bytes: &[u8], extended: &mut Extended) -> io::Result<()> {
    for record in PaxExtensions::new(bytes) {
        let record = record?;
        match record.key_bytes() {
            b"path" => extended.name = Some(record.value_bytes().to_vec()),
            b"size" => {
                let size = record.value().ok().and_then(|text| text.parse().ok());
                extended.size = Some(size.ok_or_else(|| io::Error::other(tr!("an extended header has a bad size")))?);
            }
            b"mtime" => {
                // With fractions of a second.
                let whole = record.value().ok().and_then(|text| text.split('.').next());
                extended.modified = whole.and_then(|text| text.parse().ok());
            }
            key if key.starts_with(b"GNU.sparse.") => extended.sparse = true,
            _ => {}
        }
    }
    Ok(())
}

/// A sparse member may have further maps between its header and its data.
fn skip_sparse_maps(reader: &mut dyn Read, header: &Header) -> io::Result<()> {
    let mut more = header.as_gnu().is_some_and(tar::GnuHeader::is_extended);
    while more {
        more = read_block(reader)?.get(504) == Some(&1);
    }
    Ok(())
}
