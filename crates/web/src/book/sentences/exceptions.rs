//! Exceptions and log jams, read aloud.

use jiff::civil::Date;
use record::{
    exceptions::{About, Entry, ExceptionOutcome, Sort},
    id::{ExceptionId, RemedyId},
};

use super::{Names, Sentence, said};
use crate::{book::names::Bit, say};

pub(super) fn said_of(names: &Names<'_>, entry: &Entry) -> Sentence {
    match entry {
        Entry::ExceptionRaised { .. } => raised(names, entry),
        Entry::ExceptionReported {
            exception, words, ..
        } => said("It was told how ")
            .and(it(names, exception))
            .and(format!(" stands: “{}”", words.shown())),
        Entry::SupportGiven {
            exception,
            partner,
            words,
            on,
        } => said(names.partner(partner, *on))
            .and(" supports those who are responsible for ")
            .and(it(names, exception))
            .and(format!(": “{}”", words.shown())),
        Entry::ExceptionForwarded { .. } => forwarded(names, entry),
        Entry::SteerGiven { .. } => steered(names, entry),
        Entry::RemedySet { .. } => to_be_remedied(names, entry),
        Entry::RemedyReported { remedy, words, .. } => said("It was told how ")
            .and(action(names, "a remedial action", remedy))
            .and(format!(" stands: “{}”", words.shown())),
        Entry::RemedyFinished {
            remedy,
            done,
            words,
            ..
        } => {
            let how = if *done { "was done" } else { "was given up" };
            said(action(names, "A remedial action", remedy))
                .and(format!(" {how}: “{}”", words.shown()))
        }
        Entry::ExceptionClosed {
            exception,
            outcome,
            words,
            ..
        } => {
            let how = match outcome {
                ExceptionOutcome::Resolved => "resolved",
                ExceptionOutcome::Accepted => "accepted as it is",
                ExceptionOutcome::NoLongerMatters => "one that no longer matters",
            };
            said("With this ")
                .and(it(names, exception))
                .and(format!(" was closed as {how}: “{}”", words.shown()))
        }
    }
}

fn forwarded(names: &Names<'_>, entry: &Entry) -> Sentence {
    let Entry::ExceptionForwarded {
        exception,
        from,
        to,
        why,
        asks,
        clause,
        on,
    } = entry
    else {
        return Sentence::default();
    };
    let by = clause.as_ref().map_or(String::new(), |clause| {
        format!(", as {} says", say::clause(clause))
    });
    let asks = asks.as_ref().map_or(String::new(), |asks| {
        format!(" It is asked: “{}”", asks.shown())
    });
    said(names.body(from, *on))
        .and(" passed ")
        .and(it(names, exception))
        .and(" on to ")
        .and(names.body(to, *on))
        .and(format!("{by}: “{}”{asks}", why.shown()))
}

fn steered(names: &Names<'_>, entry: &Entry) -> Sentence {
    let Entry::SteerGiven {
        exception,
        meeting,
        item,
        decision,
        words,
        ..
    } = entry
    else {
        return Sentence::default();
    };
    let steer = said("Under ")
        .and(names.item(meeting, *item))
        .and(" a steer was given on ")
        .and(it(names, exception))
        .and(format!(": “{}”", words.shown()));
    match decision {
        Some(decision) => steer
            .and(" See ")
            .and(names.decision("the decision", decision)),
        None => steer,
    }
}

fn to_be_remedied(names: &Names<'_>, entry: &Entry) -> Sentence {
    let Entry::RemedySet {
        exception,
        what,
        owner,
        person,
        due,
        on,
        ..
    } = entry
    else {
        return Sentence::default();
    };
    let asked = said(names.partner(owner, *on)).and(" is to remedy ");
    let asked = asked.and(it(names, exception)).and(format!(
        " by {}: “{}”",
        say::short_day(due),
        what.shown()
    ));
    match person {
        Some(person) => asked
            .and(" For it acts ")
            .and(names.person(*person))
            .and("."),
        None => asked,
    }
}

fn raised(names: &Names<'_>, entry: &Entry) -> Sentence {
    let Entry::ExceptionRaised {
        exception,
        about,
        title,
        why,
        asks,
        owner,
        person,
        body,
        seat,
        rule,
        on,
    } = entry
    else {
        return Sentence::default();
    };
    let what = match about.sort() {
        Sort::Exception => "An exception",
        Sort::LogJam => "A log jam",
    };
    let by = match (rule, seat) {
        (Some(rule), _) => match &rule.clause {
            Some(clause) => format!(" by the rule of {}", say::clause(clause)),
            None => " by rule".to_owned(),
        },
        (None, Some(seat)) => format!(" from the seat {}", names.seat(seat, *on)),
        (None, None) => String::new(),
    };
    let asks = asks.as_ref().map_or(String::new(), |asks| {
        format!(" It asks: “{}”", asks.shown())
    });
    let sentence = said(names.link(
        format!("{what}, “{title}”,"),
        &format!("/exceptions/{exception}"),
    ))
    .and(" was raised before ")
    .and(names.body(body, *on))
    .and(format!(
        "{by}{}: “{}”{asks} ",
        of(names, about, *on),
        why.shown()
    ))
    .and(names.partner(owner, *on))
    .and(" answers for it");
    match person {
        Some(person) => sentence.and(", by ").and(names.person(*person)).and("."),
        None => sentence.and("."),
    }
}

/// What it is about, where that has a name.
fn of(names: &Names<'_>, about: &About, on: Date) -> String {
    match about {
        About::LogJam { theme, area } => {
            let (theme, area) = (names.theme(theme, on), names.area(area));
            format!(", about {theme} in {area}")
        }
        About::Indicator {
            indicator,
            period,
            area,
        } => {
            let area = area
                .as_ref()
                .map_or(String::new(), |area| format!(" in {}", names.area(area)));
            let says = names.indicator_says(indicator);
            let title = says.map_or_else(|| indicator.to_string(), |says| says.title.to_string());
            format!(", about “{title}”{area}, {}", period.said())
        }
        About::PlanAction { action } => match names.plan_action(action) {
            Some((title, _)) => format!(", about the action “{title}”"),
            None => format!(", about the action {action}"),
        },
        About::Concern => String::new(),
    }
}

fn it(names: &Names<'_>, id: &ExceptionId) -> Bit {
    names.link(names.exception(id), &format!("/exceptions/{id}"))
}

fn action(names: &Names<'_>, words: &str, id: &RemedyId) -> Bit {
    let (exception, _) = id.as_str().rsplit_once("-r").unwrap_or((id.as_str(), ""));
    names.link(words, &format!("/exceptions/{exception}#{id}"))
}
