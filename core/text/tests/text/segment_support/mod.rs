//! What the tests of MARK share: a request, and a manifest written as lines that can be read.

use iu_text::canon::canonicalise;
use iu_text::manifest::{Manifest, ScopePolicy, Span};
use iu_text::profile::builtin;
use iu_text::segment::{mark, MarkError, MarkRequest};

pub fn request(profile: &str) -> MarkRequest {
    MarkRequest {
        profile: builtin(profile).expect("built in"),
        prefix: "MAU-2024".to_owned(),
        doc_code: "mau".to_owned(),
        leaf: None,
        scope: ScopePolicy::All,
    }
}

pub fn cut(text: &str, request: &MarkRequest) -> Result<Manifest, MarkError> {
    mark(&canonicalise(text.as_bytes()).expect("a text"), request)
}

/// `path | title | heading | own text` of each unit; line breaks shown as `/`.
pub fn shown(text: &str, manifest: &Manifest) -> Vec<String> {
    let source = canonicalise(text.as_bytes()).expect("a text");
    let read = |spans: &[Span]| -> String {
        let parts: Vec<&str> = spans.iter().map(|span| &source.as_str()[span.start..span.end]).collect();
        parts.join("~").replace('\n', "/")
    };
    let units = manifest.units.iter();
    units
        .map(|unit| {
            let path = unit.address.strip_prefix("MAU-2024/").expect("the prefix");
            format!("{path} | {} | {} | {}", unit.title, read(&unit.heading_spans), read(&unit.body_spans))
        })
        .collect()
}

/// The paths alone, without the prefix.
pub fn paths(manifest: &Manifest) -> Vec<&str> {
    manifest.units.iter().filter_map(|unit| unit.address.split_once('/')).map(|(_, path)| path).collect()
}

/// `code@line` of each anomaly.
pub fn anomalies(manifest: &Manifest) -> Vec<String> {
    manifest.anomalies.iter().map(|anomaly| format!("{}@{}", anomaly.code, anomaly.line)).collect()
}

/// `reason: text` of each exclusion, line breaks shown as `/`.
pub fn excluded(text: &str, manifest: &Manifest) -> Vec<String> {
    let source = canonicalise(text.as_bytes()).expect("a text");
    let exclusions = manifest.exclusions.iter();
    exclusions
        .map(|exclusion| {
            let part = &source.as_str()[exclusion.span.start..exclusion.span.end];
            format!("{}: {}", exclusion.reason, part.replace('\n', "/"))
        })
        .collect()
}
