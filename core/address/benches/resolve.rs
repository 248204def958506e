//! How long resolution takes: one text with its facts made ready, and a column of texts. The figures are in
//! docs/benchmarks.md; nothing is asserted.

use criterion::{criterion_group, criterion_main, Criterion, Throughput};
use iu_address::alias::{resolve, resolve_all, AliasKind, AliasRow, Follow, ResolvableUnit, ResolveFacts, ResolveRequest};
use iu_address::Instant;
use std::hint::black_box;

fn time(text: &str) -> Instant {
    text.parse().expect("a date")
}

fn unit(number: usize, retired_at: Option<&str>) -> ResolvableUnit {
    ResolvableUnit {
        id: format!("00000000-0000-4000-8000-{number:012}"),
        canonical_address: format!("HB/SEC-{number}"),
        born_at: time("2020-01-01"),
        held_since: None,
        lifecycle_status: if retired_at.is_some() { "retired" } else { "active" }.to_owned(),
        retired_at: retired_at.map(time),
        retired_by: None,
        render_order: i64::try_from(number).ok(),
    }
}

fn redirect(from: usize, to: usize) -> AliasRow {
    AliasRow {
        alias_id: format!("{from} to {to}"),
        target_unit_id: unit(to, None).id,
        alias_text: format!("HB/SEC-{from}"),
        alias_kind: AliasKind::Redirect,
        valid_from: time("2021-01-01"),
        valid_until: None,
        created_by: String::new(),
        rationale: String::new(),
        scenario_ref: None,
    }
}

/// Units 0 to `hops`, each but the last replaced by the next.
fn chain(hops: usize) -> ResolveFacts {
    let units = (0..=hops).map(|number| unit(number, (number < hops).then_some("2021-01-01"))).collect();
    ResolveFacts { units, aliases: (0..hops).map(|from| redirect(from, from + 1)).collect(), candidates: Vec::new() }
}

/// Unit 0, split into `parts`.
fn split(parts: usize) -> ResolveFacts {
    let units = [unit(0, Some("2021-01-01"))].into_iter().chain((1..=parts).map(|number| unit(number, None))).collect();
    ResolveFacts { units, aliases: (1..=parts).map(|to| redirect(0, to)).collect(), candidates: Vec::new() }
}

fn single(criterion: &mut Criterion) {
    let at = time("2025-01-01");
    let mut group = criterion.benchmark_group("resolve");
    // A path has at most 32 units: 31 hops answer, the 32nd is one too many and is told so.
    let worlds = [
        ("canonical", chain(0)),
        ("1 hop", chain(1)),
        ("8 hops", chain(8)),
        ("31 hops", chain(31)),
        ("32 hops, too deep", chain(32)),
        ("split into 100", split(100)),
    ];
    for (name, facts) in &worlds {
        group.bench_function(*name, |bencher| bencher.iter(|| resolve(black_box("HB/SEC-0"), at, Follow::Latest, facts)));
    }
    group.finish();
}

/// Ten thousand texts, half of them addresses of live units and half of retired ones that were replaced.
fn column(criterion: &mut Criterion) {
    const TEXTS: usize = 10_000;
    let units = (0..TEXTS).map(|number| unit(number, (number % 2 == 1).then_some("2021-01-01"))).collect();
    let aliases = (0..TEXTS).step_by(2).map(|number| redirect(number + 1, number)).collect();
    let facts = ResolveFacts { units, aliases, candidates: Vec::new() };
    let texts = (0..TEXTS).map(|number| format!("HB/SEC-{}", number * 7_919 % TEXTS)).collect();
    let request = ResolveRequest { texts, as_of: "2025-01-01".to_owned(), follow: Follow::Latest };
    let mut group = criterion.benchmark_group("resolve_all");
    group.throughput(Throughput::Elements(TEXTS as u64));
    group.sample_size(20);
    group.bench_function("10,000 texts, 10,000 units, 5,000 rows", |bencher| {
        bencher.iter(|| resolve_all(black_box(&request), &facts));
    });
    // What is not found is compared with what there is, for suggestions.
    let texts = (0..TEXTS).step_by(10).map(|number| format!("HB/SEC-{number}-9")).collect();
    let request = ResolveRequest { texts, ..request };
    group.throughput(Throughput::Elements(TEXTS as u64 / 10));
    group.bench_function("1,000 unknown texts, 10,000 units, 5,000 rows", |bencher| {
        bencher.iter(|| resolve_all(black_box(&request), &facts));
    });
    group.finish();
}

criterion_group!(benches, single, column);
criterion_main!(benches);
