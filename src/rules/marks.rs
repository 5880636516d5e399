//! Sets of small numbers for each of many patterns: what is known when a pattern matches.

/// A set for each pattern; all of one width.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    width: usize,
    words: Vec<u64>,
}

impl Marks {
    /// Empty sets for so many patterns, of numbers below `numbers`.
    pub fn new(patterns: usize, numbers: usize) -> Self {
        let width = numbers.div_ceil(u64::BITS as usize);
        Self { width, words: vec![0; patterns * width] }
    }

    /// For each of so many patterns the set of its own number.
    pub fn own(patterns: usize) -> Self {
        let mut marks = Self::new(patterns, patterns);
        (0..patterns).for_each(|pattern| marks.add(pattern, pattern));
        marks
    }

    /// Puts a number into the set of a pattern.
    pub fn add(&mut self, pattern: usize, number: usize) {
        let word = pattern * self.width + number / u64::BITS as usize;
        self.words[word] |= 1 << (number % u64::BITS as usize);
    }

    /// How many words a set has.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The words of a pattern's set.
    pub fn of(&self, pattern: usize) -> &[u64] {
        &self.words[pattern * self.width..][..self.width]
    }
}

/// Whether a number is in a set.
#[inline]
pub fn has(words: &[u64], number: u32) -> bool {
    words[(number / u64::BITS) as usize] >> (number % u64::BITS) & 1 == 1
}

/// Puts the numbers of one set into another.
#[inline]
pub fn join(words: &mut [u64], more: &[u64]) {
    words.iter_mut().zip(more).for_each(|(word, more)| *word |= more);
}

/// The numbers in one word of a set, less those of the words before it, rising.
#[inline]
pub fn bits(mut word: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let bit = word.trailing_zeros();
        word &= word.wrapping_sub(1);
        (bit < u64::BITS).then_some(bit)
    })
}

/// The numbers in a set, rising.
pub fn numbers(words: &[u64]) -> impl Iterator<Item = u32> {
    words.iter().zip(0..).flat_map(|(&word, index)| bits(word).map(move |bit| index * u64::BITS + bit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn sets_hold_what_was_put_into_them(one in prop::collection::btree_set(0..200usize, 0..20), other in prop::collection::btree_set(0..200usize, 0..20)) {
            let mut marks = Marks::new(2, 200);
            one.iter().for_each(|&number| marks.add(0, number));
            other.iter().for_each(|&number| marks.add(1, number));
            let mut both = marks.of(0).to_vec();
            join(&mut both, marks.of(1));
            let expected: BTreeSet<u32> = one.union(&other).map(|&number| number as u32).collect();
            prop_assert!(numbers(&both).eq(expected.iter().copied()));
            prop_assert!((0..200).all(|number| has(&both, number) == expected.contains(&number)));
            prop_assert!(Marks::own(200).of(7).iter().map(|word| word.count_ones()).sum::<u32>() == 1);
        }
    }
}
