//! Numbers of short strings, which two words hold whole: they are compared without being looked up where they are kept.

use std::hash::{BuildHasher, Hasher, RandomState};

/// A string of at most sixteen bytes.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Short {
    /// Its first and its last bytes, which meet or overlap.
    words: [u64; 2],
    len: u32,
}

impl Short {
    /// A string as a short one; none for a longer one.
    pub(super) fn of(string: &[u8]) -> Option<Self> {
        let words = match string {
            [] => [0, 0],
            [only] => [u64::from(*only), 0],
            [first, .., last] if string.len() < 4 => [u64::from(*first), u64::from(*last) << 8 | u64::from(string[1])],
            _ if string.len() < 8 => [u32::from_le_bytes(*string.first_chunk()?).into(), u32::from_le_bytes(*string.last_chunk()?).into()],
            _ if string.len() <= 16 => [u64::from_le_bytes(*string.first_chunk()?), u64::from_le_bytes(*string.last_chunk()?)],
            _ => return None,
        };
        Some(Self { words, len: string.len() as u32 })
    }

    fn hash(self, seed: u64) -> u64 {
        let [first, last] = self.words;
        let mixed = u128::from(first ^ seed) * u128::from(last.rotate_left(32) ^ u64::from(self.len) ^ seed.rotate_left(17));
        (mixed >> 64) as u64 ^ mixed as u64
    }
}

/// Short strings and their numbers: open addressing, at most half full.
pub(super) struct Shorts {
    /// A string and its number, counted from 1; 0 where there is none.
    slots: Vec<(Short, u32)>,
    len: usize,
    /// Another one each time, so that nobody can write strings that all fall on one place.
    seed: u64,
}

impl Default for Shorts {
    fn default() -> Self {
        Self { slots: Vec::new(), len: 0, seed: RandomState::new().build_hasher().finish() | 1 }
    }
}

impl Shorts {
    /// The number of a string; the next number for one that is new.
    pub(super) fn number(&mut self, string: Short, next: u32) -> u32 {
        if self.slots.len() <= 2 * self.len {
            self.grow();
        }
        let at = self.place(string);
        let slot = &mut self.slots[at];
        if slot.1 == 0 {
            *slot = (string, next + 1);
            self.len += 1;
        }
        slot.1 - 1
    }

    /// Where a string stands, or would.
    fn place(&self, string: Short) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = string.hash(self.seed) as usize & mask;
        while self.slots[at].1 != 0 && self.slots[at].0 != string {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        let len = (4 * self.slots.len()).max(64);
        for slot in std::mem::replace(&mut self.slots, vec![Default::default(); len]) {
            if slot.1 != 0 {
                let at = self.place(slot.0);
                self.slots[at] = slot;
            }
        }
    }

    pub(super) fn clear(&mut self) {
        self.slots.fill(Default::default());
        self.len = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_differs_in_its_words() {
        let text = b"abcdefghijklmnopqrst";
        let mut shorts = Shorts::default();
        let mut next = 0;
        for len in 0..=16 {
            for changed in 0..=len {
                let mut string = text[..len].to_vec();
                if let Some(byte) = string.get_mut(changed) {
                    *byte = 0;
                }
                let short = Short::of(&string).expect("at most sixteen bytes");
                assert_eq!(shorts.number(short, next), next, "{string:?}");
                assert_eq!(shorts.number(short, next + 1), next);
                next += 1;
            }
        }
        assert!(Short::of(&text[..17]).is_none());
    }
}
