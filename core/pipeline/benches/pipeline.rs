//! How long the decisions of the pipeline take over a whole document: MARK, REVIEW, CUT and VERIFY. The figures are in
//! docs/benchmarks.md; nothing is asserted.

#[path = "../tests/pipeline/world.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod world;

use criterion::{criterion_group, criterion_main, Criterion, Throughput};
use cutter_pipeline::cut::plan_cut;
use cutter_pipeline::first_cut::mark::mark;
use cutter_pipeline::review::review;
use cutter_pipeline::verify::verify;
use std::hint::black_box;
use world::World;

/// Three units for each article.
fn law(articles: usize) -> String {
    let article = |number| {
        format!(
            "\nĐiều {number}. Nội dung số {number}\n1. Người phụ trách bến giữ sổ và ghi mỗi lần mượn, mỗi lần trả trong ngày làm \
             việc ấy.\n2. Ai làm hỏng thì sửa; không sửa được thì báo cho người phụ trách trong ba ngày.\n"
        )
    };
    std::iter::once("QUY ĐỊNH VỀ BẾN CẢNG\n".to_owned()).chain((1..=articles).map(article)).collect()
}

fn pipeline(criterion: &mut Criterion) {
    for articles in [333, 3_333] {
        let mut group = criterion.benchmark_group(format!("pipeline/{} units", 3 * articles));
        group.throughput(Throughput::Elements(3 * articles as u64)).sample_size(10);
        let marked = World::marked_from(&law(articles));
        let facts = marked.mark_facts();
        group.bench_function("mark", |bencher| bencher.iter(|| mark(black_box(&facts))));
        let swept = marked.sweep();
        let facts = swept.review_facts();
        group.bench_function("review", |bencher| bencher.iter(|| review(black_box(&facts))));
        let approved = swept.approve();
        let facts = approved.cut_facts();
        group.bench_function("cut", |bencher| bencher.iter(|| plan_cut(black_box(&facts))));
        let facts = approved.enact().verify_facts();
        group.bench_function("verify", |bencher| bencher.iter(|| verify(black_box(&facts))));
    }
}

criterion_group!(benches, pipeline);
criterion_main!(benches);
