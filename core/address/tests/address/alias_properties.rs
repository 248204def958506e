//! Laws of resolution over arbitrary units and rows, write rules broken or not.

use iu_address::alias::{
    check_new, close, resolve, resolve_all, AliasKind, AliasRow, Follow, Neighbourhood, ProblemKind, Resolution, ResolvableUnit,
    ResolveFacts, ResolveOutcome as Outcome, ResolveRequest, MAX_PATH_UNITS,
};
use iu_address::Instant;
use proptest::prelude::*;
use std::collections::BTreeSet;

const KINDS: [AliasKind; 4] =
    [AliasKind::PreviousCanonical, AliasKind::Rename, AliasKind::Redirect, AliasKind::ExternalReference];

fn year() -> impl Strategy<Value = Instant> {
    (2020..2026).prop_map(|year| super::alias_support::time(&format!("{year}-01-01")))
}

fn address() -> impl Strategy<Value = String> {
    (1..9).prop_map(|number| format!("HB/{number}"))
}

/// A unit whose id is often that of the address, so that rows meet units.
fn unit() -> impl Strategy<Value = ResolvableUnit> {
    (1..9, year(), prop::option::of(year()), prop::option::weighted(0.7, year()), prop::option::of(0_i64..3)).prop_map(
        |(number, born_at, held_since, retired_at, render_order)| ResolvableUnit {
            id: format!("unit {number}"),
            canonical_address: format!("HB/{number}"),
            born_at,
            held_since,
            lifecycle_status: if retired_at.is_some() { "retired" } else { "active" }.to_owned(),
            retired_at,
            retired_by: None,
            render_order,
        },
    )
}

/// Mostly redirects, for they are what is followed.
fn row() -> impl Strategy<Value = AliasRow> {
    let text = prop_oneof![6 => address(), 1 => Just("their 7".to_owned())];
    let kind = prop_oneof![3 => Just(AliasKind::Redirect), 1 => prop::sample::select(KINDS.to_vec())];
    (0..40, 1..10, text, kind, year(), prop::option::of(year())).prop_map(|(id, target, text, kind, valid_from, valid_until)| {
        AliasRow {
            alias_id: format!("row {id}"),
            valid_from,
            valid_until,
            ..super::alias_support::row(kind, &text, &format!("unit {target}"))
        }
    })
}

/// Units with different ids (a table has no others), and rows as they come.
fn facts() -> impl Strategy<Value = ResolveFacts> {
    let units = prop::collection::vec(unit(), 0..9).prop_map(|units| {
        let mut seen = BTreeSet::new();
        units.into_iter().filter(|unit| seen.insert(unit.id.clone())).collect::<Vec<_>>()
    });
    (units, prop::collection::vec(row(), 0..20)).prop_map(|(units, aliases)| super::alias_support::facts(units, aliases))
}

/// A chain about as long as a path may be, with a few rows across it, forward and back.
fn long_chain() -> impl Strategy<Value = ResolveFacts> {
    (29_usize..36, prop::collection::vec((0_usize..36, 0_usize..36), 0..5)).prop_map(|(length, across)| {
        let id = |number: usize| format!("HB/{number}");
        let retired = |number| super::alias_support::retired(&id(number), "2021-01-01");
        let units: Vec<_> = (0..length).map(retired).chain([super::alias_support::unit(&id(length))]).collect();
        let along = (0..length).map(|number| (number, number + 1));
        let rows = along.chain(across).map(|(from, to)| super::alias_support::redirect(&id(from), &id(to)));
        super::alias_support::facts(units, rows.collect::<Vec<_>>())
    })
}

fn shuffled() -> impl Strategy<Value = (ResolveFacts, ResolveFacts)> {
    facts().prop_flat_map(|facts| {
        let (units, aliases) = (Just(facts.units.clone()).prop_shuffle(), Just(facts.aliases.clone()).prop_shuffle());
        (Just(facts), units, aliases).prop_map(|(facts, units, aliases)| (facts, super::alias_support::facts(units, aliases)))
    })
}

fn follow() -> impl Strategy<Value = Follow> {
    prop::sample::select(vec![Follow::Latest, Follow::None])
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![8 => address(), 1 => Just("their 7".to_owned()), 1 => any::<String>()]
}

/// The rules as the design tells them, by walking every path: good units and broken branches.
struct Paths<'a> {
    facts: &'a ResolveFacts,
    at: Instant,
    follow: Follow,
    good: BTreeSet<&'a str>,
    problems: BTreeSet<ProblemKind>,
}

impl<'a> Paths<'a> {
    fn unit(&self, id: &str) -> Option<&'a ResolvableUnit> {
        self.facts.units.iter().find(|unit| unit.id == id)
    }

    fn rows(&self, text: &str, kind: AliasKind) -> Vec<&'a AliasRow> {
        let rows = self.facts.aliases.iter().filter(|row| row.alias_text == text && row.alias_kind == kind);
        let held = rows.filter(|row| row.valid_from <= self.at && row.valid_until.is_none_or(|until| self.at < until));
        held.filter(|row| self.unit(&row.target_unit_id).is_none_or(|unit| unit.born_at <= self.at)).collect()
    }

    fn visit(&mut self, path: &mut Vec<&'a str>, id: &'a str) {
        let Some(unit) = self.unit(id) else {
            self.problems.insert(ProblemKind::Dangling);
            return;
        };
        if path.contains(&id) {
            self.problems.insert(ProblemKind::Cycle);
        } else if path.len() == MAX_PATH_UNITS {
            self.problems.insert(ProblemKind::TooDeep);
        } else if self.follow == Follow::None || unit.retired_at.is_none_or(|retired| retired > self.at) {
            self.good.insert(id);
        } else {
            let rows = self.rows(&unit.canonical_address, AliasKind::Redirect);
            if rows.is_empty() {
                self.problems.insert(ProblemKind::Gone);
            }
            path.push(id);
            for row in rows {
                self.visit(path, &row.target_unit_id);
            }
            path.pop();
        }
    }
}

/// Outcome, units and problems by the rules told naively.
fn expected<'a>(
    text: &str,
    at: Instant,
    follow: Follow,
    facts: &'a ResolveFacts,
) -> (Outcome, BTreeSet<&'a str>, BTreeSet<ProblemKind>) {
    let mut paths = Paths { facts, at, follow, good: BTreeSet::new(), problems: BTreeSet::new() };
    let nothing = |outcome| (outcome, BTreeSet::new(), BTreeSet::new());
    let holder = facts
        .units
        .iter()
        .find(|unit| unit.canonical_address == text && unit.born_at.max(unit.held_since.unwrap_or(unit.born_at)) <= at);
    let landings: BTreeSet<&str> = match holder {
        Some(unit) => BTreeSet::from([unit.id.as_str()]),
        None => {
            let Some(rows) = KINDS.into_iter().map(|kind| paths.rows(text, kind)).find(|rows| !rows.is_empty()) else {
                let is_known = facts.aliases.iter().any(|row| row.alias_text == text) || iu_address::parse(text).is_ok();
                return nothing(if is_known { Outcome::NotFound } else { Outcome::Malformed });
            };
            let targets: BTreeSet<&str> = rows.iter().map(|row| row.target_unit_id.as_str()).collect();
            if targets.len() > 1 && rows[0].alias_kind != AliasKind::Redirect {
                return nothing(Outcome::Ambiguous);
            }
            targets
        }
    };
    for landing in &landings {
        paths.visit(&mut Vec::new(), landing);
    }
    let is_landing =
        holder.is_some_and(|unit| paths.good.contains(unit.id.as_str()) && paths.good.len() == 1 && paths.problems.is_empty());
    let outcome = match (paths.good.len(), paths.problems.first()) {
        (0, Some(problem)) => (*problem).into(),
        (1, _) if is_landing => Outcome::Canonical,
        (1, _) => Outcome::Alias,
        _ => Outcome::Many,
    };
    (outcome, paths.good, paths.problems)
}

fn ids(resolution: &Resolution) -> BTreeSet<&str> {
    resolution.units.iter().map(|unit| unit.id.as_str()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn resolution_is_what_walking_every_path_finds(facts in facts(), text in address(), at in year(), follow in follow()) {
        let resolution = resolve(&text, at, follow, &facts);
        let problems: BTreeSet<ProblemKind> = resolution.problems.iter().map(|problem| problem.kind).collect();
        prop_assert_eq!((resolution.outcome, ids(&resolution), problems), expected(&text, at, follow, &facts));
        prop_assert_eq!(ids(&resolution).len(), resolution.units.len(), "each unit once");
    }

    #[test]
    fn the_longest_paths_end_where_the_rules_say(facts in long_chain(), start in 0_usize..6) {
        let (text, at) = (format!("HB/{start}"), super::alias_support::time("2025-01-01"));
        let resolution = resolve(&text, at, Follow::Latest, &facts);
        let problems: BTreeSet<ProblemKind> = resolution.problems.iter().map(|problem| problem.kind).collect();
        prop_assert_eq!((resolution.outcome, ids(&resolution), problems), expected(&text, at, Follow::Latest, &facts));
    }

    #[test]
    fn the_order_of_the_facts_does_not_matter((facts, shuffled) in shuffled(), text in text(), at in year(), follow in follow()) {
        prop_assert_eq!(resolve(&text, at, follow, &facts), resolve(&text, at, follow, &shuffled));
    }

    #[test]
    fn no_facts_panic(units in prop::collection::vec(unit(), 0..12), aliases in prop::collection::vec(row(), 0..24), texts in prop::collection::vec(text(), 0..4), as_of in prop_oneof![Just("2022-01-01".to_owned()), any::<String>()]) {
        let facts = super::alias_support::facts(units, aliases);
        let request = ResolveRequest { texts, as_of, follow: Follow::Latest };
        if let Ok(resolutions) = resolve_all(&request, &facts) {
            prop_assert_eq!(resolutions.len(), request.texts.len());
        }
    }

    #[test]
    fn facts_and_answers_come_back_from_json(facts in facts(), text in text(), at in year(), follow in follow()) {
        let resolution = resolve(&text, at, follow, &facts);
        let read: Resolution = serde_json::from_str(&serde_json::to_string(&resolution).unwrap()).unwrap();
        prop_assert_eq!(read, resolution);
        let read: ResolveFacts = serde_json::from_str(&serde_json::to_string(&facts).unwrap()).unwrap();
        prop_assert_eq!(read, facts);
    }

    #[test]
    fn rows_written_by_the_rules_never_make_a_cycle_or_an_ambiguity(facts in facts(), at in year()) {
        let mut written = Neighbourhood { facts: ResolveFacts { units: facts.units, ..ResolveFacts::default() }, registered_prefixes: vec!["HB".to_owned()] };
        for (number, row) in facts.aliases.into_iter().enumerate() {
            let row = AliasRow { alias_id: number.to_string(), scenario_ref: Some(row.alias_text.clone()), ..row };
            if check_new(&row, &written).is_ok() {
                written.facts.aliases.push(row);
            }
        }
        for number in 1..9 {
            let resolution = resolve(&format!("HB/{number}"), at, Follow::Latest, &written.facts);
            prop_assert!(!matches!(resolution.outcome, Outcome::Cycle | Outcome::Dangling | Outcome::Ambiguous), "{:?}", resolution);
            prop_assert!(resolution.problems.iter().all(|problem| problem.kind == ProblemKind::Gone), "{:?}", resolution);
        }
    }

    #[test]
    fn a_closed_row_holds_until_then_and_not_after(row in row(), at in year()) {
        if let Ok(closed) = close(&row, at) {
            prop_assert!(!closed.window().contains(at));
            prop_assert!(closed.window().contains(row.valid_from));
            prop_assert_eq!(close(&closed, at).map_err(|refusal| refusal.code), Err("ALIAS_CLOSED".to_owned()));
        }
    }

    #[test]
    fn times_come_back_from_their_text(seconds in 0_i64..253_402_300_799, nanoseconds in prop_oneof![Just(0_u32), 0..1_000_000_000_u32]) {
        let day = seconds / 86_400;
        let written = format!("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{nanoseconds:09}Z", day % 9000 + 1, day % 12 + 1, day % 28 + 1, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
        let instant: Instant = written.parse().unwrap();
        prop_assert_eq!(instant.to_string().parse::<Instant>(), Ok(instant));
    }

    #[test]
    fn suggestions_are_addresses_and_only_for_what_is_none(text in prop_oneof![any::<String>(), "[Dd0-9SPROTAx/ –đĐiềuU.-]{0,24}", address()]) {
        if let Some(suggestion) = iu_address::suggest(&text) {
            prop_assert!(iu_address::parse(&suggestion).is_ok(), "{suggestion}");
            prop_assert!(iu_address::parse(&text).is_err());
            prop_assert_eq!(iu_address::suggest(&suggestion), None);
        }
    }
}
