//! `cargo xtask laws`: the laws of the ledger over very many runs of acts, on every core.
//!
//! The tests try thousands each time; this tries a million before a release. What is tried is in
//! `crates/record/src/tests/money.rs`. A run that breaks a law is printed, and made smaller first.

use std::{process::Command, thread};

use clap::Args;

use crate::{Done, Workspace, command};

/// How many runs the test tries by itself.
const USUAL: u64 = 1_500;

#[derive(Args)]
pub struct Laws {
    /// How many runs of acts are tried
    #[arg(long, default_value_t = 1_000_000)]
    cases: u64,
}

/// Builds the tests once, then tries the runs on every core.
pub fn run(workspace: &Workspace, laws: &Laws) -> Done {
    command::call(test(workspace).arg("--no-run"))?;
    let cores = thread::available_parallelism().map_or(1, |cores| cores.get() as u64);
    let times = laws.cases.div_ceil(USUAL).max(1);
    let share = |core: u64| times / cores + u64::from(core < times % cores);
    let shares: Vec<u64> = (0..cores).map(share).filter(|share| *share > 0).collect();
    println!("{} runs of acts on {} cores", times * USUAL, shares.len());
    let tried: Vec<Done> = thread::scope(|scope| {
        let try_share = |share: u64| {
            let mut test = test(workspace);
            test.env("LAWS_TIMES", share.to_string());
            scope.spawn(move || command::call(&mut test))
        };
        let running: Vec<_> = shares.into_iter().map(try_share).collect();
        let ended = running.into_iter().map(|core| core.join());
        ended
            .map(|done| done.unwrap_or_else(|_| Err("a core was lost".to_owned())))
            .collect()
    });
    tried.into_iter().collect()
}

fn test(workspace: &Workspace) -> Command {
    let mut test = command::cargo();
    test.current_dir(&workspace.root);
    test.args(["test", "--quiet", "--release", "-p", "record", "--lib"]);
    test.arg("tests::money::every_pound_is_somewhere");
    test
}
