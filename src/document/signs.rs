//! Where the few characters of a text stand that its lines and sentences hang on: looked for once, for the whole outline.
//!
//! A text is longer than the nearest cache, so that to go through it costs more than to look at a byte. It is gone through here in pieces,
//! and all that the outline wants of the whole of it is taken from a piece while it is near.

use crate::tables::rows::Span;
use crate::text::sieve;

/// About so many bytes of a plan stand to a stop or bracket, and to the end of a line.
const BYTES_TO_A_STOP: usize = 32;
const BYTES_TO_A_LINE: usize = 150;

/// No piece has more bytes.
const PIECE: usize = 8 << 10;

/// What the heading of a box begins with.
const BOX: &str = "专栏";
/// An aim, which may be said not to be set.
const AIM: &str = "目标";

/// The signs of a text.
#[derive(Clone, Debug, Default)]
pub struct Signs {
    /// Those that may open, close or end a sentence or what it holds, ends of lines among them.
    pub stops: Vec<u32>,
    /// The ends of lines.
    pub line_ends: Vec<u32>,
    /// TABs.
    pub tabs: Vec<u32>,
    /// Where boxes are named.
    pub boxes: Vec<u32>,
    /// Where aims are named.
    pub aims: Vec<u32>,
    /// The characters of the text.
    pub chars: usize,
}

impl Signs {
    /// Those of a text.
    pub fn of(clean: &str) -> Self {
        let mut signs = Self {
            stops: Vec::with_capacity(clean.len() / BYTES_TO_A_STOP),
            line_ends: Vec::with_capacity(clean.len() / BYTES_TO_A_LINE),
            ..Self::default()
        };
        let mut start = 0;
        while start < clean.len() {
            let end = clean.floor_char_boundary(start + PIECE);
            signs.chars += clean[start..end].chars().count();
            // One byte more: what stands behind a point tells whether it is a sign.
            let near = &clean.as_bytes()[start..clean.len().min(end + 1)];
            for at in sieve::places(near, is_sign) {
                signs.note(clean.as_bytes(), start + at, end);
            }
            start = end;
        }
        signs
    }

    fn note(&mut self, bytes: &[u8], at: usize, end: usize) {
        let place = at as u32;
        match bytes[at] {
            // It begins the next piece.
            _ if at == end => {}
            b'\t' => self.tabs.push(place),
            0xe4 if bytes[at..].starts_with(BOX.as_bytes()) => self.boxes.push(place),
            0xe6 if bytes[..at + 3].ends_with(AIM.as_bytes()) => self.aims.push(place - 3),
            0xe4 | 0xe6 => {}
            sign => {
                if sign == b'\n' {
                    self.line_ends.push(place);
                }
                self.stops.push(place);
            }
        }
    }
}

/// Signs of one kind, stretch of the text by stretch. Nearly all stretches come in order.
pub struct InOrder<'s> {
    places: &'s [u32],
    /// The first that no stretch so far came to.
    next: usize,
}

impl<'s> InOrder<'s> {
    /// These signs, to be asked for those of one stretch after the other.
    pub fn of(places: &'s [u32]) -> Self {
        Self { places, next: 0 }
    }

    /// Those of a stretch.
    pub fn within(&mut self, stretch: Span) -> &'s [u32] {
        let before = |at: &u32| (*at as usize) < stretch.start;
        if self.next > 0 && !before(&self.places[self.next - 1]) {
            self.next = self.places.partition_point(before);
        }
        self.next += self.places[self.next..].iter().take_while(|at| before(at)).count();
        let from = self.next;
        self.next += self.places[from..].iter().take_while(|at| (**at as usize) < stretch.end).count();
        &self.places[from..self.next]
    }
}

/// Whether the byte `a`, before `b` and `c`, is or begins a sign. A point is one only before Chinese characters.
#[inline]
fn is_sign(_: u8, a: u8, b: u8, c: u8) -> bool {
    // TAB and the end of a line differ in their two lowest bits.
    let ascii = (a & 0xfe == b'(') | (a == b'!') | (a == b'?') | (a & 0xfc == b'\t' & 0xfc) | (a == b'.') & (b >= 0x80);
    // 专 and 标.
    let named = (a & 0xfd == 0xe4) & ((b == 0xb8) & (c == 0x93) | (b == 0xa0) & (c == 0x87));
    // 。〈〉《》【】 and a few more, but not 、.
    ascii | named | (a == 0xe3) & (b == 0x80) & (c != 0x81)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_do_not_hang_on_where_a_piece_ends() {
        let line = "到2025年(规划期末)目标与指标,见专栏3与专业。甲.乙\t丙!\n";
        for before in 0..line.len() + 9 {
            let clean = ["a".repeat(before), line.repeat(2 * PIECE / line.len())].concat();
            let signs = Signs::of(&clean);
            let places = |wanted: &str| clean.match_indices(wanted).map(|(at, _)| at as u32).collect::<Vec<_>>();
            assert_eq!(signs.line_ends, places("\n"));
            assert_eq!(signs.tabs, places("\t"));
            assert_eq!(signs.boxes, places(BOX));
            assert_eq!(signs.aims, places(AIM));
            assert_eq!(signs.chars, clean.chars().count());
            let stops = clean.match_indices(['(', ')', '。', '.', '!', '\n']);
            assert_eq!(signs.stops, stops.map(|(at, _)| at as u32).collect::<Vec<_>>());
        }
    }

    #[test]
    fn stretches_may_come_out_of_order() {
        let signs = Signs::of("甲。乙。丙。");
        let mut signs = InOrder::of(&signs.stops);
        assert_eq!(signs.within(Span::new(6, 12)), [9]);
        assert_eq!(signs.within(Span::new(0, 18)), [3, 9, 15]);
        assert_eq!(signs.within(Span::new(0, 6)), [3]);
    }
}
