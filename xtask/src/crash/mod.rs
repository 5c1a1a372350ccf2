//! `cargo xtask crash`: end the server by SIGKILL at random moments while programs write, and count what was lost.
//!
//! Two tests, because neither stands for the other. The campaign holds every acknowledged line against
//! the book after many a SIGKILL; but a killed program loses nothing that the system still holds in
//! memory, so it cannot see a missing fsync. The other test reads the system calls, and finds for each
//! acknowledgement the synchronisation that came before it.

mod book;
mod campaign;
mod client;
mod keys;
mod scene;
mod sent;
mod syncs;
mod trace;

use crate::dice::any_seed;
use crate::program::Program;
use crate::{Done, Workspace};

/// How long, and how hard.
#[derive(clap::Args, Default)]
pub struct Crash {
    /// Acts to be acknowledged before the book is checked
    #[arg(long, value_name = "NUMBER")]
    acts: Option<u64>,
    /// How often the server is killed meanwhile
    #[arg(long, value_name = "NUMBER")]
    kills: Option<u64>,
    /// A few minutes: 20,000 acts and 20 kills, instead of 50,000 and 1,000
    #[arg(long)]
    short: bool,
    /// Use the optimised program
    #[arg(long)]
    release: bool,
    /// Two servers on one throwaway PostgreSQL, killed in turn, instead of one on SQLite
    #[arg(long)]
    postgres: bool,
    /// Where chance begins, as printed by a run that is to be repeated
    #[arg(long)]
    seed: Option<u64>,
}

impl Crash {
    /// What `cargo xtask test` runs.
    pub fn short() -> Self {
        Self {
            short: true,
            ..Self::default()
        }
    }
}

/// Runs both tests, the quicker first.
pub fn run(workspace: &Workspace, crash: &Crash) -> Done {
    let program = Program::built(workspace, crash.release)?;
    if !crash.postgres {
        // PostgreSQL's own synchronisations are its own affair: only SQLite's are ours.
        syncs::run(
            workspace,
            &program,
            if crash.short { 1_000 } else { 10_000 },
        )?;
    }
    let (acts, kills) = if crash.short {
        (20_000, 20)
    } else {
        (50_000, 1_000)
    };
    campaign::run(
        &program,
        &campaign::Campaign {
            acts: crash.acts.unwrap_or(acts),
            kills: crash.kills.unwrap_or(kills),
            seed: crash.seed.unwrap_or_else(any_seed),
            postgres: crash.postgres,
        },
    )
}
