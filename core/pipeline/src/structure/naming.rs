//! The units that an operation names.

use super::request::{Insert, Join, Move, NewAddress, Operation, Part, Renumber, Split};
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
        Operation::Amendment(_) => {}
    }
    Ok(operation)
}
