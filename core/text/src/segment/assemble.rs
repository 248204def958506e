//! From what a scanner found to a manifest: which nodes become units, which text each holds, and the proof.

use std::collections::BTreeMap;

use crate::canon::{CanonicalText, CANON_1};
use crate::card;
use crate::digest::{hex, LongHash};
use crate::manifest::coverage::prove_canonical;
use crate::manifest::{
    components, local_id, Counts, Exclusion, Manifest, Note, ProfileRef, ScopePolicy, SourceRef, Span, Stored, Unit,
    ENGINE_REVISION, FORMAT_VERSION,
};

use super::digests::sha256_of_each;
use super::error::MarkError;
use super::lines::Lines;
use super::outline::{Class, MarkedNote, Outline};
use super::sentence::in_brackets;
use super::status::{cascade, Status};
use super::{addressing, MarkRequest};

/// Most units of one manifest: as many as were measured all the way (docs/benchmarks.md). They take 4.6 GB when they are verified, and
/// their rows, 366 MB of JSON, are two thirds of the longest text that JavaScript has.
pub const MAX_UNITS: usize = 100_000;

/// Gives the text of nodes below `leaf` to the node above them; a node with none above is left out.
pub(super) fn cut_at(outline: &mut Outline, leaf: usize) -> Vec<bool> {
    let kept: Vec<bool> = outline.nodes.iter().map(|node| node.level <= leaf).collect();
    let mut holder: Vec<Option<usize>> = Vec::with_capacity(kept.len());
    for (index, node) in outline.nodes.iter().enumerate() {
        holder.push(if kept[index] { Some(index) } else { node.parent.and_then(|parent| holder[parent]) });
    }
    for piece in &mut outline.pieces {
        if let Class::Heading(node) | Class::Body(node) = piece.class {
            if !kept[node] {
                piece.class = match holder[node] {
                    Some(holder) => Class::Body(holder),
                    None => Class::Excluded("outside_leaf_level".into()),
                };
            }
        }
    }
    kept
}

/// Builds the manifest.
///
/// # Errors
/// What [`addressing::paths`] and [`addressing::address`] answer, `TOO_MANY_UNITS`, and `COVERAGE_BROKEN` should the proof fail.
pub(super) fn assemble(
    source: &CanonicalText,
    lines: &Lines<'_>,
    mut outline: Outline,
    kept: &[bool],
    leaf: usize,
    request: &MarkRequest,
    hash: LongHash<'_>,
) -> Result<(Manifest, String), MarkError> {
    let text = source.as_str();
    let profile = &request.profile;
    let proposed = kept.iter().filter(|&&kept| kept).count();
    if proposed > MAX_UNITS {
        let first = (0..kept.len()).filter(|&node| kept[node]).nth(MAX_UNITS);
        let at = outline
            .pieces
            .iter()
            .find(|piece| matches!(piece.class, Class::Heading(node) | Class::Body(node) if Some(node) == first));
        let at = at.map_or(0, |piece| piece.span.start);
        let message = format!(
            "The text has {proposed} units; at most {MAX_UNITS} are cut at once, and the first too many begins on line {}.",
            lines.number_at(at)
        );
        return Err(MarkError::place("TOO_MANY_UNITS", lines, at, message, "a higher leaf level, or the text in parts"));
    }
    let paths = addressing::paths(&mut outline, kept, profile, lines)?;
    let statuses = cascade(&outline, profile);
    let in_scope: Vec<bool> = (0..kept.len())
        .map(|node| kept[node] && (request.scope == ScopePolicy::All || statuses[node].status == "enacted"))
        .collect();
    exclude_out_of_scope(&mut outline, &in_scope, &statuses);
    outline.settle(text);

    let (headings, bodies, exclusions) = spans(&outline);
    let columns = Columns { in_scope: &in_scope, paths: &paths, statuses: &statuses, headings, bodies };
    let units = units(text, lines, &outline, columns, request)?;
    report_empty(&mut outline, lines, &units);
    let coverage = prove_canonical(source, &units, &exclusions)
        .map_err(|error| MarkError::place("COVERAGE_BROKEN", lines, error.at, error.message, "every byte in exactly one span"))?;

    let notes = notes(&outline.notes, &units);
    let anomalies = outline.take_anomalies(profile);
    let counts = Counts {
        units: units.len(),
        units_by_section_type: count(units.iter().map(|unit| unit.section_type.as_str())),
        exclusions_by_reason: count(exclusions.iter().map(|exclusion| exclusion.reason.as_str())),
        anomalies: anomalies.len(),
    };
    let manifest = Manifest {
        format_version: FORMAT_VERSION.to_owned(),
        enact: None,
        engine_revision: ENGINE_REVISION.to_owned(),
        operation_kind: "first_cut".to_owned(),
        doc_code: request.doc_code.clone(),
        prefix: request.prefix.clone(),
        address_format_version: "canonical-address-v2".to_owned(),
        profile: ProfileRef { id: profile.id.clone(), version: profile.version.clone(), digest: profile.digest() },
        leaf_level: profile.levels[leaf].id.clone(),
        scope_policy: request.scope,
        source: SourceRef { sha256: source.sha256().to_owned(), bytes: text.len(), canonicalization: CANON_1.to_owned() },
        card: Some(card::read(source, profile)).filter(|card| !card.is_empty()),
        components: components(&units, text.len()),
        counts,
        coverage,
        units,
        exclusions,
        anomalies,
        manifest_digest: String::new(),
        notes,
    };
    Ok(manifest.written(hash))
}

fn exclude_out_of_scope(outline: &mut Outline, in_scope: &[bool], statuses: &[Status<'_>]) {
    for piece in &mut outline.pieces {
        if let Class::Heading(node) | Class::Body(node) = piece.class {
            if !in_scope[node] {
                piece.class = Class::Excluded(statuses[node].out_of_scope().into());
            }
        }
    }
}

type SpansByNode = Vec<Vec<Span>>;

fn spans(outline: &Outline) -> (SpansByNode, SpansByNode, Vec<Exclusion>) {
    let mut headings = vec![Vec::new(); outline.nodes.len()];
    let mut bodies = vec![Vec::new(); outline.nodes.len()];
    let mut exclusions = Vec::new();
    for piece in &outline.pieces {
        match &piece.class {
            Class::Heading(node) => headings[*node].push(piece.span),
            Class::Body(node) => bodies[*node].push(piece.span),
            Class::Excluded(reason) => exclusions.push(Exclusion { span: piece.span, reason: reason.to_string() }),
        }
    }
    (headings, bodies, exclusions)
}

/// What is known of each node beside the outline.
struct Columns<'c> {
    in_scope: &'c [bool],
    paths: &'c [String],
    statuses: &'c [Status<'c>],
    headings: SpansByNode,
    bodies: SpansByNode,
}

fn units(
    text: &str,
    lines: &Lines<'_>,
    outline: &Outline,
    columns: Columns<'_>,
    request: &MarkRequest,
) -> Result<Vec<Unit>, MarkError> {
    let Columns { in_scope, paths, statuses, mut headings, mut bodies } = columns;
    let digests = sha256_of_each(text.as_bytes(), &bodies);
    let mut units: Vec<Unit> = Vec::with_capacity(in_scope.iter().filter(|&&kept| kept).count());
    // The unit of each node; for one left out, that of the nearest node above it that is a unit.
    let mut unit_of: Vec<Option<usize>> = Vec::with_capacity(in_scope.len());
    for (index, node) in outline.nodes.iter().enumerate() {
        let parent = node.parent.and_then(|parent| unit_of[parent]);
        if !in_scope[index] {
            unit_of.push(parent);
            continue;
        }
        unit_of.push(Some(units.len()));
        let level = &request.profile.levels[node.level];
        units.push(Unit {
            local_id: local_id(units.len() + 1),
            address: addressing::address(&request.prefix, &paths[index], node, lines)?,
            parent_local_id: parent.map(|parent| units[parent].local_id.clone()),
            level: level.id.clone(),
            section_type: level.section_type.clone(),
            label: node.label.clone(),
            title: node.title.clone(),
            sort_order: units.len() + 1,
            heading_spans: std::mem::take(&mut headings[index]),
            body_spans: std::mem::take(&mut bodies[index]),
            content_hash: hex(&digests[index]),
            status: statuses[index].status.to_owned(),
            status_tier: statuses[index].tier,
        });
    }
    Ok(units)
}

/// The notes, each with the unit whose spans stand around its mark.
fn notes(found: &[MarkedNote], units: &[Unit]) -> Vec<Note> {
    let mut spans: Vec<(Span, usize)> = Vec::new();
    if !found.is_empty() {
        for (index, unit) in units.iter().enumerate() {
            spans.extend(unit.heading_spans.iter().chain(&unit.body_spans).map(|&span| (span, index)));
        }
        spans.sort_unstable();
    }
    let unit = |mark: Span| {
        let after = spans.partition_point(|(span, _)| span.start < mark.end);
        let touches = |at: usize| spans.get(at).filter(|(span, _)| span.end == mark.start || span.start == mark.end);
        let found = after.checked_sub(1).and_then(touches).or_else(|| touches(after));
        found.map(|&(_, index)| units[index].local_id.clone())
    };
    let note = |note: &MarkedNote| Note {
        at: note.mark.map(|mark| mark.start),
        number: note.number,
        spans: note.spans.clone(),
        unit_local_id: note.mark.and_then(unit),
    };
    found.iter().map(note).collect()
}

/// A unit with neither text nor parts is most likely a slip of the source or of the profile, but for one whose title is a
/// remark in brackets, which tells why nothing is there.
fn report_empty(outline: &mut Outline, lines: &Lines<'_>, units: &[Unit]) {
    for (index, unit) in units.iter().enumerate() {
        // Units are in document order, so the first part of a unit follows it directly.
        let has_parts = units.get(index + 1).is_some_and(|next| next.parent_local_id.as_ref() == Some(&unit.local_id));
        let is_remark = in_brackets(&unit.title).is_some();
        if unit.is_structural() && !has_parts && !is_remark {
            let at = unit.heading_spans.first().map_or(0, |span| span.start);
            let message = format!("{} has neither text nor parts.", unit.label);
            outline.report(lines, "empty_body", at, &unit.label, message);
        }
    }
}

fn count<'a>(terms: impl Iterator<Item = &'a str>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for term in terms {
        match counts.get_mut(term) {
            Some(count) => *count += 1,
            None => {
                counts.insert(term.to_owned(), 1);
            }
        }
    }
    counts
}
