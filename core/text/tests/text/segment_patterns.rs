//! Patterns of custom profiles on lines of any script: whatever they match, MARK cuts between characters and gives an answer.

use super::segment_support::{cut, request};
use iu_text::manifest::Manifest;
use iu_text::profile::Profile;
use iu_text::segment::{MarkError, MarkRequest};
use proptest::prelude::*;

fn marked(pattern: &str, numbering: &str, text: &str) -> Result<Manifest, MarkError> {
    let level = serde_json::json!({ "id": "item", "label": "ITEM", "section_type": "article", "matcher": { "regex": pattern },
        "numbering": numbering, "unique_within": "document", "address": "own", "optional": false });
    let profile = serde_json::json!({ "id": "house", "version": "1", "title": "House rules", "levels": [level], "default_leaf": "item",
        "default_status": "enacted", "status_markers": [] });
    let profile = Profile::from_json(&profile.to_string()).expect("a profile");
    cut(text, &MarkRequest { profile, ..request("vn-law") })
}

#[test]
fn a_label_that_is_a_dash_alone_is_kept_whole() {
    for (text, pattern, label) in [
        ("– Item\nText.\n", r"–\s", "–"),
        ("- Item\nText.\n", r"-\s", "-"),
        ("—: Item\nText.\n", r"—[:.]\s", "—"),
        ("•) Mục\nText.\n", r"•\)", "•"),
        ("Ấn 1. Tên\nText.\n", r"Ấn \d+\.", "Ấn 1"),
    ] {
        let manifest = marked(pattern, "none", text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        assert_eq!(manifest.units.len(), 1, "{text:?}");
        assert_eq!(manifest.units[0].label, label, "{text:?}");
        assert!(manifest.coverage.reconstruction_ok, "{text:?}");
    }
}

#[test]
fn a_pattern_that_matches_nothing_of_a_line_finds_no_heading_there() {
    for pattern in [r"\b", r"(?:Điều )?\b", r"(?<number>)\b"] {
        let error = marked(pattern, "none", "Ấn bản\nText.\n").expect_err(pattern);
        assert_eq!(error.code, "NO_UNIT_FOUND", "{pattern}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    /// Pieces of patterns and of lines, put together in any way.
    #[test]
    fn any_pattern_on_any_line_gets_an_answer(
        pattern in prop::collection::vec(prop::sample::select(vec![
            "–", "—", "-", "Ấ", "Điều", "§", "\u{a0}", r"\s", r"\b", r"\B", ".", r"\w", r"\W", "(?:–|)", "e\u{301}?",
            r"(?<number>\d+)", r"(?<number>\w*)", r"(?<number>–?)", "🙂?",
        ]), 1..5),
        lines in prop::collection::vec(prop::collection::vec(prop::sample::select(vec![
            "–", "—", "-", "Ấn", "Điều", "§", "\u{a0}", " ", "e\u{301}", "1", "２", "IV", ".", ":", ")", "🙂", "“", "*", "_", "[", "]", "\u{200b}", "một",
        ]), 0..8), 1..5),
        numbering in prop::sample::select(vec!["none", "arabic", "roman", "letter", "ordinal-word"]),
    ) {
        let pattern = pattern.concat();
        prop_assume!(iu_text::profile::check_pattern(&pattern).is_ok());
        let text: String = lines.iter().map(|line| line.concat() + "\n").collect();
        prop_assume!(!text.trim().is_empty());
        if let Ok(manifest) = marked(&pattern, numbering, &text) {
            prop_assert!(manifest.coverage.reconstruction_ok);
        }
    }
}
