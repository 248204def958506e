//! Anchors: the words without which nothing is cited, sought in the bytes of a text before anything of it is read.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// A word that is sought.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Anchor<'w> {
    /// In lower case.
    pub(crate) word: &'w str,
    /// The word that must stand behind it, in lower case.
    pub(crate) then: Option<&'w str>,
    /// Whether it counts only with a capital.
    pub(crate) capital: bool,
    /// Whether it counts only before a number, or a word that may stand for one.
    pub(crate) numbered: bool,
}

/// What makes a word that is found one that counts.
#[derive(Debug)]
struct Ask {
    then: Option<String>,
    capital: bool,
    numbered: bool,
}

/// What a pattern is.
#[derive(Debug)]
enum Pattern {
    /// A word, which counts where one of these does.
    Word(Vec<Ask>),
    /// A sign that may hide a word.
    Sign,
    /// A mark of a quotation.
    Quotation,
}

/// What was found at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hit {
    /// Something may be cited.
    Cites,
    /// A quotation may begin or end.
    Quotes,
}

/// What is sought, all of it at once.
#[derive(Debug)]
pub(crate) struct Anchors {
    search: AhoCorasick,
    patterns: Vec<Pattern>,
    /// The words that stand before numbers or for them, in lower case.
    numbering: BTreeSet<String>,
}

/// Signs that may hide a word, or that make a quotation which goes on in what follows.
const SIGNS: [&str; 8] = [">", "*", "\u{1}", "\u{ad}", "\u{200b}", "\u{200c}", "\u{200d}", "\u{feff}"];

/// Marks of quotations.
const QUOTATIONS: [&str; 9] = ["\"", "“", "”", "„", "\u{201f}", "«", "»", "‘", "’"];

impl Anchors {
    pub(crate) fn of<'w>(words: impl Iterator<Item = Anchor<'w>>, numbering: BTreeSet<String>) -> Option<Self> {
        let mut asks: BTreeMap<String, Vec<Ask>> = BTreeMap::new();
        for anchor in words {
            for written in cases(anchor.word) {
                let then = anchor.then.map(str::to_owned);
                asks.entry(written).or_default().push(Ask { then, capital: anchor.capital, numbered: anchor.numbered });
            }
        }
        let signs = SIGNS.iter().map(|sign| ((*sign).to_owned(), Pattern::Sign));
        let quotations = QUOTATIONS.iter().map(|mark| ((*mark).to_owned(), Pattern::Quotation));
        let words = asks.into_iter().map(|(written, asks)| (written, Pattern::Word(asks)));
        let (written, patterns): (Vec<String>, Vec<Pattern>) = signs.chain(quotations).chain(words).unzip();
        let mut builder = AhoCorasick::builder();
        builder.ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest).kind(Some(AhoCorasickKind::DFA));
        Some(Self { search: builder.build(&written).ok()?, patterns, numbering })
    }

    /// Whether anything may be cited in `text`.
    pub(crate) fn any(&self, text: &str) -> bool {
        self.hits(text).any(|(_, hit)| hit == Hit::Cites)
    }

    /// Where something may be cited in `text`, and where quotations may begin or end.
    pub(crate) fn hits<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, Hit)> + 't {
        let bytes = text.as_bytes();
        let glued = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
        self.search.find_iter(text).filter_map(move |found| {
            let before = found.start().checked_sub(1).and_then(|before| bytes.get(before));
            let after = bytes.get(found.end());
            let counts = match self.patterns.get(found.pattern().as_usize())? {
                Pattern::Quotation => return Some((found.start(), Hit::Quotes)),
                Pattern::Sign => {
                    // Marks of type stand beside words, seldom within one.
                    let letter = before.is_some_and(|byte| glued(Some(byte)) || *byte > 0x7f);
                    let apart = !letter || after.is_none_or(u8::is_ascii_whitespace);
                    bytes.get(found.start()) != Some(&b'*') || !apart
                }
                Pattern::Word(asks) => {
                    let small = || text.get(found.start()..).is_some_and(|rest| rest.starts_with(char::is_lowercase));
                    let rest = text.get(found.end()..).unwrap_or_default();
                    let counts = |ask: &Ask| {
                        ask.then.as_ref().is_none_or(|then| may_begin_with(rest, then))
                            && (!ask.capital || !small())
                            && (!ask.numbered || self.may_number(rest))
                    };
                    !(glued(before) || glued(after)) && asks.iter().any(counts)
                }
            };
            counts.then_some((found.start(), Hit::Cites))
        })
    }

    /// Whether `text`, which follows a word that asks for a number, may begin with one: only small words of two letters and more do not.
    fn may_number(&self, text: &str) -> bool {
        let text = text.trim_start();
        let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
        let word = text.get(..end).unwrap_or_default();
        let mut letters = word.chars();
        let small = letters.next().is_some_and(char::is_lowercase) && letters.next().is_some();
        !small || self.numbering.contains(word)
    }
}

/// Whether `text`, which follows a word, may begin with the word `then`: it does, or it ends, or no letter stands there.
fn may_begin_with(text: &str, then: &str) -> bool {
    let mut letters = text.trim_start().chars().flat_map(char::to_lowercase).peekable();
    letters.peek().is_none_or(|letter| !letter.is_alphabetic()) || then.chars().all(|letter| letters.next() == Some(letter))
}

/// A word with its letters that are none of ASCII small or great; the search knows the case of the others.
fn cases(word: &str) -> Vec<String> {
    let mut written = vec![String::new()];
    for c in word.chars() {
        let great: String = c.to_uppercase().collect();
        let both = !c.is_ascii() && great != c.to_string();
        let with = |before: &String, letter: &str| format!("{before}{letter}");
        let greats: Vec<String> = written.iter().filter(|_| both).map(|before| with(before, &great)).collect();
        written = written.iter().map(|before| with(before, &c.to_string())).chain(greats).collect();
    }
    written
}
