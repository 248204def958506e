//! Any bytes as a text.

/// Any bytes as a text; what is no UTF-8 becomes the replacement character.
pub fn text(data: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(data)
}
