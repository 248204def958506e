//! MARK of a structure operation: from the rows and a request to manifest, entry, envelope and unit blocks. Writes no unit.

use iu_text::manifest::Stored;
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};

use super::texts::{self, nobody, SideBySide};
use super::StandingRows;
use crate::marking::{Asked, MarkRows, Subject};
use crate::structure::{self, Request, StructureManifest};
use cutter_model::backlog::State;
use cutter_model::entry::EntryFacts;
use cutter_model::id::unit_id;
use cutter_model::refusal::Refusal;
use iu_text::digest::canonical_digest;

/// The facts an operation is proposed from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ProposeFacts {
    /// JSON text of the document's rows ([`StandingRows`]).
    pub document_rows: String,
    /// Active codes of the section type vocabulary.
    pub active_section_types: Vec<String>,
    /// What is asked.
    pub request: Request,
    /// All operations of the document that were proposed before.
    pub earlier_entries: Vec<EntryFacts>,
    /// The person.
    pub actor: String,
    /// RFC 3339.
    pub now: String,
}

/// What MARK of an operation decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ProposeOutcome {
    /// G-MARK-IDEM: the same operation on the same units waits already, write nothing.
    pub already_marked: bool,
    /// Entry id.
    pub entry_id: String,
    /// Envelope id, the manifest's id in every route.
    pub manifest_id: String,
    /// Digest of the manifest, and so of the preview.
    pub manifest_digest: String,
    /// State of the entry.
    pub status: State,
    /// The manifest.
    pub manifest: StructureManifest,
    /// The texts before and after.
    pub texts: SideBySide,
    /// The exact manifest text to store; empty where it was marked before.
    pub manifest_text: String,
    /// Rows to write; none where it was marked before.
    pub rows: Option<MarkRows>,
}

/// A row of `manifest_unit_block` of an operation.
#[derive(Serialize)]
struct StructureBlock<'m> {
    envelope_id: &'m str,
    unit_local_id: &'m str,
    block_role: &'static str,
    source_span: Value,
    render_order: usize,
    target_unit_id: String,
    proposed_canonical_address: Option<&'m str>,
    proposed_section_type: Option<&'m str>,
    proposed_authority: Option<&'m str>,
    candidate_edges: Value,
    payload_summary: Value,
    decision_backlog_ref: &'m str,
}

/// Proposes an operation.
///
/// # Errors
/// Those of [`structure::propose`], and `FACTS_UNREADABLE`.
pub fn propose(facts: &ProposeFacts) -> Result<ProposeOutcome, Refusal> {
    let standing = StandingRows::read(&facts.document_rows)?;
    let mut document = standing.document(&facts.active_section_types);
    let open = std::mem::take(&mut document.open);
    // What waits already is found before it stands in its own way.
    let manifest = structure::propose(&document, &facts.request, nobody(&facts.now))?;
    let mark_key = canonical_digest(&json!({ "structure": manifest.doc_code, "manifest": manifest.manifest_digest }));
    let asked = Asked::of(&facts.earlier_entries, mark_key, |state| !state.legal_moves().is_empty());
    if asked.living.is_none() {
        document.open = open;
        structure::propose(&document, &facts.request, nobody(&facts.now))?;
    }
    let rows = asked.living.is_none().then(|| rows(facts, &manifest, &asked));
    Ok(ProposeOutcome {
        already_marked: rows.is_none(),
        texts: texts::side_by_side(document, &manifest, &facts.now),
        manifest_text: if rows.is_some() { manifest.to_canonical_json() } else { String::new() },
        rows,
        status: asked.status(),
        entry_id: asked.entry_id,
        manifest_id: asked.manifest_id,
        manifest_digest: manifest.manifest_digest.clone(),
        manifest,
    })
}

fn rows(facts: &ProposeFacts, manifest: &StructureManifest, asked: &Asked) -> MarkRows {
    let touched = manifest.origins.iter().map(|origin| &origin.unit_id);
    let touched: Vec<&String> = touched.chain(manifest.moved_along.iter().map(|unit| &unit.unit_id)).collect();
    let subject = Subject {
        operation_kind: &manifest.operation_kind,
        doc_code: &manifest.doc_code,
        manifest_digest: &manifest.manifest_digest,
        unit_count: manifest.results.len().max(manifest.origins.len()),
        source_doc_ref: &manifest.doc_code,
        rationale: Some(facts.request.rationale.trim()),
        actor: &facts.actor,
        now: &facts.now,
    };
    asked.rows(&subject, [("touched_unit_ids", json!(touched))], &blocks(manifest, &asked.entry_id, &asked.manifest_id))
}

/// The blocks of a manifest: its origins, then its results. Where a text comes from is told by pieces of origins, for no span of
/// a source text would do.
fn blocks<'m>(manifest: &'m StructureManifest, entry_id: &'m str, manifest_id: &'m str) -> Vec<StructureBlock<'m>> {
    let origins = manifest.origins.iter().map(|origin| StructureBlock {
        envelope_id: manifest_id,
        unit_local_id: &origin.local_id,
        block_role: "origin",
        source_span: json!({ "pieces": [] }),
        render_order: 0,
        target_unit_id: origin.unit_id.clone(),
        proposed_canonical_address: None,
        proposed_section_type: None,
        proposed_authority: None,
        candidate_edges: Value::Null,
        payload_summary: json!({ "address": origin.address, "standing": origin.standing }),
        decision_backlog_ref: entry_id,
    });
    let results = manifest.results.iter().map(|result| StructureBlock {
        envelope_id: manifest_id,
        unit_local_id: &result.local_id,
        block_role: "result",
        source_span: json!({ "pieces": result.pieces }),
        render_order: 0,
        target_unit_id: result.unit_id.clone().unwrap_or_else(|| unit_id(entry_id, &result.local_id)),
        proposed_canonical_address: Some(&result.address),
        proposed_section_type: Some(&result.section_type),
        proposed_authority: Some(&result.authority),
        candidate_edges: json!(result.links),
        payload_summary: json!({
            "label": result.label, "title": result.title, "parent_address": result.parent_address, "content_hash": result.content_hash,
        }),
        decision_backlog_ref: entry_id,
    });
    origins.chain(results).zip(1..).map(|(block, order)| StructureBlock { render_order: order, ..block }).collect()
}

/// The blocks that a manifest must have, as JSON objects by their columns: what the ledger is held against.
#[must_use]
pub fn blocks_of(manifest: &StructureManifest, entry_id: &str, manifest_id: &str) -> Vec<Value> {
    blocks(manifest, entry_id, manifest_id).iter().map(|block| json!(block)).collect()
}
