//! Canonical indicators: one id for the many ways of writing one thing, `rules/lexicon/indicators*.toml`.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::Deserialize;

use crate::rules::{Faults, Lexicon, Sources, read_entries};
use crate::tables::rows::{Attribute, Called, Label};

/// The indicators of a pack.
#[derive(Debug, Default)]
pub struct Indicators {
    list: Vec<Indicator>,
    called: Arc<Vec<Called>>,
    /// Where each id stands in the list.
    ids: HashMap<Label, usize>,
    /// The indicator of each name.
    names: HashMap<Box<str>, usize>,
    /// The indicators of names that mean one only where its growth is told.
    growing: BTreeMap<Box<str>, usize>,
}

/// One canonical indicator.
#[derive(Debug)]
pub struct Indicator {
    /// Stable: `forest_coverage`.
    pub id: Label,
    /// Its Chinese name.
    pub zh: Arc<str>,
    /// Its English name.
    pub en: String,
    /// The unit it is mostly given in; empty for none.
    pub unit: String,
    /// `economy`, `environment`, …
    pub category: String,
    /// What plans of today make of it.
    pub attribute: Option<Attribute>,
    /// Its other names.
    pub aliases: Vec<String>,
    /// What it is called where its growth is told, and nowhere else: 投资 in 投资增长8%, but not in 完成投资8亿元.
    pub growth_aliases: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    zh: String,
    en: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    growth_aliases: Vec<String>,
    #[serde(default)]
    unit: String,
    category: String,
    attribute: Option<String>,
}

impl From<Entry> for Indicator {
    fn from(entry: Entry) -> Self {
        Self {
            id: entry.id.into(),
            zh: entry.zh.into(),
            en: entry.en,
            unit: entry.unit,
            category: entry.category,
            attribute: entry.attribute.and_then(|a| a.parse().ok()),
            aliases: entry.aliases,
            growth_aliases: entry.growth_aliases,
        }
    }
}

impl Lexicon for Indicators {
    fn build(sources: &Sources<'_>, faults: &mut Faults) -> Self {
        let mut out = Self::default();
        for file in sources.under("lexicon/indicators") {
            for entry in read_entries::<Entry>(file, "indicator", faults) {
                if out.index(&entry.value.id).is_some() {
                    let message = format!("the indicator `{}` stands twice", entry.value.id);
                    faults.at(file, entry.span, message, "give each its own id, or join the two");
                    continue;
                }
                let indicator = Indicator::from(entry.value);
                out.ids.insert(indicator.id, out.list.len());
                out.list.push(indicator);
            }
        }
        out.settle();
        out
    }
}

impl Indicators {
    /// Names that several indicators have are those of the first.
    fn settle(&mut self) {
        let called = self.list.iter().map(|indicator| Called { id: (*indicator.id).to_owned(), zh: (*indicator.zh).to_owned() });
        self.called = Arc::new(called.collect());
        for (index, indicator) in self.list.iter().enumerate() {
            for name in indicator.aliases.iter().map(String::as_str).chain([&*indicator.zh]) {
                self.names.entry(squeezed(name).into()).or_insert(index);
            }
            self.growing.extend(indicator.growth_aliases.iter().map(|name| (name.as_str().into(), index)));
        }
    }

    fn named(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }

    /// Every indicator, in the order of the files.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Indicator> {
        self.list.iter()
    }

    /// What each is called, in the same order.
    pub fn called(&self) -> &Arc<Vec<Called>> {
        &self.called
    }

    /// The place of an id in the order of the files.
    pub fn index(&self, id: &str) -> Option<usize> {
        self.ids.get(id).copied()
    }

    /// The indicator that a phrase names, as written or without scope and tail.
    pub fn find(&self, written: &str) -> Option<&Indicator> {
        let name = squeezed(written);
        self.named(&name).or_else(|| self.named_in_part(&name)).map(|index| &self.list[index])
    }

    /// The same of a phrase whose growth is told.
    pub fn find_growing(&self, written: &str) -> Option<&Indicator> {
        self.find(written).or_else(|| self.growing.get(&*squeezed(written)).map(|&index| &self.list[index]))
    }

    /// The indicator that a name names without its scope, or without scope and tail.
    fn named_in_part(&self, name: &str) -> Option<usize> {
        let bare = &name[scope(name)..];
        let short = &bare[..bare.len() - tail(bare)];
        [bare, short].into_iter().filter(|part| part.len() < name.len()).find_map(|part| self.named(part))
    }

    /// The indicators that a sentence names, each once.
    pub fn named_in(&self, sentence: &str) -> Vec<&Indicator> {
        let names = |i: &Indicator| {
            sentence.contains(&*i.zh) || i.aliases.iter().any(|alias| alias.chars().count() > 2 && sentence.contains(alias.as_str()))
        };
        self.list.iter().filter(|i| names(i)).collect()
    }
}

/// The bytes of the scope that a name begins with.
fn scope(name: &str) -> usize {
    match (name.get(..6), name.get(..9)) {
        (Some("全市" | "全省" | "全县" | "全区" | "全州" | "全国" | "年均" | "新增" | "城市"), _) => 6,
        (_, Some("全社会")) => 9,
        _ => 0,
    }
}

/// The bytes of what a name ends with that changes nothing of what it names.
fn tail(name: &str) -> usize {
    let last = |bytes| name.len().checked_sub(bytes).and_then(|at| name.get(at..)).unwrap_or_default();
    match (last(6), last(9), last(3)) {
        ("增速" | "总数" | "数量" | "总量" | "水平" | "规模" | "以上", ..) => 6,
        (_, "增长率", _) => 9,
        (.., "数") => 3,
        _ => 0,
    }
}

/// Without brackets, quotes, marks and white space, and without a unit in brackets at the end.
fn squeezed(name: &str) -> Cow<'_, str> {
    let unit = name.strip_suffix(')').and_then(|inner| inner.rfind('(').filter(|at| *at > 0 && is_unit(&inner[at + 1..])));
    let name = unit.map_or(name, |at| &name[..at]);
    if !may_hold_mark(name) {
        return name.into();
    }
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '“' | '”' | '"' | '\'' | '‘' | '’' | '(' | ')' | '《' | '》');
    if name.contains(is_mark) { name.replace(is_mark, "").into() } else { name.into() }
}

/// Whether a mark or white space may stand in a name, told by the bytes that they begin with in UTF-8. Without a branch, to look at many
/// bytes at a time.
fn may_hold_mark(name: &str) -> bool {
    name.bytes().fold(false, |may, byte| may | (byte < b'0') | (byte == 0xc2) | (0xe1..=0xe3).contains(&byte))
}

fn is_unit(text: &str) -> bool {
    text.chars().next().is_some_and(|c| "%‰亿万元吨个件张人岁年平立微公户家套亩".contains(c))
}

#[cfg(test)]
mod tests {
    use crate::rules::Pack;

    use super::*;

    #[test]
    fn many_names_meet_in_one_id() {
        let pack = Pack::embedded();
        let indicators: &Indicators = pack.lexicon();
        assert!(indicators.iter().len() >= 250);
        for name in ["GDP", "地区生产总值", "生产总值", "经济总量", "地区生产总值(亿元)", "全市生产总值"] {
            assert_eq!(indicators.find(name).map(|i| &*i.id), Some("gdp"), "{name}");
        }
        for name in ["地区生产总值增速", "全省生产总值规模", "全市地区生产总值增长率"] {
            assert_eq!(indicators.find(name).map(|i| &*i.id), Some("gdp"), "{name}");
        }
        assert_eq!(indicators.find("森林覆盖率").map(|i| i.attribute), Some(Some(Attribute::Binding)));
        assert!(indicators.find("云泽湖景区").is_none());
        assert!(indicators.find("投资").is_none());
        assert_eq!(indicators.find_growing("投资").map(|i| &*i.id), Some("fixed_investment"));
    }
}
