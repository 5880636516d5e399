//! Where a numeral of Chinese characters may begin, told from three bytes without decoding them.

/// What begins a numeral: the characters of numbers, 半, and 翻 of 翻番.
const BEGINNERS: &str = "〇零一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾廿卅百佰千仟万亿半翻";

/// The lead bytes 0xe3 to 0xe9, of which every beginner has one.
const LEADS: usize = 7;

/// A bit for the third byte, by the first two.
static THIRDS: [u64; LEADS * 64] = thirds();

const fn thirds() -> [u64; LEADS * 64] {
    let bytes = BEGINNERS.as_bytes();
    let mut table = [0; LEADS * 64];
    let mut at = 0;
    while at < bytes.len() {
        table[place(bytes[at], bytes[at + 1])] |= 1 << (bytes[at + 2] & 0x3f);
        at += 3;
    }
    table
}

const fn place(first: u8, second: u8) -> usize {
    (first - 0xe3) as usize * 64 + (second & 0x3f) as usize
}

/// Whether a numeral may begin with the character at `at`, whose first byte is 0xe3 to 0xe9.
#[inline]
pub fn begins(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at..at + 3) {
        Some(&[first, second, third]) => THIRDS[place(first, second)] >> (third & 0x3f) & 1 == 1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::chinese;
    use super::*;

    #[test]
    fn begins_what_the_numerals_begin_with() {
        for c in ('\u{3000}'..='\u{9fff}').filter(|c| (0xe3..=0xe9).contains(&c.to_string().as_bytes()[0])) {
            assert_eq!(begins(c.to_string().as_bytes(), 0), c != '○' && (chinese::part(c).is_some() || matches!(c, '半' | '翻')), "{c}");
        }
    }
}
