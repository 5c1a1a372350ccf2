//! `cargo xtask tidy`: the rules of the house that the compiler cannot see.
//!
//! Each rule lives in a file of its own, takes text or cargo's metadata, and returns what it found. A rule
//! that cannot be broken by mistake is not here; nor is one of taste.

mod arrows;
mod check_pages;
mod decisions;
mod glossary;
mod house;
mod length;
mod locks;
mod map;
mod paths;
mod purity;
mod source;

use std::fmt;

use crate::{Done, Workspace, requirements};
pub use house::House;

/// One broken rule: where, what, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    file: String,
    line: usize,
    what: String,
    todo: String,
}

impl Finding {
    pub fn new(file: &str, line: usize, what: impl Into<String>, todo: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line,
            what: what.into(),
            todo: todo.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, page: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            page,
            "{}:{}: {}\n    {}",
            self.file, self.line, self.what, self.todo
        )
    }
}

/// Applies every rule and prints every finding before it fails.
pub fn run(workspace: &Workspace) -> Done {
    let house = House::enter(&workspace.root)?;
    let mut found = Vec::new();
    found.extend(arrows::check(&house, &workspace.metadata));
    found.extend(purity::check(&house));
    found.extend(length::check(&house));
    found.extend(glossary::check(&house));
    found.extend(map::check(&house));
    found.extend(paths::check(&house));
    found.extend(decisions::check(&house));
    found.extend(locks::check(&house));
    found.extend(check_pages::check(&house));
    found.extend(requirements::check(&house));
    found.sort();
    if found.is_empty() {
        println!("tidy: {} files, nothing out of place", house.files().len());
        return Ok(());
    }
    for finding in &found {
        println!("{finding}");
    }
    Err(format!("tidy: {} to put right", found.len()))
}
