//! Interests, corrections and what became of actions, read aloud.

use jiff::civil::Date;
use record::meetings::{ActionOutcome, Entry};

use super::{Names, Sentence, said};
use crate::say;

pub(super) fn said_of(names: &Names<'_>, entry: &Entry) -> Sentence {
    use Entry::*;
    let day = entry
        .meeting()
        .map_or(Date::MIN, |meeting| names.day_of(meeting));
    match entry {
        InterestDeclared {
            meeting,
            seat,
            item,
            person,
            nature,
            withdraws,
            for_organisation,
        } => said(names.person(*person))
            .and(format!(
                ", for the seat {}, declared an interest in ",
                names.seat(seat, day)
            ))
            .and(names.item(meeting, *item))
            .and(if *for_organisation {
                ", as one of their whole organisation"
            } else {
                ""
            })
            .and(format!(
                ": “{}”{}",
                nature.shown(),
                if *withdraws {
                    " They will withdraw for it."
                } else {
                    ""
                }
            )),
        Withdrew {
            meeting,
            seat,
            item,
            at,
        } => said(format!(
            "Whoever spoke for the seat {} withdrew at {} for ",
            names.seat(seat, day),
            say::clock(at)
        ))
        .and(names.item(meeting, *item))
        .and(", in which they have an interest."),
        ReturnedToRoom { meeting, seat, at } => said(format!(
            "Whoever had withdrawn for the seat {} came back at {}, ",
            names.seat(seat, day),
            say::clock(at)
        ))
        .and(names.meeting(meeting))
        .and("."),
        MinutesCirculated { meeting } => said("The draft minutes of ")
            .and(names.meeting(meeting))
            .and(" were circulated to the members."),
        MinutesCorrected {
            meeting,
            item,
            text,
            why,
            agreed_at,
        } => {
            let so_far = said("The minutes of ")
                .and(names.item(meeting, *item))
                .and(format!(
                    " were corrected: “{}” Why: “{}”",
                    text.shown(),
                    why.shown()
                ));
            match agreed_at {
                Some(at) => so_far
                    .and(" This was agreed at the meeting of ")
                    .and(names.meeting(at))
                    .and("."),
                None => so_far,
            }
        }
        ActionReported { action, words } => said("It was reported how ")
            .and(names.action("an action", action))
            .and(format!(" stands: “{}”", words.shown())),
        ActionExtended { action, due, why } => {
            said(names.action("An action", action)).and(format!(
                " was put off until {}: “{}”",
                say::short_day(due),
                why.shown()
            ))
        }
        ActionClosed {
            action,
            outcome,
            words,
            into,
        } => {
            let came = match outcome {
                ActionOutcome::Done => " was done",
                ActionOutcome::NoLongerNeeded => " was closed, as it is no longer needed",
                ActionOutcome::PassedOn => " was passed on",
            };
            let so_far = said(names.action("An action", action)).and(came);
            let so_far = match into {
                Some(into) => so_far
                    .and(" and goes on as ")
                    .and(names.action("another", into)),
                None => so_far,
            };
            match words {
                Some(words) => so_far.and(format!(": “{}”", words.shown())),
                None => so_far.and("."),
            }
        }
        _ => Sentence::default(),
    }
}
