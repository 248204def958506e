//! Tables of cases: valid addresses, natural order, ancestors, derivations.

use iu_address::{is_ancestor, join, parse, sort_all, split, Address, AddressParts, DeriveError, MAX_SPLIT};

fn read(text: &str) -> Address {
    parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn addresses_are_taken_apart() {
    // Text; prefix, head, parent, depth, last segment.
    let cases = [
        ("D7-DIEU2-ROOT", "D7", Some("DIEU2"), None, 0, "ROOT"),
        ("D7-DIEU2-S0", "D7", Some("DIEU2"), Some("D7-DIEU2-ROOT"), 1, "S0"),
        ("D7-DIEU2-S4-P1", "D7", Some("DIEU2"), Some("D7-DIEU2-S4"), 2, "P1"),
        ("D7-DIEU2-S4-1", "D7", Some("DIEU2"), Some("D7-DIEU2-S4"), 2, "1"),
        ("D7-ROOT-S4-P1-9", "D7", Some("ROOT"), Some("D7-ROOT-S4-P1"), 3, "9"),
        ("D7-DIEU-ROOT", "D7", Some("DIEU"), None, 0, "ROOT"),
        ("D7-DIEU02X-ROOT", "D7", Some("DIEU02X"), None, 0, "ROOT"),
        ("HB-1/SEC-2-1", "HB-1", None, None, 3, "1"),
        ("A/B", "A", None, None, 1, "B"),
    ];
    for (text, prefix, head, parent, depth, last_segment) in cases {
        let AddressParts { prefix: p, head: h, parent: up, depth: d, last_segment: l, .. } = read(text).parts();
        let found = (p.as_str(), h.as_deref(), up.as_deref(), d, l.as_str());
        assert_eq!(found, (prefix, head, parent, depth, last_segment), "{text}");
    }
    assert_eq!(read("D7-DIEU2-S4-P1").parts().tokens, ["DIEU2", "S4", "P1"]);
    assert_eq!(read("HB-1/SEC-2-1").parts().tokens, ["SEC", "2", "1"]);
}

#[test]
fn a_root_that_would_be_too_long_is_no_parent() {
    let longest = read(&format!("D1-{}-S1", "A".repeat(122)));
    assert_eq!(longest.as_str().len(), 128);
    assert_eq!(longest.parent(), None);
}

#[test]
fn parts_cross_borders_as_objects() {
    let json = serde_json::to_string(&read("D7-A-S4").parts()).unwrap();
    let expected = r#"{"version":"canonical-address-v1","prefix":"D7","head":"A","parent":"D7-A-ROOT","depth":1,"last_segment":"S4","tokens":["A","S4"]}"#;
    assert_eq!(json, expected);
    let refused = serde_json::from_str::<Address>("\"D7\"").unwrap_err().to_string();
    assert_eq!(refused, "A part of the address is missing at byte 2: expected `-` and a head.");
}

#[test]
fn natural_order_is_what_people_expect() {
    let sorted = [
        "D2-DIEU9-ROOT",
        "D2-DIEU10-ROOT",
        "D2-DIEU10-S2",
        "D2-DIEU10-S2-P2",
        "D2-DIEU10-S2-P2-9",
        "D2-DIEU10-S2-P10",
        "D2-DIEU10-S2-1",
        "D2-DIEU10-S11",
        // Codes after numbered heads, and as tokens: letters, number, rest.
        "D2-A-ROOT",
        "D2-A2-ROOT",
        "D2-A2B-ROOT",
        "D2-A10-ROOT",
        "D2-AB-ROOT",
        "D10-DIEU1-ROOT",
        // v2: numbers, numbers with letters among them, words; a shorter list before its extensions.
        "7/A",
        "07/A",
        "7B/A",
        "8/A",
        "L/1",
        "L/2",
        "L/2-1",
        // The value of `2`, but longer: after every continuation of `2`.
        "L/02",
        "L/2A",
        "L/2B",
        "L/10",
        "L/99999999999999999999",
        "L/100000000000000000000",
        "L/D",
        "L/DD",
        "L/E",
        "L/P",
        "L/P0",
        "L/P2",
        "L/P2-1",
        "L/P10",
        "L-2/A",
    ];
    let mut mixed = sorted;
    mixed.reverse();
    assert_eq!(sort_all(&mixed), sorted);
    assert!(sorted.map(|text| read(text).sort_key()).is_sorted());
}

#[test]
fn texts_that_are_no_addresses_sort_last() {
    assert_eq!(sort_all(&["b", "", "GDPR/ART-1", "B", "D1-A-ROOT"]), ["D1-A-ROOT", "GDPR/ART-1", "", "B", "b"]);
}

#[test]
fn ancestors_are_named_by_the_text() {
    let below = [
        ("D7-A-ROOT", "D7-A-S4"),
        ("D7-A-ROOT", "D7-A-S4-P1-9"),
        ("D7-A-S4", "D7-A-S4-1"),
        ("D7-A-S4-P1", "D7-A-S4-P1-9"),
        ("HB/SEC-2", "HB/SEC-2-1-3"),
    ];
    let apart = [
        ("D7-A-S4", "D7-A-ROOT"),
        ("D7-A-ROOT", "D7-B-S4"),
        ("D7-A-ROOT", "D7-AB-S4"),
        ("D7-A-S4", "D7-A-S40"),
        ("D7-A-S4-1", "D7-A-S4-P1"),
        ("D7-A-S4", "D7-A-S4"),
        ("HB/SEC-2", "HB/SEC-2"),
        ("HB/SEC-2", "HB/SEC-20"),
        ("HB/SEC-2", "HB-SEC/2-1"),
    ];
    for (one, two) in below {
        assert!(is_ancestor(&read(one), &read(two)), "{one} above {two}");
    }
    for (one, two) in apart {
        assert!(!is_ancestor(&read(one), &read(two)), "{one} not above {two}");
    }
}

#[test]
fn splits_skip_what_was_ever_used() {
    let cases: [(&str, &[&str], &[&str]); 5] = [
        ("D7-A-S4", &["D7-A-S4-P1", "D7-A-S4-1", "D7-A-S40-P2"], &["D7-A-S4-P2", "D7-A-S4-P3"]),
        ("D7-A-S4-P1", &["D7-A-S4-P1-2"], &["D7-A-S4-P1-1", "D7-A-S4-P1-3"]),
        ("HB/SEC-2", &["HB/SEC-2-P1-1"], &["HB/SEC-2-P1", "HB/SEC-2-P2"]),
        ("HB/SEC-2", &["HB/SEC-2-P01"], &["HB/SEC-2-P2", "HB/SEC-2-P3"]),
        ("HB/SEC-2-P1", &[], &["HB/SEC-2-P1-P1", "HB/SEC-2-P1-P2"]),
    ];
    for (address, taken, expected) in cases {
        let parts = split(&read(address), taken.iter().copied(), 2).unwrap();
        assert_eq!(parts.iter().map(Address::as_str).collect::<Vec<_>>(), expected, "{address}");
    }
}

#[test]
fn joins_come_after_the_highest_number() {
    let cases: [(&[&str], &[&str], &str); 7] = [
        (&["D7-A-S4", "D7-A-S5"], &["D7-A-S9", "D7-A-S4-P70", "D7-A-S7-99"], "D7-A-S10"),
        (&["D7-A-S4-P2", "D7-A-S4-P1"], &["D7-A-S4-8"], "D7-A-S4-P3"),
        (&["D7-A-S4-2", "D7-A-S4-1"], &["D7-A-S4-P8"], "D7-A-S4-3"),
        (&["HB/SEC-2-P1", "HB/SEC-2-P2"], &["HB/SEC-2-P2-P9"], "HB/SEC-2-P3"),
        (&["HB/0", "HB/9"], &[], "HB/10"),
        (&["HB/1", "HB/2"], &["HB/99999999999999999999999999"], "HB/100000000000000000000000000"),
        // What is no address was never used.
        (&["D7-A-S4", "D7-A-S5"], &["D7-A-S1234567890", "D7-A-S09"], "D7-A-S6"),
    ];
    for (joined, ever_used, expected) in cases {
        let joined: Vec<Address> = joined.iter().map(|text| read(text)).collect();
        assert_eq!(join(&joined, ever_used.iter().copied()).unwrap().as_str(), expected);
    }
}

#[test]
fn refused_derivations_say_why() {
    let split_one = |text: &str, count| split(&read(text), [], count).unwrap_err();
    let long = format!("HB/{}", "A".repeat(158));
    let siblings = "Only two or more units can be joined whose addresses differ in nothing but the last number.";
    let join_texts = |texts: &[&str]| join(&texts.iter().map(|text| read(text)).collect::<Vec<_>>(), []).unwrap_err();
    let cases: [(DeriveError, &str, &str); 12] = [
        (split_one("D7-A-ROOT", 2), "SPLIT_ON_ROOT", "D7-A-ROOT cannot be split: a ROOT has sections, not tails."),
        (split_one("D7-A-S4-1", 2), "SPLIT_TOO_DEEP", "D7-A-S4-1 cannot be split: its format allows no deeper tail."),
        (split_one("D7-A-S4-P1-2", 2), "SPLIT_TOO_DEEP", "D7-A-S4-P1-2 cannot be split: its format allows no deeper tail."),
        (split_one("D7-A-S4", 0), "SPLIT_COUNT", "A split makes 1 to 100000 units, not 0."),
        (split_one("D7-A-S4", MAX_SPLIT + 1), "SPLIT_COUNT", "A split makes 1 to 100000 units, not 100001."),
        (
            split_one(&long, 2),
            "TOO_LONG",
            "The new address would break a limit. The address is too long from byte 163 on: expected at most 160 bytes after the `/`.",
        ),
        (
            join_texts(&["D7-A-S999999999", "D7-A-S1"]),
            "NUMBER_TOO_LARGE",
            "The new address would break a limit. The number at byte 6 is too large: expected a number of at most 9 digits.",
        ),
        (join_texts(&["D7-A-ROOT", "D7-B-ROOT"]), "JOIN_NOT_SIBLINGS", siblings),
        (join_texts(&["D7-A-S4", "D7-A-S4-1"]), "JOIN_NOT_SIBLINGS", siblings),
        (join_texts(&["D7-A-S4", "D7-A-S4"]), "JOIN_NOT_SIBLINGS", siblings),
        (join_texts(&["HB/SEC-2"]), "JOIN_NOT_SIBLINGS", siblings),
        (join_texts(&["HB/SEC-2A", "HB/SEC-2B"]), "JOIN_NOT_SIBLINGS", siblings),
    ];
    for (error, code, message) in cases {
        assert_eq!((error.code(), error.to_string().as_str()), (code, message));
        assert_eq!(serde_json::to_value(&error).unwrap(), serde_json::json!({"code": code, "message": message}));
    }
}
