//! Command review: by another person than the planner, on a dry run that passed.

use serde::{Deserialize, Serialize};

use super::{not_a_draft, other_person};
use crate::gates::DryRunFacts;
use crate::package::ChangePackage;
use cutter_model::duty::{authorise, Actor, Duty};
use cutter_model::refusal::Refusal;

/// The verdict of a command review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct CommandReview {
    /// The verdict.
    pub verdict: CommandVerdict,
    /// The reviewer.
    pub reviewed_by: String,
}

/// What a review rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
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

/// The person, where they may review this package at all.
pub(crate) fn reviewer(actor: &Actor, package: &ChangePackage) -> Result<String, Refusal> {
    let person = authorise(actor, Duty::Reviewer)?;
    other_person(&person, &[("planned", &package.planned_by)], "reviews")?;
    Ok(person)
}

/// The reviewer, where they may review.
///
/// # Errors
/// `NOBODY`, `DUTY_MISSING`, `CHANGE_SAME_PERSON`, `REVIEW_NOTES_MISSING`, `DRY_RUN_MISSING`, `PACKAGE_IS_DRAFT`.
pub fn review(request: &ReviewRequest) -> Result<String, Refusal> {
    let reviewer = reviewer(&request.actor, &request.package)?;
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
