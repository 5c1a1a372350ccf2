//! `cargo xtask crash`: kill the server at random points and count lost lines. Not written yet, and says so.

use crate::{Done, Workspace};

/// Refuses: there is nothing to run yet, and saying nothing would look like success.
pub fn run(_: &Workspace) -> Done {
    Err("the long crash campaign cannot be run yet: `cargo xtask crash` is still to be written in xtask/src/crash.rs".into())
}
