//! What the verbs do in a first cut.

use serde_json::json;

use super::{axes, findings, plan};
use crate::findings::Findings;
use crate::live_facts::ValidationFacts;
use crate::mode::{Content, Mode, Proven};
use crate::record::{affected_row, Affected, BlockRow, BlockSpan, CutFacts, VerifyFacts};
use crate::survey;
use cutter_model::change_set::FactFingerprint;
use cutter_model::drift::{Axis, VerifyFinding};
use cutter_model::entry::EntryFacts;
use cutter_model::gate::Gate;
use cutter_model::id::unit_id;
use cutter_model::live::{LiveUnit, Target, TargetSurvey};
use cutter_model::refusal::Refusal;
use iu_address::Day;
use iu_text::manifest::{Anomaly, Enactment, Manifest};

impl Mode for Manifest {
    fn digest(&self) -> &str {
        &self.manifest_digest
    }

    fn operation_kind(&self) -> &str {
        &self.operation_kind
    }

    fn doc_code(&self) -> &str {
        &self.doc_code
    }

    fn effective_on(&self) -> Option<Day> {
        self.enact.as_ref().map(Enactment::first_day)
    }

    fn unit_count(&self) -> usize {
        self.units.len()
    }

    fn blocks<'m>(&'m self, entry_id: &'m str, manifest_id: &'m str) -> Box<dyn Iterator<Item = BlockRow<'m>> + 'm> {
        Box::new(self.units.iter().map(move |unit| BlockRow {
            envelope_id: manifest_id,
            unit_local_id: &unit.local_id,
            block_role: "result",
            source_span: BlockSpan::Source { heading: &unit.heading_spans, body: &unit.body_spans },
            render_order: unit.sort_order,
            target_unit_id: unit_id(entry_id, &unit.local_id),
            proposed_canonical_address: Some(&unit.address),
            proposed_section_type: Some(&unit.section_type),
            proposed_authority: Some(if self.enact.is_some() { "enacted" } else { "draft" }),
            candidate_edges: None,
            payload_summary: json!({
                "content_hash": unit.content_hash, "label": unit.label, "parent_local_id": unit.parent_local_id,
                "status": unit.status, "title": unit.title,
            }),
            decision_backlog_ref: entry_id,
        }))
    }

    fn findings(&self, facts: &ValidationFacts) -> Findings {
        findings::validate(self, facts)
    }

    fn anomalies(&self) -> &[Anomaly] {
        &self.anomalies
    }

    fn plan_digest(&self, entry: &EntryFacts) -> String {
        plan::plan_digest(self, &entry.entry_id, Target::Public)
    }

    fn fingerprint(&self, facts: &ValidationFacts, survey: &TargetSurvey) -> FactFingerprint {
        plan::fingerprint(facts, survey)
    }

    fn authority(&self, _facts: &ValidationFacts) -> (bool, &'static str, String) {
        let expected =
            if self.enact.is_some() { "first_cut, every unit law from its day" } else { "first_cut, every unit as draft" };
        (self.operation_kind == "first_cut", expected, self.operation_kind.clone())
    }

    fn gates(&self, facts: &CutFacts) -> Vec<Gate> {
        survey::gates(Target::Public, &facts.survey)
    }

    fn content(&self, facts: &CutFacts, change_set_id: &str) -> Result<Content, Refusal> {
        let Some(text) = facts.validation.canonical_text.as_deref() else {
            return Err(Refusal::conflict("CUT_REFUSED", "There is no source text to cut from."));
        };
        let units = plan::planned_units(self, text, facts.by(change_set_id))?;
        let insert = |unit| affected_row(facts.target.unit_table(), change_set_id, "insert", unit);
        Ok(Content {
            planned: plan::cut_row_counts(facts.target, units.len()),
            unit_count: units.len(),
            affected: Affected::Units(units.into_iter().map(insert).collect()),
            changes: None,
            state_before: None,
            plan_digest: plan::plan_digest(self, &facts.entry.entry_id, facts.target),
            doc_code: self.doc_code.clone(),
            prefix: Some(self.prefix.clone()),
            source_sha256: Some(self.source.sha256.clone()),
        })
    }

    fn prove(&self, facts: &VerifyFacts, live: &[LiveUnit], _affected: &Affected) -> Result<Proven, Refusal> {
        let observed_units = live.len();
        let Some(text) = facts.canonical_text.as_deref() else {
            let missing = VerifyFinding::new(Axis::Evidence, "SOURCE_MISSING", None, "the registered text", "nothing");
            return Ok(Proven { recorded: vec![missing], observed_units, ..Proven::default() });
        };
        let planned = plan::planned_units(self, text, facts.by())?;
        let drift = axes::compare(self, text, &planned, live);
        Ok(Proven { drift, recorded: Vec::new(), expected_units: planned.len(), observed_units })
    }
}
