//! Carrying a change out: whose authorisation it needs, and for what that is good.

use serde::{Deserialize, Serialize};

use super::{not_a_draft, other_environment, other_person, Operation};
use crate::environment::EnvironmentClass;
use crate::package::ChangePackage;
use cutter_model::duty::{authorise, Actor, Duty};
use cutter_model::refusal::Refusal;

/// An authorisation as it is on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
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
    authorised_by_another(authorisation, &operator, &request.package)?;
    Ok(operator)
}

/// Refuses where whoever gave the authorisation operates, or planned.
pub(crate) fn authorised_by_another(
    authorisation: &AuthorisationFacts,
    operator: &str,
    package: &ChangePackage,
) -> Result<(), Refusal> {
    other_person(&authorisation.authorised_by, &[("operates", operator), ("planned", &package.planned_by)], "authorised")
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
