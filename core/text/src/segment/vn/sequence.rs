//! Whether a number continues the numbers before it.

use super::kind::Kind;
use super::number::{Number, POINT_LETTERS};

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
pub(super) fn relate(kind: Kind, last: Option<&Number>, number: &Number) -> Relation {
    let first = u32::from(kind != Kind::Diem);
    let Some(last) = last else {
        return match skipped(kind, first, number.value) {
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
        return match skipped(kind, last.value + 1, number.value) {
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

/// How many numbers from `from` on are left out before `to`; letters that are not Vietnamese do not count.
fn skipped(kind: Kind, from: u32, to: u32) -> u32 {
    if kind != Kind::Diem {
        return to.saturating_sub(from);
    }
    let letters = POINT_LETTERS.iter().skip(from as usize).take(to.saturating_sub(from) as usize);
    letters.filter(|(_, vietnamese)| *vietnamese).map(|_| 1).sum()
}

/// Place of a suffix after a number: none 0, `a` or `1` or `bis` 1, `b` or `2` or `ter` 2…
fn rank(suffix: &str) -> usize {
    const LETTERS: [&str; 24] =
        ["A", "B", "C", "D", "DD", "E", "G", "H", "I", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V", "X", "Y", "Z"];
    match suffix {
        "" => 0,
        "BIS" => 1,
        "TER" => 2,
        "QUATER" => 3,
        _ => suffix.parse().unwrap_or_else(|_| LETTERS.iter().position(|&letter| letter == suffix).map_or(99, |at| at + 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(relate(Kind::Dieu, last.as_ref(), &number(this.0, this.1)), expected, "{last:?} {this:?}");
        }
    }

    #[test]
    fn points_follow_the_vietnamese_alphabet() {
        use Relation::{Gap, Next};
        let place = |letter: char| POINT_LETTERS.iter().position(|&(known, _)| known == letter).expect("a letter") as u32;
        for (last, this, expected) in [
            ('d', 'đ', Next),
            ('đ', 'e', Next),
            ('d', 'e', Gap(1)),
            ('e', 'g', Next),
            ('e', 'f', Next),
            ('i', 'k', Next),
            ('a', 'd', Gap(2)),
        ] {
            assert_eq!(relate(Kind::Diem, Some(&number(place(last), "")), &number(place(this), "")), expected, "{last} {this}");
        }
    }
}
