//! Where the articles of a text end: the statement of adoption, closing formulas, signatures, recipients, notes of editors.

use crate::profile::{EndingReason, EndingWords};

use super::lexicon::{begins_with, may_begin, Lexicon};
use super::lines::{is_capitals, is_space};

/// Lines with text of a letterhead, at most: an office on two lines, a number, a place and a day.
const LETTERHEAD: usize = 5;
/// Most bytes of one of them.
const LETTERHEAD_LINE: usize = 120;

/// What `line`, the start of a paragraph after an article, begins; `below` are the lines after it, as far as anybody asks.
pub(super) fn begins<'l>(line: &str, below: impl Iterator<Item = &'l str>, lexicon: &Lexicon<'_>) -> Option<EndingReason> {
    let text = line.trim_start_matches(is_mark);
    if may_begin(text, &lexicon.endings) {
        if let Some(ending) = lexicon.words.endings.iter().find(|ending| fits(ending, text)) {
            return Some(ending.reason);
        }
    }
    let may_head = may_begin(text, &lexicon.letterhead)
        && text.len() <= LETTERHEAD_LINE
        && begins_with(text, &lexicon.words.letterhead).is_some()
        && is_capitals(text);
    may_head.then(|| heads(below, lexicon)).flatten()
}

/// The ending whose letterhead goes on with these lines, each in capitals or with a number.
fn heads<'l>(below: impl Iterator<Item = &'l str>, lexicon: &Lexicon<'_>) -> Option<EndingReason> {
    let headed = || lexicon.words.endings.iter().filter(|ending| ending.headed);
    headed().next()?;
    for line in below.map(|line| line.trim_matches(is_mark)).filter(|line| !line.is_empty()).take(LETTERHEAD) {
        if let Some(ending) = headed().find(|ending| fits(ending, line)) {
            return Some(ending.reason);
        }
        let goes_on = line.len() <= LETTERHEAD_LINE && (is_capitals(line) || line.bytes().any(|byte| byte.is_ascii_digit()));
        if !goes_on {
            return None;
        }
    }
    None
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
            assert_eq!(begins(line, std::iter::empty(), &Lexicon::new(&profile)), expected, "{line:?}");
        }
    }

    #[test]
    fn a_certification_begins_with_its_letterhead() {
        let profile = builtin("vn-law").expect("built in");
        let begins = |lines: &[&'static str]| begins(lines[0], lines[1..].iter().copied(), &Lexicon::new(&profile));
        let signature = Some(EndingReason::SignatureBlock);
        assert_eq!(begins(&["BỘ BẾN BÃI ", "VÀ ĐÒ NGANG ", " ", "Số: 12/VBHN-BBB ", " XÁC THỰC VĂN BẢN HỢP NHẤT"]), signature);
        assert_eq!(begins(&["BỘ BẾN BÃI", "", "XÁC THỰC VĂN BẢN HỢP NHẤT"]), signature);
        assert_eq!(begins(&["XÁC THỰC VĂN BẢN HỢP NHẤT"]), signature);
        assert_eq!(begins(&["BỘ BẾN BÃI", "Bộ trưởng quy định giờ đò.", "XÁC THỰC VĂN BẢN HỢP NHẤT"]), None);
        assert_eq!(begins(&["Bộ trưởng quy định:", "XÁC THỰC VĂN BẢN HỢP NHẤT"]), None);
        assert_eq!(begins(&["BẢNG GIÁ", "1", "2", "3", "4", "5", "XÁC THỰC VĂN BẢN HỢP NHẤT"]), None);
    }
}
