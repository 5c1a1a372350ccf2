//! Which crate may lean on which: the never-arrows of the house, read from what cargo says.
//!
//! Only arrows that a crate draws itself are judged. What it reaches through another crate is that other
//! crate's business: `web` reaches the journal through `app`, and should.

use serde_json::Value;

use super::{Finding, House};

/// Some packages, by name.
enum Names {
    /// These.
    These(&'static [&'static str]),
    /// All packages of the workspace but these.
    OursBut(&'static [&'static str]),
    /// Any whose name begins so.
    Beginning(&'static str),
}

/// An arrow that is never drawn, and why.
struct Never {
    from: Names,
    to: Names,
    why: &'static str,
}

const SQL: &[&str] = &[
    "rusqlite",
    "libsqlite3-sys",
    "postgres",
    "tokio-postgres",
    "deadpool-postgres",
    "sqlx",
];

/// What a house is opened with.
const HOUSE: &[&str] = &["journal", "office"];

const NEVER: &[Never] = &[
    Never {
        from: Names::These(&[
            "record",
            "drawing",
            "spreadsheets",
            "post",
            "index",
            "xtask",
        ]),
        to: Names::OursBut(&[]),
        why: "it must stand alone: the rules, the drawings, the letters, the index and the reading of spreadsheets know nothing of where they are used, and the tasks must build when the rest does not",
    },
    Never {
        from: Names::These(&["record"]),
        to: Names::These(&[
            "rand",
            "getrandom",
            "tokio",
            "rusqlite",
            "postgres",
            "ureq",
            "tracing",
        ]),
        why: "the rules are pure: no storage, no network, no chance, no async",
    },
    Never {
        from: Names::These(&["journal"]),
        to: Names::These(&["office"]),
        why: "the book must be readable and verifiable without the plain tables; only `app` and `folkmoot` see both",
    },
    Never {
        from: Names::These(&["office"]),
        to: Names::These(&["journal"]),
        why: "the plain tables must not reach into the book; only `app` and `folkmoot` see both",
    },
    Never {
        from: Names::These(&["papers", "documents", "opendata"]),
        to: Names::These(&["journal", "office", "web"]),
        why: "it takes a record and plain values from `app`, so that it can be tested with neither store nor server",
    },
    Never {
        from: Names::These(&["web"]),
        to: Names::These(&["journal", "office"]),
        why: "every read and every act goes through `app`, where it is asked who may",
    },
    Never {
        from: Names::These(&["web"]),
        to: Names::These(SQL),
        why: "pages never speak SQL; ask `app`",
    },
    Never {
        from: Names::These(&["web", "folkmoot"]),
        to: Names::These(&["spreadsheets", "calamine", "csv"]),
        why: "what is in a spreadsheet becomes a plan in `app`, the same for the page and the command",
    },
    Never {
        from: Names::OursBut(&["folkmoot"]),
        to: Names::These(&["papers"]),
        why: "whoever hands documents on knows a renderer, and not which: else it would link Typst",
    },
    Never {
        from: Names::OursBut(&["papers"]),
        to: Names::Beginning("typst"),
        why: "Typst is most of the build; only `papers` may link it",
    },
    Never {
        from: Names::OursBut(&[]),
        to: Names::These(&["folkmoot"]),
        why: "the command assembles the house and nothing stands on it",
    },
];

/// A dependency that a package of ours declares.
#[derive(Debug, PartialEq)]
struct Arrow {
    from: String,
    to: String,
    for_tests_only: bool,
}

/// Every forbidden arrow, at its line in the crate's `Cargo.toml`.
pub fn check(house: &House, metadata: &Value) -> Vec<Finding> {
    let ours = names_of_ours(metadata);
    let root = metadata["workspace_root"].as_str().unwrap_or_default();
    let mut found = Vec::new();
    for package in packages(metadata) {
        let manifest = package["manifest_path"].as_str().unwrap_or_default();
        let file = manifest
            .strip_prefix(root)
            .unwrap_or(manifest)
            .trim_start_matches('/');
        for arrow in drawn_by(package) {
            let Some(why) = why_never(&arrow, &ours) else {
                continue;
            };
            let line = line_of(house.text(file).unwrap_or_default(), &arrow.to);
            found.push(Finding::new(
                file,
                line,
                format!("`{}` must not depend on `{}`", arrow.from, arrow.to),
                format!("{why}. Take the dependency out, and pass in what you need as a value."),
            ));
        }
    }
    found
}

fn why_never(arrow: &Arrow, ours: &[String]) -> Option<&'static str> {
    if arrow.to == "testkit" && ours.contains(&arrow.to) {
        let why = "the test builders may be a dev-dependency only";
        return (!arrow.for_tests_only).then_some(why);
    }
    // What shows a house is tested in one that stands, and a house needs a book and an office.
    let shows = ["web", "opendata"].contains(&arrow.from.as_str());
    if arrow.for_tests_only && shows && HOUSE.contains(&arrow.to.as_str()) {
        return None;
    }
    let in_names = |names: &Names, name: &str| match names {
        Names::These(these) => these.contains(&name),
        Names::OursBut(but) => ours.iter().any(|our| our == name) && !but.contains(&name),
        Names::Beginning(start) => name.starts_with(start),
    };
    let broken = NEVER
        .iter()
        .find(|never| in_names(&never.from, &arrow.from) && in_names(&never.to, &arrow.to));
    broken.map(|never| never.why)
}

fn drawn_by(package: &Value) -> Vec<Arrow> {
    let from = package["name"].as_str().unwrap_or_default();
    let declared = package["dependencies"].as_array().into_iter().flatten();
    let arrow = |dependency: &Value| Arrow {
        from: from.into(),
        to: dependency["name"].as_str().unwrap_or_default().into(),
        for_tests_only: dependency["kind"].as_str() == Some("dev"),
    };
    declared.map(arrow).collect()
}

fn packages(metadata: &Value) -> impl Iterator<Item = &Value> {
    metadata["packages"].as_array().into_iter().flatten()
}

fn names_of_ours(metadata: &Value) -> Vec<String> {
    packages(metadata)
        .filter_map(|package| package["name"].as_str())
        .map(String::from)
        .collect()
}

/// The line that names the dependency, or the first.
fn line_of(manifest: &str, dependency: &str) -> usize {
    let names = |line: &str| line.split(['.', '=', ' ']).next() == Some(dependency);
    manifest
        .lines()
        .position(names)
        .map_or(1, |index| index + 1)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const OURS: &[&str] = &[
        "record",
        "journal",
        "office",
        "app",
        "papers",
        "documents",
        "opendata",
        "drawing",
        "web",
        "assets",
        "folkmoot",
        "testkit",
        "xtask",
    ];

    /// Metadata of the whole house in which one crate declares one dependency.
    fn house_with(from: &str, to: &str, kind: Option<&str>) -> Value {
        let package = |name: &&str| {
            let declared = if *name == from {
                json!([{ "name": to, "kind": kind }])
            } else {
                json!([])
            };
            json!({ "name": name, "manifest_path": format!("/house/crates/{name}/Cargo.toml"), "dependencies": declared })
        };
        json!({ "workspace_root": "/house", "packages": OURS.iter().map(package).collect::<Vec<_>>() })
    }

    #[test]
    fn every_forbidden_arrow_is_found_and_no_other() {
        let (normal, build, dev) = (None, Some("build"), Some("dev"));
        let table = [
            ("record", "journal", normal, false),
            ("record", "app", dev, false),
            ("record", "getrandom", normal, false),
            ("record", "testkit", dev, true),
            ("record", "serde", normal, true),
            ("journal", "office", normal, false),
            ("office", "journal", normal, false),
            ("journal", "record", normal, true),
            ("papers", "web", normal, false),
            ("papers", "office", build, false),
            ("papers", "record", normal, true),
            ("papers", "typst-pdf", normal, true),
            ("papers", "documents", normal, true),
            ("documents", "app", normal, true),
            ("documents", "office", normal, false),
            ("documents", "papers", normal, false),
            ("web", "documents", normal, true),
            ("web", "papers", normal, false),
            ("folkmoot", "papers", normal, true),
            ("opendata", "journal", normal, false),
            ("opendata", "record", normal, true),
            ("opendata", "office", dev, true),
            ("web", "spreadsheets", normal, false),
            ("folkmoot", "spreadsheets", normal, false),
            ("folkmoot", "spreadsheets", dev, false),
            ("app", "spreadsheets", normal, true),
            ("drawing", "record", normal, false),
            ("app", "typst", normal, false),
            ("folkmoot", "typst", normal, false),
            ("app", "journal", normal, true),
            ("app", "office", normal, true),
            ("web", "app", normal, true),
            ("web", "journal", normal, false),
            ("web", "office", normal, false),
            ("web", "journal", dev, true),
            ("web", "office", dev, true),
            ("web", "office", build, false),
            ("web", "rusqlite", dev, false),
            ("web", "postgres", normal, false),
            ("app", "folkmoot", normal, false),
            ("testkit", "folkmoot", normal, false),
            ("app", "testkit", normal, false),
            ("app", "testkit", dev, true),
            ("xtask", "record", normal, false),
            ("xtask", "clap", normal, true),
            ("folkmoot", "web", normal, true),
        ];
        for (from, to, kind, allowed) in table {
            let found = check(&House::of(&[]), &house_with(from, to, kind));
            assert_eq!(
                found.is_empty(),
                allowed,
                "{from} -> {to} ({kind:?}): {found:?}"
            );
        }
    }

    #[test]
    fn a_finding_points_at_the_line_of_the_manifest() {
        let house = House::of(&[(
            "crates/web/Cargo.toml",
            "[package]\nname = \"web\"\n\n[dependencies]\njournal.workspace = true\n",
        )]);
        let found = check(&house, &house_with("web", "journal", None));
        assert_eq!(
            (found[0].file.as_str(), found[0].line),
            ("crates/web/Cargo.toml", 5)
        );
    }
}
