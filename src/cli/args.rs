//! What may be typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// Turns Chinese government plans into tables, traceable to the byte.
#[derive(Debug, Parser)]
#[command(name = "guihua", version, about, max_term_width = 100, after_help = EXIT_CODES)]
pub(super) struct Args {
    #[command(subcommand)]
    pub command: Command,
    /// Colours and the progress bar: auto means only on a terminal and without NO_COLOR
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
    /// Print errors only
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

const EXIT_CODES: &str = "Exit codes: 0 all well; 1 findings (verify, test); 2 wrong usage or rules, or nothing could be
written (the old output stands as it was); 3 some documents failed and the rest were written.";

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

/// In what form stdout is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read plans and write the tables
    Run(Run),
    /// Read every row of an output again from the raw files
    Verify(Verify),
    /// Run the tests that stand beside the rules
    Test(Test),
    /// Print the clean text of a file
    Normalize(Normalize),
    /// Print a completion script for a shell
    Completions(Completions),
    /// Print the manual page
    Man,
}

#[derive(Debug, clap::Args)]
pub(super) struct Run {
    /// Files and folders of plans (.txt, .text, .md, .html, .htm, or without extension)
    #[arg(default_value = "raw", value_name = "RAW")]
    pub raw: Vec<PathBuf>,
    /// The folder to write; replaced as a whole, and only if guihua wrote it
    #[arg(short, long, default_value = "output", value_name = "DIR")]
    pub output: PathBuf,
    /// The rule pack [default: ./rules where there is one, else the one built in]
    #[arg(short, long, value_name = "DIR")]
    pub rules: Option<PathBuf>,
    /// Threads [default: the machine's cores]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// json prints a summary for machines on stdout
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, clap::Args)]
pub(super) struct Verify {
    /// The folder that a run wrote
    #[arg(default_value = "output")]
    pub output: PathBuf,
    /// The files and folders that the run read
    #[arg(default_value = "raw", value_name = "RAW")]
    pub raw: Vec<PathBuf>,
    /// Threads [default: the machine's cores]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// json prints the findings as one object
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, clap::Args)]
pub(super) struct Test {
    /// The rule pack [default: ./rules where there is one, else the one built in]
    #[arg(short, long, value_name = "DIR")]
    pub rules: Option<PathBuf>,
    /// json prints the failures as one object
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, clap::Args)]
pub(super) struct Normalize {
    /// The file to read
    pub file: PathBuf,
    /// Show each repair (before, after, byte offsets in the file) instead of the text
    #[arg(long)]
    pub diff: bool,
    /// A WHATWG label such as gb18030, big5, utf-16le, that overrules detection
    #[arg(long, value_name = "LABEL")]
    pub encoding: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Completions {
    /// bash, zsh, fish, elvish or powershell
    pub shell: clap_complete::Shell,
}
