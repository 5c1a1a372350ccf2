//! The `folkmoot` command: configuration, clock and assembly. No rules, no pages.

mod chance;
mod clock;
mod commands;
mod demo;
mod directories;
mod files;
mod house;
mod housekeeping;
mod mail;
mod progress;
mod say;
mod tombstones;

use std::process::ExitCode;

use clap::Parser;
use commands::Command;

/// Pages are made of many short texts; this allocator hands them out in less time than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Runs a partnership of many public bodies: who sits where, what was decided and by which rule.
#[derive(Parser)]
#[command(
    name = "folkmoot",
    version,
    arg_required_else_help = true,
    max_term_width = 100
)]
struct Folkmoot {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("FOLKMOOT_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn")),
        )
        .with_writer(std::io::stderr)
        .init();
    match Folkmoot::parse().command.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            say::trouble(&trouble);
            ExitCode::from(trouble.code)
        }
    }
}
