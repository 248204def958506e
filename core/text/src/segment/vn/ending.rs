//! Where the articles of a text end: the statement of adoption, signatures, lists of recipients, appendices.

use crate::segment::lines::{folded, is_capitals, is_space, reads};

/// What begins after the last article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// `Luật này đã được Quốc hội … thông qua ngày …`.
    Adoption,
    /// Office and name of who signed, recipients, whatever stands below them.
    Signature,
    /// A second numbering after the signature: an attached rule, a form.
    Attachment,
    /// Phụ lục.
    Appendix,
}

impl Part {
    /// The reason of its exclusion.
    pub(super) const fn reason(self) -> &'static str {
        match self {
            Self::Adoption => "adoption_statement",
            Self::Signature => "signature_block",
            Self::Attachment => "attachment",
            Self::Appendix => "appendix",
        }
    }
}

const ACTS: [&str; 5] = ["bộ luật này ", "luật này ", "hiến pháp này ", "pháp lệnh này ", "nghị quyết này "];
const ADOPTED: [&str; 4] = ["đã được quốc hội", "được quốc hội", "đã được ủy ban thường vụ", "được ủy ban thường vụ"];
const ON_BEHALF: [&str; 7] = ["tm. ", "tm.", "t/m ", "kt. ", "kt.", "tuq. ", "tl. "];
const OFFICES: [&str; 12] = [
    "chủ tịch",
    "phó chủ tịch",
    "thủ tướng",
    "phó thủ tướng",
    "bộ trưởng",
    "thứ trưởng",
    "thống đốc",
    "chủ nhiệm",
    "chánh án",
    "viện trưởng",
    "tổng kiểm toán",
    "văn phòng quốc hội",
];
const LONGEST_OFFICE: usize = 120;

/// What `line`, the start of a paragraph after an article, begins.
pub(super) fn begins(line: &str) -> Option<Part> {
    let line = line.trim_start_matches(|c| is_space(c) || matches!(c, '*' | '_'));
    if !matches!(line.chars().next().map(folded), Some('b' | 'l' | 'h' | 'p' | 'n' | 't' | 'k' | 'c' | 'v')) {
        return None;
    }
    if let Some(length) = ACTS.iter().find_map(|act| reads(line, act)) {
        let adopted = ADOPTED.iter().any(|words| reads(&line[length..], words).is_some());
        return adopted.then_some(Part::Adoption);
    }
    if reads(line, "nơi nhận").is_some_and(|length| line[length..].trim_start().starts_with([':', '*']) || line.len() == length)
    {
        return Some(Part::Signature);
    }
    if line.len() > LONGEST_OFFICE {
        return None;
    }
    if is_appendix(line) {
        return Some(Part::Appendix);
    }
    let signed = is_capitals(line) && ON_BEHALF.iter().chain(&OFFICES).any(|words| reads(line, words).is_some());
    signed.then_some(Part::Signature)
}

/// `PHỤ LỤC`, `Phụ lục II`, `PHỤ LỤC 1: TÊN`.
fn is_appendix(line: &str) -> bool {
    let Some(length) = reads(line, "phụ lục") else { return false };
    let rest = line[length..].trim_matches(|c: char| is_space(c) || matches!(c, '*' | '_' | ':' | '.'));
    if rest.is_empty() || is_capitals(line) {
        return rest.is_empty() || !rest.starts_with(char::is_alphabetic) || line[length..].starts_with(is_space);
    }
    let mut words = rest.split(is_space);
    let number = words.next().unwrap_or_default();
    let numbered = number.len() <= 6 && number.bytes().all(|byte| byte.is_ascii_digit() || b"IVXLC".contains(&byte));
    numbered && words.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings() {
        for (line, expected) in [
            ("Luật này đã được Quốc hội khóa XX thông qua", Some(Part::Adoption)),
            ("Bộ luật này được Quốc hội thông qua", Some(Part::Adoption)),
            ("Luật này có hiệu lực từ hôm nay.", None),
            ("Nơi nhận:", Some(Part::Signature)),
            ("Nơi nhận đơn đề nghị:", None),
            ("TM. CHÍNH PHỦ", Some(Part::Signature)),
            ("CHỦ TỊCH QUỐC HỘI", Some(Part::Signature)),
            ("Chủ tịch nước công bố luật.", None),
            ("PHỤ LỤC", Some(Part::Appendix)),
            ("Phụ lục II", Some(Part::Appendix)),
            ("PHỤ LỤC I: DANH SÁCH", Some(Part::Appendix)),
            ("Phụ lục các tài liệu kèm theo", None),
            ("Phụ lục I ban hành kèm theo Nghị định này", None),
        ] {
            assert_eq!(begins(line), expected, "{line:?}");
        }
    }
}
