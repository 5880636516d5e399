//! The command: parse, dispatch, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    guihua::cli::main()
}
