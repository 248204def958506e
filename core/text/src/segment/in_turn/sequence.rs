//! Whether a number continues the numbers before it.

use crate::segment::number::Order;

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
pub(super) const fn relate(last: Option<Order>, number: Order) -> Relation {
    let (known, before) = match last {
        Some(last) => (true, last),
        None => (false, Order::plain(0)),
    };
    if known && number.value == before.value {
        return match number.suffix {
            same if same == before.suffix => Relation::Repeat,
            earlier if earlier < before.suffix => Relation::Back,
            _ if before.is_followed_by(number) => Relation::Next,
            _ => Relation::Gap(0),
        };
    }
    match before.gap_to(number) {
        Some(0) if number.suffix == 0 => Relation::Next,
        Some(missing) => Relation::Gap(missing),
        None if known && number.is_first() => Relation::Restart,
        None => Relation::Back,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::number::{order_of, Alphabet};
    use iu_address::label::Numbering;

    fn letters() -> Alphabet {
        Alphabet::of(crate::profile::builtin("vn-law").expect("built in").words())
    }

    #[test]
    fn relations() {
        use Relation::{Back, Gap, Next, Repeat, Restart};
        let number = |written: &str| order_of(written, Numbering::Arabic, &letters()).expect("a number");
        for (last, this, expected) in [
            (None, "1", Next),
            (None, "3", Gap(2)),
            (None, "0", Back),
            (Some("1"), "2", Next),
            (Some("1"), "4", Gap(2)),
            (Some("2"), "2", Repeat),
            (Some("2"), "2a", Next),
            (Some("2a"), "2b", Next),
            (Some("2a"), "2d", Gap(0)),
            (Some("2b"), "2a", Back),
            (Some("2d"), "2đ", Next),
            (Some("2e"), "2g", Next),
            (Some("2e"), "2f", Next),
            (Some("2"), "2 bis", Next),
            (Some("2a"), "3", Next),
            (Some("9"), "1", Restart),
            (Some("9"), "4", Back),
        ] {
            assert_eq!(relate(last.map(number), number(this)), expected, "{last:?} {this:?}");
        }
    }

    #[test]
    fn points_follow_the_vietnamese_alphabet() {
        use Relation::{Gap, Next};
        let letter = |letter: char| letters().order(letter).expect("a letter");
        for (last, this, expected) in [
            ('d', 'đ', Next),
            ('đ', 'e', Next),
            ('d', 'e', Gap(1)),
            ('e', 'g', Next),
            ('e', 'f', Next),
            ('i', 'k', Next),
            ('a', 'd', Gap(2)),
        ] {
            assert_eq!(relate(Some(letter(last)), letter(this)), expected, "{last} {this}");
        }
    }
}
