//! Retire: a repeal. The unit and all below it end without successor; each keeps its address as a tombstone (page 04, 6).

use super::asked::Retire;
use super::draft::Draft;
use super::rows::is_live;
use cutter_model::refusal::Refusal;

/// Retires.
///
/// # Errors
/// Those of an origin, for the unit and each live unit below it.
pub(super) fn retire(draft: &mut Draft<'_>, request: &Retire) -> Result<(), Refusal> {
    draft.free(&request.unit_id)?;
    let below = draft.document.rows.subtree(&request.unit_id);
    for unit in below.into_iter().filter(|unit| is_live(unit)) {
        draft.origin(&unit.id)?;
        draft.retire(&unit.id)?;
    }
    Ok(())
}
