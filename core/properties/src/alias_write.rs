//! The rules for writing rows: what they let through breaks nothing at any time.

use iu_address::alias::{
    check_new, close, resolve, AliasKind, AliasRow, Follow, Neighbourhood, ProblemKind, ResolvableUnit, ResolveFacts,
};
use iu_address::{Instant, Refused};
use std::collections::BTreeSet;

use crate::world::World;

const CODES: [&str; 6] =
    ["ALIAS_WINDOW_EMPTY", "ALIAS_IS_ADDRESS", "ALIAS_TARGET_UNKNOWN", "ALIAS_SELF", "ALIAS_OVERLAP", "ALIAS_CYCLE"];

/// A world and its rows to write (see `world`), written one after the other as far as the rules let them.
pub fn alias_write(data: &[u8]) {
    let world = World::of(data);
    let instants = world.instants();
    let mut around = Neighbourhood { facts: world.facts.clone(), registered_prefixes: vec!["HB".to_owned()] };
    // Rows written later meet all that was let through before; a few are enough.
    for row in world.new_rows.iter().take(8) {
        check_close(row, world.at);
        let answer = check_new(row, &around);
        check_order(row, &around, &answer);
        match answer {
            Ok(()) => around = written(row, &around, &instants),
            Err(refusal) => assert!(CODES.contains(&refusal.code.as_str()) && refusal.message.ends_with('.'), "{refusal:?}"),
        }
    }
}

fn check_order(row: &AliasRow, around: &Neighbourhood, answer: &Result<(), Refused>) {
    let mut turned = around.clone();
    turned.facts.units.reverse();
    turned.facts.aliases.reverse();
    let code = |answer: &Result<(), Refused>| answer.as_ref().err().map(|refusal| refusal.code.clone());
    assert_eq!(code(&check_new(row, &turned)), code(answer), "whatever the order of the facts");
}

/// The world with the row in it, once it is shown that the row breaks nothing.
fn written(row: &AliasRow, around: &Neighbourhood, instants: &[Instant]) -> Neighbourhood {
    let mut after = around.clone();
    // A row with the same id is the row itself as it was.
    after.facts.aliases.retain(|other| other.alias_id != row.alias_id);
    let others = after.facts.aliases.clone();
    after.facts.aliases.push(row.clone());
    for &at in instants.iter().filter(|&&at| row.window().contains(at)) {
        let overlaps = |other: &&AliasRow| {
            let is_same_split =
                row.alias_kind == AliasKind::Redirect && row.scenario_ref.is_some() && row.scenario_ref == other.scenario_ref;
            (&other.alias_text, other.alias_kind) == (&row.alias_text, row.alias_kind)
                && other.window().contains(at)
                && !is_same_split
        };
        assert!(
            row.alias_kind == AliasKind::ExternalReference || others.iter().all(|other| !overlaps(&other)),
            "{row:?} overlaps"
        );
        let target = unit(&after.facts, &row.target_unit_id).expect("a known target");
        let is_held = target.canonical_address == row.alias_text && target.holds_address_since() <= at;
        assert!(!is_held, "{row:?} points at the unit that has its text");
    }
    for &at in instants {
        let before = has_cycle(&ResolveFacts { aliases: others.clone(), ..around.facts.clone() }, at);
        assert!(before || !has_cycle(&after.facts, at), "{row:?} closes a cycle at {at}");
        if !before {
            check_no_answer_is_a_cycle(&after.facts, at);
        }
    }
    after
}

/// No text of the world is answered with a cycle.
fn check_no_answer_is_a_cycle(facts: &ResolveFacts, at: Instant) {
    let texts = facts.aliases.iter().map(|row| &row.alias_text).chain(facts.units.iter().map(|unit| &unit.canonical_address));
    for text in texts.collect::<BTreeSet<_>>() {
        let resolution = resolve(text, at, Follow::Latest, facts);
        assert!(resolution.problems.iter().all(|problem| problem.kind != ProblemKind::Cycle), "{resolution:?}");
    }
}

fn unit<'a>(facts: &'a ResolveFacts, id: &str) -> Option<&'a ResolvableUnit> {
    facts.units.iter().filter(|unit| unit.id == id).min()
}

/// Whether redirects lead from some unit back to it at `at`, retired or not: units nothing leads to are taken away until
/// none is left, or a cycle.
fn has_cycle(facts: &ResolveFacts, at: Instant) -> bool {
    let is_there = |id: &str| unit(facts, id).filter(|unit| unit.born_at <= at);
    let redirects = facts.aliases.iter().filter(|row| row.alias_kind == AliasKind::Redirect && row.window().contains(at));
    let ids: BTreeSet<&str> = facts.units.iter().map(|unit| unit.id.as_str()).collect();
    let units: Vec<&ResolvableUnit> = ids.into_iter().filter_map(is_there).collect();
    let mut ways: Vec<(&str, &str)> = redirects
        .filter(|row| is_there(&row.target_unit_id).is_some())
        .flat_map(|row| {
            let from = units.iter().filter(|unit| unit.canonical_address == row.alias_text);
            from.map(|unit| (unit.id.as_str(), row.target_unit_id.as_str()))
        })
        .collect();
    loop {
        let led_to: BTreeSet<&str> = ways.iter().map(|&(_, target)| target).collect();
        let left: Vec<(&str, &str)> = ways.iter().copied().filter(|(from, _)| led_to.contains(from)).collect();
        if left.len() == ways.len() {
            return !ways.is_empty();
        }
        ways = left;
    }
}

fn check_close(row: &AliasRow, at: Instant) {
    match close(row, at) {
        Ok(closed) => {
            assert!(closed.valid_until == Some(at) && !closed.window().contains(at) && row.valid_from < at);
            assert_eq!(AliasRow { valid_until: row.valid_until, ..closed }, *row, "nothing else changes");
        }
        Err(refusal) => assert!(["ALIAS_CLOSED", "ALIAS_WINDOW_EMPTY"].contains(&refusal.code.as_str()), "{refusal:?}"),
    }
}
