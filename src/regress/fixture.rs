//! The small document that a test's sentence is put into.

use crate::document::{BoxOf, Document, Facts, Item, Paragraph, ParagraphKind, Section, Sentence, Signs};
use crate::extract;
use crate::rules::{Pack, RuleTest};
use crate::tables::rows::{DocumentRow, Rows, Script, SectionKind, Span};
use crate::text::{self, Failure, Text, map::OffsetMap};

/// The rows of a test's document, and the span of its sentence in them.
pub fn rows(pack: &Pack, test: &RuleTest) -> Result<(Rows, Span), Failure> {
    let mut fixture = Fixture::default();
    fixture.sections(test)?;
    let before = test.previous.as_deref().map(clean).transpose()?.unwrap_or_default();
    let sentence = fixture.paragraph(&before, &clean(&test.text)?, test.item.as_deref());
    fixture.document.facts = facts(test);
    fixture.document.sections[0].span = Span::new(0, fixture.text.len());
    fixture.document.signs = Signs::of(&fixture.text);
    let text = as_text(fixture.text);
    let rows = extract::of_document(DocumentRow::blank("test"), &text, fixture.document, pack);
    Ok((rows, sentence))
}

/// A piece of the test as the clean text has it.
fn clean(piece: &str) -> Result<String, Failure> {
    text::normalise(piece.as_bytes(), &text::Options { encoding: Some("utf-8".to_owned()) }).map(|text| text.clean.trim_end().to_owned())
}

/// Clean text that stands for a file of itself.
fn as_text(clean: String) -> Text {
    Text {
        clean: clean.into(),
        map: OffsetMap::default(),
        encoding: "UTF-8",
        script: Script::Simplified,
        glosses_removed: 0,
        repairs: 0,
        repairs_uncertain: 0,
        damaged: vec![],
        diagnostics: vec![],
        partial: false,
    }
}

fn facts(test: &RuleTest) -> Facts {
    Facts {
        title: test.title.clone(),
        doc_type: test.doc_type.as_deref().and_then(|t| t.parse().ok()),
        period_start: test.period.map(|p| p.0),
        period_end: test.period.map(|p| p.1),
        ..Facts::default()
    }
}

#[derive(Default)]
struct Fixture {
    text: String,
    document: Document,
}

impl Fixture {
    fn line(&mut self, text: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(text);
        let span = Span::new(start, self.text.len());
        self.text.push('\n');
        span
    }

    /// The whole document, and a chapter below it for each heading of the test, each in the one before.
    fn sections(&mut self, test: &RuleTest) -> Result<(), Failure> {
        let title = test.title.as_deref().map(clean).transpose()?.unwrap_or_default();
        self.section(SectionKind::Body, &title);
        for heading in &test.headings {
            self.section(SectionKind::Chapter, &clean(heading)?);
        }
        Ok(())
    }

    fn section(&mut self, kind: SectionKind, title: &str) {
        let heading = if title.is_empty() { Span::default() } else { self.line(title) };
        let depth = self.document.sections.len();
        self.document.sections.push(Section {
            parent: depth.checked_sub(1),
            kind,
            number: None,
            title: title.into(),
            depth,
            span: heading,
            heading,
        });
        if !heading.is_empty() {
            self.add(heading, ParagraphKind::Heading, None, None, &[]);
        }
    }

    /// The paragraph of the sentence before and the test's own; gives the span of the latter.
    fn paragraph(&mut self, before: &str, sentence: &str, item: Option<&str>) -> Span {
        let lead = item.map(|item| format!("{item}。")).unwrap_or_default();
        let start = self.text.len();
        let span = self.line(&format!("{lead}{before}{sentence}"));
        let own = Span::new(start + lead.len() + before.len(), span.end);
        let name = Span::new(start, start + item.map_or(0, str::len));
        if let Some(deepest) = self.document.sections.last_mut() {
            deepest.span.end = span.end;
        }
        let earlier = Span::new(start + lead.len(), own.start);
        let parts: Vec<_> = [Span::new(start, start + lead.len()), earlier].into_iter().filter(|s| !s.is_empty()).collect();
        let sentences: Vec<_> = parts.into_iter().chain(split(&self.text, own)).collect();
        match item {
            None => self.add(span, ParagraphKind::Body, None, None, &sentences),
            Some(_) => {
                self.boxed(name, Span::new(name.end, span.end));
                self.add(span, ParagraphKind::Item, Some(0), Some(name), &sentences);
            }
        }
        own
    }

    fn boxed(&mut self, name: Span, body: Span) {
        let section = self.document.sections.len() - 1;
        let items = vec![Item { name, body }];
        let heading = Span::new(name.start, name.start);
        let body = Span::new(name.start, body.end);
        self.document.boxes.push(BoxOf { section, number: None, title: "".into(), heading, body, items });
    }

    fn add(&mut self, span: Span, kind: ParagraphKind, in_box: Option<usize>, lead: Option<Span>, sentences: &[Span]) {
        let first = self.document.sentences.len();
        let paragraph = self.document.paragraphs.len();
        self.document.sentences.extend(sentences.iter().map(|&span| Sentence { span, paragraph }));
        let section = self.document.sections.len() - 1;
        let sentences = (first, first + sentences.len());
        self.document.paragraphs.push(Paragraph { span, section, kind, in_box, lead, sentences });
    }
}

/// The sentences of a span, each with its 。 or other mark.
fn split(text: &str, span: Span) -> Vec<Span> {
    let mut start = span.start;
    let mut spans = Vec::new();
    for (at, mark) in span.of(text).match_indices(['。', '!', '?']) {
        let end = span.start + at + mark.len();
        spans.push(Span::new(start, end));
        start = end;
    }
    if start < span.end {
        spans.push(Span::new(start, span.end));
    }
    spans
}
