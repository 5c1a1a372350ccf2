//! The built program: where it is, how it is run to its end, and where it keeps its books.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::command::{call, cargo, output};
use crate::{Done, Workspace};

/// A program that was built before, to be used instead of building one.
const VARIABLE: &str = "FOLKMOOT_BIN";

/// The `folkmoot` that a task runs.
#[derive(Clone)]
pub struct Program(PathBuf);

impl Program {
    /// Builds it, optimised or not, unless `FOLKMOOT_BIN` names one.
    pub fn built(workspace: &Workspace, optimised: bool) -> Done<Self> {
        if let Some(named) = std::env::var_os(VARIABLE) {
            return Self::at(PathBuf::from(named));
        }
        let mut build = cargo();
        build.args(["build", "--locked", "--package", "folkmoot"]);
        if optimised {
            build.arg("--release");
        }
        call(build.current_dir(&workspace.root))?;
        let folder = if optimised { "release" } else { "debug" };
        Self::at(workspace.target.join(folder).join("folkmoot"))
    }

    /// The one in this file.
    pub fn at(file: PathBuf) -> Done<Self> {
        if file.is_file() {
            return Ok(Self(file));
        }
        Err(format!(
            "{} is not there: build it, or leave {VARIABLE} unset",
            file.display()
        ))
    }

    /// Its file.
    pub fn file(&self) -> &Path {
        &self.0
    }

    /// The command, pointed at a place.
    pub fn command<W: AsRef<OsStr>>(&self, place: &Place, words: &[W]) -> Command {
        let mut command = Command::new(&self.0);
        command.args(words).stdin(Stdio::null());
        place.tell(&mut command);
        command
    }

    /// Runs it to its end, and gives back what it printed.
    pub fn says<W: AsRef<OsStr>>(&self, place: &Place, words: &[W]) -> Done<String> {
        output(&mut self.command(place, words))
    }
}

/// Where books are kept: a folder, and perhaps a database that holds them instead.
#[derive(Clone)]
pub struct Place {
    /// The folder.
    pub data: PathBuf,
    /// The PostgreSQL database.
    pub database: Option<String>,
}

impl Place {
    /// A folder.
    pub fn folder(data: PathBuf) -> Self {
        Self {
            data,
            database: None,
        }
    }

    fn tell(&self, command: &mut Command) {
        command.env("FOLKMOOT_DATA", &self.data);
        match &self.database {
            Some(url) => command.env("FOLKMOOT_DATABASE", url),
            None => command.env_remove("FOLKMOOT_DATABASE"),
        };
    }
}

/// A folder that goes when it is dropped.
pub fn temporary(prefix: &str) -> Done<tempfile::TempDir> {
    let made = tempfile::Builder::new().prefix(prefix).tempdir();
    made.map_err(|why| format!("no temporary folder could be made: {why}"))
}
