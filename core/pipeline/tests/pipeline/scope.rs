//! Axis 4: a cut touches its own document alone; what is wrong with another is told of that one, and takes nothing back here.

use cutter_model::drift::VerifyVerdict;
use cutter_model::seal::{read_payload, to_sign, Lane};
use cutter_pipeline::audit::{audit, AuditStanding};
use cutter_pipeline::cut::{plan_cut, sign_written, Written};
use cutter_pipeline::record::{
    DocumentDrift, DocumentOnRecord, DocumentState, SignatureOnRecord, StateOnRecord, TouchCount, TouchedDocument,
};
use cutter_pipeline::verify::{verify, VerifyFacts, VerifyOutcome};
use serde_json::json;

use crate::world::{state, World, NOW};

fn verified(change: impl FnOnce(&mut VerifyFacts)) -> VerifyOutcome {
    let mut facts = World::cut().verify_facts();
    change(&mut facts);
    verify(&facts).expect("a verdict")
}

fn codes(outcome: &VerifyOutcome) -> Vec<&str> {
    outcome.result.findings.iter().map(|finding| finding.code.as_str()).collect()
}

fn touched(doc_code: &str, rows: u32) -> TouchCount {
    TouchCount { doc_code: doc_code.to_owned(), rows }
}

/// A document that was left as `was`, as a signature says, and stands as `now`.
fn document(was: DocumentState, now: DocumentState) -> DocumentOnRecord {
    let world = World::marked();
    let payload = json!({
        "change_set_id": "earlier", "doc_code": "OTHER", "signed_at": NOW, "state_after": was, "snapshot": "7:9:8", "last_touch": 3,
    });
    let request = to_sign(Lane::Executor, &world.executor_key.1.key_id, &payload);
    let (envelope, signature_payload) = world.signed(&request);
    let signature = SignatureOnRecord {
        signature_id: "s".to_owned(),
        signer_dot_id: "DOT-991".to_owned(),
        signer_identity: world.marker.clone(),
        signer_tool_revision: String::new(),
        key_id: request.key_id.clone(),
        payload_hash: request.payload_hash,
        signature_payload,
        envelope,
        signed_at: NOW.to_owned(),
        revoked_at: None,
        key: Some(world.executor_key.1),
    };
    let newest = StateOnRecord {
        change_set_id: "earlier".to_owned(),
        state: was,
        snapshot: "7:9:8".to_owned(),
        last_touch: 3,
        signature: Some(signature),
    };
    DocumentOnRecord { doc_code: "OTHER".to_owned(), now, newest: Some(newest) }
}

fn drift_of(document: DocumentOnRecord) -> (VerifyVerdict, Vec<DocumentDrift>) {
    let outcome = verified(|facts| facts.scope.others = vec![TouchedDocument { document, rows: 1, last_touch: 9 }]);
    assert!(outcome.compensation.is_none(), "an innocent cut stays");
    assert_eq!((outcome.result.axis_4_drift_scope, codes(&outcome)), (0, Vec::new()));
    (outcome.result.verdict, outcome.drifted)
}

#[test]
fn the_drift_of_another_document_is_escalated_as_its_own_and_the_cut_passes() {
    let (verdict, drifted) = drift_of(document(state(3, "a"), state(3, "b")));
    let [drift] = drifted.as_slice() else { panic!("one drift: {drifted:?}") };
    assert_eq!((verdict, drift.doc_code.as_str(), drift.code.as_str()), (VerifyVerdict::Pass, "OTHER", "STATE_CHANGED"));
    assert_eq!((&drift.expected, &drift.observed), (&state(3, "a").to_string(), &state(3, "b").to_string()));
    let entry = &drift.escalation;
    assert_eq!((entry.kind.as_str(), entry.status.as_str()), ("escalation", "open"));
    assert_eq!((&entry.payload["doc_code"], &entry.payload["change_set_id"]), (&json!("OTHER"), &json!("earlier")));
    // Found again, whoever finds it, it is the same; another change is another.
    let again = audit(&document(state(3, "a"), state(3, "b")), "2027-01-01T00:00:00Z").drift.expect("drift");
    assert_eq!(again.escalation.entry_id, entry.entry_id);
    let other = audit(&document(state(3, "a"), state(2, "c")), NOW).drift.expect("drift");
    assert_ne!(other.escalation.entry_id, entry.entry_id);
}

#[test]
fn what_nobody_signed_is_drift_whatever_stands_there() {
    let code = |document: DocumentOnRecord| drift_of(document).1.into_iter().map(|drift| drift.code).collect::<Vec<_>>();
    let signed = || document(state(3, "a"), state(3, "a"));
    assert_eq!(code(signed()), ["STATE_TOUCHED"], "touched and put back");
    let spoilt = |change: fn(&mut StateOnRecord)| {
        let mut document = signed();
        change(document.newest.as_mut().expect("a state"));
        document
    };
    for change in [
        (|newest| newest.signature = None) as fn(&mut StateOnRecord),
        |newest| newest.state = state(4, "d"),
        |newest| newest.snapshot = "9:9:".to_owned(),
        |newest| newest.last_touch = 4,
        |newest| newest.change_set_id = "another".to_owned(),
        |newest| newest.signature.as_mut().expect("signed").revoked_at = Some(NOW.to_owned()),
        |newest| newest.signature.as_mut().expect("signed").key = None,
    ] {
        assert_eq!(code(spoilt(change)), ["STATE_NOT_SIGNED"]);
    }
    assert_eq!(code(DocumentOnRecord { newest: None, ..signed() }), ["STATE_TOUCHED"]);
}

#[test]
fn an_audit_tells_what_stands_what_drifted_and_what_nobody_signed_yet() {
    let standing = |document: &DocumentOnRecord| audit(document, NOW).standing;
    let signed = document(state(3, "a"), state(3, "a"));
    assert_eq!(standing(&signed), AuditStanding::AsSigned);
    assert_eq!(standing(&document(state(3, "a"), state(0, "e"))), AuditStanding::Drifted);
    assert_eq!(standing(&DocumentOnRecord { newest: None, ..signed }), AuditStanding::Unsigned);
}

#[test]
fn a_cut_that_touched_another_document_or_lost_its_record_fails() {
    let outcome = verified(|facts| facts.scope.own = vec![touched("OTHER", 2)]);
    assert_eq!((outcome.result.axis_4_drift_scope, codes(&outcome)), (1, vec!["SCOPE_CHANGED"]));
    assert_eq!(outcome.result.findings[0].address.as_deref(), Some("OTHER"));
    for change in [
        (|facts| facts.scope.recorded = None) as fn(&mut VerifyFacts),
        |facts| facts.scope.recorded.as_mut().expect("recorded").state = state(1, "f"),
        |facts| facts.scope.recorded.as_mut().expect("recorded").snapshot = "1:1:".to_owned(),
    ] {
        assert_eq!(codes(&verified(change)), ["SCOPE_UNKNOWN"]);
    }
}

#[test]
fn without_what_writes_touches_down_nothing_is_cut_or_judged() {
    for spoil in [
        (|lines| drop(lines.pop())) as fn(&mut Vec<String>),
        |lines| lines[0] = lines[0].replace(" A ", " O "),
        |lines| lines[1].push('x'),
        |lines| lines.push("tac_unit_version.trg_tac_touched_more A".to_owned()),
    ] {
        let mut facts = World::cut().verify_facts();
        spoil(&mut facts.scope.journal);
        assert!(verify(&facts).expect_err("nobody would know").message.starts_with("G-JOURNAL: "));
        let mut facts = World::approved().cut_facts();
        spoil(&mut facts.survey.journal);
        assert!(plan_cut(&facts).expect_err("nobody would know").message.starts_with("G-JOURNAL: "));
    }
}

#[test]
fn nothing_that_was_changed_behind_the_ledger_is_signed_by_the_next_cut() {
    let mut facts = World::approved().cut_facts();
    facts.standing = Some(DocumentOnRecord { doc_code: "OTHER".to_owned(), ..document(state(3, "a"), state(3, "b")) });
    let refusal = plan_cut(&facts).expect_err("not as it was signed");
    assert!(refusal.message.starts_with("G-CUT-STATE: "), "{}", refusal.message);
    facts.standing = Some(document(state(0, "a"), state(0, "a")));
    assert!(plan_cut(&facts).is_ok());
}

#[test]
fn a_cut_signs_how_it_left_its_document_where_it_touched_what_was_planned() {
    let world = World::cut();
    let plan = world.plan.as_ref().expect("cut");
    let written = world.written();
    let payload = read_payload(&sign_written(&plan.to_sign, &written).expect("as planned")).expect("JSON");
    for (name, value) in [
        ("doc_code", json!(written.doc_code)),
        ("state_before", json!(written.state_before)),
        ("state_after", json!(written.state_after)),
        ("snapshot", json!(written.snapshot)),
        ("last_touch", json!(written.last_touch)),
        ("plan_digest", json!(plan.change_set.plan_digest)),
    ] {
        assert_eq!(payload[name], value, "{name}");
    }
    let refused = |touched: Vec<TouchCount>| {
        let refusal = sign_written(&plan.to_sign, &Written { touched, ..written.clone() }).expect_err("not as planned");
        (refusal.code, refusal.gates.len())
    };
    let differs = "TOUCHES_DIFFER".to_owned();
    let own = written.touched[0].rows;
    assert_eq!(refused(vec![touched("TEST-DOC", own), touched("OTHER", 1)]), (differs.clone(), 1));
    assert_eq!(refused(vec![touched("TEST-DOC", own + 1)]), (differs.clone(), 1));
    assert_eq!(refused(Vec::new()), (differs.clone(), 1), "nothing was written down");
    assert_eq!(refused(vec![touched("OTHER", own)]), (differs, 2));
}
