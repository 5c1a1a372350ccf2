//! `cargo xtask test`: everything that must hold, from the cheapest check to the dearest, stopping at the first that fails.
//!
//! Nothing is retried and nothing is skipped: a test that needs something this machine lacks is a reason
//! to install it (`setup` does), not to pass without it.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::command::{call, cargo};
use crate::postgres::Cluster;
use crate::{Done, Workspace, crash, demo, postgres, setup, tidy};

/// Runs all steps; its last line is `N passed, 0 failed`, counting steps.
pub fn run(workspace: &Workspace) -> Done {
    let mut steps = Steps::default();
    let outcome = all(workspace, &mut steps);
    steps.sum_up(outcome)
}

fn all(workspace: &Workspace, steps: &mut Steps) -> Done {
    let in_root = |words: &[&str]| cargo_in(&workspace.root, words);
    steps.take("Set up: what the tests need", || setup::run(workspace))?;
    steps.take("Formatting", || {
        call(&mut in_root(&["fmt", "--all", "--check"]))
    })?;
    steps.take("Tidy: arrows, purity, glossary, documents", || {
        tidy::run(workspace)
    })?;
    steps.take("Clippy", || {
        call(&mut in_root(&[
            "clippy",
            "--locked",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]))
    })?;
    steps.take("Licences, bans and sources of dependencies", || {
        deny(workspace)
    })?;
    steps.take("Documentation", || {
        call(
            in_root(&["doc", "--locked", "--workspace", "--no-deps"])
                .env("RUSTDOCFLAGS", "-D warnings"),
        )
    })?;
    steps.take("Build, unoptimised", || {
        call(&mut in_root(&["build", "--locked", "--workspace"]))
    })?;
    steps.take("Tests, on SQLite and on a throwaway PostgreSQL", || {
        tests_on_postgres(workspace)
    })?;
    steps.take("Pages in Chromium", || pages(workspace))?;
    steps.take(
        "Killed while it writes: no acknowledged line is lost",
        || crash::run(workspace, &crash::Crash::short()),
    )?;
    steps.take("Build, optimised", || {
        call(&mut in_root(&["build", "--locked", "--release"]))
    })?;
    steps.take("The demo, as a newcomer starts it", || {
        demo::smoke(workspace.target.join("release/folkmoot"))
    })
}

fn deny(workspace: &Workspace) -> Done {
    let program = setup::cargo_deny(workspace)?;
    call(
        Command::new(program)
            .args(["--workspace", "check", "licenses", "bans", "sources"])
            .current_dir(&workspace.root),
    )
}

fn tests_on_postgres(workspace: &Workspace) -> Done {
    let cluster = Cluster::start()?;
    call(
        cargo_in(&workspace.root, &["test", "--locked", "--workspace"])
            .env(postgres::VARIABLE, cluster.address()),
    )
}

/// The end-to-end tests, against the unoptimised program built above.
fn pages(workspace: &Workspace) -> Done {
    let chromium = setup::chromium().ok_or("Chromium was not found: run `cargo xtask setup`")?;
    call(
        Command::new("npm")
            .args(["test", "--silent"])
            .current_dir(workspace.root.join("e2e"))
            .env("FOLKMOOT_BIN", workspace.target.join("debug/folkmoot"))
            .env("FOLKMOOT_PYTHON", setup::python_programs(workspace))
            .env("FOLKMOOT_CHROMIUM", chromium),
    )
}

fn cargo_in(folder: &Path, words: &[&str]) -> Command {
    let mut command = cargo();
    command.args(words).current_dir(folder);
    command
}

/// What has been done so far, and how long each step took.
#[derive(Default)]
struct Steps {
    taken: Vec<(&'static str, Duration)>,
}

impl Steps {
    fn take(&mut self, heading: &'static str, step: impl FnOnce() -> Done) -> Done {
        println!("\n=== {}. {heading} ===", self.taken.len() + 1);
        let began = Instant::now();
        let outcome = step();
        let took = began.elapsed();
        match outcome {
            Ok(()) => {
                println!("--- {heading}: passed in {}", minutes(took));
                self.taken.push((heading, took));
                Ok(())
            }
            Err(why) => Err(format!(
                "--- {heading}: FAILED after {}\n{why}",
                minutes(took)
            )),
        }
    }

    fn sum_up(self, outcome: Done) -> Done {
        println!("\n=== Summary ===");
        for (heading, took) in &self.taken {
            println!("{:>8}  {heading}", minutes(*took));
        }
        let total: Duration = self.taken.iter().map(|(_, took)| *took).sum();
        println!("{:>8}  in all", minutes(total));
        match outcome {
            Ok(()) => {
                println!("{} passed, 0 failed", self.taken.len());
                Ok(())
            }
            Err(why) => Err(format!(
                "{why}\n{} passed, 1 failed; later steps were not run",
                self.taken.len()
            )),
        }
    }
}

/// Minutes and seconds, such as `12m05s`.
fn minutes(took: Duration) -> String {
    let seconds = took.as_secs();
    format!("{}m{:02}s", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_is_named_and_stops_the_count() {
        let mut steps = Steps::default();
        assert!(steps.take("first", || Ok(())).is_ok());
        let stopped = steps.take("second", || Err("the second broke".into()));
        let told = steps.sum_up(stopped).unwrap_err();
        assert!(
            told.contains("second: FAILED") && told.contains("the second broke"),
            "{told}"
        );
        assert!(
            told.ends_with("1 passed, 1 failed; later steps were not run"),
            "{told}"
        );
    }

    #[test]
    fn minutes_are_shown_with_their_seconds() {
        let table = [(0, "0m00s"), (65, "1m05s"), (3_600, "60m00s")];
        for (seconds, shown) in table {
            assert_eq!(minutes(Duration::from_secs(seconds)), shown);
        }
    }
}
