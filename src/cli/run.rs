//! `guihua run`.

use std::io::IsTerminal;
use std::path::Path;
use std::time::Instant;

use super::args::{Format, Run};
use super::progress::Progress;
use super::style::Style;
use super::{Exit, extras, pack, summary};
use crate::batch::{self, Options};

/// Reads the plans and writes the tables.
pub(super) fn main(args: &Run, quiet: bool, style: Style) -> Exit {
    if holds_current_folder(&args.output) {
        let shown = args.output.display();
        style.error(&format!("{shown} is the folder you are in, and would be replaced under you; name a folder in it with -o"));
        return Exit::Usage;
    }
    let Some(pack) = pack(args.rules.as_deref(), style) else { return Exit::Usage };
    let began = Instant::now();
    let options = Options { roots: args.raw.clone(), output: args.output.clone(), jobs: args.jobs.map(usize::from), now };
    let progress = Progress::new(quiet, std::io::stderr().is_terminal(), style);
    let ran = batch::run(&options, &pack, &progress);
    progress.clear();
    let report = match ran {
        Ok(report) => report,
        Err(error) => {
            style.error(&error.to_string());
            return Exit::Usage;
        }
    };
    let exit = if report.failed > 0 { Exit::Failed } else { Exit::Ok };
    let (output, seconds) = (args.output.display().to_string(), began.elapsed().as_secs_f64());
    if !quiet {
        summary::print(&report, &output, seconds, style);
    }
    if args.format == Format::Json {
        let line = format!("{:#}\n", summary::object(&report, &output, seconds, exit));
        return exit.or(extras::print(line.as_bytes()));
    }
    exit
}

fn holds_current_folder(output: &Path) -> bool {
    match (output.canonicalize(), std::env::current_dir().and_then(|here| here.canonicalize())) {
        (Ok(output), Ok(here)) => here.starts_with(output),
        _ => false,
    }
}

fn now() -> String {
    jiff::Timestamp::now().round(jiff::Unit::Second).unwrap_or_default().to_string()
}

impl Exit {
    /// This, or the other where this is well.
    pub(super) fn or(self, other: Self) -> Self {
        if self == Exit::Ok { other } else { self }
    }
}
