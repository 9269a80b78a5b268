//! Points in time as OMS writes them: Unix seconds, and UTC text as the API displays it.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::text::node::Ref;

/// 2010-01-01 and 2100-01-01 in Unix seconds: what lies outside is no position of a task, but a number that means something
/// else.
pub(crate) const FIRST_POSITION: i64 = 1_262_304_000;
const LAST_POSITION: i64 = 4_102_444_800;

/// Clocks of two machines differ. A position so many seconds ahead of ours is no error.
pub(crate) const CLOCK_SKEW: i64 = 600;

/// The Unix seconds a value stands for: ten digits or fewer are seconds, thirteen milliseconds, text without an offset
/// is UTC (documented for the API). None for anything else, and for times before 2010: no OMS was there to write them.
#[must_use]
pub(crate) fn seconds(value: Ref<'_>) -> Option<i64> {
    parse(value.filled()?)
}

/// As [`seconds`], of a text.
#[must_use]
pub(crate) fn parse(text: &str) -> Option<i64> {
    let number = match text.parse::<i64>() {
        Ok(number) if text.len() == 13 => number / 1_000,
        Ok(number) => number,
        Err(_) => {
            let stamp: Result<Timestamp, _> = text.parse();
            let civil = || text.replace(' ', "T").parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok();
            stamp.ok().map(Timestamp::as_second).or_else(|| Some(civil()?.timestamp().as_second()))?
        }
    };
    (FIRST_POSITION..LAST_POSITION).contains(&number).then_some(number)
}

/// Whether a text says its time zone, as `Z` or as an offset.
#[must_use]
pub(crate) fn has_zone(text: &str) -> bool {
    text.parse::<Timestamp>().is_ok()
}

/// Whether a text is of the form in which the API displays a time, which is UTC: `2023-08-01T09:09:37`.
#[must_use]
pub(crate) fn is_as_displayed(text: &str) -> bool {
    text.len() == 19 && text.as_bytes().get(10) == Some(&b'T') && text.parse::<DateTime>().is_ok()
}

/// Unix seconds as UTC text: `2023-08-01 09:09:37 UTC`.
#[must_use]
pub(crate) fn show(seconds: i64) -> String {
    match Timestamp::from_second(seconds) {
        Ok(stamp) => format!("{} UTC", stamp.strftime("%Y-%m-%d %H:%M:%S")),
        Err(_) => seconds.to_string(),
    }
}

/// The year of Unix seconds, in UTC.
#[must_use]
pub(crate) fn year(seconds: i64) -> String {
    Timestamp::from_second(seconds).map_or_else(|_| seconds.to_string(), |stamp| stamp.strftime("%Y").to_string())
}

/// Longest length of time that is taken: a year. No upgrade takes longer, and sums stay small.
const LONGEST: i64 = 366 * 86_400;

/// The seconds of a length of time as people write it: `60m`, `1h30m`, `90s`, `2h`, `1d`; a bare number says no unit and
/// is refused, but for 0.
#[must_use]
pub(crate) fn duration(text: &str) -> Option<i64> {
    if text == "0" {
        return Some(0);
    }
    let mut rest = text;
    let mut total = 0_i64;
    let mut larger = i64::MAX;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, after) = rest.split_at_checked(digits)?;
        let words = after.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (unit, after) = after.split_at_checked(words)?;
        let unit = match unit {
            "d" => 86_400,
            "h" => 3_600,
            "m" | "min" => 60,
            "s" => 1,
            _ => return None,
        };
        if unit >= larger {
            return None;
        }
        larger = unit;
        total = number.parse::<i64>().ok()?.checked_mul(unit)?.checked_add(total)?;
        rest = after;
    }
    (!text.is_empty() && total <= LONGEST).then_some(total)
}

/// Whole minutes, with the seconds that are left: `60 min`, `1 min 50 s`.
#[must_use]
pub(crate) fn minutes(seconds: i64) -> String {
    match (seconds / 60, seconds % 60) {
        (minutes, 0) => format!("{minutes} min"),
        (0, seconds) => format!("{seconds} s"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}

/// A length of time in words, to two units: `6 days 2 hours`.
#[must_use]
pub(crate) fn length(seconds: i64) -> String {
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
        for text in ["", "0", "4@mysql-bin.000012", "soon", "-1", "99999999999", "946684800", "177300000"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn durations_need_a_unit_and_stay_within_a_year() {
        for (text, seconds) in
            [("60m", 3_600), ("1h30m", 5_400), ("90s", 90), ("2h", 7_200), ("1d2h", 93_600), ("90min", 5_400), ("0", 0)]
        {
            assert_eq!(duration(text), Some(seconds), "{text}");
        }
        for text in ["", "60", "-5m", "m", "1m1h", "1h1h", "1.5h", "400d", "9223372036854775807d", "2 h", "2時", "1H"]
        {
            assert_eq!(duration(text), None, "{text}");
        }
        assert_eq!((minutes(3_600), minutes(110), minutes(9)), ("60 min".into(), "1 min 50 s".into(), "9 s".into()));
    }

    #[test]
    fn lengths_are_said_in_two_units() {
        assert_eq!(length(0), "no time");
        assert_eq!(length(61), "1 minute 1 second");
        assert_eq!(length(526_000), "6 days 2 hours");
        assert_eq!(length(86_400), "1 day");
    }
}
