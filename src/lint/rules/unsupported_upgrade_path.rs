//! OMS201: the version that runs cannot be upgraded to the target directly.

use crate::knowledge::paths::{self, Path, Row, Sources};
use crate::knowledge::versions::{Edition, Version};
use crate::lint::finding::{Certainty, Finding, Severity};
use crate::lint::rule::{Context, Meta, Rule, Topic};
use crate::text::lang::{comma, tr};
use crate::text::source::Place;

pub(super) struct UnsupportedUpgradePath;

static META: Meta = Meta {
    code: "OMS201",
    name: "unsupported-upgrade-path",
    summary: "--from cannot be upgraded to --to directly",
    severity: Severity::Error,
    topic: Topic::Upgrade,
    is_default: true,
    fix: None,
    what: "The version given with `--from` cannot be upgraded to the one given with `--to` in one step. It is one finding for \
           the whole run. A pair of versions of which nothing is known here is found too, as a warning.",
    why: "The upgrade of each version starts from certain versions only. Enterprise Edition 4.0.1, 4.2.2, 4.3.1 and 4.3.2 take \
          3.2.1 and later; earlier versions go to 3.2.1 first. In the Community Edition most versions take one version only, and 4.1.1 \
          is only deployed anew.",
    how: "Go the way that the finding names, one version after the other, and run omslint before each step with `--from` and \
          `--to` of that step. Where no way is known, read the upgrade guide of the target, or ask the vendor.",
    source: "Documented by the vendor for each target (high). What no document names is said to be unknown.",
};

impl Rule for UnsupportedUpgradePath {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_export<'a>(&self, context: Context<'_, 'a>, findings: &mut Vec<Finding<'a>>) {
        let Some(from) = context.settings.from else { return };
        let to = context.settings.to;
        let mut finding = META.finding(context, None, Place::RUN);
        let path = paths::path(from, to);
        if !matches!(path, Path::Unsupported { .. }) {
            finding.severity = Severity::Warning;
            finding.certainty = Certainty::Possible;
        }
        finding.label = tr!("from {from} to {to}", from, to);
        let (message, help): (String, String) = match path {
            Path::Direct => return,
            Path::Unsupported { row, way } => unsupported(from, to, row, way.as_deref()),
            Path::NotNewer => (
                tr!("{to} is not newer than {from}, so this is no upgrade", to, from),
                tr!("Look at `--from` and `--to` again: `--from` is the version that runs now, `--to` the target.")
                    .into(),
            ),
            Path::OtherEdition => (
                tr!(
                    "nothing is known here about an upgrade from {from} ({from_edition}) to {to} ({to_edition}), so it may not work",
                    from,
                    from_edition = edition(from),
                    to,
                    to_edition = edition(to)
                ),
                other_edition(from, to),
            ),
            Path::Unknown => (
                tr!("nothing is known here about an upgrade from {from} to {to}, so it may not work", from, to),
                tr!("Read the upgrade guide of {to} to see which versions it takes, or ask the vendor.", to),
            ),
        };
        (finding.message, finding.help) = (message, help.into());
        findings.push(finding);
    }
}

fn edition(version: Version) -> &'static str {
    match version.edition {
        Edition::Enterprise => tr!("Enterprise Edition"),
        Edition::Community => tr!("Community Edition"),
    }
}

fn other_edition(from: Version, to: Version) -> String {
    let (flag, version) = if from.edition == Edition::Enterprise { ("--from", from) } else { ("--to", to) };
    tr!(
        "A version without a suffix is one of the Enterprise Edition. If {version} is the Community Edition, write \
         `{flag} {version}-CE`. If it is not, ask the vendor for a way from one edition to the other.",
        version,
        flag
    )
}

/// Message and help.
fn unsupported(from: Version, to: Version, row: &Row, way: Option<&[Version]>) -> (String, String) {
    if let Some(way) = way {
        let names: Vec<_> = way.iter().map(ToString::to_string).collect();
        let steps: Vec<_> = names.iter().skip(1).map(String::as_str).collect();
        return (
            tr!("OMS {from} cannot be upgraded to {to} directly; the way is {way}", from, to, way = names.join(" → ")),
            tr!(
                "Upgrade to {steps}, one after the other, and see that the tasks run before you go on. Run omslint before each \
                 step, with `--from` and `--to` of that step.",
                steps = steps.join(tr!(", then to "))
            ),
        );
    }
    let version = |numbers: [u16; 3]| Version { numbers, bundle: 0, edition: row.edition }.to_string();
    let message = match row.from {
        Sources::None => {
            tr!("OMS {from} cannot be upgraded to {to}: {to} is only deployed anew, no upgrade leads to it", from, to)
        }
        Sources::From(first) => tr!(
            "OMS {from} cannot be upgraded to {to}: {to} takes {first} and later, and no way there is known here",
            from,
            to,
            first = version(first)
        ),
        Sources::Between(first, last) => tr!(
            "OMS {from} cannot be upgraded to {to}: {to} takes {first} to {last}, and no way there is known here",
            from,
            to,
            first = version(first),
            last = version(last)
        ),
        Sources::Only(versions) => tr!(
            "OMS {from} cannot be upgraded to {to}: {to} takes only {versions}, and no way there is known here",
            from,
            to,
            versions = versions.iter().copied().map(version).collect::<Vec<_>>().join(comma())
        ),
    };
    let help = tr!(
        "Choose another target, or deploy {to} anew and create the tasks there. Ask the vendor if you need more.",
        to
    );
    (message, help)
}
