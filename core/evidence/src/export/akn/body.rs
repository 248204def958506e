//! The text of the document: what stands before the units, the units, what stands after them.

use super::xml::Xml;
use super::{AFTER, BEFORE};
use crate::export::element::Element;
use crate::export::tree::Node;
use crate::export::Export;
use iu_text::manifest::Exclusion;

/// Writes preamble, body and conclusions.
pub fn write(xml: &mut Xml, export: &Export<'_>) {
    let recitals = leading_recitals(export);
    preface(xml, export);
    preamble(xml, export, &recitals);
    let body = if export.work.kind == "act" { "body" } else { "mainBody" };
    xml.open(body, &[]);
    hierarchy(xml, export, &export.tree.roots[recitals.len()..]);
    xml.close(body);
    let after: Vec<&Exclusion> = of(export, &AFTER).collect();
    if !after.is_empty() {
        xml.open("conclusions", &[]);
        for each in after {
            container(xml, "container", &each.reason, export.source(each.span));
        }
        xml.close("conclusions");
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
        xml.text_element(element, &value.value);
        xml.close("p");
    }
    xml.close("preface");
}

/// Exclusions of these reasons, in order, that hold more than white space.
fn of<'a>(export: &'a Export<'_>, reasons: &'a [&str]) -> impl Iterator<Item = &'a Exclusion> {
    let chosen = |each: &&Exclusion| reasons.contains(&each.reason.as_str());
    export.manifest.exclusions.iter().filter(chosen).filter(|each| !export.source(each.span).trim().is_empty())
}

/// The recitals before the first other unit. A body must have a unit: where there are only recitals they are the body.
fn leading_recitals(export: &Export<'_>) -> Vec<usize> {
    let nodes = &export.tree.nodes;
    let fit = |&&at: &&usize| nodes[at].element == Element::Recital && nodes[at].children.is_empty();
    let leading: Vec<usize> = export.tree.roots.iter().take_while(fit).copied().collect();
    if leading.len() == export.tree.roots.len() {
        return Vec::new();
    }
    leading
}

fn preamble(xml: &mut Xml, export: &Export<'_>, recitals: &[usize]) {
    let first = recitals.first().and_then(|&at| export.tree.nodes[at].begins_at()).unwrap_or(usize::MAX);
    let around: Vec<&Exclusion> = of(export, &BEFORE).collect();
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
            opened(xml, "recital", None, node);
            xml.paragraphs(node.trimmed_body().unwrap_or_default());
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
        "enacting_formula" => container(xml, "formula", "enactingFormula", export.source(each.span)),
        reason => container(xml, "container", reason, export.source(each.span)),
    }
}

fn container(xml: &mut Xml, element: &str, name: &str, text: &str) {
    xml.open(element, &[("name", name)]);
    xml.paragraphs(text.trim_matches([' ', '\t', '\n']));
    xml.close(element);
}

/// What is done next: a unit begins, or the element of one ends.
enum Step {
    Unit(usize),
    End(&'static str),
}

fn hierarchy(xml: &mut Xml, export: &Export<'_>, roots: &[usize]) {
    let mut steps: Vec<Step> = roots.iter().rev().map(|&at| Step::Unit(at)).collect();
    while let Some(step) = steps.pop() {
        match step {
            Step::End(element) => xml.close(element),
            Step::Unit(at) => {
                let node = &export.tree.nodes[at];
                let (element, generic) = match node.element {
                    Element::Named(element, _) => (element, None),
                    Element::Generic(name) => ("hcontainer", Some(name)),
                    Element::Recital => ("hcontainer", Some("recital")),
                };
                opened(xml, element, generic, node);
                if let Some(body) = node.trimmed_body() {
                    // Own text of a unit that holds others leads them in; alone it is the content.
                    let holder = if node.children.is_empty() { "content" } else { "intro" };
                    xml.open(holder, &[]);
                    xml.paragraphs(body);
                    xml.close(holder);
                }
                steps.push(Step::End(element));
                steps.extend(node.children.iter().rev().map(|&child| Step::Unit(child)));
            }
        }
    }
}

/// The start tag of a unit, its number and its heading.
fn opened(xml: &mut Xml, element: &str, generic: Option<&str>, node: &Node) {
    let mut attributes = Vec::with_capacity(3);
    attributes.extend(generic.map(|name| ("name", name)));
    attributes.push(("eId", node.eid.as_str()));
    attributes.extend(node.first_address.as_deref().map(|first| ("wId", first)));
    xml.open(element, &attributes);
    if !node.label().is_empty() {
        xml.text_element("num", node.label());
    }
    if let Some(title) = node.title() {
        xml.text_element("heading", title);
    }
}
