//! Giving an authorisation: by a third person, for one operation of one package in one environment.

use serde::{Deserialize, Serialize};

use super::{not_a_draft, other_environment, other_person, CommandReview, CommandVerdict, Operation, LONGEST_MS};
use crate::environment::EnvironmentClass;
use crate::package::ChangePackage;
use cutter_model::duty::{authorise, Actor, Duty};
use cutter_model::refusal::Refusal;

/// What giving an authorisation rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
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

/// The person, where they may authorise this package at all.
pub(crate) fn authoriser(actor: &Actor, package: &ChangePackage) -> Result<String, Refusal> {
    let person = authorise(actor, Duty::Authoriser)?;
    other_person(&person, &[("planned", &package.planned_by)], "authorises")?;
    Ok(person)
}

/// The authoriser, where they may authorise.
///
/// # Errors
/// `NOBODY`, `DUTY_MISSING`, `CHANGE_SAME_PERSON`, `PACKAGE_IS_DRAFT`, `REVIEW_MISSING`, `AUTHORISATION_OTHER_ENVIRONMENT`,
/// `AUTHORISATION_TOO_LONG`, `RUN_MISSING`.
pub fn grant(request: &GrantRequest) -> Result<String, Refusal> {
    let package = &request.package;
    let authoriser = authoriser(&request.actor, package)?;
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
