//! What a change set did to units, as it is on record.

use super::{AffectedRow, ChangeKind, TouchedRow, VerifyFacts};
use cutter_model::live::{json_text, read_rows};
use cutter_model::refusal::Refusal;

/// The affected rows of a change set, as its kind has them.
pub enum Affected {
    /// New or attested units, each with its version.
    Units(Vec<AffectedRow>),
    /// Units, versions and aliases that an operation touched, in the order of their ids.
    Touched(Vec<TouchedRow>),
}

impl Affected {
    /// Those of the change set under verification.
    ///
    /// # Errors
    /// `FACTS_UNREADABLE`.
    pub fn read(facts: &VerifyFacts) -> Result<Self, Refusal> {
        if !matches!(facts.change_set.kind(), Some(ChangeKind::Operation(_))) {
            return Ok(Self::Units(read_rows(&facts.affected_rows)?));
        }
        let mut rows: Vec<TouchedRow> = read_rows(&facts.affected_rows)?;
        rows.sort_by(|one, two| one.target_row_id.cmp(&two.target_row_id));
        Ok(Self::Touched(rows))
    }

    /// The rows as JSON text.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Units(rows) => json_text(rows),
            Self::Touched(rows) => json_text(rows),
        }
    }

    /// Their digests, in their order.
    #[must_use]
    pub fn row_digests(&self) -> Vec<&str> {
        match self {
            Self::Units(rows) => rows.iter().map(|row| row.row_digest.as_str()).collect(),
            Self::Touched(rows) => rows.iter().map(|row| row.row_digest.as_str()).collect(),
        }
    }

    /// Units with their versions; none of an operation.
    #[must_use]
    pub fn units(&self) -> &[AffectedRow] {
        match self {
            Self::Units(rows) => rows,
            Self::Touched(_) => &[],
        }
    }

    /// What an operation touched.
    #[must_use]
    pub fn touched(&self) -> &[TouchedRow] {
        match self {
            Self::Touched(rows) => rows,
            Self::Units(_) => &[],
        }
    }
}
