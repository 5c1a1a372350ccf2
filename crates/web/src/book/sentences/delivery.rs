//! Delivery plans and what goes with them, read aloud.

use jiff::civil::Date;
use record::{
    delivery::{Appraised, Concerned, Entry, Fate, Progress},
    id::{DecisionId, DeliveryPlanId, PlanActionId, RuleId},
};

use super::{Names, Sentence, said};
use crate::{book::names::Bit, say};

pub(super) fn said_of(names: &Names<'_>, entry: &Entry) -> Sentence {
    match entry {
        Entry::PlanBegun { .. }
        | Entry::PlanPartWritten { .. }
        | Entry::PlanCirculated { .. }
        | Entry::InputGiven { .. }
        | Entry::InputAnswered { .. }
        | Entry::PlanApproved { .. } => of_plans(names, entry),
        Entry::PlanActionSet { .. }
        | Entry::PlanActionDropped { .. }
        | Entry::MilestoneReached { .. }
        | Entry::MilestoneMoved { .. }
        | Entry::ProgressReported { .. } => of_actions(names, entry),
        Entry::PriorityPlanned { .. }
        | Entry::PriorityClosed { .. }
        | Entry::EngagementPlanned { .. }
        | Entry::EngagementReported { .. } => to_come(names, entry),
        _ => of_judgements(names, entry),
    }
}

fn plan(names: &Names<'_>, words: impl Into<String>, id: &DeliveryPlanId) -> Bit {
    names.link(words, &format!("/delivery/{id}"))
}

/// An action of a plan, by its title.
fn action(names: &Names<'_>, id: &PlanActionId) -> Bit {
    match names.plan_action(id) {
        Some((title, plan)) => names.link(
            format!("“{title}”"),
            &format!("/delivery/{plan}/actions/{id}"),
        ),
        None => Bit::from(id.to_string()),
    }
}

fn decision(names: &Names<'_>, words: &str, id: &DecisionId) -> Bit {
    names.link(words, &format!("/decisions/{id}"))
}

fn part(names: &Names<'_>, part: &RuleId, on: Date) -> String {
    names
        .plan_part(part, on)
        .map_or_else(|| part.to_string(), |what| format!("“{what}”"))
}

fn of_plans(names: &Names<'_>, entry: &Entry) -> Sentence {
    match entry {
        Entry::PlanBegun {
            plan: id,
            body,
            year,
            title,
            on,
            ..
        } => said("The ")
            .and(names.body(body, *on))
            .and(" began its ")
            .and(plan(names, format!("delivery plan for {year}"), id))
            .and(format!(", “{title}”.")),
        Entry::PlanPartWritten {
            plan: id,
            part: of,
            words,
            on,
        } => said("The part ")
            .and(part(names, of, *on))
            .and(" of ")
            .and(plan(names, "a delivery plan", id))
            .and(format!(" was written: “{}”", words.shown())),
        Entry::PlanCirculated {
            plan: id,
            to,
            until,
            words,
            on,
        } => {
            let bodies: Vec<String> = to.iter().map(|body| names.body(body, *on).words).collect();
            let asks = words
                .as_ref()
                .map_or(".".to_owned(), |words| format!(": “{}”", words.shown()));
            said(plan(names, "A draft delivery plan", id)).and(format!(
                " was sent for input by {} to {}{asks}",
                say::short_day(until),
                say::listed(&bodies)
            ))
        }
        Entry::InputGiven {
            plan: id,
            body,
            words,
            on,
            ..
        } => said("The ")
            .and(names.body(body, *on))
            .and(" said on ")
            .and(plan(names, "a draft delivery plan", id))
            .and(format!(": “{}”", words.shown())),
        Entry::InputAnswered {
            plan: id,
            input,
            changed,
            words,
            ..
        } => {
            let did = if *changed {
                "was changed for it"
            } else {
                "was not changed for it"
            };
            said(format!("Input {input} on "))
                .and(plan(names, "a delivery plan", id))
                .and(format!(
                    " was answered; the plan {did}: “{}”",
                    words.shown()
                ))
        }
        Entry::PlanApproved {
            plan: id,
            body,
            decision: by,
            despite,
            on,
        } => {
            let so_far = said("The ")
                .and(names.body(body, *on))
                .and(" approved ")
                .and(plan(names, "a delivery plan", id));
            let so_far = match by {
                Some(by) => so_far.and(" by ").and(decision(names, "its decision", by)),
                None => so_far,
            };
            so_far.and(despite.as_ref().map_or(".".to_owned(), |why| {
                format!(", though something was missing: “{}”", why.shown())
            }))
        }
        _ => Sentence::default(),
    }
}

fn of_actions(names: &Names<'_>, entry: &Entry) -> Sentence {
    match entry {
        Entry::PlanActionSet {
            action: id,
            asked,
            why,
            on,
            ..
        } => {
            let kind = if asked.priority {
                "The priority action "
            } else {
                "The action "
            };
            said(kind)
                .and(names.link(
                    format!("“{}”", asked.title),
                    &names.plan_action(id).map_or_else(
                        || "/delivery".to_owned(),
                        |(_, plan)| format!("/delivery/{plan}/actions/{id}"),
                    ),
                ))
                .and(" was set, to be led by ")
                .and(names.partner(&asked.lead, *on))
                .and(format!(" and done by {}", say::short_day(&asked.due)))
                .and(why.as_ref().map_or(".".to_owned(), |why| {
                    format!("; the approved plan was changed: “{}”", why.shown())
                }))
        }
        Entry::PlanActionDropped {
            action: id, why, ..
        } => said("The action ")
            .and(action(names, id))
            .and(format!(" was given up: “{}”", why.shown())),
        Entry::MilestoneReached {
            action: id,
            milestone,
            on,
            words,
        } => said(format!("Milestone {milestone} of the action "))
            .and(action(names, id))
            .and(format!(" was reached on {}", say::short_day(on)))
            .and(
                words
                    .as_ref()
                    .map_or(".".to_owned(), |words| format!(": “{}”", words.shown())),
            ),
        Entry::MilestoneMoved {
            action: id,
            milestone,
            due,
            why,
        } => said(format!("Milestone {milestone} of the action "))
            .and(action(names, id))
            .and(format!(
                " was moved to {}: “{}”",
                say::short_day(due),
                why.shown()
            )),
        Entry::ProgressReported {
            action: id,
            state,
            words,
            ..
        } => {
            let stands = match state {
                Progress::NotStarted => "has not begun",
                Progress::MovingForward => "is moving forward",
                Progress::Stalled => "has stalled",
                Progress::Done => "is done",
            };
            said("The action ")
                .and(action(names, id))
                .and(format!(" {stands}: “{}”", words.shown()))
        }
        _ => Sentence::default(),
    }
}

fn to_come(names: &Names<'_>, entry: &Entry) -> Sentence {
    let pipeline = |words: String| names.link(words, "/delivery/pipeline");
    match entry {
        Entry::PriorityPlanned {
            title,
            says,
            earliest,
            lead,
            on,
            ..
        } => said("The priority ")
            .and(pipeline(format!("“{title}”")))
            .and(format!(
                " is to come, on {} at the earliest, led by ",
                say::short_day(earliest)
            ))
            .and(names.partner(lead, *on))
            .and(format!(": “{}”", says.shown())),
        Entry::PriorityClosed {
            priority,
            fate,
            plan: into,
            words,
            ..
        } => {
            let did = match fate {
                Fate::Introduced => " was brought into ",
                Fate::Dropped => " was given up",
            };
            let so_far = said("The priority ")
                .and(pipeline(priority.to_string()))
                .and(did);
            let so_far = match into {
                Some(into) => so_far.and(plan(names, "a delivery plan", into)),
                None => so_far,
            };
            so_far.and(format!(": “{}”", words.shown()))
        }
        Entry::EngagementPlanned {
            engagement,
            body,
            year,
            who,
            how,
            when,
            on,
        } => said("The ")
            .and(names.body(body, *on))
            .and(" planned ")
            .and(names.link(
                format!("an engagement with {who}"),
                &format!("/delivery/engagement/{engagement}"),
            ))
            .and(format!(
                " for {year}, by {}: “{}”",
                say::short_day(when),
                how.shown()
            )),
        Entry::EngagementReported {
            engagement,
            held,
            heard,
            changed,
            ..
        } => said("What came of ")
            .and(names.link(
                "an engagement",
                &format!("/delivery/engagement/{engagement}"),
            ))
            .and(format!(
                " on {} was told. Heard: “{}” Changed: “{}”",
                say::short_day(held),
                heard.shown(),
                changed.shown()
            )),
        _ => Sentence::default(),
    }
}

fn of_judgements(names: &Names<'_>, entry: &Entry) -> Sentence {
    match entry {
        Entry::Appraised { of, appraisal, .. } => {
            let what = match of {
                Appraised::Action(id) => said("The action ").and(action(names, id)),
                Appraised::Decision(id) => said(decision(names, "A decision", id)),
            };
            let judged = appraisal.principles.len() + appraisal.dimensions.len();
            what.and(format!(
                " was appraised against {judged} principles and dimensions"
            ))
            .and(
                appraisal
                    .says
                    .as_ref()
                    .map_or(".".to_owned(), |says| format!(": “{}”", says.shown())),
            )
        }
        Entry::ImpactAdvised {
            about, words, asks, ..
        } => said("Community representatives advised on ")
            .and(concerned(names, about))
            .and(format!(": “{}”", words.shown()))
            .and(asks.as_ref().map_or(String::new(), |asks| {
                format!(" They ask: “{}”", asks.shown())
            })),
        Entry::CompatibilityReported {
            partner,
            about,
            own,
            words,
            on,
            ..
        } => said("")
            .and(names.partner(partner, *on))
            .and(format!(" reported how its plan “{own}” fits with "))
            .and(concerned(names, about))
            .and(format!(": “{}”", words.shown())),
        Entry::GatePassed {
            gate,
            decision: by,
            actions,
            on,
        } => said("The gate ")
            .and(names.link(names.gate(gate, *on), &format!("/delivery/gate/{gate}")))
            .and(" was passed by ")
            .and(decision(names, "a decision", by))
            .and(format!(
                " on {}: all {} priority actions are moving forward or done.",
                say::short_day(on),
                actions.len()
            )),
        _ => Sentence::default(),
    }
}

fn concerned(names: &Names<'_>, about: &Concerned) -> Bit {
    match about {
        Concerned::Plan(id) => plan(names, "a delivery plan", id),
        Concerned::Decision(id) => decision(names, "a decision", id),
        Concerned::Strategy(_) => names.link("a strategy", "/plan"),
    }
}
