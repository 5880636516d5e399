//! Character references in a text that is no HTML: `&#32463;`, `&#x7ECF;`, `&nbsp;`, as copying from a page's source leaves them.
//!
//! A reference is resolved when it is closed by a semicolon and names a character; `(R&D)` and `AT&T;` stay. The names are those
//! of HTML 4 that a Chinese page uses. The folding that follows makes the spaces and dashes what the room promises.

use super::pen::Pen;
use super::step::{Effect, Finding, Step};
use crate::tables::rows::{Severity, Span};
use memchr::memchr_iter;

/// The longest reference, `&thetasym;` or `&#x10FFFF;`.
const LONGEST: usize = 10;

/// By name; the ASCII ones too, since they stand for text once a page is no page any more.
const NAMED: &[(&str, char)] = &[
    ("nbsp", '\u{a0}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("hellip", '…'),
    ("middot", '·'),
    ("bull", '•'),
    ("times", '×'),
    ("divide", '÷'),
    ("plusmn", '±'),
    ("deg", '°'),
    ("permil", '‰'),
    ("ge", '≥'),
    ("le", '≤'),
    ("ne", '≠'),
    ("asymp", '≈'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("frac12", '½'),
    ("frac14", '¼'),
    ("frac34", '¾'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("yen", '¥'),
    ("euro", '€'),
    ("cent", '¢'),
    ("pound", '£'),
    ("sect", '§'),
    ("para", '¶'),
    ("minus", '−'),
    ("radic", '√'),
    ("infin", '∞'),
    ("alpha", 'α'),
    ("beta", 'β'),
    ("gamma", 'γ'),
    ("delta", 'δ'),
    ("micro", 'µ'),
    ("mu", 'μ'),
    ("Omega", 'Ω'),
    ("larr", '←'),
    ("rarr", '→'),
    ("uarr", '↑'),
    ("darr", '↓'),
    ("loz", '◊'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("shy", '\u{ad}'),
];

/// Resolves the references; one finding for the whole text.
pub fn resolve(input: &str) -> Step<'_> {
    let bytes = input.as_bytes();
    let mut pen = Pen::new(input);
    let (mut count, mut all, mut last) = (0_usize, Span::default(), 0);
    for at in memchr_iter(b'&', bytes) {
        let Some((c, end)) = reference(input, at).filter(|_| at >= last) else { continue };
        pen.replace(at, end, c.encode_utf8(&mut [0; 4]));
        all = if count == 0 { Span::new(at, end) } else { Span::new(all.start, end) };
        count += 1;
        last = end;
    }
    pen.finish(if count == 0 { Vec::new() } else { vec![told(count, all)] })
}

/// The character that a reference at `at` names, and where it ends. `&amp;#32463;` is a reference escaped twice.
pub(super) fn reference(input: &str, at: usize) -> Option<(char, usize)> {
    let rest = &input.as_bytes()[at + 1..];
    let close = rest.iter().take(LONGEST).position(|b| *b == b';')?;
    let end = at + close + 2;
    let c = named(&input[at + 1..end - 1])?;
    if c == '&'
        && rest.get(close + 1) == Some(&b'#')
        && let Some(more) = rest[close + 1..].iter().take(LONGEST).position(|b| *b == b';')
        && let Some(c) = named(&input[end..end + more])
    {
        return Some((c, end + more + 1));
    }
    Some((c, end))
}

fn named(name: &str) -> Option<char> {
    let code = match name.strip_prefix('#') {
        None => return NAMED.iter().find(|(known, _)| *known == name).map(|(_, c)| *c),
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        },
    };
    // Browsers read the numbers of the C1 block as windows-1252.
    let c = match code {
        0x80..=0x9F => *encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[code as u8]).0.chars().next().as_ref()?,
        _ => char::from_u32(code)?,
    };
    (!c.is_control() || matches!(c, '\n' | '\t' | '\r')).then_some(c)
}

fn told(count: usize, at: Span) -> Finding {
    Finding {
        severity: Severity::Info,
        code: "references-resolved",
        message: format!("{count} character references resolved"),
        before: None,
        after: None,
        at,
        effect: Effect::Noted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolves_what_names_a_character() {
        let step = resolve("&#32463;&#x6D4E;&nbsp;A&amp;B &amp;#22686;长 &ldquo;&rdquo;&le;5%");
        assert_eq!(step.text, "经济\u{a0}A&B 增长 “”≤5%");
        assert_eq!(step.map.input_of(Span::new(3, 6)), Span::new(8, 16));
    }

    #[test]
    fn leaves_what_names_none() {
        for text in ["(R&D)经费", "AT&T;", "&", "a&;b", "&#;", "&#xD800;", "&#1;", "&中文;", "&#99999999;", "&lt"] {
            assert_eq!(resolve(text).text, text);
        }
    }
}
