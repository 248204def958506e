//! Where what an act quotes begins and ends.

use super::tokens::CLOSING;
use super::verbs::begins_instruction;

/// Marks behind a sentence or a quotation.
const MARKS: [char; 6] = ['.', ',', ';', ':', ' ', '/'];

/// Whether what was read leaves a quotation open.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Balance {
    depth: usize,
    straight: bool,
}

impl Balance {
    pub(super) fn read(&mut self, line: &str) {
        for sign in line.chars() {
            match sign {
                '“' | '„' | '‟' => self.depth += 1,
                '”' if self.straight && self.depth == 0 => self.straight = false,
                '”' => self.depth = self.depth.saturating_sub(1),
                // A straight mark closes what is open.
                '"' if self.depth > 0 => self.depth -= 1,
                '"' => self.straight = !self.straight,
                _ => {}
            }
        }
    }

    pub(super) const fn is_open(self) -> bool {
        self.depth > 0 || self.straight
    }
}

/// Where the quotation ends that `text` begins with: byte of its closing mark, and byte behind it and the marks of the sentence. A
/// quotation ends with a line. Where it seems to end and the text goes on to another mark that nothing opened, it ends there.
pub(super) fn closing(text: &str) -> Option<(usize, usize)> {
    let (mut depth, mut end, mut found) = (0_i64, 0, None);
    let curly = !text.starts_with('"');
    for line in text.split_inclusive('\n') {
        let start = end;
        end += line.len();
        if found.is_some() && begins_instruction(line.trim_start()) {
            break;
        }
        let (opens, closes) = marks(line);
        depth += opens - closes;
        let shown = line.trim_end().trim_end_matches(MARKS);
        let Some(sign) = shown.chars().next_back().filter(|sign| CLOSING.contains(sign)) else {
            // In the middle of a line it ends only before a sentence that goes on.
            continue;
        };
        let mark = start + shown.len() - sign.len_utf8();
        // Once it has ended, only a mark that nothing in its line opened.
        let closes_here = mark > 0
            && match (found.is_some(), sign) {
                (false, '"') => true,
                (false, _) => depth <= 0 || !curly,
                (true, '"') => line.matches('"').count() % 2 == 1,
                (true, _) => depth < 0,
            };
        if closes_here {
            let behind = &text[mark + sign.len_utf8()..];
            let after = behind.trim_start_matches(MARKS);
            found = Some((mark, text.len() - after.len()));
            depth = 0;
        }
    }
    found
}

/// Curly marks of a line: how many open, and how many close.
fn marks(line: &str) -> (i64, i64) {
    let count = |signs: &[char]| i64::try_from(line.matches(signs).count()).unwrap_or(i64::MAX);
    (count(&['“', '‟', '„']), count(&['”']))
}

#[cfg(test)]
mod tests {
    use super::super::sentences::{pieces, Quote};

    #[test]
    fn a_quotation_ends_where_its_text_does() {
        for (quoted, expected) in [
            ("“2. Hai.”.", "2. Hai."),
            ("“2. Hai “trong” kho.”;", "2. Hai “trong” kho."),
            ("\"2. Hai.\".", "2. Hai."),
            ("‟2. Hai.”.", "2. Hai."),
            ("“2. Hai.\".", "2. Hai."),
            ("“2. Hai:\na) Một;”\nb) Hai.”.", "2. Hai:\na) Một;”\nb) Hai."),
            ("“2. Gọi là “kho”.\na) Một;\nb) Hai.”.", "2. Gọi là “kho”.\na) Một;\nb) Hai."),
        ] {
            let told = pieces(&format!("Sửa đổi khoản 2 Điều 3 như sau:\n{quoted}\n"), 0, 0);
            assert_eq!(told[0].quote, Quote::Text(expected.to_owned()), "{quoted}");
            assert_eq!(told.len(), 1, "{quoted}");
        }
        assert_eq!(pieces("Sửa đổi khoản 2 như sau:\n“2. Hai.\n", 0, 0)[0].quote, Quote::Open);
    }
}
