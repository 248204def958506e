//! The eleven gates of a change: any that fires aborts before the next command, and `unknown` fires.

use super::preflight::ChangeTarget;
use cutter_model::gate::Gate;

mod backup;
mod facts;
mod outcome;
mod source;
mod state;

pub use backup::backup_made;
pub use facts::{BackupFacts, DryRunFacts, GateFacts, Stage};

pub(crate) use backup::fresh;
use backup::{backup_fresh, backup_readable};
use outcome::{all_pass, committed};
use source::{dry_run_there, sql_as_planned};
use state::{counts_as_pinned, identity_clear, no_column_exists, nothing_exists};

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

#[cfg(test)]
mod tests;
