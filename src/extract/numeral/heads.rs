//! What a text may begin with, told from its first character without looking for words.

/// The first characters of words, by the lower bits of their second and third byte.
#[derive(Clone, Debug)]
pub struct Heads([u64; 64]);

impl Default for Heads {
    fn default() -> Self {
        Self([0; 64])
    }
}

impl Heads {
    /// These characters, all of three bytes.
    pub const fn of(characters: &str) -> Self {
        let (mut heads, bytes, mut at) = (Self([0; 64]), characters.as_bytes(), 0);
        while at < bytes.len() {
            heads.add(bytes[at + 1], bytes[at + 2]);
            at += 3;
        }
        heads
    }

    /// Adds the first character of each word.
    pub fn extend<'w>(&mut self, words: impl IntoIterator<Item = &'w str>) {
        for word in words {
            if let [0xe0..=0xef, second, third, ..] = *word.as_bytes() {
                self.add(second, third);
            }
        }
    }

    const fn add(&mut self, second: u8, third: u8) {
        self.0[(second & 63) as usize] |= 1 << (third & 63);
    }

    /// Whether a word may begin with a character of three bytes, of which these are the last two.
    #[inline]
    pub fn may_hold(&self, second: u8, third: u8) -> bool {
        self.0[usize::from(second & 63)] >> (third & 63) & 1 != 0
    }

    /// Whether a text may begin with one of the words. It is no for most characters of three bytes, and yes for all others.
    #[inline]
    pub fn may_begin(&self, text: &str) -> bool {
        match *text.as_bytes() {
            [0xe0..=0xef, second, third, ..] => self.may_hold(second, third),
            [] => false,
            _ => true,
        }
    }
}

/// The same of a few words in one number: it is seldom yes wrongly, and never no.
#[derive(Clone, Copy, Debug, Default)]
pub struct FewHeads(u64);

impl FewHeads {
    /// Those of some words.
    pub fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        Self(words.into_iter().map(Self::bit).fold(0, |heads, bit| heads | bit))
    }

    /// Whether a text may begin with one of the words.
    #[inline]
    pub fn may_begin(self, text: &str) -> bool {
        self.0 & Self::bit(text) != 0
    }

    /// Characters are told apart by the last byte of three, else by the first.
    #[inline]
    fn bit(text: &str) -> u64 {
        match *text.as_bytes() {
            [0xe0..=0xef, _, byte, ..] | [byte, ..] => 1 << (byte & 63),
            [] => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn few_heads_are_never_wrong_to_say_no(words in prop::collection::vec("[都品é😀a,]{1,3}", 0..4), text in "[都品步é😀ab,]{0,4}") {
            let begins = words.iter().any(|word| text.starts_with(word.as_str()));
            prop_assert!(FewHeads::of(words.iter().map(String::as_str)).may_begin(&text) || !begins);
        }
    }

    #[test]
    fn rules_out_most_characters_and_no_word() {
        let mut heads = Heads::of("万亿");
        heads.extend(["个百分点", "%", "余"]);
        assert!(["万元", "亿", "个", "余人", "%", "é"].iter().all(|text| heads.may_begin(text)));
        assert!(["步", "体系", ""].iter().all(|text| !heads.may_begin(text)));
        let few = FewHeads::of(["都", "a"]);
        assert!(["都市", "ab"].iter().all(|text| few.may_begin(text)) && ["步", ",", ""].iter().all(|text| !few.may_begin(text)));
    }
}
