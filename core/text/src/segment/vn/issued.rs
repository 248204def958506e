//! What is issued with the act: where each component may begin, and which of them is being read.

use crate::profile::Profile;
use crate::segment::lines::Lines;
use crate::segment::quotation::Quotations;

use super::components::{self, Start};
use super::page::Page;

/// The places where components may begin, and the component being read.
pub(super) struct Components {
    pub(super) starts: Vec<Start>,
    /// The first of them that is not above the line being read.
    pub(super) next: usize,
    /// Level for documents whose heading says nothing of what they are; none where the profile knows no components.
    pub(super) unnamed: Option<(usize, String)>,
    /// The component being read, and the line after its heading.
    pub(super) heading: Option<(usize, usize)>,
    /// The node of the component being read.
    pub(super) open: Option<usize>,
    /// Level of the component being read.
    pub(super) level: Option<usize>,
    /// Levels whose components are one unit each.
    whole: Vec<usize>,
}

impl Components {
    pub(super) fn new(lines: &Lines<'_>, page: &[Page], quotations: &Quotations, profile: &Profile) -> Self {
        let named = profile.levels.iter().position(|level| components::words(level).is_some_and(|words| !words.names.is_empty()));
        Self {
            starts: components::find(lines, page, quotations, profile),
            next: 0,
            unnamed: named.map(|level| (level, profile.levels[level].label.clone())),
            heading: None,
            open: None,
            level: None,
            whole: (0..profile.levels.len())
                .filter(|&level| components::words(&profile.levels[level]).is_some_and(|words| words.whole))
                .collect(),
        }
    }

    /// Whether nothing is cut in the component being read.
    pub(super) fn is_whole(&self) -> bool {
        self.level.is_some_and(|level| self.whole.contains(&level))
    }

    /// Whether the profile knows components.
    pub(super) const fn known(&self) -> bool {
        self.unnamed.is_some()
    }

    /// Whether the component being read is a document of its own, with articles.
    pub(super) fn is_attached(&self) -> bool {
        self.level.is_some() && self.level == self.unnamed.as_ref().map(|(level, _)| *level)
    }

    /// Whether the component being read is titled, not labelled: others of its kind may follow it.
    pub(super) fn is_titled(&self) -> bool {
        let Some((attached, _)) = self.unnamed else { return false };
        self.level.is_some_and(|level| level <= attached + 1)
    }
}
