//! One operation on a copy of the rows, held to the table and the guard.

use super::change::Change;
use super::draft::Draft;
use super::manifest::StructureManifest;
use super::request::{Operation, Request};
use super::rows::Document;
use super::{enact, guard, insert, join, relocate, renumber, retire, split, substitute, travel};
use cutter_model::change_set::Authorship;
use cutter_model::refusal::{rationale, Refusal};

/// What an operation did.
pub(super) struct Done {
    pub manifest: StructureManifest,
    pub change: Change,
}

/// Carries out.
///
/// # Errors
/// `RATIONALE_MISSING`, `AUTHORITY_GAINED`, those of the operation and of [`guard::check`]; `TRAVEL_BROKEN`.
pub(super) fn carry_out(document: &Document, request: &Request, by: Authorship<'_>) -> Result<Done, Refusal> {
    let rationale = rationale(&request.rationale, "An operation needs a rationale.")?;
    if let Some(authority) = request.authority.as_deref().filter(|authority| *authority != "draft") {
        let message = format!(
            "Authority {authority} was asked for; what is new starts as draft, and enacting it is a decision of its own."
        );
        return Err(Refusal::forbidden("AUTHORITY_GAINED", message));
    }
    let mut draft = Draft::of(document, by, rationale, request.effective_on)?;
    match &request.operation {
        Operation::Split(asked) => split::split(&mut draft, asked)?,
        Operation::Join(asked) => join::join(&mut draft, asked)?,
        Operation::Renumber(asked) => renumber::renumber(&mut draft, asked)?,
        Operation::Substitute(asked) => substitute::substitute(&mut draft, asked)?,
        Operation::Insert(asked) => insert::insert(&mut draft, asked)?,
        Operation::Move(asked) => relocate::relocate(&mut draft, asked)?,
        Operation::Retire(asked) => retire::retire(&mut draft, asked)?,
        Operation::Enact(asked) => enact::enact(&mut draft, asked)?,
    }
    let kind = request.operation.kind();
    guard::no_cycle(&draft.rows)?;
    if travel::rule(travel::Aspect::Order, kind) == travel::Rule::Recomputed {
        draft.put_in_order();
    }
    guard::check(kind, request.effective_on, &document.rows, &draft.rows)?;
    let effect = travel::Effect {
        before: &document.rows,
        after: &draft.rows,
        origins: &draft.origins,
        named: &draft.named,
        results: &draft.results,
        day: draft.day,
        at: draft.pen.at,
        from: &draft.from,
        now: by.now,
    };
    if let Some(broken) = travel::broken(kind, &effect) {
        return Err(Refusal::conflict("TRAVEL_BROKEN", format!("The operation would not carry along what it must: {broken}.")));
    }
    let manifest = StructureManifest::of(&draft, request)?;
    Ok(Done { manifest, change: Change::between(&document.rows, &draft.rows) })
}
