//! The keys: each is named by its own bytes, the two lanes have different ones, and the reader trusts them.

use super::Case;
use crate::ledger::finding::Findings;
use crate::ledger::row::Row;
use cutter_model::seal::{key_id, Lane};
use cutter_model::word::of_word;

/// `LEDGER_KEY_ID`, `LEDGER_KEY_SHARED`, `LEDGER_KEY_NOT_PINNED`.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for key in &case.bundle.keys {
        check_key(case, key, findings);
    }
    let key_of = |lane| case.signature(lane).and_then(|signature| case.key(signature.text("key_id")));
    if let (Some(executor), Some(verifier)) = (key_of(Lane::Executor), key_of(Lane::Verifier)) {
        if executor.text("public_key") == verifier.text("public_key") {
            findings.add("LEDGER_KEY_SHARED", "keys", "a verifier's key of its own", "the executor's key");
        }
    }
}

fn check_key(case: &Case<'_>, key: &Row, findings: &mut Findings) {
    let id = key.text("key_id");
    let lane: Option<Lane> = of_word(key.text("lane"));
    let derived = lane.and_then(|lane| key_id(lane, key.text("public_key")).ok());
    findings.equal("LEDGER_KEY_ID", format!("keys {id}"), &derived.unwrap_or_default(), id);
    let pinned =
        case.trusted.iter().any(|each| each.public_key == key.text("public_key") && (each.lane.is_none() || each.lane == lane));
    if !case.trusted.is_empty() && !pinned {
        findings.add("LEDGER_KEY_NOT_PINNED", format!("keys {id}"), "one of the trusted keys", key.text("public_key"));
    }
}
