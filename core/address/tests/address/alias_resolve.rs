//! What a resolution tells: its trail, tombstones, problems, candidates and suggestions.

use super::alias_support::{during, facts, ids, redirect, resolved, retired, row, time, unit};
use iu_address::alias::{
    resolve, resolve_all, AliasKind, Follow, HopKind, Problem, ProblemKind, ResolvableUnit, ResolveFacts,
    ResolveOutcome as Outcome, ResolveRequest, MAX_PATH_UNITS,
};

fn problem(kind: ProblemKind, unit_id: &str, alias_id: &str) -> Problem {
    Problem { kind, unit_id: unit_id.to_owned(), alias_id: Some(alias_id.to_owned()) }
}

/// `HB/1` → `HB/2` → … of so many units; the last one is live.
fn chain(length: usize) -> ResolveFacts {
    let address = |number: usize| format!("HB/{number}");
    let units: Vec<_> =
        (1..=length).map(|n| if n == length { unit(&address(n)) } else { retired(&address(n), "2021-01-01") }).collect();
    let rows: Vec<_> = (1..length).map(|n| redirect(&address(n), &address(n + 1))).collect();
    facts(units, rows)
}

#[test]
fn the_trail_tells_each_hop() {
    let facts = facts(
        [retired("HB/1", "2021-01-01"), retired("HB/2", "2022-01-01"), unit("HB/3")],
        [
            during(row(AliasKind::Rename, "HB/0", "HB/1"), "2021-01-01", "2030-01-01"),
            redirect("HB/1", "HB/2"),
            redirect("HB/2", "HB/3"),
        ],
    );
    let resolution = resolved("HB/0", &facts);
    assert_eq!((resolution.outcome, ids(&resolution.units)), (Outcome::Alias, vec!["HB/3"]));
    let trail: Vec<_> = resolution
        .trail
        .iter()
        .map(|hop| (hop.text.as_str(), hop.alias_id.as_deref(), hop.kind, hop.unit_id.as_str(), hop.window.to_string()))
        .collect();
    let open = "from 2021-01-01T00:00:00.000000Z on".to_owned();
    assert_eq!(
        trail,
        [
            (
                "HB/0",
                Some("rename HB/0 > HB/1"),
                HopKind::Rename,
                "HB/1",
                "from 2021-01-01T00:00:00.000000Z until 2030-01-01T00:00:00.000000Z".to_owned()
            ),
            ("HB/1", Some("redirect HB/1 > HB/2"), HopKind::Redirect, "HB/2", open.clone()),
            ("HB/2", Some("redirect HB/2 > HB/3"), HopKind::Redirect, "HB/3", open),
        ]
    );
    let canonical = resolved("HB/3", &facts);
    let hop = &canonical.trail[0];
    assert_eq!(
        (hop.alias_id.as_deref(), hop.kind, hop.window.to_string().as_str()),
        (None, HopKind::Canonical, "from 2020-01-01T00:00:00.000000Z on")
    );
    assert_eq!(canonical.outcome, Outcome::Canonical);
}

#[test]
fn a_gone_unit_leaves_its_tombstone() {
    let facts = facts([retired("HB/1", "2021-01-01"), retired("HB/2", "2022-01-01")], [redirect("HB/1", "HB/2")]);
    let resolution = resolved("HB/1", &facts);
    assert_eq!(resolution.outcome, Outcome::Gone);
    assert!(resolution.units.is_empty());
    let tombstone = resolution.tombstone.unwrap();
    assert_eq!(
        (tombstone.unit.id.as_str(), tombstone.retired_at, tombstone.change_set_id.as_deref()),
        ("HB/2", Some(time("2022-01-01")), Some("cs"))
    );
    assert_eq!(resolution.problems, [problem(ProblemKind::Gone, "HB/2", "redirect HB/1 > HB/2")]);
    let at_its_address = resolved("HB/2", &facts);
    assert_eq!(at_its_address.problems, [Problem { alias_id: None, ..problem(ProblemKind::Gone, "HB/2", "") }]);
}

#[test]
fn retirement_counts_from_its_very_instant() {
    let facts = facts([retired("HB/1", "2021-01-01")], []);
    for (at, outcome) in [("2020-12-31T23:59:59.999999Z", Outcome::Canonical), ("2021-01-01", Outcome::Gone)] {
        assert_eq!(resolve("HB/1", time(at), Follow::Latest, &facts).outcome, outcome, "{at}");
    }
}

#[test]
fn a_unit_retired_at_an_unknown_time_is_never_taken_for_a_live_one() {
    let unknown = ResolvableUnit { retired_at: None, ..retired("HB/1", "2021-01-01") };
    let facts = facts([unknown], []);
    let resolution = resolved("HB/1", &facts);
    assert_eq!((resolution.outcome, resolution.tombstone.unwrap().retired_at), (Outcome::Gone, None));
    assert_eq!(resolve("HB/1", time("2025-01-01"), Follow::None, &facts).outcome, Outcome::Canonical);
}

#[test]
fn a_path_has_at_most_32_units() {
    assert_eq!(MAX_PATH_UNITS, 32);
    let longest = resolved("HB/1", &chain(32));
    assert_eq!((longest.outcome, ids(&longest.units), longest.trail.len()), (Outcome::Alias, vec!["HB/32"], 32));
    let too_long = resolved("HB/1", &chain(33));
    assert_eq!(too_long.outcome, Outcome::TooDeep);
    assert_eq!(too_long.problems, [problem(ProblemKind::TooDeep, "HB/33", "redirect HB/32 > HB/33")]);
    assert_eq!(too_long.trail.len(), 33, "the path is told");
    assert_eq!(resolved("HB/2", &chain(33)).outcome, Outcome::Alias);
}

#[test]
fn a_row_that_does_not_exist_yet_leads_nowhere_and_one_without_unit_is_reported() {
    let unborn = ResolvableUnit { born_at: time("2030-01-01"), ..unit("HB/2") };
    let facts = facts([retired("HB/1", "2021-01-01"), unborn], [redirect("HB/1", "HB/2"), redirect("HB/8", "HB/9")]);
    assert_eq!(resolved("HB/1", &facts).outcome, Outcome::Gone);
    let dangling = resolved("HB/8", &facts);
    assert_eq!(dangling.outcome, Outcome::Dangling);
    assert_eq!(dangling.problems, [problem(ProblemKind::Dangling, "HB/9", "redirect HB/8 > HB/9")]);
    assert_eq!(dangling.trail[0].unit_id, "HB/9");
}

#[test]
fn broken_branches_do_not_hide_good_ones() {
    let facts = facts(
        [retired("HB/1", "2021-01-01"), unit("HB/2"), retired("HB/3", "2022-01-01"), retired("HB/4", "2022-01-01")],
        [
            redirect("HB/1", "HB/2"),
            redirect("HB/1", "HB/3"),
            redirect("HB/1", "HB/4"),
            redirect("HB/1", "nobody"),
            redirect("HB/4", "HB/1"),
        ],
    );
    let resolution = resolved("HB/1", &facts);
    assert_eq!((resolution.outcome, ids(&resolution.units), resolution.tombstone), (Outcome::Alias, vec!["HB/2"], None));
    assert_eq!(
        resolution.problems,
        [
            problem(ProblemKind::Cycle, "HB/1", "redirect HB/4 > HB/1"),
            problem(ProblemKind::Dangling, "nobody", "redirect HB/1 > nobody"),
            problem(ProblemKind::Gone, "HB/3", "redirect HB/1 > HB/3"),
        ]
    );
}

#[test]
fn units_come_in_render_order_and_equal_ones_by_address() {
    let at = |address: &str, render_order| ResolvableUnit { render_order, ..unit(address) };
    let units =
        [at("HB/10", Some(2)), at("HB/9", Some(2)), at("HB/2", None), at("HB/30", Some(1)), retired("HB/1", "2021-01-01")];
    let facts = facts(units, ["HB/10", "HB/9", "HB/2", "HB/30"].map(|target| redirect("HB/1", target)));
    let resolution = resolved("HB/1", &facts);
    assert_eq!((resolution.outcome, ids(&resolution.units)), (Outcome::Many, vec!["HB/30", "HB/9", "HB/10", "HB/2"]));
}

#[test]
fn an_ambiguous_text_is_never_guessed() {
    let rows = ["HB/2", "HB/1", "nobody"].map(|target| row(AliasKind::ExternalReference, "their 7", target));
    let resolution = resolved("their 7", &facts([unit("HB/1"), unit("HB/2")], rows));
    assert_eq!((resolution.outcome, ids(&resolution.candidates)), (Outcome::Ambiguous, vec!["HB/1", "HB/2"]));
    assert!(resolution.units.is_empty());
    assert_eq!(resolution.trail.len(), 3, "the trail tells of the row without a unit too");
    // Two units with one address: the table forbids it, the resolver does not choose.
    let twice = [unit("HB/1"), ResolvableUnit { id: "another".to_owned(), ..unit("HB/1") }];
    assert_eq!(resolved("HB/1", &facts(twice, [])).outcome, Outcome::Ambiguous);
}

#[test]
fn thirty_splits_that_are_joined_again_are_walked_at_once() {
    // Each level has two units, each replaced by both of the next: 2^30 paths.
    let address = |level: usize, side: &str| format!("HB/{level}{side}");
    let mut units = vec![retired("HB/0A", "2021-01-01"), unit("HB/31A")];
    let mut rows = Vec::new();
    for level in 0..31 {
        for side in ["A", "B"] {
            if level > 0 {
                units.push(retired(&address(level, side), "2021-01-01"));
            }
            let next: &[&str] = if level == 30 { &["A"] } else { &["A", "B"] };
            rows.extend(next.iter().map(|next| redirect(&address(level, side), &address(level + 1, next))));
        }
    }
    let resolution = resolved("HB/0A", &facts(units, rows));
    assert_eq!((resolution.outcome, ids(&resolution.units)), (Outcome::Alias, vec!["HB/31A"]));
    assert!(resolution.problems.is_empty());
}

#[test]
fn units_that_all_replace_one_another_end_as_a_cycle() {
    let addresses: Vec<String> = (0..60).map(|number| format!("HB/{number}")).collect();
    let units: Vec<_> = addresses.iter().map(|address| retired(address, "2021-01-01")).collect();
    let rows: Vec<_> = addresses.iter().flat_map(|from| addresses.iter().map(|to| redirect(from, to))).collect();
    let resolution = resolved("HB/0", &facts(units, rows));
    assert_eq!(resolution.outcome, Outcome::Cycle);
    assert_eq!(resolution.trail.len(), 1 + 60 * 60, "each row is told once");
}

#[test]
fn a_cycle_is_found_where_two_paths_meet_at_one_length() {
    // HB/26 ends two paths of 26 units: the plain chain, and HB/1 … 18, 27 … 33, 26, which goes on to HB/27 again.
    let mut facts = chain(34);
    facts.aliases.extend([redirect("HB/18", "HB/27"), redirect("HB/33", "HB/26")]);
    let resolution = resolved("HB/1", &facts);
    assert_eq!(resolution.outcome, Outcome::Alias);
    let kinds: Vec<_> = resolution.problems.iter().map(|problem| problem.kind).collect();
    assert_eq!(kinds, [ProblemKind::Cycle, ProblemKind::TooDeep]);
}

#[test]
fn what_is_not_found_has_suggestions_and_what_is_malformed_a_place() {
    let mut facts = facts([unit("HB/SEC-6B"), unit("HB/SEC-60")], [row(AliasKind::ExternalReference, "Handbook 6", "HB/SEC-60")]);
    facts.candidates = vec!["HB/SEC-6".to_owned(), "HB/SEC-7".to_owned(), "HB/SEC-6C".to_owned(), "HB/SEC-6B".to_owned()];
    let resolution = resolved("HB/SEC-6A", &facts);
    assert_eq!(resolution.outcome, Outcome::NotFound);
    assert_eq!(resolution.suggestions, ["HB/SEC-6", "HB/SEC-6B", "HB/SEC-6C", "HB/SEC-60", "HB/SEC-7"].map(str::to_owned));
    assert_eq!(resolution.error, None);

    let malformed = resolved("  hb/sec-6b ", &facts);
    let error = malformed.error.unwrap();
    assert_eq!((malformed.outcome, malformed.text.as_str()), (Outcome::Malformed, "hb/sec-6b"));
    assert_eq!((error.code.as_str(), error.at), ("LOWERCASE", Some(0)));
    assert_eq!(error.message, "A lower-case letter stands at byte 0: expected A to Z or 0 to 9.");
    assert_eq!(malformed.suggestions, ["HB/SEC-6B"]);
    // Known as an alias of another time, so it is not malformed.
    assert_eq!(resolve("Handbook 6", time("2020-06-01"), Follow::Latest, &facts).outcome, Outcome::NotFound);
}

#[test]
fn many_texts_are_resolved_like_each_alone() {
    let facts = chain(4);
    let texts = ["HB/1", "HB/9", "", " HB/4 ", "HB/1"].map(str::to_owned).to_vec();
    let request = ResolveRequest { texts: texts.clone(), as_of: "2025-01-01".to_owned(), follow: Follow::Latest };
    let alone: Vec<_> = texts.iter().map(|text| resolved(text, &facts)).collect();
    assert_eq!(resolve_all(&request, &facts), Ok(alone));
    let refusal = resolve_all(&ResolveRequest { as_of: "soon".to_owned(), ..request }, &facts).unwrap_err();
    assert_eq!(refusal.code, "TIME_UNREADABLE");
}
