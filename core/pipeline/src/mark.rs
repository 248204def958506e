//! MARK: text and profile to manifest, entry, envelope and unit blocks. Writes no unit.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::registration::choose_profile;
use cutter_model::backlog::State;
use cutter_model::entry::{EntryFacts, EntryRow, HistoryRow};
use cutter_model::id::{derived_id, unit_id};
use cutter_model::live::json_text;
use cutter_model::refusal::Refusal;
use iu_text::canon::canonicalise;
use iu_text::digest::canonical_digest;
use iu_text::manifest::{Anomaly, Counts, Coverage, Manifest, ProfileRef, ScopePolicy, Span, Stored};
use iu_text::profile::CustomProfile;
use iu_text::segment::{self, detect, MarkRequest};

/// The facts MARK decides from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct MarkFacts {
    /// The registered document.
    pub document: DocumentFacts,
    /// Its canonical text.
    pub canonical_text: String,
    /// Profile asked for; else the document's, else the best detected.
    pub profile: Option<String>,
    /// The installation's own profile of the name asked for, or of the document's; none where it has none.
    #[serde(default)]
    pub custom_profile: Option<CustomProfile>,
    /// Deepest level to cut.
    pub leaf: Option<String>,
    /// Which units.
    #[serde(default)]
    pub scope: ScopePolicy,
    /// All cut requests of this document.
    pub earlier_entries: Vec<EntryFacts>,
    /// The person.
    pub actor: String,
    /// RFC 3339.
    pub now: String,
}

/// A document as registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct DocumentFacts {
    /// Primary key.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// Document code.
    pub doc_code: String,
    /// Address prefix.
    pub prefix: String,
    /// Profile it was registered with.
    pub profile: Option<String>,
    /// SHA-256 of the current source version.
    pub source_sha256: String,
}

/// A row of `manifest_envelope` at its birth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct EnvelopeRow {
    /// Primary key.
    pub envelope_id: String,
    /// `first_cut`.
    pub operation_kind: String,
    /// `draft`.
    pub status: String,
    /// Id of the source document.
    pub source_doc_ref: String,
    /// The person.
    pub created_by: String,
    /// RFC 3339.
    pub created_at: String,
}

/// A row of `manifest_unit_block`; `S` is what it sums up of the unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BlockRow<'m, S> {
    /// The manifest.
    pub envelope_id: &'m str,
    /// `r1`, `r2`…
    pub unit_local_id: &'m str,
    /// `result`.
    pub block_role: &'static str,
    /// Byte spans of heading and body.
    pub source_span: BlockSpan<'m>,
    /// Position, from 1.
    pub render_order: usize,
    /// Id the cut will give the unit.
    pub target_unit_id: String,
    /// Address.
    pub proposed_canonical_address: &'m str,
    /// Section type.
    pub proposed_section_type: &'m str,
    /// Always `draft`: no one gains authority by a cut.
    pub proposed_authority: &'m str,
    /// Label, title, parent, hash.
    pub payload_summary: S,
    /// The entry.
    pub decision_backlog_ref: &'m str,
}

/// [`UnitSpan`] of a row that is only written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct BlockSpan<'m> {
    /// Byte spans of the heading.
    pub heading: &'m [Span],
    /// Byte spans of the own text.
    pub body: &'m [Span],
}

#[derive(Serialize)]
struct Summary<'m> {
    content_hash: &'m str,
    label: &'m str,
    parent_local_id: Option<&'m str>,
    status: &'m str,
    title: &'m str,
}

/// What MARK decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct MarkOutcome {
    /// G-MARK-IDEM: this entry already exists, write nothing.
    pub already_marked: bool,
    /// Entry id.
    pub entry_id: String,
    /// Envelope id, the manifest's id in every route.
    pub manifest_id: String,
    /// Digest of the manifest.
    pub manifest_digest: String,
    /// State of the entry: `marked` unless it was marked before.
    pub status: State,
    /// Profile used.
    pub profile: ProfileRef,
    /// Counts.
    pub counts: Counts,
    /// Coverage proof.
    pub coverage: Coverage,
    /// Anomalies.
    pub anomalies: Vec<Anomaly>,
    /// The exact manifest text to store; empty where it was marked before.
    pub manifest_text: String,
    /// Rows to write; none where it was marked before.
    pub rows: Option<MarkRows>,
}

/// The rows MARK writes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct MarkRows {
    /// The entry.
    pub entry: EntryRow,
    /// Its first history row.
    pub history: HistoryRow,
    /// The envelope.
    pub envelope: EnvelopeRow,
    /// JSON array of unit blocks, ready for one set-based insert.
    pub unit_blocks: String,
    /// How many.
    pub unit_block_count: usize,
}

/// Proposes how the document is cut.
///
/// # Errors
/// Those of segmentation, with their place; `SOURCE_DIGEST_MISMATCH` where the text is not the registered one.
pub fn mark(facts: &MarkFacts) -> Result<MarkOutcome, Refusal> {
    let text = canonicalise(facts.canonical_text.as_bytes())?;
    if text.sha256() != facts.document.source_sha256 {
        let message =
            format!("The text has digest {}, the registered source version {}.", text.sha256(), facts.document.source_sha256);
        return Err(Refusal::conflict("SOURCE_DIGEST_MISMATCH", message));
    }
    let asked = facts.profile.as_deref().or(facts.document.profile.as_deref());
    let detection = if asked.is_some() { Vec::new() } else { detect(&text) };
    let profile = choose_profile(asked, &detection, facts.custom_profile.as_ref())?;
    let request = MarkRequest {
        profile,
        prefix: facts.document.prefix.clone(),
        doc_code: facts.document.doc_code.clone(),
        leaf: facts.leaf.clone(),
        scope: facts.scope,
    };
    let manifest = segment::mark(&text, &request)?;
    Ok(outcome(facts, manifest))
}

/// G-MARK-IDEM: the living entry with this key, if there is one, and the id of the entry that stands for the request.
pub(crate) fn same_request(earlier: &[EntryFacts], mark_key: &str) -> (Option<(String, State)>, String) {
    let same: Vec<&EntryFacts> = earlier.iter().filter(|entry| entry.payload_text("mark_key") == mark_key).collect();
    let living = same.iter().find_map(|entry| match entry.state() {
        Ok(state) if !state.is_closed_without_success() => Some((entry.entry_id.clone(), state)),
        _ => None,
    });
    let attempt = (same.len() + 1).to_string();
    let entry_id = living.as_ref().map_or_else(|| derived_id("entry", &[mark_key, &attempt]), |(id, _)| id.clone());
    (living, entry_id)
}

fn outcome(facts: &MarkFacts, manifest: Manifest) -> MarkOutcome {
    let mark_key = canonical_digest(&json!({
        "document": facts.document.id, "source": manifest.source.sha256, "profile": manifest.profile.digest,
        "leaf": manifest.leaf_level, "scope": manifest.scope_policy, "prefix": manifest.prefix,
    }));
    let (living, entry_id) = same_request(&facts.earlier_entries, &mark_key);
    let status = living.as_ref().map_or(State::Marked, |(_, state)| *state);
    let manifest_id = derived_id("manifest", &[&entry_id]);
    let rows = living.is_none().then(|| rows(facts, &manifest, &entry_id, &manifest_id, &mark_key));
    MarkOutcome {
        already_marked: living.is_some(),
        manifest_text: if rows.is_some() { manifest.to_canonical_json() } else { String::new() },
        rows,
        entry_id,
        manifest_id,
        status,
        manifest_digest: manifest.manifest_digest,
        profile: manifest.profile,
        counts: manifest.counts,
        coverage: manifest.coverage,
        anomalies: manifest.anomalies,
    }
}

fn rows(facts: &MarkFacts, manifest: &Manifest, entry_id: &str, manifest_id: &str, mark_key: &str) -> MarkRows {
    let blocks: Vec<BlockRow<'_, Summary<'_>>> = manifest
        .units
        .iter()
        .map(|unit| BlockRow {
            envelope_id: manifest_id,
            unit_local_id: &unit.local_id,
            block_role: "result",
            source_span: BlockSpan { heading: &unit.heading_spans, body: &unit.body_spans },
            render_order: unit.sort_order,
            target_unit_id: unit_id(entry_id, &unit.local_id),
            proposed_canonical_address: &unit.address,
            proposed_section_type: &unit.section_type,
            proposed_authority: "draft",
            payload_summary: Summary {
                content_hash: &unit.content_hash,
                label: &unit.label,
                parent_local_id: unit.parent_local_id.as_deref(),
                status: &unit.status,
                title: &unit.title,
            },
            decision_backlog_ref: entry_id,
        })
        .collect();
    let entry = EntryRow {
        entry_id: entry_id.to_owned(),
        kind: "cut_request".to_owned(),
        status: State::Marked.as_text(),
        payload: json!({
            "operation_kind": manifest.operation_kind, "source_document_id": facts.document.id, "doc_code": manifest.doc_code,
            "prefix": manifest.prefix, "source_sha256": manifest.source.sha256, "manifest_id": manifest_id,
            "manifest_digest": manifest.manifest_digest, "unit_count": manifest.units.len(), "mark_key": mark_key,
            "marked_by": facts.actor,
        }),
        emitted_at: facts.now.clone(),
    };
    let mut history = HistoryRow::of_move(entry_id, None, State::Marked, "mark", &facts.actor, &facts.now);
    history.change_diff = json!({ "manifest_id": manifest_id, "manifest_digest": manifest.manifest_digest });
    let envelope = EnvelopeRow {
        envelope_id: manifest_id.to_owned(),
        operation_kind: manifest.operation_kind.clone(),
        status: "draft".to_owned(),
        source_doc_ref: facts.document.id.clone(),
        created_by: facts.actor.clone(),
        created_at: facts.now.clone(),
    };
    MarkRows { entry, history, envelope, unit_block_count: blocks.len(), unit_blocks: json_text(&blocks) }
}
