//! What a check found: a stable code, a place, what was expected and what is there.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt::Display;

/// Most findings listed in one report; their number is always given in full.
pub const MAX_FINDINGS: usize = 200;

/// Longest text quoted as expected or observed, in characters: a report is read by people.
const MAX_QUOTED: usize = 300;

/// How the ledger, or one cut of it, stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum LedgerStanding {
    /// Nothing is wrong, and every key is one the reader trusts.
    Proven,
    /// Nothing is wrong, but no trusted key was given: a forger could have replaced the keys too.
    Consistent,
    /// Something is wrong.
    Refused,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct LedgerFinding {
    /// Stable code, e.g. `LEDGER_BODY_HASH`.
    pub code: String,
    /// Where: table or part, row and column.
    pub place: String,
    /// What must be there.
    pub expected: String,
    /// What is there.
    pub observed: String,
}

/// Findings in the order in which they were made: the first is the first thing wrong.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// At most [`MAX_FINDINGS`].
    pub list: Vec<LedgerFinding>,
    /// All of them.
    pub count: usize,
}

impl Findings {
    /// Something is wrong.
    pub fn add(&mut self, code: &str, place: impl Display, expected: impl Display, observed: impl Display) {
        self.count += 1;
        if self.list.len() < MAX_FINDINGS {
            self.list.push(LedgerFinding {
                code: code.to_owned(),
                place: place.to_string(),
                expected: quoted(named(&expected.to_string())),
                observed: quoted(named(&observed.to_string())),
            });
        }
    }

    /// Something is wrong where the two differ.
    pub fn equal(&mut self, code: &str, place: impl Display, expected: &str, observed: &str) {
        if expected != observed {
            self.add(code, place, expected, observed);
        }
    }

    /// Something is wrong where the two numbers differ.
    pub fn count(&mut self, code: &str, place: impl Display, expected: usize, observed: usize) {
        if expected != observed {
            self.add(code, place, expected, observed);
        }
    }

    /// Something is wrong where `observed` has another value under one of the names of `expected`; the first is named.
    /// Names that only `observed` has are left alone.
    pub fn members(&mut self, code: &str, place: impl Display, expected: &Value, observed: &Value) {
        if let Some((path, wanted, found)) = first_difference(expected, observed, "") {
            self.add(code, format!("{place}{path}"), text(wanted), text(found));
        }
    }
}

fn named(text: &str) -> &str {
    if text.is_empty() {
        "nothing"
    } else {
        text
    }
}

fn quoted(text: &str) -> String {
    if text.chars().count() <= MAX_QUOTED {
        return text.to_owned();
    }
    let start: String = text.chars().take(MAX_QUOTED).collect();
    format!("{start}… ({} bytes)", text.len())
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn first_difference<'a>(expected: &'a Value, observed: &'a Value, path: &str) -> Option<(String, &'a Value, &'a Value)> {
    match (expected, observed) {
        (Value::Object(wanted), Value::Object(found)) => wanted.iter().find_map(|(name, value)| {
            first_difference(value, found.get(name).unwrap_or(&Value::Null), &format!("{path}.{name}"))
        }),
        _ if expected == observed => None,
        _ => Some((path.to_owned(), expected, observed)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_first_difference_is_named_by_its_path_and_further_names_are_left_alone() {
        let mut findings = Findings::default();
        let wanted = json!({"a": {"b": 1, "c": "x"}});
        findings.members("X", "row r", &wanted, &json!({"a": {"b": 1, "c": "y", "d": 2}, "e": 3}));
        findings.members("X", "row r", &wanted, &json!({"a": {"b": 1, "c": "x", "d": 2}, "e": 3}));
        assert_eq!(findings.count, 1);
        let found = &findings.list[0];
        assert_eq!((found.place.as_str(), found.expected.as_str(), found.observed.as_str()), ("row r.a.c", "x", "y"));
    }

    #[test]
    fn long_texts_are_shortened_and_nothing_is_called_nothing() {
        let mut findings = Findings::default();
        findings.equal("X", "p", &"ơ".repeat(301), "");
        assert_eq!(findings.list[0].expected, format!("{}… (602 bytes)", "ơ".repeat(300)));
        assert_eq!(findings.list[0].observed, "nothing");
    }
}
