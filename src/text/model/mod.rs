//! A small model of official Chinese: how often up to four characters stand side by side.
//!
//! It chooses between readings of a damaged character. The counts that come with the program are facts about a collection of public
//! texts and words, kept as hashes that are looked up where they lie ([`table`], `data/ngrams.bin`, made by
//! `cargo run --example build-model`); to them come the counts of the document itself, which are only taken of what is asked for
//! ([`own`]). Chinese numerals are one class, and so are ASCII digits, Latin letters and white space; Traditional characters count as
//! their Simplified forms.

pub mod counts;
mod own;
pub mod table;
#[cfg(test)]
mod tests;

use super::script;
use own::{Own, Tokens};
use std::cell::Cell;
use std::sync::LazyLock;
use table::Table;

/// What a character counts as.
pub type Token = u16;

/// The edge of a text or of a damaged place.
pub const EDGE: Token = 0;
const NUMERAL: Token = 1;
pub(super) const DIGIT: Token = 2;
const LATIN: Token = 3;
const OTHER: Token = 5;

/// The longest n-gram that is counted over other texts.
pub const ORDER: usize = 4;
/// The longest that is counted over the document itself: it repeats whole phrases.
pub const OWN_ORDER: usize = 5;

/// What `c` counts as.
#[inline]
pub fn token(c: char) -> Token {
    TOKENS.get(c as usize).copied().unwrap_or(OTHER)
}

/// The tokens of the basic plane; worked out when the first text is repaired.
static TOKENS: LazyLock<Vec<Token>> = LazyLock::new(|| (0..0x1_0000).map(|code| char::from_u32(code).map_or(OTHER, class)).collect());

/// The token of a character of the basic plane.
fn class(c: char) -> Token {
    match c {
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '零' => NUMERAL,
        '\u{3400}'..='\u{9fff}' => script::simplified(c) as Token,
        _ => other(c),
    }
}

/// What a character counts as that is no ideograph.
fn other(c: char) -> Token {
    match c {
        '0'..='9' | '０'..='９' => DIGIT,
        'a'..='z' | 'A'..='Z' | 'ａ'..='ｚ' | 'Ａ'..='Ｚ' => LATIN,
        '!'..='~' => c as Token,
        '〇' => NUMERAL,
        _ if c.is_whitespace() => EDGE,
        '\u{ff01}'..='\u{ff5e}' => (c as u32 - 0xfee0) as Token,
        _ => Token::try_from(script::simplified(c) as u32).unwrap_or(OTHER),
    }
}

/// Most texts that are asked for stand beside a place and are no longer.
const NEAR: usize = 64;

/// The tokens of a text; white space is one edge.
pub fn tokens(text: impl Iterator<Item = char>) -> Vec<Token> {
    let mut out = Vec::with_capacity(NEAR);
    add_tokens(&mut out, text);
    out
}

/// Adds the tokens of a text to others.
pub(super) fn add_tokens(out: &mut Vec<Token>, text: impl Iterator<Item = char>) {
    let tokens: &[Token] = &TOKENS;
    let mut behind_edge = out.last() == Some(&EDGE);
    for c in text {
        let token = tokens.get(c as usize).copied().unwrap_or(OTHER);
        let is_edge = token == EDGE;
        if !(is_edge && behind_edge) {
            out.push(token);
        }
        behind_edge = is_edge;
    }
}

/// An n-gram as one number; up to four tokens no other has it.
fn key(gram: &[Token]) -> u64 {
    if let Some((more, last)) = gram.split_last_chunk::<ORDER>()
        && !more.is_empty()
    {
        return mix(key(more)).wrapping_add(key(last));
    }
    key_within(window(gram), gram.len())
}

/// The last tokens of a text, as many as a key holds: the last in the lowest bits.
#[inline]
fn window(text: &[Token]) -> u64 {
    text[text.len().saturating_sub(ORDER)..].iter().fold(0, |window, token| window << 16 | u64::from(*token))
}

/// The key of the last `n` tokens of a window, [`ORDER`] at most.
#[inline]
fn key_within(window: u64, n: usize) -> u64 {
    let odd = n as u64 & 1;
    let tokens = if n < ORDER { window & ((1 << (16 * n)) - 1) | odd << (16 * n) } else { window };
    tokens ^ (n as u64) << 61
}

/// Mixes a key so that every bit of it counts in the high bits.
fn mix(key: u64) -> u64 {
    let key = (key ^ key >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (key ^ key >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

/// The n-grams that begin at `start`; none reaches over an edge.
fn grams(text: &[Token], start: usize) -> impl Iterator<Item = &[Token]> {
    let edge = text[start..].iter().skip(1).position(|token| *token == EDGE).map_or(ORDER, |n| n + 2);
    (1..=ORDER.min(edge)).filter_map(move |n| text.get(start..start + n))
}

/// The built-in counts and a document's own.
pub struct Model<'a> {
    built_in: &'a Table<'a>,
    own: Own,
    /// What was asked before, each at the place its key leads to.
    known: Box<[Cell<Known>]>,
}

/// What is known of an n-gram.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    /// No n-gram has the key 0, which an empty place has.
    key: u64,
    built_in: f32,
    own: f32,
    /// How many different tokens followed it; not asked of each.
    followers: Option<f32>,
}

impl Known {
    fn count(self) -> f32 {
        self.built_in + OWN * self.own
    }
}

/// Which tokens were seen behind one token or before another.
pub struct Beside<'m> {
    built_in: &'m Table<'m>,
    own: Tokens,
    left: Option<Token>,
    right: Option<Token>,
}

impl Beside<'_> {
    /// Whether a token was.
    #[inline]
    pub fn holds(&self, token: Token) -> bool {
        let behind = self.left.is_some_and(|left| self.built_in.holds([left, token]));
        let before = self.right.is_some_and(|right| self.built_in.holds([token, right]));
        self.own.holds(token) | behind | before
    }
}

/// How many answers are kept.
const KNOWN: usize = 1 << 12;

/// What is taken off each count behind a context, and shared out among all that was not seen there.
const DISCOUNT: f32 = 0.9;
/// Tokens that are held possible.
const VOCABULARY: f32 = 8000.0;
/// How much a document's own counts weigh against those of other texts.
const OWN: f32 = 3.0;

impl<'a> Model<'a> {
    /// A model of a document's own text, parts of it parted by edges, beside the built-in counts.
    pub fn new(built_in: &'a Table<'a>, own: Vec<Token>) -> Self {
        Self { built_in, own: Own::of(own), known: vec![Cell::default(); KNOWN].into() }
    }

    /// What is known of an n-gram, which has this key. Where a part of it does not stand in the document, it is no `own`.
    #[inline]
    fn known(&self, gram: &[Token], key: u64, own: bool) -> Known {
        let place = &self.known[mix(key) as usize % KNOWN];
        let known = place.get();
        if known.key == key {
            return known;
        }
        let built_in = self.built_in.count(gram, key).unwrap_or(0.0);
        let known = Known { key, built_in, own: if own { self.own.count(gram) } else { 0.0 }, followers: None };
        place.set(known);
        known
    }

    /// How many different tokens followed an n-gram of which this is known.
    fn followers(&self, gram: &[Token], known: Known) -> f32 {
        known.followers.unwrap_or_else(|| {
            let built_in = if known.built_in > 0.0 { self.built_in.followers(known.key) } else { 0.0 };
            let followers = built_in + if known.own > 0.0 { self.own.followers(gram) } else { 0.0 };
            self.known[mix(known.key) as usize % KNOWN].set(Known { followers: Some(followers), ..known });
            followers
        })
    }

    /// Whether two tokens were ever seen side by side.
    pub fn knows(&self, pair: [Token; 2]) -> bool {
        self.own.holds(pair) || self.built_in.holds(pair)
    }

    /// Which tokens were ever seen behind `left` or before `right`.
    pub fn beside(&self, left: Option<Token>, right: Option<Token>) -> Beside<'_> {
        Beside { built_in: self.built_in, own: self.own.beside(left, right), left, right }
    }

    /// The natural logarithm of the probability of `text[at]` behind the tokens before it: each longer context corrects the shorter
    /// one by what was seen behind it, the more the fewer different followers it was seen with (absolute discounting).
    fn log_p(&self, text: &[Token], at: usize) -> f32 {
        let total = self.built_in.total() + OWN * self.own.total();
        let (before, whole) = (window(&text[..at]), window(&text[..=at]));
        let mut gram = self.known(&text[at..=at], key_within(whole, 1), true);
        let (mut both, mut own) = (gram.count(), true);
        let mut p = (both + 0.1) / (total + 0.1 * VOCABULARY);
        for n in 1..OWN_ORDER.min(at + 1) {
            let context = &text[at - n..at];
            let known = self.known(context, key_within(before, n), own);
            own = known.own > 0.0;
            let seen = known.count();
            if seen == 0.0 {
                break;
            }
            // A longer n-gram is never more frequent than the shorter one in it: a chance equality of hashes shows itself so.
            if both > 0.0 {
                let text = &text[at - n..=at];
                let key = if n < ORDER { key_within(whole, n + 1) } else { key(text) };
                gram = self.known(text, key, own && gram.own > 0.0);
                both = gram.count().min(both).min(seen);
            }
            let unseen = DISCOUNT * self.followers(context, known).max(1.0);
            let total = seen.max(unseen);
            p = ((both - DISCOUNT).max(0.0) + unseen * p) / total;
            if context.first() == Some(&EDGE) {
                break;
            }
        }
        p.ln()
    }

    /// Prepares for a question for `text[from..to]`.
    pub fn fetch(&self, text: &[Token], from: usize, to: usize) {
        let grams = |at: usize| {
            let window = window(&text[..=at]);
            (1..=ORDER.min(at + 1)).map(move |n| key_within(window, n))
        };
        self.built_in.fetch((from..to.min(text.len())).flat_map(grams));
    }

    /// The sum of the logarithms for `text[from..to]` and `start`; none where that surely falls below `floor`.
    pub fn score_above(&self, floor: f32, start: f32, text: &[Token], from: usize, to: usize) -> Option<f32> {
        let mut sum = 0.0;
        for at in from..to.min(text.len()) {
            sum += self.log_p(text, at);
            // What is still to come takes off more, or adds next to nothing.
            if sum + start < floor - 1.0 {
                return None;
            }
        }
        Some(sum + start)
    }

    /// The sum of the logarithms for `text[from..to]`, each token behind those before it.
    pub fn score(&self, text: &[Token], from: usize, to: usize) -> f32 {
        (from..to.min(text.len())).map(|at| self.log_p(text, at)).sum()
    }
}
