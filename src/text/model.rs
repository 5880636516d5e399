//! A small model of official Chinese: how often up to four characters stand side by side.
//!
//! It chooses between readings of a damaged character. The counts that come with the program are facts about a collection of public
//! texts, kept as hashes (`data/ngrams.bin`, made by `cargo run --example build-model`); to them come the counts of the document
//! itself. Chinese numerals are one class, and so are ASCII digits, Latin letters and white space; Traditional characters count as
//! their Simplified forms.

use super::script;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// What a character counts as.
pub type Token = u16;

/// The edge of a text or of a damaged place.
pub const EDGE: Token = 0;
const NUMERAL: Token = 1;
const DIGIT: Token = 2;
const LATIN: Token = 3;
const OTHER: Token = 5;

/// The longest n-gram.
const ORDER: usize = 4;

/// What `c` counts as.
pub fn token(c: char) -> Token {
    match c {
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '〇' | '零' => NUMERAL,
        '0'..='9' | '０'..='９' => DIGIT,
        'a'..='z' | 'A'..='Z' | 'ａ'..='ｚ' | 'Ａ'..='Ｚ' => LATIN,
        _ if c.is_whitespace() => EDGE,
        '\u{ff01}'..='\u{ff5e}' => (c as u32 - 0xfee0) as Token,
        _ => Token::try_from(script::simplified(c) as u32).unwrap_or(OTHER),
    }
}

/// The tokens of a text; white space is one edge.
pub fn tokens(text: impl Iterator<Item = char>) -> Vec<Token> {
    let mut out = Vec::new();
    for token in text.map(token) {
        if token != EDGE || out.last() != Some(&EDGE) {
            out.push(token);
        }
    }
    out
}

/// An n-gram of up to four tokens as one number.
fn key(gram: &[Token]) -> u64 {
    gram.iter().fold(gram.len() as u64 & 1, |key, token| key << 16 | u64::from(*token)) ^ (gram.len() as u64) << 61
}

/// Mixes a key so that every bit of it counts in the high bits.
fn mix(key: u64) -> u64 {
    let key = (key ^ key >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (key ^ key >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

/// How often an n-gram was seen, and how many different tokens followed it.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    count: f32,
    followers: f32,
}

/// Counts of n-grams.
#[derive(Default)]
pub struct Counts {
    grams: HashMap<u64, (u32, u32), BuildMix>,
    total: u32,
}

impl Counts {
    /// Counts every n-gram of a text.
    pub fn add(&mut self, text: &[Token]) {
        self.grams.reserve(text.len() * 2);
        for start in 0..text.len() {
            self.total += 1;
            for gram in grams(text, start) {
                let (count, _) = self.grams.entry(key(gram)).or_default();
                *count += 1;
                if *count == 1 && gram.len() > 1 {
                    self.grams.entry(key(&gram[..gram.len() - 1])).or_default().1 += 1;
                }
            }
        }
    }

    /// Counts a word that was seen `times` times in some other text: every n-gram within it, but no single character.
    pub fn add_word(&mut self, word: &[Token], times: u32) {
        for gram in (0..word.len()).flat_map(|start| grams(word, start)).filter(|gram| gram.len() > 1) {
            let (count, _) = self.grams.entry(key(gram)).or_default();
            let new = *count == 0;
            *count += times;
            let before = self.grams.entry(key(&gram[..gram.len() - 1])).or_default();
            before.1 += u32::from(new);
            before.0 += if gram.len() == 2 { times } else { 0 };
        }
    }

    fn get(&self, gram: &[Token]) -> Seen {
        self.grams.get(&key(gram)).map_or(Seen::default(), |(count, followers)| Seen { count: *count as f32, followers: *followers as f32 })
    }
}

/// A hasher for keys that are numbers already.
#[derive(Clone, Default)]
struct BuildMix;
/// See [`BuildMix`].
struct Mixer(u64);

impl std::hash::BuildHasher for BuildMix {
    type Hasher = Mixer;
    fn build_hasher(&self) -> Mixer {
        Mixer(0)
    }
}

impl std::hash::Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|b| self.write_u64(u64::from(*b)));
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = mix(self.0 ^ n);
    }
    fn write_u32(&mut self, n: u32) {
        self.0 = mix(self.0 ^ u64::from(n));
    }
}

/// The counts that come with the program, by the upper half of the mixed key: the levels of count and followers.
struct BuiltIn {
    levels: HashMap<u32, u8, BuildMix>,
    total: f32,
}

static BUILT_IN: LazyLock<BuiltIn> = LazyLock::new(|| BuiltIn::read(include_bytes!("data/ngrams.bin")));

/// The counts that are told apart; the last level but one of followers serves all above it.
const LEVELS: [f32; 16] = [1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 18.0, 28.0, 45.0, 80.0, 150.0, 320.0, 800.0, 3000.0, 12000.0];
/// Bits of a step between hashes that are written as they are; what is above them is counted out in ones.
const RICE: u32 = 13;
/// Bytes before the hashes: the number of tokens counted, the number of n-grams.
const HEAD: usize = 8;

impl BuiltIn {
    /// Reads what [`pack`] wrote.
    fn read(data: &[u8]) -> Self {
        let number = |at: usize| data.get(at..at + 4).map_or(0, |bytes| bytes.iter().rev().fold(0u32, |n, byte| n << 8 | u32::from(*byte)));
        let mut bits = Bits { data, at: HEAD * 8 };
        let mut levels = HashMap::with_capacity_and_hasher(number(4) as usize, BuildMix);
        let mut hash = 0u32;
        for _ in 0..number(4) {
            let high = bits.ones();
            hash = hash.wrapping_add(high << RICE | bits.take(RICE));
            let (count, followers) = (bits.ones(), bits.ones());
            levels.insert(hash, (followers.min(15) << 4 | count.min(15)) as u8);
        }
        Self { levels, total: number(0) as f32 }
    }

    fn get(&self, gram: &[Token]) -> Seen {
        let level = |bits: u8| LEVELS[usize::from(bits & 0xf)];
        self.levels.get(&hash_of(key(gram))).map_or(Seen::default(), |bits| Seen { count: level(*bits), followers: level(bits >> 4) })
    }
}

/// Reads bits from the highest of each byte on.
struct Bits<'a> {
    data: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    /// How many ones come before the next zero.
    fn ones(&mut self) -> u32 {
        let mut count = 0;
        while self.at < self.data.len() * 8 && self.take(1) == 1 {
            count += 1;
        }
        count
    }

    fn take(&mut self, count: u32) -> u32 {
        (0..count).fold(0, |number, _| {
            let byte = self.data.get(self.at / 8).copied().unwrap_or(0);
            let bit = byte >> (7 - self.at % 8) & 1;
            self.at += 1;
            number << 1 | u32::from(bit)
        })
    }
}

/// The hash that is stored for a key.
fn hash_of(key: u64) -> u32 {
    (mix(key) >> 32) as u32
}

/// The level that a count is rounded to.
fn level_of(count: u32) -> u32 {
    LEVELS.iter().rposition(|level| *level <= count as f32 * 1.2).unwrap_or(0) as u32
}

/// Packs counts into the form of the built-in ones; `least` is the smallest count that is kept for n-grams of 1, 2, 3 and 4 tokens.
/// Where two hashes are equal the larger count stays.
pub fn pack(counts: &Counts, texts: &[Vec<Token>], least: [u32; ORDER]) -> Vec<u8> {
    let mut kept: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
    for text in texts {
        for gram in (0..text.len()).flat_map(|start| grams(text, start)) {
            let seen = counts.grams.get(&key(gram)).copied().unwrap_or_default();
            if seen.0 >= least[gram.len() - 1] {
                let cell = kept.entry(hash_of(key(gram))).or_default();
                *cell = seen.max(*cell);
            }
        }
    }
    let mut bits: Vec<bool> = Vec::new();
    let mut last = 0;
    for (hash, (count, followers)) in &kept {
        let step = hash - last;
        last = *hash;
        ones(&mut bits, step >> RICE);
        bits.extend((0..RICE).rev().map(|n| step >> n & 1 == 1));
        ones(&mut bits, level_of(*count));
        ones(&mut bits, level_of(*followers));
    }
    let head = [counts.total, kept.len() as u32].into_iter().flat_map(u32::to_le_bytes);
    let byte = |bits: &[bool]| bits.iter().enumerate().fold(0u8, |byte, (n, bit)| byte | u8::from(*bit) << (7 - n));
    head.chain(bits.chunks(8).map(byte)).collect()
}

/// Writes a small number as that many ones and a zero.
fn ones(bits: &mut Vec<bool>, number: u32) {
    bits.extend(std::iter::repeat_n(true, number as usize).chain([false]));
}

/// The n-grams that begin at `start`; none reaches over an edge.
fn grams(text: &[Token], start: usize) -> impl Iterator<Item = &[Token]> {
    let edge = text[start..].iter().skip(1).position(|token| *token == EDGE).map_or(ORDER, |n| n + 2);
    (1..=ORDER.min(edge)).filter_map(move |n| text.get(start..start + n))
}

/// The built-in counts and a document's own.
pub struct Model {
    own: Counts,
    own_weight: f32,
}

/// How much a token that was not seen behind a context is held possible, against one follower of that context.
const NOVELTY: f32 = 1.0;
/// Tokens that are held possible.
const VOCABULARY: f32 = 8000.0;

impl Model {
    /// A model with a document's own counts beside the built-in ones.
    pub fn new(own: Counts) -> Self {
        Self { own, own_weight: 3.0 }
    }

    fn seen(&self, gram: &[Token]) -> Seen {
        let (built_in, own) = (BUILT_IN.get(gram), self.own.get(gram));
        Seen { count: built_in.count + self.own_weight * own.count, followers: built_in.followers + own.followers }
    }

    /// Whether two tokens were ever seen side by side.
    pub fn knows(&self, pair: [Token; 2]) -> bool {
        self.seen(&pair).count > 0.0
    }

    /// The natural logarithm of the probability of `text[at]` behind the tokens before it: each longer context corrects the shorter
    /// one by what was seen behind it, as far as it was seen with few different followers (Witten and Bell).
    fn log_p(&self, text: &[Token], at: usize) -> f32 {
        let total = BUILT_IN.total + self.own_weight * self.own.total as f32;
        let mut both = self.seen(&text[at..=at]).count;
        let mut p = (both + 0.1) / (total + 0.1 * VOCABULARY);
        for n in 1..ORDER.min(at + 1) {
            let context = &text[at - n..at];
            let seen = self.seen(context);
            if seen.count == 0.0 {
                break;
            }
            // A longer n-gram is never more frequent than the shorter one in it: a chance equality of hashes shows itself so.
            both = if both > 0.0 { self.seen(&text[at - n..=at]).count.min(both).min(seen.count) } else { 0.0 };
            let unseen = NOVELTY * seen.followers.max(1.0);
            p = (both + unseen * p) / (seen.count + unseen);
            if context.first() == Some(&EDGE) {
                break;
            }
        }
        p.ln()
    }

    /// The sum of the logarithms for `text[from..to]`, each token behind those before it.
    pub fn score(&self, text: &[Token], from: usize, to: usize) -> f32 {
        (from..to.min(text.len())).map(|at| self.log_p(text, at)).sum()
    }
}
