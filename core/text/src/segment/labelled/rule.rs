//! What each scanner of this family looks for. A line is read by these rules alone; whether it *is* a heading is
//! decided in [`super::chain`] and [`super::lists`], from all lines together.

use crate::profile::Scanner;
use iu_address::label::Numbering;

/// What a level's headings look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// A word, then a number: `CHAPTER IV`, `Article 5`.
    Keyword(&'static Keyword),
    /// `Section 5.`, `5.` or `5 Title`: the numbered paragraphs an act consists of.
    Section,
    /// `(1)` before the enacting terms.
    Recital,
    /// A Markdown heading without a number that stands over the numbered ones.
    OutlinePart,
    /// A number of a numbered outline; the depth, from 1.
    Outline(usize),
    /// Items of lists in these styles.
    List(&'static [Style]),
}

/// A heading that begins with a word.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Keyword {
    /// The words, in lower case, longest first.
    pub(super) words: &'static [&'static str],
    pub(super) role: Role,
    /// Ways its number may be written, the likeliest first.
    pub(super) numberings: &'static [Numbering],
}

/// What a keyword heading is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It groups; which group stands in which is the document's choice (parts of chapters, chapters of parts).
    Group,
    /// It holds text of its own.
    Article,
    /// It follows the articles and holds whatever comes.
    Annex,
    /// A name rather than a number: nothing continues anything.
    Named,
}

/// How an item of a list is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// `1.`
    Dot,
    /// `(1)`, `1)`
    Arabic,
    /// `(a)`, `a)`
    Letter,
    /// `(i)`, `i)`
    Roman,
    /// `(A)`
    Upper,
    /// `(aa)`
    Double,
}

const ANY: &[Numbering] = &[Numbering::Arabic, Numbering::Roman, Numbering::Letter, Numbering::OrdinalWord];
const PLAIN: &[Numbering] = &[Numbering::Arabic, Numbering::Roman];

macro_rules! keyword {
    ($name:ident, $role:ident, $numberings:expr, $($word:expr),+) => {
        static $name: Keyword = Keyword { words: &[$($word),+], role: Role::$role, numberings: $numberings };
    };
}

keyword!(TITLE, Group, PLAIN, "title");
keyword!(PART, Group, ANY, "part");
keyword!(CHAPTER, Group, ANY, "chapter");
keyword!(DIVISION, Group, ANY, "division");
keyword!(GROUP_SECTION, Group, PLAIN, "section");
keyword!(ARTICLE, Article, PLAIN, "article");
keyword!(AMENDMENT, Article, PLAIN, "amendment");
keyword!(SCHEDULE, Annex, ANY, "schedule");
keyword!(ANNEX, Annex, PLAIN, "annex", "appendix");
keyword!(PRINCIPLE, Named, &[Numbering::Arabic], "nguyên tắc", "principle", "nt");
keyword!(ARCHITECTURE, Named, &[Numbering::Arabic], "kiến trúc", "architecture", "kt");
keyword!(NAMED_ARTICLE, Named, &[Numbering::Arabic], "điều", "article");

/// The rule of `scanner`; none for the scanners of other families.
pub(super) const fn rule(scanner: Scanner) -> Option<Rule> {
    use Style::{Arabic, Dot, Double, Letter, Roman, Upper};
    Some(match scanner {
        Scanner::EnTitle => Rule::Keyword(&TITLE),
        Scanner::EnPart => Rule::Keyword(&PART),
        Scanner::EnChapter => Rule::Keyword(&CHAPTER),
        Scanner::EnDivision => Rule::Keyword(&DIVISION),
        Scanner::EnGroupSection => Rule::Keyword(&GROUP_SECTION),
        Scanner::EnArticle => Rule::Keyword(&ARTICLE),
        Scanner::EnAmendment => Rule::Keyword(&AMENDMENT),
        Scanner::EnSection => Rule::Section,
        Scanner::EnSchedule => Rule::Keyword(&SCHEDULE),
        Scanner::EnAnnex => Rule::Keyword(&ANNEX),
        Scanner::EnRecital => Rule::Recital,
        Scanner::OutlinePart => Rule::OutlinePart,
        Scanner::Outline1 => Rule::Outline(1),
        Scanner::Outline2 => Rule::Outline(2),
        Scanner::Outline3 => Rule::Outline(3),
        Scanner::Outline4 => Rule::Outline(4),
        Scanner::ListDot => Rule::List(&[Dot]),
        Scanner::ListArabic => Rule::List(&[Arabic]),
        Scanner::ListLetter => Rule::List(&[Letter]),
        Scanner::ListRoman => Rule::List(&[Roman]),
        Scanner::ListUpper => Rule::List(&[Double, Upper]),
        Scanner::ListPoint => Rule::List(&[Letter, Arabic]),
        Scanner::ListSubPoint => Rule::List(&[Roman, Letter, Arabic, Double]),
        Scanner::NamedPrinciple => Rule::Keyword(&PRINCIPLE),
        Scanner::NamedArchitecture => Rule::Keyword(&ARCHITECTURE),
        Scanner::NamedArticle => Rule::Keyword(&NAMED_ARTICLE),
        _ => return None,
    })
}
