//! The title: the line of the head that names the plan, not the one a site put above it.

use super::Sources;
use crate::document::ParagraphKind;
use crate::document::classify::ends_open;

/// A title has at most this many bytes.
const LONGEST: usize = 260;

/// The title as it stands, a wrapped one joined.
pub fn read(sources: &Sources<'_>) -> Option<String> {
    let head: Vec<_> = sources.head().collect();
    let mut best: Option<(i32, String)> = None;
    let mut prose = false;
    for (at, &(text, kind)) in head.iter().enumerate() {
        prose |= kind == ParagraphKind::Body && text.len() > 300;
        let whole = candidate(sources, text, kind).map(|title| (title.to_owned(), text.len()));
        let joined = || {
            let (next, _) = head.get(at + 1).filter(|(next, k)| next.len() <= 120 && fits(*k))?;
            if !fits(kind) || text.len() + next.len() > LONGEST {
                return None;
            }
            let joined = format!("{text}{next}");
            let fresh = candidate(sources, &joined, kind)?.len() == joined.len();
            (fresh && candidate(sources, next, kind).is_none_or(|_| !text.contains('届'))).then_some((joined, 0))
        };
        let Some((title, _)) = whole.or_else(joined) else { continue };
        let score = score(sources, &title) - i32::from(prose) * 2;
        // A line behind the first prose is the name of a part, unless much speaks for it.
        if prose && score < 3 {
            continue;
        }
        // Of equals the later one stands nearer to the text; what follows the first prose is another part.
        if best.as_ref().is_none_or(|(top, _)| score > *top || (score == *top && !prose)) {
            best = Some((score, title));
        }
    }
    let first = || head.iter().filter(|(_, kind)| fits(*kind)).take(4).map(|(text, _)| *text);
    let opening = || first().find_map(|text| of_notice(text).or_else(|| of_clause(sources, text))).or_else(|| of_notice(&joined(first())));
    best.map(|(_, title)| title).or_else(opening).map(|title| undated(&title).to_owned())
}

fn fits(kind: ParagraphKind) -> bool {
    matches!(kind, ParagraphKind::Body | ParagraphKind::Heading)
}

/// The text as a title, if it may be one: it ends with 纲要, 规划, 报告 and the like, a bracket behind them aside.
fn candidate<'t>(sources: &Sources<'_>, text: &'t str, kind: ParagraphKind) -> Option<&'t str> {
    let text = text.trim();
    let prose = text.contains(['。', ';']) || text.len() > LONGEST || ends_open(text);
    if !fits(kind) || prose || crate::document::marks::mark(text).is_some() {
        return None;
    }
    let bare = without_bracket(text);
    sources.pack.words("document.title.ends").ends_with(bare).map(|_| text)
}

/// The text without a bracket at its end.
fn without_bracket(text: &str) -> &str {
    match text.rfind('(') {
        Some(at) if text.ends_with(')') && at > 0 => text[..at].trim_end(),
        _ => text.trim_end_matches(['》', '”']),
    }
}

/// The title without the signature and date of a notice that ran into it.
fn undated(title: &str) -> &str {
    match super::dates::dates(title).last() {
        Some(&(_, end, _)) if title.len() > end + 15 && !title[end..].starts_with(['在', '至', '—']) => &title[end..],
        _ => title,
    }
}

fn score(sources: &Sources<'_>, title: &str) -> i32 {
    let words = sources.pack.words("document.title.weights");
    let weight: i32 = words.find_all(title).filter_map(|hit| hit.value.parse::<i32>().ok()).sum();
    weight - i32::from(title.len() > 160)
}

/// What of a text is looked at for a title, in bytes.
const OPENING: usize = 400;

/// Paragraphs put together, as many as may hold a title: a site parts a notice's heading over lines.
fn joined<'t>(paragraphs: impl Iterator<Item = &'t str>) -> String {
    let mut whole = String::new();
    for text in paragraphs {
        if whole.len() < OPENING {
            whole.push_str(text);
        }
    }
    whole
}

/// The plan that a notice issues: 关于印发《…》的通知.
fn of_notice(text: &str) -> Option<String> {
    let head = &text[..crate::document::leads::floor(text, OPENING)];
    let (_, rest) = head.split_once("关于印发")?;
    let inner = rest.split_once("的通知").map(|(inner, _)| inner.trim_matches(['《', '》']))?;
    (inner.len() <= LONGEST).then(|| inner.to_owned())
}

/// The first clause of a text that begins with its own name.
fn of_clause(sources: &Sources<'_>, text: &str) -> Option<String> {
    let head = &text[..crate::document::leads::floor(text, OPENING)];
    let clause = head.split([',', '。', ';']).next()?;
    let named = clause.len() > 30 && sources.pack.words("document.title.ends").ends_with(clause).is_some();
    (clause.len() <= LONGEST && clause.len() < head.len() && named).then(|| clause.to_owned())
}
