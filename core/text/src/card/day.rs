//! Days as they are written in a text, and days counted from others.

/// The day as `YYYY-MM-DD`; none where there is no such day.
pub fn written_if_any(year: u32, month: u32, day: u32) -> Option<String> {
    ((1..=12).contains(&month) && (1..=length(year, month)).contains(&day)).then(|| written(year, month, day))
}

/// `count` days after `from`, a year at most.
pub fn after(from: &str, count: u32) -> Option<String> {
    let mut parts = from.split('-').map(|part| part.parse::<u32>().ok());
    let (mut year, mut month, mut day) = (parts.next()??, parts.next()??, parts.next()??);
    for _ in 0..count.min(366) {
        day += 1;
        if day > length(year, month) {
            (day, month) = (1, month + 1);
        }
        if month > 12 {
            (month, year) = (1, year + 1);
        }
    }
    Some(written(year, month, day))
}

fn written(year: u32, month: u32, day: u32) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

fn length(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::after;

    #[test]
    fn days_are_counted_over_months_and_years() {
        for (from, count, expected) in [
            ("2016-05-04", 20, "2016-05-24"),
            ("2023-12-31", 1, "2024-01-01"),
            ("2024-02-28", 2, "2024-03-01"),
            ("2023-02-28", 1, "2023-03-01"),
        ] {
            assert_eq!(after(from, count).as_deref(), Some(expected));
        }
        assert_eq!(after("soon", 1), None);
    }
}
