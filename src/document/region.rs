//! The register of administrative divisions: names and short names to GB/T 2260 codes.
//!
//! The register is data, `lexicon/regions.tsv`; a name that several divisions bear is settled by its neighbours, see `facts`.

use std::collections::HashMap;
use std::sync::Arc;

use crate::rules::{Faults, Forward, Head, Lexicon, SourceFile, Sources, Trie};
use crate::tables::rows::Level;

/// The divisions of China down to the county.
#[derive(Debug, Default)]
pub struct Register {
    divisions: Vec<Division>,
    /// Full names, and short names of two characters or more, each with the divisions that bear it.
    names: HashMap<Box<str>, Vec<u32>>,
    /// Finds any name in a text.
    trie: Trie,
    /// For each name of the trie the divisions that bear it, and whether it is the name in full of one.
    bearers: Vec<(Box<[u32]>, bool)>,
    codes: HashMap<u32, u32>,
    /// Code and index of every division, sorted.
    by_code: Vec<(u32, u32)>,
}

/// One division under one name.
#[derive(Clone, Debug, PartialEq)]
pub struct Division {
    /// Six digits.
    pub code: u32,
    /// The name in full: 云泽市.
    pub name: Arc<str>,
    /// Without its kind: 云泽.
    pub short: Arc<str>,
    /// The first and last year the name was in force; 0 and 9999 where the register does not say.
    pub years: (i32, i32),
}

impl Division {
    /// The level by its code.
    pub fn level(&self) -> Level {
        level_of(self.code)
    }

    /// Whether the name is in force now.
    pub fn current(&self) -> bool {
        self.years.1 == 9999
    }
}

/// The level by a code: xx0000 a province, xxxx00 a prefecture, the rest counties.
pub fn level_of(code: u32) -> Level {
    match code {
        _ if code.is_multiple_of(10_000) => Level::Province,
        _ if code.is_multiple_of(100) => Level::Prefecture,
        _ => Level::County,
    }
}

/// A name found in a text.
#[derive(Clone, Copy, Debug)]
pub struct NameHit<'r> {
    /// Its first byte.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// The divisions that bear it, by index.
    pub divisions: &'r [u32],
    /// It is the name in full.
    pub full: bool,
}

impl Register {
    /// The division at an index.
    pub fn get(&self, index: u32) -> &Division {
        &self.divisions[index as usize]
    }

    /// The names in a text, leftmost-longest.
    #[inline]
    pub fn find_all<'r>(&'r self, text: &'r str) -> impl Iterator<Item = NameHit<'r>> {
        self.trie.find_dense(text).map(|found| {
            let (divisions, full) = &self.bearers[found.word];
            NameHit { start: found.start, end: found.end, divisions, full: *full }
        })
    }

    /// The divisions that bear the longest name beginning with this head and these characters, whether it is the name in full of one, and its bytes.
    #[inline]
    pub fn begins(&self, head: Head, rest: Forward<'_>) -> Option<(&[u32], bool, usize)> {
        let (word, len) = self.trie.follow(head, rest)?;
        let (divisions, full) = &self.bearers[word];
        Some((divisions, *full, len))
    }

    /// The name in force, or last in force, of a code.
    pub fn name_of(&self, code: u32) -> Option<&str> {
        self.codes.get(&code).map(|&i| &*self.divisions[i as usize].name)
    }

    /// The name that a code bore in a year.
    pub fn name_in(&self, code: u32, year: Option<i32>) -> Option<&str> {
        let named = &self.by_code[self.by_code.partition_point(|(other, _)| *other < code)..];
        let same = named.iter().take_while(|(other, _)| *other == code).map(|(_, index)| self.get(*index));
        let fits = |d: &Division| year.is_some_and(|y| d.years.0 <= y && y <= d.years.1);
        same.into_iter().find(|d| fits(d)).map(|d| &*d.name).or_else(|| self.name_of(code))
    }

    fn add(&mut self, division: Division) {
        let index = self.divisions.len() as u32;
        for name in [&division.name, &division.short] {
            if name.chars().count() >= 2 {
                let bearers = self.names.entry(Box::from(&**name)).or_default();
                if bearers.last() != Some(&index) {
                    bearers.push(index);
                }
            }
        }
        // 甘孜州 for 甘孜藏族自治州.
        if let Some(state) = division.name.strip_suffix("自治州").map(|_| format!("{}州", division.short)) {
            self.names.entry(state.into()).or_default().push(index);
        }
        let newer = |old: u32| self.divisions[old as usize].years.1 <= division.years.1;
        if self.codes.get(&division.code).is_none_or(|&old| newer(old)) {
            self.codes.insert(division.code, index);
        }
        self.divisions.push(division);
    }

    fn seal(&mut self) {
        self.by_code = self.divisions.iter().zip(0..).map(|(division, index)| (division.code, index)).collect();
        self.by_code.sort_unstable();
        self.trie = Trie::new(self.names.keys().map(|name| &**name));
        let full = |name: &str, divisions: &[u32]| divisions.iter().any(|&i| *self.get(i).name == *name);
        self.bearers = self.names.iter().map(|(name, divisions)| (divisions.as_slice().into(), full(name, divisions))).collect();
    }
}

/// The file of the register in a pack.
const FILE: &str = "lexicon/regions.tsv";

impl Lexicon for Register {
    fn build(sources: &Sources<'_>, faults: &mut Faults) -> Self {
        let mut register = Self::default();
        if let Some(file) = sources.required(FILE, faults) {
            read(file, &mut register, faults);
        }
        register.seal();
        register
    }
}

fn read(file: &SourceFile, register: &mut Register, faults: &mut Faults) {
    let mut at = 0;
    for line in file.text.split_inclusive('\n') {
        let span = at..at + line.trim_end().len();
        at += line.len();
        let line = line.trim_end_matches(['\r', '\n']);
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match division(line) {
            Some(division) => register.add(division),
            None => faults.at(
                file,
                span,
                "not a division of the register",
                "write code, name, short name, first year and last year, parted by TABs; the last year may be empty",
            ),
        }
    }
}

fn division(line: &str) -> Option<Division> {
    let mut fields = line.split('\t');
    let code = fields.next()?.parse().ok().filter(|code| (110_000..1_000_000).contains(code))?;
    let (name, short) = (fields.next()?.trim(), fields.next()?.trim());
    let first = fields.next()?.trim().parse().ok()?;
    let last = match fields.next().map_or("", str::trim) {
        "" => 9999,
        year => year.parse().ok()?,
    };
    let named = !name.is_empty() && !short.is_empty() && fields.next().is_none();
    named.then(|| Division { code, name: name.into(), short: short.into(), years: (first, last) })
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A register of invented places.
    pub fn invented() -> Register {
        let mut register = Register::default();
        for line in [
            "910000\t云岭省\t云岭\t0\t",
            "910100\t青泽市\t青泽\t0\t",
            "910102\t南湾区\t南湾\t0\t",
            "910121\t青泽县\t青泽\t0\t2009",
            "910200\t南湾藏族自治州\t南湾\t0\t",
            "910221\t石溪县\t石溪\t0\t2012",
            "910281\t石溪市\t石溪\t2012\t",
            "920000\t海陵自治区\t海陵\t0\t",
            "920300\t北原市\t北原\t0\t",
            "920302\t南湾区\t南湾\t0\t",
        ] {
            register.add(division(line).unwrap());
        }
        register.seal();
        register
    }

    #[test]
    fn names_short_names_and_bearers() {
        let register = invented();
        let hits: Vec<_> = register.find_all("北原市南湾区与南湾州").map(|h| (h.start, h.divisions.len(), h.full)).collect();
        assert_eq!(hits, [(0, 1, true), (9, 2, true), (21, 1, false)]);
        assert_eq!(register.name_of(910_281), Some("石溪市"));
    }

    #[test]
    fn a_wrong_line_is_none() {
        assert_eq!(division("91\t云岭省\t云岭\t0\t"), None);
        assert_eq!(division("910000\t云岭省"), None);
    }
}
