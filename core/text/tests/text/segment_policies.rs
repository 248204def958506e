//! Policies, terms and contracts as they are kept in Markdown: escaped numbers, underlined headings, lists below headings.

use super::segment_support::{anomalies, cut, excluded, paths, request, shown};
use iu_text::canon::canonicalise;
use iu_text::segment::detect;

fn best(text: &str) -> String {
    detect(&canonicalise(text.as_bytes()).expect("a text"))[0].profile.clone()
}

#[test]
fn numbers_that_markdown_keeps_from_being_lists_are_labels() {
    let text = "Agreement\n=========\n\n1\\. Work\n\n1.1 You keep the garden.\n\n1.2 You keep the gate.\n\n2\\. Pay\n\n\
        2\\.1 We pay each month.\n\n\\(a\\) in coin; or\n\n\\(b\\) in kind.\n";
    assert_eq!(best(text), "numbered-outline");
    let manifest = cut(text, &request("numbered-outline")).expect("a manifest");
    assert_eq!(paths(&manifest), ["SEC-1", "SEC-1-1", "SEC-1-2", "SEC-2", "SEC-2-1"]);
    let labels: Vec<&str> = manifest.units.iter().map(|unit| unit.label.as_str()).collect();
    assert_eq!(labels, ["1", "1.1", "1.2", "2", "2.1"]);
    // What is cut is the text as it stands.
    assert!(shown(text, &manifest)[3].contains("2\\. Pay"), "{:?}", shown(text, &manifest));
    let law = "Điều 1\\. Kho\n\n1\\. Mở buổi sáng.\n\na\\) Cửa trước;\n\nb\\) Cửa sau.\n\n2\\. Đóng buổi tối.\n";
    let manifest = cut(law, &request("vn-law")).expect("a manifest");
    assert_eq!(
        paths(&manifest),
        ["DIEU-1", "DIEU-1-KHOAN-1", "DIEU-1-KHOAN-1-DIEM-A", "DIEU-1-KHOAN-1-DIEM-B", "DIEU-1-KHOAN-2"]
    );
}

#[test]
fn underlined_headings_are_headings() {
    let text = "Garden rules\n============\n\nHello.\n\n1\\. Gates\n---------\n\nClosed at night.\n\n### Keys\n\nTwo.\n\nPaths and\nbridges\n-------\n\nOpen.\n\n---\n\nMore.\n";
    let manifest = cut(text, &request("markdown-outline")).expect("a manifest");
    assert_eq!(
        shown(text, &manifest),
        [
            "TITLE | Garden rules | Garden rules/============// | Hello.//",
            "SEC-1 | Gates | 1\\. Gates/---------// | Closed at night.//",
            "SEC-1-1 | Keys | ### Keys// | Two.//",
            "SEC-2 | Paths and bridges | Paths and/bridges/-------// | Open.//---//More./",
        ]
    );
    let numbered = text.replace("Paths and\nbridges", "2. Paths");
    let manifest = cut(&numbered, &request("numbered-outline")).expect("a manifest");
    assert_eq!(
        shown(&numbered, &manifest),
        [
            "SEC-1 | Gates | 1\\. Gates/---------/ | /Closed at night.//### Keys//Two.//",
            "SEC-2 | Paths | 2. Paths/-------/ | /Open.//---//More./"
        ]
    );
}

#[test]
fn lists_below_headings_are_no_table_of_contents() {
    let list = |items: &[&str]| (1..).zip(items).map(|(number, item)| format!("{number}. {item}\n")).collect::<String>();
    let text = format!(
        "# Terms\n\nWelcome.\n\n## Accounts\n\n{}\n## Payment\n\n{}\n## Ending\n\n{}",
        list(&["You keep your key.", "You are a person.", "You answer for your guests.", "You leave no litter."]),
        list(&[
            "It is free for a month.",
            "Then you pay.",
            "Prices change in spring.",
            "We pay back nothing.",
            "Taxes are yours.",
            "Ask us."
        ]),
        list(&[
            "You may leave.",
            "We may close the gate.",
            "What you planted is yours.",
            "What grew wild is ours.",
            "Write to us.",
            "Farewell."
        ]),
    );
    let manifest = cut(&text, &request("numbered-outline")).expect("a manifest");
    assert_eq!(anomalies(&manifest), Vec::<String>::new());
    assert_eq!(excluded(&text, &manifest), Vec::<String>::new());
    assert!(paths(&manifest).contains(&"PART-2-SEC-4"), "{:?}", paths(&manifest));
    // A heading without a number is its own label: what stands below is text.
    assert!(manifest.units.iter().all(|unit| !unit.address.contains("PART") || unit.title.is_empty()), "{manifest:?}");
    assert_eq!(best(&text), "numbered-outline");
    // The same lists, where most of the text stands elsewhere.
    let essay = "We keep this garden for everybody, and we mean it.\n\n".repeat(12);
    assert_eq!(best(&format!("{text}\n## Why\n\n{essay}\n### How\n\n{essay}")), "markdown-outline");
}

#[test]
fn a_list_of_headings_that_come_again_is_a_table_of_contents() {
    let titles = ["Gates", "Paths", "Ponds", "Trees", "Benches"];
    let contents: String = (1..).zip(titles).map(|(number, title)| format!("{number}. {title}\n")).collect();
    let body: String =
        (1..).zip(titles).map(|(number, title)| format!("\n{number}. {title}\n\nKeep them well, all year round.\n")).collect();
    let manifest = cut(&format!("{contents}{body}"), &request("numbered-outline")).expect("a manifest");
    assert_eq!(paths(&manifest), ["SEC-1", "SEC-2", "SEC-3", "SEC-4", "SEC-5"]);
    assert!(excluded(&format!("{contents}{body}"), &manifest).concat().contains("table_of_contents: 1. Gates/"), "{manifest:?}");
}
