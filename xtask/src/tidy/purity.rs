//! The rules read no clock, roll no dice, touch no disk and await nothing.

use super::source::{code_only, words};
use super::{Finding, House};

const RULES: &str = "crates/record/src/";

/// A word that gives the impurity away, and what to do instead.
const WORDS: &[(&str, &str)] = &[
    ("async", "the rules answer at once; do the waiting in `app`"),
    ("await", "the rules answer at once; do the waiting in `app`"),
    ("SystemTime", "take the time as an argument, from `Minute`"),
    ("Instant", "take the time as an argument, from `Minute`"),
    (
        "rand",
        "take chance as an argument: whoever calls rolls the die",
    ),
    (
        "getrandom",
        "take chance as an argument: whoever calls rolls the die",
    ),
];

/// A path that gives it away.
const PATHS: &[(&str, &str)] = &[
    (
        "Timestamp::now",
        "take the time as an argument, from `Minute`",
    ),
    ("Zoned::now", "take the time as an argument, from `Minute`"),
    (
        "std::fs",
        "take the text as an argument; `cli` and `journal` read files",
    ),
    ("std::net", "the rules know no network; `web` and `cli` do"),
    (
        "std::env",
        "take the setting as an argument; `cli` reads the environment",
    ),
    (
        "std::process",
        "the rules start and end nothing; return a refusal",
    ),
    ("std::thread", "the rules run where they are called"),
];

/// Looks at the code of the rules; comments, texts and tests may name what they like.
pub fn check(house: &House) -> Vec<Finding> {
    let files = house.texts(RULES, ".rs").filter(|(path, _)| !is_test(path));
    files
        .flat_map(|(path, source)| impurities(path, &code_only(source)))
        .collect()
}

fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
}

fn impurities(path: &str, code: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    for (line, word) in words(code) {
        if let Some((_, instead)) = WORDS.iter().find(|(impure, _)| *impure == word) {
            found.push(impure(path, line, word, instead));
        }
    }
    for (index, line) in code.lines().enumerate() {
        let line = line.replace(' ', "");
        let held = PATHS
            .iter()
            .filter(|(impure, _)| line.contains(impure) || imports(&line, impure));
        found.extend(held.map(|(name, instead)| impure(path, index + 1, name, instead)));
    }
    found
}

/// `use std::{collections::BTreeMap, fs};`
fn imports(line: &str, path: &str) -> bool {
    let Some(part) = path.strip_prefix("std::") else {
        return false;
    };
    let Some((_, list)) = line.split_once("usestd::{") else {
        return false;
    };
    list.split([',', '}', ';'])
        .any(|name| name == part || name.starts_with(&format!("{part}::")))
}

fn impure(path: &str, line: usize, name: &str, instead: &str) -> Finding {
    Finding::new(
        path,
        line,
        format!("`{name}` in the rules, which must stay pure"),
        format!("{instead}."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impure_code_is_found_where_it_stands() {
        let table: &[(&str, &[usize])] = &[
            ("pub fn quorum() {}\n", &[]),
            (
                "/// never async\npub fn f() -> &'static str { \"std::fs\" }\n",
                &[],
            ),
            ("pub async fn f() {}\n", &[1]),
            (
                "fn a() {}\nfn b() { let t = std::time::SystemTime::now(); }\n",
                &[2],
            ),
            ("fn b() { let t = jiff::Timestamp::now(); }\n", &[1]),
            ("use std::{collections::BTreeMap, fs};\n", &[1]),
            ("use std::{fs::File};\n", &[1]),
            ("fn b() { rand::random() }\n", &[1]),
            ("fn operand(brand: u8) {}\n", &[]),
            ("#[cfg(test)]\nmod tests { use std::fs; }\n", &[]),
        ];
        for (source, lines) in table {
            let house = House::of(&[("crates/record/src/share.rs", source)]);
            let found: Vec<usize> = check(&house).iter().map(|finding| finding.line).collect();
            assert_eq!(&found, lines, "{source}");
        }
    }

    #[test]
    fn other_crates_may_read_the_clock() {
        let house = House::of(&[(
            "crates/cli/src/clock.rs",
            "fn now() { jiff::Timestamp::now() }",
        )]);
        assert_eq!(check(&house), []);
    }
}
