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

/// The part of a document in which a component may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::segment) enum Place {
    /// Among the articles.
    Body,
    /// After their end.
    After,
    /// In another component; whether that one is titled and not labelled, so that others of its kind may follow it.
    Component { titled: bool },
}

/// Whether a component begins at `start`, which stands at `place`; `paragraph` is whether a paragraph begins there.
pub(in crate::segment) const fn begins(start: &Start, place: Place, paragraph: bool) -> bool {
    let paragraph = paragraph || start.tops_page;
    let headed = start.headed || start.tops_page || start.captioned;
    match place {
        Place::Body if start.labelled => start.appendix && start.headed && paragraph,
        Place::Body => start.captioned && start.tops_page,
        Place::After if start.labelled => headed && paragraph,
        // The head of a table in an appendix reads like that of a list.
        Place::After | Place::Component { titled: true } if !start.labelled => start.captioned || start.tops_page,
        Place::Component { .. } if start.labelled => headed && (paragraph || start.captioned),
        _ => start.captioned && start.of_act && start.tops_page,
    }
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
