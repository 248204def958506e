//! Makes `tables.bin` from the tables of `unicode-normalization`, and compares the two for every character.
//! `UPDATE_UNICODE=1 cargo test -p iu-address unicode` rewrites it.

use proptest::prelude::*;
use std::collections::{BTreeSet, HashMap};
use unicode_normalization::char::{canonical_combining_class, compose, decompose_canonical, is_combining_mark};
use unicode_normalization::UnicodeNormalization;

use super::compact;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/unicode/tables.bin");

fn all() -> impl Iterator<Item = char> {
    '\0'..=char::MAX
}

fn is_hangul(c: char) -> bool {
    ('\u{ac00}'..='\u{d7a3}').contains(&c)
}

fn decomposed(c: char) -> Vec<char> {
    let mut parts = Vec::new();
    decompose_canonical(c, |part| parts.push(part));
    parts
}

fn number(out: &mut Vec<u8>, mut number: u32) {
    while number >= 128 {
        out.push(u8::try_from(number & 127).expect("seven bits") | 128);
        number >>= 7;
    }
    out.push(u8::try_from(number).expect("seven bits"));
}

fn near(out: &mut Vec<u8>, before: &mut char, c: char) {
    let (one, two) = (u32::from(*before), u32::from(c));
    number(out, if two >= one { (two - one) << 1 } else { (one - two) << 1 | 1 });
    *before = c;
}

fn pairs(out: &mut Vec<u8>) {
    let decomposing: Vec<(char, Vec<char>)> =
        all().filter(|&c| !is_hangul(c)).map(|c| (c, decomposed(c))).filter(|(c, parts)| parts.as_slice() != [*c]).collect();
    let whole: HashMap<&[char], char> = decomposing.iter().rev().map(|(c, parts)| (parts.as_slice(), *c)).collect();
    number(out, u32::try_from(decomposing.len()).expect("few"));
    let (mut code, mut single, mut first, mut last) = ('\0', '\0', '\0', '\0');
    for (c, parts) in &decomposing {
        let step = (u32::from(*c) - u32::from(code)) << 2;
        code = *c;
        if let [only] = parts[..] {
            number(out, step);
            near(out, &mut single, only);
            continue;
        }
        let (end, start) = parts.split_last().expect("a decomposition");
        let composed = start.iter().copied().reduce(|one, two| compose(one, two).unwrap_or('\0')).filter(|&c| c != '\0');
        let composes = composed.is_some_and(|start| compose(start, *end) == Some(*c));
        let start = composed.or_else(|| whole.get(start).copied()).expect("all but the last part is a character");
        number(out, step | if composes { 1 } else { 2 });
        near(out, &mut first, start);
        near(out, &mut last, *end);
    }
}

fn runs(out: &mut Vec<u8>, class: impl Fn(char) -> Option<u8>, with_class: bool) {
    let mut runs: Vec<(u32, u32, u8)> = Vec::new();
    for c in all() {
        let Some(class) = class(c) else { continue };
        let code = u32::from(c);
        match runs.last_mut() {
            Some((_, end, same)) if *end == code && *same == class => *end += 1,
            _ => runs.push((code, code + 1, class)),
        }
    }
    number(out, u32::try_from(runs.len()).expect("few"));
    let mut before = 0;
    for (start, end, class) in runs {
        number(out, start - before);
        number(out, end - start);
        if with_class {
            number(out, class.into());
        }
        before = end;
    }
}

#[test]
fn the_committed_tables_are_those_of_the_crate() {
    let mut bytes = Vec::new();
    pairs(&mut bytes);
    runs(&mut bytes, |c| Some(canonical_combining_class(c)).filter(|&class| class != 0), true);
    runs(&mut bytes, |c| is_combining_mark(c).then_some(0), false);
    if std::env::var_os("UPDATE_UNICODE").is_some() {
        std::fs::write(PATH, &bytes).expect("the tables can be written");
    }
    let committed = std::fs::read(PATH).expect("the tables can be read");
    assert!(
        committed == bytes,
        "core/address/src/unicode/tables.bin is stale: run UPDATE_UNICODE=1 cargo test -p iu-address unicode"
    );
}

/// Both forms of a text, for what does not agree.
fn differs(text: &str) -> bool {
    compact::nfc(text) != text.nfc().collect::<String>()
}

#[test]
fn every_character_normalises_alike() {
    for c in all() {
        let mut parts = Vec::new();
        compact::decompose(c, &mut |part| parts.push(part));
        assert_eq!(parts, decomposed(c), "{c:?}");
        assert_eq!(compact::is_mark(c), is_combining_mark(c), "{c:?}");
        let is_plain = parts == [c] && canonical_combining_class(c) == 0;
        if (is_plain || is_hangul(c)) && u32::from(c) % 97 != 0 {
            continue;
        }
        // Apart, between marks of other classes, and before a mark with which it may compose.
        let apart: String = decomposed(c).into_iter().collect();
        let text = format!("{c}{apart}\u{301}{c}\u{323}a\u{323}{c}");
        assert!(!differs(&text), "{text:?}");
    }
}

#[test]
fn every_pair_that_composes_does_so_and_its_neighbours_do_not() {
    let pairs: Vec<(char, char)> = all()
        .map(decomposed)
        .filter_map(|parts| Some((*parts.first()?, *parts.get(1)?)))
        .filter(|&(first, _)| !('\u{1100}'..='\u{1112}').contains(&first))
        .collect();
    let firsts: BTreeSet<char> = pairs.iter().map(|&(first, _)| first).collect();
    let lasts: BTreeSet<char> = pairs.iter().map(|&(_, last)| last).collect();
    assert!(firsts.len() > 300 && lasts.len() > 60);
    for first in &firsts {
        for last in &lasts {
            let text = format!("{first}{last}\u{301}");
            assert!(!differs(&text), "{text:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn every_text_normalises_alike(text in "[a-zđĐơƯ\u{1ea0}-\u{1ef9}\u{300}-\u{345}\u{5b0}-\u{5bd}\u{900}-\u{9ff}\u{1100}-\u{11ff}\u{ac00}-\u{ac40}\u{f900}-\u{fa20}\u{1d165}-\u{1d172} ]{0,12}", any in any::<String>()) {
        for text in [text, any] {
            prop_assert!(!differs(&text), "{text:?}");
        }
    }
}

#[test]
fn what_is_plainly_composed_is_in_nfc_beside_anything() {
    for c in all() {
        let text = format!("a{c}a{}{c}", "-".repeat(60));
        if super::is_plainly_composed(&text) {
            assert!(decomposed(c) == [c] || c.nfc().eq([c]), "{c:?}");
            assert_eq!((canonical_combining_class(c), text.nfc().collect::<String>()), (0, text), "{c:?}");
        }
    }
    assert!(super::is_plainly_composed("Điều 15. Ưu tiên – “ngữ”…\u{a0}"));
    assert!(!super::is_plainly_composed("Đie\u{302}\u{300}u"));
}
