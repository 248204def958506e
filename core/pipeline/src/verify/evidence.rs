//! The evidence beside the axes: digests, review, executor signature, tool revision, separation of duty.

use cutter_revision::REVISION;
use serde::Deserialize;
use serde_json::{json, Value};

use super::{SignatureOnRecord, VerifyFacts};
use crate::mode::Mode;
use crate::questions;
use crate::record::ReviewVerdict;
use crate::record::{row_digest as digest_of_both, Affected, AffectedRow};
use cutter_model::drift::{Axis, VerifyFinding};
use cutter_model::duty::separation_gate;
use cutter_model::seal::{open, signed_before_revocation, Lane};
use cutter_proof::rows_root;
use iu_text::digest::{canonical_digest, sha256_hex};
use iu_text::manifest::Anomaly;

/// What the evidence showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The executor lane's signature is valid and says what the rows say.
    pub signature_valid: bool,
    /// The engine that cut is the engine that verifies.
    pub tool_revision_match: bool,
    /// Makers and judges are different people.
    pub separation_of_duty_ok: bool,
    /// Every difference.
    pub findings: Vec<VerifyFinding>,
}

impl Evidence {
    /// Whether nothing speaks against the cut.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.signature_valid && self.tool_revision_match && self.separation_of_duty_ok && self.findings.is_empty()
    }
}

/// What a stored manifest is named by, whatever else is in it.
#[derive(Deserialize)]
struct Named {
    #[serde(default)]
    manifest_digest: Value,
}

/// An affected row with the digest that its states have.
pub struct Digested<'a> {
    recorded: &'a str,
    computed: String,
    address: Option<&'a str>,
}

/// The rows of a change set: of units what they are after it, of what an operation touched both states.
#[must_use]
pub fn digested(affected: &Affected) -> Vec<Digested<'_>> {
    let of_unit = |row: &'_ AffectedRow| row.after_state_snapshot.as_ref().map(canonical_digest).unwrap_or_default();
    match affected {
        Affected::Units(rows) => rows
            .iter()
            .map(|row| Digested {
                recorded: &row.row_digest,
                computed: of_unit(row),
                address: row.after_state_snapshot.as_ref().map(|state| state.unit.canonical_address.as_str()),
            })
            .collect(),
        Affected::Touched(rows) => rows
            .iter()
            .map(|row| Digested {
                recorded: &row.row_digest,
                computed: digest_of_both(&json!(row.before_state_snapshot), &json!(row.after_state_snapshot)),
                address: Some(&row.target_row_id),
            })
            .collect(),
    }
}

/// Checks the evidence of a change set.
#[must_use]
pub fn check(facts: &VerifyFacts, affected: &[Digested<'_>]) -> Evidence {
    let mut findings = Vec::new();
    let mut compare = |code: &str, address: Option<&str>, expected: &str, observed: &str| {
        if expected != observed {
            findings.push(VerifyFinding::new(Axis::Evidence, code, address, expected, observed));
        }
    };
    let change_set = &facts.change_set;
    let entry = &facts.entry;
    compare("CHANGE_SET_STATUS", None, "applied", &change_set.status);
    compare("MANIFEST_DIGEST", None, entry.payload_text("manifest_digest"), &change_set.manifest_digest);
    match serde_json::from_str::<Named>(&facts.manifest_text) {
        Ok(manifest) => {
            compare("MANIFEST_DIGEST", None, &change_set.manifest_digest, manifest.manifest_digest.as_str().unwrap_or_default());
        }
        Err(error) => compare("MANIFEST_UNREADABLE", None, "a JSON text", &error.to_string()),
    }
    let source = facts.canonical_text.as_deref().map(|text| sha256_hex(text.as_bytes())).unwrap_or_default();
    compare("SOURCE_DIGEST", None, entry.payload_text("source_sha256"), &source);

    let digests: Vec<&str> = affected.iter().map(|row| row.computed.as_str()).collect();
    for row in affected {
        compare("ROW_DIGEST", row.address, row.recorded, &row.computed);
    }
    let rows_digest = canonical_digest(&digests);
    let recorded = |name: &str| change_set.payload_summary.get(name).and_then(Value::as_str).unwrap_or_default();
    compare("ROWS_DIGEST", None, recorded("rows_digest"), &rows_digest);
    if recorded("rows_digest") == rows_digest {
        compare("ROWS_ROOT", None, recorded("rows_root"), &rows_root(&digests));
    }

    match &facts.review {
        Some(review) => {
            let verdict = if review.verdict == ReviewVerdict::Pass { "PASS" } else { "not PASS" };
            compare("REVIEW_VERDICT", None, "PASS", verdict);
            compare("REVIEW_DIGEST", None, &change_set.manifest_digest, &review.manifest_digest);
            compare("REVIEW_SUPERSEDED", None, "in force", if review.superseded { "superseded" } else { "in force" });
            compare("REVIEW_PLAN", None, &change_set.plan_digest, &review.evidence.plan_digest);
        }
        None => compare("REVIEW_MISSING", None, "a review", "nothing"),
    }
    compare("TOOL_REVISION", None, &change_set.executor_tool_revision, REVISION);

    let makers = [facts.marked_by.as_str(), change_set.emitted_by.as_str()];
    let mut judges = vec![facts.actor.as_str()];
    judges.extend(facts.review.iter().map(|review| review.reviewer_identity.as_str()));
    let separation = separation_gate("G-VERIFY-SOD", &makers, &judges);
    compare("SEPARATION_OF_DUTY", None, "nobody does both", &separation.observed);

    let signature = check_signature(facts, &rows_digest);
    let signature_valid = signature.is_ok();
    findings.extend(signature.err());
    Evidence {
        signature_valid,
        tool_revision_match: change_set.executor_tool_revision == REVISION,
        separation_of_duty_ok: !separation.fires(),
        findings,
    }
}

/// That the review says something to each grave anomaly of the manifest.
pub(super) fn check_answers(facts: &VerifyFacts, anomalies: &[Anomaly]) -> Option<VerifyFinding> {
    let open = questions::left_open(anomalies, &facts.review.as_ref()?.evidence.answers);
    let finding = || {
        VerifyFinding::new(Axis::Evidence, "REVIEW_ANSWERS", None, "an answer to each grave anomaly", questions::first_of(&open))
    };
    (!open.is_empty()).then(finding)
}

/// What the change set says of its day and of what it withdraws or corrects is what its manifest says: readings go by the one, reviewers saw the other.
pub(super) fn check_place(facts: &VerifyFacts, manifest: &dyn Mode) -> Vec<VerifyFinding> {
    let codes = ["EFFECTIVE_DAY", "WITHDRAWN", "CORRECTED"];
    let differing = manifest.place().into_iter().zip(codes).filter_map(|((name, expected), code)| {
        let recorded = facts.change_set.payload_summary.get(name).and_then(Value::as_str);
        let [expected, recorded] = [expected.as_deref(), recorded].map(|said| said.unwrap_or("none"));
        (expected != recorded).then(|| VerifyFinding::new(Axis::Evidence, code, None, expected, recorded))
    });
    differing.collect()
}

/// The build that cut, where the executor's signature holds.
pub(super) fn signed_revision(signature: &SignatureOnRecord) -> Option<String> {
    let payload = open(&signature.envelope, Lane::Executor, signature.key.as_ref()?).ok()?;
    payload.get("tool_revision").and_then(Value::as_str).map(str::to_owned)
}

fn check_signature(facts: &VerifyFacts, rows_digest: &str) -> Result<(), VerifyFinding> {
    let finding = |code: &str, expected: &str, observed: &str| VerifyFinding::new(Axis::Evidence, code, None, expected, observed);
    let Some(signature) = &facts.executor_signature else {
        return Err(finding("SIGNATURE_MISSING", "a DOT-991 signature", "nothing"));
    };
    let Some(key) = &signature.key else {
        return Err(finding("SIGNATURE_KEY_UNKNOWN", "a registered key", &signature.key_id));
    };
    if signature.signer_dot_id != Lane::Executor.as_text() {
        return Err(finding("SIGNATURE_LANE", Lane::Executor.as_text(), &signature.signer_dot_id));
    }
    if let Some(revoked_at) = &signature.revoked_at {
        return Err(finding("SIGNATURE_REVOKED", "a signature that stands", revoked_at));
    }
    let payload = open(&signature.envelope, Lane::Executor, key)
        .map_err(|refusal| finding(&refusal.code, "a valid signature", &refusal.message))?;
    // When it was signed is the signer's own word. A cut rests on its review: one decided after the key had ended was not cut before.
    if let (Some(review), Some(revoked_at)) = (&facts.review, &key.revoked_at) {
        if !signed_before_revocation(&review.decided_at, Some(revoked_at)) {
            return Err(finding(
                "KEY_REVOKED",
                &format!("a cut before {revoked_at}"),
                &format!("its review of {}", review.decided_at),
            ));
        }
    }
    let change_set = &facts.change_set;
    for (name, expected) in [
        ("change_set_id", change_set.change_set_id.as_str()),
        ("manifest_digest", &change_set.manifest_digest),
        ("plan_digest", &change_set.plan_digest),
        ("review_decision_id", &change_set.review_decision_id),
        ("executor", &change_set.emitted_by),
        ("signed_at", &change_set.emitted_at),
        ("tool_revision", &change_set.executor_tool_revision),
        ("rows_digest", rows_digest),
        ("key_id", &signature.key_id),
    ] {
        let observed = payload.get(name).and_then(Value::as_str).unwrap_or("nothing");
        if observed != expected {
            return Err(finding("SIGNATURE_PAYLOAD", &format!("{name} {expected}"), observed));
        }
    }
    // An attestation has no source text, and says so.
    let [expected, observed] = [&facts.entry.payload, &payload].map(|value| value.get("source_sha256").and_then(Value::as_str));
    if expected != observed {
        return Err(finding(
            "SIGNATURE_PAYLOAD",
            &format!("source_sha256 {}", expected.unwrap_or("null")),
            observed.unwrap_or("null"),
        ));
    }
    // The columns beside the envelope are what people query; they must say what was signed.
    let payload_hash = canonical_digest(&payload);
    let signed = signature.envelope.signatures.first().map_or("", |each| each.sig.as_str());
    for (name, expected, observed) in [
        ("signer_identity", change_set.emitted_by.as_str(), &signature.signer_identity),
        ("signer_tool_revision", &change_set.executor_tool_revision, &signature.signer_tool_revision),
        ("payload_hash", &payload_hash, &signature.payload_hash),
        ("signature_payload", signed, &signature.signature_payload),
        ("signed_at", &change_set.emitted_at, &signature.signed_at),
    ] {
        if observed != expected {
            return Err(finding("SIGNATURE_ROW", &format!("{name} {expected}"), observed));
        }
    }
    Ok(())
}
