//! The units that an operation names.

use super::asked::{Insert, Join, Move, NewAddress, Operation, Part, Renumber, Split};
use cutter_model::refusal::Refusal;

/// The same operation with every unit it names named otherwise.
///
/// # Errors
/// Those of `name`.
pub(super) fn renamed(operation: &Operation, name: &impl Fn(&str) -> Result<String, Refusal>) -> Result<Operation, Refusal> {
    let all = |ids: &[String]| ids.iter().map(|id| name(id)).collect::<Result<Vec<_>, _>>();
    let optional = |id: &Option<String>| id.as_deref().map(name).transpose();
    let mut operation = operation.clone();
    match &mut operation {
        Operation::Split(Split { unit_id, parts }) => {
            *unit_id = name(unit_id)?;
            for Part { children, .. } in parts {
                *children = all(children)?;
            }
        }
        Operation::Join(Join { unit_ids, .. }) => *unit_ids = all(unit_ids)?,
        Operation::Renumber(Renumber { changes }) => {
            for NewAddress { unit_id, .. } in changes {
                *unit_id = name(unit_id)?;
            }
        }
        Operation::Substitute(asked) => asked.unit_id = name(&asked.unit_id)?,
        Operation::Insert(Insert { parent_id, after, .. }) => (*parent_id, *after) = (optional(parent_id)?, optional(after)?),
        Operation::Move(Move { unit_id, parent_id, after, .. }) => {
            (*unit_id, *parent_id, *after) = (name(unit_id)?, optional(parent_id)?, optional(after)?);
        }
        Operation::Retire(asked) => asked.unit_id = name(&asked.unit_id)?,
        Operation::Enact(asked) => asked.unit_ids = all(&asked.unit_ids)?,
        Operation::Suspend(asked) => asked.unit_ids = all(&asked.unit_ids)?,
        Operation::Resume(asked) => asked.unit_ids = all(&asked.unit_ids)?,
    }
    Ok(operation)
}

/// Every unit by whose address an act names it to say what it does: those that an operation is about, and those below and after which it puts
/// something.
pub(super) fn spoken_of(operation: &Operation) -> Vec<&str> {
    let places = match operation {
        Operation::Insert(Insert { parent_id, after, .. }) | Operation::Move(Move { parent_id, after, .. }) => [parent_id, after],
        _ => [&None, &None],
    };
    units_of(operation).into_iter().chain(places.into_iter().flatten().map(String::as_str)).collect()
}

/// The units that an operation is about, as it names them: those it starts from, and of an insert none.
#[must_use]
pub fn units_of(operation: &Operation) -> Vec<&str> {
    match operation {
        Operation::Split(asked) => vec![&asked.unit_id],
        Operation::Join(asked) => asked.unit_ids.iter().map(String::as_str).collect(),
        Operation::Renumber(asked) => asked.changes.iter().map(|change| change.unit_id.as_str()).collect(),
        Operation::Substitute(asked) => vec![&asked.unit_id],
        Operation::Insert(_) => Vec::new(),
        Operation::Move(asked) => vec![&asked.unit_id],
        Operation::Retire(asked) => vec![&asked.unit_id],
        Operation::Enact(asked) => asked.unit_ids.iter().map(String::as_str).collect(),
        Operation::Suspend(asked) => asked.unit_ids.iter().map(String::as_str).collect(),
        Operation::Resume(asked) => asked.unit_ids.iter().map(String::as_str).collect(),
    }
}
