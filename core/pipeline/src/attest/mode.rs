//! What the verbs do in an attestation.

use serde_json::json;
use std::collections::BTreeMap;

use super::manifest::AttestManifest;
use super::{axes, findings, moved, plan};
use crate::findings::Findings;
use crate::live_facts::ValidationFacts;
use crate::mode::{named_units, Content, Mode, Proven};
use crate::record::{Affected, BlockRow, BlockSpan, CutFacts, VerifyFacts};
use cutter_model::change_set::{ledger_rows, FactFingerprint};
use cutter_model::entry::EntryFacts;
use cutter_model::gate::Gate;
use cutter_model::live::{read_rows, LiveUnit, TargetSurvey};
use cutter_model::refusal::Refusal;

impl Mode for AttestManifest {
    fn digest(&self) -> &str {
        &self.manifest_digest
    }

    fn operation_kind(&self) -> &str {
        &self.operation_kind
    }

    fn doc_code(&self) -> &str {
        &self.doc_code
    }

    fn unit_count(&self) -> usize {
        self.unit_count
    }

    fn blocks<'m>(&'m self, entry_id: &'m str, manifest_id: &'m str) -> Box<dyn Iterator<Item = BlockRow<'m>> + 'm> {
        Box::new(self.units.iter().zip(1..).map(move |(unit, render_order)| BlockRow {
            envelope_id: manifest_id,
            unit_local_id: &unit.local_id,
            block_role: "result",
            source_span: BlockSpan::Source { heading: &[], body: &[] },
            render_order,
            target_unit_id: unit.unit_id.clone(),
            proposed_canonical_address: Some(&unit.address),
            proposed_section_type: Some(&unit.section_type),
            proposed_authority: Some(unit.authority.as_deref().unwrap_or("draft")),
            candidate_edges: None,
            payload_summary: json!({
                "label": unit.label, "title": unit.title, "parent_id": unit.parent_id, "content_hash": unit.content_hash,
                "lifecycle_status": unit.lifecycle_status, "row_digest": unit.row_digest,
            }),
            decision_backlog_ref: entry_id,
        }))
    }

    fn findings(&self, facts: &ValidationFacts) -> Findings {
        findings::validate(self, facts)
    }

    fn plan_digest(&self, _entry: &EntryFacts) -> String {
        plan::plan_digest(self)
    }

    fn fingerprint(&self, facts: &ValidationFacts, _survey: &TargetSurvey) -> FactFingerprint {
        plan::fingerprint(facts)
    }

    fn not_rehearsed(&self) -> Option<Refusal> {
        let message = "An attestation writes no unit, so there is nothing to rehearse: use a dry run.";
        Some(Refusal::invalid("ATTEST_NOT_REHEARSED", message))
    }

    fn moved(&self, facts: &ValidationFacts) -> Vec<String> {
        named_units(moved(self, &live_of(facts)))
    }

    fn authority(&self, facts: &ValidationFacts) -> (bool, &'static str, String) {
        let live = live_of(facts);
        let has: BTreeMap<&str, Option<&str>> =
            live.iter().map(|unit| (unit.unit.id.as_str(), unit.unit.authority.as_deref())).collect();
        let other = self.units.iter().find(|unit| has.get(unit.unit_id.as_str()) != Some(&unit.authority.as_deref()));
        let observed = other.map_or_else(|| "every unit keeps it".to_owned(), |unit| unit.address.clone());
        (other.is_none(), "every unit keeps the authority it has", observed)
    }

    /// It writes to no table of units.
    fn gates(&self, _facts: &CutFacts) -> Vec<Gate> {
        Vec::new()
    }

    fn content(&self, facts: &CutFacts, change_set_id: &str) -> Result<Content, Refusal> {
        Ok(Content {
            affected: Affected::Units(plan::affected_rows(self, change_set_id, &live_of(&facts.validation))),
            unit_count: self.units.len(),
            changes: None,
            state_before: None,
            // None of them is a unit.
            planned: ledger_rows(self.units.len()),
            plan_digest: plan::plan_digest(self),
            doc_code: self.doc_code.clone(),
            prefix: None,
            source_sha256: None,
        })
    }

    fn prove(&self, _facts: &VerifyFacts, live: &[LiveUnit], affected: &Affected) -> Result<Proven, Refusal> {
        let recorded = axes::recorded(self, affected.units());
        let drift = axes::compare(self, live);
        Ok(Proven { drift, recorded, expected_units: self.units.len(), observed_units: live.len() })
    }
}

/// The attested units as they stand; none where they cannot be read, which no gate passes.
fn live_of(facts: &ValidationFacts) -> Vec<LiveUnit> {
    facts.attested.as_ref().and_then(|attested| read_rows(&attested.live_units).ok()).unwrap_or_default()
}
