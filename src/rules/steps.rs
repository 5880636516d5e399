//! The steps of a walk that were made before: from a state over a letter to the next state, in one look.
//!
//! A lazy DFA keeps a kilobyte for each of its states and takes up to three steps for a character. Of all that, a walk over Chinese
//! text needs few: a hash table of the steps themselves stays in the nearer caches. It knows nothing of automata: states are numbers.

/// A step: the state that it begins at and the number of its letter, above what it leads to.
type Slot = u64;

/// No step: every step leads to something that is not zero.
const EMPTY: Slot = 0;

/// The lowest bits of a slot: what a step leads to.
const TARGET_BITS: u32 = 24;
const LETTER_BITS: u32 = 16;

/// What a step leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target(u32);

impl Target {
    /// A walk can find no more behind the step.
    const DEAD: u32 = 1 << (TARGET_BITS - 1);
    /// Patterns match before it.
    const MATCH: u32 = 1 << (TARGET_BITS - 2);
    /// There are fewer states than this.
    pub const STATES: u32 = Self::MATCH;

    /// The step to a state, which is not 0.
    pub fn new(state: u32, dead: bool, matches: bool) -> Self {
        Self(state | if dead { Self::DEAD } else { 0 } | if matches { Self::MATCH } else { 0 })
    }

    /// The state that it leads to.
    #[inline]
    pub fn state(self) -> u32 {
        self.0 & (Self::STATES - 1)
    }

    /// Whether a walk can find no more behind it.
    #[inline]
    pub fn is_dead(self) -> bool {
        self.0 & Self::DEAD != 0
    }

    /// Whether patterns match before its character.
    #[inline]
    pub fn matches(self) -> bool {
        self.0 & Self::MATCH != 0
    }
}

/// The steps from so many states stand in rows, by their letters: walks begin at the states of the lowest numbers.
const ROWS: u32 = 6;

/// The steps known by now; those that do not stand in rows are in a hash table with open addressing.
#[derive(Debug)]
pub struct Steps {
    letters: usize,
    rows: Box<[u32]>,
    /// A power of two.
    slots: Box<[Slot]>,
    taken: usize,
}

#[inline]
fn key(state: u32, letter: u16) -> u64 {
    u64::from(state) << LETTER_BITS | u64::from(letter)
}

impl Steps {
    /// None yet, with so many letters.
    pub fn new(letters: usize) -> Self {
        Self { letters, rows: vec![0; letters * ROWS as usize].into(), slots: vec![EMPTY; 1 << 8].into(), taken: 0 }
    }

    /// How many are known, but for those in rows.
    pub fn len(&self) -> usize {
        self.taken
    }

    /// None again.
    pub fn forget(&mut self) {
        *self = Self::new(self.letters);
    }

    /// The step from a state over a letter.
    #[inline]
    pub fn get(&self, state: u32, letter: u16) -> Option<Target> {
        let target = if state < ROWS {
            self.rows[state as usize * self.letters + usize::from(letter)]
        } else {
            self.slots[self.probe(key(state, letter))] as u32 & ((1 << TARGET_BITS) - 1)
        };
        (target != 0).then_some(Target(target))
    }

    /// One more step.
    pub fn add(&mut self, state: u32, letter: u16, target: Target) {
        if state < ROWS {
            self.rows[state as usize * self.letters + usize::from(letter)] = target.0;
            return;
        }
        if self.taken * 2 >= self.slots.len() {
            self.grow();
        }
        let key = key(state, letter);
        let at = self.probe(key);
        self.taken += usize::from(self.slots[at] == EMPTY);
        self.slots[at] = key << TARGET_BITS | u64::from(target.0);
    }

    /// The slot of a step, or the empty one where it would be. Half of the slots are empty, so there is one.
    #[inline]
    fn probe(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & mask;
        while self.slots[at] != EMPTY && self.slots[at] >> TARGET_BITS != key {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        let wider = vec![EMPTY; self.slots.len() * 2].into();
        let known = std::mem::replace(&mut self.slots, wider);
        for slot in known.into_iter().filter(|slot| *slot != EMPTY) {
            let at = self.probe(slot >> TARGET_BITS);
            self.slots[at] = slot;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    proptest! {
        #[test]
        fn keeps_every_step(steps in prop::collection::vec((0..90u32, 0..9u16, 1..Target::STATES, any::<bool>(), any::<bool>()), 0..600)) {
            let (mut known, mut expected) = (Steps::new(9), HashMap::new());
            for (state, letter, next, dead, matches) in steps {
                let target = Target::new(next, dead, matches);
                prop_assert_eq!((target.state(), target.is_dead(), target.matches()), (next, dead, matches));
                known.add(state, letter, target);
                expected.insert((state, letter), target);
            }
            for (state, letter) in (0..90).flat_map(|state| (0..9).map(move |letter| (state, letter))) {
                prop_assert_eq!(known.get(state, letter), expected.get(&(state, letter)).copied());
            }
            known.forget();
            prop_assert!((0..90).all(|state| known.get(state, 0).is_none()));
        }
    }
}
