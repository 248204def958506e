//! Format v2, `GDPR/ART-6-PARA-1`: a document's prefix, `/`, and a path of tokens.

use super::error::{check_text, AddressError, AddressErrorCode as Code};

/// The longest prefix in bytes.
pub const MAX_PREFIX: usize = 48;
/// The longest path in bytes.
pub const MAX_PATH: usize = 160;
/// The longest v2 address in bytes.
pub const MAX_LENGTH: usize = 208;

/// Reads a v2 address; answers the byte of its `/`.
pub(super) fn parse(text: &str) -> Result<usize, AddressError> {
    let slash = text.bytes().position(|byte| byte == b'/');
    let too_long = || {
        let prefix = slash.unwrap_or(text.len());
        let path_end = prefix + 1 + MAX_PATH;
        if text.len() > MAX_LENGTH {
            Some(AddressError::new(Code::TooLong, MAX_LENGTH, "at most 208 bytes"))
        } else if prefix > MAX_PREFIX {
            Some(AddressError::new(Code::TooLong, MAX_PREFIX, "at most 48 bytes before the `/`"))
        } else if text.len() > path_end {
            Some(AddressError::new(Code::TooLong, path_end, "at most 160 bytes after the `/`"))
        } else {
            None
        }
    };
    check_text(text, "a prefix and `/`", too_long)?;
    let bytes = text.as_bytes();
    let slash = prefix(bytes)?;
    match bytes.get(slash) {
        Some(b'/') => {}
        Some(_) => return Err(AddressError::at_byte(bytes, slash, Code::BadCharacter, "A to Z, 0 to 9, `-` or `/`")),
        None => return Err(AddressError::new(Code::EmptyToken, slash, "`/` and a path")),
    }
    let end = tokens(bytes, slash + 1)?;
    if end < bytes.len() {
        return Err(AddressError::at_byte(bytes, end, Code::BadCharacter, "A to Z, 0 to 9 or `-`"));
    }
    Ok(slash)
}

/// Checks a v2 prefix on its own, as it is when a document is registered.
///
/// ```
/// use iu_address::validate_prefix;
///
/// assert!(validate_prefix("BLDS-2015").is_ok());
/// assert_eq!(validate_prefix("BLDS_2015").unwrap_err().at, 4);
/// ```
///
/// # Errors
/// An [`AddressError`] with the codes, places and precedence of [`parse`](super::parse).
pub fn validate_prefix(text: &str) -> Result<(), AddressError> {
    let too_long = || (text.len() > MAX_PREFIX).then(|| AddressError::new(Code::TooLong, MAX_PREFIX, "at most 48 bytes"));
    check_text(text, "A to Z or 0 to 9", too_long)?;
    let bytes = text.as_bytes();
    let end = prefix(bytes)?;
    if end < bytes.len() {
        return Err(AddressError::at_byte(bytes, end, Code::BadCharacter, "A to Z, 0 to 9 or `-`"));
    }
    Ok(())
}

fn prefix(bytes: &[u8]) -> Result<usize, AddressError> {
    if bytes.first() == Some(&b'/') {
        return Err(AddressError::new(Code::BadPrefix, 0, "a prefix before the `/`"));
    }
    tokens(bytes, 0)
}

/// Steps over tokens joined by `-` from byte `at`; answers the first byte after them.
fn tokens(bytes: &[u8], mut at: usize) -> Result<usize, AddressError> {
    loop {
        let length = bytes[at..].iter().take_while(|byte| matches!(byte, b'A'..=b'Z' | b'0'..=b'9')).count();
        if length == 0 {
            let code = match bytes.get(at) {
                Some(b'-' | b'/') | None => Code::EmptyToken,
                Some(_) => Code::BadCharacter,
            };
            return Err(AddressError::at_byte(bytes, at, code, "A to Z or 0 to 9"));
        }
        at += length;
        match bytes.get(at) {
            Some(b'-') => at += 1,
            _ => return Ok(at),
        }
    }
}
