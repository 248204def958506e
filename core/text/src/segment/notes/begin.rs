//! Where a note begins: with the number that comes next, or, where notes before it were lost or count anew, with another one whose
//! mark stands above it.

use crate::segment::lexicon::Lexicon;
use crate::segment::lines::reads;

use super::Reader;

/// Most lines above a note out of turn in which its mark is looked for: those of a page.
const MARKED_WITHIN: usize = 150;

/// The beginning of a note.
pub(super) struct Begun {
    pub(super) number: u32,
    /// Whether it says what another act did to the law.
    pub(super) told: bool,
}

impl Reader<'_, '_> {
    /// The note that line `at` begins; its law begins on line `law`.
    pub(super) fn begun(&self, at: usize, law: usize) -> Option<Begun> {
        let (line, next) = (self.lines.get(at), self.next());
        if let Some(rest) = begins(line, next, self.lexicon) {
            return Some(Begun { number: next, told: is_told(rest, self.lexicon) });
        }
        let number = leading(line)?;
        if number == next {
            // A number alone, below which the next note stands: nothing else was printed of this one.
            let alone = line.trim().bytes().all(|byte| byte.is_ascii_digit()) && at + 1 < self.lines.len();
            let below = alone.then(|| begins(self.lines.get(at + 1), next + 1, self.lexicon))??;
            return is_told(below, self.lexicon).then_some(Begun { number, told: true });
        }
        let told = begins(line, number, self.lexicon).is_some_and(|rest| is_told(rest, self.lexicon)) && self.tells_of_act(at);
        let above = law.max(at.saturating_sub(MARKED_WITHIN))..at;
        (told && self.places.tight(number, (above.start, 0), above).is_some()).then_some(Begun { number, told })
    }
}

/// The number that `line` begins with, in brackets or not.
fn leading(line: &str) -> Option<u32> {
    let line = line.trim_start().trim_start_matches('[');
    line[..line.bytes().take_while(u8::is_ascii_digit).count()].parse().ok().filter(|&number| number > 0)
}

/// What follows the number of note `number`, if `line` begins with it; where no space parts them, the words must be those of a note.
pub(super) fn begins<'l>(line: &'l str, number: u32, lexicon: &Lexicon<'_>) -> Option<&'l str> {
    let line = line.trim_start();
    let bare = line.strip_prefix('[').unwrap_or(line);
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    if bare[..digits].parse() != Ok(number) {
        return None;
    }
    let rest = &bare[digits..];
    let rest = if bare.len() < line.len() {
        rest.strip_prefix(']')?.trim_start()
    } else {
        match rest.strip_prefix([' ', '\u{a0}']) {
            Some(rest) => rest.trim_start(),
            None => rest.starts_with(char::is_alphabetic).then_some(rest).filter(|rest| is_told(rest, lexicon))?,
        }
    };
    rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '(' | '-')).then_some(rest)
}

/// Whether `text` begins as notes do: `Điều này được …`.
pub(super) fn is_told(text: &str, lexicon: &Lexicon<'_>) -> bool {
    lexicon.words.notes.iter().any(|words| reads(text, words).is_some())
}
