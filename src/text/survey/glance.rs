//! What the survey must know of a character of three bytes to pass it by: one bit, in tables so small that they are always near.

use crate::text::likely;

/// A bit for each character that begins with one byte: a word for each third byte, and in it a bit for each second byte.
type Row = [u64; 64];
/// The rows of all first bytes.
pub(super) type Rows = [&'static Row; 256];

/// The characters that need a closer look: what costs more than the usual, what folding may change, what is Traditional alone, and
/// all that has not three bytes.
pub(super) static ANY: Rows = rows(&BITS[0]);
/// The same without those that are Traditional alone.
pub(super) static BUT_TRADITIONAL: Rows = rows(&BITS[1]);

const EVERY: &Row = &[u64::MAX; 64];

static BITS: [[Row; 16]; 2] = [bits(true), bits(false)];

const fn bits(traditional: bool) -> [Row; 16] {
    let mut bits = [[u64::MAX; 64]; 16];
    let looks = likely::looks();
    let mut code = 0x800;
    while code < looks.len() {
        let (lead, b, c) = (code >> 12, code >> 6 & 0x3f, code & 0x3f);
        let folds = is_folded([0xe0 | lead as u8, 0x80 | b as u8, 0x80 | c as u8]);
        if !(folds || likely::excess(looks[code]) > 0 || traditional && likely::is_traditional(looks[code])) {
            bits[lead][c] &= !(1 << b);
        }
        code += 1;
    }
    bits
}

const fn rows(bits: &'static [Row; 16]) -> Rows {
    let mut rows = [EVERY; 256];
    let mut lead = 0;
    while lead < 16 {
        rows[0xe0 | lead] = &bits[lead];
        lead += 1;
    }
    rows
}

/// How many of four characters need no closer look, up to the first that does.
#[inline]
pub(super) fn usual(rows: &Rows, four: &[u8; 12]) -> usize {
    let [a, b, c, d] = std::array::from_fn(|n| closer(rows, four.as_chunks().0[n]));
    if (a | b | c | d) & 1 == 0 {
        return 4;
    }
    (a & 1 | (b & 1) << 1 | (c & 1) << 2 | 8).trailing_zeros() as usize
}

/// A word of which the lowest bit says whether a character needs a closer look.
#[inline]
fn closer(rows: &Rows, [lead, b, c]: [u8; 3]) -> u64 {
    rows[usize::from(lead)][usize::from(c & 0x3f)] >> (b & 0x3f)
}

/// Whether folding may change a character of three bytes; it may say so of some that stay.
pub(super) const fn is_folded(bytes: [u8; 3]) -> bool {
    // Under these lead bytes nothing is ever folded: most of the Chinese characters. And nothing ever changes “”‘’, nor 、。《》〈〉.
    !matches!(bytes, [0xe4..=0xe9, ..] | [0xe2, 0x80, 0x98..=0x9d] | [0xe3, 0x80, 0x81..=0x8b])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bit_is_that_of_the_character() {
        for c in (0..0x2_0000).filter_map(char::from_u32) {
            let (mut bytes, look) = ([0; 4], likely::looks().get(c as usize));
            c.encode_utf8(&mut bytes);
            let three = [bytes[0], bytes[1], bytes[2]];
            let is_closer = |look: &u8| c.len_utf8() != 3 || is_folded(three) || likely::excess(*look) > 0;
            let traditional = look.is_some_and(|look| likely::is_traditional(*look));
            let wanted = look.is_none_or(is_closer);
            assert_eq!((closer(&ANY, three) & 1 != 0, closer(&BUT_TRADITIONAL, three) & 1 != 0), (wanted || traditional, wanted), "{c}");
        }
    }

    #[test]
    fn usual_characters_are_counted() {
        for (four, count) in [("一二三四", 4), ("一二三，", 3), ("一二 三四", 2), ("一，三四", 1), ("2025年到二", 0)] {
            assert_eq!(usual(&ANY, four.as_bytes().first_chunk().expect("twelve bytes")), count, "{four}");
        }
    }
}
