//! Everything a writer of one format reads.

use iu_text::manifest::{Manifest, Span};

use super::facts::ExportFacts;
use super::tree::Tree;
use super::work::Work;

/// Everything a writer of one format reads.
pub(crate) struct Export<'a> {
    pub(super) facts: &'a ExportFacts,
    pub(super) manifest: &'a Manifest,
    pub(super) tree: &'a Tree,
    pub(super) work: &'a Work,
}

impl Export<'_> {
    /// The text of a span of the source.
    pub(super) fn source(&self, span: Span) -> &str {
        // Checked once for all exclusions before anything is written.
        self.facts.canonical_text.get(span.start..span.end).unwrap_or_default()
    }
}
