//! Where the articles of a text end: the statement of adoption, closing formulas, signatures, recipients, notes of editors.

use crate::profile::{EndingReason, EndingWords};

use super::lexicon::{begins_with, may_begin, Lexicon};
use super::lines::{is_capitals, is_space};

/// What `line`, the start of a paragraph after an article, begins.
pub(super) fn begins(line: &str, lexicon: &Lexicon<'_>) -> Option<EndingReason> {
    let text = line.trim_start_matches(is_mark);
    if !may_begin(text, &lexicon.endings) {
        return None;
    }
    lexicon.words.endings.iter().find(|ending| fits(ending, text)).map(|ending| ending.reason)
}

fn fits(ending: &EndingWords, text: &str) -> bool {
    if ending.longest > 0 && text.trim_end_matches(is_mark).len() > ending.longest {
        return false;
    }
    let Some(length) = begins_with(text, &ending.words) else { return false };
    let after = text[length..].trim_start_matches(is_mark);
    (!ending.alone || after.is_empty() || after.starts_with(':'))
        && (!ending.capitals || is_capitals(text))
        && (!ending.dated || after.bytes().any(|byte| byte.is_ascii_digit()))
        && (ending.followed_by.is_empty() || begins_with(after, &ending.followed_by).is_some())
}

fn is_mark(c: char) -> bool {
    is_space(c) || matches!(c, '*' | '_' | '#')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::builtin;

    #[test]
    fn beginnings() {
        use EndingReason::{AdoptionStatement, AfterTheEnd, ClosingFormula, Notes, SignatureBlock};
        for (profile, line, expected) in [
            ("vn-law", "Luật này đã được Quốc hội khóa XX thông qua", Some(AdoptionStatement)),
            ("vn-law", "Bộ luật này được Quốc hội thông qua", Some(AdoptionStatement)),
            ("vn-law", "Luật này có hiệu lực từ hôm nay.", None),
            ("vn-law", "Nơi nhận:", Some(SignatureBlock)),
            ("vn-law", "Nơi nhận đơn đề nghị:", None),
            ("vn-law", "TM. CHÍNH PHỦ", Some(SignatureBlock)),
            ("vn-law", "CHỦ TỊCH QUỐC HỘI", Some(SignatureBlock)),
            ("vn-law", "Chủ tịch nước công bố luật.", None),
            ("eu-regulation", "This Regulation shall be binding in its entirety", Some(ClosingFormula)),
            ("eu-regulation", "Done at Brussels, 5 May 2016.", Some(SignatureBlock)),
            ("eu-regulation", "Done at the place where the work is done.", None),
            ("act-en", "EXPLANATORY NOTE", Some(Notes)),
            ("act-en", "Footnotes to the tables of the Schedule", None),
            ("numbered-outline", "END OF TERMS AND CONDITIONS", Some(AfterTheEnd)),
        ] {
            let profile = builtin(profile).expect("built in");
            assert_eq!(begins(line, &Lexicon::new(&profile)), expected, "{line:?}");
        }
    }
}
