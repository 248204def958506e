//! Everything a writer of one format reads.

use std::collections::HashMap;

use iu_text::manifest::{components, Exclusion, Manifest, Span};

use super::cited::CitedByDocument;
use super::element::Element;
use super::facts::ExportFacts;
use super::notes::{Notes, Placed};
use super::tree::{Node, Tree};
use super::work::Work;

/// Everything a writer of one format reads.
pub(crate) struct Export<'a> {
    pub(super) facts: &'a ExportFacts,
    pub(super) manifest: &'a Manifest,
    pub(super) tree: &'a Tree,
    pub(super) work: &'a Work,
    pub(super) notes: Notes,
    pub(super) cited: CitedByDocument<'a>,
    /// Of each exclusion the component it stands in; none for the main text.
    holders: Vec<Option<usize>>,
}

impl<'a> Export<'a> {
    pub(super) fn of(facts: &'a ExportFacts, manifest: &'a Manifest, tree: &'a Tree, work: &'a Work) -> Self {
        let notes = Notes::of(manifest, &facts.canonical_text, tree, |each| super::parts::is_shown(&each.reason));
        Self { facts, manifest, tree, work, notes, cited: CitedByDocument::of(facts, tree), holders: holders(manifest, tree) }
    }

    /// The text of a span of the source.
    pub(super) fn source(&self, span: Span) -> &'a str {
        // Checked once for all exclusions before anything is written.
        self.facts.canonical_text.get(span.start..span.end).unwrap_or_default()
    }

    /// What of the source is exported in no form.
    pub(super) fn omitted(&self) -> impl Iterator<Item = &'a Exclusion> + '_ {
        self.manifest.exclusions.iter().filter(|each| !super::parts::is_shown(&each.reason) && !self.notes.has(each))
    }

    /// The text of a span of the source without marks of notes, and the notes where they stood.
    pub(super) fn around(&self, span: Span) -> (String, Vec<Placed<'_>>) {
        self.notes.around(&self.facts.canonical_text, span)
    }

    /// Exclusions of these reasons in a component, or in the main text, in order, that hold more than white space.
    pub(super) fn excluded<'b>(&'b self, holder: Option<usize>, reasons: &'b [&str]) -> impl Iterator<Item = &'a Exclusion> + 'b {
        let all = self.manifest.exclusions.iter().zip(&self.holders).filter(move |(_, &of)| of == holder).map(|(each, _)| each);
        all.filter(|each| reasons.contains(&each.reason.as_str())).filter(|each| !self.source(each.span).trim().is_empty())
    }
}

fn holders(manifest: &Manifest, tree: &Tree) -> Vec<Option<usize>> {
    let listed = components(&manifest.units, manifest.source.bytes);
    let attached = tree.nodes.iter().enumerate().filter(|(_, node)| node.element == Element::Attachment);
    let node_of: HashMap<&str, usize> = attached.map(|(at, node)| (Node::born_as(node), at)).collect();
    let holder = |each: &Exclusion| {
        let begun = listed.partition_point(|component| component.span.start <= each.span.start);
        let around = listed[..begun].iter().rev().filter(|component| each.span.start < component.span.end);
        // What stood in a component that is retired stands in what that one stood in.
        around.filter_map(|component| component.address.as_deref()).find_map(|address| node_of.get(address).copied())
    };
    manifest.exclusions.iter().map(holder).collect()
}
