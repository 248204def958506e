//! Headings of articles whose word or number was damaged.

use crate::segment::kind::Kind;
use crate::segment::lexicon::Lexicon;
use crate::segment::lines::{folded, is_space};
use iu_address::unicode::base;

use super::item::skip_marks;

/// Whether `line`, which has no label, looks like the heading of an article whose word or number was damaged: `Dieu 5. Tên`,
/// `Đ iều 5. Tên`, `Điều l1. Tên`.
pub(in crate::segment) fn is_damaged(line: &str, lexicon: &Lexicon<'_>) -> bool {
    let text = skip_marks(line);
    let plain = |c: char| base(folded(c)).to_ascii_lowercase();
    let plain = |c: char| if plain(c) == 'đ' { 'd' } else { plain(c) };
    let Some(first) = text.chars().next().map(plain) else { return false };
    let articles = lexicon.keywords.iter().filter(|keyword| keyword.kind == Kind::Article);
    articles.filter(|keyword| keyword.word.chars().next().map(plain) == Some(first)).any(|keyword| {
        let mut shown = text.char_indices().filter(|&(_, c)| !is_space(c));
        let reads =
            keyword.word.chars().filter(|&c| !is_space(c)).all(|c| shown.next().is_some_and(|(_, own)| plain(own) == plain(c)));
        let Some((at, _)) = shown.next().filter(|_| reads) else { return false };
        let number = text[at..].chars().take_while(|&c| c.is_ascii_digit() || "lIiOoSB|".contains(c)).count();
        let after = &text[at..][number..];
        let title = after.trim_start_matches(['.', ':', ')', '*', '\\', ' ']);
        (1..=4).contains(&number) && title.len() < after.len() && title.starts_with(char::is_uppercase)
    })
}
