//! The two-byte codes of GBK as old converters knew them: with the bytes a user could define at private-use characters.

use super::codec::GB_TABLE;
use std::sync::LazyLock;

/// Lead and trail bytes of two-byte codes.
const LEADS: std::ops::RangeInclusive<u8> = 0x81..=0xfe;
const TRAILS: std::ops::RangeInclusive<u8> = 0x40..=0xfe;

/// Both directions between characters and codes; 0 where there is none.
pub(super) struct Codes {
    to_char: Vec<u16>,
    to_code: Vec<u16>,
}

static CODES: LazyLock<Codes> = LazyLock::new(Codes::new);

/// The codes; worked out at the first use.
pub(super) fn codes() -> &'static Codes {
    &CODES
}

impl Codes {
    fn new() -> Self {
        let mut codes = Self { to_char: vec![0; 0x10000], to_code: vec![0; 0x10000] };
        for lead in LEADS {
            for trail in TRAILS.filter(|trail| *trail != 0x7f) {
                codes.set(u16::from_be_bytes([lead, trail]), GB_TABLE.code(lead, trail), true);
            }
        }
        // Characters that GB18030 moved to four bytes or took out of the private-use area: old copies still hold U+E815..E864.
        for (n, code) in (0xfe50..=0xfea0).filter(|code| *code != 0xfe7f).enumerate() {
            codes.set(code, 0xe815 + n as u32, codes.to_char[code as usize] == 0);
        }
        codes
    }

    fn set(&mut self, code: u16, c: u32, both: bool) {
        let Ok(c @ 1..) = u16::try_from(c) else { return };
        if both {
            self.to_char[code as usize] = c;
        }
        self.to_code[c as usize] = code;
    }

    /// The character that two bytes stand for.
    pub(super) fn char_of(&self, lead: u8, trail: u8) -> Option<char> {
        match self.to_char[usize::from(u16::from_be_bytes([lead, trail]))] {
            0 => None,
            c => char::from_u32(c.into()),
        }
    }

    /// The two bytes of a character. ASCII has none, but for what stands for a full-width form: see [`Self::wide_of`].
    pub(super) fn bytes_of(&self, c: char) -> Option<[u8; 2]> {
        let code = *self.to_code.get(c as usize)?;
        (code != 0).then_some(code.to_be_bytes())
    }

    /// The two bytes of the full-width form of an ASCII character.
    pub(super) fn wide_of(&self, c: char) -> Option<[u8; 2]> {
        match c {
            ' ' => Some([0xa1, 0xa1]),
            '!'..='~' => Some([0xa3, c as u8 | 0x80]),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_defined_bytes_are_private_use_characters() {
        for (c, bytes) in [
            ('\u{e46a}', [0xfe, 0xa3]),
            ('\u{e848}', [0xfe, 0x84]),
            ('\u{e254}', [0xf8, 0xc1]),
            ('\u{e788}', [0xa6, 0xbc]),
            ('云', [0xd4, 0xc6]),
        ] {
            assert_eq!(codes().bytes_of(c), Some(bytes), "{c:?}");
        }
        assert_eq!(codes().char_of(0xb1, 0xa3), Some('保'));
        assert_eq!(codes().wide_of('!'), Some([0xa3, 0xa1]));
    }
}
