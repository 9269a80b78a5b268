//! Files as one zip, which is how a browser saves more than one.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::input::path::for_windows;
use crate::text::lang::tr;
use crate::upgrade::plan::File;

/// The files in a zip, as of `now` in Unix seconds; with names that Windows takes, if it is for Windows, whose Explorer unpacks no
/// others.
pub(super) fn zip<'f>(
    files: impl Iterator<Item = &'f File>,
    now: i64,
    is_for_windows: bool,
) -> Result<Vec<u8>, String> {
    let said = |why: &dyn std::fmt::Display| tr!("the archive could not be made: {why}", why = why);
    let options =
        SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(time(now));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        let path = if is_for_windows { for_windows(&file.path) } else { file.path.clone() };
        zip.start_file(path, options.unix_permissions(file.mode)).map_err(|error| said(&error))?;
        zip.write_all(file.text.as_bytes()).map_err(|error| said(&error))?;
    }
    Ok(zip.finish().map_err(|error| said(&error))?.into_inner())
}

/// The time of a run as zips keep it, in UTC.
fn time(now: i64) -> DateTime {
    let Ok(now) = jiff::Timestamp::from_second(now) else { return DateTime::default() };
    let now = jiff::tz::TimeZone::UTC.to_datetime(now);
    let part = |number: i8| u8::try_from(number).unwrap_or_default();
    let year = u16::try_from(now.year()).unwrap_or_default();
    let time = DateTime::from_date_and_time(
        year,
        part(now.month()),
        part(now.day()),
        part(now.hour()),
        part(now.minute()),
        part(now.second()),
    );
    time.unwrap_or_default()
}
