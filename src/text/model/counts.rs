//! Counting texts, to build the table that comes with the program.

use super::{Token, grams, key, mix};
use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};

/// Counts of n-grams.
#[derive(Default)]
pub struct Counts {
    grams: HashMap<u64, Counted, BuildMix>,
    total: u32,
}

/// One n-gram as it was counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counted {
    /// The tokens, as many as `len`.
    gram: [Token; super::ORDER],
    len: u8,
    /// How often it was seen.
    pub count: u32,
    /// How many different tokens followed it.
    pub followers: u32,
}

impl Counted {
    /// Its tokens.
    pub fn gram(&self) -> &[Token] {
        &self.gram[..usize::from(self.len)]
    }
}

impl Counts {
    /// Counts every n-gram of a text `times` times.
    pub fn add(&mut self, text: &[Token], times: u32) {
        for start in 0..text.len() {
            self.total += times;
            for gram in grams(text, start) {
                if self.see(gram, times) && gram.len() > 1 {
                    self.entry(&gram[..gram.len() - 1]).followers += 1;
                }
            }
        }
    }

    /// Counts a word that was seen `times` times in some other text: every n-gram within it, but no single character.
    pub fn add_word(&mut self, word: &[Token], times: u32) {
        for gram in (0..word.len()).flat_map(|start| grams(word, start)).filter(|gram| gram.len() > 1) {
            let new = self.see(gram, times);
            let before = self.entry(&gram[..gram.len() - 1]);
            before.followers += u32::from(new);
            before.count += if gram.len() == 2 { times } else { 0 };
        }
    }

    /// Counts one n-gram; says whether it is new.
    fn see(&mut self, gram: &[Token], times: u32) -> bool {
        let counted = self.entry(gram);
        counted.count += times;
        counted.count == times
    }

    fn entry(&mut self, gram: &[Token]) -> &mut Counted {
        self.grams.entry(key(gram)).or_insert_with(|| {
            let mut counted = Counted { len: gram.len() as u8, ..Counted::default() };
            counted.gram[..gram.len()].copy_from_slice(gram);
            counted
        })
    }

    /// How many tokens were counted.
    pub fn total(&self) -> u32 {
        self.total
    }

    /// Every n-gram that was counted, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &Counted> {
        self.grams.values()
    }
}

/// A hasher for keys that are numbers already.
#[derive(Clone, Default)]
struct BuildMix;
/// See [`BuildMix`].
struct Mixer(u64);

impl BuildHasher for BuildMix {
    type Hasher = Mixer;
    fn build_hasher(&self) -> Mixer {
        Mixer(0)
    }
}

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|b| self.write_u64(u64::from(*b)));
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = mix(self.0 ^ n);
    }
}
