//! The eleven gates of a change: any that fires aborts before the next command, and `unknown` fires.

use serde::{Deserialize, Serialize};

use super::environment::EnvironmentClass;
use super::package::{ChangePackage, PackageFile};
use super::preflight::ChangeTarget;
use super::probe::Probe;
use cutter_model::gate::{Gate, GateVerdict};

mod backup;
mod outcome;
mod source;
mod state;

pub use backup::{backup_made, BackupFacts};
pub use source::DryRunFacts;

pub(crate) use backup::fresh;
use backup::{backup_fresh, backup_readable};
use outcome::{all_pass, committed};
use source::{dry_run_there, sql_as_planned};
use state::{counts_as_pinned, identity_clear, no_column_exists, nothing_exists};

/// Where in the command plan gates are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
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
    pub frozen: Option<Vec<PackageFile>>,
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

/// The gates of a stage.
#[must_use]
pub fn gates(facts: &GateFacts) -> Vec<Gate> {
    match facts.stage {
        Stage::Backup => vec![backup_readable(facts)],
        Stage::Migration => {
            let mut gates = vec![
                backup_fresh(facts),
                sql_as_planned(facts),
                identity_clear(facts),
                nothing_exists(facts),
                no_column_exists(facts),
                counts_as_pinned(facts),
                all_pass("G-8", "Every preflight check passes.", &facts.preflight, facts.package.preflight.len()),
            ];
            if facts.target == ChangeTarget::Real {
                gates.push(dry_run_there(facts));
            }
            gates
        }
        Stage::Commit => vec![committed(facts)],
        Stage::Checks => {
            vec![all_pass("G-9", "Every post check passes.", &facts.post_checks, facts.package.post_checks.len())]
        }
    }
}

fn gate(id: &str, sentence: &str, expected: &str, observed: Option<(bool, String)>) -> Gate {
    match observed {
        Some((holds, observed)) => Gate::check(id, sentence, holds, expected, observed),
        None => Gate { verdict: GateVerdict::Unknown, ..Gate::check(id, sentence, false, expected, "nothing") },
    }
}

#[cfg(test)]
mod tests;
