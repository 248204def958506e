//! VERIFY of a structure operation: the state before is put together from what stands there and what is on record; what the
//! manifest makes of it must be what stands there. And the way back.

use crate::mode::Proven;
use crate::record::{change_on_record, touched_rows, RowChanges, TouchedRow, VerifyFacts};
use crate::structure::{self, Change, Document, RowChange, Rows, StructureManifest};
use cutter_model::change_set::{Authorship, RowCounts};
use cutter_model::drift::{Axis, Drift, VerifyFinding};
use cutter_model::live::read_rows;
use cutter_model::refusal::Refusal;
use iu_text::digest::{canonical_digest, sha256_hex};
use std::collections::BTreeMap;

use super::standing::{settled, state_digest};
use super::StandingRows;

/// Holds what stands there against what the manifest makes of the state before.
///
/// # Errors
/// `FACTS_UNREADABLE`.
pub fn prove(manifest: &StructureManifest, facts: &VerifyFacts, affected: &[TouchedRow]) -> Result<Proven, Refusal> {
    let standing = read(facts)?;
    let recorded = change_on_record(affected)?;
    let observed = standing.bare_rows();
    let before = standing.linked(undone(&recorded, &observed));
    let change_set = &facts.change_set;
    // Those that a withdrawal took away are not to stand there.
    let standing_then = || recorded.units.iter().filter(|row| row.after.is_some());
    let mut proven = Proven { expected_units: standing_then().count(), ..Proven::default() };
    proven.observed_units = standing_then().filter(|row| observed.units.contains_key(&row.id)).count();
    let said = change_set.payload_summary.get("state_before").and_then(serde_json::Value::as_str).unwrap_or("nothing recorded");
    let found = state_digest(&before);
    if said != found {
        proven.drift.found(Axis::Structure, "DOCUMENT_CHANGED", None, said, found);
    }
    // Its section types were active when it was cut; retiring one since is no drift.
    let active_section_types: Vec<String> = manifest.results.iter().map(|result| result.section_type.clone()).collect();
    let document = Document { rows: before, open: Vec::new(), ..standing.document(&active_section_types) };
    let derived =
        structure::plan(&document, manifest, facts.by()).and_then(|plan| Ok((plan.change.apply(&document.rows)?, plan.change)));
    match derived {
        Ok((expected, change)) => {
            proven.drift.findings.extend(structure::compare(&settled(&expected), &settled(&observed)));
            let (one, other) = (expected.reading(), observed.reading());
            proven.drift.expected_digest = sha256_hex(one.as_bytes());
            proven.drift.observed_digest = sha256_hex(other.as_bytes());
            proven.drift.reconstruction_ok = one == other;
            if one != other {
                let (expected, observed) = (proven.drift.expected_digest.clone(), proven.drift.observed_digest.clone());
                proven.drift.found(Axis::Content, "RECONSTRUCTION", None, expected, observed);
            }
            proven.recorded = compare_records(&touched_rows(&change, &change_set.change_set_id), affected);
        }
        Err(refusal) => {
            let finding = VerifyFinding::new(
                Axis::Structure,
                &refusal.code,
                None,
                "the manifest, carried out on the state before",
                refusal.message,
            );
            proven.drift.findings.push(finding);
            proven.drift.expected_digest = canonical_digest(&manifest.manifest_digest);
            proven.drift.observed_digest = sha256_hex(observed.reading().as_bytes());
        }
    }
    count(&mut proven.drift);
    Ok(proven)
}

fn read(facts: &VerifyFacts) -> Result<StandingRows, Refusal> {
    read_rows(facts.document_rows.as_deref().unwrap_or("null"))
}

/// `rows` with each row of `change` as it was before.
fn undone(change: &Change, rows: &Rows) -> Rows {
    fn put_back<T: Clone>(rows: &mut BTreeMap<String, T>, changes: &[RowChange<T>]) {
        for change in changes {
            match &change.before {
                Some(row) => drop(rows.insert(change.id.clone(), row.clone())),
                None => drop(rows.remove(&change.id)),
            }
        }
    }
    let mut before = rows.clone();
    put_back(&mut before.units, &change.units);
    put_back(&mut before.versions, &change.versions);
    put_back(&mut before.aliases, &change.aliases);
    before
}

fn count(drift: &mut Drift) {
    let of = |axis| drift.findings.iter().filter(|finding| finding.axis == axis).count();
    (drift.unit, drift.content, drift.structure) = (of(Axis::Unit), of(Axis::Content), of(Axis::Structure));
}

/// Rows on record that are not those the operation makes. Notes that were there before may have been edited since, so what is
/// compared are the operation and the settled states.
fn compare_records(expected: &[TouchedRow], recorded: &[TouchedRow]) -> Vec<VerifyFinding> {
    let by_id: BTreeMap<&str, &TouchedRow> = recorded.iter().map(|row| (row.target_row_id.as_str(), row)).collect();
    let mut findings = Vec::new();
    for row in expected {
        let found = by_id.get(row.target_row_id.as_str()).map_or("nothing", |found| found.row_digest.as_str());
        if found != row.row_digest {
            findings.push(VerifyFinding::new(Axis::Evidence, "ROW_PLANNED", Some(&row.target_row_id), &row.row_digest, found));
        }
    }
    if recorded.len() != expected.len() {
        findings.push(VerifyFinding::new(Axis::Evidence, "ROWS_PLANNED", None, expected.len(), recorded.len()));
    }
    findings
}

/// The way back of an operation.
pub struct WayBack {
    /// What is written.
    pub changes: RowChanges,
    /// Its affected rows.
    pub affected: Vec<TouchedRow>,
    /// Rows it must write, by table.
    pub planned: RowCounts,
    /// Units it puts back or removes.
    pub units: usize,
}

/// Plans the way back: every row as it was, where nothing touched it since.
///
/// # Errors
/// `COMPENSATE_TOUCHED` with what was touched, and those of [`structure::compensate`].
pub fn way_back(facts: &VerifyFacts, affected: &[TouchedRow], by: Authorship<'_>, reason: &str) -> Result<WayBack, Refusal> {
    let now = read(facts)?.bare_rows();
    let change = change_on_record(affected)?;
    let after = structure::compensate(&change, &now, by, reason, facts.change_set.effective_on())?;
    let back = Change::between(&now, &after);
    let mut planned = back.row_counts();
    // The signature is the verifier's, the history the verdict's.
    planned.retain(|table, _| table.starts_with("public.") || table == structure::ALIAS_TABLE);
    Ok(WayBack {
        changes: RowChanges::of(&back),
        affected: touched_rows(&back, by.change_set_id),
        planned,
        units: back.units.len(),
    })
}
