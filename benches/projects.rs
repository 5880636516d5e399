//! Named works: plans as they are, and files of 1 and 5 MB that are one sentence, one box or one table, whose time must grow as the
//! file does. `cargo bench --bench projects`.
//!
//! Cleaning and outlining are done before the clock starts: what is measured is this room alone.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use guihua::document::{Document, outline};
use guihua::extract::project;
use guihua::rules::Pack;
use guihua::text::{Options, Text, normalise};

/// What stands once before and behind, and what is repeated between. All invented.
const SHAPES: [(&str, &str, &str, &str); 6] = [
    ("marks", "加快", "、", "建设。"),
    ("one list", "加快", "青陵水库、", "建设。"),
    ("one line", "加快", "青陵水库", "建设。"),
    ("clauses", "", "推进青陵水库、柳溪大桥等项目建设,建设云泽至青陵公路,", "完善管网。"),
    ("one box", "专栏1 重点项目\n\n", "交通。加快青陵水库、柳溪大桥等项目建设。\n\n", ""),
    ("one table", "专栏1 重点项目\n\n主攻方向\t重点建设项目\n", "交通\t青陵水库项目、柳溪大桥项目\n", ""),
];

fn read(raw: &str, pack: &Pack) -> (Text, Document) {
    let text = normalise(raw.as_bytes(), &Options::default()).expect("UTF-8");
    let document = outline("a.txt", &text, pack);
    (text, document)
}

fn projects(criterion: &mut Criterion) {
    let pack = Pack::embedded();
    let mut group = criterion.benchmark_group("named works");
    for (name, head, repeated, tail) in SHAPES {
        for megabytes in [1, 5] {
            let raw = format!("云泽市规划\n\n{head}{}{tail}\n", repeated.repeat(megabytes * 1_000_000 / repeated.len()));
            let (text, document) = read(&raw, &pack);
            group.throughput(Throughput::Bytes(raw.len() as u64));
            group.bench_function(BenchmarkId::new(name, megabytes), |b| b.iter(|| project::read(black_box(&text), &document, &pack)));
        }
    }
    group.finish();
}

criterion_group! { name = benches; config = Criterion::default().sample_size(10); targets = projects }
criterion_main!(benches);
