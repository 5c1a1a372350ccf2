//! Warnings that the file accepts with a reason. An error cannot be accepted.

use toml::{Spanned, de::DeTable};

use super::{CATALOGUE, Check, Concern, concern};
use crate::arrangements::{
    finding::{Finding, Level},
    model::Arrangements,
    place::place,
    words::suggest,
};

/// E026: the code is that of an error, or of nothing.
pub(super) fn of_no_warning(arrangements: &Arrangements) -> Vec<Concern> {
    let mut concerns = Vec::new();
    let warnings = || {
        CATALOGUE
            .iter()
            .filter(|check| !check.is_error())
            .map(|check| check.code)
    };
    for (a, accepted) in arrangements.accept.iter().enumerate() {
        let check: Option<&Check> = CATALOGUE.iter().find(|check| check.code == accepted.code);
        let at = format!("accept[{a}].code");
        match check {
            Some(check) if check.is_error() => concerns.push(concern(
                at,
                &accepted.about,
                format!("{} is an error and cannot be accepted", accepted.code),
                "Mend what it says instead; only warnings can be accepted.",
            )),
            None => concerns.push(concern(
                at,
                &accepted.about,
                format!("“{}” is not the code of a warning", accepted.code),
                suggest(&accepted.code, warnings().collect::<Vec<_>>()),
            )),
            Some(_) => {}
        }
        if accepted.reason.trim().is_empty() {
            concerns.push(concern(
                format!("accept[{a}].reason"),
                &accepted.about,
                format!("{} is accepted without a reason", accepted.code),
                "Say why, in a sentence that a member of the public would understand.",
            ));
        }
    }
    concerns
}

/// Marks what is accepted, and adds W001 for each acceptance that matches nothing.
pub(super) fn apply(
    arrangements: &Arrangements,
    tree: &Spanned<DeTable<'_>>,
    findings: &mut Vec<Finding>,
) {
    let mut unused = Vec::new();
    for (a, accepted) in arrangements.accept.iter().enumerate() {
        let also = accepted
            .also
            .iter()
            .enumerate()
            .map(|(n, about)| (format!("accept[{a}].also[{n}]"), about));
        for (at, about) in
            std::iter::once((format!("accept[{a}].about"), &accepted.about)).chain(also)
        {
            let mut used = false;
            for finding in findings
                .iter_mut()
                .filter(|f| f.code == accepted.code && f.about == *about)
            {
                if !finding.is_error() {
                    finding.level = Level::Accepted {
                        reason: accepted.reason.clone(),
                    };
                    used = true;
                }
            }
            let is_warning = CATALOGUE
                .iter()
                .any(|check| check.code == accepted.code && !check.is_error());
            if !used && is_warning {
                unused.push(Finding {
                    code: "W001",
                    level: Level::Warning,
                    about: about.clone(),
                    span: place(tree, &at),
                    message: format!(
                        "{} is accepted for “{about}”, but nothing says so any more",
                        accepted.code
                    ),
                    help: "Remove the acceptance, or correct the name that it is about.".to_owned(),
                });
            }
        }
    }
    findings.append(&mut unused);
}
