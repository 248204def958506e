//! What alias rows may be written, word for word.

use super::alias_support::{during, facts, redirect, retired, row, time, unit};
use iu_address::alias::{check_new, close, AliasKind, AliasRow, Neighbourhood, ResolvableUnit};
use iu_address::RefusedKind;

fn around(units: impl Into<Vec<ResolvableUnit>>, aliases: impl Into<Vec<AliasRow>>) -> Neighbourhood {
    Neighbourhood { facts: facts(units, aliases), registered_prefixes: vec!["HB".to_owned(), "D38".to_owned()] }
}

fn refused(row: &AliasRow, neighbourhood: &Neighbourhood) -> (String, String) {
    let refusal = check_new(row, neighbourhood).expect_err("the row is refused");
    (refusal.code, refusal.message)
}

fn said(code: &str, message: &str) -> (String, String) {
    (code.to_owned(), message.to_owned())
}

#[test]
fn a_row_says_what_it_must() {
    let good = row(AliasKind::ExternalReference, "Reg. 2016/679", "HB/1");
    let neighbourhood = around([unit("HB/1")], []);
    assert_eq!(check_new(&good, &neighbourhood), Ok(()));
    let with_text = |text: &str| AliasRow { alias_text: text.to_owned(), ..good.clone() };
    for (broken, code, message) in [
        (with_text(""), "ALIAS_TEXT_EMPTY", "The alias has no text."),
        (with_text(&"ữ".repeat(513)), "ALIAS_TEXT_TOO_LONG", "The alias has 513 characters; at most 512 are accepted."),
        (
            with_text("Reg. 7 "),
            "ALIAS_TEXT_NOT_NORMALISED",
            "The alias \"Reg. 7 \" could never be found: it needs no space around it and Unicode in the form NFC.",
        ),
        (
            during(good.clone(), "2021-01-01", "2021-01-01"),
            "ALIAS_WINDOW_EMPTY",
            "The alias \"Reg. 2016/679\" would end at 2021-01-01T00:00:00.000000Z, but it begins at 2021-01-01T00:00:00.000000Z.",
        ),
        (
            AliasRow { rationale: " \n".to_owned(), ..good.clone() },
            "ALIAS_RATIONALE_EMPTY",
            "The alias \"Reg. 2016/679\" has no rationale.",
        ),
        (
            AliasRow { created_by: String::new(), ..good.clone() },
            "ALIAS_CREATOR_MISSING",
            "The alias \"Reg. 2016/679\" does not say who creates it.",
        ),
        (
            AliasRow { target_unit_id: "nobody".to_owned(), ..good.clone() },
            "ALIAS_TARGET_UNKNOWN",
            "The alias \"Reg. 2016/679\" points at \"nobody\", and there is no such unit.",
        ),
    ] {
        assert_eq!(refused(&broken, &neighbourhood), said(code, message));
    }
    assert_eq!(check_new(&with_text(&"ữ".repeat(512)), &neighbourhood), Ok(()));
    assert!(check_new(&with_text("Đie\u{302}\u{300}u 1"), &neighbourhood).is_err(), "NFD is not looked up");
}

#[test]
fn an_external_reference_is_no_address_of_ours() {
    let neighbourhood = around([unit("HB/1")], []);
    assert_eq!(
        refused(&row(AliasKind::ExternalReference, "HB/2", "HB/1"), &neighbourhood),
        said("ALIAS_IS_ADDRESS", "The external reference HB/2 is an address of the document HB.")
    );
    assert_eq!(
        refused(&row(AliasKind::ExternalReference, "D38-DIEU28-ROOT", "HB/1"), &neighbourhood),
        said("ALIAS_IS_ADDRESS", "The external reference D38-DIEU28-ROOT is an address of the document D38.")
    );
    for free in ["GDPR/ART-6", "D39-DIEU28-ROOT", "hb/2", "32016R0679"] {
        assert_eq!(check_new(&row(AliasKind::ExternalReference, free, "HB/1"), &neighbourhood), Ok(()), "{free}");
    }
    assert_eq!(check_new(&row(AliasKind::Rename, "HB/2", "HB/1"), &neighbourhood), Ok(()));
}

#[test]
fn no_alias_points_at_a_unit_while_it_has_the_text_itself() {
    // The unit was 6A until 2021, then 6B, and is 6A again since 2023.
    let back = ResolvableUnit { held_since: Some(time("2023-01-01")), ..unit("HB/6A") };
    let once = during(row(AliasKind::PreviousCanonical, "HB/6A", "HB/6A"), "2020-01-01", "2021-01-01");
    assert_eq!(check_new(&once, &around([back.clone()], [])), Ok(()));
    let neighbourhood = around([back], [once]);
    let rename = row(AliasKind::Rename, "HB/6A", "HB/6A");
    assert_eq!(check_new(&during(rename.clone(), "2021-01-01", "2023-01-01"), &neighbourhood), Ok(()));
    assert_eq!(
        refused(&during(rename.clone(), "2021-01-01", "2023-01-02"), &neighbourhood),
        said(
            "ALIAS_SELF",
            "The alias \"HB/6A\" points at the unit that itself has this address from 2023-01-01T00:00:00.000000Z on."
        )
    );
    assert_eq!(
        refused(&during(rename, "2020-12-31", "2022-01-01"), &neighbourhood),
        said(
            "ALIAS_SELF",
            "The alias \"HB/6A\" points at the unit that itself has this address from 2020-01-01T00:00:00.000000Z until \
             2021-01-01T00:00:00.000000Z."
        )
    );
}

#[test]
fn windows_of_one_text_and_kind_do_not_overlap() {
    let stored = during(row(AliasKind::Rename, "HB/6A", "HB/1"), "2021-01-01", "2022-01-01");
    let neighbourhood = around([unit("HB/1"), unit("HB/2")], [stored.clone()]);
    let other = row(AliasKind::Rename, "HB/6A", "HB/2");
    assert_eq!(
        refused(&during(other.clone(), "2021-12-31", "2023-01-01"), &neighbourhood),
        said(
            "ALIAS_OVERLAP",
            "The rename alias \"HB/6A\" overlaps one that holds from 2021-01-01T00:00:00.000000Z until 2022-01-01T00:00:00.000000Z."
        )
    );
    assert_eq!(check_new(&during(other, "2022-01-01", "2023-01-01"), &neighbourhood), Ok(()));
    assert_eq!(check_new(&row(AliasKind::PreviousCanonical, "HB/6A", "HB/2"), &neighbourhood), Ok(()));
    assert_eq!(check_new(&stored, &neighbourhood), Ok(()), "a row does not overlap itself");
}

#[test]
fn the_rows_of_one_split_and_third_parties_may_overlap() {
    let in_split =
        |target: &str, scenario: Option<&str>| AliasRow { scenario_ref: scenario.map(str::to_owned), ..redirect("HB/6", target) };
    let units = [retired("HB/6", "2021-01-01"), unit("HB/1"), unit("HB/2")];
    let neighbourhood = around(units, [in_split("HB/1", Some("split 6")), row(AliasKind::ExternalReference, "ext", "HB/1")]);
    assert_eq!(check_new(&in_split("HB/2", Some("split 6")), &neighbourhood), Ok(()));
    assert_eq!(check_new(&row(AliasKind::ExternalReference, "ext", "HB/2"), &neighbourhood), Ok(()));
    for scenario in [Some("split 7"), None] {
        assert_eq!(
            refused(&in_split("HB/2", scenario), &neighbourhood),
            said("ALIAS_OVERLAP", "The redirect alias \"HB/6\" overlaps one that holds from 2021-01-01T00:00:00.000000Z on.")
        );
    }
    let without_scenario = around([unit("HB/1"), unit("HB/2")], [in_split("HB/1", None)]);
    assert_eq!(refused(&in_split("HB/2", None), &without_scenario).0, "ALIAS_OVERLAP", "no reference is not a common one");
}

#[test]
fn no_row_closes_a_cycle_at_any_time() {
    let units = [retired("HB/1", "2021-01-01"), retired("HB/2", "2022-01-01"), unit("HB/3")];
    let neighbourhood = around(units, [redirect("HB/1", "HB/2"), redirect("HB/2", "HB/3")]);
    let message = "The redirect of \"HB/3\" would lead back to itself at 2021-01-01T00:00:00.000000Z.";
    assert_eq!(refused(&redirect("HB/3", "HB/1"), &neighbourhood), said("ALIAS_CYCLE", message));
    assert_eq!(
        check_new(&during(redirect("HB/3", "HB/1"), "2020-06-01", "2021-01-01"), &neighbourhood),
        Ok(()),
        "it ends before the others begin"
    );
    // A row of long ago meets rows that begin inside its window.
    let long = during(redirect("HB/3", "HB/1"), "2020-06-01", "2021-01-02");
    assert_eq!(refused(&long, &neighbourhood), said("ALIAS_CYCLE", message));
    assert_eq!(check_new(&row(AliasKind::Rename, "HB/3", "HB/1"), &neighbourhood), Ok(()), "only redirects are followed");
}

#[test]
fn rows_whose_windows_never_meet_make_no_cycle() {
    let units = [unit("HB/1"), unit("HB/2"), unit("HB/3")];
    let first = during(redirect("HB/1", "HB/2"), "2021-01-01", "2022-01-01");
    let second = during(redirect("HB/2", "HB/3"), "2022-01-01", "2023-01-01");
    assert_eq!(check_new(&redirect("HB/3", "HB/1"), &around(units, [first, second])), Ok(()));
}

#[test]
fn a_redirect_of_a_unit_to_itself_is_a_cycle_even_before_it_has_the_address() {
    let later = ResolvableUnit { held_since: Some(time("2024-01-01")), ..unit("HB/1") };
    assert_eq!(
        refused(&during(redirect("HB/1", "HB/1"), "2021-01-01", "2022-01-01"), &around([later], [])),
        said("ALIAS_CYCLE", "The redirect of \"HB/1\" would lead back to itself at 2021-01-01T00:00:00.000000Z.")
    );
}

/// The table has the same rule: a unit yet to be born may come to stand on the way, so its birth does not count.
#[test]
fn a_cycle_through_units_yet_to_be_born_is_one() {
    let units = [ResolvableUnit { born_at: time("2023-01-01"), ..unit("HB/1") }, unit("HB/2")];
    let itself = during(redirect("HB/1", "HB/1"), "2021-01-01", "2022-01-01");
    assert_eq!(refused(&itself, &around(units.clone(), [])).0, "ALIAS_CYCLE");
    let there = during(redirect("HB/1", "HB/2"), "2021-01-01", "2022-01-01");
    let back = during(redirect("HB/2", "HB/1"), "2021-06-01", "2021-07-01");
    assert_eq!(refused(&back, &around(units, [there])).0, "ALIAS_CYCLE");
}

#[test]
fn a_row_that_tells_a_former_address_overlaps_no_alias_of_it() {
    let unit = ResolvableUnit { held_since: Some(time("2022-01-01")), ..unit("HB/6B") };
    let id = unit.id.clone();
    let as_6a = row(AliasKind::Rename, "HB/6A", &id);
    let was_6a = |from, until| during(row(AliasKind::PreviousCanonical, "HB/6A", &id), from, until);
    let neighbourhood = around([unit.clone()], [as_6a]);
    assert_eq!(check_new(&was_6a("2020-01-01", "2021-01-01"), &neighbourhood), Ok(()));
    let message = "The alias \"HB/6A\" points at the unit that itself has this address from 2020-01-01T00:00:00.000000Z until 2021-01-02T00:00:00.000000Z.";
    assert_eq!(refused(&was_6a("2020-01-01", "2021-01-02"), &neighbourhood), said("ALIAS_SELF", message));
}

#[test]
fn rows_are_closed_once_and_after_they_began() {
    let open = row(AliasKind::Rename, "HB/6A", "HB/1");
    let closed = close(&open, time("2022-01-01")).unwrap();
    assert_eq!(closed, during(open.clone(), "2021-01-01", "2022-01-01"));
    for (at, why) in [("2021-06-01", "sooner"), ("2022-01-01", "again"), ("2023-01-01", "later")] {
        let again = close(&closed, time(at)).expect_err(why);
        assert_eq!((again.code.as_str(), again.kind), ("ALIAS_CLOSED", RefusedKind::Conflict), "{why}");
        assert_eq!(again.message, "The alias \"HB/6A\" ends at 2022-01-01T00:00:00.000000Z already; a row is closed once.");
    }
    let early = close(&open, time("2021-01-01")).unwrap_err();
    assert_eq!(early.code, "ALIAS_WINDOW_EMPTY");
    assert_eq!(
        early.message,
        "The alias \"HB/6A\" would end at 2021-01-01T00:00:00.000000Z, but it begins at 2021-01-01T00:00:00.000000Z."
    );
}
