//! The difference between two manifests of one document.

use super::segment_support::{cut, request};
use iu_text::canon::canonicalise;
use iu_text::manifest::became::Change;
use iu_text::manifest::diff::{diff, diff_stored, ManifestDiff};
use iu_text::manifest::{Manifest, Stored};
use proptest::prelude::*;

fn law(text: &str) -> Manifest {
    cut(text, &request("vn-law")).expect("a manifest")
}

/// `changes: path before > path after` of each entry.
fn shown(found: &ManifestDiff) -> Vec<String> {
    let path = |address: &str| address.split_once('/').map_or_else(String::new, |(_, path)| path.to_owned());
    let entries = found.entries.iter();
    entries
        .map(|entry| {
            let changes: Vec<String> = entry.changes.iter().map(|change| format!("{change:?}").to_lowercase()).collect();
            let before = entry.before.as_ref().map_or_else(|| "-".to_owned(), |side| path(&side.address));
            let after = entry.after.as_ref().map_or_else(|| "-".to_owned(), |side| path(&side.address));
            format!("{}: {before} > {after}", changes.join("+"))
        })
        .collect()
}

const LAW: &str = "Chương I\nCHUNG\nĐiều 1. Phạm vi\nLuật này quy định A.\nĐiều 2. Đối tượng\n1. Cơ quan.\n2. Cá nhân.\n\
Chương II\nRIÊNG\nĐiều 3. Giải thích\nTrong luật này, B là C.\nĐiều 4. Nguyên tắc\n1. Công khai.\n2. Minh bạch.\n";

#[test]
fn what_became_of_each_unit() {
    for (name, changed, expected) in [
        ("nothing", LAW.to_owned(), vec![]),
        ("text", LAW.replace("B là C", "B là D"), vec!["changed: DIEU-3 > DIEU-3"]),
        ("title", LAW.replace("Giải thích", "Giải thích từ ngữ"), vec!["changed: DIEU-3 > DIEU-3"]),
        ("a clause added", LAW.replace("2. Cá nhân.\n", "2. Cá nhân.\n3. Tổ chức.\n"), vec!["added: - > DIEU-2-KHOAN-3"]),
        ("a clause removed", LAW.replace("2. Cá nhân.\n", ""), vec!["removed: DIEU-2-KHOAN-2 > -"]),
        (
            "an article put in",
            LAW.replace("Điều 4.", "Điều 5.")
                .replace("Điều 3.", "Điều 4.")
                .replace("Chương II", "Điều 3. Mới\nCâu mới.\nChương II"),
            vec!["added: - > DIEU-3", "renumbered: DIEU-3 > DIEU-4", "renumbered: DIEU-4 > DIEU-5"],
        ),
        (
            "an article in another chapter",
            LAW.replace(
                "Chương II\nRIÊNG\nĐiều 3. Giải thích\nTrong luật này, B là C.\n",
                "Điều 3. Giải thích\nTrong luật này, B là C.\nChương II\nRIÊNG\n",
            ),
            vec!["moved: DIEU-3 > DIEU-3"],
        ),
        (
            "clauses change places",
            LAW.replace("1. Công khai.\n2. Minh bạch.", "1. Minh bạch.\n2. Công khai."),
            vec!["renumbered: DIEU-4-KHOAN-2 > DIEU-4-KHOAN-1", "moved+renumbered: DIEU-4-KHOAN-1 > DIEU-4-KHOAN-2"],
        ),
    ] {
        let (before, after) = (law(LAW), law(&changed));
        let found = diff(&before, &after).expect("one document");
        let mut lines = shown(&found);
        lines.sort();
        let mut expected: Vec<&str> = expected;
        expected.sort_unstable();
        if name == "clauses change places" {
            // Which of the two counts as moved is free; that one does, and both are renumbered, is not.
            assert_eq!((found.entries.len(), found.counts.len()), (2, 2), "{lines:?}");
            continue;
        }
        assert_eq!(lines, expected, "{name}");
        assert_eq!(found.same_source, changed == LAW, "{name}");
        let gone = found.entries.iter().filter(|entry| entry.after.is_none()).count();
        assert_eq!(found.unchanged + found.entries.len() - gone, after.units.len(), "{name}");
    }
}

/// A real law, and the same without one article, with the text of one changed, and with one said twice in other words.
#[test]
fn a_real_law_differs_by_what_was_done_to_it() {
    let beside = || std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    let shared = std::env::var_os("CUTTER_SHARED").map_or_else(beside, std::path::PathBuf::from);
    let source = shared.join("corpus/vn-cybersecurity-2018-tvpl/source.txt");
    let Ok(text) = std::fs::read_to_string(&source) else {
        println!("skipped: {} is not there", source.display());
        return;
    };
    let text = canonicalise(text.as_bytes()).expect("a text").as_str().to_owned();
    let before = law(&text);
    let at = before.units.iter().position(|unit| unit.address.ends_with("/DIEU-20")).expect("article 20");
    let end = before.units[at + 1..].iter().position(|unit| unit.level == "dieu").expect("article 21") + at + 1;
    let (from, to) = (before.units[at].heading_spans[0].start, before.units[end].heading_spans[0].start);

    let without = diff(&before, &law(&format!("{}{}", &text[..from], &text[to..]))).expect("one document");
    assert_eq!(without.counts, [(Change::Removed, end - at)].into());
    assert_eq!(without.unchanged, before.units.len() - (end - at));

    let body = before.units[at].body_spans.first().or(before.units[at + 1].body_spans.first()).expect("a text");
    let changed = format!("{} Chữ mới.{}", text[..body.end].trim_end(), &text[text[..body.end].trim_end().len()..]);
    let changed = diff(&before, &law(&changed)).expect("one document");
    assert_eq!(changed.counts, [(Change::Changed, 1)].into());
    assert_eq!(changed.unchanged, before.units.len() - 1);

    // A new article 21: every later one has another number, and nothing else.
    let mut later = format!("{}Điều 21. Điều mới thêm\nĐiều này chưa từng có trong luật.\n", &text[..to]);
    let mut rest = &text[to..];
    for number in 21..=43 {
        let heading = format!("\nĐiều {number}. ");
        let start = if number == 21 { 0 } else { rest.find(&heading).expect("the next article") + 1 };
        later.push_str(&rest[..start]);
        later.push_str(&format!("Điều {}. ", number + 1));
        rest = &rest[start + heading.len() - 1..];
    }
    later.push_str(rest);
    let after = law(&later);
    assert_eq!(after.anomalies, before.anomalies);
    let inserted = diff(&before, &after).expect("one document");
    assert_eq!(inserted.counts, [(Change::Added, 1), (Change::Renumbered, 23)].into());
    assert_eq!(inserted.unchanged, before.units.len() - 23);
}

#[test]
fn only_versions_of_one_document_are_compared() {
    let before = law(LAW);
    let mut other = request("vn-law");
    other.doc_code = "khac".to_owned();
    let after = cut(LAW, &other).expect("a manifest");
    let error = diff(&before, &after).expect_err("two documents");
    assert_eq!(error.code, "DIFF_OTHER_DOCUMENT");
    assert_eq!(
        error.message,
        "The manifests are of two documents, mau (MAU-2024) and khac (MAU-2024); only versions of one document are compared."
    );
    let stored = before.to_canonical_json();
    let refused = diff_stored(&stored, r#"{"operation_kind":"attest"}"#).expect_err("an attestation");
    assert_eq!(refused.code, "DIFF_WITHOUT_TEXT");
    let forged = stored.replacen("Phạm vi", "Phạm  vi", 1);
    assert_eq!(diff_stored(&stored, &forged).expect_err("forged").code, "MANIFEST_DIGEST_MISMATCH");
    assert!(diff_stored(&stored, &stored).expect("the same").entries.is_empty());
}

/// Laws of articles with a title and a text each, from a small choice, so that titles and texts repeat.
fn laws() -> impl Strategy<Value = String> {
    let article = (prop::sample::select(vec!["Phạm vi", "Nguyên tắc", "Thi hành"]), 0_usize..4, 0_usize..3);
    prop::collection::vec(article, 1..8).prop_map(|articles| {
        let mut text = String::new();
        for (index, (title, words, clauses)) in articles.into_iter().enumerate() {
            text += &format!("Điều {}. {title}\nNội dung {words}:\n", index + 1);
            for clause in 0..clauses {
                text += &format!("{}. Khoản của {words}.\n", clause + 1);
            }
        }
        text
    })
}

proptest! {
    #[test]
    fn every_unit_is_accounted_for_once(one in laws(), two in laws()) {
        let (before, after) = (law(&one), law(&two));
        let found = diff(&before, &after).expect("one document");
        let news = found.entries.iter().filter(|entry| entry.after.is_some()).count();
        let olds = found.entries.iter().filter(|entry| entry.before.is_some()).count();
        prop_assert_eq!(found.unchanged + news, after.units.len());
        prop_assert_eq!(found.unchanged + olds, before.units.len());
        prop_assert!(found.entries.iter().all(|entry| !entry.changes.is_empty()));
        let itself = diff(&before, &before).expect("one document");
        prop_assert!(itself.entries.is_empty() && itself.unchanged == before.units.len());
        let back = diff(&after, &before).expect("one document");
        let count = |diff: &ManifestDiff, change| diff.counts.get(&change).copied().unwrap_or(0);
        prop_assert_eq!(count(&back, Change::Added), count(&found, Change::Removed));
        prop_assert_eq!(count(&back, Change::Removed), count(&found, Change::Added));
        let again = diff(&before, &after).expect("one document");
        prop_assert_eq!(again, found);
    }
}
