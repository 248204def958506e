//! What is known of the text up to the line being read.

use crate::segment::lines::{Ending, Lines};
use crate::segment::outline::Outline;
use crate::segment::quotation::Quotations;

use super::contents::Contents;
use super::ending::Part;
use super::issued::Components;
use super::number::Number;
use super::page::Page;
use super::title::OpenTitle;

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

/// The text, and what was read of it.
pub(super) struct Scan<'t> {
    pub(super) lines: &'t Lines<'t>,
    pub(super) page: Vec<Page>,
    pub(super) components: Components,
    pub(super) quotations: Quotations,
    pub(super) wrap_width: Option<usize>,
    /// Level of the profile of each kind, and the level that its numbers restart in.
    pub(super) levels: [Option<usize>; 7],
    pub(super) scopes: [Option<usize>; 7],
    pub(super) last: [Option<Number>; 7],
    /// Whether an outer group began since the last heading of each kind.
    pub(super) in_new_group: [bool; 7],
    pub(super) outline: Outline,
    pub(super) title: Option<OpenTitle>,
    pub(super) contents: Contents,
    /// Lines with headings that are only listed; empty until a number comes twice.
    pub(super) listed: Vec<bool>,
    /// Whether a group or an article has a number that another one had.
    pub(super) repeats: bool,
    pub(super) in_article: bool,
    pub(super) zone: Zone,
    pub(super) before: Before,
    pub(super) after_blank: bool,
}
