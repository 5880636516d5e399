//! Boxes 专栏: where one ends, and what its items are.
//!
//! A box has no end mark. A heading, another box or the next number of the text around ends it surely; a paragraph with a bold lead
//! may be its next item or the text going on, and both look alike. That is decided by a score over how it compares with the items so
//! far, with the text before the box, and with the box's title; see [`resumes`].

use std::sync::Arc;

use super::classify::{Kind, ends_open};
use super::leads::{self, Lead, Shape};
use super::lines::Line;
use super::marks::{self, Mark, Scheme};
use super::words::Words;

/// What the text before the box in its section looks like.
#[derive(Clone, Copy, Debug, Default)]
pub struct Before {
    /// The last numbered paragraph, by scheme (一、 to ①), since the last heading further out.
    pub last: [u32; 5],
    /// Its prose goes by numbered paragraphs.
    pub numbered: bool,
    /// Its prose goes by leads without numbers, mostly verbs.
    pub leads: bool,
}

impl Before {
    /// The last number of a scheme.
    pub fn last(&self, scheme: Scheme) -> u32 {
        slot(scheme).map_or(0, |i| self.last[i])
    }

    /// Takes note of a numbered paragraph or heading.
    pub fn note(&mut self, scheme: Scheme, number: u32) {
        if let Some(at) = slot(scheme) {
            self.last[at] = number;
            self.last[at + 1..].fill(0);
            self.numbered = true;
        }
    }
}

fn slot(scheme: Scheme) -> Option<usize> {
    scheme.is_enumeration().then(|| scheme as usize - Scheme::Han as usize)
}

/// One item, by line and by the offsets of its name in the line.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// The index of its first line.
    pub line: usize,
    /// Its name.
    pub lead: Lead,
}

/// The lines of a box's body and its items.
#[derive(Debug, Default)]
pub struct Body {
    /// The first line that is not in the box.
    pub end: usize,
    /// The items, in order.
    pub items: Vec<Found>,
}

/// What is read of a document while boxes are looked for.
pub struct Page<'a> {
    /// The clean text.
    pub clean: &'a Arc<String>,
    /// Its lines.
    pub lines: &'a [Line],
    /// What each is by itself.
    pub kinds: &'a [Kind],
    /// The word lists.
    pub words: &'a Words<'a>,
}

impl<'a> Page<'a> {
    /// The text of a line.
    pub fn text(&self, line: usize) -> &'a str {
        self.lines[line].span.of(self.clean)
    }
}

/// The body of a box whose first line is `from`.
pub fn body(page: &Page<'_>, from: usize, title: &str, before: &Before) -> Body {
    let mut found = Body { end: from, items: Vec::new() };
    let mut own = Own::default();
    let mut style = Style::default();
    let mut at = from;
    while at < page.lines.len() {
        let text = page.text(at);
        let lead = match step(page, at, before, &own, (at == from).then_some(title)) {
            Step::Ends => break,
            Step::Skips => {
                at += 1;
                continue;
            }
            Step::Lead => leads::in_box(text, page.words),
        };
        let torn = at > from && !ends_open(page.text(at - 1)) && lead.is_none_or(|l| l.shape == Shape::Bare);
        if !torn && at > from && resumes(&style.compare(text, lead, title, before, page.words)) {
            break;
        }
        if let Some(Lead { shape: Shape::Numbered(scheme, number), .. }) = lead {
            own.note(scheme, number);
        }
        style.take(text, lead, page.words);
        found.items.extend(lead.filter(|_| !torn || is_title(page, at)).map(|lead| Found { line: at, lead }));
        at += 1;
        found.end = at;
    }
    drop_torn(page, &mut found);
    found
}

/// A name alone in its line is an item when text follows it, or when it stands in a list of such lines.
fn is_title(page: &Page<'_>, at: usize) -> bool {
    page.lines[at].blanks > 0 || page.text(at).len() <= 60
}

/// A bare line that carries on a paragraph cut in the middle of a word is no item.
fn drop_torn(page: &Page<'_>, found: &mut Body) {
    let first = found.items.first().map(|item| item.lead.shape);
    let listed = found.items.iter().filter(|item| item.lead.shape == Shape::Bare).count() * 2 > found.items.len();
    found.items.retain(|item| {
        let bare = item.lead.shape == Shape::Bare;
        let next_is_text = item.line + 1 < found.end && page.text(item.line + 1).len() > page.text(item.line).len();
        !bare || listed || (first == Some(Shape::Bare) && next_is_text)
    });
}

/// What a line does to the box.
enum Step {
    /// It ends the box surely.
    Ends,
    /// It is the site's or a note's and ends nothing.
    Skips,
    /// It may be an item.
    Lead,
}

/// `first`: the box's title where this is its first line.
fn step(page: &Page<'_>, at: usize, before: &Before, own: &Own, first: Option<&str>) -> Step {
    let title = first;
    let first = first.is_some();
    match page.kinds[at] {
        Kind::BoxHead(_) | Kind::TableHead(_) | Kind::BareHeading | Kind::Contents => Step::Ends,
        Kind::Figure if first => Step::Skips,
        Kind::Figure => Step::Ends,
        Kind::Site | Kind::Note => Step::Skips,
        Kind::Row => Step::Ends,
        Kind::Heading(mark) if mark.scheme.is_division() => Step::Ends,
        Kind::Heading(mark) | Kind::Lead(mark) if mark.scheme.is_enumeration() => {
            let number = mark.number.unwrap_or(0);
            let alone = matches!(page.kinds[at], Kind::Heading(_));
            // A table that was lost leaves its box empty: what is numbered then is the text going on.
            let emptied = alone && title.is_some_and(|title| page.words.table_titles.is_in(title)) && !goes_on(page, at, mark);
            let heading = alone && mark.scheme <= Scheme::HanParen || emptied;
            if own.expects(mark.scheme, number) {
                return Step::Lead;
            }
            // A list of the box's own begins at 1, and not where the text around goes on.
            let fresh = before.last(mark.scheme) != 0 || (first || !own.any || own.holds(mark.scheme)) && !heading;
            let begins = number == 1 && fresh;
            if begins && !(first && heading) { Step::Lead } else { Step::Ends }
        }
        _ => Step::Lead,
    }
}

/// Whether the next line has the next number, as in a list.
fn goes_on(page: &Page<'_>, at: usize, mark: Mark) -> bool {
    let next = page.lines.get(at + 1).and_then(|_| marks::mark(page.text(at + 1)));
    next.is_some_and(|next| next.scheme == mark.scheme && next.number == mark.number.map(|n| n + 1))
}

/// The numbering within the box.
#[derive(Default)]
struct Own {
    last: [u32; 5],
    any: bool,
}

impl Own {
    /// Whether a numbering further out is open, of which this scheme may be a part.
    fn holds(&self, scheme: Scheme) -> bool {
        slot(scheme).is_some_and(|i| self.last[..i].iter().any(|&last| last > 0))
    }

    fn expects(&self, scheme: Scheme, number: u32) -> bool {
        slot(scheme).is_some_and(|i| self.last[i] > 0 && (self.last[i] + 1 == number || self.last[i] + 2 == number))
    }

    fn note(&mut self, scheme: Scheme, number: u32) {
        if let Some(at) = slot(scheme) {
            self.last[at] = number;
            self.last[at + 1..].fill(0);
            self.any = true;
        }
    }
}

/// How the items so far look.
#[derive(Default)]
struct Style {
    items: usize,
    verbs: usize,
    works: usize,
    name_bytes: usize,
    body_bytes: usize,
    shapes: Vec<(u8, usize)>,
    /// The last two and the first two characters of the names, and how many have them.
    tails: Vec<(Pair, usize)>,
    heads: Vec<(Pair, usize)>,
    plain: usize,
    last_was_plain: bool,
}

/// How a paragraph compares with the box so far; each feature on its own.
#[derive(Clone, Copy, Debug, Default)]
pub struct Features {
    /// Items so far.
    pub items: usize,
    /// It begins with a lead.
    pub lead: bool,
    /// Its lead has the shape most items have.
    pub same_shape: bool,
    /// Its lead ends in a colon.
    pub colon: bool,
    /// It is a dash under an item, or a sub-list.
    pub below: bool,
    /// Its lead begins with a verb.
    pub verb: bool,
    /// The share of the items whose name begins with a verb.
    pub verbs: f32,
    /// Its lead ends like the name of a work.
    pub work: bool,
    /// The share of the items whose name ends so.
    pub works: f32,
    /// Most items share their first or last two characters, and it has them.
    pub kin: bool,
    /// Most items share them, and it has not.
    pub stranger: bool,
    /// Its lead shares two characters with the box's title.
    pub on_title: bool,
    /// Its lead is longer than most names, as a multiple.
    pub longer: f32,
    /// The paragraph is longer than most items, as a multiple.
    pub larger: f32,
    /// The text before the box goes by numbers.
    pub numbered_before: bool,
    /// The text before the box goes by leads.
    pub leads_before: bool,
}

/// Whether the text around the box goes on with this paragraph: the sum of what speaks for it and against.
pub fn resumes(f: &Features) -> bool {
    if f.items == 0 && f.lead || f.below {
        return false;
    }
    let mut score = 0.0;
    if !f.lead {
        score += if f.items > 0 { 2.0 } else { 0.5 };
        score += if f.larger > 1.5 { 1.0 } else { 0.0 };
        score += if f.numbered_before { -1.5 } else { 0.5 };
        return score >= 2.0;
    }
    score += match (f.verb, f.verbs) {
        (true, share) if share <= 0.34 => 3.0,
        (true, share) if share < 0.67 => 1.0,
        (true, _) => 0.0,
        (false, _) => -2.0,
    };
    score += if f.kin { -3.0 } else { 0.0 };
    score += if f.stranger { 1.0 } else { 0.0 };
    score += match (f.work, f.works) {
        (true, _) => -1.5,
        (false, share) if share >= 0.7 && f.verbs <= 0.34 && f.items > 1 => 1.0,
        _ => 0.0,
    };
    score += match (f.same_shape, f.colon) {
        (true, true) => -3.0,
        (true, false) => 0.0,
        (false, _) => 1.5,
    };
    score += if f.longer >= 1.8 { 1.0 } else { 0.0 };
    score += if f.larger >= 2.0 { 0.5 } else { 0.0 };
    score += if f.on_title { -0.5 } else { 0.0 };
    score += if f.numbered_before { -3.0 } else { 0.0 };
    score += if f.leads_before { 1.0 } else { 0.0 };
    score >= 2.0
}

impl Style {
    fn take(&mut self, text: &str, lead: Option<Lead>, words: &Words<'_>) {
        let Some(lead) = lead else {
            self.plain += 1;
            self.last_was_plain = true;
            return;
        };
        let name = &text[lead.start..lead.end];
        self.last_was_plain = false;
        self.items += 1;
        self.verbs += usize::from(words.verbs.starts_with(name).is_some());
        self.works += usize::from(words.works.ends_with(name).is_some());
        self.name_bytes += name.len();
        self.body_bytes += text.len();
        count(&mut self.shapes, shape_key(lead.shape));
        count(&mut self.tails, tail(name));
        count(&mut self.heads, head(name));
    }

    fn compare(&self, text: &str, lead: Option<Lead>, title: &str, before: &Before, words: &Words<'_>) -> Features {
        let mean = |sum: usize| (sum as f32 / self.items.max(1) as f32).max(1.0);
        let mut features = Features {
            items: self.items,
            larger: if self.items > 0 { text.len() as f32 / mean(self.body_bytes) } else { 1.0 },
            numbered_before: before.numbered,
            leads_before: before.leads,
            ..Features::default()
        };
        let Some(lead) = lead else { return features };
        let name = &text[lead.start..lead.end];
        let kin = self.shared(&self.tails, tail(name)).into_iter().chain(self.shared(&self.heads, head(name)));
        let (yes, no) = kin.fold((false, false), |(yes, no), has| (yes || has, no || !has));
        let most = self.shapes.iter().max_by_key(|(_, n)| n).map(|&(key, _)| key);
        features.lead = true;
        features.same_shape = most.is_none_or(|key| key == shape_key(lead.shape) || (key <= 1 && shape_key(lead.shape) <= 1));
        features.colon = lead.shape == Shape::Colon;
        features.below = matches!(lead.shape, Shape::Dash | Shape::Numbered(Scheme::ArabicParen | Scheme::Circled, _));
        features.verb = words.verbs.starts_with(name).is_some();
        features.verbs = self.verbs as f32 / self.items.max(1) as f32;
        features.work = words.works.ends_with(name).is_some();
        features.works = self.works as f32 / self.items.max(1) as f32;
        features.kin = yes;
        features.stranger = no && !yes;
        features.on_title = shares_pair(name, title);
        features.longer = name.len() as f32 / mean(self.name_bytes);
        features
    }

    /// Whether the key is the one that most items share; none when they share none.
    fn shared(&self, keys: &[(Pair, usize)], key: Pair) -> Option<bool> {
        let (most, n) = keys.iter().max_by_key(|(_, n)| n)?;
        (self.items >= 2 && n * 10 >= self.items * 6).then_some(*most == key)
    }
}

fn count<K: PartialEq>(counts: &mut Vec<(K, usize)>, key: K) {
    match counts.iter().position(|(k, _)| *k == key) {
        Some(at) => counts[at].1 += 1,
        // Names that are all different tell nothing; the list stays short.
        None if counts.len() < 24 => counts.push((key, 1)),
        None => {}
    }
}

fn shape_key(shape: Shape) -> u8 {
    match shape {
        Shape::Plain => 0,
        Shape::RunOn => 1,
        Shape::Bare => 2,
        Shape::Colon => 3,
        Shape::Dash => 4,
        Shape::Numbered(scheme, _) => 5 + scheme as u8,
    }
}

/// Two characters of a name, letters or digits; none where it has fewer.
type Pair = [Option<char>; 2];

fn tail(name: &str) -> Pair {
    let mut last = name.chars().rev().filter(is_letter);
    [last.next(), last.next()]
}

fn head(name: &str) -> Pair {
    let mut first = name.chars().filter(is_letter);
    [first.next(), first.next()]
}

fn is_letter(c: &char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(c) || c.is_alphanumeric()
}

/// Whether two neighbouring characters of the name stand in the title, common works words left out.
fn shares_pair(name: &str, title: &str) -> bool {
    let starts = name.char_indices().map(|(at, _)| at);
    let ends = starts.clone().chain([name.len()]).skip(2);
    starts.zip(ends).take(39).any(|(start, end)| {
        let pair = &name[start..end];
        !matches!(pair, "工程" | "建设" | "行动" | "计划" | "发展" | "提升" | "重点") && title.contains(pair)
    })
}
