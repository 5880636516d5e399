//! Where a numeral of Chinese characters may begin, told from three bytes without decoding them.

/// What begins a numeral: the characters of numbers, 半, and 翻 of 翻番.
const BEGINNERS: &str = "〇零一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾廿卅百佰千仟万亿半翻";

/// A bit for the third byte, by the lower bits of the first two.
static THIRDS: [u64; 16 * 64] = thirds();

const fn thirds() -> [u64; 16 * 64] {
    let bytes = BEGINNERS.as_bytes();
    let mut table = [0; 16 * 64];
    let mut at = 0;
    while at < bytes.len() {
        table[place(bytes[at], bytes[at + 1])] |= 1 << (bytes[at + 2] & 0x3f);
        at += 3;
    }
    table
}

const fn place(first: u8, second: u8) -> usize {
    (first & 0xf) as usize * 64 + (second & 0x3f) as usize
}

/// A text without the characters of three bytes that it begins with and with which no numeral may begin. They are most of Chinese
/// prose, so this is as short a loop as can be.
#[inline]
pub fn without_others(mut text: &[u8]) -> &[u8] {
    while let [first @ 0xe0..=0xef, second, third, rest @ ..] = text
        && THIRDS[place(*first, *second)] >> (third & 0x3f) & 1 == 0
    {
        text = rest;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::chinese;
    use super::*;

    #[test]
    fn begins_what_the_numerals_begin_with() {
        for c in '\u{800}'..='\u{ffff}' {
            assert_eq!(
                !without_others(c.to_string().as_bytes()).is_empty(),
                c != '○' && (chinese::part(c).is_some() || matches!(c, '半' | '翻')),
                "{c}"
            );
        }
    }
}
