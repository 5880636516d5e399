//! Completions and the manual page.

use std::io::{self, Write};

use clap::CommandFactory;

use super::Exit;
use super::args::{Args, Completions};

/// Prints a completion script.
pub(super) fn completions(of: &Completions) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(of.shell, &mut Args::command(), "guihua", &mut script);
    print(&script)
}

/// Prints the manual page, its subcommands behind it.
pub(super) fn man() -> Exit {
    let mut page = Vec::new();
    let mut command = Args::command();
    command.build();
    let pages = std::iter::once(command.clone()).chain(command.get_subcommands().cloned());
    for part in pages {
        // Writing to a Vec cannot fail.
        let _ = clap_mangen::Man::new(part).render(&mut page);
    }
    print(&page)
}

/// Prints bytes on stdout; a reader that went away (`| head`) is no error.
pub(super) fn print(bytes: &[u8]) -> Exit {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Exit::Usage,
        _ => Exit::Ok,
    }
}
