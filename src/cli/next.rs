//! The next command to type.

use std::path::{Path, PathBuf};

use super::args::{Common, DEFAULT_SIZE};
use super::language;
use super::user_files::UserFiles;
use crate::disk::write;
use crate::lint::finding::{Finding, Tier};
use crate::lint::states::{self, Renames};
use crate::oms::export::Export;
use crate::report::report::{NextStep, StepKind};
use crate::text::lang::tr;
use crate::text::shell;

/// What to do after `check`.
pub(super) fn after_check(
    common: &Common,
    user: &UserFiles,
    export: &Export<'_>,
    findings: &[Finding<'_>],
) -> Vec<NextStep> {
    let count = |tier: Tier| findings.iter().filter(|f| f.fix.as_ref().is_some_and(|fix| fix.tier == tier)).count();
    let (safe, unsafe_) = (count(Tier::Safe), count(Tier::Unsafe));
    let input = given(common, user);
    let mut steps = Vec::new();
    let mut add = |kind, purpose: String, command: String| steps.push(NextStep { kind, purpose, command });
    if safe > 0 {
        add(StepKind::Diff, as_diff(safe, Tier::Safe), format!("omslint diff{input}"));
    }
    // There is no file of which there could be a copy beside it.
    let is_piped = common.input.stdin_filename.is_some();
    if safe > 0 && !is_piped {
        add(
            StepKind::Fix,
            tr!("write fixed copies beside the originals").into(),
            format!("omslint fix --out-dir fixed{input}"),
        );
    }
    if unsafe_ > 0 {
        let what = match unsafe_ {
            1 if safe > 0 => tr!("see the unsafe fix too").to_owned(),
            n if safe > 0 => tr!("see the {n} unsafe fixes too", n),
            n => as_diff(n, Tier::Unsafe),
        };
        add(StepKind::Diff, what, format!("omslint diff --unsafe-fixes{input}"));
    }
    let renames = Renames::of(export, findings.iter());
    let is_brought = |finding: &Finding<'_>| renames.answer(states::owner(export, finding), finding).is_some();
    let needs = |finding: &&Finding<'_>| finding.fix.as_ref().is_some_and(|fix| fix.tier == Tier::NeedsValue);
    let open = findings.iter().filter(needs).filter(|finding| !is_brought(finding)).count();
    if open > 0 {
        let what = match open {
            1 => tr!("write a template for the value that only a person knows").to_owned(),
            n => tr!("write a template for the {n} values that only a person knows", n),
        };
        add(StepKind::Values, what, format!("omslint values{input} > {}", template()));
    }
    if let Some(worst) = findings.iter().max_by_key(|finding| finding.severity) {
        add(
            StepKind::Explain,
            tr!("read what {rule} is about", rule = worst.rule),
            format!("omslint explain {}", worst.code),
        );
    }
    steps
}

/// A file for the template that is not there yet: in one that is there, a person wrote what only a person knows.
fn template() -> String {
    let names = std::iter::once("values.toml".to_owned()).chain((2..).map(|number| format!("values{number}.toml")));
    let mut free = names.filter(|name| !write::exists(Path::new(name)));
    free.next().unwrap_or_default()
}

/// What to do after `fix`.
pub(super) fn after_fix(common: &Common, user: &UserFiles, findings: &[Finding<'_>]) -> Vec<NextStep> {
    let is_unsafe = |f: &&Finding<'_>| f.fix.as_ref().is_some_and(|fix| fix.tier == Tier::Unsafe);
    match findings.iter().filter(is_unsafe).count() {
        0 => Vec::new(),
        n => vec![NextStep {
            kind: StepKind::Diff,
            purpose: as_diff(n, Tier::Unsafe),
            command: format!("omslint diff --unsafe-fixes{}", given(common, user)),
        }],
    }
}

/// To see so many fixes of a tier.
fn as_diff(n: usize, tier: Tier) -> String {
    match (tier, n) {
        (Tier::Unsafe, 1) => tr!("see the unsafe fix as a diff").to_owned(),
        (Tier::Unsafe, n) => tr!("see the {n} unsafe fixes as a diff", n),
        (_, 1) => tr!("see the safe fix as a diff").to_owned(),
        (_, n) => tr!("see the {n} safe fixes as a diff", n),
    }
}

/// The options that say what is read.
pub(super) const READS: [&str; 5] = ["include", "exclude", "follow-symlinks", "max-file-size", "timezone"];

/// What decides what is read and found, flag by flag as a shell takes it: without it a command on the same PATHs would speak of
/// something else. `is_asked` says whether an option is to be among them.
pub(super) fn flags(common: &Common, is_asked: impl Fn(&str) -> bool) -> Vec<String> {
    let (knowledge, input) = (&common.knowledge, &common.input);
    let mut flags: Vec<String> = Vec::new();
    let mut flag = |name: &str, value: Option<String>| {
        let value = value.filter(|_| is_asked(name));
        flags.extend(value.map(|value| format!("--{name} {}", shell::word(&value))));
    };
    let shown = |path: &PathBuf| path.display().to_string();
    flag("from", knowledge.from.map(|version| version.to_string()));
    flag("to", knowledge.to.map(|version| version.to_string()));
    flag("created-with", knowledge.created_with.map(|version| version.to_string()));
    flag("downtime", knowledge.downtime.map(length));
    flag("reserve", knowledge.reserve.map(length));
    flag("ddl", knowledge.ddl.answer().map(|_| knowledge.ddl.name().to_owned()));
    flag("db-type", knowledge.db_type.clone());
    flag("checkpoint", knowledge.checkpoint.clone());
    flag("config", common.config.config.as_ref().map(shown));
    for file in &knowledge.values {
        flag("values", Some(shown(file)));
    }
    for glob in &input.include {
        flag("include", Some(glob.clone()));
    }
    for glob in &input.exclude {
        flag("exclude", Some(glob.clone()));
    }
    flag("max-file-size", Some(input.max_file_size.clone()).filter(|size| size != DEFAULT_SIZE));
    flag("timezone", knowledge.timezone.map(|zone| zone.to_string()));
    flags.extend((input.follow_symlinks && is_asked("follow-symlinks")).then(|| "--follow-symlinks".to_owned()));
    flags.extend(common.config.no_config.then(|| "--no-config".to_owned()));
    flags
}

/// A length of time as it is given.
fn length(seconds: i64) -> String {
    match seconds {
        hours if hours > 0 && hours % 3600 == 0 => format!("{}h", hours / 3600),
        minutes if minutes > 0 && minutes % 60 == 0 => format!("{}m", minutes / 60),
        0 => "0".to_owned(),
        _ => format!("{seconds}s"),
    }
}

/// The list of PATHs, as flags.
pub(super) fn list(common: &Common) -> Option<String> {
    let file = common.input.files_from.as_ref()?;
    let null = if common.input.null { " -0" } else { "" };
    // What was piped in is gone.
    let name = if file.as_os_str() == "-" { "LIST".to_owned() } else { shell::word(&file.display().to_string()) };
    Some(format!("--files-from {name}{null}"))
}

/// The knowledge and the PATHs that were given, ready for a shell.
fn given(common: &Common, user: &UserFiles) -> String {
    // What omslint.toml says, the next command finds there.
    let is_asked = |name: &str| !user.options.contains(name);
    let file = |name: &str, file: Option<&PathBuf>| {
        let file = file.filter(|_| is_asked(name))?;
        Some(format!("--{name} {}", shell::word(&file.display().to_string())))
    };
    let lang = user.languages.flag().filter(|_| is_asked("lang"));
    let mut words: Vec<String> = lang.map(|lang| format!("--lang {}", language::name(lang))).into_iter().collect();
    words.extend(flags(common, is_asked));
    words.extend(file("expect", common.knowledge.expect.as_ref()));
    words.extend(file("baseline", common.rules.baseline.as_ref()));
    words.extend(list(common));
    let piped = common.input.stdin_filename.iter();
    words.extend(piped.map(|name| format!("--stdin-filename {}", shell::word(name))));
    words.extend(common.task.iter().map(|task| format!("--task {}", shell::word(task))));
    words.extend(common.input.paths.iter().map(|path| shell::path(&path.display().to_string())));
    words.iter().map(|word| format!(" {word}")).collect()
}
