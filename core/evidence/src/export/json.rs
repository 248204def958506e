//! JSON: everything, exactly. Canonical (RFC 8785), so the same ledger gives the same bytes.

use serde::Serialize;

use super::tree::Node;
use super::{Export, ExportedCut, ExportedDocument};
use iu_address::Instant;
use iu_text::card::Card;
use iu_text::digest::canonical_json;
use iu_text::manifest::{Anomaly, ProfileRef, ScopePolicy, SourceRef, Span};

/// The version of this form.
const FORMAT: &str = "iu-cutter-export/1";

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    document: &'a ExportedDocument,
    cut: Cut<'a>,
    work: WorkPart<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    card: Option<&'a Card>,
    units: Vec<UnitPart<'a>>,
    exclusions: Vec<ExclusionPart<'a>>,
    anomalies: &'a [Anomaly],
    retired: Vec<RetiredPart<'a>>,
}

#[derive(Serialize)]
struct Cut<'a> {
    #[serde(flatten)]
    cut: &'a ExportedCut,
    manifest_digest: &'a str,
    engine_revision: &'a str,
    profile: &'a ProfileRef,
    leaf_level: &'a str,
    scope_policy: ScopePolicy,
    source: &'a SourceRef,
}

#[derive(Serialize)]
struct WorkPart<'a> {
    country: Option<&'a str>,
    language: Option<&'a str>,
    date: Option<&'a str>,
    akn_work_iri: &'a str,
    akn_expression_iri: &'a str,
}

#[derive(Serialize)]
struct UnitPart<'a> {
    id: &'a str,
    address: &'a str,
    address_format_version: &'a str,
    first_address: &'a str,
    eid: &'a str,
    parent_address: Option<&'a str>,
    depth: usize,
    level: &'a str,
    section_type: &'a str,
    label: &'a str,
    title: Option<&'a str>,
    heading: &'a str,
    text: Option<&'a str>,
    content_hash: Option<&'a str>,
    version_seq: Option<i64>,
    marked_status: &'a str,
    lifecycle_status: &'a str,
    authority: Option<&'a str>,
    aliases: Vec<AliasPart<'a>>,
}

#[derive(Serialize)]
struct AliasPart<'a> {
    text: &'a str,
    kind: &'static str,
    valid_from: Instant,
    valid_until: Option<Instant>,
}

#[derive(Serialize)]
struct ExclusionPart<'a> {
    reason: &'a str,
    span: Span,
    text: &'a str,
}

#[derive(Serialize)]
struct RetiredPart<'a> {
    address: &'a str,
    retired_at: Option<&'a str>,
}

/// The document as JSON, with a line end after it.
pub fn write(export: &Export<'_>) -> String {
    let Export { facts, manifest, tree, work } = export;
    let unit = |node| unit(export, node);
    let document = Document {
        format: FORMAT,
        document: &facts.document,
        cut: Cut {
            cut: &facts.cut,
            manifest_digest: &manifest.manifest_digest,
            engine_revision: &manifest.engine_revision,
            profile: &manifest.profile,
            leaf_level: &manifest.leaf_level,
            scope_policy: manifest.scope_policy,
            source: &manifest.source,
        },
        work: WorkPart {
            country: work.knows_country().then_some(work.country.as_str()),
            language: work.knows_language().then_some(work.language.as_str()),
            date: work.date.as_deref(),
            akn_work_iri: &work.work_iri,
            akn_expression_iri: &work.expression_iri,
        },
        card: manifest.card.as_ref(),
        units: tree.nodes.iter().map(unit).collect(),
        exclusions: manifest
            .exclusions
            .iter()
            .map(|each| ExclusionPart { reason: &each.reason, span: each.span, text: export.source(each.span) })
            .collect(),
        anomalies: &manifest.anomalies,
        retired: tree
            .retired
            .iter()
            .map(|each| RetiredPart { address: &each.address, retired_at: each.retired_at.as_deref() })
            .collect(),
    };
    let mut text = canonical_json(&document);
    text.push('\n');
    text
}

fn unit<'a>(export: &Export<'a>, node: &'a Node) -> UnitPart<'a> {
    let version = node.version.as_ref();
    UnitPart {
        id: &node.unit.id,
        address: &node.unit.canonical_address,
        address_format_version: &node.unit.canonical_address_format_version,
        first_address: node.first_address.as_deref().unwrap_or(&node.unit.canonical_address),
        eid: &node.eid,
        parent_address: node.parent.map(|parent| export.tree.nodes[parent].unit.canonical_address.as_str()),
        depth: node.depth,
        level: node.level(),
        section_type: &node.unit.section_type,
        label: node.label(),
        title: node.title(),
        heading: node.heading(),
        text: node.body(),
        content_hash: version.map(|version| version.content_hash.as_str()),
        version_seq: version.map(|version| version.version_seq),
        marked_status: node.status(),
        lifecycle_status: &node.unit.lifecycle_status,
        authority: node.unit.authority.as_deref(),
        aliases: node
            .aliases
            .iter()
            .map(|alias| AliasPart {
                text: &alias.alias_text,
                kind: alias.alias_kind.as_str(),
                valid_from: alias.valid_from,
                valid_until: alias.valid_until,
            })
            .collect(),
    }
}
