//! Notes of a consolidated text in exports: each where its mark was printed, and none of it in the text of the law.

use super::export_support::{Cut, Document};
use cutter_evidence::export::ExportFormat;
use serde_json::{json, Value};

/// Four notes on two pages, the third of them over both; the fifth has no mark that could be found.
const CONSOLIDATED: &str = "Quốc hội ban hành Luật Xưởng.\n\nĐiều 1.1 Phạm vi\n1.2 Người ở xưởng3 này.\n2. Khách.\n\n\
1 Điều này được sửa theo “Luật\nxưởng”.\n2 Khoản này được <thêm>.\n3 Cụm từ này như sau: “Điều 2. Khác\n\n\
CÔNG BÁO/Số 7/Ngày 1-2-2020\n2\n\nĐiều 2. Giờ4\nTám giờ.\n\nĐiều 3. Khác nữa”.\n4 Điều này được thêm.\n5 Khoản này không còn.\n\n\
CÔNG BÁO/Số 7/Ngày 1-2-2020\n3\n\nĐiều 3. Hết\nX.\n";

fn cut() -> Cut {
    let cut = Cut::of(CONSOLIDATED, Some("vn-law"));
    assert_eq!(cut.manifest.notes.iter().map(|note| note.number).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    cut
}

#[test]
fn an_authorial_note_stands_where_its_mark_was_printed() {
    let xml = cut().export(ExportFormat::Akn).text;
    let note = |eid: &str, marker: usize, text: &str| {
        format!("<authorialNote eId=\"{eid}\" marker=\"{marker}\" placement=\"bottom\"><p>{text}</p>\n</authorialNote>")
    };
    for expected in [
        format!("<num>Điều 1{}</num>", note("art_1__authorialNote_1", 1, "Điều này được sửa theo “Luật<eol/>xưởng”.")),
        format!("<num>1.{}</num>", note("art_1__cl_1__authorialNote_2", 2, "Khoản này được &lt;thêm&gt;.")),
        format!(
            "<p>Người ở xưởng{} này.</p>",
            note("art_1__cl_1__authorialNote_3", 3, "Cụm từ này như sau: “Điều 2. Khác<eol/>Điều 3. Khác nữa”.")
        ),
        format!("<heading>Giờ{}</heading>", note("art_2__authorialNote_4", 4, "Điều này được thêm.")),
        "<notes source=\"#cutter\">\n<note eId=\"note_5\" marker=\"5\">\n<p>Khoản này không còn.</p>\n</note>\n</notes>"
            .to_owned(),
    ] {
        assert_eq!(xml.matches(&expected).count(), 1, "{expected} in\n{xml}");
    }
    for left_out in ["reason=\"footnote\"", "reason=\"note_mark\""] {
        assert!(!xml.contains(left_out), "what is exported is not left out: {left_out} in\n{xml}");
    }
}

#[test]
fn the_text_is_read_back_without_its_notes() {
    let cut = cut();
    let read = Document::read(&cut.export(ExportFormat::Akn).text);
    let bodies: Vec<&str> = cut.units.iter().filter_map(|each| each.version.as_ref()?.body.as_deref()).map(str::trim).collect();
    assert_eq!(read.units.iter().map(|unit| unit.text.as_str()).filter(|text| !text.is_empty()).collect::<Vec<_>>(), bodies);
    assert_eq!((read.units[0].num.as_str(), read.units[0].heading.as_str()), ("Điều 1", "Phạm vi"));
}

#[test]
fn json_says_of_each_note_where_it_stands() {
    let cut = cut();
    let read: Value = serde_json::from_str(&cut.export(ExportFormat::Json).text).expect("JSON");
    let notes: Vec<Value> = read["notes"]
        .as_array()
        .expect("notes")
        .iter()
        .map(|note| json!([note["number"], note["address"], note["part"], note["at"], note["text"]]))
        .collect();
    assert_eq!(
        notes,
        [
            json!([1, "MAU-2024/DIEU-1", "heading", "Điều 1.".len(), "Điều này được sửa theo “Luật\nxưởng”."]),
            json!([2, "MAU-2024/DIEU-1-KHOAN-1", "heading", 2, "Khoản này được <thêm>."]),
            json!([
                3,
                "MAU-2024/DIEU-1-KHOAN-1",
                "body",
                "Người ở xưởng".len(),
                "Cụm từ này như sau: “Điều 2. Khác\nĐiều 3. Khác nữa”."
            ]),
            json!([4, "MAU-2024/DIEU-2", "heading", "Điều 2. Giờ".len(), "Điều này được thêm."]),
            json!([5, null, null, null, "Khoản này không còn."]),
        ]
    );
    let without: Value =
        serde_json::from_str(&Cut::of("Điều 1. Một\nHai.\n", Some("vn-law")).export(ExportFormat::Json).text).expect("JSON");
    assert_eq!(without.get("notes"), None);
}

#[test]
fn markdown_has_them_as_footnotes() {
    let markdown = cut().export(ExportFormat::Markdown).text;
    for expected in [
        "## Điều 1[^1]. Phạm vi\n",
        "**1.**[^2] Người ở xưởng[^3] này.\n",
        "## Điều 2. Giờ[^4]\n",
        "\n[^2]: Khoản này được \\<thêm\\>.\n",
        "\n[^3]: Cụm từ này như sau: “Điều 2. Khác\\\n    Điều 3. Khác nữa”.\n",
        "\n- Chú thích 5: Khoản này không còn.\n",
    ] {
        assert!(markdown.contains(expected), "{expected} in\n{markdown}");
    }
    assert!(!markdown.contains("[^5]"), "{markdown}");
}

#[test]
fn the_note_of_a_text_that_is_no_more_stands_in_the_head() {
    let mut cut = cut();
    let clause = cut.unit("DIEU-1-KHOAN-1").version.as_mut().expect("a version");
    (clause.body, clause.source_span) = (Some("Một câu khác.\n".to_owned()), None);
    let xml = cut.export(ExportFormat::Akn).text;
    assert_eq!(Document::read(&xml).all("note").count(), 3, "{xml}");
    assert!(xml.contains("<p>Một câu khác.</p>"), "{xml}");
}
