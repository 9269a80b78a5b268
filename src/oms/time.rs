//! Points in time as OMS writes them: Unix seconds, and UTC text as the API displays it.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

use crate::text::lang::{count, tr, tr_noop, translated};
use crate::text::node::Ref;

/// 2010-01-01 and 2100-01-01 in Unix seconds: what lies outside is no position of a task, but a number that means something
/// else.
pub(crate) const FIRST_POSITION: i64 = 1_262_304_000;
const LAST_POSITION: i64 = 4_102_444_800;

/// Clocks of two machines differ. A position so many seconds ahead of ours is no error.
pub(crate) const CLOCK_SKEW: i64 = 600;

/// Whether a time lies ahead of `now` by more than clocks differ.
#[must_use]
pub(crate) fn is_ahead(seconds: i64, now: i64) -> bool {
    seconds > now.saturating_add(CLOCK_SKEW)
}

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

/// Whether a text is a time that says no zone. Only what the API displays is known to be UTC; in whatever zone anything else
/// was written, as UTC it may be hours off.
#[must_use]
pub(crate) fn is_zoneless(text: &str) -> bool {
    text.parse::<i64>().is_err() && parse(text).is_some() && !has_zone(text)
}

/// The zone in which people are shown times: an offset from UTC. Names of zones are not read: what they mean stands in
/// tables of the machine, and the same input is to give the same output everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(Offset);

impl Default for Zone {
    fn default() -> Self {
        Self::UTC
    }
}

impl Zone {
    /// UTC.
    pub const UTC: Self = Self(Offset::UTC);

    /// The zone that a text says: `+08:00`, `UTC+8`, `UTC`, `Z`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text == "Z" {
            return Some(Self::UTC);
        }
        let is_named = ["UTC", "GMT"].into_iter().find_map(|name| text.strip_prefix(name));
        let rest = is_named.unwrap_or(text);
        if rest.is_empty() {
            return is_named.map(|_| Self::UTC);
        }
        let (sign, rest) =
            rest.strip_prefix('+').map(|rest| (1, rest)).or_else(|| Some((-1, rest.strip_prefix('-')?)))?;
        let (hours, minutes) = match rest.split_once(':') {
            Some(parts) => parts,
            None if rest.len() == 4 && rest.is_ascii() => rest.split_at(2),
            None => (rest, "00"),
        };
        let number = |text: &str, most: i32| {
            let number = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<i32>().ok()).flatten();
            number.filter(|number| text.len() <= 2 && *number <= most)
        };
        let minutes = number(minutes, 59).filter(|_| minutes.len() == 2)?;
        Offset::from_seconds(sign * (number(hours, 18)? * 3_600 + minutes * 60)).ok().map(Self)
    }

    /// How far it is ahead of UTC, in seconds.
    #[must_use]
    pub(crate) fn ahead(self) -> i64 {
        self.0.seconds().into()
    }

    /// Unix seconds for people: `2023-08-01 17:09:37 +08:00 (2023-08-01 09:09:37 UTC)`; in UTC once.
    #[must_use]
    pub fn show(self, seconds: i64) -> String {
        match self.local(seconds) {
            Some(local) => tr!("{local} ({utc})", local, utc = utc(seconds)),
            None => utc(seconds),
        }
    }

    /// As [`Zone::show`], where it stands in brackets already: `2023-08-01 17:09:37 +08:00, 2023-08-01 09:09:37 UTC`.
    #[must_use]
    pub fn aside(self, seconds: i64) -> String {
        match self.local(seconds) {
            Some(local) => tr!("{local}, {utc}", local, utc = utc(seconds)),
            None => utc(seconds),
        }
    }

    fn local(self, seconds: i64) -> Option<String> {
        let stamp = Timestamp::from_second(seconds).ok().filter(|_| self != Self::UTC)?;
        Some(format!("{} {self}", self.0.to_datetime(stamp).strftime("%Y-%m-%d %H:%M:%S")))
    }
}

impl std::fmt::Display for Zone {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let seconds = self.0.seconds();
        let sign = if seconds < 0 { '-' } else { '+' };
        write!(out, "{sign}{:02}:{:02}", seconds.abs() / 3_600, seconds.abs() / 60 % 60)
    }
}

/// Unix seconds as UTC text: `2023-08-01 09:09:37 UTC`.
fn utc(seconds: i64) -> String {
    match Timestamp::from_second(seconds) {
        Ok(stamp) => format!("{} UTC", stamp.strftime("%Y-%m-%d %H:%M:%S")),
        Err(_) => seconds.to_string(),
    }
}

/// How a moment is written, for messages.
pub(crate) const HOW: &str =
    tr_noop!("write it like `2026-12-05 23:40 +08:00`, or in Unix seconds, such as 1690880977");

/// The Unix seconds of a moment that a person gives: Unix seconds, or date and time with the zone.
///
/// # Errors
/// What is wrong with it, to follow the text.
pub(crate) fn given(text: &str) -> Result<i64, String> {
    let how = translated(HOW);
    let text = text.trim();
    if let Ok(number) = text.parse::<i64>() {
        return match parse(text) {
            Some(seconds) if seconds == number => Ok(seconds),
            Some(seconds) => Err(tr!(
                "is not in Unix seconds but looks like milliseconds; {time} is {seconds}",
                time = utc(seconds),
                seconds
            )),
            None => Err(tr!("is no position in time; {how}", how)),
        };
    }
    // The sign of the zone stands behind the date, in which there are two others.
    let after_date = text.char_indices().skip(10).find(|(_, c)| matches!(c, '+' | '-' | 'Z' | 'U' | 'G'));
    let (moment, zone) = after_date.and_then(|(at, _)| text.split_at_checked(at)).unwrap_or((text, ""));
    let civil = moment.trim().replacen(' ', "T", 1).parse::<DateTime>().ok().filter(|_| moment.contains(':'));
    let Some(civil) = civil else { return Err(tr!("is no time; {how}", how)) };
    if zone.is_empty() {
        return Err(match parse(&moment.trim().replacen(' ', "T", 1)) {
            Some(seconds) => tr!("does not say its time zone; as UTC it is {seconds}; {how}", seconds, how),
            None => tr!("does not say its time zone; {how}", how),
        });
    }
    let Some(Zone(offset)) = Zone::parse(zone) else {
        return Err(tr!("has `{zone}` for a time zone, which is no offset from UTC; {how}", zone = zone.trim(), how));
    };
    let seconds = offset.to_timestamp(civil).ok().map(Timestamp::as_second);
    let seconds = seconds.filter(|seconds| (FIRST_POSITION..LAST_POSITION).contains(seconds));
    seconds.ok_or_else(|| tr!("is no position in time; {how}", how))
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
        (minutes, 0) => tr!("{minutes} min", minutes),
        (0, seconds) => tr!("{seconds} s", seconds),
        (minutes, seconds) => tr!("{minutes} min {seconds} s", minutes, seconds),
    }
}

/// A length of time in words, to two units: `6 days 2 hours`.
#[must_use]
pub(crate) fn length(seconds: i64) -> String {
    let mut rest = seconds.max(0);
    let mut words = Vec::new();
    for unit in [86_400, 3_600, 60, 1] {
        let n = rest / unit;
        rest %= unit;
        if n > 0 && words.len() < 2 {
            let n = usize::try_from(n).unwrap_or(usize::MAX);
            words.push(match unit {
                86_400 => count(n, "day"),
                3_600 => count(n, "hour"),
                60 => count(n, "minute"),
                _ => count(n, "second"),
            });
        } else if !words.is_empty() {
            break;
        }
    }
    if words.is_empty() { tr!("no time").into() } else { words.join(" ") }
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
    fn a_zone_is_an_offset_and_times_are_shown_in_it_with_utc() {
        let east = Zone::parse("+08:00").unwrap();
        assert_eq!(east.show(1_690_880_977), "2023-08-01 17:09:37 +08:00 (2023-08-01 09:09:37 UTC)");
        assert_eq!(east.aside(1_690_880_977), "2023-08-01 17:09:37 +08:00, 2023-08-01 09:09:37 UTC");
        assert_eq!(Zone::UTC.show(1_690_880_977), "2023-08-01 09:09:37 UTC");
        assert_eq!(Zone::parse("-03:30").unwrap().show(0), "1969-12-31 20:30:00 -03:30 (1970-01-01 00:00:00 UTC)");
        for text in ["UTC+8:00", "GMT+8", "+8", "+0800", " +08:00 "] {
            assert_eq!(Zone::parse(text), Some(east), "{text}");
        }
        for text in ["UTC", "Z", "GMT", "+00:00", "-00:00"] {
            assert_eq!(Zone::parse(text), Some(Zone::UTC), "{text}");
        }
        for text in ["", "8", "Asia/Shanghai", "+25:00", "+08:60", "+8:0", "+08:00:00", "CST", "+", "++8", "+八"] {
            assert_eq!(Zone::parse(text), None, "{text}");
        }
    }

    #[test]
    fn what_a_person_gives_says_its_zone() {
        for text in [
            "1690880977",
            "2023-08-01 17:09:37 +08:00",
            "2023-08-01 17:09:37+08:00",
            "2023-08-01T17:09:37+08:00",
            "2023-08-01T09:09:37Z",
            "2023-08-01 09:09:37 UTC",
            "2023-08-01 17:09:37 UTC+8",
        ] {
            assert_eq!(given(text), Ok(1_690_880_977), "{text}");
        }
        assert_eq!(given("2026-12-05 23:40 +08:00"), Ok(1_796_485_200));
        for text in ["2026-12-05 23:40", "2026-12-05T23:40:00"] {
            let why = given(text).unwrap_err();
            assert!(why.contains("does not say its time zone") && why.contains("2026-12-05 23:40 +08:00"), "{why}");
        }
        assert!(given("1690880977000").unwrap_err().contains("milliseconds"));
        for text in ["", "0", "yesterday", "2026-12-05", "2026-12-05 +08:00", "23:40 +08:00", "2026-12-05 23:40 CST"] {
            assert!(given(text).is_err(), "{text}");
        }
        assert!(given("2026-12-05 23:40 Galway").unwrap_err().contains("`Galway`"));
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
