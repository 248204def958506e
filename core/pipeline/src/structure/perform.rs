//! One operation at work, held to the table and the guard.

use super::asked::Operation;
use super::draft::Draft;
use super::rows::Rows;
use super::{enact, guard, insert, join, relocate, renumber, retire, split, substitute, suspend, travel};
use cutter_model::refusal::Refusal;
use std::borrow::Cow;

/// Performs.
///
/// # Errors
/// Those of the operation and of [`guard::check`]; `TRAVEL_BROKEN`.
pub(super) fn perform(draft: &mut Draft<'_>, operation: &Operation) -> Result<(), Refusal> {
    match operation {
        Operation::Split(asked) => split::split(draft, asked)?,
        Operation::Join(asked) => join::join(draft, asked)?,
        Operation::Renumber(asked) => renumber::renumber(draft, asked)?,
        Operation::Substitute(asked) => substitute::substitute(draft, asked)?,
        Operation::Insert(asked) => insert::insert(draft, asked)?,
        Operation::Move(asked) => relocate::relocate(draft, asked)?,
        Operation::Retire(asked) => retire::retire(draft, asked)?,
        Operation::Enact(asked) => enact::enact(draft, asked)?,
        Operation::Suspend(asked) => suspend::suspend(draft, asked)?,
        Operation::Resume(asked) => suspend::resume(draft, asked)?,
    }
    let kind = operation.kind();
    guard::no_cycle(&draft.rows)?;
    if travel::rule(travel::Aspect::Order, kind) == travel::Rule::Recomputed {
        draft.put_in_order();
    }
    guard::check(kind, draft.day, &standing_before(draft), &draft.rows)?;
    let effect = travel::Effect {
        before: &draft.document.rows,
        after: &draft.rows,
        origins: &draft.origins,
        named: &draft.named,
        results: &draft.results,
        day: draft.day,
        at: draft.pen.at,
        from: &draft.from,
        now: draft.by.now,
    };
    match travel::broken(kind, &effect) {
        Some(broken) => {
            Err(Refusal::conflict("TRAVEL_BROKEN", format!("The operation would not carry along what it must: {broken}.")))
        }
        None => Ok(()),
    }
}

/// The rows before, without the aliases that an earlier part of the same change opened and this one takes away again: nobody saw them.
fn standing_before<'d>(draft: &Draft<'d>) -> Cow<'d, Rows> {
    let before = &draft.document.rows;
    let own = Some(draft.by.change_set_id);
    let unseen: Vec<&String> = before
        .aliases
        .values()
        .filter(|row| row.scenario_ref.as_deref() == own && !draft.rows.aliases.contains_key(&row.alias_id))
        .map(|row| &row.alias_id)
        .collect();
    if unseen.is_empty() {
        return Cow::Borrowed(before);
    }
    let mut rows = before.clone();
    rows.aliases.retain(|id, _| !unseen.contains(&id));
    Cow::Owned(rows)
}
