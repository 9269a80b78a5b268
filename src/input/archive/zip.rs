//! Zip: by its directory at the end; if that is missing, by what stands before each member.

use std::collections::HashSet;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

use zip::ZipArchive;
use zip::extra_fields::ExtraField;
use zip::read::{ZipFile, read_zipfile_from_stream};
use zip::result::ZipError;

use super::gbk;
use super::members::{Collector, Head, Seekable};
use crate::text::failure::explain;
use crate::text::foreign;
use crate::text::lang::tr;

/// What the library said.
fn words(error: &ZipError) -> String {
    match error {
        ZipError::Io(error) => tr!("i/o error: {error}", error = explain(error)),
        ZipError::InvalidArchive(why) => tr!("invalid Zip archive: {why}", why = foreign::said(why)),
        ZipError::UnsupportedArchive(why) => tr!("unsupported Zip archive: {why}", why = foreign::said(why)),
        ZipError::CompressionMethodNotSupported(id) => tr!("compression method not supported: {id}", id),
        other => foreign::said(&other.to_string()),
    }
}

/// Reads the members of a zip file.
pub(super) fn unpack(file: &mut dyn Seekable, collector: &mut Collector) {
    let start = match ZipArchive::new(BufReader::new(&mut *file)) {
        Ok(archive) => archive.central_directory_start(),
        Err(ZipError::InvalidArchive(why)) => {
            let why = foreign::said(&why);
            let message = tr!("the list of its members, which stands at its end, is missing or damaged ({why})", why);
            return without_directory(file, &io::Error::other(message), collector);
        }
        Err(error) => return without_directory(file, &io::Error::other(words(&error)), collector),
    };
    // The library keeps one of several members of a name, so the directory is read for names that come twice.
    let repeated = match repeated_names(file, start, collector.limits().entries) {
        Ok(repeated) => repeated,
        Err(error) => return collector.broken(&error),
    };
    let mut archive = match ZipArchive::new(BufReader::new(file)) {
        Ok(archive) => archive,
        Err(error) => return collector.broken(&io::Error::other(words(&error))),
    };
    for index in 0..archive.len() {
        if !collector.count() || collector.exhausted() {
            return;
        }
        by_directory(&mut archive, index, &repeated, collector);
    }
}

fn by_directory<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    index: usize,
    repeated: &HashSet<Vec<u8>>,
    collector: &mut Collector,
) {
    let known = archive.name_for_index(index).unwrap_or("").to_owned();
    let (name, encrypted) = match archive.by_index_raw(index) {
        Ok(file) => {
            let Some(name) = readable(&file, &name_of(&file), collector) else { return };
            if repeated.contains(file.name_raw()) {
                return collector.twice(&name);
            }
            (name, file.encrypted())
        }
        Err(error) => return collector.fail(&known, &tr!("damaged member: {error}", error = words(&error))),
    };
    if encrypted {
        return collector.fail(&name, tr!("encrypted; unpack the archive and name the directory"));
    }
    let outcome = match archive.by_index(index) {
        Ok(mut file) => {
            let head = Head { name: name.clone(), size: file.size(), modified: modified(&file) };
            collector.take(&head, &mut file)
        }
        Err(error) => return collector.fail(&name, &tr!("cannot be unpacked: {error}", error = words(&error))),
    };
    if let Err(error) = outcome {
        if collector.exhausted() {
            collector.broken(&error);
        } else {
            collector.fail(&name, &tr!("damaged member: {error}", error = explain(&error)));
        }
    }
}

/// The name of a member as UTF-8 where it is that, whether the archive says so or not; else in GBK, as far as its bytes tell.
fn name_of<R: Read>(file: &ZipFile<'_, R>) -> String {
    let raw = file.name_raw();
    let otherwise = || gbk::decoded(raw).unwrap_or_else(|| file.name().to_owned());
    std::str::from_utf8(raw).map_or_else(|_| otherwise(), str::to_owned)
}

/// When a member was modified. The time that every zip has is local, of a zone that nobody tells, so it orders nothing; the
/// tools of Unix add one that is not, and some of Windows, too.
fn modified<R: Read>(file: &ZipFile<'_, R>) -> Option<i64> {
    let mut fields = file.extra_data_fields();
    let seconds = fields.find_map(|field| match field {
        ExtraField::ExtendedTimestamp(times) => times.mod_time().map(i64::from),
        // In tenths of a microsecond since 1601.
        ExtraField::Ntfs(times) => i64::try_from(times.mtime() / 10_000_000).ok().map(|since| since - 11_644_473_600),
    });
    seconds.filter(|seconds| *seconds > 0)
}

/// The normalised name of a member that is to be read.
fn readable<R: Read>(file: &ZipFile<'_, R>, name: &str, collector: &mut Collector) -> Option<String> {
    if matches!(name, "." | "./") {
        return None;
    }
    let checked = collector.name(name)?;
    if file.is_symlink() {
        collector.link();
        return None;
    }
    // The kind of file in the Unix mode: none, regular and directory are plain.
    if !matches!(file.unix_mode().map(|mode| mode & 0o170_000), None | Some(0 | 0o100_000 | 0o040_000)) {
        collector.special();
        return None;
    }
    if file.is_dir() || name.ends_with(['/', '\\']) || !collector.wants(&checked) {
        return None;
    }
    Some(checked)
}

/// Reads members from the start of a file whose directory cannot be used, as far as that goes.
fn without_directory(file: &mut dyn Seekable, why: &io::Error, collector: &mut Collector) {
    if let Err(error) = file.rewind() {
        return collector.broken(&error);
    }
    let mut reader = BufReader::new(file);
    while collector.count() {
        let Ok(Some(mut file)) = read_zipfile_from_stream(&mut reader) else { break };
        let name = name_of(&file);
        let Some(name) = readable(&file, &name, collector) else { continue };
        if file.encrypted() {
            collector.fail(&name, tr!("encrypted; unpack the archive and name the directory"));
            continue;
        }
        let head = Head { name, size: file.size(), modified: modified(&file) };
        if let Err(error) = collector.take(&head, &mut file) {
            collector.fail(&head.name, &tr!("damaged member: {error}", error = explain(&error)));
            break;
        }
    }
    collector.broken(why);
}

/// The raw names that stand more than once in the directory at `start`.
fn repeated_names(file: &mut dyn Seekable, start: u64, limit: u64) -> io::Result<HashSet<Vec<u8>>> {
    let mut reader = BufReader::new(file);
    reader.seek(SeekFrom::Start(start))?;
    let (mut seen, mut repeated) = (HashSet::new(), HashSet::new());
    for _ in 0..=limit {
        let mut fixed = [0; 46];
        if reader.read_exact(&mut fixed).is_err() {
            break;
        }
        let [b'P', b'K', 1, 2, ..] = fixed else { break };
        let [.., n0, n1, e0, e1, c0, c1, _, _, _, _, _, _, _, _, _, _, _, _] = fixed;
        let mut name = vec![0; usize::from(u16::from_le_bytes([n0, n1]))];
        reader.read_exact(&mut name)?;
        let rest = i64::from(u16::from_le_bytes([e0, e1])) + i64::from(u16::from_le_bytes([c0, c1]));
        reader.seek_relative(rest)?;
        if let Some(name) = seen.replace(name) {
            repeated.insert(name);
        }
    }
    Ok(repeated)
}
