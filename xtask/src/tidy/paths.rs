//! Every path that our documents name is there.
//!
//! In backticks, a word is taken for a path of ours when it begins with a folder of the root or ends like a
//! source file. It may be written from the root, from `crates/`, or from the document's own folder. What is
//! inside a fenced block is not looked at: those are commands and outlines.

use std::collections::BTreeSet;

use super::{Finding, House};

const DOCUMENTS: &[&str] = &[
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "README.md",
    "GLOSSARY.md",
    "CHANGELOG.md",
];
const SOURCES: &[&str] = &[".rs", ".md", ".mjs", ".html", ".css", ".py", ".sql"];

/// Names and links that lead nowhere.
pub fn check(house: &House) -> Vec<Finding> {
    let documents = house
        .texts("", ".md")
        .filter(|(path, _)| DOCUMENTS.contains(path) || path.starts_with("docs/"));
    documents
        .flat_map(|(path, text)| dead_ends(house, path, text))
        .collect()
}

fn dead_ends(house: &House, document: &str, text: &str) -> Vec<Finding> {
    let top: BTreeSet<&str> = house
        .files()
        .into_iter()
        .filter_map(|path| path.split_once('/'))
        .map(|(top, _)| top)
        .collect();
    let mut found = Vec::new();
    let mut fenced = false;
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            continue;
        }
        if fenced {
            continue;
        }
        let named = line
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|word| is_path(word, &top));
        let dead = named
            .chain(links(line))
            .filter(|path| !leads_somewhere(house, document, path));
        found.extend(dead.map(|path| {
            let todo = "Name what is there now; if it moved, follow it; if it is gone, say so or say nothing.";
            Finding::new(document, index + 1, format!("`{path}` is not in the checkout"), todo)
        }));
    }
    found
}

fn is_path(word: &str, top: &BTreeSet<&str>) -> bool {
    let plain = |mark: char| mark.is_alphanumeric() || "/._-<>*…:".contains(mark);
    if word.is_empty()
        || !word.chars().all(plain)
        || word.starts_with(['/', '-', '<', '.'])
        || word.contains("::")
    {
        return false;
    }
    let first = word.split_once('/').map(|(first, _)| first);
    first.is_some_and(|first| top.contains(first))
        || SOURCES
            .iter()
            .any(|ending| without_line(word).ends_with(ending))
}

/// Relative targets of `[text](target)` and `![text](target)`.
fn links(line: &str) -> impl Iterator<Item = &str> {
    let targets = line
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', ' ', '#']).next());
    targets.filter(|target| {
        !target.is_empty()
            && !target.contains("://")
            && !target.starts_with(['/', '#'])
            && !target.starts_with("mailto:")
    })
}

fn leads_somewhere(house: &House, document: &str, path: &str) -> bool {
    let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder);
    let bare_name = !path.contains('/');
    let path = solid_part(without_line(path));
    if path.is_empty() {
        return true;
    }
    let beside = normal(&format!("{folder}/{path}"));
    let somewhere = bare_name
        && house
            .files()
            .iter()
            .any(|file| file.rsplit('/').next() == Some(&path));
    house.has(&path) || house.has(&format!("crates/{path}")) || house.has(&beside) || somewhere
}

/// `quorum.rs:12` without its line.
fn without_line(path: &str) -> &str {
    let (name, line) = path.rsplit_once(':').unwrap_or((path, ""));
    if !line.is_empty() && line.chars().all(|digit| digit.is_ascii_digit()) {
        name
    } else {
        path
    }
}

/// The folders before the first placeholder: `record/src/<module>/mod.rs` is known as far as `record/src`.
fn solid_part(path: &str) -> String {
    let open = |part: &&str| part.contains(['<', '*', '…']) || part.contains("NNNN");
    let parts: Vec<&str> = path.split('/').collect();
    let solid = parts
        .iter()
        .take_while(|part| !open(part))
        .copied()
        .collect::<Vec<_>>();
    solid.join("/")
}

/// `docs/decisions/../checks` as `docs/checks`.
fn normal(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_lead_nowhere_are_found() {
        let table = [
            ("see `crates/record/src/share.rs`", 0),
            ("see `record/src/share.rs:12`", 0),
            ("see `share.rs`", 0),
            ("see `crates/record/`", 0),
            ("see `record/src/<module>/mod.rs`", 0),
            ("see `docs/decisions/NNNN-title.md`", 0),
            (
                "see [why](decisions/0001-book.md) and [site](https://example.org/x.md)",
                0,
            ),
            (
                "a code `voting/not-put`, a page `/worcestershire/structure`, a type `text/html`",
                0,
            ),
            ("run `cargo run --release -- demo`", 0),
            ("```\ncrates/nowhere\n`crates/nowhere`\n```", 0),
            ("see `crates/record/src/gone.rs`", 1),
            ("see `gone.rs`", 1),
            ("see `docs/gone/`", 1),
            ("see ![picture](pictures/gone.png)", 1),
            (
                "line one\nsee `crates/nowhere/src` and `crates/elsewhere/src`",
                2,
            ),
        ];
        for (text, dead) in table {
            let house = House::of(&[
                ("crates/record/src/share.rs", ""),
                ("docs/decisions/0001-book.md", ""),
                ("docs/guide.md", text),
            ]);
            assert_eq!(check(&house).len(), dead, "{text}");
        }
    }
}
