//! A run as it is on record, and the evidence of its steps.

use serde::{Deserialize, Serialize};

use super::environment::EnvironmentClass;
use super::measure::UpdatedAt;
use super::package::{ChangePackage, ListedFile, Statement};
use super::schema::SchemaDiff;
use cutter_model::gate::Gate;

/// What a run does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum RunKind {
    /// On a restored copy.
    DryRun,
    /// C-01 to C-08.
    Apply,
    /// C-09.
    Rollback,
}

/// What the report of a run says in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RunStatus {
    /// Everything passed, and everything is on record.
    Pass,
    /// Something did not pass.
    Fail,
    /// Records are missing.
    Incomplete,
}

/// What became of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum StepEvent {
    /// It began.
    Started,
    /// It did what it had to.
    Done,
    /// It did not.
    Failed,
    /// A gate stopped the run after it.
    Stopped,
}

/// A step on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct StepRecord {
    /// Such as C-07; END for the whole run.
    pub step: String,
    /// What became of it.
    pub event: StepEvent,
    /// What was found, as JSON.
    pub evidence: String,
    /// When, RFC 3339.
    pub recorded_at: String,
}

/// A gate or check on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct GateRecord {
    /// The step after which it was evaluated.
    pub step: String,
    /// As evaluated.
    pub gate: Gate,
}

/// Everything on record of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct RunRecord {
    /// Its id.
    pub run_id: String,
    /// What it does.
    pub kind: RunKind,
    /// The package.
    pub package: ChangePackage,
    /// Its digest.
    pub package_digest: String,
    /// Class of the environment.
    pub environment: EnvironmentClass,
    /// Identifier of the server.
    pub system_identifier: String,
    /// Who ran it.
    pub operator: String,
    /// The authorisation it used, and who gave it.
    pub authorisation: Option<(String, String)>,
    /// The run a rollback takes back.
    pub of_run_id: Option<String>,
    /// Name of its folder.
    pub folder: String,
    /// When it began.
    pub started_at: String,
    /// Its steps.
    pub steps: Vec<StepRecord>,
    /// Its gates and checks.
    pub gates: Vec<GateRecord>,
    /// Files it left, with their checksums.
    pub files: Vec<ListedFile>,
}

/// Evidence of C-01 and C-02: the backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct BackupEvidence {
    pub file: String,
    pub bytes: u64,
    pub sha256: String,
    pub entries: u64,
    pub began_at: String,
}

/// Evidence of C-07.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct CommitEvidence {
    pub statements: Vec<Statement>,
}

/// Evidence of C-08 and of a rollback.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ChecksEvidence {
    pub diff: SchemaDiff,
    pub updated_at: Option<UpdatedAt>,
}
