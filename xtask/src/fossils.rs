//! `cargo xtask fossils`: keep lines of this release for later releases to read. Not written yet, and says so.

use crate::{Done, Workspace};

/// Refuses: there is nothing to run yet, and saying nothing would look like success.
pub fn run(_: &Workspace) -> Done {
    Err("fossils cannot be run yet: `cargo xtask fossils` is still to be written in xtask/src/fossils.rs".into())
}
