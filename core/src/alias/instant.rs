//! Points in time as they come in and go out: RFC 3339 text.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use time::format_description::well_known::Rfc3339;
use time::{Date, Month, OffsetDateTime, UtcOffset};

use crate::refusal::Refusal;

/// A point in time, compared in UTC whatever offset it was written with.
///
/// It reads RFC 3339 and a bare date, which means 00:00 in UTC; it writes RFC 3339 in UTC with microseconds, or with
/// nanoseconds where microseconds would lose some.
///
/// ```
/// use cutter_core::alias::Instant;
///
/// let morning: Instant = "2024-03-01T07:00:00+07:00".parse().unwrap();
/// assert_eq!(morning, "2024-03-01".parse().unwrap());
/// assert_eq!(morning.to_string(), "2024-03-01T00:00:00.000000Z");
/// assert_eq!("2024-13-01".parse::<Instant>().unwrap_err().code, "TIME_UNREADABLE");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "string"))]
#[serde(try_from = "String", into = "String")]
pub struct Instant(OffsetDateTime);

impl FromStr for Instant {
    type Err = Refusal;

    /// Reads RFC 3339 or `YYYY-MM-DD`.
    ///
    /// # Errors
    /// `TIME_UNREADABLE`; surfaces answer it as a request that could not be read (HTTP 400).
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let read = if text.len() == "2024-01-31".len() { date(text) } else { OffsetDateTime::parse(text, &Rfc3339).ok() };
        // An offset may move a time of the first or last year out of the years RFC 3339 can write.
        let utc = read.and_then(|time| time.checked_to_offset(UtcOffset::UTC)).filter(|time| (0..=9999).contains(&time.year()));
        utc.map(Self).ok_or_else(|| {
            let message =
                format!("{text:?} is no time: expected RFC 3339 such as 2024-01-31T09:00:00Z, or a date such as 2024-01-31.");
            Refusal::invalid("TIME_UNREADABLE", message)
        })
    }
}

/// `YYYY-MM-DD` as 00:00 in UTC.
fn date(text: &str) -> Option<OffsetDateTime> {
    let number = |range| text.get(range).filter(|digits: &&str| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let hyphens = text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    let date = Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()?;
    hyphens.then(|| date.midnight().assume_utc())
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (date, time) = (self.0.date(), self.0.time());
        let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
        write!(f, "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.", time.hour(), time.minute(), time.second())?;
        match time.nanosecond() {
            whole if whole % 1000 == 0 => write!(f, "{:06}Z", whole / 1000),
            nanoseconds => write!(f, "{nanoseconds:09}Z"),
        }
    }
}

impl TryFrom<String> for Instant {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
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
