//! The unit blocks are those the manifest proposes: none missing, none more, none different.

use serde_json::{json, Value};
use std::collections::BTreeMap;

use super::Case;
use crate::ledger::finding::Findings;
use crate::ledger::row::Row;
use cutter_model::id::unit_id;
use cutter_model::live::UnitSpan;
use cutter_pipeline::attest::manifest::AttestedUnit;
use cutter_pipeline::operation::mark::blocks_of;
use cutter_pipeline::structure::StructureManifest;
use iu_text::manifest::Unit;

/// `LEDGER_BLOCK_MISSING`, `LEDGER_BLOCK_UNKNOWN`, `LEDGER_BLOCK_SPAN`, `LEDGER_BLOCK_DIFFERS`.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    if let Some(manifest) = &case.operation {
        check_operation(case, manifest, findings);
        return;
    }
    let units = expected_blocks(case);
    if case.manifest_digest().is_none() {
        return;
    }
    let results = case.bundle.unit_blocks.iter().filter(|block| block.text("block_role") == "result");
    let mut blocks: BTreeMap<&str, &Row> = results.map(|block| (block.text("unit_local_id"), block)).collect();
    for unit in &units {
        match blocks.remove(unit.local_id) {
            Some(block) => {
                let place = format!("unit_blocks {}", unit.local_id);
                findings.members("LEDGER_BLOCK_SPAN", format!("{place}.source_span"), &unit.spans, block.value("source_span"));
                findings.members("LEDGER_BLOCK_DIFFERS", place, &unit.row, &json!(block));
            }
            None => {
                findings.add("LEDGER_BLOCK_MISSING", format!("unit_blocks {}", unit.local_id), unit.address, "no such block");
            }
        }
    }
    for (id, block) in blocks {
        findings.add(
            "LEDGER_BLOCK_UNKNOWN",
            format!("unit_blocks {id}"),
            "no such block",
            block.text("proposed_canonical_address"),
        );
    }
}

/// The origins and results of an operation.
fn check_operation(case: &Case<'_>, manifest: &StructureManifest, findings: &mut Findings) {
    let mut blocks: BTreeMap<&str, &Row> =
        case.bundle.unit_blocks.iter().map(|block| (block.text("unit_local_id"), block)).collect();
    for expected in blocks_of(manifest, case.entry_id(), case.change_set().text("manifest_id")) {
        let id = expected["unit_local_id"].as_str().unwrap_or_default();
        let place = format!("unit_blocks {id}");
        match blocks.remove(id) {
            Some(block) => findings.members("LEDGER_BLOCK_DIFFERS", place, &expected, &json!(block)),
            None => findings.add("LEDGER_BLOCK_MISSING", place, id, "no such block"),
        }
    }
    for id in blocks.into_keys() {
        findings.add("LEDGER_BLOCK_UNKNOWN", format!("unit_blocks {id}"), "no such block", id);
    }
}

/// A block as the manifest has it.
struct Expected<'a> {
    local_id: &'a str,
    address: &'a str,
    spans: Value,
    row: Value,
}

fn expected_blocks<'a>(case: &'a Case<'_>) -> Vec<Expected<'a>> {
    let cut = case.manifest.iter().flat_map(|manifest| &manifest.units).map(|unit| of_cut(case, unit));
    let attested = case.attested.iter().flat_map(|manifest| &manifest.units).enumerate();
    cut.chain(attested.map(|(index, unit)| of_attestation(case, index, unit))).collect()
}

fn of_cut<'a>(case: &Case<'_>, unit: &'a Unit) -> Expected<'a> {
    Expected {
        local_id: &unit.local_id,
        address: &unit.address,
        spans: json!(UnitSpan { heading: unit.heading_spans.clone(), body: unit.body_spans.clone() }),
        row: json!({
            "envelope_id": case.change_set().text("manifest_id"), "render_order": unit.sort_order,
            "proposed_canonical_address": unit.address, "proposed_section_type": unit.section_type,
            "payload_summary": {
                "label": unit.label, "title": unit.title, "parent_local_id": unit.parent_local_id,
                "content_hash": unit.content_hash, "status": unit.status,
            },
            "target_unit_id": unit_id(case.entry_id(), &unit.local_id), "proposed_authority": "draft",
        }),
    }
}

fn of_attestation<'a>(case: &Case<'_>, index: usize, unit: &'a AttestedUnit) -> Expected<'a> {
    Expected {
        local_id: &unit.local_id,
        address: &unit.address,
        spans: json!(UnitSpan { heading: Vec::new(), body: Vec::new() }),
        row: json!({
            "envelope_id": case.change_set().text("manifest_id"), "render_order": index + 1,
            "proposed_canonical_address": unit.address, "proposed_section_type": unit.section_type,
            "payload_summary": {
                "label": unit.label, "title": unit.title, "parent_id": unit.parent_id, "content_hash": unit.content_hash,
                "lifecycle_status": unit.lifecycle_status, "row_digest": unit.row_digest,
            },
            "target_unit_id": unit.unit_id, "proposed_authority": unit.authority.as_deref().unwrap_or("draft"),
        }),
    }
}
