//! The head: identification by FRBR, the alias table as mappings, and what only this ledger knows.

use std::collections::BTreeMap;

use super::xml::Xml;
use crate::export::tree::Tree;
use crate::export::Export;
use cutter_pipeline::structure::Kind;
use iu_address::Instant;
use iu_text::card::CardValue;
use iu_text::manifest::ENGINE_REVISION;

/// Who says what is said here.
const CUTTER: &str = "#cutter";
/// Who made the work: the ledger does not know.
const UNKNOWN_AUTHOR: &str = "#unknown";
/// Who made the work, as its card has it.
const ISSUER: &str = "#issuer";

/// Writes `meta`; `replaced` characters of the text could not be written.
pub fn write(xml: &mut Xml, export: &Export<'_>, replaced: usize) {
    let events = Events::of(export.tree);
    xml.open("meta", &[]);
    identification(xml, export, "!main", &export.facts.document.title);
    publication(xml, export);
    lifecycle(xml, export, &events);
    mappings(xml, export, &events);
    references(xml, export);
    notes(xml, export);
    proprietary(xml, export, replaced);
    xml.close("meta");
}

/// Writes the `meta` of the document in an attachment: that it is a component of the work, and which. All else is said once, for the
/// whole document.
pub fn of_component(xml: &mut Xml, export: &Export<'_>, at: usize) {
    let node = &export.tree.nodes[at];
    xml.open("meta", &[]);
    identification(xml, export, &export.tree.component_name(at), node.title().unwrap_or(node.label()));
    xml.close("meta");
}

/// Which component of the work this is (Akoma Ntoso Naming Convention 1.0, section 4): `!main`, `!appendix_2`.
fn identification(xml: &mut Xml, export: &Export<'_>, component: &str, title: &str) {
    let work = export.work;
    let document = &export.facts.document;
    xml.open("identification", &[("source", CUTTER)]);

    xml.open("FRBRWork", &[]);
    core(xml, &work.work_iri, component, "");
    xml.empty("FRBRalias", &[("value", title), ("name", "title")]);
    match &work.date {
        Some(date) => {
            xml.empty(
                "FRBRdate",
                &[("date", date), ("name", if export.facts.names.date.is_some() { "work" } else { "adoption" })],
            );
        }
        // The schema wants a date; this one says of itself that it is not the work's.
        None => xml.empty("FRBRdate", &[("date", &work.registered_on), ("name", "registration")]),
    }
    xml.empty("FRBRauthor", &[("href", author(export))]);
    xml.empty("FRBRcountry", &[("value", &work.country)]);
    let number = number(export).map_or(&document.doc_code, |number| &number.value);
    xml.empty("FRBRnumber", &[("value", number)]);
    xml.close("FRBRWork");

    xml.open("FRBRExpression", &[]);
    core(xml, &work.expression_iri, component, "");
    let change = if work.is_as_cut { "cut" } else { "change" };
    xml.empty("FRBRdate", &[("date", &work.changed_on), ("name", change)]);
    xml.empty("FRBRauthor", &[("href", UNKNOWN_AUTHOR)]);
    xml.empty("FRBRauthoritative", &[("value", "false")]);
    xml.empty("FRBRlanguage", &[("language", &work.language)]);
    xml.close("FRBRExpression");

    xml.open("FRBRManifestation", &[]);
    core(xml, &work.expression_iri, component, ".xml");
    xml.empty("FRBRdate", &[("date", &work.exported_on), ("name", "export")]);
    xml.empty("FRBRauthor", &[("href", CUTTER)]);
    xml.empty("FRBRformat", &[("value", "application/akn+xml")]);
    xml.close("FRBRManifestation");

    xml.close("identification");
}

/// The number of the work; of a consolidated text, that of its law.
fn number<'a>(export: &Export<'a>) -> Option<&'a CardValue> {
    let card = export.manifest.card.as_ref()?;
    card.base.as_ref().map_or(&card.number, |base| &base.number).as_ref()
}

/// Who issued the document, where it says so: of a consolidated text that is who certified it, not who made the law.
fn issuer<'a>(export: &Export<'a>) -> Option<&'a CardValue> {
    export.manifest.card.as_ref().filter(|card| card.base.is_none())?.issuer.as_ref()
}

fn author(export: &Export<'_>) -> &'static str {
    issuer(export).map_or(UNKNOWN_AUTHOR, |_| ISSUER)
}

/// The gazette that the document says it was printed in.
fn publication(xml: &mut Xml, export: &Export<'_>) {
    let Some(card) = &export.manifest.card else { return };
    let Some(day) = &card.published_on else { return };
    let mut attributes = vec![("date", day.value.as_str()), ("name", "gazette"), ("showAs", "gazette")];
    attributes.extend(card.gazette.as_ref().map(|issue| ("number", issue.value.as_str())));
    xml.empty("publication", &attributes);
}

fn core(xml: &mut Xml, iri: &str, component: &str, ending: &str) {
    xml.empty("FRBRthis", &[("value", &format!("{iri}/{component}{ending}"))]);
    xml.empty("FRBRuri", &[("value", &format!("{iri}{ending}"))]);
}

/// The instants at which windows of aliases begin and end, each an event of the document's life.
struct Events(BTreeMap<Instant, String>);

impl Events {
    fn of(tree: &Tree) -> Self {
        let rows = tree.nodes.iter().flat_map(|node| &node.aliases);
        let mut events: BTreeMap<Instant, String> =
            rows.flat_map(|row| std::iter::once(row.valid_from).chain(row.valid_until)).map(|at| (at, String::new())).collect();
        for (number, name) in events.values_mut().enumerate() {
            *name = format!("eref_{}", number + 2);
        }
        Self(events)
    }

    fn reference(&self, at: Instant) -> String {
        format!("#{}", self.0[&at])
    }
}

fn lifecycle(xml: &mut Xml, export: &Export<'_>, events: &Events) {
    xml.open("lifecycle", &[("source", CUTTER)]);
    let cut = &export.facts.cut.applied_at;
    xml.empty("eventRef", &[("eId", "eref_1"), ("date", cut), ("source", CUTTER), ("type", "generation")]);
    for (at, name) in &events.0 {
        xml.empty("eventRef", &[("eId", name), ("date", &at.to_string()), ("source", CUTTER)]);
    }
    let later = export.facts.rows.changes.iter().filter(|change| change.change_set_id != export.facts.cut.change_set_id);
    for (number, change) in later.enumerate() {
        // Page 06's kinds in the words of the standard: what ends is a repeal, all else amends.
        let kind = if change.operation_kind == Kind::Retire.as_str() { "repeal" } else { "amendment" };
        let name = format!("eref_{}", events.0.len() + 2 + number);
        xml.empty("eventRef", &[("eId", &name), ("date", &change.since()), ("source", CUTTER), ("type", kind)]);
    }
    xml.close("lifecycle");
}

/// Permanent names to `eId`s: each canonical address, then the rows of the alias table with their windows.
fn mappings(xml: &mut Xml, export: &Export<'_>, events: &Events) {
    xml.open("analysis", &[("source", CUTTER)]);
    xml.open("mappings", &[("source", CUTTER)]);
    let mut number = 0;
    let mut mapping = |xml: &mut Xml, original: &str, eid: &str, window: &[(&str, &str)]| {
        number += 1;
        let (name, original, current) = (format!("mapping_{number}"), fragment(original), format!("#{eid}"));
        let mut attributes = vec![("eId", name.as_str()), ("original", &original), ("current", &current)];
        attributes.extend(window);
        xml.empty("mapping", &attributes);
    };
    for node in &export.tree.nodes {
        mapping(xml, &node.unit.canonical_address, &node.eid, &[]);
        for row in &node.aliases {
            let start = events.reference(row.valid_from);
            let end = row.valid_until.map(|until| events.reference(until));
            let mut window = vec![("start", start.as_str())];
            window.extend(end.as_deref().map(|end| ("end", end)));
            mapping(xml, &row.alias_text, &node.eid, &window);
        }
    }
    xml.close("mappings");
    xml.close("analysis");
}

/// `#` and the text as a fragment (RFC 3986): what stands for itself there stays, all else is percent-encoded as UTF-8.
fn fragment(text: &str) -> String {
    let mut out = String::from("#");
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn references(xml: &mut Xml, export: &Export<'_>) {
    let work = export.work;
    xml.open("references", &[("source", CUTTER)]);
    xml.empty("original", &[("eId", "original"), ("href", &work.expression_iri), ("showAs", &export.facts.document.title)]);
    let cutter = format!("IU Cutter ({ENGINE_REVISION})");
    xml.empty("TLCOrganization", &[("eId", "cutter"), ("href", "/akn/ontology/organization/iu-cutter"), ("showAs", &cutter)]);
    if let Some(issuer) = issuer(export) {
        let href = format!("/akn/ontology/organization/{}/{}", work.country, fragment(&issuer.value).trim_start_matches('#'));
        xml.empty("TLCOrganization", &[("eId", "issuer"), ("href", &href), ("showAs", &issuer.value)]);
    }
    let unknown = "unknown: not recorded in the ledger";
    xml.empty("TLCOrganization", &[("eId", "unknown"), ("href", "/akn/ontology/organization/unknown"), ("showAs", unknown)]);
    xml.close("references");
}

/// Notes whose marks stand at no place of the text as it is now: nowhere, or in what is not exported.
fn notes(xml: &mut Xml, export: &Export<'_>) {
    let mut unplaced = export.notes.unplaced().peekable();
    if unplaced.peek().is_none() {
        return;
    }
    xml.open("notes", &[("source", CUTTER)]);
    for each in unplaced {
        let (name, marker) = (format!("note_{}", each.ordinal), each.note.number.to_string());
        xml.open("note", &[("eId", &name), ("marker", &marker)]);
        xml.paragraphs(&each.note.text, &[]);
        xml.close("note");
    }
    xml.close("notes");
}

fn proprietary(xml: &mut Xml, export: &Export<'_>, replaced: usize) {
    let Export { facts, manifest, tree, work, .. } = export;
    xml.open("proprietary", &[("source", CUTTER)]);
    let verdict = facts.cut.verdict.as_deref().unwrap_or("waiting");
    xml.empty(
        "cutter:document",
        &[("id", &facts.document.id), ("prefix", &facts.document.prefix), ("docCode", &facts.document.doc_code)],
    );
    xml.empty(
        "cutter:cut",
        &[
            ("changeSet", &facts.cut.change_set_id),
            ("manifest", &facts.cut.manifest_id),
            ("manifestDigest", &manifest.manifest_digest),
            ("profile", &format!("{}@{}", manifest.profile.id, manifest.profile.version)),
            ("verdict", verdict),
        ],
    );
    xml.empty("cutter:source", &[("sha256", &manifest.source.sha256), ("bytes", &manifest.source.bytes.to_string())]);
    for (known, what) in [
        (work.knows_country(), "country"),
        (work.knows_language(), "language"),
        (work.date.is_some(), "date"),
        (issuer(export).is_some(), "author"),
    ] {
        if !known {
            xml.empty("cutter:unknown", &[("what", what)]);
        }
    }
    let day = export.manifest.card.as_ref();
    let day = day.and_then(|card| card.base.as_ref().map_or(&card.in_force_from, |base| &base.in_force_from).as_ref());
    if let Some(day) = day {
        let doubt = day.doubt.as_deref().unwrap_or("none");
        xml.empty("cutter:inForce", &[("from", &day.value), ("doubt", doubt)]);
    }
    for act in &facts.not_consolidated {
        xml.empty("cutter:notConsolidated", &[("docCode", &act.doc_code), ("title", &act.title)]);
    }
    if replaced > 0 {
        xml.empty("cutter:replacedCharacters", &[("count", &replaced.to_string())]);
    }
    for node in &tree.nodes {
        let hash = node.version.as_ref().map_or("", |version| version.content_hash.as_str());
        let authority = node.unit.authority.as_deref().unwrap_or("");
        let current = format!("#{}", node.eid);
        xml.empty(
            "cutter:unit",
            &[
                ("href", &current),
                ("address", &node.unit.canonical_address),
                ("sectionType", &node.unit.section_type),
                ("sha256", hash),
                ("authority", authority),
                ("lifecycleStatus", &node.unit.lifecycle_status),
            ],
        );
    }
    for each in &tree.retired {
        xml.empty("cutter:retired", &[("address", &each.address)]);
    }
    for each in export.omitted() {
        let (start, end) = (each.span.start.to_string(), each.span.end.to_string());
        xml.empty("cutter:omitted", &[("reason", &each.reason), ("start", &start), ("end", &end)]);
    }
    for each in &manifest.anomalies {
        let line = each.line.to_string();
        xml.empty("cutter:anomaly", &[("code", &each.code), ("line", &line), ("label", &each.label), ("message", &each.message)]);
    }
    xml.close("proprietary");
}
