//! What VERIFY counts: differences between what must be and what is.

use serde::{Deserialize, Serialize};

/// The verdict of VERIFY.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, crate::TS)]
#[serde(rename_all = "snake_case")]
pub enum VerifyVerdict {
    /// Nothing drifted, and nothing speaks against the cut.
    Pass,
    /// Something does.
    Fail,
}

/// What a difference is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, crate::TS)]
#[serde(rename_all = "snake_case")]
pub enum Axis {
    /// Axis 1: units that are there.
    Unit,
    /// Axis 2: their texts.
    Content,
    /// Axis 3: their place, type and standing.
    Structure,
    /// Axis 4: the documents around.
    Scope,
    /// What is on record beside the axes.
    Evidence,
}

/// One difference between what must be and what is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, crate::TS)]
pub struct VerifyFinding {
    /// What it is about.
    pub axis: Axis,
    /// Stable code, e.g. `CONTENT_HASH`.
    pub code: String,
    /// The address concerned, or the document code for scope.
    pub address: Option<String>,
    /// What must be.
    pub expected: String,
    /// What is.
    pub observed: String,
}

impl VerifyFinding {
    /// A difference on `axis`.
    #[must_use]
    pub fn new(axis: Axis, code: &str, address: Option<&str>, expected: impl ToString, observed: impl ToString) -> Self {
        Self {
            axis,
            code: code.to_owned(),
            address: address.map(str::to_owned),
            expected: expected.to_string(),
            observed: observed.to_string(),
        }
    }
}

/// What drifted, counted per axis.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drift {
    /// Axis 1: units missing, twice, or not planned.
    pub unit: usize,
    /// Axis 2: units whose heading or own text differs from the source.
    pub content: usize,
    /// Axis 3: units whose place, type or standing differs from the plan.
    pub structure: usize,
    /// SHA-256 of the source text.
    pub expected_digest: String,
    /// SHA-256 of the text rebuilt from live rows and excluded spans.
    pub observed_digest: String,
    /// Whether the two texts are equal byte for byte.
    pub reconstruction_ok: bool,
    /// Every difference.
    pub findings: Vec<VerifyFinding>,
}

impl Drift {
    /// One difference more.
    pub fn found(&mut self, axis: Axis, code: &str, address: Option<&str>, expected: impl ToString, observed: impl ToString) {
        self.findings.push(VerifyFinding::new(axis, code, address, expected, observed));
    }

    /// Whether what is compared of a unit agrees; each pair that does not is a difference.
    pub fn agree<T: PartialEq + ToString>(
        &mut self,
        axis: Axis,
        address: &str,
        pairs: impl IntoIterator<Item = (&'static str, T, T)>,
    ) -> bool {
        let before = self.findings.len();
        for (code, expected, observed) in pairs.into_iter().filter(|(_, expected, observed)| expected != observed) {
            self.found(axis, code, Some(address), expected, observed);
        }
        self.findings.len() == before
    }

    /// Whether nothing drifted.
    #[must_use]
    pub const fn is_none(&self) -> bool {
        self.unit + self.content + self.structure == 0
    }
}
