//! Who may let a change happen: review by another person, authorisation by a third, once and for one thing, and rollbacks on
//! request only. The tool never grants itself one.

use serde::{Deserialize, Serialize};

use super::environment::EnvironmentClass;
use super::gates::DryRunFacts;
use super::package::ChangePackage;
use crate::duty::{authorise, Actor, Duty};
use crate::refusal::Refusal;

/// The longest an authorisation may last, in milliseconds: seven days.
pub const LONGEST_MS: u64 = 7 * 24 * 3600 * 1000;

/// What an authorisation is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// C-01 to C-08.
    Apply,
    /// C-09.
    Rollback,
}

impl std::fmt::Display for Operation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Apply => "apply",
            Self::Rollback => "rollback",
        })
    }
}

/// The verdict of a command review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CommandVerdict {
    /// May be authorised.
    Pass,
    /// May be authorised; the notes say what to mind.
    PassWithNotes,
    /// May not.
    Fail,
}

/// A command review on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct CommandReview {
    /// The verdict.
    pub verdict: CommandVerdict,
    /// The reviewer.
    pub reviewed_by: String,
}

/// What a review rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ReviewRequest {
    /// The reviewer.
    pub actor: Actor,
    /// The package.
    pub package: ChangePackage,
    /// Its digest.
    pub package_digest: String,
    /// Dry runs on record.
    pub dry_runs: Vec<DryRunFacts>,
    /// The verdict.
    pub verdict: CommandVerdict,
    /// What the reviewer has to say.
    pub notes: String,
}

/// The reviewer, where they may review.
///
/// # Errors
/// `NOBODY`, `DUTY_MISSING`, `CHANGE_SAME_PERSON`, `REVIEW_NOTES_MISSING`, `DRY_RUN_MISSING`, `PACKAGE_IS_DRAFT`.
pub fn review(request: &ReviewRequest) -> Result<String, Refusal> {
    let reviewer = authorise(&request.actor, Duty::Reviewer)?;
    other_person(&reviewer, &[("planned", &request.package.planned_by)], "reviews")?;
    if request.verdict != CommandVerdict::Pass && request.notes.trim().is_empty() {
        return Err(Refusal::invalid(
            "REVIEW_NOTES_MISSING",
            "This verdict needs notes: say what the operator must mind or mend.",
        ));
    }
    if request.verdict == CommandVerdict::Fail {
        return Ok(reviewer);
    }
    not_a_draft(&request.package)?;
    let sql = request.package.checksum("up.sql");
    let proved = request
        .dry_runs
        .iter()
        .any(|run| run.package_digest == request.package_digest && run.passed && run.sql_sha256.as_deref() == sql);
    if !proved {
        return Err(Refusal::conflict("DRY_RUN_MISSING", "No dry run of this package passed; a review rests on one."));
    }
    Ok(reviewer)
}

/// What giving an authorisation rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct GrantRequest {
    /// The authoriser.
    pub actor: Actor,
    /// The package.
    pub package: ChangePackage,
    /// Reviews on record, oldest first.
    pub reviews: Vec<CommandReview>,
    /// What it is for.
    pub operation: Operation,
    /// The class of environment that was named.
    pub environment: EnvironmentClass,
    /// For a rollback: the operator of the run to be taken back; none where there is no such run.
    pub run_operator: Option<String>,
    /// How long it shall last, in milliseconds.
    pub lasts_ms: u64,
}

/// The authoriser, where they may authorise.
///
/// # Errors
/// `NOBODY`, `DUTY_MISSING`, `CHANGE_SAME_PERSON`, `PACKAGE_IS_DRAFT`, `REVIEW_MISSING`, `AUTHORISATION_OTHER_ENVIRONMENT`,
/// `AUTHORISATION_TOO_LONG`, `RUN_MISSING`.
pub fn grant(request: &GrantRequest) -> Result<String, Refusal> {
    let authoriser = authorise(&request.actor, Duty::Authoriser)?;
    let package = &request.package;
    other_person(&authoriser, &[("planned", &package.planned_by)], "authorises")?;
    not_a_draft(package)?;
    if request.environment != package.environment {
        return Err(other_environment(package.environment, request.environment));
    }
    match request.reviews.last() {
        Some(review) if review.verdict != CommandVerdict::Fail => {}
        Some(_) => return Err(Refusal::conflict("REVIEW_MISSING", "The last review of this package is FAIL.")),
        None => return Err(Refusal::conflict("REVIEW_MISSING", "Nobody has reviewed this package.")),
    }
    if request.lasts_ms == 0 || request.lasts_ms > LONGEST_MS {
        return Err(Refusal::invalid("AUTHORISATION_TOO_LONG", "An authorisation lasts longer than no time and at most 7 days."));
    }
    if request.operation == Operation::Rollback {
        let Some(operator) = &request.run_operator else {
            return Err(Refusal::not_found("RUN_MISSING", "Name the run that a rollback shall take back."));
        };
        other_person(&authoriser, &[("ran", operator)], "authorises")?;
    }
    Ok(authoriser)
}

/// An authorisation as it is on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct AuthorisationFacts {
    /// The package it is for.
    pub package_digest: String,
    /// What it is for.
    pub operation: Operation,
    /// The run a rollback takes back.
    pub run_id: Option<String>,
    /// Class of the environment.
    pub environment: EnvironmentClass,
    /// Identifier of the server.
    pub system_identifier: String,
    /// Who gave it.
    pub authorised_by: String,
    /// When it ends, in milliseconds since 1970.
    pub expires_ms: u64,
    /// The run that has used it.
    pub used_by_run: Option<String>,
}

/// What carrying a change out rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ExecutionRequest {
    /// The operator.
    pub actor: Actor,
    /// The package.
    pub package: ChangePackage,
    /// Its digest.
    pub package_digest: String,
    /// What is done.
    pub operation: Operation,
    /// The run a rollback takes back.
    pub run_id: Option<String>,
    /// Class of the environment as it is found now.
    pub environment: EnvironmentClass,
    /// Identifier of the server as it is found now.
    pub system_identifier: String,
    /// Units there are; a production without units needs no authorisation.
    pub units: Option<u64>,
    /// The authorisation that was named, where there is one.
    pub authorisation: Option<AuthorisationFacts>,
    /// Whether one was named at all.
    pub named: bool,
    /// Now, in milliseconds since 1970.
    pub now_ms: u64,
}

/// The operator, where they may carry the change out here and now.
///
/// # Errors
/// `NOBODY`, `DUTY_MISSING`, `PACKAGE_IS_DRAFT`, `TARGET_IS_DRY_RUN`, and where an authorisation is needed or named:
/// `AUTHORISATION_MISSING`, `_UNKNOWN`, `_OTHER_PACKAGE`, `_OTHER_OPERATION`, `_OTHER_ENVIRONMENT`, `_EXPIRED`, `_USED`,
/// `CHANGE_SAME_PERSON`.
pub fn execute(request: &ExecutionRequest) -> Result<String, Refusal> {
    let operator = authorise(&request.actor, Duty::Executor)?;
    not_a_draft(&request.package)?;
    if request.environment == EnvironmentClass::DryRun {
        return Err(Refusal::conflict("TARGET_IS_DRY_RUN", "This database is the copy of a dry run; it is protected."));
    }
    let needed = request.environment == EnvironmentClass::Production && request.units != Some(0);
    let Some(authorisation) = &request.authorisation else {
        return match (needed, request.named) {
            (_, true) => Err(Refusal::not_found("AUTHORISATION_UNKNOWN", "There is no such authorisation.")),
            (true, false) => {
                let message = format!(
                    "Production needs an authorisation for exactly this package: \"directus cutter migrate authorise {}\" by another person.",
                    request.package_digest
                );
                Err(Refusal::forbidden("AUTHORISATION_MISSING", message))
            }
            (false, false) => Ok(operator),
        };
    };
    check_authorisation(request, authorisation)?;
    other_person(
        &authorisation.authorised_by,
        &[("operates", &operator), ("planned", &request.package.planned_by)],
        "authorised",
    )?;
    Ok(operator)
}

fn check_authorisation(request: &ExecutionRequest, authorisation: &AuthorisationFacts) -> Result<(), Refusal> {
    let refuse = |code: &str, message: String| Err(Refusal::forbidden(code, message));
    if authorisation.package_digest != request.package_digest {
        return refuse("AUTHORISATION_OTHER_PACKAGE", format!("It is for the package {}.", authorisation.package_digest));
    }
    if authorisation.operation != request.operation || authorisation.run_id != request.run_id {
        let run = authorisation.run_id.as_ref().map_or_else(String::new, |run| format!(" of run {run}"));
        return refuse("AUTHORISATION_OTHER_OPERATION", format!("It is for the operation {}{run}.", authorisation.operation));
    }
    if authorisation.environment != request.environment {
        return Err(other_environment(authorisation.environment, request.environment));
    }
    if authorisation.system_identifier != request.system_identifier {
        return refuse("AUTHORISATION_OTHER_ENVIRONMENT", format!("It is for the server {}.", authorisation.system_identifier));
    }
    if let Some(run) = &authorisation.used_by_run {
        return refuse("AUTHORISATION_USED", format!("It was used by run {run}; an authorisation is good for one run."));
    }
    if request.now_ms >= authorisation.expires_ms {
        return refuse("AUTHORISATION_EXPIRED", "It has expired; somebody must authorise again.".to_owned());
    }
    Ok(())
}

/// What a rollback rests on, besides its authorisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RollbackRequest {
    /// The operation that was named.
    pub operation: Option<String>,
    /// The environment that was named.
    pub environment: Option<String>,
    /// The failed check that was named.
    pub failed_check: Option<String>,
    /// Class of the environment as it is found now.
    pub found: EnvironmentClass,
    /// Whether C-07 of the run committed and nothing took it back since.
    pub in_place: bool,
    /// Checks of the run that did not pass.
    pub failed: Vec<String>,
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
    if !request.in_place {
        let message = "The run did not commit, or was taken back already: there is nothing to roll back.";
        return Err(Refusal::conflict("ROLLBACK_NOTHING_TO_TAKE_BACK", message));
    }
    if !request.failed.contains(check) {
        let failed = if request.failed.is_empty() { "none".to_owned() } else { request.failed.join(", ") };
        let message = format!("{check} did not fail in this run; failed: {failed}.");
        return Err(Refusal::conflict("ROLLBACK_CHECK_NOT_FAILED", message));
    }
    Ok(())
}

fn other_person(person: &str, others: &[(&str, &str)], does: &str) -> Result<(), Refusal> {
    match others.iter().find(|(_, other)| *other == person || other.is_empty()) {
        Some((did, _)) => {
            let message = format!("Whoever {did} a change is not who {does} it.");
            Err(Refusal::forbidden("CHANGE_SAME_PERSON", message))
        }
        None => Ok(()),
    }
}

fn not_a_draft(package: &ChangePackage) -> Result<(), Refusal> {
    if package.draft {
        return Err(Refusal::conflict(
            "PACKAGE_IS_DRAFT",
            "This package proposes other SQL than the frozen migration: it can be rehearsed only.",
        ));
    }
    Ok(())
}

fn other_environment(planned: EnvironmentClass, found: EnvironmentClass) -> Refusal {
    Refusal::forbidden("AUTHORISATION_OTHER_ENVIRONMENT", format!("It is for an environment that is {planned}, not {found}."))
}

#[cfg(test)]
#[path = "authority_tests.rs"]
mod tests;
