//! `--patch FILE`: the exact diff of a run, what cannot stand in it, and what is said where a diff cannot be applied.

use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use super::args::OutputArgs;
use super::session::Session;
use super::terminal::{forgive, is_forced, look};
use crate::disk::{read, write};
use crate::fix::proof::Fixed;
use crate::oms::export::Export;
use crate::report::render::diff::{self, Mode};
use crate::report::render::listing::{Tone, wrapped};
use crate::run::patch;
use crate::run::usage::Usage;
use crate::text::document::Document;
use crate::text::lang::{count, tr};
use crate::text::parallel;
use crate::text::redact::Masked;

/// Refuses a file that is not ours, and empties the patch of an earlier run: whatever becomes of this run, it would be taken
/// for its patch.
///
/// # Errors
/// What is there, or that it cannot be emptied.
pub(super) fn prepare(path: Option<&Path>) -> Result<(), Usage> {
    let Some(path) = path.filter(|path| write::exists(path)) else { return Ok(()) };
    let shown = path.display();
    let Ok(bytes) = read::read_bytes(path, "", u64::MAX) else { return Err(foreign(path)) };
    if bytes.is_empty() {
        return Ok(());
    }
    // Up to 0.1 a patch began with the line of git.
    if ![&b"--- a/"[..], b"--- \"a/", b"diff --git "].iter().any(|start| bytes.starts_with(start)) {
        return Err(foreign(path));
    }
    write::put(path, b"", 0o600).map(|_| ()).map_err(|error| {
        Usage::new(|| tr!("--{flag}: {why}", flag = "patch", why = tr!("{path}: {why}", path = shown, why = error)))
    })
}

fn foreign(path: &Path) -> Usage {
    let shown = path.display();
    Usage::new(|| tr!("--patch: {shown} exists and was not made by omslint; name another file", shown))
}

/// What became of a patch.
#[derive(Debug, Default)]
pub(super) struct Saved {
    /// Whether there is a file.
    pub is_there: bool,
    /// The documents that do not stand in it, and why.
    pub left_out: Vec<(String, &'static str)>,
}

/// Writes the patch of `fixed` to `path`, for its owner only. None is made of nothing.
///
/// # Errors
/// Why it cannot be written.
pub(super) fn save(session: &Session<'_>, export: &Export<'_>, fixed: &[&Fixed], path: &Path) -> Result<Saved, String> {
    let place = session.cwd.join(path);
    let mut saved = Saved::default();
    let text = patch::text(session, export, fixed, &mut saved.left_out);
    saved.is_there = !text.is_empty() || write::exists(&place);
    if saved.is_there {
        write::put(&place, text.as_bytes(), 0o600).map_err(|error| tr!("the patch: {error}", error))?;
    }
    Ok(saved)
}

/// Says on stderr what does not stand in the patch.
pub(super) fn tell_left_out(saved: &Saved, path: &Path) -> io::Result<()> {
    for (document, why) in &saved.left_out {
        let text = tr!("error: {document}: not in {patch}, because {why}", document, patch = path.display(), why);
        forgive(writeln!(io::stderr().lock(), "{text}"))?;
    }
    Ok(())
}

/// The diffs that a run shows on standard output, each written as it is made: together they may be larger than all that was
/// read.
pub(super) struct Shown<'o> {
    output: &'o OutputArgs,
    mode: Mode,
    masked: usize,
}

impl<'o> Shown<'o> {
    /// For a screen, or exact for a pipe: a colour that the environment forces does not get into what `git apply` reads.
    pub(super) fn on_stdout(output: &'o OutputArgs) -> Self {
        let look = look(output, io::stdout().is_terminal());
        let is_for_screen = io::stdout().is_terminal() || is_forced(output.color);
        let mode = if is_for_screen { Mode::Screen(look) } else { Mode::Exact };
        Self { output, mode, masked: 0 }
    }

    /// Writes the diff of one document, its secrets masked unless they are to be shown.
    pub(super) fn add(&mut self, out: &mut Stdout, old: &Document, fixed: &Fixed) -> io::Result<()> {
        let masked = |document| Masked::of(document, self.output.show_secrets);
        let (before, after) = parallel::join(|| masked(old), || masked(&fixed.document));
        out.take(|out| diff::write(out, &old.path, (before.text(), after.text()), self.mode))?;
        let is_whole = before.text() == old.text() && after.text() == fixed.document.text();
        // A secret that is far from every change is in no line of the diff.
        if !is_whole {
            let exact = || diff::unified(&old.path, old.text(), fixed.document.text(), Mode::Exact);
            let shown = || diff::unified(&old.path, before.text(), after.text(), Mode::Exact);
            self.masked += usize::from(exact() != shown());
        }
        Ok(())
    }

    /// Says on stderr if what was written cannot be applied, unless `patch` holds the exact one.
    pub(super) fn say_masked(&self, has_patch: bool) -> io::Result<()> {
        if self.masked == 0 || has_patch {
            return Ok(());
        }
        let text = tr!(
            "note: secrets of {files} are masked in this diff, so it cannot be applied; --patch FILE saves one that can be",
            files = count(self.masked, "file"),
        );
        forgive(writeln!(io::stderr().lock(), "{text}"))
    }
}

/// Standard output, for what is written piece by piece.
pub(super) struct Stdout {
    out: io::BufWriter<io::StdoutLock<'static>>,
    /// What it said when it took no more: what makes text can only pass on that something did.
    said: io::Result<()>,
}

impl Stdout {
    pub(super) fn new() -> Self {
        Self { out: io::BufWriter::with_capacity(1 << 16, io::stdout().lock()), said: Ok(()) }
    }

    /// Takes what `write` writes.
    fn take(&mut self, write: impl FnOnce(&mut Self) -> fmt::Result) -> io::Result<()> {
        match write(self) {
            Ok(()) => Ok(()),
            Err(fmt::Error) => forgive(std::mem::replace(&mut self.said, Ok(()))),
        }
    }

    /// Writes what is left.
    pub(super) fn finish(mut self) -> io::Result<()> {
        forgive(self.out.flush())
    }
}

impl fmt::Write for Stdout {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.said = self.out.write_all(text.as_bytes());
        self.said.as_ref().copied().map_err(|_| fmt::Error)
    }
}

/// Says on stderr, above a report of changed files, that it is not yet true of OMS.
pub(super) fn say_after(files: usize, output: &OutputArgs) -> io::Result<()> {
    if files == 0 || output.quiet {
        return Ok(());
    }
    let look = look(output, io::stderr().is_terminal());
    let words = tr!("Once these changes are in OMS:");
    forgive(io::stderr().lock().write_all(wrapped(look, Tone::Strong, words).as_bytes()))
}
