//! Headings that a custom profile finds with regular expressions: linear time, bounded size, the start of a line only.
//!
//! A pattern is matched where the text of a line begins. Its group `number`, where it has one, is the number of the
//! heading; the whole match is the label. Builds without the feature `regex` know no such profile.

use crate::profile::Profile;

use super::read::Reading;
use crate::segment::number::Alphabet;

/// What may stand between a label and what it labels.
#[cfg(feature = "regex")]
const MARKS: [char; 9] = [' ', '\t', '\u{a0}', '.', ':', ')', '-', '–', '—'];

/// The patterns of a profile, by level.
pub(super) struct Patterns {
    #[cfg(feature = "regex")]
    by_level: Vec<Option<regex::Regex>>,
}

impl Patterns {
    #[cfg(feature = "regex")]
    pub(super) fn new(profile: &Profile) -> Self {
        let compiled = |level: &crate::profile::Level| match &level.matcher {
            crate::profile::Matcher::Regex(pattern) => crate::profile::pattern::compile(pattern).ok(),
            _ => None,
        };
        Self { by_level: profile.levels.iter().map(compiled).collect() }
    }

    #[cfg(not(feature = "regex"))]
    pub(super) fn new(_: &Profile) -> Self {
        Self {}
    }

    /// Reads `line` as a heading of `level`.
    #[cfg(feature = "regex")]
    pub(super) fn read(
        &self,
        level: usize,
        line: &str,
        numbering: iu_address::label::Numbering,
        letters: &Alphabet,
    ) -> Option<Reading> {
        use super::opening::{near, text_start};
        use crate::segment::lines::Form;
        let pattern = self.by_level[level].as_ref()?;
        let start = text_start(line);
        let text = near(line).get(start..)?;
        let found = pattern.captures(text)?;
        // A match of nothing, such as `\b`, is no label.
        let whole = found.get(0).filter(|whole| !whole.is_empty())?;
        let number = found
            .name("number")
            .map_or((start + whole.end(), start + whole.end()), |number| (start + number.start(), start + number.end()));
        let written = &line[number.0..number.1];
        let order = crate::segment::number::order_of(written, numbering, letters);
        let label = whole.as_str().trim_end_matches(MARKS);
        // Of a label of marks alone the first is kept: a dash takes three bytes.
        let first = whole.as_str().chars().next().map_or(0, char::len_utf8);
        let end = start + label.len().max(first);
        let after = &line[start + whole.end()..];
        let rest = line.len() - after.trim_start_matches(|c| MARKS.contains(&c) || matches!(c, '*' | '_')).len();
        let form = if rest >= line.trim_end().len() { Form::Alone } else { Form::Marked };
        let orders = order.map(|order| (numbering, order)).into_iter().collect();
        Some(Reading { start, end, number, orders, form, rest })
    }

    #[cfg(not(feature = "regex"))]
    #[allow(clippy::unused_self, reason = "one signature for both builds")]
    pub(super) fn read(&self, _: usize, _: &str, _: iu_address::label::Numbering, _: &Alphabet) -> Option<Reading> {
        None
    }
}
