//! MARK: text and profile to manifest, entry, envelope and unit blocks. Writes no unit.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::marking::{Asked, MarkRows, Subject};
use crate::registration::{choose_profile, confirmed};
use cutter_model::backlog::State;
use cutter_model::entry::EntryFacts;
use cutter_model::refusal::Refusal;
use iu_text::canon::canonicalise_text;
use iu_text::card::CardFact;
use iu_text::digest::{canonical_digest, sha256_hex_of, LongHash};
use iu_text::manifest::{Anomaly, Counts, Coverage, Enactment, Manifest, ProfileRef, ScopePolicy, Stored};
use iu_text::profile::CustomProfile;
use iu_text::segment::{self, detect, MarkRequest};

/// The facts MARK decides from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
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
    /// What a person confirmed of the text's card, as it was registered; empty where nobody did.
    #[serde(default)]
    pub card: String,
    /// Deepest level to cut.
    pub leaf: Option<String>,
    /// Which units.
    #[serde(default)]
    pub scope: ScopePolicy,
    /// That the text is law, and from which days; none where its units are to be drafts.
    #[serde(default)]
    pub enact: Option<Enactment>,
    /// All cut requests of this document.
    pub earlier_entries: Vec<EntryFacts>,
    /// The person.
    pub actor: String,
    /// RFC 3339.
    pub now: String,
}

/// A document as registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
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

/// What MARK decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
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
/// Those of segmentation, with their place; `SOURCE_DIGEST_MISMATCH` where the text is not the registered one; those of
/// [`Manifest::enacted`].
pub fn mark(facts: &MarkFacts) -> Result<MarkOutcome, Refusal> {
    mark_by(facts, &sha256_hex_of)
}

/// As [`mark`]; `hash` makes the digests of the text and of the manifest. A host that lies gains nothing: REVIEW, CUT and VERIFY
/// hash both again, here.
///
/// # Errors
/// Those of [`mark`].
pub fn mark_by(facts: &MarkFacts, hash: LongHash<'_>) -> Result<MarkOutcome, Refusal> {
    let (manifest, manifest_text) = marked(facts, hash)?;
    Ok(outcome(facts, manifest, manifest_text))
}

/// The text as it is cut now, and the same as it is stored.
///
/// # Errors
/// Those of [`mark`].
pub(crate) fn marked(facts: &MarkFacts, hash: LongHash<'_>) -> Result<(Manifest, String), Refusal> {
    let text = canonicalise_text(&facts.canonical_text, hash)?;
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
    let (mut manifest, mut manifest_text) = segment::mark_written(&text, &request, hash)?;
    if !facts.card.is_empty() {
        manifest.card = manifest.card.map(|card| confirmed(card, &facts.card)).transpose()?;
        (manifest, manifest_text) = manifest.written(hash);
    }
    if let Some(enactment) = &facts.enact {
        (manifest, manifest_text) = manifest.enacted(enactment.clone(), text.as_str())?.written(hash);
    }
    Ok((manifest, manifest_text))
}

fn outcome(facts: &MarkFacts, manifest: Manifest, manifest_text: String) -> MarkOutcome {
    let mut asked_for = json!({
        "document": facts.document.id, "source": manifest.source.sha256, "profile": manifest.profile.digest,
        "leaf": manifest.leaf_level, "scope": manifest.scope_policy, "prefix": manifest.prefix,
    });
    if !facts.card.is_empty() {
        asked_for["card"] = json!(facts.card);
    }
    if let Some(enactment) = &facts.enact {
        asked_for["enact"] = json!(enactment);
    }
    let asked = Asked::of(&facts.earlier_entries, canonical_digest(&asked_for), |state| !state.is_closed_without_success());
    let more = [
        ("source_document_id", json!(facts.document.id)),
        ("prefix", json!(manifest.prefix)),
        ("source_sha256", json!(manifest.source.sha256)),
    ];
    let subject = Subject { source_doc_ref: &facts.document.id, rationale: None, actor: &facts.actor, now: &facts.now, more };
    let marked = asked.mark(&manifest, || manifest_text, subject);
    MarkOutcome {
        card: manifest.card.as_ref().map(|card| card.facts(&facts.canonical_text)).unwrap_or_default(),
        already_marked: marked.already_marked,
        entry_id: marked.entry_id,
        manifest_id: marked.manifest_id,
        manifest_digest: marked.manifest_digest,
        status: marked.status,
        profile: manifest.profile,
        counts: manifest.counts,
        coverage: manifest.coverage,
        anomalies: manifest.anomalies,
        manifest_text: marked.manifest_text,
        rows: marked.rows,
    }
}
