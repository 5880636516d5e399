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

    /// Adds the rows of a document. The rows of each table are let go before the next one is read: they are as near as they will ever be.
    /// Only quantities are read for three tables.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn push(&mut self, entry: Entry) -> Result<(), Error> {
        let Entry { rows, listed } = entry;
        let document = &rows.document;
        if listed {
            self.documents.push(document, std::slice::from_ref(&rows))?;
        }
        self.sections.take(document, rows.sections)?;
        self.numerals.take(document, rows.numerals)?;
        let ratios: Vec<&QuantityRow> = rows.quantities.iter().filter(is_ratio).collect();
        self.percentages.push(document, &ratios)?;
        self.quantities.push(document, &rows.quantities)?;
        self.targets.take(document, rows.targets)?;
        drop(rows.quantities);
        self.indicators.take(document, rows.indicators)?;
        self.projects.take(document, rows.projects)?;
        self.coverage.take(document, rows.coverage)?;
        self.diagnostics.take(document, rows.diagnostics)
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
