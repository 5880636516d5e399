//! Subtotals held against the rows they sum.

use crate::tables::rows::{DiagnosticRow, Severity, Span};
use crate::text::Text;

use super::Reading;

/// An amount with the decimals it is written with.
pub(super) type Amount = Option<(f64, usize)>;

/// A subtotal as it stands.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// By column of money.
    pub(super) amount: Vec<Amount>,
    /// `小计(12个)`.
    pub(super) count: Option<usize>,
    /// Bytes of the clean text.
    pub(super) span: Span,
}

#[derive(Debug)]
enum Event {
    Project(Vec<Amount>),
    /// A subtotal of a group, or of all rows.
    Subtotal(Line, bool),
    Group,
}

/// The rows of a table, as far as sums go.
#[derive(Debug, Default)]
pub(super) struct Totals {
    events: Vec<Event>,
}

impl Totals {
    pub(super) fn project(&mut self, amounts: Vec<Amount>) {
        self.events.push(Event::Project(amounts));
    }

    pub(super) fn subtotal(&mut self, line: Line, whole: bool) {
        self.events.push(Event::Subtotal(line, whole));
    }

    pub(super) fn group(&mut self) {
        self.events.push(Event::Group);
    }

    /// Compares every subtotal with its rows. Whether subtotals stand before or behind their rows is told by the first one.
    pub(super) fn check(&self, text: &Text, out: &mut Reading) {
        let leads = self.events.iter().find(|e| !matches!(e, Event::Group)).is_some_and(|e| matches!(e, Event::Subtotal(..)));
        let mut part = Sum::default();
        let mut all = Sum::default();
        let mut open: Option<&Line> = None;
        let mut totals: Vec<&Line> = Vec::new();
        for event in &self.events {
            match event {
                Event::Project(amounts) => {
                    part.add(amounts);
                    all.add(amounts);
                }
                Event::Group if leads => close(open.take(), &mut part, text, out),
                Event::Group => part = Sum::default(),
                Event::Subtotal(line, true) => totals.push(line),
                Event::Subtotal(line, false) if leads => {
                    close(open.take(), &mut part, text, out);
                    open = Some(line);
                }
                Event::Subtotal(line, false) => close(Some(line), &mut part, text, out),
            }
        }
        close(open, &mut part, text, out);
        totals.into_iter().for_each(|line| compare(line, &all, text, out));
    }
}

fn close(line: Option<&Line>, sum: &mut Sum, text: &Text, out: &mut Reading) {
    if let Some(line) = line {
        compare(line, sum, text, out);
    }
    *sum = Sum::default();
}

#[derive(Debug, Default)]
struct Sum {
    rows: usize,
    /// By column: the sum, the finest decimals, and how many rows hold an amount.
    columns: Vec<(f64, usize, usize)>,
}

impl Sum {
    fn add(&mut self, amounts: &[Amount]) {
        self.rows += 1;
        self.columns.resize(self.columns.len().max(amounts.len()), (0.0, 0, 0));
        for (column, amount) in self.columns.iter_mut().zip(amounts) {
            if let Some((value, decimals)) = amount {
                *column = (column.0 + value, column.1.max(*decimals), column.2 + 1);
            }
        }
    }
}

/// Rows of other tables are not to be seen: a total without any row here is left alone.
fn compare(line: &Line, sum: &Sum, text: &Text, out: &mut Reading) {
    if sum.rows == 0 {
        return;
    }
    let mut wrong: Vec<(String, String)> = Vec::new();
    if let Some(count) = line.count.filter(|count| *count != sum.rows) {
        wrong.push((format!("{count} projects"), format!("{} projects", sum.rows)));
    }
    for (amount, (total, finest, rows)) in line.amount.iter().zip(&sum.columns) {
        let Some((written, decimals)) = amount.filter(|_| *rows > 0) else { continue };
        // Every row and the total itself may be rounded.
        let half = |decimals: usize| 0.5 * 10f64.powi(-(decimals as i32));
        let slack = half(decimals) + half(*finest) * *rows as f64;
        if (written - total).abs() > slack.min(written.abs() * 0.02 + half(decimals)) {
            wrong.push((written.to_string(), format!("{:.*}", *finest, total)));
        }
    }
    if wrong.is_empty() {
        return;
    }
    let (before, after): (Vec<String>, Vec<String>) = wrong.into_iter().unzip();
    out.diagnostics.push(DiagnosticRow {
        severity: Severity::Warning,
        code: "subtotal-mismatch",
        message: format!("a subtotal says {} where its {} rows give {}", before.join(", "), sum.rows, after.join(", ")),
        before: Some(before.join(", ")),
        after: Some(after.join(", ")),
        bytes: Some(text.map.raw(line.span)),
    });
}
