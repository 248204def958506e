//! How long addresses take: reading, sorting, suggesting. The figures are in docs/benchmarks.md; nothing is asserted.

use criterion::{criterion_group, criterion_main, BatchSize, Criterion, Throughput};
use iu_address::{parse, parse_all, sort_all, suggest, Address};
use std::hint::black_box;

/// As many as a large column has.
const COLUMN: u32 = 10_000;

/// Addresses of both formats in an order that is far from sorted; 7,919 is a prime, so each number comes once.
fn column() -> Vec<String> {
    let numbers = (0..COLUMN).map(|at| at * 7_919 % COLUMN);
    numbers
        .map(|n| match n % 4 {
            0 => format!("D{}-DIEU{}-S{}", n / 100, n % 100, n % 7),
            1 => format!("D{}-DIEU{}-S{}-P{}", n / 100, n % 100, n % 7, n % 5),
            2 => format!("BLDS-2015/DIEU-{n}-KHOAN-{}-DIEM-DD", n % 9),
            _ => format!("HB-2026/SEC-{}-{}-{n}", n % 10, n % 100),
        })
        .collect()
}

fn reading(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("parse");
    for (name, text) in [("v1", "D38-DIEU28-S3-P1"), ("v2", "BLDS-2015/DIEU-15-KHOAN-2-DIEM-DD")] {
        group.bench_function(name, |bencher| bencher.iter(|| parse(black_box(text))));
    }
    group.bench_function("error", |bencher| bencher.iter(|| parse(black_box("D38-DIEU028-ROOT"))));
    group.finish();

    let column = column();
    let mut group = criterion.benchmark_group("parse_all");
    group.throughput(Throughput::Elements(u64::from(COLUMN)));
    group.bench_function("10,000", |bencher| bencher.iter(|| parse_all(black_box(&column))));
    group.finish();
}

/// Natural order beside what sorting the bare bytes costs, which is the least any order can.
fn sorting(criterion: &mut Criterion) {
    let column = column();
    let addresses: Vec<Address> = column.iter().map(|text| parse(text).expect("an address")).collect();
    let mut group = criterion.benchmark_group("sort");
    group.throughput(Throughput::Elements(u64::from(COLUMN)));
    group.bench_function("bytes of 10,000", |bencher| {
        let texts = || column.iter().map(String::as_str).collect::<Vec<_>>();
        bencher.iter_batched_ref(texts, |texts| texts.sort_unstable(), BatchSize::LargeInput);
    });
    group.bench_function("sort_all of 10,000", |bencher| bencher.iter(|| sort_all(black_box(&column))));
    group.bench_function("10,000 parsed addresses", |bencher| {
        let references = || addresses.iter().collect::<Vec<_>>();
        bencher.iter_batched_ref(references, |addresses| addresses.sort_unstable(), BatchSize::LargeInput);
    });
    group.bench_function("10,000 by sort_key", |bencher| {
        let references = || addresses.iter().collect::<Vec<_>>();
        bencher.iter_batched_ref(references, |list| list.sort_by_cached_key(|address| address.sort_key()), BatchSize::LargeInput);
    });
    group.finish();
}

fn suggesting(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("suggest");
    for (name, text) in [
        ("lower case and dashes", "d38–dieu28–s3"),
        ("Vietnamese words", "BLDS-2015/Điều 15 khoản 2 điểm đ"),
        ("beyond guessing", "GDPR/ART-6(1)"),
    ] {
        group.bench_function(name, |bencher| bencher.iter(|| suggest(black_box(text))));
    }
    group.finish();
}

criterion_group!(benches, reading, sorting, suggesting);
criterion_main!(benches);
