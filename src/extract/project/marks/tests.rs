use super::*;
use proptest::prelude::*;

fn marks(text: &str) -> Vec<Mark> {
    Scan::of(&Glossary::default(), text).marks
}

fn pieces(text: &str) -> Vec<&str> {
    let all = Span::new(0, text.len());
    split(all, &marks(text), |kind| kind == MarkKind::Piece).map(|span| span.of(text)).collect()
}

#[test]
fn brackets_and_quotes_hide_their_marks() {
    assert_eq!(pieces("青陵路(甲、乙)、“一网、两库”平台、丙桥"), ["青陵路(甲、乙)", "“一网、两库”平台", "丙桥"]);
}

#[test]
fn a_bracket_never_closed_hides_nothing() {
    assert_eq!(pieces("甲(乙、丙、丁"), ["甲(乙", "丙", "丁"]);
}

#[test]
fn a_comma_inside_a_number_is_no_mark() {
    assert!(marks("1,100公里").is_empty());
}

#[test]
fn a_comma_at_the_end_is_no_stop() {
    let scan = Scan::of(&Glossary::default(), "甲;乙,");
    let spans: Vec<Span> = scan.segments.iter().map(|segment| segment.stretch.span()).collect();
    assert_eq!(spans, [Span::new(0, 3), Span::new(4, 8)]);
}

proptest! {
    #[test]
    fn segments_stand_between_stops(text in "[甲的等、,;。()“”0-9]{0,24}") {
        let scan = Scan::of(&Glossary::default(), &text);
        let spans = split(Span::new(0, text.len()), &scan.marks, |kind| kind == MarkKind::Stop);
        let found = scan.segments.iter().map(|segment| segment.stretch.span());
        let filled = |span: &Span| !span.is_empty();
        prop_assert_eq!(found.filter(filled).collect::<Vec<_>>(), spans.filter(filled).collect::<Vec<_>>());
        for segment in &scan.segments {
            let (span, signs) = (segment.stretch.span(), &scan.signs[segment.stretch.signs()]);
            prop_assert_eq!(signs, within(&scan.signs, span));
            prop_assert_eq!(segment.kinds & !MARK, kinds_of(signs) & !MARK);
            prop_assert!(scan.marks[segment.marks()].iter().all(|mark| mark.kind != MarkKind::Stop && span.start <= mark.at() && mark.end() <= span.end));
        }
    }

    #[test]
    fn pieces_tile_the_list(text in "[甲乙、,()“”0-9]{0,60}") {
        let marks = marks(&text);
        let spans: Vec<Span> = split(Span::new(0, text.len()), &marks, |_| true).collect();
        let mut at = 0;
        for (i, span) in spans.iter().enumerate() {
            prop_assert_eq!(span.start, at);
            at = span.end + marks.get(i).map_or(0, |mark| mark.end() - mark.at());
        }
        prop_assert_eq!(at, text.len());
    }

    #[test]
    fn sentences_are_gone_through_together_as_one_by_one(texts in prop::collection::vec("[甲的、,;。()“”0-9]{0,12}", 1..6)) {
        let (text, glossary) = (texts.join("(、"), Glossary::default());
        let ends = texts.iter().scan(0, |at, text| { *at += text.len() + "(、".len(); Some(*at - "(、".len()) });
        let sentences: Vec<Span> = texts.iter().zip(ends).map(|(text, end)| Span::new(end - text.len(), end)).collect();
        let found = |scan: &Scan| -> Vec<_> {
            let signs = |segment: &Segment| scan.signs[segment.stretch.signs()].to_vec();
            let marks = |segment: &Segment| scan.marks[segment.marks()].iter().map(|mark| (mark.at(), mark.kind)).collect::<Vec<_>>();
            scan.segments.iter().map(|segment| (segment.home(), segment.stretch.span(), marks(segment), signs(segment))).collect()
        };
        let (mut together, mut apart) = (Scan::default(), Scan::default());
        together.read(&glossary, &text, sentences.iter().copied());
        sentences.iter().for_each(|&sentence| apart.read(&glossary, &text, std::iter::once(sentence)));
        prop_assert_eq!(found(&together), found(&apart));
    }
}
