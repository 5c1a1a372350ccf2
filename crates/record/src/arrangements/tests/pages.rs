//! Every check has a page, and the examples on the page do what the page says.

use std::{collections::BTreeSet, fs, path::Path};

use super::*;

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/checks"))
}

fn page(code: &str) -> String {
    fs::read_to_string(folder().join(format!("{code}.md"))).unwrap_or_default()
}

/// What stands between the fences of the page that begin with exactly "```toml".
fn examples(page: &str) -> Vec<&str> {
    page.split("```toml\n")
        .skip(1)
        .filter_map(|rest| rest.split("\n```").next())
        .collect()
}

/// An example is a whole file, or is added to the smallest partnership.
fn file(example: &str) -> String {
    if example.contains("[partnership]") {
        example.to_owned()
    } else {
        format!("{MINIMAL}\n{example}\n")
    }
}

#[test]
fn every_code_has_its_page_and_every_page_its_code() {
    let codes: BTreeSet<String> = CATALOGUE
        .iter()
        .map(|check| format!("{}.md", check.code))
        .collect();
    let mut pages: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(pages.remove("README.md"));
    assert_eq!(codes, pages);
    let index = fs::read_to_string(folder().join("README.md")).unwrap();
    for Check { code, title, .. } in CATALOGUE {
        assert!(
            page(code).starts_with(&format!("# {code}: {title}\n")),
            "{code}"
        );
        assert!(
            index.contains(&format!("| [{code}]({code}.md) | {title} |\n")),
            "{code} in the index"
        );
    }
}

#[test]
fn the_catalogue_is_in_order_and_names_each_code_once() {
    let codes: Vec<&str> = CATALOGUE.iter().map(|check| check.code).collect();
    let sorted: Vec<&str> = codes
        .iter()
        .copied()
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    assert_eq!(codes, sorted);
}

#[test]
fn the_first_example_of_each_page_triggers_it_and_the_second_does_not() {
    for Check { code, .. } in CATALOGUE.iter().filter(|check| check.code != "E001") {
        let page = page(code);
        let examples = examples(&page);
        let [bad, good] = examples.as_slice() else {
            panic!("{code} has {} examples", examples.len())
        };
        for (example, expected) in [(bad, true), (good, false)] {
            let text = file(example);
            let findings = check(&text).findings;
            let found = findings.iter().any(|finding| finding.code == *code);
            assert_eq!(
                found,
                expected,
                "{code}\n{example}\n{}",
                lines(&text, &findings)
            );
            let errors: Vec<Finding> = findings
                .into_iter()
                .filter(|f| f.is_error() && f.code != *code)
                .collect();
            assert_eq!(
                lines(&text, &errors),
                "",
                "other errors in the example of {code}"
            );
        }
    }
}

#[test]
fn a_file_beyond_all_measure_is_refused_unread() {
    let text = format!("{MINIMAL}\n# {}", "x".repeat(LONGEST));
    assert_eq!(
        check(&text)
            .findings
            .iter()
            .map(|finding| finding.code)
            .collect::<Vec<_>>(),
        ["E001"]
    );
    assert_eq!(check(&text[..LONGEST]).findings, []);
}

#[test]
fn every_warning_but_the_first_can_be_accepted() {
    for Check { code, .. } in CATALOGUE
        .iter()
        .filter(|check| !check.is_error() && check.code != "W001")
    {
        let page = page(code);
        let text = file(examples(&page)[0]);
        let accepted: BTreeSet<String> = check(&text)
            .findings
            .iter()
            .filter(|f| f.code == *code)
            .map(|f| f.about.clone())
            .collect();
        let accepts = accepted.iter().map(|about| {
            format!(
                "\n[[accept]]\ncode = \"{code}\"\nabout = \"{about}\"\nreason = \"It is meant.\"\n"
            )
        });
        let text = text.clone() + &accepts.collect::<String>();
        let findings = check(&text).findings;
        let levels: Vec<&Level> = findings
            .iter()
            .filter(|f| f.code == *code)
            .map(|f| &f.level)
            .collect();
        assert!(!levels.is_empty(), "{code}");
        assert!(
            levels.iter().all(|level| **level
                == Level::Accepted {
                    reason: "It is meant.".to_owned()
                }),
            "{code}"
        );
    }
}
