//! MARK in mode attest: which units, and whether they may be taken.

use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use std::collections::{BTreeMap, BTreeSet};

use super::{manifest_of, AttestedFacts, GovernedUnit};
use crate::attest::manifest::{AttestManifest, ATTEST};
use crate::marking::{Asked, BlockRow, BlockSpan, MarkRows, Subject};
use cutter_model::backlog::State;
use cutter_model::entry::EntryFacts;
use cutter_model::live::{read_rows, LiveUnit};
use cutter_model::refusal::{rationale, Refusal};
use iu_text::digest::canonical_digest;
use iu_text::manifest::Stored;

/// The facts an attestation is marked from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
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
    let whole = Marked::of(facts, doc_code, &units);
    if whole.asked.living.is_some() {
        return Ok(whole.outcome(facts, Vec::new()));
    }
    let governed = &facts.found.governed;
    if governed.is_empty() {
        return Ok(whole.outcome(facts, Vec::new()));
    }
    let taken: BTreeSet<&str> = governed.iter().map(|unit| unit.unit_id.as_str()).collect();
    units.retain(|unit| !taken.contains(unit.unit.id.as_str()));
    if facts.doc_code.is_none() || units.is_empty() {
        return Err(refuse_governed(governed));
    }
    Ok(Marked::of(facts, doc_code, &units).outcome(facts, governed.clone()))
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

struct Marked {
    manifest: AttestManifest,
    asked: Asked,
}

impl Marked {
    fn of(facts: &AttestFacts, doc_code: &str, units: &[&LiveUnit]) -> Self {
        let manifest = manifest_of(doc_code, units);
        let rows: Vec<_> = manifest.units.iter().map(|unit| (&unit.unit_id, &unit.row_digest)).collect();
        let mark_key = canonical_digest(&json!({ "attest": doc_code, "units": rows }));
        let asked = Asked::of(&facts.earlier_entries, mark_key, |state| !state.is_closed_without_success());
        Self { manifest, asked }
    }

    fn outcome(self, facts: &AttestFacts, left_out: Vec<GovernedUnit>) -> AttestOutcome {
        let rows = self.asked.living.is_none().then(|| self.rows(facts));
        AttestOutcome {
            already_marked: rows.is_none(),
            manifest_text: if rows.is_some() { self.manifest.to_canonical_json() } else { String::new() },
            rows,
            status: self.asked.status(),
            entry_id: self.asked.entry_id,
            manifest_id: self.asked.manifest_id,
            manifest_digest: self.manifest.manifest_digest,
            doc_code: self.manifest.doc_code,
            unit_count: self.manifest.unit_count,
            units_by_section_type: self.manifest.units_by_section_type,
            left_out,
        }
    }

    fn rows(&self, facts: &AttestFacts) -> MarkRows {
        let Self { manifest, asked } = self;
        let blocks: Vec<BlockRow<'_, Value>> = manifest
            .units
            .iter()
            .enumerate()
            .map(|(index, unit)| BlockRow {
                envelope_id: &asked.manifest_id,
                unit_local_id: &unit.local_id,
                block_role: "result",
                source_span: BlockSpan { heading: &[], body: &[] },
                render_order: index + 1,
                target_unit_id: unit.unit_id.clone(),
                proposed_canonical_address: &unit.address,
                proposed_section_type: &unit.section_type,
                proposed_authority: unit.authority.as_deref().unwrap_or("draft"),
                payload_summary: json!({
                    "label": unit.label, "title": unit.title, "parent_id": unit.parent_id, "content_hash": unit.content_hash,
                    "lifecycle_status": unit.lifecycle_status, "row_digest": unit.row_digest,
                }),
                decision_backlog_ref: &asked.entry_id,
            })
            .collect();
        let subject = Subject {
            operation_kind: ATTEST,
            doc_code: &manifest.doc_code,
            manifest_digest: &manifest.manifest_digest,
            unit_count: manifest.unit_count,
            source_doc_ref: &manifest.doc_code,
            rationale: Some(facts.rationale.trim()),
            actor: &facts.actor,
            now: &facts.now,
        };
        asked.rows(&subject, [], &blocks)
    }
}
