//! Hostile texts of each kind, in words of their own: what real documents do that the corpus does not.

use super::segment_support::{anomalies, cut, excluded, paths, request};

fn outcome(profile: &str, text: &str) -> (Vec<String>, Vec<String>) {
    let manifest = cut(text, &request(profile)).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert!(manifest.coverage.reconstruction_ok);
    (paths(&manifest).into_iter().map(str::to_owned).collect(), anomalies(&manifest))
}

fn assert_outcome(profile: &str, text: &str, expected: &[&str], reported: &[&str]) {
    let (found, anomalies) = outcome(profile, text);
    assert_eq!(found, expected, "{text}");
    assert_eq!(anomalies, reported, "{text}");
}

#[test]
fn articles_that_begin_again_in_each_chapter_are_addressed_inside_it() {
    let text = "QUY CHẾ\nChương I\nCHUNG\nĐiều 1. Phạm vi\nMột.\nĐiều 2. Đối tượng\nHai.\nChương II\nRIÊNG\nĐiều 1. Bộ máy\n\
        1. Khoản.\nĐiều 2. Người\nBốn.\nChương III\nCUỐI\nĐiều 1\nHiệu lực\nCó hiệu lực ngay.\n";
    assert_outcome(
        "vn-law",
        text,
        &[
            "CHUONG-1",
            "CHUONG-1-DIEU-1",
            "CHUONG-1-DIEU-2",
            "CHUONG-2",
            "CHUONG-2-DIEU-1",
            "CHUONG-2-DIEU-1-KHOAN-1",
            "CHUONG-2-DIEU-2",
            "CHUONG-3",
            "CHUONG-3-DIEU-1",
        ],
        &["restart@10", "restart@16"],
    );
}

#[test]
fn chapters_that_begin_again_in_each_part_are_addressed_inside_it() {
    let text =
        "Phần thứ nhất\nCHUNG\nChương I. Nhiệm vụ\nĐiều 1. Nhiệm vụ\nMột.\nChương II. Nguyên tắc\nĐiều 2. Nguyên tắc\nHai.\n\
        Phần thứ hai\nRIÊNG\nChương I. Việc\nMục 1. Nhóm\nĐiều 3. Việc\nBa.\nChương II. Phạt\nMục 1. Nhóm\nĐiều 4. Phạt\nBốn.\n";
    assert_outcome(
        "vn-law",
        text,
        &[
            "PHAN-1",
            "PHAN-1-CHUONG-1",
            "DIEU-1",
            "PHAN-1-CHUONG-2",
            "DIEU-2",
            "PHAN-2",
            "PHAN-2-CHUONG-1",
            "PHAN-2-CHUONG-1-MUC-1",
            "DIEU-3",
            "PHAN-2-CHUONG-2",
            "PHAN-2-CHUONG-2-MUC-1",
            "DIEU-4",
        ],
        &["restart@11"],
    );
    let english =
        "PART I\nKEEPERS\n1. Duties\nA keeper works.\n2. Pay\n(1) Money.\n(2) Monthly.\nPART II\nTOLLS\n1. Rates\nTwo coins.\n\
        2. Exemptions\nThe old.\n";
    assert_outcome(
        "act-en",
        english,
        &[
            "PART-1",
            "PART-1-SEC-1",
            "PART-1-SEC-2",
            "PART-1-SEC-2-SUBSEC-1",
            "PART-1-SEC-2-SUBSEC-2",
            "PART-2",
            "PART-2-SEC-1",
            "PART-2-SEC-2",
        ],
        &[],
    );
}

#[test]
fn an_article_numbered_twice_is_kept_and_reported_with_both_places() {
    let text = "Điều 1. Một\nA.\nĐiều 2. Hai\nB.\nĐiều 2. Ba\n1. C.\nĐiều 4. Bốn\nD.\n";
    assert_outcome(
        "vn-law",
        text,
        &["DIEU-1", "DIEU-2", "DIEU-2", "DIEU-2-KHOAN-1", "DIEU-4"],
        &["repeat@5", "collision@5", "gap@7"],
    );
    // One slip in a law numbered through proves no restart: the other addresses stay as they are.
    let text = "Chương I\nMỘT\nĐiều 1. A\nA.\nĐiều 2. B\nB.\nChương II\nHAI\nĐiều 2. C\nC.\nĐiều 3. D\nD.\n";
    assert_outcome(
        "vn-law",
        text,
        &["CHUONG-1", "DIEU-1", "DIEU-2", "CHUONG-2", "DIEU-2", "DIEU-3"],
        &["repeat@9", "collision@9"],
    );
}

#[test]
fn vietnamese_texts_as_they_come() {
    for (name, text, expected) in [
        (
            "contents with leaders, capitals, a title on two lines",
            "MỤC LỤC\nCHƯƠNG I. CHUNG ......... 1\nĐIỀU 1. PHẠM VI ....... 1\nCHƯƠNG II. CUỐI ...... 3\nĐIỀU 2. HIỆU LỰC ...... 3\n\n\
             LUẬT CẦU\nCHƯƠNG I\nNHỮNG QUY ĐỊNH\nCHUNG\nĐIỀU 1. PHẠM VI\nLUẬT NÀY NÓI VỀ CẦU.\nCHƯƠNG II\nCUỐI\nĐIỀU 2. HIỆU LỰC\nNGAY.\n",
            &["CHUONG-1", "DIEU-1", "CHUONG-2", "DIEU-2"][..],
        ),
        (
            "dd for đ",
            "Điều 1. Điểm\n1. Gồm:\na) một;\nb) hai;\nc) ba;\nd) bốn;\ndd) năm;\ne) sáu.\n",
            &[
                "DIEU-1",
                "DIEU-1-KHOAN-1",
                "DIEU-1-KHOAN-1-DIEM-A",
                "DIEU-1-KHOAN-1-DIEM-B",
                "DIEU-1-KHOAN-1-DIEM-C",
                "DIEU-1-KHOAN-1-DIEM-D",
                "DIEU-1-KHOAN-1-DIEM-DD",
                "DIEU-1-KHOAN-1-DIEM-E",
            ],
        ),
        (
            "a straight mark opens what a curly one closes",
            "Điều 1. Sửa đổi\n1. Sửa Điều 5 như sau:\n\"Điều 5. Cũ\n1. Một.\n2. Hai.”\n2. Bỏ Điều 6.\nĐiều 2. Hiệu lực\nNgay.\n",
            &["DIEU-1", "DIEU-1-KHOAN-1", "DIEU-1-KHOAN-2", "DIEU-2"],
        ),
        (
            "marks as scanned",
            "Điều 1: Một\nA\nĐiều 2 - Hai\nB\nĐiều 3/ Ba\nC\nĐiều 4) Bốn\nD\n",
            &["DIEU-1", "DIEU-2", "DIEU-3", "DIEU-4"],
        ),
        (
            "a wrapped reference and page furniture",
            "Điều 1. Phạm vi\nLuật này nói về việc thu phí qua cầu theo quy định tại\nĐiều 2 của Luật này và khoản\n2 Điều 3 của Luật khác.\n\
             Trang 1/3\nĐiều 2. Phí\n1. Mức phí là 2.000 đồng từ ngày\n1.1.2030 trở đi.\n- 2 -\n2. Người già không trả.\n",
            &["DIEU-1", "DIEU-2", "DIEU-2-KHOAN-1", "DIEU-2-KHOAN-2"],
        ),
    ] {
        let (found, anomalies) = outcome("vn-law", text);
        assert_eq!((found, anomalies), (expected.iter().map(|&path| path.to_owned()).collect(), Vec::new()), "{name}");
    }
    let listed = "MỤC LỤC\nĐIỀU 1. MỘT ....... 1\nĐIỀU 2. HAI ...... 3\nĐIỀU 1. MỘT\nA.\nĐIỀU 2. HAI\nB.\n";
    let manifest = cut(listed, &request("vn-law")).expect("a manifest");
    assert!(excluded(listed, &manifest)[0].starts_with("table_of_contents: "), "{:?}", excluded(listed, &manifest));
}

#[test]
fn english_acts_as_they_come() {
    for (name, text, expected, reported) in [
        (
            "a code whose sections begin with the chapter's hundred",
            "TITLE 12—BRIDGES\nCHAPTER 1—GENERAL\n§ 101. Definitions.\nIn this title:\n(1) “bridge” means a way.\n§ 102. Tolls\n\
             (a) In general.—There are tolls.\n(b) Exceptions.—None.\nCHAPTER 2—PENALTIES\n§ 201. Fines\nAs in\n§ 102 of this title.\n\
             § 202. Appeals\nTo the court.\n",
            &[
                "TITLE-12",
                "TITLE-12-CHAPTER-1",
                "SEC-101",
                "SEC-101-SUBSEC-1",
                "SEC-102",
                "SEC-102-PARA-A",
                "SEC-102-PARA-B",
                "TITLE-12-CHAPTER-2",
                "SEC-201",
                "SEC-202",
            ][..],
            &["gap@1", "gap@3", "gap@10"][..],
        ),
        (
            "schedules that number from 1 again are no body to a table of contents",
            "1. First\nText here.\n2. Second\nText here.\nSCHEDULE 1\nPART I\n1. Not a section\nText.\nSCHEDULE 2\nPART I\n1. Not one\nText.\n",
            &["SEC-1", "SEC-2", "SCH-1", "SCH-1-PARA-1", "SCH-2", "SCH-2-PARA-1"],
            &[],
        ),
        (
            "numbers in words, divisions with dashes",
            "PART ONE\nINTRODUCTORY\nDivision 1—Names\n1—Short title\nThis is the Act.\nDivision 2—Objects\n2—Objects\nThe objects are—\n\
             (a) to keep; and\n(b) to hold.\nPART TWO\nKEEPERS\n3—Keepers\n(1) There are some.\n(2) They keep.\n",
            &[
                "PART-1",
                "PART-1-DIVISION-1",
                "SEC-1",
                "PART-1-DIVISION-2",
                "SEC-2",
                "SEC-2-PARA-A",
                "SEC-2-PARA-B",
                "PART-2",
                "SEC-3",
                "SEC-3-SUBSEC-1",
                "SEC-3-SUBSEC-2",
            ],
            &[],
        ),
    ] {
        let (found, anomalies) = outcome("act-en", text);
        assert_eq!(found, expected, "{name}");
        assert_eq!(anomalies, reported, "{name}");
    }
}

#[test]
fn a_regulation_that_amends_another_with_single_marks() {
    let text = "THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,\nWhereas:\n(1) Bridges carry people.\n\
        (2) Article 5 of Directive 2000/1/EC is not enough.\nHAVE ADOPTED THIS REGULATION:\nArticle 1\nAmendment\n\
        Regulation (EU) 2000/1 is amended as follows:\n(1) Article 6 is replaced by the following:\n‘Article 6\nTolls\n\
        1. Keepers’ tolls are two coins.\n2. Children pay nothing.’;\n(2) Article 7 is deleted.\nArticle 2\nEntry into force\nToday.\n\
        This Regulation shall be binding in its entirety.\nDone at Brussels, 3 May 2030.\nANNEX I\nLIST\n1. The old bridge.\n";
    assert_outcome(
        "eu-regulation",
        text,
        &["RECITAL-1", "RECITAL-2", "ART-1", "ART-1-PT-1", "ART-1-PT-2", "ART-2", "ANNEX-1", "ANNEX-1-PT-1"],
        &[],
    );
}

#[test]
fn a_title_over_nothing_but_parts_is_a_title() {
    let text = "1. Purpose\nTo say how.\n1.1 Scope\nAll of it.\n2. Keepers\n2.1 Keepers are paid 1.5 coins.\n2.2 Keepers rest.\n3. End\nDone.\n";
    let manifest = cut(text, &request("numbered-outline")).expect("a manifest");
    assert_eq!(paths(&manifest), ["SEC-1", "SEC-1-1", "SEC-2", "SEC-2-1", "SEC-2-2", "SEC-3"]);
    assert_eq!((manifest.units[2].title.as_str(), manifest.units[2].is_structural()), ("Keepers", true));
}

#[test]
fn a_law_with_a_section_of_principles_is_a_law() {
    let articles: String = (2..9).map(|number| format!("Điều {number}. Tên\nMột việc.\n")).collect();
    let text = format!("NGHỊ ĐỊNH\nVề xưởng\n\nĐiều 1. Phạm vi\nMột.\n\nMục 1\nNGUYÊN TẮC CHUNG\n{articles}\nPhụ lục\nMẪU\nX.\n");
    let source = iu_text::canon::canonicalise(text.as_bytes()).expect("a text");
    assert_eq!(iu_text::segment::detect(&source)[0].profile, "vn-law");
}

#[test]
fn a_regulation_of_the_union_as_a_converter_writes_it() {
    let text = "> **CELEX:** 1 | **Type:** Act\n\n# Commission Regulation (EU) 2025/1 on bridges\n\n## Preamble\n\n\
                THE EUROPEAN COMMISSION,\n\n## Recitals\n\n- (1) Bridges are long.\n\n- (2) Keepers are few.\n\nHAS ADOPTED THIS REGULATION:\n\n\
                ## Enacting Terms\n\n### Article 1\n**Subject**\n\n1. Bridges are kept as follows:\n\n- (a) by day;\n- (b) by night.\n\n\
                2. Keepers are paid.\n\n### Article 2\n**Amendments**\n\nRegulation (EU) 2020/9 is amended as follows:\n\n\
                - (1) Article 3 is replaced by the following:\n\n  > *Article 3*\n  >\n  > **Keepers**\n  >\n  > 1. Keepers are many.\n\n\
                - (2) Article 4 is deleted.\n\n### Article 3\n**Entry into force**\n\nThis Regulation shall enter into force.\n\n\
                ## ANNEX\n\n1. First.\n\n2. Second.\n";
    let source = iu_text::canon::canonicalise(text.as_bytes()).expect("a text");
    let found = iu_text::segment::detect(&source);
    assert_eq!(found[0].profile, "eu-regulation", "{found:?}");
    let manifest = super::segment_support::cut(text, &super::segment_support::request("eu-regulation")).expect("a regulation");
    let count = |level: &str| manifest.units.iter().filter(|unit| unit.level == level).count();
    assert_eq!((count("article"), count("recital"), count("annex")), (3, 2, 1));
}

/// As a journal gives a regulation with what later ones made of it: a sign and the code of the act before each part.
#[test]
fn a_consolidated_regulation_with_the_codes_of_its_acts() {
    let text = "REGULATION (EU) 2031/5 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL\n\n▼B\n\nArticle 1\n▼M2\n\nBridges and lamps\n\n▼B\n1.\n\nEach bridge has \
                a keeper.\n\n▼M1 —————\n▼B\n\n4.\n\nThe keeper has:\n\n▼M2 —————\n▼B\n\n(b) a lamp;\n\n(c) a coat.\n\n▼M1\n\n5.\n\nNo keeper sleeps.\n\n\
                Article 2\n\nTolls\n\nThere is a toll (▼).\n";
    assert_outcome(
        "eu-regulation",
        text,
        &["ART-1", "ART-1-PARA-1", "ART-1-PARA-4", "ART-1-PARA-4-PT-B", "ART-1-PARA-4-PT-C", "ART-1-PARA-5", "ART-2"],
        &["gap@18", "gap@25"],
    );
    let manifest = cut(text, &request("eu-regulation")).expect("a manifest");
    assert_eq!(manifest.units[0].title, "Bridges and lamps");
    let furniture =
        excluded(text, &manifest).into_iter().filter_map(|part| Some(part.strip_prefix("page_furniture: ")?.to_owned()));
    assert_eq!(furniture.collect::<Vec<_>>(), ["▼B/", "▼M2/", "▼B/", "▼M1 —————/▼B/", "▼M2 —————/▼B/", "▼M1/"]);
}

#[test]
fn a_list_that_lost_its_first_items_is_a_list_where_it_goes_on() {
    for (list, expected) in [
        ("(b) lamps;\n\n(c) coats;", vec!["SEC-1", "SEC-1-PARA-B", "SEC-1-PARA-C", "SEC-2"]),
        // Nothing goes on from it, too many are lost, or what is left out comes later.
        ("(c) lamps; and coats;", vec!["SEC-1", "SEC-2"]),
        ("(f) lamps;\n\n(g) coats;", vec!["SEC-1", "SEC-2"]),
        (
            "(b) lamps;\n\n(a) coats;\n\n(b) hats;\n\n(c) shoes;",
            vec!["SEC-1", "SEC-1-PARA-A", "SEC-1-PARA-B", "SEC-1-PARA-C", "SEC-2"],
        ),
    ] {
        let text = format!("An Act to keep bridges.\n\n1. Keepers\n\nA keeper has—\n\n{list}\n\n2. Tolls\n\nThere is a toll.\n");
        assert_eq!(outcome("act-en", &text).0, expected, "{list}");
    }
}

#[test]
fn a_formula_that_is_all_of_the_last_article_is_its_text() {
    let text = "DIRECTIVE 2031/5/EU OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL\n\nArticle 1\n\nBridges\n\nEach bridge has a keeper.\n\nArticle 2\n\n\
                Addressees\n\nThis Directive is addressed to the Member States.\n\n( 1 ) OJ L 7, 1.2.2030, p. 3.\n\n( 2 ) OJ L 8, 1.2.2030, p. 4.\n";
    let manifest = cut(text, &request("eu-regulation")).expect("a manifest");
    assert_eq!(manifest.units[1].title, "Addressees");
    assert_eq!(manifest.counts.exclusions_by_reason.keys().collect::<Vec<_>>(), ["notes", "preamble"]);
    // Below an annex they are none of it.
    let annexed = text.replace("( 1 )", "ANNEX\n\nLamps\n\n1. Big ones.\n\n( 1 )");
    let manifest = cut(&annexed, &request("eu-regulation")).expect("a manifest");
    assert_eq!(excluded(&annexed, &manifest)[1], "notes: ( 1 ) OJ L 7, 1.2.2030, p. 3.//( 2 ) OJ L 8, 1.2.2030, p. 4./");
    let regulation = text.replace("Addressees\n\nThis Directive", "Each bridge has a lamp.\n\nThis Directive");
    let manifest = cut(&regulation, &request("eu-regulation")).expect("a manifest");
    assert!(manifest.counts.exclusions_by_reason.contains_key("closing_formula"));
}
