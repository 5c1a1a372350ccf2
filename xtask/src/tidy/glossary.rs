//! Every public name of the rules is a word of the field, explained in `GLOSSARY.md`.
//!
//! A name counts as explained when the glossary has it as a heading, in bold or in code, as written
//! (`AgendaItem`) or as said ("agenda item"). The identifier of a thing and the refusal of an act need no
//! word of their own: `SeatId` is explained by "seat", `CastVoteRefused` by "cast vote".

use std::collections::BTreeSet;

use super::source::{code_only, words};
use super::{Finding, House};

const GLOSSARY: &str = "GLOSSARY.md";
const RULES: &str = "crates/record/src/";
const KINDS: &[&str] = &["struct", "enum", "trait", "type"];

/// Every public type of the rules that the glossary does not explain.
pub fn check(house: &House) -> Vec<Finding> {
    let Some(glossary) = house.text(GLOSSARY) else {
        return vec![Finding::new(
            GLOSSARY,
            1,
            "the glossary is missing",
            "Write it: one heading for each word of the field.",
        )];
    };
    let explained = explained(glossary);
    let unexplained = |(path, source)| {
        let named = public_types(&code_only(source));
        let missing: Vec<_> = named
            .into_iter()
            .filter(|(_, name)| !is_explained(name, &explained))
            .collect();
        missing
            .into_iter()
            .map(move |(line, name)| finding(path, line, &name))
    };
    house.texts(RULES, ".rs").flat_map(unexplained).collect()
}

fn finding(path: &str, line: usize, name: &str) -> Finding {
    Finding::new(
        path,
        line,
        format!("`{name}` is not in {GLOSSARY}"),
        format!(
            "Explain \"{}\" there, use a word that is already explained, or do not make the type public.",
            said(name)
        ),
    )
}

fn is_explained(name: &str, explained: &BTreeSet<String>) -> bool {
    let stem = name
        .strip_suffix("Refused")
        .or_else(|| name.strip_suffix("Id"))
        .unwrap_or(name);
    [name, stem]
        .iter()
        .any(|name| explained.contains(*name) || explained.contains(&said(name)))
}

/// Headings, bold words and code spans; of headings, also the parts between commas, slashes and brackets.
fn explained(glossary: &str) -> BTreeSet<String> {
    let mut terms = BTreeSet::new();
    for line in glossary.lines() {
        if let Some(heading) = line.strip_prefix('#') {
            let heading = heading.trim_start_matches('#').to_lowercase();
            terms.extend(
                heading
                    .split([',', '/', '(', ')', ';', '–', '|'])
                    .map(|term| term.trim().to_owned()),
            );
        }
        terms.extend(between(line, "`").map(String::from));
        terms.extend(
            between(line, "`")
                .chain(between(line, "**"))
                .flat_map(|term| term.split(", "))
                .map(str::to_lowercase),
        );
    }
    terms.remove("");
    terms
}

fn between<'a>(line: &'a str, mark: &'a str) -> impl Iterator<Item = &'a str> {
    line.split(mark).skip(1).step_by(2)
}

fn public_types(code: &str) -> Vec<(usize, String)> {
    let words: Vec<(usize, &str)> = words(code).collect();
    let declared = words
        .windows(3)
        .filter(|three| three[0].1 == "pub" && KINDS.contains(&three[1].1));
    declared
        .map(|three| (three[2].0, three[2].1.to_owned()))
        .collect()
}

/// `AgendaItem` as one would say it: "agenda item".
fn said(name: &str) -> String {
    let mut said = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !said.is_empty() {
            said.push(' ');
        }
        said.extend(letter.to_lowercase());
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_headings_bold_and_code_and_nowhere_else() {
        let glossary = "# Glossary\n## Agenda item\n## Seat, place\n**Quorum**: enough.\n`CastVote` is an act. A motion is moved.\n";
        let table = [
            ("pub struct AgendaItem;", true),
            ("pub enum Seat {}", true),
            ("pub struct Place;", true),
            ("pub struct SeatId(u32);", true),
            ("pub struct Quorum;", true),
            ("pub struct CastVote;", true),
            ("pub enum CastVoteRefused {}", true),
            ("pub struct Motion;", false),
            ("pub trait Manager {}", false),
            ("pub type Items = Vec<Item>;", false),
            ("pub(crate) struct Helper;", true),
            ("struct Private;", true),
            ("// pub struct Commented;", true),
        ];
        for (source, fine) in table {
            let house = House::of(&[(GLOSSARY, glossary), ("crates/record/src/lib.rs", source)]);
            assert_eq!(check(&house).is_empty(), fine, "{source}");
        }
    }
}
