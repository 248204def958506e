//! A manifest with its digest as one text, written once. Its units, which are nearly all of it, are written by hand: their members
//! are known, and few of their texts have a sign that JSON writes otherwise.

use super::unit::{Span, Unit};
use super::Manifest;
use crate::digest::{canonical_json, LongHash};

/// Bytes that one unit takes, about.
const UNIT: usize = 480;

/// Begins the member that the digest does not cover; no text inside the manifest has such marks without a `\\` before them.
const DIGEST: &str = ",\"manifest_digest\":\"";

/// What stands for the digest until it is known.
const UNKNOWN: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// `manifest` with its digest, and its RFC 8785 text.
pub(super) fn written(mut manifest: Manifest, hash: LongHash<'_>) -> (Manifest, String) {
    UNKNOWN.clone_into(&mut manifest.manifest_digest);
    let all = std::mem::take(&mut manifest.units);
    // In the order of their names the units come last.
    let mut text = serde_json::to_string(&manifest).expect("a manifest serialises to JSON");
    manifest.units = all;
    text.truncate(text.len() - "]}".len());
    units(&manifest.units, &mut text);
    text.push_str("]}");
    let start = memchr::memmem::find(text.as_bytes(), DIGEST.as_bytes()).expect("a manifest has a digest");
    let value = start + DIGEST.len();
    let end = value + UNKNOWN.len();
    manifest.manifest_digest = hash(&[&text.as_bytes()[..start], &text.as_bytes()[end + "\"".len()..]]);
    text.replace_range(value..end, &manifest.manifest_digest);
    debug_assert_eq!(text, canonical_json(&manifest), "the fields of a type are not in the order of their names");
    (manifest, text)
}

/// Writes `units` as the members of a JSON list, as `serde_json` writes them.
fn units(units: &[Unit], out: &mut String) {
    out.reserve(units.len() * UNIT);
    for (index, unit) in units.iter().enumerate() {
        out.push_str(if index == 0 { "{\"address\":" } else { ",{\"address\":" });
        text(&unit.address, out);
        out.push_str(",\"body_spans\":");
        spans(&unit.body_spans, out);
        out.push_str(",\"content_hash\":");
        text(&unit.content_hash, out);
        out.push_str(",\"heading_spans\":");
        spans(&unit.heading_spans, out);
        out.push_str(",\"label\":");
        text(&unit.label, out);
        out.push_str(",\"level\":");
        text(&unit.level, out);
        out.push_str(",\"local_id\":");
        text(&unit.local_id, out);
        out.push_str(",\"parent_local_id\":");
        match &unit.parent_local_id {
            Some(parent) => text(parent, out),
            None => out.push_str("null"),
        }
        out.push_str(",\"section_type\":");
        text(&unit.section_type, out);
        out.push_str(",\"sort_order\":");
        number(unit.sort_order, out);
        out.push_str(",\"status\":");
        text(&unit.status, out);
        out.push_str(",\"status_tier\":");
        number(unit.status_tier.into(), out);
        out.push_str(",\"title\":");
        text(&unit.title, out);
        out.push('}');
    }
}

fn text(text: &str, out: &mut String) {
    // Without a branch for each byte, so that compilers look at many at once.
    let escapes = text.bytes().fold(false, |found, byte| found | (byte < b' ') | (byte == b'"') | (byte == b'\\'));
    if escapes {
        out.push_str(&serde_json::Value::from(text).to_string());
        return;
    }
    out.push('"');
    out.push_str(text);
    out.push('"');
}

fn spans(spans: &[Span], out: &mut String) {
    out.push('[');
    for (index, span) in spans.iter().enumerate() {
        out.push_str(if index == 0 { "[" } else { ",[" });
        number(span.start, out);
        out.push(',');
        number(span.end, out);
        out.push(']');
    }
    out.push(']');
}

/// The local id of unit `number` of a manifest.
pub(crate) fn local_id(number: usize) -> String {
    let mut id = String::with_capacity(8);
    id.push('r');
    self::number(number, &mut id);
    id
}

/// Writes `number` in digits.
fn number(mut number: usize, out: &mut String) {
    const TENS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    let mut digits = [0; 20];
    let mut first = digits.len();
    loop {
        first -= 1;
        digits[first] = number % 10;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    digits[first..].iter().for_each(|&digit| out.push_str(TENS[digit]));
}
