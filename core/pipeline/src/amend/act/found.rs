//! A sentence of an act that asks for something, as it was found.

use super::law::Law;
use super::provision::Rung;
use super::sentences::Quote;

/// A sentence of the act that asks for something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it stands: `Điều 1 khoản 4 điểm a` of the act, as its address without the prefix.
    pub place: String,
    /// Line of the act's text, from 1.
    pub line: usize,
    /// The sentence.
    pub sentence: String,
    /// What is quoted behind it.
    pub quote: Quote,
    /// What the act said before about where it is.
    pub context: Vec<Rung>,
    /// The act it amends, where this one names it.
    pub law: Option<Law>,
    /// It is one of those that a sentence above lists: how that is read of each.
    pub item_of: Option<String>,
}
