//! CUT: what is planned, and every gate made to fire on purpose.

use cutter_model::backlog::State;
use cutter_model::refusal::RefusalKind;
use cutter_pipeline::cut::{check_row_counts, plan_cut, CutFacts};

use crate::world::World;

#[test]
fn the_plan_counts_its_rows_and_moves_the_entry() {
    let world = World::cut();
    let plan = world.plan.as_ref().expect("plan");
    let units = world.live().len();
    assert_eq!(units, 10, "a chapter, two articles, two clauses, five points");
    let count = |table: &str| plan.planned_row_counts.get(table).copied();
    assert_eq!(count("public.tac_logical_unit"), Some(units));
    assert_eq!(count("public.tac_unit_version"), Some(units));
    assert_eq!(count("cutter_governance.cut_change_set_affected_row"), Some(units));
    assert_eq!(count("cutter_governance.cut_change_set"), Some(1));
    let moves = plan.moves.as_ref().expect("a public cut moves its entry");
    assert_eq!(
        (moves.begin.from, moves.begin.to, moves.end.to),
        (State::ReviewedApproved, State::CutInProgress, State::CutApplied)
    );
    assert!(plan.gates.iter().all(|gate| !gate.fires()));
}

#[test]
fn no_unit_gains_authority_and_parents_come_before_children() {
    let live = World::cut().live();
    let mut seen = std::collections::BTreeSet::new();
    for unit in &live {
        assert_eq!(unit.unit.authority.as_deref(), Some("draft"));
        assert_eq!(unit.unit.lifecycle_status, "draft_only");
        assert!(unit.unit.parent_id.as_ref().is_none_or(|parent| seen.contains(parent)), "{}", unit.unit.canonical_address);
        seen.insert(unit.unit.id.clone());
    }
    let addresses: Vec<&str> = live.iter().map(|unit| unit.unit.canonical_address.as_str()).collect();
    assert!(addresses.contains(&"TEST/DIEU-1-KHOAN-1-DIEM-DD"), "{addresses:?}");
}

#[test]
fn every_gate_fires_on_purpose() {
    type Spoil = fn(&mut CutFacts);
    let spoils: [(&str, Spoil); 13] = [
        ("G-CUT-APPROVED", |facts| facts.review = None),
        ("G-CUT-APPROVED", |facts| facts.review.as_mut().unwrap().superseded = true),
        ("G-CUT-APPROVED", |facts| facts.review.as_mut().unwrap().manifest_digest = "0".repeat(64)),
        ("G-CUT-ONCE", |facts| facts.earlier_change_set_ids.push("c".to_owned())),
        ("G-CUT-DEPS", |facts| facts.blocking_entry_ids.push("e".to_owned())),
        ("G-CUT-VALID", |facts| facts.validation.taken_addresses.push("TEST/DIEU-1".to_owned())),
        ("G-CUT-FRESH", |facts| facts.validation.active_section_types.push("schedule".to_owned())),
        ("G-CUT-FRESH", |facts| facts.review.as_mut().unwrap().evidence.plan_digest = "0".repeat(64)),
        ("G-CUT-KEY", |facts| facts.key.revoked_at = Some(facts.now.clone())),
        ("G-CUT-COLUMNS", |facts| facts.survey.columns.push("tac_logical_unit.surprise".to_owned())),
        ("G-CUT-TRIGGERS", |facts| facts.survey.triggers.push("tac_unit_version.trg_surprise".to_owned())),
        ("G-CUT-CONSTRAINTS", |facts| facts.survey.constraints.clear()),
        ("G-CUT-PRIVILEGES", |facts| facts.survey.privileges.clear()),
    ];
    for (gate, spoil) in spoils {
        let mut facts = World::approved().cut_facts();
        spoil(&mut facts);
        let refusal = plan_cut(&facts).expect_err(gate);
        assert_eq!((refusal.code.as_str(), refusal.kind), ("CUT_REFUSED", RefusalKind::Conflict));
        assert!(refusal.gates.iter().any(|fired| fired.id == gate), "{gate}: {}", refusal.message);
    }
}

#[test]
fn a_stale_plan_says_which_fact_moved() {
    let mut facts = World::approved().cut_facts();
    facts.survey.triggers.push("tac_unit_version.trg_surprise".to_owned());
    let refusal = plan_cut(&facts).expect_err("stale");
    let fresh = refusal.gates.iter().find(|gate| gate.id == "G-CUT-FRESH").expect("fires");
    assert_eq!(fresh.observed, "moved: target_triggers");
}

#[test]
fn the_reviewer_may_not_cut() {
    let world = World::approved();
    let mut facts = world.cut_facts();
    facts.actor.clone_from(&world.reviewer);
    let refusal = plan_cut(&facts).expect_err("reviewer");
    assert_eq!((refusal.code.as_str(), refusal.kind), ("CUT_SOD", RefusalKind::Forbidden));
}

#[test]
fn only_an_approved_entry_is_cut() {
    let mut facts = World::approved().cut_facts();
    for status in
        ["marked", "review_pending", "reviewed_deferred", "reviewed_rejected", "cut_applied", "verified_complete", "abandoned"]
    {
        facts.entry.status = status.to_owned();
        let refusal = plan_cut(&facts).expect_err(status);
        assert_eq!(refusal.code, "MOVE_NOT_ALLOWED");
        assert!(refusal.message.contains(status), "{}", refusal.message);
    }
}

#[test]
fn a_row_too_few_too_many_or_in_another_table_is_refused_by_name() {
    let planned = World::cut().plan.expect("plan").planned_row_counts;
    assert_eq!(check_row_counts(&planned, &planned), Ok(()));
    for change in [-1_i64, 1] {
        let mut observed = planned.clone();
        let count = observed.get_mut("public.tac_unit_version").expect("there");
        *count = usize::try_from(i64::try_from(*count).expect("small") + change).expect("positive");
        let refusal = check_row_counts(&planned, &observed).expect_err("differs");
        assert_eq!(refusal.code, "ROW_COUNT_DIFFERS");
        assert!(refusal.message.contains("public.tac_unit_version"), "{}", refusal.message);
    }
    let mut missing = planned.clone();
    missing.remove("public.tac_unit_version");
    assert!(check_row_counts(&planned, &missing).is_err());
    let mut extra = planned.clone();
    extra.insert("public.other".to_owned(), 1);
    assert!(check_row_counts(&planned, &extra).is_err());
}
