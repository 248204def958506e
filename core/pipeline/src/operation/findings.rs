//! The ten findings of a review of a structure operation, from the manifest and the rows as they stand now.

use std::collections::{BTreeMap, BTreeSet};

use super::texts::nobody;
use super::{plan_now, standing};
use crate::findings::{addresses_parse, digests_match, ten, types_active, Finding, Findings, Outcome};
use crate::live_facts::ValidationFacts;
use crate::structure::{Rows, StructureManifest};
use cutter_model::refusal::Refusal;
use cutter_model::sentence::Sentence;
use iu_text::manifest::Span;

/// Computes the ten findings.
#[must_use]
pub fn validate(manifest: &StructureManifest, facts: &ValidationFacts) -> Findings {
    let rows = standing(facts).map(|standing| (standing.now.clone(), standing.rows()));
    let planned: Result<(), Refusal> = match &rows {
        Ok((now, _)) => plan_now(manifest, facts, nobody(now)).map(|_| ()),
        Err(refusal) => Err(refusal.clone()),
    };
    let on_units = "An operation rests on units as they stand, not on a source text.";
    let coverage = match (manifest.operation_kind.as_str(), &rows) {
        ("split" | "merge", Ok((_, rows))) => covered(manifest, rows).into(),
        _ => Finding::not_applicable("NOTHING_SHARED_OUT", "No text is shared out or put together."),
    };
    // What is there keeps its type, whether that is still given out or not.
    let born = manifest.results.iter().filter(|result| result.unit_id.is_none());
    let digest = &manifest.manifest_digest;
    ten([
        Finding::not_applicable("OPERATION_ON_UNITS", on_units),
        coverage,
        exact(&planned).into(),
        addresses_parse(manifest.results.iter().map(|result| (&result.address, &result.address_format_version))).into(),
        addresses_unique(manifest).into(),
        parents_resolve(&planned).into(),
        types_active(&facts.active_section_types, born.map(|result| (&result.section_type, &result.address))).into(),
        Finding::not_applicable("OPERATION_NAMES_UNITS", "An operation names its units: no scope chooses them."),
        no_collision(&planned).into(),
        digests_match(digest, digest, &facts.pinned_manifest_digest).into(),
    ])
}

fn exact(planned: &Result<(), Refusal>) -> Outcome {
    match planned {
        Ok(()) => {
            let template = "Every unit stands as it was proposed, and the same request gives the same manifest.";
            Ok(Sentence::new("OPERATION_EXACT", template, []))
        }
        Err(refusal) => Err(Sentence::new(
            "OPERATION_REFUSED",
            "It cannot be carried out as it was proposed ({code}): {message}",
            [("code", &refusal.code), ("message", &refusal.message)],
        )),
    }
}

fn parents_resolve(planned: &Result<(), Refusal>) -> Outcome {
    match planned {
        Err(refusal) if ["PARENT_DISAGREES", "PARENT_CYCLE", "PLACE_NOT_SIBLING"].contains(&refusal.code.as_str()) => {
            Err(Sentence::new("PARENTS_REFUSED", "{message}", [("message", &refusal.message)]))
        }
        _ => Ok(Sentence::new("PARENTS_NAMED", "Each address stands below the unit it names.", [])),
    }
}

fn no_collision(planned: &Result<(), Refusal>) -> Outcome {
    match planned {
        Err(refusal) if refusal.code == "ADDRESS_TAKEN" => {
            Err(Sentence::new("COLLISION_REFUSED", "{message}", [("message", &refusal.message)]))
        }
        _ => Ok(Sentence::new("ADDRESSES_UNHELD", "No address is that of another unit, live or retired.", [])),
    }
}

fn addresses_unique(manifest: &StructureManifest) -> Outcome {
    let mut seen = BTreeSet::new();
    let all = manifest.results.iter().map(|result| &result.address);
    match all.chain(manifest.moved_along.iter().map(|unit| &unit.address_after)).find(|address| !seen.insert(*address)) {
        Some(address) => Err(Sentence::new("ADDRESS_GIVEN_TWICE", "{address} is given to two units.", [("address", address)])),
        None => Ok(Sentence::new("ADDRESSES_DIFFER", "{count} different addresses.", [("count", &seen.len())])),
    }
}

/// Each byte of heading and own text of every origin is in exactly one piece of one result.
fn covered(manifest: &StructureManifest, rows: &Rows) -> Outcome {
    let mut pieces: BTreeMap<(&str, bool), Vec<Span>> = BTreeMap::new();
    for piece in manifest.results.iter().flat_map(|result| &result.pieces) {
        pieces.entry((piece.unit_id.as_str(), piece.heading)).or_default().push(piece.span);
    }
    let mut bytes = 0;
    for origin in &manifest.origins {
        let version = rows
            .newest(&origin.unit_id)
            .ok_or_else(|| Sentence::new("ORIGIN_WITHOUT_TEXT", "{address} has no text.", [("address", &origin.address)]))?;
        let (heading, body) = version.texts();
        for (is_heading, text) in [(true, heading), (false, body)] {
            let mut spans = pieces.remove(&(origin.unit_id.as_str(), is_heading)).unwrap_or_default();
            spans.sort_unstable();
            let mut at = 0;
            for span in spans {
                if span.start != at {
                    let template = "Byte {at} of the text of {address} is in no piece, or in two.";
                    return Err(Sentence::new("PIECES_MISS", template, [("at", &at), ("address", &origin.address)]));
                }
                at = span.end;
            }
            if at != text.len() {
                let template = "The text of {address} has {bytes} bytes, its pieces {at}.";
                let values: [(&str, &dyn std::fmt::Display); 3] =
                    [("address", &origin.address), ("bytes", &text.len()), ("at", &at)];
                return Err(Sentence::new("PIECES_END", template, values));
            }
            bytes += at;
        }
    }
    match pieces.into_keys().next() {
        Some((unit, _)) => {
            Err(Sentence::new("PIECES_STRANGE", "A piece is of the unit {unit}, which is no origin.", [("unit", &unit)]))
        }
        None => Ok(Sentence::new(
            "PIECES_COVER",
            "{bytes} bytes of {count} units, each in exactly one piece.",
            [("bytes", &bytes), ("count", &manifest.origins.len())],
        )),
    }
}
