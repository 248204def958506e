//! What may be checked once more of a run: only what is in the database, and only as long as it is there.

use serde::{Deserialize, Serialize};

use crate::history::RunHistory;
use crate::run_record::RunKind;
use cutter_model::refusal::Refusal;

/// What is checked once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct Recheck {
    /// For `apply` C-08, for `rollback` the comparison of the schema.
    pub kind: RunKind,
    /// Whether the run died before G-11 was asked: its commit is on record, so it is asked now.
    pub commit_gate: bool,
}

/// What is to be checked of a run.
///
/// # Errors
/// `RUN_NOT_COMMITTED`, `RUN_TAKEN_BACK`.
pub fn recheck(history: &RunHistory) -> Result<Recheck, Refusal> {
    let id = &history.run_id;
    if !history.committed() {
        let message = format!("The run {id} committed nothing here: there is nothing to verify.");
        return Err(Refusal::conflict("RUN_NOT_COMMITTED", message));
    }
    if history.taken_back() {
        let message = format!("The run {id} was taken back by a later one: what it made is not there any more.");
        return Err(Refusal::conflict("RUN_TAKEN_BACK", message));
    }
    let asked = history.gates.iter().any(|gate| gate.id == "G-11");
    Ok(Recheck { kind: history.kind, commit_gate: history.kind == RunKind::Apply && !asked })
}
