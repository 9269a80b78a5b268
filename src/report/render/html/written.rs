//! What the page says of its own grounds: the date of the run, that of the export, and the hashes of what was read.

use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::oms::time;
use crate::report::render::screen::clean_name;
use crate::report::report::{Report, Run};

/// As many files have their own hash on the page; of more stands the one over the list, so that the page stays small.
const FILES: usize = 100;

/// The hashes of the documents of OMS.
#[derive(Serialize)]
pub(super) struct Read {
    number: usize,
    /// Over the list of all hashes, as `sha256sum` writes it.
    whole: String,
    files: Vec<(String, String)>,
}

impl Read {
    pub(super) fn of(report: &Report<'_>) -> Self {
        let hash = |number: &usize| {
            let document = report.documents.get(*number)?;
            Some((clean_name(&document.path), hex(document.text().as_bytes())))
        };
        let mut files: Vec<(String, String)> = report.checked.par_iter().filter_map(hash).collect();
        files.par_sort_unstable();
        let mut list = Sha256::new();
        for (path, hash) in &files {
            list.update(format!("{hash}  {path}\n"));
        }
        let number = files.len();
        if number > FILES {
            files.clear();
        }
        Self { number, whole: digits(&list.finalize()), files }
    }
}

fn hex(bytes: &[u8]) -> String {
    digits(&Sha256::digest(bytes))
}

fn digits(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// When the run was, where that is known.
pub(in crate::report::render) fn date_of_run(run: &Run) -> Option<String> {
    run.now.map(time::show)
}

/// When the export was taken, as far as it says so itself.
pub(in crate::report::render) fn date_of_export(run: &Run) -> String {
    match run.exported {
        None => "nothing in it says when it was taken; positions age by the hour".to_owned(),
        Some((first, last)) if first == last => time::show(last),
        Some((first, last)) => format!("{} to {}", time::show(first), time::show(last)),
    }
}
