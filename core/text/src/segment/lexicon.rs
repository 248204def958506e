//! The words of a profile, ready to be looked for: most lines begin with a letter that none of them begins with.

pub(super) use crate::letters::Firsts;
use crate::profile::{Matcher, Profile, Role, Style, Words};
use iu_address::label::Numbering;

use super::kind::Kind;
use super::lines::{folded, is_space, reads, Lines};
use super::number::Alphabet;

/// A word that begins a heading, or may stand before the mark of a clause.
pub(super) struct Keyword<'p> {
    pub(super) word: &'p str,
    pub(super) level: usize,
    pub(super) kind: Kind,
    pub(super) numberings: &'p [Numbering],
}

/// What texts of a profile say.
pub(super) struct Lexicon<'p> {
    pub(super) words: &'p Words,
    pub(super) letters: Alphabet,
    pub(super) endings: Firsts,
    pub(super) letterhead: Firsts,
    /// Words of headings, the longest first.
    pub(super) keywords: Vec<Keyword<'p>>,
    pub(super) keyword_firsts: Firsts,
    /// Words of the labels of components.
    pub(super) component_labels: Vec<&'p str>,
    /// Levels of clauses (`1.`) and points (`a)`).
    pub(super) clause: Option<usize>,
    pub(super) point: Option<usize>,
    /// Whether a letter with a dot is an item.
    pub(super) letter_dots: bool,
    /// Whether numbers of the text are set tight to what follows them.
    pub(super) tight: bool,
}

impl<'p> Lexicon<'p> {
    pub(super) fn new(profile: &'p Profile) -> Self {
        let words = profile.words();
        let mut keywords = Vec::new();
        for (level, matcher) in profile.levels.iter().map(|level| &level.matcher).enumerate() {
            match matcher {
                Matcher::Heading(heading) => keywords.extend(heading.words.iter().map(|word| Keyword {
                    word,
                    level,
                    kind: if heading.role == Role::Group { Kind::Group } else { Kind::Article },
                    numberings: &heading.numberings,
                })),
                Matcher::Item(item) => keywords.extend(item.words.iter().map(|word| Keyword {
                    word,
                    level,
                    kind: Kind::Clause,
                    numberings: &[Numbering::Arabic],
                })),
                _ => {}
            }
        }
        keywords.sort_by_key(|keyword| std::cmp::Reverse(keyword.word.len()));
        let labels = profile.levels.iter().filter_map(|level| match &level.matcher {
            Matcher::Component(words) => Some(words.labels.iter().map(String::as_str)),
            _ => None,
        });
        let of_style = |style: Style| {
            profile.levels.iter().position(|level| level.matcher.items().is_some_and(|styles| styles.contains(&style)))
        };
        let all_words = || {
            profile.levels.iter().flat_map(|level| match &level.matcher {
                Matcher::Heading(heading) => heading.words.as_slice(),
                Matcher::Item(item) => item.words.as_slice(),
                _ => &[],
            })
        };
        Self {
            words,
            letters: Alphabet::of(words),
            endings: Firsts::of(words.endings.iter().flat_map(|ending| &ending.words)),
            letterhead: Firsts::of(words.letterhead.iter()),
            keyword_firsts: Firsts::of(all_words()),
            component_labels: labels.flatten().collect(),
            clause: of_style(Style::Dot),
            point: of_style(Style::Letter),
            letter_dots: of_style(Style::LetterDot).is_some(),
            tight: false,
            keywords,
        }
    }

    /// Whether `lines` set their numbers tight to what follows, as copies of web pages do: most marks such as `(1)` show it.
    pub(super) fn sets_tight(lines: &Lines<'_>) -> bool {
        let (mut tight, mut apart) = (0_usize, 0_usize);
        for index in 0..lines.len() {
            let Some(inner) = lines.get(index).strip_prefix('(') else { continue };
            let length = inner.bytes().take(4).take_while(u8::is_ascii_alphanumeric).count();
            let Some(tail) = inner[length..].strip_prefix(')').filter(|_| length > 0) else { continue };
            tight += usize::from(tail.starts_with(char::is_alphanumeric));
            apart += usize::from(tail.starts_with(is_space));
        }
        tight > apart
    }

    /// The number in words that `text` begins with, where the profile has words for numbers: its length and value.
    pub(super) fn ordinal(&self, text: &str) -> Option<(usize, u32)> {
        let known = self.words.ordinals.iter().enumerate().rev();
        let read = known.filter_map(|(place, word)| {
            let length = reads(text, word).filter(|&length| !text[length..].starts_with(char::is_alphanumeric))?;
            Some((length, u32::try_from(place + 1).ok()?))
        });
        read.max_by_key(|&(length, _)| length)
    }

    /// Whether `line` is the title of a table of contents.
    pub(super) fn titles_contents(&self, line: &str) -> bool {
        let bare = line.trim_matches(|c| is_space(c) || matches!(c, '*' | '_' | '#' | ':' | '.'));
        bare.len() <= 80 && self.words.contents.iter().any(|title| reads(bare, title) == Some(bare.len()))
    }
}

/// Length of the first of `words` that `text` begins with as whole words.
pub(super) fn begins_with(text: &str, words: &[String]) -> Option<usize> {
    let first = folded(text.chars().next()?);
    // Hardly a word begins as the text does; white space may be any.
    words.iter().filter(|word| word.starts_with([first, ' '])).find_map(|word| {
        let length = reads(text, word)?;
        let whole = !word.ends_with(char::is_alphanumeric) || !text[length..].starts_with(char::is_alphanumeric);
        whole.then_some(length)
    })
}

/// Whether a word of `firsts` may begin `text`.
pub(super) fn may_begin(text: &str, firsts: &Firsts) -> bool {
    firsts.may_begin(text)
}
