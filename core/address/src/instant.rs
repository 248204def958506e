//! Points in time as they come in and go out: RFC 3339 text.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

use crate::calendar::{calendar, days};
use crate::day::{digit, literal, number, Day};
use crate::Refused;

/// Seconds of a day.
const DAY: i64 = 86_400;
/// The first second of the year 0 and the first one after the year 9999, the years that RFC 3339 can write.
const WRITABLE: std::ops::Range<i64> = days(0, 1, 1) * DAY..days(10_000, 1, 1) * DAY;

/// A point in time, compared in UTC whatever offset it was written with.
///
/// It reads RFC 3339 and a bare date, which means 00:00 in UTC; it writes RFC 3339 in UTC with microseconds, or with
/// nanoseconds where microseconds would lose some.
///
/// ```
/// use iu_address::Instant;
///
/// let morning: Instant = "2024-03-01T07:00:00+07:00".parse().unwrap();
/// assert_eq!(morning, "2024-03-01".parse().unwrap());
/// assert_eq!(morning.to_string(), "2024-03-01T00:00:00.000000Z");
/// assert_eq!("2024-13-01".parse::<Instant>().unwrap_err().code, "TIME_UNREADABLE");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "string"))]
#[serde(try_from = "String", into = "String")]
pub struct Instant {
    /// Seconds since 1970-01-01T00:00:00Z.
    seconds: i64,
    nanoseconds: u32,
}

impl Instant {
    /// The day it lies in, in UTC.
    #[must_use]
    pub const fn day(self) -> Day {
        Day::since(self.seconds.div_euclid(DAY))
    }
}

impl From<Day> for Instant {
    /// Its 00:00 in UTC.
    fn from(day: Day) -> Self {
        Self { seconds: day.since_1970() * DAY, nanoseconds: 0 }
    }
}

impl FromStr for Instant {
    type Err = Refused;

    /// Reads RFC 3339 or `YYYY-MM-DD`.
    ///
    /// # Errors
    /// `TIME_UNREADABLE`; surfaces answer it as a request that could not be read (HTTP 400).
    fn from_str(text: &str) -> Result<Self, Refused> {
        read(text.as_bytes()).ok_or_else(|| {
            let message =
                format!("{text:?} is no time: expected RFC 3339 such as 2024-01-31T09:00:00Z, or a date such as 2024-01-31.");
            Refused::invalid("TIME_UNREADABLE", message).naming("time", text)
        })
    }
}

/// RFC 3339, or a date alone.
fn read(text: &[u8]) -> Option<Instant> {
    let mut rest = text;
    let date = Day::read(&mut rest)?.since_1970();
    if rest.is_empty() {
        return Some(Instant { seconds: date * DAY, nanoseconds: 0 });
    }
    // RFC 3339 leaves it to the application what stands between date and time.
    rest = rest.get(1..)?;
    let hour = number(&mut rest, 2, 23)?;
    literal(&mut rest, b':')?;
    let minute = number(&mut rest, 2, 59)?;
    literal(&mut rest, b':')?;
    let second = number(&mut rest, 2, 60)?;
    let nanoseconds = if literal(&mut rest, b'.').is_some() { fraction(&mut rest)? } else { 0 };
    let offset = offset(&mut rest)?;
    let seconds = date * DAY + hour * 3600 + minute * 60 + second.min(59) - offset;
    let is_leap_second = second == 60;
    if !rest.is_empty() || !WRITABLE.contains(&seconds) || is_leap_second && !ends_month(seconds) {
        return None;
    }
    // A leap second counts as the last instant before it.
    Some(Instant { seconds, nanoseconds: if is_leap_second { 999_999_999 } else { nanoseconds } })
}

/// Whether it is the last second of a month in UTC, after which alone a leap second may come.
const fn ends_month(seconds: i64) -> bool {
    (seconds + 1) % DAY == 0 && calendar((seconds + 1) / DAY).2 == 1
}

/// One digit or more as nanoseconds; what is smaller is dropped.
fn fraction(rest: &mut &[u8]) -> Option<u32> {
    let mut value = 0;
    let mut weight = 100_000_000;
    let mut next = Some(digit(rest)?);
    while let Some(each) = next {
        value += u32::from(each) * weight;
        weight /= 10;
        next = digit(rest);
    }
    Some(value)
}

/// `Z` or `+07:00`, in seconds east of UTC.
fn offset(rest: &mut &[u8]) -> Option<i64> {
    if literal(rest, b'Z').or_else(|| literal(rest, b'z')).is_some() {
        return Some(0);
    }
    let sign = if literal(rest, b'-').is_some() {
        -1
    } else {
        literal(rest, b'+')?;
        1
    };
    let hours = number(rest, 2, 23)?;
    literal(rest, b':')?;
    Some(sign * (hours * 3600 + number(rest, 2, 59)? * 60))
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = calendar(self.seconds.div_euclid(DAY));
        let second = self.seconds.rem_euclid(DAY);
        write!(f, "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.", second / 3600, second / 60 % 60, second % 60)?;
        match self.nanoseconds {
            whole if whole % 1000 == 0 => write!(f, "{:06}Z", whole / 1000),
            nanoseconds => write!(f, "{nanoseconds:09}Z"),
        }
    }
}

impl TryFrom<String> for Instant {
    type Error = Refused;

    fn try_from(text: String) -> Result<Self, Refused> {
        text.parse()
    }
}

impl From<Instant> for String {
    fn from(instant: Instant) -> Self {
        instant.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::Instant;
    use proptest::prelude::*;
    use time::format_description::well_known::Rfc3339;
    use time::{Date, Duration, OffsetDateTime, UtcOffset};

    #[test]
    fn times_as_people_and_servers_write_them() {
        for (written, read) in [
            ("2024-02-29", "2024-02-29T00:00:00.000000Z"),
            ("2024-02-29T23:59:59Z", "2024-02-29T23:59:59.000000Z"),
            ("2024-02-29t23:59:59.5z", "2024-02-29T23:59:59.500000Z"),
            ("2024-01-01T00:30:00+01:00", "2023-12-31T23:30:00.000000Z"),
            ("2024-01-01T00:00:00.123456789-00:00", "2024-01-01T00:00:00.123456789Z"),
            ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000000Z"),
        ] {
            let instant: Instant = written.parse().unwrap_or_else(|refusal| panic!("{written}: {refusal}"));
            assert_eq!(instant.to_string(), read);
            assert_eq!(read.parse(), Ok(instant), "{read}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn reads_and_writes_what_the_time_crate_does(
            text in "[0-9]{3}[0-9]-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-5][0-9]:[0-6][0-9](\\.[0-9]{0,11})?([Zz]|[+-][0-2][0-9]:[0-6][0-9])?",
            year in 0..=9999_i32, ordinal in 1..=366_u16, second in 0..86_400_i64,
        ) {
            let leap_second = OffsetDateTime::from_unix_timestamp(second).map(|at| format!("{year:04}-06-30T23:59:60Z {at}"));
            let day = Date::from_ordinal_date(year, ordinal).map(|date| date.midnight().assume_utc() + Duration::seconds(second));
            let written = day.ok().and_then(|day| day.format(&Rfc3339).ok());
            for text in [Some(text), written, leap_second.ok().map(|text| text[..20].to_owned())].into_iter().flatten() {
                let expected = OffsetDateTime::parse(&text, &Rfc3339).ok().and_then(|at| at.checked_to_offset(UtcOffset::UTC));
                let expected = expected.filter(|at| (0..=9999).contains(&at.year()));
                let found = text.parse::<Instant>().ok();
                let stamp = found.map(|found| i128::from(found.seconds) * 1_000_000_000 + i128::from(found.nanoseconds));
                prop_assert_eq!(stamp, expected.map(OffsetDateTime::unix_timestamp_nanos), "{}", text);
                let again = found.map(|found| found.to_string()).and_then(|text| OffsetDateTime::parse(&text, &Rfc3339).ok());
                prop_assert_eq!(again, expected);
            }
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for written in [
            "",
            "yesterday",
            "2024",
            "2024-1-1",
            "2024-02-30",
            "2024-13-01",
            "2024/01/01",
            "+024-01-01",
            "2024-01-01T00:00:00",
            "2024-01-01T24:00:00Z",
            "2024-01-01T00:00:00 Z",
            " 2024-01-01",
            "2024-01-01T00:00:00Z ",
            "ngày 1-1",
            "0000-01-01T00:00:00+01:00",
            "9999-12-31T23:59:59-01:00",
            "infinity",
        ] {
            assert_eq!(
                written.parse::<Instant>().map_err(|refusal| refusal.code),
                Err("TIME_UNREADABLE".to_owned()),
                "{written}"
            );
        }
        assert_eq!(
            "now".parse::<Instant>().unwrap_err().message,
            "\"now\" is no time: expected RFC 3339 such as 2024-01-31T09:00:00Z, or a date such as 2024-01-31."
        );
    }
}
