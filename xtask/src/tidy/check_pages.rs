//! Every warning about arrangements that `folkmoot check` can give has a page that explains it.
//!
//! A code is a string of a letter and three digits, such as `"E012"`, in the source of the arrangements. If codes
//! come to be written otherwise, `codes_in` is the only function to change.

use std::collections::BTreeMap;

use super::{Finding, House};

const SOURCE: &str = "crates/record/src/arrangements/";
const PAGES: &str = "docs/checks/";

/// Codes without a page, and pages whose code nobody gives.
pub fn check(house: &House) -> Vec<Finding> {
    let mut codes: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    for (path, source) in house.texts(SOURCE, ".rs") {
        for (line, code) in codes_in(source) {
            codes.entry(code).or_insert((path, line));
        }
    }
    let mut found = Vec::new();
    for (code, (path, line)) in &codes {
        if !house.has(&format!("{PAGES}{code}.md")) {
            let todo = format!(
                "Write {PAGES}{code}.md: what it means, why it matters, how to put it right, when to accept it."
            );
            found.push(Finding::new(
                path,
                *line,
                format!("the warning `{code}` has no page"),
                todo,
            ));
        }
    }
    for (path, _) in house.texts(PAGES, ".md") {
        let code = path[PAGES.len()..].trim_end_matches(".md");
        if code != "README" && !codes.contains_key(code) {
            found.push(Finding::new(
                path,
                1,
                format!("no warning has the code `{code}`"),
                "Remove the page, or give it its code's name.",
            ));
        }
    }
    found
}

/// Each code with its line. A code that only a test names is still looked at: it should be a real one.
fn codes_in(source: &str) -> Vec<(usize, &str)> {
    let code = source
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"));
    let strings = code.flat_map(|(index, line)| {
        line.split('"')
            .skip(1)
            .step_by(2)
            .map(move |text| (index + 1, text))
    });
    strings.filter(|(_, text)| is_numbered(text)).collect()
}

fn is_numbered(text: &str) -> bool {
    text.len() == 4
        && text.starts_with(|letter: char| letter.is_ascii_uppercase())
        && text[1..].chars().all(|digit| digit.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_has_its_page_and_each_page_its_code() {
        let table = [
            ("const CODE: &str = \"A001\";", "docs/checks/A001.md", 0),
            ("const CODE: &str = \"A001\";", "docs/guide.md", 1),
            ("const CODE: &str = \"A002\";", "docs/checks/A001.md", 2),
            ("// \"A001\"\nlet unit = \"one-vote\";", "docs/guide.md", 0),
        ];
        for (source, page, wrong) in table {
            let house = House::of(&[
                ("crates/record/src/arrangements/warnings.rs", source),
                (page, ""),
            ]);
            assert_eq!(check(&house).len(), wrong, "{source} with {page}");
        }
    }
}
