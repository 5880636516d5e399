//! The way back: a span of the clean text, its raw bytes, and the same text again when those are read anew.

use proptest::prelude::*;

use super::SAMPLE;
use super::detection::{ENCODINGS, Write};
use crate::tables::rows::Span;
use crate::text::codec::Codec;
use crate::text::map::{Edit, StepMap};
use crate::text::{Options, normalise};

/// A text as an encoding writes it, read: the raw bytes, the clean text and its map.
fn read(write: Write, text: &str, label: &str) -> (Vec<u8>, crate::text::Text) {
    let raw = write(text);
    let read = normalise(&raw, &Options { encoding: Some(label.to_owned()) }).expect("forced");
    (raw, read)
}

/// A span of whole characters of a text, not empty.
fn span_of(text: &str, from: usize, chars: usize) -> Span {
    let start = text.floor_char_boundary(from % text.len());
    let end = text[start..].char_indices().nth(chars).map_or(text.len(), |(i, _)| start + i);
    Span::new(start, end)
}

proptest! {
    #[test]
    fn raw_bytes_read_again_give_the_same_span(which in 0..ENCODINGS.len(), from in 0..10_000_usize, chars in 1..60_usize) {
        let (label, write) = ENCODINGS[which];
        let (raw, text) = read(write, SAMPLE, label);
        let span = span_of(&text.clean, from, chars);
        let bytes = text.map.raw(span);
        prop_assert!(bytes.start < bytes.end && bytes.end <= raw.len());
        // The neighbourhood: the raw line or lines that hold it, so that a step that looks around sees the same.
        let lines = lines_around(&text.clean, span);
        let around = text.map.raw(lines);
        let mut piece = raw[around.start..around.end].to_vec();
        if label == "HZ-GB-2312" {
            piece.splice(0..0, *b"~{");
        }
        let again = normalise(&piece, &Options { encoding: Some(label.to_owned()) }).expect("a piece of what was read");
        prop_assert!(again.clean.contains(&text.clean[span.start..span.end]), "{label}: {:?} not in {:?}", span.of(&text.clean), again.clean);
    }

    #[test]
    fn decoding_maps_every_character_to_its_own_bytes(which in 0..ENCODINGS.len(), from in 0..10_000_usize) {
        let (label, write) = ENCODINGS[which];
        let raw = write(SAMPLE);
        let decoded = crate::text::decode::decode(&raw, &Options { encoding: Some(label.to_owned()) }).expect("forced");
        let span = span_of(&decoded.step.text, from, 1);
        let bytes = decoded.step.map.input_of(span);
        let codec = encoding_rs::Encoding::for_label(label.as_bytes()).and_then(Codec::of);
        match codec {
            Some(codec) => {
                let unit = codec.unit(&raw[bytes.start..bytes.end], 0);
                prop_assert_eq!(unit.width(), bytes.len());
                prop_assert_eq!(unit, crate::text::codec::Unit::Char(span.of(&decoded.step.text).chars().next().unwrap_or(' '), bytes.len() as u8));
            }
            // HZ: seven bits of GB2312.
            None => prop_assert_eq!(bytes.len(), if span.len() == 1 { 1 } else { 2 }),
        }
        prop_assert_eq!(decoded.step.map.output_of(bytes), span);
    }

    #[test]
    fn spans_of_a_step_grow_and_never_move(cuts in prop::collection::vec((0..9_usize, 0..4_usize, 1..4_usize), 0..12), at in 0..80_usize, len in 0..20_usize) {
        let (mut edits, mut out, mut input) = (Vec::new(), 0, 0);
        for (copied, wrote, read) in cuts {
            (out, input) = (out + copied + 1, input + copied + 1);
            edits.push(Edit { out: Span::new(out, out + wrote), input: Span::new(input, input + read) });
            (out, input) = (out + wrote, input + read);
        }
        let map = StepMap::new(edits);
        let (start, end) = (at.min(out), (at + len).min(out));
        let back = map.input_of(Span::new(start, end));
        prop_assert!(back.start <= back.end && back.end <= input.max(out) + 80);
        let again = map.output_of(back);
        if start < end && !back.is_empty() {
            prop_assert!(again.start <= start && end <= again.end, "{start}..{end} -> {back:?} -> {again:?}");
        }
    }
}

/// The whole lines of the clean text that a span touches.
fn lines_around(text: &str, span: Span) -> Span {
    let start = text[..span.start].rfind('\n').map_or(0, |i| i + 1);
    let end = text[span.end..].find('\n').map_or(text.len(), |i| span.end + i);
    Span::new(start, end)
}

#[test]
fn mixed_and_damaged_files_lead_back_too() {
    let gb = encoding_rs::GB18030.encode(SAMPLE).0.into_owned();
    let mut raw = SAMPLE.as_bytes().to_vec();
    let border = raw.len();
    raw.extend(&gb);
    raw.insert(border + 101, 0xFF);
    let text = normalise(&raw, &Options::default()).expect("in parts");
    let needle = "云泽东互通";
    let found: Vec<_> = text.clean.match_indices(needle).map(|(at, _)| text.map.raw(Span::new(at, at + needle.len()))).collect();
    assert_eq!(found.len(), 2);
    assert_eq!(&raw[found[0].start..found[0].end], needle.as_bytes());
    assert_eq!(&raw[found[1].start..found[1].end], &*encoding_rs::GB18030.encode(needle).0);
}

#[test]
fn repaired_text_leads_back_to_the_garble() {
    let garbled = encoding_rs::GB18030.decode("投资145亿元".as_bytes()).0.into_owned();
    let raw = format!("第一行\n{garbled}\n{SAMPLE}");
    let text = normalise(raw.as_bytes(), &Options::default()).expect("UTF-8");
    let at = text.clean.find("投资145亿元").expect("repaired");
    let bytes = text.map.raw(Span::new(at, at + "投资".len()));
    assert!(raw[bytes.start..bytes.end].starts_with('鎶'), "{:?}", &raw[bytes.start..bytes.end]);
    let digits = text.clean[at..].find("145").expect("digits") + at;
    assert_eq!(text.map.raw(Span::new(digits, digits + 3)).of(&raw), "145");
}
