//! The names of a list weighed together, in four steps, each only for those that may still win: as they stand, with their words and
//! the best of neighbours, with the neighbours that they have, with the words that tell against them.

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
    /// Once they are looked up.
    words: Option<Words>,
    /// By all that is known it may win.
    hopeful: bool,
}

impl<'n> Weighed<'n> {
    /// A name in its list, which gives it so much. `alone`: it is the only one.
    fn new(name: &'n Name, setting: &Setting, list: f32, least: f32, alone: bool) -> Self {
        let view = View::new(name, setting);
        let standing = list + features::name_score(&view, setting);
        let most = (standing + features::most(&view, setting, alone)) / 100.0;
        Self { name, view, standing, words: None, hopeful: most > least }
    }

    /// The score with these words.
    fn score(&self, setting: &Setting, words: &Words, peers: f32) -> f32 {
        (self.standing + features::words_score(&self.view, setting, words, peers)) / 100.0
    }

    /// Its words, looked up where they are not.
    fn words(&mut self, lexis: &Lexis, text: &str) -> Words {
        *self.words.get_or_insert_with(|| Words::of(lexis, text, self.name))
    }
}

/// What names are weighed on, one list after the other.
pub struct Scale<'n> {
    lexis: &'n Lexis<'n>,
    text: &'n str,
    /// What scores more wins.
    least: f32,
    /// The names of the list at hand.
    weighed: Vec<Weighed<'n>>,
}

impl<'n> Scale<'n> {
    /// One that finds what scores more than `least`.
    pub fn new(lexis: &'n Lexis<'n>, text: &'n str, least: f32) -> Self {
        Self { lexis, text, least, weighed: vec![] }
    }

    /// Calls `found` with the names of a list that win, their scores, and for those who ask for all names what they were made of.
    pub fn winners(&mut self, names: &'n [Name], setting: &Setting, mut found: impl FnMut(&Name, f32, Vec<(&'static str, f32)>)) {
        let Self { lexis, text, least, ref mut weighed } = *self;
        let (list, alone) = (features::list_score(setting), names.len() == 1);
        weighed.clear();
        weighed.extend(names.iter().map(|name| Weighed::new(name, setting, list, least, alone)));
        let best = if alone { 0.0 } else { 1.0 };
        for weighed in weighed.iter_mut().filter(|weighed| weighed.hopeful) {
            let words = weighed.words(lexis, text);
            weighed.hopeful = weighed.score(setting, &words, best) > least;
        }
        if !weighed.iter().any(|weighed| weighed.hopeful) {
            return;
        }
        let named = Peerage::of(weighed.iter_mut().map(|weighed| weighed.words(lexis, text).is_named()));
        for weighed in weighed.iter_mut().filter(|weighed| weighed.hopeful) {
            let words = weighed.words(lexis, text);
            let peers = named.of_others(words.is_named());
            if weighed.score(setting, &words, peers) > least {
                let words = words.against(lexis, text, weighed.name, setting.lead);
                let score = weighed.score(setting, &words, peers);
                if score > least {
                    let asked = least == f32::NEG_INFINITY;
                    let parts = if asked { features::parts(&weighed.view, setting, &words, peers) } else { vec![] };
                    found(weighed.name, score, parts);
                }
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
