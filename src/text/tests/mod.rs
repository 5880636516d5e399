//! Tests of the whole room: detection, repair of wrong decodings, and the way back.
//!
//! They run on a text of the project's own and, where `../shared/seeds` lies beside the project, on parts of the real plans there.
//! With `GUIHUA_THOROUGH=1` in the environment they take the plans whole and many more pieces (use `--release`).

mod damaged_files;
mod detection;
mod offsets;
mod replay;
mod wrong_decodings;

use std::path::Path;

/// A plan of an invented city.
pub const SAMPLE: &str = include_str!("sample.txt");

/// The sample and, where they are to be had, the real plans: name and text.
pub fn texts() -> Vec<(String, String)> {
    let mut texts = vec![("sample".to_owned(), SAMPLE.to_owned())];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    match std::fs::read_dir(&folder) {
        Err(_) => eprintln!("SKIPPED the real plans: ../shared/seeds is not there"),
        Ok(entries) => {
            let mut paths: Vec<_> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
            paths.sort();
            for path in paths {
                if let Ok(text) = std::fs::read_to_string(&path) {
                    texts.push((path.file_name().map(|n| n.to_string_lossy()[..3].to_owned()).unwrap_or_default(), excerpt(&text)));
                }
            }
        }
    }
    texts
}

/// Whether the tests may take minutes.
pub fn thorough() -> bool {
    std::env::var_os("GUIHUA_THOROUGH").is_some()
}

/// A part out of the middle: the tests run unoptimised.
fn excerpt(text: &str) -> String {
    const LONG: usize = 36_000;
    if thorough() {
        return text.to_owned();
    }
    let start = text.floor_char_boundary(text.len().saturating_sub(LONG) / 3);
    let end = text.floor_char_boundary(text.len().min(start + LONG));
    text[start..end].to_owned()
}

/// Numbers that look random and are the same every time (xorshift).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed * 2 + 1)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n.max(1)
    }
}

/// The text in Traditional characters, as far as the list of common ones goes.
pub fn traditional(text: &str) -> String {
    let pairs: Vec<char> = include_str!("../likely/traditional.txt").chars().filter(|c| *c != '\n').collect();
    let map: std::collections::HashMap<char, char> = pairs.chunks_exact(2).rev().map(|p| (p[0], p[1])).collect();
    text.chars().map(|c| map.get(&c).copied().unwrap_or(c)).collect()
}
