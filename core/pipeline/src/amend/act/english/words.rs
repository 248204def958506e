//! The words of English citations, as data.

use super::tokens::Token;
use crate::amend::act::provision::Level;
use crate::amend::act::tongue::Tongue;

/// Words for a level beside those of citations, one and several; what a level has none of is not read there.
pub(super) const LEVELS: [(&str, Level, Level); 50] = [
    ("article", Level::Article, Level::Article),
    ("articles", Level::Article, Level::Article),
    ("section", Level::Section, Level::Article),
    ("sections", Level::Section, Level::Article),
    ("regulation", Level::Piece, Level::Article),
    ("regulations", Level::Piece, Level::Article),
    ("rule", Level::Piece, Level::Article),
    ("rules", Level::Piece, Level::Article),
    ("subsection", Level::Piece, Level::Clause),
    ("subsections", Level::Piece, Level::Clause),
    ("sub-section", Level::Piece, Level::Clause),
    ("sub-sections", Level::Piece, Level::Clause),
    ("paragraph", Level::Clause, Level::Point),
    ("paragraphs", Level::Clause, Level::Point),
    ("point", Level::Point, Level::Point),
    ("points", Level::Point, Level::Point),
    ("subparagraph", Level::Piece, Level::SubPoint),
    ("subparagraphs", Level::Piece, Level::SubPoint),
    ("sub-paragraph", Level::Piece, Level::SubPoint),
    ("sub-paragraphs", Level::Piece, Level::SubPoint),
    ("sub-rule", Level::Piece, Level::Clause),
    ("sub-rules", Level::Piece, Level::Clause),
    ("subrule", Level::Piece, Level::Clause),
    ("subrules", Level::Piece, Level::Clause),
    ("sub-regulation", Level::Piece, Level::Clause),
    ("sub-regulations", Level::Piece, Level::Clause),
    ("subregulation", Level::Piece, Level::Clause),
    ("subregulations", Level::Piece, Level::Clause),
    ("sub-clause", Level::Piece, Level::SubPoint),
    ("sub-clauses", Level::Piece, Level::SubPoint),
    ("subclause", Level::Piece, Level::SubPoint),
    ("subclauses", Level::Piece, Level::SubPoint),
    ("clause", Level::Piece, Level::Point),
    ("clauses", Level::Piece, Level::Point),
    ("subpoint", Level::SubPoint, Level::Piece),
    ("subpoints", Level::SubPoint, Level::Piece),
    ("annex", Level::Annex, Level::Annex),
    ("annexes", Level::Annex, Level::Annex),
    ("appendix", Level::Annex, Level::Annex),
    ("schedule", Level::Annex, Level::Annex),
    ("schedules", Level::Annex, Level::Annex),
    ("part", Level::Part, Level::Part),
    ("parts", Level::Part, Level::Part),
    ("chapter", Level::Chapter, Level::Chapter),
    ("chapters", Level::Chapter, Level::Chapter),
    ("title", Level::Title, Level::Title),
    ("titles", Level::Title, Level::Title),
    ("division", Level::Piece, Level::Section),
    ("divisions", Level::Piece, Level::Section),
    ("item", Level::Piece, Level::Item),
];

/// What has no number of its own.
pub(super) const PIECES: [&str; 26] = [
    "subparagraph",
    "subparagraphs",
    "sentence",
    "sentences",
    "indent",
    "indents",
    "paragraph",
    "row",
    "rows",
    "entry",
    "entries",
    "column",
    "columns",
    "definition",
    "definitions",
    "table",
    "line",
    "footnote",
    "word",
    "item",
    "proviso",
    "subheading",
    "explanation",
    "illustration",
    "exception",
    "provisos",
];
/// Pieces that are named alone, as there is one of them: `in the proviso`.
pub(super) const ALONE: [&str; 9] =
    ["table", "proviso", "footnote", "entry", "explanation", "illustration", "exception", "preamble", "chapeau"];
/// What the title of a provision is called; some stand in the margin.
pub(super) const TITLES: [&str; 5] = ["title", "heading", "sidenote", "side-note", "note"];
/// Which of several that have no number.
pub(super) const ORDINALS: [&str; 14] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "last",
    "final",
    "penultimate",
    "single",
];

/// The level that a word names.
pub(super) fn level(tongue: Tongue, token: &Token) -> Option<Level> {
    let of = |(_, union, others): &(&str, Level, Level)| if tongue == Tongue::Union { *union } else { *others };
    LEVELS.iter().find(|(word, ..)| token.is(word)).map(of).filter(|level| *level != Level::Piece)
}

/// Whether a word names what has no number.
pub(super) fn is_piece(token: &Token) -> bool {
    token.is_one_of(&PIECES)
}
