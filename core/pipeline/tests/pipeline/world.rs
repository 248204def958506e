//! A small world in memory: what the database would hold after each step, built by the decisions themselves.

use base64::engine::general_purpose::STANDARD;
use base64::Engine as _;
use ed25519_dalek::{Signer, SigningKey};

use cutter_model::change_set::RowCounts;
use cutter_model::entry::EntryFacts;
use cutter_model::live::{LiveUnit, Target, TargetSurvey, UnitRow, VersionRow};
use cutter_model::seal::{key_id, seal, Envelope, Lane, PublicKey, ToSign};
use cutter_model::word::word_of;
use cutter_pipeline::cut::{plan_cut, sign_written, CutFacts, CutPlan, ReviewOnRecord, Written};
use cutter_pipeline::first_cut::mark::{mark, DocumentFacts, MarkFacts, MarkOutcome};
use cutter_pipeline::live_facts::ValidationFacts;
use cutter_pipeline::record::{DocumentOnRecord, DocumentState, ScopeFacts, StateOnRecord, TouchCount};
use cutter_pipeline::review::{review, AnomalyAnswer, ReviewFacts, ReviewVerdict};
use cutter_pipeline::sweep::{sweep, SweepFacts};
use cutter_pipeline::verify::{ChangeSetFacts, SignatureOnRecord, VerifyFacts};
use iu_text::canon::canonicalise;
use iu_text::digest::sha256_hex;
use iu_text::manifest::ScopePolicy;

pub const TEXT: &str = "BỘ PHẬN LƯU TRỮ\nChương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\nQuy định này nói về hồ sơ:\n1. Hồ sơ giấy, gồm:\na) bản gốc;\nb) bản sao;\nc) bản in;\nd) bản vẽ;\nđ) bản ghi.\n2. Hồ sơ số.\nĐiều 2. Hiệu lực\nQuy định có hiệu lực ngay.\n";
pub const NOW: &str = "2026-01-02T03:04:05.000006Z";
pub const LATER: &str = "2026-01-02T04:00:00.000000Z";

pub struct World {
    pub marker: String,
    pub reviewer: String,
    pub document: DocumentFacts,
    pub text: String,
    pub mark: MarkOutcome,
    pub entry: EntryFacts,
    pub answers: Vec<AnomalyAnswer>,
    pub review: Option<ReviewOnRecord>,
    pub plan: Option<CutPlan>,
    pub executor_key: (SigningKey, PublicKey),
    pub verifier_key: (SigningKey, PublicKey),
}

pub fn pair(seed: u8, lane: Lane) -> (SigningKey, PublicKey) {
    let secret = SigningKey::from_bytes(&[seed; 32]);
    let public_key = STANDARD.encode(secret.verifying_key().as_bytes());
    let key_id = key_id(lane, &public_key).expect("a key");
    (secret, PublicKey { key_id, lane, public_key, created_at: None, revoked_at: None })
}

pub fn survey() -> TargetSurvey {
    let columns = |table: &str, names: &str| names.split(' ').map(|name| format!("{table}.{name}")).collect::<Vec<_>>();
    let unit = "id canonical_address doc_code section_type section_code parent_id sort_order tier lifecycle_status owner_ref identity_profile created_at updated_at authority canonical_address_format_version born_on in_force_from in_force_until suspended_from suspended_until";
    let version = "id unit_id version_seq title body body_handling content_hash lifecycle_status review_state content_profile source_document_id source_sha256 source_span change_set_id created_by created_at updated_at enacted_at superseded_at retired_at in_force_from in_force_until";
    let mut all = columns("tac_logical_unit", unit);
    all.extend(columns("tac_unit_version", version));
    TargetSurvey {
        columns: all,
        triggers: columns("tac_logical_unit", "trg_tac_birth_gate_lu"),
        constraints: columns("tac_logical_unit", "tac_logical_unit_pkey tac_logical_unit_canonical_address_key"),
        privileges: [columns("tac_logical_unit", "SELECT INSERT"), columns("tac_unit_version", "SELECT INSERT")].concat(),
        updatable: Vec::new(),
        journal: journal(),
    }
}

/// What writes down which documents are touched, as migration 022 makes it.
pub fn journal() -> Vec<String> {
    let sql = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations/022_unit_touches/up.sql"));
    let sql = sql.expect("the migration");
    let bodies: Vec<String> = sql.split("$touched$").skip(1).step_by(2).map(|body| sha256_hex(body.as_bytes())).collect();
    let tables = [("tac_logical_unit", "fn_unit_touched"), ("tac_unit_version", "fn_version_touched")];
    let events = [("delete", 8, "gone", "-"), ("insert", 4, "-", "born"), ("update", 16, "gone", "born")];
    let lines = tables.iter().zip(&bodies).flat_map(|((table, function), body)| {
        events.map(|(event, kind, old, new)| {
            format!("{table}.trg_tac_touched_{event} A {kind} {old} {new} cutter_control.{function} definer search_path=pg_catalog, pg_temp {body}")
        })
    });
    lines.collect()
}

/// A document of so many units, told from others by a digit.
pub fn state(units: u32, digit: &str) -> DocumentState {
    DocumentState { units, versions: units, sha256: digit.repeat(64) }
}

impl World {
    pub fn marked() -> Self {
        Self::marked_from(TEXT)
    }

    pub fn marked_from(text: &str) -> Self {
        let text = canonicalise(text.as_bytes()).expect("a text");
        let document = DocumentFacts {
            id: "6f9619ff-8b86-4011-b42d-00cf4fc964ff".to_owned(),
            title: "Quy định lưu trữ".to_owned(),
            doc_code: "TEST-DOC".to_owned(),
            prefix: "TEST".to_owned(),
            profile: Some("vn-law".to_owned()),
            source_sha256: text.sha256().to_owned(),
        };
        let mut world = Self {
            marker: "user-executor".to_owned(),
            reviewer: "user-reviewer".to_owned(),
            document,
            text: text.as_str().to_owned(),
            mark: mark(&MarkFacts {
                enact: None,
                card: String::new(),
                document: DocumentFacts {
                    id: String::new(),
                    title: String::new(),
                    doc_code: "X".to_owned(),
                    prefix: "X".to_owned(),
                    profile: None,
                    source_sha256: text.sha256().to_owned(),
                },
                canonical_text: text.as_str().to_owned(),
                profile: None,
                custom_profile: None,
                leaf: None,
                scope: ScopePolicy::All,
                earlier_entries: Vec::new(),
                actor: String::new(),
                now: NOW.to_owned(),
            })
            .expect("marks with the detected profile"),
            entry: EntryFacts {
                entry_id: String::new(),
                kind: String::new(),
                status: String::new(),
                payload: serde_json::Value::Null,
            },
            answers: Vec::new(),
            review: None,
            plan: None,
            executor_key: pair(1, Lane::Executor),
            verifier_key: pair(2, Lane::Verifier),
        };
        world.mark = mark(&MarkFacts { earlier_entries: Vec::new(), ..world.mark_facts() }).expect("marks");
        let row = world.mark.rows.as_ref().expect("new").entry.clone();
        world.entry = EntryFacts { entry_id: row.entry_id, kind: row.kind, status: row.status, payload: row.payload };
        world
    }

    pub fn mark_facts(&self) -> MarkFacts {
        MarkFacts {
            enact: None,
            card: String::new(),
            document: self.document.clone(),
            canonical_text: self.text.clone(),
            profile: None,
            custom_profile: None,
            leaf: None,
            scope: ScopePolicy::All,
            earlier_entries: vec![self.entry.clone()],
            actor: self.marker.clone(),
            now: NOW.to_owned(),
        }
    }

    pub fn mark_again(&self) -> MarkOutcome {
        mark(&self.mark_facts()).expect("marks")
    }

    pub fn swept() -> Self {
        Self::marked().sweep()
    }

    pub fn sweep(self) -> Self {
        let mut world = self;
        let facts = SweepFacts {
            sweep_id: "s".to_owned(),
            entries: vec![world.entry.clone()],
            blocked_entry_ids: Vec::new(),
            after: None,
            last: Some("e".to_owned()),
            batch_size: 10,
            actor: world.marker.clone(),
            now: NOW.to_owned(),
        };
        let outcome = sweep(&facts).expect("sweeps");
        assert_eq!(outcome.log.as_ref().map(|log| (log.scanned_count, log.promoted_count)), Some((1, 1)));
        assert_eq!(outcome.log.as_ref().map(|log| (&log.cursor_before, &log.cursor_after)), Some((&None, &Some("e".to_owned()))));
        assert_eq!(outcome.next, None, "a batch that is not full came to the end");
        let full = sweep(&SweepFacts { batch_size: 1, ..facts.clone() }).expect("sweeps");
        assert_eq!(full.next.as_deref(), Some("e"), "behind a full batch more may wait");
        let blocked = sweep(&SweepFacts { blocked_entry_ids: vec![world.entry.entry_id.clone()], ..facts }).expect("sweeps");
        assert!(blocked.promotions.is_empty(), "G-DEP keeps a blocked entry where it is");
        world.entry.status = outcome.promotions[0].to.as_text();
        world
    }

    pub fn validation(&self) -> ValidationFacts {
        ValidationFacts {
            canonical_text: Some(self.text.clone()),
            pinned_manifest_digest: self.mark.manifest_digest.clone(),
            active_section_types: ["article", "chapter", "clause", "point"].map(str::to_owned).to_vec(),
            taken_addresses: Vec::new(),
            live_unit_count: 0,
            attested: None,
            document_rows: None,
        }
    }

    pub fn review_facts(&self) -> ReviewFacts {
        ReviewFacts {
            manifest_text: self.mark.manifest_text.clone(),
            manifest_id: self.mark.manifest_id.clone(),
            marked_by: self.marker.clone(),
            entry: self.entry.clone(),
            prior_review_id: None,
            validation: self.validation(),
            survey: survey(),
            verdict: ReviewVerdict::Pass,
            rationale: "Read beside the source.".to_owned(),
            answers: self.answers.clone(),
            reviewed_digest: None,
            actor: self.reviewer.clone(),
            now: NOW.to_owned(),
        }
    }

    pub fn approved() -> Self {
        Self::swept().approve()
    }

    pub fn approve(self) -> Self {
        let mut world = self;
        let outcome = review(&world.review_facts()).expect("passes");
        world.entry.status = outcome.change.to.as_text();
        world.review = Some(ReviewOnRecord {
            review_decision_id: outcome.review_decision_id,
            verdict: outcome.verdict,
            manifest_digest: outcome.manifest_digest,
            reviewer_identity: world.reviewer.clone(),
            evidence: outcome.evidence,
            decided_at: NOW.to_owned(),
            superseded: false,
        });
        world
    }

    pub fn cut_facts(&self) -> CutFacts {
        CutFacts {
            target: Target::Public,
            manifest_text: self.mark.manifest_text.clone(),
            manifest_id: self.mark.manifest_id.clone(),
            marked_by: self.marker.clone(),
            document_id: self.document.id.clone(),
            entry: self.entry.clone(),
            review: self.review.clone(),
            validation: self.validation(),
            survey: survey(),
            rehearsal: None,
            earlier_change_set_ids: Vec::new(),
            blocking_entry_ids: Vec::new(),
            standing: Some(DocumentOnRecord { doc_code: "TEST-DOC".to_owned(), now: state(0, "0"), newest: None }),
            key: self.executor_key.1.clone(),
            actor: self.marker.clone(),
            now: NOW.to_owned(),
        }
    }

    pub fn cut() -> Self {
        Self::approved().enact()
    }

    pub fn enact(self) -> Self {
        let mut world = self;
        let plan = plan_cut(&world.cut_facts()).expect("plans");
        world.entry.status = plan.status.as_text();
        world.plan = Some(plan);
        world
    }

    pub fn live(&self) -> Vec<LiveUnit> {
        let plan = self.plan.as_ref().expect("cut");
        let units: Vec<UnitRow> = serde_json::from_str(&plan.units).expect("unit rows");
        let versions: Vec<VersionRow> = serde_json::from_str(&plan.versions).expect("version rows");
        units.into_iter().zip(versions).map(|(unit, version)| LiveUnit { unit, version: Some(version) }).collect()
    }

    /// How the cut left its document.
    pub fn written(&self) -> Written {
        let planned = &self.plan.as_ref().expect("cut").planned_row_counts;
        Self::written_as("TEST-DOC", planned)
    }

    /// How a change set that wrote what was planned left its document.
    pub fn written_as(doc_code: &str, planned: &RowCounts) -> Written {
        let of = |target: Target| [target.unit_table(), target.version_table()].map(|table| planned.get(table).unwrap_or(&0));
        let rows = of(Target::Public).into_iter().sum::<usize>();
        Written {
            doc_code: doc_code.to_owned(),
            planned_row_counts: planned.clone(),
            touched: vec![TouchCount { doc_code: doc_code.to_owned(), rows: u32::try_from(rows).expect("few") }],
            state_before: state(0, "0"),
            state_after: state(9, "9"),
            snapshot: "10:12:11".to_owned(),
            last_touch: 5,
        }
    }

    /// What VERIFY finds beside it, where nothing else was touched.
    pub fn scope(change_set_id: &str, written: &Written) -> ScopeFacts {
        let recorded = StateOnRecord {
            change_set_id: change_set_id.to_owned(),
            state: written.state_after.clone(),
            snapshot: written.snapshot.clone(),
            last_touch: written.last_touch,
            signature: None,
        };
        ScopeFacts { recorded: Some(recorded), own: Vec::new(), others: Vec::new(), journal: journal() }
    }

    /// What the executor signed, and the signature.
    pub fn signed(&self, request: &ToSign) -> (Envelope, String) {
        let message = STANDARD.decode(&request.pre_authentication_encoding).expect("base64");
        let signature = STANDARD.encode(self.executor_key.0.sign(&message).to_bytes());
        (seal(request, &signature, &self.executor_key.1).expect("sealed"), signature)
    }

    pub fn verify_facts(&self) -> VerifyFacts {
        let plan = self.plan.as_ref().expect("cut");
        let row = &plan.change_set;
        let request = sign_written(&plan.to_sign, &self.written()).expect("as planned");
        let (envelope, signature) = self.signed(&request);
        VerifyFacts {
            change_set: ChangeSetFacts {
                change_set_id: row.change_set_id.clone(),
                status: word_of(row.status),
                operation_kind: row.operation_kind.clone(),
                manifest_id: row.manifest_id.clone(),
                manifest_version: row.manifest_version.clone(),
                manifest_digest: row.manifest_digest.clone(),
                plan_digest: row.plan_digest.clone(),
                review_decision_id: row.review_decision_id.clone(),
                executor_tool_revision: row.executor_tool_revision.clone(),
                emitted_by: row.emitted_by.clone(),
                emitted_at: row.emitted_at.clone(),
                source_document_ref: row.source_document_ref.clone(),
                payload_summary: row.payload_summary.clone(),
            },
            manifest_text: self.mark.manifest_text.clone(),
            canonical_text: Some(self.text.clone()),
            marked_by: self.marker.clone(),
            entry: self.entry.clone(),
            review: self.review.clone(),
            live_units: serde_json::to_string(&self.live()).expect("JSON"),
            document_rows: None,
            affected_rows: plan.affected_rows.clone(),
            scope: World::scope(&row.change_set_id, &self.written()),
            executor_signature: Some(SignatureOnRecord {
                signature_id: plan.signature_id.clone(),
                signer_dot_id: "DOT-991".to_owned(),
                signer_identity: self.marker.clone(),
                signer_tool_revision: plan.change_set.executor_tool_revision.clone(),
                key_id: self.executor_key.1.key_id.clone(),
                payload_hash: request.payload_hash,
                signature_payload: signature,
                envelope,
                signed_at: plan.change_set.emitted_at.clone(),
                revoked_at: None,
                key: Some(self.executor_key.1.clone()),
            }),
            earlier_verify_result_ids: Vec::new(),
            key: self.verifier_key.1.clone(),
            actor: "user-verifier".to_owned(),
            now: LATER.to_owned(),
        }
    }
}
