//! Laws of canonical addresses over arbitrary ones.

use iu_address::label::{token, Numbering};
use iu_address::{
    is_ancestor, join, parse, parse_all, parse_as, sort_all, split, validate_prefix, Address, AddressErrorCode as Code,
    AddressErrorReport, AddressFormat, Parsed,
};
use proptest::prelude::*;
use std::cmp::Ordering;

/// Numbers that meet often, with some of every length.
fn number() -> impl Strategy<Value = String> {
    prop_oneof![(0_u32..12).prop_map(|n| n.to_string()), (0_u32..=999_999_999).prop_map(|n| n.to_string())]
}

fn v1() -> impl Strategy<Value = String> {
    let head = prop_oneof![number().prop_map(|n| format!("DIEU{n}")), "[A-D][A-C0-2]{0,3}"];
    let point = (number(), prop::option::of(number()));
    let tail = prop_oneof![
        Just(String::new()),
        point.prop_map(|(point, plain)| format!("-P{point}{}", plain.map(|n| format!("-{n}")).unwrap_or_default())),
        number().prop_map(|plain| format!("-{plain}")),
    ];
    let section = prop_oneof![Just("ROOT".to_owned()), (number(), tail).prop_map(|(n, tail)| format!("S{n}{tail}"))];
    (number(), head, section).prop_map(|(document, head, section)| format!("D{document}-{head}-{section}"))
}

fn v2() -> impl Strategy<Value = String> {
    let token = || prop_oneof!["[AP]{0,2}[0-2]{1,3}", "[0-2]{1,3}[AB0]{0,2}", "[AB]{1,2}[0-2]{0,2}[AB]?", "[A-Z0-9]{1,12}"];
    let list = |length| prop::collection::vec(token(), 1..=length).prop_map(|tokens| tokens.join("-"));
    (list(3), list(6)).prop_map(|(prefix, path)| format!("{prefix}/{path}"))
}

fn address() -> impl Strategy<Value = Address> {
    prop_oneof![v1(), v2()].prop_map(|text| parse(&text).unwrap_or_else(|error| panic!("{text}: {error}")))
}

/// Whether some address of the format begins with `start`.
fn can_go_on(start: &str, format: AddressFormat) -> bool {
    const V1: [&str; 12] = ["", "1", "D1-A-ROOT", "1-A-ROOT", "-A-ROOT", "A-ROOT", "-ROOT", "X-ROOT", "ROOT", "OOT", "OT", "T"];
    const V2: [&str; 4] = ["", "A", "/A", "A/A"];
    let ends = if format == AddressFormat::V1 { &V1[..] } else { &V2[..] };
    ends.iter().any(|end| parse_as(&format!("{start}{end}"), format).is_ok())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn an_address_formats_back_to_its_text(text in prop_oneof![v1(), v2()]) {
        let address = parse(&text).unwrap();
        prop_assert_eq!(address.to_string(), text.clone());
        prop_assert_eq!(text.parse::<Address>(), Ok(address.clone()));
        let json = serde_json::to_string(&address).unwrap();
        prop_assert_eq!(&json, &format!("\"{text}\""));
        prop_assert_eq!(serde_json::from_str::<Address>(&json).unwrap(), address);
    }

    #[test]
    fn no_text_panics_and_errors_point_into_it(text in prop_oneof![any::<String>(), "[D0-9SPROTA/x -]{0,20}"]) {
        for format in [AddressFormat::V1, AddressFormat::V2] {
            match parse_as(&text, format) {
                Ok(address) => prop_assert_eq!(address.as_str(), text.as_str()),
                Err(error) => prop_assert!(error.at <= text.len()),
            }
        }
        match validate_prefix(&text) {
            Ok(()) => prop_assert!(parse(&(text + "/A")).is_ok()),
            Err(error) => prop_assert!(error.at <= text.len()),
        }
    }

    #[test]
    fn an_error_points_at_the_first_byte_where_no_address_can_go_on(
        text in prop_oneof![v1(), v2()], at in any::<prop::sample::Index>(), byte in prop_oneof![Just(b'-'), Just(b'0'), Just(b'x'), 0_u8..128],
        format in prop_oneof![Just(AddressFormat::V1), Just(AddressFormat::V2)]
    ) {
        let mut bytes = text.into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let changed = String::from_utf8(bytes).unwrap();
        // A length is judged before anything else.
        if let Some(error) = parse_as(&changed, format).err().filter(|error| error.code != Code::TooLong) {
            prop_assert!(can_go_on(&changed[..error.at], format), "{changed:?}: {error}");
            // These three point at what starts there; it may go wrong later.
            if !matches!(error.code, Code::LeadingZero | Code::NumberTooLarge | Code::MissingSection) && error.at < changed.len() {
                prop_assert!(!can_go_on(&changed[..=error.at], format), "{changed:?}: {error}");
            }
        }
    }

    #[test]
    fn the_order_is_total(one in address(), two in address(), three in address()) {
        prop_assert_eq!(one.cmp(&two), two.cmp(&one).reverse());
        prop_assert_eq!(one.cmp(&two) == Ordering::Equal, one == two);
        let mut sorted = [&one, &two, &three];
        sorted.sort();
        prop_assert!(sorted[0] <= sorted[1] && sorted[1] <= sorted[2] && sorted[0] <= sorted[2]);
    }

    #[test]
    fn the_sort_key_agrees_with_the_order(one in address(), two in address()) {
        prop_assert_eq!(one.sort_key().cmp(&two.sort_key()), one.cmp(&two));
        prop_assert!(one.sort_key().is_ascii());
    }

    #[test]
    fn ancestors_come_first_and_a_parent_is_the_nearest(one in address(), two in address()) {
        prop_assert!(!is_ancestor(&one, &one));
        if is_ancestor(&one, &two) {
            prop_assert!(!is_ancestor(&two, &one));
            prop_assert!(one < two);
            prop_assert!(one.depth() < two.depth());
        }
        match one.parent() {
            Some(parent) => {
                prop_assert!(is_ancestor(&parent, &one));
                prop_assert_eq!(parent.depth() + 1, one.depth());
                prop_assert_eq!(parent.head(), one.head());
            }
            None => prop_assert!(one.format() == AddressFormat::V2 || one.depth() == 0),
        }
    }

    #[test]
    fn parts_say_the_whole_text(one in address()) {
        let parts = one.parts();
        let between = if parts.version == AddressFormat::V2 { "/" } else { "-" };
        prop_assert_eq!(format!("{}{between}{}", parts.prefix, parts.tokens.join("-")), one.as_str());
        prop_assert_eq!(Some(&parts.last_segment), parts.tokens.last());
    }

    #[test]
    fn parts_of_a_split_are_new_addresses_below_it(one in address(), taken in prop::collection::btree_set(1_u32..9, 0..5), count in 1_usize..5) {
        let first = match split(&one, [], 1) {
            Ok(first) => first[0].as_str().trim_end_matches('1').to_owned(),
            Err(_) => return Ok(()),
        };
        let taken: Vec<String> = taken.iter().map(|number| format!("{first}{number}")).collect();
        let parts = split(&one, taken.iter().map(String::as_str), count).unwrap();
        prop_assert_eq!(parts.len(), count);
        prop_assert!(parts.is_sorted());
        for part in &parts {
            prop_assert!(is_ancestor(&one, part));
            prop_assert!(!taken.contains(&part.to_string()));
            prop_assert_eq!(&parse(part.as_str()).unwrap(), part);
        }
    }

    #[test]
    fn a_join_comes_after_everything_ever_used(one in address(), steps in prop::collection::btree_set(2_u32..90, 1..5)) {
        let stem = one.as_str().trim_end_matches(|c: char| c.is_ascii_digit());
        let sibling = |number: u32| parse(&format!("{stem}{number}"));
        let Some(siblings) = steps.iter().map(|&number| sibling(number).ok()).collect::<Option<Vec<Address>>>() else {
            // Without a number at its end an address has no such siblings (`ROOT7` is none).
            return Ok(());
        };
        let joined = [sibling(1).unwrap(), siblings[0].clone()];
        let result = join(&joined, siblings.iter().map(Address::as_str)).unwrap();
        prop_assert_eq!(result.as_str(), format!("{stem}{}", steps.last().unwrap() + 1));
    }

    #[test]
    fn columns_give_what_single_calls_give(texts in prop::collection::vec(prop_oneof![v1(), v2(), "[a-zD1-]{0,9}"], 0..20)) {
        for (text, parsed) in texts.iter().zip(parse_all(&texts)) {
            match (parse(text), parsed) {
                (Ok(address), Parsed::Valid(parts)) => prop_assert_eq!(address.parts(), parts),
                (Err(one), Parsed::Invalid(two)) => prop_assert_eq!(AddressErrorReport::from(one), two),
                (one, two) => prop_assert!(false, "{one:?} and {two:?}"),
            }
        }
        let valid: Vec<Address> = sort_all(&texts).into_iter().map_while(|text| parse(text).ok()).collect();
        prop_assert!(valid.is_sorted());
        prop_assert_eq!(valid.len(), texts.iter().filter(|text| parse(text).is_ok()).count());
    }

    #[test]
    fn a_label_gives_tokens_of_an_address_or_an_error_inside_it(written in prop_oneof![any::<String>(), "[0-9a-zđĐăâêôơư .()-]{0,12}"]) {
        use Numbering::{Arabic, Letter, None, OrdinalWord, Roman};
        for numbering in [Arabic, Roman, Letter, OrdinalWord, None] {
            match token(&written, numbering) {
                Ok(token) => prop_assert!(token.len() > 150 || parse(&format!("A/X-{token}")).is_ok(), "{token}"),
                Err(error) => prop_assert!(error.at <= written.len() && written.is_char_boundary(error.at)),
            }
        }
    }
}
