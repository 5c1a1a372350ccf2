//! What the source papers ask, where it is found in the product, and which tests would fail without it.
//!
//! A test that proves a requirement says so on the line above its attribute:
//! `// Requirement: ST6, ST17 at /{partnership}/office/nominations`. From these marks, and the list of what is
//! asked, comes `docs/requirements.md`; tidy checks that it is as they say, that nothing asked is unproved, and
//! that each place is a route of the pages or a command.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::tidy::{Finding, House};
use crate::{Done, Workspace};

const ASKED: &str = "xtask/src/requirements/asked.txt";
const TABLE: &str = "docs/requirements.md";
const MARK: &str = "// Requirement: ";
const ROUTES: &str = "crates/web/src/";
const TEST: &[&str] = &["#[test]", "#[tokio::test", "fn ", "test(", "proptest!"];

/// `cargo xtask requirements`: writes the table.
pub fn run(workspace: &Workspace) -> Done {
    let house = House::enter(&workspace.root)?;
    let table = table(&asked(&house), &marks(&house));
    let path = workspace.root.join(TABLE);
    std::fs::write(&path, table).map_err(|why| format!("{}: {why}", path.display()))
}

/// Requirements without a proof, marks of nothing, places that are not there, and a table out of date.
pub fn check(house: &House) -> Vec<Finding> {
    let (asked, marks) = (asked(house), marks(house));
    let names: BTreeSet<&str> = asked.iter().map(|row| row.name).collect();
    let proved: BTreeSet<&str> = marks.iter().flat_map(|mark| mark.names.clone()).collect();
    let routes = routes(house);
    let mut found = Vec::new();
    for row in asked.iter().filter(|row| !proved.contains(row.name)) {
        let what = format!("no test is marked as proof of {}: {}", row.name, row.what);
        let todo = format!(
            "Mark the test that would fail without it: {MARK}{} at …",
            row.name
        );
        found.push(Finding::new(ASKED, row.line, what, todo));
    }
    for mark in &marks {
        for name in mark.names.iter().filter(|name| !names.contains(*name)) {
            let what = format!("the mark names {name:?}, which nobody asked");
            let todo = format!("Put it on the list in {ASKED}, or mend the name.");
            found.push(Finding::new(mark.path, mark.line, what, todo));
        }
        if !is_a_place(mark.place, &routes) {
            let what = format!("{:?} is neither a route nor a command", mark.place);
            let todo = "Write the route as the router has it, or `folkmoot …`.";
            found.push(Finding::new(mark.path, mark.line, what, todo));
        }
        if mark.test.is_empty() {
            let what = "the mark stands above no test";
            let todo = "Put it on the line above the attribute of the test.";
            found.push(Finding::new(mark.path, mark.line, what, todo));
        }
    }
    if house.text(TABLE) != Some(table(&asked, &marks).as_str()) {
        let todo = "Run `cargo xtask requirements`, look at what changed, and commit it.";
        found.push(Finding::new(
            TABLE,
            1,
            "the table is not what the marks say",
            todo,
        ));
    }
    found
}

/// Something that is asked.
struct Asked<'a> {
    name: &'a str,
    what: &'a str,
    source: &'a str,
    line: usize,
}

/// A test that proves it.
struct Mark<'a> {
    names: Vec<&'a str>,
    place: &'a str,
    path: &'a str,
    line: usize,
    test: &'a str,
}

fn asked(house: &House) -> Vec<Asked<'_>> {
    let lines = house.text(ASKED).unwrap_or_default().lines().zip(1..);
    let rows = lines.filter(|(text, _)| !text.is_empty() && !text.starts_with('#'));
    rows.filter_map(|(text, line)| {
        let mut parts = text.splitn(3, " | ");
        Some(Asked {
            name: parts.next()?,
            what: parts.next()?,
            source: parts.next()?,
            line,
        })
    })
    .collect()
}

fn marks(house: &House) -> Vec<Mark<'_>> {
    let sources = house
        .texts("crates/", ".rs")
        .chain(house.texts("e2e/", ".mjs"));
    sources
        .flat_map(|(path, text)| marks_in(path, text))
        .collect()
}

fn marks_in<'a>(path: &'a str, text: &'a str) -> Vec<Mark<'a>> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let marked = lines.iter().enumerate();
    let marked = marked.filter_map(|(at, line)| Some((at, line.strip_prefix(MARK)?)));
    marked
        .map(|(at, mark)| {
            let (names, place) = mark.split_once(" at ").unwrap_or((mark, ""));
            Mark {
                names: names.split(',').map(str::trim).collect(),
                place: place.trim().trim_matches('`'),
                path,
                line: at + 1,
                test: test_below(&lines[at + 1..]),
            }
        })
        .collect()
}

/// The name of the test that begins on the next lines: empty when something else does.
fn test_below<'a>(lines: &[&'a str]) -> &'a str {
    let skipped = |line: &&&str| line.starts_with("//") || line.starts_with('#');
    let begins = lines
        .iter()
        .find(|line| !skipped(line))
        .copied()
        .unwrap_or_default();
    if !TEST.iter().any(|word| begins.contains(word)) {
        return "";
    }
    if let Some((_, rest)) = begins.split_once("fn ") {
        return rest.split('(').next().unwrap_or_default();
    }
    begins.split(['"', '\'', '`']).nth(1).unwrap_or_default()
}

/// Every address that a router knows, by its pattern, and the parts of which some are put together:
/// `"{MEETING}/issue"` is the part `/issue`.
fn routes(house: &House) -> BTreeSet<&str> {
    let sources = house.texts(ROUTES, ".rs");
    let strings = sources.flat_map(|(_, text)| text.split('"').skip(1).step_by(2));
    let part = |text: &'_ str| -> Option<usize> {
        let named = text.starts_with('{') && !text.starts_with("{partnership}");
        if named {
            text.find("}/").map(|at| at + 1)
        } else {
            Some(0)
        }
    };
    strings
        .filter_map(|text| Some(&text[part(text)?..]))
        .filter(|text| text.starts_with('/') && !text.contains(char::is_whitespace))
        .collect()
}

fn is_a_place(place: &str, routes: &BTreeSet<&str>) -> bool {
    let parted = |(at, _): (usize, &str)| {
        let (before, after) = place.split_at(at);
        routes.contains(before) && routes.contains(after)
    };
    place.starts_with("folkmoot ")
        || routes.contains(place)
        || place.match_indices('/').skip(1).any(parted)
}

fn table(asked: &[Asked<'_>], marks: &[Mark<'_>]) -> String {
    let mut by_name: BTreeMap<&str, Vec<&Mark<'_>>> = BTreeMap::new();
    for mark in marks {
        for name in &mark.names {
            by_name.entry(name).or_default().push(mark);
        }
    }
    let mut page = String::from(
        "# Requirements, where they are met, and what proves it\n\n\
         Written by `cargo xtask requirements` from the marks in the tests; do not edit. Each test named here would fail\n\
         without what it stands beside.\n\n\
         | Name | What is asked | Asked in | Where it is found | Proved by |\n|---|---|---|---|---|\n",
    );
    for row in asked {
        let proofs = by_name.get(row.name).map(Vec::as_slice).unwrap_or_default();
        let places: BTreeSet<String> = proofs
            .iter()
            .map(|mark| format!("`{}`", mark.place))
            .collect();
        let tests: BTreeSet<String> = proofs.iter().map(|mark| link(mark)).collect();
        let join = |set: BTreeSet<String>| set.into_iter().collect::<Vec<_>>().join("<br>");
        let (places, tests) = (join(places), join(tests));
        let _ = writeln!(
            page,
            "| {} | {} | {} | {places} | {tests} |",
            row.name, row.what, row.source
        );
    }
    page
}

fn link(mark: &Mark<'_>) -> String {
    let said = mark.test.replace('_', " ");
    format!("[{said}](../{})", mark.path)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "X1 | Seats | G07\n";
    const ROUTER: &str = "Router::new().route(\"/{partnership}/seats\", get(show))";

    fn found(test: &str) -> Vec<String> {
        let files = [
            (ASKED, LIST),
            ("crates/web/src/lib.rs", ROUTER),
            ("crates/a.rs", test),
        ];
        let house = House::of(&files);
        let table = table(&super::asked(&house), &marks(&house));
        let with_table: Vec<(&str, &str)> =
            files.into_iter().chain([(TABLE, table.as_str())]).collect();
        check(&House::of(&with_table))
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn a_requirement_needs_a_mark_above_a_test_with_a_real_place() {
        let mark =
            |names: &str, place: &str, below: &str| format!("{MARK}{names} at {place}\n{below}");
        let test = "#[test]\nfn seats_are_shown() {}";
        let table = [
            (mark("X1", "/{partnership}/seats", test), ""),
            (mark("X1", "folkmoot check", test), ""),
            (
                mark(
                    "X1",
                    "/{partnership}/seats",
                    "#[tokio::test]\nasync fn seats() {}",
                ),
                "",
            ),
            (test.to_owned(), "no test is marked as proof of X1"),
            (
                mark("X1, X2", "/{partnership}/seats", test),
                "\"X2\", which nobody asked",
            ),
            (
                mark("X1", "/nowhere", test),
                "neither a route nor a command",
            ),
            (
                mark("X1", "/{partnership}/seats", "let seats = 1;"),
                "stands above no test",
            ),
        ];
        for (source, wrong) in table {
            let found = found(&source).join("\n");
            assert!(
                found.contains(wrong) && (found.is_empty() == wrong.is_empty()),
                "{source}: {found}"
            );
        }
    }

    #[test]
    fn the_table_names_the_page_and_the_test() {
        let source =
            format!("{MARK}X1 at /{{partnership}}/seats\n#[test]\nfn seats_are_shown() {{}}");
        let house = House::of(&[(ASKED, LIST), ("crates/a.rs", &source)]);
        let table = table(&super::asked(&house), &marks(&house));
        let row =
            "| X1 | Seats | G07 | `/{partnership}/seats` | [seats are shown](../crates/a.rs) |";
        assert!(table.contains(row), "{table}");
    }
}
