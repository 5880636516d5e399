//! The first look at a text: what is in it for the steps that follow, so that none of them has to go through it for that.
//!
//! A clean text holds little that any step cares for, and to find that out took each of them a pass of its own. Here every character is
//! seen once, and what is told is enough for most steps not to begin.
//!
//! Damage shows in stretches of characters that Chinese prose does not hold, several close together: every character adds what it costs
//! above the usual ([`super::likely`]) to a sum and takes off what it costs below; a stretch in which the sum passes a threshold is
//! suspicious.

mod glance;

use super::mojibake::damage;
use super::{gloss, likely};
use crate::tables::rows::Span;
use glance::{Rows, is_folded};

/// Bytes before and behind a suspicious stretch that are looked at with it.
const MARGIN: usize = 120;
/// What the sum is held below, in limits, so that clean text takes it back to zero soon.
const CEILING: i32 = 4;

/// Bytes after which a stretch ends with its line, and after which it ends anyway.
const LONG: usize = 1 << 14;
const LONGEST: usize = 1 << 16;

/// What the first look at a text tells.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// The stretches in which the excess passes the limit, each with some text on either side.
    pub stretches: Vec<Span>,
    /// Whether any character of the text is Traditional alone.
    pub traditional: bool,
    /// Whether any character stands for a lost one.
    pub lost: bool,
    /// Where an unusual character of three bytes follows a mark at once: there a run may begin that lost its `?`.
    pub behind_marks: Vec<usize>,
    /// Where characters stand that [`super::fold`] may change. Texts are small enough for 32 bits.
    pub folds: Vec<u32>,
    /// Where the line feeds stand.
    pub ends: Vec<u32>,
    /// The marks that stand anywhere.
    pub signs: Signs,
}

/// Which of the ASCII marks stand in a text that some step begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// `<`
    pub tag: bool,
    /// `&`
    pub reference: bool,
    /// `?`
    pub question: bool,
    /// `(` before what may be a syllable.
    pub gloss: bool,
}

impl Survey {
    /// Looks at a text as long as nothing is known of it.
    pub fn of(text: &str) -> Self {
        Self::with_limit(text, likely::SUSPICIOUS)
    }

    /// Looks at a text; a stretch is suspicious in which the excess passes `limit`.
    pub fn with_limit(text: &str, limit: i32) -> Self {
        let mut scanner = Scanner { text, bytes: text.as_bytes(), limit, at: 0, sum: 0, closer: &glance::ANY, found: Self::default() };
        while let Some(from) = scanner.until_excess() {
            scanner.until_calm();
            add(text, Span::new(from, scanner.at), &mut scanner.found.stretches);
        }
        scanner.found
    }
}

struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    limit: i32,
    at: usize,
    sum: i32,
    /// The characters that need a closer look. Those that are Traditional alone do until one was seen.
    closer: &'static Rows,
    found: Survey,
}

impl Scanner<'_> {
    /// Goes on until the sum passes the limit, and says where it last was zero before.
    fn until_excess(&mut self) -> Option<usize> {
        let mut calm = self.at;
        self.sum = 0;
        while self.at < self.bytes.len() {
            self.step();
            if self.sum <= 0 {
                self.skip_usual();
                (self.sum, calm) = (0, self.at);
            } else if self.sum > self.limit {
                return Some(calm);
            }
        }
        None
    }

    /// Goes on until the sum has come down to zero or, in a text that is garbled throughout, a line ends or a limit is reached.
    fn until_calm(&mut self) {
        let (start, ceiling) = (self.at, self.limit * CEILING);
        let ends = |at: usize| at - start >= LONGEST || self.bytes[at] == b'\n' && at - start > LONG;
        self.sum = self.sum.min(ceiling);
        while self.at < self.bytes.len() && self.sum > 0 && !ends(self.at) {
            self.step();
            self.sum = self.sum.min(ceiling);
        }
    }

    /// Adds the character at hand. Line ends and other ASCII neither add nor take off: damage goes on behind them.
    #[inline]
    fn step(&mut self) {
        let lead = self.bytes[self.at];
        if lead < 0x80 {
            self.narrow(lead);
            return;
        }
        let (code, width) = wide(&self.bytes[self.at..]);
        self.fold_wide(width);
        let look = likely::looks()[code];
        let excess = likely::excess(look);
        if excess > 0 && width == 3 {
            self.found.lost |= damage::begins_loss(code, &self.bytes[self.at..]);
            if follows_mark(&self.bytes[..self.at]) {
                self.found.behind_marks.push(self.at);
            }
        }
        if likely::is_traditional(look) {
            (self.found.traditional, self.closer) = (true, &glance::BUT_TRADITIONAL);
        }
        self.sum += excess;
        self.at += width;
    }

    /// Notes the character beyond ASCII at hand where folding may change it.
    fn fold_wide(&mut self, width: usize) {
        let folds = match self.bytes[self.at..] {
            [lead, b, c, ..] if width == 3 => is_folded([lead, b, c]),
            _ => true,
        };
        if folds {
            self.found.folds.push(self.at as u32);
        }
    }

    /// Goes to a character that needs a closer look; nearly all of a text is skipped here.
    #[inline]
    fn skip_usual(&mut self) {
        loop {
            self.skip_wide();
            let from = self.at;
            while let Some(byte) = self.bytes.get(self.at).filter(|byte| byte.is_ascii()) {
                self.narrow(*byte);
            }
            if self.at == from {
                return;
            }
        }
    }

    /// Skips characters of three bytes, but for the last few of the text.
    #[inline]
    fn skip_wide(&mut self) {
        while let Some(four) = self.bytes[self.at..].first_chunk() {
            let usual = glance::usual(self.closer, four);
            self.at += 3 * usual;
            if usual < 4 {
                break;
            }
        }
    }

    /// Passes the ASCII character at hand and notes what it is.
    #[inline]
    fn narrow(&mut self, byte: u8) {
        if MARKED[usize::from(byte)] {
            self.mark(byte);
        }
        self.at += 1;
    }

    /// Notes an ASCII character that some step cares for.
    fn mark(&mut self, byte: u8) {
        let signs = &mut self.found.signs;
        let behind = self.bytes.get(self.at + 1);
        let folds = match byte {
            b'\n' => {
                self.found.ends.push(self.at as u32);
                false
            }
            b'<' | b'&' | b'?' => {
                signs.tag |= byte == b'<';
                signs.reference |= byte == b'&';
                signs.question |= byte == b'?';
                false
            }
            b'(' if gloss::may_be_syllable(behind) => {
                signs.gloss = true;
                // The letters of a gloss are no damage.
                self.at = gloss::last_around(self.text, self.at);
                false
            }
            b'(' => false,
            // Leaders: a lone point before a digit is none.
            b'.' => !behind.is_some_and(u8::is_ascii_digit),
            // What stands for 〇 in years, but not in other numbers and words.
            b'0' | b'o' | b'O' => self.at > 0 && self.bytes[self.at - 1] >= 0x80,
            _ => true,
        };
        if folds {
            self.found.folds.push(self.at as u32);
        }
    }
}

/// The ASCII characters that some step cares for: line ends, other control characters, space, quotes, dashes, points, what may stand for a
/// zero, and [`Signs`].
static MARKED: [bool; 128] = {
    let mut marked = [false; 128];
    let mut byte = 0;
    while byte < 128 {
        marked[byte] = matches!(byte as u8, 0..=b' ' | b'"' | b'-' | b'~' | 0x7f | b'.' | b'0' | b'o' | b'O' | b'<' | b'&' | b'?' | b'(');
        byte += 1;
    }
    marked
};

/// Whether some text ends with one of the marks that were cut out of runs ([`super::runs`]), in one byte or three.
#[inline]
fn follows_mark(before: &[u8]) -> bool {
    match before {
        [.., b',' | b';' | b'!'] => true,
        // 。 and ！，；？.
        [.., 0xe3, 0x80, 0x82] | [.., 0xef, 0xbc, 0x81 | 0x8c | 0x9b | 0x9f] => true,
        _ => false,
    }
}

/// Adds a stretch with its margins; joined to the one before where they touch, unless that makes it too long.
fn add(text: &str, found: Span, stretches: &mut Vec<Span>) {
    let start = text.floor_char_boundary(found.start.saturating_sub(MARGIN));
    let end = text.ceil_char_boundary((found.end + MARGIN).min(text.len()));
    match stretches.last_mut() {
        Some(last) if start <= last.end && end - last.start < LONGEST => last.end = end.max(last.end),
        Some(last) => {
            let start = start.max(last.end);
            stretches.push(Span::new(start, end.max(start)));
        }
        None => stretches.push(Span::new(start, end)),
    }
}

/// The code of the character beyond ASCII that some bytes begin with, and its width; those beyond the basic plane count as private
/// use.
#[inline]
fn wide(bytes: &[u8]) -> (usize, usize) {
    match *bytes {
        [lead @ 0xE0..=0xEF, b, c, ..] => (of_three(lead, b, c), 3),
        [lead @ 0xC0..=0xDF, b, ..] => (usize::from(lead & 0x1F) << 6 | usize::from(b & 0x3F), 2),
        _ => (0xE000, 4),
    }
}

/// The code of a character of three bytes; what is above their bits is taken off in one.
#[inline]
fn of_three(lead: u8, b: u8, c: u8) -> usize {
    const ABOVE: u16 = (0x80 << 6) + 0x80;
    let bits = (u16::from(lead) << 12).wrapping_add(u16::from(b) << 6).wrapping_add(u16::from(c));
    usize::from(bits.wrapping_sub(ABOVE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tests::{Dice, SAMPLE};

    /// What [`Survey::folds`] holds, asked of one character after the other.
    fn folds(text: &str) -> Vec<u32> {
        let may_fold = |(at, c): &(usize, char)| {
            let (before, behind) = (text[..*at].chars().next_back(), text[at + c.len_utf8()..].chars().next());
            match c {
                '\n' => false,
                '.' => !behind.is_some_and(|c| c.is_ascii_digit()),
                '0' | 'o' | 'O' => before.is_some_and(|c| !c.is_ascii()),
                '\0'..='\u{7f}' => c.is_ascii_control() || " \"-~".contains(*c),
                '\u{4000}'..='\u{9fff}' => false,
                _ => !"“”‘’‚‛、。〃〄々〆〇〈〉《》".contains(*c),
            }
        };
        text.char_indices().filter(may_fold).map(|(at, _)| at as u32).collect()
    }

    #[test]
    fn a_survey_is_what_plain_passes_see() {
        let odd: Vec<char> = "，：○0O.．…—-–～\"<&?(１%\u{3000}\u{a0}\u{ad}\u{fffd}經濟é𠀀⼈\r\n\t ".chars().collect();
        let mut dice = Dice::new(7);
        for length in 0..400 {
            let mut text: Vec<char> = SAMPLE.chars().skip(dice.below(500)).take(length).collect();
            for _ in 0..dice.below(1 + length / 9) {
                text.insert(dice.below(text.len()), odd[dice.below(odd.len())]);
            }
            let (all, text) = (text.clone(), String::from_iter(text));
            let survey = Survey::of(&text);
            assert_eq!(survey.folds, folds(&text), "{text}");
            let ends: Vec<u32> = text.match_indices('\n').map(|(at, _)| at as u32).collect();
            let traditional = all.iter().any(|c| likely::looks().get(*c as usize).is_some_and(|look| likely::is_traditional(*look)));
            assert_eq!((survey.ends, survey.traditional, survey.lost), (ends, traditional, text.contains('\u{fffd}')), "{text}");
            let Signs { tag, reference, question, .. } = survey.signs;
            assert_eq!([tag, reference, question], ['<', '&', '?'].map(|sign| text.contains(sign)), "{text}");
        }
    }

    #[test]
    fn brackets_before_a_syllable_are_told() {
        assert!(Survey::of("經(jīng)").signs.gloss);
        assert!(!Survey::of("投资(2021)、(一)").signs.gloss);
    }
}
