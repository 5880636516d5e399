//! Files that are cut, have a bad byte, hold several encodings, or are no text at all.

use super::detection::big5;
use super::{Dice, SAMPLE, traditional};
use crate::text::decode::{Decoded, decode};
use crate::text::{Failure, Options, normalise};

fn gb(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn read(bytes: &[u8]) -> Decoded<'_> {
    decode(bytes, &Options::default()).expect("readable")
}

#[test]
fn one_bad_byte_costs_one_character() {
    let mut dice = Dice::new(3);
    for (name, bytes) in [("gb18030", gb(SAMPLE)), ("Big5", big5(SAMPLE)), ("UTF-8", SAMPLE.as_bytes().to_vec())] {
        let whole = read(&bytes).step.text.into_owned();
        for _ in 0..40 {
            let at = dice.below(bytes.len());
            let mut bad = bytes.clone();
            bad[at] = 0xFF;
            let decoded = read(&bad);
            assert_eq!(decoded.encoding, name, "byte {at}");
            assert!(decoded.partial);
            let lost = decoded.step.text.matches('\u{fffd}').count();
            assert!((1..=3).contains(&lost), "{name} byte {at}: {lost} lost");
            let told = decoded.step.findings.iter().find(|f| f.code == "bytes-undecodable").expect("told");
            assert!(told.at.start.abs_diff(at) <= 2, "{name} byte {at}: told {:?}", told.at);
            // All but a character or two is as it was.
            let (head, tail) = (common_prefix(&whole, &decoded.step.text), common_suffix(&whole, &decoded.step.text));
            assert!(head + tail + 12 >= whole.len(), "{name} byte {at}: {} of {}", head + tail, whole.len());
        }
    }
}

#[test]
fn a_lost_byte_shifts_nothing() {
    let mut dice = Dice::new(5);
    let bytes = gb(SAMPLE);
    for _ in 0..60 {
        let at = dice.below(bytes.len());
        let mut short = bytes.clone();
        short.remove(at);
        let text = read(&short).step.text.into_owned();
        let (head, tail) = (common_prefix(SAMPLE, &text), common_suffix(SAMPLE, &text));
        assert!(head + tail + 24 >= SAMPLE.len(), "byte {at}: {} of {}", head + tail, SAMPLE.len());
    }
}

fn common_prefix(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count()
}

fn common_suffix(a: &str, b: &str) -> usize {
    a.bytes().rev().zip(b.bytes().rev()).take_while(|(x, y)| x == y).count()
}

#[test]
fn two_encodings_are_read_in_parts() {
    let (first, second) = SAMPLE.split_at(SAMPLE.find("第二章").expect("in the sample"));
    let other = traditional(second);
    let cases = [
        ("UTF-8", Vec::from(first), "gb18030", gb(second), second),
        ("gb18030", gb(first), "UTF-8", second.into(), second),
        ("UTF-8", Vec::from(first), "Big5", big5(second), &*other),
        ("gb18030", gb(first), "Big5", big5(second), &*other),
        ("gb18030", gb(first), "UTF-16LE", utf16(second), second),
        ("UTF-8", first.into(), "UTF-16LE", utf16(second), second),
    ];
    for (before, head, after, tail, expected) in cases {
        let border = head.len();
        let bytes = [head, tail].concat();
        let decoded = read(&bytes);
        let told = decoded.step.findings.iter().find(|f| f.code == "encoding-mixed");
        let told = &told.unwrap_or_else(|| panic!("{before} and {after} taken for {}", decoded.encoding)).message;
        assert!(told.contains(&format!("{before} from byte 0")), "{told}");
        let at: usize = told.rsplit("from byte ").next().and_then(|n| n.parse().ok()).expect("a position");
        assert!(told.contains(&format!("{after} from byte")) && at.abs_diff(border) <= 3, "border at {border}: {told}");
        let text = &decoded.step.text;
        assert!(text.starts_with(&first[..first.floor_char_boundary(first.len() - 12)]), "{before} {after}");
        // Big5 lacks a few marks of the sample.
        if after == "Big5" {
            assert!(text.contains(&expected[10..57]), "{before} {after}");
        } else {
            assert!(text.ends_with(&expected[13..]), "{before} {after}");
        }
        assert!(!decoded.partial);
    }
}

#[test]
fn byte_order_marks_are_left_out() {
    let marked: [(&str, Vec<u8>); 4] = [
        ("UTF-8", ["\u{feff}".as_bytes(), SAMPLE.as_bytes()].concat()),
        ("UTF-16LE", utf16(&format!("\u{feff}{SAMPLE}"))),
        ("UTF-16BE", format!("\u{feff}{SAMPLE}").encode_utf16().flat_map(u16::to_be_bytes).collect()),
        ("gb18030", gb(&format!("\u{feff}{SAMPLE}"))),
    ];
    for (name, bytes) in marked {
        let decoded = read(&bytes);
        assert_eq!((decoded.encoding, &*decoded.step.text), (name, SAMPLE));
        assert_eq!(decoded.step.findings[0].message.split(", ").nth(1), Some("by its byte order mark"));
    }
}

#[test]
fn four_byte_characters_and_hkscs_are_read() {
    let rare = format!("{SAMPLE}㐂䶮𠮷𬭚镇");
    assert_eq!(read(&gb(&rare)).step.text, rare);
    // 88 62 is two characters, 8B F8 one beyond the basic plane, 87 40 one that only HKSCS has.
    let mut bytes = big5(SAMPLE);
    let plain = read(&bytes).step.text.into_owned();
    bytes.extend([0x88, 0x62, 0x8B, 0xF8, 0x87, 0x40]);
    let decoded = read(&bytes);
    assert_eq!(decoded.encoding, "Big5");
    assert_eq!(decoded.step.text.strip_prefix(&*plain).map(|t| t.chars().count()), Some(4));
}

#[test]
fn what_is_no_text_fails_by_name() {
    let fail = |bytes: &[u8]| normalise(bytes, &Options::default()).map(|t| t.encoding).unwrap_err();
    assert_eq!(fail(b""), Failure::Empty);
    assert_eq!(fail(b" \r\n\t"), Failure::Empty);
    assert!(matches!(fail(b"%PDF-1.7 \x01\x02"), Failure::Binary { at: 0, .. }));
    assert!(matches!(fail(b"PK\x03\x04\0\0"), Failure::Binary { .. }));
    assert!(matches!(fail(&[0; 300]), Failure::Binary { .. }));
    assert!(matches!(fail(&[0xFF; 300]), Failure::Undecodable { .. } | Failure::Binary { .. }));
    let noise: Vec<u8> = (0..600_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert!(matches!(fail(&noise), Failure::Undecodable { .. } | Failure::Binary { .. }));
    let japanese = encoding_rs::SHIFT_JIS
        .encode("これは中国語の計画ではありません。漢字とかなが混ざった日本語の文章です。年度計画を読みます。")
        .0
        .into_owned();
    let Failure::Undecodable { guesses } = fail(&japanese) else { panic!("taken for Chinese") };
    assert!(guesses.iter().any(|g| g.contains("Shift_JIS")) && guesses.len() >= 2, "{guesses:?}");
    let french =
        encoding_rs::WINDOWS_1252.encode("Le développement économique de la région a été très élevé, grâce à l'été.").0.into_owned();
    let Failure::Undecodable { guesses } = fail(&french) else { panic!("taken for Chinese") };
    assert!(guesses.iter().any(|g| g.contains("windows-1252")) && guesses.len() >= 2, "{guesses:?}");
}

#[test]
fn a_forced_encoding_is_obeyed() {
    let options = |label: &str| Options { encoding: Some(label.into()) };
    let korean = encoding_rs::EUC_KR.encode("서울특별시 종합계획").0.into_owned();
    let decoded = decode(&korean, &options("euc-kr")).expect("forced");
    assert_eq!((decoded.encoding, &*decoded.step.text), ("EUC-KR", "서울특별시 종합계획"));
    let decoded = decode(&gb("云泽市"), &options("gb2312")).map(|d| (d.encoding, d.step.text.into_owned()));
    assert_eq!(decoded, Ok(("gb18030", "云泽市".to_owned())));
    assert!(matches!(decode(b"a", &options("klingon")), Err(Failure::UnknownLabel { .. })));
    assert!(decode(&gb("云泽市"), &options("utf-8")).is_ok_and(|d| d.partial));
}
