//! Whose plan it is: the division that the title, the head, the path and the text name.
//!
//! Every name is evidence for all divisions that bear it; a division's own parents speak for it, and so does the kind of government
//! that the report speaks for (区人民政府).

use std::collections::{BTreeMap, BTreeSet};

use super::Sources;
use crate::document::region::{Division, NameHit, Register, level_of};
use crate::tables::rows::Level;

/// The region of a document.
#[derive(Debug, Default)]
pub struct Place {
    /// Its code.
    pub code: Option<u32>,
    /// The names, from its own to the province's.
    pub region: Option<String>,
    pub province: Option<String>,
    pub prefecture: Option<String>,
    pub county: Option<String>,
    /// The level of government.
    pub level: Option<Level>,
}

/// So many bytes of the text are searched for names.
const SEARCHED: usize = 12_000;

/// What a source of names weighs.
const TITLE: f32 = 10.0;
const TITLE_SHORT: f32 = 6.0;
const FORMAL: f32 = 8.0;
const PATH: f32 = 7.0;
const PATH_SHORT: f32 = 5.0;
const MENTION: f32 = 0.3;
const MENTIONS: f32 = 3.0;
/// The kind of government that speaks is the division's.
const SPEAKER: f32 = 4.0;
/// What reaches this is the document's region.
const ENOUGH: f32 = 4.5;

/// Reads the region of a document.
pub fn read(sources: &Sources<'_>, title: Option<&str>, year: Option<i32>) -> Place {
    let register = sources.pack.lexicon::<Register>();
    if is_national(sources, title) {
        return Place { level: Some(Level::National), ..Place::default() };
    }
    if let Some(place) = title.and_then(|title| unlisted(sources, register, title)) {
        return place;
    }
    let evidence = gather(sources, register, title);
    let speaker = speaker(sources);
    let best =
        evidence.iter().filter(|(_, e)| e.direct > 0.0).map(|(&index, own)| (index, total(register, &evidence, index, own, speaker, year)));
    let best = best.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    match best {
        Some((index, score)) if score >= ENOUGH => township(named(register, register.get(index), year), title),
        _ => Place::default(),
    }
}

/// A region that the title begins with and that is in no register: it has a name and a level, and no code.
///
/// Only the part of a longer name could be found for it: 陵县 in 青陵县.
fn unlisted(sources: &Sources<'_>, register: &Register, title: &str) -> Option<Place> {
    let (at, kind) = title.char_indices().skip(2).take(5).find(|(_, c)| matches!(c, '市' | '县' | '区' | '旗'))?;
    let (name, rest) = title.split_at(at + kind.len_utf8());
    let formal = rest.starts_with('“') || sources.pack.words("document.formal").starts_with(rest).is_some();
    let han = name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    // One character before a listed name makes another name of it (青陵县); more are words of their own (关于长沙市).
    let listed = |start: usize| start == 0 || start > '县'.len_utf8();
    if !formal || !han || register.find_all(name).any(|hit| listed(hit.start)) {
        return None;
    }
    let region = Some(name.to_owned());
    Some(match kind {
        '市' => Place { region: region.clone(), prefecture: region, level: Some(Level::Prefecture), ..Place::default() },
        _ => Place { region: region.clone(), county: region, level: Some(Level::County), ..Place::default() },
    })
}

/// What speaks for one division.
#[derive(Clone, Copy, Debug, Default)]
struct Evidence {
    /// Title, formal mention, path.
    direct: f32,
    /// Mentions in the text.
    mentioned: f32,
}

fn is_national(sources: &Sources<'_>, title: Option<&str>) -> bool {
    let starts = sources.pack.words("document.national.starts");
    let speaks = sources.pack.words("document.national.speaks");
    let named = title.is_some_and(|t| starts.starts_with(t.trim_start_matches(['(', '《', '“'])).is_some());
    named || sources.head().any(|(text, _)| text.len() < 2000 && speaks.is_in(text))
}

fn gather(sources: &Sources<'_>, register: &Register, title: Option<&str>) -> BTreeMap<u32, Evidence> {
    let mut evidence: BTreeMap<u32, Evidence> = BTreeMap::new();
    let mut direct = |index: u32, weight: f32| {
        let own = evidence.entry(index).or_default();
        own.direct = own.direct.max(weight) + own.direct.min(weight) * 0.25;
    };
    let mut name = |text: &str, full: f32, short: f32| {
        let any_full = names(register, text).any(|hit| hit.full);
        for hit in names(register, text).filter(|hit| hit.full || !any_full) {
            hit.divisions.iter().for_each(|&i| direct(i, if hit.full { full } else { short }));
        }
    };
    if let Some(title) = title {
        name(title, TITLE, TITLE_SHORT);
    }
    name(sources.path, PATH, PATH_SHORT);
    let formal = sources.pack.words("document.formal");
    let text = sources.beginning(SEARCHED);
    let mut mentions: BTreeMap<u32, f32> = BTreeMap::new();
    let mut formally = BTreeSet::new();
    for hit in names(register, text).filter(|hit| hit.full) {
        hit.divisions.iter().for_each(|&i| *mentions.entry(i).or_default() += MENTION);
        if hit.start < 4000 && formal.starts_with(&text[hit.end..]).is_some() {
            formally.extend(hit.divisions.iter().copied());
        }
    }
    formally.into_iter().for_each(|i| direct(i, FORMAL));
    for (index, weight) in mentions {
        evidence.entry(index).or_default().mentioned = weight.min(MENTIONS);
    }
    evidence
}

/// The names in a text. One of two characters (陵县) is none at the end of a longer word.
fn names<'r>(register: &'r Register, text: &'r str) -> impl Iterator<Item = NameHit<'r>> {
    let mut last = 0;
    register.find_all(text).filter(move |hit| {
        let behind_name = last == hit.start;
        last = hit.end;
        let in_word = text[..hit.start].chars().next_back().is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) && !BEFORE.contains(&c));
        hit.end - hit.start > 6 || behind_name || !in_word
    })
}

/// What may stand before a name of two characters.
const BEFORE: &[char] =
    &['在', '共', '于', '定', '对', '与', '和', '及', '到', '由', '从', '为', '是', '省', '市', '区', '州', '盟', '表', '的', '向'];

/// What a report's speaker governs: 省, 自治区, 市, 州, 区, 县, 旗.
fn speaker<'p>(sources: &Sources<'p>) -> Option<&'p str> {
    let speakers = sources.pack.words("document.speakers");
    let text = sources.beginning(4000);
    speakers.find(text).map(|hit| hit.value)
}

fn total(
    register: &Register,
    evidence: &BTreeMap<u32, Evidence>,
    index: u32,
    own: &Evidence,
    speaker: Option<&str>,
    year: Option<i32>,
) -> f32 {
    let division = register.get(index);
    let above = |code: u32| {
        let named = evidence.iter().filter(|&(&i, _)| register.get(i).code == code && register.get(i).code != division.code);
        named.map(|(_, e)| e.direct * 0.2 + e.mentioned * 0.4).fold(0.0, f32::max)
    };
    let parents = above(division.code / 10_000 * 10_000) + above(division.code / 100 * 100);
    let depth = match division.level() {
        Level::County => 2.0,
        Level::Prefecture => 1.0,
        _ => 0.0,
    };
    // Standing inside another place that is named as strongly is a sign of the narrower one.
    let nested = if parents > 0.0 { depth } else { depth * 0.25 };
    let speaks = speaker.map_or(0.0, |kind| if governs(division, kind) { SPEAKER } else { -SPEAKER / 2.0 });
    let in_force = match year {
        Some(year) if division.years.0 <= year && year <= division.years.1 => 1.0,
        Some(_) => -0.5,
        None => f32::from(u8::from(division.current())),
    };
    own.direct + own.mentioned + parents + nested + speaks + in_force
}

fn governs(division: &Division, kind: &str) -> bool {
    match kind {
        "区" => division.name.ends_with('区') && !division.name.ends_with("自治区") && !division.name.ends_with("地区"),
        "市" => division.name.ends_with('市'),
        "县" => division.name.ends_with('县'),
        _ => division.name.ends_with(kind),
    }
}

/// The names from the division up to its province.
fn named(register: &Register, division: &Division, year: Option<i32>) -> Place {
    let name = |code: u32| register.name_in(code, year).map(str::to_owned);
    let (province, prefecture) = (division.code / 10_000 * 10_000, division.code / 100 * 100);
    let level = level_of(division.code);
    Place {
        code: Some(division.code),
        region: Some(division.name.to_string()),
        province: name(province),
        prefecture: if level == Level::Prefecture {
            Some(division.name.to_string())
        } else {
            name(prefecture).filter(|_| prefecture != province)
        },
        county: (level == Level::County).then(|| division.name.to_string()),
        level: Some(level),
    }
}

/// A town's or township's plan names it behind its county.
fn township(mut place: Place, title: Option<&str>) -> Place {
    let Some((title, region)) = title.zip(place.region.as_deref()) else { return place };
    let Some(at) = title.find(region).map(|at| at + region.len()) else { return place };
    let rest = &title[at..];
    let end = ["镇", "乡", "街道"].into_iter().filter_map(|kind| rest.find(kind).map(|i| i + kind.len())).min();
    if let Some(end) = end.filter(|&end| {
        (6..=24).contains(&end) && !rest[..end].contains(['城', '农', ',', '“', '和', '与']) && !rest[end..].starts_with(['村', '化', '建'])
    }) {
        place.region = Some(rest[..end].to_owned());
        place.level = Some(Level::Township);
    }
    place
}

#[cfg(test)]
mod tests {
    use crate::rules::Pack;

    #[test]
    fn a_region_of_no_register_keeps_its_name() {
        let region = |title: &str| {
            let text = format!("{title}国民经济和社会发展第十四个五年规划纲要\n\n第一章 目标\n\n到2025年，森林覆盖率达到48%。\n");
            let row = crate::read("plan.txt", text.as_bytes(), &Pack::embedded()).document;
            (row.region.unwrap_or_default(), row.region_code)
        };
        assert_eq!(region("青陵县"), ("青陵县".to_owned(), None));
        assert_eq!(region("云泽市"), ("云泽市".to_owned(), None));
        assert_eq!(region("长沙市"), ("长沙市".to_owned(), Some("430100".to_owned())));
        assert_eq!(region("湖南省长沙市"), ("长沙市".to_owned(), Some("430100".to_owned())));
    }
}
