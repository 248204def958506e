//! What a text asks of its reviewer: grave anomalies are answered one by one before anything passes, and the record says so.

use cutter_model::drift::VerifyVerdict;
use cutter_model::refusal::Refusal;
use cutter_pipeline::cut::plan_cut;
use cutter_pipeline::questions::asked;
use cutter_pipeline::review::{review, AnomalyAnswer, ReviewFacts, ReviewVerdict};
use cutter_pipeline::verify::verify;
use iu_text::manifest::{Manifest, Stored, Weight};

use crate::world::World;

/// Article 2 is not there, nor the second clause of Article 1, nor anything in Article 4.
const GAPS: &str = "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n1. Hồ sơ giấy.\n3. Hồ sơ số.\nĐiều 3. Hiệu lực\nQuy định có hiệu lực ngay.\nĐiều 4. Tổ chức\n";

fn world() -> World {
    World::marked_from(GAPS).sweep()
}

fn answer(anomaly: &str, reason: &str) -> AnomalyAnswer {
    AnomalyAnswer { anomaly: anomaly.to_owned(), reason: reason.to_owned() }
}

fn refused(facts: &ReviewFacts) -> Refusal {
    review(facts).expect_err("a refusal")
}

/// Ids of what the text asks.
fn questions(world: &World) -> Vec<String> {
    let asked = asked(&world.mark.manifest_text).expect("a manifest");
    asked.into_iter().filter(|anomaly| anomaly.weight == Weight::Grave).map(|anomaly| anomaly.id).collect()
}

fn answered(world: World) -> World {
    let answers = questions(&world).iter().map(|id| answer(id, "Read beside the gazette.")).collect();
    World { answers, ..world }
}

/// The manifest that an engine without weights made of the same text.
fn unweighted(world: World) -> World {
    let mut manifest = Manifest::from_stored(&world.mark.manifest_text).expect("a manifest");
    for anomaly in &mut manifest.anomalies {
        anomaly.weight = None;
    }
    let manifest = manifest.sealed();
    let mut world = world;
    world.mark.manifest_text = manifest.to_canonical_json();
    assert!(!world.mark.manifest_text.contains("weight"), "as it was written then");
    world.entry.payload["manifest_digest"] = manifest.manifest_digest.clone().into();
    world.mark.manifest_digest = manifest.manifest_digest;
    world
}

#[test]
fn anomalies_come_by_weight_and_then_by_place() {
    let asked = asked(&world().mark.manifest_text).expect("a manifest");
    let shown: Vec<_> = asked.iter().map(|each| (each.weight, each.code.as_str(), each.label.as_str(), each.line)).collect();
    assert_eq!(
        shown,
        [(Weight::Grave, "gap", "Điều 3", 6), (Weight::Grave, "empty_body", "Điều 4", 8), (Weight::Notable, "gap", "3.", 5)]
    );
    assert_eq!(asked[0].id, format!("gap:{}", GAPS.find("Điều 3").expect("there")));
}

#[test]
fn nothing_passes_before_each_grave_anomaly_has_a_reason() {
    let world = world();
    let ids = questions(&world);
    let mut facts = world.review_facts();
    let refusal = refused(&facts);
    assert_eq!(refusal.code, "ANOMALIES_UNANSWERED");
    assert_eq!(
        refusal.message,
        "Grave anomalies without an answer: gap on line 6, empty_body on line 8. Each needs a reason before the text can pass."
    );
    assert_eq!((refusal.values["count"].as_str(), refusal.values["anomalies"].as_str()), ("2", ids.join(" ").as_str()));

    facts.answers = vec![answer(&ids[0], "Repealed in 2020.")];
    assert_eq!(refused(&facts).values["anomalies"], ids[1]);
    facts.answers.push(answer(&ids[1], "  Its text is a table of the annex.\n"));
    let outcome = review(&facts).expect("passes");
    let expected = [answer(&ids[0], "Repealed in 2020."), answer(&ids[1], "Its text is a table of the annex.")];
    assert_eq!(outcome.evidence.answers, expected, "on record as they were given");
}

#[test]
fn a_notable_anomaly_may_be_answered_and_needs_not() {
    let world = answered(world());
    let mut facts = world.review_facts();
    let ids = asked(&world.mark.manifest_text).expect("a manifest");
    facts.answers.push(answer(&ids[2].id, "The draft left it out."));
    assert_eq!(review(&facts).expect("passes").evidence.answers.len(), 3);
}

#[test]
fn all_of_a_kind_may_be_answered_at_once_but_for_the_grave_ones() {
    let mut facts = world().review_facts();
    facts.answers = vec![answer("gap", "The drafts leave numbers out.")];
    assert_eq!(refused(&facts).values["count"], "2", "the gap of articles is grave");
    let world = answered(world());
    let mut facts = world.review_facts();
    facts.answers.push(answer("gap", "The drafts leave numbers out."));
    assert_eq!(review(&facts).expect("passes").evidence.answers.last(), facts.answers.last());
}

#[test]
fn whoever_rejects_or_defers_answers_nothing() {
    for verdict in [ReviewVerdict::Fail, ReviewVerdict::NeedsHuman] {
        let facts = ReviewFacts { verdict, ..world().review_facts() };
        assert_eq!(review(&facts).expect("decides").evidence.answers, []);
    }
}

#[test]
fn an_answer_names_an_anomaly_once_and_says_why() {
    let world = answered(world());
    for (code, extra) in [
        ("ANSWER_TO_NOTHING", answer("gap:1", "There is none.")),
        ("ANSWER_TO_NOTHING", answer("empty_body", "All of them, unread.")),
        ("ANSWER_TWICE", answer(&world.answers[0].anomaly, "And again.")),
    ] {
        let mut facts = world.review_facts();
        facts.answers.push(extra);
        assert_eq!(refused(&facts).code, code);
        facts.verdict = ReviewVerdict::Fail;
        assert_eq!(refused(&facts).code, code, "whatever the verdict");
    }
    let mut facts = world.review_facts();
    facts.answers[1].reason = " \n".to_owned();
    let refusal = refused(&facts);
    assert_eq!((refusal.code.as_str(), refusal.line), ("ANSWER_WITHOUT_REASON", Some(8)));
}

#[test]
fn a_sentence_names_the_first_of_many() {
    let text: String = (1..20).map(|number| format!("Điều {}. Tên\nVăn bản số {number}.\n", number * 2)).collect();
    let refusal = refused(&World::marked_from(&text).sweep().review_facts());
    assert!(refusal.message.contains("gap on line 9 and 14 more."), "{}", refusal.message);
    assert_eq!(refusal.values["anomalies"].split(' ').count(), 19);
}

#[test]
fn a_review_on_record_that_answers_nothing_is_neither_cut_nor_verified() {
    let world = answered(world()).approve();
    let silent = |mut facts: cutter_pipeline::cut::CutFacts| {
        facts.review.as_mut().expect("a review").evidence.answers.clear();
        facts
    };
    let refusal = plan_cut(&silent(world.cut_facts())).expect_err("not approved");
    let gate = refusal.gates.iter().find(|gate| gate.id == "G-CUT-APPROVED").expect("fired");
    assert!(gate.observed.contains("no answer to gap:"), "{}", gate.observed);

    let world = world.enact();
    assert_eq!(verify(&world.verify_facts()).expect("a verdict").result.verdict, VerifyVerdict::Pass);
    let mut facts = world.verify_facts();
    facts.review.as_mut().expect("a review").evidence.answers[0].reason = " ".to_owned();
    let result = verify(&facts).expect("a verdict").result;
    let finding = result.findings.iter().find(|finding| finding.code == "REVIEW_ANSWERS").expect("found");
    assert_eq!((result.verdict, &finding.observed), (VerifyVerdict::Fail, &world.answers[0].anomaly));
}

#[test]
fn what_an_engine_without_weights_let_pass_stays_as_good_as_it_was() {
    let mut world = answered(unweighted(world())).approve();
    world.review.as_mut().expect("a review").evidence.answers.clear();
    let world = world.enact();
    assert_eq!(verify(&world.verify_facts()).expect("a verdict").result.verdict, VerifyVerdict::Pass);
}

#[test]
fn a_manifest_without_weights_that_still_waits_asks_for_all_that_may_be_grave() {
    let world = unweighted(world());
    assert_eq!(questions(&world).len(), 3, "nobody knows that the gap is one of clauses");
    assert_eq!(refused(&world.review_facts()).values["count"], "3");
    assert!(review(&answered(world).review_facts()).is_ok());
}
