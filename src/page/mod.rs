//! The page's edge: what a browser hands over comes in as bytes and names, and what the page shows and gives back goes out as
//! one JSON text.

mod answer;
mod dropped;
mod options;

use std::sync::Arc;

use rayon::prelude::*;

use self::answer::Answer;
use self::dropped::{Dropped, Tree};
use self::options::Options;
use crate::config::{FILE_NAME, UserFileKind};
use crate::input::decode::into_text;
use crate::input::read::{self, Outcome};
use crate::report::report::RunPlace;
use crate::run::asked::{select, settings};
use crate::run::loaded::{Keeps, Loaded};
use crate::run::session::Session;
use crate::run::usage::Usage;
use crate::run::user_files::{UserFiles, of_sheet};
use crate::text::lang::{self, Language, tr};

/// A larger file is a failure, never a silence: the same limit as the command line's.
const LIMIT: u64 = 64 << 20;

/// A file as a browser hands it over: its path from the folder that was dropped on, with `/`, and its bytes. A path that ends in
/// `/` is a folder without files.
pub type Handed = (String, Vec<u8>);

/// Checks what was handed over. `asked` is what the form says, as JSON; what comes back is JSON, too: an answer, or in `error` what
/// the user got wrong.
#[must_use]
pub fn run(files: Vec<Handed>, asked: &str) -> String {
    let answer = match serde_json::from_str::<Options>(asked) {
        Ok(options) => {
            lang::set(options.language());
            checked(files, options).unwrap_or_else(|usage| Answer::of_mistake(&usage.to_string()))
        }
        Err(error) => Answer::of_mistake(&error.to_string()),
    };
    serde_json::to_string(&answer).unwrap_or_else(|error| format!(r#"{{"error":{:?}}}"#, error.to_string()))
}

/// One run in the language of the person, and where that is not English one more for what programs read.
fn checked(files: Vec<Handed>, mut options: Options) -> Result<Answer, Usage> {
    let (own, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|(path, _)| is_own(path));
    let own = user_files(own, &mut options)?;
    let files = others.into_iter().map(|(path, bytes)| (path, Arc::from(bytes))).collect::<Vec<_>>();
    let english = match options.language() {
        Language::English => None,
        Language::Chinese => Some(lang::speaking(Language::English, || {
            let session = session(&files, &options, &own)?;
            answer::json(&session)
        })?),
    };
    let session = session(&files, &options, &own)?;
    answer::of(&session, &options, &own, english.as_deref())
}

/// Whether a file is one of the user's own, which say what the export does not: values and options, dropped beside the export
/// and not in a folder.
fn is_own(path: &str) -> bool {
    let ending = |ending: &str| path.len() > ending.len() && path.to_ascii_lowercase().ends_with(ending);
    !path.contains('/') && (ending(".toml") || path == "values.csv")
}

/// Reads the user's own files, the options first, and the values that were typed in.
fn user_files(mut own: Vec<Handed>, options: &mut Options) -> Result<UserFiles, Usage> {
    let mut user = UserFiles::default();
    own.sort_by(|(a, _), (b, _)| (a != FILE_NAME, a).cmp(&(b != FILE_NAME, b)));
    for (path, bytes) in own {
        let said = |failure: crate::text::failure::Failure| {
            Usage::new(tr!("{path}: {why}", path = failure.path, why = failure.message))
        };
        if path == FILE_NAME {
            options.take(&mut user, into_text(bytes, &path).map_err(said)?)?;
            continue;
        }
        let text =
            if path.ends_with(".csv") { of_sheet(&bytes, &path)? } else { into_text(bytes, &path).map_err(said)? };
        user.read(text, path, UserFileKind::Values, "")?;
    }
    if !options.values.trim().is_empty() {
        let shown = tr!("the values typed in").to_owned();
        user.read(options.values.as_str().into(), shown, UserFileKind::Values, "")?;
    }
    if !options.expect.trim().is_empty() {
        user.expect(options.expect.as_str().into(), tr!("the list of tasks").to_owned())?;
    }
    Ok(user)
}

/// Reads what was handed over, as a scan of the folder would in which it lies.
fn session<'u>(
    files: &[(String, Arc<[u8]>)],
    options: &Options,
    user: &'u UserFiles,
) -> Result<Session<'u, Dropped>, Usage> {
    let known = options.known()?;
    let settings = settings(&known, user)?;
    let rules = select(&[], &[])?;
    let documents = user.documents();
    let own = documents.len();
    let mut loaded = Loaded::of_user(documents, Keeps::Documents);
    let tree = Tree::new(files);
    let holds_files = |folder: &str| tree.holds_files(folder);
    let (listing, found) = tree.scan();
    let read: Vec<(Dropped, Outcome)> =
        found.into_par_iter().map(|file| (file.clone(), read::read(file, LIMIT))).collect();
    loaded.paths = tree.roots().into_iter().map(|root| (root.to_owned(), root.into())).collect();
    loaded.take(listing, read.into_iter().map(|(file, outcome)| (file.forgotten(), outcome)));
    loaded.tell_unused_config(std::path::Path::new(""), None);
    loaded.not_checked.extend(options.not_taken());
    loaded.settle(own, &holds_files);
    let asked = options.asked();
    Ok(Session::new((settings, rules), asked, user, loaded, (std::path::PathBuf::new(), RunPlace::default())))
}
