//! The document as a whole: title, type, region, level, period, date.
//!
//! They are read from the title first, then the head, the names in the path, and the text; nothing is guessed where they are silent.

mod dates;
mod period;
mod place;
mod title;

use super::{Document, Facts, ParagraphKind};
use crate::rules::Pack;
use crate::tables::rows::{DocType, Span};

/// What the facts are read from.
pub struct Sources<'a> {
    /// The path below the raw root.
    pub path: &'a str,
    /// The clean text.
    pub clean: &'a str,
    /// Its outline.
    pub document: &'a Document,
    /// The rule pack.
    pub pack: &'a Pack,
}

/// The head and the tail of a document have at most this many bytes.
const HEAD: usize = 6000;
const TAIL: usize = 1500;

impl<'a> Sources<'a> {
    /// The text of a span.
    pub fn text(&self, span: Span) -> &'a str {
        span.of(self.clean)
    }

    /// The paragraphs of the head, the site's among them.
    pub fn head(&self) -> impl Iterator<Item = (&'a str, ParagraphKind)> + use<'_, 'a> {
        let paragraphs = self.document.paragraphs.iter().take(80);
        paragraphs.take_while(|p| p.span.start < HEAD).map(|p| (self.text(p.span), p.kind))
    }

    /// The paragraphs of the tail.
    pub fn tail(&self) -> impl Iterator<Item = (&'a str, ParagraphKind)> + use<'_, 'a> {
        let from = self.clean.len().saturating_sub(TAIL);
        self.document.paragraphs.iter().rev().take(20).take_while(move |p| p.span.start >= from).map(|p| (self.text(p.span), p.kind))
    }

    /// The beginning of the text, in bytes at most.
    pub fn beginning(&self, most: usize) -> &'a str {
        &self.clean[..super::leads::floor(self.clean, most)]
    }
}

/// Reads the facts of a document whose outline is known.
pub fn read(path: &str, clean: &str, document: &Document, pack: &Pack) -> Facts {
    let sources = Sources { path, clean, document, pack };
    let title = title::read(&sources);
    let doc_type = doc_type(&sources, title.as_deref());
    let published_on = dates::published(&sources);
    let (period_start, period_end) =
        period::read(&sources, title.as_deref(), doc_type, published_on).map_or((None, None), |(a, b)| (Some(a), Some(b)));
    let year = published_on.map(|(year, _, _)| i32::from(year)).or(period_start);
    let place = place::read(&sources, title.as_deref(), year);
    Facts {
        title,
        doc_type: Some(doc_type),
        region_code: place.code.map(|code| code.to_string()),
        region: place.region,
        province: place.province,
        prefecture: place.prefecture,
        county: place.county,
        level: place.level,
        period_start,
        period_end,
        published_on,
    }
}

/// Where the words of several types stand in a title, the first of these is meant.
const FIRST: [DocType; 5] =
    [DocType::PlanProposal, DocType::AnnualPlanReport, DocType::WorkReport, DocType::PlanOutline, DocType::SpecialPlan];

/// The type by the words of the title, then by the words that a report opens with.
fn doc_type(sources: &Sources<'_>, title: Option<&str>) -> DocType {
    let types = sources.pack.words("document.types");
    let of = |text: &str| types.find_all(text).filter_map(|hit| hit.value.parse().ok()).min_by_key(|of| FIRST.iter().position(|t| t == of));
    let opening = || {
        let reports = sources.pack.words("document.report_openings");
        sources.head().any(|(text, _)| reports.is_in(text)).then_some(DocType::WorkReport)
    };
    let named = title.and_then(of).or_else(opening);
    named.or_else(|| of(sources.path)).unwrap_or(DocType::Other)
}
