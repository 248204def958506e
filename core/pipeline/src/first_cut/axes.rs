//! Axes 1 to 3 of VERIFY for a first cut: units, content and structure of the document.

use std::borrow::Cow;
use std::collections::BTreeMap;

use cutter_model::drift::{Axis, Drift};
use cutter_model::live::{LiveUnit, UnitRow, VersionRow};
use iu_address::Day;
use iu_text::digest::{canonical_json, sha256_hex};
use iu_text::manifest::{Manifest, Span};

/// Compares live units with what the manifest and the source text make of them.
#[must_use]
pub fn compare(manifest: &Manifest, text: &str, planned: &[LiveUnit], live: &[LiveUnit]) -> Drift {
    let mut drift = Drift { expected_digest: sha256_hex(text.as_bytes()), ..Drift::default() };
    let mut by_address: BTreeMap<&str, Vec<&LiveUnit>> = BTreeMap::new();
    for unit in live {
        by_address.entry(&unit.unit.canonical_address).or_default().push(unit);
    }
    let mut pieces: Vec<(usize, &str)> = Vec::new();
    for (proposal, expected) in manifest.units.iter().zip(planned) {
        let address = proposal.address.as_str();
        let found = by_address.remove(address).unwrap_or_default();
        if found.len() != 1 {
            drift.unit += 1;
            drift.found(Axis::Unit, "UNIT_COUNT", Some(address), "exactly once", format!("{} times", found.len()));
        }
        let Some(observed) = found.first() else { continue };
        drift.content += usize::from(!compare_content(address, expected, observed, &mut drift));
        let pairs = structure(expected).into_iter().zip(structure(observed));
        let pairs = pairs.map(|((code, expected), (_, observed))| (code, expected, observed));
        drift.structure += usize::from(!drift.agree(Axis::Structure, address, pairs));
        let (heading, body) = observed.texts();
        pieces.extend(split(heading, &proposal.heading_spans));
        pieces.extend(split(body, &proposal.body_spans));
    }
    for (address, units) in by_address {
        drift.unit += units.len();
        drift.found(Axis::Unit, "UNIT_NOT_PLANNED", Some(address), "no unit", format!("{} times", units.len()));
    }
    rebuild(manifest, text, pieces, &mut drift);
    drift
}

fn compare_content(address: &str, expected: &LiveUnit, observed: &LiveUnit, drift: &mut Drift) -> bool {
    // Texts that are equal byte for byte have one hash.
    fn hashes(one: &str, other: &str) -> (String, String) {
        let hash = sha256_hex(one.as_bytes());
        let of_other = if one == other { hash.clone() } else { sha256_hex(other.as_bytes()) };
        (hash, of_other)
    }
    let ((heading, body), (live_heading, live_body)) = (expected.texts(), observed.texts());
    let ((body, live_body), (heading, live_heading)) = (hashes(body, live_body), hashes(heading, live_heading));
    let recorded = observed.version.as_ref().map_or("no version", |version| version.content_hash.as_str());
    let pairs = [
        ("CONTENT_HASH", body.as_str(), live_body.as_str()),
        ("HEADING_HASH", &heading, &live_heading),
        ("RECORDED_HASH", &body, recorded),
    ];
    drift.agree(Axis::Content, address, pairs)
}

/// What axis 3 compares of a unit, by the code of the finding.
fn structure(unit: &LiveUnit) -> [(&'static str, Cow<'_, str>); 14] {
    fn text(value: Option<&str>) -> Cow<'_, str> {
        Cow::Borrowed(value.unwrap_or("none"))
    }
    let (unit, version) = (&unit.unit, unit.version.as_ref());
    [
        ("UNIT_ID", text(Some(&unit.id))),
        ("DOC_CODE", text(Some(&unit.doc_code))),
        ("PARENT", text(unit.parent_id.as_deref())),
        ("SORT_ORDER", unit.sort_order.to_string().into()),
        ("SECTION_TYPE", text(Some(&unit.section_type))),
        ("SECTION_CODE", text(unit.section_code.as_deref())),
        ("FORMAT_VERSION", text(Some(&unit.canonical_address_format_version))),
        ("LIFECYCLE", text(Some(&unit.lifecycle_status))),
        ("AUTHORITY", text(unit.authority.as_deref())),
        ("LEGAL_DAYS", days(unit, version).into()),
        ("VERSION_SEQ", version.map_or(0, |version| version.version_seq).to_string().into()),
        ("BODY_HANDLING", text(version.map(|version| version.body_handling.as_str()))),
        ("SOURCE_VERSION", text(version.and_then(|version| version.source_sha256.as_deref()))),
        ("ANCHOR", version.and_then(|version| version.source_span.as_ref()).map_or_else(String::new, canonical_json).into()),
    ]
}

/// The legal days of a unit and of its text.
fn days(unit: &UnitRow, version: Option<&VersionRow>) -> String {
    let unit = [unit.born_on, unit.in_force_from, unit.in_force_until, unit.suspended_from, unit.suspended_until];
    let text = version.map(|version| [version.in_force_from, version.in_force_until]).unwrap_or_default();
    let said = |day: Option<Day>| day.map_or_else(|| "none".to_owned(), |day| day.to_string());
    unit.into_iter().chain(text).map(said).collect::<Vec<_>>().join(" ")
}

/// Cuts `text` into pieces as long as `spans`; the last piece takes what is left, so nothing of a changed text is lost.
fn split<'a>(text: &'a str, spans: &[Span]) -> Vec<(usize, &'a str)> {
    let mut rest = text;
    let mut pieces = Vec::with_capacity(spans.len());
    for (index, span) in spans.iter().enumerate() {
        let cut = if index + 1 == spans.len() || !rest.is_char_boundary(span.len().min(rest.len())) {
            rest.len()
        } else {
            span.len().min(rest.len())
        };
        pieces.push((span.start, &rest[..cut]));
        rest = &rest[cut..];
    }
    pieces
}

/// Headings and texts from the live rows, only the excluded spans from the registered source.
fn rebuild<'a>(manifest: &Manifest, text: &'a str, mut pieces: Vec<(usize, &'a str)>, drift: &mut Drift) {
    let excluded = manifest
        .exclusions
        .iter()
        .filter_map(|exclusion| text.get(exclusion.span.start..exclusion.span.end).map(|part| (exclusion.span.start, part)));
    pieces.extend(excluded);
    pieces.sort_by_key(|(start, _)| *start);
    let rebuilt: String = pieces.into_iter().map(|(_, piece)| piece).collect();
    drift.observed_digest = sha256_hex(rebuilt.as_bytes());
    drift.reconstruction_ok = rebuilt == text;
    if !drift.reconstruction_ok {
        let at =
            rebuilt.bytes().zip(text.bytes()).position(|(live, source)| live != source).unwrap_or(rebuilt.len().min(text.len()));
        let observed = format!("{} (first difference at byte {at})", drift.observed_digest);
        drift.found(Axis::Content, "RECONSTRUCTION", None, drift.expected_digest.clone(), observed);
    }
}
