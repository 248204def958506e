//! A cut document, another text of it, and what becomes of the document when the proposals are carried out.

use cutter_pipeline::amend::rehearse::{cut_in_memory, rehearse, On};
use cutter_pipeline::amend::{by_act, from_version, Amended, Proposal, Step};
use cutter_pipeline::structure::{Document, Rows};
use iu_text::canon::canonicalise;
use iu_text::manifest::{Manifest, ScopePolicy};
use iu_text::profile::builtin;
use iu_text::segment::{mark, MarkRequest};
use std::collections::BTreeMap;

/// A text and its manifest.
pub struct Marked {
    pub text: String,
    pub manifest: Manifest,
}

pub fn marked(text: &str, profile: &str) -> Marked {
    marked_to(text, profile, None)
}

/// A text marked down to `leaf`.
pub fn marked_to(text: &str, profile: &str, leaf: Option<&str>) -> Marked {
    let text = canonicalise(text.as_bytes()).expect("a text");
    let request = MarkRequest {
        profile: builtin(profile).expect("a profile"),
        prefix: "MAU-2024".to_owned(),
        doc_code: "mau".to_owned(),
        leaf: leaf.map(str::to_owned),
        scope: ScopePolicy::All,
    };
    let manifest = mark(&text, &request).expect("a manifest");
    Marked { text: text.as_str().to_owned(), manifest }
}

/// The document as a first cut leaves it.
pub fn cut(marked: &Marked) -> Document {
    let levels = iu_text::profile::builtin_ids().into_iter().filter_map(builtin).flat_map(|profile| profile.levels);
    let mut active: Vec<String> = levels.map(|level| level.section_type).collect();
    active.sort();
    active.dedup();
    cut_in_memory(&marked.manifest, &marked.text, active).expect("units")
}

/// A law as a first cut down to `leaf` leaves it.
pub fn cut_to(text: &str, leaf: Option<&str>) -> Document {
    cut(&marked_to(text, "vn-law", leaf))
}

/// What the live units read, by address, in document order.
pub fn reads(rows: &Rows) -> Vec<(String, String)> {
    let live = rows.in_order().into_iter().filter(|unit| unit.lifecycle_status != "retired");
    live.map(|unit| {
        let (heading, body) = rows.newest(&unit.id).expect("a version").texts();
        (unit.canonical_address.clone(), format!("{heading}{body}"))
    })
    .collect()
}

/// What a text reads.
pub fn reads_of(marked: &Marked) -> Vec<(String, String)> {
    let joined =
        |spans: &[iu_text::manifest::Span]| -> String { spans.iter().map(|span| &marked.text[span.start..span.end]).collect() };
    marked
        .manifest
        .units
        .iter()
        .map(|unit| (unit.address.clone(), joined(&unit.heading_spans) + &joined(&unit.body_spans)))
        .collect()
}

/// Everything that was proposed on the way, round by round.
pub struct Told {
    pub first: Proposal,
    pub steps: Vec<Step>,
    pub last: Proposal,
    pub document: Document,
}

/// Carries out every step of every round, until none is proposed.
pub fn carry_out(document: Document, later: &Marked) -> Told {
    let (first, steps, last, document) =
        in_rounds(document, |document| from_version(document, &later.manifest, &later.text, None).expect("a proposal"));
    Told { first, steps, last, document }
}

/// What an act asked, and what became of it.
pub type Acted = Told;

/// Carries out what an act asks, round by round.
pub fn carry_out_act(document: Document, act: &str, title: &str) -> Acted {
    carry_out_act_of(document, act, title, "vn-law")
}

/// The same of an act that this profile marks.
pub fn carry_out_act_of(document: Document, act: &str, title: &str, profile: &str) -> Acted {
    let (act, profile) = (marked(act, profile), builtin(profile).expect("a profile"));
    let amended = Amended { profile: &profile, title, names: &[] };
    let (first, steps, last, document) =
        in_rounds(document, |document| by_act(document, amended, &act.manifest, &act.text, None).expect("a proposal"));
    Told { first, steps, last, document }
}

fn in_rounds(document: Document, ask: impl Fn(&Document) -> Proposal) -> (Proposal, Vec<Step>, Proposal, Document) {
    let on = On { name: "act", now: "2021-01-01T00:00:00.000000Z", day: None };
    let told = rehearse(&document, on, |_| true, |document| Ok(ask(document))).expect("proposals");
    assert_eq!(told.last.steps, [], "the proposals come to an end");
    assert_eq!(told.refused, [], "what is proposed can be carried out");
    (told.first, told.steps, told.last, told.document)
}

/// How many steps of each kind there were.
pub fn kinds(steps: &[Step]) -> BTreeMap<&'static str, usize> {
    let mut kinds = BTreeMap::new();
    for step in steps {
        *kinds.entry(step.operation.kind().as_str()).or_default() += 1;
    }
    kinds
}
