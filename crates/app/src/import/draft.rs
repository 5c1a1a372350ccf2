//! Organisations that a spreadsheet names and the arrangements do not have: a draft to adopt.

use std::collections::BTreeSet;

use record::{
    arrangements::Arrangements,
    id::{PartnerId, SectorId},
};

use super::people::key;

/// The sector of those for which the file gives none.
const NOT_KNOWN: &str = "not-yet-known";

/// The longest short name that is made up.
const LONGEST_ID: usize = 40;

/// An organisation that is not in the arrangements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Missing {
    pub(super) name: String,
    pub(super) sector: Option<SectorId>,
}

/// The sector of that name.
pub(super) fn sector(arrangements: &Arrangements, words: &str) -> Option<SectorId> {
    let words = key(words);
    let is = |sector: &&record::arrangements::Sector| {
        sector.id.as_str() == words || key(&sector.name) == words
    };
    let found = arrangements.sector.iter().find(is);
    found.map(|sector| sector.id.clone())
}

/// What has to be added to the arrangements, in their own form. None when nothing is missing.
pub(super) fn lines(arrangements: &Arrangements, missing: &[Missing]) -> Option<String> {
    if missing.is_empty() {
        return None;
    }
    let mut taken: BTreeSet<String> = arrangements
        .organisation
        .iter()
        .map(|it| it.id.to_string())
        .chain(arrangements.body.iter().map(|it| it.id.to_string()))
        .collect();
    let mut lines = String::from(
        "# Organisations from a spreadsheet. Read each before these arrangements are adopted, and\n\
         # give it a seat: an organisation is heard through its seats.\n",
    );
    let known = |id: &str| arrangements.sector.iter().any(|it| it.id.as_str() == id);
    if missing.iter().any(|it| it.sector.is_none()) && !known(NOT_KNOWN) {
        lines += &format!("\n[[sector]]\nid = \"{NOT_KNOWN}\"\nname = \"Not yet known\"\n");
    }
    for one in missing {
        let id = short_name(&one.name, &taken);
        let sector = one.sector.as_ref().map_or(NOT_KNOWN, SectorId::as_str);
        lines += &format!(
            "\n[[organisation]]\nid = \"{id}\"\nname = {}\nsector = \"{sector}\"\n",
            quoted(&one.name)
        );
        taken.insert(id);
    }
    Some(lines)
}

/// A short name after the name, which nothing else has.
fn short_name(name: &str, taken: &BTreeSet<String>) -> String {
    let mut id = String::new();
    for letter in name.to_lowercase().chars() {
        if letter.is_ascii_alphanumeric() {
            id.push(letter);
        } else if !id.is_empty() && !id.ends_with('-') && letter != '\'' && letter != '’' {
            id.push('-');
        }
        if id.len() >= LONGEST_ID {
            break;
        }
    }
    let id = id.trim_matches('-');
    let id = if PartnerId::new(id).is_ok() {
        id
    } else {
        "organisation"
    };
    let numbered = (2..).map(|nth| format!("{id}-{nth}"));
    let mut names = std::iter::once(id.to_owned()).chain(numbered);
    names.find(|name| !taken.contains(name)).unwrap_or_default()
}

/// A text between quotes, as TOML has it.
fn quoted(words: &str) -> String {
    serde_json::Value::from(words).to_string()
}
