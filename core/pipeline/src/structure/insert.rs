//! Insert: a new unit comes between others, such as Article 15a after 15.

use super::asked::Insert;
use super::draft::{check_canonical, Birth, Draft, Text};
use super::rows::is_live;
use cutter_model::live::UnitRow;
use cutter_model::refusal::Refusal;
use iu_address as address;

/// Inserts: a draft, or law from the day of the change where that is asked for. A freed address may be taken (page 04); one that a unit has, retired or not, may not.
///
/// # Errors
/// `DOCUMENT_EMPTY`, `ADDRESS_TAKEN`, `SECTION_TYPE_INACTIVE`, `LABEL_MISSING`, `INSERT_EMPTY`, `TEXT_NOT_CANONICAL`,
/// `PLACE_NOT_SIBLING`, `ENACT_WITHOUT_DAY`, the parse error of the address; `UNIT_RETIRED` where the parent is, or where what it is to come after was
/// replaced by others.
pub(super) fn insert(draft: &mut Draft<'_>, request: &Insert) -> Result<(), Refusal> {
    let address = address::parse(&request.address)?;
    let units = &draft.document.rows.units;
    if let Some(holder) = units.values().find(|unit| unit.canonical_address == request.address) {
        let which = if is_live(holder) { "live unit" } else { "retired unit, which keeps it for good" };
        return Err(Refusal::conflict("ADDRESS_TAKEN", format!("{address} is the address of a {which}.")));
    }
    if !draft.document.active_section_types.contains(&request.section_type) {
        let message = format!("The section type {:?} is not active.", request.section_type);
        return Err(Refusal::invalid("SECTION_TYPE_INACTIVE", message));
    }
    if request.label.trim().is_empty() {
        return Err(Refusal::invalid("LABEL_MISSING", "A new unit needs the label it is written with."));
    }
    if request.heading.is_empty() && request.body.is_empty() {
        return Err(Refusal::invalid("INSERT_EMPTY", format!("{address} would have neither heading nor text.")));
    }
    if request.enact && draft.day.is_none() {
        let message = format!("{address} is to be law, but the change has no day from which it is: give effective_on.");
        return Err(Refusal::invalid("ENACT_WITHOUT_DAY", message));
    }
    check_canonical(&request.heading, &request.body)?;
    let parent = request.parent_id.as_deref().map(|parent| draft.free(parent)).transpose()?;
    let beside = request.after.as_deref().map(|after| draft.document.rows.unit(after)).transpose()?;
    // What was repealed keeps its place; what was split or joined gave it to others (rule 12).
    if let Some(unit) = beside.filter(|unit| draft.document.rows.is_replaced(unit)) {
        let message = format!("{} was replaced by others: say after which of them it comes.", unit.canonical_address);
        return Err(Refusal::conflict("UNIT_RETIRED", message));
    }
    let Some(like) = parent.or(beside).or_else(|| units.values().next()) else {
        return Err(Refusal::conflict("DOCUMENT_EMPTY", "The document has no unit yet: it is cut first."));
    };
    let like = UnitRow { section_type: request.section_type.clone(), ..like.clone() };
    let place = draft.place_after(request.after.as_deref(), request.parent_id.as_deref())?;
    draft.give_birth(Birth {
        address: &address,
        like: &like,
        parent_id: request.parent_id.clone(),
        place,
        label: &request.label,
        title: if request.title.is_empty() { &request.label } else { &request.title },
        text: Text { heading: &request.heading, body: &request.body, like: None, source: request.source.clone(), span: None },
        pieces: Vec::new(),
        is_law: request.enact,
        suspended_like: None,
    })?;
    Ok(())
}
