//! Characters as they are written: the bytes of UTF-8 in one number, so that trees of words go through a text without decoding it.

/// A character: its bytes, the first one lowest, but of four bytes the scalar value. Each has a number of its own, of 24 bits at most.
pub type Letter = u64;

/// Stands for the second character of a text of one; no character.
pub const NOTHING: Letter = 0xff_fffe;

/// The bytes of a character.
#[inline]
pub fn bytes(letter: Letter) -> usize {
    match letter {
        0x80_0000.. => 3,
        0x1_0000.. => 4,
        0x80.. => 2,
        _ => 1,
    }
}

/// The scalar value of a character.
#[inline]
pub fn scalar(letter: Letter) -> u32 {
    let letter = letter as u32;
    let low = |shift: u32| letter >> shift & 63;
    match letter {
        0x80_0000.. => (letter & 15) << 12 | low(8) << 6 | low(16),
        0x80..=0xffff => (letter & 31) << 6 | low(8),
        _ => letter,
    }
}

#[inline]
fn three(first: u8, middle: u8, last: u8) -> Letter {
    Letter::from(first) | Letter::from(middle) << 8 | Letter::from(last) << 16
}

#[inline]
fn two(first: u8, last: u8) -> Letter {
    Letter::from(first) | Letter::from(last) << 8
}

#[inline]
fn four(bytes: [u8; 4]) -> Letter {
    bytes.iter().fold(0, |scalar, byte| scalar << 6 | Letter::from(byte & 63)) & 0x1f_ffff
}

/// The characters of a text from its beginning.
#[derive(Clone, Copy, Debug)]
pub struct Forward<'t>(&'t [u8]);

impl<'t> Forward<'t> {
    /// Those of this text.
    #[inline]
    pub fn new(text: &'t str) -> Self {
        Self(text.as_bytes())
    }

    /// Leaves out characters of three bytes as long as these are so.
    #[inline(always)]
    pub fn pass_over(&mut self, so: impl Fn([u8; 3]) -> bool) {
        let mut at = 0;
        while let Some(&bytes) = self.0.get(at..).and_then(|rest| rest.first_chunk())
            && matches!(bytes[0], 0xe0..=0xef)
            && so(bytes)
        {
            at += 3;
        }
        self.0 = &self.0[at..];
    }

    /// Leaves out so many bytes, whole characters.
    #[inline]
    pub fn skip_bytes(&mut self, bytes: usize) {
        self.0 = &self.0[bytes..];
    }

    /// The bytes of those that are still to come.
    #[inline]
    pub fn left(&self) -> usize {
        self.0.len()
    }
}

impl Iterator for Forward<'_> {
    type Item = Letter;

    #[inline]
    fn next(&mut self) -> Option<Letter> {
        let (letter, rest) = match self.0 {
            [first @ 0xe0..=0xef, middle, last, rest @ ..] => (three(*first, *middle, *last), rest),
            [one @ 0..=0x7f, rest @ ..] => ((*one).into(), rest),
            [first @ 0x80..=0xdf, last, rest @ ..] => (two(*first, *last), rest),
            [a, b, c, d, rest @ ..] => (four([*a, *b, *c, *d]), rest),
            _ => return None,
        };
        self.0 = rest;
        Some(letter)
    }
}

/// The characters of a text from its end.
#[derive(Clone, Copy, Debug)]
pub struct Backward<'t>(&'t [u8]);

impl<'t> Backward<'t> {
    /// Those of this text.
    #[inline]
    pub fn new(text: &'t str) -> Self {
        Self(text.as_bytes())
    }
}

impl Iterator for Backward<'_> {
    type Item = Letter;

    #[inline]
    fn next(&mut self) -> Option<Letter> {
        let (rest, letter) = match self.0 {
            [rest @ .., first @ 0xe0..=0xef, middle, last] => (rest, three(*first, *middle, *last)),
            [rest @ .., one @ 0..=0x7f] => (rest, (*one).into()),
            [rest @ .., first @ 0xc0..=0xdf, last] => (rest, two(*first, *last)),
            [rest @ .., a, b, c, d] => (rest, four([*a, *b, *c, *d])),
            _ => return None,
        };
        self.0 = rest;
        Some(letter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn letters_are_characters(text in "[\\PC\u{0}甲乙é😀a]{0,20}") {
            let chars = |letters: Vec<Letter>| letters.into_iter().filter_map(|letter| char::from_u32(scalar(letter))).collect::<String>();
            prop_assert_eq!(&chars(Forward::new(&text).collect()), &text);
            prop_assert_eq!(chars(Backward::new(&text).collect()), text.chars().rev().collect::<String>());
            prop_assert_eq!(Forward::new(&text).map(bytes).sum::<usize>(), text.len());
        }
    }
}
