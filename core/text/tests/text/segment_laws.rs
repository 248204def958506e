//! Laws of MARK over generated texts: coverage is always proven, the answer is always the same, and how a text was
//! typed does not change its units.

use super::segment_support::{cut, paths, request};
use iu_text::manifest::{Manifest, Stored};
use iu_text::segment::detect;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// An article: its clauses, each with as many points.
type Article = Vec<usize>;

/// A law that is well numbered: chapters of articles.
fn laws() -> impl Strategy<Value = Vec<Vec<Article>>> {
    prop::collection::vec(prop::collection::vec(prop::collection::vec(0_usize..4, 0..4), 1..5), 1..5)
}

const ROMAN: [&str; 4] = ["I", "II", "III", "IV"];
const LETTERS: [&str; 4] = ["a", "b", "c", "d"];

/// The text of a law, and the paths its units must have.
fn written(law: &[Vec<Article>]) -> (String, Vec<String>) {
    let (mut text, mut paths, mut number) = ("LUẬT MẪU\nLời mở.\n".to_owned(), Vec::new(), 0);
    for (chapter, articles) in law.iter().enumerate() {
        text += &format!("Chương {}\nTÊN CHƯƠNG\n", ROMAN[chapter]);
        paths.push(format!("CHUONG-{}", chapter + 1));
        for clauses in articles {
            number += 1;
            text += &format!("Điều {number}. Tên của điều\n");
            paths.push(format!("DIEU-{number}"));
            if clauses.is_empty() {
                text += "Ở đây chỉ có một đoạn văn.\n";
            }
            for (clause, &points) in clauses.iter().enumerate() {
                text += &format!("{}. Nội dung của khoản, gồm:\n", clause + 1);
                paths.push(format!("DIEU-{number}-KHOAN-{}", clause + 1));
                for letter in &LETTERS[..points] {
                    text += &format!("{letter}) Nội dung của điểm;\n");
                    paths.push(format!("DIEU-{number}-KHOAN-{}-DIEM-{}", clause + 1, letter.to_uppercase()));
                }
            }
        }
    }
    (text, paths)
}

fn content(manifest: &Manifest) -> Vec<(&str, &str, &str)> {
    let units = manifest.units.iter();
    units.map(|unit| (unit.address.as_str(), unit.title.as_str(), unit.content_hash.as_str())).collect()
}

/// Lines that look like something, in any order.
fn lines() -> impl Strategy<Value = String> {
    let line = prop::sample::select(vec![
        "Phần thứ nhất",
        "PHẦN II",
        "Chương I",
        "Chương II. TÊN",
        "Chương IIII",
        "Mục 1",
        "Tiểu mục 1: TÊN",
        "Điều 1. Tên",
        "Điều 2",
        "Điều 2. Tên.",
        "Điều 3 của Luật",
        "ĐIỀU 3a: TÊN",
        "**Điều 4.**",
        "1. Một",
        "2. Hai",
        "2a. Hai",
        "1.1.2020",
        "3 Ba",
        "a) A;",
        "b) B;",
        "đ) Đ.",
        "“Điều 5. Trích",
        "kết.”",
        "\"Trích",
        "hết.\".",
        "CÔNG BÁO/Số 1",
        "12",
        "Ký bởi: Ai",
        "Email: a@b",
        "Nơi nhận:",
        "TM. CHÍNH PHỦ",
        "Luật này được Quốc hội thông qua",
        "PHỤ LỤC",
        "MỤC LỤC",
        "",
        "   ",
        "\u{a0}",
        "văn bản tiếp theo",
        "VĂN BẢN HOA",
        "theo quy định tại",
        "---",
        "# H",
        "### H3 ✅",
        "```",
        "\u{200b}",
        "Điều １. Số",
    ]);
    prop::collection::vec(line, 1..40).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_well_numbered_law_gives_exactly_its_units(law in laws()) {
        let (text, expected) = written(&law);
        let manifest = cut(&text, &request("vn-law")).expect("a manifest");
        prop_assert_eq!(paths(&manifest), expected);
        prop_assert!(manifest.anomalies.is_empty(), "{:?}", manifest.anomalies);
        prop_assert!(manifest.coverage.reconstruction_ok);
        prop_assert_eq!(&manifest.coverage.reconstruction_sha256, &manifest.source.sha256);
    }

    #[test]
    fn how_a_text_was_typed_changes_nothing(law in laws()) {
        let (text, _) = written(&law);
        let manifest = cut(&text, &request("vn-law")).expect("a manifest");
        let decomposed: String = text.nfd().collect();
        for typed in [text.replace('\n', "\r\n"), decomposed, format!("\u{feff}{}", text.replace('\n', " \t\n"))] {
            let other = cut(&typed, &request("vn-law")).expect("a manifest");
            prop_assert_eq!(other.to_canonical_json(), manifest.to_canonical_json());
        }
        let spaced = text.replace("Điều ", "Điều\u{a0}");
        let other = cut(&spaced, &request("vn-law")).expect("a manifest");
        prop_assert_eq!(content(&other), content(&manifest));
    }

    #[test]
    fn any_lines_give_a_proven_manifest_or_a_named_error(text in lines()) {
        for profile in iu_text::profile::builtin_ids() {
            let text = format!("{text}\nhết");
            match cut(&text, &request(profile)) {
                Ok(manifest) => {
                    prop_assert!(manifest.coverage.reconstruction_ok);
                    prop_assert_eq!(&manifest.coverage.reconstruction_sha256, &manifest.source.sha256);
                    prop_assert!(profile == "whole-text" || manifest.units.iter().all(|unit| !unit.heading_spans.is_empty()));
                    let stored = manifest.to_canonical_json();
                    prop_assert_eq!(Manifest::from_stored(&stored).expect("readable"), manifest);
                    prop_assert_eq!(cut(&text, &request(profile)).expect("again").to_canonical_json(), stored);
                }
                Err(error) => prop_assert!(
                    ["NO_UNIT_FOUND", "LABEL_UNREADABLE"].contains(&error.code), "{}", error
                ),
            }
        }
    }

    #[test]
    fn own_text_is_never_white_space_alone(text in lines()) {
        let source = iu_text::canon::canonicalise(format!("{text}\nhết").as_bytes()).expect("a text");
        if let Ok(manifest) = iu_text::segment::mark(&source, &request("vn-law")) {
            for unit in manifest.units.iter().filter(|unit| !unit.is_structural()) {
                let own: String = unit.body_spans.iter().map(|span| &source.as_str()[span.start..span.end]).collect();
                prop_assert!(own.chars().any(|c| !c.is_whitespace() && c != '\u{200b}'), "{}", unit.address);
            }
        }
    }

    #[test]
    fn any_characters_get_an_answer(text in "\\PC*[a-zđ]\\PC*") {
        let source = iu_text::canon::canonicalise(text.as_bytes()).expect("a text");
        prop_assert_eq!(detect(&source).len(), iu_text::profile::builtin_ids().len());
    }
}
