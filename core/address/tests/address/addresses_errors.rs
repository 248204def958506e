//! Every refusal of the address parser: code, place and sentence.

use iu_address::{parse, parse_as, validate_prefix, AddressErrorCode, AddressFormat};
use std::collections::BTreeSet;

/// Text, code, byte, sentence.
const CASES: &[(&str, &str, usize, &str)] = &[
    ("", "EMPTY", 0, "The address is empty: expected `D` and the number of a document, or a prefix and `/`."),
    // The first byte decides before anything else can.
    ("d38-DIEU28-ROOT", "LOWERCASE", 0, "A lower-case letter stands at byte 0: expected `D` and the number of a document."),
    (
        " D38-DIEU28-ROOT",
        "BAD_PREFIX",
        0,
        "The address does not start with a document, see byte 0: expected `D` and the number of a document.",
    ),
    ("D", "BAD_PREFIX", 1, "The address does not start with a document, see byte 1: expected the number of a document."),
    ("Dx", "LOWERCASE", 1, "A lower-case letter stands at byte 1: expected the number of a document."),
    ("D038-A-ROOT", "LEADING_ZERO", 1, "A number starts with a zero at byte 1: expected a number without leading zeros."),
    ("D0000000000-A-ROOT", "LEADING_ZERO", 1, "A number starts with a zero at byte 1: expected a number without leading zeros."),
    ("D1234567890-A-ROOT", "NUMBER_TOO_LARGE", 1, "The number at byte 1 is too large: expected a number of at most 9 digits."),
    ("D38", "MISSING_SECTION", 3, "A part of the address is missing at byte 3: expected `-` and a head."),
    ("D38A-B-ROOT", "BAD_CHARACTER", 3, "A character stands at byte 3 that cannot stand there: expected `-`."),
    // Heads.
    ("D38-", "MISSING_SECTION", 4, "A part of the address is missing at byte 4: expected a head: an upper-case letter first."),
    (
        "D38--DIEU28-ROOT",
        "MISSING_SECTION",
        4,
        "A part of the address is missing at byte 4: expected a head: an upper-case letter first.",
    ),
    (
        "D38-1A-ROOT",
        "BAD_CHARACTER",
        4,
        "A character stands at byte 4 that cannot stand there: expected a head: an upper-case letter first.",
    ),
    (
        "D38-DIEU28_-ROOT",
        "BAD_CHARACTER",
        10,
        "A character stands at byte 10 that cannot stand there: expected an upper-case letter, a digit or `-`.",
    ),
    ("D38-DIEU028-ROOT", "LEADING_ZERO", 8, "A number starts with a zero at byte 8: expected a number without leading zeros."),
    ("D38-DIEU028", "LEADING_ZERO", 8, "A number starts with a zero at byte 8: expected a number without leading zeros."),
    // `DIEU028X` would be a code, so here the small letter is the first wrong byte.
    (
        "D38-DIEU028x-ROOT",
        "LOWERCASE",
        11,
        "A lower-case letter stands at byte 11: expected an upper-case letter, a digit or `-`.",
    ),
    // Sections.
    (
        "D38-DIEU28",
        "MISSING_SECTION",
        10,
        "A part of the address is missing at byte 10: expected `-` and `ROOT` or `S` with a number.",
    ),
    ("D38-A-", "MISSING_SECTION", 6, "A part of the address is missing at byte 6: expected `ROOT`, or `S` and a number."),
    ("D38-A-ROO", "MISSING_SECTION", 6, "A part of the address is missing at byte 6: expected `ROOT`, or `S` and a number."),
    ("D38-A-ROOt", "LOWERCASE", 9, "A lower-case letter stands at byte 9: expected `ROOT`, or `S` and a number."),
    ("D38-A-S", "MISSING_SECTION", 6, "A part of the address is missing at byte 6: expected `ROOT`, or `S` and a number."),
    ("D38-A-SX", "MISSING_SECTION", 6, "A part of the address is missing at byte 6: expected `ROOT`, or `S` and a number."),
    ("D38-A-Sx", "LOWERCASE", 7, "A lower-case letter stands at byte 7: expected `ROOT`, or `S` and a number."),
    ("D38-A-S01", "LEADING_ZERO", 7, "A number starts with a zero at byte 7: expected a number without leading zeros."),
    (
        "D38-A-ROOTX",
        "TRAILING_INPUT",
        10,
        "The address is complete, but more follows at byte 10: expected the end of the address.",
    ),
    // Tails.
    ("D38-A-ROOT-", "TAIL_ON_ROOT", 10, "A tail follows ROOT at byte 10: expected the end of the address."),
    ("D38-A-S3-", "MISSING_NUMBER", 9, "A number is missing at byte 9: expected a number, or `P` and a number."),
    ("D38-A-S3-Q", "MISSING_NUMBER", 9, "A number is missing at byte 9: expected a number, or `P` and a number."),
    ("D38-A-S3-P", "MISSING_NUMBER", 10, "A number is missing at byte 10: expected a number."),
    ("D38-A-S3-P1-P2", "MISSING_NUMBER", 12, "A number is missing at byte 12: expected a number."),
    ("D38-A-S3-P1-2-4", "TAIL_TOO_DEEP", 13, "A tail has too many parts at byte 13: expected the end of the address."),
    ("D38-A-S3-2-4", "TAIL_TOO_DEEP", 10, "A tail has too many parts at byte 10: expected the end of the address."),
    ("D38-A-S3x", "LOWERCASE", 8, "A lower-case letter stands at byte 8: expected `-` or the end of the address."),
    (
        "D38-A-S3 ",
        "TRAILING_INPUT",
        8,
        "The address is complete, but more follows at byte 8: expected `-` or the end of the address.",
    ),
    (
        "D38-A-S3-2X",
        "TRAILING_INPUT",
        10,
        "The address is complete, but more follows at byte 10: expected the end of the address.",
    ),
    // v2.
    ("/NT-1", "BAD_PREFIX", 0, "The address does not start with a document, see byte 0: expected a prefix before the `/`."),
    ("icx/NT-1", "LOWERCASE", 0, "A lower-case letter stands at byte 0: expected A to Z or 0 to 9."),
    ("-A/B", "EMPTY_TOKEN", 0, "A token is missing at byte 0: expected A to Z or 0 to 9."),
    ("A-/B", "EMPTY_TOKEN", 2, "A token is missing at byte 2: expected A to Z or 0 to 9."),
    ("A_/B", "BAD_CHARACTER", 1, "A character stands at byte 1 that cannot stand there: expected A to Z, 0 to 9, `-` or `/`."),
    ("A/", "EMPTY_TOKEN", 2, "A token is missing at byte 2: expected A to Z or 0 to 9."),
    ("A/B/C", "BAD_CHARACTER", 3, "A character stands at byte 3 that cannot stand there: expected A to Z, 0 to 9 or `-`."),
    ("A/B\n", "BAD_CHARACTER", 3, "A character stands at byte 3 that cannot stand there: expected A to Z, 0 to 9 or `-`."),
    // Bytes outside ASCII come before all grammar.
    ("d38–A", "NON_ASCII", 3, "A character outside ASCII stands at byte 3: expected only A to Z, 0 to 9, `-` and `/`."),
];

#[test]
fn refusals_are_word_for_word() {
    for &(text, code, at, message) in CASES {
        let error = parse(text).unwrap_err();
        assert_eq!((error.code.as_str(), error.at, error.to_string().as_str()), (code, at, message), "{text:?}");
    }
}

#[test]
fn no_code_is_without_a_tested_sentence() {
    use AddressErrorCode as Code;
    // A new code does not compile until it is counted here, and is missed until it has a sentence above.
    let codes = match Code::Empty {
        Code::Empty | Code::TooLong | Code::NonAscii | Code::Lowercase | Code::BadPrefix | Code::LeadingZero => 14,
        Code::NumberTooLarge | Code::MissingNumber | Code::MissingSection | Code::TailOnRoot | Code::TailTooDeep => 14,
        Code::EmptyToken | Code::BadCharacter | Code::TrailingInput => 14,
    };
    let tested: BTreeSet<&str> = CASES.iter().map(|&(_, code, ..)| code).chain([Code::TooLong.as_str()]).collect();
    assert_eq!(tested.len(), codes, "{tested:?}");
}

#[test]
fn lengths_come_before_characters_and_the_whole_before_its_parts() {
    let long = |prefix: usize, path: usize| format!("{}/{}", "é".repeat(prefix / 2) + &"P".repeat(prefix % 2), "q".repeat(path));
    let cases = [
        ("x".repeat(129), 128, "at most 128 bytes"),
        (long(100, 108), 208, "at most 208 bytes"),
        (long(49, 10), 48, "at most 48 bytes before the `/`"),
        (long(20, 161), 181, "at most 160 bytes after the `/`"),
    ];
    for (text, at, expected) in cases {
        let error = parse(&text).unwrap_err();
        assert_eq!((error.code, error.at, error.expected), (AddressErrorCode::TooLong, at, expected), "{text}");
        assert_eq!(error.to_string(), format!("The address is too long from byte {at} on: expected {expected}."));
    }
}

#[test]
fn a_known_format_is_not_detected_anew() {
    let v1 = parse_as("GDPR/ART-6", AddressFormat::V1).unwrap_err();
    assert_eq!((v1.code, v1.at), (AddressErrorCode::BadPrefix, 0));
    let v2 = parse_as("D38-DIEU28-ROOT", AddressFormat::V2).unwrap_err();
    assert_eq!(v2.to_string(), "A token is missing at byte 15: expected `/` and a path.");
}

#[test]
fn prefixes_alone_are_checked_by_the_same_rules() {
    let cases = [
        ("", "The address is empty: expected A to Z or 0 to 9."),
        ("icx", "A lower-case letter stands at byte 0: expected A to Z or 0 to 9."),
        ("ICX-", "A token is missing at byte 4: expected A to Z or 0 to 9."),
        ("ICX/", "A character stands at byte 3 that cannot stand there: expected A to Z, 0 to 9 or `-`."),
        ("/ICX", "The address does not start with a document, see byte 0: expected a prefix before the `/`."),
        ("LUẬT", "A character outside ASCII stands at byte 2: expected only A to Z, 0 to 9, `-` and `/`."),
    ];
    for (text, message) in cases {
        assert_eq!(validate_prefix(text).unwrap_err().to_string(), message, "{text:?}");
    }
    assert_eq!(validate_prefix(&"P".repeat(48)), Ok(()));
    assert_eq!(validate_prefix(&"P".repeat(49)).unwrap_err().code, AddressErrorCode::TooLong);
}

#[test]
fn errors_cross_borders_as_objects() {
    let error = serde_json::to_string(&parse("A/b").unwrap_err()).unwrap();
    let expected = r#"{"code":"LOWERCASE","at":2,"expected":"A to Z or 0 to 9","message":"A lower-case letter stands at byte 2: expected A to Z or 0 to 9."}"#;
    assert_eq!(error, expected);
    for &(text, code, ..) in CASES {
        assert_eq!(serde_json::to_value(parse(text).unwrap_err().code).unwrap(), code, "serde and as_str agree");
    }
}

#[test]
fn columns_cross_borders_as_tagged_objects() {
    let column = serde_json::to_value(iu_address::parse_all(&["A/1", "A"])).unwrap();
    assert_eq!(column[0]["outcome"], "valid");
    assert_eq!(column[0]["prefix"], "A");
    assert_eq!(column[1]["outcome"], "invalid");
    assert_eq!(column[1]["code"], "BAD_PREFIX");
}
