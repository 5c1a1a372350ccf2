//! The plan, read aloud.

use record::{
    id::{IndicatorId, OutcomeId},
    plan::{Entry, IndicatorSays, Period, Return, Target, Where, with_unit},
};

use super::{Names, Sentence, said, until};
use crate::{book::names::Bit, say};

pub(super) fn said_of(names: &Names<'_>, entry: &Entry) -> Sentence {
    match entry {
        Entry::StrategyAdopted { .. } => strategy(names, entry),
        Entry::AgreementMade { .. } | Entry::AgreementRefreshed { .. } => {
            of_agreement(names, entry)
        }
        Entry::OutcomeSet { .. } | Entry::OutcomeEnded { .. } => of_outcome(names, entry),
        Entry::IndicatorSet { indicator, says } => set(names, indicator, says),
        Entry::IndicatorRetired { indicator, why } => said("The indicator ")
            .and(self::indicator(names, indicator))
            .and(format!(
                " was retired. It is measured no longer: “{}”",
                why.shown()
            )),
        Entry::TargetsSet {
            indicator,
            why,
            targets,
        } => said("Targets of ")
            .and(self::indicator(names, indicator))
            .and(" were set: ")
            .and(told(names, indicator, targets))
            .and(
                why.as_ref()
                    .map_or(".".to_owned(), |why| format!(". “{}”", why.shown())),
            ),
        Entry::FiguresReturned(given) => returned(names, given)
            .and(", and taken: ")
            .and(figures(given)),
        Entry::FiguresSetAside(given) => returned(names, given)
            .and(" for periods that had others; those stand, and these are kept beside them: ")
            .and(figures(given)),
        _ => of_figures(names, entry),
    }
}

fn strategy(names: &Names<'_>, entry: &Entry) -> Sentence {
    let Entry::StrategyAdopted {
        title,
        vision,
        from,
        until: last,
        priorities,
        decided_by,
        ..
    } = entry
    else {
        return Sentence::default();
    };
    let sentence = said("The strategy ")
        .and(names.link(title.to_string(), "/plan"))
        .and(format!(
            " was adopted, from {}{}, with {}: “{}”",
            say::short_day(from),
            until(*last),
            say::count(priorities.len(), "priority", "priorities"),
            vision.shown()
        ));
    match decided_by {
        Some(decision) => sentence
            .and(" ")
            .and(names.decision("It was decided.", decision)),
        None => sentence,
    }
}

fn of_agreement(names: &Names<'_>, entry: &Entry) -> Sentence {
    match entry {
        Entry::AgreementMade {
            title,
            from,
            until,
            blocks,
            ..
        } => said("The agreement ")
            .and(self::agreement(names, title.as_str()))
            .and(format!(
                " was made, from {} until {}, with {}.",
                say::short_day(from),
                say::short_day(until),
                say::count(blocks.len(), "block", "blocks"),
            )),
        Entry::AgreementRefreshed {
            agreement,
            version,
            from,
            why,
            ..
        } => {
            let title = names.agreement_title(agreement);
            said("The agreement ")
                .and(self::agreement(names, &title))
                .and(format!(
                    " was refreshed: version {version} holds from {}. “{}”",
                    say::short_day(from),
                    why.shown()
                ))
        }
        _ => Sentence::default(),
    }
}

fn of_outcome(names: &Names<'_>, entry: &Entry) -> Sentence {
    match entry {
        Entry::OutcomeSet {
            outcome,
            title,
            lead,
            ..
        } => said("The outcome ")
            .and(names.link(format!("“{title}”"), &format!("/plan/{outcome}")))
            .and(" was set; ")
            .and(names.body(&lead.body, names.today()))
            .and(" leads on it."),
        Entry::OutcomeEnded { outcome, why } => said("The outcome ")
            .and(self::outcome(names, outcome))
            .and(format!(" has ended: “{}”", why.shown())),
        _ => Sentence::default(),
    }
}

fn set(names: &Names<'_>, id: &IndicatorId, says: &IndicatorSays) -> Sentence {
    said("The indicator ")
        .and(names.link(format!("“{}”", says.title), &format!("/indicators/{id}")))
        .and(" was set for the outcome ")
        .and(outcome(names, &says.outcome))
        .and(format!(
            ": measured every {}; {}. Its source is {}.",
            says.every.word(),
            says.good.said(),
            says.source
        ))
}

fn of_figures(names: &Names<'_>, entry: &Entry) -> Sentence {
    match entry {
        Entry::FigureCorrected {
            indicator,
            period,
            area,
            figure,
            why,
            ..
        } => said("The figure of ")
            .and(self::indicator(names, indicator))
            .and(format!(
                " for {} was corrected to {figure}: “{}”",
                place(names, *period, area),
                why.shown()
            )),
        Entry::CommentaryWritten {
            indicator,
            period,
            words,
            ..
        } => said("Of ")
            .and(self::indicator(names, indicator))
            .and(format!(
                " in {} it was written: “{}”",
                period.said(),
                words.shown()
            )),
        Entry::LightOverridden {
            indicator,
            period,
            area,
            light,
            why,
            person,
            ..
        } => {
            let sentence = said("The light of ")
                .and(self::indicator(names, indicator))
                .and(format!(
                    " for {} was set to {}: “{}”",
                    place(names, *period, area),
                    light.word().to_lowercase(),
                    why.shown()
                ));
            match person {
                Some(person) => sentence
                    .and(" That is the judgement of ")
                    .and(names.person(*person))
                    .and("."),
                None => sentence,
            }
        }
        Entry::OverrideLifted {
            indicator,
            period,
            area,
            ..
        } => said("The light of ")
            .and(self::indicator(names, indicator))
            .and(format!(
                " for {} shows again as it comes out.",
                place(names, *period, area)
            )),
        _ => Sentence::default(),
    }
}

fn returned(names: &Names<'_>, given: &Return) -> Sentence {
    let sentence = said(format!(
        "{} from {} were handed in",
        say::count(given.figures.len(), "figure", "figures"),
        given.source
    ));
    match &given.from {
        Some(partner) => sentence.and(" by ").and(names.partner(partner, given.on)),
        None => sentence,
    }
}

/// The most figures or targets that are read aloud.
const ALOUD: usize = 12;

fn figures(given: &Return) -> String {
    let told = given.figures.iter().take(ALOUD).map(|it| {
        let area = it.area.as_ref().map(|area| format!(" in {area}"));
        let words = it
            .words
            .as_ref()
            .map(|words| format!(" (“{}”)", words.shown()));
        format!(
            "{}, {}{}: {}{}",
            it.indicator,
            it.period.said(),
            area.unwrap_or_default(),
            it.figure,
            words.unwrap_or_default()
        )
    });
    closed(told.collect(), given.figures.len())
}

fn told(names: &Names<'_>, id: &IndicatorId, targets: &[Target]) -> String {
    let says = names.indicator_says(id);
    let unit = says.and_then(|says| says.unit.as_ref().map(|unit| unit.as_str()));
    let told = targets.iter().take(ALOUD).map(|it| {
        let upper = it
            .upper
            .map(|upper| format!(" to {}", with_unit(&upper.grouped(), unit)));
        format!(
            "{} for {}{}",
            with_unit(&it.value.grouped(), unit),
            place(names, it.period, &it.area),
            upper.unwrap_or_default()
        )
    });
    let told: Vec<String> = told.collect();
    closed(told, targets.len()).trim_end_matches('.').to_owned()
}

fn closed(told: Vec<String>, all: usize) -> String {
    let more = match all.saturating_sub(told.len()) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    format!("{}{more}.", told.join("; "))
}

fn place(names: &Names<'_>, period: Period, area: &Where) -> String {
    match area {
        Some(area) => format!("{} in {}", period.said(), names.area(area)),
        None => period.said(),
    }
}

fn indicator(names: &Names<'_>, id: &IndicatorId) -> Bit {
    let title = names
        .indicator_says(id)
        .map_or_else(|| id.to_string(), |says| format!("“{}”", says.title));
    names.link(title, &format!("/indicators/{id}"))
}

fn outcome(names: &Names<'_>, id: &OutcomeId) -> Bit {
    names.link(
        format!("“{}”", names.outcome_title(id)),
        &format!("/plan/{id}"),
    )
}

fn agreement(names: &Names<'_>, title: &str) -> Bit {
    names.link(format!("“{title}”"), "/plan/agreement")
}
