//! What belongs to no cut: rows that a removed row has left behind, and texts that are no longer what was cut.
//!
//! Bundles start from change sets, so a change set that was removed is found by what it left.

use serde::{Deserialize, Serialize};

use super::finding::{Findings, LedgerFinding};

/// A kind of row that nothing explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum OrphanKind {
    /// An entry that was cut, without a change set.
    EntryWithoutChangeSet,
    /// An enacted manifest without its change set.
    ManifestWithoutChangeSet,
    /// A manifest without its text.
    ManifestWithoutBody,
    /// Affected rows of no change set.
    RowWithoutChangeSet,
    /// A signature over nothing.
    SignatureWithoutSubject,
    /// A verify result about nothing.
    ResultWithoutChangeSet,
    /// History of no entry.
    HistoryWithoutEntry,
    /// Unit blocks of no manifest.
    BlockWithoutManifest,
    /// A review of no manifest.
    ReviewWithoutManifest,
    /// A unit's text written by a change set that is not there.
    TextWithoutChangeSet,
    /// A text that was cut and is gone.
    TextMissing,
    /// A text that is not what was cut.
    TextChanged,
}

impl OrphanKind {
    /// The code of the finding, and what should be there.
    const fn finding(self) -> (&'static str, &'static str) {
        match self {
            Self::EntryWithoutChangeSet => ("LEDGER_CHANGE_SET_MISSING", "its change set"),
            Self::ManifestWithoutChangeSet => ("LEDGER_ORPHAN_MANIFEST", "its change set"),
            Self::ManifestWithoutBody => ("LEDGER_BODY_MISSING", "its text"),
            Self::RowWithoutChangeSet => ("LEDGER_ORPHAN_ROW", "its change set"),
            Self::SignatureWithoutSubject => ("LEDGER_ORPHAN_SIGNATURE", "the row it signs"),
            Self::ResultWithoutChangeSet => ("LEDGER_ORPHAN_RESULT", "its change set"),
            Self::HistoryWithoutEntry => ("LEDGER_ORPHAN_HISTORY", "its entry"),
            Self::BlockWithoutManifest => ("LEDGER_ORPHAN_BLOCK", "its manifest"),
            Self::ReviewWithoutManifest => ("LEDGER_ORPHAN_REVIEW", "its manifest"),
            Self::TextWithoutChangeSet => ("LEDGER_ORPHAN_TEXT", "its change set"),
            Self::TextMissing => ("LEDGER_TEXT_MISSING", "the text that was cut"),
            Self::TextChanged => ("LEDGER_TEXT_CHANGED", "the text as it was cut"),
        }
    }
}

/// Rows of one kind that nothing explains, as they were found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct Orphans {
    /// What they are.
    pub kind: OrphanKind,
    /// Ids or addresses, a few of them.
    pub rows: Vec<String>,
    /// How many there are.
    pub count: usize,
}

/// What is wrong with the ledger as a whole; nothing where every row belongs to a cut.
#[must_use]
pub fn check_orphans(found: &[Orphans]) -> Vec<LedgerFinding> {
    let mut findings = Findings::default();
    for orphans in found.iter().filter(|orphans| orphans.count > 0) {
        let shown = orphans.rows.join(", ");
        let observed = match (orphans.kind, orphans.count) {
            (OrphanKind::TextChanged, count) => format!("another text, {count} times"),
            (_, 1) => "nothing".to_owned(),
            (_, count) => format!("nothing, for {count} rows"),
        };
        let (code, expected) = orphans.kind.finding();
        findings.add(code, shown, expected, observed);
    }
    findings.list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_a_code_of_its_own_and_none_is_no_finding() {
        use OrphanKind as K;
        let kinds = [
            K::EntryWithoutChangeSet,
            K::ManifestWithoutChangeSet,
            K::ManifestWithoutBody,
            K::RowWithoutChangeSet,
            K::SignatureWithoutSubject,
            K::ResultWithoutChangeSet,
            K::HistoryWithoutEntry,
            K::BlockWithoutManifest,
            K::ReviewWithoutManifest,
            K::TextWithoutChangeSet,
            K::TextMissing,
            K::TextChanged,
        ];
        let found: Vec<Orphans> =
            kinds.iter().map(|kind| Orphans { kind: *kind, rows: vec!["a".to_owned()], count: 1 }).collect();
        let codes: std::collections::BTreeSet<String> = check_orphans(&found).into_iter().map(|finding| finding.code).collect();
        assert_eq!(codes.len(), kinds.len());
        assert_eq!(check_orphans(&[Orphans { kind: K::TextMissing, rows: Vec::new(), count: 0 }]), Vec::new());
    }
}
