//! What a tree of words is asked for first: the two characters that a text begins with.

use super::super::letter::{Forward, Letter, NOTHING, bytes, scalar};

/// The first two characters of a text, as trees are asked for them: made once where several trees are asked.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    pub(super) first: Letter,
    pub(super) second: Letter,
}

impl Head {
    /// The first two of these characters, or the one that there is, and those behind.
    #[inline(always)]
    pub fn of<L: Iterator<Item = Letter>>(mut letters: L) -> Option<(Self, L)> {
        let first = letters.next()?;
        let second = letters.next().unwrap_or(NOTHING);
        Some((Self { first, second }, letters))
    }

    /// The head of the text behind the first character, and what stands behind it; `rest`: what stands behind this one.
    #[inline(always)]
    pub fn next(self, mut rest: Forward<'_>) -> Option<(Self, Forward<'_>)> {
        (self.second != NOTHING).then(|| (Self { first: self.second, second: rest.next().unwrap_or(NOTHING) }, rest))
    }

    /// The head of the text behind so many bytes, those of a word that it begins with, and what stands behind it.
    #[inline(always)]
    pub fn behind(self, mut rest: Forward<'_>, bytes: usize) -> Option<(Self, Forward<'_>)> {
        match bytes.checked_sub(self.bytes()) {
            Some(further) => {
                rest.skip_bytes(further);
                Self::of(rest)
            }
            None => self.next(rest),
        }
    }

    /// The first character, by its scalar value.
    #[inline]
    pub fn first(self) -> u32 {
        scalar(self.first)
    }

    /// Its bytes.
    #[inline]
    pub fn bytes(self) -> usize {
        bytes(self.first) + if self.second == NOTHING { 0 } else { bytes(self.second) }
    }

    /// The key of its edge, which leaves the root.
    #[inline]
    pub(super) fn key(self) -> u64 {
        1 << 48 | self.first << 24 | self.second
    }
}
