//! Whatever a text is made of, eight times as much of it takes about eight times as long: the time is compared with
//! that of the same text at an eighth of its size in the same run, never with a clock.

use super::segment_support::{cut, request};
use iu_text::profile::{builtin_ids, Profile};
use iu_text::segment::detect;
use std::time::Instant;

const SMALL: usize = 24 * 1024;
const FACTOR: usize = 8;
/// A quadratic step would take 64 times as long.
const MOST: f64 = 30.0;

/// Text of about `size` bytes, by repeating `piece`.
fn repeated(piece: &str, size: usize) -> String {
    piece.repeat(size / piece.len() + 1)
}

/// Numbered pieces, so that every number is the next one.
fn counted(size: usize, piece: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(size + 64);
    for number in 1.. {
        if text.len() >= size {
            break;
        }
        text += &piece(number);
    }
    text
}

/// Printable characters in no order, the same each time.
fn noise(size: usize) -> String {
    let mut state = 0x2545_f491_u32;
    let signs: Vec<char> = "abcĐđiều 15.()#*“”\"\n\t—IVX§-–:;,%".chars().collect();
    let mut text = String::with_capacity(size + 8);
    while text.len() < size {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        text.push(signs[state as usize % signs.len()]);
    }
    text
}

type Shape = (&'static str, fn(usize) -> String);

const SHAPES: [Shape; 21] = [
    ("one line", |size| repeated("chữ ", size)),
    ("one line of marks", |size| repeated("(a)(1)(i)", size)),
    ("nested marks", |size| repeated("(a)\n(1)\n(i)\n(A)\n", size)),
    ("digits", |size| repeated("1234567890", size)),
    ("noise", noise),
    ("one article again and again", |size| repeated("Điều 1.\n", size)),
    ("one section again and again", |size| repeated("1. Title\n(a) x\n", size)),
    ("articles", |size| counted(size, |number| format!("Article {number}\nText.\n"))),
    ("sections", |size| counted(size, |number| format!("{number}. Title\nText.\n"))),
    ("numbers that go down", |size| counted(size, |number| format!("{}. Title\n", 9_999 - number % 9_999))),
    ("chapters and parts", |size| repeated("CHAPTER I\nPART I\n1. A\nText.\n", size)),
    ("annexes and endings", |size| format!("Article 1\nx\n{}", repeated("ANNEX\nDone at X, 1 May\n\nEndnotes\n\n", size))),
    ("open quotations", |size| repeated("“Điều 1. X\n\"Article 1\n", size)),
    ("words that are never closed", |size| counted(size, |number| format!("Điều {number}. X “a\ny\n"))),
    ("marks of two kinds", |size| repeated("1. a “b\" c\n2. \"d” e\n", size)),
    ("clauses that were lost", |size| {
        format!("Điều 1. X\n{}", counted(size, |number| format!("{}. A\n\n{}. B\n\n", 3 * number, 3 * number + 1)))
    }),
    ("escapes and underlines", |size| counted(size, |number| format!("{number}\\. A\n---\n\nText.\n"))),
    ("bold titles", |size| counted(size, |number| format!("**Schedule**\n\n**{number}. (1) A**\n\n"))),
    ("page marks", |size| repeated("ACT No 5 OF THE YEAR\nPage 3\n7\n", size)),
    ("contents", |size| format!("CONTENTS\n{}", repeated("1. A\n2. B\n", size))),
    ("outline", |size| repeated("# 1. A\n## 1.1 B\n### 1.1.1 C\n", size)),
];

fn seconds(text: &str, profile: &str) -> f64 {
    let start = Instant::now();
    // A refusal is an answer too.
    let _ = cut(text, &request(profile));
    start.elapsed().as_secs_f64()
}

#[test]
fn time_grows_with_the_text_and_no_faster() {
    for (name, shape) in SHAPES {
        let (small, large) = (shape(SMALL), shape(SMALL * FACTOR));
        for profile in builtin_ids() {
            // The machine may be busy: the best of some tries counts, and one that is good is enough.
            let mut best = f64::INFINITY;
            for _ in 0..12 {
                let base = seconds(&small, profile).max(1e-5);
                best = best.min(seconds(&large, profile) / base);
                if best < MOST {
                    break;
                }
            }
            assert!(best < MOST, "{name} with {profile}: {FACTOR} times the text took {best:.0} times as long");
        }
    }
}

#[test]
fn a_custom_pattern_is_bounded_too() {
    let level = |id: &str, pattern: &str| {
        serde_json::json!({ "id": id, "label": id.to_uppercase(), "section_type": "article", "matcher": { "regex": pattern },
            "numbering": "arabic", "unique_within": "document", "address": "own", "optional": true })
    };
    // Patterns that engines which backtrack never finish with.
    let levels = [level("one", r"(?:a+)+b(?<number>\d+)"), level("two", r"(?:(?:x|xx)+)*y(?<number>\d+)")];
    let json = serde_json::json!({ "id": "worst", "version": "1", "title": "Worst", "levels": levels, "default_leaf": "two",
        "default_status": "enacted", "status_markers": [] });
    let profile = Profile::from_json(&json.to_string()).expect("a profile");
    let mut request = request("act-en");
    request.profile = profile;
    let line = format!("{}\n{}\n", "a".repeat(5_000), "x".repeat(5_000));
    assert_eq!(cut(&line.repeat(20), &request).expect_err("nothing found").code, "NO_UNIT_FOUND");
    let found = cut("aab1 One\nText.\naab2 Two\nText.\n", &request).expect("a manifest");
    assert_eq!(super::segment_support::paths(&found), ["ONE-1", "ONE-2"]);
}

#[test]
fn detection_answers_for_every_shape() {
    for (name, shape) in SHAPES {
        let source = iu_text::canon::canonicalise(shape(4_096).as_bytes()).expect("a text");
        let found = detect(&source);
        assert_eq!(found.len(), builtin_ids().len(), "{name}");
        assert!(found.iter().all(|each| (0.0..=1.0).contains(&each.score) && !each.evidence.is_empty()), "{name}: {found:?}");
    }
}
