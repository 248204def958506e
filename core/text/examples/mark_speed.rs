//! Seconds that this machine needs, natively, for each document named on the command line as `PROFILE=FILE`: one line of JSON
//! each, the best of `--runs`. For `npm run bench -- mark`, which compares them with WebAssembly and JavaScript.

use iu_text::canon::canonicalise;
use iu_text::digest::sha256_hex;
use iu_text::manifest::ScopePolicy;
use iu_text::profile::builtin;
use iu_text::segment::{mark, MarkRequest};
use std::hint::black_box;
use std::time::Instant;

fn best(runs: usize, mut work: impl FnMut()) -> f64 {
    let mut timed = || {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    };
    (0..runs).map(|_| timed()).fold(f64::INFINITY, f64::min)
}

fn main() {
    let mut runs = 5;
    for argument in std::env::args().skip(1) {
        let (profile, path) = argument.split_once('=').expect("--runs=N or PROFILE=FILE");
        if profile == "--runs" {
            runs = path.parse().expect("a number");
            continue;
        }
        let bytes = std::fs::read(path).expect("a file");
        let request = MarkRequest {
            profile: builtin(profile).expect("a built-in profile"),
            prefix: "CORPUS".to_owned(),
            doc_code: "corpus".to_owned(),
            leaf: None,
            scope: ScopePolicy::All,
        };
        let sha256 = best(runs, || drop(black_box(sha256_hex(&bytes))));
        let marked = best(runs, || drop(black_box(mark(&canonicalise(&bytes).expect("a text"), &request))));
        println!("{}", serde_json::json!({ "path": path, "sha256": sha256, "mark": marked }));
    }
}
