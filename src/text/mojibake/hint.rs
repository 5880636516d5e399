//! A cheap look at whether a wrong decoding can explain a line at all, before the cheapest way through it is sought.
//!
//! It may say yes to what is none; it says no only where the way would gain nothing that counts: where no two characters side by side
//! could come of it.

use super::wrong::Wrong;
use crate::text::codec::{Codec, Unit};
use crate::text::likely::cost;

/// Whether the way through `text` is worth seeking when it has to save `saving`.
pub(super) fn may_explain(wrong: &Wrong, text: &str, saving: u32) -> bool {
    match (wrong.drops_undefined(), wrong.right) {
        (true, _) => has_neighbours(wrong, text),
        (_, Codec::Utf8) => has_sequences(wrong, text),
        _ => gains(wrong, text, saving),
    }
}

/// Of a single-byte reader: whether it can have made two characters beyond ASCII side by side.
fn has_neighbours(wrong: &Wrong, text: &str) -> bool {
    let mut bytes = Vec::new();
    let mut before = false;
    text.chars().any(|c| {
        let here = !c.is_ascii() && wrong.encode(c, &mut bytes);
        let both = here && before;
        before = here;
        both
    })
}

/// Of UTF-8 read in pairs: whether a whole character stands beside another, or beside what is left of one.
fn has_sequences(wrong: &Wrong, text: &str) -> bool {
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{fffd}' => bytes.push(b'?'),
            _ if c.is_ascii() => bytes.push(c as u8),
            _ if wrong.encode(c, &mut bytes) => {}
            _ => bytes.push(0),
        }
    }
    let begins = |at: usize| matches!(bytes.get(at), Some(0xE2..=0xE9 | 0xEF));
    let rest = |at: usize| matches!(bytes.get(at), Some(0x80..=0xBF));
    let lost = |at: usize| bytes.get(at) == Some(&b'?');
    let whole = |at: usize| begins(at) && rest(at + 1) && rest(at + 2);
    (0..bytes.len()).any(|at| {
        // What came before may have lost its last byte, or two of them.
        let behind_torn = || (at >= 3 && begins(at - 3) && rest(at - 2) && lost(at - 1)) || (at >= 2 && begins(at - 2) && lost(at - 1));
        whole(at) && (begins(at + 3) || (lost(at + 3) && begins(at + 4)) || behind_torn() || rest(at + 3))
    })
}

/// Of pairs read as other pairs: whether so much would be saved if every character were read rightly that is likelier then.
fn gains(wrong: &Wrong, text: &str, saving: u32) -> bool {
    let mut bytes = Vec::new();
    let mut gain = 0u32;
    text.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').any(|c| {
        bytes.clear();
        if wrong.encode(c, &mut bytes)
            && let Unit::Char(right, _) = wrong.right.unit(&bytes, 0)
        {
            gain += super::way::standing(c).saturating_sub(cost(right));
        }
        gain >= saving
    })
}
