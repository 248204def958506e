//! The labels with which the lines of English acts begin.

use super::level::Level;
use super::tongue::Tongue;

/// The number with which a line begins that is of this level, and whether it stands in brackets; marks of Markdown and of quotations
/// are passed over.
pub(super) fn number_of(line: &str, tongue: Tongue, level: Level) -> Option<(String, bool)> {
    let line = line.trim_start_matches(|sign: char| sign.is_whitespace() || "*_#>-“”‘’\"'\\".contains(sign));
    let number = |text: &str| {
        let end = text.find(|sign: char| !sign.is_alphanumeric()).unwrap_or(text.len());
        (text[..end].to_owned(), text[end..].to_owned())
    };
    if let Some(rest) = line.strip_prefix('(').filter(|_| level > Level::Article) {
        let (written, behind) = number(rest);
        return (behind.starts_with(')') && tongue.token(level, &written).is_some()).then_some((written, true));
    }
    let word = tongue.word(level);
    let named = line.get(..word.len()).filter(|head| head.eq_ignore_ascii_case(word)).map(|_| line[word.len()..].trim_start());
    let bare = level == Level::Clause || level >= Level::Article && tongue == Tongue::Commonwealth || level == Level::Point;
    let rest = named.or(bare.then_some(line))?;
    let (written, behind) = number(rest);
    let ends = named.is_some()
        || behind.trim_start().starts_with(['.', ')'])
        || level == Level::Article && (behind.starts_with([' ', '\u{a0}']) || behind.is_empty());
    (ends && !written.is_empty() && tongue.token(level, &written).is_some()).then_some((written, false))
}
