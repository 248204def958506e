//! What the migration did to `updated_at`: rows that changed, distinct values, minimum and maximum, before and after.

use serde::{Deserialize, Serialize};

/// The measurement, out of two CSVs of `id,updated_at`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct UpdatedAt {
    /// Rows before.
    pub rows_before: usize,
    /// Rows after.
    pub rows_after: usize,
    /// Rows of both whose value differs.
    pub changed: usize,
    /// Distinct values before.
    pub distinct_before: usize,
    /// Distinct values after.
    pub distinct_after: usize,
    /// Smallest and largest before; none without rows.
    pub range_before: Option<(String, String)>,
    /// Smallest and largest after.
    pub range_after: Option<(String, String)>,
}

/// Compares two CSVs with a heading line, sorted or not. Times are of one form, so text order is time order.
#[must_use]
pub fn updated_at(before: &str, after: &str) -> UpdatedAt {
    let (mut first, mut second) = (rows(before), rows(after));
    first.sort_unstable();
    second.sort_unstable();
    let changed = first
        .iter()
        .filter(|(id, value)| second.binary_search_by(|(other, _)| other.cmp(id)).is_ok_and(|at| second[at].1 != *value))
        .count();
    UpdatedAt {
        rows_before: first.len(),
        rows_after: second.len(),
        changed,
        distinct_before: distinct(&first),
        distinct_after: distinct(&second),
        range_before: range(&first),
        range_after: range(&second),
    }
}

fn rows(csv: &str) -> Vec<(&str, &str)> {
    csv.lines().skip(1).filter_map(|line| line.split_once(',')).collect()
}

fn values<'a>(rows: &[(&'a str, &'a str)]) -> Vec<&'a str> {
    let mut values: Vec<&str> = rows.iter().map(|(_, value)| *value).collect();
    values.sort_unstable();
    values.dedup();
    values
}

fn distinct(rows: &[(&str, &str)]) -> usize {
    values(rows).len()
}

fn range(rows: &[(&str, &str)]) -> Option<(String, String)> {
    let values = values(rows);
    Some(((*values.first()?).to_owned(), (*values.last()?).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_compared_by_id() {
        let measured = updated_at("id,updated_at\na,1\nb,2\nc,3\n", "id,updated_at\nc,9\na,9\nb,2\nd,9\n");
        assert_eq!((measured.rows_before, measured.rows_after, measured.changed), (3, 4, 2));
        assert_eq!((measured.distinct_before, measured.distinct_after), (3, 2));
        assert_eq!(measured.range_after, Some(("2".to_owned(), "9".to_owned())));
        assert_eq!(updated_at("id,updated_at\n", "").range_before, None);
    }
}
