//! Roman numerals I to MMMCMXCIX in their standard form, with the suffixes inserted chapters carry (`IVa`, `IV bis`).

use super::{spelled, telex, LabelError, LabelErrorCode, Placed};

const VALUES: [(&str, u16); 13] = [
    ("m", 1000),
    ("cm", 900),
    ("d", 500),
    ("cd", 400),
    ("c", 100),
    ("xc", 90),
    ("l", 50),
    ("xl", 40),
    ("x", 10),
    ("ix", 9),
    ("v", 5),
    ("iv", 4),
    ("i", 1),
];

/// The Latin counting words that follow the number of an inserted unit.
const MULTIPLICATIVES: [&str; 9] = ["BIS", "TER", "QUATER", "QUINQUIES", "SEXIES", "SEPTIES", "OCTIES", "NOVIES", "DECIES"];

/// The value of a lower-case numeral in standard form; `IIII`, `IC` and `MMMM` have none.
fn value(numeral: &str) -> Option<u16> {
    let mut total = 0;
    let mut rest = numeral;
    for (sign, value) in VALUES {
        while let Some(tail) = rest.strip_prefix(sign) {
            total += value;
            rest = tail;
            if total > 3999 {
                return None;
            }
        }
    }
    (rest.is_empty() && total > 0 && written(total) == numeral).then_some(total)
}

/// The standard form of `number`, in lower case.
fn written(mut number: u16) -> String {
    let mut numeral = String::new();
    for (sign, value) in VALUES {
        while number >= value {
            numeral.push_str(sign);
            number -= value;
        }
    }
    numeral
}

pub(super) fn token(part: &[Placed]) -> Result<String, LabelError> {
    let length = part.iter().take_while(|(_, c)| matches!(c, 'i' | 'v' | 'x' | 'l' | 'c' | 'd' | 'm')).count();
    let (numeral, suffix) = part.split_at(length);
    let numeral: String = numeral.iter().map(|&(_, c)| c).collect();
    let suffix = spelled(suffix, telex)?;
    // One letter (`đ` counts as one) or a Latin word: anything longer is a word that happens to begin like a numeral.
    let known = suffix.len() <= 1 || telex_letter(&suffix) || MULTIPLICATIVES.contains(&suffix.as_str());
    match value(&numeral) {
        Some(number) if known => Ok(format!("{number}{suffix}")),
        _ => {
            let written: String = part.iter().map(|&(_, c)| c).collect();
            let message = format!("{written:?} is not a roman numeral from I to MMMCMXCIX in its standard form.");
            Err(LabelError::new(LabelErrorCode::MalformedRoman, part[0].0, message))
        }
    }
}

fn telex_letter(suffix: &str) -> bool {
    matches!(suffix, "AW" | "AA" | "DD" | "EE" | "OO" | "OW" | "UW")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_numeral_is_read_back() {
        for number in 1..4000 {
            assert_eq!(value(&written(number)), Some(number));
        }
    }

    #[test]
    fn malformed_numerals_have_no_value() {
        for numeral in ["", "iiii", "vv", "ic", "iix", "viv", "mmmm", "xcx", "cmm", "mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm"] {
            assert_eq!(value(numeral), None, "{numeral}");
        }
    }
}
