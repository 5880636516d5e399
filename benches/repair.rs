//! What repair costs, kind by kind: garbled text in, clean text out. `cargo bench --bench repair`; figures are kept in
//! `benches/record/text.md`.
//!
//! The texts are the project's own, damaged here and repeated to a quarter of a megabyte; the real garbled report is measured too where
//! it lies beside the repository.

#[allow(dead_code)]
mod cpu;

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, SamplingMode, Throughput};
use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, ISO_8859_15, UTF_8, WINDOWS_1252};
use guihua::text::{Options, normalise};

const SAMPLE: &str = include_str!("../src/text/tests/sample.txt");
const GLOSSED: &str = include_str!("../fuzz/corpus/repair/gloss");
const RUN: &str = include_str!("../fuzz/corpus/repair/run");
const SIZE: usize = 1 << 18;

/// Wrong decodings: what the text was written in, and what it was read in.
const WRONG: [(&str, &Encoding, &Encoding); 6] = [
    ("UTF-8 as GBK", UTF_8, GB18030),
    ("GBK as windows-1252", GB18030, WINDOWS_1252),
    ("GBK as Latin-9", GB18030, ISO_8859_15),
    ("GBK as Big5", GB18030, BIG5),
    ("GBK as EUC-KR", GB18030, EUC_KR),
    ("UTF-8 as Big5", UTF_8, BIG5),
];

fn repeated(text: &str) -> String {
    format!("{text}\n").repeat(SIZE / text.len() + 1)
}

fn inputs() -> Vec<(String, String)> {
    let mut inputs: Vec<(String, String)> = Vec::new();
    for (name, written, read) in WRONG {
        let bytes = written.encode(SAMPLE).0;
        inputs.push((name.to_owned(), repeated(&read.decode_without_bom_handling(&bytes).0)));
    }
    // One line in ten is damaged.
    let tenth = |(n, line): (usize, &str)| if n % 10 == 0 { GB18030.decode(line.as_bytes()).0.into_owned() } else { line.to_owned() };
    inputs.push(("a tenth UTF-8 as GBK".to_owned(), repeated(&SAMPLE.lines().enumerate().map(tenth).collect::<Vec<_>>().join("\n"))));
    // About one run to five thousand characters, as the real report has.
    inputs.push(("glosses and runs".to_owned(), repeated(&format!("{}\n{RUN}", GLOSSED.repeat(40)))));
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let mut files = std::fs::read_dir(seeds).into_iter().flatten().flatten().map(|entry| entry.path());
    let report = files.find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("002")));
    inputs.extend(report.and_then(|path| Some(("the garbled report".to_owned(), std::fs::read_to_string(path).ok()?))));
    inputs
}

fn main() {
    let mut criterion = Criterion::default().with_measurement(cpu::CpuTime).sample_size(20).configure_from_args();
    let mut group = criterion.benchmark_group("repair");
    // Samples of equal length: the clock of CPU time goes by ticks.
    group.sampling_mode(SamplingMode::Flat);
    for (name, text) in inputs() {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(&name, |bencher| bencher.iter(|| normalise(black_box(text.as_bytes()), &Options::default())));
    }
    group.finish();
    criterion.final_summary();
}
