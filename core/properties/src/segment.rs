//! MARK: every byte in exactly one span, and the spans give the text back.

use iu_address::parse;
use iu_text::canon::{canonicalise, CanonicalText};
use iu_text::manifest::{Manifest, ScopePolicy, Span, Stored};
use iu_text::profile::builtin;
use iu_text::segment::{mark, MarkRequest};
use std::collections::BTreeSet;

/// Any bytes as a source for each built-in profile.
pub fn segment(data: &[u8]) {
    let Ok(source) = canonicalise(data) else { return };
    for profile in iu_text::profile::builtin_ids() {
        let request = MarkRequest {
            profile: builtin(profile).expect("built in"),
            prefix: "MAU-2024".to_owned(),
            doc_code: "mau".to_owned(),
            leaf: None,
            scope: ScopePolicy::All,
        };
        match mark(&source, &request) {
            Ok(manifest) => check_manifest(&source, &manifest),
            Err(error) => {
                let codes = ["NO_UNIT_FOUND", "LABEL_UNREADABLE", "ADDRESS_TOO_LONG"];
                assert!(codes.contains(&error.code), "{error:?}");
                assert!(source.as_str().is_char_boundary(error.at), "{error:?}");
                assert!((0.0..=1.0).contains(&error.covered_share), "{error:?}");
            }
        }
    }
}

fn check_manifest(source: &CanonicalText, manifest: &Manifest) {
    let units = manifest.units.iter().flat_map(|unit| unit.heading_spans.iter().chain(&unit.body_spans));
    let mut spans: Vec<Span> = units.chain(manifest.exclusions.iter().map(|exclusion| &exclusion.span)).copied().collect();
    spans.sort_unstable();
    let mut rebuilt = String::new();
    for span in &spans {
        assert_eq!(span.start, rebuilt.len(), "no gap and no overlap");
        rebuilt.push_str(&source.as_str()[span.start..span.end]);
    }
    assert_eq!(rebuilt, source.as_str());
    assert!(manifest.coverage.reconstruction_ok);
    assert_eq!(manifest.coverage.reconstruction_sha256, source.sha256());

    let mut addresses = BTreeSet::new();
    for unit in &manifest.units {
        assert!(parse(&unit.address).is_ok_and(|address| address.prefix() == "MAU-2024"), "{}", unit.address);
        let reported = || manifest.anomalies.iter().any(|anomaly| matches!(anomaly.code.as_str(), "collision" | "unlisted"));
        assert!(addresses.insert(&unit.address) || reported(), "{} twice", unit.address);
        let firsts: Vec<usize> = unit.heading_spans.iter().chain(&unit.body_spans).map(|span| span.start).collect();
        assert!(!firsts.is_empty());
    }
    assert!(!manifest.units.is_empty());
    assert_eq!(Manifest::from_stored(&manifest.to_canonical_json()).as_ref(), Ok(manifest));
}
