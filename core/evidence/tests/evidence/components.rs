//! Components in exports: each a document of its own in Akoma Ntoso, listed in JSON and Markdown, in the order of the text.

use super::export_support::{Cut, Document};
use cutter_evidence::export::ExportFormat;
use iu_text::manifest::{Exclusion, Span, Stored};
use serde_json::{json, Value};

const REGULATION: &str = "REGULATION\n\nHAVE ADOPTED THIS REGULATION:\n\nArticle 1\n\nScope\n\n1. It applies.\n\n2. At once.\n\n\
Done at Brussels, 1 January 2024.\n\nANNEX I\n\nThings\n\nA thing & another.\n\nANNEX II\n\nForms\n\nA form.\n";

fn regulation() -> Cut {
    Cut::of(REGULATION, Some("eu-regulation"))
}

/// The second annex as a form inside the first, with the second paragraph of the article in it.
fn nested() -> Cut {
    let mut cut = regulation();
    let outer = cut.unit("ANNEX-1").unit.id.clone();
    let form = &mut cut.unit("ANNEX-2").unit;
    form.section_type = "form".to_owned();
    form.parent_id = Some(outer);
    form.canonical_address = "MAU-2024/ANNEX-1-MAU-1-DK".to_owned();
    let form = form.id.clone();
    let paragraph = &mut cut.unit("ART-1-PARA-2").unit;
    paragraph.parent_id = Some(form);
    paragraph.canonical_address = "MAU-2024/ANNEX-1-MAU-1-DK-PARA-2".to_owned();
    cut
}

fn names(read: &Document) -> Vec<(&str, &str, &str)> {
    read.units.iter().map(|unit| (unit.element.as_str(), unit.eid.as_str(), unit.text.as_str())).collect()
}

/// What `FRBRWork` says each document is.
fn works(read: &Document) -> Vec<&str> {
    read.all("FRBRthis").map(|this| this["value"].as_str()).step_by(3).collect()
}

#[test]
fn an_annex_is_a_document_of_its_own_beside_the_main_text() {
    let cut = regulation();
    let xml = cut.export(ExportFormat::Akn).text;
    let read = Document::read(&xml);
    assert_eq!(read.units.len(), cut.manifest.units.len());
    assert_eq!(
        names(&read),
        [
            ("article", "art_1", ""),
            ("paragraph", "art_1__para_1", "It applies."),
            ("paragraph", "art_1__para_2", "At once."),
            ("attachment", "att_1", "A thing & another."),
            ("attachment", "att_2", "A form."),
        ]
    );
    assert_eq!((read.units[3].num.as_str(), read.units[3].heading.as_str()), ("ANNEX I", "Things"));
    assert_eq!(
        works(&read),
        ["/akn/eu/act/mau-2024/!main", "/akn/eu/act/mau-2024/!appendix_1", "/akn/eu/act/mau-2024/!appendix_2"]
    );
    let values: Vec<&str> = read.all("FRBRthis").map(|this| this["value"].as_str()).skip(3).take(3).collect();
    assert_eq!(
        values,
        [
            "/akn/eu/act/mau-2024/!appendix_1",
            "/akn/eu/act/mau-2024/eng@2026-01-02/!appendix_1",
            "/akn/eu/act/mau-2024/eng@2026-01-02/!appendix_1.xml",
        ]
    );
    assert_eq!(
        read.all("FRBRalias").map(|alias| alias["value"].as_str()).collect::<Vec<_>>(),
        ["Luật mẫu & \"thử\"", "Things", "Forms"]
    );
    let place = |text: &str| xml.find(text).unwrap_or_else(|| panic!("{text} is in\n{xml}"));
    assert!(place("Done at Brussels") < place("<attachments>"), "the main text is closed before what is attached to it");
    assert_eq!(
        read.all("mapping").map(|each| each["current"].as_str()).last(),
        Some("#att_2"),
        "addresses are mapped for all, in one head"
    );
}

#[test]
fn numbers_and_names_begin_anew_inside_a_component() {
    let read = Document::read(&nested().export(ExportFormat::Akn).text);
    assert_eq!(
        names(&read),
        [
            ("article", "art_1", ""),
            ("paragraph", "art_1__para_1", "It applies."),
            ("attachment", "att_1", "A thing & another."),
            ("attachment", "att_1__att_1-dk", "A form."),
            ("paragraph", "att_1__att_1-dk__para_2", "At once."),
        ]
    );
    assert_eq!(works(&read).last(), Some(&"/akn/eu/act/mau-2024/!appendix_1/form_1-dk"));
}

#[test]
fn what_closes_a_component_stands_in_it() {
    let mut cut = regulation();
    let start = cut.facts.canonical_text.find("A form.").expect("the text of the second annex");
    let signature = Exclusion { reason: "signature_block".to_owned(), span: Span::new(start, start + "A form.".len()) };
    cut.manifest.exclusions.push(signature);
    cut.facts.manifest_text = cut.manifest.clone().sealed().to_canonical_json();
    let closing = "<conclusions>\n<container name=\"signature_block\">\n<p>A form.</p>\n</container>\n</conclusions>\n";
    let place = |xml: &str, text: &str| xml.find(text).unwrap_or_else(|| panic!("{text} is in\n{xml}"));
    let xml = cut.export(ExportFormat::Akn).text;
    assert_eq!(xml.matches("<conclusions>").count(), 2, "{xml}");
    assert!(xml.contains(&format!("</mainBody>\n{closing}</doc>\n</attachment>\n</attachments>")), "{xml}");
    cut.unit("ANNEX-2").unit.lifecycle_status = "retired".to_owned();
    let xml = cut.export(ExportFormat::Akn).text;
    assert_eq!(xml.matches("<conclusions>").count(), 1, "{xml}");
    assert!(place(&xml, "A form.") < place(&xml, "</conclusions>"), "what closed it closes what it stood in");
}

#[test]
fn where_only_what_is_attached_is_in_force_the_body_says_so() {
    let mut cut = regulation();
    for path in ["ART-1", "ART-1-PARA-1", "ART-1-PARA-2"] {
        cut.unit(path).unit.lifecycle_status = "retired".to_owned();
    }
    let xml = cut.export(ExportFormat::Akn).text;
    assert!(xml.contains("<body>\n<componentRef src=\"#att_1\"/>\n<componentRef src=\"#att_2\"/>\n</body>"), "{xml}");
}

#[test]
fn a_component_inside_an_ordinary_unit_stays_there() {
    let mut cut = regulation();
    let article = cut.unit("ART-1").unit.id.clone();
    cut.unit("ANNEX-1").unit.parent_id = Some(article);
    let read = Document::read(&cut.export(ExportFormat::Akn).text);
    assert!(names(&read).contains(&("appendix", "hcontainer_1", "A thing & another.")), "{:?}", names(&read));
    assert_eq!(works(&read).len(), 2);
}

#[test]
fn components_are_listed_where_there_is_more_than_the_main_text() {
    let said: Value = serde_json::from_str(&nested().export(ExportFormat::Json).text).unwrap();
    let component = |address: Value, kind: &str, label: &str, title: &str, units: usize| json!({ "address": address, "kind": kind, "label": label, "title": title, "units": units });
    assert_eq!(
        said["components"],
        json!([
            component(Value::Null, "main", "", "", 2),
            component(json!("MAU-2024/ANNEX-1"), "appendix", "ANNEX I", "Things", 3),
            component(json!("MAU-2024/ANNEX-1-MAU-1-DK"), "form", "ANNEX II", "Forms", 2),
        ])
    );
    let text = nested().export(ExportFormat::Markdown).text;
    let list = "- Components:\n  - main text: 2 units\n  - [ANNEX I Things](#MAU-2024/ANNEX-1), appendix: 3 units\n\
        \x20 - [ANNEX II Forms](#MAU-2024/ANNEX-1-MAU-1-DK), form: 2 units\n";
    assert!(text.contains(list), "{text}");
    let place = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part} is in\n{text}"));
    assert!(place("It applies.") < place("Done at Brussels") && place("Done at Brussels") < place("## ANNEX I"), "{text}");
    let alone = Cut::of("Article 1\n\nScope\n\nIt applies.\n\nArticle 2\n\nEnd\n\nNow.\n", Some("eu-regulation"));
    assert!(!alone.export(ExportFormat::Markdown).text.contains("Components"));
    let said: Value = serde_json::from_str(&alone.export(ExportFormat::Json).text).unwrap();
    assert_eq!(said["components"], json!([component(Value::Null, "main", "", "", 2)]));
}
