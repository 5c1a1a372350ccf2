//! Decisions of the house are numbered, dated and never share a number.

use std::collections::BTreeMap;

use super::{Finding, House};

const FOLDER: &str = "docs/decisions/";
const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Names, numbers and dates; a `README.md` there may list them.
pub fn check(house: &House) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut taken: BTreeMap<&str, &str> = BTreeMap::new();
    for (path, text) in house.texts(FOLDER, "") {
        let name = &path[FOLDER.len()..];
        if name == "README.md" {
            continue;
        }
        let Some(number) = number_of(name) else {
            let todo = "Name it NNNN-what-was-decided.md, with the next free number, in small letters and hyphens.";
            found.push(Finding::new(path, 1, "not named as a decision", todo));
            continue;
        };
        if let Some(other) = taken.insert(number, path) {
            found.push(Finding::new(
                path,
                1,
                format!("number {number} is taken by {other}"),
                "Give it the next free number.",
            ));
        }
        if !text.lines().take(12).any(holds_a_date) {
            let todo = "Write the day it was decided under the title, such as `Date: 2026-11-23`.";
            found.push(Finding::new(path, 1, "no date in its first lines", todo));
        }
    }
    found
}

fn number_of(name: &str) -> Option<&str> {
    let (number, title) = name.strip_suffix(".md")?.split_once('-')?;
    let numbered = number.len() == 4 && number.chars().all(|digit| digit.is_ascii_digit());
    let titled = !title.is_empty()
        && title
            .chars()
            .all(|mark| mark.is_ascii_lowercase() || mark.is_ascii_digit() || mark == '-');
    (numbered && titled).then_some(number)
}

/// `2026-11-23`, or `23 November 2026`.
fn holds_a_date(line: &str) -> bool {
    let words: Vec<&str> = line
        .split(|mark: char| !(mark.is_alphanumeric() || mark == '-'))
        .filter(|word| !word.is_empty())
        .collect();
    let number = |word: &str, digits: usize| {
        word.len() == digits && word.chars().all(|digit| digit.is_ascii_digit())
    };
    let iso = |word: &&str| {
        let parts: Vec<&str> = word.split('-').collect();
        parts.len() == 3 && number(parts[0], 4) && number(parts[1], 2) && number(parts[2], 2)
    };
    let spoken = |three: &[&str]| {
        three[0].parse::<u8>().is_ok() && MONTHS.contains(&three[1]) && number(three[2], 4)
    };
    words.iter().any(iso) || words.windows(3).any(spoken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_are_numbered_and_dated() {
        let table = [
            (
                "0001-the-book-leads.md",
                "# The book leads\n\nDate: 2026-11-23\n",
                0,
            ),
            (
                "0001-the-book-leads.md",
                "# The book leads\n\nDecided on 23 November 2026.\n",
                0,
            ),
            ("0001-the-book-leads.md", "# The book leads\n", 1),
            ("1-the-book.md", "Date: 2026-11-23", 1),
            ("0001-The-Book.md", "Date: 2026-11-23", 1),
            ("notes.txt", "Date: 2026-11-23", 1),
            ("README.md", "", 0),
        ];
        for (name, text, wrong) in table {
            let path = format!("{FOLDER}{name}");
            assert_eq!(
                check(&House::of(&[(path.as_str(), text)])).len(),
                wrong,
                "{name}: {text}"
            );
        }
    }

    #[test]
    fn two_decisions_never_share_a_number() {
        let house = House::of(&[
            ("docs/decisions/0001-a.md", "2026-11-23"),
            ("docs/decisions/0001-b.md", "2026-11-23"),
        ]);
        assert_eq!(check(&house).len(), 1);
    }
}
