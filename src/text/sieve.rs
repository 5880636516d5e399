//! Where the few characters of a text stand that a step cares for.
//!
//! Most of Chinese prose are runs of ideographs that nobody asks for, and to go over them one by one costs at the end of each run a
//! branch that no processor foresees. So bytes are looked at sixty-four at a time and without a branch, each with its neighbours; what
//! is wanted is a bit in a word, and the only loop that branches runs over those bits.

/// Bytes of a block: as many as a word has bits.
const BLOCK: usize = 64;
/// A block with the byte before it and the two behind it.
const NEAR: usize = 1 + BLOCK + 2;

/// The places of the bytes that are wanted, in order. `wanted` is shown the byte before, the byte itself and the two behind it, 0 where the
/// text ends. It must not branch: `&` and `|` for `&&` and `||`.
#[inline]
pub(crate) fn places<W: Fn(u8, u8, u8, u8) -> bool>(bytes: &[u8], wanted: W) -> Places<'_, W> {
    let found = if bytes.is_empty() { 0 } else { block(bytes, 0, &wanted) };
    Places { bytes, wanted, start: 0, found }
}

/// See [`places`].
pub(crate) struct Places<'t, W> {
    bytes: &'t [u8],
    wanted: W,
    /// Where the block at hand begins, and which of its bytes are still to be told.
    start: usize,
    found: u64,
}

impl<W: Fn(u8, u8, u8, u8) -> bool> Iterator for Places<'_, W> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.found == 0 {
            self.start += BLOCK;
            if self.start >= self.bytes.len() {
                return None;
            }
            self.found = block(self.bytes, self.start, &self.wanted);
        }
        let at = self.start + self.found.trailing_zeros() as usize;
        self.found &= self.found - 1;
        Some(at)
    }
}

/// A bit for each byte of the block at `start` that is wanted.
#[inline]
fn block<W: Fn(u8, u8, u8, u8) -> bool>(bytes: &[u8], start: usize, wanted: &W) -> u64 {
    match start.checked_sub(1).and_then(|before| bytes[before..].first_chunk()) {
        Some(near) => bits(near, wanted),
        None => {
            let (mut near, from) = ([0; NEAR], start.saturating_sub(1));
            let rest = &bytes[from..bytes.len().min(start + BLOCK + 2)];
            let shift = usize::from(start == 0);
            near[shift..shift + rest.len()].copy_from_slice(rest);
            // Behind the end nothing is wanted.
            bits(&near, wanted) & (u64::MAX >> (BLOCK - (bytes.len() - start).min(BLOCK)))
        }
    }
}

#[inline]
fn bits<W: Fn(u8, u8, u8, u8) -> bool>(near: &[u8; NEAR], wanted: &W) -> u64 {
    let mut flags = [0u8; BLOCK];
    for (n, flag) in flags.iter_mut().enumerate() {
        *flag = u8::from(wanted(near[n], near[n + 1], near[n + 2], near[n + 3]));
    }
    let eights: [u64; BLOCK / 8] = std::array::from_fn(|n| u64::from_le_bytes(flags.as_chunks().0[n]));
    if eights.iter().fold(0, |any, eight| any | eight) == 0 {
        return 0;
    }
    // The product gathers the lowest bits of eight bytes in its highest byte.
    eights.iter().rev().fold(0, |bits, eight| bits << 8 | eight.wrapping_mul(0x0102_0408_1020_4080) >> 56)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_a_plain_loop() {
        let text = "到2025年，森林覆盖率（%）达到48、比2020年“提高”1.5。".repeat(9);
        for end in (0..text.len()).chain([text.len()]) {
            let bytes = &text.as_bytes()[..end];
            let wanted = |before: u8, a: u8, b: u8, c: u8| (a == b'0') & (before < 0x80) | (a == 0xe3) & (b == 0x80) & (c == 0x82);
            let at = |n: usize| bytes.get(n).copied().unwrap_or(0);
            let before = |n: usize| n.checked_sub(1).map_or(0, at);
            let plain: Vec<usize> = (0..end).filter(|n| wanted(before(*n), at(*n), at(n + 1), at(n + 2))).collect();
            assert_eq!(places(bytes, wanted).collect::<Vec<_>>(), plain, "{end}");
        }
    }
}
