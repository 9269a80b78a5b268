//! Points in time as OMS writes them: Unix seconds, and UTC text as the API displays it.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::node::Ref;

/// The Unix seconds a value stands for: ten digits or fewer are seconds, thirteen milliseconds, text without an offset
/// is UTC (documented for the API). None for anything else, and for times before 2000.
#[must_use]
pub fn seconds(value: Ref<'_>) -> Option<i64> {
    parse(value.filled()?)
}

/// As [`seconds`], of a text.
#[must_use]
pub fn parse(text: &str) -> Option<i64> {
    let number = match text.parse::<i64>() {
        Ok(number) if text.len() == 13 => number / 1_000,
        Ok(number) => number,
        Err(_) => {
            let stamp: Result<Timestamp, _> = text.parse();
            let civil = || text.replace(' ', "T").parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok();
            stamp.ok().map(Timestamp::as_second).or_else(|| Some(civil()?.timestamp().as_second()))?
        }
    };
    // 2000-01-01 to 2100-01-01: what lies outside is no position of a task, but a number that means something else.
    (946_684_800..4_102_444_800).contains(&number).then_some(number)
}

/// Whether a text says its time zone, as `Z` or as an offset.
#[must_use]
pub fn has_zone(text: &str) -> bool {
    text.parse::<Timestamp>().is_ok()
}

/// Whether a text is of the form in which the API displays a time, which is UTC: `2023-08-01T09:09:37`.
#[must_use]
pub fn is_as_displayed(text: &str) -> bool {
    text.len() == 19 && text.as_bytes().get(10) == Some(&b'T') && text.parse::<DateTime>().is_ok()
}

/// Unix seconds as UTC text: `2023-08-01 09:09:37 UTC`.
#[must_use]
pub fn show(seconds: i64) -> String {
    match Timestamp::from_second(seconds) {
        Ok(stamp) => format!("{} UTC", stamp.strftime("%Y-%m-%d %H:%M:%S")),
        Err(_) => seconds.to_string(),
    }
}

/// A length of time in words, to two units: `6 days 2 hours`.
#[must_use]
pub fn length(seconds: i64) -> String {
    let mut rest = seconds.max(0);
    let mut words = Vec::new();
    for (unit, name) in [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")] {
        let n = rest / unit;
        rest %= unit;
        if n > 0 && words.len() < 2 {
            words.push(format!("{n} {name}{}", if n == 1 { "" } else { "s" }));
        } else if !words.is_empty() {
            break;
        }
    }
    if words.is_empty() { "no time".into() } else { words.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_oms_writes_them() {
        assert_eq!(parse("1690880977"), Some(1_690_880_977));
        assert_eq!(parse("1690880977000"), Some(1_690_880_977));
        assert_eq!(parse("2023-08-01T09:09:37"), Some(1_690_880_977));
        assert_eq!(parse("2023-08-01 09:09:37"), Some(1_690_880_977));
        assert_eq!(parse("2023-08-01T09:09:37Z"), Some(1_690_880_977));
        assert_eq!(parse("2023-08-01T17:09:37+08:00"), Some(1_690_880_977));
        for text in ["", "0", "4@mysql-bin.000012", "soon", "-1", "99999999999"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn lengths_are_said_in_two_units() {
        assert_eq!(length(0), "no time");
        assert_eq!(length(61), "1 minute 1 second");
        assert_eq!(length(526_000), "6 days 2 hours");
        assert_eq!(length(86_400), "1 day");
    }
}
