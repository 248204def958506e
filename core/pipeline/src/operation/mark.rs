//! MARK of a structure operation: from the rows and a request to manifest, entry, envelope and unit blocks. Writes no unit.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::texts::{self, nobody, SideBySide};
use super::StandingRows;
use crate::marking::{Asked, MarkRows, Subject};
use crate::structure::{self, Request, StructureManifest};
use cutter_model::backlog::State;
use cutter_model::entry::EntryFacts;
use cutter_model::live::read_rows;
use cutter_model::refusal::Refusal;
use iu_text::digest::canonical_digest;
use iu_text::manifest::Stored;

/// The facts an operation is proposed from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
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

/// Proposes an operation.
///
/// # Errors
/// Those of [`structure::propose`], and `FACTS_UNREADABLE`.
pub fn propose(facts: &ProposeFacts) -> Result<ProposeOutcome, Refusal> {
    let standing: StandingRows = read_rows(&facts.document_rows)?;
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
    let touched = manifest.origins.iter().map(|origin| &origin.unit_id);
    let touched: Vec<&String> = touched.chain(manifest.moved_along.iter().map(|unit| &unit.unit_id)).collect();
    let subject = Subject {
        source_doc_ref: &manifest.doc_code,
        rationale: Some(facts.request.rationale.trim()),
        actor: &facts.actor,
        now: &facts.now,
        more: [("touched_unit_ids", json!(touched))],
    };
    let marked = asked.mark(&manifest, || manifest.to_canonical_json(), subject);
    Ok(ProposeOutcome {
        already_marked: marked.already_marked,
        entry_id: marked.entry_id,
        manifest_id: marked.manifest_id,
        manifest_digest: marked.manifest_digest,
        status: marked.status,
        texts: texts::side_by_side(document, &manifest, &facts.now),
        manifest,
        manifest_text: marked.manifest_text,
        rows: marked.rows,
    })
}
