//! Where a document numbers otherwise than its profile says: articles that begin with 1 again in every chapter, chapters
//! that do so in every part. Their numbers are unique only inside those groups, so the group's address goes before theirs.

use std::collections::HashMap;

use crate::profile::{AddressStyle, Profile};

use super::outline::Outline;

/// By component of the text (the main text has none) and level of the profile, the level in whose groups numbers begin
/// again; nothing where they go on through the whole component, as far as two units of one number do not prove otherwise.
pub(super) type Restarts = HashMap<(Option<usize>, usize), usize>;

/// The restarts of `outline`; `component` is that of each node.
pub(super) fn find(
    outline: &Outline,
    kept: &[bool],
    numbers: &[Option<String>],
    component: &[Option<usize>],
    profile: &Profile,
) -> Restarts {
    let mut found = Restarts::new();
    for (index, level) in profile.levels.iter().enumerate() {
        if !matches!(level.address, AddressStyle::Own | AddressStyle::WithScope) {
            continue;
        }
        let own: Vec<(usize, &str)> = (0..kept.len())
            .filter(|&node| kept[node] && outline.nodes[node].level == index)
            .filter_map(|node| Some((node, numbers[node].as_deref()?)))
            .collect();
        // The units of a component follow one another.
        for own in own.chunk_by(|one, other| component[one.0] == component[other.0]) {
            let mut sorted: Vec<&str> = own.iter().map(|&(_, number)| number).collect();
            sorted.sort_unstable();
            if sorted.windows(2).all(|pair| pair[0] != pair[1]) {
                continue;
            }
            if let Some(outer) = (0..index).find(|&outer| begin_again(outline, own, outer)) {
                found.insert((component[own[0].0], index), outer);
            }
        }
    }
    found
}

/// Whether the numbers of `own` begin with 1 in most groups of level `outer`: one article numbered twice proves nothing.
fn begin_again(outline: &Outline, own: &[(usize, &str)], outer: usize) -> bool {
    let (mut groups, mut first) = (0_usize, 0_usize);
    let mut before = None;
    for &(node, number) in own {
        let Some(group) = above(outline, node, outer) else { continue };
        if before != Some(group) {
            before = Some(group);
            groups += 1;
            first += usize::from(matches!(number, "1" | "A"));
        }
    }
    first >= 2 && first * 2 > groups
}

/// The node of level `outer` in which `node` stands.
pub(super) fn above(outline: &Outline, node: usize, outer: usize) -> Option<usize> {
    let mut at = outline.nodes[node].parent;
    while let Some(parent) = at {
        if outline.nodes[parent].level == outer {
            return Some(parent);
        }
        at = outline.nodes[parent].parent;
    }
    None
}
