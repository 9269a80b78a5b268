//! Rules over an export. The rules are given as an argument.

use rayon::prelude::*;

use crate::export::Export;
use crate::finding::{Finding, Severity};
use crate::rule::{Context, Rule, Settings};

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
    findings.retain(|finding| !export.is_companion(finding.place.document));
    for finding in &mut findings {
        if export.owner(finding.place).is_some_and(|component| !component.is_live()) {
            finding.severity = Severity::Info;
            finding.fix = None;
        }
    }
    let documents: Vec<_> = export.inputs.iter().map(|input| input.document).collect();
    crate::report::sort(&mut findings, &documents);
    findings
}
