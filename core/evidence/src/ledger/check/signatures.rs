//! The signatures: made by the key and lane they name, over what the rows say, while the key was good.

use serde_json::{json, Value};

use super::{time_text, Case};
use crate::ledger::finding::Findings;
use crate::ledger::row::Row;
use crate::ledger::trust::ended_when_signed;
use cutter_model::live::Target;
use cutter_model::seal::{open, signed_after_registration, Envelope, Lane, PublicKey};
use cutter_model::word::of_word;
use iu_address::Instant;
use iu_text::digest::canonical_digest;

/// `LEDGER_SIGNATURE_MISSING`, `_LANE`, `_KEY_UNKNOWN`, `_UNREADABLE`, `_TYPE`, `_INVALID`, `_REPLAYED`, `_PAYLOAD`, `_ROW`,
/// `_REVOKED`, and `LEDGER_KEY_REVOKED`, `LEDGER_KEY_EARLY`.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let mut expected = vec![Lane::Executor];
    expected.extend(case.result().map(|_| Lane::Verifier));
    for lane in expected {
        let count = case.bundle.signatures.iter().filter(|signature| signature.text("signer_dot_id") == lane.as_text()).count();
        if count != 1 {
            findings.add("LEDGER_SIGNATURE_MISSING", format!("signatures {}", lane.as_text()), "one signature", count);
        }
    }
    for signature in &case.bundle.signatures {
        check_signature(case, signature, findings);
    }
}

fn check_signature(case: &Case<'_>, signature: &Row, findings: &mut Findings) {
    let name = signature.text("signer_dot_id");
    let place = format!("signatures {name}");
    let (subject, expected) = match of_word(name) {
        Some(Lane::Executor) => ("cross_reference_change_set_id", case.change_set_id()),
        Some(Lane::Verifier) => {
            ("cross_reference_verify_result_id", case.result().map_or("", |result| result.text("verify_result_id")))
        }
        None => ("signer_dot_id", "DOT-991 or DOT-992"),
    };
    findings.equal("LEDGER_SIGNATURE_LANE", format!("{place}.{subject}"), expected, signature.text(subject));
    let Some(lane) = of_word(name) else { return };
    let Some(key) = case.key(signature.text("key_id")) else {
        findings.add("LEDGER_SIGNATURE_KEY_UNKNOWN", format!("{place}.key_id"), "a key of this bundle", signature.text("key_id"));
        return;
    };
    let Some(payload) = opened(signature, lane, key, &place, findings) else { return };
    check_validity(case, signature, key, &payload, &place, findings);
    check_payload(case, lane, signature, &payload, &place, findings);
    check_columns(case, lane, signature, &payload, &place, findings);
}

fn opened(signature: &Row, lane: Lane, key: &Row, place: &str, findings: &mut Findings) -> Option<Value> {
    let envelope: Envelope = match serde_json::from_value(signature.value("payload_envelope").clone()) {
        Ok(envelope) => envelope,
        Err(error) => {
            findings.add("LEDGER_SIGNATURE_UNREADABLE", format!("{place}.payload_envelope"), "a DSSE envelope", error);
            return None;
        }
    };
    let registered = PublicKey {
        key_id: signature.text("key_id").to_owned(),
        lane: of_word(key.text("lane")).unwrap_or(lane),
        public_key: key.text("public_key").to_owned(),
        // Whether it was in force when it signed has findings of its own.
        created_at: None,
        revoked_at: None,
    };
    match open(&envelope, lane, &registered) {
        Ok(payload) => Some(payload),
        Err(refusal) => {
            let code = match refusal.code.as_str() {
                "SEAL_WRONG_LANE" => "LEDGER_SIGNATURE_LANE",
                "SEAL_WRONG_TYPE" => "LEDGER_SIGNATURE_TYPE",
                "SEAL_UNREADABLE" => "LEDGER_SIGNATURE_UNREADABLE",
                _ => "LEDGER_SIGNATURE_INVALID",
            };
            findings.add(code, format!("{place}.payload_envelope"), "a signature of the key it names", refusal.message);
            None
        }
    }
}

/// The key was registered when it signed, and neither it nor the signature was revoked by then.
fn check_validity(case: &Case<'_>, signature: &Row, key: &Row, payload: &Value, place: &str, findings: &mut Findings) {
    let signed = payload.get("signed_at").and_then(Value::as_str).unwrap_or_default();
    if signed.parse::<Instant>().is_err() {
        findings.add("LEDGER_SIGNATURE_PAYLOAD", format!("{place} signed_at"), "a time", signed);
        return;
    }
    let known = case.trusted.iter().find(|each| each.public_key == key.text("public_key"));
    let (of_key, in_force) = (format!("{place} {}", key.text("key_id")), format!("a key in force at {signed}"));
    if let Some(end) = ended_when_signed(signed, key, known) {
        findings.add("LEDGER_KEY_REVOKED", &of_key, &in_force, format!("revoked at {end}"));
    }
    if !signed_after_registration(signed, key.text("created_at")) {
        findings.add("LEDGER_KEY_EARLY", of_key, in_force, format!("registered at {}", key.text("created_at")));
    }
    if let Some(revoked_at) = signature.optional("revoked_at") {
        findings.add("LEDGER_SIGNATURE_REVOKED", format!("{place}.revoked_at"), "a signature that stands", revoked_at);
    }
}

fn check_payload(case: &Case<'_>, lane: Lane, signature: &Row, payload: &Value, place: &str, findings: &mut Findings) {
    let named = payload.get("change_set_id").and_then(Value::as_str).unwrap_or_default();
    if named != case.change_set_id() {
        findings.add("LEDGER_SIGNATURE_REPLAYED", format!("{place} change_set_id"), case.change_set_id(), named);
        return;
    }
    let expected = match lane {
        Lane::Executor => executor_payload(case, signature),
        Lane::Verifier => verifier_payload(case, signature),
    };
    findings.members("LEDGER_SIGNATURE_PAYLOAD", format!("{place} payload"), &expected, payload);
}

fn executor_payload(case: &Case<'_>, signature: &Row) -> Value {
    let change_set = case.change_set();
    json!({
        "entry_id": case.entry_id(), "executor": change_set.text("emitted_by"), "key_id": signature.text("key_id"),
        "manifest_digest": change_set.text("manifest_digest"), "operation_kind": change_set.text("operation_kind"), "plan_digest": change_set.text("plan_digest"),
        "planned_row_counts": change_set.value("planned_row_counts"), "review_decision_id": change_set.text("review_decision_id"),
        "rows_digest": canonical_digest(&case.row_digests()), "signed_at": time_text(change_set.text("emitted_at")),
        "source_sha256": case.source_sha256(), "target": case.target().unwrap_or(Target::Public), "tool_revision": change_set.text("executor_tool_revision"),
    })
}

fn verifier_payload(case: &Case<'_>, signature: &Row) -> Value {
    let Some(result) = case.result() else { return Value::Null };
    let axes = ["axis_1_drift_unit", "axis_2_drift_content", "axis_3_drift_structure", "axis_4_drift_scope"];
    json!({
        "axes": axes.map(|axis| result.value(axis)), "compensation_change_set_id": result.value("compensation_change_set_id"),
        "executor_signature_id": case.signature(Lane::Executor).map(|each| each.text("signature_id")),
        "expected_digest": result.text("expected_digest"), "key_id": signature.text("key_id"),
        "manifest_digest": case.change_set().text("manifest_digest"), "observed_digest": result.text("observed_digest"),
        "signed_at": time_text(result.text("finished_at")), "source_sha256": result.value("source_sha256"),
        "tool_revision": result.text("verifier_tool_revision"), "verdict": result.text("verdict"),
        "verifier": result.text("verified_by"), "verify_result_id": result.text("verify_result_id"),
    })
}

/// The columns beside the envelope are what people query; they must say what was signed.
fn check_columns(case: &Case<'_>, lane: Lane, signature: &Row, payload: &Value, place: &str, findings: &mut Findings) {
    let signed = |name: &str| payload.get(name).and_then(Value::as_str).unwrap_or_default();
    let signer = match lane {
        Lane::Executor => case.change_set().text("emitted_by"),
        Lane::Verifier => case.result().map_or("", |result| result.text("verified_by")),
    };
    let made = signature.value("payload_envelope").pointer("/signatures/0/sig").and_then(Value::as_str).unwrap_or_default();
    for (column, expected, observed) in [
        ("signer_identity", signer, signature.text("signer_identity").to_owned()),
        ("signer_tool_revision", signed("tool_revision"), signature.text("signer_tool_revision").to_owned()),
        ("payload_hash", &canonical_digest(payload), signature.text("payload_hash").to_owned()),
        ("signature_algorithm", "ed25519", signature.text("signature_algorithm").to_owned()),
        ("signature_payload", made, signature.text("signature_payload").to_owned()),
        ("signed_at", signed("signed_at"), time_text(signature.text("signed_at"))),
    ] {
        findings.equal("LEDGER_SIGNATURE_ROW", format!("{place}.{column}"), expected, &observed);
    }
}
