//! The verify result: its verdict is what its own figures say, and the change set and the entry stand accordingly.

use serde_json::Value;

use super::{Case, Proposed};
use crate::ledger::finding::Findings;
use crate::ledger::row::Row;
use cutter_model::backlog::State;
use cutter_model::word::word_of;
use cutter_pipeline::record::ChangeSetStatus;

/// `LEDGER_RESULT_MISSING`, `LEDGER_RESULT_VERDICT`, `LEDGER_RESULT_DIGEST`, `LEDGER_RESULT_COUNT`, `LEDGER_STATUS`.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    if case.is_rehearsal() {
        return;
    }
    let change_set = case.change_set();
    let Some(result) = case.result() else {
        if change_set.text("status") != "applied" || change_set.text("verifier_tool_revision") != "pending" {
            let expected = format!("a result for a change set that is {}", change_set.text("status"));
            findings.add("LEDGER_RESULT_MISSING", "verify_results", expected, "nothing");
        }
        check_status(case, ChangeSetStatus::Applied, State::CutApplied, findings);
        return;
    };
    let verdict = result.text("verdict");
    let says = if holds(result) { "pass" } else { "fail" };
    findings.says("LEDGER_RESULT_VERDICT", "verify_results", result, "verdict", says);
    let revision = result.text("verifier_tool_revision");
    findings.says("LEDGER_RESULT_VERDICT", "change_set", change_set, "verifier_tool_revision", revision);
    match (verdict, result.optional("compensation_change_set_id")) {
        ("pass", _) => check_status(case, ChangeSetStatus::Verified, State::VerifiedComplete, findings),
        (_, Some(_)) => check_status(case, ChangeSetStatus::Compensated, State::VerifyFailedEscalated, findings),
        (_, None) => check_status(case, ChangeSetStatus::Failed, State::VerifyFailedEscalated, findings),
    }
    if verdict == "pass" {
        check_pass(case, result, findings);
    }
}

/// Whether the figures of a result are those of a pass.
fn holds(result: &Row) -> bool {
    let axes = ["axis_1_drift_unit", "axis_2_drift_content", "axis_3_drift_structure", "axis_4_drift_scope"];
    let flags = ["reconstruction_ok", "tool_revision_match", "signature_valid", "separation_of_duty_ok"];
    axes.iter().all(|axis| result.number(axis) == Some(0))
        && flags.iter().all(|flag| result.is_true(flag))
        && result.value("findings").as_array().is_some_and(Vec::is_empty)
}

fn check_pass(case: &Case<'_>, result: &Row, findings: &mut Findings) {
    let source = case.source_sha256().unwrap_or_default();
    // Without a source text, the texts of the units as they stood are what was looked for; after an operation, those of the
    // whole document, of which a bundle has a part.
    let text = match &case.manifest {
        _ if case.is_operation() => result.text("expected_digest"),
        Some(Proposed::Attest(manifest)) => manifest.text_sha256.as_str(),
        _ => source,
    };
    for (column, expected) in [("expected_digest", text), ("observed_digest", text), ("source_sha256", source)] {
        findings.says("LEDGER_RESULT_DIGEST", "verify_results", result, column, expected);
    }
    for column in ["expected_unit_count", "observed_unit_count"] {
        let observed = result.number(column).unwrap_or_default();
        findings.count("LEDGER_RESULT_COUNT", format!("verify_results.{column}"), case.standing_units(), observed);
    }
}

fn check_status(case: &Case<'_>, change_set: ChangeSetStatus, entry: State, findings: &mut Findings) {
    findings.says("LEDGER_STATUS", "change_set", case.change_set(), "status", &word_of(change_set));
    let observed = case.bundle.entry.as_ref().map_or("", |row| row.text("status"));
    findings.equal("LEDGER_STATUS", "entry.status", &entry.as_text(), observed);
    if !matches!(case.bundle.envelope.text("status"), "enacted" | "superseded") {
        findings.add("LEDGER_STATUS", "envelope.status", "enacted", case.bundle.envelope.text("status"));
    }
    let rolled_back = ["rollback_reason", "rollback_initiated_by", "rolled_back_at"]
        .iter()
        .any(|column| *case.change_set().value(column) != Value::Null);
    if rolled_back != (change_set == ChangeSetStatus::Compensated) {
        let expected = if rolled_back { "nothing" } else { "a time" };
        findings.add("LEDGER_STATUS", "change_set.rolled_back_at", expected, case.change_set().text("rolled_back_at"));
    }
}
