//! What a reviewer should see, by its stable codes, and how much each weighs.

use crate::manifest::Weight;
use crate::profile::Profile;

/// What decides the weight of a code.
#[derive(Clone, Copy)]
enum By {
    /// It weighs the same wherever it is.
    Code(Weight),
    /// Of an article, or of what holds articles, it is grave; of a part of an article, notable.
    Level,
}

use By::{Code, Level};
use Weight::{Grave, Minor, Notable};

/// Every code, in order.
const TABLE: [(&str, By); 17] = [
    // Two provisions would answer to one citation.
    ("collision", Level),
    // Its article is read as part of the one before.
    ("damaged_heading", Code(Grave)),
    // An article without text: most likely it stands elsewhere, or was lost.
    ("empty_body", Level),
    // What was kept as text may be a signature, and what was left out may be law.
    ("false_ending", Code(Grave)),
    // A provision that was repealed, or one that was lost on the way here.
    ("gap", Level),
    // From a day on everybody is bound by it.
    ("into_force", Code(Grave)),
    // Whoever cites a part of it has no address for it.
    ("one_unit", Code(Grave)),
    // A line taken for a heading that is none, or lines that changed places.
    ("out_of_order", Level),
    // A forgotten mark has swallowed the article that would come next.
    ("quoted_heading", Code(Grave)),
    // Either of the two may be the law, and the other a reference, a copy or a quotation.
    ("repeat", Level),
    // A second document may begin here, and its articles are cited by the same numbers.
    ("restart", Level),
    // A heading is deeper than it could be; its text and its place are the same.
    ("skipped_level", Code(Minor)),
    // How far the quotation goes decides which articles are of this law.
    ("unclosed_quotation", Code(Grave)),
    // Nobody can answer for what nobody was shown.
    ("unlisted", Code(Grave)),
    // A whole document is cited by a name that nobody gave it.
    ("unnamed_component", Code(Grave)),
    // A note stands with no provision; its text is in none either.
    ("unplaced_note", Code(Notable)),
    // A sign is missing where the text came from, most often a box to tick.
    ("unreadable_character", Code(Notable)),
];

/// Codes of anomalies.
pub const ANOMALIES: &[&str] = &codes();

const fn codes() -> [&'static str; TABLE.len()] {
    let mut codes = [""; TABLE.len()];
    let mut place = 0;
    while place < codes.len() {
        codes[place] = TABLE[place].0;
        place += 1;
    }
    codes
}

/// The weight of a code whose level is not known: the heaviest it can have.
#[must_use]
pub fn heaviest(code: &str) -> Weight {
    weight(code, false)
}

/// The weight of a code, in an article or in what holds articles, or below it.
pub(super) fn weight(code: &str, below_article: bool) -> Weight {
    match TABLE.iter().find(|(known, _)| *known == code) {
        Some((_, Code(weight))) => *weight,
        Some((_, Level)) if below_article => Notable,
        _ => Grave,
    }
}

/// Whether the headings of `level` stand in articles. A subsection does where no articles stand in it.
pub(super) fn is_below_article(profile: &Profile, level: usize) -> bool {
    let holds_articles = || profile.levels[level..].iter().any(|inner| inner.section_type == "article");
    match profile.levels[level].section_type.as_str() {
        "clause" | "paragraph" | "point" | "sub_point" | "recital" => true,
        "subsection" => !holds_articles(),
        _ => false,
    }
}

/// Whether a label that is no heading's is one of a part of an article: `2.`, `(3)`, `a)`, and not `Điều 2`, `Article 3`, `§ 4`.
pub(super) fn names_part_of_article(label: &str) -> bool {
    let label = label.trim_start_matches(['(', '*', '_']);
    let letters = label.chars().take_while(|c| c.is_alphabetic()).count();
    label.starts_with(|c: char| c.is_numeric()) || (letters > 0 && label.chars().nth(letters).is_some_and(|c| !c.is_whitespace()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::builtin;

    #[test]
    fn labels_of_parts() {
        for label in ["2.", "1 Cá nhân", "(3)", "a)", "đ1)", "dd)", "(iv)", "a."] {
            assert!(names_part_of_article(label), "{label}");
        }
        for label in ["Điều 12", "**Điều 3", "Article 5", "Chương IV", "PHẦN THỨ HAI", "§ 4", "“Điều 5. Tên", ""]
        {
            assert!(!names_part_of_article(label), "{label}");
        }
    }

    #[test]
    fn levels_below_articles() {
        for (profile, below) in [
            ("vn-law", "khoan diem"),
            ("eu-regulation", "recital paragraph point sub_point annex_point annex_sub_point annex_item"),
            ("act-en", "subsection paragraph sub_paragraph item schedule_paragraph schedule_sub_paragraph schedule_item"),
            ("numbered-outline", "n2 n3 n4"),
            ("principles", ""),
            ("markdown-outline", ""),
            ("whole-text", ""),
        ] {
            let profile = builtin(profile).expect("built in");
            let found = (0..profile.levels.len()).filter(|&level| is_below_article(&profile, level));
            let found: Vec<&str> = found.map(|level| profile.levels[level].id.as_str()).collect();
            assert_eq!(found.join(" "), below, "{}", profile.id);
        }
    }

    #[test]
    fn what_no_table_knows_is_grave() {
        assert_eq!([heaviest("gap"), heaviest("skipped_level"), heaviest("of_a_later_engine")], [Grave, Minor, Grave]);
        assert_eq!([weight("gap", true), weight("unclosed_quotation", true)], [Weight::Notable, Grave]);
    }
}
