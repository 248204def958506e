//! Enact: drafts come into force. This alone gives authority, and a review decides it; from then on the text never changes.

use super::asked::Enact;
use super::draft::{whole, Draft, Made};
use super::rows::ACTIVE;
use cutter_model::refusal::Refusal;

/// Enacts.
///
/// # Errors
/// `ENACT_NOTHING`, `ENACT_NOT_DRAFT` (enacted already, or of the authority `runtime`).
pub(super) fn enact(draft: &mut Draft<'_>, request: &Enact) -> Result<(), Refusal> {
    if request.unit_ids.is_empty() {
        return Err(Refusal::invalid("ENACT_NOTHING", "No unit is named that comes into force."));
    }
    for id in &request.unit_ids {
        let unit = draft.origin(id)?;
        let version = draft.version(&unit)?;
        let authority = unit.authority.as_deref().unwrap_or("draft");
        if authority != "draft" {
            let message = format!("{} has the authority {authority}; only a draft is enacted.", unit.canonical_address);
            return Err(Refusal::conflict("ENACT_NOT_DRAFT", message));
        }
        if let Some(row) = draft.rows.units.get_mut(id) {
            row.authority = Some("enacted".to_owned());
            ACTIVE.clone_into(&mut row.lifecycle_status);
            row.in_force_from = draft.day;
            draft.by.now.clone_into(&mut row.updated_at);
        }
        if let Some(row) = draft.rows.versions.get_mut(&version.id) {
            ACTIVE.clone_into(&mut row.lifecycle_status);
            row.in_force_from = draft.day;
            row.enacted_at = Some(draft.from.clone());
            draft.by.now.clone_into(&mut row.updated_at);
        }
        draft.results.push(Made { unit_id: unit.id.clone(), born: false, pieces: whole(&unit, version) });
    }
    Ok(())
}
