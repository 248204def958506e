//! What MARK refuses, word for word, and that texts of any shape and size get an answer.

use super::segment_support::{cut, request};
use iu_text::segment::{MarkError, MAX_UNITS};

fn refused(text: &str, change: impl FnOnce(&mut iu_text::segment::MarkRequest)) -> MarkError {
    let mut request = request("vn-law");
    change(&mut request);
    cut(text, &request).expect_err("refused")
}

const LAW: &str = "Điều 1. Tên\nX.\n";

#[test]
fn refusals_name_code_place_and_what_was_expected() {
    let cases = [
        (
            refused("Thư gửi bạn.\n", |_| ()),
            "NO_UNIT_FOUND",
            (0, 1),
            "The text has no heading of the level dieu, which the profile vn-law needs. With the profile whole-text it is one unit.",
            "a line that begins with a label of the profile, such as \"Điều 1\"",
        ),
        (
            refused("CÔNG BÁO/Số 1/Ngày 1-2-2020\n8\n\nCÔNG BÁO/Số 1/Ngày 1-2-2020\n9\n\nTM. CHÍNH PHỦ\nNguyễn Văn A\n", |_| ()),
            "NO_UNIT_FOUND",
            (0, 1),
            "The text has no heading of the level dieu, which the profile vn-law needs. Its pages show hardly more than their heads: \
             most likely they are pictures.",
            "a line that begins with a label of the profile, such as \"Điều 1\"",
        ),
        (
            refused(LAW, |request| request.leaf = Some("câu".to_owned())),
            "UNKNOWN_LEAF",
            (0, 0),
            "The profile vn-law has no level \"câu\".",
            "one of van_ban_kem_theo, danh_muc, phu_luc, mau, phan, chuong, muc, tieu_muc, dieu, khoan, diem",
        ),
        (
            refused(LAW, |request| request.doc_code = " ".to_owned()),
            "BAD_DOC_CODE",
            (0, 0),
            "The document code is empty.",
            "the code the units of the document share",
        ),
        (
            refused("Chương I\nA\nĐiều 1. B\nX.\nChương IIII\nBA\n", |_| ()),
            "LABEL_UNREADABLE",
            (29, 5),
            "The heading \"Chương IIII\" on line 5 has the number \"IIII\", which cannot be read.",
            "a number such as 3 or IV",
        ),
    ];
    for (error, code, place, message, expected) in cases {
        assert_eq!((error.code, (error.at, error.line)), (code, place));
        assert_eq!((error.message.as_str(), error.expected.as_str()), (message, expected));
    }
    assert_eq!(refused("Chương I\nTÊN\nChỉ có chương.\n", |_| ()).code, "NO_UNIT_FOUND");
    let plain = cut("Thư gửi bạn.\n", &request("markdown-outline")).expect_err("refused");
    assert_eq!(plain.message, "The text has no heading of the profile markdown-outline down to the level h6. With the profile whole-text it is one unit.");
    let share = refused("Điều 1. A\nX.\n\nChương IIII\nTÊN\nĐiều 2. B\nY.\n", |_| ()).covered_share;
    assert!(share > 0.1 && share < 0.6, "{share}");
}

#[test]
fn two_labels_of_one_address_are_kept_and_reported_with_both_places() {
    let manifest = cut("Điều 1. A\nX.\nĐiều 15a. B\nY.\nĐiều 15A. C\nZ.\n", &request("vn-law")).expect("a manifest");
    let collisions: Vec<_> = manifest.anomalies.iter().filter(|anomaly| anomaly.code == "collision").collect();
    assert_eq!(collisions.len(), 1);
    assert_eq!((collisions[0].at, collisions[0].line, collisions[0].label.as_str()), (34, 5, "Điều 15A"));
    assert_eq!(collisions[0].message, "\"Điều 15a\" on line 3 and \"Điều 15A\" on line 5 would both have the address DIEU-15A.");
    // Nobody can approve it: the finding that addresses are unique fails.
    assert_eq!(manifest.units.iter().filter(|unit| unit.address == "MAU-2024/DIEU-15A").count(), 2);
}

#[test]
fn a_prefix_is_refused_at_the_byte_that_is_wrong() {
    for (prefix, at) in [("", 0), ("mau", 0), ("MAU--1", 4), ("MAU-", 4), ("MAU/1", 3), ("LUẬT", 2)] {
        let error = refused(LAW, |request| request.prefix = prefix.to_owned());
        assert_eq!((error.code, error.at), ("BAD_PREFIX", at), "{prefix:?}");
    }
    assert_eq!(refused(LAW, |request| request.prefix = "A".repeat(49)).at, 48);
}

#[test]
fn a_profile_that_contradicts_itself_is_refused() {
    assert_eq!(refused(LAW, |request| request.profile.default_leaf = "none".to_owned()).code, "BAD_PROFILE");
}

#[test]
fn more_units_than_can_be_cut_are_refused_where_they_begin() {
    let text = |count: usize| (1..=count).map(|number| format!("Điều {number}.\n")).collect::<String>();
    let error = refused(&text(MAX_UNITS + 2), |_| ());
    assert_eq!((error.code, error.line), ("TOO_MANY_UNITS", MAX_UNITS + 1));
    assert_eq!(
        error.message,
        "The text has 100002 units; at most 100000 are cut at once, and the first too many begins on line 100001."
    );
    assert_eq!(error.expected, "a higher leaf level, or the text in parts");
    assert_eq!(cut(&text(MAX_UNITS), &request("vn-law")).expect("a manifest").units.len(), MAX_UNITS);
}

#[test]
fn an_error_is_plain_json() {
    let error = refused(LAW, |request| request.doc_code.clear());
    let expected = r#"{"at":0,"code":"BAD_DOC_CODE","covered_share":0,"expected":"the code the units of the document share","line":0,"message":"The document code is empty."}"#;
    assert_eq!(iu_text::digest::canonical_json(&error), expected);
}

#[test]
fn texts_of_any_shape_get_an_answer() {
    let nested = |open: &str| format!("Điều 1. A\n{}{}", format!("{open}a\n").repeat(20_000), "b”\n".repeat(20_000));
    let numbered: String = (1..5_000).map(|n| format!("Điều {n}. Tên\n1. Một.\n2. Hai.\n")).collect();
    for (name, text, units) in [
        ("one long line", format!("Điều 1. {}", "chữ ".repeat(500_000)), Some(1)),
        ("a long line of no-break spaces", format!("Điều 1. A\nX.{}Y\n", "\u{a0}".repeat(1_000_000)), Some(1)),
        ("headings only", "Chương I\nChương II\nĐiều 1\n".to_owned(), None),
        ("quotations inside quotations", nested("“"), Some(1)),
        ("quotations never closed", format!("Điều 1. A\n{}", "\"a\n".repeat(20_000)), Some(1)),
        ("page breaks only", format!("Điều 1. A\nX.\n{}", "\n\nCÔNG BÁO/Số 1\n3\n".repeat(20_000)), Some(1)),
        ("one clause again and again", format!("Điều 1. A\n{}", "1. X.\n".repeat(20_000)), Some(2)),
        ("many articles", numbered, Some(3 * 4_999)),
    ] {
        match (cut(&text, &request("vn-law")), units) {
            (Ok(manifest), Some(units)) => {
                assert_eq!(manifest.units.len(), units, "{name}");
                assert!(manifest.coverage.reconstruction_ok, "{name}");
                assert!(manifest.anomalies.len() <= 10_001, "{name}");
            }
            (Ok(_), None) => {}
            (Err(error), _) => panic!("{name}: {error}"),
        }
    }
}

#[test]
fn anomalies_too_many_to_list_are_counted() {
    let text = format!("Điều 1. A\n1. X.\n{}", "1. X.\n".repeat(10_004));
    let manifest = cut(&text, &request("vn-law")).expect("a manifest");
    let last = manifest.anomalies.last().expect("anomalies");
    assert_eq!((manifest.anomalies.len(), last.code.as_str()), (10_001, "unlisted"));
    assert_eq!(last.message, "4 more anomalies were found and are not listed.");
}
