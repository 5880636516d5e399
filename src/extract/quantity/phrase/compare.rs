//! Comparisons: what a figure is set against, and the subject without it.

use super::Phrases;

/// The longest that a reference is, in characters.
const REACH: usize = 18;

impl Phrases<'_> {
    /// A subject without what it is set against, and that: 增速 | 高于 | 全省平均水平.
    pub fn compared<'t>(&self, piece: &'t str) -> (&'t str, Option<&'t str>) {
        let based = piece.strip_suffix("的基础上").or_else(|| piece.strip_suffix("基础上"));
        if let Some((subject, reference)) = based.and_then(|before| before.rsplit_once('在')) {
            return (subject, Some(reference).filter(|r| self.is_reference(r)));
        }
        let comparing = |word: &str, start: usize, end: usize| {
            let (before, behind) = (&piece[..start], &piece[end..]);
            let whole = !matches!(word, "与" | "同") || behind.ends_with('比');
            whole && self.is_reference(behind) && !in_a_noun(before, behind)
        };
        match self.comparing.find_all(piece).filter(|hit| comparing(hit.word, hit.start, hit.end)).last() {
            Some(hit) => (&piece[..hit.start], Some(piece[hit.end..].trim_end_matches("相比"))),
            None => (piece, None),
        }
    }

    /// What the words between subject and verb set a figure against: 比 | 上年同期 | 增长.
    pub fn reference_in<'t>(&self, words: &'t str) -> Option<&'t str> {
        let comparing = |word: &str| matches!(word, "比" | "较" | "较之" | "高于" | "低于" | "快于" | "高出");
        let hit = self.comparing.find_all(words).find(|hit| comparing(hit.word) && self.begins_reference(&words[hit.end..]))?;
        let behind = &words[hit.end..];
        let end = self.rises.find(behind).map_or(behind.len(), |rise| rise.start);
        let reference = self.without_tail(behind[..end].trim_end_matches(['高', '低', '快', '慢', '多', '少', '翻']));
        (!reference.is_empty()).then_some(reference)
    }

    /// Whether a text begins with a word of reference or a year.
    pub(super) fn begins_reference(&self, text: &str) -> bool {
        if text.starts_with('“') && text.contains('”') {
            return true;
        }
        let text = text.trim_start_matches('“');
        self.reference.starts_with(text).is_some() || text.get(4..).is_some_and(|rest| rest.starts_with('年'))
    }

    /// 全国平均水平, 上年末, “十三五”时期, 2020年: short, and begun by a word of the list or by a year.
    pub(super) fn is_reference(&self, text: &str) -> bool {
        self.begins_reference(text) && text.chars().nth(REACH).is_none() && !text.contains(['、', ',', ';', ':', '。'])
    }
}

/// 占比, 同比 and 比重 compare nothing.
fn in_a_noun(before: &str, behind: &str) -> bool {
    before.ends_with(['占', '同', '环', '之', '对', '配', '评', '无']) || behind.starts_with(['重', '例', '率', '值', '赛'])
}
