//! Reports that a library writes: what the writer said must not get lost in the words of the library.

use std::error::Error;
use std::io;

/// Lets a library `write` that says in words of its own that the writer failed: what the writer said comes back, so that a
/// pipe that was closed is known as one.
pub(super) fn by_library<T, E: Error + Send + Sync + 'static>(
    out: &mut dyn io::Write,
    write: impl FnOnce(&mut Heard<'_>) -> Result<T, E>,
) -> io::Result<()> {
    let mut heard = Heard { out, error: None };
    let written = write(&mut heard);
    match (heard.error, written) {
        (Some(error), _) => Err(error),
        (None, Err(error)) => Err(io::Error::other(error)),
        (None, Ok(_)) => Ok(()),
    }
}

/// A writer that keeps what stopped it.
pub(super) struct Heard<'w> {
    out: &'w mut dyn io::Write,
    error: Option<io::Error>,
}

impl Heard<'_> {
    fn keep<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        result.map_err(|error| {
            let kind = error.kind();
            if kind != io::ErrorKind::Interrupted {
                self.error = Some(error);
            }
            kind.into()
        })
    }
}

impl io::Write for Heard<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes);
        self.keep(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.out.flush();
        self.keep(flushed)
    }
}
