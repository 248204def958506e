//! The sentences of a unit of an act, as people read them: over the ends of lines, each with what is quoted behind it.

use super::quotation::{closing, Balance};
use super::tokens::{is_misread, tokens, OPENING};
use super::verbs::{begins_instruction, label_of_instruction, opening};

/// What is quoted behind a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Quote {
    None,
    Text(String),
    /// It begins and never ends.
    Open,
}

/// A sentence, and what it quotes.
#[derive(Debug)]
pub(super) struct Piece {
    /// Byte of the text where it begins.
    pub at: usize,
    /// Byte behind it and what it quotes.
    pub end: usize,
    /// In one line.
    pub sentence: String,
    pub quote: Quote,
}

/// Lines of one sentence that are looked at: a phrase that is quoted in it may be long, and a mark that is never closed must not
/// cost the rest of the act.
const LINES: usize = 48;

/// Characters in which a sentence says what is to be done, if it does.
const HEAD: usize = 400;

/// The sentences of `text` from byte `from` on; its heading ends at byte `heading`, and with it a sentence.
pub(super) fn pieces(text: &str, from: usize, heading: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = from;
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        // MARK takes a number for text where a quotation seems to go on.
        at += label_of_instruction(&text[at..]);
        let rest = &text[at..];
        if rest.is_empty() {
            return pieces;
        }
        let end = sentence(rest, heading.saturating_sub(at));
        let behind = &rest[end..];
        let open = end + (behind.len() - behind.trim_start().len());
        let sentence = in_one_line(&rest[..end]);
        let announces = sentence.ends_with(':') || opening(&tokens(&sentence)).is_some();
        if !(announces && rest[open..].starts_with(OPENING)) {
            pieces.push(Piece { at, end: at + end, sentence, quote: Quote::None });
            at += end;
            continue;
        }
        let Some((inner, length)) = closing(&rest[open..]) else {
            pieces.push(Piece { at, end: text.len(), sentence, quote: Quote::Open });
            return pieces;
        };
        let mark = rest[open..].chars().next().map_or(0, char::len_utf8);
        let quote = Quote::Text(rest[open + mark..open + inner.max(mark)].to_owned());
        pieces.push(Piece { at, end: at + open + length, sentence, quote });
        at += open + length;
    }
}

/// Lines as one: a hyphen at the end of a line joins what stands in two (`TT-` and `BLĐTBXH`), a dash between blanks does not.
fn in_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let joins = line.is_empty() || line.ends_with('-') && !line.ends_with(" -");
        if !joins {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Byte where the sentence ends that `text` begins with: at `như sau:` or the end of a line that a mark ends, outside of phrases
/// that it quotes; before a text that is quoted in lines of its own; with the heading, unless that is an instruction, which may be
/// longer than the line that MARK took for it; before the next sentence that asks for something.
fn sentence(text: &str, heading: usize) -> usize {
    let (mut end, mut quoted, mut seen) = (0, Balance::default(), 0);
    let mut first_mark = None;
    let asks = asks(text);
    for line in text.split_inclusive('\n') {
        let (start, shown) = (end, line.trim());
        end += line.len();
        if shown.is_empty() {
            continue;
        }
        if start > 0 && !quoted.is_open() {
            let starts = begins_instruction(shown) || asks && shown.starts_with(OPENING) && ends_before(&text[..start]);
            if starts {
                return start;
            }
        }
        seen += 1;
        let next = next_sentence(line, quoted);
        if let Some(inner) = announced(&line[..next.unwrap_or(line.len())], quoted).or(next) {
            return start + inner;
        }
        quoted.read(line);
        let ends = line.trim_end().ends_with(['.', ';', ':']) && !(asks && goes_on(&text[end..]));
        if ends && first_mark.is_none() {
            first_mark = Some(end);
        }
        if !quoted.is_open() && (ends || !asks && (start..end).contains(&heading.wrapping_sub(1))) {
            return end;
        }
        if seen == LINES {
            break;
        }
    }
    if quoted.is_open() {
        first_mark.unwrap_or(end)
    } else {
        end
    }
}

/// Whether a sentence goes on behind a mark at the end of a line: with a small letter that is no label.
fn goes_on(behind: &str) -> bool {
    let next = behind.trim_start();
    next.starts_with(char::is_lowercase) && next.chars().nth(1).is_some_and(char::is_alphanumeric)
}

/// Whether the text begins with what is to be done.
fn asks(text: &str) -> bool {
    let head = text.char_indices().nth(HEAD).map_or(text, |(end, _)| &text[..end]);
    opening(&tokens(head)).is_some()
}

/// Whether a sentence may end before a quotation that begins a line: not behind `cụm từ`, whose phrase it is.
fn ends_before(sentence: &str) -> bool {
    let last = sentence.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    !["từ", "dung", "đoạn", "câu", "chữ", "ngữ", "số", "bằng", "thành", "lục", "và"].contains(&last.as_str())
}

/// Byte behind the colon of `như sau:` in a line, outside of what is quoted.
fn announced(line: &str, mut quoted: Balance) -> Option<usize> {
    let from = line.find("như sau").or_else(|| {
        let words = |at: usize| line[..at].rsplit(' ').next().unwrap_or_default();
        line.match_indices(" sau").map(|(at, _)| at).find(|&at| is_misread(words(at), "như"))
    })?;
    quoted.read(&line[..from]);
    let colon = line[from..].find(':').filter(|_| !quoted.is_open())?;
    Some(from + colon + 1)
}

/// Byte behind the full stop in a line before a sentence that asks for something.
fn next_sentence(line: &str, mut quoted: Balance) -> Option<usize> {
    let mut read = 0;
    line.match_indices(". ").map(|(at, stop)| at + stop.len()).find(|&at| {
        quoted.read(&line[read..at]);
        read = at;
        !quoted.is_open() && (begins_instruction(&line[at..]) || line[at..].starts_with("Kể từ"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, Quote)> {
        pieces(text, 0, 0).into_iter().map(|piece| (piece.sentence, piece.quote)).collect()
    }

    fn text(quoted: &str) -> Quote {
        Quote::Text(quoted.to_owned())
    }

    #[test]
    fn a_sentence_goes_over_the_ends_of_lines() {
        let told = read("Sửa đổi khoản 2 Điều 3 của Nội quy số 1/2020/NQ-\nKC về kho\nchung như sau:\n“2. Hai.”.\n");
        assert_eq!(
            told,
            [("Sửa đổi khoản 2 Điều 3 của Nội quy số 1/2020/NQ-KC về kho chung như sau:".to_owned(), text("2. Hai."))]
        );
        let told = read("Thay cụm từ “đồ\nnghề” bằng cụm từ “dụng cụ” tại Điều\n5.\nBỏ từ “cũ” tại Điều 6.\n");
        let expected = ["Thay cụm từ “đồ nghề” bằng cụm từ “dụng cụ” tại Điều 5.", "Bỏ từ “cũ” tại Điều 6."];
        assert_eq!(told.iter().map(|(sentence, _)| sentence.as_str()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_heading_may_be_the_instruction() {
        let heading = "Bổ sung khoản 4 Điều 2 Nội quy số 1/2020/NQ-KC về\nkho chung\n";
        let own = format!("{heading}“4. Bốn.”.\n");
        let told = pieces(&own, 0, heading.len());
        assert_eq!((told.len(), &told[0].quote), (1, &text("4. Bốn.")));
        assert!(told[0].sentence.ends_with("về kho chung"), "{told:?}");
    }
}
