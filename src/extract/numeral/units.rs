//! Units as data: `rules/lexicon/units*.toml` and the marks of bounds in `rules/lexicon/bounds.toml`.

use std::collections::{BTreeMap, HashMap};

use compact_str::{CompactString, format_compact};
use serde::Deserialize;

use super::heads::{FewHeads, Heads};
use crate::rules::{Faults, Lexicon, SourceFile, Sources, Trie, read_entries};
use crate::tables::rows::{Bound, Dimension, Label};

/// What goes on a number whatever the pack says: its characters, the point, the word for a fraction, the signs of ranges.
const GOES_ON: Heads = Heads::of("〇零○一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾廿卅百佰千仟万亿点分—–～―－至到");

/// The units of a pack and the words that bound a number.
#[derive(Debug, Default)]
pub struct Units {
    all: Vec<Unit>,
    /// Their names, numbered as they stand in `all`.
    names: Trie,
    /// What may go on a number: units, what stands before them, and further characters of numbers.
    behind: Heads,
    before: Marks,
    after: Marks,
    between: Marks,
}

/// Words and the bound each gives.
#[derive(Debug, Default)]
struct Marks {
    words: BTreeMap<Box<str>, Bound>,
    /// The words forward and backward, numbered as they stand in `words`.
    forward: Trie,
    backward: Trie,
    heads: Heads,
    bounds: Vec<Bound>,
}

#[derive(Debug)]
struct Unit {
    name: Box<str>,
    dimension: Dimension,
    base: Label,
    factor: f64,
    not_before: Vec<String>,
    /// What those begin with.
    bars: FewHeads,
    /// Whether its name ends with a Latin letter.
    latin: bool,
    /// The units that its name begins with, the longest last.
    shorter: Vec<usize>,
}

/// A unit that stands behind a number.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitMatch {
    /// As written with its multiplier, `亿元`; what stands between (余, 多) is left out.
    pub written: CompactString,
    /// How many bytes of it are multiplier.
    multiplier: u32,
    /// Whether it is a class, 万吨级.
    is_class: bool,
    /// None for a multiplier alone.
    pub dimension: Option<Dimension>,
    /// The base unit.
    pub base: Option<Label>,
    /// How many base units one of it is, with the multiplier.
    pub factor: f64,
}

impl UnitMatch {
    /// Without the multiplier, `元`; empty for a multiplier alone.
    pub fn name(&self) -> &str {
        &self.written[self.multiplier as usize..]
    }

    /// The multiplier, `亿`; a class counts as if it had none.
    pub fn multiplier(&self) -> &str {
        if self.is_class { "" } else { &self.written[..self.multiplier as usize] }
    }

    /// With a multiplier of its own in front and nothing but a mark between: 万 | 余 | 人.
    pub(super) fn times(self, multiplier: &Self) -> Self {
        let written = format_compact!("{}{}", multiplier.written, self.written);
        let own = multiplier.written.len() as u32 + self.multiplier;
        Self { written, multiplier: own, factor: self.factor * multiplier.factor, ..self }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupEntry {
    dimension: String,
    base: Option<String>,
    #[serde(default)]
    #[allow(dead_code)]
    about: String,
    units: BTreeMap<String, f64>,
    #[serde(default)]
    not_before: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BoundEntry {
    bound: String,
    #[serde(default)]
    before: Vec<String>,
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    between: Vec<String>,
}

impl Lexicon for Units {
    fn build(sources: &Sources<'_>, faults: &mut Faults) -> Self {
        let mut units = Self::default();
        for file in sources.under("lexicon/units") {
            units.read_groups(file, faults);
        }
        if let Some(file) = sources.required("lexicon/bounds.toml", faults) {
            units.read_bounds(file, faults);
        }
        units.settle();
        units
    }
}

impl Units {
    fn read_groups(&mut self, file: &SourceFile, faults: &mut Faults) {
        for entry in read_entries::<GroupEntry>(file, "group", faults) {
            let group = entry.value;
            let Ok(dimension) = group.dimension.parse() else {
                faults.at(file, entry.span, format!("unknown dimension `{}`", group.dimension), known_dimensions());
                continue;
            };
            if let Some(name) = group.not_before.keys().find(|name| !group.units.contains_key(*name)) {
                faults.at(
                    file,
                    entry.span,
                    format!("`not_before` names `{name}`, which is no unit of this group"),
                    "name a unit of the group",
                );
            }
            let base = group.base.map(Label::from);
            for (name, factor) in group.units {
                let base = base.unwrap_or_else(|| name.as_str().into());
                let not_before = group.not_before.get(&name).cloned().unwrap_or_default();
                let bars = FewHeads::of(not_before.iter().map(String::as_str));
                let latin = name.ends_with(|c: char| c.is_ascii_alphabetic());
                self.add(Unit { name: name.into(), dimension, base, factor, not_before, bars, latin, shorter: Vec::new() });
            }
        }
    }

    fn add(&mut self, unit: Unit) {
        if !unit.name.is_empty() {
            self.all.push(unit);
        }
    }

    fn read_bounds(&mut self, file: &SourceFile, faults: &mut Faults) {
        for entry in read_entries::<BoundEntry>(file, "mark", faults) {
            let Ok(bound) = entry.value.bound.parse::<Bound>() else {
                let known: Vec<_> = Bound::ALL.iter().map(|b| b.as_str()).collect();
                faults.at(file, entry.span, format!("unknown bound `{}`", entry.value.bound), format!("known: {}", known.join(", ")));
                continue;
            };
            self.before.words.extend(entry.value.before.into_iter().map(|w| (w.into(), bound)));
            self.after.words.extend(entry.value.after.into_iter().map(|w| (w.into(), bound)));
            self.between.words.extend(entry.value.between.into_iter().map(|w| (w.into(), bound)));
        }
    }

    fn settle(&mut self) {
        self.names = Trie::new(self.all.iter().map(|unit| &*unit.name));
        let mut named: HashMap<Box<str>, Vec<usize>> = HashMap::new();
        for (number, unit) in self.all.iter().enumerate() {
            named.entry(unit.name.clone()).or_default().push(number);
        }
        for (number, unit) in self.all.iter_mut().enumerate() {
            let ends = unit.name.char_indices().map(|(at, c)| at + c.len_utf8());
            let beginnings = ends.filter_map(|end| named.get(&unit.name[..end])).flatten();
            unit.shorter = beginnings.copied().filter(|other| *other != number).collect();
        }
        for marks in [&mut self.before, &mut self.after, &mut self.between] {
            marks.forward = Trie::new(marks.words.keys().map(|word| &**word));
            marks.backward = Trie::backward(marks.words.keys().map(|word| &**word));
            marks.heads.extend(marks.words.keys().map(|word| &**word));
            marks.bounds = marks.words.values().copied().collect();
        }
        self.behind = GOES_ON;
        self.behind.extend(self.all.iter().map(|unit| &*unit.name).chain(self.between.words.keys().map(|word| &**word)));
    }

    /// How many ways of writing a unit it knows.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether what stands behind a number of one Chinese character may belong to it, but for marks of bounds; seldom wrongly so.
    #[inline]
    pub fn may_go_on(&self, rest: &str) -> bool {
        self.behind.may_begin(rest)
    }

    /// The unit that the text begins with, multiplier and all, and its length in bytes.
    pub fn at_start(&self, text: &str) -> Option<(UnitMatch, usize)> {
        let multiplier = multiplier_len(text);
        let mut best: Option<(UnitMatch, usize)> = None;
        let cuts = text[..multiplier].char_indices().map(|(at, _)| at).chain([multiplier]);
        for cut in cuts {
            let Some((unit, len)) = self.single(&text[cut..]) else { continue };
            if best.as_ref().is_none_or(|(_, end)| cut + len > *end) {
                best = Some((self.matched(text, cut, unit, len), cut + len));
            }
        }
        best = best.map(|(unit, len)| self.compound(text, unit, len));
        best.or_else(|| multiplier_alone(text, multiplier))
    }

    /// The longest unit, without a multiplier, that the text begins with.
    fn single(&self, text: &str) -> Option<(&Unit, usize)> {
        let (number, _) = self.names.begins(text)?;
        let longest = self.all.get(number)?;
        let fits = |unit: &&Unit| unit.fits_before(&text[unit.name.len()..]);
        // Where the longest does not fit, a shorter one may: 度 before 假.
        let unit = Some(longest).filter(fits).or_else(|| longest.shorter.iter().rev().map(|&unit| &self.all[unit]).find(fits))?;
        Some((unit, unit.name.len()))
    }

    fn matched(&self, text: &str, cut: usize, unit: &Unit, len: usize) -> UnitMatch {
        UnitMatch {
            written: text[..cut + len].into(),
            multiplier: cut as u32,
            is_class: false,
            dimension: Some(unit.dimension),
            base: Some(unit.base),
            factor: unit.factor * multiplier_value(&text[..cut]),
        }
    }

    /// A unit per another: 微克/立方米, 件/万人; or of a class, 吨级.
    fn compound(&self, text: &str, unit: UnitMatch, len: usize) -> (UnitMatch, usize) {
        let rest = &text[len..];
        if let Some(after) = rest.strip_prefix('级')
            && matches!(unit.dimension, Some(Dimension::Mass | Dimension::Power | Dimension::Money | Dimension::Length | Dimension::Volume))
            && !after.starts_with(['别', '以'])
        {
            let written = format_compact!("{}级", unit.written);
            return (UnitMatch { written, is_class: true, ..unit }, len + '级'.len_utf8());
        }
        let Some(per) = rest.strip_prefix('/') else { return (unit, len) };
        let multiplier = multiplier_len(per);
        let Some((below, below_len)) = self.single(&per[multiplier..]).or_else(|| self.single_bare(per, multiplier)) else {
            return (unit, len);
        };
        let end = len + 1 + multiplier + below_len;
        let of_volume = below.dimension == Dimension::Volume && matches!(unit.dimension, Some(Dimension::Mass | Dimension::Volume));
        let dimension = if of_volume { Dimension::Concentration } else { Dimension::Intensity };
        let base = format!("{}/{}", unit.base.as_deref().unwrap_or_default(), below.base);
        let factor = unit.factor / (below.factor * multiplier_value(&per[..multiplier]));
        let written = format_compact!("{}{}", unit.written, &text[len..end]);
        (UnitMatch { written, multiplier: 0, is_class: false, dimension: Some(dimension), base: Some(base.into()), factor }, end)
    }

    /// `per` without its multiplier taken off: 千瓦时 begins with one that is none.
    fn single_bare(&self, per: &str, multiplier: usize) -> Option<(&Unit, usize)> {
        if multiplier == 0 { None } else { self.single(per) }
    }

    /// The bound whose mark the text ends with, and the mark's length: 不低于, 超过.
    pub fn bound_before(&self, text: &str) -> Option<(Bound, usize)> {
        let (word, len) = self.before.backward.ends(text)?;
        Some((*self.before.bounds.get(word)?, len))
    }

    /// The bound whose mark the text begins with, and the mark's length: 以上, 左右.
    pub fn bound_after(&self, text: &str) -> Option<(Bound, usize)> {
        self.after.at_start(text)
    }

    /// The bound whose mark stands between figures and unit, and the mark's length: 余, 多.
    pub fn bound_between(&self, text: &str) -> Option<(Bound, usize)> {
        self.between.at_start(text)
    }
}

impl Marks {
    fn at_start(&self, text: &str) -> Option<(Bound, usize)> {
        if !self.heads.may_begin(text) {
            return None;
        }
        let (word, len) = self.forward.begins(text)?;
        Some((*self.bounds.get(word)?, len))
    }
}

impl Unit {
    /// Whether what follows does not make another word of it.
    fn fits_before(&self, rest: &str) -> bool {
        if self.latin && rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return false;
        }
        !(self.bars.may_begin(rest) && self.not_before.iter().any(|word| rest.starts_with(word.as_str())))
    }
}

fn known_dimensions() -> String {
    let known: Vec<_> = Dimension::ALL.iter().map(|d| d.as_str()).collect();
    format!("known: {}", known.join(", "))
}

/// The bytes of the multiplier that the text begins with: 万, 千万, 万亿.
fn multiplier_len(text: &str) -> usize {
    text.chars().take_while(|c| matches!(c, '十' | '百' | '千' | '万' | '亿')).count() * '十'.len_utf8()
}

/// What a multiplier multiplies by; 1 for none.
fn multiplier_value(text: &str) -> f64 {
    text.chars()
        .map(|c| match c {
            '十' => 10.0,
            '百' => 100.0,
            '千' => 1e3,
            '万' => 1e4,
            '亿' => 1e8,
            _ => 1.0,
        })
        .product()
}

/// 10万, 3千, 百亿级: a multiplier and nothing behind it that is a unit.
fn multiplier_alone(text: &str, len: usize) -> Option<(UnitMatch, usize)> {
    if len == 0 {
        return None;
    }
    let class = if text[len..].starts_with('级') { '级'.len_utf8() } else { 0 };
    let end = len + class;
    let factor = multiplier_value(&text[..len]);
    let (multiplier, is_class) = (end as u32, false);
    Some((UnitMatch { written: text[..end].into(), multiplier, is_class, dimension: None, base: None, factor }, end))
}
