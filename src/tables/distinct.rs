//! What differs among the values of a column, in the order in which it came: the dictionary of a column chunk.

use std::hash::{BuildHasher, Hasher};

use polars::prelude::PlRandomState;

use super::short::{Short, Shorts};

/// Numbers of values, found by the values' hashes: open addressing, at most half full. What the values are only the caller knows.
#[derive(Default)]
struct Index {
    /// Part of the hash and the number, counted from 1; 0 where there is none.
    slots: Vec<(u32, u32)>,
    len: u32,
}

impl Index {
    /// The number of a value that the caller recognises; the next number for one that is new.
    fn number(&mut self, hash: u64, next: u32, is_it: impl Fn(u32) -> bool) -> u32 {
        if self.slots.len() <= 2 * self.len as usize {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let tag = (hash >> 32) as u32;
        let mut at = tag as usize & mask;
        loop {
            match self.slots[at] {
                (_, 0) => break,
                (found, number) if found == tag && is_it(number - 1) => return number - 1,
                _ => at = (at + 1) & mask,
            }
        }
        self.len += 1;
        self.slots[at] = (tag, next + 1);
        next
    }

    fn grow(&mut self) {
        let mask = (4 * self.slots.len()).max(64) - 1;
        let old = std::mem::replace(&mut self.slots, vec![(0, 0); mask + 1]);
        for slot in old.into_iter().filter(|slot| slot.1 != 0) {
            let mut at = slot.0 as usize & mask;
            while self.slots[at].1 != 0 {
                at = (at + 1) & mask;
            }
            self.slots[at] = slot;
        }
    }

    fn clear(&mut self) {
        self.slots.fill((0, 0));
        self.len = 0;
    }
}

/// Strings that differ.
#[derive(Default)]
pub(super) struct Strings {
    /// The strings as a dictionary page holds them, each behind its length in four bytes.
    page: Vec<u8>,
    ends: Vec<usize>,
    short: Shorts,
    /// Of those that are not short.
    index: Index,
    hasher: PlRandomState,
}

/// The bytes of the length before each string.
const LENGTH: usize = 4;

impl Strings {
    /// The number of a string, which is taken in when it is new.
    pub(super) fn number(&mut self, string: &str) -> u32 {
        let next = self.ends.len() as u32;
        let number = match Short::of(string.as_bytes()) {
            Some(short) => self.short.number(short, next),
            None => self.long(string, next),
        };
        if number == next {
            self.take_in(string);
        }
        number
    }

    #[cold]
    fn take_in(&mut self, string: &str) {
        self.page.extend_from_slice(&(string.len() as u32).to_le_bytes());
        self.page.extend_from_slice(string.as_bytes());
        self.ends.push(self.page.len());
    }

    #[inline(never)]
    fn long(&mut self, string: &str, next: u32) -> u32 {
        let Self { page, ends, index, hasher, .. } = self;
        let mut hash = hasher.build_hasher();
        hash.write(string.as_bytes());
        index.number(hash.finish(), next, |number| at(page, ends, number) == string.as_bytes())
    }

    /// How many they are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// All of them, as a dictionary page holds them.
    pub(super) fn page(&self) -> &[u8] {
        &self.page
    }

    /// All of them, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u8]> + Clone {
        (0..self.ends.len() as u32).map(|number| at(&self.page, &self.ends, number))
    }

    pub(super) fn clear(&mut self) {
        self.page.clear();
        self.ends.clear();
        self.short.clear();
        self.index.clear();
    }
}

fn at<'p>(page: &'p [u8], ends: &[usize], number: u32) -> &'p [u8] {
    let number = number as usize;
    let start = if number == 0 { 0 } else { ends[number - 1] };
    &page[start + LENGTH..ends[number]]
}

/// Numbers that differ, and of each number which of them it is.
pub(super) struct Numbers<T> {
    pub(super) distinct: Vec<T>,
    pub(super) numbers: Vec<u32>,
}

/// More of these than so many in a hundred values are not worth a dictionary.
const WORTH: usize = 75;

impl<T> Numbers<T> {
    /// Whether the values repeat enough for a dictionary.
    fn worth(self) -> Option<Self> {
        (self.distinct.len() * 100 <= self.numbers.len() * WORTH || self.numbers.len() <= 128).then_some(self)
    }
}

/// Whole numbers that lie farther apart than this are places in files, which zstd makes as small as a dictionary would.
const CLOSE: usize = 4096;

/// The dictionary of whole numbers that lie close together, found through a table of all that lie between; none where it is not worth it.
pub(super) fn whole<T: Copy + Into<i64> + Ord>(values: &[T]) -> Option<Numbers<T>> {
    let (low, width) = close(values)?;
    let mut places = vec![0u32; width + 1];
    let mut distinct = Vec::new();
    let number = |&value: &T| {
        let place = &mut places[(value.into() - low) as usize];
        if *place == 0 {
            distinct.push(value);
            *place = distinct.len() as u32;
        }
        *place - 1
    };
    let numbers = values.iter().map(number).collect();
    Numbers { distinct, numbers }.worth()
}

/// The least of whole numbers and how far the greatest lies above it, where they lie close together. Most that do not are told early.
fn close<T: Copy + Into<i64> + Ord>(values: &[T]) -> Option<(i64, usize)> {
    let first = *values.first()?;
    let (mut low, mut high, mut width) = (first, first, 0);
    for few in values.chunks(CLOSE) {
        (low, high) = few.iter().fold((low, high), |(low, high), value| (low.min(*value), high.max(*value)));
        width = usize::try_from(high.into().checked_sub(low.into())?).ok().filter(|width| *width < CLOSE)?;
    }
    Some((low.into(), width))
}

/// The dictionary of fractions, which are the same where their bits are.
pub(super) fn fractions(values: &[f64]) -> Option<Numbers<f64>> {
    let (mut index, hasher) = (Index::default(), PlRandomState::default());
    let mut distinct: Vec<f64> = Vec::new();
    let number = |value: &f64| {
        let (bits, next) = (value.to_bits(), distinct.len() as u32);
        let number = index.number(hasher.hash_one(bits), next, |n| distinct[n as usize].to_bits() == bits);
        if number == next {
            distinct.push(*value);
        }
        number
    };
    let numbers = values.iter().map(number).collect();
    Numbers { distinct, numbers }.worth()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_numbered_in_the_order_they_come() {
        let mut strings = Strings::default();
        for _ in 0..2 {
            let numbers: Vec<u32> = ["万吨", "", "%", "万吨", ""].iter().map(|s| strings.number(s)).collect();
            assert_eq!((numbers, strings.len()), (vec![0, 1, 2, 0, 1], 3));
            assert_eq!(strings.page(), "\u{6}\0\0\0万吨\0\0\0\0\u{1}\0\0\0%".as_bytes());
            strings.clear();
        }
        let words: Vec<String> = (0..5000).map(|n| format!("{n}{}", "个".repeat(n % 9))).collect();
        for _ in 0..2 {
            assert!(words.iter().zip(0..).all(|(word, number)| strings.number(word) == number));
        }
        assert!(strings.iter().eq(words.iter().map(String::as_bytes)));
    }

    #[test]
    fn numbers_that_repeat_have_a_dictionary() {
        let found = whole(&[7i64, -3, 7, 7]).expect("close together");
        assert_eq!((found.distinct, found.numbers), (vec![7, -3], vec![0, 1, 0, 0]));
        assert!(whole(&[i64::MIN, i64::MAX]).is_none() && whole::<i32>(&[]).is_none());
        assert!(whole(&(0..1000).collect::<Vec<i32>>()).is_none(), "nothing repeats");
        let found = fractions(&[0.5, -0.0, 0.0, 0.5]).expect("few");
        assert_eq!((found.distinct.len(), found.numbers), (3, vec![0, 1, 2, 0]));
    }
}
