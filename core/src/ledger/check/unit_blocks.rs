//! The unit blocks are those the manifest proposes: none missing, none more, none different.

use serde_json::json;
use std::collections::BTreeMap;

use super::Case;
use crate::ledger::bundle::Row;
use crate::ledger::finding::Findings;
use crate::manifest::{Manifest, Unit};
use crate::pipeline::mark::{unit_id, UnitSpan};

/// `LEDGER_BLOCK_MISSING`, `LEDGER_BLOCK_UNKNOWN`, `LEDGER_BLOCK_SPAN`, `LEDGER_BLOCK_DIFFERS`.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let Some(manifest) = &case.manifest else { return };
    let results = case.bundle.unit_blocks.iter().filter(|block| block.text("block_role") == "result");
    let mut blocks: BTreeMap<&str, &Row> = results.map(|block| (block.text("unit_local_id"), block)).collect();
    for unit in &manifest.units {
        match blocks.remove(unit.local_id.as_str()) {
            Some(block) => compare(case, manifest, unit, block, findings),
            None => {
                findings.add("LEDGER_BLOCK_MISSING", format!("unit_blocks {}", unit.local_id), &unit.address, "no such block")
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

fn compare(case: &Case<'_>, manifest: &Manifest, unit: &Unit, block: &Row, findings: &mut Findings) {
    let place = format!("unit_blocks {}", unit.local_id);
    let spans = json!(UnitSpan { heading: unit.heading_spans.clone(), body: unit.body_spans.clone() });
    findings.members("LEDGER_BLOCK_SPAN", format!("{place}.source_span"), &spans, block.value("source_span"));
    let mut expected = json!({
        "envelope_id": case.change_set().text("manifest_id"), "render_order": unit.sort_order,
        "proposed_canonical_address": unit.address, "proposed_section_type": unit.section_type,
        "payload_summary": {
            "label": unit.label, "title": unit.title, "parent_local_id": unit.parent_local_id, "content_hash": unit.content_hash,
            "status": unit.status,
        },
    });
    if manifest.operation_kind == "first_cut" {
        expected["target_unit_id"] = json!(unit_id(case.entry_id(), &unit.local_id));
        expected["proposed_authority"] = json!("draft");
    }
    findings.members("LEDGER_BLOCK_DIFFERS", place, &expected, &json!(block));
}
