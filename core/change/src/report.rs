//! Reports: rendered from records and nothing else. Where a record is missing the report says so and is not `PASS`.

use serde::{Deserialize, Serialize};

use super::environment::EnvironmentClass;
use super::history::latest;
use super::measure::UpdatedAt;
use super::package::Statement;
use super::report_text::{passed, post_checks};
use super::run_record::{BackupEvidence, ChecksEvidence, CommitEvidence, RunKind, RunRecord, RunStatus, StepEvent, StepRecord};
use cutter_model::gate::Gate;
use iu_text::digest::canonical_json;

/// A report of something else than a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct Report {
    /// One word.
    pub status: String,
    /// For people.
    pub markdown: String,
    /// The figures, as canonical JSON.
    pub json: String,
}

/// A run's report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct RunReport {
    /// One word.
    pub status: RunStatus,
    /// Records that are missing.
    pub missing: Vec<String>,
    /// For people.
    pub markdown: String,
    /// The figures, as canonical JSON.
    pub json: String,
}

impl RunRecord {
    /// The evidence of the last time a step was done.
    pub(super) fn evidence<T: serde::de::DeserializeOwned>(&self, step: &str) -> Option<T> {
        let record = self.steps.iter().rev().find(|record| record.step == step && record.event == StepEvent::Done)?;
        serde_json::from_str(&record.evidence).ok()
    }

    /// Every evaluation of the gates and checks whose ids begin with `prefix`.
    pub(super) fn gates_of(&self, prefix: &str) -> Vec<&Gate> {
        self.gates.iter().map(|record| &record.gate).filter(|gate| gate.id.starts_with(prefix)).collect()
    }

    /// Steps whose last event is not that they were done.
    fn broken(&self) -> bool {
        let bad = |event| matches!(event, StepEvent::Failed | StepEvent::Stopped);
        let last = |step: &str| self.steps.iter().rev().find(|record| record.step == step).map(|record| record.event);
        self.steps.iter().any(|record| last(&record.step).is_some_and(bad))
    }

    fn last(&self) -> Option<&StepRecord> {
        self.steps.last()
    }

    /// Records a run of this kind must have.
    fn missing(&self) -> Vec<String> {
        let steps: &[&str] = match self.kind {
            RunKind::Rollback => &["C-09"],
            RunKind::Apply => &["C-01", "C-02", "C-03", "C-04", "C-05", "C-06", "C-07", "C-08"],
            RunKind::DryRun => &["C-01", "C-02", "RESTORE", "C-03", "C-04", "C-05", "C-06", "C-07", "C-08", "C-09"],
        };
        let done = |step: &&&str| self.steps.iter().any(|record| record.step == **step && record.event == StepEvent::Done);
        let mut missing: Vec<String> = steps.iter().filter(|step| !done(step)).map(|step| format!("step {step}")).collect();
        let there = |id: &str| self.gates.iter().any(|record| record.gate.id == id);
        if self.kind != RunKind::Rollback {
            let gates: &[u8] =
                if self.kind == RunKind::Apply { &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] } else { &[1, 2, 3, 4, 5, 6, 7, 8, 9, 11] };
            missing
                .extend(gates.iter().map(|number| format!("G-{number}")).filter(|id| !there(id)).map(|id| format!("gate {id}")));
            let checks = self
                .package
                .preflight
                .iter()
                .map(|check| &check.id)
                .chain(self.package.post_checks.iter().map(|check| &check.id));
            missing.extend(checks.filter(|id| !there(id)).map(|id| format!("check {id}")));
        }
        if self.kind != RunKind::Apply && !there("R-1") {
            missing.push("check R-1".to_owned());
        }
        missing
    }
}

/// The figures of a report.
#[derive(Debug, Serialize)]
struct Figures<'a> {
    status: RunStatus,
    missing: &'a [String],
    run_id: &'a str,
    kind: RunKind,
    migration_id: &'a str,
    package_digest: &'a str,
    environment: EnvironmentClass,
    system_identifier: &'a str,
    operator: &'a str,
    started_at: &'a str,
    ended_at: Option<&'a str>,
    backup: Option<BackupEvidence>,
    statements: Option<Vec<Statement>>,
    preflight: (usize, usize),
    post_checks: (usize, usize),
    schema_removed: Option<usize>,
    schema_added: Option<usize>,
    updated_at: Option<UpdatedAt>,
    fired: Vec<&'a Gate>,
}

/// Renders the report of a run. What was evaluated again counts as it was the last time; every evaluation stays in the tables.
#[must_use]
pub fn run_report(record: &RunRecord) -> RunReport {
    let missing = record.missing();
    let fired: Vec<&Gate> = latest(record.gates.iter().map(|each| &each.gate)).into_iter().filter(|gate| gate.fires()).collect();
    let status = match (fired.is_empty() && !record.broken(), missing.is_empty()) {
        (false, _) => RunStatus::Fail,
        (true, false) => RunStatus::Incomplete,
        (true, true) => RunStatus::Pass,
    };
    let checks: Option<ChecksEvidence> = record.evidence(if record.kind == RunKind::Rollback { "C-09" } else { "C-08" });
    let figures = Figures {
        status,
        missing: &missing,
        run_id: &record.run_id,
        kind: record.kind,
        migration_id: &record.package.migration_id,
        package_digest: &record.package_digest,
        environment: record.environment,
        system_identifier: &record.system_identifier,
        operator: &record.operator,
        started_at: &record.started_at,
        ended_at: record.last().map(|step| step.recorded_at.as_str()),
        backup: record.evidence("C-02"),
        statements: record.evidence::<CommitEvidence>("C-07").map(|evidence| evidence.statements),
        preflight: passed(&record.gates_of("P-")),
        post_checks: passed(&post_checks(record)),
        schema_removed: checks.as_ref().map(|checks| checks.diff.removed.len()),
        schema_added: checks.as_ref().map(|checks| checks.diff.added.len()),
        updated_at: checks.as_ref().and_then(|checks| checks.updated_at.clone()),
        fired,
    };
    let json = canonical_json(&figures);
    let markdown = super::report_text::run_markdown(record, status, &missing);
    RunReport { status, missing, markdown, json }
}
