//! Anchors: the words without which nothing is cited, sought in the bytes of a text before anything of it is read.

use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// A word that is sought.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Anchor<'w> {
    /// In lower case.
    pub(crate) word: &'w str,
    /// Whether it counts only with a capital.
    pub(crate) capital: bool,
    /// Whether it counts only before a number, or a word that may stand for one.
    pub(crate) numbered: bool,
}

/// What is sought, all of it at once.
#[derive(Debug)]
pub(crate) struct Anchors {
    search: AhoCorasick,
    /// For each of the patterns whether it counts only with a capital, and only before a number; none for a sign.
    asks: Vec<Option<(bool, bool)>>,
    /// The words that stand before numbers or for them, in lower case.
    numbering: BTreeSet<String>,
}

/// Signs that may hide a word, or that make a quotation which goes on in what follows.
const SIGNS: [&str; 8] = [">", "*", "\u{1}", "\u{ad}", "\u{200b}", "\u{200c}", "\u{200d}", "\u{feff}"];

impl Anchors {
    pub(crate) fn of<'w>(words: impl Iterator<Item = Anchor<'w>>, numbering: BTreeSet<String>) -> Option<Self> {
        let mut patterns: Vec<(String, Option<(bool, bool)>)> = SIGNS.iter().map(|sign| ((*sign).to_owned(), None)).collect();
        for anchor in words {
            patterns.extend(cases(anchor.word).into_iter().map(|written| (written, Some((anchor.capital, anchor.numbered)))));
        }
        let mut builder = AhoCorasick::builder();
        builder.ascii_case_insensitive(true).kind(Some(AhoCorasickKind::DFA));
        let search = builder.build(patterns.iter().map(|(written, _)| written)).ok()?;
        Some(Self { search, asks: patterns.into_iter().map(|(_, asks)| asks).collect(), numbering })
    }

    /// Whether anything may be cited in `text`.
    pub(crate) fn any(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let glued = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
        self.search.find_overlapping_iter(text).any(|found| {
            let before = found.start().checked_sub(1).and_then(|before| bytes.get(before));
            let after = bytes.get(found.end());
            let Some((capital, numbered)) = self.asks.get(found.pattern().as_usize()).copied().flatten() else {
                // Marks of type stand beside words, seldom within one.
                let letter = before.is_some_and(|byte| glued(Some(byte)) || *byte > 0x7f);
                let apart = !letter || after.is_none_or(u8::is_ascii_whitespace);
                return bytes.get(found.start()) != Some(&b'*') || !apart;
            };
            let small = || text.get(found.start()..).is_some_and(|rest| rest.starts_with(char::is_lowercase));
            let rest = || text.get(found.end()..).unwrap_or_default();
            let part = glued(before) || glued(after);
            let asked = (!capital || !small()) && (!numbered || self.may_number(rest()));
            asked && !part
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
