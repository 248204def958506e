//! What is known of the text up to the line being read.

use crate::profile::EndingReason;
use crate::segment::lexicon::Lexicon;
use crate::segment::lines::Lines;
use crate::segment::outline::Outline;
use crate::segment::quotation::Quotations;
use crate::segment::sentence::Ending;

use super::title::OpenTitle;
use crate::segment::components::Components;
use crate::segment::contents::Contents;
use crate::segment::number::Order;
use crate::segment::page::Page;

/// What came before the line being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    Nothing,
    Heading,
    Line(Ending),
}

/// Which part of the document the line being read is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    Preamble,
    Body,
    /// In what is issued with the act.
    Component,
    /// After the articles; with the first piece of that part.
    After(Part, usize),
}

/// What begins after the last article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Ending(EndingReason),
    /// A second numbering after the signature that belongs to no component.
    Attachment,
    /// The table of contents of a web page, below the law.
    Contents,
}

impl Part {
    /// The reason of its exclusion.
    pub(super) const fn reason(self) -> &'static str {
        match self {
            Self::Ending(ending) => ending.reason(),
            Self::Attachment => "attachment",
            Self::Contents => "table_of_contents",
        }
    }
}

/// The text, and what was read of it.
pub(super) struct Scan<'t> {
    pub(super) lines: &'t Lines<'t>,
    pub(super) lexicon: &'t Lexicon<'t>,
    pub(super) page: Vec<Page>,
    pub(super) components: Components,
    pub(super) quotations: Quotations,
    pub(super) wrap_width: Option<usize>,
    /// Of each level, the level in which its numbers begin again.
    pub(super) scopes: Vec<Option<usize>>,
    /// The last number of each level.
    pub(super) last: Vec<Option<Order>>,
    /// Whether an outer group began since the last heading of each level.
    pub(super) in_new_group: Vec<bool>,
    /// The level of articles.
    pub(super) article: Option<usize>,
    pub(super) outline: Outline,
    pub(super) title: Option<OpenTitle>,
    /// The line being read.
    pub(super) line: usize,
    pub(super) contents: Option<Contents>,
    /// Lines with headings that are only listed; empty until a number comes twice.
    pub(super) listed: Vec<bool>,
    /// Whether a group or an article has a number that another one had.
    pub(super) repeats: bool,
    /// The last number of an article in a quotation that was looked for below it, and whether it comes again there.
    pub(super) comes_again: Option<(Order, bool)>,
    /// The last number of a list of numbers that stands inside the unit being read.
    pub(super) inner: Option<Order>,
    pub(super) in_article: bool,
    pub(super) zone: Zone,
    pub(super) before: Before,
    pub(super) after_blank: bool,
}
