//! OMS111: a component of which the part that decides was not understood, so that it was not checked.

use crate::lint::finding::{Finding, Severity, short};
use crate::lint::rule::{Context, Meta, Rule, Topic};
use crate::lint::unread::{self, Lack};
use crate::oms::component::Component;
use crate::text::lang::tr;

pub(super) struct UnreadComponent;

static META: Meta = Meta {
    code: "OMS111",
    name: "unread-component",
    summary: "a component of which the part that decides was not understood, so that it was not checked",
    severity: Severity::Error,
    topic: Topic::Unread,
    is_default: true,
    fix: None,
    what: "An Incr-Sync without a `source`, or whose source is null, a list, any other value than an object, names no \
           reader or one that omslint does not know, is half that of a Full-Import, or reads a Store and has a `checkpoint` but \
           no `clients` with ids to compare it with; a component of which nothing says what it is; and one whose id, or the list \
           of the API that it stands in, is that of an Incr-Sync, and whose content is that of a Full-Import or a \
           Full-Verification: then the Incr-Sync itself was not seen; and one of which collect.sh saw a process, and no configuration was \
           copied. It was not checked. Always \
           runs: neither `--select` nor `--ignore`, neither a baseline nor an `[[ignore]]` passes over it. Where another \
           copy of the same component was understood and is not the older one, that one is checked, and nothing is said.",
    why: "Whether a task runs after the upgrade is decided by `dbType` and `checkpoint` in the source of its Incr-Sync. \
          Where that part is missing or not understood, a result without findings would say nothing, and look like a pass.",
    how: "Copy the whole `conf` directory of the component again, or export the task again \
          (DescribeProjectComponents), and check again. If its source is complete and only its reader is unknown here, look \
          it up in the console (OPS & Monitoring > Component > Incr-Sync > Update).",
    source: "That a green result must not cover what was not looked at is a decision of omslint. The readers that are known \
             are those of the documentation (high).",
};

impl Rule for UnreadComponent {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_component<'a>(
        &self,
        context: Context<'_, 'a>,
        component: &Component<'a>,
        findings: &mut Vec<Finding<'a>>,
    ) {
        if let Some(lack) = unread::lack(context.export, component) {
            findings.push(finding(context, component, &lack));
        }
    }
}

fn finding<'a>(context: Context<'_, 'a>, component: &Component<'a>, lack: &Lack<'_>) -> Finding<'a> {
    let (whole, head) = context.export.places_without_source(component);
    let is_broken = context.export.source_that_is_none(component).is_some();
    let mut finding = META.finding(context, Some(component), whole);
    finding.place = head;
    (finding.label, finding.message) = said(&component.describe(), lack, is_broken);
    let more = match lack {
        Lack::Reader(_) => {
            tr!("If it says the same again, look up `dbType` and `checkpoint` of this component in the console (OPS & \
                 Monitoring > Component > Incr-Sync > Update).")
        }
        _ => tr!("If a file of it is named among the files that failed, mend that one first."),
    };
    finding.advise(
        tr!("Copy the whole `conf` directory of this component again, or export its task again, and check again"),
        more,
    );
    finding
}

/// What is said at the place, and of the component; `is_broken` where its file of a source holds none.
fn said(component: &str, lack: &Lack<'_>, is_broken: bool) -> (String, String) {
    match lack {
        Lack::Source => {
            let message = if is_broken {
                tr!(
                    "{component} was not checked: its `source.json` holds no source, so nothing says whether it has its \
                     `dbType` and `checkpoint`",
                    component
                )
            } else {
                tr!(
                    "{component} was not checked: no `source` of it is in what was read, so nothing says whether it has its \
                     `dbType` and `checkpoint`",
                    component
                )
            };
            (tr!("this component has no source that could be read").into(), message)
        }
        Lack::Reader(name) => (
            tr!("omslint does not know this reader").into(),
            tr!(
                "{component} was not checked: its source reads through `{reader}`, which is no reader known here, so nothing says \
                 whether it has its `dbType` and `checkpoint`",
                component,
                reader = short(name)
            ),
        ),
        Lack::Nameless => (
            tr!("nothing in this source says what it reads through").into(),
            tr!(
                "{component} was not checked: its source names neither a reader (`type`, `boosterClass`) nor `clients`, so nothing \
                 says whether its `checkpoint` is that of what it reads",
                component
            ),
        ),
        Lack::Torn => (
            tr!("this is half a Full-Import and half an Incr-Sync").into(),
            tr!(
                "{component} was not checked: one part of its source is that of a Full-Import and another that of an Incr-Sync, so \
                 nothing says which of them it is, and what it needs",
                component
            ),
        ),
        Lack::Clients => (
            tr!("the clients of this source cannot be told").into(),
            tr!(
                "{component} was not checked: its source reads a Store, and `clients` is absent, unreadable, or names a client \
                 without a `clientId`, so nothing says whether its `checkpoint` holds the position of every client",
                component
            ),
        ),
        Lack::Section(name) => (
            tr!("the `{section}` of this component was not understood", section = name.key()),
            tr!(
                "{component} was not checked: its `{section}` is no such section, or stands there twice in different letters, so nothing \
                 says all that decides: what it reads, where it writes, whether it synchronises DDL",
                component,
                section = name.key()
            ),
        ),
        Lack::FailedCall => (
            tr!("this answer says that the call failed").into(),
            tr!(
                "{component} was not checked: the answer that holds it says `success` false, so what stands in it need not be all, \
                 nor true",
                component
            ),
        ),
        Lack::Misplaced => (
            tr!("this is no Incr-Sync, and is called one").into(),
            tr!(
                "{component} was not checked as an Incr-Sync: its id, or the list that it stands in, is that of an Incr-Sync, and what \
                 stands there is none, so the configuration of the Incr-Sync was not seen, and nothing says whether it has its \
                 `dbType` and `checkpoint`",
                component
            ),
        ),
        Lack::Seen => (
            tr!("a process of it was seen, and nothing else of it is here").into(),
            tr!(
                "{component} was not checked: it ran when the files were collected, and no configuration of it is in what was read, so \
                 nothing says whether it has its `dbType` and `checkpoint`",
                component
            ),
        ),
        Lack::Kind => (
            tr!("nothing here says what this component is").into(),
            tr!(
                "{component} was not checked: nothing in its configuration says whether it is an Incr-Sync, which needs \
                 `dbType` and `checkpoint`, or something else",
                component
            ),
        ),
    }
}
