//! `canon-1`: the one text normalisation applied before anything is hashed.
//!
//! Unicode NFC; CRLF and CR to LF; trailing spaces and tabs of each line removed; leading byte-order marks removed;
//! exactly one LF at the end. A NUL, which text taken out of a PDF has where a sign has no letter and PostgreSQL cannot hold,
//! becomes U+FFFD, the sign for what could not be read: MARK names every one.

use serde::Serialize;

use crate::digest::{sha256_hex_of, LongHash};
use iu_address::unicode::{is_plainly_composed, nfc};

/// The name recorded wherever a canonical text is hashed.
pub const CANON_1: &str = "canon-1";

/// The largest source accepted, in bytes as received (64 MiB).
pub const MAX_SOURCE_BYTES: usize = 64 * 1024 * 1024;

/// What stands for a character that could not be read.
pub const UNREADABLE: &str = "\u{fffd}";

/// A file with more NULs than one in so many bytes is no text.
const BYTES_PER_NUL: usize = 1000;

/// A text in canonical form, with its digest; made only by [`canonicalise`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct CanonicalText {
    /// The canonical text, always ending in exactly one LF.
    text: String,
    /// Lower-case hex SHA-256 of its UTF-8 bytes.
    sha256: String,
}

impl CanonicalText {
    /// The canonical text, always ending in exactly one LF.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Lower-case hex SHA-256 of the canonical text's UTF-8 bytes: the name of the source version.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}

/// Why a source was refused; `at` is a byte offset into the bytes as received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{message}")]
pub struct SourceError {
    /// `EMPTY_TEXT`, `TEXT_TOO_LARGE`, `INVALID_UTF8` or `BINARY_TEXT`.
    pub code: &'static str,
    /// Byte offset into the input.
    pub at: usize,
    /// One sentence for people.
    pub message: String,
}

fn refuse(code: &'static str, at: usize, message: String) -> SourceError {
    SourceError { code, at, message }
}

/// Reads `bytes` as UTF-8 and brings them to `canon-1`.
///
/// # Errors
/// `TEXT_TOO_LARGE` over [`MAX_SOURCE_BYTES`]; `INVALID_UTF8` at the first bad byte; `BINARY_TEXT` at the first NUL where
/// there are many; `EMPTY_TEXT` if nothing but white space is there.
pub fn canonicalise(bytes: &[u8]) -> Result<CanonicalText, SourceError> {
    check_size(bytes.len())?;
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        refuse("INVALID_UTF8", at, format!("The text is not valid UTF-8: byte {at} cannot be read."))
    })?;
    canonicalise_text(text, &sha256_hex_of)
}

/// As [`canonicalise`], of a text; `hash` makes its digest.
///
/// # Errors
/// Those of [`canonicalise`].
pub fn canonicalise_text(text: &str, hash: LongHash<'_>) -> Result<CanonicalText, SourceError> {
    check_size(text.len())?;
    let text = if is_plainly_canonical(text) { text.to_owned() } else { normalised(text)? };
    let sha256 = hash(&[text.as_bytes()]);
    Ok(CanonicalText { text, sha256 })
}

fn check_size(length: usize) -> Result<(), SourceError> {
    if length > MAX_SOURCE_BYTES {
        let message = format!("The text has {length} bytes; at most {MAX_SOURCE_BYTES} are accepted.");
        return Err(refuse("TEXT_TOO_LARGE", MAX_SOURCE_BYTES, message));
    }
    Ok(())
}

/// Whether nothing is left to normalise, as in a text that was registered. Without a branch for each byte, so that compilers look
/// at many at once.
fn is_plainly_canonical(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shown = text.chars().next().is_some_and(|first| !first.is_whitespace() && first != '\u{feff}');
    let unclean = |found, (&byte, &next): (&u8, &u8)| {
        let trails = u8::from(next == b'\n') & (u8::from(byte == b' ') | u8::from(byte == b'\t'));
        found | u8::from(byte == 0) | u8::from(byte == b'\r') | trails
    };
    shown
        && text.ends_with('\n')
        && !text.ends_with("\n\n")
        && bytes.iter().zip(&bytes[1..]).fold(0, unclean) == 0
        && is_plainly_composed(text)
}

fn normalised(text: &str) -> Result<String, SourceError> {
    let bytes = text.as_bytes();
    let read;
    let text = match memchr::memchr(0, bytes) {
        Some(at) if memchr::memchr_iter(0, bytes).count() * BYTES_PER_NUL > bytes.len() => {
            return Err(refuse(
                "BINARY_TEXT",
                at,
                format!("Byte {at} is NUL, and so are many: this is a binary file, not a text."),
            ));
        }
        Some(_) => {
            read = text.replace('\0', UNREADABLE);
            read.as_str()
        }
        None => text,
    };
    // Files that were put together have one each; a text that kept the second would lose it the next time.
    let text = text.trim_start_matches('\u{feff}');
    if text.chars().all(char::is_whitespace) {
        return Err(refuse("EMPTY_TEXT", 0, "The text is empty.".to_owned()));
    }
    Ok(normalise_lines(text))
}

/// Normalises line by line: no character composes over a line end, so the lines in NFC are the text in NFC.
fn normalise_lines(text: &str) -> String {
    let is_composed = is_plainly_composed(text);
    let mut out = String::with_capacity(text.len() + 1);
    let mut rest = text;
    while !rest.is_empty() {
        let (line, next) = match memchr::memchr2(b'\n', b'\r', rest.as_bytes()) {
            Some(end) if rest[end..].starts_with("\r\n") => (&rest[..end], &rest[end + 2..]),
            Some(end) => (&rest[..end], &rest[end + 1..]),
            None => (rest, ""),
        };
        let line = line.trim_end_matches([' ', '\t']);
        if is_composed {
            out.push_str(line);
        } else {
            out.push_str(&nfc(line));
        }
        out.push('\n');
        rest = next;
    }
    let kept = out.trim_end_matches('\n').len();
    out.truncate(kept);
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn canon(text: &str) -> String {
        canonicalise(text.as_bytes()).expect("a text").as_str().to_owned()
    }

    #[test]
    fn normalises_what_the_rule_names_and_nothing_else() {
        for (input, expected) in [
            ("a", "a\n"),
            ("a\n\n\n", "a\n"),
            ("a \t\r\nb\rc", "a\nb\nc\n"),
            ("\u{feff}a", "a\n"),
            ("\u{feff}\u{feff}a", "a\n"),
            ("\n\n  a\n", "\n\n  a\n"),
            ("a\u{a0}\n", "a\u{a0}\n"),
            ("Đie\u{302}\u{300}u", "Điều\n"),
        ] {
            assert_eq!(canon(input), expected, "{input:?}");
        }
    }

    #[test]
    fn refuses_with_code_and_place() {
        for (input, code, at) in [
            (&b""[..], "EMPTY_TEXT", 0),
            (b" \r\n\t", "EMPTY_TEXT", 0),
            (b"\xef\xbb\xbf\n", "EMPTY_TEXT", 0),
            (b"ab\xff", "INVALID_UTF8", 2),
            (b"ab\0c", "BINARY_TEXT", 2),
        ] {
            let error = canonicalise(input).expect_err("refused");
            assert_eq!((error.code, error.at), (code, at));
        }
    }

    proptest! {
        #[test]
        fn lines_by_themselves_are_the_text_in_nfc(text in "[a-zđĐ \\u{1100}\\u{1161}\\u{11a8}\\u{300}-\\u{345}\\r\\n\\t]*x") {
            let whole = iu_address::unicode::nfc(&text).into_owned().replace("\r\n", "\n").replace('\r', "\n");
            let lines: Vec<&str> = whole.split('\n').map(|line| line.trim_end_matches([' ', '\t'])).collect();
            prop_assert_eq!(canon(&text), format!("{}\n", lines.join("\n")));
        }

        #[test]
        fn is_idempotent(text in "\\PC*[a-z][\\PC\\r\\n\\t ]*") {
            let once = canon(&text);
            prop_assert_eq!(canon(&once), once);
        }
    }
}
