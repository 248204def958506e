//! The unit blocks are those the manifest proposes: none missing, none more, none different.

use serde_json::{json, Value};
use std::collections::BTreeMap;

use super::{Case, Proposed};
use crate::ledger::finding::Findings;
use crate::ledger::row::Row;

/// `LEDGER_BLOCK_MISSING`, `LEDGER_BLOCK_UNKNOWN`, `LEDGER_BLOCK_SPAN`, `LEDGER_BLOCK_DIFFERS`.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let Some(manifest) = &case.manifest else { return };
    // Its blocks are named by their ids: those of origins have no address.
    let of_operation = matches!(manifest, Proposed::Operation(_));
    let counts = |block: &&Row| of_operation || block.text("block_role") == "result";
    let found = case.bundle.unit_blocks.iter().filter(counts);
    let mut blocks: BTreeMap<&str, &Row> = found.map(|block| (block.text("unit_local_id"), block)).collect();
    for expected in manifest.mode().blocks(case.entry_id(), case.change_set().text("manifest_id")) {
        let (id, address) = (expected.unit_local_id, expected.proposed_canonical_address);
        let place = format!("unit_blocks {id}");
        let Some(block) = blocks.remove(id) else {
            findings.add("LEDGER_BLOCK_MISSING", place, address.filter(|_| !of_operation).unwrap_or(id), "no such block");
            continue;
        };
        let mut expected = json!(expected);
        if let (false, Value::Object(columns)) = (of_operation, &mut expected) {
            // Which entry it names is a link.
            columns.remove("decision_backlog_ref");
            let spans = columns.remove("source_span").unwrap_or_default();
            findings.members("LEDGER_BLOCK_SPAN", format!("{place}.source_span"), &spans, block.value("source_span"));
        }
        findings.members("LEDGER_BLOCK_DIFFERS", place, &expected, &json!(block));
    }
    for (id, block) in blocks {
        let observed = if of_operation { id } else { block.text("proposed_canonical_address") };
        findings.add("LEDGER_BLOCK_UNKNOWN", format!("unit_blocks {id}"), "no such block", observed);
    }
}
