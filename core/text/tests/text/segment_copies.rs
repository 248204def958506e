//! Copies of laws as web pages and converters hand them on: headings of the page around the law, numbers set tight to titles.

use super::segment_support::{anomalies, cut, paths, request};
use iu_text::canon::canonicalise;
use iu_text::segment::detect;

fn best(text: &str) -> String {
    detect(&canonicalise(text.as_bytes()).expect("a text"))[0].profile.clone()
}

/// A decision of a province on a page that holds far more than the decision.
fn page() -> String {
    let menu: String = (0..90).map(|number| format!("Mục tra cứu của trang số {number}\n|\n")).collect();
    let related: String =
        (0..40).map(|day| format!("Ban hành:\n{day}/06/2031\nHiệu lực: Đã biết\nTình trạng: Đã biết\n")).collect();
    format!(
        "{menu}1. Tra cứu nhanh\n2. Tra cứu nâng cao\n#\n**ỦY BAN NHÂN DÂN**\nTỈNH SÔNG HỒ\n-------\n|\nSố: 12/QĐ-UBND\n|\n**QUYẾT ĐỊNH**\nVỀ CẦU PHÀO\n*Căn cứ Luật Cầu \
        ngày 1/6/2030;*\n**QUYẾT ĐỊNH:**\n**Điều 1. **Bãi bỏ Quyết định số 3/QĐ-UBND về cầu phao.\n**Điều 2.** **Điều khoản thi \
        hành**\n1. Quyết định này có hiệu lực từ ngày ký.\n2. Các cơ quan thi hành Quyết định này./.\n|\n*Nơi nhận:*\n- Như Điều \
        2;\n|\n**CHỦ TỊCH**\n## Văn bản liên quan\n{related}"
    )
}

#[test]
fn a_law_on_a_page_with_headings_of_its_own_is_cut_as_a_law() {
    let text = page();
    assert_eq!(best(&text), "vn-law");
    let manifest = cut(&text, &request("vn-law")).expect("a manifest");
    assert_eq!(paths(&manifest), ["DIEU-1", "DIEU-2", "DIEU-2-KHOAN-1", "DIEU-2-KHOAN-2"]);
}

#[test]
fn an_outline_that_only_quotes_an_article_is_no_law() {
    let chapters: String = (1..8)
        .map(|number| format!("## {number}. Phần hướng dẫn\n\nNội dung hướng dẫn sử dụng phần mềm được trình bày ở đây.\n\n"))
        .collect();
    let text = format!("# Sổ tay\n\n{chapters}\n**Điều 5. Xử phạt**\n\nNgười vi phạm bị phạt tiền.\n");
    assert_ne!(best(&text), "vn-law");
}

/// An act whose converter wrote each title as a Markdown heading, below contents longer than the opening of a text.
#[test]
fn an_act_with_markdown_headings_is_no_outline() {
    let titles = ["Title", "Commencement", "Keepers of bridges", "Tolls", "Repeal"];
    let contents: String = (0..50).map(|line| format!("[{line} ][{line}]\n\n")).collect();
    let sections: String = (1..)
        .zip(titles)
        .map(|(number, title)| {
            format!("##### {number} {title}\n\n*   (1) Each keeper is paid.\n    \n    (2) No keeper sleeps.\n    \n    (a) by day; or\n    \n    (b) by night.\n\n")
        })
        .collect();
    let text = format!("# Bridges Act 2031Public Act2031 No 9\n\n{contents}\n---\n\n**The Parliament of Nowhere enacts as follows:**\n\n{sections}");
    assert_eq!(best(&text), "act-en");
    assert_eq!(cut(&text, &request("act-en")).expect("a manifest").units.len(), 25);
}

/// As a page of statutes is copied: no space after a number.
fn glued() -> &'static str {
    "Bridges Act 2031\n2031 CHAPTER 9\n\nAn Act to keep bridges.\n\nBe it enacted by the Queen, as follows:—\nPART 1Main provisions\n\
     Keepers\n1Meaning of “bridge”\n\n(1)In this Act “bridge” means a way over water.\n\n(2)It includes—\n\n(a)a ford, and\n\n(b)a \
     ferry.\n2ARIA’s keepers\n\n(1)Each bridge has a keeper.\n\n(2)After section 7 of the Roads Act 1980 insert—\n\n“7APower to close \
     roads\n\n(1)A keeper may close a road.”\n2APower to close bridges\n\nA keeper may close a bridge.\nPART 2Final provisions\n3Short title\n\n\
     This Act may be cited as the Bridges Act 2031.\nSCHEDULES\n\nSection 1\nSCHEDULE 1Keepers\n1(1)A keeper is paid by the week.\n\n\
     (2)The pay is in coin.\n2The Minister sets the pay.\n\nSection 2\nSCHEDULE 2Lamps\n1A lamp is lit.\n"
}

#[test]
fn numbers_set_tight_to_their_titles_are_numbers() {
    assert_eq!(best(glued()), "act-en");
    let manifest = cut(glued(), &request("act-en")).expect("a manifest");
    assert_eq!(
        paths(&manifest),
        [
            "PART-1",
            "SEC-1",
            "SEC-1-SUBSEC-1",
            "SEC-1-SUBSEC-2",
            "SEC-1-SUBSEC-2-PARA-A",
            "SEC-1-SUBSEC-2-PARA-B",
            "SEC-2",
            "SEC-2-SUBSEC-1",
            "SEC-2-SUBSEC-2",
            "SEC-2A",
            "PART-2",
            "SEC-3",
            "SCH-1",
            "SCH-1-PARA-1",
            "SCH-1-PARA-1-SUBPARA-1",
            "SCH-1-PARA-1-SUBPARA-2",
            "SCH-1-PARA-2",
            "SCH-2",
            "SCH-2-PARA-1",
        ]
    );
    assert_eq!(anomalies(&manifest), [""; 0]);
    assert_eq!(manifest.units[1].title, "Meaning of “bridge”");
}

#[test]
fn notes_set_tight_to_their_marks_are_no_sections() {
    let text = "An Act to keep bridges.\n\nBe it enacted as follows:—\n\n1. Keepers\n\n(1) Each bridge has a keeper.\n\n1Before 1980 \
                none had\n\n(2) A keeper has a lamp.\n\n2. Tolls\n\n(1) There is a toll.\n\n3Once a penny\n\n3. Repeal\n\nAll is repealed.\n";
    let manifest = cut(text, &request("act-en")).expect("a manifest");
    assert_eq!(paths(&manifest), ["SEC-1", "SEC-1-SUBSEC-1", "SEC-1-SUBSEC-2", "SEC-2", "SEC-2-SUBSEC-1", "SEC-3"]);
}

/// A consolidated text as a page of statutes shows it: no pages, and the numbers of notes in brackets behind bold type.
#[test]
fn notes_in_brackets_are_notes_without_pages() {
    let text = "**VĂN BẢN HỢP NHẤT**\n**QUYẾT ĐỊNH**\n**Điều 1.**\n1. Cầu có người giữ.\n2. Không áp dụng\na[2])\nVới đò ngang.\nb) Với phà.\n\
                **Điều 1a****[3].**\n1. Người giữ cầu có đèn.\n2. Sở Cầu[4] phát đèn.\n**Điều 2****[5].**\nQuyết định có hiệu lực từ ngày \
                ký[1].\n|\n*Nơi nhận:*\n- Như Điều 2.\n|\n**BỘ TRƯỞNG**\n|\n[1] Quyết\nđịnh này được sửa đổi theo Quyết định số 5/2031.\n[2] Điểm\n\
                này được sửa đổi theo Quyết định số 5/2031.\n[3] Điều\nnày được bổ sung theo Quyết định số 5/2031.\n[4] Cụm\ntừ này được thay \
                thế.\n[5] Điều\nnày có quy định như sau:\n“**Điều 3.** Hiệu lực\n1. Từ ngày ký.”\n## Văn bản liên quan\n";
    let text = text.replace("ký[1]", "ký").replace("Cầu có người giữ.", "Cầu có người giữ[1].");
    let manifest = cut(&text, &request("vn-law")).expect("a manifest");
    assert_eq!(
        paths(&manifest),
        [
            "DIEU-1",
            "DIEU-1-KHOAN-1",
            "DIEU-1-KHOAN-2",
            "DIEU-1-KHOAN-2-DIEM-A",
            "DIEU-1-KHOAN-2-DIEM-B",
            "DIEU-1A",
            "DIEU-1A-KHOAN-1",
            "DIEU-1A-KHOAN-2",
            "DIEU-2",
        ]
    );
    assert_eq!(anomalies(&manifest), [""; 0]);
    assert_eq!(manifest.notes.len(), 5);
}

/// As converters write a law: headings and their titles behind `#`, points as items of a list.
#[test]
fn marks_of_markdown_are_in_no_title_and_hide_no_point() {
    let text = "## Chương I\n\n### QUY ĐỊNH CHUNG\n\n#### Điều 1. Kho\n\n1. Kho có:\n   - a) Cửa trước;\n   - **b)** Cửa sau.\n- 2. Kho đóng buổi \
                tối.\n\n## Mục 1\n\n**Thợ của kho**\n\n### Điều 2. Thợ\n\n- Điều 1. Kho\n- 2 người giữ kho.\n";
    let manifest = cut(text, &request("vn-law")).expect("a manifest");
    let titled: Vec<(&str, &str)> =
        paths(&manifest).into_iter().zip(manifest.units.iter().map(|unit| unit.title.as_str())).collect();
    assert_eq!(
        titled,
        [
            ("CHUONG-1", "QUY ĐỊNH CHUNG"),
            ("DIEU-1", "Kho"),
            ("DIEU-1-KHOAN-1", ""),
            ("DIEU-1-KHOAN-1-DIEM-A", ""),
            ("DIEU-1-KHOAN-1-DIEM-B", ""),
            ("DIEU-1-KHOAN-2", ""),
            ("CHUONG-1-MUC-1", "Thợ của kho"),
            ("DIEU-2", "Thợ"),
        ]
    );
    assert_eq!(anomalies(&manifest), [""; 0]);
}

/// As a site of statutes gives an act in Markdown: each section a heading with its notes below it, and brackets around what
/// amendments put in.
#[test]
fn notes_below_a_section_end_no_act() {
    let text = "# The Bridges Act, 2031\n\n## Section 1 - Short title.\n\n(1) This Act may be called the Bridges Act.\n\n(2) It extends to \
                the whole river.\n\n### Footnotes\n\n1. Ins. by Act 3 of 2032.\n\n## Section 1A - Keepers.\n\n(1) Each bridge has a \
                keeper.\n\n^1[(2) Each keeper has a lamp.]\n\n1[(3) No keeper sleeps.]\n\n(4) A keeper is paid.\n\n### Footnotes\n\n1. Ins. \
                by Act 3 of 2032.\n\n2. Section 2 omitted by Act 4 of 2033.\n\n## Section 3 - Tolls.\n\nThere is a toll.\n\n## Footnotes\n\n1. All of it.\n";
    assert_eq!(best(text), "act-en");
    let manifest = cut(text, &request("act-en")).expect("a manifest");
    assert_eq!(
        paths(&manifest),
        [
            "SEC-1",
            "SEC-1-SUBSEC-1",
            "SEC-1-SUBSEC-2",
            "SEC-1A",
            "SEC-1A-SUBSEC-1",
            "SEC-1A-SUBSEC-2",
            "SEC-1A-SUBSEC-3",
            "SEC-1A-SUBSEC-4",
            "SEC-3",
        ]
    );
    assert_eq!(manifest.counts.exclusions_by_reason["notes"], 3);
    assert_eq!(anomalies(&manifest), ["gap@29"]);
}

/// A law of another tradition in English: clauses below articles, each list beginning with 1.
#[test]
fn an_english_text_with_clauses_below_its_articles_is_no_act() {
    let articles: String = (1..6)
        .map(|number| format!("Article {number}. Keepers of bridge {number}\n1. Each bridge has a keeper.\n2. A keeper has:\na/ A lamp;\nb/ A coat.\n"))
        .collect();
    let text = format!("CIRCULAR\nOn bridges\nPursuant to the Law on Bridges;\nChapter I\nGENERAL PROVISIONS\n{articles}");
    assert_eq!(best(&text), "eu-regulation");
    let manifest = cut(&text, &request("eu-regulation")).expect("a manifest");
    assert_eq!(paths(&manifest)[1..6], ["ART-1", "ART-1-PARA-1", "ART-1-PARA-2", "ART-1-PARA-2-PT-A", "ART-1-PARA-2-PT-B"]);
    // Sections that say what they are, are sections.
    let constitution: String = (1..4)
        .map(|number| {
            format!("Article {number}\n\nSection 1. Keepers\n\nThere are keepers.\n\nSection 2. Tolls\n\nThere are tolls.\n\n")
        })
        .collect();
    assert_eq!(best(&constitution), "act-en");
}

#[test]
fn contents_that_a_page_shows_below_a_law_are_no_second_one() {
    let text = "Điều 1. Kho\n1. Kho có cửa.\n2. Kho có mái.\nĐiều 2. Thợ\nThợ có áo.\n\nTM. CHÍNH PHỦ\nTHỦ TƯỚNG\nMột Người\n\nTRANG TRA CỨU\n\nMục lục\n\n\
                Điều 1. Kho\n\nKhoản 1\n\nKhoản 2\n\nĐiều 2. Thợ\n\nĐiều 3. Hết\n";
    let manifest = cut(text, &request("vn-law")).expect("a manifest");
    assert_eq!(paths(&manifest), ["DIEU-1", "DIEU-1-KHOAN-1", "DIEU-1-KHOAN-2", "DIEU-2"]);
    assert_eq!(anomalies(&manifest), [""; 0]);
    assert_eq!(manifest.counts.exclusions_by_reason.keys().collect::<Vec<_>>(), ["signature_block", "table_of_contents"]);
}
