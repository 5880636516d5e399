//! Empty lines between the cells of a table that has a cell a line: some are empty cells, and a missing one means a wrapped cell.

use crate::tables::rows::Span;

/// Empty cells side by side; more empty lines than that are a gap of the page.
const MOST: usize = 8;

/// The cells with an empty one for every line left empty beyond the usual number.
pub(super) fn fill(spans: &[Span], blanks: &[u16]) -> Vec<Span> {
    cells(spans, blanks, true)
}

/// The cells without empty ones; wrapped cells are joined.
pub(super) fn joined(spans: &[Span], blanks: &[u16]) -> Vec<Span> {
    cells(spans, blanks, false)
}

fn cells(spans: &[Span], blanks: &[u16], empty: bool) -> Vec<Span> {
    if blanks.len() != spans.len() {
        return spans.to_vec();
    }
    let usual = usual(&blanks[blanks.len().min(1)..]);
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for (at, (span, blanks)) in spans.iter().zip(blanks).enumerate() {
        let blanks = usize::from(*blanks);
        match out.last_mut() {
            // A wrapped cell goes on in the next line.
            Some(last) if usual > 0 && blanks == 0 => last.end = span.end,
            _ => {
                let more = blanks.saturating_sub(usual) / (usual + 1);
                if empty && at > 0 && more <= MOST {
                    out.extend(std::iter::repeat_n(Span::new(span.start, span.start), more));
                }
                out.push(*span);
            }
        }
    }
    out
}

/// The number of empty lines that parts most cells.
fn usual(blanks: &[u16]) -> usize {
    let mut counts = [0usize; 4];
    blanks.iter().for_each(|b| counts[usize::from(*b).min(3)] += 1);
    (0..3).max_by_key(|&at| (counts[at], 3 - at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(count: usize) -> Vec<Span> {
        (0..count).map(|at| Span::new(at * 10, at * 10 + 5)).collect()
    }

    #[test]
    fn an_empty_line_among_lines_without_is_an_empty_cell() {
        assert_eq!(fill(&spans(4), &[0, 0, 1, 0]).len(), 5);
        assert_eq!(joined(&spans(4), &[0, 0, 1, 0]).len(), 4);
    }

    #[test]
    fn a_cell_without_the_usual_empty_line_goes_on_with_the_one_before() {
        let cells = fill(&spans(5), &[1, 1, 0, 1, 3]);
        assert_eq!(cells, [Span::new(0, 5), Span::new(10, 25), Span::new(30, 35), Span::new(40, 40), Span::new(40, 45)]);
    }
}
