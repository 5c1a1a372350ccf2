//! Running other programs, always saying which one failed and how.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Done;

/// A `cargo` that does not see what the cargo that started us told us about ourselves:
/// build scripts that watch those variables would rebuild for nothing.
pub fn cargo() -> Command {
    let mut cargo = Command::new("cargo");
    for (name, _) in std::env::vars_os() {
        let told = name.to_string_lossy();
        if told.starts_with("CARGO_PKG_") || told.starts_with("CARGO_MANIFEST_") {
            cargo.env_remove(&name);
        }
    }
    cargo
}

/// Runs it with its output where the reader sees it.
pub fn call(command: &mut Command) -> Done {
    let status = command.status().map_err(|why| not_started(command, &why))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{}` failed ({status})", said(command)))
    }
}

/// Runs it and gives back what it printed on standard output.
pub fn output(command: &mut Command) -> Done<String> {
    let ran = command.output().map_err(|why| not_started(command, &why))?;
    if ran.status.success() {
        return Ok(String::from_utf8_lossy(&ran.stdout).into_owned());
    }
    let complaint = String::from_utf8_lossy(&ran.stderr);
    Err(format!(
        "`{}` failed ({}): {}",
        said(command),
        ran.status,
        complaint.trim()
    ))
}

/// The program's place on the PATH, if it has one.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| is_program(file))
}

/// Whether a file is there; whether it may be run, its start will tell.
pub fn is_program(file: &Path) -> bool {
    file.is_file()
}

fn said(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

fn not_started(command: &Command, why: &std::io::Error) -> String {
    let program = command.get_program().to_string_lossy().into_owned();
    match why.kind() {
        ErrorKind::NotFound => format!(
            "`{program}` was not found: run `cargo xtask setup`, or install it and try again"
        ),
        _ => format!("`{}` could not be started: {why}", said(command)),
    }
}
