//! `cargo xtask fossils`: which releases left a book for later ones to read, and how to add this one's.
//!
//! It writes nothing: a fossil is made once, by the release itself, and looked at before it is kept.

use std::path::Path;

use crate::{Done, Workspace};

/// Where they lie.
const FOLDER: &str = "crates/journal/fossils";

/// Prints them, and complains if one can no longer be a book at all; whether it reads well the tests see.
pub fn run(workspace: &Workspace) -> Done {
    let folder = workspace.root.join(FOLDER);
    let listed =
        std::fs::read_dir(&folder).map_err(|why| format!("{}: {why}", folder.display()))?;
    let mut books: Vec<_> = listed
        .flatten()
        .map(|file| file.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "jsonl"))
        .collect();
    books.sort();
    for book in &books {
        println!("{}: {} lines", name(book), lines(book)?);
    }
    let version = version(workspace)?;
    if !books.iter().any(|book| name(book) == version) {
        println!(
            "Release {version} has none yet. `FOLKMOOT_UPDATE=1 cargo test -p app fossils` leaves one behind in {FOLDER}; \
             look at each line before it is kept. Once it is released it is never changed and never removed."
        );
    }
    Ok(())
}

fn name(book: &Path) -> String {
    let name = book.file_stem().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn lines(book: &Path) -> Done<usize> {
    let text = std::fs::read_to_string(book).map_err(|why| format!("{}: {why}", book.display()))?;
    for (row, number) in text.lines().zip(1..) {
        let line: serde_json::Value = serde_json::from_str(row).unwrap_or_default();
        if line["number"] != number {
            return Err(format!(
                "{}:{number}: this is not line {number} of a book; a fossil is never changed: restore it from version control",
                book.display()
            ));
        }
    }
    Ok(text.lines().count())
}

/// The version of the `folkmoot` in this workspace.
fn version(workspace: &Workspace) -> Done<String> {
    let packages = workspace.metadata["packages"].as_array();
    let ours = packages
        .into_iter()
        .flatten()
        .find(|package| package["name"] == "folkmoot");
    let version = ours.and_then(|package| package["version"].as_str());
    version
        .map(str::to_owned)
        .ok_or_else(|| "`cargo metadata` knows no package `folkmoot`".to_owned())
}
