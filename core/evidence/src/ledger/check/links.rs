//! Identifiers are those derived from what they name, and rows refer to the rows beside them.

use super::{time_text, Case, Proposed};
use crate::ledger::finding::Findings;
use crate::ledger::row::Row;
use cutter_model::id::derived_id;
use cutter_model::live::Target;
use iu_text::digest::canonical_digest;
use serde_json::{json, Value};
use std::fmt::Display;

/// Times one text may be marked again after it was rejected or abandoned before a reader gives up looking for which it was.
const MAX_ATTEMPTS: usize = 1_000;

/// `LEDGER_ID_*` and `LEDGER_LINK`.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    check_identifiers(case, findings);
    check_references(case, findings);
}

fn check_identifiers(case: &Case<'_>, findings: &mut Findings) {
    let (bundle, change_set) = (case.bundle, case.change_set());
    let (entry_id, manifest_id) = (case.entry_id(), change_set.text("manifest_id"));
    if let Some(entry) = &bundle.entry {
        let key = entry.text("payload.mark_key");
        if !(1..=MAX_ATTEMPTS).any(|attempt| derived_id("entry", &[key, &attempt.to_string()]) == entry_id) {
            findings.add("LEDGER_ID_ENTRY", "entry.entry_id", "an id derived from the entry's mark_key", entry_id);
        }
        derived(findings, "LEDGER_ID_MANIFEST", "change_set.manifest_id", ("manifest", &[entry_id]), manifest_id);
        for row in &bundle.history {
            let (kind, at) = (row.text("change_kind"), time_text(row.text("changed_at")));
            let of_move = ("history", &[row.text("entry_id"), kind, &at][..]);
            derived(findings, "LEDGER_ID_HISTORY", format!("history {kind}"), of_move, row.text("history_id"));
        }
    }
    for row in &bundle.reviews {
        let at = time_text(row.text("decided_at"));
        let of_review = ("review", &[row.text("manifest_id"), row.text("reviewer_identity"), &at][..]);
        let observed = row.text("review_decision_id");
        derived(findings, "LEDGER_ID_REVIEW", "reviews.review_decision_id", of_review, observed);
    }
    let key = if case.is_rehearsal() {
        derived(findings, "LEDGER_ID_MANIFEST", "change_set.manifest_id", ("manifest", &[entry_id]), manifest_id);
        rehearsal_key(case, findings)
    } else {
        let of_cut = ("change-set", &[entry_id, Target::Public.unit_table()][..]);
        derived(findings, "LEDGER_ID_CHANGE_SET", "change_set.change_set_id", of_cut, case.change_set_id());
        Some(json!(["cut", entry_id, change_set.text("manifest_digest"), Target::Public]))
    };
    if let Some(key) = key {
        findings.says("LEDGER_ID_CHANGE_SET", "change_set", change_set, "idempotency_key", &canonical_digest(&key));
    }
    for row in &bundle.affected_rows {
        let target = row.text("target_row_id");
        let of_row = ("affected-row", &[row.text("change_set_id"), target][..]);
        derived(findings, "LEDGER_ID_ROW", format!("affected_rows {target}"), of_row, row.text("affected_row_id"));
    }
    if let Some(row) = case.result() {
        let of_result = ("verify-result", &[case.change_set_id()][..]);
        let observed = row.text("verify_result_id");
        derived(findings, "LEDGER_ID_RESULT", "verify_results.verify_result_id", of_result, observed);
    }
    for row in &bundle.signatures {
        let lane = row.text("signer_dot_id");
        let subject = row.optional("cross_reference_change_set_id").unwrap_or(row.text("cross_reference_verify_result_id"));
        let of_lane = ("signature", &[lane, subject][..]);
        derived(findings, "LEDGER_ID_SIGNATURE", format!("signatures {lane}"), of_lane, row.text("signature_id"));
    }
}

fn derived(findings: &mut Findings, code: &str, place: impl Display, (kind, parts): (&str, &[&str]), observed: &str) {
    findings.equal(code, place, &derived_id(kind, parts), observed);
}

/// What makes the key of a rehearsal; those of an entry are numbered.
fn rehearsal_key(case: &Case<'_>, findings: &mut Findings) -> Option<Value> {
    let entry = case.entry_id();
    let number = (1..=MAX_ATTEMPTS).find(|number| derived_id("rehearsal", &[entry, &number.to_string()]) == case.change_set_id());
    if number.is_none() {
        let place = "change_set.change_set_id";
        findings.add("LEDGER_ID_CHANGE_SET", place, "an id derived from the entry and a number", case.change_set_id());
    }
    Some(json!(["rehearse", entry, case.change_set().text("manifest_digest"), number?]))
}

fn check_references(case: &Case<'_>, findings: &mut Findings) {
    let (bundle, change_set) = (case.bundle, case.change_set());
    let (id, entry_id, manifest_id) = (case.change_set_id(), case.entry_id(), change_set.text("manifest_id"));
    let document = change_set.text("source_document_ref");
    let mut link = |part: &str, row: &Row, place: &str, expected: &str| findings.says("LEDGER_LINK", part, row, place, expected);
    link("envelope", &bundle.envelope, "envelope_id", manifest_id);
    link("envelope", &bundle.envelope, "source_doc_ref", document);
    if let Some(entry) = &bundle.entry {
        link("change_set", change_set, "decision_backlog_entry_id", entry_id);
        link("entry", entry, "kind", "cut_request");
        link("entry", entry, "payload.manifest_id", manifest_id);
        let on_units = case.is_attestation() || case.is_operation();
        link("entry", entry, if on_units { "payload.doc_code" } else { "payload.source_document_id" }, document);
        link("envelope", &bundle.envelope, "cut_change_set_ref", id);
        bundle.history.iter().for_each(|row| link("history", row, "entry_id", entry_id));
    }
    bundle.unit_blocks.iter().for_each(|row| link("unit_blocks", row, "decision_backlog_ref", entry_id));
    if let Some(manifest @ (Proposed::FirstCut(_) | Proposed::Attest(_))) = &case.manifest {
        link("envelope", &bundle.envelope, "operation_kind", manifest.mode().operation_kind());
        link("change_set", change_set, "payload_summary.doc_code", manifest.mode().doc_code());
    }
    bundle.reviews.iter().for_each(|row| link("reviews", row, "manifest_id", manifest_id));
    bundle.affected_rows.iter().for_each(|row| link("affected_rows", row, "change_set_id", id));
    for row in &bundle.verify_results {
        link("verify_results", row, "change_set_id", id);
        link("verify_results", row, "manifest_id", manifest_id);
    }
}
