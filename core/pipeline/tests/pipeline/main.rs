//! The pipeline's decisions from facts alone: the happy path, every gate made to fire, every kind of drift found.

mod attest;
mod card;
mod cut;
mod questions;
mod rehearsal;
mod scope;
mod structure;
mod verify;
mod world;

use cutter_model::backlog::State;
use cutter_model::refusal::RefusalKind;
use cutter_pipeline::first_cut::mark::mark_by;
use cutter_pipeline::review::{review, ReviewVerdict};
use iu_text::digest::sha256_hex_of;
use world::World;

#[test]
fn marking_twice_gives_the_same_bytes_and_no_second_entry() {
    let world = World::marked();
    let again = world.mark_again();
    assert!(again.already_marked);
    assert!(again.rows.is_none());
    assert_eq!(again.entry_id, world.mark.entry_id);
    assert_eq!(again.manifest_digest, world.mark.manifest_digest);
    assert_eq!(World::marked().mark.manifest_text, world.mark.manifest_text);
}

#[test]
fn a_text_whose_entry_ended_without_success_may_be_marked_again() {
    let mut world = World::marked();
    for status in [State::ReviewedRejected, State::Abandoned, State::VerifyFailedEscalated] {
        world.entry.status = status.as_text();
        let again = world.mark_again();
        assert!(!again.already_marked, "{status:?}");
        assert_ne!(again.entry_id, world.mark.entry_id);
        assert_eq!(again.manifest_digest, world.mark.manifest_digest);
    }
    for status in [State::Marked, State::ReviewPending, State::CutApplied, State::VerifiedComplete] {
        world.entry.status = status.as_text();
        assert!(world.mark_again().already_marked, "{status:?}");
    }
}

#[test]
fn a_host_that_lies_of_a_digest_is_found_out_by_whoever_reviews() {
    let honest = World::swept();
    // Another text under the digest of the one that is registered; then the text itself under a manifest's digest made up.
    let other = "c".repeat(64);
    type Host<'h> = &'h dyn Fn(&[&[u8]]) -> String;
    let lies: [(&str, Host<'_>); 2] = [
        ("Một.\n", &|parts| if parts.len() == 1 { honest.document.source_sha256.clone() } else { sha256_hex_of(parts) }),
        ("", &|parts| if parts.len() == 1 { sha256_hex_of(parts) } else { other.clone() }),
    ];
    for (more, lie) in lies {
        let mut facts = honest.mark_facts();
        facts.canonical_text.push_str(more);
        facts.earlier_entries.clear();
        let marked = mark_by(&facts, lie).expect("the host is believed while a cut is proposed");
        let mut review_facts = honest.review_facts();
        review_facts.manifest_text = marked.manifest_text;
        review_facts.validation.pinned_manifest_digest.clone_from(&marked.manifest_digest);
        review_facts.entry.payload["manifest_digest"] = marked.manifest_digest.into();
        review_facts.validation.canonical_text = Some(facts.canonical_text);
        assert!(review(&review_facts).is_err(), "{more:?}");
    }
}

#[test]
fn a_source_that_is_not_the_registered_one_is_refused() {
    let world = World::marked();
    let mut facts = world.mark_facts();
    facts.canonical_text.push_str("more\n");
    let refusal = cutter_pipeline::first_cut::mark::mark(&facts).expect_err("another text");
    assert_eq!(refusal.code, "SOURCE_DIGEST_MISMATCH");
}

#[test]
fn whoever_marked_may_not_review() {
    let world = World::swept();
    let mut facts = world.review_facts();
    facts.actor.clone_from(&world.marker);
    let refusal = cutter_pipeline::review::review(&facts).expect_err("same person");
    assert_eq!((refusal.code.as_str(), refusal.kind), ("REVIEW_SOD", RefusalKind::Forbidden));
}

#[test]
fn findings_are_computed_and_a_pass_needs_all_ten() {
    let world = World::swept();
    let outcome = cutter_pipeline::review::review(&world.review_facts()).expect("passes");
    assert_eq!(outcome.findings.len(), 10);
    assert_eq!(outcome.change.to, State::ReviewedApproved);

    type Spoil = fn(&mut cutter_pipeline::review::ReviewFacts);
    let spoils: [(&str, Spoil); 5] = [
        ("no_collision", |facts| facts.validation.taken_addresses.push("TEST/DIEU-1".to_owned())),
        ("no_collision", |facts| facts.validation.live_unit_count = 1),
        ("vocabulary_active", |facts| facts.validation.active_section_types.retain(|code| code != "point")),
        ("digest_match", |facts| facts.validation.pinned_manifest_digest = "0".repeat(64)),
        ("source_pinned", |facts| {
            facts.validation.canonical_text = facts.validation.canonical_text.take().map(|text| text + "x\n")
        }),
    ];
    for (finding, spoil) in spoils {
        let mut facts = world.review_facts();
        spoil(&mut facts);
        let refusal = cutter_pipeline::review::review(&facts).expect_err(finding);
        assert_eq!(refusal.code, "FINDINGS_FAIL");
        assert!(refusal.message.contains(finding), "{}", refusal.message);
        facts.verdict = ReviewVerdict::Fail;
        assert_eq!(cutter_pipeline::review::review(&facts).expect("may reject").change.to, State::ReviewedRejected);
    }
}

#[test]
fn a_review_of_another_digest_or_without_reason_is_refused() {
    let world = World::swept();
    let mut facts = world.review_facts();
    facts.reviewed_digest = Some("f".repeat(64));
    assert_eq!(cutter_pipeline::review::review(&facts).expect_err("digest").code, "REVIEWED_DIGEST_DIFFERS");
    facts.reviewed_digest = None;
    facts.rationale = "  ".to_owned();
    assert_eq!(cutter_pipeline::review::review(&facts).expect_err("reason").code, "RATIONALE_MISSING");
}
