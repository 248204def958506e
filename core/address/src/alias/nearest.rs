//! Which existing texts are nearest to one that is not found.

use super::facts::compare_naturally;
use crate::collections::{sort, sort_by};

/// The most suggestions of an answer.
pub const MAX_SUGGESTIONS: usize = 5;

/// So many known texts are all compared; of more only [`NEIGHBOURS`], so that a batch of unknown texts stays cheap.
const COMPARED: usize = 512;
/// How many texts before and after, in the order of their bytes, are compared: those that begin alike.
const NEIGHBOURS: usize = 64;

/// Texts that may be suggested.
pub(super) struct Known<'a>(Vec<&'a str>);

impl<'a> Known<'a> {
    pub fn of(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut texts: Vec<&str> = texts.collect();
        sort(&mut texts);
        texts.dedup();
        Self(texts)
    }

    /// The texts nearest to `text`, nearest first, equally near ones in natural order. The distance counts characters put
    /// in, left out, changed or swapped; a text of which more than half is different is not near, nor is `text` itself.
    pub fn nearest(&self, text: &str) -> Vec<String> {
        let length = text.chars().count();
        let distance = |known: &str| {
            let other = known.chars().count();
            let most = length.max(other) / 2;
            // The lengths alone tell a lower bound, which costs less than the distance.
            let may_be_near = known != text && length.abs_diff(other) <= most;
            may_be_near.then(|| distance_beyond_ends(text, known)).filter(|&distance| distance <= most)
        };
        let known = self.neighbours(text).iter();
        let mut near: Vec<(usize, &str)> = known.filter_map(|known| Some((distance(known)?, *known))).collect();
        sort_by(&mut near, |(one, left), (two, right)| one.cmp(two).then_with(|| compare_naturally(left, right)));
        near.into_iter().take(MAX_SUGGESTIONS).map(|(_, known)| known.to_owned()).collect()
    }

    fn neighbours(&self, text: &str) -> &[&'a str] {
        if self.0.len() <= COMPARED {
            return &self.0;
        }
        let place = self.0.partition_point(|known| *known < text);
        &self.0[place.saturating_sub(NEIGHBOURS)..(place + NEIGHBOURS).min(self.0.len())]
    }
}

/// The distance of two texts: what they begin and end with alike has no part in it. Neighbours share most of their bytes, and
/// the distance costs the product of the lengths.
fn distance_beyond_ends(left: &str, right: &str) -> usize {
    let pairs = left.chars().zip(right.chars());
    let alike: usize = pairs.take_while(|(one, two)| one == two).map(|(one, _)| one.len_utf8()).sum();
    let (left, right) = (&left[alike..], &right[alike..]);
    let pairs = left.chars().rev().zip(right.chars().rev());
    let alike: usize = pairs.take_while(|(one, two)| one == two).map(|(one, _)| one.len_utf8()).sum();
    strsim::osa_distance(&left[..left.len() - alike], &right[..right.len() - alike])
}

#[cfg(test)]
mod tests {
    use super::{distance_beyond_ends, Known};
    use proptest::prelude::*;

    proptest! {
        /// Few letters, so that they often begin and end alike, of one byte and of more.
        #[test]
        fn common_ends_do_not_change_the_distance(left in "[abđê]{0,9}", right in "[abđê]{0,9}") {
            prop_assert_eq!(distance_beyond_ends(&left, &right), strsim::osa_distance(&left, &right));
        }
    }

    #[test]
    fn the_nearest_come_first_and_the_far_not_at_all() {
        let known = ["GDPR/ART-60", "GDPR/ART-7", "GDPR/ART-6", "GDPR/ART-10", "HB-2026/SEC-2-1-3", "GDPR/ART-5", "GDPR/ART-7"];
        assert_eq!(
            Known::of(known.into_iter()).nearest("GDPR/ART-6"),
            ["GDPR/ART-5", "GDPR/ART-7", "GDPR/ART-60", "GDPR/ART-10"].map(str::to_owned)
        );
    }

    #[test]
    fn there_are_at_most_five() {
        let known: Vec<String> = (1..=9).map(|number| format!("A/{number}")).collect();
        let known = Known::of(known.iter().map(String::as_str));
        assert_eq!(known.nearest("A/0"), ["A/1", "A/2", "A/3", "A/4", "A/5"].map(str::to_owned));
    }

    #[test]
    fn among_very_many_those_that_begin_alike_are_compared() {
        let known: Vec<String> = (10_000..20_000).map(|number| format!("HB/SEC-{number}")).collect();
        let known = Known::of(known.iter().map(String::as_str));
        let nearest = known.nearest("HB/SEC-15000A");
        assert_eq!((nearest.len(), nearest[0].as_str()), (5, "HB/SEC-15000"));
    }
}
