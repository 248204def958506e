//! Rows as they stand in the tables of the ledger, and the columns each table has.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::finding::Findings;

/// A row as it stands in its table: column to value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Row(pub Map<String, Value>);

/// A place is a column, or `column.name` for what is under a name of the object in it.
impl Row {
    /// The text at a place; empty where there is none.
    #[must_use]
    pub fn text(&self, place: &str) -> &str {
        self.optional(place).unwrap_or_default()
    }

    /// The text at a place that may be NULL.
    #[must_use]
    pub fn optional(&self, place: &str) -> Option<&str> {
        self.value(place).as_str()
    }

    /// The value at a place; null where there is none.
    #[must_use]
    pub fn value(&self, place: &str) -> &Value {
        let (column, name) = place.split_once('.').map_or((place, None), |(column, name)| (column, Some(name)));
        let value = self.0.get(column);
        name.map_or(value, |name| value?.get(name)).unwrap_or(&Value::Null)
    }

    /// The number at a place.
    #[must_use]
    pub fn number(&self, place: &str) -> Option<usize> {
        self.value(place).as_u64().map(|number| usize::try_from(number).unwrap_or(usize::MAX))
    }

    /// Whether a place says true.
    #[must_use]
    pub fn is_true(&self, place: &str) -> bool {
        *self.value(place) == Value::Bool(true)
    }
}

impl Findings {
    /// Something is wrong where a row of `part` has another text at a place.
    pub(super) fn says(&mut self, code: &str, part: &str, row: &Row, place: &str, expected: &str) {
        self.equal(code, format!("{part}.{place}"), expected, row.text(place));
    }
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

/// Columns of the parts that tell what people did; a row from before they were recorded has neither.
pub(crate) const RECORDED: [&str; 2] = ["channel", "session_kind"];
const WITH_RECORDED: [&str; 3] = ["history", "change_set", "compensations.change_set"];

pub(super) fn check_columns(part: &str, names: &str, rows: &[Row], findings: &mut Findings) {
    let names: Vec<&str> = names.split_whitespace().collect();
    let mut seen = std::collections::BTreeSet::new();
    for row in rows {
        let recorded = WITH_RECORDED.contains(&part) && RECORDED.iter().all(|name| row.0.contains_key(*name));
        let missing = names.iter().find(|name| !row.0.contains_key(**name));
        let known = |name: &str| names.contains(&name) || recorded && RECORDED.contains(&name);
        let unknown = row.0.keys().find(|name| !known(name.as_str()));
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
