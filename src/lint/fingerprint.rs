//! What makes a finding the same one in the next export: rule, task, kind of component, direction, subtopics and pointer.
//! No line, date, server or path, so it survives a re-export. The baseline and the fingerprints of reports rest on it.

use std::collections::HashMap;
use std::fmt;

use sha2::{Digest, Sha256};

use crate::lint::finding::Finding;

/// The identity of a finding. Several findings may share one; then their number counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity {
    /// Name of the rule.
    pub rule: &'static str,
    /// Task id.
    pub task: Option<String>,
    /// Kind of the component.
    pub kind: Option<&'static str>,
    /// Name of the direction.
    pub direction: Option<&'static str>,
    /// Subtopics, sorted, each once.
    pub subtopics: Vec<String>,
    /// JSON pointer, with `*` for numbers: an answer of the API lists its components in no order.
    pub pointer: String,
}

impl Identity {
    /// The identity of `finding`.
    #[must_use]
    pub fn of(finding: &Finding<'_>) -> Self {
        let subject = &finding.subject;
        let mut subtopics = subject.subtopics.clone();
        subtopics.sort_unstable();
        subtopics.dedup();
        let is_number = |token: &str| !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit());
        let tokens = anchor(finding).split('/').map(|token| if is_number(token) { "*" } else { token });
        Self {
            rule: finding.rule,
            task: subject.task.clone(),
            kind: subject.kind,
            direction: subject.direction.map(crate::oms::component::Direction::name),
            subtopics,
            pointer: tokens.collect::<Vec<_>>().join("/"),
        }
    }

    /// A short hash of it: 32 hexadecimal digits.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        digest(&[&self.to_string()])
    }
}

/// Where in its component the finding stands, in whatever shape that came.
fn anchor<'f>(finding: &'f Finding<'_>) -> &'f str {
    if finding.anchor.is_empty() { &finding.pointer } else { &finding.anchor }
}

/// A short hash of `parts`: 32 hexadecimal digits.
#[must_use]
pub fn digest(parts: &[&str]) -> String {
    let digest = Sha256::digest(parts.join("\0"));
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// One line; the parts are separated by tabs, and what is not known is `-`.
impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let subtopics = self.subtopics.join(",");
        let parts = [
            self.rule,
            self.task.as_deref().unwrap_or("-"),
            self.kind.unwrap_or("-"),
            self.direction.unwrap_or("-"),
            if subtopics.is_empty() { "-" } else { &subtopics },
            &self.pointer,
        ];
        let line = |text: &str| text.replace(|c: char| c.is_control(), "\u{fffd}");
        f.write_str(&parts.map(line).join("\t"))
    }
}

/// For each finding in order a fingerprint that no other of them has: those with the same identity are numbered.
#[must_use]
pub fn fingerprints(findings: &[Finding<'_>]) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let number = |finding: &Finding<'_>| {
        let print = Identity::of(finding).fingerprint();
        let count = seen.entry(print.clone()).or_default();
        *count += 1;
        format!("{print}:{count}")
    };
    findings.iter().map(number).collect()
}
