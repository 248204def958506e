//! What a text cites, in Akoma Ntoso: `ref` and `mref` around the words, which stay as they are.

use super::export_support::{Cut, Document};
use cutter_evidence::export::{export, CitedWork, ExportFacts, ExportFormat, ExportedCitation};

const TEXT: &str = "Điều 1. Phạm vi theo Điều 2\n\
    1. Đò chạy theo các điều 2 và 3 của Luật này,\n\ntrừ khi nghỉ.\n\
    2. Đò nghỉ theo Luật\nBến số 09/2031/QH18 và khoản 5 Điều 2 Luật Bến.\n\
    Điều 2. Giờ\n\
    Đò chạy ban ngày.\n\
    Điều 3. Giá\n\
    Miễn phí.\n";

/// The facts, with these words of a unit citing these.
fn facts(cut: &mut Cut, said: &[(&str, &str, &str, &str, Option<&str>)]) -> ExportFacts {
    let citation = |&(path, part, words, doc_code, address): &(&str, &str, &str, &str, Option<&str>)| {
        let version = cut.unit(path).version.clone().expect("a version");
        let text = match part {
            "heading" => version.content_profile["heading"].as_str().expect("a heading").to_owned(),
            _ => version.body.expect("a body"),
        };
        let starts = text.find(words).expect("those words");
        let ends = starts + words.len();
        let address = address.map(str::to_owned);
        ExportedCitation { version_id: version.id, part: part.to_owned(), starts, ends, doc_code: doc_code.to_owned(), address }
    };
    let citations = said.iter().map(citation).collect();
    let card = serde_json::to_string(&serde_json::json!({})).expect("JSON");
    let cited = vec![CitedWork { doc_code: "ben".to_owned(), prefix: "BEN-2031".to_owned(), profile: "vn-law".to_owned(), card }];
    ExportFacts { citations, cited, ..cut.facts(ExportFormat::Akn) }
}

#[test]
fn words_that_cite_lead_to_units_of_the_document_and_to_other_works() {
    let mut cut = Cut::of(TEXT, Some("vn-law"));
    let plain = Document::read(&cut.export(ExportFormat::Akn).text);
    let facts = facts(
        &mut cut,
        &[
            ("DIEU-1", "heading", "Điều 2", "mau", Some("MAU-2024/DIEU-2")),
            ("DIEU-1-KHOAN-1", "body", "các điều 2 và 3", "mau", Some("MAU-2024/DIEU-2")),
            ("DIEU-1-KHOAN-1", "body", "các điều 2 và 3", "mau", Some("MAU-2024/DIEU-3")),
            ("DIEU-1-KHOAN-2", "body", "Luật\nBến số 09/2031/QH18", "ben", None),
            ("DIEU-1-KHOAN-2", "body", "khoản 5 Điều 2 Luật Bến", "ben", Some("BEN-2031/DIEU-2-KHOAN-5")),
            // Leads nowhere: that unit is not in the text that is exported, that work is in no library.
            ("DIEU-2", "body", "ban ngày", "mau", Some("MAU-2024/DIEU-9")),
            ("DIEU-3", "body", "Miễn phí", "khac", None),
        ],
    );
    let xml = export(&facts).expect("an export").text;
    for said in [
        "<heading>Phạm vi theo <ref eId=\"art_1__ref_1\" href=\"#art_2\">Điều 2</ref></heading>",
        "<p>Đò chạy theo <mref eId=\"art_1__cl_1__mref_1\"><ref eId=\"art_1__cl_1__mref_1__ref_2\" href=\"#art_3\"/>\
         <ref eId=\"art_1__cl_1__mref_1__ref_1\" href=\"#art_2\">các điều 2 và 3</ref></mref> của Luật này,</p>",
        "<p>Đò nghỉ theo <ref eId=\"art_1__cl_2__ref_1\" href=\"/akn/vn/act/ben-2031\">Luật<eol/>Bến số 09/2031/QH18</ref> và \
         <ref eId=\"art_1__cl_2__ref_2\" href=\"/akn/vn/act/ben-2031\" cutter:address=\"BEN-2031/DIEU-2-KHOAN-5\">khoản 5 Điều 2 Luật Bến</ref>.</p>",
        "<p>Đò chạy ban ngày.</p>",
    ] {
        assert!(xml.contains(said), "{said}\n{xml}");
    }
    assert_eq!(xml.matches("<ref ").count(), 5);
    // The text is what it was.
    assert_eq!(Document::read(&xml).units, plain.units);
}

#[test]
fn a_place_that_does_not_fit_its_text_is_left_out() {
    let mut cut = Cut::of(TEXT, Some("vn-law"));
    let plain = cut.export(ExportFormat::Akn).text;
    let mut facts = facts(&mut cut, &[("DIEU-2", "body", "ban ngày", "mau", Some("MAU-2024/DIEU-1"))]);
    let (starts, ends) = (facts.citations[0].starts, facts.citations[0].ends);
    for (starts, ends) in [(starts, starts), (ends, starts), (starts, 9_999), (9_999, 10_001), (0, ends - 1), (2, 4)] {
        (facts.citations[0].starts, facts.citations[0].ends) = (starts, ends);
        let fits = cut
            .unit("DIEU-2")
            .version
            .as_ref()
            .and_then(|version| version.body.as_ref()?.get(starts..ends))
            .is_some_and(|it| !it.is_empty());
        assert_eq!(export(&facts).expect("an export").text.contains("<ref "), fits, "{starts}..{ends}");
    }
    facts.citations.clear();
    assert_eq!(export(&facts).expect("an export").text, plain);
}
