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

use super::names::{Bit, Names, plain};
use crate::say;

/// Puts a sentence together from words and bits.
macro_rules! sentence {
    ($($bit:expr),+ $(,)?) => { vec![$(Bit::from($bit)),+] };
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
pub(super) fn sentence(names: &Names<'_>, entry: &Entry) -> Vec<Bit> {
    match entry {
        Entry::Structure(entry) => of_structure(names, entry),
        Entry::Meetings(entry) => of_meetings(names, entry),
        Entry::Decisions(entry) => of_decisions(names, entry),
        Entry::Book(entry) => of_the_book(names, entry),
    }
}

/// The same without links, for programs.
pub(super) fn text(bits: &[Bit]) -> String {
    bits.iter().map(|bit| bit.words.as_str()).collect()
}

fn until(date: Option<Date>) -> String {
    date.map_or(String::new(), |until| {
        format!(" until {}", say::short_day(&until))
    })
}

fn of_structure(names: &Names<'_>, entry: &structure::Entry) -> Vec<Bit> {
    use structure::Entry::{Appointed, AppointmentEnded, ArrangementsAdopted, SubstituteNamed};
    match entry {
        ArrangementsAdopted {
            from, decided_by, ..
        } => {
            let mut said = sentence![
                names.link("Governance arrangements", &format!("/structure?at={from}")),
                format!(" were adopted, in force from {}", say::short_day(from)),
            ];
            if let Some(decision) = decided_by {
                said.extend(sentence![", as ", names.decision("was decided", decision)]);
            }
            said.push(plain("."));
            said
        }
        Appointed {
            seat,
            person,
            from,
            until: last,
            ..
        } => sentence![
            names.person(*person),
            format!(
                " was appointed to the seat {} on the ",
                names.seat(seat, *from)
            ),
            names.body(&seat.body(), *from),
            format!(", from {}{}.", say::short_day(from), until(*last)),
        ],
        SubstituteNamed {
            seat,
            person,
            meeting,
            from,
            until: last,
        } => {
            let mut said = sentence![
                names.person(*person),
                format!(
                    " was named to stand in for the seat {} on the ",
                    names.seat(seat, *from)
                ),
                names.body(&seat.body(), *from),
            ];
            match meeting {
                Some(meeting) => said.extend(sentence![
                    ", at the meeting of ",
                    names.meeting(meeting),
                    "."
                ]),
                None => said.push(plain(format!(
                    ", from {}{}.",
                    say::short_day(from),
                    until(*last)
                ))),
            }
            said
        }
        AppointmentEnded { seat, person, on } => sentence![
            names.person(*person),
            format!(" left the seat {} on the ", names.seat(seat, *on)),
            names.body(&seat.body(), *on),
            format!("; the last day was {}.", say::short_day(on)),
        ],
    }
}

fn of_meetings(names: &Names<'_>, entry: &meetings::Entry) -> Vec<Bit> {
    use meetings::Entry::*;
    let day = names.day_of(entry.meeting());
    match entry {
        MeetingCalled {
            meeting,
            date,
            starts,
            place,
            agenda,
            ..
        } => sentence![
            "A meeting of ",
            names.meeting(meeting),
            format!(
                " was called for {} at {}, {place}, with {}.",
                say::clock(starts),
                say::day(date),
                words::count(agenda.len(), "item", "items")
            ),
        ],
        ItemAdded { meeting, item } => sentence![
            names.item(meeting, item.no),
            format!(" was added to the agenda: “{}”.", item.title),
        ],
        PaperTabled {
            meeting,
            item,
            paper,
        } => sentence![
            names.link(
                format!("“{}”", paper.title),
                &format!("/papers/{}", paper.hash)
            ),
            " was tabled under ",
            names.item(meeting, *item),
            ".",
        ],
        ApologiesRecorded { meeting, seat } => sentence![
            format!(
                "Apologies came from the seat {} for ",
                names.seat(seat, day)
            ),
            names.meeting(meeting),
            ".",
        ],
        ArrivalRecorded {
            meeting,
            seat,
            person,
            substitute,
            at,
        } => sentence![
            names.person(*person),
            format!(
                " came in at {} for the seat {}{}, ",
                say::clock(at),
                names.seat(seat, day),
                if *substitute { " as substitute" } else { "" }
            ),
            names.meeting(meeting),
            ".",
        ],
        DepartureRecorded { meeting, seat, at } => sentence![
            format!(
                "Whoever spoke for the seat {} left at {}, ",
                names.seat(seat, day),
                say::clock(at)
            ),
            names.meeting(meeting),
            ".",
        ],
        MeetingOpened { meeting, chair, at } => sentence![
            "The meeting of ",
            names.meeting(meeting),
            format!(
                " was opened at {}; the seat {} took the chair.",
                say::clock(at),
                names.seat(chair, day)
            ),
        ],
        ActionNoted {
            meeting,
            item,
            what,
            owner,
            due,
            ..
        } => sentence![
            names.partner(owner, day),
            format!(
                " was asked, by {}: “{}” This was under ",
                say::short_day(due),
                what.shown()
            ),
            names.item(meeting, *item),
            ".",
        ],
        MeetingClosed { meeting, at } => sentence![
            "The meeting of ",
            names.meeting(meeting),
            format!(" was closed at {}.", say::clock(at)),
        ],
        MinutesDrafted { meeting, items } => sentence![
            "Minutes of ",
            names.meeting(meeting),
            format!(
                " were drafted, for {}.",
                words::count(items.len(), "item", "items")
            ),
        ],
        MinutesApproved { meeting, on, at } => {
            let mut said = sentence![
                "The minutes of ",
                names.meeting(meeting),
                format!(" were approved on {}", say::short_day(on)),
            ];
            if let Some(at) = at {
                said.extend(sentence![", at the meeting of ", names.meeting(at)]);
            }
            said.push(plain("."));
            said
        }
        MinutesPublished { meeting } => sentence![
            names.link("The minutes", &format!("/meetings/{meeting}/minutes")),
            " of ",
            names.meeting(meeting),
            " were published.",
        ],
    }
}

fn of_decisions(names: &Names<'_>, entry: &decisions::Entry) -> Vec<Bit> {
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
        } => sentence![
            names.decision("Agreed by consensus", id),
            format!(": “{}” This was under ", text.shown()),
            names.item(meeting, *item),
            ".",
        ],
        MotionMoved {
            meeting,
            item,
            mover,
            text,
            ..
        } => sentence![
            format!("The seat {} ", names.seat(mover, day)),
            names.decision("moved", id),
            format!(": “{}” This was under ", text.shown()),
            names.item(meeting, *item),
            ".",
        ],
        MotionSeconded { seconder, .. } => motion(
            names,
            id,
            format!("The seat {} seconded ", names.seat(seconder, day)),
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
            motion(names, id, "", &reason)
        }
        PutToVote {
            last_resort: None, ..
        } => motion(names, id, "", " was put to the vote."),
        VoteCast { voter, vote, .. } => {
            let whose = names.voter(voter, day);
            let way = match vote {
                Vote::For => "voted for ",
                Vote::Against => "voted against ",
                Vote::Abstain => "abstained on ",
            };
            motion(names, id, format!("{whose} {way}"), ".")
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
            motion(names, id, "The vote was counted on ", &count)
        }
        DissentRecorded { person, words, .. } => {
            let words = words
                .as_ref()
                .map_or(".".to_owned(), |words| format!(": “{}”", words.shown()));
            let mut said = sentence![names.person(*person), " had a dissent recorded on "];
            said.extend(motion(names, id, "", &words));
            said
        }
    }
}

/// "… the motion at the Board on 18 April 2007 …": what leads to the decision.
fn motion(names: &Names<'_>, id: &DecisionId, before: impl Into<String>, after: &str) -> Vec<Bit> {
    let before = before.into();
    let the = if before.is_empty() {
        "The motion"
    } else {
        "the motion"
    };
    let mut said = sentence![before, names.decision(the, id)];
    if let Some(meeting) = names.meeting_of(id) {
        said.extend(sentence![" at ", names.meeting(&meeting)]);
    }
    said.push(plain(after));
    said
}

fn of_the_book(names: &Names<'_>, entry: &book::Entry) -> Vec<Bit> {
    match entry {
        book::Entry::Redacted {
            line,
            ground,
            authorised_by: [one, other],
            ..
        } => sentence![
            "Words were taken out of ",
            names.link(format!("line {line}"), &say::book(line)),
            format!(": “{}” Authorised by ", ground.shown()),
            names.person(*one),
            " and ",
            names.person(*other),
            ".",
        ],
    }
}
