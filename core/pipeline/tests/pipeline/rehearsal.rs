//! Rehearsals: planned like a cut, for the sandbox, moving nothing.

use cutter_model::backlog::State;
use cutter_model::live::{LiveUnit, Target, TargetSurvey, UnitRow, VersionRow};
use cutter_model::word::word_of;
use cutter_pipeline::cut::{plan_cut, CutFacts, RehearsalFacts};
use cutter_pipeline::verify::rehearsal::{prove, RehearsedFacts};
use cutter_pipeline::verify::verify;

use crate::world::{survey, World};

fn sandbox_survey() -> TargetSurvey {
    let renamed = |names: Vec<String>| {
        names.into_iter().map(|name| name.replace("tac_unit_version", "unit_version").replace("tac_logical_unit", "logical_unit"))
    };
    let public = survey();
    let mut privileges: Vec<String> = renamed(public.privileges).collect();
    privileges.extend(["logical_unit.DELETE".to_owned(), "unit_version.DELETE".to_owned()]);
    TargetSurvey {
        columns: renamed(public.columns).collect(),
        triggers: renamed(public.triggers).collect(),
        constraints: renamed(public.constraints).collect(),
        privileges,
        updatable: Vec::new(),
        journal: Vec::new(),
    }
}

fn rehearsal_facts() -> CutFacts {
    CutFacts {
        target: Target::Sandbox,
        rehearsal: Some(RehearsalFacts {
            survey: sandbox_survey(),
            colliding_addresses: Vec::new(),
            replaced_units: 3,
            replaced_versions: 2,
            earlier_rehearsals: 1,
        }),
        ..World::approved().cut_facts()
    }
}

#[test]
fn a_rehearsal_moves_no_entry_and_belongs_to_none() {
    let plan = plan_cut(&rehearsal_facts()).expect("plans");
    assert_eq!(plan.moves, None);
    assert_eq!(plan.status, State::ReviewedApproved);
    let row = &plan.change_set;
    assert_eq!(
        (row.operation_kind.as_str(), word_of(row.status).as_str(), &row.decision_backlog_entry_id),
        ("rehearsal", "rehearsed", &None)
    );
    assert_eq!(plan.planned_row_counts.get("sandbox_tac.logical_unit"), Some(&10));
    assert!(!plan.planned_row_counts.contains_key("cutter_governance.decision_backlog_history"));
    assert_eq!(plan.removed_row_counts.get("sandbox_tac.logical_unit"), Some(&3));
    assert_eq!(plan.removed_row_counts.get("sandbox_tac.unit_version"), Some(&2));
}

#[test]
fn every_rehearsal_has_a_change_set_of_its_own_and_the_cut_another() {
    let mut facts = rehearsal_facts();
    let first = plan_cut(&facts).expect("plans").change_set;
    facts.rehearsal.as_mut().expect("there").earlier_rehearsals = 2;
    let second = plan_cut(&facts).expect("plans").change_set;
    let public = World::cut().plan.expect("cut").change_set;
    let ids = [&first.change_set_id, &second.change_set_id, &public.change_set_id];
    assert_eq!(std::collections::BTreeSet::from(ids).len(), 3);
    assert_ne!(first.idempotency_key, second.idempotency_key);
    assert_eq!(first.plan_digest, second.plan_digest);
}

#[test]
fn the_rehearsed_units_are_those_of_the_cut() {
    let units = |text: &str| serde_json::from_str::<Vec<UnitRow>>(text).expect("rows");
    let rehearsed = plan_cut(&rehearsal_facts()).expect("plans");
    let cut = World::cut().plan.expect("cut");
    assert_eq!(units(&rehearsed.units), units(&cut.units));
}

#[test]
fn the_gates_of_the_cut_and_those_of_the_sandbox_hold() {
    type Spoil = fn(&mut CutFacts);
    let spoils: [(&str, Spoil); 7] = [
        ("G-REHEARSAL-FREE", |facts| facts.rehearsal.as_mut().unwrap().colliding_addresses.push("TEST/DIEU-1".to_owned())),
        ("G-REHEARSAL-FREE", |facts| facts.rehearsal = None),
        ("G-CUT-COLUMNS", |facts| drop(facts.rehearsal.as_mut().unwrap().survey.columns.pop())),
        ("G-CUT-PRIVILEGES", |facts| drop(facts.rehearsal.as_mut().unwrap().survey.privileges.pop())),
        ("G-CUT-TRIGGERS", |facts| facts.survey.triggers.push("tac_unit_version.trg_surprise".to_owned())),
        ("G-CUT-APPROVED", |facts| facts.review.as_mut().unwrap().superseded = true),
        ("G-CUT-FRESH", |facts| facts.validation.active_section_types.push("schedule".to_owned())),
    ];
    for (gate, spoil) in spoils {
        let mut facts = rehearsal_facts();
        spoil(&mut facts);
        let refusal = plan_cut(&facts).expect_err(gate);
        assert_eq!(refusal.code, "CUT_REFUSED", "{gate}");
        assert!(refusal.gates.iter().any(|fired| fired.id == gate), "{gate}: {}", refusal.message);
    }
}

#[test]
fn the_proof_of_a_rehearsal_finds_what_drifted() {
    let facts = rehearsal_facts();
    let plan = plan_cut(&facts).expect("plans");
    let units: Vec<UnitRow> = serde_json::from_str(&plan.units).expect("rows");
    let versions: Vec<VersionRow> = serde_json::from_str(&plan.versions).expect("rows");
    let mut live: Vec<LiveUnit> =
        units.into_iter().zip(versions).map(|(unit, version)| LiveUnit { unit, version: Some(version) }).collect();
    let rehearsed = |live: &[LiveUnit]| RehearsedFacts {
        manifest_text: facts.manifest_text.clone(),
        canonical_text: facts.validation.canonical_text.clone().expect("a text"),
        entry_id: facts.entry.entry_id.clone(),
        change_set_id: plan.change_set.change_set_id.clone(),
        document_id: facts.document_id.clone(),
        live_units: serde_json::to_string(live).expect("JSON"),
        actor: facts.actor.clone(),
        now: facts.now.clone(),
    };
    let proof = prove(&rehearsed(&live)).expect("a proof");
    assert!(proof.holds && proof.reconstruction_ok && proof.findings.is_empty());
    live.pop();
    let proof = prove(&rehearsed(&live)).expect("a proof");
    assert_eq!((proof.holds, proof.unit, proof.reconstruction_ok), (false, 1, false));
}

#[test]
fn a_rehearsal_is_not_verified() {
    let mut facts = World::cut().verify_facts();
    facts.change_set.operation_kind = "rehearsal".to_owned();
    assert_eq!(verify(&facts).expect_err("refused").code, "REHEARSAL_NOT_VERIFIED");
}
