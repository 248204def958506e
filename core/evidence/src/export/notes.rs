//! The notes of a consolidated text in an export: each at the place of its mark, where that is exported.

use cutter_pipeline::structure::{Annotation, Annotations, NotePart, UnitNote};
use iu_text::manifest::{Exclusion, Manifest, Span};

use super::tree::{Node, Tree};

/// A note at a place of a text that is written.
pub(super) struct Placed<'a> {
    /// Bytes of that text before it.
    pub at: usize,
    /// Its place among the notes of the document, from 1: what it is called by.
    pub ordinal: usize,
    pub note: &'a Annotation,
}

/// The notes that go with a unit, sorted by where in it they are written.
#[derive(Default)]
pub(super) struct OfUnit<'a> {
    pub label: Vec<Placed<'a>>,
    pub title: Vec<Placed<'a>>,
    /// Places in the own text without the white space around it.
    pub body: Vec<Placed<'a>>,
}

/// The notes of a document.
pub(super) struct Notes {
    annotations: Annotations,
    /// For each unit of the tree those beside it.
    beside: Vec<Vec<(usize, UnitNote)>>,
    /// Those that stand at no place of what is exported.
    unplaced: Vec<usize>,
}

impl Notes {
    /// `is_shown`: whether an exclusion is exported.
    pub(super) fn of(manifest: &Manifest, text: &str, tree: &Tree, is_shown: impl Fn(&Exclusion) -> bool) -> Self {
        let annotations = Annotations::of(&manifest.source.sha256, &manifest.notes, text);
        let beside = |node: &Node| match (&node.version, has_words(node)) {
            (Some(version), true) => annotations.beside(version),
            _ => Vec::new(),
        };
        let beside: Vec<_> = tree.nodes.iter().map(beside).collect();
        let mut placed = vec![false; annotations.notes.len()];
        for (place, _) in beside.iter().flatten() {
            placed[*place] = true;
        }
        let shown: Vec<Span> = manifest.exclusions.iter().filter(|each| is_shown(each)).map(|each| each.span).collect();
        let around = |mark: Span| shown.iter().any(|span| holds(*span, mark));
        let unplaced = (0..annotations.notes.len())
            .filter(|place| !placed[*place] && !annotations.notes[*place].mark.is_some_and(around))
            .collect();
        Self { annotations, beside, unplaced }
    }

    fn placed(&self, at: usize, place: usize) -> Placed<'_> {
        Placed { at, ordinal: place + 1, note: &self.annotations.notes[place] }
    }

    /// All of them, each with the unit it stands beside and where.
    pub(super) fn all(&self) -> impl Iterator<Item = (&Annotation, Option<(usize, &UnitNote)>)> {
        let mut unit_of = vec![None; self.annotations.notes.len()];
        for (unit, notes) in self.beside.iter().enumerate() {
            for (place, note) in notes {
                unit_of[*place] = Some((unit, note));
            }
        }
        self.annotations.notes.iter().zip(unit_of)
    }

    /// Those that stand at no place of what is exported.
    pub(super) fn unplaced(&self) -> impl Iterator<Item = Placed<'_>> {
        self.unplaced.iter().map(|&place| self.placed(0, place))
    }

    /// Those of a unit, where they are written.
    pub(super) fn of_unit(&self, at: usize, node: &Node) -> OfUnit<'_> {
        let mut of = OfUnit::default();
        let (body, trimmed) = (node.body().unwrap_or_default(), node.trimmed_body().unwrap_or_default());
        let white = body.len() - body.trim_start_matches(super::tree::WHITE).len();
        // The label, but for what closes it: `Điều 1.` of `Điều 1.2 Phạm vi`.
        let bare = |text: &'_ str| text.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        let (heading, label) = (node.heading(), node.label());
        let at_label = |at: usize| {
            let before = heading.get(..at).unwrap_or_default();
            before[..bare(before)].ends_with(&label[..bare(label)])
        };
        for (place, note) in &self.beside[at] {
            let (list, at) = match note.part {
                NotePart::Body if !trimmed.is_empty() => (&mut of.body, place_in(trimmed, note.at.saturating_sub(white))),
                NotePart::Heading if node.title().is_some() && !at_label(note.at) => {
                    (&mut of.title, node.title().map_or(0, str::len))
                }
                _ if !node.label().is_empty() => (&mut of.label, node.label().len()),
                _ if node.title().is_some() => (&mut of.title, node.title().map_or(0, str::len)),
                _ => (&mut of.body, 0),
            };
            list.push(self.placed(at, *place));
        }
        of
    }

    /// The text of a span of `source` without the marks in it, trimmed, and the notes where the marks stood.
    pub(super) fn around(&self, source: &str, span: Span) -> (String, Vec<Placed<'_>>) {
        let text = |start: usize, end: usize| source.get(start..end).unwrap_or_default();
        let whole = text(span.start, span.end);
        let white = whole.len() - whole.trim_start_matches(super::tree::WHITE).len();
        let (mut at, mut out, mut notes) = (span.start + white, String::new(), Vec::new());
        let end = span.start + whole.trim_end_matches(super::tree::WHITE).len();
        for &(mark, place) in self.annotations.marks.iter().filter(|(mark, _)| mark.end <= end) {
            if mark.start < at {
                continue;
            }
            out.push_str(text(at, mark.start));
            notes.push(self.placed(out.len(), place));
            at = mark.end;
        }
        out.push_str(text(at, end));
        (out, notes)
    }

    /// Whether an exclusion is a note or its mark, and so is exported as what it is.
    pub(super) fn has(&self, each: &Exclusion) -> bool {
        let touches = |span: Span| span.start < each.span.end && each.span.start < span.end;
        self.annotations.notes.iter().any(|note| note.mark.is_some_and(touches) || note.spans.iter().copied().any(touches))
    }
}

/// The byte `at`, or the last one before it that a text may be parted at.
fn place_in(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Whether anything of the unit is written that a note could stand at.
fn has_words(node: &Node) -> bool {
    !node.label().is_empty() || node.title().is_some() || node.trimmed_body().is_some()
}
