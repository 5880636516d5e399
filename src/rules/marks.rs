//! Sets of the patterns of one station, which are few: what is known when a half of them matches.

/// A set of numbers below [`MOST`].
pub type Set = u128;

/// A station has no more patterns.
pub const MOST: usize = Set::BITS as usize;

/// The set of one number.
pub fn only(number: usize) -> Set {
    1 << number
}

/// Whether a number is in a set.
#[inline]
pub fn has(set: Set, number: u32) -> bool {
    set >> number & 1 == 1
}

/// The numbers in a set, rising.
#[inline]
pub fn numbers(mut set: Set) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let number = set.trailing_zeros();
        set &= set.wrapping_sub(1);
        (number < Set::BITS).then_some(number)
    })
}

/// What halves say of patterns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Marks {
    /// Those that they are halves of.
    pub found: Set,
    /// Those that must not stand beside them.
    pub forbidden: Set,
}

impl Marks {
    /// What both say.
    #[must_use]
    pub fn with(self, more: Self) -> Self {
        Self { found: self.found | more.found, forbidden: self.forbidden | more.forbidden }
    }

    /// Keeps of some patterns those that were found or are free, and that nothing forbids.
    #[inline]
    pub fn keep(self, patterns: Set, free: Set) -> Set {
        patterns & (free | self.found) & !self.forbidden
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn sets_hold_what_was_put_into_them(one in prop::collection::btree_set(0..MOST, 0..20), other in prop::collection::btree_set(0..MOST, 0..20)) {
            let set = |numbers: &BTreeSet<usize>| numbers.iter().map(|number| only(*number)).fold(0, |set, one| set | one);
            let marks = Marks { found: set(&one), forbidden: 0 }.with(Marks { found: 0, forbidden: set(&other) });
            prop_assert!(numbers(marks.found).eq(one.iter().map(|&number| number as u32)));
            prop_assert!((0..MOST).all(|number| has(marks.forbidden, number as u32) == other.contains(&number)));
            let kept = marks.keep(Set::MAX, only(7));
            prop_assert!((0..MOST).all(|n| has(kept, n as u32) == ((n == 7 || one.contains(&n)) && !other.contains(&n))));
        }
    }
}
