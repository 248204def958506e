//! VERIFY: nothing drifts on the happy path, every kind of drift is found on its axis, and the way back is planned.

use cutter_model::backlog::State;
use cutter_model::drift::VerifyVerdict;
use cutter_model::live::LiveUnit;
use cutter_model::refusal::RefusalKind;
use cutter_model::seal::{open, to_sign, Lane};
use cutter_pipeline::record::ChangeSetStatus;
use cutter_pipeline::verify::{verify, VerifyFacts, VerifyOutcome};
use iu_text::digest::sha256_hex;

use crate::world::{pair, World};

fn verified(change: impl FnOnce(&mut VerifyFacts)) -> VerifyOutcome {
    let mut facts = World::cut().verify_facts();
    change(&mut facts);
    verify(&facts).expect("a verdict")
}

fn with_live(change: impl FnOnce(&mut Vec<LiveUnit>)) -> VerifyOutcome {
    let mut live = World::cut().live();
    change(&mut live);
    verified(|facts| facts.live_units = serde_json::to_string(&live).expect("JSON"))
}

fn axes(outcome: &VerifyOutcome) -> [usize; 4] {
    let row = &outcome.result;
    [row.axis_1_drift_unit, row.axis_2_drift_content, row.axis_3_drift_structure, row.axis_4_drift_scope]
}

fn codes(outcome: &VerifyOutcome) -> Vec<&str> {
    outcome.result.findings.iter().map(|finding| finding.code.as_str()).collect()
}

#[test]
fn an_honest_cut_passes() {
    let outcome = verified(|_| {});
    assert_eq!(outcome.result.verdict, VerifyVerdict::Pass, "{:?}", outcome.result.findings);
    assert_eq!(axes(&outcome), [0; 4]);
    assert!(outcome.result.reconstruction_ok && outcome.result.signature_valid && outcome.result.separation_of_duty_ok);
    assert_eq!(outcome.result.expected_digest, outcome.result.observed_digest);
    assert_eq!((outcome.end.to, outcome.change_set_status), (State::VerifiedComplete, ChangeSetStatus::Verified));
    assert!(outcome.compensation.is_none());
    assert_eq!(outcome.history.len(), 1);
}

#[test]
fn an_edited_body_is_named_with_both_hashes_and_not_removed() {
    let edited = "Quy định có hiệu lực sau.\n";
    let outcome = with_live(|live| live.last_mut().unwrap().version.as_mut().unwrap().body = Some(edited.to_owned()));
    assert_eq!(axes(&outcome), [0, 1, 0, 0]);
    let finding = outcome.result.findings.iter().find(|finding| finding.code == "CONTENT_HASH").expect("named");
    assert_eq!(finding.address.as_deref(), Some("TEST/DIEU-2"));
    assert_eq!(finding.expected, sha256_hex("Quy định có hiệu lực ngay.\n".as_bytes()));
    assert_eq!(finding.observed, sha256_hex(edited.as_bytes()));
    assert!(!outcome.result.reconstruction_ok);
    assert_eq!((outcome.end.to, outcome.change_set_status), (State::VerifyFailedEscalated, ChangeSetStatus::Failed));
    let compensation = outcome.compensation.expect("an escalation");
    assert!(compensation.change_set.is_none());
    assert_eq!(compensation.reason, "Nothing is removed: TEST/DIEU-2 was changed since the cut.");
}

#[test]
fn a_body_whose_bytes_moved_to_the_heading_is_drift_even_though_the_whole_text_is_the_same() {
    let outcome = with_live(|live| {
        let version = live.last_mut().unwrap().version.as_mut().unwrap();
        let body = version.body.take().unwrap();
        let heading = version.content_profile["heading"].as_str().unwrap().to_owned();
        version.content_profile["heading"] = (heading + &body[..3]).into();
        version.body = Some(body[3..].to_owned());
    });
    assert_eq!(axes(&outcome), [0, 1, 0, 0]);
    assert!(outcome.result.reconstruction_ok);
    assert_eq!(outcome.result.verdict, VerifyVerdict::Fail);
}

#[test]
fn each_kind_of_drift_is_found_on_its_axis() {
    type Spoil = fn(&mut Vec<LiveUnit>);
    let spoils: [(&str, [usize; 4], Spoil); 8] = [
        ("UNIT_COUNT", [1, 0, 0, 0], |live| drop(live.pop())),
        ("UNIT_NOT_PLANNED", [1, 0, 0, 0], |live| {
            let mut extra = live[0].clone();
            extra.unit.canonical_address = "TEST/DIEU-99".to_owned();
            live.push(extra);
        }),
        ("HEADING_HASH", [0, 1, 0, 0], |live| live[1].version.as_mut().unwrap().content_profile["heading"] = "Điều 1.".into()),
        ("RECORDED_HASH", [0, 1, 0, 0], |live| live[1].version.as_mut().unwrap().content_hash = "0".repeat(64)),
        ("PARENT", [0, 0, 1, 0], |live| live[2].unit.parent_id = None),
        ("SORT_ORDER", [0, 0, 1, 0], |live| live[2].unit.sort_order = 99),
        ("AUTHORITY", [0, 0, 1, 0], |live| live[2].unit.authority = Some("enacted".to_owned())),
        ("SECTION_TYPE", [0, 0, 1, 0], |live| live[2].unit.section_type = "part".to_owned()),
    ];
    for (code, expected, spoil) in spoils {
        let outcome = with_live(spoil);
        assert_eq!(outcome.result.verdict, VerifyVerdict::Fail, "{code}");
        assert_eq!(axes(&outcome), expected, "{code}: {:?}", outcome.result.findings);
        assert!(codes(&outcome).contains(&code), "{code}: {:?}", codes(&outcome));
    }
}

#[test]
fn tampered_evidence_is_found_and_untouched_rows_are_taken_back() {
    type Spoil = fn(&mut VerifyFacts);
    let spoils: [(&str, Spoil); 14] = [
        ("SIGNATURE_MISSING", |facts| facts.executor_signature = None),
        ("SIGNATURE_KEY_UNKNOWN", |facts| facts.executor_signature.as_mut().unwrap().key = None),
        ("SIGNATURE_LANE", |facts| facts.executor_signature.as_mut().unwrap().signer_dot_id = "DOT-992".to_owned()),
        ("KEY_REVOKED", |facts| {
            let signed_at = facts.change_set.emitted_at.clone();
            facts.executor_signature.as_mut().unwrap().key.as_mut().unwrap().revoked_at = Some(signed_at);
        }),
        ("SIGNATURE_REVOKED", |facts| facts.executor_signature.as_mut().unwrap().revoked_at = Some(facts.now.clone())),
        ("SIGNATURE_ROW", |facts| facts.executor_signature.as_mut().unwrap().signed_at = "2020-01-01T00:00:00Z".to_owned()),
        ("SIGNATURE_ROW", |facts| facts.executor_signature.as_mut().unwrap().payload_hash = "0".repeat(64)),
        ("SIGNATURE_ROW", |facts| facts.executor_signature.as_mut().unwrap().signature_payload = "A".repeat(88)),
        ("SIGNATURE_ROW", |facts| {
            facts.executor_signature.as_mut().unwrap().signer_tool_revision = "cutter-core/0.0.0".to_owned()
        }),
        ("SIGNATURE_PAYLOAD", |facts| facts.change_set.plan_digest = "0".repeat(64)),
        ("ROW_DIGEST", |facts| facts.affected_rows = facts.affected_rows.replacen("bản gốc", "bản nháp", 1)),
        ("REVIEW_MISSING", |facts| facts.review = None),
        ("TOOL_REVISION", |facts| facts.change_set.executor_tool_revision = "cutter-core/0.0.0".to_owned()),
        ("MANIFEST_DIGEST_MISMATCH", |facts| {
            facts.manifest_text = facts.manifest_text.replacen("\"title\":\"Hiệu lực\"", "\"title\":\"Hiệu\"", 1)
        }),
    ];
    for (code, spoil) in spoils {
        let outcome = verified(spoil);
        assert_eq!(outcome.result.verdict, VerifyVerdict::Fail, "{code}");
        assert!(codes(&outcome).contains(&code), "{code}: {:?}", outcome.result.findings);
        let compensation = outcome.compensation.expect("a way back or an escalation");
        let removable = code != "ROW_DIGEST";
        assert_eq!(compensation.change_set.is_some(), removable, "{code}: {}", compensation.reason);
        assert_eq!(outcome.change_set_status, if removable { ChangeSetStatus::Compensated } else { ChangeSetStatus::Failed });
        assert_eq!(outcome.history.len(), if removable { 2 } else { 1 });
    }
}

#[test]
fn a_key_that_was_revoked_after_it_signed_counts_for_what_it_signed() {
    let outcome = verified(|facts| {
        let key = facts.executor_signature.as_mut().unwrap().key.as_mut().unwrap();
        key.revoked_at = Some(facts.now.clone());
    });
    assert_eq!(
        (outcome.result.verdict, outcome.result.findings.len()),
        (VerifyVerdict::Pass, 0),
        "{:?}",
        outcome.result.findings
    );
    assert!(outcome.compensation.is_none());
    // When it was signed is the signer's word; a review that came after the key had ended gives a later cut away.
    let backdated = verified(|facts| {
        let key = facts.executor_signature.as_mut().unwrap().key.as_mut().unwrap();
        key.revoked_at = Some(facts.now.clone());
        facts.review.as_mut().unwrap().decided_at.clone_from(&facts.now);
    });
    assert_eq!((backdated.result.verdict, codes(&backdated)), (VerifyVerdict::Fail, vec!["KEY_REVOKED"]));
    // The verifier's own key signs now: it must be in force.
    let mut facts = World::cut().verify_facts();
    facts.key.revoked_at = Some(facts.now.clone());
    assert_eq!(verify(&facts).expect_err("revoked").code, "VERIFY_SOD");
}

#[test]
fn what_another_build_cut_is_not_judged() {
    const OTHER: &str = "cutter-core/0.1.0+0123456789abcdef";
    let world = World::cut();
    let ours = world.plan.as_ref().expect("cut").change_set.executor_tool_revision.clone();
    let refused = |facts: &VerifyFacts| {
        let refusal = verify(facts).expect_err("another build");
        assert_eq!((refusal.code.as_str(), refusal.kind), ("ENGINE_CHANGED", RefusalKind::Conflict));
        refusal.message
    };
    // What the executor signed says which; here it really was another.
    let mut facts = world.verify_facts();
    let signature = facts.executor_signature.as_mut().expect("signed");
    let mut payload = open(&signature.envelope, Lane::Executor, &world.executor_key.1).expect("signed");
    payload["tool_revision"] = OTHER.into();
    signature.envelope = world.signed(&to_sign(Lane::Executor, &signature.key_id, &payload)).0;
    signature.signer_tool_revision = OTHER.to_owned();
    facts.change_set.executor_tool_revision = OTHER.to_owned();
    let message = refused(&facts);
    assert!(message.contains(&format!("was cut with {OTHER}; this is {ours},")), "{message}");
    // Where no signature tells, the row does; a row that contradicts a signature that holds was tampered with, and that is judged.
    facts.executor_signature = None;
    refused(&facts);
    let mut facts = world.verify_facts();
    facts.change_set.executor_tool_revision = OTHER.to_owned();
    assert!(codes(&verify(&facts).expect("judged")).contains(&"TOOL_REVISION"));
}

#[test]
fn whoever_made_it_may_not_verify_it_nor_lend_the_key() {
    let world = World::cut();
    for maker in [world.marker.clone(), world.plan.as_ref().unwrap().change_set.emitted_by.clone()] {
        let facts = VerifyFacts { actor: maker, ..world.verify_facts() };
        let refusal = verify(&facts).expect_err("maker");
        assert_eq!((refusal.code.as_str(), refusal.kind), ("VERIFY_SOD", RefusalKind::Forbidden));
    }
    let (_, mut same) = pair(1, Lane::Verifier);
    same.public_key.clone_from(&world.executor_key.1.public_key);
    assert_eq!(verify(&VerifyFacts { key: same, ..world.verify_facts() }).expect_err("same key").code, "VERIFY_SOD");
}

#[test]
fn a_change_set_is_verified_once() {
    let mut facts = World::cut().verify_facts();
    facts.earlier_verify_result_ids.push("v".to_owned());
    assert_eq!(verify(&facts).expect_err("twice").code, "VERIFY_REFUSED");
}
