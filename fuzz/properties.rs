//! What must hold of the text room for any input at all. The fuzz targets and the replay of their corpus in `cargo test` share it.

use crate::tables::rows::Span;
use crate::text::{Options, Text, decode, normalise};

/// Decoding never panics, and every character leads back into the file, in order.
pub fn decodes(raw: &[u8]) {
    let Ok(decoded) = decode::decode(raw, &Options::default()) else { return };
    let text = &decoded.step.text;
    let mut last = 0;
    for (at, c) in text.char_indices() {
        let bytes = decoded.step.map.input_of(Span::new(at, at + c.len_utf8()));
        assert!(last <= bytes.start && bytes.start <= bytes.end && bytes.end <= raw.len(), "{c:?} at {at}: {bytes:?} after {last}");
        last = bytes.start;
    }
    for finding in &decoded.step.findings {
        assert!(finding.at.start <= finding.at.end && finding.at.end <= raw.len(), "{finding:?}");
    }
}

/// Cleaning a text never panics and keeps what it promises.
pub fn repairs(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(clean) = normalise(text.as_bytes(), &Options { encoding: Some("utf-8".into()) }) {
        promises_hold(&clean, text.len());
    }
}

/// A span of the clean text leads to bytes of the file, a larger span to more of them, and back to the span.
pub fn leads_back(data: &[u8]) {
    let Some((head, raw)) = data.split_at_checked(4) else { return };
    let Ok(text) = normalise(raw, &Options::default()) else { return };
    promises_hold(&text, raw.len());
    let len = text.clean.len();
    let place = |a: u8, b: u8| text.clean.floor_char_boundary((usize::from(a) << 8 | usize::from(b)) * (len + 1) / 0x1_0000);
    let (a, b) = (place(head[0], head[1]), place(head[2], head[3]));
    let span = Span::new(a.min(b), a.max(b));
    let bytes = text.map.raw(span);
    assert!(bytes.start <= bytes.end && bytes.end <= raw.len(), "{span:?} of {len}: {bytes:?} of {}", raw.len());
    let all = text.map.raw(Span::new(0, len));
    assert!(span.is_empty() || (all.start <= bytes.start && bytes.end <= all.end), "{span:?}: {bytes:?} not in {all:?}");
}

fn promises_hold(text: &Text, raw: usize) {
    // Lines drawn with dashes of several kinds stay as they are drawn.
    let wide = |c: char| ('\u{ff01}'..='\u{ff5e}').contains(&c) && !matches!(c, '－' | '～');
    let odd = |c: char| c.is_control() && c != '\n' && c != '\t' || c == '\u{feff}' || wide(c);
    assert!(!text.clean.contains(odd), "{:?}", text.clean.chars().find(|c| odd(*c)));
    for span in &text.damaged {
        assert!(text.clean.get(span.start..span.end).is_some_and(|damage| !damage.is_empty()), "{span:?}");
    }
    for row in &text.diagnostics {
        assert!(row.bytes.is_none_or(|b| b.start <= b.end && b.end <= raw), "{row:?}");
    }
}
