//! Meetings, minutes and actions, read aloud.

use app::views::words;
use jiff::civil::Date;
use record::{meetings::Entry, prose::Prose};

use super::{Names, Sentence, afterwards, papers, said};
use crate::say;

pub(super) fn said_of(names: &Names<'_>, entry: &Entry) -> Sentence {
    use Entry::*;
    let day = entry
        .meeting()
        .map_or(Date::MIN, |meeting| names.day_of(meeting));
    match entry {
        MeetingCalled {
            meeting,
            body,
            date,
            starts,
            place,
            agenda,
        } => said("The ")
            .and(names.body(body, *date))
            .and(" was called to ")
            .and(names.link("meet", &format!("/meetings/{meeting}")))
            .and(format!(
                " on {} at {}, {place}, with {}.",
                say::day(date),
                say::clock(starts),
                words::count(agenda.len(), "item", "items")
            )),
        ItemAdded {
            meeting,
            item,
            late,
        } => said(names.item(meeting, item.no))
            .and(format!(" was added to the agenda: “{}”.", item.title))
            .and(because(late.as_ref())),
        PaperTabled {
            meeting,
            item,
            paper,
            late,
            replaces,
            ..
        } => said(names.link(
            format!("“{}”", paper.title),
            &format!("/papers/{}", paper.hash),
        ))
        .and(match replaces {
            Some(_) => " was tabled as a new version under ",
            None => " was tabled under ",
        })
        .and(names.item(meeting, *item))
        .and(".")
        .and(because(late.as_ref())),
        PaperClassified { .. }
        | ItemClassified { .. }
        | Released { .. }
        | PaperWithdrawn { .. }
        | PublicExcluded { .. } => papers::said_of(names, entry),
        ApologiesRecorded { meeting, seat } => said(format!(
            "Apologies came from the seat {} for ",
            names.seat(seat, day)
        ))
        .and(names.meeting(meeting))
        .and("."),
        ArrivalRecorded {
            meeting,
            seat,
            person,
            substitute,
            at,
        } => said(names.person(*person))
            .and(format!(
                " came in at {} for the seat {}{}, ",
                say::clock(at),
                names.seat(seat, day),
                if *substitute { " as substitute" } else { "" }
            ))
            .and(names.meeting(meeting))
            .and("."),
        DepartureRecorded { meeting, seat, at } => said(format!(
            "Whoever spoke for the seat {} left at {}, ",
            names.seat(seat, day),
            say::clock(at)
        ))
        .and(names.meeting(meeting))
        .and("."),
        MeetingOpened { meeting, chair, at } => said("The meeting of ")
            .and(names.meeting(meeting))
            .and(format!(
                " was opened at {}; the seat {} took the chair.",
                say::clock(at),
                names.seat(chair, day)
            )),
        ActionNoted {
            meeting,
            item,
            what,
            owner,
            due,
            ..
        } => said(names.partner(owner, day))
            .and(format!(
                " was asked, by {}: “{}” This was under ",
                say::short_day(due),
                what.shown()
            ))
            .and(names.item(meeting, *item))
            .and("."),
        MeetingClosed { meeting, at } => said("The meeting of ")
            .and(names.meeting(meeting))
            .and(format!(" was closed at {}.", say::clock(at))),
        MinutesDrafted { meeting, items } => {
            said("Minutes of ").and(names.meeting(meeting)).and(format!(
                " were drafted, for {}.",
                words::count(items.len(), "item", "items")
            ))
        }
        MinutesApproved {
            meeting, on, at, ..
        } => {
            let so_far = said("The minutes of ")
                .and(names.meeting(meeting))
                .and(format!(" were approved on {}", say::short_day(on)));
            match at {
                Some(at) => so_far
                    .and(", at the meeting of ")
                    .and(names.meeting(at))
                    .and("."),
                None => so_far.and("."),
            }
        }
        MinutesPublished { meeting } => {
            said(names.link("The minutes", &format!("/meetings/{meeting}/minutes")))
                .and(" of ")
                .and(names.meeting(meeting))
                .and(" were published.")
        }
        ItemPlanned {
            body, title, why, ..
        } => said("Something was put on the forward plan of the ")
            .and(names.body(body, names.today()))
            .and(format!(": “{title}”."))
            .and(because(why.as_ref())),
        PlannedDropped { planned, why } => said("Something was taken off the ")
            .and(names.link("forward plan", "/forward-plan"))
            .and(format!(": {}.", names.planned(planned)))
            .and(because(Some(why))),
        AgendaIssued { .. }
        | MeetingMoved { .. }
        | MeetingCancelled { .. }
        | AgendaReordered { .. }
        | ItemChanged { .. }
        | ItemDeferred { .. } => before(names, entry),
        ReportTabled {
            meeting,
            item,
            report,
            ..
        } => said(names.link(
            format!("A decision report, “{}”,", report.title),
            &format!("/meetings/{meeting}/report/{item}"),
        ))
        .and(" was tabled under ")
        .and(names.item(meeting, *item))
        .and("."),
        InterestDeclared { .. }
        | Withdrew { .. }
        | ReturnedToRoom { .. }
        | MinutesCirculated { .. }
        | MinutesCorrected { .. }
        | ActionReported { .. }
        | ActionExtended { .. }
        | ActionClosed { .. }
        | TellingRecorded { .. } => afterwards::said_of(names, entry),
        ItemTaken { meeting, item, at } => said(format!("At {}, ", say::clock(at)))
            .and(names.meeting(meeting))
            .and(" turned to ")
            .and(names.item(meeting, *item))
            .and("."),
    }
}

/// What is done to a meeting before it begins.
fn before(names: &Names<'_>, entry: &Entry) -> Sentence {
    match entry {
        Entry::AgendaIssued { meeting, on, late } => said("The agenda of ")
            .and(names.meeting(meeting))
            .and(format!(" was issued on {}.", say::day(on)))
            .and(because(late.as_ref())),
        Entry::MeetingMoved {
            meeting,
            date,
            starts,
            place,
            why,
        } => said(names.link("A meeting", &format!("/meetings/{meeting}")))
            .and(format!(
                " was moved to {} at {}, {place}.",
                say::day(date),
                say::clock(starts)
            ))
            .and(because(Some(why))),
        Entry::MeetingCancelled { meeting, why } => said("The meeting of ")
            .and(names.meeting(meeting))
            .and(" was cancelled.")
            .and(because(Some(why))),
        Entry::AgendaReordered { meeting, .. } => said("The agenda of ")
            .and(names.meeting(meeting))
            .and(" was put in another order."),
        Entry::ItemChanged {
            meeting,
            item,
            title,
            ..
        } => said(names.item(meeting, *item)).and(format!(" was changed: “{title}”.")),
        Entry::ItemDeferred { meeting, item, why } => said(names.item(meeting, *item))
            .and(" was put on a later meeting.")
            .and(because(Some(why))),
        _ => Sentence::default(),
    }
}

/// The reason that was given, where one was.
pub(super) fn because(reason: Option<&Prose>) -> String {
    reason.map_or_else(String::new, |reason| {
        format!(" The reason: “{}”", reason.shown())
    })
}
