//! The kinds of headings, outermost first.

/// The kinds of headings, outermost first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// It groups articles: a part, a chapter.
    Group,
    Article,
    /// `1.`
    Clause,
    /// `a)`
    Point,
}
