//! Rules as their files write them: read key by key, checked, and cut at their numerals. Every fault names file, line and remedy.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::fault::{Faults, place};
use super::pattern::{Cutter, Half};
use super::piece::Written;
use super::reader::{Entry, read_entries};
use super::rule::{Emit, Guards, Parsed, ROW_FIELDS, Rule, RuleStatus, RuleTest, Within};
use super::set::Set;
use super::source::SourceFile;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleEntry {
    id: Spanned<String>,
    #[serde(default)]
    aliases: Vec<Spanned<String>>,
    #[serde(default)]
    status: RuleStatus,
    about: Option<String>,
    emit: Option<Emit>,
    #[serde(default)]
    within: Within,
    pattern: Option<Spanned<String>>,
    #[serde(default)]
    patterns: Vec<Spanned<String>>,
    #[serde(default)]
    set: Set,
    #[serde(default)]
    priority: i32,
    #[serde(default)]
    unless: Vec<Spanned<String>>,
    #[serde(default)]
    unless_sentence: Vec<Spanned<String>>,
    #[serde(default)]
    when: Vec<Spanned<String>>,
    #[serde(default)]
    when_sentence: Vec<Spanned<String>>,
    #[serde(default)]
    not_left: Vec<Spanned<String>>,
    #[serde(default)]
    not_right: Vec<Spanned<String>>,
    #[serde(default)]
    test: Vec<TestEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TestEntry {
    text: Spanned<String>,
    doc_type: Option<Spanned<String>>,
    title: Option<String>,
    #[serde(default)]
    headings: Vec<String>,
    period: Option<Spanned<Vec<i32>>>,
    previous: Option<String>,
    item: Option<String>,
    rows: Option<Vec<BTreeMap<Spanned<String>, toml::Value>>>,
    suppressed: Option<Vec<String>>,
}

/// Reads the rules of every rule file.
pub fn read_all<'f>(files: impl Iterator<Item = &'f SourceFile>, cutter: &Cutter<'_>, faults: &mut Faults) -> Vec<Parsed> {
    let mut ids: BTreeMap<String, (Arc<str>, usize)> = BTreeMap::new();
    let mut rules = Vec::new();
    for file in files {
        for entry in read_entries::<RuleEntry>(file, "rule", faults) {
            let line = place(&file.text, entry.span.start).0;
            for id in entry.value.aliases.iter().chain([&entry.value.id]) {
                claim(file, id, line, &mut ids, faults);
            }
            let checker = Checker { file, cutter, line };
            checker.complete(&entry, faults);
            rules.extend(checker.rule(entry.value, faults));
        }
    }
    rules
}

/// An id or alias is one rule's alone.
fn claim(file: &SourceFile, id: &Spanned<String>, line: usize, ids: &mut BTreeMap<String, (Arc<str>, usize)>, faults: &mut Faults) {
    let sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_' | '-');
    if id.get_ref().is_empty() || !id.get_ref().chars().all(sound) {
        faults.at(file, id.span(), "a rule's id is made of a-z, 0-9, `.`, `_` and `-`", "name it room.turn, such as target.reach");
    }
    if let Some((other, at)) = ids.get(id.get_ref()) {
        let message = format!("the rule id `{}` stands twice; first at {other}:{at}", id.get_ref());
        faults.at(file, id.span(), message, "every row names its rule by this id: give each its own");
    } else {
        ids.insert(id.get_ref().clone(), (file.shown.clone(), line));
    }
}

struct Checker<'a, 'f> {
    file: &'f SourceFile,
    cutter: &'a Cutter<'a>,
    line: usize,
}

impl Checker<'_, '_> {
    /// Keys that every rule has. They are no demand of the type, so that a rule that lacks one is checked for the rest.
    fn complete(&self, entry: &Entry<RuleEntry>, faults: &mut Faults) {
        let rule = &entry.value;
        let mut lacks = |key: &str, help: &str| {
            if !entry.lost.iter().any(|lost| lost == key) {
                faults.at(self.file, entry.span.clone(), format!("the key `{key}` is missing"), help);
            }
        };
        if rule.about.as_deref().is_none_or(str::is_empty) {
            lacks("about", "add about = \"…\": the turn of phrase in a few words");
        }
        if rule.emit.is_none() {
            lacks("emit", "add emit = \"quantity\", \"suppress\", \"time\" or \"cue\"");
        }
        if rule.pattern.is_none() && rule.patterns.is_empty() {
            lacks("pattern", "add pattern = '''…''', or several as patterns = […]");
        }
        if rule.test.is_empty() && rule.status == RuleStatus::Stable && !entry.lost.iter().any(|lost| lost == "status" || lost == "test") {
            let help = "add [[rule.test]] with text and rows or suppressed, one that it reads and one that it must not; or status = \"experimental\"";
            faults.at(self.file, rule.id.span(), format!("the stable rule `{}` has no test", rule.id.get_ref()), help);
        }
    }

    fn rule(&self, mut entry: RuleEntry, faults: &mut Faults) -> Option<Parsed> {
        let patterns: Vec<_> = entry.pattern.take().into_iter().chain(std::mem::take(&mut entry.patterns)).collect();
        let patterns: Vec<_> = patterns.into_iter().map(|pattern| Written::new(self.file, pattern)).collect();
        // A rule that lacks its emit has said so; its patterns are checked by what they look like.
        let looks_like_cue = !patterns.iter().any(|p| ["{quantity", "{numeral", "{year"].iter().any(|name| p.text.contains(name)));
        let emit = entry.emit.unwrap_or(if looks_like_cue { Emit::Cue } else { Emit::Quantity });
        let is_cue = emit == Emit::Cue;
        let cuts = patterns.iter().filter(|_| !is_cue).filter_map(|pattern| self.cutter.cut(pattern, faults)).collect();
        let cues = patterns.iter().filter(|_| is_cue).filter_map(|pattern| self.cue(pattern, faults)).collect();
        let guards = self.guards(&mut entry, faults);
        let tests = std::mem::take(&mut entry.test).into_iter().map(|test| self.test(test, faults)).collect();
        let rule = Rule {
            id: entry.id.into_inner().into(),
            aliases: entry.aliases.into_iter().map(Spanned::into_inner).collect(),
            status: entry.status,
            about: entry.about.unwrap_or_default(),
            emit,
            within: entry.within,
            priority: entry.priority,
            set: entry.set,
            tests,
            file: self.file.shown.clone(),
            line: self.line,
            number: 0,
        };
        Some(Parsed { rule, cuts, cues, guards })
    }

    fn cue(&self, pattern: &Written<'_>, faults: &mut Faults) -> Option<Half> {
        let half = self.cutter.whole(pattern, faults)?;
        if half.hir.properties().minimum_len() == Some(0) {
            pattern.fault_all(faults, "a cue that matches the empty text stands everywhere", "ask for at least one character");
            return None;
        }
        Some(half)
    }

    fn guards(&self, entry: &mut RuleEntry, faults: &mut Faults) -> Guards {
        if entry.emit == Some(Emit::Cue) {
            for guard in entry.not_left.iter().chain(&entry.not_right) {
                faults.at(
                    self.file,
                    guard.span(),
                    "a cue has no numeral to stand beside",
                    "write not_left and not_right in rules at numerals, unless here",
                );
            }
        }
        let mut read = |list: &mut Vec<Spanned<String>>| -> Vec<Half> {
            let written = std::mem::take(list).into_iter().map(|guard| Written::new(self.file, guard));
            written.filter_map(|guard| self.cutter.whole(&guard, faults)).collect()
        };
        Guards {
            unless: read(&mut entry.unless),
            unless_sentence: read(&mut entry.unless_sentence),
            when: read(&mut entry.when),
            when_sentence: read(&mut entry.when_sentence),
            not_left: read(&mut entry.not_left),
            not_right: read(&mut entry.not_right),
        }
    }

    fn test(&self, test: TestEntry, faults: &mut Faults) -> RuleTest {
        let line = place(&self.file.text, test.text.span().start).0;
        if test.rows.is_none() && test.suppressed.is_none() {
            let help = "add rows = […] with what the sentence must give, or suppressed = […]; an empty list says nothing";
            faults.at(self.file, test.text.span(), "a test that asks for nothing", help);
        }
        if let Some(doc_type) = test.doc_type.as_ref().filter(|t| t.get_ref().parse::<crate::tables::rows::DocType>().is_err()) {
            let known: Vec<_> = crate::tables::rows::DocType::ALL.iter().map(|t| t.as_str()).collect();
            faults.at(
                self.file,
                doc_type.span(),
                format!("unknown document type `{}`", doc_type.get_ref()),
                format!("known: {}", known.join(", ")),
            );
        }
        for key in test.rows.iter().flatten().flat_map(BTreeMap::keys) {
            if !ROW_FIELDS.contains(&key.get_ref().as_str()) {
                faults.at(
                    self.file,
                    key.span(),
                    format!("unknown column `{}` in a test", key.get_ref()),
                    format!("known: {}", ROW_FIELDS.join(", ")),
                );
            }
        }
        let period = test.period.and_then(|period| match period.get_ref()[..] {
            [start, end] => Some((start, end)),
            _ => {
                faults.at(self.file, period.span(), "a period is two years", "write period = [2021, 2025]");
                None
            }
        });
        let plain = |row: BTreeMap<Spanned<String>, toml::Value>| row.into_iter().map(|(key, value)| (key.into_inner(), value)).collect();
        RuleTest {
            text: test.text.into_inner(),
            doc_type: test.doc_type.map(Spanned::into_inner),
            title: test.title,
            headings: test.headings,
            period,
            previous: test.previous,
            item: test.item,
            rows: test.rows.map(|rows| rows.into_iter().map(plain).collect()),
            suppressed: test.suppressed,
            line,
        }
    }
}
