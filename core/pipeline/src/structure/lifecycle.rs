//! `lifecycle_status` of units and versions.

use cutter_model::live::UnitRow;

/// `retired`.
pub(super) const RETIRED: &str = "retired";
/// `active`.
pub(super) const ACTIVE: &str = "active";
/// `draft_only`.
pub(super) const DRAFT_ONLY: &str = "draft_only";

/// Whether the unit is not retired.
#[must_use]
pub fn is_live(unit: &UnitRow) -> bool {
    unit.lifecycle_status != RETIRED
}
