//! The gates of a cut. A rehearsal passes them all, as the cut to come would, and those of the sandbox besides.

use super::CutFacts;
use crate::findings::{all_hold, failing};
use crate::live_facts::GovernedUnit;
use crate::mode::Mode;
use crate::questions::{first_of, left_open};
use crate::record::{ReviewOnRecord, ReviewVerdict};
use crate::survey;
use cutter_model::change_set::FactFingerprint;
use cutter_model::duty::separation_gate;
use cutter_model::gate::Gate;
use cutter_model::live::Target;
use cutter_model::seal::Lane;

/// G-REVIEW-SOD: whoever marked or cuts did not review.
pub(super) fn separation(facts: &CutFacts) -> Gate {
    let judges: Vec<&str> = facts.review.iter().map(|review| review.reviewer_identity.as_str()).collect();
    separation_gate("G-REVIEW-SOD", &[&facts.marked_by, &facts.actor], &judges)
}

/// Every other gate.
pub(super) fn gates_of(facts: &CutFacts, proposal: &dyn Mode) -> Vec<Gate> {
    let findings = proposal.findings(&facts.validation);
    let failing = failing(&findings);
    let open = |review: &ReviewOnRecord| left_open(proposal.anomalies(), &review.evidence.answers);
    let approved = facts.review.as_ref().is_some_and(|review| {
        let passes = review.verdict == ReviewVerdict::Pass && !review.superseded && review.manifest_digest == proposal.digest();
        passes && open(review).is_empty()
    });
    let observed_review = facts.review.as_ref().map_or_else(
        || "no review".to_owned(),
        |review| {
            let superseded = if review.superseded { ", superseded" } else { "" };
            let open = open(review);
            let unanswered = if open.is_empty() { String::new() } else { format!(", no answer to {}", first_of(&open)) };
            format!("{:?} for {}{superseded}{unanswered}", review.verdict, review.manifest_digest)
        },
    );
    let governed = facts.validation.attested.iter().flat_map(|attested| attested.governed.iter().map(GovernedUnit::named));
    let earlier: Vec<String> = facts.earlier_change_set_ids.iter().cloned().chain(governed).collect();
    let (keeps, expected, authority) = proposal.authority(&facts.validation);
    let mut gates = vec![
        Gate::check(
            "G-CUT-APPROVED",
            "A review passed exactly this manifest and is not superseded.",
            approved,
            format!("PASS for {}", proposal.digest()),
            observed_review,
        ),
        Gate::none("G-CUT-ONCE", "Nothing was cut for this entry, key, digest or attested unit before.", &earlier),
        Gate::none("G-CUT-DEPS", "Every entry this one waits for is verified.", &facts.blocking_entry_ids),
        Gate::check(
            "G-CUT-VALID",
            "The ten findings of the review hold now.",
            all_hold(&findings),
            "no failing finding",
            if failing.is_empty() { "none".to_owned() } else { failing.join(", ") },
        ),
        fresh_gate(facts, proposal),
        Gate::check("G-AUTHORITY", "No unit gains authority by a cut.", keeps, expected, authority),
        Gate::check(
            "G-CUT-KEY",
            "The executor lane has a key that is not revoked.",
            facts.key.lane == Lane::Executor && facts.key.revoked_at.is_none(),
            "a DOT-991 key in force",
            format!("{} {}", facts.key.key_id, if facts.key.revoked_at.is_some() { "revoked" } else { "in force" }),
        ),
    ];
    gates.extend(proposal.gates(facts));
    gates.push(survey::journal(&facts.survey.journal));
    gates.push(match facts.target {
        Target::Public => state_gate(facts),
        Target::Sandbox => return gates.into_iter().chain(rehearsal_gates(facts)).collect(),
    });
    gates
}

/// G-CUT-STATE: what a cut signs of its document is what stood there, so nothing that was changed behind the ledger may be in it.
fn state_gate(facts: &CutFacts) -> Gate {
    let sentence = "The document stands as it was last signed.";
    let Some(standing) = &facts.standing else {
        return Gate::equal("G-CUT-STATE", sentence, &"as it was signed", None);
    };
    let difference = standing.difference();
    let (expected, observed) = match &difference {
        Some((_, expected, observed)) => (expected.as_str(), observed.as_str()),
        None => ("as it was signed", "as it was signed"),
    };
    Gate::check("G-CUT-STATE", sentence, difference.is_none(), expected, observed)
}

fn rehearsal_gates(facts: &CutFacts) -> Vec<Gate> {
    let sentence = "Nothing but an earlier rehearsal of this document stands in its place in the sandbox.";
    let Some(rehearsal) = &facts.rehearsal else {
        return vec![Gate::equal("G-REHEARSAL-FREE", sentence, &"none", None)];
    };
    let mut gates = vec![Gate::none("G-REHEARSAL-FREE", sentence, &rehearsal.colliding_addresses)];
    gates.extend(survey::gates(Target::Sandbox, &rehearsal.survey));
    gates
}

/// G-CUT-FRESH: the plan and the facts it rests on are those the reviewer approved.
fn fresh_gate(facts: &CutFacts, proposal: &dyn Mode) -> Gate {
    let sentence = "The plan and its facts are those of the review.";
    let digest = proposal.plan_digest(&facts.entry);
    let Some(review) = &facts.review else {
        return Gate::equal("G-CUT-FRESH", sentence, &digest, None);
    };
    let mut moved = moved_facts(&review.evidence.facts, &proposal.fingerprint(&facts.validation, &facts.survey));
    if review.evidence.plan_digest != digest {
        moved.push("plan_digest".to_owned());
    }
    moved.extend(proposal.moved(&facts.validation));
    let observed = if moved.is_empty() { "nothing moved".to_owned() } else { format!("moved: {}", moved.join(", ")) };
    Gate::check("G-CUT-FRESH", sentence, moved.is_empty(), "nothing moved", observed)
}

/// Names of the facts that differ between two fingerprints.
fn moved_facts(before: &FactFingerprint, now: &FactFingerprint) -> Vec<String> {
    let names: std::collections::BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    names.into_iter().filter(|name| before.get(*name) != now.get(*name)).cloned().collect()
}
