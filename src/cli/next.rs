//! The next command to type.

use std::path::PathBuf;

use super::args::Common;
use super::language;
use super::user_files::UserFiles;
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
        add(StepKind::Values, what, format!("omslint values{input} > values.toml"));
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

/// The knowledge and the PATHs that were given, ready for a shell.
fn given(common: &Common, user: &UserFiles) -> String {
    let knowledge = &common.knowledge;
    let mut words: Vec<String> = Vec::new();
    // What omslint.toml says, the next command finds there.
    let options = &user.options;
    let mut flag = |name: &str, value: Option<String>| {
        let value = value.filter(|_| !options.contains(name));
        words.extend(value.map(|value| format!("--{name} {}", shell::word(&value))));
    };
    let shown = |path: &PathBuf| path.display().to_string();
    flag("lang", user.languages.flag().map(|language| language::name(language).to_owned()));
    flag("config", common.config.config.as_ref().map(shown));
    flag("from", knowledge.from.map(|version| version.to_string()));
    flag("created-with", knowledge.created_with.map(|version| version.to_string()));
    flag("to", knowledge.to.map(|version| version.to_string()));
    flag("ddl", knowledge.ddl.answer().map(|_| knowledge.ddl.name().to_owned()));
    flag("db-type", knowledge.db_type.clone());
    flag("checkpoint", knowledge.checkpoint.clone());
    flag("downtime", knowledge.downtime.map(|seconds| format!("{seconds}s")));
    flag("reserve", knowledge.reserve.map(|seconds| format!("{seconds}s")));
    for file in &knowledge.values {
        flag("values", Some(shown(file)));
    }
    flag("expect", knowledge.expect.as_ref().map(shown));
    flag("baseline", common.rules.baseline.as_ref().map(shown));
    flag("files-from", common.input.files_from.as_ref().map(|file| file.display().to_string()));
    words.extend(common.task.iter().map(|task| format!("--task {}", shell::word(task))));
    words.extend(common.config.no_config.then(|| "--no-config".to_owned()));
    words.extend(common.input.paths.iter().map(|path| shell::word(&path.display().to_string())));
    words.iter().map(|word| format!(" {word}")).collect()
}
