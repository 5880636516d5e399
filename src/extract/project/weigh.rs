//! The names of a list weighed together, in three steps, each only for those that may still win: as they stand, with their words,
//! with the words that tell against them.

use super::features::{self, View};
use super::lexis::Lexis;
use super::name::Name;
use super::score::{Peerage, Setting};
use super::words::Words;

/// A name that is being weighed.
struct Weighed<'n> {
    name: &'n Name,
    view: View<'n>,
    /// What its list gives it, and the name as it stands, in hundredths.
    standing: f32,
    words: Words,
}

impl<'n> Weighed<'n> {
    fn new(name: &'n Name, setting: &'n Setting, list: f32) -> Self {
        let view = View::new(name, setting);
        Self { name, view, standing: list + features::name_score(&view), words: Words::default() }
    }

    /// The score with these words.
    fn score(&self, words: &Words, peers: f32) -> f32 {
        (self.standing + features::words_score(&self.view, words, peers)) / 100.0
    }

    /// The most that it may score, whatever its words are. `alone`: it is the only name of its list.
    fn most(&self, alone: bool) -> f32 {
        (self.standing + features::most(&self.view, alone)) / 100.0
    }
}

/// Calls `found` with the names of a list that score more than `least`, their scores, and for those who ask for all names what they
/// were made of.
pub fn winners(
    lexis: &Lexis,
    text: &str,
    names: &[Name],
    setting: &Setting,
    least: f32,
    mut found: impl FnMut(&Name, f32, Vec<(&'static str, f32)>),
) {
    let list = features::list_score(setting);
    let mut weighed: Vec<Weighed> = names.iter().map(|name| Weighed::new(name, setting, list)).collect();
    let alone = names.len() == 1;
    if !weighed.iter().any(|weighed| weighed.most(alone) > least) {
        return;
    }
    weighed.iter_mut().for_each(|weighed| weighed.words = Words::of(lexis, text, weighed.name));
    let named = Peerage::of(weighed.iter().map(|weighed| weighed.words.is_named()));
    for weighed in &weighed {
        let peers = named.of_others(weighed.words.is_named());
        if weighed.score(&weighed.words, peers) > least {
            let words = weighed.words.against(lexis, text, weighed.name, setting.lead);
            let score = weighed.score(&words, peers);
            if score > least {
                let parts = if least == f32::NEG_INFINITY { features::parts(&weighed.view, &words, peers) } else { vec![] };
                found(weighed.name, score, parts);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Candidate, walk::walk};
    use crate::document::outline;
    use crate::rules::Pack;
    use crate::text::{Options, normalise};
    use proptest::prelude::*;

    const WORDS: [&str; 42] = [
        "建设",
        "加快",
        "推进",
        "打造",
        "支持",
        "做好",
        "新建",
        "青陵",
        "云泽",
        "缙云县",
        "丽水市",
        "沣河",
        "市",
        "国家级",
        "所有",
        "水库",
        "高速公路",
        "机场",
        "产业园",
        "中心",
        "体系",
        "老旧小区",
        "改造",
        "由",
        "为",
        "依托",
        "一期",
        "(二期)",
        "G60",
        "“云上”",
        "至",
        "2个",
        "项目",
        "工程",
        "等",
        "和",
        "、",
        "、",
        "、",
        ",",
        "的",
        "前期工作",
    ];

    /// Where the names stand that score more, and their scores.
    fn scores(names: &[Candidate], least: f32) -> Vec<(usize, usize, f32)> {
        names.iter().filter(|name| name.score > least).map(|name| (name.span.start, name.span.end, name.score)).collect()
    }

    proptest! {
        #[test]
        fn no_name_is_lost_before_its_words_are_looked_up(
            words in prop::collection::vec(prop::sample::select(&WORDS[..]), 2..14),
            head in prop::sample::select(&["", "专栏1 重点项目\n\n交通。"][..]),
        ) {
            let pack = Pack::embedded();
            let raw = format!("云泽市规划\n\n{head}{}。\n", words.concat());
            let text = normalise(raw.as_bytes(), &Options::default()).expect("UTF-8");
            let document = outline("a.txt", &text, &pack);
            let all = walk(&text, &document, &pack, f32::NEG_INFINITY);
            for least in all.iter().map(|name| name.score - 0.001) {
                prop_assert_eq!(scores(&walk(&text, &document, &pack, least), least), scores(&all, least));
            }
        }
    }
}
