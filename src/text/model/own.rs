//! A document's own n-grams, counted when they are asked for.
//!
//! A garbled report has some dozens of damaged places; to count all n-grams of it for them would take longer than everything else.
//! So the places of each token are noted (one pass), together with those of a few others, and an n-gram is counted by looking at the
//! places that are fewest.

use super::{EDGE, OWN_ORDER, Token};
use std::cell::RefCell;
use std::ops::Range;

/// A text and where each token of it stands.
pub(super) struct Own {
    text: Vec<Token>,
    /// Where the places of each group of tokens begin in `places`.
    heads: Vec<u32>,
    places: Vec<u32>,
    /// The token at each of `places`, and the one behind it: what is asked most is told without a look at the text.
    pairs: Vec<[Token; 2]>,
    /// The tokens behind an n-gram: empty but while they are counted.
    found: RefCell<Tokens>,
}

/// A set of tokens.
pub(super) struct Tokens {
    bits: Vec<u64>,
    all: Vec<Token>,
}

impl Tokens {
    fn new() -> Self {
        Self { bits: vec![0; usize::from(Token::MAX) / 64 + 1], all: Vec::new() }
    }

    pub(super) fn holds(&self, token: Token) -> bool {
        self.bits[usize::from(token) / 64] & 1 << (token % 64) != 0
    }

    fn add(&mut self, token: Token) {
        if !self.holds(token) {
            self.bits[usize::from(token) / 64] |= 1 << (token % 64);
            self.all.push(token);
        }
    }

    fn clear(&mut self) {
        for token in self.all.drain(..) {
            self.bits[usize::from(token) / 64] = 0;
        }
    }
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
        let (mut next, mut places, mut pairs) = (heads.clone(), vec![0u32; text.len()], vec![[EDGE; 2]; text.len()]);
        // Nothing follows an edge.
        let followed = text.iter().zip(text.iter().skip(1).chain([&EDGE]));
        for (at, (token, behind)) in followed.enumerate() {
            let slot = &mut next[group(*token)];
            places[*slot as usize] = at as u32;
            pairs[*slot as usize] = [*token, *behind];
            *slot += 1;
        }
        Self { text, heads, places, pairs, found: RefCell::new(Tokens::new()) }
    }

    /// How many tokens there are.
    pub(super) fn total(&self) -> f32 {
        self.text.len() as f32
    }

    /// Where the places of a token are, and those of others of its group.
    fn slots_of(&self, token: Token) -> Range<usize> {
        let group = group(token);
        self.heads[group] as usize..self.heads[group + 1] as usize
    }

    /// The places of a token, and of others of its group.
    fn places_of(&self, token: Token) -> &[u32] {
        &self.places[self.slots_of(token)]
    }

    /// What stands behind each place of a token.
    fn behind(&self, token: Token) -> impl Iterator<Item = Token> + '_ {
        let slots = self.slots_of(token);
        let all = self.pairs[slots.clone()].iter().zip(&self.places[slots]);
        all.filter(move |([there, _], at)| *there == token && **at as usize + 1 < self.text.len()).map(|([_, behind], _)| *behind)
    }

    /// The places of the rarest token of an n-gram, and where in it that token stands.
    fn rarest(&self, gram: &[Token]) -> (&[u32], usize) {
        let places = gram.iter().enumerate().map(|(offset, token)| (self.places_of(*token), offset));
        places.min_by_key(|(places, _)| places.len()).unwrap_or((&[], 0))
    }

    /// Where an n-gram stands.
    fn starts<'g>(&'g self, gram: &'g [Token]) -> impl Iterator<Item = usize> + 'g {
        let (places, offset) = self.rarest(gram);
        let starts = places.iter().filter_map(move |place| (*place as usize).checked_sub(offset));
        starts.filter(move |start| self.text.get(*start..start + gram.len()).is_some_and(|there| there.iter().eq(gram)))
    }

    /// Whether two tokens stand anywhere side by side.
    pub(super) fn holds(&self, pair: [Token; 2]) -> bool {
        self.starts(&pair).next().is_some()
    }

    /// The tokens that stand behind the one or before the other anywhere.
    pub(super) fn beside(&self, left: Option<Token>, right: Option<Token>) -> Tokens {
        let mut beside = Tokens::new();
        left.into_iter().flat_map(|left| self.behind(left)).for_each(|token| beside.add(token));
        for at in right.into_iter().flat_map(|right| self.places_of(right)).map(|at| *at as usize) {
            if at > 0 && Some(self.text[at]) == right {
                beside.add(self.text[at - 1]);
            }
        }
        beside
    }

    /// How often an n-gram stands there.
    pub(super) fn count(&self, gram: &[Token]) -> f32 {
        self.starts(gram).count() as f32
    }

    /// How many different tokens follow an n-gram; nothing follows an edge, and none of the longest is ever what stands before a token.
    pub(super) fn followers(&self, gram: &[Token]) -> f32 {
        if gram.len() >= OWN_ORDER || gram.len() > 1 && gram.last() == Some(&EDGE) {
            return 0.0;
        }
        let found = &mut *self.found.borrow_mut();
        match gram {
            [token] => self.behind(*token).for_each(|token| found.add(token)),
            _ => self.starts(gram).filter_map(|start| self.text.get(start + gram.len())).for_each(|token| found.add(*token)),
        }
        let followers = found.all.len() as f32;
        found.clear();
        followers
    }
}
