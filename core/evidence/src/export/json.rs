//! JSON: everything, exactly. Canonical (RFC 8785), so the same ledger gives the same bytes.

use serde_json::{json, Value};

use super::tree::{Node, Retired};
use super::Export;
use cutter_pipeline::structure::{Annotation, UnitNote};
use iu_address::alias::AliasRow;
use iu_text::digest::canonical_json;
use iu_text::manifest::Exclusion;

/// The version of this form.
const FORMAT: &str = "iu-cutter-export/1";

/// The document as JSON, with a line end after it.
pub fn write(export: &Export<'_>) -> String {
    let Export { facts, manifest, tree, work, .. } = export;
    let excluded = |each: &Exclusion| json!({ "reason": each.reason, "span": each.span, "text": export.source(each.span) });
    let retired = |each: &Retired| json!({ "address": each.address, "retired_at": each.retired_at });
    let mut document = json!({
        "format": FORMAT,
        "document": facts.document,
        "cut": {
            "manifest_id": facts.cut.manifest_id, "change_set_id": facts.cut.change_set_id, "applied_at": facts.cut.applied_at,
            "verdict": facts.cut.verdict, "manifest_digest": manifest.manifest_digest, "engine_revision": manifest.engine_revision,
            "profile": manifest.profile, "leaf_level": manifest.leaf_level, "scope_policy": manifest.scope_policy,
            "source": manifest.source,
        },
        "work": {
            "country": work.knows_country().then_some(&work.country), "language": work.knows_language().then_some(&work.language),
            "date": work.date, "akn_work_iri": work.work_iri, "akn_expression_iri": work.expression_iri,
        },
        "components": tree.components(),
        "units": tree.nodes.iter().map(|node| unit(export, node)).collect::<Vec<_>>(),
        "exclusions": manifest.exclusions.iter().map(excluded).collect::<Vec<_>>(),
        "anomalies": manifest.anomalies,
        "retired": tree.retired.iter().map(retired).collect::<Vec<_>>(),
    });
    if let Some(card) = &manifest.card {
        document["card"] = json!(card);
    }
    if !facts.not_consolidated.is_empty() {
        document["not_consolidated"] = json!(facts.not_consolidated);
    }
    if !manifest.notes.is_empty() {
        document["notes"] = export.notes.all().map(|(note, beside)| noted(export, note, beside)).collect();
    }
    canonical_json(&document) + "\n"
}

/// A note of a consolidated text: what it says, and where in which text of which unit its mark stood.
fn noted(export: &Export<'_>, note: &Annotation, beside: Option<(usize, &UnitNote)>) -> Value {
    let unit = beside.map(|(unit, _)| &export.tree.nodes[unit].unit.canonical_address);
    let (part, at) = beside.map(|(_, note)| (note.part, note.at)).unzip();
    json!({ "number": note.number, "text": note.text, "address": unit, "part": part, "at": at })
}

fn unit(export: &Export<'_>, node: &Node) -> Value {
    let (unit, version) = (&node.unit, node.version.as_ref());
    let alias = |row: &AliasRow| {
        json!({
            "text": row.alias_text, "kind": row.alias_kind, "valid_from": row.valid_from, "valid_until": row.valid_until,
        })
    };
    json!({
        "id": unit.id, "address": unit.canonical_address, "address_format_version": unit.canonical_address_format_version,
        "first_address": node.first_address.as_ref().unwrap_or(&unit.canonical_address), "eid": node.eid,
        "parent_address": node.parent.map(|parent| &export.tree.nodes[parent].unit.canonical_address),
        "depth": node.depth, "level": node.level(), "section_type": unit.section_type, "label": node.label(),
        "title": node.title(), "heading": node.heading(), "text": node.body(),
        "content_hash": version.map(|version| &version.content_hash), "version_seq": version.map(|version| version.version_seq),
        "marked_status": node.status(), "lifecycle_status": unit.lifecycle_status, "authority": unit.authority,
        "aliases": node.aliases.iter().map(alias).collect::<Vec<_>>(),
    })
}
