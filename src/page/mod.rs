//! The page's edge: what a browser hands over comes in as bytes and names, and what the page shows and gives back goes out as
//! bytes, each when it is asked for.

mod answer;
mod dropped;
mod held;
mod options;
mod packed;
mod progress;
mod reading;
mod sheet;

use self::answer::{Answer, json};
use self::held::Held;
use self::options::Options;
pub use self::progress::{Stage, Tell};
use crate::config::{FILE_NAME, UserFileKind};
use crate::input::decode::into_text;
use crate::run::usage::Usage;
use crate::run::user_files::UserFiles;
use crate::text::failure::Failure;
use crate::text::lang::{self, tr};

/// A file as a browser hands it over: its path from the folder that was dropped on, with `/`, and its bytes, or why the browser
/// does not give them. A path that ends in `/` is a folder without files.
pub type Handed = (String, Result<Vec<u8>, String>);

/// A run, for one person who looks at one page.
pub struct Page {
    held: Option<Held>,
}

impl std::fmt::Debug for Page {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Page").field("is_checked", &self.held.is_some()).finish()
    }
}

impl Page {
    /// Checks what was handed over. `asked` is what the form says, as JSON; what comes back is JSON, too: how it ended, or in
    /// `error` what the user got wrong.
    #[must_use]
    pub fn check(files: Vec<Handed>, asked: &str, tell: Tell) -> (Self, String) {
        let held = match serde_json::from_str::<Options>(asked) {
            Ok(options) => {
                lang::speak_to_people(options.language());
                checked(files, options, tell).map_err(|usage| usage.to_string())
            }
            Err(error) => Err(error.to_string()),
        };
        match held {
            Ok(held) => {
                let answer = json(&held.answer());
                (Self { held: Some(held) }, answer)
            }
            Err(why) => (Self { held: None }, json(&Answer::of_mistake(&why))),
        }
    }

    /// Makes and proves the fixes, and says what they and the plan come to, as JSON.
    #[must_use]
    pub fn plan(&self) -> String {
        json(&self.held.as_ref().map(Held::plan).unwrap_or_default())
    }

    /// The bytes of what is saved under this name: a report, the patch, the findings as a table, fixed files and the upgrade folder
    /// as zips, or any other text of that folder.
    ///
    /// # Errors
    /// Why it cannot be made.
    pub fn make(&self, name: &str) -> Result<Vec<u8>, String> {
        self.held.as_ref().map_or_else(|| Ok(Vec::new()), |held| held.make(name))
    }
}

/// One run in the language of the person.
fn checked(files: Vec<Handed>, mut options: Options, tell: Tell) -> Result<Held, Usage> {
    let (own, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|(path, _)| is_own(path));
    let own = user_files(own, &mut options)?;
    let files = others.into_iter().map(|(path, bytes)| (path, bytes.into())).collect();
    Held::new(files, options, own, tell)
}

/// Whether a file is one of the user's own, which say what the export does not: values and options, dropped beside the export
/// and not in a folder. A table that was saved again is `values (1).csv`, and no less meant.
fn is_own(path: &str) -> bool {
    let name = path.to_ascii_lowercase();
    !path.contains('/') && (is_table(path) && name.starts_with("values") || name.ends_with(".toml") && name != ".toml")
}

/// Whether values are in a table.
fn is_table(path: &str) -> bool {
    path.to_ascii_lowercase().ends_with(".csv")
}

/// Reads the user's own files, the options first, and the values that were typed in.
fn user_files(mut own: Vec<Handed>, options: &mut Options) -> Result<UserFiles, Usage> {
    let mut user = UserFiles::default();
    own.sort_by(|(a, _), (b, _)| (a != FILE_NAME, a).cmp(&(b != FILE_NAME, b)));
    for (path, bytes) in own {
        let said = |failure: Failure| Usage::new(|| tr!("{path}: {why}", path = failure.path, why = failure.message));
        let bytes = bytes.map_err(|why| said(Failure::new(path.as_str(), why)))?;
        if path == FILE_NAME {
            options.take(&mut user, into_text(bytes, &path).map_err(said)?)?;
            continue;
        }
        if is_table(&path) {
            user.read_table(&bytes, path)?;
            continue;
        }
        let text = into_text(bytes, &path).map_err(said)?;
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
