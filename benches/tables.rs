//! One table as a whole file, of 1 and of 5 MB, in three layouts: the time must grow as the file does. `cargo bench --bench tables`.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use guihua::rules::Pack;

/// A file of about so many bytes that is one table of invented figures.
fn table(bytes: usize, cell: &str, row: &str) -> String {
    let mut out = String::from("云泽市国民经济和社会发展第十四个五年规划纲要\n\n专栏1 “十四五”主要指标\n\n");
    out.push_str(&["序号", "指标", "2020年", "2025年", "年均增速[累计]", "属性"].join(cell));
    out.push_str(row);
    for number in 1.. {
        if out.len() >= bytes {
            break;
        }
        let (low, step) = (10 + number % 70, 1 + number % 9);
        let cells = [
            number.to_string(),
            "湿地保护率(%)".into(),
            format!("{low}.5"),
            format!("{}.5", low + step),
            format!("[{step}.0]"),
            "预期性".into(),
        ];
        out.push_str(&cells.join(cell));
        out.push_str(row);
    }
    out
}

fn tables(criterion: &mut Criterion) {
    let pack = Pack::embedded();
    let mut group = criterion.benchmark_group("one table");
    for (layout, cell, row) in [("cell a line", "\n\n", "\n\n"), ("tabs", "\t", "\n"), ("glued", "", "\n")] {
        for megabytes in [1, 5] {
            let raw = table(megabytes * 1_000_000, cell, row);
            group.throughput(Throughput::Bytes(raw.len() as u64));
            group.bench_with_input(BenchmarkId::new(layout, megabytes), &raw, |b, raw| {
                b.iter(|| guihua::read("table.txt", black_box(raw.as_bytes()), &pack));
            });
        }
    }
    group.finish();
}

criterion_group! { name = benches; config = Criterion::default().sample_size(10); targets = tables }
criterion_main!(benches);
