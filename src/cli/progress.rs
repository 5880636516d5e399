//! How far a run is: a bar on a terminal, a plain line every few seconds without one.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::style::Style;
use super::summary::megabytes;
use crate::batch::Watch;
use crate::tables::rows::DocStatus;

/// How often a plain line is printed.
const EVERY: Duration = Duration::from_secs(5);

/// The progress of one run.
pub(super) struct Progress {
    shown: Shown,
    style: Style,
    began: Instant,
    documents: AtomicUsize,
    of_documents: AtomicUsize,
    bytes: AtomicU64,
    of_bytes: AtomicU64,
}

enum Shown {
    Nothing,
    Bar(ProgressBar),
    Lines(Mutex<Instant>),
}

impl Progress {
    /// A bar where stderr is a terminal, lines where it is none, nothing when quiet.
    pub(super) fn new(quiet: bool, terminal: bool, style: Style) -> Self {
        let shown = match (quiet, terminal) {
            (true, _) => Shown::Nothing,
            (false, true) => Shown::Bar(bar(style)),
            (false, false) => Shown::Lines(Mutex::new(Instant::now())),
        };
        let (documents, of_documents) = (AtomicUsize::new(0), AtomicUsize::new(0));
        Self { shown, style, began: Instant::now(), documents, of_documents, bytes: AtomicU64::new(0), of_bytes: AtomicU64::new(0) }
    }

    /// Takes the bar away.
    pub(super) fn clear(&self) {
        if let Shown::Bar(bar) = &self.shown {
            bar.finish_and_clear();
        }
    }

    fn line(&self) -> String {
        let (bytes, of_bytes) = (self.bytes.load(Relaxed), self.of_bytes.load(Relaxed));
        let seconds = self.began.elapsed().as_secs_f64();
        let rate = bytes as f64 / seconds.max(1e-9);
        let left = of_bytes.saturating_sub(bytes) as f64 / rate.max(1.0);
        format!(
            "{} of {} documents, {} of {} MB, {} MB/s, {left:.0} s left",
            self.documents.load(Relaxed),
            self.of_documents.load(Relaxed),
            megabytes(bytes as f64),
            megabytes(of_bytes as f64),
            megabytes(rate)
        )
    }
}

fn bar(style: Style) -> ProgressBar {
    let colour = if style.stderr() { ".green" } else { "" };
    let template = format!("{{bar:24{colour}}} {{msg}} documents, {{bytes}} of {{total_bytes}}, {{bytes_per_sec}}, {{eta}} left");
    let looks = ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr()).with_style(looks.progress_chars("━╸─"))
}

impl Watch for Progress {
    fn planned(&self, documents: usize, bytes: u64) {
        self.of_documents.store(documents, Relaxed);
        self.of_bytes.store(bytes, Relaxed);
        if let Shown::Bar(bar) = &self.shown {
            bar.set_length(bytes);
            bar.set_message(format!("0/{documents}"));
        }
    }

    fn read(&self, _path: &str, bytes: u64, _status: DocStatus) {
        let done = self.documents.fetch_add(1, Relaxed) + 1;
        self.bytes.fetch_add(bytes, Relaxed);
        match &self.shown {
            Shown::Nothing => {}
            Shown::Bar(bar) => {
                bar.inc(bytes);
                bar.set_message(format!("{done}/{}", self.of_documents.load(Relaxed)));
            }
            // A thread that finds another one printing need not wait for it.
            Shown::Lines(last) => {
                if let Ok(mut last) = last.try_lock()
                    && last.elapsed() >= EVERY
                {
                    *last = Instant::now();
                    self.style.plain(&self.line());
                }
            }
        }
    }

    fn closing(&self) {
        self.clear();
    }
}
