//! Proposed addresses: each level contributes its label and number, after its parent's where the profile says so.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::HashMap;

use crate::profile::{AddressStyle, Profile};
use iu_address::label::{token, Numbering};
use iu_address::{parse_as, validate_prefix, AddressErrorCode, AddressFormat};

use super::error::MarkError;
use super::lines::Lines;
use super::outline::{Node, Outline};
use super::restart::{self, Restarts};

/// Refuses a prefix that no address can start with.
///
/// # Errors
/// `BAD_PREFIX` with the byte of the prefix that is wrong.
pub(super) fn check_prefix(prefix: &str) -> Result<(), MarkError> {
    validate_prefix(prefix).map_err(|error| {
        let message = format!("The address prefix {prefix:?} cannot be used: {error}");
        MarkError::request("BAD_PREFIX", error.at, message, error.expected)
    })
}

/// The address path of every node kept, without prefix; empty for the others. Two units that come to the same path are
/// both kept: which of them is misnumbered, a person decides. They are reported with both places.
///
/// # Errors
/// `LABEL_UNREADABLE`.
pub(super) fn paths(
    outline: &mut Outline,
    kept: &[bool],
    profile: &Profile,
    lines: &Lines<'_>,
) -> Result<Vec<String>, MarkError> {
    let numbers = outline
        .nodes
        .iter()
        .zip(kept)
        .map(|(node, &kept)| match &node.number {
            Some((written, numbering)) if kept => number_token(node, written, *numbering, lines).map(Some),
            _ => Ok(None),
        })
        .collect::<Result<Vec<_>, _>>()?;
    let component = components(outline);
    let restarts = restart::find(outline, kept, &numbers, &component, profile);
    let mut repeated = Vec::new();
    let paths = written(outline, kept, &numbers, &Inside { component, restarts }, profile, &mut repeated);
    for node in repeated {
        let (at, label) = (outline.nodes[node].at, outline.nodes[node].label.clone());
        let message = format!("{label} is there already; this one has the address {}.", paths[node]);
        outline.report(lines, "repeat", at, &label, message);
    }
    report_collisions(outline, &paths, lines);
    Ok(paths)
}

/// In which component each node stands, and where numbers begin again in it.
struct Inside {
    component: Vec<Option<usize>>,
    restarts: Restarts,
}

/// The component that each node stands in; that of a component is itself.
fn components(outline: &Outline) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = Vec::with_capacity(outline.nodes.len());
    for (index, node) in outline.nodes.iter().enumerate() {
        let above = node.parent.and_then(|parent| found[parent]);
        found.push(if node.component.is_some() { Some(index) } else { above });
    }
    found
}

/// The paths of nodes with these numbers; in `repeated` the components whose label an earlier one has.
fn written(
    outline: &Outline,
    kept: &[bool],
    numbers: &[Option<String>],
    inside: &Inside,
    profile: &Profile,
    repeated: &mut Vec<usize>,
) -> Vec<String> {
    let titled = profile.is_markdown() && has_title(outline);
    let mut paths: Vec<String> = Vec::with_capacity(outline.nodes.len());
    // Children counted so far of each node, and of the document last: for numbering by position.
    let mut children = vec![0_usize; outline.nodes.len() + 1];
    let mut same: HashMap<String, usize> = HashMap::new();
    for (index, node) in outline.nodes.iter().enumerate() {
        if !kept[index] {
            paths.push(String::new());
            continue;
        }
        let level = &profile.levels[node.level];
        if let Some(token) = &node.component {
            let path = node.parent.map_or_else(|| token.clone(), |parent| [paths[parent].as_str(), "-", token].concat());
            let count = same.entry(path.clone()).or_insert(0_usize);
            *count += 1;
            if *count > 1 && !node.label.is_empty() {
                repeated.push(index);
            }
            paths.push(if *count > 1 { format!("{path}-{count}") } else { path });
            continue;
        }
        let own = inside.component[index];
        let path = match &numbers[index] {
            Some(number) => match (level.address, node.parent) {
                (AddressStyle::WithParent, Some(parent)) => [paths[parent].as_str(), "-", &level.label, "-", number].concat(),
                (AddressStyle::Joined, Some(parent)) => [paths[parent].as_str(), "-", number].concat(),
                (AddressStyle::Own | AddressStyle::WithScope, Some(_)) => {
                    let stated = || scope_of(outline, index, profile).filter(|_| level.address == AddressStyle::WithScope);
                    let group = inside.restarts.get(&(own, node.level));
                    match group.and_then(|&group| restart::above(outline, index, group)).or_else(stated).or(own) {
                        Some(scope) => [paths[scope].as_str(), "-", &level.label, "-", number].concat(),
                        None => [level.label.as_str(), "-", number].concat(),
                    }
                }
                _ => [level.label.as_str(), "-", number].concat(),
            },
            None if titled && index == 0 => "TITLE".to_owned(),
            // A numbered level without a number: the label is the name, and a second one counts on.
            None if level.numbering != Numbering::None => {
                let count = &mut children[outline.nodes.len()];
                *count += 1;
                if *count == 1 {
                    level.label.clone()
                } else {
                    format!("{}-{count}", level.label)
                }
            }
            None => {
                let parent = node.parent.filter(|&parent| !(titled && parent == 0));
                let count = &mut children[parent.unwrap_or(outline.nodes.len())];
                *count += 1;
                match parent {
                    Some(parent) => format!("{}-{count}", paths[parent]),
                    None => format!("{}-{count}", level.label),
                }
            }
        };
        paths.push(path);
    }
    paths
}

/// The whole address of a unit, checked by the parser that everyone else reads it with.
///
/// # Errors
/// `ADDRESS_TOO_LONG`, or `LABEL_UNREADABLE` for a path the format does not allow.
pub(super) fn address(prefix: &str, path: &str, node: &Node, lines: &Lines<'_>) -> Result<String, MarkError> {
    let address = [prefix, "/", path].concat();
    let Err(error) = parse_as(&address, AddressFormat::V2) else { return Ok(address) };
    let code = if error.code == AddressErrorCode::TooLong { "ADDRESS_TOO_LONG" } else { "LABEL_UNREADABLE" };
    let shown: String = address.chars().take(60).collect();
    let message = format!("{:?} cannot have the address {shown:?}: {error}", node.label);
    Err(MarkError::place(code, lines, node.at, message, error.expected))
}

/// Whether the first heading is the only one of the outermost level: the title of the document, not its section 1.
fn has_title(outline: &Outline) -> bool {
    let mut outermost = outline.nodes.iter().enumerate().filter(|(_, node)| node.level == 0);
    matches!((outermost.next(), outermost.next()), (Some((0, _)), None)) && outline.nodes.len() > 1
}

/// The ancestor of node `index` at the level in which its numbers are unique, or at one of the same section type (an
/// amendment where the profile says article).
fn scope_of(outline: &Outline, index: usize, profile: &Profile) -> Option<usize> {
    let scope = profile.level_index(&profile.levels[outline.nodes[index].level].unique_within)?;
    let mut above = outline.nodes[index].parent;
    while let Some(node) = above {
        if profile.levels[outline.nodes[node].level].section_type == profile.levels[scope].section_type {
            return Some(node);
        }
        above = outline.nodes[node].parent;
    }
    None
}

fn number_token(node: &Node, written: &str, numbering: Numbering, lines: &Lines<'_>) -> Result<String, MarkError> {
    let is_plain = written.is_ascii() || !written.contains(super::lines::is_invisible);
    let plain = if is_plain { Cow::from(written) } else { written.replace(super::lines::is_invisible, "").into() };
    token(&plain, numbering).map_err(|_| MarkError::unreadable(lines, node.at, &node.label, written))
}

/// Reports every unit whose path an earlier one has. What stands below it has the same paths for the same reason and is
/// not reported again.
fn report_collisions(outline: &mut Outline, paths: &[String], lines: &Lines<'_>) {
    let mut seen: HashMap<&str, usize> = HashMap::with_capacity(paths.len());
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut collides = vec![false; paths.len()];
    for (index, path) in paths.iter().enumerate().filter(|(_, path)| !path.is_empty()) {
        match seen.entry(path) {
            Entry::Occupied(first) => {
                collides[index] = true;
                if !outline.nodes[index].parent.is_some_and(|parent| collides[parent]) {
                    found.push((*first.get(), index));
                }
            }
            Entry::Vacant(place) => {
                place.insert(index);
            }
        }
    }
    for (first, second) in found {
        let (one, two) = (&outline.nodes[first], &outline.nodes[second]);
        let message = format!(
            "{:?} on line {} and {:?} on line {} would both have the address {}.",
            one.label,
            lines.number_at(one.at),
            two.label,
            lines.number_at(two.at),
            paths[second]
        );
        let (at, label) = (two.at, two.label.clone());
        outline.report(lines, "collision", at, &label, message);
    }
}

#[cfg(test)]
mod tests {
    use super::check_prefix;

    #[test]
    fn prefixes() {
        for (prefix, at) in [
            ("BLDS-2015", None),
            ("A", None),
            ("", Some(0)),
            ("blds", Some(0)),
            ("BLDS--2015", Some(5)),
            ("BLDS-", Some(5)),
            ("BL DS", Some(2)),
            ("A/B", Some(1)),
            ("LUẬT", Some(2)),
        ] {
            assert_eq!(check_prefix(prefix).err().map(|error| error.at), at, "{prefix:?}");
        }
        assert_eq!(check_prefix(&"A".repeat(49)).expect_err("too long").at, 48);
    }
}
