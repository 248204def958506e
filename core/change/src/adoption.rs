//! Adoption: an installation that has objects of a migration already is recognised, or refused with what differs. Nothing is
//! altered that this release did not create.

use serde::{Deserialize, Serialize};

use super::lists::lists_of;
use super::probe::ProbedObject;
use crate::migration::PostCheck;
use cutter_model::gate::Gate;
use cutter_model::refusal::{Refusal, RefusalKind};

/// What there is of a migration that is not on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct AdoptionFacts {
    /// Folder name.
    pub migration_id: String,
    /// Its objects.
    pub objects: Vec<ProbedObject>,
    /// Rows of its `verify.sql`; none where it could not be run because of what is missing.
    pub checks: Vec<PostCheck>,
}

/// What is to be done with a migration that is not on record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum Adoption {
    /// All its objects are there in the right shape: record it as adopted.
    Adopt,
    /// None is there: it is still to be applied.
    Absent,
}

/// Whether the migration may be adopted.
///
/// # Errors
/// `MIGRATION_UNKNOWN`; `ADOPTION_DIFFERS` with every object that is missing and every check of the shape that differs.
pub fn adoption(facts: &AdoptionFacts) -> Result<Adoption, Refusal> {
    let id = facts.migration_id.as_str();
    let Some(lists) = lists_of(id) else {
        return Err(Refusal::not_found("MIGRATION_UNKNOWN", format!("There is no migration {id:?} with lists of checks.")));
    };
    // Roles belong to the whole server and a schema may hold other things: neither says that the migration was here.
    let own = |object: &&ProbedObject| object.kind != "role" && object.kind != "schema";
    if facts.objects.iter().filter(own).all(|object| object.exists == Some(false)) {
        return Ok(Adoption::Absent);
    }
    let mut gates: Vec<Gate> = facts
        .objects
        .iter()
        .filter(|object| object.exists != Some(true))
        .map(|object| {
            let sentence = format!("{} {} is there.", object.kind, object.name);
            let found = if object.exists.is_none() { "unknown" } else { "nothing" };
            Gate::check(&format!("{id}:object"), &sentence, false, "there", found)
        })
        .collect();
    if gates.is_empty() {
        let shape = lists.checks.ids().into_iter().filter(|check| !lists.rows_only.contains(&check.as_str()));
        gates.extend(shape.map(|check| match facts.checks.iter().find(|row| row.check_id == check) {
            Some(PostCheck { sentence, expected: Some(expected), observed, .. }) => {
                Gate::equal(&check, sentence, expected, observed.as_ref())
            }
            _ => Gate::unknown(&check, "The check was evaluated.", "evaluated"),
        }));
    }
    Refusal::from_gates("ADOPTION_DIFFERS", RefusalKind::Conflict, &gates).map_or(Ok(Adoption::Adopt), Err)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(exists: &[bool]) -> AdoptionFacts {
        let object = |(number, exists): (usize, &bool)| ProbedObject {
            kind: "index".to_owned(),
            name: format!("cutter_governance.idx_{number}"),
            exists: Some(*exists),
        };
        let row = |number: u32| PostCheck {
            check_id: format!("V7-{number:02}"),
            sentence: "S".to_owned(),
            expected: Some("a".to_owned()),
            observed: Some("a".to_owned()),
        };
        AdoptionFacts {
            migration_id: "007_scale_indexes".to_owned(),
            objects: exists.iter().enumerate().map(object).collect(),
            checks: (1..=8).map(row).collect(),
        }
    }

    #[test]
    fn what_is_whole_is_adopted_and_what_is_not_there_is_left() {
        assert_eq!(adoption(&facts(&[true, true])), Ok(Adoption::Adopt));
        assert_eq!(adoption(&facts(&[false, false])), Ok(Adoption::Absent));
    }

    #[test]
    fn every_difference_is_named() {
        let refusal = adoption(&facts(&[true, false, false])).expect_err("differs");
        assert_eq!((refusal.code.as_str(), refusal.gates.len()), ("ADOPTION_DIFFERS", 2));
        let mut other = facts(&[true]);
        other.checks[3].observed = Some("b".to_owned());
        other.checks.remove(0);
        let gates = adoption(&other).expect_err("differs").gates;
        assert_eq!(gates.iter().map(|gate| gate.id.as_str()).collect::<Vec<_>>(), ["V7-01", "V7-04"]);
    }
}
