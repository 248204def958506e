//! `eu-regulation`, `act-en`, `principles` and `numbered-outline` on small texts: one kind of difficulty each.

use super::segment_support::{anomalies, cut, excluded, paths, request};

fn found(profile: &str, text: &str) -> Vec<String> {
    let manifest = cut(text, &request(profile)).expect("a manifest");
    paths(&manifest).into_iter().map(str::to_owned).collect()
}

#[test]
fn units_of_each_kind() {
    for (name, profile, text, expected) in [
        (
            "marks on their own lines, as EUR-Lex has them",
            "eu-regulation",
            "Whereas:\n\n(1)\n\nOne.\n\n(2)\n\nTwo.\n\nHAVE ADOPTED THIS REGULATION:\n\nCHAPTER I\n\nGeneral\n\nArticle 1\n\nSubject\n\n1.   This:\n\n(a)\n\none;\n\n(b)\n\ntwo.\n\n2.   That.\n\nDone at Brussels, 27 April 2016.\n\nANNEX I\n\nList.\n",
            vec!["RECITAL-1", "RECITAL-2", "CHAPTER-1", "ART-1", "ART-1-PARA-1", "ART-1-PARA-1-PT-A", "ART-1-PARA-1-PT-B", "ART-1-PARA-2", "ANNEX-1"],
        ),
        (
            "parts restart in chapters, and inserted numbers",
            "act-en",
            "CHAPTER 1\nFIRST\nPart A\nOne\n1. Title\nText here.\n1A. Title\nText here.\nCHAPTER 2\nSECOND\nPart A\nTwo\n2. Title\nText here.\n",
            vec!["CHAPTER-1", "CHAPTER-1-PART-A", "SEC-1", "SEC-1A", "CHAPTER-2", "CHAPTER-2-PART-A", "SEC-2"],
        ),
        (
            "chapters inside parts, where the document has it so",
            "act-en",
            "PART I\nFIRST\nCHAPTER 1\nONE\n1. Title\nText here.\nPART II\nSECOND\nCHAPTER 1\nTWO\n2. Title\nText here.\n",
            vec!["PART-1", "PART-1-CHAPTER-1", "SEC-1", "PART-2", "PART-2-CHAPTER-1", "SEC-2"],
        ),
        (
            "the letter i and the number one",
            "act-en",
            "1. Title\nThe court may—\n(g) see;\n1. Title\nThe court may—\n(a) a;\n(b) b;\n(c) c;\n(d) d;\n(e) e;\n(f) f;\n(g) g;\n(h) h;\n(i) i; or\n(j) j.\n2. Title\nThe court may—\n(a) a:\n(i) one;\n(ii) two;\n(b) b.\n",
            vec![
                "SEC-1", "SEC-1-PARA-A", "SEC-1-PARA-B", "SEC-1-PARA-C", "SEC-1-PARA-D", "SEC-1-PARA-E", "SEC-1-PARA-F", "SEC-1-PARA-G",
                "SEC-1-PARA-H", "SEC-1-PARA-I", "SEC-1-PARA-J", "SEC-2", "SEC-2-PARA-A", "SEC-2-PARA-A-SUBPARA-I", "SEC-2-PARA-A-SUBPARA-II",
                "SEC-2-PARA-B",
            ],
        ),
        (
            "two marks on one line, and a schedule",
            "act-en",
            "1. (1) The court must—\n(a) see.\n(2) The end.\n2. Short title\nThis is an Act.\nSCHEDULE 1\n1. Item\nText.\n",
            vec!["SEC-1", "SEC-1-SUBSEC-1", "SEC-1-SUBSEC-1-PARA-A", "SEC-1-SUBSEC-2", "SEC-2", "SCH-1", "SCH-1-PARA-1"],
        ),
        (
            "sections restart in the articles of a constitution",
            "act-en",
            "## Article. I.\n\n**Section. 1.** All powers are here.\n\n**Section. 2.** The House is there.\n\n## Article. II.\n\n**Section. 1.** The President acts.\n",
            vec!["ART-1", "ART-1-SEC-1", "ART-1-SEC-2", "ART-2", "ART-2-SEC-1"],
        ),
        (
            "amendments beside articles, each with sections of its own",
            "act-en",
            "ARTICLE I\n\nSection 1. All powers are here.\n\nSection 2. The House is there.\n\nAMENDMENT I\n\nSection 1. No law is made.\n\nSection 2. It may be enforced.\n",
            vec!["ART-1", "ART-1-SEC-1", "ART-1-SEC-2", "AMENDMENT-1", "AMENDMENT-1-SEC-1", "AMENDMENT-1-SEC-2"],
        ),
        (
            "letters over numbers, and numbers that restart",
            "numbered-outline",
            "## A. Terms\n\n### 1. One\n\nText.\n\n### 2. Two\n\nText.\n\n## B. More\n\n### 1. One\n\nText.\n",
            vec!["SEC-A", "SEC-A-1", "SEC-A-2", "SEC-B", "SEC-B-1"],
        ),
        (
            "numbers of several parts, as headings and as paragraphs",
            "numbered-outline",
            "## 1. Use\n\n1.1 You may use it.\n\n### 1.2 Limits\n\nNone.\n\n#### 1.2.1. More\n\nText.\n\n## 2. End\n\nText.\n",
            vec!["SEC-1", "SEC-1-1", "SEC-1-2", "SEC-1-2-1", "SEC-2"],
        ),
        (
            "names and status marks",
            "principles",
            "# Hiến chương\n\n## ✅ Nguyên tắc 1: Rõ ràng\n\nNói rõ.\n\n## 📝 NT-2. Ngắn gọn\n\nNói ngắn.\n\n## Kiến trúc A: Lõi\n\nLõi quyết định.\n\n## Điều 0-S-M-L: Cỡ\n\nBa cỡ.\n",
            vec!["NT-1", "NT-2", "KT-A", "DIEU-0-S-M-L"],
        ),
        ("appendices of a Vietnamese outline number by themselves", "numbered-outline", "1. Chung\n\nMột.\n\n2. Riêng\n\nHai.\n\n2.1. Nhỏ\n\nBa.\n\nPHỤ LỤC I\nBIỂU PHÍ\n\n1. Phí gửi\n\nBốn.\n\nBốn nữa.\n\n2. Phí nhận\n\nNăm.\n\nNăm nữa.\n\nPHỤ LỤC II\nLỊCH LÀM VIỆC\n\nMọi ngày.\n\nTrừ ngày lễ.\n",
            vec!["SEC-1", "SEC-2", "SEC-2-1", "PL-1", "PL-1-SEC-1", "PL-1-SEC-2", "PL-2"]),
        ("a letter that no heading divides, and what is attached to it", "whole-text", "\n\nDear neighbours,\n\nthe bridge is closed from May on.\n\n1. is no heading here\n\nYours\n\nANNEX I\n\nDETOURS\n\nBy the mill.\nOver the hill.\nBy the church.\nAlong the wall.\nPast the well.\n\nANNEX II\n\nDAYS\n\nMondays.\n",
            vec!["TEXT", "ANNEX-1", "ANNEX-2"]),
        ("a notice with an appendix, in Vietnamese", "whole-text", "UỶ BAN XÃ MẪU\nTHÔNG BÁO\nCầu tạm đóng từ tháng năm.\nPHỤ LỤC\nLỐI ĐI VÒNG\n(Kèm theo Thông báo số 3/TB-UBND)\nQua cối xay.\n", vec!["TEXT", "PL"]),
    ] {
        assert_eq!(found(profile, text), expected, "{name}");
    }
}

#[test]
fn a_whole_text_is_one_unit_and_says_so() {
    let text = "Sáng nay trời đẹp.\nChiều nay trời mưa.\n";
    let manifest = cut(text, &request("whole-text")).expect("a manifest");
    assert_eq!(super::segment_support::shown(text, &manifest), ["TEXT |  |  | Sáng nay trời đẹp./Chiều nay trời mưa./"]);
    assert_eq!((manifest.units.len(), manifest.units[0].title.as_str()), (1, ""));
    assert_eq!(anomalies(&manifest), ["one_unit@1"]);
    assert_eq!(manifest.anomalies[0].weight, Some(iu_text::manifest::Weight::Grave));
    // Nobody is given it unasked.
    let source = iu_text::canon::canonicalise(text.as_bytes()).expect("a text");
    assert!(iu_text::segment::detect(&source).iter().all(|found| found.score == 0.0));
}

#[test]
fn what_only_looks_like_a_heading_is_text() {
    for (name, profile, text, expected) in [
        ("a reference at the start of a line", "eu-regulation", "Article 1\n\nScope\n\nText of this.\n\nArticle 16(2) TFEU mandates it.\n\nArticle 2\n\nEnd\n\nText.\n", vec!["ART-1", "ART-2"]),
        ("a quoted section", "act-en", "1. Amendment\nThe following is inserted:\n“2. Quoted\n(1) Quoted text.\n3. Also quoted.”\n2. Commencement\nThis Act begins.\n", vec!["SEC-1", "SEC-2"]),
        ("a date and an amount", "act-en", "1. Title\nText here.\n1.1.2017 is a day.\n2.000 is an amount.\n2. Title\nText here.\n", vec!["SEC-1", "SEC-2"]),
        ("a stray number inside a section", "numbered-outline", "1. A\n\nText of\n7.  Not this one.\n\n2. B\n\nText.\n\n3. C\n\nText.\n", vec!["SEC-1", "SEC-2", "SEC-3"]),
    ] {
        assert_eq!(found(profile, text), expected, "{name}");
    }
}

#[test]
fn what_is_left_out_says_why() {
    let text = "An Act\nARRANGEMENT OF SECTIONS\n1. One.\n2. Two.\n1. One\nText here.\nPage 2 of 3\n2. Two\nText here.\n";
    let manifest = cut(text, &request("act-en")).expect("a manifest");
    assert_eq!(paths(&manifest), ["SEC-1", "SEC-2"]);
    assert_eq!(
        excluded(text, &manifest),
        ["preamble: An Act/", "table_of_contents: ARRANGEMENT OF SECTIONS/1. One./2. Two./", "page_furniture: Page 2 of 3/"]
    );
}

#[test]
fn titles_stand_where_the_document_puts_them() {
    let titles = |text: &str| -> Vec<String> {
        let manifest = cut(text, &request("act-en")).expect("a manifest");
        manifest.units.iter().filter(|unit| unit.level == "section").map(|unit| unit.title.clone()).collect()
    };
    assert_eq!(titles("1. Short title\nThis is an Act.\n2. Scope\nIt is wide.\n"), ["Short title", "Scope"]);
    assert_eq!(titles("1. Short title.—This is an Act.\n2. Scope.—It is wide.\n"), ["Short title", "Scope"]);
    assert_eq!(
        titles("Short title\n1. This is an Act.\nScope\n2. (1) It is wide.\nRepeal\n3. Nothing stays.\n"),
        ["Short title", "Scope", "Repeal"]
    );
}

#[test]
fn anomalies_have_their_places() {
    let gap =
        cut("1. A\nText here.\n2. B\nText here.\n4. D\nText here.\n5. E\nText here.\n", &request("act-en")).expect("a manifest");
    assert_eq!((paths(&gap).len(), anomalies(&gap)), (4, vec!["gap@5".to_owned()]));
    let repeat = cut("Article 1\nA\nText here.\nArticle 2\nB\nText here.\nArticle 2\nC\nText here.\n", &request("eu-regulation"))
        .expect("a manifest");
    assert_eq!((paths(&repeat).len(), anomalies(&repeat)), (2, vec!["repeat@7".to_owned()]));
    let lists = "1. Terms\nIn this Act—\n\"one\" means—\n(a) a;\n(b) b;\n\"two\" means—\n(a) a;\n(b) b.\n";
    let hanging = cut(lists, &request("act-en")).expect("a manifest");
    assert_eq!((paths(&hanging), anomalies(&hanging)), (vec!["SEC-1"], vec!["restart@7".to_owned()]));
}

#[test]
fn status_marks_stand_before_the_label_or_in_the_title() {
    let text = "## ✅ Nguyên tắc 1: Rõ\n\nNói rõ.\n\n## NT-2. Ngắn 📝\n\nNói ngắn.\n\n## Kiến trúc A: Lõi\n\nLõi.\n";
    let manifest = cut(text, &request("principles")).expect("a manifest");
    let shown: Vec<(&str, &str, u8)> =
        manifest.units.iter().map(|unit| (unit.title.as_str(), unit.status.as_str(), unit.status_tier)).collect();
    assert_eq!(shown, [("Rõ", "enacted", 2), ("Ngắn", "draft", 2), ("Lõi", "draft", 0)]);
}
