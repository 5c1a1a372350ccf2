//! `cargo xtask bench`: the figures of a sample county beside a bare handler's. Not written yet, and says so.

use crate::{Done, Workspace};

/// Refuses: there is nothing to run yet, and saying nothing would look like success.
pub fn run(_: &Workspace) -> Done {
    Err("the benchmarks cannot be run yet: `cargo xtask bench` is still to be written in xtask/src/bench.rs".into())
}
