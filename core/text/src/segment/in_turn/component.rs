//! Whether a component begins at a line: by its heading, and by the part of the document that the line stands in.

use crate::segment::lines::{is_blank, is_capitals};
use crate::segment::outline::Class;
use crate::segment::sentence::Ending;

use super::scan::{Before, Scan, Zone};
use crate::segment::components::{self, Place, Start};
use crate::segment::label::Label;
use crate::segment::page::Page;

/// Most lines above the first label of an attached document that can be its heading.
const HEADING: usize = 16;
/// Fewer lines than this after a signature are what is left of it, not a component.
const REMAINS: usize = 12;

impl Scan<'_> {
    /// Reads line `index` as part of the heading of a component, if it is one.
    pub(super) fn read_component(&mut self, index: usize, end: usize) -> bool {
        if let Some((node, _)) = self.components.heading.filter(|&(_, after)| index < after) {
            self.outline.push(end, Class::Heading(node));
            self.before = Before::Heading;
            return true;
        }
        while self.components.starts.get(self.components.next).is_some_and(|start| start.line < index) {
            self.components.next += 1;
        }
        let start = self.components.starts.get(self.components.next).filter(|start| start.line == index);
        if let Some(start) = start.filter(|start| self.begins(start)).cloned() {
            self.begin(start, end);
            return true;
        }
        if let Some(start) = self.unnamed(index) {
            let message = "What follows the signature has no heading that says what it is; it was kept as a document of its own.";
            self.outline.report(self.lines, "unnamed_component", self.lines.start(index), &start.title, message.to_owned());
            self.begin(start, end);
            return true;
        }
        false
    }

    /// Whether a component begins at `start`, in the part of the document that is being read.
    fn begins(&self, start: &Start) -> bool {
        if self.zone == Zone::Component && self.runs_on(start) {
            return false;
        }
        let paragraph = self.after_blank || matches!(self.before, Before::Heading | Before::Line(Ending::Finished));
        let place = match self.zone {
            Zone::Preamble => return false,
            Zone::Body => Place::Body,
            Zone::After(..) => Place::After,
            Zone::Component => Place::Component { titled: self.components.is_titled() },
        };
        components::begins(start, place, paragraph)
    }

    /// Whether `start` is the component being read once more: its heading at the top of the next page, or what is said of a form
    /// below it.
    fn runs_on(&self, start: &Start) -> bool {
        let Some(node) = self.components.open.map(|node| &self.outline.nodes[node]) else { return false };
        let same = start.labelled && node.level == start.level && node.label == start.label;
        same && (node.title == start.title || (!start.appendix && !start.captioned))
    }

    fn begin(&mut self, start: Start, end: usize) {
        self.finish_title(false);
        self.zone = Zone::Component;
        self.components.level = Some(start.level);
        self.last.fill(None);
        self.in_new_group.fill(false);
        self.in_article = false;
        let at = self.lines.start(start.line);
        let node = self.outline.add_component(start.level, start.token, start.label, start.title, start.of_act, at);
        self.components.heading = Some((node, start.end));
        self.components.open = Some(node);
        self.outline.push(end, Class::Heading(node));
        self.before = Before::Heading;
    }

    /// A component without a name: text that goes on after the page of the signature.
    fn unnamed(&self, index: usize) -> Option<Start> {
        let (level, token) = self.components.unnamed.as_ref()?;
        if !matches!(self.zone, Zone::After(..))
            || self.lines.is_blank(index)
            || !components::tops_page(self.lines, &self.page, index)
        {
            return None;
        }
        let next = self.components.starts.get(self.components.next).map_or(self.lines.len(), |start| start.line);
        let shown = (index..next).filter(|&at| self.page[at] == Page::Text && !self.lines.is_blank(at)).take(REMAINS + 1).count();
        (shown > REMAINS).then(|| self.titled(index, index + 1, *level, token))
    }

    fn titled(&self, line: usize, end: usize, level: usize, token: &str) -> Start {
        let capitals = (line..end)
            .map(|at| self.lines.get(at).trim())
            .filter(|text| is_capitals(text) && !components::is_letterhead(text, self.lexicon));
        let title = capitals.collect::<Vec<_>>().join(" ");
        Start::unnamed(line, end, level, token.to_owned(), title)
    }

    /// Begins an attached document whose first label is on line `index` and whose heading is whatever stands above it, back to
    /// the signature, which began with piece `first`.
    pub(super) fn attach(&mut self, index: usize, first: usize, label: &Label) -> bool {
        let Some((level, token)) = self.components.unnamed.clone() else { return false };
        let signed = self.outline.pieces.get(first).map_or(0, |piece| piece.span.start);
        let heading = |at: &usize| {
            let text = self.lines.get(*at).trim();
            let page = self.page[*at] == Page::Text && self.lines.start(*at) > signed;
            page && (is_blank(text)
                || is_capitals(text)
                || text.starts_with('(')
                || text.ends_with(')')
                || components::is_letterhead(text, self.lexicon))
        };
        let above = (index.saturating_sub(HEADING)..index).rev().take_while(heading).last();
        let Some(line) = above.and_then(|from| (from..index).find(|&at| !self.lines.is_blank(at))) else { return false };
        let at = self.lines.start(line);
        let from = self.outline.pieces.partition_point(|piece| piece.span.start < at);
        // Its title alone may tell what it is.
        let told = self.components.starts.iter().find(|start| !start.labelled && (line..index).contains(&start.line));
        let start = if let Some(told) = told {
            Start { line, end: index, ..told.clone() }
        } else {
            let message =
                format!("{} begins a second numbering after the signature; it was kept as a document of its own.", label.written);
            self.outline.report(self.lines, "unnamed_component", at, &label.written, message);
            self.titled(line, index, level, &token)
        };
        self.begin(start, self.outline.covered());
        if let Some((node, _)) = self.components.heading.take() {
            for piece in &mut self.outline.pieces[from..] {
                piece.class = Class::Heading(node);
            }
        }
        true
    }
}
