//! A document's own n-grams, counted when they are asked for.
//!
//! A garbled report has some dozens of damaged places; to count all n-grams of it for them would take longer than everything else.
//! So the places of each pair of tokens are noted, together with those of a few others, and an n-gram is counted by looking at the places
//! of the rarer of two pairs of it.

use super::{EDGE, OWN_ORDER, Token};
use std::cell::RefCell;

/// A text and where each pair of its tokens stands.
pub(super) struct Own {
    text: Vec<Token>,
    /// Where the slots of each group of pairs begin.
    heads: Box<[u32; GROUPS + 2]>,
    /// A slot for each token of the text: by the group of it and the one behind it.
    slots: Vec<Slot>,
    /// The different tokens behind an n-gram: none but while they are counted.
    found: RefCell<Tokens>,
}

/// A place in the text, the token there and the one behind it: an edge at the end of the text.
#[derive(Clone, Copy, Default)]
struct Slot {
    at: u32,
    pair: [Token; 2],
}

/// A set of tokens, a bit for each.
pub(super) struct Tokens(Vec<u64>);

impl Tokens {
    fn new() -> Self {
        Self(vec![0; usize::from(Token::MAX) / 64 + 1])
    }

    pub(super) fn holds(&self, token: Token) -> bool {
        self.0[usize::from(token) / 64] >> (token % 64) & 1 != 0
    }

    /// Adds a token and says whether it is new.
    fn add(&mut self, token: Token) -> bool {
        let is_new = !self.holds(token);
        self.0[usize::from(token) / 64] |= 1 << (token % 64);
        is_new
    }

    /// How many different tokens these are; to be asked of an empty set, which it is again then. Nothing branches on what was seen before.
    fn count(&mut self, tokens: impl Iterator<Item = Token> + Clone) -> usize {
        let count = tokens.clone().map(|token| usize::from(self.add(token))).sum();
        tokens.for_each(|token| self.0[usize::from(token) / 64] = 0);
        count
    }
}

/// Groups of first tokens of pairs: so many that hardly two frequent ones share one. Each has so many groups of second ones.
const FIRSTS: usize = 1 << 11;
const SECONDS: usize = 1 << 3;
const GROUPS: usize = FIRSTS * SECONDS;

/// The first group of the pairs that begin with a token; it has [`SECONDS`].
fn group(first: Token) -> usize {
    usize::from(first) % FIRSTS * SECONDS
}

fn group_of_pair([first, second]: [Token; 2]) -> usize {
    group(first) + usize::from(second) % SECONDS
}

/// Shows the slot of each token of a text, in order.
fn each_slot(text: &[Token], mut show: impl FnMut(Slot)) {
    for (at, pair) in text.windows(2).enumerate() {
        show(Slot { at: at as u32, pair: [pair[0], pair[1]] });
    }
    if let [before @ .., last] = text {
        show(Slot { at: before.len() as u32, pair: [*last, EDGE] });
    }
}

impl Own {
    pub(super) fn of(text: Vec<Token>) -> Self {
        // Counted two places on, and summed up; every slot that is put in its place moves the one between on to where the next group begins.
        let mut heads = Box::new([0u32; GROUPS + 2]);
        each_slot(&text, |slot| heads[group_of_pair(slot.pair) + 2] += 1);
        heads.iter_mut().fold(0, |sum, head| {
            *head += sum;
            *head
        });
        let mut sorted = vec![Slot::default(); text.len()];
        each_slot(&text, |slot| {
            let place = &mut heads[group_of_pair(slot.pair) + 1];
            sorted[*place as usize] = slot;
            *place += 1;
        });
        Self { text, heads, slots: sorted, found: RefCell::new(Tokens::new()) }
    }

    /// How many tokens there are.
    pub(super) fn total(&self) -> f32 {
        self.text.len() as f32
    }

    /// The slots of a token, and of others of its group.
    fn slots(&self, token: Token) -> &[Slot] {
        &self.slots[self.heads[group(token)] as usize..self.heads[group(token) + SECONDS] as usize]
    }

    /// The slots of a pair, and of others of its group.
    fn slots_of_pair(&self, pair: [Token; 2]) -> &[Slot] {
        &self.slots[self.heads[group_of_pair(pair)] as usize..self.heads[group_of_pair(pair) + 1] as usize]
    }

    /// Whether anything stands behind the token of a slot.
    fn is_followed(&self, slot: &Slot) -> bool {
        slot.at as usize + 1 < self.text.len()
    }

    /// The tokens behind one.
    fn behind(&self, token: Token) -> impl Iterator<Item = Token> + Clone + '_ {
        self.slots(token).iter().filter(move |slot| (slot.pair[0] == token) & self.is_followed(slot)).map(|slot| slot.pair[1])
    }

    /// Where a pair stands.
    fn places_of_pair(&self, pair: [Token; 2]) -> impl Iterator<Item = usize> + Clone + '_ {
        self.slots_of_pair(pair).iter().filter(move |slot| (slot.pair == pair) & self.is_followed(slot)).map(|slot| slot.at as usize)
    }

    /// Where an n-gram of three tokens or more stands, told by its first or its last two.
    fn starts<'g>(&'g self, gram: &'g [Token]) -> impl Iterator<Item = usize> + Clone + 'g {
        let pairs = gram.first_chunk().zip(gram.last_chunk()).map(|(first, last)| [(*first, 0), (*last, gram.len() - 2)]);
        let slots = pairs.into_iter().flatten().map(|(pair, offset)| (self.slots_of_pair(pair), pair, offset));
        let (slots, pair, offset) = slots.min_by_key(|(slots, ..)| slots.len()).unwrap_or((&[], [EDGE; 2], 0));
        let starts = slots.iter().filter(move |slot| slot.pair == pair).filter_map(move |slot| (slot.at as usize).checked_sub(offset));
        starts.filter(move |start| self.text.get(*start..start + gram.len()).is_some_and(|there| there.iter().eq(gram)))
    }

    /// Whether two tokens stand anywhere side by side.
    pub(super) fn holds(&self, pair: [Token; 2]) -> bool {
        self.places_of_pair(pair).next().is_some()
    }

    /// The tokens that stand behind the one or before the other anywhere.
    pub(super) fn beside(&self, left: Option<Token>, right: Option<Token>) -> Tokens {
        let mut beside = Tokens::new();
        left.into_iter().flat_map(|left| self.behind(left)).for_each(|token| {
            beside.add(token);
        });
        for slot in right.into_iter().flat_map(|right| self.slots(right)) {
            if Some(slot.pair[0]) == right
                && let Some(before) = slot.at.checked_sub(1)
            {
                beside.add(self.text[before as usize]);
            }
        }
        beside
    }

    /// How often an n-gram stands there.
    pub(super) fn count(&self, gram: &[Token]) -> f32 {
        let count = match *gram {
            [token] => self.slots(token).iter().filter(|slot| slot.pair[0] == token).count(),
            [first, second] => self.places_of_pair([first, second]).count(),
            _ => self.starts(gram).count(),
        };
        count as f32
    }

    /// How many different tokens follow an n-gram; nothing follows an edge, and none of the longest is ever what stands before a token.
    pub(super) fn followers(&self, gram: &[Token]) -> f32 {
        if gram.len() >= OWN_ORDER || gram.len() > 1 && gram.last() == Some(&EDGE) {
            return 0.0;
        }
        let mut found = self.found.borrow_mut();
        let count = match *gram {
            [token] => found.count(self.behind(token)),
            [first, second] => found.count(self.places_of_pair([first, second]).filter_map(|at| self.text.get(at + 2)).copied()),
            _ => found.count(self.starts(gram).filter_map(|start| self.text.get(start + gram.len())).copied()),
        };
        count as f32
    }
}
