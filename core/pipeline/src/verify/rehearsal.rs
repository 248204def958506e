//! What a rehearsal shows: the rows in the sandbox, read back and held against manifest and source as VERIFY would.

use serde::{Deserialize, Serialize};

use super::MAX_FINDINGS;
use crate::first_cut::axes;
use crate::first_cut::plan::planned_units;
use cutter_model::change_set::Authorship;
use cutter_model::drift::VerifyFinding;
use cutter_model::live::LiveUnit;
use cutter_model::refusal::Refusal;
use iu_text::manifest::{Manifest, Stored};

/// The rehearsed rows, read back from the sandbox in the transaction that wrote them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct RehearsedFacts {
    /// The stored manifest text.
    pub manifest_text: String,
    /// The registered canonical text.
    pub canonical_text: String,
    /// The entry.
    pub entry_id: String,
    /// The rehearsal's change set.
    pub change_set_id: String,
    /// Id of the source document.
    pub document_id: String,
    /// JSON array of every unit of the document in the sandbox.
    pub live_units: String,
    /// The person.
    pub actor: String,
    /// RFC 3339.
    pub now: String,
}

/// Axes 1 to 3 of VERIFY over the sandbox. The scope around the document and the evidence belong to a cut to public.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct RehearsalProof {
    /// Whether nothing drifted and the text is whole.
    pub holds: bool,
    /// Axis 1.
    pub unit: usize,
    /// Axis 2.
    pub content: usize,
    /// Axis 3.
    pub structure: usize,
    /// Whether the rehearsed rows and the excluded spans give the canonical text byte for byte.
    pub reconstruction_ok: bool,
    /// Every difference.
    pub findings: Vec<VerifyFinding>,
}

/// Proves a rehearsal.
///
/// # Errors
/// Those of reading the manifest, `SPAN_OUTSIDE_TEXT`, and `FACTS_UNREADABLE`.
pub fn prove(facts: &RehearsedFacts) -> Result<RehearsalProof, Refusal> {
    let manifest = Manifest::from_stored(&facts.manifest_text)?;
    let live: Vec<LiveUnit> = cutter_model::live::read_rows(&facts.live_units)?;
    let by = Authorship {
        entry_id: &facts.entry_id,
        change_set_id: &facts.change_set_id,
        document_id: &facts.document_id,
        actor: &facts.actor,
        now: &facts.now,
    };
    let planned = planned_units(&manifest, &facts.canonical_text, by)?;
    let mut drift = axes::compare(&manifest, &facts.canonical_text, &planned, &live);
    drift.findings.truncate(MAX_FINDINGS);
    Ok(RehearsalProof {
        holds: drift.is_none() && drift.reconstruction_ok,
        unit: drift.unit,
        content: drift.content,
        structure: drift.structure,
        reconstruction_ok: drift.reconstruction_ok,
        findings: drift.findings,
    })
}
