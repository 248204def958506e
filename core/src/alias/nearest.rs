//! Which existing texts are nearest to one that is not found.

use std::collections::BTreeSet;

use super::facts::compare_naturally;

/// The most suggestions of an answer.
pub const MAX_SUGGESTIONS: usize = 5;

/// The texts of `known` that are nearest to `text`, nearest first, equally near ones in natural order. The distance counts
/// characters put in, left out, changed or swapped; a text of which more than half is different is not near.
pub(super) fn nearest<'a>(text: &str, known: impl Iterator<Item = &'a str>) -> Vec<String> {
    let length = text.chars().count();
    let distance = |candidate: &'a str| {
        let other = candidate.chars().count();
        let most = length.max(other) / 2;
        // The lengths alone tell a lower bound, which costs less than the distance.
        (length.abs_diff(other) <= most).then(|| strsim::osa_distance(text, candidate)).filter(|&distance| distance <= most)
    };
    let known: BTreeSet<&str> = known.collect();
    let mut near: Vec<(usize, &str)> = known.into_iter().filter_map(|known| Some((distance(known)?, known))).collect();
    near.sort_unstable_by(|(one, left), (two, right)| one.cmp(two).then_with(|| compare_naturally(left, right)));
    near.into_iter().take(MAX_SUGGESTIONS).map(|(_, known)| known.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_come_first_and_the_far_not_at_all() {
        let known = ["GDPR/ART-60", "GDPR/ART-7", "GDPR/ART-10", "HB-2026/SEC-2-1-3", "GDPR/ART-5", "GDPR/ART-7"];
        assert_eq!(
            nearest("GDPR/ART-6", known.into_iter()),
            ["GDPR/ART-5", "GDPR/ART-7", "GDPR/ART-60", "GDPR/ART-10"].map(str::to_owned)
        );
    }

    #[test]
    fn there_are_at_most_five() {
        let known: Vec<String> = (1..=9).map(|number| format!("A/{number}")).collect();
        assert_eq!(nearest("A/0", known.iter().map(String::as_str)), ["A/1", "A/2", "A/3", "A/4", "A/5"].map(str::to_owned));
    }
}
