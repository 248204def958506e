use super::{token, without_leading_zeros, LabelErrorCode, Numbering};
use unicode_normalization::UnicodeNormalization;

const CASES: &[(&str, Numbering, &str)] = &[
    ("15", Numbering::Arabic, "15"),
    ("15a", Numbering::Arabic, "15A"),
    ("15A.", Numbering::Arabic, "15A"),
    ("007", Numbering::Arabic, "007"),
    ("(1bis)", Numbering::Arabic, "1BIS"),
    ("3\u{a0}bis", Numbering::Arabic, "3BIS"),
    ("12 quater", Numbering::Arabic, "12QUATER"),
    ("1.2.3", Numbering::Arabic, "1-2-3"),
    ("**2.1.**", Numbering::Arabic, "2-1"),
    ("0-s-m-l", Numbering::Arabic, "0-S-M-L"),
    ("Terminology", Numbering::Arabic, "TERMINOLOGY"),
    ("１５", Numbering::Arabic, "15"),
    ("1\u{200b}5", Numbering::Arabic, "15"),
    ("7Đ", Numbering::Arabic, "7DD"),
    ("d)", Numbering::Letter, "D"),
    ("Đ)", Numbering::Letter, "DD"),
    ("đ1", Numbering::Letter, "DD1"),
    ("ă", Numbering::Letter, "AW"),
    ("â", Numbering::Letter, "AA"),
    ("Ê", Numbering::Letter, "EE"),
    ("ô", Numbering::Letter, "OO"),
    ("ơ", Numbering::Letter, "OW"),
    ("Ư", Numbering::Letter, "UW"),
    ("IV", Numbering::Letter, "IV"),
    ("IV", Numbering::Roman, "4"),
    ("xlix.", Numbering::Roman, "49"),
    ("Ⅻ", Numbering::Roman, "12"),
    ("IVa", Numbering::Roman, "4A"),
    ("II bis", Numbering::Roman, "2BIS"),
    ("IIđ", Numbering::Roman, "2DD"),
    ("II.3", Numbering::Roman, "2-3"),
    ("II.IV", Numbering::Roman, "2-4"),
    ("thứ nhất", Numbering::OrdinalWord, "1"),
    ("THỨ HAI:", Numbering::OrdinalWord, "2"),
    ("tư", Numbering::OrdinalWord, "4"),
    ("thứ mười", Numbering::OrdinalWord, "10"),
    ("mười lăm", Numbering::OrdinalWord, "15"),
    ("hai mươi", Numbering::OrdinalWord, "20"),
    ("hai mươi mốt", Numbering::OrdinalWord, "21"),
    ("thứ 3", Numbering::OrdinalWord, "3"),
    ("First", Numbering::OrdinalWord, "1"),
    ("TWELFTH", Numbering::OrdinalWord, "12"),
    ("twentieth", Numbering::OrdinalWord, "20"),
    ("Twenty-first", Numbering::OrdinalWord, "21"),
    ("two", Numbering::OrdinalWord, "2"),
    ("Preamble", Numbering::None, "PREAMBLE"),
    ("Lời  nói đầu", Numbering::None, "LOI-NOI-DAU"),
];

#[test]
fn labels_give_their_tokens() {
    for &(written, numbering, expected) in CASES {
        assert_eq!(token(written, numbering).as_deref(), Ok(expected), "{written:?} as {numbering:?}");
    }
}

#[test]
fn case_and_composition_do_not_matter() {
    for &(written, numbering, expected) in CASES {
        for variant in [written.to_uppercase(), written.to_lowercase(), written.nfd().collect(), written.nfc().collect()] {
            assert_eq!(token(&variant, numbering).as_deref(), Ok(expected), "{variant:?} as {numbering:?}");
        }
    }
}

#[test]
fn letters_without_a_composed_capital_are_read_in_capitals_too() {
    for (written, capitals) in [("ǰ", "J\u{30c}"), ("ẖ", "H\u{331}"), ("ẗ", "T\u{308}"), ("ẘ", "W\u{30a}"), ("ẙ", "Y\u{30a}")]
    {
        let read = token(written, Numbering::None);
        assert_eq!((read.is_ok(), token(capitals, Numbering::None)), (true, read), "{capitals:?}");
    }
}

#[test]
fn refused_labels_say_where_and_why() {
    use LabelErrorCode as Code;
    let cases = [
        ("", Numbering::Arabic, Code::EmptyLabel, 0, "The label is empty: it needs a letter or a digit."),
        (" ().", Numbering::Letter, Code::EmptyLabel, 0, "The label is empty: it needs a letter or a digit."),
        ("1..2", Numbering::Arabic, Code::EmptyPart, 2, "Two separators of the label have no letter or digit between them."),
        ("1/2", Numbering::Arabic, Code::UnmappedCharacter, 1, "The character '/' of the label has no place in an address."),
        ("đß", Numbering::Letter, Code::UnmappedCharacter, 2, "The character 'ß' of the label has no place in an address."),
        (
            "IIII",
            Numbering::Roman,
            Code::MalformedRoman,
            0,
            "\"iiii\" is not a roman numeral from I to MMMCMXCIX in its standard form.",
        ),
        (
            "Ivory",
            Numbering::Roman,
            Code::MalformedRoman,
            0,
            "\"ivory\" is not a roman numeral from I to MMMCMXCIX in its standard form.",
        ),
        (
            "3",
            Numbering::Roman,
            Code::MalformedRoman,
            0,
            "\"3\" is not a roman numeral from I to MMMCMXCIX in its standard form.",
        ),
        (
            "thứ",
            Numbering::OrdinalWord,
            Code::UnknownOrdinal,
            0,
            "\"thứ\" is not a Vietnamese or English number word from 1 to 99.",
        ),
    ];
    for (written, numbering, code, at, message) in cases {
        let error = token(written, numbering).unwrap_err();
        assert_eq!((error.code, error.at, error.message.as_str()), (code, at, message), "{written:?}");
    }
}

#[test]
fn leading_zeros_are_dropped_on_request_only() {
    for (token, short) in
        [("007", "7"), ("0", "0"), ("000", "0"), ("01A", "1A"), ("1-02-30", "1-2-30"), ("A0", "A0"), ("0A", "0A")]
    {
        assert_eq!(without_leading_zeros(token), short);
    }
}

#[test]
fn numbering_is_named_as_in_profiles() {
    let names =
        serde_json::to_string(&[Numbering::Arabic, Numbering::Roman, Numbering::Letter, Numbering::OrdinalWord, Numbering::None]);
    assert_eq!(names.unwrap(), r#"["arabic","roman","letter","ordinal-word","none"]"#);
}
