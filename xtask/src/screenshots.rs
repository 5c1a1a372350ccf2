//! `cargo xtask screenshots`: the README's pictures, taken from the running demo. Not written yet, and says so.

use crate::{Done, Workspace};

/// Refuses: there is nothing to run yet, and saying nothing would look like success.
pub fn run(_: &Workspace) -> Done {
    Err("pictures cannot be made yet: `cargo xtask screenshots` is still to be written in xtask/src/screenshots.rs"
        .into())
}
