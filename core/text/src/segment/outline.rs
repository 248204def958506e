//! What a scanner finds: nodes in a tree, and for every byte of the text which node's heading or text, or which
//! exclusion, it belongs to. Pieces are laid end to end, so nothing can be lost or counted twice.

use std::borrow::Cow;
use std::collections::HashMap;

use super::anomalies::{is_below_article, names_part_of_article, weight, ANOMALIES};
use crate::manifest::{Anomaly, Span};
use crate::profile::Profile;
use iu_address::label::Numbering;

use super::lines::Lines;
use super::quotation::Quotations;

/// What the bytes of a piece are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Class {
    /// Part of the heading of a node.
    Heading(usize),
    /// Own text of a node.
    Body(usize),
    /// Text of no node.
    Excluded(Cow<'static, str>),
}

/// A run of bytes of one class.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) span: Span,
    pub(super) class: Class,
}

/// One heading found.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// Level of the profile.
    pub(super) level: usize,
    pub(super) parent: Option<usize>,
    /// Label as written.
    pub(super) label: String,
    /// The number in the label as written, and how it is written; `None` for numbering by position.
    pub(super) number: Option<(String, Numbering)>,
    /// Address token(s) of a component, which its label and number gave already.
    pub(super) component: Option<String>,
    pub(super) title: String,
    /// Status mark of the heading itself.
    pub(super) marker: Option<usize>,
    /// First byte of the heading.
    pub(super) at: usize,
}

/// A note of a consolidated text: its number, its text, and the mark that stands in the law.
#[derive(Debug, Clone)]
pub(super) struct MarkedNote {
    pub(super) number: u32,
    pub(super) spans: Vec<Span>,
    pub(super) mark: Option<Span>,
}

/// What a scanner found in a text.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) nodes: Vec<Node>,
    pub(super) pieces: Vec<Piece>,
    anomalies: Vec<Anomaly>,
    pub(super) notes: Vec<MarkedNote>,
    open: Vec<usize>,
    covered: usize,
    /// The node that text belongs to before any other, where a scanner keeps its own order of parents.
    pub(super) innermost: Option<usize>,
    unlisted: usize,
}

/// Most anomalies listed one by one: more are no help to a reviewer, and the count of the rest is.
const MAX_ANOMALIES: usize = 10_000;

impl Outline {
    /// Gives everything from the last piece up to `end` to `class`.
    pub(super) fn push(&mut self, end: usize, class: Class) {
        if end > self.covered {
            self.pieces.push(Piece { span: Span::new(self.covered, end), class });
            self.covered = end;
        }
    }

    /// The byte up to which everything has a class.
    pub(super) const fn covered(&self) -> usize {
        self.covered
    }

    /// Adds a node of `level` under the innermost open node of an outer level, and opens it.
    pub(super) fn add(&mut self, level: usize, label: String, number: Option<(String, Numbering)>, at: usize) -> usize {
        while self.open.last().is_some_and(|&node| self.nodes[node].level >= level) {
            self.open.pop();
        }
        let parent = self.open.last().copied();
        let node = self.nodes.len();
        self.nodes.push(Node { level, parent, label, number, component: None, title: String::new(), marker: None, at });
        self.open.push(node);
        node
    }

    /// Adds a component; one that belongs to the act itself stands under no other.
    pub(super) fn add_component(
        &mut self,
        level: usize,
        token: String,
        label: String,
        title: String,
        of_act: bool,
        at: usize,
    ) -> usize {
        if of_act {
            self.open.clear();
        }
        let node = self.add(level, label, None, at);
        self.nodes[node].component = Some(token);
        self.nodes[node].title = title;
        node
    }

    /// The innermost open node.
    pub(super) fn current(&self) -> Option<usize> {
        self.open.last().copied()
    }

    /// Records something a reviewer should see.
    pub(super) fn report(&mut self, lines: &Lines<'_>, code: &str, at: usize, label: &str, message: String) {
        debug_assert!(ANOMALIES.contains(&code), "{code} has no place in anomalies.rs");
        if self.anomalies.len() == MAX_ANOMALIES {
            self.unlisted += 1;
            return;
        }
        let line = lines.number_at(at);
        self.anomalies.push(Anomaly { code: code.to_owned(), at, line, label: label.to_owned(), message, weight: None });
    }

    /// Reports the quotations that are never closed.
    pub(super) fn report_unclosed(&mut self, lines: &Lines<'_>, quotations: &Quotations) {
        for &index in &quotations.unclosed {
            let label: String = lines.get(index).trim().chars().take(40).collect();
            let message = if index + 1 < lines.len() && quotations.begins_inside(index + 1) {
                "A quotation begins here and is never closed; it was read to where this document seems to go on."
            } else {
                "A quotation begins here and is never closed; the lines after it were read as text of this document."
            };
            self.report(lines, "unclosed_quotation", lines.start(index), &label, message.to_owned());
        }
    }

    /// The anomalies in document order, each with its weight; last, where there were too many to list, how many more.
    pub(super) fn take_anomalies(&mut self, profile: &Profile) -> Vec<Anomaly> {
        let mut anomalies = std::mem::take(&mut self.anomalies);
        anomalies.sort_by_key(|anomaly| anomaly.at);
        if self.unlisted > 0 {
            let (at, line) = anomalies.last().map_or((0, 1), |last| (last.at, last.line));
            let message = format!("{} more anomalies were found and are not listed.", self.unlisted);
            anomalies.push(Anomaly { code: "unlisted".to_owned(), at, line, label: String::new(), message, weight: None });
        }
        if anomalies.is_empty() {
            return anomalies;
        }
        let levels: HashMap<usize, usize> = self.nodes.iter().map(|node| (node.at, node.level)).collect();
        for anomaly in &mut anomalies {
            // What was left as text has no level; its label tells what it would have been.
            let below = match levels.get(&anomaly.at) {
                Some(&level) => is_below_article(profile, level),
                None => names_part_of_article(&anomaly.label),
            };
            anomaly.weight = Some(weight(&anomaly.code, below));
        }
        anomalies
    }

    /// Keeps the notes of the text, and takes their marks out of what they stand in.
    pub(super) fn annotate(&mut self, lines: &Lines<'_>, notes: impl Iterator<Item = MarkedNote>) {
        self.notes = notes.collect();
        let mut marks: Vec<Span> = self.notes.iter().filter_map(|note| note.mark).collect();
        marks.sort_unstable();
        let mut marks = marks.into_iter().peekable();
        let mut pieces = Vec::with_capacity(self.pieces.len() + 2 * marks.len());
        for mut piece in self.pieces.drain(..) {
            while let Some(mark) = marks.next_if(|mark| mark.end <= piece.span.end) {
                if mark.start > piece.span.start {
                    pieces.push(Piece { span: Span::new(piece.span.start, mark.start), class: piece.class.clone() });
                }
                let class = match &piece.class {
                    Class::Excluded(reason) => Class::Excluded(reason.clone()),
                    _ => Class::Excluded("note_mark".into()),
                };
                pieces.push(Piece { span: mark, class });
                piece.span.start = mark.end;
            }
            if !piece.span.is_empty() {
                pieces.push(piece);
            }
        }
        self.pieces = pieces;
        let mut before = 0;
        for note in std::mem::take(&mut self.notes) {
            let at = note.spans.first().map_or(0, |span| span.start);
            if note.number != std::mem::replace(&mut before, note.number) + 1 {
                let message = format!(
                    "Note {} does not follow the one before it: notes were lost here, or are numbered anew.",
                    note.number
                );
                self.report(lines, "gap", at, &note.number.to_string(), message);
            }
            if note.mark.is_none() {
                let message = format!("Note {} has no mark on its page.", note.number);
                self.report(lines, "unplaced_note", at, &note.number.to_string(), message);
            }
            self.notes.push(note);
        }
    }

    /// Joins neighbouring pieces of one class, after giving white space that is a node's only own text to the piece
    /// before it: a node without words of its own is structural.
    pub(super) fn settle(&mut self, text: &str) {
        let mut has_text = vec![false; self.nodes.len()];
        for piece in &self.pieces {
            if let Class::Body(node) = piece.class {
                has_text[node] = has_text[node] || !super::lines::is_blank(&text[piece.span.start..piece.span.end]);
            }
        }
        let mut settled: Vec<Piece> = Vec::with_capacity(self.pieces.len());
        for mut piece in self.pieces.drain(..) {
            if let (Class::Body(node), Some(before)) = (&piece.class, settled.last()) {
                if !has_text[*node] {
                    piece.class = before.class.clone();
                }
            }
            match settled.last_mut() {
                Some(before) if before.class == piece.class => before.span.end = piece.span.end,
                _ => settled.push(piece),
            }
        }
        self.pieces = settled;
    }
}
