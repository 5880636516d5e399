//! Where a numeral may begin: before a digit or one of a few characters, told from bytes without decoding them. A scan comes by every
//! character, so it can note further ones at no cost.

/// What begins a numeral of Chinese characters: those of numbers, 半, and 翻 of 翻番. All are of three bytes.
const BEGINNERS: &str = "〇零一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾廿卅百佰千仟万亿半翻";

/// Where a scan stops: before a digit, before a character that begins a numeral, and at characters that are noted by the way.
#[derive(Clone, Debug)]
pub struct Stops {
    /// The first byte of each character, by the other two; no two have these in common.
    firsts: [u8; 0x4000],
    noted: Vec<[u8; 3]>,
}

/// Those of a scan that notes nothing.
static NUMERALS: Stops = Stops { firsts: firsts(), noted: Vec::new() };

const fn firsts() -> [u8; 0x4000] {
    let bytes = BEGINNERS.as_bytes();
    let mut table = [0; 0x4000];
    let mut at = 0;
    while at < bytes.len() {
        let place = place(three(bytes[at], bytes[at + 1], bytes[at + 2]));
        assert!(table[place] == 0);
        table[place] = bytes[at];
        at += 3;
    }
    table
}

impl Stops {
    /// A scan that notes nothing.
    pub fn of_numerals() -> &'static Self {
        &NUMERALS
    }

    /// A scan that notes these characters; none where one has no three bytes or cannot be told from another.
    pub fn noting<'c>(characters: impl IntoIterator<Item = &'c [u8]>) -> Option<Self> {
        let mut stops = NUMERALS.clone();
        for character in characters {
            let [first @ 0xe0..0xf0, second, third] = *character else { return None };
            let place = &mut stops.firsts[place(three(first, second, third))];
            if *place != 0 {
                return None;
            }
            *place = first;
            stops.noted.push([first, second, third]);
        }
        Some(stops)
    }

    /// Whether it notes the character that a text begins with.
    #[inline]
    pub fn notes(&self, text: &[u8]) -> bool {
        matches!(*text, [first @ 0xe0..0xf0, second, third, ..] if self.noted.contains(&[first, second, third]))
    }

    /// Whether it stops at a character of three bytes.
    #[inline]
    fn at(&self, bytes: u64) -> bool {
        self.firsts[place(bytes)] == bytes as u8
    }

    /// The first place in a text where it stops.
    #[inline]
    pub fn first(&self, text: &[u8]) -> Option<usize> {
        let mut rest = text;
        loop {
            rest = self.without_others(rest);
            let len = match *rest {
                [b'0'..=b'9', ..] => break,
                [first @ 0xe0..0xf0, second, third, ..] if self.at(three(first, second, third)) => break,
                [0xe0..0xf0, ..] => 3,
                [0..0x80, ..] => 1,
                [0xf0..=0xff, ..] => 4,
                _ => 2,
            };
            rest = rest.get(len..)?;
        }
        Some(text.len() - rest.len())
    }

    /// A text without the characters of three bytes that it begins with and at which it does not stop. They are most of Chinese
    /// prose, so this is as short a loop as can be, over pairs; what ends it is at the end of the last pair as often as at its start.
    #[inline]
    fn without_others<'t>(&self, mut text: &'t [u8]) -> &'t [u8] {
        const LEADS: u64 = 0xf0_0000f0;
        while let Some(eight) = text.first_chunk() {
            let bytes = u64::from_le_bytes(*eight);
            if bytes & LEADS != 0xe0_0000e0 || self.at(bytes) || self.at(bytes >> 24) {
                let first_is_other = (bytes & 0xf0 == 0xe0) & !self.at(bytes);
                return &text[usize::from(first_is_other) * 3..];
            }
            text = &text[6..];
        }
        text
    }
}

/// Three bytes in one number, the first one lowest.
const fn three(first: u8, second: u8, third: u8) -> u64 {
    first as u64 | (second as u64) << 8 | (third as u64) << 16
}

/// Where a character of three bytes stands in the table.
const fn place(bytes: u64) -> usize {
    (bytes >> 8 & 0x3f3f) as usize
}

#[cfg(test)]
mod tests {
    use super::super::chinese;
    use super::*;
    use proptest::prelude::*;

    fn is_beginner(c: char) -> bool {
        c != '○' && (chinese::part(c).is_some() || matches!(c, '半' | '翻'))
    }

    fn first(text: &[u8]) -> Option<usize> {
        NUMERALS.first(text)
    }

    #[test]
    fn begins_what_the_numerals_begin_with() {
        for c in '\u{800}'..='\u{ffff}' {
            assert_eq!(first(c.to_string().as_bytes()), is_beginner(c).then_some(0), "{c}");
            assert_eq!(first(format!("甲{c}乙").as_bytes()), is_beginner(c).then_some(3), "{c}");
        }
    }

    #[test]
    fn notes_what_it_can_tell_apart() {
        let stops = |characters: &[&str]| Stops::noting(characters.iter().map(|c| c.as_bytes()));
        assert!(stops(&["年", "期"]).is_some_and(|stops| stops.first("甲乙年".as_bytes()) == Some(6) && stops.notes("年".as_bytes())));
        assert!(stops(&["一"]).is_none() && stops(&["é"]).is_none() && stops(&["年", "年"]).is_none());
    }

    proptest! {
        #[test]
        fn the_first_of_a_text(text in "[甲乙丙丁戊等、一翻○(,年é😀a-c2]{0,20}") {
            prop_assert_eq!(first(text.as_bytes()), text.find(|c: char| c.is_ascii_digit() || is_beginner(c)));
        }
    }
}
