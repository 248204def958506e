//! The coverage proof: every byte in exactly one span, and the spans give the text back.

use super::{Coverage, Exclusion, Span, Unit};
use crate::canon::CanonicalText;
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
    let proof = prove_spans(text, units, exclusions)?;
    Ok(Coverage { reconstruction_sha256: sha256_hex(text.as_bytes()), ..proof })
}

/// As [`prove`], of a text whose digest is known.
///
/// # Errors
/// Those of [`prove`].
pub(crate) fn prove_canonical(
    source: &CanonicalText,
    units: &[Unit],
    exclusions: &[Exclusion],
) -> Result<Coverage, CoverageError> {
    let proof = prove_spans(source.as_str(), units, exclusions)?;
    Ok(Coverage { reconstruction_sha256: source.sha256().to_owned(), ..proof })
}

/// The proof without the digest of the text rebuilt, which is the text.
fn prove_spans(text: &str, units: &[Unit], exclusions: &[Exclusion]) -> Result<Coverage, CoverageError> {
    let headings = || units.iter().flat_map(|unit| unit.heading_spans.iter().copied());
    let bodies = || units.iter().flat_map(|unit| unit.body_spans.iter().copied());
    let excluded = || exclusions.iter().map(|exclusion| exclusion.span);
    let mut spans: Vec<Span> = Vec::with_capacity(2 * units.len() + exclusions.len());
    units.iter().for_each(|unit| spans.extend(unit.heading_spans.iter().chain(&unit.body_spans)));
    spans.extend(excluded());
    // Two lists in order, as they come from MARK, are sorted in one pass; what was stored may be in any.
    spans.sort();

    // Each span begins where the one before it ended, so that the texts of the spans one after the other are the text.
    let mut rebuilt = 0;
    for span in &spans {
        if span.start != rebuilt {
            let at = span.start.min(rebuilt);
            let what = if span.start > rebuilt { "is in no span" } else { "is in two spans" };
            return Err(CoverageError { at, message: format!("Byte {at} of the text {what}.") });
        }
        if text.get(span.start..span.end).is_none_or(str::is_empty) {
            let message = format!("The span {}..{} is empty, outside the text or splits a character.", span.start, span.end);
            return Err(CoverageError { at: span.start, message });
        }
        rebuilt = span.end;
    }
    if rebuilt != text.len() {
        return Err(CoverageError { at: rebuilt, message: format!("Byte {rebuilt} of the text is in no span.") });
    }
    Ok(Coverage {
        total_bytes: text.len(),
        heading_bytes: headings().map(Span::len).sum(),
        own_text_bytes: bodies().map(Span::len).sum(),
        excluded_bytes: excluded().map(Span::len).sum(),
        reconstruction_ok: true,
        reconstruction_sha256: String::new(),
    })
}
