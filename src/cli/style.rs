//! Colours, and the few kinds of message that go to stderr.

use std::io::{IsTerminal, Write};

use anstyle::{AnsiColor, Style as Ansi};

use super::args::Color;

/// Whether stderr and stdout take colours.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    stderr: bool,
    stdout: bool,
}

const ERROR: Ansi = AnsiColor::Red.on_default().bold();
const WARNING: Ansi = AnsiColor::Yellow.on_default().bold();
const GOOD: Ansi = AnsiColor::Green.on_default();
const STRONG: Ansi = Ansi::new().bold();
const FAINT: Ansi = Ansi::new().dimmed();
const REMOVED: Ansi = AnsiColor::Red.on_default();

impl Style {
    /// What was asked for, or what the terminal and NO_COLOR say.
    pub(super) fn of(color: Color) -> Self {
        let auto = std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()) && std::env::var_os("TERM").is_none_or(|t| t != "dumb");
        let on = |terminal: bool| match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => auto && terminal,
        };
        Self { stderr: on(std::io::stderr().is_terminal()), stdout: on(std::io::stdout().is_terminal()) }
    }

    /// Whether stderr takes colours.
    pub(super) fn stderr(self) -> bool {
        self.stderr
    }

    /// An error, to stderr.
    pub(super) fn error(self, message: &str) {
        self.plain(&format!("{} {message}", paint("error:", ERROR, self.stderr)));
    }

    /// A warning, to stderr.
    pub(super) fn warning(self, message: &str) {
        self.plain(&format!("{} {message}", paint("warning:", WARNING, self.stderr)));
    }

    /// A line, to stderr.
    pub(super) fn plain(self, message: &str) {
        // Where stderr is closed there is nobody left to tell.
        let _ = writeln!(std::io::stderr(), "{message}");
    }

    pub(super) fn strong(self, text: &str) -> String {
        paint(text, STRONG, self.stderr)
    }

    pub(super) fn bad(self, text: &str) -> String {
        paint(text, ERROR, self.stderr)
    }

    pub(super) fn removed(self, text: &str) -> String {
        paint(text, REMOVED, self.stdout)
    }

    pub(super) fn added(self, text: &str) -> String {
        paint(text, GOOD, self.stdout)
    }

    pub(super) fn faint(self, text: &str) -> String {
        paint(text, FAINT, self.stdout)
    }
}

fn paint(text: &str, ansi: Ansi, on: bool) -> String {
    if on { format!("{ansi}{text}{ansi:#}") } else { text.to_owned() }
}
