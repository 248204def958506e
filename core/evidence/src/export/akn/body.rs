//! The text of the document: what stands before the units, the units, what stands after them.

use super::xml::{Inline, What, Xml};
use crate::export::cited::{CitedByUnit, Citing};
use crate::export::element::Element;
use crate::export::notes::{OfUnit, Placed};
use crate::export::parts::{AFTER, BEFORE};
use crate::export::tree::Node;
use crate::export::Export;
use iu_text::manifest::Exclusion;

/// Writes preamble, body, conclusions and attachments.
pub fn write(xml: &mut Xml, export: &Export<'_>) {
    let recitals = leading_recitals(export);
    preface(xml, export);
    preamble(xml, export, &recitals);
    let body = if export.work.kind == "act" { "body" } else { "mainBody" };
    xml.open(body, &[]);
    let units: Vec<usize> = export.tree.ordinary(None).skip(recitals.len()).collect();
    if units.is_empty() {
        // A body must hold something: where all that is in force is attached, the body says so.
        for at in export.tree.attached(None) {
            xml.empty("componentRef", &[("src", &format!("#{}", export.tree.nodes[at].eid))]);
        }
    }
    let mut steps = vec![Step::After(None), Step::End(body)];
    steps.extend(units.into_iter().rev().map(Step::Unit));
    while let Some(step) = steps.pop() {
        take(xml, export, step, &mut steps);
    }
}

/// What the document says it is: kind, number and title. The lines that say it are in the preamble, as they are printed.
fn preface(xml: &mut Xml, export: &Export<'_>) {
    let Some(card) = &export.manifest.card else { return };
    let said = [("docType", &card.kind), ("docNumber", &card.number), ("docTitle", &card.title)];
    if said.iter().all(|(_, value)| value.is_none()) {
        return;
    }
    xml.open("preface", &[]);
    for (element, value) in said.iter().filter_map(|(element, value)| Some((element, value.as_ref()?))) {
        xml.open("p", &[]);
        xml.text_element(element, &value.value, &[]);
        xml.close("p");
    }
    xml.close("preface");
}

/// The recitals before the first other unit. A body must have a unit: where there are only recitals they are the body.
fn leading_recitals(export: &Export<'_>) -> Vec<usize> {
    let nodes = &export.tree.nodes;
    let fit = |&at: &usize| nodes[at].element == Element::Recital && nodes[at].children.is_empty();
    let leading: Vec<usize> = export.tree.ordinary(None).take_while(fit).collect();
    if leading.len() == export.tree.ordinary(None).count() {
        return Vec::new();
    }
    leading
}

fn preamble(xml: &mut Xml, export: &Export<'_>, recitals: &[usize]) {
    let first = recitals.first().and_then(|&at| export.tree.nodes[at].begins_at()).unwrap_or(usize::MAX);
    let around: Vec<&Exclusion> = export.excluded(None, &BEFORE).collect();
    if around.is_empty() && recitals.is_empty() {
        return;
    }
    xml.open("preamble", &[]);
    for each in around.iter().filter(|each| each.span.start < first) {
        outer(xml, export, each);
    }
    if !recitals.is_empty() {
        xml.open("recitals", &[("eId", "recs")]);
        for &at in recitals {
            let node = &export.tree.nodes[at];
            let cited = export.cited.of_unit(node);
            let within = opened(xml, export, "recital", None, at, &cited);
            xml.paragraphs(node.trimmed_body().unwrap_or_default(), &within);
            xml.close("recital");
        }
        xml.close("recitals");
    }
    for each in around.iter().filter(|each| each.span.start >= first) {
        outer(xml, export, each);
    }
    xml.close("preamble");
}

fn outer(xml: &mut Xml, export: &Export<'_>, each: &Exclusion) {
    match each.reason.as_str() {
        "enacting_formula" => container(xml, export, "formula", "enactingFormula", each),
        reason => container(xml, export, "container", reason, each),
    }
}

fn container(xml: &mut Xml, export: &Export<'_>, element: &str, name: &str, each: &Exclusion) {
    let (text, notes) = export.around(each.span);
    xml.open(element, &[("name", name)]);
    xml.paragraphs(&text, &footnotes("", &notes));
    xml.close(element);
}

/// Notes at their places, each called by the element that its mark stands in and its place among all.
fn footnotes<'n>(prefix: &str, notes: &[Placed<'n>]) -> Vec<Inline<'n>> {
    let footnote = |each: &Placed<'n>| Inline {
        at: each.at,
        what: What::Note {
            eid: format!("{prefix}authorialNote_{}", each.ordinal),
            marker: each.note.number.to_string(),
            text: &each.note.text,
        },
    };
    notes.iter().map(footnote).collect()
}

/// Notes and words that cite, in the order of the text: a mark stands before the words that begin behind it.
fn inlines<'n>(prefix: &str, notes: &[Placed<'n>], citing: &'n [Citing], counted: usize) -> Vec<Inline<'n>> {
    let named = |at: usize, leads: &[_]| {
        let element = if leads.len() == 1 { "ref" } else { "mref" };
        format!("{prefix}{element}_{}", counted + at + 1)
    };
    let words = citing.iter().enumerate().map(|(at, each)| Inline {
        at: each.starts,
        what: What::Citing { ends: each.ends, eid: named(at, &each.leads), leads: &each.leads },
    });
    let mut all = footnotes(prefix, notes);
    all.extend(words);
    all.sort_by_key(|inline| inline.at);
    all
}

/// What is done next: a unit or a component begins, an element ends, or what follows the units of a document.
enum Step {
    Unit(usize),
    Component(usize),
    End(&'static str),
    After(Option<usize>),
}

fn take(xml: &mut Xml, export: &Export<'_>, step: Step, steps: &mut Vec<Step>) {
    match step {
        Step::End(element) => xml.close(element),
        Step::After(holder) => after(xml, export, holder, steps),
        Step::Unit(at) => {
            let node = &export.tree.nodes[at];
            let (element, generic) = node.element.tag();
            let cited = export.cited.of_unit(node);
            let within = opened(xml, export, element, generic, at, &cited);
            if let Some(body) = node.trimmed_body() {
                // Own text of a unit that holds others leads them in; alone it is the content.
                let holder = if node.children.is_empty() { "content" } else { "intro" };
                xml.open(holder, &[]);
                xml.paragraphs(body, &within);
                xml.close(holder);
            }
            steps.push(Step::End(element));
            steps.extend(node.children.iter().rev().map(|&child| Step::Unit(child)));
        }
        Step::Component(at) => {
            let node = &export.tree.nodes[at];
            let cited = export.cited.of_unit(node);
            let within = opened(xml, export, "attachment", None, at, &cited);
            xml.open("doc", &[("name", &node.unit.section_type), ("contains", "singleVersion")]);
            super::meta::of_component(xml, export, at);
            let before: Vec<&Exclusion> = export.excluded(Some(at), &BEFORE).collect();
            if !before.is_empty() {
                xml.open("preamble", &[]);
                for each in before {
                    outer(xml, export, each);
                }
                xml.close("preamble");
            }
            xml.open("mainBody", &[]);
            let own = node.trimmed_body();
            // As above: it must hold something.
            if own.is_some() || export.tree.ordinary(Some(at)).next().is_none() {
                xml.paragraphs(own.unwrap_or_default(), &within);
            }
            steps.extend([Step::End("attachment"), Step::End("doc"), Step::After(Some(at)), Step::End("mainBody")]);
            steps.extend(export.tree.ordinary(Some(at)).rev().map(Step::Unit));
        }
    }
}

/// What closes a document, and what is attached to it.
fn after(xml: &mut Xml, export: &Export<'_>, holder: Option<usize>, steps: &mut Vec<Step>) {
    let closing: Vec<&Exclusion> = export.excluded(holder, &AFTER).collect();
    if !closing.is_empty() {
        xml.open("conclusions", &[]);
        for each in closing {
            container(xml, export, "container", &each.reason, each);
        }
        xml.close("conclusions");
    }
    let mut attached = export.tree.attached(holder).rev().map(Step::Component).peekable();
    if attached.peek().is_some() {
        xml.open("attachments", &[]);
        steps.push(Step::End("attachments"));
        steps.extend(attached);
    }
}

/// The start tag of a unit, its number and its heading; gives what stands in its own text.
fn opened<'e>(
    xml: &mut Xml,
    export: &'e Export<'_>,
    element: &str,
    generic: Option<&str>,
    at: usize,
    cited: &'e CitedByUnit,
) -> Vec<Inline<'e>> {
    let node: &Node = &export.tree.nodes[at];
    let OfUnit { label, title, body } = export.notes.of_unit(at, node);
    let prefix = format!("{}__", node.eid);
    let mut attributes = Vec::with_capacity(3);
    attributes.extend(generic.map(|name| ("name", name)));
    attributes.push(("eId", node.eid.as_str()));
    attributes.extend(node.first_address.as_deref().map(|first| ("wId", first)));
    xml.open(element, &attributes);
    if !node.label().is_empty() {
        xml.text_element("num", node.label(), &footnotes(&prefix, &label));
    }
    if let Some(heading) = node.title() {
        xml.text_element("heading", heading, &inlines(&prefix, &title, &cited.title, 0));
    }
    inlines(&prefix, &body, &cited.body, cited.title.len())
}
