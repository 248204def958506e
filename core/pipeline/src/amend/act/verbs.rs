//! The words that amending sentences begin with.

use super::named::{level_at, named};
use super::provision::Provision;
use super::tokens::{begins, tokens, Token};

/// What an instruction begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Amend,
    Add,
    Repeal,
    Swap,
    Renumber,
    /// It is law, and not applied for a time.
    Suspend,
    Resume,
}

/// The longer phrase before the shorter one.
const VERBS: [(&str, Verb); 28] = [
    ("sửa đổi , bổ sung", Verb::Amend),
    ("sửa đổi và bổ sung", Verb::Amend),
    ("sửa đổi bổ sung", Verb::Amend),
    ("sửa đổi", Verb::Amend),
    ("sửa", Verb::Amend),
    ("bổ sung", Verb::Add),
    ("thêm", Verb::Add),
    ("bãi bỏ", Verb::Repeal),
    ("hủy bỏ", Verb::Repeal),
    ("huỷ bỏ", Verb::Repeal),
    ("lược bỏ", Verb::Repeal),
    ("hết hiệu lực", Verb::Repeal),
    ("bỏ", Verb::Repeal),
    ("thay thế", Verb::Swap),
    ("thay", Verb::Swap),
    ("đánh số lại", Verb::Renumber),
    ("sắp xếp lại", Verb::Renumber),
    ("chuyển", Verb::Renumber),
    ("đổi số", Verb::Renumber),
    ("đổi", Verb::Renumber),
    ("tạm ngưng hiệu lực", Verb::Suspend),
    ("tạm ngừng hiệu lực", Verb::Suspend),
    ("ngưng hiệu lực", Verb::Suspend),
    ("ngừng hiệu lực", Verb::Suspend),
    ("tiếp tục có hiệu lực trở lại", Verb::Resume),
    ("tiếp tục có hiệu lực thi hành trở lại", Verb::Resume),
    ("có hiệu lực trở lại", Verb::Resume),
    ("có hiệu lực thi hành trở lại", Verb::Resume),
];

/// The verb that stands at the start of the tokens, and how many they are.
pub(super) fn verb(tokens: &[Token<'_>]) -> Option<(Verb, usize)> {
    VERBS.iter().find_map(|(phrase, verb)| Some((*verb, begins(tokens, phrase)?)))
}

/// How a sentence begins.
#[derive(Debug)]
pub(super) struct Opening {
    pub verb: Verb,
    /// Provisions before the verb: `Tại khoản 2 Điều 5, thay cụm từ …`, `Khoản 2 Điều 5 được sửa đổi`.
    pub places: Vec<Provision>,
    /// Tokens before the verb.
    pub before: usize,
    /// Tokens up to what follows the verb.
    pub length: usize,
}

/// How a sentence begins that asks for something.
pub(super) fn opening(tokens: &[Token<'_>]) -> Option<Opening> {
    if let Some((verb, length)) = verb(tokens) {
        return Some(Opening { verb, places: Vec::new(), before: 0, length });
    }
    if let Some(at) = behind_its_day(tokens).or_else(|| listed_ends(tokens)) {
        let (verb, length) = verb(&tokens[at..])?;
        return Some(Opening { verb, places: Vec::new(), before: at, length: at + length });
    }
    if let Some(at) = document_ends(tokens) {
        return Some(Opening { verb: Verb::Repeal, places: vec![Provision::document()], before: at, length: at + 3 });
    }
    let lead = usize::from(tokens.first()?.is_one_of(&["tại", "ở", "trong"]));
    let found = named(&tokens[lead..]);
    if found.provisions.is_empty() {
        return None;
    }
    let named_to = lead + found.length;
    let gap = tokens[named_to..].iter().take_while(|token| token.is_separator() || token.is_one_of(&BETWEEN)).count();
    let before = named_to + gap;
    // Without a word of place, only what is done to it: `Khoản 2 Điều 5 được sửa đổi như sau`.
    let done = tokens.get(before).is_some_and(|token| token.is_one_of(&["được", "bị"]));
    let is_state = |at: usize| verb(&tokens[at..]).filter(|(verb, _)| matches!(verb, Verb::Suspend | Verb::Resume));
    let ends = begins(&tokens[before..], "hết hiệu lực").is_some() || is_state(before).is_some();
    if !ends && !done {
        // The document that they are of may stand between: `Khoản 2 Điều 5 Thông tư số … tạm ngưng hiệu lực`.
        let of = before + usize::from(tokens.get(before).is_some_and(|token| token.is("của")));
        let behind = tokens.get(of..).and_then(document).map(|length| of + length);
        let at = behind.and_then(|behind| (behind..tokens.len()).find(|&at| is_state(at).is_some()));
        if let Some((at, (verb, length))) = at.and_then(|at| Some((at, is_state(at)?))) {
            return Some(Opening { verb, places: found.provisions, before: at, length: at + length });
        }
    }
    if lead == 0 && !done && !ends {
        return None;
    }
    let before = before + usize::from(done);
    let (verb, length) = verb(&tokens[before..])?;
    Some(Opening { verb, places: found.provisions, before, length: before + length })
}

/// Where the verb stands behind the day from which it is so: `Kể từ ngày Thông tư này có hiệu lực thi hành, bãi bỏ …`.
fn behind_its_day(tokens: &[Token<'_>]) -> Option<usize> {
    let day = begins(tokens, FROM_A_DAY)?;
    let at = day + tokens[day..].iter().position(|token| *token == Token::Comma)? + 1;
    verb(&tokens[at..]).map(|_| at)
}

/// How a sentence begins that says first from which day something is so.
const FROM_A_DAY: &str = "kể từ ngày";

/// Where it is said of documents or provisions that are listed below that they are no longer law: `Các Thông tư sau đây hết hiệu lực:`.
fn listed_ends(tokens: &[Token<'_>]) -> Option<usize> {
    let many = usize::from(tokens.first()?.is_one_of(&["các", "những"]));
    let kind =
        is_document(&tokens[many..]) || begins(&tokens[many..], "quy định").is_some() || level_at(&tokens[many..]).is_some();
    let sau = tokens.iter().take(LISTED).position(|token| token.is("sau")).filter(|_| many > 0 && kind)?;
    let ends = [Verb::Repeal, Verb::Suspend, Verb::Resume];
    (sau..tokens.len().min(sau + 4)).find(|&at| verb(&tokens[at..]).is_some_and(|(verb, _)| ends.contains(&verb)))
}

/// Tokens before `sau đây` at most.
const LISTED: usize = 12;

/// Where it is said that a document, which is named first by its number, is no longer law.
fn document_ends(tokens: &[Token<'_>]) -> Option<usize> {
    document(tokens)?;
    (0..tokens.len()).find(|&at| begins(&tokens[at..], "hết hiệu lực").is_some())
}

/// Kinds of documents that a sentence names by a number.
pub(super) const DOCUMENTS: [&str; 9] =
    ["bộ luật", "luật", "nghị định", "thông tư liên tịch", "thông tư", "pháp lệnh", "quyết định", "nghị quyết", "chỉ thị"];

/// Tokens of a document with its number that the tokens begin with.
fn document(tokens: &[Token<'_>]) -> Option<usize> {
    let kind = DOCUMENTS.iter().find_map(|kind| begins(tokens, kind))?;
    let number = tokens[kind..].iter().take(12).position(|token| token.is_one_of(&["số", "này"]))?;
    tokens[kind + number].is("số").then_some(kind + number + 1)
}

/// Words between provisions and what is done to them.
const BETWEEN: [&str; 4] = ["hiện", "hành", "nay", "cũ"];

/// What a quoted phrase is called: `cụm từ “…”`, `nội dung “…”`, `đoạn “…”`.
const PHRASES: [&str; 7] = ["từ", "dung", "đoạn", "câu", "chữ", "ngữ", "số"];

/// Whether the tokens speak of words and not of provisions: `cụm từ “…”`.
pub(super) fn of_words(tokens: &[Token<'_>]) -> bool {
    let quoted = tokens.iter().position(Token::is_quoted);
    quoted.and_then(|at| tokens.get(at.checked_sub(1)?)).is_some_and(|before| before.is_one_of(&PHRASES))
}

/// Words that go on about provisions that were named and add none: `như sau`, `của Luật này`, `trong Chương II`.
const GOES_ON: [&str; 25] = [
    "như", "của", "trong", "thuộc", "đã", "được", "bộ", "luật", "nghị", "thông", "pháp", "quyết", "tại", "ban", "kèm", "quy",
    "theo", "bởi", "kể", "từ", "thi", "tương", "bằng", "thành", "trừ",
];
/// Words behind which other provisions are cited, and not amended.
const CITES: [&str; 6] = ["tại", "theo", "bởi", "bằng", "thành", "trừ"];

/// Whether what follows the provisions of a sentence adds none. Where it goes on and names others, it asks for more than was read.
pub(super) fn goes_on(tokens: &[Token<'_>]) -> bool {
    let Some(first) = tokens.iter().find(|token| !token.is_separator()) else { return true };
    if !(first.is_one_of(&GOES_ON) || first.is_misread(GOES_ON[0])) {
        return false;
    }
    let cites = tokens.iter().position(|token| token.is_one_of(&CITES)).unwrap_or(tokens.len());
    let more = |at: usize| tokens[at].is_separator() && names(&tokens[at + 1..]);
    !(0..cites.saturating_sub(1)).any(more)
}

/// Whether the tokens begin with the kind of a document.
pub(super) fn is_document(tokens: &[Token<'_>]) -> bool {
    DOCUMENTS.iter().chain(&["văn bản"]).any(|kind| begins(tokens, kind).is_some())
}

/// How a sentence is read on that lists what the one above it repeals: `Bãi bỏ các quy định sau: a) Điều 5 …`.
pub(super) const REPEALED: &str = "bãi bỏ";

/// Whether the tokens name what can be repealed: a provision, a document by its number, or words.
pub(super) fn is_item(tokens: &[Token<'_>]) -> bool {
    names(tokens) || document(tokens).is_some() || begins(tokens, "cụm từ").is_some()
}

/// Whether the tokens begin with a provision that has a number.
pub(super) fn names(tokens: &[Token<'_>]) -> bool {
    let noise = tokens.iter().take(2).take_while(|token| token.is_one_of(&["các", "từ"])).count();
    level_at(&tokens[noise..]).is_some() && named(&tokens[..tokens.len().min(10)]).length > 0
}

/// Whether the tokens speak of a document as a whole: `toàn bộ Thông tư`, `toàn bộ văn bản`.
pub(super) fn of_document(tokens: &[Token<'_>]) -> Option<usize> {
    const WHOLE: [&str; 5] = ["toàn bộ", "toàn văn", "tất cả các điều", "các quy định của", "các điều , khoản của"];
    let at = tokens.iter().take_while(|token| token.is_one_of(&["tại", "trong", "ở"])).count();
    WHOLE.iter().find_map(|phrase| Some(at + begins(&tokens[at..], phrase)?)).or_else(|| document(tokens))
}

/// Whether a line begins with a verb and a capital letter, its label aside.
pub(super) fn begins_instruction(line: &str) -> bool {
    let bare = &line[label_length(line)..];
    bare.starts_with(char::is_uppercase) && verb(&tokens(first_words(bare))).is_some()
}

/// Bytes of the label of a line that is an instruction; 0 for any other.
pub(super) fn label_of_instruction(text: &str) -> usize {
    let line = text.lines().next().unwrap_or_default();
    if begins_instruction(line) {
        label_length(line)
    } else {
        0
    }
}

/// Bytes of `12. ` or `đ) ` at the start of a line.
fn label_length(line: &str) -> usize {
    let end = line.char_indices().take(5).find(|(_, sign)| ['.', ')'].contains(sign)).map_or(0, |(end, _)| end);
    let label = &line[..end];
    let is_label = !label.is_empty() && (label.bytes().all(|byte| byte.is_ascii_digit()) || line[end..].starts_with(')'));
    if is_label && line[end + 1..].starts_with(' ') {
        end + 2
    } else {
        0
    }
}

fn first_words(line: &str) -> &str {
    let end = line.char_indices().filter(|(_, letter)| *letter == ' ').nth(6).map_or(line.len(), |(at, _)| at);
    &line[..end]
}
