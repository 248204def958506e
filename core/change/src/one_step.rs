//! Whether a database may be migrated in one step, without packages: only where nothing could be lost.

use serde::{Deserialize, Serialize};

use cutter_model::refusal::Refusal;

/// The migration that holds the records of governed change; the runner makes it before any other where it is pending.
pub const CONTROL: &str = "012_governed_change";

/// What a database holds before it is migrated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct OneStepFacts {
    /// Migrations that are pending, in order.
    pub pending: Vec<String>,
    /// Rows of units in public and in the sandbox; none where the count is not known.
    pub units: Option<u64>,
    /// Rows of the ledger.
    pub ledger_rows: Option<u64>,
    /// Tables of the cutter that are there although no migration is on record.
    pub unrecorded_tables: Vec<String>,
}

/// Refuses to migrate what holds units or a ledger, or what something else made, in one step.
///
/// # Errors
/// `CHANGE_NEEDS_PACKAGE`, `CHANGE_NEEDS_ADOPTION`.
pub fn one_step(facts: &OneStepFacts) -> Result<(), Refusal> {
    let Some(first) = facts.pending.iter().find(|id| *id != CONTROL) else { return Ok(()) };
    if let Some(table) = facts.unrecorded_tables.first() {
        let message =
            format!("This database has {table}, which no migration on record made: run \"directus cutter migrate adopt\" first.");
        return Err(Refusal::conflict("CHANGE_NEEDS_ADOPTION", message));
    }
    match (facts.units, facts.ledger_rows) {
        (Some(0), Some(0)) => Ok(()),
        (units, rows) => {
            let show = |count: Option<u64>| count.map_or_else(|| "an unknown number of".to_owned(), |count| count.to_string());
            let message = format!(
                "This database holds {} units and {} ledger rows: plan each pending migration, the next with \"directus cutter migrate plan {first}\".",
                show(units),
                show(rows)
            );
            Err(Refusal::conflict("CHANGE_NEEDS_PACKAGE", message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(pending: &[&str], units: Option<u64>) -> OneStepFacts {
        OneStepFacts {
            pending: pending.iter().map(|id| (*id).to_owned()).collect(),
            units,
            ledger_rows: Some(0),
            unrecorded_tables: Vec::new(),
        }
    }

    #[test]
    fn only_an_empty_database_is_migrated_in_one_step() {
        assert_eq!(one_step(&facts(&["001_a"], Some(0))), Ok(()));
        assert_eq!(one_step(&facts(&[CONTROL], Some(86))), Ok(()));
        assert_eq!(one_step(&facts(&[], None)), Ok(()));
        for units in [Some(86), None] {
            assert_eq!(one_step(&facts(&["003_a", CONTROL], units)).expect_err("units").code, "CHANGE_NEEDS_PACKAGE");
        }
        let found = OneStepFacts { unrecorded_tables: vec!["public.tac_logical_unit".to_owned()], ..facts(&["001_a"], Some(0)) };
        assert_eq!(one_step(&found).expect_err("found").code, "CHANGE_NEEDS_ADOPTION");
    }
}
