//! A document's own n-grams, counted when they are asked for.
//!
//! A garbled report has some dozens of damaged places; to count all n-grams of it for them would take longer than everything else.
//! So the places of each token are noted (one pass), together with those of a few others, and an n-gram is counted by looking at the
//! places that are fewest.

use super::{EDGE, OWN_ORDER, Seen, Token};
use std::cell::RefCell;

/// A text and where each token of it stands.
pub(super) struct Own {
    text: Vec<Token>,
    /// Where the places of each group of tokens begin in `places`.
    heads: Vec<u32>,
    places: Vec<u32>,
    marked: RefCell<Marked>,
}

/// A bit for each token, and the tokens whose bits are set: none but while something is counted.
struct Marked {
    bits: Vec<u64>,
    next: Vec<Token>,
}

/// Groups of tokens: so many that hardly two frequent ones share one.
const GROUPS: usize = 1 << 12;

fn group(token: Token) -> usize {
    usize::from(token) % GROUPS
}

impl Own {
    pub(super) fn of(text: Vec<Token>) -> Self {
        let mut heads = vec![0u32; GROUPS + 1];
        text.iter().for_each(|token| heads[group(*token) + 1] += 1);
        for group in 1..heads.len() {
            heads[group] += heads[group - 1];
        }
        let (mut next, mut places) = (heads.clone(), vec![0u32; text.len()]);
        for (at, token) in text.iter().enumerate() {
            let slot = &mut next[group(*token)];
            places[*slot as usize] = at as u32;
            *slot += 1;
        }
        Self { text, heads, places, marked: RefCell::new(Marked { bits: vec![0; usize::from(Token::MAX) / 64 + 1], next: Vec::new() }) }
    }

    /// How many tokens there are.
    pub(super) fn total(&self) -> f32 {
        self.text.len() as f32
    }

    /// The places of a token, and of others of its group.
    fn places_of(&self, token: Token) -> &[u32] {
        let group = group(token);
        self.places.get(self.heads[group] as usize..self.heads[group + 1] as usize).unwrap_or(&[])
    }

    /// The places of the rarest token of an n-gram, and where in it that token stands.
    fn rarest(&self, gram: &[Token]) -> (&[u32], usize) {
        let places = gram.iter().enumerate().map(|(offset, token)| (self.places_of(*token), offset));
        places.min_by_key(|(places, _)| places.len()).unwrap_or((&[], 0))
    }

    /// Whether two tokens stand anywhere side by side.
    pub(super) fn holds(&self, pair: [Token; 2]) -> bool {
        let (places, offset) = self.rarest(&pair);
        let stands = |place: &u32| {
            let start = (*place as usize).wrapping_sub(offset);
            self.text.get(start..).and_then(<[Token]>::first_chunk) == Some(&pair)
        };
        places.iter().any(stands)
    }

    /// How often an n-gram stands there, and how many different tokens follow it; nothing follows an edge, and none of the longest is
    /// ever what stands before a token.
    pub(super) fn get(&self, gram: &[Token]) -> Seen {
        let (places, offset) = self.rarest(gram);
        let is_context = gram.len() < OWN_ORDER && (gram.len() == 1 || gram.last() != Some(&EDGE));
        let Marked { bits, next } = &mut *self.marked.borrow_mut();
        let place = |token: Token| (usize::from(token) / 64, 1u64 << (token % 64));
        let mut count = 0u32;
        for start in places.iter().filter_map(|place| (*place as usize).checked_sub(offset)) {
            let Some((_, behind)) = self.text[start..].split_at_checked(gram.len()).filter(|(there, _)| there.iter().eq(gram)) else {
                continue;
            };
            count += 1;
            if let Some(token) = behind.first().filter(|_| is_context) {
                let (word, bit) = place(*token);
                if bits[word] & bit == 0 {
                    bits[word] |= bit;
                    next.push(*token);
                }
            }
        }
        let followers = next.len() as f32;
        for (word, bit) in next.drain(..).map(place) {
            bits[word] &= !bit;
        }
        Seen { count: count as f32, followers }
    }
}
