//! Number words, Vietnamese (`thứ nhất`, `mười lăm`, `hai mươi mốt`) and English (`first`, `Twenty-first`, `two`), 1 to 99.

use super::{is_separator, LabelError, LabelErrorCode, Placed};

const VIETNAMESE: [(&str, u8); 17] = [
    ("nhất", 1),
    ("một", 1),
    ("mốt", 1),
    ("hai", 2),
    ("nhì", 2),
    ("ba", 3),
    ("tư", 4),
    ("bốn", 4),
    ("năm", 5),
    ("lăm", 5),
    ("nhăm", 5),
    ("sáu", 6),
    ("bảy", 7),
    ("bẩy", 7),
    ("tám", 8),
    ("chín", 9),
    ("mười", 10),
];

const ENGLISH: [(&str, &str); 19] = [
    ("one", "first"),
    ("two", "second"),
    ("three", "third"),
    ("four", "fourth"),
    ("five", "fifth"),
    ("six", "sixth"),
    ("seven", "seventh"),
    ("eight", "eighth"),
    ("nine", "ninth"),
    ("ten", "tenth"),
    ("eleven", "eleventh"),
    ("twelve", "twelfth"),
    ("thirteen", "thirteenth"),
    ("fourteen", "fourteenth"),
    ("fifteen", "fifteenth"),
    ("sixteen", "sixteenth"),
    ("seventeen", "seventeenth"),
    ("eighteen", "eighteenth"),
    ("nineteen", "nineteenth"),
];

const ENGLISH_TENS: [(&str, &str); 8] = [
    ("twenty", "twentieth"),
    ("thirty", "thirtieth"),
    ("forty", "fortieth"),
    ("fifty", "fiftieth"),
    ("sixty", "sixtieth"),
    ("seventy", "seventieth"),
    ("eighty", "eightieth"),
    ("ninety", "ninetieth"),
];

pub(super) fn number(label: &[Placed]) -> Result<u8, LabelError> {
    let text: String = label.iter().map(|&(_, c)| c).collect();
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || is_separator(c)).filter(|word| !word.is_empty()).collect();
    vietnamese(&words).or_else(|| english(&words)).ok_or_else(|| {
        let message = format!("{text:?} is not a Vietnamese or English number word from 1 to 99.");
        LabelError::new(LabelErrorCode::UnknownOrdinal, label[0].0, message)
    })
}

fn vietnamese(words: &[&str]) -> Option<u8> {
    let unit = |word: &str| VIETNAMESE.iter().find(|(name, _)| *name == word).map(|&(_, value)| value);
    let below_ten = |word: &str| unit(word).filter(|&value| value < 10);
    match words {
        ["thứ", rest @ ..] if rest.first() != Some(&"thứ") => match rest {
            [digits] if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok().filter(|n| (1..=99).contains(n)),
            _ => vietnamese(rest),
        },
        [word] => unit(word),
        ["mười", last] => Some(10 + below_ten(last)?),
        [tens, "mươi"] => Some(10 * below_ten(tens).filter(|&n| n > 1)?),
        [tens, "mươi", last] => Some(10 * below_ten(tens).filter(|&n| n > 1)? + below_ten(last)?),
        _ => None,
    }
}

fn english(words: &[&str]) -> Option<u8> {
    let place =
        |table: &[(&str, &str)], word: &str| table.iter().position(|&(cardinal, ordinal)| word == cardinal || word == ordinal);
    let as_number = |index: usize| u8::try_from(index).ok();
    match words {
        [word] => match place(&ENGLISH, word) {
            Some(index) => as_number(index + 1),
            None => as_number((place(&ENGLISH_TENS, word)? + 2) * 10),
        },
        [tens, last] => {
            let tens = ENGLISH_TENS.iter().position(|(cardinal, _)| cardinal == tens)?;
            let last = place(&ENGLISH[..9], last)?;
            as_number((tens + 2) * 10 + last + 1)
        }
        _ => None,
    }
}
