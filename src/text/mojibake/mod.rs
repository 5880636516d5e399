//! Text that was decoded wrongly once and saved so: put right where the bytes can be told, reported where not.
//!
//! A wrong decoding is a pair of encodings: the one the text was read in, which gives the bytes back, and the one it should have
//! been read in ([`wrong`]). The first look at a text has found the stretches of characters that Chinese prose does not hold
//! ([`super::survey`]). In the lines of these, the cheapest sequence of right and wrong stretches is taken
//! for each pair ([`way`]); a stretch is only changed when that saves many bits against leaving it. Lines in which
//! nothing is gained stay as they are, so real Korean, Greek or accented names come through.
//!
//! What was lost cannot be had back: it is reported (`garble-unrepaired`) and stands as U+FFFD ([`damage`]).

pub mod damage;
mod hint;
mod way;
mod wrong;

use super::likely::BIT;
use super::pen::Pen;
use super::step::{Effect, Finding, Step};
use super::survey::Survey;
use crate::tables::rows::{Severity, Span};
use hint::Hints;
use way::Stretch;
use wrong::{WRONG, Wrong};

/// Bits that a stretch must save to be changed; fewer where the same wrong decoding is proven elsewhere in the text.
const SAVING: u32 = 16 * BIT;
const SAVING_PROVEN: u32 = 5 * BIT;
/// Bits saved over all that prove that a wrong decoding was at work.
const PROOF: u32 = 60 * BIT;
/// The excess that makes a stretch worth looking at where there is proof.
const SUSPICIOUS_PROVEN: i32 = 3 * BIT as i32;

/// Undoes wrong decodings, region by region; says whether there were any, and then whether one of them tears UTF-8 apart.
pub fn undo<'t>(input: &'t str, survey: &Survey) -> (Step<'t>, Option<bool>) {
    let lines = &survey.stretches;
    if lines.is_empty() {
        return (Step::untouched(input), None);
    }
    let mut order: Vec<(&'static Wrong, u32)> = WRONG.iter().map(|wrong| (wrong, 0)).collect();
    let mut found: Vec<Vec<Stretch>> = lines.iter().map(|line| best(input, *line, &mut order, &|_| SAVING)).collect();
    let proven: Vec<_> = order.iter().filter(|(_, saved)| *saved >= PROOF).map(|(wrong, _)| wrong.name).collect();
    if !proven.is_empty() {
        let saving = |wrong: &Wrong| if proven.contains(&wrong.name) { SAVING_PROVEN } else { SAVING };
        let lines = Survey::with_limit(input, SUSPICIOUS_PROVEN).stretches;
        found = lines.iter().map(|line| best(input, *line, &mut order, &saving)).collect();
    }
    let mut pen = Pen::new(input);
    let mut findings = Vec::new();
    for stretch in found.iter().flatten() {
        for piece in &stretch.pieces {
            pen.replace_whole(piece.input.start, piece.input.end, &piece.text);
        }
        tell(input, stretch, &mut findings);
    }
    let torn = found.iter().flatten().map(|stretch| stretch.tears).reduce(|a, b| a | b);
    (pen.finish(findings), torn)
}

/// The stretches of the wrong decoding that explains a line best. What has explained others before is tried first, and the
/// rest only when that leaves the line unlikely.
fn best(input: &str, line: Span, order: &mut [(&'static Wrong, u32)], saving: &dyn Fn(&Wrong) -> u32) -> Vec<Stretch> {
    let text = line.of(input);
    let kinds = wrong::kinds(text);
    let mut hints = Hints::of(text);
    let (mut best, mut most, mut by) = (Vec::new(), 0, None);
    for (i, (wrong, _)) in order.iter().enumerate() {
        let least = saving(wrong);
        if !wrong.may_be_in(kinds) || (least > SAVING_PROVEN && !hints.may_explain(wrong, least)) {
            continue;
        }
        let (stretches, clean) = way::through(text, line.start, wrong, least);
        let saved = stretches.iter().map(|s| s.saved).sum();
        if saved > most {
            (best, most, by) = (stretches, saved, Some(i));
            if clean && wrong.is_alone_in(kinds) {
                break;
            }
        }
    }
    if let Some(i) = by {
        order[i].1 = order[i].1.saturating_add(most);
        order.sort_by_key(|(_, saved)| std::cmp::Reverse(*saved));
    }
    best
}

/// The diagnostics of one stretch: what was repaired, and each place in it where something was lost.
fn tell(input: &str, stretch: &Stretch, findings: &mut Vec<Finding>) {
    if stretch.after.chars().any(|c| c != '\u{fffd}') {
        let guessed = stretch.pieces.iter().any(|piece| piece.guess.is_some());
        findings.push(Finding {
            severity: Severity::Info,
            code: "garble-repaired",
            message: stretch.wrong.to_owned(),
            before: Some(stretch.input.of(input).chars().take(SHOWN).collect()),
            after: Some(stretch.after.chars().take(SHOWN).collect()),
            at: stretch.input,
            effect: if guessed { Effect::Uncertain } else { Effect::Repaired },
        });
    }
    for piece in stretch.pieces.iter().filter(|piece| piece.lost) {
        findings.push(damage::unrepaired(input, piece.input, stretch.wrong, &piece.text, &piece.bytes, piece.guess));
    }
}

/// Characters of a stretch that a diagnostic shows.
const SHOWN: usize = 80;
