//! The rows that record a cut: its change set and what it did to each unit.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::structure::Kind;
use cutter_model::change_set::RowCounts;
use cutter_model::id::derived_id;
use cutter_model::live::LiveUnit;
use iu_text::digest::canonical_digest;

/// What a change set does, as the word it is stored as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Units of a source text are written.
    FirstCut,
    /// A first cut is tried in the sandbox.
    Rehearsal,
    /// Units are taken under governance as they stand.
    Attest,
    /// Another change set is taken back.
    Compensation,
    /// Units that are there are changed, end, or get others beside them.
    #[serde(untagged)]
    Operation(Kind),
}

/// `cut_change_set.status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum ChangeSetStatus {
    /// Written, waits for VERIFY.
    Applied,
    /// Written to the sandbox.
    Rehearsed,
    /// VERIFY passed.
    Verified,
    /// VERIFY failed, and another change set took it back.
    Compensated,
    /// VERIFY failed, and it stands.
    Failed,
}

/// A row of `cut_change_set` at its birth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
#[allow(missing_docs)]
pub struct ChangeSetRow {
    pub change_set_id: String,
    pub decision_backlog_entry_id: Option<String>,
    pub idempotency_key: String,
    pub rollback_key: String,
    pub operation_kind: String,
    pub status: ChangeSetStatus,
    pub manifest_id: String,
    pub manifest_version: String,
    pub manifest_digest: String,
    pub plan_digest: String,
    pub review_decision_id: String,
    pub executor_tool_revision: String,
    pub verifier_tool_revision: String,
    pub emitted_by: String,
    pub emitted_at: String,
    pub applied_at: String,
    pub source_document_ref: String,
    pub planned_row_counts: RowCounts,
    pub payload_summary: Value,
    pub compensates_change_set_id: Option<String>,
}

/// A row of `cut_change_set_affected_row`; a snapshot is of a unit with its version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct AffectedRow<S = LiveUnit> {
    pub affected_row_id: String,
    pub change_set_id: String,
    pub target_table: String,
    pub target_row_id: String,
    pub operation: String,
    pub before_state_snapshot: Option<S>,
    pub after_state_snapshot: Option<S>,
    pub row_digest: String,
}

/// The row of a unit that is as `state` after `insert`, was so before `delete`, and is so before and after anything else.
pub(crate) fn affected_row(target_table: &str, change_set_id: &str, operation: &str, state: LiveUnit) -> AffectedRow {
    AffectedRow {
        affected_row_id: derived_id("affected-row", &[change_set_id, &state.unit.id]),
        change_set_id: change_set_id.to_owned(),
        target_table: target_table.to_owned(),
        target_row_id: state.unit.id.clone(),
        operation: operation.to_owned(),
        row_digest: canonical_digest(&state),
        before_state_snapshot: (operation != "insert").then(|| state.clone()),
        after_state_snapshot: (operation != "delete").then_some(state),
    }
}
