//! Properties: whatever stands in a pack or a text, reading and matching end without a panic.

use proptest::prelude::*;

use super::*;
use crate::tables::rows::Span;

const META: (&str, &str) = ("pack.toml", "name = \"t\"\nversion = \"1\"\n");

/// Places in a pack, each read in its own way.
const PLACES: [&str; 5] = ["pack.toml", "fragments.toml", "words/w.toml", "r.toml", "lexicon/units.toml"];

/// Parts of rule files, to be put together in any order.
const PARTS: [&str; 28] = [
    "[[rule]]\n",
    "[[rule.test]]\n",
    "[[fragment]]\n",
    "[[list]]\n",
    "id = 'a'\n",
    "id = 'b.c'\n",
    "id = 3\n",
    "about = 'x'\n",
    "emit = 'quantity'\n",
    "emit = 'cue'\n",
    "emit = 'x'\n",
    "status = 'experimental'\n",
    "pattern = '''{subject}达到{quantity}{object}'''\n",
    "pattern = '''{a}{quantity:ratio,}(?<n>左右|[以右])'''\n",
    "pattern = '''(达到{numeral'''\n",
    "pattern = '''\\p{Han}{2,3}{year}\\x{4e00}\\'''\n",
    "patterns = ['{a}', '[', 3, '力争']\n",
    "unless = ['甲', '{list:a}', '(?i)']\n",
    "not_left = ['第$', '^']\n",
    "set = { status = 'target', kind = 'x', year = 'plan_end' }\n",
    "words = ['甲', '', '（', 5]\n",
    "map = { '甲' = 1, '乙' = 'x' }\n",
    "text = '到2025年达到48%。'\n",
    "rows = [{ value = 1, valu = 2 }, 3]\n",
    "period = [1, 2, 3]\n",
    "suppressed = ['2025']\n",
    "priority = 99999999999999\n",
    "\u{feff}\t'''\"\"\"\n",
];

fn from_parts() -> impl Strategy<Value = String> {
    prop::collection::vec(0..PARTS.len(), 0..24).prop_map(|parts| parts.into_iter().map(|i| PARTS[i]).collect())
}

/// A sound file of the built-in pack with some of its text cut out, doubled or overwritten.
fn damaged() -> impl Strategy<Value = (String, String)> {
    let files = source::embedded();
    (0..files.len(), any::<(u16, u8, u8)>(), "[\\PC\"'{}\\[\\]=\n]{0,6}").prop_map(move |(which, (at, length, _), new)| {
        let file = &files[which];
        let chars: Vec<char> = file.text.chars().take(4000).collect();
        let at = usize::from(at) % (chars.len() + 1);
        let end = (at + usize::from(length) % 40).min(chars.len());
        (file.name.to_string(), chars[..at].iter().chain(new.chars().collect::<Vec<_>>().iter()).chain(&chars[end..]).collect())
    })
}

/// Faults, if any, with sound places in them.
fn sound(result: Result<Pack, PackError>) {
    let Err(error) = result else { return };
    assert!(!error.faults.is_empty());
    for fault in &error.faults {
        assert!(!fault.drawn.is_empty() && !fault.message.is_empty());
        assert_eq!(fault.line == 0, fault.column == 0, "{fault:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,120}", place in 0..PLACES.len()) {
        sound(Pack::from_texts([META, (PLACES[place], &text)]));
    }

    #[test]
    fn any_parts_are_read_or_refused(text in from_parts(), more in from_parts(), place in 0..PLACES.len()) {
        sound(Pack::from_texts([META, (PLACES[place], &text), ("z.toml", &more)]));
    }

    #[test]
    fn any_pattern_is_compiled_or_refused(pattern in "[甲乙0-9\\\\(){}|\\[\\]*+?.,:a-z^$<>!=-]{0,24}", cue in any::<bool>()) {
        let emit = if cue { "cue" } else { "quantity" };
        let anchor = if cue { "" } else { "{quantity}" };
        let rule = format!("[[rule]]\nid = 'a'\nstatus = 'experimental'\nabout = 'x'\nemit = '{emit}'\npattern = '''{pattern}{anchor}'''\n");
        if let Ok(pack) = Pack::from_texts([META, ("r.toml", &rule)]) {
            let text = "甲乙48%甲";
            let mut matcher = pack.matcher(text);
            let anchor = Anchor { sentence: Span::new(0, 12), clause: Span::new(0, 12), numeral: Span::new(6, 8), quantity: Some(Span::new(6, 9)), ..Anchor::default() };
            matcher.look(&anchor);
            let found = matcher.best(Emit::Quantity);
            if let Some(found) = found {
                prop_assert!(found.span.contains(found.anchor) && text.get(found.span.start..found.span.end).is_some());
                found.captures(text);
            }
            for hit in matcher.cues_in(Within::Clause, text) {
                prop_assert!(text.get(hit.span.start..hit.span.end).is_some_and(|t| !t.is_empty()));
            }
        }
    }

    #[test]
    fn any_anchor_in_any_text_is_looked_at(text in "[到达至第届年月A-Z0-9%,。力争]{0,40}", at in any::<(u8, u8, u8, u8)>()) {
        let pack = Pack::embedded();
        let place = |a: u8, b: u8| {
            let (a, b) = (usize::from(a) % (text.len() + 2), usize::from(b) % (text.len() + 2));
            Span::new(a.min(b), a.max(b))
        };
        let anchor = Anchor {
            sentence: Span::new(0, text.len()),
            clause: place(at.0, at.1),
            numeral: place(at.1, at.2),
            quantity: Some(place(at.2, at.3)),
            year: Some(place(at.0, at.3)),
            ..Anchor::default()
        };
        let mut matcher = pack.matcher(&text);
        matcher.look(&anchor);
        matcher.explain();
        matcher.cues(Within::Clause, anchor.clause, anchor.sentence);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_pack_is_read_or_refused((name, text) in damaged()) {
        sound(Pack::overlay([(name.as_str(), text.as_str())]));
    }
}
