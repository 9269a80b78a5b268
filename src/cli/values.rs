//! `omslint values`: a template of the values that only a person can supply, on stdout.

use std::io::{self, Write};

use super::Failed;
use super::args::ValuesArgs;
use super::session::Session;
use super::terminal::forgive;
use super::user_files::UserFiles;
use crate::lint::rule::Context;
use crate::run::verdict::Verdict;
use crate::text::lang::{comma, tr};
use crate::upgrade::template;

pub(super) fn run(args: &ValuesArgs, user: &UserFiles) -> Result<Verdict, Failed> {
    let session = Session::open(&args.common, user)?;
    let export = session.export()?;
    let findings = session.lint(&export);
    let paths = &args.common.input.paths;
    let names: Vec<_> = paths.iter().map(|path| path.display().to_string()).collect();
    let input = if names.is_empty() { tr!("the working directory").to_owned() } else { names.join(comma()) };
    let context = Context { export: &export, settings: &session.settings };
    let text = match args.csv {
        true => template::table::write(context, &findings.shown),
        false => template::write(context, &findings.shown, &input),
    };
    forgive(io::stdout().lock().write_all(text.as_bytes()))?;
    for failure in session.failures(&export) {
        forgive(writeln!(io::stderr().lock(), "{}", super::files::failed(&failure)))?;
    }
    // The template is no judgement: what is still open is what it is for.
    Ok(session.verdict(&export, &[], false, false))
}
