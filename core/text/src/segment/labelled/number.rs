//! Numbers of headings and items: reading them, and whether one continues another.

use crate::segment::lines::{is_space, reads};
use iu_address::label::{token, Numbering};

use crate::profile::Style;
use crate::segment::number::Alphabet;

/// A number to be ordered: its value and the place of its suffix (`34A` comes after `34`, before `35`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Order {
    pub(super) value: u32,
    pub(super) suffix: u16,
}

impl Order {
    pub(super) const fn plain(value: u32) -> Self {
        Self { value, suffix: 0 }
    }

    /// How many whole numbers are left out between this one and `next`; none where `next` does not come after.
    pub(super) const fn gap_to(self, next: Self) -> Option<u32> {
        if next.value == self.value {
            return if next.suffix > self.suffix { Some(0) } else { None };
        }
        if next.value < self.value {
            return None;
        }
        Some(next.value - self.value - 1)
    }
}

/// The order of the token a number gives: its first number, and its letters or `BIS` after it.
pub(super) fn order_of(written: &str, numbering: Numbering) -> Option<Order> {
    if numbering == Numbering::Letter {
        let mut letters = written.chars().filter(|c| c.is_ascii_alphabetic());
        let value = u32::from(letters.next()?.to_ascii_uppercase()).checked_sub(64)?;
        return letters.next().is_none().then_some(Order::plain(value));
    }
    let token = token(written, numbering).ok()?;
    let digits = token.bytes().take_while(u8::is_ascii_digit).count();
    let value = token[..digits].parse().ok()?;
    let suffix = match &token[digits..] {
        "" => 0,
        "BIS" => 1,
        "TER" => 2,
        "QUATER" => 3,
        letters => letters.bytes().take(3).try_fold(0_u16, |sum, byte| {
            byte.is_ascii_uppercase().then(|| sum.saturating_mul(27).saturating_add(u16::from(byte - 64)))
        })?,
    };
    Some(Order { value, suffix })
}

/// Length of the number `text` starts with, written in `numbering`; it ends where no letter or digit follows.
pub(super) fn length(text: &str, numbering: Numbering) -> Option<usize> {
    match numbering {
        Numbering::Arabic => arabic(text),
        Numbering::Roman => roman(text),
        Numbering::Letter => {
            let first = text.chars().next().filter(char::is_ascii_uppercase)?;
            ends(text, first.len_utf8())
        }
        Numbering::OrdinalWord => ordinal(text),
        Numbering::None => None,
    }
}

fn ends(text: &str, at: usize) -> Option<usize> {
    (!text[at..].starts_with(char::is_alphanumeric)).then_some(at)
}

/// Digits, then at most two letters or ` bis`.
fn arabic(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=4).contains(&digits) {
        return None;
    }
    let letters = text[digits..].bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters > 0 {
        let word = &text[digits..digits + letters];
        let suffix = letters <= 2 || ["bis", "ter", "quater"].iter().any(|known| word.eq_ignore_ascii_case(known));
        return if suffix { ends(text, digits + letters) } else { None };
    }
    let after = text[digits..].trim_start_matches(is_space);
    let gap = text.len() - digits - after.len();
    let bis = ["bis", "ter", "quater"].iter().find_map(|known| reads(after, known)).filter(|_| gap > 0);
    match bis {
        Some(end) if !after[end..].starts_with(char::is_alphanumeric) => Some(digits + gap + end),
        _ => ends(text, digits),
    }
}

fn roman(text: &str) -> Option<usize> {
    let upper = text.bytes().take_while(|byte| b"IVXLCDM".contains(byte)).count();
    let lower = text.bytes().take_while(|byte| b"ivxlcdm".contains(byte)).count();
    let numerals = upper.max(lower);
    if !(1..=12).contains(&numerals) {
        return None;
    }
    // `IIa`, `IIA`: an inserted number.
    let suffix = text[numerals..].bytes().take_while(u8::is_ascii_alphabetic).count();
    if suffix > 1 {
        return None;
    }
    ends(text, numerals + suffix)
}

/// `ONE`, `First`, `the First`: the longest run of up to three words that is a number.
fn ordinal(text: &str) -> Option<usize> {
    let (mut best, mut at) = (None, 0);
    for _ in 0..3 {
        let word = text[at..].trim_start_matches(is_space);
        let from = text.len() - word.len();
        let length = word.find(|c: char| !c.is_alphabetic() && c != '-').unwrap_or(word.len());
        if length == 0 || length > 20 {
            break;
        }
        at = from + length;
        if token(&text[..at], Numbering::OrdinalWord).is_ok() {
            best = Some(at);
        }
    }
    best
}

/// A reading of what stands between the marks of a list item: style and place in the list, from 1.
pub(super) type Reading = (Style, Order);

/// Every way to read the item `written` (`i` is the ninth letter and the first roman number).
pub(super) fn readings(written: &str, dotted: bool, all_capitals: bool, letters: &Alphabet) -> Vec<Reading> {
    let mut found = Vec::with_capacity(2);
    let Some(first) = written.bytes().next() else { return found };
    if first.is_ascii_digit() {
        let Some(order) = order_of(written, Numbering::Arabic) else { return found };
        found.push((if dotted { Style::Dot } else { Style::Arabic }, order));
        return found;
    }
    if dotted {
        let order = written.chars().next().and_then(|letter| letters.order(letter));
        found.extend(order.map(|(value, suffix)| (Style::LetterDot, Order { value, suffix })));
        return found;
    }
    // In a text all in capitals every letter stands for its small one.
    let lowered = if all_capitals { written.to_ascii_lowercase() } else { written.to_owned() };
    let written = lowered.as_str();
    let letter = written.chars().next().and_then(|letter| letters.order(letter)).map(|(value, suffix)| Order { value, suffix });
    let rest = &written[written.chars().next().map_or(0, char::len_utf8)..];
    let lower = written.bytes().all(|byte| byte.is_ascii_lowercase());
    let upper = written.bytes().all(|byte| byte.is_ascii_uppercase());
    let bytes = written.as_bytes();
    if rest.is_empty() && !upper {
        found.extend(letter.map(|order| (Style::Letter, order)));
    } else if bytes.len() == 1 {
        found.push((Style::Upper, Order::plain(u32::from(bytes[0] - b'A') + 1)));
    } else if lower && bytes.len() == 2 && bytes[0] == bytes[1] {
        found.push((Style::Double, Order::plain(u32::from(bytes[0] - b'a') + 1)));
    } else if rest.bytes().all(|byte| byte.is_ascii_digit()) {
        let suffix = rest.parse().unwrap_or(u16::MAX);
        found.extend(letter.map(|order| (Style::Letter, Order { suffix, ..order })));
    } else if bytes.len() == 2 && lower && !bytes.iter().all(|byte| b"ivxlcdm".contains(byte)) {
        // `(ba)` comes after `(b)`.
        found.extend(letter.map(|order| (Style::Letter, Order { suffix: u16::from(bytes[1] - b'a') + 1, ..order })));
    }
    if lower && bytes.iter().all(|byte| b"ivxlcdm".contains(byte)) {
        let capitals = written.to_ascii_uppercase();
        if let Some(order) = order_of(&capitals, Numbering::Roman) {
            found.push((Style::Roman, order));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_headings() {
        use Numbering::{Arabic, Letter, OrdinalWord, Roman};
        for (text, numbering, expected) in [
            ("34A. Title", Arabic, Some(3)),
            ("3 bis Title", Arabic, Some(5)),
            ("16(2) TFEU", Arabic, Some(2)),
            ("5th", Arabic, Some(3)),
            ("12345", Arabic, None),
            ("5them", Arabic, None),
            ("IVa", Roman, Some(3)),
            ("IN", Roman, Some(2)),
            ("INT", Roman, None),
            ("A—X", Letter, Some(1)),
            ("An Act", Letter, None),
            ("ONE", OrdinalWord, Some(3)),
            ("Twenty-first part", OrdinalWord, Some(12)),
        ] {
            assert_eq!(length(text, numbering), expected, "{text:?}");
        }
    }

    #[test]
    fn inserted_numbers_stand_between() {
        let order = |written| order_of(written, Numbering::Arabic).expect("a number");
        assert_eq!(order("34").gap_to(order("34A")), Some(0));
        assert_eq!(order("34C").gap_to(order("35")), Some(0));
        assert_eq!(order("34").gap_to(order("37")), Some(2));
        assert_eq!(order("34").gap_to(order("34")), None);
    }

    fn letters() -> Alphabet {
        Alphabet::of(&crate::profile::Words::default())
    }

    #[test]
    fn an_item_may_be_read_in_two_ways() {
        let read = |written| readings(written, false, false, &letters());
        assert_eq!(read("i"), [(Style::Letter, Order::plain(9)), (Style::Roman, Order::plain(1))]);
        assert_eq!(read("ii"), [(Style::Double, Order::plain(9)), (Style::Roman, Order::plain(2))]);
        assert_eq!(read("A"), [(Style::Upper, Order::plain(1))]);
        assert_eq!(readings("A", false, true, &letters()), [(Style::Letter, Order::plain(1))]);
        assert_eq!(read("an"), [(Style::Letter, Order { value: 1, suffix: 14 })]);
    }
}
