//! How alike two texts are, by the words they share.

use std::collections::HashMap;

/// Words in one of the texts of a unit, each with how often it is there; numbers and marks count like words.
fn words(text: &str) -> HashMap<&str, usize> {
    let mut words = HashMap::new();
    for word in text.split_whitespace() {
        *words.entry(word).or_default() += 1;
    }
    words
}

/// Per cent of their words that two texts share (Dice's coefficient over words with their counts); 100 for two empty ones.
pub(crate) fn per_cent(one: &str, other: &str) -> usize {
    let (one, other) = (words(one), words(other));
    let total: usize = one.values().sum::<usize>() + other.values().sum::<usize>();
    if total == 0 {
        return 100;
    }
    let shared: usize = one.iter().map(|(word, count)| (*count).min(other.get(word).copied().unwrap_or_default())).sum();
    200 * shared / total
}

#[cfg(test)]
mod tests {
    use super::per_cent;

    #[test]
    fn words_are_counted() {
        assert_eq!(per_cent("", " \n"), 100);
        assert_eq!(per_cent("một hai ba", "một hai ba"), 100);
        assert_eq!(per_cent("một hai ba bốn", "hai ba năm sáu"), 50);
        assert_eq!(per_cent("a a a a", "a b b b"), 25, "a word counts as often as both have it");
        assert_eq!(per_cent("một", ""), 0);
    }
}
