//! The hashes of what was read, so that the page can be held against the files that it speaks of.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::report::render::screen::clean_name;
use crate::report::report::Report;
use crate::text::hex::hex;
use crate::text::parallel;
use crate::text::sorting;

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
        let hash = |at: usize| {
            let document = report.documents.get(*report.checked.get(at)?)?;
            Some((clean_name(&document.path), hex(&Sha256::digest(document.text()))))
        };
        let mut files: Vec<(String, String)> =
            parallel::of_each(report.checked.len(), hash).into_iter().flatten().collect();
        sorting::sort(&mut files);
        let mut list = Sha256::new();
        for (path, hash) in &files {
            list.update(format!("{hash}  {path}\n"));
        }
        let number = files.len();
        if number > FILES {
            files.clear();
        }
        Self { number, whole: hex(&list.finalize()), files }
    }
}
