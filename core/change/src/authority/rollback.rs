//! Rollbacks: only on a request that says what, where and why.

use serde::{Deserialize, Serialize};

use crate::environment::EnvironmentClass;
use crate::history::RunHistory;
use crate::run_record::RunKind;
use cutter_model::refusal::Refusal;

/// What a rollback rests on, besides its authorisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct RollbackRequest {
    /// The operation that was named.
    pub operation: Option<String>,
    /// The environment that was named.
    pub environment: Option<String>,
    /// The failed check that was named.
    pub failed_check: Option<String>,
    /// Class of the environment as it is found now.
    pub found: EnvironmentClass,
    /// The run that shall be taken back.
    pub run: RunHistory,
}

/// Refuses a rollback that does not say what, where and why, or whose reason is not on record.
///
/// # Errors
/// `ROLLBACK_REQUEST_INCOMPLETE`, `AUTHORISATION_OTHER_ENVIRONMENT`, `ROLLBACK_NOTHING_TO_TAKE_BACK`, `ROLLBACK_CHECK_NOT_FAILED`.
pub fn rollback(request: &RollbackRequest) -> Result<(), Refusal> {
    let missing: Vec<&str> = [
        ("--operation rollback", request.operation.as_deref() == Some("rollback")),
        ("--environment", request.environment.is_some()),
        ("--failed-check", request.failed_check.is_some()),
    ]
    .into_iter()
    .filter(|(_, named)| !named)
    .map(|(name, _)| name)
    .collect();
    let (Some(environment), Some(check), true) = (&request.environment, &request.failed_check, missing.is_empty()) else {
        let message = format!("A rollback names operation, environment and the failed check; missing: {}.", missing.join(", "));
        return Err(Refusal::invalid("ROLLBACK_REQUEST_INCOMPLETE", message));
    };
    if *environment != request.found.to_string() {
        let message = format!("This environment is {}, not {environment}.", request.found);
        return Err(Refusal::forbidden("AUTHORISATION_OTHER_ENVIRONMENT", message));
    }
    let run = &request.run;
    if run.kind != RunKind::Apply || !run.committed() || run.taken_back() {
        let message = "The run did not commit, or was taken back already: there is nothing to roll back.";
        return Err(Refusal::conflict("ROLLBACK_NOTHING_TO_TAKE_BACK", message));
    }
    let failed: Vec<&str> = run.failed().iter().map(|gate| gate.id.as_str()).collect();
    if !failed.contains(&check.as_str()) {
        let failed = if failed.is_empty() { "none".to_owned() } else { failed.join(", ") };
        let message = format!("{check} did not fail in this run; failed: {failed}.");
        return Err(Refusal::conflict("ROLLBACK_CHECK_NOT_FAILED", message));
    }
    Ok(())
}
