//! Reads a text in turn: one pass over the lines, from the motto to the last appendix, each decided by those before it.

mod accept;
mod component;
mod inner;
mod listed;
mod lost;
mod misread;
mod quoted;
mod scan;
mod sequence;
mod title;
mod title_end;
mod zone;

use crate::profile::{EndingReason, Profile, Role, DOCUMENT};

use super::components::Components;
use super::contents::{self, Contents, Mention};
use super::endings;
use super::error::MarkError;
use super::kind::Kind;
use super::label::{self, Label};
use super::lexicon::Lexicon;
use super::lines::{first_shown, is_blank, is_rule, Lines};
use super::number::Order;
use super::outline::{Class, Outline};
use super::page::Page;
use super::quotation::Quotations;
use super::sentence::{ending as line_ending, Ending};
use accept::{is_contents_entry, Decision};
use scan::{Before, Part, Scan, Zone};
use title::OpenTitle;

/// Finds the headings of a text that is read in turn.
///
/// # Errors
/// `LABEL_UNREADABLE` for a chapter or section whose numeral is none.
pub(super) fn scan(lines: &Lines<'_>, page: Vec<Page>, lexicon: &Lexicon<'_>, profile: &Profile) -> Result<Outline, MarkError> {
    let scan = || Scan::new(lines, lexicon, page.clone(), profile);
    let (found, repeats) = scan().run()?;
    if repeats {
        let listed = listed::listed(lines, &page, lexicon);
        if listed.contains(&true) {
            return Ok(Scan { listed, ..scan() }.run()?.0);
        }
    }
    Ok(found)
}

/// The table of contents of the text, where a line says that it has one.
fn contents(lines: &Lines<'_>, page: &[Page], lexicon: &Lexicon<'_>) -> Option<Contents> {
    let title = contents::title(lines, lexicon)?;
    let mention = |line: usize| {
        let text = lines.get(line);
        let label = label::read(text, lexicon).filter(|label| label.kind <= Kind::Article)?;
        let title = contents::title_start(&text[label.rest_at..]);
        Some(Mention { line, level: label.level, number: label.number_written.to_uppercase(), title })
    };
    let mentions: Vec<Mention> = (title..lines.len()).filter(|&line| page[line] == Page::Text).filter_map(mention).collect();
    contents::find(lines, &mentions, lexicon)
}

impl<'t> Scan<'t> {
    fn new(lines: &'t Lines<'t>, lexicon: &'t Lexicon<'t>, page: Vec<Page>, profile: &Profile) -> Self {
        let scope = |scope: &str| (scope != DOCUMENT).then(|| profile.level_index(scope)).flatten();
        let quotations = Quotations::find(lines, lexicon, |index| page[index] == Page::Text);
        Self {
            lines,
            components: Components::new(lines, &page, &quotations, profile, lexicon),
            contents: contents(lines, &page, lexicon),
            lexicon,
            page,
            quotations,
            wrap_width: crate::segment::wrapping::wrap_width(lines),
            scopes: profile.levels.iter().map(|level| scope(&level.unique_within)).collect(),
            last: vec![None; profile.levels.len()],
            in_new_group: vec![false; profile.levels.len()],
            article: profile.levels.iter().position(|level| level.matcher.is(Role::Article)),
            outline: Outline::default(),
            title: None,
            line: 0,
            listed: Vec::new(),
            repeats: false,
            comes_again: None,
            inner: None,
            in_article: false,
            zone: Zone::Preamble,
            before: Before::Nothing,
            after_blank: false,
        }
    }

    /// What was found, and whether a group or an article has a number that another one had.
    fn run(mut self) -> Result<(Outline, bool), MarkError> {
        for index in 0..self.lines.len() {
            self.read_line(index)?;
        }
        self.finish_title(false);
        self.outline.report_unclosed(self.lines, &self.quotations);
        Ok((self.outline, self.repeats))
    }

    fn read_line(&mut self, index: usize) -> Result<(), MarkError> {
        self.line = index;
        let line = self.lines.get(index);
        let end = self.lines.start(index + 1);
        if let Some(reason) = self.page[index].reason() {
            if let Some(title) = &mut self.title {
                title.over_page = true;
            }
            self.outline.push(end, Class::Excluded(reason.into()));
            return Ok(());
        }
        if self.read_component(index, end) {
            return Ok(());
        }
        if self.lines.is_blank(index) {
            self.after_blank = true;
            if let Some(title) = &mut self.title {
                title.interrupted = true;
            }
            let class = self.class_of_text();
            self.outline.push(end, class);
            return Ok(());
        }
        if !self.quotations.begins_inside(index) {
            let listed =
                self.listed.get(index).is_some_and(|&listed| listed) || (self.zone == Zone::Preamble && self.in_contents());
            let known = |_: &Label| !self.components.is_whole() && !listed;
            if let Some(label) = label::read(line, self.lexicon).filter(known) {
                if self.read_label(index, line, label)? {
                    self.after_blank = false;
                    return Ok(());
                }
            }
            if !listed && !self.components.is_whole() {
                self.report_damaged(index, line);
            }
        } else if matches!(self.zone, Zone::Body | Zone::Component)
            && !self.components.is_whole()
            && self.read_quoted(index, line)?
        {
            self.after_blank = false;
            return Ok(());
        }
        self.read_text(index, line, end);
        // A rule parts as an empty line does.
        self.after_blank = is_rule(line);
        Ok(())
    }

    /// Reports a line that would be the heading of an article, had its word or number not been damaged.
    fn report_damaged(&mut self, index: usize, line: &str) {
        let hangs = matches!(self.before, Before::Line(Ending::Dangling | Ending::Reference));
        if !hangs && label::is_damaged(line, self.lexicon) && label::read(line, self.lexicon).is_none() {
            let label: String = line.trim().chars().take(40).collect();
            let message = "This looks like the heading of an article whose word or number was damaged; it was left as text.";
            self.outline.report(self.lines, "damaged_heading", self.lines.start(index), &label, message.to_owned());
        }
    }

    /// What ends the articles at this line.
    fn ending(&self, index: usize, line: &str) -> Option<EndingReason> {
        let below = (index + 1..self.lines.len()).map(|at| self.lines.get(at));
        endings::begins(line, below, self.lexicon).filter(|&ending| self.can_begin(ending))
    }

    /// A line that is no heading: title, end of the articles, or text.
    fn read_text(&mut self, index: usize, line: &str, end: usize) {
        let quoted = self.quotations.begins_inside(index);
        let groups = self.title.as_ref().is_some_and(|title| title.kind != Kind::Article);
        let ends = if quoted || groups { None } else { self.ending(index, line) };
        if let Some(part) = ends.map(Part::Ending) {
            self.finish_title(false);
            self.zone = match self.zone {
                Zone::After(_, first) => Zone::After(part, first),
                _ => Zone::After(part, self.outline.pieces.len()),
            };
        } else if self.goes_on_with_title(index) {
            if let Some(title) = &mut self.title {
                title.add(line);
                self.outline.push(end, Class::Heading(title.node));
            }
            self.before = Before::Heading;
            return;
        } else {
            self.finish_title(true);
        }
        self.begin_contents(line);
        let class = self.class_of_text();
        self.outline.push(end, class);
        self.before = Before::Line(line_ending(line, self.lexicon.words));
    }

    /// Takes a label as a heading, or leaves the line to be read as text; says which.
    fn read_label(&mut self, index: usize, line: &str, label: Label) -> Result<bool, MarkError> {
        let at = self.lines.start(index);
        if let Zone::After(part, first) = self.zone {
            if !self.resumes(part, &label) {
                if part == Part::Ending(EndingReason::SignatureBlock) && self.begins_attachment(&label) {
                    if self.attach(index, first, &label) {
                        return self.read_label(index, line, label);
                    }
                    self.zone = Zone::After(Part::Attachment, self.outline.pieces.len());
                    let message =
                        format!("{} begins a second numbering after the signature; what follows was left out.", label.written);
                    self.outline.report(self.lines, "restart", at, &label.written, message);
                }
                return Ok(false);
            }
            self.resume(first, at, &label);
        }
        if is_contents_entry(&line[label.rest_at..]) {
            return Ok(false);
        }
        let (decision, label) = match self.meant(index, &label) {
            Some((meant, decision)) => (Some(decision), meant),
            None => (self.decide(index, line, &label)?, label),
        };
        self.note_inner(&label, &decision);
        let Some(decision) = decision else { return Ok(false) };
        if let Decision::Text { code, .. } | Decision::Heading(Some((code, _))) = &decision {
            self.repeats |= label.kind <= Kind::Article && matches!(*code, "restart" | "repeat" | "out_of_order");
        }
        match decision {
            Decision::Text { code, message } => {
                self.outline.report(self.lines, code, at, &label.written, message);
                Ok(false)
            }
            Decision::Heading(anomaly) => {
                let quoted = anomaly.is_some() && self.may_be_quoted(index) || self.is_behind_quotation(index, &label);
                if quoted && self.quotations.runs_on(index) {
                    let message =
                        format!("{} stands in a quotation whose marks are not all there; it was left as text.", label.written);
                    self.outline.report(self.lines, "quoted_heading", at, &label.written, message);
                    return Ok(false);
                }
                if let Some((code, message)) = anomaly {
                    self.outline.report(self.lines, code, at, &label.written, message);
                }
                self.start(index, line, label);
                Ok(true)
            }
        }
    }

    fn start(&mut self, index: usize, line: &str, label: Label) {
        self.finish_title(label.kind > Kind::Article);
        if self.zone != Zone::Component {
            self.zone = Zone::Body;
        }
        let level = label.level;
        let (start, end) = (self.lines.start(index), self.lines.start(index + 1));
        let number = Some((label.number_written, label.numbering));
        let node = self.outline.add(level, label.written, number, start);
        self.remember(label.kind, level, label.number);
        let rest = &line[label.rest_at..];
        let label_end = if is_blank(rest) { end } else { self.lines.byte(index, label.rest_at) };
        self.outline.push(label_end, Class::Heading(node));
        if label.kind > Kind::Article {
            self.outline.push(end, Class::Body(node));
            self.before = if is_blank(rest) { Before::Heading } else { Before::Line(line_ending(rest, self.lexicon.words)) };
            return;
        }
        self.before = Before::Heading;
        if !title::fits(rest.len()) {
            self.outline.push(end, Class::Body(node));
            self.before = Before::Line(line_ending(rest, self.lexicon.words));
            return;
        }
        let first_piece = self.outline.pieces.len();
        self.outline.push(end, Class::Heading(node));
        self.title = Some(OpenTitle::new(node, label.kind, first_piece, rest, line.chars().count()));
    }

    /// Keeps `number` as the last of its level, and forgets those of levels that restart in the new heading.
    fn remember(&mut self, kind: Kind, level: usize, number: Option<Order>) {
        for other in level + 1..self.last.len() {
            if self.scopes[other].is_some_and(|scope| level <= scope) {
                self.last[other] = None;
            }
        }
        self.last[level] = number;
        self.in_new_group[level] = false;
        if let Some(article) = self.article.filter(|&article| kind == Kind::Group && level < article) {
            self.in_new_group[level + 1..=article].fill(true);
        }
        self.in_article = kind >= Kind::Article;
    }

    fn finish_title(&mut self, has_more: bool) {
        let Some(title) = self.title.take() else { return };
        if !title.is_text(has_more) {
            self.outline.nodes[title.node].title = title.text;
            return;
        }
        for piece in &mut self.outline.pieces[title.first_piece..] {
            if piece.class == Class::Heading(title.node) {
                piece.class = Class::Body(title.node);
            }
        }
    }

    /// The next line that shows text of the document.
    fn next_content(&self, index: usize) -> Option<&'t str> {
        let following = (index + 1..self.lines.len()).find(|&next| self.page[next] == Page::Text && !self.lines.is_blank(next));
        following.map(|next| self.lines.get(next))
    }

    fn starts_with_capital(text: &str) -> bool {
        first_shown(title::unmarked(text)).is_some_and(char::is_uppercase)
    }
}
