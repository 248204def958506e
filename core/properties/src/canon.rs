//! Canonical texts: whatever comes in, what comes out is canonical and stays so.

use iu_text::canon::canonicalise;
use unicode_normalization::is_nfc;

/// Any bytes as a source.
pub fn canon(data: &[u8]) {
    match canonicalise(data) {
        Ok(source) => {
            let text = source.as_str();
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{text:?}");
            assert!(!text.starts_with('\u{feff}') && !text.contains(['\r', '\0']), "{text:?}");
            assert!(text.lines().all(|line| !line.ends_with([' ', '\t'])), "{text:?}");
            assert!(is_nfc(text), "{text:?}");
            assert_eq!(canonicalise(text.as_bytes()).as_ref(), Ok(&source));
        }
        Err(error) => {
            assert!(error.at <= data.len() && error.message.ends_with('.'));
            match error.code {
                "INVALID_UTF8" => assert!(std::str::from_utf8(&data[..error.at]).is_ok() && std::str::from_utf8(data).is_err()),
                "BINARY_TEXT" => assert_eq!(data[error.at], 0),
                "EMPTY_TEXT" => assert!(crate::text::text(data).chars().all(|c| c.is_whitespace() || c == '\u{feff}')),
                code => panic!("{code} is not documented"),
            }
        }
    }
}
