//! Documents of our own that cite each other: what is read of them, and which unit each citation means.

use cutter_citing::{
    asked_documents, asked_texts, cited_units, read, settle, targets_of, typed, Child, Cited, CitedUnit, CitingFacts, Concerns,
    KnownDocument, SettleOutcome, SettleRequest, Settled,
};
use cutter_pipeline::structure::DocumentRows;
use iu_address::alias::ResolveFacts;
use serde_json::{json, Value};

const THEN: &str = "2030-01-01T00:00:00.000000Z";

/// A unit: path, level, section type, label, text.
type Written<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str);

/// The rows of a document whose units are told in order; a path below another is its child.
fn rows(code: &str, units: &[Written<'_>]) -> DocumentRows {
    let parent = |path: &str| {
        let above = units.iter().filter(|unit| path.strip_prefix(unit.0).is_some_and(|rest| rest.starts_with('-')));
        above.max_by_key(|unit| unit.0.len()).map(|unit| format!("{code}:{}", unit.0))
    };
    let unit = |(at, (path, _, kind, label, _)): (usize, &Written<'_>)| {
        json!({
            "id": format!("{code}:{path}"), "canonical_address": format!("{code}/{path}"), "doc_code": code, "section_type": kind,
            "section_code": path, "parent_id": parent(path), "sort_order": at, "tier": "tier-0", "lifecycle_status": "active", "owner_ref": "o",
            "identity_profile": { "label": label, "title": label }, "created_at": THEN, "updated_at": THEN, "authority": "enacted",
            "canonical_address_format_version": "canonical-address-v2"
        })
    };
    let version = |(path, level, _, label, text): &Written<'_>| {
        json!({
            "id": format!("{code}:{path}:1"), "unit_id": format!("{code}:{path}"), "version_seq": 1, "title": label, "body": text,
            "body_handling": "own_body", "content_hash": "", "lifecycle_status": "active", "review_state": "approved",
            "content_profile": { "heading": format!("{label}. "), "label": label, "level": level }, "source_document_id": null,
            "source_sha256": null, "source_span": null, "change_set_id": null, "created_by": "o", "created_at": THEN, "updated_at": THEN,
            "enacted_at": THEN, "superseded_at": null, "retired_at": null
        })
    };
    let units_json: Vec<Value> = units.iter().enumerate().map(unit).collect();
    let versions: Vec<Value> = units.iter().map(version).collect();
    DocumentRows {
        units: json!(units_json).to_string(),
        versions: json!(versions).to_string(),
        aliases: "[]".to_owned(),
        record: "[]".to_owned(),
        changes: Vec::new(),
    }
}

/// What is read of it: version, words and targets of each, one line each.
fn cites(code: &str, units: &[Written<'_>], unread: &[&str]) -> Vec<String> {
    let facts = CitingFacts {
        doc_code: code.to_owned(),
        profile: "vn-law".to_owned(),
        card: String::new(),
        unread: unread.iter().map(|path| format!("{code}:{path}:1")).collect(),
        as_of: None,
    };
    let found = read(&rows(code, units), &facts).expect("it is read");
    let rows: Vec<Value> = serde_json::from_str(&found.rows).expect("rows");
    assert_eq!(rows.len(), found.count);
    let line = |row: &Value| {
        let targets: Vec<&str> = row["targets"].as_array().expect("targets").iter().filter_map(Value::as_str).collect();
        format!(
            "{} | {} | {}",
            row["version_id"].as_str().unwrap_or_default(),
            row["words"].as_str().unwrap_or_default(),
            targets.join(" ")
        )
    };
    rows.iter().map(line).collect()
}

const DECREE: [Written<'static>; 11] = [
    ("DIEU-1", "dieu", "article", "Điều 1", "Ban hành kèm theo Nghị định này Quy chế về kho lưu trữ.\n"),
    ("DIEU-2", "dieu", "article", "Điều 2", "Việc nộp hồ sơ theo khoản 2 Điều 12 Luật Thủy văn số 09/2031/QH18.\n"),
    ("DIEU-2-KHOAN-1", "khoan", "clause", "1", "Hồ sơ tại khoản 2 Điều này và điểm a khoản 2 Điều này.\n"),
    ("DIEU-2-KHOAN-2", "khoan", "clause", "2", "Hồ sơ khác.\n"),
    ("QUYCHE", "van_ban_kem_theo", "attached_document", "QUY CHẾ", "Về kho lưu trữ.\n"),
    ("QUYCHE-DIEU-1", "dieu", "article", "Điều 1", "Kho mở cửa theo Điều 2. Người khác làm theo Điều 2 Nghị định này.\n"),
    ("QUYCHE-DIEU-2", "dieu", "article", "Điều 2", "Người giữ kho làm theo Điều 9.\n"),
    ("QUYCHE-DIEU-3", "dieu", "article", "Điều 3", "Theo Điều 1 Quy chế này. Theo Mẫu số 04 ban hành kèm theo Nghị định này. Theo các Phụ lục ban hành kèm theo Nghị định này.\n"),
    ("PL-1", "phu_luc", "appendix", "PHỤ LỤC I", "Danh mục kho.\n"),
    ("PL-2", "phu_luc", "appendix", "PHỤ LỤC II", "Các mẫu.\n"),
    ("PL-2-MAU-4", "mau", "form", "Mẫu số 04", "Ghi theo Mẫu này.\n"),
];

#[test]
fn what_a_text_cites_is_looked_up_where_it_stands() {
    let all: Vec<&str> = DECREE.iter().map(|unit| unit.0).collect();
    let found = cites("ND-1", &DECREE, &all);
    let expected = [
        "ND-1:DIEU-1:1 | Nghị định này | =ND-1#",
        "ND-1:DIEU-2:1 | khoản 2 Điều 12 Luật Thủy văn số 09/2031/QH18 | 09/2031/qh18#DIEU-12-KHOAN-2 09/2031/qh18#DIEU-12 09/2031/qh18#",
        "ND-1:DIEU-2-KHOAN-1:1 | khoản 2 Điều này | =ND-1#DIEU-2-KHOAN-2 =ND-1#DIEU-2",
        "ND-1:DIEU-2-KHOAN-1:1 | điểm a khoản 2 Điều này | =ND-1#DIEU-2-KHOAN-2-DIEM-A =ND-1#DIEU-2-KHOAN-2 =ND-1#DIEU-2",
        // The regulation has an Article 2 of its own; the decree's is named with its kind.
        "ND-1:QUYCHE-DIEU-1:1 | Điều 2 | =ND-1#QUYCHE-DIEU-2",
        "ND-1:QUYCHE-DIEU-1:1 | Điều 2 Nghị định này | =ND-1#DIEU-2",
        "ND-1:QUYCHE-DIEU-2:1 | Điều 9 | =ND-1#DIEU-9",
        "ND-1:QUYCHE-DIEU-3:1 | Điều 1 Quy chế này | =ND-1#QUYCHE-DIEU-1",
        // Forms are numbered through the document; of several annexes one without a number is none in particular.
        "ND-1:QUYCHE-DIEU-3:1 | Mẫu số 04 ban hành kèm theo Nghị định này | =ND-1#PL-2-MAU-4",
        "ND-1:QUYCHE-DIEU-3:1 | các Phụ lục ban hành kèm theo Nghị định này | =ND-1#",
        "ND-1:PL-2-MAU-4:1 | Mẫu này | =ND-1#PL-2-MAU-4 =ND-1#PL-2",
    ];
    assert_eq!(found, expected, "{found:#?}");
}

#[test]
fn only_what_was_not_read_is_read_and_each_of_it_where_it_stands() {
    let found = cites("ND-1", &DECREE, &["DIEU-2-KHOAN-1"]);
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found.iter().all(|line| line.starts_with("ND-1:DIEU-2-KHOAN-1:1")));
    assert!(cites("ND-1", &DECREE, &[]).is_empty());
}

/// A unit as resolution knows it.
fn unit(address: &str, retired_at: Option<&str>) -> Value {
    json!({
        "id": format!("id of {address}"), "canonical_address": address, "born_at": "2031-01-01T00:00:00Z", "held_since": null,
        "lifecycle_status": if retired_at.is_some() { "retired" } else { "active" }, "retired_at": retired_at, "retired_by": null, "render_order": 1
    })
}

fn alias(text: &str, to: &str, kind: &str, from: &str, until: Option<&str>) -> Value {
    json!({
        "alias_id": format!("{text}>{to}"), "target_unit_id": format!("id of {to}"), "alias_text": text, "alias_kind": kind, "valid_from": from,
        "valid_until": until, "created_by": "o", "rationale": "r", "scenario_ref": null
    })
}

fn library() -> ResolveFacts {
    let units = [
        unit("L/DIEU-1", None),
        unit("L/DIEU-2", None),
        unit("L/DIEU-2-KHOAN-1", None),
        unit("L/DIEU-4", Some("2033-01-01T00:00:00Z")),
        unit("L/DIEU-4A", None),
        unit("L/DIEU-7", Some("2033-01-01T00:00:00Z")),
        unit("M/DIEU-1", None),
    ];
    // Until 2032 Article 2 was Article 3.
    let aliases = [
        alias("L/DIEU-3", "L/DIEU-2", "previous_canonical", "2031-01-01T00:00:00Z", Some("2032-01-01T00:00:00Z")),
        alias("L/DIEU-4", "L/DIEU-4A", "redirect", "2033-01-01T00:00:00Z", None),
    ];
    serde_json::from_value(json!({ "units": units, "aliases": aliases, "candidates": [] })).expect("facts")
}

fn asked(targets: &[&str], since: Option<&str>) -> SettleRequest {
    let known = |key: Option<&str>, code: &str| KnownDocument {
        key: key.map(str::to_owned),
        doc_code: code.to_owned(),
        prefix: code.to_owned(),
    };
    SettleRequest {
        citations: vec![Cited {
            targets: targets.iter().map(|target| (*target).to_owned()).collect(),
            since: since.map(str::to_owned),
            accepted: None,
        }],
        documents: vec![
            known(Some("7/2031/qh18"), "L"),
            known(Some("luật kho"), "L"),
            known(Some("luật kho"), "M"),
            known(None, "L"),
        ],
        as_of: "2034-01-01".to_owned(),
    }
}

fn told(targets: &[&str], since: Option<&str>) -> Settled {
    let children = [Child { parent_id: "id of L/DIEU-2".to_owned(), section_code: "DIEU-2-KHOAN-1".to_owned() }];
    settle(&asked(targets, since), &library(), &children).expect("times are read").remove(0)
}

#[test]
fn a_citation_means_the_unit_of_the_day_of_its_text_and_tells_what_became_of_it() {
    use SettleOutcome::{Ambiguous, DocumentUnknown, Ended, ProvisionUnknown, Resolved};
    for (targets, since, outcome, means, answers) in [
        (&["7/2031/qh18#DIEU-1", "7/2031/qh18#"][..], None, Resolved, Some("id of L/DIEU-1"), &["L/DIEU-1"][..]),
        // Article 3 of then is Article 2 of today.
        (&["=L#DIEU-3"], Some("2031-06-01"), Resolved, Some("id of L/DIEU-2"), &["L/DIEU-2"]),
        (&["=L#DIEU-3"], Some("2033-06-01"), ProvisionUnknown, None, &[]),
        // A text that was law before anything of the library was recorded means what is there.
        (&["=L#DIEU-1"], Some("2020-01-01"), Resolved, Some("id of L/DIEU-1"), &["L/DIEU-1"]),
        (&["=L#DIEU-4"], Some("2031-06-01"), Ended, Some("id of L/DIEU-4"), &["L/DIEU-4A"]),
        (&["=L#DIEU-7"], Some("2031-06-01"), Ended, Some("id of L/DIEU-7"), &[]),
        // Not cut deeper than its articles, and cut deeper.
        (&["=L#DIEU-1-KHOAN-5", "=L#DIEU-1"], None, Resolved, Some("id of L/DIEU-1"), &["L/DIEU-1"]),
        (&["=L#DIEU-2-KHOAN-5", "=L#DIEU-2"], None, ProvisionUnknown, None, &[]),
        (
            &["=L#DIEU-2-KHOAN-1-DIEM-A", "=L#DIEU-2-KHOAN-1", "=L#DIEU-2"],
            None,
            Resolved,
            Some("id of L/DIEU-2-KHOAN-1"),
            &["L/DIEU-2-KHOAN-1"],
        ),
        (&["7/2031/qh18#"], None, Resolved, None, &[]),
        (&["8/2031/qh18#DIEU-1", "8/2031/qh18#"], None, DocumentUnknown, None, &[]),
        (&["luật kho#DIEU-1", "luật kho#"], None, Ambiguous, None, &[]),
        (&["=L#DIEU-99"], None, ProvisionUnknown, None, &[]),
    ] {
        let settled = told(targets, since);
        let found = (settled.outcome, settled.unit_id.as_deref(), settled.answers.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(found, (outcome, means, answers.to_vec()), "{targets:?} since {since:?}");
        let leads = settled.leads_to.map(|lead| (lead.doc_code, lead.address));
        let whole = (outcome, means) == (Resolved, None);
        let expected = (whole || !answers.is_empty()).then(|| ("L".to_owned(), answers.first().map(|&answer| answer.to_owned())));
        assert_eq!(leads, expected, "{targets:?} since {since:?}");
    }
    assert!(told(&["=L#DIEU-1"], None).exact);
    assert!(!told(&["=L#DIEU-1-KHOAN-5", "=L#DIEU-1"], None).exact);
}

#[test]
fn what_does_not_answer_as_it_was_meant_asks_for_a_person_until_somebody_lets_it_stand() {
    let children = [Child { parent_id: "id of L/DIEU-2".to_owned(), section_code: "DIEU-2-KHOAN-1".to_owned() }];
    let asking = |target: &str, accepted: Option<&str>| {
        let mut request = asked(&[target], Some("2031-06-01"));
        request.citations[0].accepted = accepted.map(str::to_owned);
        let settled = settle(&request, &library(), &children).expect("times are read").remove(0);
        (settled.asks, settled.open)
    };
    let says = |asks: &str| Some(asks.to_owned());
    for (target, asks) in [
        ("=L#DIEU-4", says("ended L/DIEU-4A")),
        ("=L#DIEU-7", says("ended")),
        ("=L#DIEU-99", says("provision_unknown")),
        ("luật kho#DIEU-1", says("ambiguous")),
        // To be registered, not to be looked at.
        ("8/2031/qh18#DIEU-1", None),
        ("=L#DIEU-1", None),
    ] {
        assert_eq!(asking(target, None), (asks.clone(), asks.is_some()), "{target}");
        assert_eq!(asking(target, asks.as_deref()), (asks.clone(), false), "{target}, let stand");
        // Let stand while it asked something else.
        assert_eq!(asking(target, Some("ended L/DIEU-9")), (asks.clone(), asks.is_some()), "{target}, otherwise then");
    }
}

#[test]
fn what_is_looked_up_is_asked_for_once() {
    let request = asked(&["=L#DIEU-1-KHOAN-5", "=L#DIEU-1", "7/2031/qh18#DIEU-1", "7/2031/qh18#"], None);
    let documents = asked_documents(&request.citations[0].targets);
    assert_eq!((documents.keys, documents.doc_codes), (vec!["7/2031/qh18".to_owned()], vec!["L".to_owned()]));
    assert_eq!(asked_texts(&request), ["L/DIEU-1", "L/DIEU-1-KHOAN-5"]);
}

#[test]
fn a_unit_is_cited_by_all_it_was_called_and_not_by_what_has_its_number_now() {
    let cited = |path: &str, texts: &[&str]| CitedUnit {
        unit_id: format!("id of L/{path}"),
        doc_code: "L".to_owned(),
        prefix: "L".to_owned(),
        keys: vec!["7/2031/qh18".to_owned()],
        texts: texts.iter().map(|text| (*text).to_owned()).collect(),
    };
    let units = [cited("DIEU-2", &["L/DIEU-2", "L/DIEU-3", "Article two"])];
    assert_eq!(targets_of(&units), ["7/2031/qh18#DIEU-2", "7/2031/qh18#DIEU-3", "=L#DIEU-2", "=L#DIEU-3"]);
    let settled = [
        told(&["=L#DIEU-3"], Some("2031-06-01")),
        told(&["=L#DIEU-2-KHOAN-1", "=L#DIEU-2"], None),
        told(&["=L#DIEU-3"], Some("2033-06-01")),
    ];
    assert_eq!(cited_units(&units, &settled), [Some((0, Concerns::Itself)), Some((0, Concerns::Part)), None]);
    let successor = [cited("DIEU-4A", &["L/DIEU-4A"])];
    assert_eq!(cited_units(&successor, &[told(&["=L#DIEU-4"], Some("2031-06-01"))]), [Some((0, Concerns::Successor))]);
}

#[test]
fn a_typed_citation_is_looked_up_like_one_of_a_text() {
    let found = typed("khoản 2 điều 12 luật số 09/2031/QH18").expect("a citation");
    assert_eq!(found.provisions[0].targets, ["09/2031/qh18#DIEU-12-KHOAN-2", "09/2031/qh18#DIEU-12"]);
    assert_eq!(typed("khoản 2 Điều 12").expect_err("of none").code, "CITATION_NEEDS_DOCUMENT");
    assert_eq!(typed("trời hôm nay đẹp").expect_err("no citation").code, "CITATION_UNKNOWN");
}
