//! A sentence of the core as data: its stable code and the values in it, beside the English text made from both.
//!
//! A surface that speaks another language has its own sentence for the code, and puts the same values into the same places.

use std::collections::BTreeMap;
use std::fmt::Display;

/// What stands in the `{places}` of a sentence, by their names.
pub type Values = BTreeMap<String, String>;

/// Values from pairs of name and content.
#[must_use]
pub fn values<const N: usize>(pairs: [(&str, &dyn Display); N]) -> Values {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_string())).collect()
}

/// One sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Stable code.
    pub code: &'static str,
    /// What stands in its places.
    pub values: Values,
    /// The sentence in English.
    pub text: String,
}

impl Sentence {
    /// A sentence from its English template.
    #[must_use]
    pub fn new<const N: usize>(code: &'static str, template: &str, pairs: [(&str, &dyn Display); N]) -> Self {
        let values = values(pairs);
        Self { code, text: fill(template, &values), values }
    }
}

/// The template with its places filled; what is put in is not read again.
fn fill(template: &str, values: &Values) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else { break };
        text.push_str(before);
        text.push_str(values.get(name).map_or("", String::as_str));
        rest = behind;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_once() {
        let sentence = Sentence::new("X", "{a} and {b}, not {c}.", [("a", &"{b}"), ("b", &2)]);
        assert_eq!(sentence.text, "{b} and 2, not .");
        assert_eq!(sentence.values, values([("a", &"{b}"), ("b", &"2")]));
    }
}
