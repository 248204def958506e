//! `markdown-outline` on small texts, and status and scope, which only it has marks for.

use super::segment_support::{anomalies, cut, excluded, paths, request, shown};
use iu_text::manifest::ScopePolicy;

#[test]
fn headings_count_inside_their_parents() {
    let text = "---\ntitle: sổ\n---\nLời đầu.\n# Sổ tay\n\nChào.\n## 1. Nghỉ phép\nMười ngày.\n### Báo trước\nBa ngày.\n## Đi lại\nXe.\n";
    let manifest = cut(text, &request("markdown-outline")).expect("a manifest");
    assert_eq!(
        shown(text, &manifest),
        [
            "TITLE | Sổ tay | # Sổ tay// | Chào./",
            "SEC-1 | Nghỉ phép | ## 1. Nghỉ phép/ | Mười ngày./",
            "SEC-1-1 | Báo trước | ### Báo trước/ | Ba ngày./",
            "SEC-2 | Đi lại | ## Đi lại/ | Xe./",
        ]
    );
    let labels: Vec<&str> = manifest.units.iter().map(|unit| unit.label.as_str()).collect();
    assert_eq!(labels, ["#", "1.", "###", "##"]);
    assert_eq!(excluded(text, &manifest), ["front_matter: ---/title: sổ/---/", "preamble: Lời đầu./"]);
    assert_eq!(anomalies(&manifest), Vec::<String>::new());
}

#[test]
fn several_outermost_headings_are_sections() {
    let manifest = cut("# A\na\n# B\nb\n## C\nc\n", &request("markdown-outline")).expect("a manifest");
    assert_eq!(paths(&manifest), ["SEC-1", "SEC-2", "SEC-2-1"]);
    let manifest = cut("# A\na\n", &request("markdown-outline")).expect("a manifest");
    assert_eq!(paths(&manifest), ["SEC-1"]);
}

#[test]
fn a_skipped_level_is_reported_and_counts_under_the_nearest_heading_above() {
    let manifest = cut("## A\na\n#### B\nb\n### C\nc\n", &request("markdown-outline")).expect("a manifest");
    assert_eq!(paths(&manifest), ["SEC-1", "SEC-1-1", "SEC-1-2"]);
    assert_eq!(anomalies(&manifest), ["skipped_level@3"]);
}

#[test]
fn code_holds_no_headings() {
    for code in
        ["```\n# x\n```\n", "~~~~ sh\n# x\n~~~\n# y\n~~~~\n", "    # x\n", "````\n```\n# x\n````\n", "```\n# never closed\n"]
    {
        let text = format!("# A\n{code}");
        let manifest = cut(&text, &request("markdown-outline")).expect("a manifest");
        assert_eq!(manifest.units.len(), 1, "{code:?}");
    }
    let inline = cut("# A\n```x``` y\n# B\nb\n", &request("markdown-outline")).expect("a manifest");
    assert_eq!(inline.units.len(), 2);
}

const MARKED: &str =
    "# Sổ tay\n## Nghỉ phép ✅\na\n### Nghỉ ốm\nb\n### 📝 Nghỉ cưới\nc\n## Đi lại\nd\n## ⛔ Cũ\ne\n## 📋 Sắp có\nf\n";

#[test]
fn status_cascades_from_the_document_to_groups_to_units() {
    let manifest = cut(MARKED, &request("markdown-outline")).expect("a manifest");
    let found: Vec<(&str, &str, u8)> =
        manifest.units.iter().map(|unit| (unit.title.as_str(), unit.status.as_str(), unit.status_tier)).collect();
    assert_eq!(
        found,
        [
            ("Sổ tay", "draft", 0),
            ("Nghỉ phép", "enacted", 2),
            ("Nghỉ ốm", "enacted", 1),
            ("Nghỉ cưới", "draft", 2),
            ("Đi lại", "draft", 0),
            ("Cũ", "obsolete", 2),
            ("Sắp có", "controlled_draft", 2),
        ]
    );
    assert!(manifest.units.iter().all(|unit| !unit.address.contains("ENACTED")));
}

#[test]
fn units_out_of_scope_become_exclusions_that_name_what_decided() {
    let mut enacted = request("markdown-outline");
    enacted.scope = ScopePolicy::EnactedOnly;
    let manifest = cut(MARKED, &enacted).expect("a manifest");
    // Scope takes units away; it does not move the addresses of those that stay.
    assert_eq!(paths(&manifest), ["SEC-1", "SEC-1-1"]);
    let all = cut(MARKED, &request("markdown-outline")).expect("a manifest");
    assert_eq!((&manifest.units[0].address, &manifest.units[1].address), (&all.units[1].address, &all.units[2].address));
    assert_eq!(manifest.units[0].parent_local_id, None);
    assert_eq!(
        excluded(MARKED, &manifest),
        [
            "out_of_scope:draft:tier_0: # Sổ tay/",
            "out_of_scope:draft:tier_2:📝: ### 📝 Nghỉ cưới/c/",
            "out_of_scope:draft:tier_0: ## Đi lại/d/",
            "out_of_scope:obsolete:tier_2:⛔: ## ⛔ Cũ/e/",
            "out_of_scope:controlled_draft:tier_2:📋: ## 📋 Sắp có/f/",
        ]
    );
    assert!(manifest.coverage.reconstruction_ok);
}
