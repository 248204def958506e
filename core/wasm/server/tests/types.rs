//! The TypeScript types of the WASM border are generated from the Rust types; this test keeps the committed file true.
//! `UPDATE_TYPES=1 cargo test -p cutter-wasm --test types` rewrites it.

#[path = "codes/lists.rs"]
mod codes;

use std::any::TypeId;
use std::collections::BTreeMap;
use ts_rs::{Config, TypeVisitor, TS};

use codes::{DOUBTS, FINDINGS, GATES, REFUSALS, VERIFY_FINDINGS};
use cutter_change::adoption::{Adoption, AdoptionFacts};
use cutter_change::authority::{ExecutionRequest, GrantRequest, Recheck, ReviewRequest, RollbackRequest};
use cutter_change::backup::RestoreFacts;
use cutter_change::dump::DumpedPlace;
use cutter_change::environment::{EnvironmentClass, EnvironmentFacts};
use cutter_change::gates::GateFacts;
use cutter_change::measure::UpdatedAt;
use cutter_change::migration::{MigrationFacts, MigrationStatus, PostCheck};
use cutter_change::one_step::OneStepFacts;
use cutter_change::package_record::PackageRecord;
use cutter_change::plan::{PlanFacts, PlannedChange};
use cutter_change::report::{Report, RunReport};
use cutter_change::report_backup::{BackupFolderFacts, BackupMoment, BackupRecord, BackupStanding};
use cutter_change::report_check::ReportCheckFacts;
use cutter_change::run_record::RunRecord;
use cutter_change::schema::SchemaDiff;
use cutter_change::secrets::ArtefactText;
use cutter_change::standing::{RunStanding, StandingFacts};
use cutter_change::standing_package::PackageStanding;
use cutter_change::turn::{PackageTurn, RunTurn};
use cutter_citing::{
    Acting, AskedDocuments, Child, CitedUnit, CitingFacts, Concerns, DocumentName, DraftRead, KnownDocument, NamedBy,
    ReferencesRead, SettleRequest, Settled, TypedCitation,
};
use cutter_evidence::export::{ExportFacts, ExportOutcome};
use cutter_evidence::ledger::checkpoint::{CheckpointFacts, CheckpointPlan, CheckpointReport};
use cutter_evidence::ledger::note::{NoteFacts, NoteRead, UnitProofFacts, WitnessAnswer};
use cutter_evidence::ledger::seal::{Appended, ProvenLeaf};
use cutter_evidence::ledger::walk::WalkReport;
use cutter_evidence::ledger::{BundleReport, Orphans, Trust};
use cutter_model::act::Act;
use cutter_model::backlog::StateSets;
use cutter_model::door::Door;
use cutter_model::duty::{Actor, DutyPolicy};
use cutter_model::gate::Checked;
use cutter_model::lane::LoginFacts;
use cutter_model::refusal::Refusal;
use cutter_model::seal::{Envelope, PublicKey, ToSign};
use cutter_pipeline::abandon::{AbandonFacts, AbandonOutcome};
use cutter_pipeline::amend::ask::AmendFacts;
use cutter_pipeline::amend::stands::{ActFacts, ActStands};
use cutter_pipeline::amend::Proposal;
use cutter_pipeline::attest::manifest::AttestManifest;
use cutter_pipeline::attest::mark::{AttestFacts, AttestOutcome};
use cutter_pipeline::audit::AuditedDocument;
use cutter_pipeline::bulk::{RunFacts, RunNext, RunPlan};
use cutter_pipeline::cut::{CutFacts, CutPlan, Written};
use cutter_pipeline::dependency::{DependencyFacts, DependencyOutcome};
use cutter_pipeline::first_cut::mark::{MarkFacts, MarkOutcome};
use cutter_pipeline::idempotency::{IdempotencyDecision, IdempotencyFacts, KeyedRequest, KeyedStanding};
use cutter_pipeline::next::{Duties, EntryActs, EntryStanding};
use cutter_pipeline::operation::correction::CorrectFacts;
use cutter_pipeline::operation::mark::{ProposeFacts, ProposeOutcome};
use cutter_pipeline::preview::{Preview, PreviewRequest};
use cutter_pipeline::questions::WeighedAnomaly;
use cutter_pipeline::registration::{RegisteredDocument, Registration, RegistrationRequest, SourceVersion};
use cutter_pipeline::review::{RecordedFindings, ReviewFacts, ReviewOutcome};
use cutter_pipeline::structure::{DaysCompared, DaysDifference, DocumentRows, Reading, ReadingRequest};
use cutter_pipeline::sweep::{SweepFacts, SweepOutcome};
use cutter_pipeline::told::{Moved, Notice};
use cutter_pipeline::verify::rehearsal::{RehearsalProof, RehearsedFacts};
use cutter_pipeline::verify::{VerifyFacts, VerifyOutcome};
use cutter_proof::ProvenUnit;
use iu_address::alias::{AliasRow, Neighbourhood, Resolution, ResolveFacts, ResolveRequest, Standing};
use iu_address::label::Numbering;
use iu_address::{Entry, EntryRules, Parsed};
use iu_text::canon::CanonicalText;
use iu_text::manifest::diff::ManifestDiff;
use iu_text::manifest::Manifest;
use iu_text::segment::ANOMALIES;

struct Collector {
    config: Config,
    seen: Vec<TypeId>,
    declarations: BTreeMap<String, String>,
}

impl TypeVisitor for Collector {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if self.seen.contains(&TypeId::of::<T>()) {
            return;
        }
        self.seen.push(TypeId::of::<T>());
        if T::output_path().is_some() {
            let documentation = T::docs().unwrap_or_default();
            let (name, declaration) = (T::ident(&self.config), format!("{documentation}export {}", T::decl(&self.config)));
            let other = self.declarations.insert(name.clone(), declaration.clone());
            assert!(other.is_none_or(|other| other == declaration), "two types are called {name}");
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

macro_rules! collect {
    ($collector:ident: $($kind:ty),* $(,)?) => { $( $collector.visit::<$kind>(); )* };
}

#[test]
fn the_committed_types_are_those_of_the_rust_types() {
    let config = Config::new().with_large_int("number");
    let mut collector = Collector { config, seen: Vec::new(), declarations: BTreeMap::new() };
    collect!(collector:
        Refusal, SourceVersion, RegistrationRequest, RegisteredDocument, Registration, Parsed, Entry, EntryRules, Numbering, CanonicalText, Manifest, ManifestDiff, AttestManifest, MarkFacts, MarkOutcome,
        AttestFacts, AttestOutcome, ProposeFacts, CorrectFacts, ProposeOutcome, AmendFacts, Proposal, ActFacts, ActStands, Acting, DraftRead, DependencyFacts, DependencyOutcome,
        SweepFacts, SweepOutcome, ReviewFacts, ReviewOutcome, RecordedFindings, WeighedAnomaly, AbandonFacts, AbandonOutcome, CutFacts, CutPlan, Written, AuditedDocument, RehearsedFacts, RehearsalProof, VerifyFacts, VerifyOutcome,
        ToSign, Envelope, PublicKey, Actor, Door, Act, DutyPolicy, StateSets, LoginFacts, ResolveRequest, ResolveFacts, Resolution, Standing, AliasRow, Neighbourhood, MigrationFacts, MigrationStatus, PostCheck,
        Adoption, AdoptionFacts, ExecutionRequest, GrantRequest, ReviewRequest, RollbackRequest, RestoreFacts, EnvironmentClass, EnvironmentFacts, GateFacts,
        Recheck, Report, BackupFolderFacts, BackupMoment, BackupRecord, BackupStanding, PackageRecord, PackageStanding, PackageTurn, RunTurn, Checked,
        UpdatedAt, OneStepFacts, PlanFacts, PlannedChange, ReportCheckFacts, RunRecord, RunReport, SchemaDiff, ArtefactText, DumpedPlace, RunStanding, StandingFacts,
        KeyedRequest, IdempotencyFacts, IdempotencyDecision, KeyedStanding, Duties, EntryStanding, EntryActs, Moved, Notice, PreviewRequest, Preview, ExportFacts, ExportOutcome, DocumentRows, ReadingRequest, Reading, DaysCompared, DaysDifference, RunFacts, RunPlan, RunNext, CitingFacts, ReferencesRead, NamedBy, DocumentName, KnownDocument, AskedDocuments, SettleRequest, Settled, Child, CitedUnit, Concerns, TypedCitation,
        Trust, BundleReport, Orphans, Appended, ProvenLeaf, CheckpointFacts, CheckpointPlan, CheckpointReport, WalkReport,
        NoteFacts, NoteRead, WitnessAnswer, UnitProofFacts, ProvenUnit,
    );
    for (name, documentation, codes) in [
        ("RefusalCode", "Codes of refusals, and of the reasons why an act is not open.", REFUSALS),
        ("FindingCode", "Codes of the sentences of a review's findings.", FINDINGS),
        ("VerifyFindingCode", "Codes of what VERIFY finds.", VERIFY_FINDINGS),
        ("GateId", "Ids of the gates of the pipeline.", GATES),
        ("AnomalyCode", "Codes of anomalies.", ANOMALIES),
        ("DoubtCode", "Codes of what an amendment leaves to people.", DOUBTS),
    ] {
        let union: Vec<String> = codes.iter().map(|code| format!("{code:?}")).collect();
        let declaration = format!("/**\n * {documentation}\n */\nexport type {name} = {};", union.join(" | "));
        assert!(collector.declarations.insert(name.to_owned(), declaration).is_none(), "two types are called {name}");
    }
    let mut text = String::from("// Generated from the Rust types by core/wasm/server/tests/types.rs. Do not edit.\n\n");
    for declaration in collector.declarations.values() {
        text.push_str(declaration.trim_end());
        text.push_str("\n\n");
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../types.d.ts");
    if std::env::var_os("UPDATE_TYPES").is_some() {
        std::fs::write(path, &text).expect("the types file can be written");
    }
    let committed = std::fs::read_to_string(path).expect("the types file can be read");
    assert!(committed == text, "core/wasm/types.d.ts is stale: run UPDATE_TYPES=1 cargo test -p cutter-wasm --test types");
}
