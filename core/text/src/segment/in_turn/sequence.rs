//! Whether a number continues the numbers before it.

use crate::segment::kind::Kind;
use crate::segment::number::{Alphabet, Number};

/// How a number stands to the last one of its kind and scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// It is the next one.
    Next,
    /// Numbers are left out before it; how many whole ones.
    Gap(u32),
    /// The same number again.
    Repeat,
    /// The first number again, after others.
    Restart,
    /// An earlier number.
    Back,
}

/// How `number` stands to `last`.
pub(super) fn relate(letters: &Alphabet, kind: Kind, last: Option<&Number>, number: &Number) -> Relation {
    let first = u32::from(kind != Kind::Point);
    let skipped = |from: u32, to: u32| if kind == Kind::Point { letters.skipped(from, to) } else { to.saturating_sub(from) };
    let rank = |suffix: &str| rank(letters, suffix);
    let Some(last) = last else {
        return match skipped(first, number.value) {
            _ if number.value < first => Relation::Back,
            0 if number.suffix.is_empty() => Relation::Next,
            missing => Relation::Gap(missing),
        };
    };
    if number.value == last.value {
        return match rank(&number.suffix).cmp(&rank(&last.suffix)) {
            std::cmp::Ordering::Equal if number.suffix == last.suffix => Relation::Repeat,
            std::cmp::Ordering::Less => Relation::Back,
            _ if rank(&number.suffix) <= rank(&last.suffix) + 1 => Relation::Next,
            _ => Relation::Gap(0),
        };
    }
    if number.value > last.value {
        return match skipped(last.value + 1, number.value) {
            0 if number.suffix.is_empty() => Relation::Next,
            missing => Relation::Gap(missing),
        };
    }
    if number.value == first && number.suffix.is_empty() {
        Relation::Restart
    } else {
        Relation::Back
    }
}

/// Place of a suffix after a number: none 0, `a` or `1` or `bis` 1, `b` or `2` or `ter` 2…
fn rank(letters: &Alphabet, suffix: &str) -> usize {
    match suffix {
        "" => 0,
        "BIS" => 1,
        "TER" => 2,
        "QUATER" => 3,
        _ => suffix.parse().unwrap_or_else(|_| letters.rank(suffix).unwrap_or(99)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters() -> Alphabet {
        Alphabet::of(crate::profile::builtin("vn-law").expect("built in").words())
    }

    fn number(value: u32, suffix: &str) -> Number {
        Number { value, suffix: suffix.to_owned() }
    }

    #[test]
    fn relations() {
        use Relation::{Back, Gap, Next, Repeat, Restart};
        for (last, this, expected) in [
            (None, (1, ""), Next),
            (None, (3, ""), Gap(2)),
            (None, (0, ""), Back),
            (Some((1, "")), (2, ""), Next),
            (Some((1, "")), (4, ""), Gap(2)),
            (Some((2, "")), (2, ""), Repeat),
            (Some((2, "")), (2, "A"), Next),
            (Some((2, "A")), (2, "B"), Next),
            (Some((2, "A")), (2, "D"), Gap(0)),
            (Some((2, "B")), (2, "A"), Back),
            (Some((2, "A")), (3, ""), Next),
            (Some((9, "")), (1, ""), Restart),
            (Some((9, "")), (4, ""), Back),
        ] {
            let last = last.map(|(value, suffix)| number(value, suffix));
            assert_eq!(relate(&letters(), Kind::Article, last.as_ref(), &number(this.0, this.1)), expected, "{last:?} {this:?}");
        }
    }

    #[test]
    fn points_follow_the_vietnamese_alphabet() {
        use Relation::{Gap, Next};
        let place = |letter: char| letters().read(&letter.to_string()).expect("a letter").0 as u32;
        for (last, this, expected) in [
            ('d', 'đ', Next),
            ('đ', 'e', Next),
            ('d', 'e', Gap(1)),
            ('e', 'g', Next),
            ('e', 'f', Next),
            ('i', 'k', Next),
            ('a', 'd', Gap(2)),
        ] {
            let (last, next) = (number(place(last), ""), number(place(this), ""));
            assert_eq!(relate(&letters(), Kind::Point, Some(&last), &next), expected, "{last:?} {this}");
        }
    }
}
