//! Tests of packs as a whole: what is read, and what a wrong file says.

use super::*;
use crate::tables::rows::{Dimension, Span};

const META: (&str, &str) = ("pack.toml", "name = \"t\"\nversion = \"1\"\n");

fn lists(text: &str) -> Pack {
    Pack::from_texts([META, ("words/a.toml", text)]).unwrap()
}

fn faults(texts: &[(&str, &str)]) -> Vec<Fault> {
    Pack::from_texts(texts.iter().copied().chain([META])).unwrap_err().faults
}

#[test]
fn the_embedded_pack_is_sound() {
    let pack = Pack::embedded();
    assert_eq!(pack.name, "guihua");
    assert_eq!(pack.blake3.len(), 64);
}

#[test]
fn the_folder_gives_the_embedded_pack() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    assert_eq!(Pack::load(&folder).unwrap().blake3, Pack::embedded().blake3);
}

#[test]
fn words_are_found_leftmost_longest() {
    let pack = lists("[[list]]\nid = \"l\"\nabout = \"a\"\nwords = [\"新建\", \"新建成\", \"建\"]\n");
    let list = pack.list("l").unwrap();
    let hits: Vec<_> = list.find_all("续建、新建成").map(|hit| hit.word).collect();
    assert_eq!(hits, ["建", "新建成"]);
    assert_eq!(list.starts_with("新建成果"), Some(9));
    assert_eq!(list.ends_with("要新建"), Some(6));
    assert_eq!(list.ends_with("新建了"), None);
    assert!(list.contains("建") && !list.contains("新"));
}

#[test]
fn a_map_gives_values() {
    let pack = lists("[[list]]\nid = \"l\"\nabout = \"a\"\nmap = { \"开工\" = \"new\", \"竣工\" = 3 }\n");
    let list = pack.list("l").unwrap();
    assert_eq!(list.get("开工"), Some("new"));
    assert_eq!(list.find("已竣工").map(|hit| (hit.start, hit.value)), Some((3, "3")));
}

#[test]
fn an_empty_list_finds_nothing() {
    let pack = lists("[[list]]\nid = \"l\"\nabout = \"a\"\nwords = []\n");
    let list = pack.list("l").unwrap();
    assert!(list.find("建").is_none() && list.suffix("建").is_none() && list.prefix("").is_none());
}

#[test]
fn every_fault_of_a_list_is_shown_at_once() {
    let text = "[[list]]\nid = \"l\"\nabouts = \"a\"\nwords = [\"建\", \"\", \"建\"]\n\n[[list]]\nid = 3\nabout = \"b\"\n[[lists]]\n";
    let found: Vec<_> = faults(&[("words/a.toml", text)]).into_iter().map(|f| (f.line, f.column, f.message)).collect();
    let expected = [
        (1, 1, "the key `about` is missing"),
        (3, 1, "unknown key `abouts`"),
        (7, 6, "wrong type: integer `3`"),
        (9, 3, "unknown key `lists`"),
    ];
    assert_eq!(found, expected.map(|(l, c, m)| (l, c, m.to_owned())));
}

#[test]
fn a_value_that_the_program_does_not_know_is_a_fault() {
    let list = |id: &str, rest: &str| format!("[[list]]\nid = \"{id}\"\nabout = \"a\"\n{rest}\n");
    let text = [
        list("quantity.pairs", "map = { \"收支\" = \"收入支出\", \"产销\" = \"产量、销量\" }"),
        list("project.types", "words = [\"水库\"]\nmap = { \"铁路\" = \"railway\" }"),
        list("document.title.weights", "map = { \"规划\" = 2.5, \"纲要\" = 3 }"),
        list("of.a.team", "words = [\"甲\"]\nmap = { \"乙\" = \"anything\" }"),
    ];
    let found: Vec<_> = faults(&[("words/a.toml", &text.concat())]).into_iter().map(|f| (f.line, f.message)).collect();
    let expected = [
        (4, "`收入支出` is no value of this list"),
        (8, "`水库` has no value"),
        (9, "`railway` is no value of this list"),
        (13, "`2.5` is no value of this list"),
    ];
    assert_eq!(found, expected.map(|(line, message)| (line, message.to_owned())));
}

#[test]
fn a_double_word_has_its_caret_under_han_text() {
    let text = "[[list]]\nid = \"l\"\nabout = \"a\"\nwords = [\"高速公路\", \"（市）\", \"高速公路\"]\n";
    let drawn: Vec<_> = faults(&[("words/a.toml", text)]).into_iter().map(|f| f.drawn).collect();
    insta::assert_snapshot!(drawn.join("\n"));
}

#[test]
fn syntax_errors_of_several_files_are_shown_together() {
    let found = faults(&[("words/a.toml", "[[list]\nid = 1\n"), ("words/b.toml", "id = = 2")]);
    assert_eq!(found.iter().map(|f| f.file.as_str()).collect::<std::collections::BTreeSet<_>>().len(), 2);
}

/// A pack of these rules.
fn rules(text: &str) -> Pack {
    Pack::from_texts([META, ("fragments.toml", FRAGMENTS), ("words/a.toml", WORDS), ("r.toml", text)]).unwrap_or_else(|e| panic!("{e}"))
}

const FRAGMENTS: &str = r"
[[fragment]]
id = 'reach'
about = 'a'
pattern = '(?:{up}到|达到?)'
[[fragment]]
id = 'up'
about = 'a'
pattern = '(?:提高|上升)'
";

const WORDS: &str = "[[list]]\nid = 'verbs.build'\nabout = 'a'\nwords = ['新建', '改扩建']\n";

/// A rule without tests: `id`, `emit` and the lines that follow.
fn rule(id: &str, emit: &str, more: &str) -> String {
    format!("[[rule]]\nid = '{id}'\nstatus = 'experimental'\nabout = 'a'\nemit = '{emit}'\n{more}\n")
}

/// The text without its marks `<` `>`, and the anchor of the numeral that stood between them. Commas part clauses.
fn marked(text: &str) -> (String, Anchor) {
    let (start, end) = (text.find('<').unwrap(), text.find('>').unwrap() - 1);
    let text = text.replace(['<', '>'], "");
    let clause_start = text[..start].rfind(',').map_or(0, |n| n + 1);
    let clause_end = text[end..].find(',').map_or(text.len(), |n| end + n);
    let span = Span::new(start, end);
    let anchor = Anchor {
        sentence: Span::new(0, text.len()),
        clause: Span::new(clause_start, clause_end),
        numeral: span,
        quantity: Some(span),
        year: None,
        classes: Classes::from(Dimension::Ratio),
    };
    (text, anchor)
}

/// The id and text of the winner.
fn best(pack: &Pack, text: &str, emit: Emit) -> Option<(String, String)> {
    let (text, anchor) = marked(text);
    let mut matcher = pack.matcher(&text);
    matcher.look(&anchor);
    matcher.best(emit).map(|found| (found.rule.id.to_string(), found.span.of(&text).to_owned()))
}

fn won(id: &str, text: &str) -> Option<(String, String)> {
    Some((id.to_owned(), text.to_owned()))
}

#[test]
fn a_rule_is_anchored_at_its_numeral() {
    let pack = rules(&rule("t", "quantity", "pattern = '{subject}{reach}{quantity}左右'"));
    assert_eq!(best(&pack, "覆盖率提高到<48%>左右", Emit::Quantity), won("t", "提高到48%左右"));
    assert_eq!(best(&pack, "覆盖率提高<48%>左右", Emit::Quantity), None);
    assert_eq!(best(&pack, "覆盖率提高到<48%>以上", Emit::Quantity), None);
    assert_eq!(best(&pack, "提高到覆盖率<48%>左右", Emit::Quantity), None);
}

#[test]
fn the_longest_match_wins_then_priority_then_id() {
    let text = [
        rule("b", "quantity", "pattern = '达到{quantity}'"),
        rule("a", "quantity", "pattern = '达到{quantity}'"),
        rule("c", "quantity", "pattern = '率达到{quantity}'\nunless = ['预计']"),
        rule("d", "quantity", "pattern = '达到{quantity}'\npriority = 1"),
    ];
    let pack = rules(&text.concat());
    assert_eq!(best(&pack, "率达到<48%>", Emit::Quantity), won("c", "率达到48%"));
    assert_eq!(best(&pack, "预计率达到<48%>", Emit::Quantity), won("d", "达到48%"));
    assert_eq!(best(&pack, "率达到<48%>", Emit::Suppress), None);
    let (text, anchor) = marked("预计率达到<48%>");
    let mut matcher = pack.matcher(&text);
    matcher.look(&anchor);
    let all: Vec<_> = matcher.explain().into_iter().map(|(m, lost)| (m.rule.id.to_string(), lost)).collect();
    let expected = [("c", Some(Lost::Guard)), ("d", None), ("a", Some(Lost::Priority)), ("b", Some(Lost::Priority))];
    assert_eq!(all, expected.map(|(id, lost)| (id.to_owned(), lost)));
}

#[test]
fn a_clause_rule_does_not_look_over_the_comma() {
    let clause = rules(&rule("t", "quantity", "pattern = '预计.*{quantity}'"));
    let sentence = rules(&rule("t", "quantity", "within = 'sentence'\npattern = '预计.*{quantity}'"));
    assert_eq!(best(&clause, "预计好转,达到<48%>", Emit::Quantity), None);
    assert_eq!(best(&sentence, "预计好转,达到<48%>", Emit::Quantity), won("t", "预计好转,达到48%"));
    assert_eq!(best(&clause, "好转,预计达到<48%>,好", Emit::Quantity), won("t", "预计达到48%"));
}

#[test]
fn clause_edges_are_the_edges_of_the_text() {
    let pack = rules(&rule("t", "quantity", "pattern = '^占{quantity}$'"));
    assert_eq!(best(&pack, "好,占<4%>,好", Emit::Quantity), won("t", "占4%"));
    assert_eq!(best(&pack, "好,总占<4%>,好", Emit::Quantity), None);
    assert_eq!(best(&pack, "好,占<4%>的,好", Emit::Quantity), None);
}

#[test]
fn guards_beside_the_numeral_forbid() {
    let pack = rules(&rule("t", "suppress", "pattern = '{numeral}条'\nnot_left = ['第', '共']\nnot_right = ['条目']"));
    assert_eq!(best(&pack, "有<8>条", Emit::Suppress), won("t", "8条"));
    assert_eq!(best(&pack, "第<8>条", Emit::Suppress), None);
    assert_eq!(best(&pack, "有<8>条目", Emit::Suppress), None);
}

#[test]
fn classes_are_asked_for() {
    let pack = rules(&rule("t", "quantity", "pattern = '占{quantity:ratio,points}'"));
    assert!(best(&pack, "占<4%>", Emit::Quantity).is_some());
    let pack = rules(&rule("t", "quantity", "pattern = '占{quantity:money}'"));
    assert!(best(&pack, "占<4%>", Emit::Quantity).is_none());
}

#[test]
fn word_lists_stand_in_patterns() {
    let pack = rules(&rule("t", "quantity", "pattern = '{list:verbs.build}{quantity}'"));
    assert_eq!(best(&pack, "将改扩建<4>所", Emit::Quantity), won("t", "改扩建4"));
}

#[test]
fn wishes_and_sentence_guards_hold() {
    let pack = rules(&rule("t", "quantity", "pattern = '{quantity}'\nwhen = ['占|比重']\nunless_sentence = ['去年']"));
    assert!(best(&pack, "占到<4>", Emit::Quantity).is_some());
    assert!(best(&pack, "有<4>", Emit::Quantity).is_none());
    assert!(best(&pack, "去年好,占到<4>", Emit::Quantity).is_none());
    assert!(best(&pack, "占到,有<4>", Emit::Quantity).is_none());
}

#[test]
fn named_groups_are_read() {
    let pack = rules(&rule("t", "quantity", "pattern = '比(?<baseline_year>[0-9]{4})年提高{quantity}(?<relative_to>点)'"));
    let (text, anchor) = marked("率比2020年提高<4>点");
    let mut matcher = pack.matcher(&text);
    matcher.look(&anchor);
    let found = matcher.best(Emit::Quantity).unwrap();
    let captures: Vec<_> = found.captures(&text).into_iter().map(|(name, text, _)| (name, text)).collect();
    assert_eq!(captures, [("baseline_year".to_owned(), "2020"), ("relative_to".to_owned(), "点")]);
}

#[test]
fn deprecated_rules_match_nothing_and_aliases_are_known() {
    let more = "aliases = ['old']\npattern = '达{quantity}'".to_owned();
    let text = rule("t", "quantity", &more).replace("experimental", "deprecated");
    let pack = rules(&text);
    assert!(best(&pack, "达<4>", Emit::Quantity).is_none());
    assert_eq!(&*pack.rule("old").unwrap().id, "t");
}

#[test]
fn cues_are_found_with_their_starts() {
    let text = [
        rule("strive", "cue", "pattern = '力争|争取'\nset = { tone = 'strive', status = 'target' }"),
        rule("win", "cue", "pattern = '力争取得'"),
        rule("years", "cue", "pattern = '[一二三]+年内'\nunless = ['去年']"),
        rule("review", "cue", "within = 'sentence'\npattern = '回顾'"),
    ];
    let pack = rules(&text.concat());
    let text = "好,力争取得,三年内";
    let span = Span::new(4, text.len());
    let mut matcher = pack.matcher(text);
    let hits: Vec<_> =
        matcher.cues(Within::Clause, span, span).iter().map(|h| (h.rule.id.to_string(), h.span.of(text), h.covered)).collect();
    let expected = [("win", "力争取得", false), ("strive", "力争", true), ("strive", "争取", true), ("years", "三年内", false)];
    assert_eq!(hits, expected.map(|(id, t, c)| (id.to_owned(), t, c)));
    assert_eq!(matcher.cues_in(Within::Sentence, "工作回顾").len(), 1);
    assert_eq!(pack.rule("strive").unwrap().set.status, Some(crate::tables::rows::Status::Target));
}

#[test]
fn the_rules_of_the_pack_match() {
    let pack = Pack::embedded();
    assert!(best(&pack, "建设<5>A级景区", Emit::Suppress).is_some());
    assert!(best(&pack, "第<5>届", Emit::Suppress).is_some());
    assert!(best(&pack, "建<5>个", Emit::Suppress).is_none());
}
