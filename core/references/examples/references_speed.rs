//! How long references take beside MARK: `references_speed FILE…`. The fastest of five runs each; one line of sums.

use iu_references::{references, Divided};
use iu_text::canon::canonicalise;
use iu_text::manifest::ScopePolicy;
use iu_text::profile::builtin;
use iu_text::segment::{detect, mark, MarkRequest};
use std::time::{Duration, Instant};

fn fastest<T>(run: impl Fn() -> T) -> (Duration, T) {
    let timed = || {
        let start = Instant::now();
        let made = run();
        (start.elapsed(), made)
    };
    let mut best = timed();
    for _ in 0..4 {
        let next = timed();
        if next.0 < best.0 {
            best = next;
        }
    }
    best
}

fn main() {
    let (mut bytes, mut found, mut marking, mut reading) = (0, 0, Duration::ZERO, Duration::ZERO);
    for file in std::env::args().skip(1) {
        let Some(source) = std::fs::read(&file).ok().and_then(|bytes| canonicalise(&bytes).ok()) else { continue };
        let Some(profile) = detect(&source).first().and_then(|best| builtin(&best.profile)) else { continue };
        let request = MarkRequest { profile, prefix: "A".into(), doc_code: "A".into(), leaf: None, scope: ScopePolicy::All };
        let (time, manifest) = fastest(|| mark(&source, &request));
        let Ok(manifest) = manifest else { continue };
        let (own, references) = fastest(|| references(source.as_str(), Some(&Divided::from(&manifest))).len());
        bytes += source.as_str().len();
        found += references;
        marking += time;
        reading += own;
    }
    println!("{bytes} bytes, {found} references: MARK {marking:?}, references {reading:?}");
}
