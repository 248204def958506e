//! MARK: text and profile to manifest, entry, envelope and unit blocks. Writes no unit.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::marking::{Asked, BlockRow, BlockSpan, MarkRows, Subject};
use crate::registration::choose_profile;
use cutter_model::backlog::State;
use cutter_model::entry::EntryFacts;
use cutter_model::id::unit_id;
use cutter_model::refusal::Refusal;
use iu_text::canon::canonicalise;
use iu_text::card::CardFact;
use iu_text::digest::canonical_digest;
use iu_text::manifest::{Anomaly, Counts, Coverage, Manifest, ProfileRef, ScopePolicy, Stored};
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
    /// What the document says of itself, as the manifest has it.
    pub card: Vec<CardFact>,
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

fn outcome(facts: &MarkFacts, manifest: Manifest) -> MarkOutcome {
    let mark_key = canonical_digest(&json!({
        "document": facts.document.id, "source": manifest.source.sha256, "profile": manifest.profile.digest,
        "leaf": manifest.leaf_level, "scope": manifest.scope_policy, "prefix": manifest.prefix,
    }));
    let asked = Asked::of(&facts.earlier_entries, mark_key, |state| !state.is_closed_without_success());
    let rows = asked.living.is_none().then(|| rows(facts, &manifest, &asked));
    let card = manifest.card.as_ref().map(|card| card.facts(&facts.canonical_text)).unwrap_or_default();
    MarkOutcome {
        card,
        already_marked: rows.is_none(),
        manifest_text: if rows.is_some() { manifest.to_canonical_json() } else { String::new() },
        rows,
        status: asked.status(),
        entry_id: asked.entry_id,
        manifest_id: asked.manifest_id,
        manifest_digest: manifest.manifest_digest,
        profile: manifest.profile,
        counts: manifest.counts,
        coverage: manifest.coverage,
        anomalies: manifest.anomalies,
    }
}

fn rows(facts: &MarkFacts, manifest: &Manifest, asked: &Asked) -> MarkRows {
    let blocks: Vec<BlockRow<'_, Summary<'_>>> = manifest
        .units
        .iter()
        .map(|unit| BlockRow {
            envelope_id: &asked.manifest_id,
            unit_local_id: &unit.local_id,
            block_role: "result",
            source_span: BlockSpan { heading: &unit.heading_spans, body: &unit.body_spans },
            render_order: unit.sort_order,
            target_unit_id: unit_id(&asked.entry_id, &unit.local_id),
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
            decision_backlog_ref: &asked.entry_id,
        })
        .collect();
    let subject = Subject {
        operation_kind: &manifest.operation_kind,
        doc_code: &manifest.doc_code,
        manifest_digest: &manifest.manifest_digest,
        unit_count: manifest.units.len(),
        source_doc_ref: &facts.document.id,
        rationale: None,
        actor: &facts.actor,
        now: &facts.now,
    };
    let more = [
        ("source_document_id", json!(facts.document.id)),
        ("prefix", json!(manifest.prefix)),
        ("source_sha256", json!(manifest.source.sha256)),
    ];
    asked.rows(&subject, more, &blocks)
}
