//! Exports say what the ledger says: every text comes back, every name is there once, what is unknown or left out is said.

use super::export_support::{Cut, Document, NOW};
use cutter_evidence::export::{export, ExportFormat, NotConsolidated, WorkNames};
use iu_text::digest::sha256_hex;
use serde_json::{json, Value};
use std::collections::BTreeSet;
use std::path::PathBuf;

const LAW: &str = "QUỐC HỘI\n\nLUẬT MẪU\n\nCăn cứ Hiến pháp;\n\nChương I\nQUY ĐỊNH CHUNG\n\nĐiều 1. Phạm vi & đối tượng\n\
Luật này có hai dòng,\ndòng hai <ở đây>.\n\nĐoạn sau.\n\n\nĐoạn sau nữa.\n\nĐiều 2. Giải thích\n\
1. Thứ nhất:\na) Điểm a;\nb) Điểm b.\n2. Thứ hai.\n\nChương II\nTHI HÀNH\n\nĐiều 3. Hiệu lực\nTừ ngày mai.\n";

const WHITE: [char; 3] = [' ', '\t', '\n'];

/// Every own text of the ledger comes back from the XML, in order, with its label and its title.
fn assert_comes_back(cut: &Cut) {
    let xml = cut.export(ExportFormat::Akn).text;
    let read = Document::read(&xml);
    assert_eq!(read.units.len(), cut.units.len());
    for (unit, live) in read.units.iter().zip(&cut.units) {
        let version = live.version.as_ref().expect("a version");
        let body = version.body.as_deref().unwrap_or_default();
        let address = &live.unit.canonical_address;
        assert_eq!(unit.text, body.trim_matches(WHITE), "{address}");
        assert_eq!(unit.num, version.content_profile["label"].as_str().unwrap(), "{address}");
        let title = version.title.as_deref().unwrap_or_default();
        assert_eq!(unit.heading, if title == unit.num { "" } else { title }, "{address}");
    }
    let names: BTreeSet<&str> = read.units.iter().map(|unit| unit.eid.as_str()).collect();
    assert_eq!(names.len(), read.units.len(), "each eId once");
    let units: Vec<_> = read.all("cutter:unit").collect();
    for (said, live) in units.iter().zip(&cut.units) {
        assert_eq!(said["address"], live.unit.canonical_address);
        assert_eq!(said["sha256"], live.version.as_ref().unwrap().content_hash);
        assert!(names.contains(said["href"].trim_start_matches('#')));
    }
    assert_eq!(read.all("cutter:anomaly").count(), cut.manifest.anomalies.len());
    assert_eq!(read.all("mapping").count(), cut.units.len());
}

#[test]
fn the_text_of_every_unit_comes_back() {
    assert_comes_back(&Cut::of(LAW, Some("vn-law")));
    let read = Document::read(&Cut::of(LAW, Some("vn-law")).export(ExportFormat::Akn).text);
    let names: Vec<_> = read.units.iter().map(|unit| unit.eid.as_str()).collect();
    assert_eq!(
        names,
        [
            "chp_1",
            "art_1",
            "art_2",
            "art_2__cl_1",
            "art_2__cl_1__point_a",
            "art_2__cl_1__point_b",
            "art_2__cl_2",
            "chp_2",
            "art_3"
        ]
    );
    assert!(read.around.contains("Căn cứ Hiến pháp;"), "{}", read.around);
}

#[test]
fn the_text_of_every_document_of_the_corpus_comes_back() {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    let corpus = std::env::var_os("CUTTER_SHARED").map_or_else(beside, PathBuf::from).join("corpus");
    if !corpus.is_dir() {
        println!("skipped: {} is not there", corpus.display());
        return;
    }
    let mut count = 0;
    for entry in std::fs::read_dir(&corpus).expect("the corpus can be listed") {
        let folder = entry.expect("an entry").path();
        let source = ["source.txt", "source.md"].map(|name| folder.join(name)).into_iter().find(|file| file.is_file());
        let Some(source) = source else { continue };
        let cut = Cut::of(&std::fs::read_to_string(&source).expect("a text"), None);
        assert_comes_back(&cut);
        count += 1;
    }
    assert!(count >= 20, "{count} documents");
}

#[test]
fn json_has_everything_exactly() {
    let cut = Cut::of(LAW, Some("vn-law"));
    let done = cut.export(ExportFormat::Json);
    assert_eq!((done.media_type.as_str(), done.file_name.as_str(), done.units), ("application/json", "MAU-2024.json", 9));
    let said: Value = serde_json::from_str(&done.text).unwrap();
    let mut bytes = 0;
    for unit in said["units"].as_array().unwrap() {
        let text = unit["text"].as_str().unwrap_or_default();
        assert_eq!(unit["content_hash"].as_str().unwrap(), sha256_hex(text.as_bytes()));
        bytes += text.len() + unit["heading"].as_str().unwrap().len();
    }
    for each in said["exclusions"].as_array().unwrap() {
        bytes += each["text"].as_str().unwrap().len();
    }
    assert_eq!(bytes, cut.manifest.source.bytes, "every byte of the source is in it once");
    assert_eq!(said["units"][3]["parent_address"], "MAU-2024/DIEU-2");
    assert_eq!(said["units"][3]["eid"], "art_2__cl_1");
    assert_eq!(
        said["work"],
        json!({ "country": "vn", "language": "vie", "date": null,
        "akn_work_iri": "/akn/vn/act/mau-2024", "akn_expression_iri": "/akn/vn/act/mau-2024/vie@2026-01-02" })
    );
    assert_eq!(done.text, cut.export(ExportFormat::Json).text, "the same bytes again");
}

#[test]
fn markdown_has_an_anchor_for_each_unit_and_no_mark_of_its_own_text() {
    let text = Cut::of(&LAW.replace("Đoạn sau.", "# *không* là dấu"), Some("vn-law")).export(ExportFormat::Markdown).text;
    for line in [
        "# Luật mẫu \\& \"thử\"",
        "## Chương I. QUY ĐỊNH CHUNG",
        "### Điều 2. Giải thích",
        "**1.** Thứ nhất:",
        "\\# \\*không\\* là dấu",
    ] {
        assert!(text.lines().any(|each| each == line), "{line}\n{text}");
    }
    assert_eq!(text.matches("<a id=\"MAU-2024/").count(), 9);
    assert!(text.contains("<a id=\"MAU-2024/DIEU-2-KHOAN-1-DIEM-B\"></a>"));
    let raw =
        Cut::of("# One\n\nText with *marks*.\n\n## Two\n\nMore.\n", Some("markdown-outline")).export(ExportFormat::Markdown).text;
    assert!(raw.contains("- Document: `mau`\n"), "{raw}");
    assert!(raw.contains("\nText with *marks*.\n"), "{raw}");
}

#[test]
fn characters_that_xml_cannot_hold_are_said_and_come_back() {
    let cut = Cut::of(&LAW.replace("Từ ngày mai.", "Từ\u{c}ngày\u{1b}[0m mai\u{fffe}."), Some("vn-law"));
    let xml = cut.export(ExportFormat::Akn).text;
    assert!(xml.contains("Từ<inline name=\"character\" class=\"U+000C\">\u{fffd}</inline>ngày"), "{xml}");
    assert!(!xml.contains(['\u{c}', '\u{1b}', '\u{fffe}']));
    assert_comes_back(&cut);
    let read = Document::read(&xml);
    assert_eq!(read.all("cutter:replacedCharacters").next().unwrap()["count"], "3");
}

#[test]
fn a_renumbered_unit_keeps_its_first_address_and_its_windows() {
    let mut cut = Cut::of(LAW, Some("vn-law"));
    let id = cut.unit("DIEU-3").unit.id.clone();
    cut.unit("DIEU-3").unit.canonical_address = "MAU-2024/DIEU-3A".to_owned();
    let row = |alias: &str, text: &str, kind: &str, until: Option<&str>| {
        json!({ "alias_id": alias, "target_unit_id": id, "alias_text": text, "alias_kind": kind,
            "valid_from": "2026-01-02T03:04:05Z", "valid_until": until })
    };
    let until = Some("2026-02-01T00:00:00Z");
    cut.facts.rows.aliases = json!([
        row("1", "MAU-2024/DIEU-3", "previous_canonical", until),
        row("2", "Luật 91/2015/QH13 Điều 3", "external_reference", None),
    ])
    .to_string();
    let read = Document::read(&cut.export(ExportFormat::Akn).text);
    let unit = read.units.last().unwrap();
    assert_eq!((unit.eid.as_str(), unit.wid.as_deref()), ("art_3a", Some("MAU-2024/DIEU-3")));
    assert!(read.units.iter().rev().skip(1).all(|unit| unit.wid.is_none()));
    let mappings: Vec<_> = read
        .all("mapping")
        .filter(|mapping| mapping["current"] == "#art_3a")
        .map(|mapping| {
            (mapping["original"].as_str(), mapping.get("start").map(String::as_str), mapping.get("end").map(String::as_str))
        })
        .collect();
    assert_eq!(
        mappings,
        [
            ("#MAU-2024/DIEU-3A", None, None),
            ("#MAU-2024/DIEU-3", Some("#eref_2"), Some("#eref_3")),
            ("#Lu%E1%BA%ADt%2091/2015/QH13%20%C4%90i%E1%BB%81u%203", Some("#eref_2"), None),
        ]
    );
    let events: Vec<_> = read.all("eventRef").map(|event| (event["eId"].as_str(), event["date"].as_str())).collect();
    assert_eq!(events, [("eref_1", NOW), ("eref_2", NOW), ("eref_3", "2026-02-01T00:00:00.000000Z")]);
    let said: Value = serde_json::from_str(&cut.export(ExportFormat::Json).text).unwrap();
    assert_eq!(said["units"][8]["first_address"], "MAU-2024/DIEU-3");
    assert_eq!(said["units"][8]["aliases"].as_array().unwrap().len(), 2);
}

#[test]
fn what_is_retired_is_told_and_what_stood_in_it_stays() {
    let mut cut = Cut::of(LAW, Some("vn-law"));
    cut.unit("DIEU-2-KHOAN-1").unit.lifecycle_status = "retired".to_owned();
    let read = Document::read(&cut.export(ExportFormat::Akn).text);
    assert_eq!(read.units.len(), 8);
    assert_eq!(read.units[3].eid, "art_2__point_1-diem-a", "its address names what it stood in");
    assert_eq!(read.all("cutter:retired").next().unwrap()["address"], "MAU-2024/DIEU-2-KHOAN-1");
    for each in &mut cut.units {
        each.unit.lifecycle_status = "retired".to_owned();
    }
    assert_eq!(export(&cut.facts(ExportFormat::Akn)).unwrap_err().code, "EXPORT_NOTHING_LIVE");
}

#[test]
fn units_that_stand_in_one_another_are_refused() {
    let mut cut = Cut::of(LAW, Some("vn-law"));
    let (one, two) = (cut.unit("DIEU-2-KHOAN-1").unit.id.clone(), cut.unit("DIEU-2-KHOAN-2").unit.id.clone());
    cut.unit("DIEU-2-KHOAN-1").unit.parent_id = Some(two);
    cut.unit("DIEU-2-KHOAN-2").unit.parent_id = Some(one);
    assert_eq!(export(&cut.facts(ExportFormat::Json)).unwrap_err().code, "EXPORT_UNITS_UNCONNECTED");
}

#[test]
fn what_the_document_says_of_itself_is_in_its_head() {
    let text =
        "CÔNG BÁO/Số 12 + 13/Ngày 05-01-2031\n\nCHÍNH PHỦ\n\nSố: 7/2030/NĐ-CP\nHà Nội, ngày 9 tháng 12 năm 2030\n\nNGHỊ ĐỊNH\n\
                Về bến nước & bờ\n\nCăn cứ Hiến pháp;\n\nĐiều 1. Phạm vi\nBến nước.\nĐiều 2. Hiệu lực\n\
                Nghị định này có hiệu lực từ ngày 01 tháng 02 năm 2031.\n\nTM. CHÍNH PHỦ\n\nLê Văn Bờ\n";
    let mut cut = Cut::of(text, Some("vn-law"));
    let read = Document::read(&cut.export(ExportFormat::Akn).text);
    let first = |name: &str, attribute: &str| read.all(name).next().map(|each| each[attribute].clone()).unwrap_or_default();
    assert_eq!((first("FRBRdate", "date"), first("FRBRdate", "name")), ("2030-12-09".into(), "adoption".into()));
    assert_eq!((first("FRBRnumber", "value"), first("FRBRauthor", "href")), ("7/2030/NĐ-CP".into(), "#issuer".into()));
    assert_eq!(first("FRBRuri", "value"), "/akn/vn/act/2030-12-09/mau-2024");
    assert_eq!((first("publication", "date"), first("publication", "number")), ("2031-01-05".into(), "12 + 13".into()));
    assert_eq!(first("cutter:inForce", "from"), "2031-02-01");
    assert_eq!((first("docType", "text"), first("docNumber", "text")), ("Nghị định".into(), "7/2030/NĐ-CP".into()));
    assert!(read.all("TLCOrganization").any(|each| each["eId"] == "issuer" && each["showAs"] == "Chính phủ"));
    assert_eq!(read.all("cutter:unknown").count(), 0);
    let said: Value = serde_json::from_str(&cut.export(ExportFormat::Json).text).unwrap();
    assert_eq!(said["card"]["number"]["value"], "7/2030/NĐ-CP");
    // What somebody says goes before it.
    cut.facts.names = WorkNames { date: Some("2030-12-10".into()), ..WorkNames::default() };
    let read = Document::read(&cut.export(ExportFormat::Akn).text);
    assert_eq!(read.all("FRBRdate").next().unwrap()["date"], "2030-12-10");
}

#[test]
fn acts_that_are_not_carried_out_are_named_in_every_form_and_nothing_is_said_where_there_are_none() {
    let mut cut = Cut::of(LAW, Some("vn-law"));
    let forms = [ExportFormat::Akn, ExportFormat::Json, ExportFormat::Markdown];
    for form in forms {
        let text = cut.export(form).text;
        assert!(!text.contains("otConsolidated") && !text.contains("not_consolidated") && !text.contains("Chưa hợp nhất"));
    }
    let act = NotConsolidated { doc_code: "9-2031".to_owned(), title: "Luật sửa đổi <Luật mẫu>".to_owned() };
    cut.facts.not_consolidated.push(act);
    let [xml, json, markdown] = forms.map(|form| cut.export(form).text);
    let read = Document::read(&xml);
    let said: Vec<_> = read.all("cutter:notConsolidated").collect();
    assert_eq!((said[0]["docCode"].as_str(), said[0]["title"].as_str()), ("9-2031", "Luật sửa đổi <Luật mẫu>"));
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["not_consolidated"], json!([{ "doc_code": "9-2031", "title": "Luật sửa đổi <Luật mẫu>" }]));
    assert!(markdown.contains("- Chưa hợp nhất: Luật sửa đổi \\<Luật mẫu\\> (`9-2031`)\n"), "{}", &markdown[..600]);
}

#[test]
fn what_nobody_said_of_the_work_is_said_to_be_unknown() {
    let mut cut = Cut::of("# One\n\nText.\n", Some("markdown-outline"));
    let read = Document::read(&cut.export(ExportFormat::Akn).text);
    let unknown: Vec<_> = read.all("cutter:unknown").map(|each| each["what"].as_str()).collect();
    assert_eq!(unknown, ["country", "language", "date", "author"]);
    assert_eq!(read.all("FRBRdate").next().unwrap()["name"], "registration");
    cut.facts.names = WorkNames { country: Some("vn".into()), language: Some("vie".into()), date: Some("2024-06-27".into()) };
    let read = Document::read(&cut.export(ExportFormat::Akn).text);
    assert_eq!(read.all("FRBRuri").next().unwrap()["value"], "/akn/vn/doc/2024-06-27/mau-2024");
    assert_eq!(read.all("FRBRdate").next().unwrap()["date"], "2024-06-27");
    let unknown: Vec<_> = read.all("cutter:unknown").map(|each| each["what"].as_str()).collect();
    assert_eq!(unknown, ["author"]);
    for (names, code) in [
        (WorkNames { country: Some("VN".into()), ..WorkNames::default() }, "EXPORT_COUNTRY_INVALID"),
        (WorkNames { language: Some("vi".into()), ..WorkNames::default() }, "EXPORT_LANGUAGE_INVALID"),
        (WorkNames { date: Some("2024-02-31".into()), ..WorkNames::default() }, "EXPORT_DATE_INVALID"),
        (WorkNames { date: Some("\" x=\"".into()), ..WorkNames::default() }, "EXPORT_DATE_INVALID"),
    ] {
        cut.facts.names = names;
        assert_eq!(export(&cut.facts(ExportFormat::Akn)).unwrap_err().code, code);
    }
}
