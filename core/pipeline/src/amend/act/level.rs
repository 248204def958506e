//! The levels of an act, whatever its law calls them.

/// Levels of an act, outermost first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// An appendix or a schedule.
    Annex,
    Form,
    Part,
    Title,
    Chapter,
    Section,
    Subsection,
    /// `Điều`, `Article`, `section`: what is numbered through the whole act.
    Article,
    /// `khoản`, `paragraph`, `subsection`.
    Clause,
    /// `điểm`, `point`, `paragraph (a)`.
    Point,
    SubPoint,
    Item,
    /// A part without a number of its own: `đoạn thứ hai`, `the first subparagraph`.
    Piece,
}
