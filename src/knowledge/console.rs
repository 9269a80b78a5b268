//! The console of OMS by the version that runs: where a component is changed, when that is allowed, and what else the
//! version can and cannot do.
//!
//! Source: the vendor's guides for the versions named in each row. What a person clicks is the console of the version
//! that runs **now**, whatever the target.

use super::certainty::Certainty;
use super::versions::{Edition, Version};
use crate::text::lang::{tr, tr_noop, translated};

/// How the console of a version changes the parameters of a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Console {
    /// The tab under OPS & Monitoring > Component.
    pub tab: &'static str,
    /// What confirms the change.
    pub confirm: &'static str,
    /// Whether a running component can be changed, or it must be stopped first.
    pub takes_running: bool,
    /// Where this stands.
    pub source: &'static str,
    /// How sure it is.
    pub certainty: Certainty,
}

/// Consoles before the Incr-Sync tab.
pub(crate) const OLD: Console = Console {
    tab: "Connector",
    confirm: tr_noop!("Update"),
    takes_running: false,
    source: tr_noop!("the vendor's guides of 3.2.x to 4.1.0, component management"),
    certainty: Certainty::High,
};

/// Consoles from CE 4.1.1 and EE 4.2 on.
pub(crate) const NEW: Console = Console {
    tab: "Incr-Sync",
    confirm: tr_noop!("OK"),
    takes_running: true,
    source: tr_noop!("the vendor's guides from CE 4.1.1 and EE 4.2 on, component management"),
    certainty: Certainty::High,
};

/// The console of the version that runs; None where no version is known.
#[must_use]
pub(crate) fn of(from: Option<Version>) -> Option<Console> {
    let from = from?;
    let first = match from.edition {
        Edition::Community => [4, 1, 1],
        Edition::Enterprise => [4, 2, 0],
    };
    Some(if from.numbers >= first { NEW } else { OLD })
}

/// The place in the console, in words: `OPS & Monitoring > Component > Connector > Update`. Where no version is known,
/// both are named.
#[must_use]
pub(crate) fn place(from: Option<Version>) -> String {
    let tab = of(from).map_or_else(|| translated(EITHER), |console| console.tab);
    tr!("OPS & Monitoring > Component > {tab} > Update", tab)
}

/// The tab where no version is known.
const EITHER: &str = tr_noop!("Incr-Sync (before CE 4.1.1 and EE 4.2: Connector)");

/// How texts of rules name the way through a console, in each language: a test sees that the Chinese of each does.
const WAY: &str = tr_noop!("Component > Incr-Sync > Update");

/// The way by another tab.
fn way(tab: &str) -> String {
    tr!("Component > {tab} > Update", tab)
}

/// A text in the language of the run that names the way through a new console, for readers of whose version nothing is
/// known.
#[must_use]
pub(crate) fn neutral(text: &str) -> String {
    text.replacen(translated(WAY), &way(translated(EITHER)), 1)
}

/// A text in the language of the run that names the way through a new console, for the console that runs. Where no version
/// is known the text stays.
#[must_use]
pub(crate) fn adapt(text: &str, from: Option<Version>) -> String {
    let new = translated(WAY);
    match of(from) {
        Some(console) if !console.takes_running && text.contains(new) => {
            let way = way(console.tab);
            let first = tr!("{way} (stop the component first; the update restarts it)", way);
            text.replacen(new, &first, 1).replace(new, &way)
        }
        _ => text.to_owned(),
    }
}

/// Whether a running version can answer `DescribeProjectComponents`: from CE 4.1.1 and EE 4.1.0 on (documented, high).
/// Where no version is known it may.
#[must_use]
pub(crate) fn has_component_api(from: Option<Version>) -> bool {
    from.is_none_or(|from| {
        let first = match from.edition {
            Edition::Community => [4, 1, 1],
            Edition::Enterprise => [4, 1, 0],
        };
        from.numbers >= first
    })
}

/// Whether tasks from before need a Concurrency Speed before the console updates them: from CE 4.2.7 on (the FAQ of
/// 4.2.9, high).
#[must_use]
pub(crate) fn asks_for_speed(from: Option<Version>) -> bool {
    from.is_some_and(|from| from.edition == Edition::Community && from.numbers >= [4, 2, 7])
}

/// Whether the running version has HA: the Community Edition before 3.3.1 has none (high).
#[must_use]
pub(crate) fn has_ha(from: Option<Version>) -> bool {
    from.is_none_or(|from| from.edition == Edition::Enterprise || from.numbers >= [3, 3, 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_console_is_that_of_the_running_version() {
        let tab = |version: &str| of(version.parse().ok()).map(|console| (console.tab, console.takes_running));
        for version in ["3.2.1", "3.2.2", "3.3.0", "4.0.1", "4.1.0", "4.1.0-CE", "3.3.1-CE", "4.1.1"] {
            assert_eq!(tab(version), Some(("Connector", false)), "{version}");
        }
        for version in ["4.1.1-CE", "4.2.0-CE", "4.2.0", "4.2.2", "4.3.1"] {
            assert_eq!(tab(version), Some(("Incr-Sync", true)), "{version}");
        }
        assert!(of(None).is_none() && place(None).contains("Incr-Sync") && place(None).contains("Connector"));
        assert!(OLD.certainty == Certainty::High && !NEW.source.is_empty() && NEW.confirm == "OK");
    }

    #[test]
    fn the_way_in_a_text_is_that_of_the_console_that_runs() {
        let text = "In OMS: OPS & Monitoring > Component > Incr-Sync > Update, `+` beside `source`: `dbType`";
        let old = adapt(text, "3.2.2".parse().ok());
        assert!(old.contains("Component > Connector > Update (stop the component first"), "{old}");
        assert_eq!(adapt(text, None), text);
        assert!(neutral(text).contains("Incr-Sync (before CE 4.1.1 and EE 4.2: Connector) > Update"));
        assert_eq!(adapt(text, "4.2.2".parse().ok()), text);
    }

    #[test]
    fn the_chinese_of_a_text_names_the_way_as_often_as_the_english() {
        let (texts, _) = crate::text::lang::chinese();
        let chinese = texts.iter().find(|(english, _)| *english == WAY).map(|(_, chinese)| *chinese);
        for (english, text) in &texts {
            let named = chinese.map(|way| text.matches(way).count());
            assert_eq!(named, Some(english.matches(WAY).count()), "{english}");
        }
    }

    #[test]
    fn what_a_version_can_do() {
        let version = |text: &str| text.parse().ok();
        assert!(!has_component_api(version("3.2.2")) && !has_component_api(version("4.1.0-CE")));
        assert!(
            has_component_api(version("4.1.0")) && has_component_api(version("4.1.1-CE")) && has_component_api(None)
        );
        assert!(asks_for_speed(version("4.2.9-CE")) && !asks_for_speed(version("4.2.6-CE")));
        assert!(!asks_for_speed(version("4.3.1")) && !asks_for_speed(None));
        assert!(has_ha(version("3.2.2")) && !has_ha(version("3.3.0-CE")) && has_ha(version("3.3.1-CE")));
    }
}
