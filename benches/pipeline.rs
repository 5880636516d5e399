//! The whole pipeline on one document: bytes to rows, without files. `cargo bench --bench pipeline`.

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use guihua::rules::Pack;

/// The sample plans, and the real ones where they lie beside the repository.
fn plans() -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut plans = Vec::new();
    for folder in [root.join("raw"), root.join("../shared/seeds")] {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        let files = entries.flatten().map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "txt"));
        plans.extend(
            files.map(|p| (p.file_stem().unwrap_or_default().to_string_lossy().into_owned(), std::fs::read(&p).unwrap_or_default())),
        );
    }
    plans.sort();
    plans
}

fn pipeline(criterion: &mut Criterion) {
    let pack = Pack::embedded();
    let mut group = criterion.benchmark_group("read");
    for (name, raw) in plans() {
        group.throughput(Throughput::Bytes(raw.len() as u64));
        group.bench_function(&name, |b| b.iter(|| guihua::read(black_box(&name), black_box(&raw), &pack)));
    }
    group.finish();
    let mut group = criterion.benchmark_group("normalise");
    for (name, raw) in plans() {
        group.throughput(Throughput::Bytes(raw.len() as u64));
        group.bench_function(&name, |b| b.iter(|| guihua::text::normalise(black_box(&raw), &guihua::text::Options::default())));
    }
    group.finish();
}

criterion_group! { name = benches; config = Criterion::default().sample_size(10); targets = pipeline }
criterion_main!(benches);
