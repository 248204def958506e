//! Reading addresses: what parses round-trips and agrees with itself, and an error points where it says.

use iu_address::{
    is_ancestor, parse, parse_all, parse_as, suggest, validate_prefix, Address, AddressError, AddressErrorCode as Code,
    AddressErrorReport, AddressFormat, Parsed,
};

/// Room for any ending that [`can_go_on`] tries.
const ENDING: usize = 10;

/// Any text read in every way there is.
pub fn parse_address(data: &[u8]) {
    let text = &*crate::text::text(data);
    for format in [AddressFormat::V1, AddressFormat::V2] {
        match parse_as(text, format) {
            Ok(address) => check_address(text, format, &address),
            Err(error) => check_error(text, format, &error),
        }
    }
    check_detection(text);
    check_prefix(text);
    check_suggestion(text);
}

fn check_address(text: &str, format: AddressFormat, address: &Address) {
    assert_eq!(address.as_str(), text);
    assert_eq!(address.to_string(), text);
    assert_eq!(address.format(), format);
    assert!(text.is_ascii() && text.len() <= 208);
    assert_eq!(parse(text).as_ref(), Ok(address), "no text is an address of both formats");
    let parts = address.parts();
    let between = if format == AddressFormat::V2 { '/' } else { '-' };
    assert_eq!(format!("{}{between}{}", parts.prefix, parts.tokens.join("-")), text);
    assert_eq!(Some(&parts.last_segment), parts.tokens.last());
    assert_eq!(parts.depth, address.depth());
    assert_eq!(parts.head.is_some(), format == AddressFormat::V1);
    if format == AddressFormat::V2 {
        assert_eq!(parts.depth, parts.tokens.len());
        assert_eq!(validate_prefix(&parts.prefix), Ok(()));
    }
    assert!(!is_ancestor(address, address));
    check_ancestors(address);
    let json = serde_json::to_string(address).expect("an address is a string");
    assert_eq!(serde_json::from_str::<Address>(&json).expect("what was written"), *address);
}

/// Parents lead up to a `ROOT`, each above all that came before.
fn check_ancestors(address: &Address) {
    let mut below = vec![address.clone()];
    while let Some(parent) = below[below.len() - 1].parent() {
        assert_eq!(parse(parent.as_str()).as_ref(), Ok(&parent));
        assert_eq!(parent.depth() + 1, below[below.len() - 1].depth());
        assert_eq!((parent.prefix(), parent.head()), (address.prefix(), address.head()));
        for descendant in &below {
            assert!(is_ancestor(&parent, descendant) && !is_ancestor(descendant, &parent) && parent < *descendant);
        }
        below.push(parent);
    }
    let top = &below[below.len() - 1];
    // A section with a very long head has no parent: its `ROOT` would be longer than an address may be.
    let is_top = top.last_segment() == "ROOT" || top.depth() == 1 && top.as_str().len() > 128 - "-ROOT".len();
    assert!(address.format() == AddressFormat::V2 || is_top, "{top}");
}

fn check_error(text: &str, format: AddressFormat, error: &AddressError) {
    let at = error.at;
    assert!(at <= text.len());
    let byte = text.as_bytes().get(at).copied();
    let (sentence, code) = (error.to_string(), error.code.as_str());
    assert!(sentence.ends_with('.') && sentence.contains(error.expected) && sentence.is_ascii(), "{sentence}");
    assert!(error.code == Code::Empty || sentence.contains(&format!("byte {at}")), "{sentence}");
    assert_eq!(serde_json::to_value(error.code).expect("a code is a string"), code);
    if error.code == Code::TooLong {
        // A limit is a number of bytes; it may fall into a character.
        assert!(at < text.len() && [128, 208, 48].contains(&at) || Some(at) == text.find('/').map(|slash| slash + 161));
        return;
    }
    let (before, after) = text.split_at_checked(at).expect("a character begins where the error points");
    match error.code {
        Code::Empty => assert!(text.is_empty()),
        Code::NonAscii => assert!(before.is_ascii() && !after.is_empty() && !after.as_bytes()[0].is_ascii()),
        Code::Lowercase => assert!(byte.is_some_and(|byte| byte.is_ascii_lowercase())),
        Code::LeadingZero => assert!(after.starts_with('0') && after[1..].starts_with(|c: char| c.is_ascii_digit())),
        Code::NumberTooLarge => assert!(after.len() >= 10 && after.as_bytes()[..10].iter().all(u8::is_ascii_digit)),
        Code::TailOnRoot | Code::TailTooDeep => assert!(byte == Some(b'-') && parse_as(before, format).is_ok()),
        Code::TrailingInput => assert!(byte.is_some() && parse_as(before, format).is_ok()),
        Code::EmptyToken => assert!(matches!(byte, None | Some(b'-' | b'/'))),
        Code::BadCharacter => assert!(byte.is_some()),
        Code::BadPrefix | Code::MissingNumber | Code::MissingSection | Code::TooLong => {}
    }
    if error.code != Code::NonAscii && has_room(before, format) {
        assert!(can_go_on(before, format), "{text:?}: nothing goes on before {error}");
        // These three point at what starts there; it may go wrong later.
        let is_late = matches!(error.code, Code::LeadingZero | Code::NumberTooLarge | Code::MissingSection);
        if let (false, Some(first)) = (is_late, after.chars().next().filter(char::is_ascii)) {
            assert!(!can_go_on(&format!("{before}{first}"), format), "{text:?}: it goes on after {error}");
        }
    }
}

/// Whether limits of length leave room for any ending.
fn has_room(start: &str, format: AddressFormat) -> bool {
    let (part, limit) = match (format, start.split_once('/')) {
        (AddressFormat::V1, _) => (start, 128),
        (AddressFormat::V2, None) => (start, 48),
        (AddressFormat::V2, Some((_, path))) => (path, 160),
    };
    part.len() + ENDING <= limit
}

/// Whether some address of the format begins with `start`.
fn can_go_on(start: &str, format: AddressFormat) -> bool {
    const V1: [&str; 12] = ["", "1", "D1-A-ROOT", "1-A-ROOT", "-A-ROOT", "A-ROOT", "-ROOT", "X-ROOT", "ROOT", "OOT", "OT", "T"];
    const V2: [&str; 4] = ["", "A", "/A", "A/A"];
    let ends = if format == AddressFormat::V1 { &V1[..] } else { &V2[..] };
    ends.iter().any(|end| parse_as(&format!("{start}{end}"), format).is_ok())
}

/// Reading without a known format, alone and in a column.
fn check_detection(text: &str) {
    let format = if text.contains('/') { AddressFormat::V2 } else { AddressFormat::V1 };
    let one = parse(text);
    assert_eq!(one, parse_as(text, format));
    assert_eq!(one, text.parse());
    let column = parse_all(&[text]);
    match (one, &column[..]) {
        (Ok(address), [Parsed::Valid(parts)]) => assert_eq!(address.parts(), *parts),
        (Err(error), [Parsed::Invalid(report)]) => assert_eq!(AddressErrorReport::from(error), *report),
        (one, column) => panic!("{one:?} alone, {column:?} in a column"),
    }
}

fn check_prefix(text: &str) {
    let is_prefix = !text.contains('/') && parse_as(&format!("{text}/A"), AddressFormat::V2).is_ok();
    match validate_prefix(text) {
        Ok(()) => assert!(is_prefix),
        Err(error) => assert!(!is_prefix && error.at <= text.len()),
    }
}

fn check_suggestion(text: &str) {
    if let Some(suggestion) = suggest(text) {
        assert!(parse(text).is_err(), "an address needs no suggestion");
        assert!(parse(&suggestion).is_ok());
        assert_ne!(suggestion, text);
        assert_eq!(suggest(&suggestion), None);
    }
}
