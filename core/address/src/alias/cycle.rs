//! Whether some path comes back to a unit that is on it, where the paths a walk has kept do not tell.
//!
//! A path that comes back to a unit goes to that unit first and then once around. So the shortest one takes a shortest way to
//! some unit and a shortest way from there back to it.

use super::AliasRow;
use crate::collections::{sort, BTreeMap, BTreeSet};

/// The rows that lead on from each unit, with the positions they lead to.
pub(super) type Ways<'a> = BTreeMap<usize, Vec<(usize, &'a AliasRow)>>;

/// The row that closes a path of at most `most` units, if there is one. `depth` counts the units of a shortest path to a
/// unit, itself included.
pub(super) fn closing_row<'a>(ways: &Ways<'a>, depth: &BTreeMap<usize, usize>, most: usize) -> Option<&'a AliasRow> {
    let suspects = not_only_downhill(ways);
    let mut units: Vec<(usize, usize)> = suspects.iter().filter_map(|unit| Some((*depth.get(unit)?, *unit))).collect();
    sort(&mut units);
    units.into_iter().find_map(|(depth, unit)| way_back(ways, &suspects, unit, most.saturating_sub(depth) + 1))
}

/// The units that are left once every unit nothing leads to is taken away, again and again: none where there is no cycle.
fn not_only_downhill(ways: &Ways) -> BTreeSet<usize> {
    let mut incoming: BTreeMap<usize, usize> = ways.keys().map(|&unit| (unit, 0)).collect();
    for (target, _) in ways.values().flatten() {
        if let Some(count) = incoming.get_mut(target) {
            *count += 1;
        }
    }
    let mut free: Vec<usize> = incoming.iter().filter(|(_, &count)| count == 0).map(|(&unit, _)| unit).collect();
    while let Some(unit) = free.pop() {
        incoming.remove(&unit);
        for (target, _) in &ways[&unit] {
            if let Some(count) = incoming.get_mut(target) {
                *count -= 1;
                if *count == 0 {
                    free.push(*target);
                }
            }
        }
    }
    incoming.into_keys().collect()
}

/// The last row of a way of at most `most` rows from `unit` back to it.
fn way_back<'a>(ways: &Ways<'a>, within: &BTreeSet<usize>, unit: usize, most: usize) -> Option<&'a AliasRow> {
    let mut met: BTreeSet<usize> = [unit].into_iter().collect();
    let mut layer = vec![unit];
    for _ in 0..most {
        let mut next = Vec::new();
        for (target, row) in layer.iter().flat_map(|unit| &ways[unit]) {
            if *target == unit {
                return Some(row);
            }
            if within.contains(target) && met.insert(*target) {
                next.push(*target);
            }
        }
        layer = next;
    }
    None
}
