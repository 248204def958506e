//! MARK in mode attest: which units, and whether they may be taken.

use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

use super::{manifest_of, AttestedFacts, GovernedUnit};
use crate::attest::manifest::AttestManifest;
use crate::marking::{Asked, MarkRows, Subject};
use cutter_model::backlog::State;
use cutter_model::entry::EntryFacts;
use cutter_model::live::{read_rows, LiveUnit};
use cutter_model::refusal::{rationale, Refusal};
use iu_text::digest::canonical_digest;
use iu_text::manifest::Stored;

/// The facts an attestation is marked from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct AttestFacts {
    /// Addresses or ids of units; empty where a whole document is asked for.
    pub requested: Vec<String>,
    /// The document, where all its units not yet under governance are asked for.
    pub doc_code: Option<String>,
    /// The rows found.
    pub found: AttestedFacts,
    /// All attestations of the documents found.
    pub earlier_entries: Vec<EntryFacts>,
    /// Why.
    pub rationale: String,
    /// The person.
    pub actor: String,
    /// RFC 3339.
    pub now: String,
}

/// What MARK in mode attest decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct AttestOutcome {
    /// G-MARK-IDEM: the same units in the same state are attested by this entry already, write nothing.
    pub already_marked: bool,
    /// Entry id.
    pub entry_id: String,
    /// Envelope id, the manifest's id in every route.
    pub manifest_id: String,
    /// Digest of the manifest.
    pub manifest_digest: String,
    /// State of the entry.
    pub status: State,
    /// The document.
    pub doc_code: String,
    /// Units in the manifest.
    pub unit_count: usize,
    /// Units by section type.
    pub units_by_section_type: BTreeMap<String, usize>,
    /// Units of the document that are under governance already and so were left out.
    pub left_out: Vec<GovernedUnit>,
    /// The exact manifest text to store; empty where it was marked before.
    pub manifest_text: String,
    /// Rows to write; none where it was marked before.
    pub rows: Option<MarkRows>,
}

/// Proposes which units are taken under governance.
///
/// # Errors
/// `RATIONALE_MISSING`, `ATTEST_NOTHING_ASKED`, `ATTEST_UNIT_NOT_FOUND`, `ATTEST_SEVERAL_DOCUMENTS`, and
/// `ATTEST_GOVERNED` with the units that are under governance already.
pub fn attest(facts: &AttestFacts) -> Result<AttestOutcome, Refusal> {
    rationale(&facts.rationale, "An attestation needs a rationale.")?;
    if facts.requested.is_empty() == facts.doc_code.is_none() {
        return Err(Refusal::invalid("ATTEST_NOTHING_ASKED", "Name either the units or the document whose units are attested."));
    }
    let live: Vec<LiveUnit> = read_rows(&facts.found.live_units)?;
    all_found(facts, &live)?;
    let doc_code = one_document(&live)?;
    let mut units: Vec<&LiveUnit> = live.iter().collect();
    units.sort_by(|a, b| (a.unit.sort_order, &a.unit.canonical_address).cmp(&(b.unit.sort_order, &b.unit.canonical_address)));
    let (whole, governed) = (manifest_of(doc_code, &units), &facts.found.governed);
    if governed.is_empty() || asked(facts, &whole).living.is_some() {
        return Ok(outcome(facts, whole, Vec::new()));
    }
    let taken: BTreeSet<&str> = governed.iter().map(|unit| unit.unit_id.as_str()).collect();
    units.retain(|unit| !taken.contains(unit.unit.id.as_str()));
    if facts.doc_code.is_none() || units.is_empty() {
        return Err(refuse_governed(governed));
    }
    Ok(outcome(facts, manifest_of(doc_code, &units), governed.clone()))
}

fn all_found(facts: &AttestFacts, live: &[LiveUnit]) -> Result<(), Refusal> {
    let known: BTreeSet<&str> =
        live.iter().flat_map(|unit| [unit.unit.id.as_str(), unit.unit.canonical_address.as_str()]).collect();
    let missing: Vec<&str> = facts.requested.iter().map(String::as_str).filter(|text| !known.contains(text)).collect();
    let refuse = |message: String| Err(Refusal::not_found("ATTEST_UNIT_NOT_FOUND", message));
    match (missing.first(), &facts.doc_code) {
        (Some(first), _) if missing.len() > 1 => refuse(format!("{} units do not exist, the first is {first:?}.", missing.len())),
        (Some(first), _) => refuse(format!("There is no unit {first:?}.")),
        (None, Some(doc_code)) if live.is_empty() => refuse(format!("There is no unit of a document {doc_code:?}.")),
        _ => Ok(()),
    }
}

fn one_document(live: &[LiveUnit]) -> Result<&str, Refusal> {
    let codes: BTreeSet<&str> = live.iter().map(|unit| unit.unit.doc_code.as_str()).collect();
    let mut each = codes.iter();
    match (each.next(), each.next()) {
        (Some(code), None) => Ok(code),
        _ => Err(Refusal::invalid(
            "ATTEST_SEVERAL_DOCUMENTS",
            format!("One attestation is about one document; these units are of {}.", Vec::from_iter(codes).join(", ")),
        )),
    }
}

/// Most units a refusal names.
const NAMED: usize = 5;

fn refuse_governed(governed: &[GovernedUnit]) -> Refusal {
    let named: Vec<String> = governed.iter().take(NAMED).map(GovernedUnit::named).collect();
    let more = if governed.len() > NAMED { format!(" and {} more", governed.len() - NAMED) } else { String::new() };
    Refusal::conflict("ATTEST_GOVERNED", format!("Under governance already: {}{more}.", named.join(", ")))
}

/// Whether `manifest` waits already.
fn asked(facts: &AttestFacts, manifest: &AttestManifest) -> Asked {
    let rows: Vec<_> = manifest.units.iter().map(|unit| (&unit.unit_id, &unit.row_digest)).collect();
    let mark_key = canonical_digest(&json!({ "attest": manifest.doc_code, "units": rows }));
    Asked::of(&facts.earlier_entries, mark_key, |state| !state.is_closed_without_success())
}

fn outcome(facts: &AttestFacts, manifest: AttestManifest, left_out: Vec<GovernedUnit>) -> AttestOutcome {
    let (source_doc_ref, rationale) = (&manifest.doc_code, Some(facts.rationale.trim()));
    let subject = Subject { source_doc_ref, rationale, actor: &facts.actor, now: &facts.now, more: [] };
    let marked = asked(facts, &manifest).mark(&manifest, || manifest.to_canonical_json(), subject);
    AttestOutcome {
        already_marked: marked.already_marked,
        entry_id: marked.entry_id,
        manifest_id: marked.manifest_id,
        manifest_digest: marked.manifest_digest,
        status: marked.status,
        doc_code: manifest.doc_code,
        unit_count: manifest.unit_count,
        units_by_section_type: manifest.units_by_section_type,
        left_out,
        manifest_text: marked.manifest_text,
        rows: marked.rows,
    }
}
