//! What two ways to write the name of one document have in common.

use iu_address::unicode::{decompose, nfc};
use iu_text::card::number;

/// Marks of tone, which stand on one vowel of a syllable or on another: `thủy` and `thuỷ`.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// The key of the name of a document: its number where the name has one, else its words; in lower case, whatever signs and spaces are
/// between them and wherever a tone is written. Names with one key are names of one document, or of several that are called the same.
///
/// ```
/// # use iu_references::document_key;
/// assert_eq!(document_key("Luật số 41/2024/QH15"), document_key("41/2024/qh15"));
/// assert_eq!(document_key("Regulation (EU) 2016/679"), "2016/679");
/// assert_eq!(document_key("LUẬT THUỶ LỢI"), document_key("Luật Thủy lợi"));
/// assert_eq!(document_key("Companies Act, 2008"), document_key("Companies  Act 2008"));
/// ```
#[must_use]
pub fn document_key(name: &str) -> String {
    let name = nfc(name);
    let letters = |number: &str| number.chars().any(|c| c.is_alphabetic());
    let starts = name.char_indices().filter(|(at, c)| {
        c.is_ascii_digit() && !name[..*at].ends_with(|before: char| before.is_alphanumeric() || matches!(before, '/' | '-' | '.'))
    });
    let mut numbers = starts.filter_map(|(at, _)| number::read(&name[at..], false)).map(|(number, _)| number);
    if let Some(number) = numbers.find(|number| letters(number) || number.contains('/')) {
        return number.to_lowercase();
    }
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(word);
    words.collect::<Vec<_>>().join(" ")
}

/// A word in lower case, its tone behind it.
fn word(word: &str) -> String {
    let (mut letters, mut tones) = (String::new(), String::new());
    for c in word.to_lowercase().chars() {
        decompose(c, &mut |part| if TONES.contains(&part) { tones.push(part) } else { letters.push(part) });
    }
    letters + &tones
}
