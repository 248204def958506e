//! Structure operations in the pipeline: what [`crate::structure`] decides, proposed, reviewed, cut, verified and taken back like
//! a first cut.
//!
//! An operation is decided from the rows of its whole document, read anew at each step, so that what a reviewer approved is what
//! is carried out, and what VERIFY expects is derived from the state before and not from what CUT says it did.

pub mod findings;
pub mod mark;
pub mod rows;
mod standing;
pub mod texts;
pub mod verify;

pub use rows::{RowChanges, TouchedRow};
pub use standing::StandingRows;

use crate::structure::{self, Plan, StructureManifest};
use crate::validate::ValidationFacts;
use cutter_model::change_set::{Authorship, FactFingerprint};
use cutter_model::live::TargetSurvey;
use cutter_model::refusal::Refusal;
use iu_text::digest::canonical_digest;
use std::collections::BTreeMap;

/// Fingerprints the facts that the plan rests on, beside the units themselves: what may be written, and how.
#[must_use]
pub fn fingerprint(facts: &ValidationFacts, survey: &TargetSurvey) -> FactFingerprint {
    let mut vocabulary = facts.active_section_types.clone();
    vocabulary.sort();
    BTreeMap::from([
        ("active_section_types".to_owned(), canonical_digest(&vocabulary)),
        ("target_columns".to_owned(), canonical_digest(&survey.columns)),
        ("target_triggers".to_owned(), canonical_digest(&survey.triggers)),
        ("target_constraints".to_owned(), canonical_digest(&survey.constraints)),
        ("target_privileges".to_owned(), canonical_digest(&survey.privileges)),
        ("target_updates".to_owned(), canonical_digest(&survey.updatable)),
    ])
}

/// The rows of the document as they stand; none where they were not read, which no operation is planned from.
///
/// # Errors
/// `FACTS_UNREADABLE`.
pub fn standing(facts: &ValidationFacts) -> Result<StandingRows, Refusal> {
    facts.document_rows.as_deref().map_or_else(|| Ok(StandingRows::default()), StandingRows::read)
}

/// Plans what a manifest proposed, from the rows as they stand.
///
/// # Errors
/// Those of [`structure::plan`].
pub fn plan_now(manifest: &StructureManifest, facts: &ValidationFacts, by: Authorship<'_>) -> Result<Plan, Refusal> {
    structure::plan(&standing(facts)?.document(&facts.active_section_types), manifest, by)
}
