//! What the gates look at.

use serde::{Deserialize, Serialize};

use crate::environment::EnvironmentClass;
use crate::package::{ChangePackage, ListedFile};
use crate::preflight::ChangeTarget;
use crate::probe::Probe;
use cutter_model::gate::Gate;

/// Where in the command plan gates are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// After C-02: G-1.
    Backup,
    /// After C-06: G-2 to G-8, and G-10 where the change is carried out.
    Migration,
    /// After C-07: G-11.
    Commit,
    /// After C-08: G-9.
    Checks,
}

/// What the gates of a stage look at; what is not known is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct GateFacts {
    /// The stage.
    pub stage: Stage,
    /// The package.
    pub package: ChangePackage,
    /// Its digest.
    pub package_digest: String,
    /// Whether it is rehearsed or carried out.
    pub target: ChangeTarget,
    /// Class of the environment that is written to.
    pub environment: Option<EnvironmentClass>,
    /// The fresh backup.
    pub backup: Option<BackupFacts>,
    /// Now, in milliseconds since 1970.
    pub now_ms: u64,
    /// The frozen files as they lie in the artefact folder, with their checksums.
    pub frozen: Option<Vec<ListedFile>>,
    /// The state before the migration.
    pub probe: Option<Probe>,
    /// The preflight checks as evaluated.
    pub preflight: Vec<Gate>,
    /// Dry runs on record for this package.
    pub dry_runs: Vec<DryRunFacts>,
    /// Whether C-07 committed.
    pub committed: Option<bool>,
    /// Why it did not.
    pub failure: Option<String>,
    /// The post checks as evaluated.
    pub post_checks: Vec<Gate>,
}

/// A backup as it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct BackupFacts {
    /// Whether the dump ended well.
    pub made: Option<bool>,
    /// Its length in bytes.
    pub bytes: Option<u64>,
    /// Entries of its table of contents, as `pg_restore --list` reads them.
    pub entries: Option<u64>,
    /// When the dump began, in milliseconds since 1970.
    pub began_ms: Option<u64>,
    /// What PostgreSQL's program said where it did not end well.
    pub failure: Option<String>,
}

/// A dry run on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct DryRunFacts {
    /// The package it carried out.
    pub package_digest: String,
    /// Checksum of the SQL it ran.
    pub sql_sha256: Option<String>,
    /// Whether it passed to its end.
    pub passed: bool,
}
