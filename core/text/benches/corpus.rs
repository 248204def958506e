//! How long MARK takes over documents of the shared corpus, beside SHA-256 of their bytes: the floor. The corpus is read from
//! `CUTTER_SHARED`, else from `../shared`; without it nothing is measured. Nothing is asserted.

use criterion::{criterion_group, criterion_main, Criterion, Throughput};
use iu_text::canon::canonicalise;
use iu_text::digest::sha256_hex;
use iu_text::manifest::ScopePolicy;
use iu_text::profile::builtin;
use iu_text::segment::{detect, mark, MarkRequest};
use std::hint::black_box;
use std::path::PathBuf;

/// One of each kind: wrapped pages, one paragraph a line, a regulation, an act, terms.
const DOCUMENTS: [&str; 5] = [
    "vn-labour-code-2019-congbao/source.txt",
    "vn-customs-2014/source.txt",
    "eu-gdpr-2016/source.txt",
    "za-consumer-protection-2008/source.txt",
    "co-github-corporate-terms/source.md",
];

fn corpus(criterion: &mut Criterion) {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    let folder = std::env::var_os("CUTTER_SHARED").map_or_else(beside, PathBuf::from).join("corpus");
    for name in DOCUMENTS {
        let Ok(bytes) = std::fs::read(folder.join(name)) else {
            println!("skipped: {} is not there", folder.join(name).display());
            continue;
        };
        let source = canonicalise(&bytes).expect("a text");
        let request = MarkRequest {
            profile: builtin(&detect(&source)[0].profile).expect("built in"),
            prefix: "CORPUS".to_owned(),
            doc_code: "corpus".to_owned(),
            leaf: None,
            scope: ScopePolicy::All,
        };
        let mut group = criterion.benchmark_group(format!("corpus/{}", name.split('/').next().unwrap_or(name)));
        group.throughput(Throughput::Bytes(bytes.len() as u64)).sample_size(20);
        group.bench_function("sha256", |bencher| bencher.iter(|| sha256_hex(black_box(&bytes))));
        group.bench_function("canonicalise", |bencher| bencher.iter(|| canonicalise(black_box(&bytes))));
        group.bench_function("mark", |bencher| bencher.iter(|| mark(black_box(&source), &request)));
        group.bench_function("detect", |bencher| bencher.iter(|| detect(black_box(&source))));
    }
}

criterion_group!(benches, corpus);
criterion_main!(benches);
