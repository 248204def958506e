//! Numbered footnotes of printed pages, as consolidated texts of the gazette have them.
//!
//! The text layer of a page ends in its footnotes, so they fall into the article that goes on over the page. One is
//! recognised only where all signs agree: an empty line, the next footnote number, a capital, and on the same page a
//! word with that number set tight to it. A footnote that runs on to a second page has no sign there and stays text.

use crate::segment::lines::Lines;

use super::page::Page;

/// Marks the lines of footnotes; `page` tells where pages end.
pub(super) fn mark(lines: &Lines<'_>, page: &mut [Page]) {
    let mut next = 1_u32;
    let mut referenced = false;
    let mut index = 0;
    while index < lines.len() {
        let line = lines.get(index);
        if page[index] == Page::Furniture {
            referenced = false;
        } else if referenced && index > 0 && lines.is_blank(index - 1) && begins(line, next) {
            let Some(length) = page[index..].iter().position(|&kind| kind == Page::Furniture) else { return };
            let mut first = index;
            while first > 0 && page[first - 1] == Page::Text && lines.is_blank(first - 1) {
                first -= 1;
            }
            page[first..index + length].fill(Page::Footnote);
            for footnote in index..index + length {
                next += u32::from(begins(lines.get(footnote), next));
            }
            referenced = false;
            index += length;
            continue;
        } else {
            referenced = referenced || refers(line, next);
        }
        index += 1;
    }
}

/// `7 Cụm từ …` for number 7.
fn begins(line: &str, number: u32) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let Some(rest) = line[digits..].strip_prefix([' ', '\u{a0}']) else { return false };
    line[..digits].parse() == Ok(number) && rest.starts_with(char::is_uppercase)
}

/// Whether `line` has a word with `number` set tight to it: `bảo hiểm7.`
fn refers(line: &str, number: u32) -> bool {
    let digits = number.to_string();
    memchr::memchr_iter(digits.as_bytes()[0], line.as_bytes()).filter(|&at| line[at..].starts_with(&digits)).any(|at| {
        let tight = line[..at].chars().next_back().is_some_and(|c| c.is_alphabetic() || matches!(c, '”' | '.' | ';' | ',' | ')'));
        tight && !line[at + digits.len()..].starts_with(|c: char| c.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::super::furniture;
    use super::*;

    fn footnotes(text: &str) -> Vec<usize> {
        let lines = Lines::new(text);
        let page = furniture::find(&lines);
        (0..page.len()).filter(|&index| page[index] == Page::Footnote).collect()
    }

    #[test]
    fn a_footnote_needs_every_sign() {
        let head = "CÔNG BÁO/Số 1\n2\n";
        for (text, expected) in [
            (format!("câu1 này\n\n1 Chú thích\nhai dòng\n{head}tiếp\n"), vec![1, 2, 3]),
            (format!("a)1 Điểm này\n\n1 Chú thích\n{head}"), vec![1, 2]),
            (format!("câu1 và câu2;\n\n1 Một\n2 Hai\n{head}"), vec![1, 2, 3]),
            (format!("câu1\n\n1 Một\n{head}câu2\n\n2 Hai\n{head}"), vec![1, 2, 6, 7]),
            (format!("câu 1 này\n\n1 Không dẫn\n{head}"), vec![]),
            (format!("câu1 này\n1 Không cách dòng\n{head}"), vec![]),
            (format!("câu1 này\n{head}\n1 Trang khác\n{head}"), vec![]),
            ("câu1 này\n\n1 Không hết trang\n".to_owned(), vec![]),
            (format!("câu2 này\n\n2 Sai số\n{head}"), vec![]),
            (format!("câu12 này\n\n1 Số khác\n{head}"), vec![]),
        ] {
            assert_eq!(footnotes(&text), expected, "{text:?}");
        }
    }
}
