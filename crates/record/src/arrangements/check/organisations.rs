//! Organisations: to whom they answer, and by what they are known outside.

use super::{Concern, concern};
use crate::arrangements::model::Arrangements;

/// W036: the arrangements say of some organisations to whom they answer, and not of this one (G07, 6).
pub(super) fn answers_to_nobody(a: &Arrangements) -> Vec<Concern> {
    let stated = |organisation: &crate::arrangements::Organisation| {
        let answers = organisation.accountable_to.as_deref();
        answers.is_some_and(|answers| !answers.trim().is_empty())
    };
    if !a.organisation.iter().any(stated) {
        return Vec::new();
    }
    let silent = a.organisation.iter().enumerate();
    let silent = silent.filter(|(_, organisation)| !stated(organisation));
    silent
        .map(|(o, organisation)| {
            let message = format!("Nothing says to whom “{}” answers", organisation.id);
            let help = "Add `accountable_to = \"…\"`, and `accountable_clause` with the place that says so.";
            concern(format!("organisation[{o}]"), &organisation.id, message, help)
        })
        .collect()
}

/// E033: an identifier that is not one of a public register, or that two organisations have.
pub(super) fn identifiers(a: &Arrangements) -> Vec<Concern> {
    let mut concerns = Vec::new();
    let mut known = std::collections::BTreeMap::new();
    for (o, organisation) in a.organisation.iter().enumerate() {
        let Some(identifier) = &organisation.identifier else {
            continue;
        };
        let place = format!("organisation[{o}].identifier");
        if !is_identifier(identifier) {
            let message = format!("“{identifier}” is not an identifier of a public register");
            let help = "Write the register's prefix of org-id.guide and the number there, such as `GB-LAE-WOR` or `GB-COH-01234567`, or leave it out.";
            concerns.push(concern(place, &organisation.id, message, help));
        } else if let Some(other) = known.insert(identifier, &organisation.id) {
            let message = format!("“{identifier}” is the identifier of “{other}” too");
            let help = "An identifier names one organisation: keep it where it belongs, and leave out the other.";
            concerns.push(concern(place, &organisation.id, message, help));
        }
    }
    concerns
}

/// A prefix of two parts, the first of two capital letters, and a number without blanks and slashes.
fn is_identifier(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let (Some(place), Some(list), Some(number)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let capital = |byte: u8| byte.is_ascii_uppercase();
    place.len() == 2
        && place.bytes().all(capital)
        && !list.is_empty()
        && list
            .bytes()
            .all(|byte| capital(byte) || byte.is_ascii_digit())
        && !number.is_empty()
        && number.len() <= 60
        && number
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_have_the_prefix_of_their_register() {
        for (text, is) in [
            ("GB-LAE-WOR", true),
            ("GB-COH-01234567", true),
            ("XI-IATI-AB_1.2-3", true),
            ("", false),
            ("WOR", false),
            ("GB-LAE", false),
            ("GB-LAE-", false),
            ("gb-lae-wor", false),
            ("360G-worcestershire-pct", false),
            ("GB-LAE-W O R", false),
            ("GB-LAE-W/R", false),
        ] {
            assert_eq!(is_identifier(text), is, "{text}");
        }
    }
}
