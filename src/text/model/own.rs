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
    /// A bit for each token, none of them set: for counting.
    bits: RefCell<Vec<u64>>,
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
        Self { text, heads, places, bits: RefCell::new(vec![0; usize::from(Token::MAX) / 64 + 1]) }
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

    /// How many different tokens there are among some.
    fn different(&self, tokens: &[Token]) -> usize {
        let mut bits = self.bits.borrow_mut();
        let place = |token: &Token| (usize::from(*token) / 64, 1 << (token % 64));
        let mut count = 0;
        for (word, bit) in tokens.iter().map(place) {
            count += usize::from(bits[word] & bit == 0);
            bits[word] |= bit;
        }
        tokens.iter().map(place).for_each(|(word, bit)| bits[word] &= !bit);
        count
    }

    /// Counts an n-gram.
    pub(super) fn get(&self, gram: &[Token]) -> Seen {
        let Some((offset, rarest)) = gram.iter().enumerate().min_by_key(|(_, token)| self.places_of(**token).len()) else {
            return Seen::default();
        };
        let stands = |start: usize| gram.iter().enumerate().all(|(n, token)| self.text.get(start + n) == Some(token));
        let starts = self.places_of(*rarest).iter().filter_map(|place| (*place as usize).checked_sub(offset));
        let (mut count, mut next) = (0u32, Vec::<Token>::new());
        // None of the longest is ever a context, and nothing follows an edge.
        let is_context = gram.len() < OWN_ORDER && (gram.len() == 1 || gram.last() != Some(&EDGE));
        for start in starts.filter(|start| stands(*start)) {
            count += 1;
            if is_context {
                next.extend(self.text.get(start + gram.len()));
            }
        }
        Seen { count: count as f32, followers: self.different(&next) as f32 }
    }
}
