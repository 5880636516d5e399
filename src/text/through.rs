//! The cheapest way through bytes that no single encoding reads well: cut inside a character, a byte lost or changed,
//! several encodings one after the other.
//!
//! Every place can be read in every encoding, a byte can be given up as bad, and the encoding can change; each has a cost in
//! bits ([`super::likely`]), and the cheapest sequence is found from the end to the start (Viterbi), in pieces of 64 KiB so that
//! the memory stays small. The time is linear, some five to seven times that of plain decoding.

use super::codec::{Codec, Unit};
use super::likely::{BAD, BIT, cost};
use super::recode::Recoder;
use crate::tables::rows::Span;

/// The cost of a change of encoding.
const SWITCH: u32 = 48 * BIT;
const PIECE: usize = 1 << 16;
/// What is read beyond a piece, so that its end is decided with sight of what follows.
const BEYOND: usize = 512;

const CHANGE: u8 = 0x80;
const GIVE_UP: u8 = 0x40;

/// A stretch in one encoding.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// The encoding.
    pub codec: Codec,
    /// The bytes in it.
    pub span: Span,
}

/// Decodes `bytes` from `start` on in whatever of `codecs` reads each place best, and says which stood where.
pub fn decode(recoder: &mut Recoder, bytes: &[u8], start: usize, codecs: &[Codec]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut state = None;
    let mut at = start;
    while at < bytes.len() {
        let until = bytes.len().min(at + PIECE);
        let plan = Plan::of(&bytes[..bytes.len().min(until + BEYOND)], at, codecs);
        let mut now = plan.first(state);
        while at < until {
            let choice = plan.choice(now, at);
            if choice & CHANGE != 0 {
                now = usize::from(choice & !CHANGE);
                continue;
            }
            match choice & GIVE_UP {
                0 => recoder.unit(at, codecs[now].unit(bytes, at)),
                _ => recoder.unit(at, Unit::Bad(1)),
            }
            let width = usize::from(choice & !GIVE_UP);
            match parts.last_mut() {
                Some(part) if part.codec == codecs[now] => part.span.end = at + width,
                _ => parts.push(Part { codec: codecs[now], span: Span::new(at, at + width) }),
            }
            at += width;
        }
        state = Some(now);
    }
    parts
}

/// The best choice at every place of a piece, in every state.
struct Plan {
    start: usize,
    states: usize,
    choices: Vec<u8>,
    /// The costs at the piece's start.
    costs: Vec<u32>,
}

impl Plan {
    fn of(bytes: &[u8], start: usize, codecs: &[Codec]) -> Self {
        let states = codecs.len();
        let len = bytes.len() - start;
        let mut choices = vec![0; len * states];
        let mut costs = vec![0_u32; (len + 4) * states];
        for i in (0..len).rev() {
            let here = i * states;
            for (state, codec) in codecs.iter().enumerate() {
                let (price, width, choice) = priced(codec.unit(bytes, start + i), bytes.len() - start - i);
                let follow = |width: usize| costs[(i + width) * states + state];
                let read = price + follow(width);
                let give_up = BAD + follow(1);
                (costs[here + state], choices[here + state]) = if give_up < read { (give_up, GIVE_UP | 1) } else { (read, choice) };
            }
            let best = (0..states).min_by_key(|s| costs[here + s]).unwrap_or(0);
            let changed = costs[here + best] + SWITCH;
            for state in 0..states {
                if changed < costs[here + state] {
                    (costs[here + state], choices[here + state]) = (changed, CHANGE | best as u8);
                }
            }
        }
        costs.truncate(states);
        Self { start, states, choices, costs }
    }

    /// The state to begin in: the one the piece before ended in, or the cheapest.
    fn first(&self, state: Option<usize>) -> usize {
        state.unwrap_or_else(|| (0..self.states).min_by_key(|s| self.costs[*s]).unwrap_or(0))
    }

    fn choice(&self, state: usize, at: usize) -> u8 {
        self.choices[(at - self.start) * self.states + state]
    }
}

/// The price of a unit, its width, and the choice that takes it.
fn priced(unit: Unit, left: usize) -> (u32, usize, u8) {
    let width = unit.width().min(left);
    match unit {
        Unit::Char(c, _) => (cost(c), width, width as u8),
        Unit::Pair(..) => (15 * BIT, width, width as u8),
        Unit::Bad(_) => (BAD, width, width as u8),
    }
}
