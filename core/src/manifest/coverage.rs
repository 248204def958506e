//! The coverage proof: every byte in exactly one span, and the spans give the text back.

use super::{Coverage, Exclusion, Span, Unit};
use crate::digest::sha256_hex;

/// Where and how coverage is broken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct CoverageError {
    /// Byte offset into the canonical text.
    pub at: usize,
    /// One sentence for people.
    pub message: String,
}

/// Proves that `units` and `exclusions` cover `text` without gap or overlap, and counts the bytes per class.
///
/// # Errors
/// The first byte that is in no span or in two, or a span that is empty, out of range or splits a character.
pub fn prove(text: &str, units: &[Unit], exclusions: &[Exclusion]) -> Result<Coverage, CoverageError> {
    let headings = || units.iter().flat_map(|unit| unit.heading_spans.iter().copied());
    let bodies = || units.iter().flat_map(|unit| unit.body_spans.iter().copied());
    let excluded = || exclusions.iter().map(|exclusion| exclusion.span);
    let mut spans: Vec<Span> = headings().chain(bodies()).chain(excluded()).collect();
    spans.sort_unstable();

    let mut rebuilt = String::with_capacity(text.len());
    for span in &spans {
        if span.start != rebuilt.len() {
            let at = span.start.min(rebuilt.len());
            let what = if span.start > rebuilt.len() { "is in no span" } else { "is in two spans" };
            return Err(CoverageError { at, message: format!("Byte {at} of the text {what}.") });
        }
        match text.get(span.start..span.end) {
            Some(part) if !part.is_empty() => rebuilt.push_str(part),
            _ => {
                let message = format!("The span {}..{} is empty, outside the text or splits a character.", span.start, span.end);
                return Err(CoverageError { at: span.start, message });
            }
        }
    }
    if rebuilt.len() != text.len() {
        let at = rebuilt.len();
        return Err(CoverageError { at, message: format!("Byte {at} of the text is in no span.") });
    }
    Ok(Coverage {
        total_bytes: text.len(),
        heading_bytes: headings().map(Span::len).sum(),
        own_text_bytes: bodies().map(Span::len).sum(),
        excluded_bytes: excluded().map(Span::len).sum(),
        reconstruction_ok: rebuilt == text,
        reconstruction_sha256: sha256_hex(rebuilt.as_bytes()),
    })
}
