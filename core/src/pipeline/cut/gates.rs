//! The gates of a cut. A rehearsal passes them all, as the cut to come would, and those of the sandbox besides.

use super::{survey, CutFacts};
use crate::duty::separation_gate;
use crate::gate::Gate;
use crate::manifest::Manifest;
use crate::pipeline::live::Target;
use crate::pipeline::plan::{fingerprint, moved_facts};
use crate::pipeline::review::ReviewVerdict;
use crate::pipeline::validate::{all_hold, validate, FindingVerdict, FINDINGS};
use crate::seal::Lane;

/// G-REVIEW-SOD: whoever marked or cuts did not review.
pub(super) fn separation(facts: &CutFacts) -> Gate {
    let judges: Vec<&str> = facts.review.iter().map(|review| review.reviewer_identity.as_str()).collect();
    separation_gate("G-REVIEW-SOD", &[&facts.marked_by, &facts.actor], &judges)
}

/// Every other gate. `digest` is that of the plan for the public tables, which is what the reviewer approved.
pub(super) fn gates_of(facts: &CutFacts, manifest: &Manifest, digest: &str) -> Vec<Gate> {
    let findings = validate(manifest, &facts.validation);
    let failing: Vec<String> = FINDINGS
        .iter()
        .filter_map(|name| {
            findings
                .get(*name)
                .filter(|finding| finding.verdict == FindingVerdict::Fail)
                .map(|finding| format!("{name}: {}", finding.note))
        })
        .collect();
    let approved = facts.review.as_ref().is_some_and(|review| {
        review.verdict == ReviewVerdict::Pass && !review.superseded && review.manifest_digest == manifest.manifest_digest
    });
    let observed_review = facts.review.as_ref().map_or_else(
        || "no review".to_owned(),
        |review| {
            format!("{:?} for {}{}", review.verdict, review.manifest_digest, if review.superseded { ", superseded" } else { "" })
        },
    );
    let empty = |list: &[String]| if list.is_empty() { "none".to_owned() } else { list.join(", ") };
    vec![
        Gate::check(
            "G-CUT-APPROVED",
            "A review passed exactly this manifest and is not superseded.",
            approved,
            format!("PASS for {}", manifest.manifest_digest),
            observed_review,
        ),
        Gate::check(
            "G-CUT-ONCE",
            "Nothing was cut for this entry, key or digest before.",
            facts.earlier_change_set_ids.is_empty(),
            "none",
            empty(&facts.earlier_change_set_ids),
        ),
        Gate::check(
            "G-CUT-DEPS",
            "Every entry this one waits for is verified.",
            facts.blocking_entry_ids.is_empty(),
            "none",
            empty(&facts.blocking_entry_ids),
        ),
        Gate::check(
            "G-CUT-VALID",
            "The ten findings of the review hold now.",
            all_hold(&findings),
            "no failing finding",
            empty(&failing),
        ),
        fresh_gate(facts, digest),
        Gate::check(
            "G-AUTHORITY",
            "No unit gains authority by a cut.",
            manifest.operation_kind == "first_cut",
            "first_cut, every unit as draft",
            &manifest.operation_kind,
        ),
        Gate::check(
            "G-CUT-KEY",
            "The executor lane has a key that is not revoked.",
            facts.key.lane == Lane::Executor && !facts.key.revoked,
            "a DOT-991 key in force",
            format!("{} {}", facts.key.key_id, if facts.key.revoked { "revoked" } else { "in force" }),
        ),
    ]
    .into_iter()
    .chain(survey::gates(Target::Public, &facts.survey))
    .chain(if facts.target == Target::Sandbox { rehearsal_gates(facts) } else { Vec::new() })
    .collect()
}

fn rehearsal_gates(facts: &CutFacts) -> Vec<Gate> {
    let sentence = "Nothing but an earlier rehearsal of this document stands in its place in the sandbox.";
    let Some(rehearsal) = &facts.rehearsal else {
        return vec![Gate::equal("G-REHEARSAL-FREE", sentence, &"none", None)];
    };
    let colliding = &rehearsal.colliding_addresses;
    let observed = if colliding.is_empty() { "none".to_owned() } else { colliding.join(", ") };
    let mut gates = vec![Gate::check("G-REHEARSAL-FREE", sentence, colliding.is_empty(), "none", observed)];
    gates.extend(survey::gates(Target::Sandbox, &rehearsal.survey));
    gates
}

/// G-CUT-FRESH: the plan and the facts it rests on are those the reviewer approved.
fn fresh_gate(facts: &CutFacts, digest: &str) -> Gate {
    let sentence = "The plan and its facts are those of the review.";
    let Some(review) = &facts.review else {
        return Gate::equal("G-CUT-FRESH", sentence, &digest, None);
    };
    let mut moved = moved_facts(&review.evidence.facts, &fingerprint(&facts.validation, &facts.survey));
    if review.evidence.plan_digest != digest {
        moved.push("plan_digest".to_owned());
    }
    let observed = if moved.is_empty() { "nothing moved".to_owned() } else { format!("moved: {}", moved.join(", ")) };
    Gate::check("G-CUT-FRESH", sentence, moved.is_empty(), "nothing moved", observed)
}
