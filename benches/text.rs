//! The text room alone: bytes to clean text with the way back. `cargo bench --bench text`; figures are kept in `benches/record/text.md`.
//!
//! The texts are the project's own, repeated to half a megabyte; where the real plans lie beside the repository, each is measured by
//! itself: as it lies, and its clean text in UTF-8 and in GB18030.

#[allow(dead_code)]
mod cpu;

use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{Criterion, SamplingMode, Throughput};
use guihua::text::{Options, normalise};

const SAMPLE: &str = include_str!("../src/text/tests/sample.txt");
const GARBLED: &[u8] = include_bytes!("../fuzz/corpus/repair/gloss");
const WRONG: &[u8] = include_bytes!("../fuzz/corpus/repair/utf8-as-gbk");
const SIZE: usize = 1 << 19;

fn repeated(text: &[u8]) -> Vec<u8> {
    let line = [text, b"\n"].concat();
    line.repeat(SIZE / line.len() + 1)
}

fn inputs() -> Vec<(String, Vec<u8>)> {
    let plain = String::from_utf8(repeated(SAMPLE.as_bytes())).unwrap_or_default();
    let mut inputs = vec![
        ("utf-8".to_owned(), plain.clone().into_bytes()),
        ("gb18030".to_owned(), encoding_rs::GB18030.encode(&plain).0.into_owned()),
        ("utf-16le".to_owned(), plain.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("glossed".to_owned(), repeated(GARBLED)),
        ("wrongly decoded".to_owned(), repeated(WRONG)),
    ];
    for path in seeds() {
        let name = path.file_stem().unwrap_or_default().to_string_lossy()[..3].to_owned();
        let raw = std::fs::read(&path).unwrap_or_default();
        if let Ok(text) = normalise(&raw, &Options::default()) {
            inputs.push((format!("{name} clean, gb18030"), encoding_rs::GB18030.encode(&text.clean).0.into_owned()));
            inputs.push((format!("{name} clean, utf-8"), text.clean.as_bytes().to_vec()));
        }
        inputs.push((format!("{name} as it lies"), raw));
    }
    inputs
}

/// The real plans, where they lie beside the repository.
fn seeds() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let mut paths: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn main() {
    let mut criterion = Criterion::default().with_measurement(cpu::CpuTime).sample_size(20).configure_from_args();
    let mut group = criterion.benchmark_group("text");
    // Samples of equal length: the clock of CPU time goes by ticks.
    group.sampling_mode(SamplingMode::Flat);
    for (name, raw) in inputs() {
        group.throughput(Throughput::Bytes(raw.len() as u64));
        group.bench_function(&name, |bencher| bencher.iter(|| normalise(black_box(&raw), &Options::default())));
    }
    group.finish();
    criterion.final_summary();
}
