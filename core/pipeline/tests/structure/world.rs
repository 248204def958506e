//! Documents of a few units, and short ways to ask for operations.

use cutter_model::change_set::Authorship;
use cutter_model::live::{UnitRow, VersionRow};
use cutter_model::refusal::Refusal;
use cutter_pipeline::structure::{plan, propose, Document, Edge, Operation, Plan, Request, Rows, StructureManifest, Undertaking};
use iu_text::digest::sha256_hex;
use iu_text::manifest::Stored;
use serde_json::json;

pub const BIRTH: &str = "2020-01-01T00:00:00.000000Z";

/// The instant of the n-th step, hours after the birth of the document.
pub fn hour(step: usize) -> String {
    format!("2021-{:02}-{:02}T{:02}:00:00.000000Z", step / 24 / 28 % 12 + 1, step / 24 % 28 + 1, step % 24)
}

/// Who does the n-th step. The texts live as long as the test.
pub fn by(step: usize) -> Authorship<'static> {
    let leak = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
    Authorship {
        entry_id: leak(format!("entry-{step}")),
        change_set_id: leak(format!("change-{step}")),
        document_id: "document",
        actor: "person-1",
        now: leak(hour(step)),
    }
}

/// A unit whose id is its address, with heading and own text.
pub fn add(rows: &mut Rows, address: &str, parent: Option<&str>, section_type: &str, body: &str) {
    let position = i64::try_from(rows.units.len()).unwrap() + 1;
    let heading = format!("{address}.\n");
    let unit = UnitRow {
        id: address.to_owned(),
        canonical_address: address.to_owned(),
        doc_code: "HB".to_owned(),
        section_type: section_type.to_owned(),
        section_code: Some(address.split_once('/').map_or(address, |(_, path)| path).to_owned()),
        parent_id: parent.map(str::to_owned),
        sort_order: position,
        tier: "tier-0".to_owned(),
        lifecycle_status: "draft_only".to_owned(),
        owner_ref: "person-0".to_owned(),
        identity_profile: json!({ "title": format!("Title of {address}"), "label": format!("Label of {address}"), "note": "kept" }),
        created_at: BIRTH.to_owned(),
        updated_at: BIRTH.to_owned(),
        authority: Some("draft".to_owned()),
        canonical_address_format_version: if address.contains('/') { "canonical-address-v2" } else { "canonical-address-v1" }
            .to_owned(),
        born_on: None,
        in_force_from: None,
        in_force_until: None,
        suspended_from: None,
        suspended_until: None,
    };
    let start = position as usize * 1000;
    let version = VersionRow {
        id: format!("{address} 1"),
        unit_id: address.to_owned(),
        version_seq: 1,
        title: Some(format!("Title of {address}")),
        body: (!body.is_empty()).then(|| body.to_owned()),
        body_handling: if body.is_empty() { "structural_node" } else { "own_body" }.to_owned(),
        content_hash: sha256_hex(body.as_bytes()),
        lifecycle_status: "draft_only".to_owned(),
        review_state: "approved".to_owned(),
        content_profile: json!({ "heading": heading, "label": address, "level": section_type, "status": "draft" }),
        source_document_id: Some("document".to_owned()),
        source_sha256: Some("0".repeat(64)),
        source_span: Some(json!({
            "heading": [[start, start + heading.len()]],
            "body": [[start + heading.len(), start + heading.len() + body.len()]],
        })),
        change_set_id: Some("first".to_owned()),
        created_by: "person-0".to_owned(),
        created_at: BIRTH.to_owned(),
        updated_at: BIRTH.to_owned(),
        enacted_at: None,
        superseded_at: None,
        retired_at: None,
        in_force_from: None,
        in_force_until: None,
    };
    let edge = |target: &str, at| Edge { kind: "refers_to".to_owned(), target: target.to_owned(), at };
    let edges = vec![edge("OTHER/ART-1", Some(0)), edge("HB/DIEU-2", Some(body.len() / 2)), edge("OTHER/ART-9", None)];
    rows.edges.insert(unit.id.clone(), edges);
    rows.versions.insert(version.id.clone(), version);
    rows.units.insert(unit.id.clone(), unit);
}

fn document(rows: Rows) -> Document {
    let active_section_types = ["chapter", "article", "clause", "section", "point"].map(str::to_owned).to_vec();
    Document { rows, active_section_types, ..Document::default() }
}

/// Two chapters; articles 1 to 5, each with two clauses; format v2.
pub fn v2() -> Document {
    let mut rows = Rows::default();
    for chapter in 1..=2 {
        let chapter_address = format!("HB/CHUONG-{chapter}");
        add(&mut rows, &chapter_address, None, "chapter", "");
        for article in if chapter == 1 { 1..=3 } else { 4..=5 } {
            let article_address = format!("HB/DIEU-{article}");
            add(&mut rows, &article_address, Some(&chapter_address), "article", &format!("Mở đầu điều {article}, rồi tiếp.\n"));
            for clause in 1..=2 {
                let address = format!("{article_address}-KHOAN-{clause}");
                add(&mut rows, &address, Some(&article_address), "clause", &format!("Khoản {clause} của điều {article} đây.\n"));
            }
        }
    }
    document(rows)
}

/// A root, three sections, points below the first and a plain tail below the second; format v1.
pub fn v1() -> Document {
    let mut rows = Rows::default();
    let root = "D38-DIEU28-ROOT";
    add(&mut rows, root, None, "article", "Opening of the article.\n");
    for (address, parent, kind) in [
        ("D38-DIEU28-S1", root, "section"),
        ("D38-DIEU28-S1-P1", "D38-DIEU28-S1", "point"),
        ("D38-DIEU28-S1-P1-1", "D38-DIEU28-S1-P1", "point"),
        ("D38-DIEU28-S1-P2", "D38-DIEU28-S1", "point"),
        ("D38-DIEU28-S2", root, "section"),
        ("D38-DIEU28-S2-1", "D38-DIEU28-S2", "point"),
        ("D38-DIEU28-S3", root, "section"),
    ] {
        add(&mut rows, address, Some(parent), kind, &format!("Text of {address}, một hai ba.\n"));
    }
    document(rows)
}

/// Articles beside each other; format v2.
pub fn flat(articles: usize) -> Document {
    let mut rows = Rows::default();
    for article in 1..=articles {
        add(&mut rows, &format!("HB/DIEU-{article}"), None, "article", &format!("Điều {article} nói một câu.\n"));
    }
    document(rows)
}

pub fn request(operation: impl Into<Undertaking>) -> Request {
    Request {
        operation: operation.into(),
        rationale: "The act was amended.".to_owned(),
        authority: None,
        preview: None,
        effective_on: None,
    }
}

/// What one operation did.
pub struct Done {
    pub manifest: StructureManifest,
    pub plan: Plan,
    pub after: Rows,
}

/// Proposes and plans the n-th step, and applies it.
pub fn perform(document: &Document, operation: Operation, step: usize) -> Result<Done, Refusal> {
    perform_request(document, &request(operation), step)
}

/// The same for a whole request.
pub fn perform_request(document: &Document, request: &Request, step: usize) -> Result<Done, Refusal> {
    let manifest = propose(document, request, by(step))?;
    // What is stored is read again by whoever cuts.
    let manifest = StructureManifest::from_stored(&manifest.to_canonical_json()).expect("a manifest reads back");
    let plan = plan(document, &manifest, by(step))?;
    let after = plan.change.apply(&document.rows)?;
    Ok(Done { manifest, plan, after })
}

/// The same document with other rows.
pub fn with(document: &Document, rows: Rows) -> Document {
    Document { rows, ..document.clone() }
}

/// Performs steps 1, 2… that must all be accepted.
pub fn story(document: Document, operations: impl IntoIterator<Item = Operation>) -> Document {
    let steps = operations.into_iter().zip(1..);
    steps.fold(document, |document, (operation, step)| {
        let done =
            perform(&document, operation, step).unwrap_or_else(|refusal| panic!("step {step}: {}: {refusal}", refusal.code));
        with(&document, done.after)
    })
}

/// The id of the unit that has `address`.
pub fn id_at(rows: &Rows, address: &str) -> String {
    let unit = rows.units.values().find(|unit| unit.canonical_address == address);
    unit.unwrap_or_else(|| panic!("no unit has {address}")).id.clone()
}
