//! Gates: named conditions as data. `unknown` counts as `fail`.

use serde::{Deserialize, Serialize};
use std::fmt::Display;

/// The verdict of one gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, crate::TS)]
#[serde(rename_all = "snake_case")]
pub enum GateVerdict {
    /// The condition holds.
    Pass,
    /// The condition does not hold.
    Fail,
    /// The facts needed are missing; treated as a failure.
    Unknown,
}

/// One named condition with what was expected and what was observed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, crate::TS)]
pub struct Gate {
    /// Stable id, e.g. `G-CUT-ONCE`.
    pub id: String,
    /// What the gate asks, as one sentence.
    pub sentence: String,
    /// What must be.
    pub expected: String,
    /// What is.
    pub observed: String,
    /// The verdict.
    pub verdict: GateVerdict,
}

/// Checks with one verdict over them: `pass` exactly when every check passes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, crate::TS)]
pub struct Checked {
    /// `pass` or `fail`; an unknown check fails.
    pub verdict: GateVerdict,
    /// The checks.
    pub checks: Vec<Gate>,
}

impl Checked {
    /// The verdict over `checks`; no checks prove nothing.
    #[must_use]
    pub fn of(checks: Vec<Gate>) -> Self {
        let good = !checks.is_empty() && checks.iter().all(|check| !check.fires());
        Self { verdict: if good { GateVerdict::Pass } else { GateVerdict::Fail }, checks }
    }
}

impl Gate {
    /// A gate that passes exactly when `holds`.
    #[must_use]
    pub fn check(id: &str, sentence: &str, holds: bool, expected: impl Display, observed: impl Display) -> Self {
        let verdict = if holds { GateVerdict::Pass } else { GateVerdict::Fail };
        Self {
            id: id.to_owned(),
            sentence: sentence.to_owned(),
            expected: expected.to_string(),
            observed: observed.to_string(),
            verdict,
        }
    }

    /// A gate about which nothing was observed.
    #[must_use]
    pub fn unknown(id: &str, sentence: &str, expected: impl Display) -> Self {
        Self { verdict: GateVerdict::Unknown, ..Self::check(id, sentence, false, expected, "nothing") }
    }

    /// A gate that is what was observed and whether that holds, and is unknown where nothing was.
    #[must_use]
    pub fn seen(id: &str, sentence: &str, expected: impl Display, observed: Option<(bool, String)>) -> Self {
        match observed {
            Some((holds, observed)) => Self::check(id, sentence, holds, expected, observed),
            None => Self::unknown(id, sentence, expected),
        }
    }

    /// A gate that passes when `expected` equals `observed`, and is unknown where nothing was observed.
    #[must_use]
    pub fn equal<T: PartialEq + Display>(id: &str, sentence: &str, expected: &T, observed: Option<&T>) -> Self {
        Self::seen(id, sentence, expected, observed.map(|observed| (expected == observed, observed.to_string())))
    }

    /// A gate that passes exactly when nothing is found.
    #[must_use]
    pub fn none(id: &str, sentence: &str, found: &[String]) -> Self {
        let observed = if found.is_empty() { "none".to_owned() } else { found.join(", ") };
        Self::check(id, sentence, found.is_empty(), "none", observed)
    }

    /// Whether the gate stops what it guards.
    #[must_use]
    pub fn fires(&self) -> bool {
        self.verdict != GateVerdict::Pass
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_fires_like_fail() {
        assert!(!Gate::equal("G", "Equal?", &1, Some(&1)).fires());
        assert!(Gate::equal("G", "Equal?", &1, Some(&2)).fires());
        let unknown = Gate::equal("G", "Equal?", &1, None);
        assert_eq!(unknown.verdict, GateVerdict::Unknown);
        assert!(unknown.fires());
    }
}
