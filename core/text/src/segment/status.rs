//! The status of units: tier 0 the document's default, tier 1 the nearest group heading's mark, tier 2 its own mark.

use crate::profile::Profile;

use super::outline::Outline;

/// What a status is and what decided it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Status<'p> {
    pub(super) status: &'p str,
    pub(super) tier: u8,
    /// The mark that decided; none at tier 0.
    pub(super) marker: Option<&'p str>,
}

impl Status<'_> {
    /// The reason of an exclusion by this status.
    pub(super) fn out_of_scope(&self) -> String {
        match self.marker {
            Some(marker) => format!("out_of_scope:{}:tier_{}:{marker}", self.status, self.tier),
            None => format!("out_of_scope:{}:tier_{}", self.status, self.tier),
        }
    }
}

/// The cascaded status of every node.
pub(super) fn cascade<'p>(outline: &Outline, profile: &'p Profile) -> Vec<Status<'p>> {
    let mut found: Vec<Status<'p>> = Vec::with_capacity(outline.nodes.len());
    for node in &outline.nodes {
        let own = node.marker.and_then(|marker| profile.status_markers.get(marker));
        found.push(match (own, node.parent) {
            (Some(own), _) => Status { status: &own.status, tier: 2, marker: Some(&own.marker) },
            (None, Some(parent)) if found[parent].tier > 0 => Status { tier: 1, ..found[parent] },
            _ => Status { status: &profile.default_status, tier: 0, marker: None },
        });
    }
    found
}
