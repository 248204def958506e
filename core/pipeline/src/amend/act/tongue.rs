//! What the law of a country calls its levels, as data: the words of a citation, and the labels of addresses beside them.

use super::level::Level;
use iu_address::label::{token, Numbering};
use iu_text::profile::Profile;

/// The law whose acts are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    Vietnamese,
    /// The European Union, in English.
    Union,
    /// Acts in English, of the Commonwealth and of Ireland.
    Commonwealth,
}

/// One level: as it stands in addresses, as people write it, and how it is numbered.
type Called = (Level, &'static str, &'static str, Numbering);

const VIETNAMESE: [Called; 10] = [
    (Level::Annex, "PL", "phụ lục", Numbering::Roman),
    (Level::Form, "MAU", "mẫu số", Numbering::Arabic),
    (Level::Part, "PHAN", "phần", Numbering::OrdinalWord),
    (Level::Chapter, "CHUONG", "chương", Numbering::Roman),
    (Level::Section, "MUC", "mục", Numbering::Arabic),
    (Level::Subsection, "TIEUMUC", "tiểu mục", Numbering::Arabic),
    (Level::Article, "DIEU", "điều", Numbering::Arabic),
    (Level::Clause, "KHOAN", "khoản", Numbering::Arabic),
    (Level::Point, "DIEM", "điểm", Numbering::Letter),
    (Level::Piece, "DIEM", "", Numbering::None),
];

const UNION: [Called; 11] = [
    (Level::Annex, "ANNEX", "annex", Numbering::Roman),
    (Level::Part, "PART", "part", Numbering::Arabic),
    (Level::Title, "TITLE", "title", Numbering::Roman),
    (Level::Chapter, "CHAPTER", "chapter", Numbering::Roman),
    (Level::Section, "SECTION", "section", Numbering::Arabic),
    (Level::Article, "ART", "article", Numbering::Arabic),
    (Level::Clause, "PARA", "paragraph", Numbering::Arabic),
    (Level::Point, "PT", "point", Numbering::Letter),
    (Level::SubPoint, "SUBPT", "point", Numbering::Letter),
    (Level::Item, "ITEM", "point", Numbering::Letter),
    (Level::Piece, "", "", Numbering::None),
];

const COMMONWEALTH: [Called; 11] = [
    (Level::Annex, "SCH", "schedule", Numbering::Arabic),
    (Level::Part, "PART", "part", Numbering::Arabic),
    (Level::Title, "TITLE", "title", Numbering::Roman),
    (Level::Chapter, "CHAPTER", "chapter", Numbering::Arabic),
    (Level::Section, "DIVISION", "division", Numbering::Arabic),
    (Level::Article, "SEC", "section", Numbering::Arabic),
    (Level::Clause, "SUBSEC", "subsection", Numbering::Arabic),
    (Level::Point, "PARA", "paragraph", Numbering::Letter),
    (Level::SubPoint, "SUBPARA", "subparagraph", Numbering::Letter),
    (Level::Item, "ITEM", "item", Numbering::Letter),
    (Level::Piece, "", "", Numbering::None),
];

impl Tongue {
    /// The one whose acts amend what this profile marks; none where their sentences are not read.
    pub(super) fn of(profile: &Profile) -> Option<Self> {
        let has = |tongue: &Self| {
            let article = tongue.label(Level::Article);
            profile.levels.iter().any(|level| level.label == article)
                && (*tongue == Self::Vietnamese || profile.language.as_deref() == Some("en"))
        };
        [Self::Vietnamese, Self::Commonwealth, Self::Union].into_iter().find(has)
    }

    pub(super) const fn levels(self) -> &'static [Called] {
        match self {
            Self::Vietnamese => &VIETNAMESE,
            Self::Union => &UNION,
            Self::Commonwealth => &COMMONWEALTH,
        }
    }

    fn called(self, level: Level) -> Option<&'static Called> {
        self.levels().iter().find(|called| called.0 == level)
    }

    /// As the level stands in addresses.
    pub(super) fn label(self, level: Level) -> &'static str {
        self.called(level).map_or("", |called| called.1)
    }

    /// As people write it, in small letters.
    pub(super) fn word(self, level: Level) -> &'static str {
        self.called(level).map_or("", |called| called.2)
    }

    /// The token of a number as written; none where it is no number of this level.
    pub(super) fn token(self, level: Level, written: &str) -> Option<String> {
        if !fits(self, level, written) {
            return None;
        }
        let numbering = self.called(level)?.3;
        let read = |numbering| token(written, numbering).ok();
        let digits = written.starts_with(|first: char| first.is_ascii_digit());
        match level {
            Level::Form => Some(written.to_uppercase()),
            Level::Chapter | Level::Part | Level::Title | Level::Annex if digits => read(Numbering::Arabic),
            Level::Part => {
                let lettered = || read(Numbering::Letter).filter(|_| self != Self::Vietnamese);
                read(Numbering::OrdinalWord).or_else(|| read(Numbering::Roman)).or_else(lettered)
            }
            Level::Section if digits || self == Self::Vietnamese => read(numbering),
            Level::Section => read(Numbering::Roman).or_else(|| read(numbering)),
            Level::Chapter | Level::Title | Level::Annex if self != Self::Vietnamese => {
                read(Numbering::Roman).or_else(|| read(Numbering::OrdinalWord))
            }
            _ => read(numbering),
        }
    }
}

/// Whether something can be a number of the level.
fn fits(tongue: Tongue, level: Level, written: &str) -> bool {
    let digits = written.starts_with(|first: char| first.is_ascii_digit());
    let short = written.chars().count() <= 5;
    match (tongue, level) {
        (_, Level::Piece) => false,
        (_, Level::Chapter | Level::Part | Level::Title | Level::Annex) => true,
        (Tongue::Union | Tongue::Commonwealth, Level::Section) => short,
        (_, Level::Form) => digits && written.chars().count() <= 8,
        (Tongue::Vietnamese, Level::Point) => {
            let mut letters = written.chars();
            letters.next().is_some_and(|first| first.is_lowercase()) && letters.all(|other| other.is_ascii_digit())
        }
        (_, Level::Point | Level::SubPoint | Level::Item) => short && written.bytes().all(|byte| byte.is_ascii_alphanumeric()),
        _ => digits && short,
    }
}
