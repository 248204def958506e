//! What is issued with the act: where each component may begin, and which of them is being read.

use crate::profile::Profile;
use crate::segment::lexicon::Lexicon;
use crate::segment::lines::Lines;
use crate::segment::page::Page;
use crate::segment::quotation::Quotations;

use super::find::{self, Start};

/// The places where components may begin, and the component being read.
pub(in crate::segment) struct Components {
    pub(in crate::segment) starts: Vec<Start>,
    /// The first of them that is not above the line being read.
    pub(in crate::segment) next: usize,
    /// Level for documents whose heading says nothing of what they are; none where the profile knows no components.
    pub(in crate::segment) unnamed: Option<(usize, String)>,
    /// The component being read, and the line after its heading.
    pub(in crate::segment) heading: Option<(usize, usize)>,
    /// The node of the component being read.
    pub(in crate::segment) open: Option<usize>,
    /// Level of the component being read.
    pub(in crate::segment) level: Option<usize>,
    /// Levels whose components are one unit each.
    whole: Vec<usize>,
}

impl Components {
    pub(in crate::segment) fn new(
        lines: &Lines<'_>,
        page: &[Page],
        quotations: &Quotations,
        profile: &Profile,
        lexicon: &Lexicon<'_>,
    ) -> Self {
        let named = profile.levels.iter().position(|level| find::words(level).is_some_and(|words| !words.names.is_empty()));
        Self {
            starts: find::find(lines, page, quotations, profile, lexicon),
            next: 0,
            unnamed: named.map(|level| (level, profile.levels[level].label.clone())),
            heading: None,
            open: None,
            level: None,
            whole: (0..profile.levels.len())
                .filter(|&level| find::words(&profile.levels[level]).is_some_and(|words| words.whole))
                .collect(),
        }
    }

    /// Whether nothing is cut in the component being read.
    pub(in crate::segment) fn is_whole(&self) -> bool {
        self.level.is_some_and(|level| self.whole.contains(&level))
    }

    /// Whether the component being read is a document of its own, with articles.
    pub(in crate::segment) fn is_attached(&self) -> bool {
        self.level.is_some() && self.level == self.unnamed.as_ref().map(|(level, _)| *level)
    }

    /// Whether the component being read is titled, not labelled: others of its kind may follow it.
    pub(in crate::segment) fn is_titled(&self) -> bool {
        let Some((attached, _)) = self.unnamed else { return false };
        self.level.is_some_and(|level| level <= attached + 1)
    }
}
