//! Titles of laws: where they end, and those that the text itself teaches.

use std::collections::{BTreeMap, BTreeSet};

use crate::grammar::Says;
use crate::page::{Shape, Token};
use crate::reader::Reader;

/// Names that the text itself gives.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Titles, by kind and first two words, in lower case: those that a number or a day ends somewhere.
    titles: BTreeMap<(usize, String, String), BTreeSet<Vec<String>>>,
    /// By title in lower case, the number that stands behind it; none where it has several.
    numbers: BTreeMap<String, Option<String>>,
    /// By what a document is called from now on: what it is.
    pub(crate) called: BTreeMap<String, Vec<String>>,
}

/// Most tokens of a title.
const LONGEST_TITLE: usize = 48;
/// Most tokens of a title that nothing ends for certain.
pub(crate) const LONGEST_GUESS: usize = 12;

impl Known {
    /// Looks through a page for titles that end for certain.
    pub(crate) fn learn(&mut self, reader: Reader<'_>) {
        for at in 0..reader.page.tokens.len() {
            let Some((kind, _, after)) = reader.kind_at(at).filter(|(_, kind, _)| kind.titled) else { continue };
            if !reader.token(after).is_some_and(|token| token.capital) || reader.past(after, Says::NumberWord).is_some() {
                continue;
            }
            if let Some(end) = reader.sure_end(after) {
                let words: Vec<String> = reader.page.tokens[after..end].iter().map(|token| token.lower.to_string()).collect();
                let second = words.get(1).cloned().unwrap_or_default();
                if let Some((number, _)) = reader.numbers_of(end) {
                    let number = number.first().cloned();
                    let known = self.numbers.entry(reader.page.words(at, end).to_lowercase()).or_insert_with(|| number.clone());
                    if *known != number {
                        *known = None;
                    }
                }
                self.titles.entry((kind, words[0].clone(), second)).or_default().insert(words);
            }
        }
    }

    /// The one number that the text gives with a title.
    pub(crate) fn number_of(&self, title: &str) -> Option<String> {
        self.numbers.get(&title.to_lowercase()).cloned().flatten()
    }

    /// The token behind the longest known title at token `at`.
    fn title(&self, reader: Reader<'_>, kind: usize, at: usize) -> Option<usize> {
        let word = |place: usize| reader.token(place).map(|token| token.lower.to_string());
        let first = word(at)?;
        let candidates = [word(at + 1), Some(String::new())].into_iter().flatten();
        let fits = |words: &&Vec<String>| words.iter().enumerate().all(|(place, word)| reader.is(at + place, word));
        let found = candidates.filter_map(|second| self.titles.get(&(kind, first.clone(), second)));
        found.flat_map(|titles| titles.iter().filter(fits).map(Vec::len)).max().map(|length| at + length)
    }
}

impl Reader<'_> {
    /// The token behind a title from token `at` on, where a number or a day ends it for certain.
    fn sure_end(&self, at: usize) -> Option<usize> {
        for end in at + 1..at + LONGEST_TITLE {
            let token = self.token(end)?;
            let next_is_number = self.token(end + 1).is_some_and(|next| next.shape == Shape::Number);
            if next_is_number && (self.past(end, Says::Day).is_some() || self.past(end, Says::NumberWord).is_some()) {
                return Some(if self.is(end - 1, ",") { end - 1 } else { end }).filter(|end| *end > at);
            }
            let named_again = self.kind_at(end).is_some();
            if named_again || self.is_end(end) || self.past(end, Says::TitleBreak).is_some() || token.lower == "(" {
                return None;
            }
        }
        None
    }

    /// Whether a sentence or a part of it ends at token `at`.
    fn is_end(&self, at: usize) -> bool {
        self.token(at)
            .is_none_or(|token| token.shape == Shape::Break || matches!(&*token.lower, "." | ";" | ":" | ")" | "”" | "“" | "\""))
    }

    /// The token behind the title of a law that begins at token `at`.
    pub(crate) fn title_end(&self, at: usize, kind: usize, known: &Known) -> Option<usize> {
        if self.past(at, Says::AmendingTitle).is_some() {
            return self.amending_title(at, known, 0);
        }
        let first = self.token(at)?;
        let listed = self.past(at, Says::Title);
        let learned = known.title(*self, kind, at);
        if let Some(end) = listed.max(learned) {
            return Some(end);
        }
        if !first.capital || first.shape != Shape::Word || self.past(at, Says::TitleEnd).is_some() {
            return None;
        }
        let ends = |place: &usize| {
            let token = &self.page.tokens[*place];
            // `số 41/2024/QH15` ends a title, `chuyển đổi số` does not; a comma after one word never does.
            let counts = |token: &Token<'_>| token.shape == Shape::Number;
            let word = self.past(*place, Says::NumberWord).is_none() || self.token(place + 1).is_some_and(counts);
            let ended = self.past(*place, Says::TitleEnd).is_some() && !token.capital && word;
            let comma = *place == at + 1 && token.lower == "," && self.token(place + 1).is_some_and(|next| !next.capital);
            (token.shape != Shape::Word && !comma)
                || ended
                || (token.begins_line && token.capital)
                || self.level_at(*place).is_some()
        };
        let limit = (at + LONGEST_GUESS).min(self.page.tokens.len());
        let end = (at + 1..limit).find(ends).unwrap_or(limit);
        let end = if self.is(end - 1, ",") { end - 1 } else { end };
        (end > at).then_some(end)
    }

    /// `sửa đổi, bổ sung một số điều của Luật Đất đai`: the title of an amending law goes on over the laws it amends.
    fn amending_title(&self, at: usize, known: &Known, depth: usize) -> Option<usize> {
        let limit = (at + 32).min(self.page.tokens.len());
        let titled = |place: &usize| self.kind_at(*place).is_some_and(|(_, kind, _)| !kind.component);
        let law = (at + 1..limit).take_while(|place| !self.is_end(*place)).find(titled)?;
        if depth > 2 {
            return None;
        }
        let mut end = self.amended(law, known, depth)?;
        while let Some(next) = self.past(end, Says::List).filter(|next| *next < at + 4 * LONGEST_TITLE) {
            let Some(after) = self.amended(next, known, depth) else { break };
            end = after;
        }
        Some(end)
    }

    fn amended(&self, at: usize, known: &Known, depth: usize) -> Option<usize> {
        let (kind, found, after) = self.kind_at(at)?;
        if self.past(after, Says::AmendingTitle).is_some() {
            return self.amending_title(after, known, depth + 1);
        }
        found.titled.then(|| self.title_end(after, kind, known)).flatten()
    }
}
