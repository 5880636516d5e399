//! All the tables of one run, written side by side.

use std::path::Path;

use super::contract;
use super::parquet::{Error, Sheet};
use super::rows::*;

/// What one input file gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its rows.
    pub rows: Rows,
    /// Whether it has a row in `documents`; a file that was skipped has diagnostics alone.
    pub listed: bool,
}

/// The open files of every table of the contract.
pub struct Sheets {
    documents: Sheet<Rows>,
    sections: Sheet<SectionRow>,
    numerals: Sheet<NumeralRow>,
    quantities: Sheet<QuantityRow>,
    targets: Sheet<TargetRow>,
    percentages: Sheet<QuantityRow>,
    indicators: Sheet<IndicatorRow>,
    projects: Sheet<ProjectRow>,
    coverage: Sheet<CoverageRow>,
    diagnostics: Sheet<DiagnosticRow>,
}

/// The rows of a document in one table.
fn each<'a, R: 'a>(sheet: &mut Sheet<R>, entries: &'a [Entry], rows: impl Fn(&'a Rows) -> &'a [R]) -> Result<(), Error> {
    entries.iter().try_for_each(|e| sheet.push(&e.rows.document, rows(&e.rows).iter()))
}

fn is_ratio(row: &&QuantityRow) -> bool {
    row.dimension == Some(Dimension::Ratio)
}

impl Sheets {
    /// Creates every table's file in a folder.
    ///
    /// # Errors
    /// When a file cannot be created.
    pub fn create(folder: &Path, metadata: &[(String, String)]) -> Result<Self, Error> {
        Ok(Self {
            documents: Sheet::create(folder, contract::documents(), metadata)?,
            sections: Sheet::create(folder, contract::sections(), metadata)?,
            numerals: Sheet::create(folder, contract::numerals(), metadata)?,
            quantities: Sheet::create(folder, contract::quantities(), metadata)?,
            targets: Sheet::create(folder, contract::targets(), metadata)?,
            percentages: Sheet::create(folder, contract::percentages(), metadata)?,
            indicators: Sheet::create(folder, contract::indicators(), metadata)?,
            projects: Sheet::create(folder, contract::projects(), metadata)?,
            coverage: Sheet::create(folder, contract::coverage(), metadata)?,
            diagnostics: Sheet::create(folder, contract::diagnostics(), metadata)?,
        })
    }

    /// Adds the rows of some documents, in their order; the tables are filled in parallel.
    ///
    /// # Errors
    /// When a file cannot be written; the first error in the order of the tables.
    pub fn push(&mut self, entries: &[Entry]) -> Result<(), Error> {
        let mut results: [Result<(), Error>; 10] = std::array::from_fn(|_| Ok(()));
        let [documents, sections, numerals, quantities, targets, percentages, indicators, projects, coverage, diagnostics] = &mut results;
        rayon::scope(|scope| {
            scope.spawn(|_| *quantities = each(&mut self.quantities, entries, |r| &r.quantities));
            scope.spawn(|_| *targets = each(&mut self.targets, entries, |r| &r.targets));
            scope.spawn(|_| {
                *percentages = entries.iter().try_for_each(|e| {
                    let ratios: Vec<&QuantityRow> = e.rows.quantities.iter().filter(is_ratio).collect();
                    self.percentages.push(&e.rows.document, ratios.into_iter())
                });
            });
            scope.spawn(|_| *numerals = each(&mut self.numerals, entries, |r| &r.numerals));
            scope.spawn(|_| *sections = each(&mut self.sections, entries, |r| &r.sections));
            scope.spawn(|_| *indicators = each(&mut self.indicators, entries, |r| &r.indicators));
            scope.spawn(|_| *projects = each(&mut self.projects, entries, |r| &r.projects));
            scope.spawn(|_| *coverage = each(&mut self.coverage, entries, |r| &r.coverage));
            scope.spawn(|_| *diagnostics = each(&mut self.diagnostics, entries, |r| &r.diagnostics));
            scope.spawn(|_| {
                let listed = entries.iter().filter(|e| e.listed);
                *documents = listed.map(|e| &e.rows).try_for_each(|r| self.documents.push(&r.document, std::iter::once(r)));
            });
        });
        results.into_iter().collect()
    }

    /// Closes every file and gives each table's name and number of rows, in the order of the contract.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn finish(self) -> Result<Vec<(&'static str, usize)>, Error> {
        let counts = [
            self.documents.finish(),
            self.sections.finish(),
            self.numerals.finish(),
            self.quantities.finish(),
            self.targets.finish(),
            self.percentages.finish(),
            self.indicators.finish(),
            self.projects.finish(),
            self.coverage.finish(),
            self.diagnostics.finish(),
        ];
        counts.into_iter().zip(contract::all()).map(|(count, table)| Ok((table.name, count?))).collect()
    }
}
