//! What a printed page makes of a line.

/// What a printed page makes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    /// Text of the document.
    Text,
    /// Running head, page number, stamp.
    Furniture,
    /// A footnote of the page.
    Footnote,
}

impl Page {
    /// The reason of the line's exclusion; none for text.
    pub(super) const fn reason(self) -> Option<&'static str> {
        match self {
            Self::Text => None,
            Self::Furniture => Some("page_furniture"),
            Self::Footnote => Some("footnote"),
        }
    }
}
