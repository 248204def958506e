//! A cut document, another text of it, and what becomes of the document when the proposals are carried out.

use cutter_model::change_set::Authorship;
use cutter_pipeline::amend::{by_act, from_version, Amended, Proposal, Step};
use cutter_pipeline::first_cut::plan::planned_units;
use cutter_pipeline::structure::{plan, propose, Document, Request, Rows};
use iu_text::canon::canonicalise;
use iu_text::manifest::{Manifest, ScopePolicy};
use iu_text::profile::builtin;
use iu_text::segment::{mark, MarkRequest};
use std::collections::BTreeMap;

const BORN: &str = "2020-01-01T00:00:00.000000Z";

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
    let by = Authorship { entry_id: "first", change_set_id: "first", document_id: "d", actor: "person-1", now: BORN };
    let units = planned_units(&marked.manifest, &marked.text, by).expect("units");
    let mut rows = Rows::default();
    for each in units {
        if let Some(version) = each.version {
            rows.versions.insert(version.id.clone(), version);
        }
        rows.units.insert(each.unit.id.clone(), each.unit);
    }
    let mut active: Vec<String> = iu_text::profile::builtin_ids()
        .iter()
        .filter_map(|id| builtin(id))
        .flat_map(|profile| profile.levels.into_iter().map(|level| level.section_type))
        .collect();
    active.sort();
    active.dedup();
    Document { rows, open: Vec::new(), ever_used: Vec::new(), active_section_types: active }
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
    let (act, profile) = (marked(act, "vn-law"), builtin("vn-law").expect("a profile"));
    let amended = Amended { profile: &profile, title };
    let (first, steps, last, document) =
        in_rounds(document, |document| by_act(document, amended, &act.manifest, &act.text, None).expect("a proposal"));
    Told { first, steps, last, document }
}

fn in_rounds(mut document: Document, ask: impl Fn(&Document) -> Proposal) -> (Proposal, Vec<Step>, Proposal, Document) {
    let first = ask(&document);
    let (mut steps, mut number) = (Vec::new(), 0);
    for _ in 0..12 {
        let proposal = ask(&document);
        if proposal.steps.is_empty() {
            return (first, steps, proposal, document);
        }
        for step in proposal.steps {
            number += 1;
            let (entry, now) = (
                format!("entry-{number}"),
                format!("2021-01-01T{:02}:{:02}:{:02}.000000Z", number / 3600, number / 60 % 60, number % 60),
            );
            let by = Authorship { entry_id: &entry, change_set_id: &entry, document_id: "d", actor: "person-1", now: &now };
            let request = Request {
                operation: step.operation.clone(),
                rationale: "As amended.".to_owned(),
                authority: None,
                preview: None,
            };
            let manifest = propose(&document, &request, by).unwrap_or_else(|refusal| panic!("{step:?}: {refusal}"));
            let plan = plan(&document, &manifest, by).unwrap_or_else(|refusal| panic!("{step:?}: {refusal}"));
            let rows = plan.change.apply(&document.rows).expect("it applies");
            document = Document { rows, ..document };
            steps.push(step);
        }
    }
    panic!("the proposals come to no end");
}

/// How many steps of each kind there were.
pub fn kinds(steps: &[Step]) -> BTreeMap<&'static str, usize> {
    let mut kinds = BTreeMap::new();
    for step in steps {
        *kinds.entry(step.operation.kind().as_str()).or_default() += 1;
    }
    kinds
}
