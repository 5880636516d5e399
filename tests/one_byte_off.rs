//! One-byte-off runs made in the seeds by the mechanism that makes them, and undone again, with what is left of the document as its
//! own statistics. Every place where a mark can be cut out of two characters is damaged once, one place in sixteen at a time.
//!
//! It needs ../shared/seeds and is slow: `cargo test --release --test one_byte_off -- --ignored --nocapture` prints the figures.

use encoding_rs::GB18030;
use guihua::text::survey::Survey;
use guihua::text::{Options, normalise, runs};
use std::path::Path;

const TURNS: usize = 16;
const MARKS: [([u8; 2], char); 5] =
    [([0xa1, 0xa3], '。'), ([0xa3, 0xa1], '！'), ([0xa3, 0xac], '，'), ([0xa3, 0xbb], '；'), ([0xa3, 0xbf], '？')];

/// A text in GBK, and where each character begins.
struct Coded {
    bytes: Vec<u8>,
    chars: Vec<(usize, char)>,
}

impl Coded {
    /// The characters of a text that GBK has; full-width punctuation and indents as a page has them.
    fn new(clean: &str) -> Self {
        let mut coded = Self { bytes: Vec::new(), chars: Vec::new() };
        for c in clean.lines().flat_map(|line| "　　".chars().chain(line.chars()).chain(['\n'])) {
            let wide = if ",;:!?()%".contains(c) { char::from_u32(c as u32 + 0xfee0).unwrap_or(c) } else { c };
            let text = wide.to_string();
            let (bytes, _, unmapped) = GB18030.encode(&text);
            if !unmapped && bytes.len() <= 2 {
                coded.chars.push((coded.bytes.len(), wide));
                coded.bytes.extend_from_slice(&bytes);
            }
        }
        coded
    }

    /// The mark that the second byte of a character and the first of the next spell.
    fn mark(&self, at: usize) -> Option<char> {
        let pair = [*self.bytes.get(self.chars[at].0 + 1)?, *self.bytes.get(self.chars.get(at + 1)?.0)?];
        let wide = self.bytes[self.chars[at].0] >= 0x80;
        MARKS.iter().find(|(bytes, _)| wide && *bytes == pair).map(|(_, mark)| *mark)
    }

    /// What a reader shows from a byte late on, up to a byte below 0x80, and where that ends.
    fn shifted(&self, mut at: usize) -> Option<(String, usize)> {
        let mut shown = String::new();
        loop {
            let pair = self.bytes.get(at..at + 2)?;
            if pair[0] < 0x80 {
                shown.push(char::from(pair[0]));
                return Some((shown, at + 1));
            }
            if pair[1] < 0x40 {
                shown.push('?');
                return Some((shown, at + 1));
            }
            let (c, errors) = GB18030.decode_without_bom_handling(pair);
            shown.push(c.chars().next().filter(|_| !errors)?);
            at += 2;
            if pair[1] < 0x80 {
                // A letter was taken for a second byte: the reader is in step again.
                return Some((shown, at));
            }
        }
    }

    /// The text with the places of one turn damaged; for each its start and what stood there.
    fn damaged(&self, turn: usize) -> (String, Vec<(usize, String)>) {
        let (mut out, mut places, mut at) = (String::new(), Vec::new(), 0);
        let all: Vec<usize> = (0..self.chars.len()).filter(|at| self.mark(*at).is_some()).collect();
        while at < self.chars.len() {
            // A place keeps its turn, whatever was damaged before it.
            let due = all.binary_search(&at).is_ok_and(|rank| rank % TURNS == turn);
            let run = self.mark(at).filter(|_| due).and_then(|mark| Some((mark, self.shifted(self.chars[at + 1].0 + 1)?)));
            let Some((mark, (shown, end))) = run else {
                out.push(self.chars[at].1);
                at += 1;
                continue;
            };
            let next = self.chars.partition_point(|(start, _)| *start < end);
            places.push((folded(&out).len(), folded(&self.chars[at..next].iter().map(|(_, c)| *c).collect::<String>())));
            out.extend(['?', mark]);
            out.push_str(&shown);
            at = next;
        }
        (folded(&out), places)
    }
}

/// Full-width ASCII as half-width, as such copies have it.
fn folded(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{3000}' => ' ',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .collect()
}

#[test]
#[ignore = "slow; it needs the seeds"]
fn simulated_places_are_restored() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let Ok(files) = std::fs::read_dir(folder) else {
        println!("skipped: no seeds beside the repository");
        return;
    };
    let (mut all, mut exact, mut wrong_but_certain) = (0, 0, 0);
    for file in files.flatten() {
        let raw = std::fs::read(file.path()).expect("a seed can be read");
        let coded = Coded::new(&normalise(&raw, &Options::default()).expect("a seed has a text").clean);
        for turn in 0..TURNS {
            let (text, places) = coded.damaged(turn);
            let step = runs::undo(&text, &Survey::of(&text));
            for (start, want) in places {
                let found = step.findings.iter().find(|finding| finding.at.start == start);
                let right = found.and_then(|finding| finding.after.as_deref()).is_some_and(|after| folded(after) == want);
                all += 1;
                exact += usize::from(right);
                wrong_but_certain += usize::from(!right && found.is_some_and(|finding| finding.code == "garble-repaired"));
            }
        }
    }
    println!(
        "{all} places, {exact} restored exactly ({:.2} %), {wrong_but_certain} wrong while certain",
        100.0 * exact as f64 / all as f64
    );
    assert!(exact * 100 >= all * 96 && wrong_but_certain * 200 <= all);
}
