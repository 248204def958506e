//! Rows a change set wrote, as they are on record.

use super::{evidence, VerifyFacts};
use crate::cut::AffectedRow;
use crate::operation::TouchedRow;
use crate::structure::Kind;
use cutter_model::live::read_rows;
use cutter_model::refusal::Refusal;

/// The affected rows of a change set, as its kind has them.
pub enum Affected {
    /// New or attested units, each with its version.
    Units(Vec<AffectedRow>),
    /// Units, versions and aliases that an operation touched, in the order of their ids.
    Touched(Vec<TouchedRow>),
}

impl Affected {
    pub(super) fn read(facts: &VerifyFacts) -> Result<Self, Refusal> {
        if Kind::of_name(&facts.change_set.operation_kind).is_none() {
            return Ok(Self::Units(read_rows(&facts.affected_rows)?));
        }
        let mut rows: Vec<TouchedRow> = read_rows(&facts.affected_rows)?;
        rows.sort_by(|one, two| one.target_row_id.cmp(&two.target_row_id));
        Ok(Self::Touched(rows))
    }

    pub(super) fn digested(&self) -> Vec<evidence::Digested<'_>> {
        match self {
            Self::Units(rows) => evidence::of_units(rows),
            Self::Touched(rows) => evidence::of_touched(rows),
        }
    }

    pub(super) fn units(&self) -> &[AffectedRow] {
        match self {
            Self::Units(rows) => rows,
            Self::Touched(_) => &[],
        }
    }

    pub(super) fn touched(&self) -> &[TouchedRow] {
        match self {
            Self::Touched(rows) => rows,
            Self::Units(_) => &[],
        }
    }
}
