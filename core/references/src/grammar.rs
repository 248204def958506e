//! The grammars: what a language calls the parts of a law and its documents, and how it joins them. Tables beside the code that runs them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use crate::anchors::{Anchor, Anchors, Hit};
pub(crate) use crate::says::Says;
use crate::words::Words;
pub(crate) use crate::words::{Kind, Level, Numbers};

/// Hashes short words, which the table alone chooses: no flood of them can be made.
#[derive(Debug, Clone, Copy)]
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    }
}

type Quick = BuildHasherDefault<Fnv>;

/// A grammar, ready to be run.
#[derive(Debug)]
pub(crate) struct Grammar {
    pub(crate) words: Words,
    /// The phrases that share a first word, the longest first; none at 0.
    phrases: Vec<Vec<Phrase>>,
    /// For each of them, whether one of them may begin what is read of itself: a reference, a name that is given, a word apart.
    begins: Vec<bool>,
    /// For each of them, the bits of what its phrases say.
    says: Vec<u64>,
    /// By the shape of a word, whether it may be a first word.
    shapes: Vec<bool>,
    /// By first word, the place of its phrases.
    firsts: HashMap<String, usize, Quick>,
    /// What of a text is read at all.
    anchors: Anchors,
}

/// How many shapes of words are told apart.
const SHAPES: usize = 1 << 14;

/// The shape of a word: its first and last bytes and its length, which tell most words from those of the tables.
fn shape(word: &str) -> usize {
    let bytes = word.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().map_or(0, usize::from);
    let last = bytes.len().saturating_sub(1);
    (byte(0) ^ (byte(last) << 5) ^ (byte(last / 2) << 3) ^ (bytes.len() << 9)) % SHAPES
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
            (&words.thereof, Says::Thereof),
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
            (&words.amended, Says::Amended),
            (&words.roles, Says::Role),
            (&words.asides, Says::Aside),
            (&words.headings, Says::Heading),
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
        let (mut firsts, mut lists) = (HashMap::default(), vec![Vec::new()]);
        for (first, mut list) in phrases {
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
            firsts.insert(first, lists.len());
            lists.push(list);
        }
        let anchors = anchors(&words)?;
        let begins = lists.iter().map(|list: &Vec<Phrase>| list.iter().any(|(_, says)| says.begins())).collect();
        let says = lists.iter().map(|list| list.iter().fold(0, |bits, (_, says)| bits | says.bit())).collect();
        let mut shapes = vec![false; SHAPES];
        firsts.keys().for_each(|first: &String| shapes[shape(first)] = true);
        Some(Self { words, phrases: lists, begins, says, shapes, firsts, anchors })
    }

    /// Whether something of its own may begin with the phrases at a place.
    pub(crate) fn begins(&self, place: usize) -> bool {
        self.begins.get(place).copied().unwrap_or_default()
    }

    /// Where anything may be cited in `text`, and where quotations may begin or end.
    pub(crate) fn hits<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, Hit)> + 't {
        self.anchors.hits(text)
    }

    /// Whether anything may be cited in `text`.
    pub(crate) fn may_cite(&self, text: &str) -> bool {
        self.anchors.any(text)
    }

    /// The place of the phrases that begin with the word `first`; 0 where none does.
    pub(crate) fn place_of(&self, first: &str) -> usize {
        if !self.shapes.get(shape(first)).copied().unwrap_or_default() {
            return 0;
        }
        self.firsts.get(first).copied().unwrap_or_default()
    }

    /// Whether a phrase at a place may say one of `bits`.
    pub(crate) fn may_say(&self, place: usize, bits: u64) -> bool {
        self.says.get(place).is_some_and(|says| says & bits != 0)
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

/// No reference is without a level or a kind of document; where `this` and numbers come after what they number, no level without them.
fn anchors(words: &Words) -> Option<Anchors> {
    fn first(phrase: &str) -> &str {
        phrase.split([' ', '-']).next().unwrap_or_default()
    }
    // The second word of a phrase, where white space alone parts it from the first.
    fn second(phrase: &str) -> Option<&str> {
        let (first, rest) = phrase.split_once(' ')?;
        (!first.contains('-')).then(|| rest.split([' ', '-']).next()).flatten()
    }
    let levels = words.levels.iter().flat_map(|level| {
        let numbered = words.this_after && !level.alone;
        level.words.iter().map(move |word| Anchor { word: first(word), then: None, capital: level.capital, numbered })
    });
    // What only holds provisions is cited with them.
    let kinds = words.kinds.iter().filter(|kind| !kind.held).flat_map(|kind| &kind.words);
    let kinds = kinds.map(|word| Anchor { word: first(word), then: second(word), capital: true, numbered: false });
    let inside = words.levels.iter().flat_map(|level| &level.words).flat_map(|word| word.split(' ').skip(1));
    let lists = [&words.this, &words.number_words, &words.from, &words.counting];
    let numbering = lists.into_iter().flatten().map(|word| first(word)).chain(inside).map(str::to_owned).collect();
    Anchors::of(levels.chain(kinds), numbering)
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
