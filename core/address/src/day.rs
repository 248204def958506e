//! Days as law has them: of a calendar, without a clock and without a place.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

use crate::calendar::{calendar, days};
use crate::Refused;

/// A day of the Gregorian calendar, from the year 0 to the year 9999.
///
/// It reads and writes `YYYY-MM-DD` and nothing else: what is no day of the calendar is none.
///
/// ```
/// use iu_address::{Day, Instant};
///
/// let day: Day = "2024-02-28".parse().unwrap();
/// assert_eq!(day.after(2).unwrap().to_string(), "2024-03-01");
/// assert_eq!("2024-03-01T01:00:00+07:00".parse::<Instant>().unwrap().day().to_string(), "2024-02-29");
/// assert_eq!("2025-02-31".parse::<Day>().unwrap_err().code, "BAD_DAY");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "string"))]
#[serde(try_from = "String", into = "String")]
pub struct Day {
    since_1970: i64,
}

/// The last day that can be written.
const LAST: i64 = days(9999, 12, 31);

impl Day {
    /// Days since 1970-01-01.
    pub(crate) const fn since_1970(self) -> i64 {
        self.since_1970
    }

    pub(crate) const fn since(since_1970: i64) -> Self {
        Self { since_1970 }
    }

    /// The day of these numbers; none where the calendar has no such day.
    #[must_use]
    pub fn of(year: u32, month: u32, day: u32) -> Option<Self> {
        let (year, month, day) = (i64::from(year), i64::from(month), i64::from(day));
        let since_1970 = days(year, month.clamp(1, 12), day);
        (year <= 9999 && calendar(since_1970) == (year, month, day)).then_some(Self { since_1970 })
    }

    /// So many days later; none beyond the year 9999.
    #[must_use]
    pub fn after(self, count: u32) -> Option<Self> {
        Some(Self { since_1970: self.since_1970 + i64::from(count) }).filter(|day| day.since_1970 <= LAST)
    }

    /// Reads `YYYY-MM-DD` where `rest` begins, and passes it.
    pub(crate) fn read(rest: &mut &[u8]) -> Option<Self> {
        let year = number(rest, 4, 9999)?;
        literal(rest, b'-')?;
        let month = number(rest, 2, 12)?;
        literal(rest, b'-')?;
        let day = number(rest, 2, 31)?;
        let since_1970 = days(year, month, day);
        (calendar(since_1970) == (year, month, day)).then_some(Self { since_1970 })
    }
}

impl FromStr for Day {
    type Err = Refused;

    /// Reads `YYYY-MM-DD`.
    ///
    /// # Errors
    /// `BAD_DAY`.
    fn from_str(text: &str) -> Result<Self, Refused> {
        let mut rest = text.as_bytes();
        Self::read(&mut rest).filter(|_| rest.is_empty()).ok_or_else(|| {
            let message = format!("{text:?} is no day: expected a day of the calendar such as 2024-01-31.");
            Refused::invalid("BAD_DAY", message).naming("day", text)
        })
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = calendar(self.since_1970);
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl TryFrom<String> for Day {
    type Error = Refused;

    fn try_from(text: String) -> Result<Self, Refused> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

pub(crate) fn literal(rest: &mut &[u8], byte: u8) -> Option<()> {
    *rest = rest.strip_prefix(&[byte])?;
    Some(())
}

/// So many digits, at most `most`.
pub(crate) fn number(rest: &mut &[u8], digits: usize, most: i64) -> Option<i64> {
    let mut value = 0;
    for _ in 0..digits {
        value = value * 10 + i64::from(digit(rest)?);
    }
    (value <= most).then_some(value)
}

pub(crate) fn digit(rest: &mut &[u8]) -> Option<u8> {
    let (&first, after) = rest.split_first()?;
    let value = first.is_ascii_digit().then(|| first - b'0')?;
    *rest = after;
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn days_are_counted_over_months_and_years() {
        for (from, count, expected) in [
            ("2016-05-04", 20, Some("2016-05-24")),
            ("2023-12-31", 1, Some("2024-01-01")),
            ("2024-02-28", 2, Some("2024-03-01")),
            ("2023-02-28", 1, Some("2023-03-01")),
            ("9999-12-31", 1, None),
        ] {
            let day = from.parse::<Day>().unwrap().after(count);
            assert_eq!(day.map(|day| day.to_string()).as_deref(), expected);
        }
    }

    #[test]
    fn only_days_of_the_calendar_are_days() {
        for no_day in
            ["soon", "2025-02-29", "2025-2-1", "2025-13-01", "2025-00-01", "2025-01-00", "2025-01-01T00:00:00Z", "", "25-01-01"]
        {
            assert_eq!(no_day.parse::<Day>().unwrap_err().code, "BAD_DAY", "{no_day}");
        }
        assert_eq!(Day::of(2024, 2, 29).unwrap().to_string(), "2024-02-29");
        for (year, month, day) in [(2025, 2, 29), (2025, 0, 1), (2025, 13, 1), (2025, 1, 0), (2025, 1, 32), (10_000, 1, 1)] {
            assert_eq!(Day::of(year, month, day), None);
        }
    }
}
