//! Resolution: the same answer whatever the order of the facts, and an answer that agrees with itself and with them.

use iu_address::alias::{
    lookup_text, resolve as resolve_text, resolve_all, AliasKind, Follow, HopKind, ProblemKind, Resolution, ResolvableUnit,
    ResolveFacts, ResolveOutcome as Outcome, ResolveRequest, MAX_PATH_UNITS, MAX_SUGGESTIONS,
};
use iu_address::{parse, Instant};
use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::world::World;

/// A world of units and rows (see `world`), a text and a time.
pub fn resolve(data: &[u8]) {
    let world = World::of(data);
    let resolution = resolve_text(&world.text, world.at, world.follow, &world.facts);
    check_order_of_facts(&world, &resolution);
    assert_eq!((&resolution.text, resolution.as_of), (&lookup_text(&world.text), world.at));
    check_outcome(&resolution, &world.facts);
    check_trail(&resolution, &world.facts);
    check_units(&resolution, &world);
    let json = serde_json::to_string(&resolution).expect("plain data");
    assert_eq!(serde_json::from_str::<Resolution>(&json).expect("what was written"), resolution);
}

/// Rows backwards, turned, and with every other one first; in a batch, and among the facts said twice.
fn check_order_of_facts(world: &World, resolution: &Resolution) {
    let ResolveFacts { units, aliases, candidates } = &world.facts;
    let backwards = ResolveFacts {
        units: units.iter().rev().cloned().collect(),
        aliases: aliases.iter().rev().cloned().collect(),
        candidates: candidates.iter().rev().cloned().collect(),
    };
    let split = |length: usize| (0..length).step_by(2).chain((1..length).step_by(2));
    let mixed = ResolveFacts {
        units: split(units.len()).map(|at| units[at].clone()).collect(),
        aliases: split(aliases.len()).map(|at| aliases[at].clone()).rev().collect(),
        candidates: candidates.clone(),
    };
    let twice = ResolveFacts {
        units: units.iter().chain(units).cloned().collect(),
        aliases: aliases.iter().chain(aliases).cloned().collect(),
        candidates: candidates.iter().chain(candidates).cloned().collect(),
    };
    for facts in [&backwards, &mixed, &twice] {
        assert_eq!(resolve_text(&world.text, world.at, world.follow, facts), *resolution);
    }
    let texts = vec!["HB/0".to_owned(), world.text.clone()];
    let request = ResolveRequest { texts, as_of: world.at.to_string(), follow: world.follow };
    assert_eq!(resolve_all(&request, &world.facts).expect("a time")[1], *resolution);
}

fn check_outcome(resolution: &Resolution, facts: &ResolveFacts) {
    let Resolution { outcome, units, candidates, tombstone, problems, trail, suggestions, error, .. } = resolution;
    assert_eq!(*outcome == Outcome::Gone, tombstone.is_some());
    assert_eq!(*outcome == Outcome::Malformed, error.is_some());
    assert!(*outcome == Outcome::Ambiguous || candidates.is_empty());
    assert!(suggestions.len() <= MAX_SUGGESTIONS && !suggestions.contains(&resolution.text));
    assert!(problems.is_sorted_by_key(|problem| problem.kind));
    let by_alias = trail.iter().any(|entry| entry.alias_id.is_some());
    let is_broken = |kind| units.is_empty() && problems.first().is_some_and(|problem| problem.kind == kind);
    let is_known = || facts.aliases.iter().any(|row| row.alias_text == resolution.text);
    let is_plain = problems.is_empty() && units.is_empty();
    let agrees = match outcome {
        Outcome::Canonical => {
            units.len() == 1 && units[0].canonical_address == resolution.text && !by_alias && problems.is_empty()
        }
        Outcome::Alias => units.len() == 1 && by_alias,
        Outcome::Many => units.len() > 1 && trail.iter().any(|entry| entry.kind == HopKind::Redirect),
        Outcome::Gone => is_broken(ProblemKind::Gone),
        Outcome::Cycle => is_broken(ProblemKind::Cycle),
        Outcome::Dangling => is_broken(ProblemKind::Dangling),
        Outcome::TooDeep => is_broken(ProblemKind::TooDeep),
        Outcome::NotFound => is_plain && trail.is_empty() && (parse(&resolution.text).is_ok() || is_known()),
        Outcome::Malformed => is_plain && trail.is_empty() && parse(&resolution.text).is_err() && !is_known(),
        Outcome::Ambiguous => is_plain && trail.len() > 1 && candidates.len() <= trail.len(),
    };
    assert!(agrees, "{resolution:?}");
    if *outcome == Outcome::Malformed {
        assert!(suggestions.iter().all(|suggestion| parse(suggestion).is_ok()), "{suggestions:?}");
    } else {
        assert!(*outcome == Outcome::NotFound || suggestions.is_empty());
    }
}

/// Every hop is a row that holds, or the unit that has the text; and every unit of the answer was hopped to.
fn check_trail(resolution: &Resolution, facts: &ResolveFacts) {
    let at = resolution.as_of;
    for entry in &resolution.trail {
        assert!(entry.window.contains(at), "{entry:?}");
        let is_fact = match &entry.alias_id {
            None => facts.units.iter().any(|unit| unit.id == entry.unit_id && unit.canonical_address == entry.text),
            Some(id) => facts.aliases.iter().any(|row| {
                row.alias_id == *id
                    && row.target_unit_id == entry.unit_id
                    && row.alias_text == entry.text
                    && row.window() == entry.window
            }),
        };
        assert!(is_fact, "{entry:?}");
    }
    let met: BTreeSet<&str> = resolution.trail.iter().map(|entry| entry.unit_id.as_str()).collect();
    let answered = resolution.units.iter().chain(&resolution.candidates).map(|unit| unit.id.as_str());
    assert!(answered.chain(resolution.problems.iter().map(|problem| problem.unit_id.as_str())).all(|id| met.contains(id)));
    for problem in &resolution.problems {
        let exists = facts.units.iter().any(|unit| unit.id == problem.unit_id);
        assert_eq!(exists, problem.kind != ProblemKind::Dangling, "{problem:?}");
    }
    if let Some(tombstone) = &resolution.tombstone {
        assert!(tombstone.unit.is_retired(at));
        assert!(resolution.problems.iter().any(|problem| problem.unit_id == tombstone.unit.id));
    }
}

/// The units are those a walk of shortest paths reaches, each once, in render order.
fn check_units(resolution: &Resolution, world: &World) {
    for units in [&resolution.units, &resolution.candidates] {
        assert!(units.windows(2).all(|pair| in_render_order(&pair[0], &pair[1]) == Ordering::Less), "{units:?}");
    }
    let is_walked = !matches!(resolution.outcome, Outcome::NotFound | Outcome::Malformed | Outcome::Ambiguous);
    if is_walked {
        let answered: BTreeSet<&str> = resolution.units.iter().map(|unit| unit.id.as_str()).collect();
        assert_eq!(answered, reached(resolution, world));
    }
}

fn in_render_order(one: &ResolvableUnit, two: &ResolvableUnit) -> Ordering {
    let rank = |unit: &ResolvableUnit| unit.render_order.unwrap_or(i64::MAX);
    let address = |unit: &ResolvableUnit| parse(&unit.canonical_address).expect("worlds have addresses");
    rank(one).cmp(&rank(two)).then_with(|| address(one).cmp(&address(two))).then_with(|| one.id.cmp(&two.id))
}

/// Ids of the good units: layer by layer from the units the text itself names.
fn reached<'a>(resolution: &Resolution, world: &'a World) -> BTreeSet<&'a str> {
    let unit = |id: &str| first_with_id(&world.facts, id);
    let mut layer: BTreeSet<&str> = landings(resolution, world);
    let (mut met, mut good) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..MAX_PATH_UNITS {
        let mut next = BTreeSet::new();
        for here in layer.into_iter().filter_map(unit).filter(|unit| met.insert(unit.id.as_str())) {
            if world.follow == Follow::None || !here.is_retired(world.at) {
                good.insert(here.id.as_str());
            } else {
                next.extend(targets(&world.facts, &here.canonical_address, AliasKind::Redirect, world.at));
            }
        }
        layer = next;
    }
    good
}

fn landings<'a>(resolution: &Resolution, world: &'a World) -> BTreeSet<&'a str> {
    let first = &resolution.trail[0];
    match first.kind {
        HopKind::Canonical => world.facts.units.iter().map(|unit| unit.id.as_str()).filter(|id| *id == first.unit_id).collect(),
        HopKind::PreviousCanonical => targets(&world.facts, &resolution.text, AliasKind::PreviousCanonical, world.at),
        HopKind::Rename => targets(&world.facts, &resolution.text, AliasKind::Rename, world.at),
        HopKind::Redirect => targets(&world.facts, &resolution.text, AliasKind::Redirect, world.at),
        HopKind::ExternalReference => targets(&world.facts, &resolution.text, AliasKind::ExternalReference, world.at),
    }
}

/// Of several units with one id, which a table never has, the first in their own order counts.
fn first_with_id<'a>(facts: &'a ResolveFacts, id: &str) -> Option<&'a ResolvableUnit> {
    facts.units.iter().filter(|unit| unit.id == id).min()
}

/// Where the rows of `text` and `kind` lead that hold at `at`; a unit not yet born is not there.
fn targets<'a>(facts: &'a ResolveFacts, text: &str, kind: AliasKind, at: Instant) -> BTreeSet<&'a str> {
    let rows = facts.aliases.iter().filter(|row| row.alias_text == text && row.alias_kind == kind && row.window().contains(at));
    let born = |id: &&str| first_with_id(facts, id).is_none_or(|unit| unit.born_at <= at);
    rows.map(|row| row.target_unit_id.as_str()).filter(born).collect()
}
