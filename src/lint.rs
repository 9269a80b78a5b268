//! Rules over an export. The rules are given as an argument.

use rayon::prelude::*;

use crate::export::Export;
use crate::finding::{Finding, Severity};
use crate::identity;
use crate::identity::Identity;
use crate::rule::{Context, Rule, Settings};

/// What to do about a finding in a component that another one replaced.
const LEFTOVER: &str = "Nothing needs to be done: what is taken for a leftover is never fixed. If this component is the one that \
                        runs, add the answer of DescribeProjectComponents to the export, which says for sure.";

/// Runs `rules` over `export`. Findings about superseded components become infos without a fix; findings in companions
/// of a named file are left out.
#[must_use]
pub fn lint<'a>(export: &Export<'a>, settings: &Settings, rules: &[&dyn Rule]) -> Vec<Finding<'a>> {
    let context = Context { export, settings };
    let check = |rule: &&dyn Rule| {
        let mut findings = Vec::new();
        rule.check(context, &mut findings);
        findings
    };
    let mut findings: Vec<_> = rules.par_iter().map(check).flatten_iter().collect();
    // The list of expected tasks is the user's own; what it finds missing stands there.
    let list = settings.expected.as_ref().map(|expected| expected.document);
    findings.retain(|finding| {
        let document = finding.place.document;
        !export.is_companion(document) || Some(document) == list
    });
    findings.par_iter_mut().for_each(|finding| {
        finding.anchor = identity::anchor(export, finding);
        if export.owner(finding.place).is_some_and(|component| !component.is_live()) {
            if finding.severity > Severity::Info || finding.fix.is_some() {
                finding
                    .message
                    .push_str("; but it is taken for a leftover that runs nowhere, since another one took its place");
                finding.help = LEFTOVER.to_owned();
            }
            finding.severity = Severity::Info;
            finding.fix = None;
        }
        finding.identity = Identity::of(export, finding).line();
    });
    let documents: Vec<_> = export.inputs.iter().map(|input| input.document).collect();
    crate::report::sort(&mut findings, &documents);
    findings
}
