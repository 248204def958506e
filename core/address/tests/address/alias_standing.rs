//! What a text is among the units there are, and for whom it does.

use super::alias_support::{during, facts, redirect, resolved, retired, row, time, unit};
use iu_address::alias::{
    resolve, standing, AliasKind, Fit, Follow, HopKind, ResolveFacts, Standing, StandingKind as Kind, MAX_PATH_UNITS,
};
use Fit::{Bad, Care, Good};

fn world() -> ResolveFacts {
    let mut units = vec![
        unit("HB/1"),
        unit("HB/2"),
        unit("HB/3"),
        retired("HB/GONE", "2022-01-01"),
        retired("HB/REPLACED", "2022-01-01"),
        retired("HB/SPLIT", "2022-01-01"),
        retired("HB/ROUND", "2022-01-01"),
        retired("HB/ASTRAY", "2022-01-01"),
        retired("HB/LATER", "2040-01-01"),
    ];
    units.extend((0..MAX_PATH_UNITS).map(|n| retired(&format!("LONG/{n}"), "2022-01-01")));
    let mut rows = vec![
        redirect("HB/REPLACED", "HB/1"),
        redirect("HB/SPLIT", "HB/1"),
        redirect("HB/SPLIT", "HB/2"),
        redirect("HB/ROUND", "HB/ROUND"),
        redirect("HB/ASTRAY", "HB/NOBODY"),
        row(AliasKind::Rename, "HB/OLD", "HB/1"),
        row(AliasKind::Rename, "HB/OLD-OF-GONE", "HB/GONE"),
        row(AliasKind::Rename, "HB/OLD-OF-SPLIT", "HB/SPLIT"),
        row(AliasKind::Rename, "HB/OLD-ASTRAY", "HB/NOBODY"),
        redirect("HB/LOST", "HB/1"),
        redirect("HB/LOST", "HB/3"),
        during(row(AliasKind::Rename, "HB/ENDED", "HB/1"), "2021-01-01", "2023-01-01"),
        row(AliasKind::ExternalReference, "Luật 91, Điều 1", "HB/1"),
        row(AliasKind::ExternalReference, "32016R0679", "HB/1"),
        row(AliasKind::ExternalReference, "32016R0679", "HB/2"),
        during(row(AliasKind::ExternalReference, "Luật cũ", "HB/1"), "2021-01-01", "2023-01-01"),
    ];
    rows.extend((0..MAX_PATH_UNITS).map(|n| redirect(&format!("LONG/{n}"), &format!("LONG/{}", n + 1))));
    units.push(unit(&format!("LONG/{MAX_PATH_UNITS}")));
    facts(units, rows)
}

fn of(text: &str, own: Option<&str>) -> Standing {
    standing(&resolved(text, &world()), own)
}

#[test]
fn every_outcome_has_its_word_and_its_use() {
    let nobody = None;
    for (text, own, kind, for_new, for_citation, leads_to) in [
        ("HB/1", nobody, Kind::Taken, Bad, Good, vec!["HB/1"]),
        ("HB/1", Some("HB/2"), Kind::Taken, Bad, Good, vec!["HB/1"]),
        ("HB/1", Some("HB/1"), Kind::Own, Good, Good, vec!["HB/1"]),
        ("HB/LATER", nobody, Kind::Taken, Bad, Good, vec!["HB/LATER"]),
        ("HB/GONE", nobody, Kind::Retired, Bad, Care, vec![]),
        ("HB/GONE", Some("HB/GONE"), Kind::Own, Good, Good, vec![]),
        ("HB/REPLACED", nobody, Kind::Retired, Bad, Care, vec!["HB/1"]),
        ("HB/REPLACED", Some("HB/1"), Kind::Retired, Bad, Care, vec!["HB/1"]),
        ("HB/REPLACED", Some("HB/REPLACED"), Kind::Own, Good, Good, vec!["HB/1"]),
        ("HB/SPLIT", nobody, Kind::Retired, Bad, Care, vec!["HB/1", "HB/2"]),
        ("HB/OLD", nobody, Kind::Alias, Care, Good, vec!["HB/1"]),
        ("HB/OLD", Some("HB/2"), Kind::Alias, Care, Good, vec!["HB/1"]),
        ("HB/OLD", Some("HB/1"), Kind::Alias, Good, Good, vec!["HB/1"]),
        ("HB/OLD-OF-GONE", nobody, Kind::Alias, Care, Care, vec![]),
        ("HB/OLD-OF-SPLIT", nobody, Kind::Alias, Care, Good, vec!["HB/1", "HB/2"]),
        ("HB/LOST", nobody, Kind::Alias, Care, Good, vec!["HB/1", "HB/3"]),
        ("HB/LOST", Some("HB/1"), Kind::Alias, Care, Good, vec!["HB/1", "HB/3"]),
        ("Luật 91, Điều 1", nobody, Kind::Alias, Care, Good, vec!["HB/1"]),
        ("HB/4", nobody, Kind::Free, Good, Bad, vec![]),
        ("HB/4", Some("HB/1"), Kind::Free, Good, Bad, vec![]),
        ("HB/ENDED", nobody, Kind::Free, Good, Bad, vec![]),
        ("Luật cũ", nobody, Kind::Unknown, Bad, Bad, vec![]),
        ("hb/1", nobody, Kind::Unknown, Bad, Bad, vec![]),
        ("", nobody, Kind::Unknown, Bad, Bad, vec![]),
        ("32016R0679", nobody, Kind::Ambiguous, Bad, Bad, vec!["HB/1", "HB/2"]),
        ("HB/ROUND", nobody, Kind::Broken, Bad, Bad, vec![]),
        ("HB/ROUND", Some("HB/ROUND"), Kind::Own, Good, Good, vec![]),
        ("HB/ASTRAY", nobody, Kind::Broken, Bad, Bad, vec![]),
        ("HB/OLD-ASTRAY", nobody, Kind::Broken, Bad, Bad, vec![]),
        ("LONG/0", nobody, Kind::Broken, Bad, Bad, vec![]),
    ] {
        let answer = of(text, own);
        assert_eq!((answer.kind, answer.for_new, answer.for_citation), (kind, for_new, for_citation), "{text} for {own:?}");
        assert_eq!(answer.unit_ids, leads_to, "{text} for {own:?}");
        assert_eq!(answer.alias.is_some(), kind == Kind::Alias, "{text} for {own:?}");
    }
}

#[test]
fn a_retired_unit_is_retired_whether_it_was_followed_or_not() {
    let first = resolve("HB/REPLACED", time("2025-01-01"), Follow::None, &world());
    assert_eq!(standing(&first, None).kind, Kind::Retired);
    let before = resolve("HB/REPLACED", time("2021-06-01"), Follow::None, &world());
    assert_eq!(standing(&before, None).kind, Kind::Taken);
}

#[test]
fn two_units_of_one_address_are_never_guessed_between() {
    let mut other = unit("HB/1");
    other.id = "other".to_owned();
    let answer = standing(&resolved("HB/1", &facts([unit("HB/1"), other], [])), Some("other"));
    assert_eq!((answer.kind, answer.unit_ids.len(), answer.first_unit_id), (Kind::Ambiguous, 2, None));
}

#[test]
fn an_alias_says_whose_since_when_and_why() {
    let text = "HB/OLD";
    let until = during(row(AliasKind::Rename, text, "HB/1"), "2021-01-01", "2030-01-01");
    let answer = standing(&resolved(text, &facts([unit("HB/1")], [until])), None);
    let alias = answer.alias.expect("an alias");
    assert_eq!(alias.kind, HopKind::Rename);
    assert_eq!(alias.window.to_string(), "from 2021-01-01T00:00:00.000000Z until 2030-01-01T00:00:00.000000Z");
    assert_eq!(answer.first_unit_id.as_deref(), Some("HB/1"));
    assert_eq!(of("HB/REPLACED", None).first_unit_id.as_deref(), Some("HB/REPLACED"));
    assert_eq!(of("HB/4", None).first_unit_id, None);
}
