//! The words a kind of document is written in: what ends a text, what a line hangs on, what a printed page adds.

use iu_address::label::{token, Numbering};
use serde::{Deserialize, Serialize};

/// What texts of one kind say. All words in lower case; they are read in any case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields, default)]
pub struct Words {
    /// What stands before the number of an act, with the spaces around it: ` số `.
    pub act_numbers: Vec<String>,
    /// Kinds of acts, which a reference names after a number: `Điều 46 Nghị định này`.
    pub acts: Vec<String>,
    /// What a note says that another act did to the law: `được sửa đổi`.
    pub amending: Vec<String>,
    /// How a line begins that says with what act a component is issued: `ban hành kèm`.
    pub captions: Vec<String>,
    /// How a clause begins that changes another act: `sửa đổi`.
    pub changing: Vec<String>,
    /// Titles of tables of contents.
    pub contents: Vec<String>,
    /// What stands in capitals between the recitals and the first article: `have adopted`.
    pub enacting: Vec<String>,
    /// Where the articles end.
    pub endings: Vec<EndingWords>,
    /// Words that want more after them: no sentence and no title ends in one.
    pub hanging: Vec<String>,
    /// Words between the items of a list: `…; and`.
    pub joining: Vec<String>,
    /// How the lines above the name of an attached document begin: who issues it, the motto.
    pub letterhead: Vec<String>,
    /// The letters of points in their order, each optional one in brackets: `abcdđe(f)g`. Left out, a to z.
    pub letters: String,
    /// Letters of points that a badly read page takes for one another, in pairs: what it shows, and what stood there (`đd`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<String>>"))]
    pub misread: Vec<String>,
    /// What the notes of a consolidated text begin with.
    pub notes: Vec<String>,
    /// Words that a number follows: `section`, `khoản`.
    pub numbered: Vec<String>,
    /// Numbers as words, in their order from one: `kesatu`, `kedua`. English and Vietnamese ones are known.
    pub ordinals: Vec<String>,
    /// Letters of its language, in lower case, that hardly another language has; a text that is full of them is in this one.
    pub own_letters: String,
    /// What a printed page adds.
    pub pages: PageWords,
    /// What the opening of such a text names: `european union`.
    pub told_by: Vec<String>,
}

/// By what a line is known after which the text belongs to no article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct EndingWords {
    /// Whether nothing follows its words, or a colon.
    #[serde(default)]
    pub alone: bool,
    /// Whether it is written in capitals.
    #[serde(default)]
    pub capitals: bool,
    /// Whether a digit stands in it.
    #[serde(default)]
    pub dated: bool,
    /// Words of which one follows, where there are any.
    #[serde(default)]
    pub followed_by: Vec<String>,
    /// Whether it has a letterhead of its own above it: an office in capitals, a number.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "typescript", ts(optional = nullable))]
    pub headed: bool,
    /// Most bytes of the line; 0 for any.
    #[serde(default)]
    pub longest: usize,
    /// What begins there.
    pub reason: EndingReason,
    /// Words with which the line begins.
    pub words: Vec<String>,
}

/// What begins where the articles end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum EndingReason {
    /// What says that and when the act was adopted.
    AdoptionStatement,
    /// The sentence an act ends with.
    ClosingFormula,
    /// Place and day, office and name of who signed, recipients.
    SignatureBlock,
    /// What comes after the words that say that this is the end.
    AfterTheEnd,
    /// Notes of an editor.
    Notes,
}

impl EndingReason {
    /// The reason of its exclusion.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::AdoptionStatement => "adoption_statement",
            Self::ClosingFormula => "closing_formula",
            Self::SignatureBlock => "signature_block",
            Self::AfterTheEnd => "after_the_end",
            Self::Notes => "notes",
        }
    }
}

/// What a printed page adds to a text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields, default)]
pub struct PageWords {
    /// How a running head with a number of its own begins: `công báo/số`.
    pub heads: Vec<String>,
    /// Names of journals, as they stand in running heads, in their own case.
    pub journals: Vec<String>,
    /// Words before the number of a page.
    pub marks: Vec<String>,
    /// Signs before the code of the act from which a consolidated text took what follows: `▼`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<String>>"))]
    pub origins: Vec<String>,
    /// How the lines of a stamp begin.
    pub stamp_fields: Vec<String>,
    /// How a stamp of a signature begins.
    pub stamps: Vec<String>,
}

/// A letter of points: the letter, how it is typed where a keyboard has none of it, and whether it may be left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Letter {
    pub(crate) letter: char,
    pub(crate) typed: Option<String>,
    pub(crate) optional: bool,
}

impl Words {
    /// The letters of points in their order; none where they are written wrong.
    pub(crate) fn alphabet(&self) -> Option<Vec<Letter>> {
        let written = if self.letters.is_empty() { "abcdefghijklmnopqrstuvwxyz" } else { &self.letters };
        let mut found: Vec<Letter> = Vec::with_capacity(32);
        let mut optional = false;
        for c in written.chars() {
            match c {
                '(' | ')' if optional == (c == ')') => optional = !optional,
                _ if c.is_lowercase() && found.len() < 64 && found.iter().all(|known| known.letter != c) => {
                    let token = token(c.encode_utf8(&mut [0; 4]), Numbering::Letter).ok()?.to_ascii_lowercase();
                    found.push(Letter { letter: c, typed: Some(token).filter(|token| token.len() > 1), optional });
                }
                _ => return None,
            }
        }
        Some(found).filter(|_| !optional)
    }
}
