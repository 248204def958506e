//! The evidence bundle: one JSON document with every row and text that one cut rests on.
//!
//! Rows are objects of the columns of their tables, times RFC 3339 in UTC with microseconds, identifiers lower-case
//! UUIDs. Documented field by field in `docs/evidence.md`.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::checkpoint::Checkpoint;
use super::finding::Findings;
use super::seal::ProvenLeaf;

/// The format this engine writes and reads.
pub const FORMAT: &str = "iu-cutter-bundle-1";

/// A row as it stands in its table: column to value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Row(pub Map<String, Value>);

impl Row {
    /// The text in a column; empty where there is none.
    #[must_use]
    pub fn text(&self, column: &str) -> &str {
        self.0.get(column).and_then(Value::as_str).unwrap_or_default()
    }

    /// The text in a column that may be NULL.
    #[must_use]
    pub fn optional(&self, column: &str) -> Option<&str> {
        self.0.get(column).and_then(Value::as_str)
    }

    /// The value in a column; null where there is none.
    #[must_use]
    pub fn value(&self, column: &str) -> &Value {
        self.0.get(column).unwrap_or(&Value::Null)
    }

    /// The text under `name` of the object in a column; empty where there is none.
    #[must_use]
    pub fn text_in(&self, column: &str, name: &str) -> &str {
        self.value(column).get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// The number in a column.
    #[must_use]
    pub fn number(&self, column: &str) -> Option<usize> {
        self.0.get(column).and_then(Value::as_u64).and_then(|number| usize::try_from(number).ok())
    }

    /// Whether a column says true.
    #[must_use]
    pub fn is_true(&self, column: &str) -> bool {
        self.0.get(column) == Some(&Value::Bool(true))
    }
}

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

/// Columns of the rows of each part, in order of their tables.
pub(crate) mod columns {
    pub const CHANGE_SET: &str = "change_set_id decision_backlog_entry_id idempotency_key rollback_key operation_kind status \
        manifest_id manifest_version manifest_digest plan_digest review_decision_id executor_tool_revision verifier_tool_revision \
        emitted_by emitted_at applied_at source_document_ref planned_row_counts payload_summary compensates_change_set_id \
        rollback_reason rollback_initiated_by rolled_back_at scenario_ref";
    pub const AFFECTED_ROW: &str = "affected_row_id change_set_id target_table target_row_id operation before_state_snapshot \
        after_state_snapshot row_digest";
    pub const ENTRY: &str = "entry_id kind status payload emitted_at scenario_ref";
    pub const HISTORY: &str = "history_id entry_id entry_version_before entry_version_after change_kind change_diff changed_by \
        changed_at rationale";
    pub const SWEEP: &str = "sweep_id started_at finished_at swept_by cursor_before cursor_after scanned_count promoted_count \
        batch_size findings";
    pub const ENVELOPE: &str = "envelope_id operation_kind status source_doc_ref escalation_ref cut_change_set_ref created_by \
        created_at reviewer reviewed_at rationale superseded_by_envelope_id";
    pub const UNIT_BLOCK: &str = "envelope_id unit_local_id block_role source_span render_order target_unit_id \
        proposed_canonical_address proposed_section_type proposed_authority candidate_edges payload_summary report_summary \
        decision_backlog_ref";
    pub const REVIEW: &str = "review_decision_id manifest_id manifest_unit_local_id status verdict finding_source_pinned \
        finding_coverage_complete finding_reconstruction_exact finding_addresses_valid finding_addresses_unique \
        finding_parents_resolve finding_vocabulary_active finding_status_scope finding_no_collision finding_digest_match \
        reviewer_identity reviewer_independence_evidence verdict_rationale prior_review_decision_id \
        superseded_by_review_decision_id escalation_ref cut_change_set_ref manifest_digest decided_at scenario_ref";
    pub const SIGNATURE: &str = "signature_id signer_dot_id signer_identity signer_tool_revision payload_envelope payload_hash \
        signature_algorithm signature_payload key_id cross_reference_change_set_id cross_reference_verify_result_id signed_at \
        revoked_at revoked_by revocation_reason scenario_ref";
    pub const VERIFY_RESULT: &str = "verify_result_id change_set_id manifest_id verdict canonicalization_rule_used \
        axis_1_drift_unit axis_2_drift_content axis_3_drift_structure axis_4_drift_scope expected_unit_count observed_unit_count \
        expected_digest observed_digest source_sha256 reconstruction_ok tool_revision_match signature_valid separation_of_duty_ok \
        findings verified_by verifier_tool_revision started_at finished_at escalation_entry_id compensation_change_set_id \
        scenario_ref";
    pub const KEY: &str = "key_id lane public_key owner created_at revoked_at revoked_by revocation_reason";
    pub const SOURCE: &str = "sha256 source_document_id canonical_text bytes original_sha256 original_bytes canonicalization \
        created_by created_at";
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

pub(super) fn check_columns(part: &str, names: &str, rows: &[Row], findings: &mut Findings) {
    let names: Vec<&str> = names.split_whitespace().collect();
    let mut seen = std::collections::BTreeSet::new();
    for row in rows {
        let missing = names.iter().find(|name| !row.0.contains_key(**name));
        let unknown = row.0.keys().find(|name| !names.contains(&name.as_str()));
        if let Some(name) = missing {
            findings.add("LEDGER_COLUMNS", format!("{part}.{name}"), "the column", "no such column");
        }
        if let Some(name) = unknown {
            findings.add("LEDGER_COLUMNS", format!("{part}.{name}"), "no such column", "a column");
        }
        // The second name makes the key of unit blocks, whose first is the manifest's; elsewhere it changes nothing.
        let key = (row.text(names[0]), if part == "unit_blocks" { row.text(names[1]) } else { "" });
        if !seen.insert(key) {
            findings.add("LEDGER_ROW_TWICE", format!("{part} {}", [key.0, key.1].join(" ").trim_end()), "once", "again");
        }
    }
}
