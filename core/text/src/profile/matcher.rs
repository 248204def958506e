//! What finds the headings of a level: words, numberings and marks, all of them data.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use iu_address::label::Numbering;

/// What finds the headings of a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Matcher {
    /// The words by which a component begins: what is issued with a document and numbers by itself.
    Component(ComponentWords),
    /// A word and a number: `CHAPTER IV`, `Điều 5`.
    Heading(HeadingWords),
    /// An item of a list: `1.`, `(a)`, `(ii)`.
    Item(ItemMarks),
    /// A Markdown heading of this depth, 1 to 6.
    Markdown(u8),
    /// A number of a numbered outline with this depth, 1 to 6 (`2.4.1` has 3); 0 for a heading without a number that stands over them.
    Outline(u8),
    /// A regular expression matched where the text of a line begins; its group `number` is the heading's number.
    Regex(String),
    /// Whatever text shows first: it and all that follows up to the first component is one unit.
    Whole,
}

/// By what words a component is known. All words in lower case; they are read in any case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields, default)]
pub struct ComponentWords {
    /// What the line below its heading says of the act that issues it: `kèm theo`.
    pub captions: Vec<String>,
    /// Words of its label, which a number may follow: `phụ lục`.
    pub labels: Vec<String>,
    /// Kinds of documents that are titled and not labelled, with the token each gives to addresses: `quy chế`, `QUYCHE`.
    pub names: BTreeMap<String, String>,
    /// Whether its label is one only with a number: `mẫu số 1`.
    pub numbered: bool,
    /// Whether it is one unit whatever stands in it: the articles of a model contract are nobody's law.
    pub whole: bool,
}

/// A heading that begins with a word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct HeadingWords {
    /// Whether its word may be missing: the numbered paragraphs an act consists of, `Section 5.`, `5.` or `5 Title`.
    #[serde(default)]
    pub bare: bool,
    /// Ways its number may be written, the likeliest first.
    pub numberings: Vec<Numbering>,
    /// What it does to what follows it.
    pub role: Role,
    /// Its words, in lower case; they are read in any case.
    pub words: Vec<String>,
}

/// What a heading that begins with a word is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// It groups; which group stands in which is the document's choice (parts of chapters, chapters of parts).
    Group,
    /// It holds text of its own.
    Article,
    /// It follows the articles and holds whatever comes.
    Annex,
    /// A name rather than a number: nothing continues anything.
    Named,
}

/// The marks of the items of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct ItemMarks {
    /// Whether it stands before the first heading: a recital.
    #[serde(default)]
    pub opening: bool,
    /// How its items are marked.
    pub styles: Vec<Style>,
    /// Words that may stand before the mark, in lower case: `khoản 1.`, `huruf a.`
    #[serde(default)]
    pub words: Vec<String>,
}

/// How an item of a list is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// `1.`
    Dot,
    /// `(1)`, `1)`
    Arabic,
    /// `(a)`, `a)`
    Letter,
    /// `a.`
    LetterDot,
    /// `(i)`, `i)`
    Roman,
    /// `(A)`
    Upper,
    /// `(aa)`
    Double,
}

impl Matcher {
    /// The words of a heading, where it has words.
    #[must_use]
    pub const fn heading(&self) -> Option<&HeadingWords> {
        match self {
            Self::Heading(words) => Some(words),
            _ => None,
        }
    }

    /// Whether it finds headings that begin with a word and have this role.
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.heading().is_some_and(|heading| heading.role == role)
    }

    /// Whether its headings group others.
    #[must_use]
    pub fn groups(&self) -> bool {
        self.is(Role::Group) || *self == Self::Outline(0)
    }

    /// The marks of the items of lists it finds; none of recitals.
    #[must_use]
    pub fn items(&self) -> Option<&[Style]> {
        match self {
            Self::Item(item) if !item.opening => Some(&item.styles),
            _ => None,
        }
    }

    /// Whether what it finds has no title.
    #[must_use]
    pub fn is_untitled(&self) -> bool {
        self.is_recital() || *self == Self::Whole
    }

    /// Whether it finds recitals.
    #[must_use]
    pub const fn is_recital(&self) -> bool {
        matches!(self, Self::Item(item) if item.opening)
    }
}
