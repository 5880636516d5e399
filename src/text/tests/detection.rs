//! Detection on texts re-encoded in every supported encoding and cut at random.

use super::{Dice, texts, thorough, traditional};
use crate::text::decode::decode;
use crate::text::{Options, codec::BIG5_TABLE, codec::GB_TABLE};

/// Writes a text in an encoding; characters that it lacks are left out.
pub type Write = fn(&str) -> Vec<u8>;

/// The supported encodings and how a text is written in each.
pub const ENCODINGS: &[(&str, Write)] = &[
    ("UTF-8", |t| t.as_bytes().to_vec()),
    ("gb18030", |t| encoding_rs::GB18030.encode(t).0.into_owned()),
    ("gb18030", gb2312),
    ("Big5", big5),
    ("UTF-16LE", |t| t.encode_utf16().flat_map(u16::to_le_bytes).collect()),
    ("UTF-16BE", |t| t.encode_utf16().flat_map(u16::to_be_bytes).collect()),
    ("HZ-GB-2312", hz),
];

fn gb2312(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for c in text.chars() {
        match (c.is_ascii(), GB_TABLE.encode(c)) {
            (true, _) => bytes.push(c as u8),
            (_, Some(pair @ [0xA1..=0xF7, 0xA1..=0xFE])) => bytes.extend(pair),
            _ => {}
        }
    }
    bytes
}

pub fn big5(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for c in traditional(text).chars() {
        match (c.is_ascii(), BIG5_TABLE.encode(c)) {
            (true, _) => bytes.push(c as u8),
            (_, Some(pair)) => bytes.extend(pair),
            _ => {}
        }
    }
    bytes
}

fn hz(text: &str) -> Vec<u8> {
    let (mut bytes, mut wide) = (Vec::new(), false);
    for c in text.chars() {
        let pair = GB_TABLE.encode(c).filter(|p| matches!(p, [0xA1..=0xF7, 0xA1..=0xFE]));
        if c.is_ascii() || pair.is_some() {
            if wide == c.is_ascii() {
                bytes.extend(if wide { b"~}" } else { b"~{" });
                wide = !wide;
            }
            match pair {
                Some(pair) => bytes.extend(pair.map(|b| b & 0x7F)),
                None if c == '~' => bytes.extend(b"~~"),
                None => bytes.push(c as u8),
            }
        }
    }
    bytes
}

/// What is decoded of a piece, and as what.
fn found(piece: &[u8]) -> (String, String) {
    match decode(piece, &Options::default()) {
        Ok(decoded) => (decoded.encoding.to_owned(), decoded.step.text.into_owned()),
        Err(failure) => (failure.to_string(), String::new()),
    }
}

/// The share of pieces of about `size` bytes whose encoding is told right, and of those whose text comes out as it went in
/// (but for the characters that the cuts went through).
fn share(size: usize, tries: usize) -> (f64, f64) {
    let (mut all, mut right, mut same) = (0_u32, 0_u32, 0_u32);
    let tries = if thorough() { tries * 10 } else { tries };
    let mut dice = Dice::new(size as u64);
    for (name, text) in texts() {
        for (encoding, write) in ENCODINGS {
            let bytes = write(&text);
            let whole = found(&bytes).1;
            let mut wrong = 0;
            for _ in 0..tries {
                let start = dice.below(bytes.len().saturating_sub(size));
                let piece = &bytes[start..bytes.len().min(start + size)];
                if piece.iter().all(u8::is_ascii) && *encoding != "HZ-GB-2312" && !encoding.starts_with("UTF-16") {
                    continue;
                }
                all += 1;
                let (as_what, piece_text) = found(piece);
                let is_same = whole.contains(inner(&piece_text));
                right += u32::from(as_what == *encoding);
                same += u32::from(as_what == *encoding && is_same);
                if as_what != *encoding || !is_same {
                    wrong += 1;
                    if wrong <= 2 {
                        eprintln!("{name} {encoding} {start}+{size}: {as_what}, same text: {is_same}");
                    }
                }
            }
        }
    }
    let share = |n: u32| f64::from(n) / f64::from(all);
    eprintln!(
        "pieces of {size} bytes: {right} of {all} told right ({:.2} %), {:.2} % the same text",
        100.0 * share(right),
        100.0 * share(same)
    );
    (share(right), share(same))
}

/// The text without the characters that a cut may have spoilt: at the start the second half of one may read like another.
fn inner(text: &str) -> &str {
    let mut chars = text.chars();
    for _ in 0..4 {
        chars.next();
    }
    for _ in 0..2 {
        chars.next_back();
    }
    chars.as_str()
}

#[test]
fn pieces_of_a_kilobyte_are_told_right() {
    let (right, same) = share(1024, 25);
    assert!(right >= 0.995 && same >= 0.99);
}

#[test]
fn pieces_of_two_hundred_bytes_are_told_right() {
    let (right, same) = share(200, 50);
    assert!(right >= 0.97 && same >= 0.95);
}
