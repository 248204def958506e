//! Operations on the structure, through MARK, REVIEW, CUT and VERIFY, on rows in memory.

use serde_json::{json, Value};
use std::collections::BTreeMap;

use super::world::{survey, World};
use cutter_model::backlog::State;
use cutter_model::drift::VerifyVerdict;
use cutter_model::entry::EntryFacts;
use cutter_model::live::{Target, TargetSurvey};
use cutter_model::refusal::Refusal;
use cutter_model::word::word_of;
use cutter_pipeline::cut::{plan_cut, sign_written, CutFacts, CutPlan, ReviewOnRecord};
use cutter_pipeline::live_facts::ValidationFacts;
use cutter_pipeline::operation::mark::{propose, ProposeFacts, ProposeOutcome};
use cutter_pipeline::operation::RowChanges;
use cutter_pipeline::record::ChangeSetStatus;
use cutter_pipeline::review::{review, ReviewFacts, ReviewVerdict};
use cutter_pipeline::verify::{verify, ChangeSetFacts, SignatureOnRecord, VerifyFacts, VerifyOutcome};

const TYPES: [&str; 4] = ["article", "chapter", "clause", "point"];

/// A document in three tables of JSON rows, by their keys.
struct Law {
    world: World,
    tables: [BTreeMap<String, Value>; 3],
    clock: u32,
    entries: Vec<EntryFacts>,
}

const KEYS: [&str; 3] = ["id", "id", "alias_id"];

fn may_update() -> TargetSurvey {
    let columns = "tac_logical_unit.canonical_address tac_logical_unit.section_code tac_logical_unit.parent_id tac_logical_unit.sort_order \
        tac_logical_unit.lifecycle_status tac_logical_unit.authority tac_logical_unit.identity_profile tac_unit_version.lifecycle_status \
        tac_unit_version.change_set_id tac_unit_version.updated_at tac_unit_version.enacted_at tac_unit_version.superseded_at \
        tac_unit_version.retired_at tac_unit_version.in_force_from tac_unit_version.in_force_until \
        tac_logical_unit.in_force_from tac_logical_unit.in_force_until tac_logical_unit.suspended_from \
        tac_logical_unit.suspended_until canonical_address_alias.valid_until";
    TargetSurvey { updatable: columns.split_whitespace().map(str::to_owned).collect(), ..survey() }
}

impl Law {
    fn cut() -> Self {
        let world = World::cut();
        let mut law = Self { world, tables: Default::default(), clock: 10, entries: Vec::new() };
        for unit in law.world.live() {
            law.tables[1].insert(unit.version.as_ref().expect("a version").id.clone(), json!(unit.version));
            law.tables[0].insert(unit.unit.id.clone(), json!(unit.unit));
        }
        law
    }

    fn now(&mut self) -> String {
        self.clock += 1;
        format!("2026-01-03T{:02}:{:02}:00.000000Z", self.clock / 60, self.clock % 60)
    }

    fn rows(&self, now: &str) -> String {
        let all = |index: usize| self.tables[index].values().collect::<Vec<_>>();
        json!({
            "now": now, "units": all(0), "versions": all(1), "aliases": all(2), "links": [], "open": [], "ever_used": [], "unverified": [],
        })
        .to_string()
    }

    fn id(&self, address: &str) -> String {
        let unit = self.tables[0].values().find(|unit| unit["canonical_address"] == address);
        unit.unwrap_or_else(|| panic!("{address}"))["id"].as_str().expect("an id").to_owned()
    }

    fn propose(&mut self, operation: Value) -> Result<ProposeOutcome, Refusal> {
        let now = self.now();
        propose(&ProposeFacts {
            document_rows: self.rows(&now),
            active_section_types: TYPES.map(str::to_owned).to_vec(),
            request: serde_json::from_value(json!({ "operation": operation, "rationale": "the amending law" }))
                .expect("a request"),
            earlier_entries: self.entries.clone(),
            actor: self.world.marker.clone(),
            now,
        })
    }

    /// Proposed, approved and cut; the facts VERIFY then has.
    fn carry(&mut self, operation: Value) -> (CutPlan, VerifyFacts) {
        let mark = self.propose(operation).expect("proposes");
        let row = mark.rows.as_ref().expect("new").entry.clone();
        let mut entry =
            EntryFacts { entry_id: row.entry_id, kind: row.kind, status: "review_pending".to_owned(), payload: row.payload };
        let now = self.now();
        let validation = ValidationFacts {
            canonical_text: None,
            pinned_manifest_digest: mark.manifest_digest.clone(),
            document_rows: Some(self.rows(&now)),
            ..self.world.validation()
        };
        let review_facts = ReviewFacts {
            manifest_text: mark.manifest_text.clone(),
            manifest_id: mark.manifest_id.clone(),
            entry: entry.clone(),
            validation: validation.clone(),
            survey: may_update(),
            ..self.world.review_facts()
        };
        let outcome = review(&review_facts).unwrap_or_else(|refusal| panic!("{}: {refusal:?}", mark.manifest.operation_kind));
        assert_eq!(outcome.verdict, ReviewVerdict::Pass);
        entry.status = "reviewed_approved".to_owned();
        let review = ReviewOnRecord {
            review_decision_id: outcome.review_decision_id,
            verdict: outcome.verdict,
            manifest_digest: outcome.manifest_digest,
            reviewer_identity: self.world.reviewer.clone(),
            evidence: outcome.evidence,
            decided_at: now.clone(),
            superseded: false,
        };
        let facts = CutFacts {
            manifest_text: mark.manifest_text.clone(),
            manifest_id: mark.manifest_id.clone(),
            document_id: mark.manifest.doc_code.clone(),
            entry: entry.clone(),
            review: Some(review.clone()),
            validation,
            survey: may_update(),
            now: now.clone(),
            ..self.world.cut_facts()
        };
        let sandbox = plan_cut(&CutFacts { target: Target::Sandbox, ..facts.clone() }).expect_err("nothing to rehearse");
        assert_eq!(sandbox.code, "STRUCTURE_NOT_REHEARSED");
        let no_updates = plan_cut(&CutFacts { survey: survey(), ..facts.clone() }).expect_err("no privilege");
        assert!(no_updates.gates.iter().any(|gate| gate.id == "G-CUT-UPDATES"), "{no_updates:?}");
        let plan = plan_cut(&facts).unwrap_or_else(|refusal| panic!("{}: {refusal:?}", mark.manifest.operation_kind));
        self.apply(plan.changes.as_ref().expect("changes"));
        entry.status = State::CutApplied.as_text();
        self.entries.push(entry.clone());
        let written = World::written_as(&mark.manifest.doc_code, &plan.planned_row_counts);
        let request = sign_written(&plan.to_sign, &written).expect("as planned");
        let (envelope, signature) = self.world.signed(&request);
        let set = &plan.change_set;
        let later = self.now();
        let verify_facts = VerifyFacts {
            change_set: ChangeSetFacts {
                change_set_id: set.change_set_id.clone(),
                status: word_of(set.status),
                operation_kind: set.operation_kind.clone(),
                manifest_id: set.manifest_id.clone(),
                manifest_version: set.manifest_version.clone(),
                manifest_digest: set.manifest_digest.clone(),
                plan_digest: set.plan_digest.clone(),
                review_decision_id: set.review_decision_id.clone(),
                executor_tool_revision: set.executor_tool_revision.clone(),
                emitted_by: set.emitted_by.clone(),
                emitted_at: set.emitted_at.clone(),
                source_document_ref: set.source_document_ref.clone(),
                payload_summary: set.payload_summary.clone(),
            },
            manifest_text: mark.manifest_text,
            canonical_text: None,
            entry,
            review: Some(review),
            live_units: "[]".to_owned(),
            document_rows: Some(self.rows(&later)),
            affected_rows: plan.affected_rows.clone(),
            scope: World::scope(&plan.change_set.change_set_id, &written),
            executor_signature: Some(SignatureOnRecord {
                signature_id: plan.signature_id.clone(),
                signature_payload: signature,
                payload_hash: request.payload_hash,
                signed_at: plan.change_set.emitted_at.clone(),
                envelope,
                ..self.world.verify_facts().executor_signature.expect("signed")
            }),
            now: later,
            ..self.world.verify_facts()
        };
        (plan, verify_facts)
    }

    /// The statements, in the order in which they are sent.
    fn apply(&mut self, changes: &RowChanges) {
        let rows = |text: &str| serde_json::from_str::<Vec<Value>>(text).expect("rows");
        let inserts = [(0, &changes.units_born), (1, &changes.versions_born)];
        let updates = [(0, &changes.units_changed), (1, &changes.versions_changed), (2, &changes.aliases_closed)];
        for (table, text) in inserts {
            for row in rows(text) {
                let key = row[KEYS[table]].as_str().expect("a key").to_owned();
                assert!(self.tables[table].insert(key, row).is_none(), "born once");
            }
        }
        for (table, text) in updates {
            for row in rows(text) {
                let key = row[KEYS[table]].as_str().expect("a key").to_owned();
                assert!(self.tables[table].insert(key, row).is_some(), "changed where it is");
            }
        }
        for row in rows(&changes.aliases_written) {
            let key = row["alias_id"].as_str().expect("a key").to_owned();
            assert!(self.tables[2].insert(key, row).is_none(), "written once");
        }
        for (table, ids) in [(1, &changes.versions_removed), (0, &changes.units_removed)] {
            for id in ids {
                assert!(self.tables[table].remove(id).is_some(), "removed once");
            }
        }
    }

    /// Verified, and it holds.
    fn done(&mut self, operation: Value) -> CutPlan {
        let (plan, facts) = self.carry(operation);
        let outcome = verify(&facts).expect("verifies");
        assert_eq!(outcome.result.verdict, VerifyVerdict::Pass, "{:#?}", outcome.result.findings);
        self.settle(State::VerifiedComplete);
        plan
    }

    fn settle(&mut self, state: State) {
        self.entries.last_mut().expect("an entry").status = state.as_text();
    }

    /// Units and versions without the time of their last change.
    fn state(&self) -> Vec<Value> {
        let mut rows: Vec<Value> = self.tables[0].values().chain(self.tables[1].values()).cloned().collect();
        for row in &mut rows {
            row.as_object_mut().expect("a row").remove("updated_at");
        }
        rows
    }

    fn story(&self) -> Vec<Value> {
        let second = self.id("TEST/DIEU-2");
        let text =
            self.tables[1].values().find(|version| version["unit_id"] == second.as_str()).expect("a version")["body"].clone();
        let bytes = text.as_str().expect("a body").len();
        vec![
            json!({ "kind": "enact", "unit_ids": [second] }),
            json!({ "kind": "substitute", "unit_id": second, "body": "Quy định có hiệu lực từ năm sau.\n" }),
            json!({ "kind": "renumber", "changes": [{ "unit_id": second, "address": "TEST/DIEU-1", "label": "1" }, { "unit_id": self.id("TEST/DIEU-1"), "address": "TEST/DIEU-2" }] }),
            json!({ "kind": "insert", "address": "TEST/DIEU-1A", "parent_id": self.tables[0][&second]["parent_id"], "after": self.id("TEST/DIEU-1"), "section_type": "article", "label": "1a", "heading": "Điều 1a.\n", "body": "Mới.\n" }),
            json!({ "kind": "merge", "unit_ids": [self.id("TEST/DIEU-1"), second] }),
            json!({ "kind": "split", "unit_id": second, "parts": [{ "ends_at": 0 }, { "ends_at": bytes }] }),
            json!({ "kind": "move", "unit_id": second, "parent_id": self.tables[0][&second]["parent_id"] }),
            json!({ "kind": "retire", "unit_id": self.id("TEST/DIEU-1") }),
        ]
    }
}

#[test]
fn each_operation_goes_through_the_pipeline_and_its_verification_holds() {
    for index in 0..8 {
        let mut law = Law::cut();
        let operation = law.story().remove(index);
        let plan = law.done(operation.clone());
        assert!(plan.gates.iter().all(|gate| !gate.fires()), "{operation}");
        assert!(plan.gates.iter().any(|gate| gate.id == "G-CUT-SETTLED"));
        assert_eq!(plan.change_set.operation_kind, operation["kind"].as_str().expect("a kind"));
    }
}

#[test]
fn what_was_tampered_with_fails_and_what_was_not_comes_back_exactly() {
    for index in 0..8 {
        let mut law = Law::cut();
        let operation = law.story().remove(index);
        let before = law.state();
        let (_, facts) = law.carry(operation.clone());
        assert_ne!(law.state(), before, "{operation}");
        // The signature of another: nothing of the rows is touched, so they come back.
        let forged = VerifyFacts { executor_signature: None, ..facts.clone() };
        let outcome: VerifyOutcome = verify(&forged).expect("decides");
        assert_eq!(
            (outcome.result.verdict, outcome.change_set_status),
            (VerifyVerdict::Fail, ChangeSetStatus::Compensated),
            "{operation}"
        );
        let way_back = outcome.compensation.expect("a way back");
        law.apply(way_back.changes.as_ref().expect("statements"));
        assert_eq!(law.state(), before, "{operation}");

        // A text edited behind the operation's back: drift on axis 2, and nothing is put back.
        let mut rows: Value = serde_json::from_str(facts.document_rows.as_deref().expect("rows")).expect("JSON");
        let affected: Vec<Value> = serde_json::from_str(&facts.affected_rows).expect("rows");
        let touched = affected.iter().find(|row| row["target_table"] == "public.tac_logical_unit").expect("a unit");
        let unit = rows["units"].as_array_mut().expect("units").iter_mut().find(|unit| unit["id"] == touched["target_row_id"]);
        unit.expect("the unit")["section_type"] = json!("chapter");
        let edited = VerifyFacts { document_rows: Some(rows.to_string()), ..facts };
        let outcome = verify(&edited).expect("decides");
        assert_eq!(outcome.change_set_status, ChangeSetStatus::Failed, "{operation}");
        assert!(outcome.result.axis_3_drift_structure > 0, "{operation}");
        assert!(outcome.compensation.expect("an escalation").change_set.is_none());
    }
}

#[test]
fn an_operation_that_waits_is_the_same_entry_and_one_that_is_done_may_be_asked_for_again() {
    let mut law = Law::cut();
    let operation = law.story().remove(1);
    let first = law.propose(operation.clone()).expect("proposes");
    let row = first.rows.expect("new").entry;
    law.entries.push(EntryFacts { entry_id: row.entry_id, kind: row.kind, status: row.status, payload: row.payload });
    let again = law.propose(operation.clone()).expect("proposes");
    assert!(again.already_marked && again.rows.is_none());
    assert_eq!(again.entry_id, first.entry_id);
    law.settle(State::Abandoned);
    let anew = law.propose(operation).expect("proposes");
    assert!(!anew.already_marked);
    assert_ne!(anew.entry_id, first.entry_id);
}
