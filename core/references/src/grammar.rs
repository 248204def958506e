//! The grammars: what a language calls the parts of a law and its documents, and how it joins them. Tables beside the code that runs them.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// How the numbers of a level are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Numbers {
    /// `15`, `15a`.
    Arabic,
    /// `IV`, `IVa`; digits and one capital letter are read too.
    Roman,
    /// `a`, `đ`, `(f)`; digits are read too.
    Letter,
    /// `first`, before the word of the level.
    Ordinal,
    /// Whatever stands there without a space: `01/ĐK`.
    Name,
}

/// A part of a law that citations name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Level {
    pub(crate) id: String,
    /// The higher, the further outside. A citation goes up or down in it, never both.
    pub(crate) rank: u8,
    pub(crate) words: Vec<String>,
    /// Its word in a normal form.
    pub(crate) print: String,
    /// Its label in an address.
    pub(crate) label: String,
    pub(crate) numbering: Numbers,
    /// The levels of profiles it is.
    #[serde(default)]
    pub(crate) units: Vec<String>,
    /// Whether it is found in its document without anything outside it.
    #[serde(default)]
    pub(crate) whole: bool,
    /// Whether it can be cited without a number, with its document: `Phụ lục ban hành kèm theo …`.
    #[serde(default)]
    pub(crate) alone: bool,
    /// Whether its word begins with a capital.
    #[serde(default)]
    pub(crate) capital: bool,
    /// Whether its number can stand in brackets after that of the level outside.
    #[serde(default)]
    pub(crate) bracket: bool,
    /// Whether it groups articles: `Section 2 of Chapter III`.
    #[serde(default)]
    pub(crate) group: bool,
    /// Whether only ordinals count it.
    #[serde(default)]
    pub(crate) ordinal_only: bool,
    /// What stands behind its number where it begins a line: `.` or `)`.
    #[serde(default)]
    pub(crate) mark: Option<String>,
    /// The level of the first brackets after its number.
    #[serde(default)]
    pub(crate) inner: Option<String>,
}

/// A kind of document.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kind {
    pub(crate) words: Vec<String>,
    /// Whether a title follows its word: `Luật Đất đai`.
    #[serde(default)]
    pub(crate) titled: bool,
    /// Whether a title goes before its word: `Companies Act`.
    #[serde(default)]
    pub(crate) headed: bool,
    /// Whether its word alone names a document.
    #[serde(default)]
    pub(crate) named: bool,
    /// Whether it counts only as what holds provisions: `Điều 9 Chương trình này`.
    #[serde(default)]
    pub(crate) held: bool,
    /// Whether it is one only after `the`.
    #[serde(default)]
    pub(crate) definite: bool,
    /// Whether it comes with a document that issues it.
    #[serde(default)]
    pub(crate) component: bool,
}

/// The words of a language of laws. All words in lower case, read in any case where nothing else is said.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub(crate) id: String,
    pub(crate) profiles: Vec<String>,
    pub(crate) levels: Vec<Level>,
    /// Whether normal forms go from outside in, with brackets.
    pub(crate) outer_first: bool,
    pub(crate) kinds: Vec<Kind>,
    this: Vec<String>,
    /// Whether `this` comes after what it points at.
    pub(crate) this_after: bool,
    that: Vec<String>,
    of: Vec<String>,
    lists: Vec<String>,
    ranges: Vec<String>,
    from: Vec<String>,
    plural: Vec<String>,
    number_words: Vec<String>,
    /// What stands in brackets before a number: `(EU)`.
    pub(crate) marks: Vec<String>,
    /// Whether a number of a document has letters: `41/2024/QH15`, not `2016/679`.
    pub(crate) letters_in_numbers: bool,
    /// The letters of points in their order.
    pub(crate) alphabet: String,
    pub(crate) ordinals: Vec<String>,
    /// What a number before it counts: no number of a provision.
    quantities: Vec<String>,
    naming: Vec<String>,
    amending: Vec<String>,
    amending_titles: Vec<String>,
    /// Between what is issued and the act that issues it.
    issued: Vec<String>,
    /// Before the day of an act.
    days: Vec<String>,
    /// Before a number in words: `thứ nhất`.
    counting: Vec<String>,
    /// Small words inside titles that go before the word of a kind: `Promotion of Gardens Act`.
    title_joins: Vec<String>,
    /// Words that have a capital where a sentence begins, and begin no title.
    title_starts: Vec<String>,
    title_ends: Vec<String>,
    /// Words that no title has.
    title_breaks: Vec<String>,
    /// What has a word of a level or kind in it and is none: `tài khoản`.
    apart: Vec<String>,
    /// What stands between what an instruction inserts and where: `vào sau`.
    into: Vec<String>,
    titles: Vec<String>,
}

/// What a phrase of a grammar says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Says {
    Level(usize),
    Kind(usize),
    This,
    That,
    Of,
    List,
    Range,
    From,
    Plural,
    NumberWord,
    Ordinal,
    Quantity,
    Naming,
    Amending,
    AmendingTitle,
    Issued,
    Day,
    Counting,
    TitleJoin,
    TitleStart,
    TitleEnd,
    TitleBreak,
    Apart,
    Into,
    Title,
}

/// A grammar, ready to be run.
#[derive(Debug)]
pub(crate) struct Grammar {
    pub(crate) words: Words,
    /// The phrases that share a first word, the longest first; none at 0.
    phrases: Vec<Vec<Phrase>>,
    /// By first word, the place of its phrases.
    firsts: HashMap<String, usize>,
}

/// The words of a phrase, and what it says.
type Phrase = (Vec<String>, Says);

impl Grammar {
    fn new(json: &str) -> Option<Self> {
        let words: Words = serde_json::from_str(json).ok()?;
        let mut phrases: HashMap<String, Vec<Phrase>> = HashMap::new();
        let mut add = |phrase: &str, says: Says| {
            let words: Vec<String> = crate::page::words_of(phrase);
            if let Some(first) = words.first() {
                phrases.entry(first.clone()).or_default().push((words, says));
            }
        };
        for (at, level) in words.levels.iter().enumerate() {
            level.words.iter().for_each(|phrase| add(phrase, Says::Level(at)));
        }
        for (at, kind) in words.kinds.iter().enumerate() {
            kind.words.iter().for_each(|phrase| add(phrase, Says::Kind(at)));
        }
        for (list, says) in [
            (&words.this, Says::This),
            (&words.that, Says::That),
            (&words.of, Says::Of),
            (&words.lists, Says::List),
            (&words.ranges, Says::Range),
            (&words.from, Says::From),
            (&words.plural, Says::Plural),
            (&words.number_words, Says::NumberWord),
            (&words.ordinals, Says::Ordinal),
            (&words.quantities, Says::Quantity),
            (&words.naming, Says::Naming),
            (&words.amending, Says::Amending),
            (&words.amending_titles, Says::AmendingTitle),
            (&words.issued, Says::Issued),
            (&words.days, Says::Day),
            (&words.counting, Says::Counting),
            (&words.title_joins, Says::TitleJoin),
            (&words.title_starts, Says::TitleStart),
            (&words.title_ends, Says::TitleEnd),
            (&words.title_breaks, Says::TitleBreak),
            (&words.apart, Says::Apart),
            (&words.into, Says::Into),
            (&words.titles, Says::Title),
        ] {
            list.iter().for_each(|phrase| add(phrase, says));
        }
        let (mut firsts, mut lists) = (HashMap::new(), vec![Vec::new()]);
        for (first, mut list) in phrases {
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
            firsts.insert(first, lists.len());
            lists.push(list);
        }
        Some(Self { words, phrases: lists, firsts })
    }

    /// The place of the phrases that begin with the word `first`; 0 where none does.
    pub(crate) fn place_of(&self, first: &str) -> usize {
        self.firsts.get(first).copied().unwrap_or_default()
    }

    /// The phrases at a place, the longest first.
    pub(crate) fn phrases(&self, place: usize) -> &[Phrase] {
        self.phrases.get(place).map_or(&[], Vec::as_slice)
    }

    /// Whether titles go before the word of a kind, so that any word with a capital may begin one.
    pub(crate) fn has_headed(&self) -> bool {
        self.words.kinds.iter().any(|kind| kind.headed)
    }

    pub(crate) fn level(&self, at: usize) -> Option<&Level> {
        self.words.levels.get(at)
    }

    /// The place of the level `id` of this grammar.
    pub(crate) fn level_named(&self, id: &str) -> Option<usize> {
        self.words.levels.iter().position(|level| level.id == id)
    }

    /// The rank of the levels that are found in a document by their number alone: articles, sections of acts.
    pub(crate) fn article_rank(&self) -> u8 {
        self.words.levels.iter().filter(|level| level.whole).map(|level| level.rank).min().unwrap_or_default()
    }

    /// The place of the level that `unit`, a level of a profile, is cited as.
    pub(crate) fn level_of_unit(&self, unit: &str) -> Option<usize> {
        self.words.levels.iter().position(|level| level.units.iter().any(|known| known == unit))
    }
}

static BUILTIN: LazyLock<Vec<Grammar>> = LazyLock::new(|| {
    let tables = [include_str!("grammars/vi.json"), include_str!("grammars/eu.json"), include_str!("grammars/act.json")];
    tables.iter().filter_map(|json| Grammar::new(json)).collect()
});

/// The grammar `id`, if there is one.
pub(crate) fn builtin(id: &str) -> Option<&'static Grammar> {
    BUILTIN.iter().find(|grammar| grammar.words.id == id)
}

/// The grammar of texts that `profile` divides, if one is sure.
pub(crate) fn of_profile(profile: &str) -> Option<&'static Grammar> {
    BUILTIN.iter().find(|grammar| grammar.words.profiles.iter().any(|known| known == profile))
}

/// The grammar of a text that no profile tells: by its letters, then by its words.
pub(crate) fn of_text(text: &str) -> Option<&'static Grammar> {
    let beginning: String = text.chars().take(20_000).collect();
    let own = beginning.chars().filter(|c| ('\u{1ea0}'..='\u{1ef9}').contains(c) || matches!(c, 'đ' | 'Đ' | 'ơ' | 'ư')).count();
    if own * 50 > beginning.chars().count() {
        return builtin("vi");
    }
    let union = ["(EU)", "(EC)", "/EC", "Article ", "Union"].iter().filter(|word| beginning.contains(**word)).count();
    builtin(if union > 1 { "eu" } else { "act" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_read() {
        assert_eq!(BUILTIN.iter().map(|grammar| grammar.words.id.as_str()).collect::<Vec<_>>(), ["vi", "eu", "act"]);
        for grammar in BUILTIN.iter() {
            for level in &grammar.words.levels {
                assert!(level.inner.iter().all(|inner| grammar.level_named(inner).is_some()), "{}", level.id);
            }
        }
    }

    #[test]
    fn a_text_without_profile_has_the_grammar_of_its_language() {
        for (text, expected) in [
            ("Người lao động được hưởng chế độ", "vi"),
            ("Article 6 of Regulation (EU) 2016/679", "eu"),
            ("section 12 of the Companies Act, 2008", "act"),
        ] {
            assert_eq!(of_text(text).map(|grammar| grammar.words.id.as_str()), Some(expected), "{text}");
        }
    }
}
