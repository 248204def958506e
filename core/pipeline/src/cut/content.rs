//! What a cut does to units, and what its change set is called.

use serde_json::json;

use super::{gates, AffectedRow, CutFacts};
use crate::operation::{RowChanges, TouchedRow};
use crate::plan::{cut_row_counts, plan_digest, planned_units};
use crate::proposal::Proposal;
use crate::record::affected_rows;
use crate::structure::StructureManifest;
use crate::{attest, operation};
use cutter_model::change_set::{Authorship, RowCounts};
use cutter_model::id::derived_id;
use cutter_model::live::{json_text, LiveUnit, Target};
use cutter_model::refusal::Refusal;
use iu_text::digest::canonical_digest;
use iu_text::manifest::Manifest;

/// What is on record of the rows.
enum Affected {
    /// New units, each with its version.
    Written(Vec<AffectedRow>),
    /// Units as they are there already.
    Standing(Vec<AffectedRow>),
    /// Units, versions and aliases, each by itself.
    Touched(Vec<TouchedRow>),
}

/// What a cut does to units, and what it is about.
pub(super) struct Content {
    affected: Affected,
    /// Units it is about.
    pub(super) unit_count: usize,
    /// The statements of an operation on units that are there.
    pub(super) changes: Option<RowChanges>,
    /// Digest of the document before such an operation.
    pub(super) state_before: Option<String>,
    pub(super) planned: RowCounts,
    pub(super) plan_digest: String,
    pub(super) doc_code: String,
    pub(super) prefix: Option<String>,
    pub(super) source_sha256: Option<String>,
}

impl Content {
    pub(super) fn of(facts: &CutFacts, proposal: &Proposal, change_set_id: &str) -> Result<Self, Refusal> {
        match proposal {
            Proposal::FirstCut(manifest) => Self::of_first_cut(facts, manifest, change_set_id),
            Proposal::Attest(manifest) => Ok(Self {
                affected: Affected::Standing(attest::plan::affected_rows(manifest, change_set_id, &gates::live_of(facts))),
                unit_count: manifest.units.len(),
                changes: None,
                state_before: None,
                planned: attest::plan::row_counts(manifest.units.len()),
                plan_digest: attest::plan::plan_digest(manifest),
                doc_code: manifest.doc_code.clone(),
                prefix: None,
                source_sha256: None,
            }),
            Proposal::Structure(manifest) => Self::of_operation(facts, manifest, change_set_id),
        }
    }

    /// The units to write, in document order.
    pub(super) fn units(&self) -> impl Iterator<Item = &LiveUnit> {
        let written = match &self.affected {
            Affected::Written(rows) => rows.as_slice(),
            Affected::Standing(_) | Affected::Touched(_) => &[],
        };
        written.iter().filter_map(|row| row.after_state_snapshot.as_ref())
    }

    /// The affected rows as JSON text.
    pub(super) fn affected_rows(&self) -> String {
        match &self.affected {
            Affected::Written(rows) | Affected::Standing(rows) => json_text(rows),
            Affected::Touched(rows) => json_text(rows),
        }
    }

    /// Their digests, in their order.
    pub(super) fn row_digests(&self) -> Vec<&str> {
        match &self.affected {
            Affected::Written(rows) | Affected::Standing(rows) => rows.iter().map(|row| row.row_digest.as_str()).collect(),
            Affected::Touched(rows) => rows.iter().map(|row| row.row_digest.as_str()).collect(),
        }
    }

    fn of_operation(facts: &CutFacts, manifest: &StructureManifest, change_set_id: &str) -> Result<Self, Refusal> {
        let by = Authorship {
            entry_id: &facts.entry.entry_id,
            change_set_id,
            document_id: &facts.document_id,
            actor: &facts.actor,
            now: &facts.now,
        };
        let plan = operation::plan_now(manifest, &facts.validation, by)?;
        Ok(Self {
            affected: Affected::Touched(operation::rows::touched_rows(&plan.change, change_set_id)),
            unit_count: plan.change.units.len(),
            changes: Some(RowChanges::of(&plan.change)),
            state_before: Some(operation::verify::state_before(&operation::standing(&facts.validation)?.bare_rows())),
            planned: plan.planned_row_counts,
            plan_digest: plan.plan_digest,
            doc_code: manifest.doc_code.clone(),
            prefix: None,
            source_sha256: None,
        })
    }

    fn of_first_cut(facts: &CutFacts, manifest: &Manifest, change_set_id: &str) -> Result<Self, Refusal> {
        let Some(text) = facts.validation.canonical_text.as_deref() else {
            return Err(Refusal::conflict("CUT_REFUSED", "There is no source text to cut from."));
        };
        let by = Authorship {
            entry_id: &facts.entry.entry_id,
            change_set_id,
            document_id: &facts.document_id,
            actor: &facts.actor,
            now: &facts.now,
        };
        let units = planned_units(manifest, text, by)?;
        Ok(Self {
            planned: cut_row_counts(facts.target, units.len()),
            unit_count: units.len(),
            affected: Affected::Written(affected_rows(facts.target, change_set_id, units)),
            changes: None,
            state_before: None,
            plan_digest: plan_digest(manifest, &facts.entry.entry_id, facts.target),
            doc_code: manifest.doc_code.clone(),
            prefix: Some(manifest.prefix.clone()),
            source_sha256: Some(manifest.source.sha256.clone()),
        })
    }
}

/// What names a change set, and what it is.
pub(super) struct Identity {
    pub(super) change_set_id: String,
    pub(super) entry_id: Option<String>,
    pub(super) idempotency_key: String,
    pub(super) operation_kind: String,
    pub(super) status: String,
}

impl Identity {
    /// One public cut for an entry; rehearsals are numbered, and are no change set of the entry (G-CUT-ONCE).
    pub(super) fn of(facts: &CutFacts, proposal: &Proposal) -> Self {
        let entry_id = &facts.entry.entry_id;
        match facts.target {
            Target::Public => Self {
                change_set_id: derived_id("change-set", &[entry_id, facts.target.unit_table()]),
                entry_id: Some(entry_id.clone()),
                idempotency_key: canonical_digest(&json!(["cut", entry_id, proposal.digest(), facts.target])),
                operation_kind: proposal.operation_kind().to_owned(),
                status: "applied".to_owned(),
            },
            Target::Sandbox => {
                let number = facts.rehearsal.as_ref().map_or(0, |rehearsal| rehearsal.earlier_rehearsals) + 1;
                Self {
                    change_set_id: derived_id("rehearsal", &[entry_id, &number.to_string()]),
                    entry_id: None,
                    idempotency_key: canonical_digest(&json!(["rehearse", entry_id, proposal.digest(), number])),
                    operation_kind: "rehearsal".to_owned(),
                    status: "rehearsed".to_owned(),
                }
            }
        }
    }
}
