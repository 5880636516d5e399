//! A document's own n-grams, counted when they are asked for.
//!
//! A garbled report has some dozens of damaged places; to count all n-grams of it for them would take longer than everything else.
//! So the places of each token are noted (one pass), and an n-gram is counted by looking at the places of its rarest token.

use super::{EDGE, Seen, Token, key, mix};
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};

/// A text and where each token of it stands.
pub(super) struct Own {
    text: Vec<Token>,
    /// Where the places of each token begin in `places`.
    heads: Vec<u32>,
    places: Vec<u32>,
    /// What was asked before.
    known: RefCell<HashMap<u64, Seen, BuildMix>>,
}

impl Own {
    pub(super) fn of(text: Vec<Token>) -> Self {
        let mut heads = vec![0u32; usize::from(Token::MAX) + 2];
        text.iter().for_each(|token| heads[usize::from(*token) + 1] += 1);
        for token in 1..heads.len() {
            heads[token] += heads[token - 1];
        }
        let (mut next, mut places) = (heads.clone(), vec![0u32; text.len()]);
        for (at, token) in text.iter().enumerate() {
            let slot = &mut next[usize::from(*token)];
            places[*slot as usize] = at as u32;
            *slot += 1;
        }
        Self { text, heads, places, known: RefCell::default() }
    }

    /// How many tokens there are.
    pub(super) fn total(&self) -> f32 {
        self.text.len() as f32
    }

    /// Counts an n-gram.
    pub(super) fn get(&self, gram: &[Token]) -> Seen {
        let key = key(gram);
        if let Some(seen) = self.known.borrow().get(&key) {
            return *seen;
        }
        let seen = self.count(gram);
        self.known.borrow_mut().insert(key, seen);
        seen
    }

    fn places_of(&self, token: Token) -> &[u32] {
        let token = usize::from(token);
        self.places.get(self.heads[token] as usize..self.heads[token + 1] as usize).unwrap_or(&[])
    }

    fn count(&self, gram: &[Token]) -> Seen {
        let Some((offset, rarest)) = gram.iter().enumerate().min_by_key(|(_, token)| self.places_of(**token).len()) else {
            return Seen::default();
        };
        let (mut count, mut next) = (0u32, Vec::<Token>::new());
        for place in self.places_of(*rarest) {
            let Some(start) = (*place as usize).checked_sub(offset) else { continue };
            if self.text.get(start..start + gram.len()) == Some(gram) {
                count += 1;
                next.extend(self.text.get(start + gram.len()));
            }
        }
        if gram.len() > 1 && gram.last() == Some(&EDGE) {
            next.clear();
        }
        next.sort_unstable();
        next.dedup();
        Seen { count: count as f32, followers: next.len() as f32 }
    }
}

/// A hasher for keys that are numbers already.
#[derive(Clone, Default)]
pub(super) struct BuildMix;
/// See [`BuildMix`].
pub(super) struct Mixer(u64);

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
