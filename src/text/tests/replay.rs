//! The corpus of the fuzz targets, run again; and as many inputs made of it by chance.

use std::path::Path;

use super::{Dice, thorough};

#[path = "../../../fuzz/properties.rs"]
mod properties;

fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("SKIPPED the corpus of {target}: no fuzz/corpus here");
        return vec![];
    };
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths.iter().filter_map(|path| std::fs::read(path).ok()).collect()
}

/// Runs a property on the corpus, then on pieces of it that are cut, joined and changed.
fn replay(target: &str, property: fn(&[u8])) {
    let inputs = corpus(target);
    inputs.iter().for_each(|input| property(input));
    let mut dice = Dice::new(11);
    let tries = if thorough() { 20_000 } else { 150 };
    for _ in 0..tries * usize::from(!inputs.is_empty()) {
        let mut made = Vec::new();
        for _ in 0..1 + dice.below(3) {
            let input = &inputs[dice.below(inputs.len())];
            let (a, b) = (dice.below(input.len() + 1), dice.below(input.len() + 1));
            made.extend(&input[a.min(b)..a.max(b)]);
        }
        for _ in 0..dice.below(4).min(made.len()) {
            let at = dice.below(made.len());
            made[at] = dice.below(256) as u8;
        }
        property(&made);
    }
}

#[test]
fn decode_corpus() {
    replay("decode", properties::decodes);
}

#[test]
fn repair_corpus() {
    replay("repair", properties::repairs);
}

#[test]
fn offsets_corpus() {
    replay("offsets", properties::leads_back);
}
