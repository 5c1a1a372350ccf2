//! Themes, portfolios and questions that a paper leaves open.

use std::collections::BTreeSet;

use super::{Concern, concern};
use crate::arrangements::model::{AreaKind, Arrangements};

/// W017: no body delivers the theme.
pub(super) fn nobody_delivers(a: &Arrangements) -> Vec<Concern> {
    let themes = a
        .theme
        .iter()
        .enumerate()
        .filter(|(_, theme)| theme.delivered_by.is_empty());
    themes
        .map(|(t, theme)| {
            let message = format!("No body delivers the theme “{}”", theme.id);
            concern(
                format!("theme[{t}]"),
                &theme.id,
                message,
                "Add `delivered_by = [\"…\"]` with its group or groups.",
            )
        })
        .collect()
}

/// W018: there are portfolios, and a district that has no body in them.
pub(super) fn district_without_portfolio(a: &Arrangements) -> Vec<Concern> {
    let Some(portfolios) = &a.portfolios else {
        return Vec::new();
    };
    let served: BTreeSet<&str> = portfolios
        .districts
        .iter()
        .filter_map(|id| Some(a.body(id)?.area.as_ref()?.as_str()))
        .collect();
    let areas = a.area.iter().enumerate();
    areas
        .filter(|(_, area)| area.kind == AreaKind::District && !served.contains(area.id.as_str()))
        .map(|(_, area)| {
            let message = format!(
                "No body in the portfolios serves the district “{}”",
                area.id
            );
            let help = "Add its partnership to `districts`, and give that body its `area`.";
            concern("portfolios.districts".to_owned(), &area.id, message, help)
        })
        .collect()
}

/// W019: a champion's theme has no theme group to talk to, or several: the numbers do not match.
pub(super) fn theme_without_counterpart(a: &Arrangements) -> Vec<Concern> {
    let Some(portfolios) = &a.portfolios else {
        return Vec::new();
    };
    let (themes, groups) = (portfolios.themes.len(), portfolios.groups.len());
    let mut concerns = Vec::new();
    for (t, id) in portfolios.themes.iter().enumerate() {
        let Some(theme) = a.theme.iter().find(|theme| theme.id == *id) else {
            continue;
        };
        let counterparts = theme
            .delivered_by
            .iter()
            .filter(|body| portfolios.groups.contains(body))
            .count();
        if counterparts != 1 {
            concerns.push(concern(
                format!("portfolios.themes[{t}]"),
                id,
                format!(
                    "The champion for “{id}” has {counterparts} groups to talk to instead of one ({themes} themes, {groups} groups)"
                ),
                "Split or join themes, or name the one group that answers for this theme.",
            ));
        }
    }
    concerns
}

/// W020: a question that the paper asks and does not answer.
pub(super) fn open_question(a: &Arrangements) -> Vec<Concern> {
    let help = "Put it on an agenda, and write the answer here when there is one.";
    let mut concerns = Vec::new();
    if let Some(portfolios) = &a.portfolios {
        for (q, question) in portfolios.open_question.iter().enumerate() {
            let message = format!("The portfolios leave a question open: {question}");
            concerns.push(concern(
                format!("portfolios.open_question[{q}]"),
                "portfolios",
                message,
                help,
            ));
        }
    }
    for (q, question) in a
        .question
        .iter()
        .enumerate()
        .filter(|(_, question)| question.answer.is_none())
    {
        let message = format!("A question is not answered: {}", question.asks);
        concerns.push(concern(
            format!("question[{q}]"),
            &question.asks,
            message,
            help,
        ));
    }
    concerns
}
