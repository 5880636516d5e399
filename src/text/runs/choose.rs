//! Which character a run began with: the one that the text around it makes likely.

use super::brackets::Around;
use super::read::{End, Reading};
use crate::tables::rows::{Script, Span};
use crate::text::gbk::codes;
use crate::text::gloss::{self, Gloss};
use crate::text::likely::PLANE;
use crate::text::model::table::Table;
use crate::text::model::{EDGE, Model, OWN_ORDER, Token, add_tokens, token, tokens};
use crate::text::script;
use std::cell::RefCell;
use std::collections::HashMap;

/// The certainty from which on a choice is called certain.
pub(super) const CERTAIN: f32 = 0.97;

/// A run restored.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Choice {
    /// What stands for the run, with the gloss of its last character if it has one.
    pub text: String,
    /// Where the run ends in the text.
    pub end: usize,
    /// The first character.
    pub first: char,
    /// The second best.
    pub runner_up: Option<char>,
    /// The probability of the whole choice, by the model.
    pub certainty: f32,
    /// Whether a digit may have been swallowed at the end.
    pub loses_digit: bool,
}

/// What is known of the document that a run stands in.
pub(super) struct Chooser<'a> {
    input: &'a str,
    model: Model<'a>,
    script: Option<Script>,
    /// A bit for each character that carries a gloss wherever it stands.
    glossed: Box<[u64; PLANE / 64]>,
    /// The characters that a run may begin with, by their second bytes: there are as few of these as there are marks.
    firsts: RefCell<HashMap<u8, Vec<char>>>,
}

/// How likely a run's characters must be, as the mean logarithm, to be believed.
const PLAUSIBLE: f32 = -8.5;
/// How much the differences of the model count: below 1 it is held less sure than it says.
const SHARPNESS: f32 = 0.8;
/// What a character of the other script, or one without the gloss it always carries, costs.
const STRANGE: f32 = -12.0;
/// What a letter or digit costs that is read as its full-width form.
const FOLDED: f32 = -5.0;
/// What an end costs at which a byte went without leaving a `?`.
const UNMARKED: f32 = -8.0;
/// How far the likelihood of a run may fall below its best end before longer ends are not looked at.
const HOPELESS: f32 = 60.0;
/// How far the likelihood of a choice may fall below the best before it adds nothing to the sum of all that a share is taken of.
const NEGLIGIBLE: f32 = 25.0;
/// The marks that may stand where a character was lost.
const MARKS: &str = "　。、“”‘’（）《》〈〉【】〔〕；：！？，—…·％〇";
/// Characters that are looked at to tell the script of a document.
const SAMPLE: usize = 6000;
/// How many tokens are looked at on either side: no n-gram reaches farther.
const REACH: usize = OWN_ORDER - 1;

impl<'a> Chooser<'a> {
    /// Counts what stands in the document outside of the runs that begin at `starts`.
    pub(super) fn new(input: &'a str, starts: &[usize], built_in: &'a Table<'a>) -> Self {
        let glosses = gloss::find(input);
        let mut glossed = Box::new([0; PLANE / 64]);
        for of in glosses.iter().map(|gloss| gloss.of as usize).filter(|of| *of < PLANE) {
            glossed[of / 64] |= 1 << (of % 64);
        }
        let own = undamaged(input, &glosses, starts);
        let (traditional, simplified) = script::count(input.chars().filter(|c| !c.is_ascii()).take(SAMPLE));
        let script = match (traditional.min(50), simplified.min(50)) {
            (t, s) if t > 2 * s => Some(Script::Traditional),
            (t, s) if s > 2 * t => Some(Script::Simplified),
            _ => None,
        };
        Self { input, model: Model::new(built_in, own), script, glossed, firsts: RefCell::default() }
    }

    /// The best first character, end and last character of a run, if any are believable.
    pub(super) fn choose(&self, reading: &Reading, before: impl Iterator<Item = char>) -> Option<Choice> {
        let left = Self::left_of(before);
        let indent = left.last().is_none_or(|token| *token == EDGE);
        let firsts = self.firsts(reading.trail, indent);
        let (end, mut last, last_p) = self.end(reading)?;
        let right = self.right_of(end.at);
        let near = &right[..right.len().min(REACH)];
        let tail = |last: Option<char>| -> Vec<Token> {
            tokens(reading.inner[..end.inner].iter().copied().chain(last)).into_iter().chain(right.iter().copied()).collect()
        };
        let whole = |last: Option<char>| -> Vec<Token> {
            let inner = reading.inner[..end.inner].iter().copied().chain(last);
            inner.map(token).chain(near.iter().copied()).collect()
        };
        let mut pick = self.pick(&firsts, &left, &tail(last))?;
        if end.inner < REACH && end.lead.is_some() {
            // The two lost characters stand so near that each bears on the other.
            let both = |(last, weight): (Option<char>, f32)| {
                let pick = self.pick(&firsts, &left, &tail(last))?;
                Some((self.gain(&left, pick.best?, &whole(last)) + weight, pick, last))
            };
            let best = self.likely_lasts(reading, end, &right).into_iter().filter_map(both).max_by(|a, b| a.0.total_cmp(&b.0));
            (_, pick, last) = best?;
        }
        let first = pick.best?;
        let folded = reading.folded[..end.inner].iter().filter(|folded| **folded).count() as f32;
        if self.gain(&left, first, &whole(last)) + folded * FOLDED < 0.0 {
            return None;
        }
        let mut text = String::from(first);
        text.extend(&reading.inner[..end.inner]);
        text.extend(last);
        if let Some(syllable) = &end.syllable {
            text.extend(["(", syllable, ")"]);
        }
        let certainty = if self.is_strange(&reading.inner[..end.inner]) { 0.0 } else { pick.share * last_p };
        Some(Choice { text, end: end.at, first, runner_up: pick.second, certainty, loses_digit: end.open })
    }

    /// Whether a character of a run was never seen beside either neighbour: something between them may have been filtered out.
    fn is_strange(&self, inner: &[char]) -> bool {
        let known = |a: char, b: char| self.model.knows([token(a), token(b)]);
        inner.windows(3).any(|three| !known(three[0], three[1]) && !known(three[1], three[2]))
    }

    /// Where the run ends most believably, with its last character and how sure that is.
    fn end<'r>(&self, reading: &'r Reading) -> Option<(&'r End, Option<char>, f32)> {
        // The likelihood of the inner characters from the second on, summed up to each.
        let text: Vec<Token> = reading.inner.iter().copied().map(token).collect();
        self.model.fetch(&text, 0, text.len());
        let mut sum = 0.0;
        let mut sums = vec![0.0];
        for (at, c) in reading.inner.iter().enumerate() {
            let strange = if self.is_glossed(*c) || !self.fits_script(*c) { STRANGE } else { 0.0 };
            let folded = if reading.folded[at] { FOLDED } else { 0.0 };
            sum += self.model.score(&text, at, at + 1) - PLAUSIBLE + strange + folded;
            sums.push(sum);
        }
        let mut best: Option<(f32, &End, Option<char>, f32)> = None;
        for end in &reading.ends {
            if best.as_ref().is_some_and(|best| sums[end.inner] < best.0 - HOPELESS) {
                continue;
            }
            if let Some((last, p, gain)) = self.last(reading, end)
                && best.as_ref().is_none_or(|best| sums[end.inner] + gain > best.0)
            {
                best = Some((sums[end.inner] + gain, end, last, p));
            }
        }
        best.map(|(_, end, last, p)| (end, last, p))
    }

    /// The last character of an end, how sure it is, and what it and the text behind the run add to the likelihood.
    fn last(&self, reading: &Reading, end: &End) -> Option<(Option<char>, f32, f32)> {
        let left: Vec<Token> = reading.inner[..end.inner].iter().rev().take(48).rev().copied().map(token).collect();
        let right = self.right_of(end.at);
        let choices = match end.last {
            Some(last) => vec![Some(last)],
            None => self.lasts(end),
        };
        let Pick { best: last, share: p, .. } = self.pick(&choices, &left, &right)?;
        let strange = last.is_some_and(|c| !self.fits_script(c) || !self.has_its_gloss(c, end));
        let score = self.score(&left, last, &right) - PLAUSIBLE * (right.len().min(REACH) + 1) as f32;
        let unmarked = if end.marked { 0.0 } else { UNMARKED };
        Some((last, p, score + unmarked + if strange { STRANGE } else { 0.0 }))
    }

    /// The likeliest last characters of an end, by what stands before and behind them.
    fn likely_lasts(&self, reading: &Reading, end: &End, right: &[Token]) -> Vec<(Option<char>, f32)> {
        let left: Vec<Token> = reading.inner[..end.inner].iter().copied().map(token).collect();
        let around = Around::of(&left, right);
        let mut scored: Vec<(Option<char>, f32)> =
            self.lasts(end).into_iter().map(|c| (c, self.score(&left, c, right) + around.weigh(c))).collect();
        scored.sort_by(|a, b| b.1.total_cmp(&a.1));
        scored.truncate(24);
        scored.into_iter().map(|(c, _)| (c, around.weigh(c))).collect()
    }

    /// Whether the character at the end of a run has the gloss behind it that it carries everywhere, or a right one.
    fn has_its_gloss(&self, c: char, end: &End) -> bool {
        let behind = end.syllable.as_deref().or_else(|| gloss::syllable_at(self.input[end.at..].strip_prefix('(')?));
        behind.map_or(!self.is_glossed(c), |syllable| gloss::is_reading(c, syllable))
    }

    /// The tokens before a run: `before` are the characters of the repaired text, backwards.
    fn left_of(before: impl Iterator<Item = char>) -> Vec<Token> {
        let text: Vec<char> = before.take(48).collect();
        let text: String = text.into_iter().rev().collect();
        let mut left = vec![EDGE];
        left.extend(tokens(plain(&text)));
        left
    }

    /// The tokens behind the run, more than [`REACH`].
    fn right_of(&self, end: usize) -> Vec<Token> {
        let rest = &self.input[end..];
        let mut to = rest.char_indices().nth(40).map_or(self.input.len(), |(at, _)| end + at);
        // What stands behind the start of another run is damaged itself.
        if let Some(next) = super::read::starts(&self.input[end..to]).first() {
            to = end + next;
        }
        tokens(plain(&self.input[end..to]))
    }

    fn is_glossed(&self, c: char) -> bool {
        let c = c as usize;
        self.glossed.get(c / 64).is_some_and(|bits| bits >> (c % 64) & 1 != 0)
    }

    /// The characters that `trail` can be the second byte of; an indent only at the beginning of a line.
    fn firsts(&self, trail: u8, indent: bool) -> Vec<Option<char>> {
        let all = || (0x81..=0xfe).filter_map(|lead| codes().char_of(lead, trail)).filter(|c| self.is_usual(*c) && !self.is_glossed(*c));
        let mut known = self.firsts.borrow_mut();
        let firsts = known.entry(trail).or_insert_with(|| all().collect());
        firsts.iter().copied().filter(|c| *c != '　' || indent).map(Some).collect()
    }

    /// The characters that a last one can be of which the first byte is left.
    fn lasts(&self, end: &End) -> Vec<Option<char>> {
        let Some(lead) = end.lead else { return vec![] };
        let all = (0x40..=0xfe).filter_map(|trail| codes().char_of(lead, trail)).filter(|c| *c != '　' && self.is_usual(*c));
        match &end.syllable {
            Some(syllable) => {
                let read: Vec<char> = all.filter(|c| gloss::is_reading(*c, syllable)).collect();
                let known: Vec<Option<char>> = read.iter().filter(|c| self.is_glossed(**c)).map(|c| Some(*c)).collect();
                if known.is_empty() { read.into_iter().map(Some).collect() } else { known }
            }
            None => all.filter(|c| !self.is_glossed(*c)).map(Some).collect(),
        }
    }

    /// Whether a character may stand in this document: an ideograph or a mark, not of the other script.
    fn is_usual(&self, c: char) -> bool {
        (('\u{4e00}'..='\u{9fff}').contains(&c) || MARKS.contains(c)) && self.fits_script(c)
    }

    /// Whether a character is not of the other script alone.
    fn fits_script(&self, c: char) -> bool {
        match (self.script, script::script_of(c)) {
            (Some(own), Some(of)) => own == of,
            _ => true,
        }
    }

    /// The most likely of `choices` between `left` and `right`, its share of the likelihood of all, and the second best.
    fn pick(&self, choices: &[Option<char>], left: &[Token], right: &[Token]) -> Option<Pick> {
        if let [only] = choices {
            return Some(Pick { best: *only, share: 1.0, second: None });
        }
        let around = Around::of(left, right);
        let (mut scored, mut best, mut second) = (Vec::new(), f32::NEG_INFINITY, f32::NEG_INFINITY);
        for c in self.near(choices, left, right) {
            let Some(score) = self.score_above(second.min(best - NEGLIGIBLE), around.weigh(c), left, c, right) else { continue };
            scored.push((c, score));
            second = second.max(score.min(best));
            best = best.max(score);
        }
        scored.sort_by(|a, b| b.1.total_cmp(&a.1));
        let (best, top) = *scored.first()?;
        let all: f32 = scored.iter().map(|(_, score)| ((score - top) * SHARPNESS).exp()).sum();
        Some(Pick { best, share: 1.0 / all, second: scored.get(1).and_then(|(c, _)| *c) })
    }

    /// Those of `choices` that are worth a closer look: seen beside one of their neighbours, as long as there are some of that kind.
    fn near(&self, choices: &[Option<char>], left: &[Token], right: &[Token]) -> Vec<Option<char>> {
        let beside = self.model.beside(left.last().copied(), right.first().copied());
        let is_near = |c: &Option<char>| {
            let c = c.map_or(EDGE, token);
            (c == EDGE) | beside.holds(c)
        };
        // First all are looked up, then some are taken: see [`Beside::holds`].
        let are_near: Vec<bool> = choices.iter().map(is_near).collect();
        let near: Vec<Option<char>> = choices.iter().zip(are_near).filter(|(_, near)| *near).map(|(c, _)| *c).collect();
        if near.iter().flatten().nth(1).is_some() { near } else { choices.to_vec() }
    }

    /// The likelihood of a character and of the tokens behind it that depend on it.
    fn score(&self, left: &[Token], c: Option<char>, right: &[Token]) -> f32 {
        self.score_above(f32::NEG_INFINITY, 0.0, left, c, right).unwrap_or(f32::NEG_INFINITY)
    }

    /// The same and `weight`; none where that falls below `floor`.
    fn score_above(&self, floor: f32, weight: f32, left: &[Token], c: Option<char>, right: &[Token]) -> Option<f32> {
        let from = left.len().min(REACH);
        let (mut text, mut len) = ([EDGE; 2 * REACH + 1], from);
        text[..from].copy_from_slice(&left[left.len() - from..]);
        // White space beside white space is one edge.
        let c = c.map(token).filter(|c| *c != EDGE || left.last() != Some(&EDGE));
        for token in c.into_iter().chain(right.iter().take(REACH).copied()) {
            text[len] = token;
            len += 1;
        }
        self.model.score_above(floor, weight, &text[..len], from, len)
    }

    /// How much more likely a whole run and what follows it are than text that is just believable; grows with every good character.
    fn gain(&self, left: &[Token], first: char, tail: &[Token]) -> f32 {
        let from = left.len().min(REACH);
        let mut text = left[left.len() - from..].to_vec();
        text.push(token(first));
        text.extend(tail);
        self.model.score(&text, from, text.len()) - PLAUSIBLE * (text.len() - from) as f32
    }
}

/// The outcome of a choice between characters.
#[derive(Clone, Copy, Debug)]
struct Pick {
    best: Option<char>,
    share: f32,
    second: Option<char>,
}

/// The tokens of a text without its glosses and the sentences that are damaged, of which each leaves an edge.
fn undamaged(input: &str, glosses: &[Gloss], starts: &[usize]) -> Vec<Token> {
    let mut own = Vec::with_capacity(input.len() / 3);
    own.push(EDGE);
    let mut glosses = glosses.iter().map(|gloss| gloss.at).peekable();
    let mut add = |own: &mut Vec<Token>, mut from: usize, end: usize| {
        while let Some(gloss) = glosses.next_if(|gloss| gloss.start < end) {
            if gloss.start >= from {
                add_tokens(own, input[from..gloss.start].chars());
            }
            from = from.max(gloss.end);
        }
        if end >= from {
            add_tokens(own, input[from..end].chars());
        }
        from
    };
    let mut from = 0;
    for damaged in damaged_sentences(input, starts) {
        from = add(&mut own, from, damaged.start).max(damaged.end);
        if own.last() != Some(&EDGE) {
            own.push(EDGE);
        }
    }
    add(&mut own, from, input.len());
    own
}

/// From each start of a run to the end of its sentence or line, none of them twice.
fn damaged_sentences<'t>(input: &'t str, starts: &'t [usize]) -> impl Iterator<Item = Span> + 't {
    let mut done = 0;
    starts.iter().filter_map(move |start| {
        let fresh = *start >= done;
        if fresh {
            done = input[*start..].find(['\n', '。']).map_or(input.len(), |n| start + n);
        }
        fresh.then_some(Span::new(*start, done))
    })
}

/// The characters of a text without glosses.
fn plain(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut skip = 0;
    text.char_indices().filter_map(move |(at, c)| {
        if c == '('
            && let Some(syllable) = gloss::syllable_at(&text[at + 1..])
        {
            skip = at + syllable.len() + 2;
        }
        (at >= skip).then_some(c)
    })
}
