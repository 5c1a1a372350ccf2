//! What a line of the book says, as a clerk would read it aloud: one sentence for each kind of entry.
//!
//! It decides nothing about who may read it: a line that is withheld never comes here.

use app::views::words;
use jiff::civil::Date;
use record::{
    Entry, book,
    decisions::{self, Tally, Vote},
    id::DecisionId,
    meetings, structure,
};

use super::{
    filling,
    names::{Bit, Names, plain},
};
use crate::say;

/// A sentence, as far as it is said.
#[derive(Default)]
pub(super) struct Sentence(Vec<Bit>);

impl Sentence {
    /// Goes on with words, or with words that lead somewhere.
    pub(super) fn and(mut self, bit: impl Into<Bit>) -> Self {
        let bit = bit.into();
        if !bit.words.is_empty() {
            self.0.push(bit);
        }
        self
    }

    /// Its parts.
    pub(super) fn bits(self) -> Vec<Bit> {
        self.0
    }

    /// The same without links, for programs.
    pub(super) fn text(&self) -> String {
        self.0.iter().map(|bit| bit.words.as_str()).collect()
    }
}

/// Begins a sentence.
pub(super) fn said(bit: impl Into<Bit>) -> Sentence {
    Sentence::default().and(bit)
}

impl From<&str> for Bit {
    fn from(words: &str) -> Self {
        plain(words)
    }
}

impl From<String> for Bit {
    fn from(words: String) -> Self {
        plain(words)
    }
}

/// The sentence that an entry is.
pub(super) fn sentence(names: &Names<'_>, entry: &Entry) -> Sentence {
    match entry {
        Entry::Structure(entry) => of_structure(names, entry),
        Entry::Meetings(entry) => of_meetings(names, entry),
        Entry::Decisions(entry) => of_decisions(names, entry),
        Entry::Book(entry) => of_the_book(names, entry),
    }
}

pub(super) fn until(date: Option<Date>) -> String {
    date.map_or(String::new(), |until| {
        format!(" until {}", say::short_day(&until))
    })
}

fn of_structure(names: &Names<'_>, entry: &structure::Entry) -> Sentence {
    use structure::Entry::{Appointed, AppointmentEnded, ArrangementsAdopted, SubstituteNamed};
    match entry {
        ArrangementsAdopted {
            from, decided_by, ..
        } => {
            let so_far =
                said(names.link("Governance arrangements", &format!("/structure?at={from}"))).and(
                    format!(" were adopted, in force from {}", say::short_day(from)),
                );
            match decided_by {
                Some(decision) => so_far
                    .and(", as ")
                    .and(names.decision("was decided", decision))
                    .and("."),
                None => so_far.and("."),
            }
        }
        Appointed {
            seat,
            person,
            from,
            until: last,
            post,
            mandate,
            ..
        } => said(names.person(*person))
            .and(post_held(post.as_ref()))
            .and(format!(
                " was appointed to the seat {} on the ",
                names.seat(seat, *from)
            ))
            .and(names.body(&seat.body(), *from))
            .and(format!(
                ", from {}{}{}.",
                say::short_day(from),
                until(*last),
                mandated(*mandate)
            )),
        SubstituteNamed {
            seat,
            person,
            meeting,
            from,
            until: last,
        } => {
            let so_far = said(names.person(*person))
                .and(format!(
                    " was named to stand in for the seat {} on the ",
                    names.seat(seat, *from)
                ))
                .and(names.body(&seat.body(), *from));
            match meeting {
                Some(meeting) => so_far
                    .and(", at the meeting of ")
                    .and(names.meeting(meeting))
                    .and("."),
                None => so_far.and(format!(", from {}{}.", say::short_day(from), until(*last))),
            }
        }
        AppointmentEnded {
            seat,
            person,
            on,
            ground,
            words: said_of_it,
        } => {
            let why = ground.map_or(String::new(), |ground| {
                format!(" ({})", words::ground(ground).to_lowercase())
            });
            let more = said_of_it
                .as_ref()
                .map_or(String::new(), |said| format!(" “{}”", said.shown()));
            said(names.person(*person))
                .and(format!(" left the seat {} on the ", names.seat(seat, *on)))
                .and(names.body(&seat.body(), *on))
                .and(format!(
                    "; the last day was {}{why}.{more}",
                    say::short_day(on)
                ))
        }
        _ => filling::of_filling(names, entry),
    }
}

/// ", Deputy Leader,".
pub(super) fn post_held(post: Option<&record::prose::Title>) -> String {
    post.map_or(String::new(), |post| format!(", {post},"))
}

/// "; they may commit their organisation".
pub(super) fn mandated(mandate: Option<structure::Mandate>) -> String {
    mandate.map_or(String::new(), |mandate| {
        format!("; {}", words::mandate(mandate))
    })
}

fn of_meetings(names: &Names<'_>, entry: &meetings::Entry) -> Sentence {
    use meetings::Entry::*;
    let day = names.day_of(entry.meeting());
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
        ItemAdded { meeting, item } => said(names.item(meeting, item.no))
            .and(format!(" was added to the agenda: “{}”.", item.title)),
        PaperTabled {
            meeting,
            item,
            paper,
        } => said(names.link(
            format!("“{}”", paper.title),
            &format!("/papers/{}", paper.hash),
        ))
        .and(" was tabled under ")
        .and(names.item(meeting, *item))
        .and("."),
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
        MinutesApproved { meeting, on, at } => {
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
    }
}

fn of_decisions(names: &Names<'_>, entry: &decisions::Entry) -> Sentence {
    use decisions::Entry::*;
    let id = entry.decision();
    let meeting = names.meeting_of(id);
    let day = meeting
        .as_ref()
        .map_or(Date::MIN, |meeting| names.day_of(meeting));
    match entry {
        AgreedByConsensus {
            meeting,
            item,
            text,
            ..
        } => said(names.decision("Agreed by consensus", id))
            .and(format!(": “{}” This was under ", text.shown()))
            .and(names.item(meeting, *item))
            .and("."),
        MotionMoved {
            meeting,
            item,
            mover,
            text,
            ..
        } => said(format!("The seat {} ", names.seat(mover, day)))
            .and(names.decision("moved", id))
            .and(format!(": “{}” This was under ", text.shown()))
            .and(names.item(meeting, *item))
            .and("."),
        MotionSeconded { seconder, .. } => motion(
            names,
            id,
            said(format!("The seat {} seconded ", names.seat(seconder, day))),
            ".",
        ),
        PutToVote {
            last_resort: Some(reason),
            ..
        } => {
            let reason = format!(
                " was put to the vote, because consensus was not reached: “{}”",
                reason.shown()
            );
            motion(names, id, Sentence::default(), &reason)
        }
        PutToVote {
            last_resort: None, ..
        } => motion(names, id, Sentence::default(), " was put to the vote."),
        VoteCast { voter, vote, .. } => {
            let whose = names.voter(voter, day);
            let way = match vote {
                Vote::For => "voted for ",
                Vote::Against => "voted against ",
                Vote::Abstain => "abstained on ",
            };
            motion(names, id, said(format!("{whose} {way}")), ".")
        }
        VoteClosed { tally, outcome, .. } => {
            let Tally {
                in_favour,
                against,
                abstained,
                silent,
                needed,
                ..
            } = *tally;
            let count = format!(
                ": {in_favour} for, {against} against, {abstained} abstained, {silent} silent; {needed} were needed. {}.",
                words::outcome(*outcome)
            );
            motion(names, id, said("The vote was counted on "), &count)
        }
        DissentRecorded { person, words, .. } => {
            let words = words
                .as_ref()
                .map_or(".".to_owned(), |words| format!(": “{}”", words.shown()));
            let who = said(names.person(*person)).and(" had a dissent recorded on ");
            motion(names, id, who, &words)
        }
    }
}

/// "… the motion at the Board on 18 April 2007 …": what leads to the decision.
fn motion(names: &Names<'_>, id: &DecisionId, before: Sentence, after: &str) -> Sentence {
    let the = if before.0.is_empty() {
        "The motion"
    } else {
        "the motion"
    };
    let so_far = before.and(names.decision(the, id));
    match names.meeting_of(id) {
        Some(meeting) => so_far.and(" at ").and(names.meeting(&meeting)).and(after),
        None => so_far.and(after),
    }
}

fn of_the_book(names: &Names<'_>, entry: &book::Entry) -> Sentence {
    match entry {
        book::Entry::Redacted {
            line,
            ground,
            authorised_by: [one, other],
            ..
        } => said("Words were taken out of ")
            .and(names.link(format!("line {line}"), &say::book(line)))
            .and(format!(": “{}” Authorised by ", ground.shown()))
            .and(names.person(*one))
            .and(" and ")
            .and(names.person(*other))
            .and("."),
    }
}
