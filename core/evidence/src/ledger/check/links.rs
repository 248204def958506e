//! Identifiers are those derived from what they name, and rows refer to the rows beside them.

use super::{time_text, Case};
use crate::ledger::finding::Findings;
use cutter_model::id::derived_id;
use cutter_model::live::Target;
use iu_text::digest::canonical_digest;
use serde_json::json;

/// Times one text may be marked again after it was rejected or abandoned before a reader gives up looking for which it was.
const MAX_ATTEMPTS: usize = 1_000;

/// `LEDGER_ID_*` and `LEDGER_LINK`.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    check_identifiers(case, findings);
    check_references(case, findings);
}

fn check_identifiers(case: &Case<'_>, findings: &mut Findings) {
    let (bundle, change_set) = (case.bundle, case.change_set());
    let manifest_id = change_set.text("manifest_id");
    if let Some(entry) = &bundle.entry {
        let key = entry.text_in("payload", "mark_key");
        if !(1..=MAX_ATTEMPTS).any(|attempt| derived_id("entry", &[key, &attempt.to_string()]) == case.entry_id()) {
            findings.add("LEDGER_ID_ENTRY", "entry.entry_id", "an id derived from the entry's mark_key", case.entry_id());
        }
        findings.equal("LEDGER_ID_MANIFEST", "change_set.manifest_id", &derived_id("manifest", &[case.entry_id()]), manifest_id);
        for row in &bundle.history {
            let at = time_text(row.text("changed_at"));
            let expected = derived_id("history", &[row.text("entry_id"), row.text("change_kind"), &at]);
            findings.equal(
                "LEDGER_ID_HISTORY",
                format!("history {}", row.text("change_kind")),
                &expected,
                row.text("history_id"),
            );
        }
    }
    for review in &bundle.reviews {
        let at = time_text(review.text("decided_at"));
        let expected = derived_id("review", &[review.text("manifest_id"), review.text("reviewer_identity"), &at]);
        findings.equal("LEDGER_ID_REVIEW", "reviews.review_decision_id", &expected, review.text("review_decision_id"));
    }
    if case.is_rehearsal() {
        check_rehearsal(case, findings);
    } else {
        let expected = derived_id("change-set", &[case.entry_id(), Target::Public.unit_table()]);
        findings.equal("LEDGER_ID_CHANGE_SET", "change_set.change_set_id", &expected, case.change_set_id());
        let key = canonical_digest(&json!(["cut", case.entry_id(), change_set.text("manifest_digest"), Target::Public]));
        findings.equal("LEDGER_ID_CHANGE_SET", "change_set.idempotency_key", &key, change_set.text("idempotency_key"));
    }
    for row in &bundle.affected_rows {
        let expected = derived_id("affected-row", &[row.text("change_set_id"), row.text("target_row_id")]);
        findings.equal(
            "LEDGER_ID_ROW",
            format!("affected_rows {}", row.text("target_row_id")),
            &expected,
            row.text("affected_row_id"),
        );
    }
    if let Some(result) = case.result() {
        let expected = derived_id("verify-result", &[case.change_set_id()]);
        findings.equal("LEDGER_ID_RESULT", "verify_results.verify_result_id", &expected, result.text("verify_result_id"));
    }
    for signature in &bundle.signatures {
        let subject =
            signature.optional("cross_reference_change_set_id").unwrap_or(signature.text("cross_reference_verify_result_id"));
        let expected = derived_id("signature", &[signature.text("signer_dot_id"), subject]);
        findings.equal(
            "LEDGER_ID_SIGNATURE",
            format!("signatures {}", signature.text("signer_dot_id")),
            &expected,
            signature.text("signature_id"),
        );
    }
}

/// Rehearsals of an entry are numbered.
fn check_rehearsal(case: &Case<'_>, findings: &mut Findings) {
    let (change_set, entry) = (case.change_set(), case.entry_id());
    findings.equal(
        "LEDGER_ID_MANIFEST",
        "change_set.manifest_id",
        &derived_id("manifest", &[entry]),
        change_set.text("manifest_id"),
    );
    let number = (1..=MAX_ATTEMPTS).find(|number| derived_id("rehearsal", &[entry, &number.to_string()]) == case.change_set_id());
    let Some(number) = number else {
        let place = "change_set.change_set_id";
        findings.add("LEDGER_ID_CHANGE_SET", place, "an id derived from the entry and a number", case.change_set_id());
        return;
    };
    let key = canonical_digest(&json!(["rehearse", entry, change_set.text("manifest_digest"), number]));
    findings.equal("LEDGER_ID_CHANGE_SET", "change_set.idempotency_key", &key, change_set.text("idempotency_key"));
}

fn check_references(case: &Case<'_>, findings: &mut Findings) {
    let (bundle, change_set) = (case.bundle, case.change_set());
    let (id, manifest_id) = (case.change_set_id(), change_set.text("manifest_id"));
    let mut link = |place: &str, expected: &str, observed: &str| findings.equal("LEDGER_LINK", place, expected, observed);
    link("envelope.envelope_id", manifest_id, bundle.envelope.text("envelope_id"));
    link("envelope.source_doc_ref", change_set.text("source_document_ref"), bundle.envelope.text("source_doc_ref"));
    if let Some(entry) = &bundle.entry {
        link("change_set.decision_backlog_entry_id", case.entry_id(), change_set.text("decision_backlog_entry_id"));
        link("entry.kind", "cut_request", entry.text("kind"));
        link("entry.payload.manifest_id", manifest_id, entry.text_in("payload", "manifest_id"));
        let document = if case.is_attestation() || case.is_operation() { "doc_code" } else { "source_document_id" };
        link(&format!("entry.payload.{document}"), change_set.text("source_document_ref"), entry.text_in("payload", document));
        link("envelope.cut_change_set_ref", id, bundle.envelope.text("cut_change_set_ref"));
        for row in &bundle.history {
            link("history.entry_id", case.entry_id(), row.text("entry_id"));
        }
    }
    for block in &bundle.unit_blocks {
        link("unit_blocks.decision_backlog_ref", case.entry_id(), block.text("decision_backlog_ref"));
    }
    if let Some(manifest) = &case.manifest {
        link("envelope.operation_kind", &manifest.operation_kind, bundle.envelope.text("operation_kind"));
        link("change_set.payload_summary.doc_code", &manifest.doc_code, change_set.text_in("payload_summary", "doc_code"));
    }
    if let Some(manifest) = &case.attested {
        link("envelope.operation_kind", &manifest.operation_kind, bundle.envelope.text("operation_kind"));
        link("change_set.payload_summary.doc_code", &manifest.doc_code, change_set.text_in("payload_summary", "doc_code"));
    }
    for review in &bundle.reviews {
        link("reviews.manifest_id", manifest_id, review.text("manifest_id"));
    }
    for row in &bundle.affected_rows {
        link("affected_rows.change_set_id", id, row.text("change_set_id"));
    }
    for result in &bundle.verify_results {
        link("verify_results.change_set_id", id, result.text("change_set_id"));
        link("verify_results.manifest_id", manifest_id, result.text("manifest_id"));
    }
}
