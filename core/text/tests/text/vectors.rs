//! Vectors of our own: a short text of each family of scanners, and the units it must give.

use super::segment_support::{cut, paths, request};
use iu_text::manifest::Stored;

/// Profile, text, paths of its units.
const CASES: [(&str, &str, &[&str]); 3] = [
    ("markdown-outline", include_str!("../vectors/garden.md"), &["TITLE", "SEC-1", "SEC-2", "SEC-2-1", "SEC-2-2"]),
    (
        "vn-law",
        "Điều 1. Vườn\n1. Vườn là của mọi người.\n2. Tưới nước vào buổi tối.\nĐiều 2. Giờ mở cửa\nTừ 8 giờ đến 17 giờ.\n",
        &["DIEU-1", "DIEU-1-KHOAN-1", "DIEU-1-KHOAN-2", "DIEU-2"],
    ),
    (
        "eu-regulation",
        "Article 1\nGarden\n1. The garden is for everyone.\n2. Water in the evening.\nArticle 2\nHours\nFrom eight to five.\n",
        &["ART-1", "ART-1-PARA-1", "ART-1-PARA-2", "ART-2"],
    ),
];

#[test]
fn our_own_texts_give_their_units() {
    for (profile, text, expected) in CASES {
        let manifest = cut(text, &request(profile)).expect(profile);
        assert_eq!(paths(&manifest), expected, "{profile}");
        assert_eq!(manifest.compute_digest(), manifest.manifest_digest, "{profile}");
    }
}
