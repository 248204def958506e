//! Correction: a cut is read as if it had been recorded right, from then on; who asks what was known before still reads the mistake.

use cutter_model::change_set::Authorship;
use cutter_model::live::UnitRow;
use cutter_model::refusal::Refusal;
use cutter_pipeline::first_cut::mark::{mark, DocumentFacts, MarkFacts};
use cutter_pipeline::first_cut::plan::planned_units;
use cutter_pipeline::operation::correction::{correct, CorrectFacts};
use cutter_pipeline::operation::mark::ProposeOutcome;
use cutter_pipeline::structure::{
    plan, Document, Later, Moment, NewAddress, Operation, Recorded, Renumber, Retire, Rows, Substitute, TakenUp, TouchedThen,
    Undertaking,
};
use iu_address::Day;
use iu_text::canon::canonicalise;
use iu_text::digest::sha256_hex_of;
use iu_text::manifest::{Enactment, Manifest, ScopePolicy, Stored};
use serde_json::json;

use super::ledger::day;
use super::past::record;
use super::world::{by, hour, id_at, perform_request, request, Done};

const TYPES: [&str; 6] = ["chapter", "article", "clause", "point", "section", "preamble"];
const SINCE: &str = "2020-07-01";

fn facts(text: &str, leaf: Option<&str>) -> MarkFacts {
    let text = canonicalise(text.as_bytes()).expect("is a text");
    MarkFacts {
        document: DocumentFacts {
            id: "document".to_owned(),
            title: "Quy chế".to_owned(),
            doc_code: "KHO".to_owned(),
            prefix: "KHO".to_owned(),
            profile: Some("vn-law".to_owned()),
            source_sha256: text.sha256().to_owned(),
        },
        canonical_text: text.as_str().to_owned(),
        profile: None,
        custom_profile: None,
        card: String::new(),
        leaf: leaf.map(str::to_owned),
        scope: ScopePolicy::default(),
        enact: None,
        earlier_entries: Vec::new(),
        actor: "person-1".to_owned(),
        now: hour(9),
    }
}

/// A law that was cut, and what happened to it since.
struct Law {
    rows: Rows,
    cut: TakenUp,
    later: Vec<Later>,
    recorded: Vec<Recorded>,
    step: usize,
}

impl Law {
    /// Cut from `text`, as law since [`SINCE`].
    fn of(text: &str, leaf: Option<&str>) -> Self {
        let mut facts = facts(text, leaf);
        facts.enact =
            Some(Enactment { in_force_from: day(SINCE), evidence: "Its closing provision.".to_owned(), units: Vec::new() });
        let manifest = Manifest::from_stored(&mark(&facts).expect("is marked").manifest_text).expect("is a manifest");
        let now = hour(0);
        let by =
            Authorship { entry_id: "entry-0", change_set_id: "change-0", document_id: "document", actor: "person-0", now: &now };
        let mut rows = Rows::default();
        let mut touched = Vec::new();
        for live in planned_units(&manifest, &facts.canonical_text, by).expect("is planned") {
            touched.push(TouchedThen { target_row_id: live.unit.id.clone(), before: None, after: Some(json!(live)) });
            rows.versions.extend(live.version.map(|version| (version.id.clone(), version)));
            rows.units.insert(live.unit.id.clone(), live.unit);
        }
        let on_record = |row: &TouchedThen| Recorded { applied_at: hour(0), effective_on: Some(day(SINCE)), row: row.clone() };
        let recorded = touched.iter().map(on_record).collect();
        let cut = TakenUp {
            change_set_id: "change-0".to_owned(),
            operation_kind: "first_cut".to_owned(),
            status: "verified".to_owned(),
            effective_on: Some(day(SINCE)),
            withdrawn_by: None,
            rows: touched,
            corrections: Vec::new(),
            links: Vec::new(),
        };
        Self { rows, cut, later: Vec::new(), recorded, step: 0 }
    }

    fn document(&self, later: Vec<Later>) -> Document {
        let active_section_types = TYPES.map(str::to_owned).to_vec();
        Document { rows: self.rows.clone(), active_section_types, later, taken_up: Some(self.cut.clone()), ..Document::default() }
    }

    fn take(&mut self, done: &Done, on: Day) {
        let (by, rows) = (by(self.step), record(&done.plan.change, &hour(self.step)));
        let touched: Vec<TouchedThen> = rows.iter().map(|each| each.row.clone()).collect();
        match done.manifest.operation_kind.as_str() {
            "correct" => self.cut.corrections.extend(touched),
            kind => self.later.push(Later {
                change_set_id: by.change_set_id.to_owned(),
                entry_id: by.entry_id.to_owned(),
                actor: by.actor.to_owned(),
                applied_at: by.now.to_owned(),
                request: Some(done.manifest.request.clone()),
                operation_kind: kind.to_owned(),
                effective_on: on,
                rows: touched,
            }),
        }
        self.recorded.extend(rows.into_iter().map(|row| Recorded { effective_on: Some(on), ..row }));
        self.rows = done.after.clone();
    }

    fn then(&mut self, operation: Operation, on: &str) -> Result<(), Refusal> {
        self.step += 1;
        let later = self.later.iter().filter(|later| day(on) < later.effective_on).cloned().collect();
        let asked = cutter_pipeline::structure::Request { effective_on: Some(day(on)), ..request(operation) };
        let done = perform_request(&self.document(later), &asked, self.step)?;
        self.take(&done, day(on));
        Ok(())
    }

    /// What would be proposed to correct the cut by `text`.
    fn proposed(&self, text: &str) -> Result<ProposeOutcome, Refusal> {
        let rows = json!({
            "now": hour(self.step + 1),
            "units": self.rows.units.values().collect::<Vec<_>>(),
            "versions": self.rows.versions.values().collect::<Vec<_>>(),
            "aliases": self.rows.aliases.values().collect::<Vec<_>>(),
            "links": [], "open": [], "ever_used": [], "unverified": [],
            "later": self.later,
            "taken_up": self.cut,
        });
        let facts = CorrectFacts {
            text: facts(text, None),
            change_set_id: self.cut.change_set_id.clone(),
            document_rows: rows.to_string(),
            active_section_types: TYPES.map(str::to_owned).to_vec(),
            rationale: "It was cut wrongly.".to_owned(),
            preview: None,
            earlier_entries: Vec::new(),
        };
        correct(&facts, &sha256_hex_of)
    }

    /// Carries it out.
    fn corrected(&mut self, text: &str) -> Result<ProposeOutcome, Refusal> {
        let proposed = self.proposed(text)?;
        self.step += 1;
        let document = self.document(self.later.clone());
        let plan = plan(&document, &proposed.manifest, by(self.step))?;
        let after = plan.change.apply(&document.rows)?;
        self.take(&Done { manifest: proposed.manifest.clone(), plan, after }, day(SINCE));
        Ok(proposed)
    }

    fn at(&self, as_of: &str, known_at: Option<&str>) -> Rows {
        self.rows.at(&self.recorded, Moment::read(Some(as_of), known_at).expect("times")).expect("all is on record")
    }

    fn id(&self, path: &str) -> String {
        id_at(&self.rows, &format!("KHO/{path}"))
    }
}

/// Paths with own texts, in order.
fn read(rows: &Rows) -> Vec<(String, String)> {
    let path = |unit: &UnitRow| unit.canonical_address.trim_start_matches("KHO/").to_owned();
    let text = |unit: &UnitRow| rows.newest(&unit.id).map(|version| <[&str; 2]>::from(version.texts()).concat());
    rows.in_order().into_iter().map(|unit| (path(unit), text(unit).unwrap_or_default())).collect()
}

fn paths(rows: &Rows) -> Vec<String> {
    read(rows).into_iter().map(|(path, _)| path).collect()
}

fn code<T>(result: Result<T, Refusal>) -> (String, String) {
    result.map_or_else(|refusal| (refusal.code, refusal.message), |_| ("accepted".to_owned(), String::new()))
}

const RIGHT: &str = "QUY CHẾ\n\nĐiều 1. Phạm vi\nQuy chế này nói về kho.\nĐiều 2. Người giữ kho\n1. Người giữ kho có chìa khóa.\n2. Người giữ kho ghi sổ.\nĐiều 3. Giờ mở cửa\nKho mở từ bảy giờ.\nĐiều 4. Đóng cửa\nKho đóng lúc năm giờ.\n";

fn right() -> String {
    RIGHT.to_owned()
}

#[test]
fn what_was_right_keeps_identity_and_address_and_what_was_missed_is_there_from_the_day_of_the_cut() {
    // Clauses were not cut: each article has them in its own text.
    let mut law = Law::of(&right(), Some("dieu"));
    let before = law.rows.clone();
    assert_eq!(paths(&before), ["DIEU-1", "DIEU-2", "DIEU-3", "DIEU-4"]);
    let proposed = law.corrected(&right()).expect("is corrected");
    assert_eq!(proposed.manifest.operation_kind, "correct");
    assert_eq!(proposed.manifest.request.effective_on, Some(day(SINCE)), "it is of the day of the cut");
    assert_eq!(paths(&law.rows), ["DIEU-1", "DIEU-2", "DIEU-2-KHOAN-1", "DIEU-2-KHOAN-2", "DIEU-3", "DIEU-4"]);
    for path in ["DIEU-1", "DIEU-3", "DIEU-4"] {
        let of = |rows: &Rows| rows.newest(&id_at(rows, &format!("KHO/{path}"))).cloned();
        assert_eq!(of(&law.rows), of(&before), "{path} is as it was, to the row");
    }
    let [article, clause] = ["DIEU-2", "DIEU-2-KHOAN-1"].map(|path| law.rows.units[&law.id(path)].clone());
    assert_eq!(article.id, id_at(&before, "KHO/DIEU-2"), "the article is the same unit");
    assert_eq!(
        (clause.parent_id.as_deref(), clause.in_force_from, clause.born_on),
        (Some(&*article.id), Some(day(SINCE)), Some(day(SINCE)))
    );
    assert_eq!(clause.authority.as_deref(), Some("enacted"), "what the cut missed is law like the rest of it");
    assert!(law.rows.aliases.is_empty(), "and no citation leads elsewhere");
    assert_eq!(proposed.texts.before.iter().map(|unit| unit.address.as_str()).collect::<Vec<_>>(), ["KHO/DIEU-2"]);

    // As if it had been recorded so, on every day; and who asks what was known before still reads the mistake.
    assert_eq!(read(&law.at("2021-01-01", None)), read(&law.rows));
    assert_eq!(read(&law.at("2021-01-01", Some(&hour(0)))), read(&before));
    let again = code(law.proposed(&right()));
    assert_eq!(again.0, "NOTHING_TO_CORRECT", "{}", again.1);
}

#[test]
fn a_swallowed_article_comes_back_and_a_wrong_holder_gives_its_address_up() {
    // Article 3 lost its number, so 2 swallowed it; and a quoted Điều 4 was taken for the law's own.
    let wrong = "QUY CHẾ\n\nĐiều 1. Phạm vi\nQuy chế này nói về kho.\nĐiều 2. Người giữ kho\nNgười giữ kho có chìa khóa.\nGiờ mở cửa\nKho mở từ bảy giờ sáng.\nĐiều 4. Trang phục\nNhân viên mặc áo xanh theo mẫu của bộ.\n";
    let right = "QUY CHẾ\n\nĐiều 1. Phạm vi\nQuy chế này nói về kho.\nĐiều 2. Người giữ kho\nNgười giữ kho có chìa khóa.\nĐiều 3. Giờ mở cửa\nKho mở từ bảy giờ sáng.\nĐiều 4. Đóng cửa\nKho đóng lúc năm giờ chiều.\n";
    let mut law = Law::of(wrong, None);
    let [two, four] = ["DIEU-2", "DIEU-4"].map(|path| law.id(path));
    let before = law.rows.clone();
    law.corrected(right).expect("is corrected");
    assert_eq!(paths(&law.rows), ["DIEU-1", "DIEU-2", "DIEU-3", "DIEU-4"]);
    assert_eq!(law.id("DIEU-2"), two, "its first words tell that it is the same");
    assert_ne!(law.id("DIEU-4"), four, "the address is held by the right unit");
    assert!(!law.rows.units.contains_key(&four));
    assert_eq!(read(&law.at("2021-01-01", Some(&hour(0)))), read(&before));
    assert_eq!(law.rows.in_order().iter().map(|unit| unit.sort_order).collect::<Vec<_>>(), [1, 2, 3, 4]);

    // It may itself be corrected: here back to what it was.
    law.corrected(wrong).expect("corrections add up");
    assert_eq!(read(&law.rows), read(&before));
}

#[test]
fn a_unit_that_was_misnumbered_takes_its_address_along_and_leaves_no_alias() {
    let wrong = right().replace("Điều 4.", "Điều 40.");
    let mut law = Law::of(&wrong, None);
    let forty = law.id("DIEU-40");
    let proposed = law.corrected(&right()).expect("is corrected");
    assert_eq!((law.id("DIEU-4"), law.rows.aliases.len()), (forty, 0));
    assert!(proposed.manifest.citations.iter().all(|citation| citation.addresses.is_empty()), "the wrong number is free");
}

fn substitute(law: &Law, path: &str, body: &str) -> Operation {
    Operation::Substitute(Substitute { unit_id: law.id(path), heading: None, body: body.to_owned(), title: None, source: None })
}

#[test]
fn what_came_later_stays_on_top_where_it_touched_something_else() {
    let mut law = Law::of(&right(), Some("dieu"));
    law.then(substitute(&law, "DIEU-1", "Quy chế này nói về mọi kho.\n"), "2021-01-01").expect("fits");
    let change = NewAddress { unit_id: law.id("DIEU-4"), address: "KHO/DIEU-5".to_owned(), label: None };
    law.then(Operation::Renumber(Renumber { changes: vec![change] }), "2022-01-01").expect("fits");
    law.then(Operation::Retire(Retire { unit_id: law.id("DIEU-3") }), "2023-01-01").expect("fits");
    let known = hour(law.step);
    let before = law.rows.clone();
    law.corrected(&right()).expect("nothing rests on what it corrects");
    assert_eq!(paths(&law.at("2020-12-31", None)), ["DIEU-1", "DIEU-2", "DIEU-2-KHOAN-1", "DIEU-2-KHOAN-2", "DIEU-3", "DIEU-4"]);
    assert_eq!(paths(&law.rows), ["DIEU-1", "DIEU-2", "DIEU-2-KHOAN-1", "DIEU-2-KHOAN-2", "DIEU-3", "DIEU-5"]);
    assert_eq!(read(&law.at("2024-01-01", Some(&known))), read(&before));
    let text =
        |as_of: &str| law.at(as_of, None).newest(&law.id("DIEU-1")).and_then(|version| version.body.clone()).unwrap_or_default();
    assert_eq!([text("2020-12-31"), text("2021-01-01")], ["Quy chế này nói về kho.\n", "Quy chế này nói về mọi kho.\n"]);
}

#[test]
fn a_text_that_ended_later_is_corrected_for_the_days_on_which_it_stood() {
    let wrong = right().replace("bảy giờ", "bẩy giờ");
    let mut law = Law::of(&wrong, None);
    law.then(Operation::Retire(Retire { unit_id: law.id("DIEU-3") }), "2023-01-01").expect("fits");
    law.corrected(&right()).expect("a repeal needs no text");
    let three = law.id("DIEU-3");
    let then = law.at("2022-01-01", None);
    let version = then.newest(&three).expect("has a text");
    assert_eq!(
        (version.body.as_deref(), version.retired_at.as_deref(), version.in_force_until),
        (Some("Kho mở từ bảy giờ.\n"), None, None)
    );
    let now = law.rows.newest(&three).expect("has a text");
    assert_eq!((now.in_force_until, now.lifecycle_status.as_str()), (Some(day("2023-01-01")), "retired"));
}

#[test]
fn what_rests_on_what_is_wrong_is_named() {
    let wrong = right().replace("bảy giờ", "bẩy giờ");
    // A text that may have been made from the wrong one.
    let mut law = Law::of(&wrong, None);
    law.then(substitute(&law, "DIEU-3", "Kho mở từ bẩy giờ sáng.\n"), "2021-01-01").expect("fits");
    let (refused, message) = code(law.proposed(&right()));
    assert_eq!(refused, "EFFECTIVE_CONFLICT");
    assert!(message.starts_with("It cannot be corrected: substitute of 2021-01-01 (change-1) rests on it"), "{message}");
    // A unit that goes, and had another text since.
    let mut law = Law::of(&format!("{}Điều 5. Thừa\nĐiều này không có trong luật.\n", right()), None);
    law.then(substitute(&law, "DIEU-5", "Chữ khác.\n"), "2021-01-01").expect("fits");
    assert_eq!(code(law.proposed(&right())).0, "EFFECTIVE_CONFLICT");
    // Below which something came.
    let mut law = Law::of(&format!("{}Điều 5. Thừa\nĐiều này không có trong luật.\n", right()), None);
    let insert = cutter_pipeline::structure::Insert {
        address: "KHO/DIEU-5-KHOAN-1".to_owned(),
        parent_id: Some(law.id("DIEU-5")),
        after: None,
        section_type: "clause".to_owned(),
        label: "1.".to_owned(),
        title: String::new(),
        heading: "1. ".to_owned(),
        body: "Chen vào.\n".to_owned(),
        source: None,
        enact: true,
    };
    law.then(Operation::Insert(insert), "2021-01-01").expect("fits");
    assert_eq!(code(law.proposed(&right())).0, "EFFECTIVE_CONFLICT");
}

#[test]
fn what_is_not_corrected_says_why() {
    let mut law = Law::of(&right(), Some("dieu"));
    for (kind, status) in [("substitute", "verified"), ("attest", "verified"), ("first_cut", "applied"), ("first_cut", "failed")]
    {
        law.cut = TakenUp { operation_kind: kind.to_owned(), status: status.to_owned(), ..law.cut.clone() };
        assert_eq!(code(law.proposed(&right())).0, "NOT_CORRECTABLE", "{kind} {status}");
    }
    law.cut = TakenUp {
        operation_kind: "first_cut".to_owned(),
        status: "verified".to_owned(),
        withdrawn_by: Some("change-7".to_owned()),
        ..law.cut
    };
    assert_eq!(code(law.proposed(&right())).0, "ALREADY_WITHDRAWN");
    law.cut.withdrawn_by = None;
    let manifest = law.proposed(&right()).expect("is proposed").manifest;
    let mut dated = manifest.request.clone();
    dated.effective_on = Some(day("2024-01-01"));
    let document = law.document(Vec::new());
    assert_eq!(code(perform_request(&document, &dated, 1)).0, "CORRECTION_HAS_NO_DAY");
    // A unit of another change is none of the cut's.
    let mut strange = manifest.request.clone();
    if let Undertaking::Correct(asked) = &mut strange.operation {
        asked.withdrawn.push("somebody else's".to_owned());
    }
    assert_eq!(code(perform_request(&document, &strange, 1)).0, "NO_SUCH_UNIT");
    // What was withdrawn between the proposal and the cut is corrected by nobody.
    let withdrawn = TakenUp { withdrawn_by: Some("change-7".to_owned()), ..law.cut.clone() };
    let document = Document { taken_up: Some(withdrawn), ..document };
    assert_eq!(code(plan(&document, &manifest, by(2))).0, "ALREADY_WITHDRAWN");
}
