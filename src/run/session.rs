//! One run: what the user says, what was read, the export made of it, what was found in it, and the report.

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;

use super::asked::Asked;
use super::loaded::Loaded;
use super::place::Place;
use super::usage::Usage;
use super::user_files::UserFiles;
use super::verdict::{Came, Verdict};
use crate::fix::apply::{Made, Proven, make, mend_copies, prove};
use crate::fix::proof::{Fixed, Takes, is_applicable};
use crate::lint::finding::{self, Finding, Severity, Tier};
use crate::lint::rule::{Context, Rule, Settings};
use crate::lint::states::{self, Filing, State, States, values};
use crate::lint::strangers::{self, Strange, Stranger, near};
use crate::lint::suppress::{self, Findings, Suppressions};
use crate::lint::topic::{SourceKey, Topic};
use crate::lint::unchecked::{self, NotChecked};
use crate::lint::{rules, run};
use crate::oms::component::Component;
use crate::oms::copies::Keeping;
use crate::oms::export::{Export, Input, Role};
use crate::oms::kind::ComponentKind;
use crate::oms::shapes;
use crate::report::overview;
use crate::report::report::{FileCounts, NextStep, Report, Run, RunPlace, Summary};
use crate::text::document::Document;
use crate::text::failure::Failure;
use crate::text::lang::{comma, tr};
use crate::text::parallel;
use crate::text::sorting;

/// What a run is made with.
pub(crate) struct Session<'u, P> {
    /// What the user says.
    pub settings: Settings,
    /// The rules that run.
    pub rules: Vec<&'static dyn Rule>,
    /// Whether the rule about what is missing runs for the list of expected tasks only: that one holds whatever is selected.
    only_expected: bool,
    /// What was read.
    pub loaded: Loaded<P>,
    /// The working directory; empty where there is none.
    pub cwd: PathBuf,
    /// What stands in the user's files.
    pub user: &'u UserFiles,
    /// What is asked.
    asked: Asked,
    /// Where the run takes place.
    place: RunPlace,
}

impl<'u, P: Place> Session<'u, P> {
    /// A run of `rules` over what was read in `cwd`.
    pub(crate) fn new(
        (settings, mut rules): (Settings, Vec<&'static dyn Rule>),
        asked: Asked,
        user: &'u UserFiles,
        loaded: Loaded<P>,
        (cwd, place): (PathBuf, RunPlace),
    ) -> Self {
        let only_expected = settings.expected.is_some() && !rules.iter().any(|rule| is_completeness(*rule));
        if only_expected {
            rules = rules::ALL.iter().copied().filter(|rule| is_completeness(*rule) || has(&rules, *rule)).collect();
        }
        Self { settings, rules, only_expected, loaded, cwd, user, asked, place }
    }

    /// The model of what was read, against which it is checked what the user says.
    ///
    /// # Errors
    /// What the user says of components that are not there.
    pub(crate) fn export(&self) -> Result<Export<'_>, Usage> {
        self.export_checked(&|_| true)
    }

    /// As [`Self::export`], of what was read at a later time than that of which the user speaks: components have other ids by
    /// then, and what was said of one of them is said of none.
    ///
    /// # Errors
    /// What the user says of anything else that is not there.
    pub(crate) fn export_later(&self) -> Result<Export<'_>, Usage> {
        self.export_checked(&|strange| !strange.is_of_component())
    }

    fn export_checked(&self, counts: &dyn Fn(&Strange) -> bool) -> Result<Export<'_>, Usage> {
        let inputs = self.loaded.documents.iter().zip(&self.loaded.sources);
        let inputs = inputs.map(|(document, source)| Input { document, origin: source.origin });
        let kept = |document| self.loaded.kept(document);
        let keeping = Keeping { kept: &kept, now: self.settings.now };
        let mut export = Export::build_kept(inputs.collect(), shapes::ALL, keeping, None);
        if let Some(zone) = self.asked.zone {
            export.show_times_in(zone);
        }
        self.check_checkpoint(&export)?;
        self.check_values(&export, counts)?;
        self.check_tasks(&export)?;
        Ok(export)
    }

    /// What the rules find in `export`, without what the user hides.
    #[must_use]
    pub(crate) fn lint<'d>(&self, export: &Export<'d>) -> Findings<'d> {
        let baseline = self.user.baseline.as_ref().map(|(name, baseline)| (name.as_str(), baseline));
        self.lint_with(export, Suppressions { ignores: &self.user.ignores, baseline })
    }

    /// What the rules find in `export`, known or not.
    #[must_use]
    pub(crate) fn lint_without_baseline<'d>(&self, export: &Export<'d>) -> Findings<'d> {
        self.lint_with(export, Suppressions { ignores: &self.user.ignores, baseline: None })
    }

    fn lint_with<'d>(&self, export: &Export<'d>, suppressions: Suppressions<'_>) -> Findings<'d> {
        let mut findings = run::run(export, &self.settings, &self.rules, suppressions);
        if self.only_expected {
            findings.retain(|finding| finding.topic != Topic::Completeness || finding.severity == Severity::Error);
        }
        if !self.asked.tasks.is_empty() {
            let is_asked = |reader: &&Component<'_>| {
                reader.is_live() && self.asked.tasks.iter().any(|task| **task == *states::filed_under(export, reader).1)
            };
            let readers = export.incr_syncs().map(|(reader, _)| reader).filter(is_asked);
            let read: HashSet<&str> = readers.flat_map(Component::subtopics).collect();
            findings.retain(|finding| self.is_about(export, finding, &read));
        }
        findings
    }

    /// Whether a finding is about one of the tasks that this run is about, about a Store of what these read (`read`), or about
    /// the run as a whole. A task that is expected and missing is missing whatever is looked at.
    fn is_about(&self, export: &Export<'_>, finding: &Finding<'_>, read: &HashSet<&str>) -> bool {
        let is_site = finding.subject.task.is_none() && finding.subject.kind.is_none();
        let is_expected = finding.topic == Topic::Completeness && finding.severity == Severity::Error;
        let is_asked = |id: &str| self.asked.tasks.iter().any(|task| task == id);
        let owner = states::owner(export, finding);
        let filed = || owner.map(|component| states::filed_under(export, component).1);
        let store = owner.filter(|component| component.kind == ComponentKind::Store);
        is_site
            || is_expected
            || store.is_some_and(|store| store.subtopics().any(|subtopic| read.contains(subtopic)))
            || finding.subject.task.as_deref().map_or_else(|| filed().is_some_and(|id| is_asked(&id)), is_asked)
    }

    /// The tasks that the user asks about must be here.
    fn check_tasks(&self, export: &Export<'_>) -> Result<(), Usage> {
        if self.asked.tasks.is_empty() {
            return Ok(());
        }
        let context = Context { export, settings: &self.settings };
        let rows = States::of(context, std::iter::empty(), &self.failures(export)).tasks;
        let known = || rows.iter().map(|row| row.id.as_ref()).chain(export.tasks());
        match self.asked.tasks.iter().find(|task| !known().any(|id| id == *task)) {
            None => Ok(()),
            Some(task) => Err(Usage::new(|| {
                tr!("--task: there is no task {task} in this export{near}", task, near = near(task, known()),)
            })),
        }
    }

    /// The codes of the rules that run.
    #[must_use]
    pub(crate) fn codes(&self) -> Vec<&'static str> {
        self.rules.iter().map(|rule| rule.meta().code).collect()
    }

    /// Whether it is about some of the tasks only.
    #[must_use]
    pub(crate) fn is_of_some(&self) -> bool {
        !self.asked.tasks.is_empty()
    }

    /// What a component of `export` needs in its source and no finding shows, for the rule does not run, or it is known or ignored:
    /// it is lacking all the same, so nothing else of that component may be entered without it.
    #[must_use]
    pub(crate) fn lacking_unseen<'d>(&self, export: &Export<'d>, findings: &Findings<'d>) -> Vec<Finding<'d>> {
        let codes = self.codes();
        let is_left_out = |rule: &&dyn Rule| {
            rule.meta().is_default && rule.meta().topic.key().is_some() && !codes.contains(&rule.meta().code)
        };
        let rest: Vec<_> = rules::ALL.iter().copied().filter(is_left_out).collect();
        let mut unseen = if rest.is_empty() { Vec::new() } else { run::lint(export, &self.settings, &rest) };
        unseen.extend(findings.baselined.iter().filter(|finding| finding.topic.key().is_some()).cloned());
        // That a value is right as it stands the user may know; that one is there who has none, nobody does.
        let is_missing = |finding: &&Finding<'_>| matches!(finding.topic, Topic::Missing(_));
        unseen.extend(findings.ignored.iter().filter(is_missing).cloned());
        unseen
    }

    /// The texts that the fixes of `findings` come to, those of equal copies among them.
    #[must_use]
    pub(crate) fn make_fixes(&self, export: &Export<'_>, findings: &Findings<'_>, takes: Takes<'_>) -> Made {
        let mut made = make(&export.inputs, &findings.shown, takes);
        // What somebody keeps under a backup's name is to stay what it was.
        let is_plain = |number: usize| self.loaded.sources.get(number).is_some_and(|source| source.member.is_none());
        let is_open = |number: usize| is_plain(number) && !export.is_aside(number);
        mend_copies(&mut made, export, &is_open);
        made
    }

    /// Which fixes a plan makes. Of a task that is ready nothing is entered, so its files stay as they are; of what only informs only that is
    /// made which goes along with what else is entered: all of it stands in every output, with what it rests on.
    pub(crate) fn due_in_plan<'f>(
        &self,
        export: &Export<'_>,
        findings: &'f Findings<'_>,
        with_unsafe: bool,
    ) -> impl Fn(&Finding<'_>) -> bool + use<'f, P> {
        let along: Vec<_> = findings.shown.iter().filter(|finding| values::goes_along(finding)).collect();
        let states = if along.is_empty() { States::default() } else { self.states(export, findings) };
        let is_ready = |finding: &&Finding<'_>| {
            let owner = states::owner(export, finding).map(|component| states::filed_under(export, component));
            let row = owner.and_then(|(is_task, id)| states.get(is_task, &id));
            row.is_none_or(|row| row.state == State::Ready)
        };
        let place = |finding: &'f Finding<'_>| (finding.place.document, finding.pointer.as_str());
        let ready: BTreeSet<_> = sorting::set(along.into_iter().filter(is_ready).map(place));
        move |finding| {
            let is_due = finding.severity > Severity::Info
                || (values::goes_along(finding)
                    && !ready.contains(&(finding.place.document, finding.pointer.as_str())));
            is_due && is_applicable(finding, with_unsafe)
        }
    }

    /// Proves the texts that were made of the fixes of `findings`.
    #[must_use]
    pub(crate) fn prove<'f>(
        &self,
        made: &'f Made,
        export: &Export<'f>,
        findings: &Findings<'_>,
        takes: Takes<'_>,
    ) -> Proven<'f> {
        prove(made, &export.inputs, &findings.shown, takes, &|inputs| self.relint(inputs, export))
    }

    /// The export with other texts, and what the rules find in it.
    #[must_use]
    pub(crate) fn relint<'f>(&self, inputs: Vec<Input<'f>>, before: &Export<'_>) -> (Export<'f>, Findings<'f>) {
        let kept = |document| self.loaded.kept(document);
        let keeping = Keeping { kept: &kept, now: self.settings.now };
        let export = Export::build_kept(inputs, shapes::ALL, keeping, Some(before));
        let findings = self.lint(&export);
        (export, findings)
    }

    /// As [`Self::relint`], once files are written: which of several copies counts is settled as they lie now.
    #[must_use]
    pub(crate) fn relint_as_written<'f>(
        &self,
        inputs: Vec<Input<'f>>,
        before: &Export<'_>,
    ) -> (Export<'f>, Findings<'f>) {
        let kept = |document| self.loaded.kept(document);
        let keeping = Keeping { kept: &kept, now: self.settings.now };
        let mut export = Export::build_kept(inputs, shapes::ALL, keeping, None);
        export.show_times_in(before.zone());
        let findings = self.lint(&export);
        (export, findings)
    }

    /// Whether a fixed document was read from an archive, or from a file that is compressed: neither is written to.
    #[must_use]
    pub(crate) fn is_packed(&self, fixed: &Fixed) -> bool {
        self.loaded.sources.get(fixed.number).is_some_and(|source| source.member.is_some())
    }

    /// A values file is about the export it is given with, so what is not there is a mistake in it.
    fn check_values(&self, export: &Export<'_>, counts: &dyn Fn(&Strange) -> bool) -> Result<(), Usage> {
        let strangers = strangers::among(&self.settings.overrides, export);
        let is_wrong = |stranger: &&Stranger| self.user.is_values(stranger.place) && counts(&stranger.what);
        let wrong: Vec<_> = strangers.iter().filter(is_wrong).collect();
        if wrong.is_empty() {
            return Ok(());
        }
        let said = wrong.iter().map(|stranger| {
            tr!("{path}: {why}", path = self.user.cite(stranger.place), why = strangers::said(stranger))
        });
        Err(Usage::all(|| said.collect()))
    }

    /// That of the rule about what is missing only the list of `--expect` was looked at, if it is so.
    fn unexpected(&self) -> Option<NotChecked> {
        let expected = self.settings.expected.as_ref().filter(|_| self.only_expected)?;
        let file = self.loaded.documents.get(expected.document).map_or("", |document| &*document.path);
        let looks = self.rules.iter().find(|rule| is_completeness(**rule))?;
        let why = tr!(
            "{code} does not run; {file} was looked at all the same, and nothing else of it",
            code = looks.meta().code,
            file,
        );
        Some(NotChecked { what: tr!("what else is missing").into(), why })
    }

    /// The tasks, of `all`, that nobody asked for.
    fn others(&self, all: usize) -> Option<NotChecked> {
        let n = all.checked_sub(self.asked.tasks.len()).filter(|others| self.is_of_some() && *others > 0)?;
        let names = self.asked.tasks.join(comma());
        Some(NotChecked {
            what: tr!("other tasks").to_owned(),
            why: tr!("--task: {names} alone; {n} more are here", names, n),
        })
    }

    /// An `omslint.toml` may know more than this export holds, so what is not there is only told.
    fn unapplied(&self, export: &Export<'_>) -> Option<NotChecked> {
        let strangers = strangers::among(&self.settings.overrides, export);
        let first = strangers.first()?;
        let place = self.user.cite(first.place);
        let why = match strangers.len() {
            1 => tr!("{path}: {why}", path = place, why = strangers::said(first)),
            n => tr!(
                "{n} names in overrides are not here, such as {place}: {why}",
                n,
                place,
                why = strangers::said(first),
            ),
        };
        Some(NotChecked { what: tr!("overrides").into(), why })
    }

    /// What was said of components that moved since, and counts for those that took their places.
    fn moved(&self, export: &Export<'_>) -> Option<NotChecked> {
        let moved = strangers::moved(&self.settings.overrides, export);
        let first = moved.first()?;
        let (place, from, to) = (self.user.cite(first.place), &first.from, &first.to);
        let why = match moved.len() {
            1 => tr!("{place}: {from} is live no more, so its value counts for {to}", place, from, to),
            n => tr!(
                "{n} values count for the components that took the place of those named, such as {place}: {to} for {from}",
                n,
                place,
                to,
                from
            ),
        };
        Some(NotChecked { what: tr!("components that moved").into(), why })
    }

    /// Positions that were given and change nothing.
    fn unused(&self, export: &Export<'_>) -> Option<NotChecked> {
        let unused = strangers::unused(&self.settings.overrides, export);
        let first = unused.first()?;
        let (place, of, has) = (self.user.cite(first.place), &first.of, export.zone().show(first.has));
        let why = match unused.len() {
            1 => tr!("{place}: {of} has a position of its own, {has}, which stays", place, of, has),
            n => tr!(
                "{n} are for what has one of its own, which stays, such as {place}: {of} has {has}",
                n,
                place,
                of,
                has
            ),
        };
        Some(NotChecked { what: tr!("positions that were given").into(), why })
    }

    /// A checkpoint belongs to one component, so it may be given only where exactly one needs it.
    fn check_checkpoint(&self, export: &Export<'_>) -> Result<(), Usage> {
        if self.settings.checkpoint.is_none() {
            return Ok(());
        }
        let without = Settings { checkpoint: None, ..self.settings.clone() };
        let topics = [Topic::Missing(SourceKey::Checkpoint), Topic::Wrong(SourceKey::Checkpoint)];
        let asks = |rule: &&dyn Rule| topics.contains(&rule.meta().topic);
        let rules: Vec<_> = rules::ALL.iter().copied().filter(asks).collect();
        let found = run::lint(export, &without, &rules);
        // What an override gives already needs no flag.
        let is_open = |finding: &&Finding<'_>| finding.fix.as_ref().is_some_and(|fix| fix.tier != Tier::Safe);
        // What lacks a position for one client may have a wrong one for another.
        let open: HashSet<_> = found
            .iter()
            .filter(is_open)
            .map(|finding| states::owner(export, finding).map_or(0, |component| std::ptr::from_ref(component).addr()))
            .collect();
        match open.len() {
            1 => Ok(()),
            0 => Err(Usage::new(|| tr!("--checkpoint: no component of this run needs a checkpoint"))),
            n => Err(Usage::new(|| {
                tr!(
                    "--checkpoint: {n} components of this run need a checkpoint, and each has its own position; run omslint on \
                 one component at a time, or give the values one by one (`omslint values` writes a template)",
                    n,
                )
            })),
        }
    }

    /// What the run was about, and what `findings` and `export` leave open.
    #[must_use]
    pub(crate) fn about(&self, export: &Export<'_>, findings: &Findings<'_>) -> Run {
        let settings = &self.settings;
        // Each goes over all components, and they take unequally long.
        let ((files, components), (open, (tasks, servers))) = parallel::join(
            || (self.file_counts(export), export.counts()),
            || {
                let names = || parallel::join(|| export.tasks().len(), || export.servers().len());
                parallel::join(|| unchecked::in_export(export, settings, &self.loaded.torn_ha_configs(export)), names)
            },
        );
        let mut not_checked = self.loaded.not_checked.clone();
        if self.asked.to_assumed {
            let why = tr!("no --to, {version} assumed", version = settings.to);
            not_checked.push(NotChecked { what: tr!("another target").into(), why });
        }
        not_checked.extend(self.others(tasks));
        not_checked.extend(self.loaded.dumps_beside(export));
        not_checked.extend(self.loaded.office_beside(export));
        not_checked.extend(self.loaded.hollow(export));
        not_checked.extend(self.loaded.empty_servers(export));
        not_checked.extend(self.loaded.namesakes(export));
        not_checked.extend(Loaded::<P>::empty_answers(export));
        not_checked.extend(self.loaded.in_passing(export));
        not_checked.extend(self.loaded.barren(export));
        not_checked.extend(open);
        not_checked.extend(self.unapplied(export));
        not_checked.extend(self.moved(export));
        not_checked.extend(self.unused(export));
        not_checked.extend(self.unexpected());
        not_checked.extend(findings.notes.iter().cloned());
        Run {
            from: settings.from.map(|version| version.to_string()),
            created_with: settings.created_with.map(|version| version.to_string()),
            to: settings.to.to_string(),
            to_assumed: self.asked.to_assumed,
            ddl: self.asked.ddl,
            files,
            components,
            tasks,
            servers,
            not_checked,
            is_of_some: self.is_of_some(),
            place: self.place.clone(),
            now: Some(settings.now),
            exported: overview::exported(export, settings.now),
        }
    }

    /// The report of `findings` in `export`, whose documents are given.
    #[must_use]
    pub(crate) fn report<'a>(
        &self,
        export: &'a Export<'a>,
        documents: &'a [&'a Document],
        findings: Findings<'a>,
        next: Vec<NextStep>,
    ) -> Report<'a> {
        let (run, states) = parallel::join(|| self.about(export, &findings), || self.states(export, &findings));
        let tasks = overview::tasks(export, &states, &self.asked.tasks);
        let (ignored, baselined) = (findings.ignored.len(), findings.baselined.len());
        let summary = Summary { ignored, baselined, ..Summary::of(&findings.shown) };
        let shown = findings.shown.into_iter().filter(|finding| finding.severity >= self.asked.min_severity).collect();
        Report {
            documents,
            run,
            rules: self.rules.iter().map(|rule| rule.meta()).collect(),
            tasks,
            zone: Box::new(|| export.zone()),
            states,
            checked: overview::recognised(export),
            fails: self.asked.fails,
            findings: shown,
            failures: self.failures(export),
            summary,
            next,
            show_secrets: self.asked.show_secrets,
            wants_infos: self.asked.wants_infos,
        }
    }

    /// What could not be read, parsed or understood, in order of path.
    #[must_use]
    pub(crate) fn failures(&self, export: &Export<'_>) -> Vec<Failure> {
        self.loaded.failures_in(export)
    }

    /// The state of each task: over what the default rules find, whatever the user chooses to see. What is ignored for a
    /// reason counts only where it says that something was not read.
    #[must_use]
    pub(crate) fn states<'a>(&self, export: &Export<'a>, findings: &Findings<'a>) -> States {
        let codes = self.codes();
        let context = Context { export, settings: &self.settings };
        let has_run =
            |rule: &dyn Rule| codes.contains(&rule.meta().code) && !(self.only_expected && is_completeness(rule));
        let defaults = rules::ALL.iter().copied().filter(|rule| rule.meta().is_default);
        let (ran, rest): (Vec<_>, Vec<_>) = defaults.partition(|rule| has_run(*rule));
        let suppressions = Suppressions { ignores: &self.user.ignores, baseline: None };
        let more =
            if rest.is_empty() { Findings::default() } else { run::run(export, &self.settings, &rest, suppressions) };
        let ran: HashSet<&str> = ran.iter().map(|rule| rule.meta().code).collect();
        let is_whole = |finding: &&Finding<'_>| ran.contains(finding.code);
        let shown = findings.shown.iter().chain(&findings.baselined).filter(is_whole).chain(&more.shown);
        let ignored = || findings.ignored.iter().filter(is_whole).chain(&more.ignored);
        let unread = ignored().filter(|finding| finding.topic == Topic::Completeness);
        let mut all: Vec<&Finding<'_>> = shown.chain(unread).collect();
        let is_one_list = rest.is_empty() && findings.baselined.is_empty() && findings.ignored.is_empty();
        if !is_one_list {
            let documents: Vec<_> = export.inputs.iter().map(|input| input.document).collect();
            sorting::sort_by(&mut all, |a, b| finding::compare(&documents, a, b));
        }
        let mut states = States::of(context, all.into_iter(), &self.failures(export));
        let why = |finding: &Finding<'_>| suppress::reason(&self.user.ignores, export, finding, self.settings.now);
        let mut filing = Filing::default();
        for said in ignored().filter_map(|finding| Some((finding, why(finding)?))) {
            states.note_ignored(context, said, &mut filing);
        }
        if !self.asked.tasks.is_empty() {
            states.tasks.retain(|row| self.asked.tasks.iter().any(|task| **task == *row.id));
        }
        states
    }

    fn file_counts(&self, export: &Export<'_>) -> FileCounts {
        let failed = self.failures(export).len();
        let mut counts = FileCounts { failed, ignored: self.loaded.ignored, ..Default::default() };
        (counts.recognised, counts.unrecognised) = self.loaded.left_aside();
        counts.unrecognised += self.loaded.foreign(export).len();
        let counted = export.roles.iter().enumerate().filter(|(number, _)| export.is_counted(*number));
        for (_, role) in counted {
            match role {
                Role::Configuration(_) | Role::Evidence(_) | Role::Aside(_) => counts.recognised += 1,
                Role::Unrecognised(_) => counts.unrecognised += 1,
                // It is among the failures.
                Role::NotUnderstood(_) => {}
            }
        }
        counts.scanned = counts.recognised + counts.unrecognised + counts.failed;
        counts
    }

    /// Whether no OMS configuration was recognised.
    #[must_use]
    pub(crate) fn is_empty(&self, export: &Export<'_>) -> bool {
        export.counted().next().is_none() && export.counts().ha_config == 0
    }

    /// How a run ends that leaves `findings`. `broken`: fixes failed; `differs`: a diff is not empty.
    #[must_use]
    pub(crate) fn verdict(
        &self,
        export: &Export<'_>,
        findings: &[Finding<'_>],
        broken: bool,
        differs: bool,
    ) -> Verdict {
        let fails = |least| differs || findings.iter().any(|finding| finding.severity >= least);
        Verdict::of(Came {
            broken,
            unread: !self.failures(export).is_empty(),
            found: self.asked.fails.is_some_and(fails),
            empty: self.is_empty(export) && !self.asked.allow_empty && !self.loaded.is_nothing_to_do,
        })
    }
}

/// Whether a rule finds what is missing in an export.
fn is_completeness(rule: &dyn Rule) -> bool {
    rule.meta().topic == Topic::Completeness
}

/// Whether `rule` is one of `rules`.
fn has(rules: &[&dyn Rule], rule: &dyn Rule) -> bool {
    rules.iter().any(|one| one.meta().code == rule.meta().code)
}
