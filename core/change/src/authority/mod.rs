//! Who may let a change happen: review by another person, authorisation by a third, once and for one thing, and rollbacks on
//! request only. The tool never grants itself one.

use serde::{Deserialize, Serialize};

use super::environment::EnvironmentClass;
use super::package::ChangePackage;
use cutter_model::refusal::Refusal;

mod execute;
mod grant;
mod recheck;
mod review;
mod rollback;

pub(crate) use execute::authorised_by_another;
pub use execute::{execute, AuthorisationFacts, ExecutionRequest};
pub(crate) use grant::authoriser;
pub use grant::{grant, GrantRequest};
pub use recheck::{recheck, Recheck};
pub(crate) use review::reviewer;
pub use review::{review, CommandReview, CommandVerdict, ReviewRequest};
pub use rollback::{rollback, RollbackRequest};

/// The longest an authorisation may last, in milliseconds: seven days.
pub const LONGEST_MS: u64 = 7 * 24 * 3600 * 1000;

/// What an authorisation is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
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
mod tests;
