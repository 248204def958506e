//! The gates of a cut. A rehearsal passes them all, as the cut to come would, and those of the sandbox besides.

use std::collections::BTreeMap;

use super::{survey, CutFacts};
use crate::attest::GovernedUnit;
use crate::plan::moved_facts;
use crate::proposal::Proposal;
use crate::review::ReviewVerdict;
use crate::structure::Kind;
use crate::validate::{all_hold, failing};
use crate::{attest, operation};
use cutter_model::duty::separation_gate;
use cutter_model::gate::Gate;
use cutter_model::live::{read_rows, LiveUnit, Target};
use cutter_model::seal::Lane;

/// G-REVIEW-SOD: whoever marked or cuts did not review.
pub(super) fn separation(facts: &CutFacts) -> Gate {
    let judges: Vec<&str> = facts.review.iter().map(|review| review.reviewer_identity.as_str()).collect();
    separation_gate("G-REVIEW-SOD", &[&facts.marked_by, &facts.actor], &judges)
}

/// Every other gate.
pub(super) fn gates_of(facts: &CutFacts, proposal: &Proposal) -> Vec<Gate> {
    let findings = proposal.findings(&facts.validation);
    let failing = failing(&findings);
    let approved = facts.review.as_ref().is_some_and(|review| {
        review.verdict == ReviewVerdict::Pass && !review.superseded && review.manifest_digest == proposal.digest()
    });
    let observed_review = facts.review.as_ref().map_or_else(
        || "no review".to_owned(),
        |review| {
            format!("{:?} for {}{}", review.verdict, review.manifest_digest, if review.superseded { ", superseded" } else { "" })
        },
    );
    let governed = facts.validation.attested.iter().flat_map(|attested| attested.governed.iter().map(GovernedUnit::named));
    let earlier: Vec<String> = facts.earlier_change_set_ids.iter().cloned().chain(governed).collect();
    let empty = |list: &[String]| if list.is_empty() { "none".to_owned() } else { list.join(", ") };
    let mut gates = vec![
        Gate::check(
            "G-CUT-APPROVED",
            "A review passed exactly this manifest and is not superseded.",
            approved,
            format!("PASS for {}", proposal.digest()),
            observed_review,
        ),
        Gate::check(
            "G-CUT-ONCE",
            "Nothing was cut for this entry, key, digest or attested unit before.",
            earlier.is_empty(),
            "none",
            empty(&earlier),
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
        fresh_gate(facts, proposal),
        authority_gate(facts, proposal),
        Gate::check(
            "G-CUT-KEY",
            "The executor lane has a key that is not revoked.",
            facts.key.lane == Lane::Executor && facts.key.revoked_at.is_none(),
            "a DOT-991 key in force",
            format!("{} {}", facts.key.key_id, if facts.key.revoked_at.is_some() { "revoked" } else { "in force" }),
        ),
    ];
    if !matches!(proposal, Proposal::Attest(_)) {
        gates.extend(survey::gates(Target::Public, &facts.survey));
    }
    if matches!(proposal, Proposal::Structure(_)) {
        gates.extend([survey::updates(&facts.survey), settled_gate(facts)]);
    }
    if facts.target == Target::Sandbox {
        gates.extend(rehearsal_gates(facts));
    }
    gates
}

/// G-CUT-SETTLED: VERIFY compares the whole document with what the operation makes of it, so one is verified before the next.
fn settled_gate(facts: &CutFacts) -> Gate {
    let sentence = "No other change of this document waits for its verification.";
    match operation::standing(&facts.validation) {
        Ok(standing) if standing.unverified.is_empty() => Gate::check("G-CUT-SETTLED", sentence, true, "none", "none"),
        Ok(standing) => Gate::check("G-CUT-SETTLED", sentence, false, "none", standing.unverified.join(", ")),
        Err(_) => Gate::equal("G-CUT-SETTLED", sentence, &"none", None),
    }
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
fn fresh_gate(facts: &CutFacts, proposal: &Proposal) -> Gate {
    let sentence = "The plan and its facts are those of the review.";
    let digest = proposal.plan_digest(&facts.entry);
    let Some(review) = &facts.review else {
        return Gate::equal("G-CUT-FRESH", sentence, &digest, None);
    };
    let mut moved = moved_facts(&review.evidence.facts, &proposal.fingerprint(&facts.validation, &facts.survey));
    if review.evidence.plan_digest != digest {
        moved.push("plan_digest".to_owned());
    }
    if let Proposal::Attest(manifest) = proposal {
        moved.extend(named(attest::moved(manifest, &live_of(facts))));
    }
    if let Proposal::Structure(manifest) = proposal {
        let rows = operation::standing(&facts.validation).map(|standing| standing.rows());
        moved.extend(rows.map_or_else(|refusal| vec![refusal.code], |rows| named(manifest.moved(&rows))));
    }
    let observed = if moved.is_empty() { "nothing moved".to_owned() } else { format!("moved: {}", moved.join(", ")) };
    Gate::check("G-CUT-FRESH", sentence, moved.is_empty(), "nothing moved", observed)
}

/// Most units a gate names.
const NAMED: usize = 10;

/// Units that were changed since they were marked, and so since the review, which saw none of them changed.
fn named(moved: Vec<impl std::fmt::Display>) -> Vec<String> {
    let more = moved.len().saturating_sub(NAMED);
    let mut named: Vec<String> = moved.into_iter().take(NAMED).map(|address| format!("unit {address}")).collect();
    if more > 0 {
        named.push(format!("{more} more units"));
    }
    named
}

/// G-AUTHORITY: a first cut makes drafts, an attestation leaves every unit the authority it has, and of the operations only
/// `enact` gives any; the plan itself is refused where another would.
fn authority_gate(facts: &CutFacts, proposal: &Proposal) -> Gate {
    let (holds, expected, observed) = match proposal {
        Proposal::FirstCut(manifest) => {
            (manifest.operation_kind == "first_cut", "first_cut, every unit as draft", manifest.operation_kind.clone())
        }
        Proposal::Attest(manifest) => {
            let live = live_of(facts);
            let has: BTreeMap<&str, Option<&str>> =
                live.iter().map(|unit| (unit.unit.id.as_str(), unit.unit.authority.as_deref())).collect();
            let other = manifest.units.iter().find(|unit| has.get(unit.unit_id.as_str()) != Some(&unit.authority.as_deref()));
            let observed = other.map_or_else(|| "every unit keeps it".to_owned(), |unit| unit.address.clone());
            (other.is_none(), "every unit keeps the authority it has", observed)
        }
        Proposal::Structure(manifest) => {
            let enacts = manifest.operation_kind == Kind::Enact.as_str();
            let rows = operation::standing(&facts.validation).map(|standing| standing.rows()).unwrap_or_default();
            let had = |id: &Option<String>| rows.units.get(id.as_deref()?)?.authority.clone();
            let gains = manifest.results.iter().find(|result| {
                result.authority != "draft" && !enacts && had(&result.unit_id).as_deref() != Some(result.authority.as_str())
            });
            let observed = gains.map_or_else(|| "nobody gains any".to_owned(), |result| result.address.clone());
            (gains.is_none(), "none gained but by enact", observed)
        }
    };
    Gate::check("G-AUTHORITY", "No unit gains authority by a cut.", holds, expected, observed)
}

/// The attested units as they stand; none where they cannot be read, which no gate passes.
pub(super) fn live_of(facts: &CutFacts) -> Vec<LiveUnit> {
    facts.validation.attested.as_ref().and_then(|attested| read_rows(&attested.live_units).ok()).unwrap_or_default()
}
