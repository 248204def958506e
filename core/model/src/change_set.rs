//! Words about one change set: who and when, how many rows, and which facts it rests on.

use std::collections::BTreeMap;

/// Planned number of rows by schema-qualified table.
pub type RowCounts = BTreeMap<String, usize>;

/// Rows of the ledger that every change set writes, with so many affected rows: one of itself, one signature, one history row.
#[must_use]
pub fn ledger_rows(affected: usize) -> RowCounts {
    let tables = [
        ("cut_change_set", 1),
        ("cut_change_set_affected_row", affected),
        ("dot_pair_signature", 1),
        ("decision_backlog_history", 1),
    ];
    tables.map(|(table, rows)| (format!("cutter_governance.{table}"), rows)).into()
}

/// Digests of the facts a plan rests on, by name, so that a stale plan can say which fact moved.
pub type FactFingerprint = BTreeMap<String, String>;

/// Who and when, for the rows of one cut.
#[derive(Debug, Clone, Copy)]
pub struct Authorship<'a> {
    /// The entry.
    pub entry_id: &'a str,
    /// The change set.
    pub change_set_id: &'a str,
    /// The source document.
    pub document_id: &'a str,
    /// The person.
    pub actor: &'a str,
    /// RFC 3339.
    pub now: &'a str,
}
