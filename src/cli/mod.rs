//! The command line: arguments → what they mean → the library → words on the terminal.
//!
//! stdout is data, stderr is messages. Nothing below this room prints, reads the clock or the environment.

mod args;
mod extras;
mod normalize;
mod progress;
mod run;
mod style;
mod summary;
mod test;
mod verify;

use std::path::Path;
use std::process::ExitCode;

use clap::Parser;

use crate::rules::{Pack, PackError};
use args::{Args, Command};
use style::Style;

/// How a command ended; the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All well.
    Ok = 0,
    /// The command found something: a failed test, a row that does not verify.
    Findings = 1,
    /// Wrong usage, wrong rules, or nothing could be written; nothing was changed.
    Usage = 2,
    /// Some documents failed; the others were written.
    Failed = 3,
}

/// Parses the arguments, does what they ask, and gives the exit code.
pub fn main() -> ExitCode {
    let args = Args::parse();
    let style = Style::of(args.color);
    log();
    let exit = match args.command {
        Command::Run(run) => run::main(&run, args.quiet, style),
        Command::Verify(verify) => verify::main(&verify, args.quiet, style),
        Command::Test(test) => test::main(&test, args.quiet, style),
        Command::Normalize(normalize) => normalize::main(&normalize, args.color, style),
        Command::Completions(shell) => extras::completions(&shell),
        Command::Man => extras::man(),
    };
    ExitCode::from(exit as u8)
}

/// Turns on the log where GUIHUA_LOG asks for it.
fn log() {
    use tracing_subscriber::EnvFilter;
    if let Ok(filter) = EnvFilter::try_from_env("GUIHUA_LOG") {
        // A second subscriber cannot be there: this is the only place that sets one.
        let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
    }
}

/// The rule pack that was asked for: `-r`, else ./rules where that is a pack, else the one built in. Faults are printed.
fn pack(folder: Option<&Path>, style: Style) -> Option<Pack> {
    let here = Path::new("rules");
    let folder = folder.or_else(|| here.join("pack.toml").is_file().then_some(here));
    let Some(folder) = folder else { return Some(Pack::embedded()) };
    Pack::load(folder).map_err(|error| faults(&error, style)).ok()
}

fn faults(error: &PackError, style: Style) {
    for fault in &error.faults {
        if fault.drawn.is_empty() {
            style.error(&format!("{}:{}:{}: {}", fault.file, fault.line, fault.column, fault.message));
        } else {
            style.plain(&fault.drawn);
        }
    }
    let count = error.faults.len();
    style.error(&format!("{count} {} in the rules; nothing was written", if count == 1 { "fault" } else { "faults" }));
}
