//! What is read of a unit, a subtree or a document, now and as of a time.

use cutter_pipeline::structure::{
    read, Changed, DocumentRows, NewAddress, NotePart, Operation, ReadUnit, Reading, ReadingRequest, Recorded, Renumber, Retire,
    Rows, Substitute, UnitNote,
};
use serde_json::json;

use super::past::record;
use super::world::{self, hour, id_at, perform, with, BIRTH};

/// A document, everything that was done to it, and when.
pub(super) struct Told {
    pub(super) rows: Rows,
    record: Vec<Recorded>,
    changes: Vec<Changed>,
}

pub(super) fn told(operations: Vec<Operation>) -> Told {
    let mut document = world::v2();
    let mut record_of_all = Vec::new();
    let mut changes = vec![Changed {
        change_set_id: "first".to_owned(),
        operation_kind: "first_cut".to_owned(),
        applied_at: BIRTH.to_owned(),
        effective_on: None,
    }];
    for (operation, step) in operations.into_iter().zip(1..) {
        let operation_kind = operation.kind().as_str().to_owned();
        let done = perform(&document, operation, step).unwrap_or_else(|refusal| panic!("step {step}: {refusal}"));
        record_of_all.extend(record(&done.plan.change, &hour(step)));
        changes.push(Changed {
            change_set_id: format!("change-{step}"),
            operation_kind,
            applied_at: hour(step),
            effective_on: None,
        });
        document = with(&document, done.after);
    }
    Told { rows: document.rows, record: record_of_all, changes }
}

impl Told {
    /// As the database would give it for a time.
    pub(super) fn facts(&self, as_of: Option<&str>) -> DocumentRows {
        let until = |at: &str| as_of.is_none_or(|as_of| at <= as_of);
        DocumentRows {
            units: json!(self.rows.units.values().collect::<Vec<_>>()).to_string(),
            versions: json!(self.rows.versions.values().collect::<Vec<_>>()).to_string(),
            aliases: json!(self.rows.aliases.values().collect::<Vec<_>>()).to_string(),
            record: json!(self.record.iter().filter(|row| !until(&row.applied_at)).collect::<Vec<_>>()).to_string(),
            changes: self.changes.iter().filter(|change| until(&change.applied_at)).cloned().collect(),
        }
    }

    fn read(&self, unit_id: Option<&str>, depth: Option<usize>, as_of: Option<&str>) -> Reading {
        self.read_with("[]", unit_id, depth, as_of)
    }

    fn read_with(&self, notes: &str, unit_id: Option<&str>, depth: Option<usize>, as_of: Option<&str>) -> Reading {
        let request =
            ReadingRequest { unit_id: unit_id.map(str::to_owned), depth, as_of: as_of.map(str::to_owned), known_at: None };
        read(&self.facts(as_of), notes, &request).expect("a reading")
    }
}

fn addresses(reading: &Reading) -> Vec<(&str, usize)> {
    reading.units.iter().map(|unit| (unit.canonical_address.as_str(), unit.depth)).collect()
}

pub(super) fn renumbered(rows: &Rows, from: &str, to: &str) -> Operation {
    Operation::Renumber(Renumber {
        changes: vec![NewAddress { unit_id: id_at(rows, from), address: to.to_owned(), label: None }],
    })
}

#[test]
fn a_document_reads_in_order_and_as_deep_as_asked() {
    let told = told(Vec::new());
    let whole = told.read(None, None, None);
    assert_eq!(whole.units.len(), 17);
    assert_eq!(whole.text_sha256, iu_text::digest::sha256_hex(told.rows.reading().as_bytes()));
    assert_eq!(addresses(&told.read(None, Some(0), None)), [("HB/CHUONG-1", 0), ("HB/CHUONG-2", 0)]);
    assert_eq!(addresses(&told.read(None, Some(1), None))[..3], [("HB/CHUONG-1", 0), ("HB/DIEU-1", 1), ("HB/DIEU-2", 1)]);
    assert_eq!(
        addresses(&told.read(Some("HB/DIEU-4"), None, None)),
        [("HB/DIEU-4", 0), ("HB/DIEU-4-KHOAN-1", 1), ("HB/DIEU-4-KHOAN-2", 1)]
    );
    let ReadUnit { heading, body, version_seq, authority, title, .. } = &told.read(Some("HB/DIEU-4"), Some(0), None).units[0];
    assert_eq!((heading.as_deref(), body.as_deref()), (Some("HB/DIEU-4.\n"), Some("Mở đầu điều 4, rồi tiếp.\n")));
    assert_eq!((*version_seq, authority.as_str(), title.as_str()), (Some(1), "draft", "Title of HB/DIEU-4"));
    assert_eq!(whole.last_change.map(|change| change.operation_kind), Some("first_cut".to_owned()));
}

#[test]
fn each_time_reads_as_it_stood() {
    let rows = world::v2().rows;
    let substituted = Substitute {
        unit_id: id_at(&rows, "HB/DIEU-1"),
        heading: None,
        body: "Lời mới.\n".to_owned(),
        title: None,
        source: None,
        derived: false,
    };
    let told = told(vec![
        Operation::Substitute(substituted),
        renumbered(&rows, "HB/DIEU-2", "HB/DIEU-9"),
        Operation::Retire(Retire { unit_id: id_at(&rows, "HB/DIEU-5") }),
    ]);
    let at = |address_of: &str, as_of: &str| {
        let reading = told.read(Some(&id_at(&rows, address_of)), Some(0), Some(as_of));
        (reading.units[0].canonical_address.clone(), reading.units[0].body.clone().unwrap_or_default(), reading.last_change)
    };
    assert_eq!(at("HB/DIEU-1", BIRTH).1, "Mở đầu điều 1, rồi tiếp.\n");
    assert_eq!(at("HB/DIEU-1", &hour(1)).1, "Lời mới.\n");
    assert_eq!(at("HB/DIEU-2", &hour(1)).0, "HB/DIEU-2");
    assert_eq!(at("HB/DIEU-2", &hour(2)).0, "HB/DIEU-9");
    assert_eq!(at("HB/DIEU-2", &hour(2)).2.map(|change| change.operation_kind), Some("renumber".to_owned()));
    // What ended is left out of the document, and is read to its last text by whoever asks for it.
    assert_eq!(told.read(None, None, Some(&hour(2))).units.len(), 17);
    let now = told.read(None, None, None);
    assert_eq!(now.units.len(), 14);
    assert!(now.units.iter().all(|unit| !unit.canonical_address.starts_with("HB/DIEU-5")));
    let ended = told.read(Some(&id_at(&rows, "HB/DIEU-5")), None, None);
    assert_eq!((ended.units.len(), ended.units[0].lifecycle_status.as_str()), (1, "retired"));
    assert_eq!(ended.units[0].body.as_deref(), Some("Mở đầu điều 5, rồi tiếp.\n"));
}

#[test]
fn the_parts_of_a_split_are_read_below_what_was_split() {
    let rows = world::v2().rows;
    let id = id_at(&rows, "HB/DIEU-3-KHOAN-1");
    let text = "Khoản 1 của ";
    let parts = vec![
        cutter_pipeline::structure::Part { ends_at: text.len(), ..Default::default() },
        cutter_pipeline::structure::Part { ends_at: "Khoản 1 của điều 3 đây.\n".len(), ..Default::default() },
    ];
    let told = told(vec![Operation::Split(cutter_pipeline::structure::Split { unit_id: id.clone(), parts })]);
    let reading = told.read(Some("HB/DIEU-3"), None, None);
    let origin = reading.units.iter().find(|unit| unit.id == id).expect("the document goes on below it");
    assert_eq!((origin.lifecycle_status.as_str(), &origin.heading, &origin.body), ("retired", &None, &None));
    assert_eq!(reading.units.iter().filter(|unit| unit.parent_id.as_deref() == Some(id.as_str())).count(), 2);
    assert_eq!(reading.text_sha256, told.read(Some("HB/DIEU-3"), None, Some(BIRTH)).text_sha256, "byte for byte as before");
}

#[test]
fn what_was_not_there_yet_is_not_found() {
    let told = told(Vec::new());
    let request = |unit_id: &str, as_of: &str| ReadingRequest {
        known_at: None,
        unit_id: Some(unit_id.to_owned()),
        depth: None,
        as_of: Some(as_of.to_owned()),
    };
    let refusal = |unit_id: &str, as_of: &str| read(&told.facts(None), "[]", &request(unit_id, as_of)).unwrap_err().code;
    assert_eq!(refusal("HB/DIEU-1", "2019-12-31"), "UNIT_NOT_FOUND");
    assert_eq!(refusal("HB/DIEU-77", "2024-01-01"), "UNIT_NOT_FOUND");
    assert_eq!(refusal("HB/DIEU-1", "gestern"), "TIME_UNREADABLE");
    let broken = DocumentRows { units: "[{}]".to_owned(), ..told.facts(None) };
    assert_eq!(read(&broken, "[]", &request("HB/DIEU-1", "2024-01-01")).unwrap_err().code, "FACTS_UNREADABLE");
}

/// The source of the document, with a note on the heading of article 3, one after "Khoản 1" of its first clause, and one without a mark.
fn noted(told: &Told) -> String {
    let start = |address: &str, part: &str| {
        let span = told.rows.versions[&format!("{address} 1")].source_span.clone().expect("spans");
        usize::try_from(span[part][0][0].as_u64().expect("a byte")).expect("a byte")
    };
    let text = "1 Tên này\ncũ.\n[2] Khoản này mới.\n3 Không có dấu.\n";
    let span = |says: &str| text.find(says).map(|at| [at, at + says.len()]).expect("the note");
    let notes = json!([
        { "number": 1, "at": start("HB/DIEU-3", "body"), "spans": [span("1 Tên này\n"), span("cũ.\n")], "unit_local_id": "r8" },
        { "number": 2, "at": start("HB/DIEU-3-KHOAN-1", "body") + "Khoản 1".len(), "spans": [span("[2] Khoản này mới.\n")], "unit_local_id": "r9" },
        { "number": 3, "at": null, "spans": [span("3 Không có dấu.\n")], "unit_local_id": null },
    ]);
    let source = |sha256: String| json!({ "sha256": sha256, "notes": notes, "canonical_text": text });
    json!([source("1".repeat(64)), source("0".repeat(64))]).to_string()
}

fn notes_of<'r>(reading: &'r Reading, address: &str) -> &'r [UnitNote] {
    &reading.units.iter().find(|unit| unit.canonical_address == address).expect("the unit").notes
}

#[test]
fn notes_stand_beside_the_texts_that_carry_their_marks() {
    let mut plain = told(Vec::new());
    let clause = "HB/DIEU-3-KHOAN-1";
    // The mark was taken out of the clause: what stood before it and what stood after it are two spans.
    let version = plain.rows.versions.get_mut(&format!("{clause} 1")).expect("the version");
    let span = version.source_span.as_mut().expect("spans");
    let (start, end) = (span["body"][0][0].as_u64().expect("a byte"), span["body"][0][1].as_u64().expect("a byte"));
    let mark = start + "Khoản 1".len() as u64;
    span["body"] = json!([[start, mark], [mark + "[2]".len() as u64, end + "[2]".len() as u64]]);
    let whole = plain.read_with(&noted(&plain), None, None, None);
    assert_eq!(
        notes_of(&whole, "HB/DIEU-3"),
        [UnitNote { number: 1, part: NotePart::Heading, at: "HB/DIEU-3.\n".len(), text: "Tên này\ncũ.".to_owned() }]
    );
    assert_eq!(
        notes_of(&whole, clause),
        [UnitNote { number: 2, part: NotePart::Body, at: "Khoản 1".len(), text: "Khoản này mới.".to_owned() }]
    );
    assert_eq!(whole.units.iter().map(|unit| unit.notes.len()).sum::<usize>(), 2, "nobody else has one");
    assert_eq!(plain.read_with(&noted(&plain), Some(clause), Some(0), None).units[0].notes, notes_of(&whole, clause));
}

#[test]
fn a_note_goes_with_its_text_and_not_with_another_one() {
    let before = told(Vec::new());
    let substitute = |body: &str| {
        Operation::Substitute(Substitute {
            unit_id: id_at(&before.rows, "HB/DIEU-3"),
            heading: None,
            body: body.to_owned(),
            title: None,
            source: None,
            derived: false,
        })
    };
    let told = told(vec![renumbered(&before.rows, "HB/DIEU-3", "HB/DIEU-30"), substitute("Một câu khác.\n")]);
    let notes = noted(&before);
    assert_eq!(notes_of(&told.read_with(&notes, None, None, Some(&hour(1))), "HB/DIEU-30").len(), 1);
    assert_eq!(notes_of(&told.read_with(&notes, None, None, None), "HB/DIEU-30"), []);
    assert_eq!(notes_of(&told.read_with(&notes, None, None, Some(BIRTH)), "HB/DIEU-3").len(), 1);
}
