//! What the formats for people share: nothing from a file or a name steers the terminal, secrets are masked, text is
//! wrapped by what the terminal shows, and numbers are put into words.

use std::fmt::Display;

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use crate::lint::finding::{Finding, Severity, Tier};
use crate::lint::fix_value::FixValue;
use crate::lint::unchecked::{LEFT_OUT, NotChecked};
use crate::oms::export::ComponentCounts;
use crate::report::report::{Failure, Look, Report, Run, Summary};
use crate::text::lang::{comma, tr, tr_noop, translated};
pub(super) use crate::text::lang::{count, narrowest, wrap};
use crate::text::redact;
use crate::text::source::Place;

/// Bold text.
pub(super) const BOLD: Style = Style::new().bold();
/// Text of less weight.
pub(super) const DIM: Style = Style::new().dimmed();
/// Good news, and what was added.
pub(super) const GOOD: Style = AnsiColor::Green.on_default();
/// Bad news, and what was removed.
pub(super) const BAD: Style = AnsiColor::Red.on_default();
/// Doubtful news.
pub(super) const DOUBT: Style = AnsiColor::Yellow.on_default();
/// What only informs.
pub(super) const NOTE: Style = AnsiColor::Cyan.on_default();

/// The style of a severity.
pub(super) fn style_of(severity: Severity) -> Style {
    match severity {
        Severity::Error => BAD.bold(),
        Severity::Warning => DOUBT.bold(),
        Severity::Info => NOTE.bold(),
    }
}

/// `text` in `style`, if colours may be used.
pub(super) fn paint(look: Look, style: Style, text: impl Display) -> String {
    if look.colour { format!("{style}{text}{style:#}") } else { text.to_string() }
}

/// What a terminal is to show for `c`: itself, or a picture if it could steer the terminal or turn the text round.
pub(super) fn visible(c: char) -> char {
    match c {
        ' '..='~' => c,
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        '\u{80}'..='\u{9f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        // No characters, which XML may not hold.
        | '\u{fffe}'
        | '\u{ffff}'
        | '\u{e0000}'..='\u{e007f}' => '\u{fffd}',
        c => c,
    }
}

/// Whether a text has nothing but letters, digits and signs of ASCII, as nearly all have: they are shown as they are.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// `text` on one line, harmless for a terminal. Line breaks become spaces.
pub(super) fn clean(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { visible(c) }).collect()
}

/// A name or path, harmless for a terminal. Nothing in it may pass for a space, so line breaks become pictures.
pub(super) fn clean_name(name: &str) -> String {
    if is_plain(name) { name.to_owned() } else { name.chars().map(visible).collect() }
}

/// A text of the report on one line: secrets masked, harmless for a terminal.
pub(super) fn say(report: &Report<'_>, text: &str) -> String {
    if report.show_secrets { clean(text) } else { clean(&redact::text(text)) }
}

/// `path:line:column` of a place, or None for the run as a whole.
pub(super) fn where_is(report: &Report<'_>, place: Place) -> Option<String> {
    let document = report.documents.get(place.document)?;
    let position = document.position(place.span.start());
    Some(format!("{}:{}:{}", clean_name(&document.path), position.line, position.column))
}

/// `path:line:column` of a failure, as far as it is known.
pub(super) fn where_failed(failure: &Failure) -> String {
    let path = clean_name(&failure.path);
    match failure.position {
        Some(position) => format!("{path}:{}:{}", position.line, position.column),
        None => path,
    }
}

/// `error[OMS101]`.
pub(super) fn badge(look: Look, finding: &Finding<'_>) -> String {
    paint(look, style_of(finding.severity), format_args!("{}[{}]", finding.severity.label(), finding.code))
}

/// The tier of a fix in a few words, with the value it writes or proposes.
pub(super) fn tier_words(report: &Report<'_>, finding: &Finding<'_>) -> Option<String> {
    let fix = finding.fix.as_ref()?;
    let said = |value: &FixValue| say(report, &value.to_string());
    Some(match (fix.tier, &fix.value, &fix.proposal) {
        (Tier::Safe, Some(value), _) => tr!("safe fix: {value}", value = said(value)),
        (Tier::Unsafe, Some(value), _) => tr!("unsafe fix: {value}", value = said(value)),
        (Tier::NeedsValue, _, Some(proposal)) => tr!("needs a value, proposal: {value}", value = said(proposal)),
        (tier, ..) => tier.fix().to_owned(),
    })
}

/// Columns that `text` takes on a terminal. Escape sequences must not be in it.
pub(super) fn columns(text: &str) -> usize {
    text.width()
}

/// `12 components of 4 tasks on 2 servers`.
pub(super) fn reach(run: &Run) -> String {
    let ComponentCounts { incr_sync, full_import, store, full_verification, ha_config } = run.components;
    let components = incr_sync + full_import + store + full_verification;
    let (components, tasks, servers) =
        (count(components, "component"), count(run.tasks, "task"), count(run.servers, "server"));
    let reach = match (run.tasks > 0, run.servers > 0) {
        (true, true) => tr!("{components} of {tasks} on {servers}", components, tasks, servers),
        (true, false) => tr!("{components} of {tasks}", components, tasks),
        (false, true) => tr!("{components} on {servers}", components, servers),
        (false, false) => components,
    };
    if ha_config > 0 { tr!("{reach} and {n} ha.config", reach, n = ha_config) } else { reach }
}

/// `2 errors, 1 warning, 0 infos`.
pub(super) fn severities(summary: &Summary) -> [(Severity, String); 3] {
    [
        (Severity::Error, count(summary.error, "error")),
        (Severity::Warning, count(summary.warning, "warning")),
        (Severity::Info, count(summary.info, "info")),
    ]
}

/// `3 safe`, `1 unsafe (--unsafe-fixes)`, `2 need a value`; only those that exist.
pub(super) fn fixables(summary: &Summary) -> Vec<String> {
    let mut words = Vec::new();
    if summary.safe > 0 {
        words.push(tr!("{n} safe", n = summary.safe));
    }
    if summary.unsafe_ > 0 {
        words.push(tr!("{n} unsafe (--unsafe-fixes)", n = summary.unsafe_));
    }
    match summary.needs_value {
        0 => {}
        1 => words.push(tr!("1 needs a value").to_owned()),
        n => words.push(tr!("{n} need a value", n)),
    }
    words
}

/// `2 ignored`, `3 baselined`; only those that exist.
pub(super) fn not_shown(summary: &Summary) -> Vec<String> {
    let ignored = Some(summary.ignored).filter(|n| *n > 0).map(|n| tr!("{n} ignored", n));
    let baselined = Some(summary.baselined).filter(|n| *n > 0).map(|n| tr!("{n} baselined", n));
    ignored.into_iter().chain(baselined).collect()
}

/// `upgrade path: no --from`.
pub(super) fn not_checked(item: &NotChecked) -> String {
    tr!("{what}: {why}", what = item.what, why = item.why)
}

/// How a report begins where there was nothing to check.
pub(super) const NOTHING_CHECKED: &str = tr_noop!("Nothing was checked");

/// Components and settings of OMS that were recognised.
pub(super) fn known(run: &Run) -> usize {
    let ComponentCounts { incr_sync, full_import, store, full_verification, ha_config } = run.components;
    incr_sync + full_import + store + full_verification + ha_config
}

/// `2 errors, 1 warning, 0 infos in 12 components of 4 tasks`, or that nothing was found in them. Never sounds clean where
/// something could not be read, or nothing was there. No full stop.
pub(super) fn found(report: &Report<'_>) -> String {
    let (summary, reach) = (&report.summary, reach(&report.run));
    if summary.error + summary.warning + summary.info > 0 {
        let counts = severities(summary).map(|(_, words)| words).join(comma());
        tr!("{counts} in {reach}", counts, reach)
    } else if !report.failures.is_empty() {
        tr!("No findings in what could be read, in {reach}", reach)
    } else if hides_some(summary) {
        tr!("No findings beyond the ignored and baselined ones in {reach}", reach)
    } else {
        tr!("No findings in {reach}", reach)
    }
}

/// That there was nothing to check, and why that may be: all of it was left out, or nothing has a name that is looked for.
/// No full stop.
pub(super) fn nothing_checked(run: &Run) -> String {
    let nothing = translated(NOTHING_CHECKED);
    let files = count(run.files.scanned, "file");
    let left_out = run.not_checked.iter().find(|item| item.what == translated(LEFT_OUT));
    match left_out {
        Some(item) => {
            tr!("{nothing}: no OMS configuration in {files}; left out: {why}", nothing, files, why = item.why)
        }
        None if run.files.scanned == 0 => tr!(
            "{nothing}: no OMS configuration in {files}. Expected are the files of run directories (conf/source.json and \
             those beside it, crawler.conf, checker.conf), answers of the OMS API (.json, .yaml), or archives of these \
             (.tar, .tar.gz, .zip)",
            nothing,
            files
        ),
        None => tr!("{nothing}: no OMS configuration in {files}", nothing, files),
    }
}

/// What a run without findings says of them.
pub(super) fn nothing_found(report: &Report<'_>) -> &'static str {
    if !report.failures.is_empty() {
        tr!("No findings in what could be read")
    } else if hides_some(&report.summary) {
        tr!("No findings beyond the ignored and baselined ones")
    } else {
        tr!("No findings")
    }
}

fn hides_some(summary: &Summary) -> bool {
    summary.ignored + summary.baselined > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_between_wide_characters_only() {
        assert_eq!(wrap("one two-three four", 9), ["one", "two-three", "four"]);
        assert_eq!(wrap("密码密码密码", 4), ["密码", "密码", "密码"]);
        assert_eq!(wrap("", 4), [""]);
        assert_eq!(wrap("缺少位点，请（人工）填写。", 8), ["缺少位", "点，请", "（人工）", "填写。"]);
        assert_eq!(wrap("选“先行”项目", 6), ["选“先", "行”项", "目"]);
    }

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(clean("a\x1b[31m\nb\u{202e}\u{9b}"), "a\u{241b}[31m b\u{fffd}\u{fffd}");
    }
}
