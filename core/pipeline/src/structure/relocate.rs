//! Move: a unit goes to another parent, or to another place among its siblings.

use std::collections::BTreeMap;

use super::asked::Move;
use super::draft::{whole, Draft, Made};
use super::guard;
use super::readdress::with_followers;
use super::renumber::check_free;
use super::rows::address_of;
use cutter_model::refusal::Refusal;
use iu_address as address;

/// Moves. Where the unit's address names its old place, it needs a new one; the guard says so.
///
/// # Errors
/// `MOVE_CYCLE` (below itself), `MOVE_NOTHING`, `ADDRESS_TAKEN`, `PLACE_NOT_SIBLING`, the parse error of the address;
/// `UNIT_RETIRED` where the new parent is.
pub(super) fn relocate(draft: &mut Draft<'_>, request: &Move) -> Result<(), Refusal> {
    let unit = draft.origin(&request.unit_id)?;
    if let Some(parent) = request.parent_id.as_deref() {
        let parent_unit = draft.free(parent)?;
        if parent == unit.id || draft.rows.ancestors(parent).contains(&unit.id.as_str()) {
            let message = format!("{} would come below itself, under {}.", unit.canonical_address, parent_unit.canonical_address);
            return Err(Refusal::invalid("MOVE_CYCLE", message));
        }
    }
    if request.after.as_deref() == Some(unit.id.as_str()) {
        return Err(Refusal::invalid("PLACE_NOT_SIBLING", format!("{} cannot come after itself.", unit.canonical_address)));
    }
    let place = draft.place_after(request.after.as_deref(), request.parent_id.as_deref())?;
    let order_before: Vec<String> = draft.rows.in_order().into_iter().map(|unit| unit.id.clone()).collect();
    draft.place.insert(unit.id.clone(), place);
    if let Some(moved) = draft.rows.units.get_mut(&unit.id) {
        moved.parent_id.clone_from(&request.parent_id);
        draft.by.now.clone_into(&mut moved.updated_at);
    }
    let address = request.address.as_ref().filter(|address| **address != unit.canonical_address);
    let same_order = draft.rows.in_order_of(&draft.place).into_iter().map(|unit| &unit.id).eq(&order_before);
    if address.is_none() && unit.parent_id == request.parent_id && same_order {
        return Err(Refusal::invalid("MOVE_NOTHING", format!("{} stands there already.", unit.canonical_address)));
    }
    if let Some(new) = address {
        let new = address::parse(new)?;
        guard::fits(&new, Some(address_of(&unit)?.prefix()), &unit.canonical_address_format_version)?;
        let named = BTreeMap::from([(unit.id.clone(), new.to_string())]);
        check_free(draft, &with_followers(&draft.rows, &named)?)?;
        draft.readdress(&named)?;
    }
    let pieces = whole(&unit, draft.version(&unit)?);
    draft.results.push(Made { unit_id: unit.id, born: false, pieces });
    Ok(())
}
