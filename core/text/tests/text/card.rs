//! What texts say of themselves, on texts of the tests' own; and the level reached on the labelled gazette texts.

#[allow(dead_code, reason = "the table of the example prints more than a test needs")]
#[path = "../../examples/corpus/cards.rs"]
mod cards;

use iu_text::canon::canonicalise;
use iu_text::card::{read, Card, CardNumbers, CardValue};
use iu_text::profile::builtin;
use proptest::prelude::*;

fn card_by(text: &str, profile: &str) -> Card {
    read(&canonicalise(text.as_bytes()).expect("a text"), &builtin(profile).expect("built in"))
}

fn card(text: &str) -> Card {
    card_by(text, "vn-law")
}

fn said(value: &Option<CardValue>) -> Option<&str> {
    value.as_ref().map(|value| value.value.as_str())
}

fn doubt(value: &Option<CardValue>) -> Option<&str> {
    value.as_ref().and_then(|value| value.doubt.as_deref())
}

fn listed(value: &Option<CardNumbers>) -> Vec<&str> {
    value.iter().flat_map(|value| value.value.iter().map(String::as_str)).collect()
}

const DECREE: &str = "\
CÔNG BÁO/Số 12 + 13/Ngày 05-01-2031
2

CHÍNH PHỦ
_______

Số: 7/2030/NĐ-CP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Hà Nội, ngày 9 tháng 12 năm 2030

NGHỊ ĐỊNH
Sửa đổi, bổ sung một số điều của Nghị định số 1/2029/NĐ-CP
ngày 02 tháng 02 năm 2029 của Chính phủ về bến nước
và Nghị định số 3/2029/NĐ-CP hướng dẫn thi hành Nghị quyết số 5/2028/QH15

Căn cứ Luật Sông hồ số 9/2027/QH15 được sửa đổi, bổ sung bởi
sửa đổi, bổ sung Luật số 2/2028/QH15;
Chính phủ ban hành Nghị định sửa đổi, bổ sung một số điều về bến nước.

Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 1/2029/NĐ-CP
1. Sửa đổi khoản 2 Điều 5 như sau:
“2. Bãi bỏ Nghị định số 99/1999/NĐ-CP.”.
Ký bởi: CÔNG BÁO NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Ngày ký: 2031-01-06 10:00:00 +07:00
Điều 2. Bãi bỏ khoản 1 Điều 2 Nghị định số 4/2026/NĐ-
CP đã được sửa đổi theo Nghị định số 6/2026/NĐ-CP.
Điều 3. Hiệu lực thi hành
1. Nghị định này có hiệu lực thi hành kể
từ ngày 15 tháng 02 năm 2031, trừ khoản 2 Điều này.
2. Nghị định số 8/2020/NĐ-CP ngày 01 tháng 3 năm 2020 của Chính phủ và Thông
tư số 10/2021/TT-BX hết hiệu lực kể từ ngày Nghị định này có hiệu lực.

TM. CHÍNH PHỦ
KT. THỦ TƯỚNG
PHÓ THỦ TƯỚNG

Nguyễn Văn Sông

QUYẾT ĐỊNH
Điều 1. Quyết định này có hiệu lực từ ngày 01 tháng 01 năm 1990.
";

#[test]
fn a_decree_as_a_gazette_prints_it() {
    let card = card(DECREE);
    assert_eq!(said(&card.number), Some("7/2030/NĐ-CP"));
    assert_eq!(said(&card.kind), Some("Nghị định"));
    assert_eq!(said(&card.issuer), Some("Chính phủ"));
    assert_eq!(said(&card.adopted_on), Some("2030-12-09"));
    assert_eq!((said(&card.published_on), said(&card.gazette)), (Some("2031-01-05"), Some("12 + 13")));
    assert_eq!((said(&card.in_force_from), doubt(&card.in_force_from)), (Some("2031-02-15"), Some("exceptions")));
    assert_eq!(said(&card.signatory), Some("Nguyễn Văn Sông"));
    assert!(said(&card.title).is_some_and(|title| title.starts_with("Sửa đổi, bổ sung") && title.ends_with("số 5/2028/QH15")));
    assert_eq!(listed(&card.amends), ["1/2029/NĐ-CP", "3/2029/NĐ-CP", "4/2026/NĐ-CP"]);
    assert_eq!(listed(&card.repeals), ["8/2020/NĐ-CP", "10/2021/TT-BX"]);
    assert_eq!(card.prefix().as_deref(), Some("ND-7-2030"));
    for (value, shown) in [(&card.number, "7/2030"), (&card.kind, "NGHỊ"), (&card.signatory, "Nguyễn"), (&card.title, "Sửa đổi")]
    {
        let at = value.as_ref().expect("a value").at;
        assert!(DECREE[at..].starts_with(shown), "{:?}", &DECREE[at..at + 20]);
    }
    assert!(DECREE[card.repeals.as_ref().expect("repeals").at..].starts_with("8/2020"));
    assert!(DECREE[card.in_force_from.as_ref().expect("a day").at..].starts_with("ngày 15 tháng 02"));
}

#[test]
fn the_same_whatever_happened_to_it_on_its_way() {
    let whole = card(DECREE);
    let values = |card: &Card| {
        let Card { number, kind, title, adopted_on, in_force_from, amends, repeals, signatory, .. } = card.clone();
        let all = [number, kind, title, adopted_on, in_force_from, signatory].map(|value| value.map(|value| value.value));
        (all, [amends, repeals].map(|value| value.map(|value| value.value)))
    };
    let nfd: String = {
        use unicode_normalization::UnicodeNormalization;
        DECREE.nfd().collect()
    };
    for (how, text) in [
        ("CRLF", DECREE.replace('\n', "\r\n")),
        ("NFD", nfd),
        ("spaces", DECREE.replace(' ', " \u{a0}")),
        ("pages", DECREE.replace("Điều 2. Bãi", "\n17\nCÔNG BÁO/Số 12 + 13/Ngày 05-01-2031\n\nĐiều 2. Bãi")),
    ] {
        assert_eq!(values(&card(&text)), values(&whole), "{how}");
    }
}

#[test]
fn a_law_says_its_day_at_its_end_and_its_name_in_its_formula() {
    let law = "QUỐC HỘI\n\nLuật số: 41/2030/QH17\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nLUẬT\nSÔNG HỒ VIỆT NAM\n\nCăn cứ Hiến pháp;\n\
               Quốc hội ban hành Luật Sông hồ Việt Nam.\n\nĐiều 1. Phạm vi\nLuật này quy định.\nĐiều 2. Hiệu lực\n\
               Luật này có hiệu lực sau 45 ngày, kể từ ngày thông qua.\n\n\
               Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XVII,\nkỳ họp thứ 8 thông qua ngày 29 tháng 6 năm 2030.\n\n\
               CHỦ TỊCH QUỐC HỘI\n\nTrần Thị Hồ\n";
    let card = card(law);
    assert_eq!(said(&card.title), Some("Luật Sông hồ Việt Nam"));
    assert_eq!(said(&card.adopted_on), Some("2030-06-29"));
    assert_eq!((said(&card.in_force_from), doubt(&card.in_force_from)), (Some("2030-08-13"), Some("computed")));
    assert_eq!(card.prefix().as_deref(), Some("L-41-2030-QH17"));
    assert_eq!((card.amends, card.repeals), (None, None));
}

#[test]
fn a_consolidated_text_has_its_own_number_and_that_of_its_law() {
    let text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nTHÔNG TƯ1\nQuy định về bến nước\n\n\
                Thông tư số 5/2020/TT-BX ngày 01 tháng 02 năm 2020 của Bộ trưởng\nBộ Xây, có hiệu lực kể từ ngày 15 tháng 3 năm 2020, được sửa đổi, bổ sung bởi:\n\
                1. Thông tư số 6/2021/TT-BX ngày 01 tháng 02 năm 2021 sửa đổi, bổ sung một số điều của\nThông tư số 5/2020/TT-BX, có hiệu lực kể từ ngày 01 tháng 4 năm 2021;\n\
                2. Thông tư số 7/2022/TT-BX, có hiệu lực kể từ ngày 01 tháng 4 năm 2022.\n\nCăn cứ Luật Bến số 1/2019/QH14;\n\nĐiều 1. Phạm vi2\nQuy định.\n\n\
                BỘ XÂY\nSố: 12/VBHN-BX\nXÁC THỰC VĂN BẢN HỢP NHẤT\nHà Nội, ngày 3 tháng 5 năm 2023\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n\nLê Văn Bến\n";
    let card = card(text);
    let base = card.base.clone().expect("a law");
    assert_eq!((said(&card.number), said(&card.adopted_on)), (Some("12/VBHN-BX"), Some("2023-05-03")));
    assert_eq!((said(&card.kind), said(&card.title)), (Some("Văn bản hợp nhất"), Some("Thông tư quy định về bến nước")));
    assert_eq!((said(&base.number), said(&base.adopted_on)), (Some("5/2020/TT-BX"), Some("2020-02-01")));
    assert_eq!(said(&base.in_force_from), Some("2020-03-15"));
    assert_eq!(listed(&base.amended_by), ["6/2021/TT-BX", "7/2022/TT-BX"]);
    assert_eq!((card.in_force_from.as_ref(), card.prefix().as_deref()), (None, Some("TT-5-2020")));
}

#[test]
fn a_regulation_of_the_european_union() {
    let text = "17.3.2031 EN Official Journal of the European Union L 71/12\n\nREGULATION (EU) 2031/455 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL\n\n\
                of 9 March 2031\n\non river banks, amending Regulation (EU) No 12/2029 and Council Directives 89/6/EEC and 93/15/EEC, and repealing Decision (EU) 2020/7\n\n\
                (Text with EEA relevance)\n\nTHE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,\n\nHAVE ADOPTED THIS REGULATION:\n\n\
                Article 1\n\nScope\n\nThis Regulation is about banks.\n\nArticle 2\n\n\
                This Regulation shall enter into force on the twentieth day following that of its publication in the Official Journal of the European Union.\n\n\
                Done at Strasbourg, 9 March 2031.\n\nFor the European Parliament\n\nThe President\n\nA. RIVER\n";
    let card = card_by(text, "eu-regulation");
    assert_eq!((said(&card.kind), said(&card.number)), (Some("Regulation"), Some("2031/455")));
    assert_eq!((said(&card.adopted_on), said(&card.published_on)), (Some("2031-03-09"), Some("2031-03-17")));
    assert_eq!((said(&card.in_force_from), doubt(&card.in_force_from)), (Some("2031-04-06"), Some("computed")));
    assert_eq!(listed(&card.amends), ["12/2029", "89/6/EEC", "93/15/EEC"]);
    assert_eq!(listed(&card.repeals), ["2020/7"]);
    assert_eq!((said(&card.signatory), card.prefix().as_deref()), (Some("A. RIVER"), Some("REG-2031-455")));
}

#[test]
fn an_english_act() {
    let text = "THE RIVERS ACT, 2031\n\nAct No. 12 of 2031\n\n[Assented to 4 May 2031]\n\nAn Act to provide for rivers.\n\nPART I\n\n1. This Act shall come into operation on 1 July 2031.\n";
    let card = card_by(text, "act-en");
    assert_eq!((said(&card.title), said(&card.number)), (Some("THE RIVERS ACT, 2031"), Some("12 of 2031")));
    assert_eq!((said(&card.adopted_on), said(&card.in_force_from)), (Some("2031-05-04"), Some("2031-07-01")));
    assert_eq!(card.prefix().as_deref(), Some("ACT-12-2031"));
}

#[test]
fn a_prefix_is_proposed_where_number_and_kind_are_sure() {
    let with = |kind: &str, number: &str, adopted: Option<&str>| {
        let value = |value: &str| Some(CardValue { at: 0, doubt: None, value: value.to_owned() });
        Card { kind: value(kind), number: value(number), adopted_on: adopted.and_then(value), ..Card::default() }.prefix()
    };
    for (kind, number, adopted, expected) in [
        ("Luật", "41/2024/QH15", None, Some("L-41-2024-QH15")),
        ("Nghị định", "112/2021/NĐ-CP", None, Some("ND-112-2021")),
        ("Nghị định", "191/2026/NĐ-CP", None, Some("ND-191-2026")),
        ("Thông tư", "20/2024/TT-BTC", None, Some("TT-20-2024")),
        ("Nghị quyết", "17/2022/UBTVQH15", None, Some("NQ-17-2022-UBTVQH15")),
        ("Nghị quyết", "66.19/2026/NQ-CP", None, Some("NQ-66-19-2026")),
        ("Quyết định", "169/QĐ-BLĐTBXH", Some("2025-01-24"), Some("QD-169-2025-BLDTBXH")),
        ("Quyết định", "169/QĐ-BLĐTBXH", None, None),
        ("Regulation", "2016/679", None, Some("REG-2016-679")),
        ("Directive", "95/46/EC", Some("1995-10-24"), Some("DIR-95-1995-46-EC")),
        ("Tờ rơi", "1/2020/TR-X", None, None),
    ] {
        assert_eq!(with(kind, number, adopted).as_deref(), expected, "{number}");
    }
}

#[test]
fn a_text_that_says_nothing_of_itself_has_an_empty_card() {
    for text in ["Một câu thôi.\n", "# Handbook\n\n1. Wash hands.\n", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"] {
        assert!(card_by(text, "markdown-outline").is_empty(), "{text:?}");
    }
}

proptest! {
    /// Words that tables look for, in any order and damage: a card comes out, and its places are places of the text.
    #[test]
    fn any_text_has_a_card(pieces in proptest::collection::vec(prop_oneof![
        proptest::sample::select(vec![
            "LUẬT", "Nghị định", "số", "Số: ", "12/2020/NĐ-", "CP", "ngày 1 tháng 2 năm 2020", "tháng", "\n", "\n\n", " ", "“", "”", "\"", "Điều 1. ",
            "sửa đổi, bổ sung", "bãi bỏ", "hết hiệu lực", "này có hiệu lực từ", "CÔNG BÁO/Số ", "/Ngày ", "XÁC THỰC VĂN BẢN HỢP NHẤT", "TM. CHÍNH PHỦ",
            "Regulation (EU) ", "2016/679", "of 3 May 2020", "Act", "No. 3 of 1999", ":", ";", ".", ",", "và", "được sửa đổi", "Bộ ",
        ]).prop_map(str::to_owned),
        "\\PC{0,6}",
    ], 0..60)) {
        let text = format!("x{}", pieces.concat());
        for profile in ["vn-law", "eu-regulation", "act-en"] {
            let source = canonicalise(text.replace('\0', "").as_bytes()).expect("a text");
            let card = read(&source, &builtin(profile).expect("built in"));
            let _ = card.prefix();
            let json = serde_json::to_value(&card).expect("JSON");
            for member in json.as_object().expect("an object").values() {
                if let Some(at) = member["at"].as_u64() {
                    let at = usize::try_from(at).expect("small");
                    prop_assert!(source.as_str().is_char_boundary(at) && at < source.as_str().len());
                }
            }
        }
    }
}

#[test]
fn long_lines_and_many_lines_cost_their_bytes() {
    // Each would take hours if anything were read over and over.
    for text in [
        "Luật này ".repeat(200_000),
        "Nghị định số\n".repeat(100_000),
        "“Điều 1. Bãi bỏ\n".repeat(100_000),
        "1. Sửa đổi Luật Luật Luật\n".repeat(60_000),
    ] {
        let _ = card(&format!("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nLUẬT\nA\n\nĐiều 1. B\n{text}"));
    }
}

#[test]
fn labelled_gazette_texts_are_read_as_people_read_them() {
    let beside = || concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared").into();
    let folder = std::env::var_os("CUTTER_SHARED").map_or_else(beside, std::path::PathBuf::from).join("corpus-vn");
    let rows = cards::rows(&folder);
    if rows.is_empty() {
        eprintln!("skipped: there are no labelled gazette texts at {}", folder.display());
        return;
    }
    let totals = cards::totals(&rows);
    let differences: Vec<String> =
        rows.iter().flat_map(|row| row.differences.iter().map(|each| format!("{}: {each}", row.name))).collect();
    for (member, (right, all)) in cards::MEMBERS.iter().zip(totals) {
        // Of what amending acts amend the labels leave out what single clauses amend beside.
        let missed = if *member == "amends" { 3 } else { 0 };
        assert!(right + missed >= all, "{member}: {right} of {all}\n{}", differences.join("\n"));
    }
}

/// A copy in Markdown, with its title before all else.
#[test]
fn a_copy_in_markdown_says_the_same() {
    let text = "---\nlayout: page\n---\n\n## VĂN BẢN\n\n# THÔNG TƯ\n\n**Quy định về bến nước**\n\n---\n\nBỘ SÔNG HỒ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT \
                NAM\nĐộc lập - Tự do - Hạnh phúc\n\n**Số: 7/2030/TT-BSH**\nHà Nội, ngày 9 tháng 12 năm 2030\n\n*Căn cứ Nghị định\nsố 9/2027/NĐ-CP;*\n\n\
                Bộ Sông Hồ ban hành Thông tư với các nội dung như sau:\n\n### Điều 1. Bến\n\nBộ Sông Hồ quản lý bến nước\n\n### Điều 2. Hiệu lực\n\n\
                Thông tư này có hiệu lực từ ngày 01/02/2031.\n";
    let card = card(text);
    assert_eq!(said(&card.kind), Some("Thông tư"));
    assert_eq!(said(&card.number), Some("7/2030/TT-BSH"));
    assert_eq!(said(&card.title), Some("Quy định về bến nước"));
    assert_eq!(said(&card.issuer), Some("Bộ Sông Hồ"));
    assert_eq!(said(&card.adopted_on), Some("2030-12-09"));
    assert_eq!(said(&card.in_force_from), Some("2031-02-01"));
    let at = card.number.expect("a number").at;
    assert_eq!(&text[at..at + 13], "7/2030/TT-BSH");
}
