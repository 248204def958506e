//! What must hold for any text.

use iu_references::{references, references_in, Divided, Kind, Language, Reference};
use iu_text::canon::{canonicalise, CanonicalText};
use iu_text::manifest::{Manifest, ScopePolicy};
use iu_text::profile::builtin;
use iu_text::segment::{mark, MarkRequest};
use proptest::prelude::*;
use std::time::{Duration, Instant};

const LANGUAGES: [Language; 3] = [Language::Vietnamese, Language::Union, Language::Commonwealth];

fn canonical(text: &str) -> CanonicalText {
    canonicalise(text.as_bytes()).expect("canonical")
}

fn marked(source: &CanonicalText, profile: &str) -> Option<Manifest> {
    let profile = builtin(profile).expect("built in");
    mark(source, &MarkRequest { profile, prefix: "A".into(), doc_code: "A".into(), leaf: None, scope: ScopePolicy::All }).ok()
}

/// What shows of a text: white space made one, marks of type left out.
fn shown(text: &str) -> String {
    let plain: String =
        text.chars().filter(|c| !matches!(c, '*' | '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{ad}' | '\u{1}')).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Spans lie in the text, at signs, in order, and say what the reference says.
fn holds(source: &CanonicalText, found: &[Reference]) {
    let text = source.as_str();
    for reference in found {
        let part = text.get(reference.span.start..reference.span.end).expect("a span of the text");
        assert!(!part.is_empty() && !reference.text.is_empty());
        assert_eq!(shown(part), shown(&reference.text), "{reference:?}");
        assert_eq!(
            reference.kind == Kind::This || reference.kind == Kind::Document,
            reference.provisions.is_empty(),
            "{reference:?}"
        );
        assert_eq!(matches!(reference.kind, Kind::External | Kind::Document), reference.document().is_some(), "{reference:?}");
        assert!(reference.provisions.iter().all(|provision| !provision.normal.is_empty() && !provision.parts.is_empty()));
    }
    assert!(found.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "references overlap: {found:#?}");
}

/// Words of citations, in any order, among others.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "điểm",
        "a",
        "b,",
        "đ",
        "khoản",
        "1",
        "2a",
        "và",
        "Điều",
        "5",
        "12",
        "đến",
        "từ",
        "các",
        "này",
        "của",
        "Luật",
        "Luật này",
        "Đất đai",
        "sửa đổi,",
        "bổ sung một số điều của",
        "Nghị định",
        "số",
        "15/2030/NĐ-CP",
        "ngày 3",
        "Phụ lục",
        "III",
        "Mẫu số 01",
        "ban hành kèm theo",
        "(sau đây gọi là",
        ")",
        "“",
        "”",
        "\"",
        "\n",
        "\n\n",
        ".",
        ";",
        ",",
        "(",
        "1)",
        "Article",
        "Articles",
        "6(1)(f)",
        "to",
        "9",
        "of",
        "paragraph",
        "point",
        "(a)",
        "first",
        "subparagraph",
        "this",
        "that",
        "Regulation",
        "(EU) 2016/679",
        "Annex",
        "TFEU",
        "section",
        "subsection",
        "(2)",
        "the",
        "Gardens",
        "Act,",
        "2008",
        "(Act No. 5 of 2008)",
        "Schedule",
        "Part",
        "thứ",
        "> ",
        "# ",
        "\u{a0}",
        "e\u{301}",
        "𝔄",
        "-",
        "vào sau",
        "IV-A",
    ]);
    prop::collection::vec(word, 0..60).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        let Ok(source) = canonicalise(text.as_bytes()) else { return Ok(()) };
        for language in LANGUAGES {
            holds(&source, &references_in(source.as_str(), None, language));
        }
    }

    #[test]
    fn words_of_citations_are_read_in_any_order(text in words()) {
        let Ok(source) = canonicalise(text.as_bytes()) else { return Ok(()) };
        for language in LANGUAGES {
            holds(&source, &references_in(source.as_str(), None, language));
        }
    }

    #[test]
    fn a_marked_text_is_read(one in words(), two in words(), three in words()) {
        let text = format!("Điều 1. A\n1. {one}\na) {two}\nĐiều 2. B\n{three}\n");
        let Ok(source) = canonicalise(text.as_bytes()) else { return Ok(()) };
        let manifest = marked(&source, "vn-law");
        holds(&source, &references(source.as_str(), manifest.as_ref().map(Divided::from).as_ref()));
    }
}

#[test]
fn what_was_found_once_holds() {
    for text in ["this paragraph that point", "Điều 1. A\n1. Phụ lục thứ\na) b\nĐiều 2. B\nCó hiệu lực.\n"] {
        let source = canonicalise(text.as_bytes()).expect("a text");
        let manifest = marked(&source, "vn-law");
        holds(&source, &references(source.as_str(), manifest.as_ref().map(Divided::from).as_ref()));
        for language in LANGUAGES {
            holds(&source, &references_in(source.as_str(), None, language));
        }
    }
}

#[test]
fn paths_are_those_of_addresses() {
    for (language, text, expected) in [
        (Language::Vietnamese, "điểm đ khoản 2a Điều 5 Luật Đất đai", Some("DIEU-5-KHOAN-2A-DIEM-DD")),
        (Language::Vietnamese, "Mục II Phụ lục IV ban hành kèm theo Thông tư này", Some("PL-4-MUC-2")),
        (Language::Union, "Article 6(1)(f) of Regulation (EU) 2016/679", Some("ART-6-PARA-1-PT-F")),
        (Language::Commonwealth, "section 12(3)(a)", Some("SEC-12-SUBSEC-3-PARA-A")),
        (Language::Vietnamese, "Điều này", None),
    ] {
        let found = references_in(canonical(text).as_str(), None, language);
        assert_eq!(found[0].provisions[0].path().as_deref(), expected, "{text}");
    }
}

#[test]
fn a_text_and_eight_times_it_take_time_in_proportion() {
    let parts = [
        "theo điểm a, b khoản 1 và khoản 2 Điều 5 Luật Đất đai số 3/2030/QH17; ",
        "Điều 1, Điều 2, Điều 3, Điều 4, Điều 5, ",
        "Luật sửa đổi, bổ sung một số điều của Luật sửa đổi, bổ sung một số điều của ",
        "Luật Vườn Cây Rất Dài Không Bao Giờ Hết ",
        "từ khoản 1 đến khoản 9, ",
        "(sau đây gọi là Luật Vườn) ",
        "“Điều 5. Điều 6. ",
        "Article 5(1), (2) and (3), point (a), of ",
        "first and second and third and ",
        "Phụ lục, Phụ lục của, Annex, Annex of, ",
        "Promotion of Gardens and Prevention of Weeds and ",
    ];
    for (part, language) in parts.iter().flat_map(|part| LANGUAGES.map(|language| (part, language))) {
        let time = |times: usize| {
            let source = canonical(&part.repeat(times));
            let run = || {
                let start = Instant::now();
                std::hint::black_box(references_in(source.as_str(), None, language));
                start.elapsed()
            };
            (0..3).map(|_| run()).min().unwrap_or_default()
        };
        // A busy machine slows one of the two at times: what is out of proportion is so each time.
        let mut tries = std::iter::repeat_with(|| (time(50), time(400))).take(6);
        assert!(
            tries.any(|(one, eight)| eight < (one * 20).max(Duration::from_millis(60))),
            "{part:?} in {language:?}: eight times the text takes more than twenty times as long"
        );
    }
}
