//! `cargo xtask screenshots`: the README's pictures, made from the running demo.
//!
//! What is in each picture `e2e/screenshots.mjs` decides.

use std::process::Command;

use crate::command::call;
use crate::program::Program;
use crate::{Done, Workspace, setup};

/// Starts the demo, has Chromium look at it, and writes `docs/pictures`.
pub fn run(workspace: &Workspace, optimised: bool) -> Done {
    let chromium = setup::chromium().ok_or("Chromium was not found: run `cargo xtask setup`")?;
    let e2e = workspace.root.join("e2e");
    setup::npm_packages(&e2e)?;
    let program = Program::built(workspace, optimised)?;
    call(
        Command::new("node")
            .arg("screenshots.mjs")
            .arg(workspace.root.join("docs/pictures"))
            .current_dir(&e2e)
            .env("FOLKMOOT_BIN", program.file())
            .env("FOLKMOOT_CHROMIUM", chromium),
    )
}
