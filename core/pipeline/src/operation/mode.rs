//! What the verbs do in an operation on the structure.

use serde_json::{json, Value};

use super::standing::state_digest;
use super::{findings, plan_now, standing, verify};
use crate::findings::Findings;
use crate::live_facts::ValidationFacts;
use crate::mode::{self, digest_of_set, named_units, of_target, Content, Mode, Proven};
use crate::record::{touched_rows, Affected, BlockRow, BlockSpan, CutFacts, RowChanges, VerifyFacts};
use crate::structure::{self, legal, Kind, StructureManifest};
use crate::survey;
use cutter_model::change_set::FactFingerprint;
use cutter_model::entry::EntryFacts;
use cutter_model::gate::Gate;
use cutter_model::id::unit_id;
use cutter_model::live::{LiveUnit, Target, TargetSurvey};
use cutter_model::refusal::Refusal;
use iu_address::Day;
use iu_text::digest::canonical_digest;

impl Mode for StructureManifest {
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
        self.request.effective_on
    }

    fn withdraws(&self) -> Option<&str> {
        self.request.operation.takes_up().filter(|_| self.request.operation.kind() == Kind::Withdraw)
    }

    fn corrects(&self) -> Option<&str> {
        self.request.operation.takes_up().filter(|_| self.request.operation.kind() == Kind::Correct)
    }

    fn unit_count(&self) -> usize {
        self.results.len().max(self.origins.len())
    }

    /// Its origins, then its results.
    fn blocks<'m>(&'m self, entry_id: &'m str, manifest_id: &'m str) -> Box<dyn Iterator<Item = BlockRow<'m>> + 'm> {
        let origins = self.origins.iter().map(move |origin| BlockRow {
            envelope_id: manifest_id,
            unit_local_id: &origin.local_id,
            block_role: "origin",
            source_span: BlockSpan::Origins { pieces: json!([]) },
            render_order: 0,
            target_unit_id: origin.unit_id.clone(),
            proposed_canonical_address: None,
            proposed_section_type: None,
            proposed_authority: None,
            candidate_edges: Some(Value::Null),
            payload_summary: json!({ "address": origin.address, "standing": origin.standing }),
            decision_backlog_ref: entry_id,
        });
        let results = self.results.iter().map(move |result| BlockRow {
            envelope_id: manifest_id,
            unit_local_id: &result.local_id,
            block_role: "result",
            source_span: BlockSpan::Origins { pieces: json!(result.pieces) },
            render_order: 0,
            target_unit_id: result.unit_id.clone().unwrap_or_else(|| unit_id(entry_id, &result.local_id)),
            proposed_canonical_address: Some(&result.address),
            proposed_section_type: Some(&result.section_type),
            proposed_authority: Some(&result.authority),
            candidate_edges: Some(json!(result.links)),
            payload_summary: json!({
                "label": result.label, "title": result.title, "parent_address": result.parent_address,
                "content_hash": result.content_hash,
            }),
            decision_backlog_ref: entry_id,
        });
        Box::new(origins.chain(results).zip(1..).map(|(block, render_order)| BlockRow { render_order, ..block }))
    }

    fn findings(&self, facts: &ValidationFacts) -> Findings {
        findings::validate(self, facts)
    }

    fn plan_digest(&self, entry: &EntryFacts) -> String {
        structure::plan_digest(self, &entry.entry_id)
    }

    /// Beside the units themselves: what may be written, and how.
    fn fingerprint(&self, facts: &ValidationFacts, survey: &TargetSurvey) -> FactFingerprint {
        let mut all = of_target(survey);
        all.extend(mode::fingerprint([
            ("active_section_types", digest_of_set(&facts.active_section_types)),
            ("target_updates", canonical_digest(&survey.updatable)),
        ]));
        all
    }

    fn not_rehearsed(&self) -> Option<Refusal> {
        let message = "An operation changes units that stand in public, which the sandbox has not: use a dry run.";
        Some(Refusal::invalid("STRUCTURE_NOT_REHEARSED", message))
    }

    fn moved(&self, facts: &ValidationFacts) -> Vec<String> {
        standing(facts).map_or_else(|refusal| vec![refusal.code], |standing| named_units(self.moved_in(&standing.rows())))
    }

    fn authority(&self, facts: &ValidationFacts) -> (bool, &'static str, String) {
        let (kind, day) = (self.request.operation.kind(), self.request.effective_on);
        let rows = standing(facts).map(|standing| standing.rows()).unwrap_or_default();
        let had = |id: &Option<String>| rows.units.get(id.as_deref()?)?.authority.clone();
        let gains = self.results.iter().find(|result| {
            let (had, has) = (had(&result.unit_id), result.authority.as_str());
            has != "draft" && had.as_deref() != Some(has) && !legal::may_gain(kind, day, (had.as_deref(), has))
        });
        let observed = gains.map_or_else(|| "nobody gains any".to_owned(), |result| result.address.clone());
        (gains.is_none(), "none gained but by enact, or with the day of the change", observed)
    }

    fn gates(&self, facts: &CutFacts) -> Vec<Gate> {
        let mut gates = survey::gates(Target::Public, &facts.survey);
        // VERIFY compares the whole document with what the operation makes of it, so one is verified before the next.
        let sentence = "No other change of this document waits for its verification.";
        let settled = match standing(&facts.validation) {
            Ok(standing) => Gate::none("G-CUT-SETTLED", sentence, &standing.unverified),
            Err(_) => Gate::equal("G-CUT-SETTLED", sentence, &"none", None),
        };
        gates.extend([survey::updates(&facts.survey), settled]);
        gates
    }

    fn content(&self, facts: &CutFacts, change_set_id: &str) -> Result<Content, Refusal> {
        let plan = plan_now(self, &facts.validation, facts.by(change_set_id))?;
        Ok(Content {
            affected: Affected::Touched(touched_rows(&plan.change, change_set_id)),
            unit_count: plan.change.units.len(),
            changes: Some(RowChanges::of(&plan.change)),
            state_before: Some(state_digest(&standing(&facts.validation)?.bare_rows())),
            planned: plan.planned_row_counts,
            plan_digest: plan.plan_digest,
            doc_code: self.doc_code.clone(),
            prefix: None,
            source_sha256: None,
        })
    }

    fn prove(&self, facts: &VerifyFacts, _live: &[LiveUnit], affected: &Affected) -> Result<Proven, Refusal> {
        verify::prove(self, facts, affected.touched())
    }
}
