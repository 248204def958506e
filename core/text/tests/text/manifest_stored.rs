//! Manifests are read as they were stored, or not at all: what no digest covers is in none of them.

use super::segment_support::{cut, request};
use iu_text::manifest::{Manifest, Stored};

#[test]
fn a_member_that_the_format_does_not_know_is_refused_with_its_place() {
    let manifest = cut("Điều 1. A\nX.\nĐiều 2. B\nY.\n", &request("vn-law")).expect("a manifest");
    let stored = manifest.to_canonical_json();
    assert_eq!(Manifest::from_stored(&stored), Ok(manifest));
    for (from, to, place) in [
        (r#"{"address_format_version""#, r#"{"a_note":1,"address_format_version""#, "a_note"),
        (r#""title":"B""#, r#""title":"B","tone":"grave""#, "units[1].tone"),
        (r#""counts":{"#, r#""counts":{"all":2,"#, "counts.all"),
    ] {
        assert!(stored.contains(from), "{from}");
        let error = Manifest::from_stored(&stored.replacen(from, to, 1)).expect_err(place);
        assert_eq!(error.code, "MANIFEST_FORM", "{place}");
        assert_eq!(error.message, format!("The stored manifest has {place}, which its format does not know."));
    }
}

#[test]
fn a_manifest_that_is_written_otherwise_is_refused() {
    let stored = cut("Điều 1. A\nX.\n", &request("vn-law")).expect("a manifest").to_canonical_json();
    let twice = stored.replacen('{', r#"{"doc_code":"mau","#, 1);
    assert_eq!(Manifest::from_stored(&twice).expect_err("a member twice").code, "MANIFEST_UNREADABLE");
    for (what, other) in [
        ("a line break at the end", format!("{stored}\n")),
        ("a blank between", stored.replacen(',', ", ", 1)),
        ("another way to write a letter", stored.replacen("\"A\"", "\"\\u0041\"", 1)),
    ] {
        assert_ne!(other, stored, "{what}");
        let error = Manifest::from_stored(&other).expect_err(what);
        assert_eq!(error.code, "MANIFEST_FORM", "{what}");
        assert_eq!(error.message, "The stored manifest is not written in its canonical form (RFC 8785).", "{what}");
    }
}
