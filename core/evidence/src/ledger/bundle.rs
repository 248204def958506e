//! The evidence bundle: one JSON document with every row and text that one cut rests on.
//!
//! Rows are objects of the columns of their tables, times RFC 3339 in UTC with microseconds, identifiers lower-case
//! UUIDs. Documented field by field in `docs/evidence.md`.

use serde::{Deserialize, Serialize};

use super::checkpoint::Checkpoint;
use super::finding::Findings;
use super::row::{check_columns, columns, Row};
use super::seal::ProvenLeaf;

/// The format this engine writes and reads.
pub const FORMAT: &str = "iu-cutter-bundle-1";

/// Everything one cut rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// Rows of `cut_change_set_affected_row`, in document order.
    pub affected_rows: Vec<Row>,
    /// The row of `cut_change_set`.
    pub change_set: Row,
    /// What took the cut back.
    pub compensations: Vec<Compensation>,
    /// The row of `decision_backlog_entry`; none for a rehearsal.
    pub entry: Option<Row>,
    /// The row of `manifest_envelope`.
    pub envelope: Row,
    /// Rows of `decision_backlog_entry` that a failed verification opened.
    pub escalations: Vec<Row>,
    /// [`FORMAT`].
    pub format: String,
    /// Rows of `decision_backlog_history`, oldest first.
    pub history: Vec<Row>,
    /// Rows of `cutter_control.signing_key`: every key a signature names.
    pub keys: Vec<Row>,
    /// The exact text of the manifest, as it was hashed.
    pub manifest: String,
    /// Rows of `review_decision` about the manifest, oldest first.
    pub reviews: Vec<Row>,
    /// Proofs that the rows are under a signed root of the ledger; none before its first checkpoint.
    pub seal: Option<BundleSeal>,
    /// Rows of `dot_pair_signature` about the change set and its verify results.
    pub signatures: Vec<Row>,
    /// The row of `cutter_control.source_version`; none for an attestation, which rests on units as they stand.
    pub source: Option<Row>,
    /// Rows of `decision_backlog_sweep_log` that the history names.
    pub sweeps: Vec<Row>,
    /// Rows of `manifest_unit_block`, in document order.
    pub unit_blocks: Vec<Row>,
    /// Rows of `verify_result`.
    pub verify_results: Vec<Row>,
}

/// A compensating change set with what it removed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compensation {
    /// Its affected rows.
    pub affected_rows: Vec<Row>,
    /// The row of `cut_change_set`.
    pub change_set: Row,
}

/// A checkpoint of the ledger, and which rows of the bundle are under it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundleSeal {
    /// The checkpoint.
    pub checkpoint: Checkpoint,
    /// The rows, each with its proof; rows written since the checkpoint have none.
    pub leaves: Vec<ProvenLeaf>,
}

impl Bundle {
    /// Every row has exactly the columns of its table (`LEDGER_COLUMNS`), and none is there twice (`LEDGER_ROW_TWICE`).
    pub(crate) fn check_shape(&self, findings: &mut Findings) {
        let one = std::slice::from_ref::<Row>;
        let compensations = || self.compensations.iter();
        let parts: Vec<(&str, &str, &[Row])> = vec![
            ("source", columns::SOURCE, self.source.as_slice()),
            ("envelope", columns::ENVELOPE, one(&self.envelope)),
            ("unit_blocks", columns::UNIT_BLOCK, &self.unit_blocks),
            ("entry", columns::ENTRY, self.entry.as_slice()),
            ("history", columns::HISTORY, &self.history),
            ("sweeps", columns::SWEEP, &self.sweeps),
            ("reviews", columns::REVIEW, &self.reviews),
            ("change_set", columns::CHANGE_SET, one(&self.change_set)),
            ("affected_rows", columns::AFFECTED_ROW, &self.affected_rows),
            ("signatures", columns::SIGNATURE, &self.signatures),
            ("verify_results", columns::VERIFY_RESULT, &self.verify_results),
            ("escalations", columns::ENTRY, &self.escalations),
            ("keys", columns::KEY, &self.keys),
        ];
        let taken_back = compensations().map(|each| ("compensations.change_set", columns::CHANGE_SET, one(&each.change_set)));
        let removed =
            compensations().map(|each| ("compensations.affected_rows", columns::AFFECTED_ROW, each.affected_rows.as_slice()));
        for (part, names, rows) in parts.into_iter().chain(taken_back).chain(removed) {
            check_columns(part, names, rows, findings);
        }
    }
}
