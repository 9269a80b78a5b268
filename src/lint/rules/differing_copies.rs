//! OMS112: copies of one component that differ.

use crate::lint::finding::{Finding, Label, Severity};
use crate::lint::rule::{Context, Meta, Rule, Topic};
use crate::lint::unchecked;
use crate::oms::component::Component;
use crate::oms::export::Export;
use crate::oms::standing::{Order, Standing};
use crate::oms::time;
use crate::text::lang::{semicolon, tr};
use crate::text::sorting;

pub(super) struct DifferingCopies;

static META: Meta = Meta {
    code: "OMS112",
    name: "differing-copies",
    summary: "copies of one component that differ: which one counts, and in what they differ",
    severity: Severity::Warning,
    topic: Topic::Copies,
    is_default: true,
    fix: None,
    what: "Several copies of one component (one component id) in the input that do not say the same, such as those of two \
           daily exports in one tree. The newest counts, and the others get no findings of their own. What is the newest is \
           told by the export's own marks: the time at which the API took each, that of the record of collect.sh, or `gmt` in \
           oms.connector.checkpoint; a time in the future is none, and a copy does not take that of one that says the \
           same. Then the finding is shown, but the state of the task is that of the newest copy alone. \
           Without such marks the modification times of the files tell: then nothing of it is called safe, and the task is \
           CONFIRM at best. Where these do not order them either, all are checked, nothing is safe, and the task is BLOCKED: an error. So \
           it is where the newest lies under a backup's name (`run.old`, `backup-2026`), which never counts instead of what does \
           not. A copy without its source differs from one that has it, unless it is the older. Copies that say \
           the same are one component and no finding: one of them counts, one on the disk before one in an archive. An answer of the API and the files of an Incr-Sync spell and mask the same in their own ways, so of them only \
           the type of the source and its `checkpoint` are compared.",
    why: "A fix that is made of an old copy is a fix of yesterday's configuration: the task may have been changed since.",
    how: "Check the export of one day only, or take the old copies out of the input (`--exclude`). Copies that keep the \
          modification times (`cp -p`, `tar`) can be told apart.",
    source: "That one component id is one component is how OMS names them (high). That the newest copy is what runs is \
             inferred (medium).",
};

impl Rule for DifferingCopies {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_component<'a>(
        &self,
        context: Context<'_, 'a>,
        component: &Component<'a>,
        findings: &mut Vec<Finding<'a>>,
    ) {
        let Some(standing) = component.standing.as_deref() else { return };
        let export = context.export;
        let (others, keys, which, reason) = match standing {
            // The first of them says it for all.
            Standing::Copy { .. } | Standing::Outdated { .. } | Standing::Unordered { is_first: false, .. } => return,
            Standing::Newest { by, others, at, keys } => {
                let (last, before) = others.iter().copied().max_by_key(|(_, time)| *time).unwrap_or_default();
                let (at, before) = (export.zone().show(*at), export.zone().show(before));
                let marks = [Some(component), export.component(last)].map(|copy| copy.map_or("", own_mark));
                let which = counts(*by, marks, &at, &before);
                let others: Vec<usize> = others.iter().map(|(number, _)| *number).collect();
                let reason =
                    tr!("See that this is the newer export, and check it alone: leave the others out with `--exclude`");
                (others, keys, which, reason)
            }
            Standing::Unordered { others, keys, .. } => {
                let lies_in_backup = |number: &usize| {
                    export.component(*number).is_some_and(|component| export.is_aside(component.document))
                };
                let is_aside = export.is_aside(component.document);
                let which = match others.iter().any(|other| lies_in_backup(other) != is_aside) {
                    true => tr!(
                        "what lies under a backup's name never counts instead of what does not, and nothing says that the other is \
                         the newer, so all were checked, and nothing of it is safe"
                    ),
                    false => {
                        tr!("nothing says which one is the newest, so all were checked, and nothing of it is safe")
                    }
                };
                let reason = tr!(
                    "Find out which of them is the newest, and check it alone: leave the others out with `--exclude`"
                );
                (others.clone(), keys, which.to_owned(), reason)
            }
        };
        // The newest may be half a copy, without its source.
        let (whole, head) = export.places(component);
        let mut finding = META.finding(context, Some(component), whole);
        // Its task is BLOCKED, and a run must not end well over that.
        if matches!(standing, Standing::Unordered { .. }) {
            finding.severity = Severity::Error;
        }
        finding.place = head;
        finding.label = tr!("a copy that differs from others").into();
        finding.related = others.iter().filter_map(|other| label(export, *other)).collect();
        finding.message = message(export, component, (&others, keys), &which);
        if let Some(ahead) = ahead(context, component, &others) {
            finding.message = [finding.message.as_str(), &ahead].join(semicolon());
        }
        finding.advise(reason, "");
        findings.push(finding);
    }
}

/// Why this copy counts, as a clause: it is of the time `at`, and the others are of no later time than `before`; `mark` says when it
/// is of, and `other` when the newest of the others is.
fn counts(by: Order, [mark, other]: [&str; 2], at: &str, before: &str) -> String {
    match by {
        Order::Sampled => {
            tr!("this one counts, for the API took it at {at}, and the others no later than {before}", at, before)
        }
        Order::Recorded => tr!(
            "this one counts, for collect.sh took it at {at}, as its record says, and the others no later than {before}",
            at,
            before
        ),
        Order::Status => tr!(
            "this one counts, for the status of its process is of {at} (`gmt` in oms.connector.checkpoint), and that of the \
             others no later than {before}",
            at,
            before
        ),
        Order::Own => tr!(
            "this one counts, for it is of {at}, by {mark}, and the others no later than {before}, by {other}",
            at,
            mark,
            before,
            other
        ),
        Order::Modified => tr!(
            "this one counts, for its files were modified at {at}, and those of the others no later than {before}; a copy may \
             have lost the true times, so nothing of it is called safe",
            at,
            before
        ),
    }
}

/// What says of when a copy is, where each has a mark of its own.
fn own_mark(component: &Component<'_>) -> &'static str {
    if component.reported.is_some_and(|reported| reported.sampled.is_some()) {
        tr!("`checkpointSampleTimestamp` in the answer of the API")
    } else if component.recorded.is_some() {
        tr!("the record of collect.sh")
    } else {
        tr!("`gmt` in oms.connector.checkpoint")
    }
}

/// That the API is said to have taken some of the copies in the future, which says nothing of their order; as a clause.
fn ahead(context: Context<'_, '_>, component: &Component<'_>, others: &[usize]) -> Option<String> {
    let export = context.export;
    let copies = others.iter().filter_map(|other| export.component(*other)).chain([component]);
    let is_ahead = |copy: &&Component<'_>| {
        let sampled = copy.reported.and_then(|reported| reported.sampled);
        sampled.is_some_and(|sampled| time::is_ahead(sampled, context.settings.now))
    };
    let path = |copy: &Component<'_>| {
        let sampled = copy.reported.and_then(|reported| reported.sampled)?;
        let path = &export.document(copy.document)?.path;
        Some(tr!("{path} ({at})", path, at = export.zone().aside(sampled)))
    };
    let mut names: Vec<String> = copies.filter(is_ahead).filter_map(path).collect();
    sorting::sort(&mut names);
    let (first, rest) = names.split_first()?;
    Some(tr!(
        "a time at which the API took a copy lies in the future, so it says nothing of what is newer: {names}",
        names = unchecked::list(first, rest)
    ))
}

fn message(
    export: &Export<'_>,
    component: &Component<'_>,
    (others, keys): (&[usize], &[String]),
    which: &str,
) -> String {
    let (who, copies) = (component.describe(), others.len() + 1);
    let keys = match keys {
        [first, rest @ ..] => unchecked::list(first, rest),
        [] => String::new(),
    };
    let paths: Vec<String> = others.iter().filter_map(|other| path(export, *other)).collect();
    match paths.as_slice() {
        [path] => tr!(
            "{component} stands here in {copies} copies that differ in {keys}; {which} (the other: {path})",
            component = who,
            copies,
            keys,
            which,
            path
        ),
        [first, rest @ ..] => tr!(
            "{component} stands here in {copies} copies that differ in {keys}; {which} (the others: {paths})",
            component = who,
            copies,
            keys,
            which,
            paths = unchecked::list(first, rest)
        ),
        [] => tr!(
            "{component} stands here in {copies} copies that differ in {keys}; {which}",
            component = who,
            copies,
            keys,
            which
        ),
    }
}

fn path(export: &Export<'_>, number: usize) -> Option<String> {
    let component = export.component(number)?;
    export.document(component.document).map(|document| document.path.to_string())
}

fn label(export: &Export<'_>, number: usize) -> Option<Label> {
    let component = export.component(number)?;
    Some(Label { place: export.places(component).1, message: tr!("another copy of it").into() })
}
