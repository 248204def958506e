//! Where a document numbers otherwise than its profile says: articles that begin with 1 again in every chapter, chapters
//! that do so in every part. Their numbers are unique only inside those groups, so the group's address goes before theirs.

use crate::profile::{AddressStyle, Profile};

use super::outline::Outline;

/// For each level of the profile, the level in whose groups its numbers begin again; none where they go on through the
/// whole text, as far as two units of one number do not prove otherwise.
pub(super) fn find(outline: &Outline, kept: &[bool], numbers: &[Option<String>], profile: &Profile) -> Vec<Option<usize>> {
    let mut found = vec![None; profile.levels.len()];
    for (index, level) in profile.levels.iter().enumerate() {
        if !matches!(level.address, AddressStyle::Own | AddressStyle::WithScope) {
            continue;
        }
        let own: Vec<(usize, &str)> = (0..kept.len())
            .filter(|&node| kept[node] && outline.nodes[node].level == index)
            .filter_map(|node| Some((node, numbers[node].as_deref()?)))
            .collect();
        let mut sorted: Vec<&str> = own.iter().map(|&(_, number)| number).collect();
        sorted.sort_unstable();
        if sorted.windows(2).all(|pair| pair[0] != pair[1]) {
            continue;
        }
        found[index] = (0..index).find(|&outer| begin_again(outline, &own, outer));
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
