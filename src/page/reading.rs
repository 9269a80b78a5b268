//! Reads what was handed over, as a scan of the folder would in which it lies.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::dropped::{Bytes, Dropped, Tree};
use super::options::Options;
use super::progress::{self, Stage, Tell};
use crate::input::read::{self, Outcome};
use crate::report::report::RunPlace;
use crate::run::asked::{select, settings};
use crate::run::loaded::{Keeps, Loaded};
use crate::run::session::Session;
use crate::run::usage::Usage;
use crate::run::user_files::UserFiles;

/// A larger file is a failure, never a silence: the same limit as the command line's.
const LIMIT: u64 = 64 << 20;

/// What is checked.
pub(super) type Files = Vec<(String, Bytes)>;

/// A run over what was handed over.
pub(super) fn session<'u>(
    files: &[(String, Bytes)],
    options: &Options,
    user: &'u UserFiles,
    tell: Tell,
) -> Result<Session<'u, Dropped>, Usage> {
    let known = options.known()?;
    let settings = settings(&known, user)?;
    let rules = select(&[], &[])?;
    let documents = user.documents();
    let own = documents.len();
    let mut loaded = Loaded::of_user(documents, Keeps::Documents);
    let tree = Tree::new(files, tell);
    let holds = |folder: &str, is_meant: &dyn Fn(&str) -> bool| tree.holds(folder, is_meant);
    let (listing, found) = tree.scan();
    let (done, of) = (AtomicUsize::new(0), found.len());
    let read_one = |file: Dropped| {
        let number = done.fetch_add(1, Ordering::Relaxed);
        if number.is_multiple_of(progress::FILES) {
            tell(Stage::Read, number, of);
        }
        (file.forgotten(), read::read(file, LIMIT))
    };
    let read: Vec<(Dropped, Outcome)> = found.into_par_iter().map(read_one).collect();
    loaded.paths = tree.roots().into_iter().map(|root| (root.to_owned(), root.into())).collect();
    loaded.take(listing, read.into_iter());
    loaded.tell_unused_config(std::path::Path::new(""), None);
    loaded.not_checked.extend(options.not_taken());
    loaded.settle(own, &holds);
    let asked = options.asked();
    Ok(Session::new((settings, rules), asked, user, loaded, (std::path::PathBuf::new(), RunPlace::default())))
}
