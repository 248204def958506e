//! An amending act as one change, held to its operations one after another: the naive model.

use cutter_pipeline::structure::{
    compensate, is_live, verify, Amending, Amendment, AmendmentPart, Document, Insert, NewAddress, Operation, Renumber, Request,
    Retire, Rows, Substitute, Undertaking,
};
use proptest::prelude::*;

use super::asks::{ask, operation, Ask};
use super::world::{self, by, id_at, perform, perform_request, request, with};

/// The parts as an act names their units, and the document after the last of them.
fn act(document: &Document, asks: &[Ask]) -> (Vec<AmendmentPart>, Rows) {
    let mut amending = Amending::of(document, by(1), "As amended.", None).expect("a time");
    let mut parts = Vec::new();
    for ask in asks {
        let Some(asked) = operation(&amending.now().rows, *ask) else { break };
        let told = amending.told(&asked).expect("its units are there");
        if amending.part(&asked).is_ok() {
            parts.push(AmendmentPart { operation: told, asked_by: Vec::new() });
        }
    }
    (parts, amending.now().rows.clone())
}

fn amendment(parts: Vec<AmendmentPart>) -> Request {
    request(Undertaking::Amendment(Amendment { act: None, asked: Vec::new(), parts }))
}

/// What a reader sees: of each live unit in order its address, that of its parent, its label and texts.
fn seen(rows: &Rows) -> Vec<String> {
    let address = |id: &String| rows.units[id].canonical_address.as_str();
    let see = |unit: &&cutter_model::live::UnitRow| {
        let texts = rows.newest(&unit.id).map(|version| (version.texts().0.to_owned(), version.texts().1.to_owned()));
        format!("{} {:?} {} {texts:?}", unit.canonical_address, unit.parent_id.as_ref().map(address), unit.identity_profile)
    };
    rows.in_order().iter().filter(|unit| is_live(unit)).map(see).collect()
}

fn check(document: &Document, asks: &[Ask]) -> Result<(), TestCaseError> {
    let (parts, read) = act(document, asks);
    if parts.is_empty() {
        return Ok(());
    }
    let done = perform_request(document, &amendment(parts.clone()), 1).expect("each part was accepted");
    prop_assert_eq!(seen(&done.after), seen(&read));

    // The same operations, each a change of its own, an hour after the other: readers see the same at the end.
    let mut one_by_one = document.clone();
    for (step, part) in (1..).zip(&parts) {
        let named = named_in(&part.operation, document, &one_by_one.rows);
        let Ok(after) = perform(&one_by_one, named, step) else { return Err(TestCaseError::reject("not as single changes")) };
        one_by_one = with(&one_by_one, after.after);
    }
    prop_assert_eq!(seen(&done.after), seen(&one_by_one.rows));

    // A unit gets one text at most, and one id that the manifest knows.
    for id in done.after.units.keys() {
        let new = |rows: &Rows| rows.versions.values().filter(|version| version.unit_id == *id).count();
        prop_assert!(new(&done.after) <= new(&document.rows) + 1, "{} got two texts", id);
    }
    for (number, result) in (1..).zip(&done.manifest.results) {
        let id = result.unit_id.clone().unwrap_or_else(|| cutter_model::id::unit_id("entry-1", &format!("r{number}")));
        prop_assert_eq!(&done.after.units[&id].canonical_address, &result.address);
    }
    // VERIFY derives it again; every old citation answers; taken back, all is as it was.
    prop_assert_eq!(verify(document, &done.manifest, by(1), &done.after).expect("derived again"), Vec::new());
    let back = compensate(&done.plan.change, &done.after, by(2), "VERIFY failed.", None).expect("untouched");
    prop_assert_eq!(seen(&back), seen(&document.rows));
    Ok(())
}

/// The operation with its new units by the ids they have in other rows.
fn named_in(operation: &Operation, document: &Document, rows: &Rows) -> Operation {
    let text = serde_json::to_string(operation).expect("it is written");
    let new = rows.units.values().filter(|unit| !document.rows.units.contains_key(&unit.id));
    let named =
        new.fold(text, |text, unit| text.replace(&format!("\"new:{}\"", unit.canonical_address), &format!("\"{}\"", unit.id)));
    serde_json::from_str(&named).expect("it reads back")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_global_rejects: 4096, ..ProptestConfig::default() })]

    #[test]
    fn an_act_in_format_v2_reads_as_its_parts_one_by_one(asks in prop::collection::vec(ask(), 1..10)) {
        check(&world::v2(), &asks)?;
    }

    #[test]
    fn an_act_in_format_v1_reads_as_its_parts_one_by_one(asks in prop::collection::vec(ask(), 1..10)) {
        check(&world::v1(), &asks)?;
    }
}

fn part(operation: Operation) -> AmendmentPart {
    AmendmentPart { operation, asked_by: Vec::new() }
}

fn substitute(unit_id: &str, body: &str) -> Operation {
    Operation::Substitute(Substitute {
        unit_id: unit_id.to_owned(),
        heading: None,
        body: body.to_owned(),
        title: None,
        source: None,
        derived: false,
    })
}

fn insert(address: &str, after: Option<&str>, body: &str) -> Operation {
    Operation::Insert(Insert {
        enact: false,
        address: address.to_owned(),
        parent_id: None,
        after: after.map(str::to_owned),
        section_type: "article".to_owned(),
        label: address.to_owned(),
        title: String::new(),
        heading: format!("{address}.\n"),
        body: body.to_owned(),
        source: None,
    })
}

#[test]
fn a_number_that_is_freed_is_given_to_a_new_article_which_then_gets_a_successor() {
    let document = world::flat(2);
    let parts = [
        Operation::Renumber(Renumber {
            changes: vec![NewAddress { unit_id: "HB/DIEU-2".to_owned(), address: "HB/DIEU-3".to_owned(), label: None }],
        }),
        insert("HB/DIEU-2", Some("HB/DIEU-1"), "Mới.\n"),
        insert("HB/DIEU-2A", Some("new:HB/DIEU-2"), "Sau cái mới.\n"),
        substitute("new:HB/DIEU-2", "Mới hơn.\n"),
        substitute("HB/DIEU-1", "Một.\n"),
        substitute("HB/DIEU-1", "Một, lần nữa.\n"),
    ];
    let done = perform_request(&document, &amendment(parts.map(part).to_vec()), 1).expect("is carried out");
    let order: Vec<_> = done.after.in_order().into_iter().map(|unit| unit.canonical_address.as_str()).collect();
    assert_eq!(order, ["HB/DIEU-1", "HB/DIEU-2", "HB/DIEU-2A", "HB/DIEU-3"]);
    let body = |address: &str| done.after.newest(&id_at(&done.after, address)).unwrap().body.clone().unwrap();
    assert_eq!((body("HB/DIEU-1"), body("HB/DIEU-2")), ("Một, lần nữa.\n".to_owned(), "Mới hơn.\n".to_owned()));
    let one = done.after.newest("HB/DIEU-1").unwrap();
    assert_eq!((one.version_seq, done.manifest.operation_kind.as_str()), (2, "amendment"));
}

#[test]
fn what_is_no_part_of_an_act_is_refused_with_its_code() {
    let document = world::flat(3);
    let refused = |parts: Vec<Operation>| {
        let request = amendment(parts.into_iter().map(part).collect());
        perform_request(&document, &request, 1).map(|_| ()).expect_err("refused").code
    };
    assert_eq!(refused(Vec::new()), "AMENDMENT_EMPTY");
    let enact = cutter_pipeline::structure::Enact { unit_ids: vec!["HB/DIEU-1".to_owned()] };
    assert_eq!(refused(vec![Operation::Enact(enact)]), "AMENDMENT_PART");
    assert_eq!(refused(vec![substitute("new:HB/DIEU-9", "Mới.\n")]), "UNIT_NOT_FOUND");
    let retire = |unit_id: &str| Operation::Retire(Retire { unit_id: unit_id.to_owned() });
    assert_eq!(refused(vec![insert("HB/DIEU-4", None, "Mới.\n"), retire("new:HB/DIEU-4")]), "AMENDMENT_ENDS_ITS_OWN");
    assert_eq!(refused(vec![substitute("HB/DIEU-1", "Mới.\n"), retire("HB/DIEU-1")]), "AMENDMENT_ENDS_ITS_OWN");
    assert_eq!(refused(vec![retire("HB/DIEU-1"), substitute("HB/DIEU-1", "Mới.\n")]), "UNIT_RETIRED");
}
