//! Maps, sets and sorting as a build needs them: those of the standard library, or, without the feature `fast`, ones that
//! take a tenth of the room in the WebAssembly that every browser downloads. The answers are the same.

#[cfg(any(test, not(feature = "fast")))]
#[cfg_attr(feature = "fast", allow(dead_code, reason = "the tests of the fast build look at a part of it"))]
mod small;

#[cfg(feature = "fast")]
pub(crate) use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

#[cfg(not(feature = "fast"))]
pub(crate) use small::{Map as BTreeMap, Map as HashMap, Set as BTreeSet, Set as HashSet};

use std::cmp::Ordering;

/// Sorts; the order of what compares as equal is not kept.
pub(crate) fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    #[cfg(feature = "fast")]
    items.sort_unstable_by(compare);
    #[cfg(not(feature = "fast"))]
    small::sort_by(items, &compare);
}

/// Sorts by the items' own order.
pub(crate) fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}
