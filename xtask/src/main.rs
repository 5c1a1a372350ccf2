//! `cargo xtask`: the one task runner of the house, in the language everyone here already reads.
//!
//! It decides in which order things are checked and what a check may not let through. It holds no rule
//! of any partnership, and depends on no other crate of ours: it must build when they do not.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a task runner speaks to the terminal; nothing else here has a voice"
)]

mod bench;
mod command;
mod crash;
mod demo;
mod dice;
mod fossils;
mod http;
mod laws;
mod postgres;
mod program;
mod requirements;
mod screenshots;
mod server;
mod setup;
mod test;
mod tidy;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use workspace::Workspace;

/// Success, or a sentence that says what is wrong, where, and what to do next.
type Done<T = ()> = Result<T, String>;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "Tasks of the Folkmoot house",
    arg_required_else_help = true
)]
struct Xtask {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Check what the compiler cannot: arrows between crates, purity, glossary, documents (seconds)
    #[command(after_help = "Example: cargo xtask tidy")]
    Tidy,
    /// Install whatever the tests need and this machine lacks
    #[command(after_help = "Example: cargo xtask setup")]
    Setup,
    /// Set up, then run every check and every test, stopping at the first that fails
    #[command(after_help = "Example: cargo xtask test")]
    Test,
    /// Print Folkmoot's performance figures beside a bare handler's; never fails for being slow
    #[command(after_help = "Example: cargo xtask bench --markdown figures.md")]
    Bench(bench::Bench),
    /// Kill the server at random while programs write, count lost lines, and look for missing fsyncs
    #[command(after_help = "Example: cargo xtask crash --short")]
    Crash(crash::Crash),
    /// Try the laws of the ledger on a million runs of acts
    #[command(after_help = "Example: cargo xtask laws --cases 20000")]
    Laws(laws::Laws),
    /// Make the README's pictures from the running demo
    #[command(after_help = "Example: cargo xtask screenshots")]
    Screenshots {
        /// Use the optimised program
        #[arg(long)]
        release: bool,
    },
    /// Say which releases left lines for later ones to read, and how to add this one's
    #[command(after_help = "Example: cargo xtask fossils")]
    Fossils,
    /// Write the table of requirements from the marks in the tests
    #[command(after_help = "Example: cargo xtask requirements")]
    Requirements,
}

fn main() -> ExitCode {
    let outcome = Workspace::find().and_then(|workspace| match Xtask::parse().task {
        Task::Tidy => tidy::run(&workspace),
        Task::Setup => setup::run(&workspace),
        Task::Test => test::run(&workspace),
        Task::Bench(bench) => bench::run(&workspace, &bench),
        Task::Crash(crash) => crash::run(&workspace, &crash),
        Task::Laws(laws) => laws::run(&workspace, &laws),
        Task::Screenshots { release } => screenshots::run(&workspace, release),
        Task::Fossils => fossils::run(&workspace),
        Task::Requirements => requirements::run(&workspace),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
