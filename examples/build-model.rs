//! Builds the character n-grams of src/text/data/ngrams.bin from folders of plain Simplified texts:
//!
//! ```text
//! cargo run --example build-model -- src/text/data/ngrams.bin WORDS FOLDER…
//! ```
//!
//! `WORDS` is a list of words with their frequencies, `word frequency …`: dict.txt of jieba (MIT; the PyPI package jieba has it).
//!
//! Only counts are kept, as hashes; no text can be read out of the file. The shipped file was counted over public government reports
//! and plans of 2006 to 2026. Leave out what the model is to be tested on.

use guihua::text::model::{Counts, pack, tokens};
use std::error::Error;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [out, words, folders @ ..] = &args[..] else { return Err("usage: build-model OUT WORDS FOLDER…".into()) };
    let mut files = Vec::new();
    folders.iter().try_for_each(|folder| collect(folder, &mut files))?;
    files.sort();
    let (mut counts, mut texts) = (Counts::default(), Vec::new());
    for file in &files {
        let clean = guihua::text::normalise(&std::fs::read(file)?, &Default::default()).map_err(|e| format!("{}: {e}", file.display()))?;
        texts.push(tokens(clean.clean.chars()));
        let weight = if clean.clean.len() < LARGE { OURS } else { 1 };
        (0..weight).for_each(|_| counts.add(texts.last().map_or(&[], Vec::as_slice)));
    }
    let total: usize = texts.iter().map(Vec::len).sum();
    for line in std::fs::read_to_string(words)?.lines() {
        let mut fields = line.split(' ');
        let (Some(word), Some(frequency)) = (fields.next(), fields.next().and_then(|n| n.parse::<u32>().ok())) else { continue };
        if (2..=4).contains(&word.chars().count()) && frequency >= RARE {
            let word = tokens(word.chars());
            counts.add_word(&word, ((f64::from(frequency) * total as f64 / WORDS_TOTAL).ceil() as u32).max(2));
            texts.push(word);
        }
    }
    let bytes = pack(&counts, &texts, LEAST);
    println!("{} files, {total} tokens, {} words, {} bytes", files.len(), texts.len() - files.len(), bytes.len());
    Ok(std::fs::write(out, bytes)?)
}

/// Files of this many bytes are collections of newspapers; what is smaller is a plan or report and counts [`OURS`] times.
const LARGE: usize = 2_000_000;
const OURS: u32 = 3;
/// The smallest counts that are kept, for one to four characters.
const LEAST: [u32; 4] = [1, 2, 9, 12];
/// Words below this frequency are left out.
const RARE: u32 = 60;
/// The sum of the frequencies of the list.
const WORDS_TOTAL: f64 = 60_000_000.0;

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if path.is_dir() {
        for entry in std::fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else {
        files.push(path.to_path_buf());
    }
    Ok(())
}
