//! Planning: the lists of a migration and what the database holds become a change package.

use serde::{Deserialize, Serialize};

use super::environment::EnvironmentClass;
use super::lists::lists_of;
use super::package::ChangePackage;
use cutter_model::duty::{authorise, Duty};
use cutter_model::refusal::Refusal;

mod assemble;
mod checks;
mod facts;

use assemble::assemble;
pub use facts::{Pinned, PlanFacts};

/// A package as planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct PlannedChange {
    /// The package.
    pub package: ChangePackage,
    /// Its canonical JSON.
    pub body: String,
    /// Its digest, which names it.
    pub package_digest: String,
    /// The same for people.
    pub markdown: String,
}

/// Plans a change. The next pending migration alone can be planned: each rests on the one before.
///
/// # Errors
/// `NOBODY`, `DUTY_MISSING`, `MIGRATION_UNKNOWN`, `MIGRATION_NOT_NEXT`, `IDENTITY_UNKNOWN`, `TARGET_IS_DRY_RUN`, `PIN_UNKNOWN`.
pub fn plan(facts: &PlanFacts) -> Result<PlannedChange, Refusal> {
    let planned_by = authorise(&facts.actor, Duty::Executor)?;
    let id = facts.migration_id.as_str();
    let Some(lists) = lists_of(id) else {
        return Err(Refusal::not_found("MIGRATION_UNKNOWN", format!("There is no migration {id:?} with lists of checks.")));
    };
    match facts.pending.iter().find(|pending| *pending != super::one_step::CONTROL) {
        Some(next) if next == id => {}
        Some(next) if facts.pending.iter().any(|pending| pending == id) => {
            let message = format!("{id} rests on {next}, which is still pending: plan that first.");
            return Err(Refusal::conflict("MIGRATION_NOT_NEXT", message));
        }
        _ => return Err(Refusal::conflict("MIGRATION_NOT_NEXT", format!("{id} is not pending."))),
    }
    if facts.environment == EnvironmentClass::DryRun {
        return Err(Refusal::conflict(
            "TARGET_IS_DRY_RUN",
            "This database is the copy of a dry run; changes are planned on the real one.",
        ));
    }
    let Some(identity) = facts.probe.identity.clone() else {
        return Err(Refusal::conflict("IDENTITY_UNKNOWN", "The server did not say who it is."));
    };
    for pin in facts.pinned.iter().map(|each| &each.pin).chain(facts.acknowledged.iter().map(|each| &each.pin)) {
        if pin != "units" && pin != "sandbox_units" {
            let message = format!("{pin:?} is no pinned count: expected units or sandbox_units.");
            return Err(Refusal::invalid("PIN_UNKNOWN", message));
        }
    }
    if let Some(silent) = facts.acknowledged.iter().find(|each| each.explanation.trim().is_empty()) {
        let message = format!("Say why {} rows are right for {}.", silent.counted, silent.pin);
        return Err(Refusal::invalid("PIN_UNKNOWN", message));
    }
    let package = assemble(facts, lists, identity, planned_by);
    let (body, package_digest) = package.sealed();
    let markdown = super::report_package::package_markdown(&package, &package_digest);
    Ok(PlannedChange { package, body, package_digest, markdown })
}

#[cfg(test)]
pub(crate) mod tests;
