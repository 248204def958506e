//! Structure operations in the pipeline: what [`crate::structure`] decides, proposed, reviewed, cut, verified and taken back like
//! a first cut.
//!
//! An operation is decided from the rows of its whole document, read anew at each step, so that what a reviewer approved is what
//! is carried out, and what VERIFY expects is derived from the state before and not from what CUT says it did.

pub mod correction;
pub mod findings;
pub mod mark;
mod mode;
mod standing;
pub mod texts;
pub mod verify;

pub use crate::record::{RowChanges, TouchedRow};
pub use standing::StandingRows;

use crate::live_facts::ValidationFacts;
use crate::structure::{self, Plan, StructureManifest};
use cutter_model::change_set::Authorship;
use cutter_model::live::read_rows;
use cutter_model::refusal::Refusal;

/// The rows of the document as they stand; none where they were not read, which no operation is planned from.
///
/// # Errors
/// `FACTS_UNREADABLE`.
pub fn standing(facts: &ValidationFacts) -> Result<StandingRows, Refusal> {
    facts.document_rows.as_deref().map_or_else(|| Ok(StandingRows::default()), read_rows)
}

/// Plans what a manifest proposed, from the rows as they stand.
///
/// # Errors
/// Those of [`structure::plan`].
pub fn plan_now(manifest: &StructureManifest, facts: &ValidationFacts, by: Authorship<'_>) -> Result<Plan, Refusal> {
    structure::plan(&standing(facts)?.document(&facts.active_section_types), manifest, by)
}
