//! Renumber: addresses change, identities stay. Chains and swaps are one change set.

use std::collections::{BTreeMap, BTreeSet};

use super::asked::Renumber;
use super::draft::{whole, Draft, Made};
use super::guard;
use super::rows::{address_of, is_live};
use cutter_model::live::UnitRow;
use cutter_model::refusal::Refusal;
use iu_address as address;

/// Renumbers.
///
/// # Errors
/// `RENUMBER_NOTHING` (no unit, or one that has the address already), `ADDRESS_TAKEN`, `ADDRESS_OTHER_DOCUMENT`,
/// `FORMAT_CHANGED`, the parse error of an address; `PARENT_DISAGREES` comes from the guard.
pub(super) fn renumber(draft: &mut Draft<'_>, request: &Renumber) -> Result<(), Refusal> {
    if request.changes.is_empty() {
        return Err(Refusal::invalid("RENUMBER_NOTHING", "No unit is named that gets a new address."));
    }
    let mut named = BTreeMap::new();
    for change in &request.changes {
        let unit = draft.origin(&change.unit_id)?;
        let address = address::parse(&change.address)?;
        if address.as_str() == unit.canonical_address {
            return Err(Refusal::invalid("RENUMBER_NOTHING", format!("{address} is the address the unit has already.")));
        }
        guard::fits(&address, Some(address_of(&unit)?.prefix()), &unit.canonical_address_format_version)?;
        named.insert(unit.id.clone(), address.to_string());
        let pieces = whole(&unit, draft.version(&unit)?);
        draft.results.push(Made { unit_id: unit.id, born: false, pieces });
    }
    check_free(draft, &super::readdress::with_followers(&draft.rows, &named)?)?;
    draft.readdress(&named)?;
    for change in &request.changes {
        if let (Some(label), Some(unit)) = (&change.label, draft.rows.units.get_mut(&change.unit_id)) {
            unit.identity_profile["label"] = label.clone().into();
        }
    }
    Ok(())
}

/// Each new address is nobody's, or that of a unit that leaves it in the same stroke. A tombstone never leaves its own.
pub(super) fn check_free(draft: &Draft<'_>, new: &BTreeMap<String, String>) -> Result<(), Refusal> {
    let mut taken = BTreeSet::new();
    let units = draft.document.rows.units.values();
    let holders: BTreeMap<&str, &UnitRow> = units.rev().map(|unit| (unit.canonical_address.as_str(), unit)).collect();
    for address in new.values() {
        let holder = holders.get(address.as_str());
        let message = match holder.filter(|unit| !new.contains_key(&unit.id)) {
            Some(unit) if is_live(unit) => format!("{address} is the address of a live unit."),
            Some(_) => format!("{address} is the address of a retired unit, which keeps it for good."),
            None if !taken.insert(address) => format!("{address} is given to two units."),
            None => continue,
        };
        return Err(Refusal::conflict("ADDRESS_TAKEN", message));
    }
    Ok(())
}
