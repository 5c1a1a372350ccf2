//! What an entry gives cause to write: a table from entries to news, and nothing besides.
//!
//! Whatever is not in the table gives no cause. Each row says whom it tells; whether a person wishes to
//! be told at once, together with other things or not at all is settled in `delivery`.

use std::collections::BTreeMap;

use post::Part;
use record::{
    Author, Entry, LineNo, Minute, correspondence as by_letter,
    correspondence::{Correspondence, Outcome},
    id::{ActionId, MeetingId, PersonId},
    meetings::{self, Action, ActionOutcome, ClassKind, Meeting},
};

use super::{Kind, News, To, page_of, whom};
use crate::{
    Reading,
    views::{
        BodyRef,
        words::{clock, day, purpose, short_day},
    },
};

/// What a line of the book gives cause to write, as the book stands now.
pub(super) fn news_of(
    reading: &Reading,
    line: LineNo,
    minute: &Minute,
    entry: &Entry,
) -> Vec<News> {
    let news = match entry {
        Entry::Meetings(entry) => of_meetings(reading, line, minute, entry),
        Entry::Correspondence(entry) => of_correspondence(reading, line, entry),
        _ => return Vec::new(),
    };
    news.unwrap_or_default()
}

fn of_meetings(
    reading: &Reading,
    line: LineNo,
    minute: &Minute,
    entry: &meetings::Entry,
) -> Option<Vec<News>> {
    use meetings::Entry::*;
    let meeting = |id: &MeetingId| reading.record.meetings.get(id);
    match entry {
        AgendaIssued { meeting: id, .. } => agenda(reading, line, meeting(id)?),
        ItemAdded { meeting: id, .. }
        | PaperTabled { meeting: id, .. }
        | PaperClassified { meeting: id, .. }
        | ReportTabled { meeting: id, .. } => supplement(reading, line, meeting(id)?),
        MeetingMoved {
            meeting: id, why, ..
        } => moved(reading, line, meeting(id)?, why.shown()),
        MeetingCancelled { meeting: id, why } => {
            cancelled(reading, line, meeting(id)?, why.shown())
        }
        MeetingClosed { meeting: id, .. } => assigned(reading, line, meeting(id)?),
        MinutesCirculated { meeting: id } => circulated(reading, line, meeting(id)?),
        MinutesPublished { meeting: id } => published(reading, line, meeting(id)?),
        ActionClosed { action, .. } => completed(reading, line, minute, action),
        ActionExtended { action, .. } => put_off(reading, line, minute, action),
        _ => None,
    }
}

/// "Board, Wednesday 18 April 2007".
fn called(reading: &Reading, meeting: &Meeting) -> String {
    let body = BodyRef::named(reading, &meeting.body, meeting.date);
    format!("{}, {}", body.name, day(meeting.date))
}

fn when_and_where(meeting: &Meeting) -> Part {
    Part::Facts(vec![
        (
            "When".to_owned(),
            format!("{}, {}", day(meeting.date), clock(meeting.starts)),
        ),
        ("Where".to_owned(), meeting.place.to_string()),
    ])
}

fn news(
    line: LineNo,
    kind: Kind,
    meeting: &Meeting,
    subject: String,
    parts: Vec<Part>,
    button: &'static str,
    to: Vec<To>,
) -> Vec<News> {
    vec![News {
        key: format!("line {line}"),
        kind,
        about: Some(meeting.id.to_string()),
        subject,
        parts,
        button: (button, page_of(&meeting.id)),
        to,
    }]
}

/// Whether a meeting is over, so that notice of it would only confuse.
fn is_past(reading: &Reading, meeting: &Meeting) -> bool {
    meeting.date < reading.today() || meeting.closed_line.is_some()
}

fn agenda(reading: &Reading, line: LineNo, meeting: &Meeting) -> Option<Vec<News>> {
    if is_past(reading, meeting) || meeting.cancelled.is_some() {
        return None;
    }
    let items = meeting.items.iter().map(|item| {
        format!(
            "{}. {} ({})",
            item.no,
            item.title,
            purpose(item.purpose).to_lowercase()
        )
    });
    let parts = vec![
        Part::Words(format!(
            "The agenda of this meeting is out: {}.",
            called(reading, meeting)
        )),
        when_and_where(meeting),
        Part::Heading("Agenda".to_owned()),
        Part::List(items.collect()),
        Part::Words(
            "The papers are on the page of the meeting. If you cannot come, send your apologies there, or say who comes for you."
                .to_owned(),
        ),
    ];
    Some(news(
        line,
        Kind::Notice,
        meeting,
        format!("Agenda: {}", called(reading, meeting)),
        parts,
        "Read the agenda and papers",
        whom::circulated_to(reading, meeting),
    ))
}

fn supplement(reading: &Reading, line: LineNo, meeting: &Meeting) -> Option<Vec<News>> {
    if is_past(reading, meeting) || meeting.cancelled.is_some() {
        return None;
    }
    // What was on the agenda when it was issued went out with it.
    let of_line = |one: &&meetings::Supplement| one.added.iter().any(|added| added.line == line);
    let supplement = meeting.supplements.iter().find(of_line)?;
    let added = supplement.added.iter().filter_map(|added| {
        let item = meeting.item(added.item)?;
        Some(match &added.paper {
            // Of a draft nobody is told that it is there.
            Some(hash) if item.paper(hash)?.class.kind() == ClassKind::Draft => return None,
            Some(_) => format!("A paper under item {}, {}", item.no, item.title),
            None => format!("Item {}, {}", item.no, item.title),
        })
    });
    let added: Vec<String> = added.collect();
    if added.is_empty() {
        return None;
    }
    let parts = vec![
        Part::Words(format!(
            "Supplement {} to the agenda of this meeting: {}.",
            supplement.no,
            called(reading, meeting)
        )),
        Part::List(added),
        Part::Words("Whatever else is added today will be on the same page.".to_owned()),
    ];
    let subject = format!("Supplement {}: {}", supplement.no, called(reading, meeting));
    let to = whom::circulated_to(reading, meeting);
    let mut all = news(
        line,
        Kind::Papers,
        meeting,
        subject,
        parts,
        "Read what was added",
        to,
    );
    // A supplement is one, however many lines it has.
    for one in &mut all {
        one.key = format!("supplement {} {}", meeting.id, supplement.no);
    }
    Some(all)
}

fn moved(reading: &Reading, line: LineNo, meeting: &Meeting, why: &str) -> Option<Vec<News>> {
    let was = meeting.moves.iter().find(|place| place.line == line)?;
    if is_past(reading, meeting) {
        return None;
    }
    let body = BodyRef::named(reading, &meeting.body, meeting.date);
    let parts = vec![
        Part::Words(format!(
            "The meeting of {} on {} at {}, {}, is held at another time or place.",
            body.name,
            day(was.date),
            clock(was.starts),
            was.place
        )),
        when_and_where(meeting),
        Part::Facts(vec![("Why".to_owned(), why.to_owned())]),
    ];
    Some(news(
        line,
        Kind::Notice,
        meeting,
        format!("Moved: {}", called(reading, meeting)),
        parts,
        "See the meeting",
        whom::circulated_to(reading, meeting),
    ))
}

fn cancelled(reading: &Reading, line: LineNo, meeting: &Meeting, why: &str) -> Option<Vec<News>> {
    if meeting.date < reading.today() {
        return None;
    }
    let parts = vec![
        Part::Words(format!(
            "This meeting is cancelled: {}, {}.",
            called(reading, meeting),
            clock(meeting.starts)
        )),
        Part::Facts(vec![("Why".to_owned(), why.to_owned())]),
    ];
    Some(news(
        line,
        Kind::Notice,
        meeting,
        format!("Cancelled: {}", called(reading, meeting)),
        parts,
        "See the meeting",
        whom::circulated_to(reading, meeting),
    ))
}

/// When a meeting is over each is told at once everything that it asks of them.
fn assigned(reading: &Reading, line: LineNo, meeting: &Meeting) -> Option<Vec<News>> {
    let mut by_person: BTreeMap<PersonId, Vec<&Action>> = BTreeMap::new();
    for id in &meeting.actions {
        let action = reading.record.meetings.action(id)?;
        for person in whom::owing(reading, action) {
            by_person.entry(person).or_default().push(action);
        }
    }
    let all = by_person.into_iter().map(|(person, actions)| {
        let items = actions
            .iter()
            .filter(|action| whom::may_read_action(reading, action, person))
            .map(|action| format!("{} By {}.", sentence(action.what.shown()), day(action.due)));
        let parts = vec![
            Part::Words(format!(
                "This meeting asked something of you, or of the organisation for which you speak: {}.",
                called(reading, meeting)
            )),
            Part::List(items.collect()),
            Part::Words(
                "Say on the page how it goes, and when it is done: those who were at the meeting are told."
                    .to_owned(),
            ),
        ];
        let named = actions.iter().any(|action| action.person == Some(person));
        let why = if named {
            "You get this because the meeting named you."
        } else {
            "You get this because you speak for the organisation that is to do it."
        };
        News {
            key: format!("line {line} actions"),
            kind: Kind::Actions,
            about: Some(meeting.id.to_string()),
            subject: match actions.as_slice() {
                [_] => format!("An action for you: {}", called(reading, meeting)),
                many => format!("{} actions for you: {}", many.len(), called(reading, meeting)),
            },
            parts,
            button: ("See your actions", "/desk".to_owned()),
            to: vec![To { person, why: why.to_owned() }],
        }
    });
    Some(all.collect())
}

/// The words with a full stop.
fn sentence(words: &str) -> String {
    let words = words.trim();
    if words.ends_with(['.', '!', '?']) {
        words.to_owned()
    } else {
        format!("{words}.")
    }
}

fn circulated(reading: &Reading, line: LineNo, meeting: &Meeting) -> Option<Vec<News>> {
    let to = whom::belonging(reading, meeting).into_iter();
    let to = to.filter(|to| whom::may_read(reading, meeting, to.person));
    let parts = vec![
        Part::Words(format!(
            "The draft minutes of this meeting are ready to be checked: {}.",
            called(reading, meeting)
        )),
        Part::Words(
            "Tell the secretariat what is wrong in them before they are approved. They are not published yet."
                .to_owned(),
        ),
    ];
    Some(news(
        line,
        Kind::Minutes,
        meeting,
        format!("Draft minutes: {}", called(reading, meeting)),
        parts,
        "Check the draft",
        to.collect(),
    ))
}

fn published(reading: &Reading, line: LineNo, meeting: &Meeting) -> Option<Vec<News>> {
    let decisions = reading.record.decisions.of_meeting(&meeting.id).count();
    let actions = meeting.actions.len();
    let parts = vec![
        Part::Words(format!(
            "The minutes of this meeting are published: {}.",
            called(reading, meeting)
        )),
        Part::Facts(vec![
            ("Decisions".to_owned(), decisions.to_string()),
            ("Actions".to_owned(), actions.to_string()),
        ]),
        Part::Words(
            "Tell those whom you are to tell, and say on the page of the meeting that you did."
                .to_owned(),
        ),
    ];
    Some(news(
        line,
        Kind::Minutes,
        meeting,
        format!("Minutes: {}", called(reading, meeting)),
        parts,
        "Read the minutes",
        whom::circulated_to(reading, meeting),
    ))
}

/// Who did what was just recorded need not be told.
fn but_for(minute: &Minute, people: impl IntoIterator<Item = PersonId>) -> Vec<PersonId> {
    let done_by = match minute.by {
        Author::Person(person) => Some(person),
        Author::System(_) => None,
    };
    let others = people.into_iter().filter(|one| Some(*one) != done_by);
    others.collect()
}

/// Those who were at the meeting that asked are told what came of it (W09).
fn completed(reading: &Reading, line: LineNo, minute: &Minute, id: &ActionId) -> Option<Vec<News>> {
    let action = reading.record.meetings.action(id)?;
    let meeting = reading.record.meetings.get(&action.meeting)?;
    let closed = action.closed.as_ref()?;
    let outcome = match closed.outcome {
        ActionOutcome::Done => "Done",
        ActionOutcome::NoLongerNeeded => "No longer needed",
        _ => "Taken further",
    };
    let mut facts = vec![
        ("Asked for".to_owned(), action.what.shown().to_owned()),
        ("What came of it".to_owned(), outcome.to_owned()),
    ];
    if let Some(words) = &closed.words {
        facts.push(("In their words".to_owned(), words.shown().to_owned()));
    }
    let people = but_for(minute, whom::present(meeting)).into_iter();
    let people = people.filter(|person| whom::may_read_action(reading, action, *person));
    let to = people.map(|person| To {
        person,
        why: "You get this because you were at the meeting that asked for it.".to_owned(),
    });
    let parts = vec![
        Part::Words(format!(
            "Something that this meeting asked for has come to its end: {}.",
            called(reading, meeting)
        )),
        Part::Facts(facts),
    ];
    let mut all = news(
        line,
        Kind::Completed,
        meeting,
        format!("{outcome}: an action of {}", called(reading, meeting)),
        parts,
        "See the action",
        to.collect(),
    );
    for one in &mut all {
        one.button.1 = format!("/actions/{id}");
    }
    Some(all)
}

/// Those who are to do something are told of its new day.
fn put_off(reading: &Reading, line: LineNo, minute: &Minute, id: &ActionId) -> Option<Vec<News>> {
    let action = reading.record.meetings.action(id)?;
    let meeting = reading.record.meetings.get(&action.meeting)?;
    let put_off = action.extensions.iter().find(|one| one.line == line)?;
    let people = but_for(minute, whom::owing(reading, action)).into_iter();
    let people = people.filter(|person| whom::may_read_action(reading, action, *person));
    let to = people.map(|person| To {
        person,
        why: "You get this because it is yours, or your organisation’s, to do.".to_owned(),
    });
    let parts = vec![
        Part::Words("Something that you are to do has a later day.".to_owned()),
        Part::Facts(vec![
            ("What".to_owned(), action.what.shown().to_owned()),
            ("Due before".to_owned(), day(put_off.was)),
            ("Due now".to_owned(), day(put_off.due)),
            ("Why".to_owned(), put_off.why.shown().to_owned()),
        ]),
    ];
    let mut all = news(
        line,
        Kind::Actions,
        meeting,
        format!("Put off to {}: an action of yours", short_day(put_off.due)),
        parts,
        "See the action",
        to.collect(),
    );
    for one in &mut all {
        one.button.1 = format!("/actions/{id}");
    }
    Some(all)
}

fn of_correspondence(
    reading: &Reading,
    line: LineNo,
    entry: &by_letter::Entry,
) -> Option<Vec<News>> {
    let question = reading.record.correspondence.get(entry.correspondence())?;
    let body = BodyRef::named(reading, &question.body, question.on);
    let (kind, subject, parts, button) = match entry {
        by_letter::Entry::CorrespondenceOpened { .. } => {
            if question.closed.is_some() || question.deadline < reading.today() {
                return None;
            }
            let parts = vec![
                Part::Words(format!(
                    "{} is asked for an answer between meetings.",
                    body.name
                )),
                Part::Facts(vec![
                    ("About".to_owned(), question.title.to_string()),
                    ("Last day for answers".to_owned(), day(question.deadline)),
                ]),
                Part::Words(
                    "If you cannot use the page, answer this letter’s sender by e-mail: the secretariat enters your answer, with your e-mail kept beside it."
                        .to_owned(),
                ),
            ];
            let subject = format!(
                "Answer by {}: {}",
                short_day(question.deadline),
                question.title
            );
            (Kind::Votes, subject, parts, "Read the question and answer")
        }
        by_letter::Entry::CorrespondenceClosed { outcome, .. } => {
            let outcome = match outcome {
                Outcome::Agreed => "It is agreed.",
                Outcome::ToMeeting => "It is not settled, and goes before the next meeting.",
            };
            let parts = vec![
                Part::Words(format!(
                    "The answers to a question that was put to {} by correspondence are counted.",
                    body.name
                )),
                Part::Facts(vec![
                    ("About".to_owned(), question.title.to_string()),
                    ("What came of it".to_owned(), outcome.to_owned()),
                ]),
            ];
            let subject = format!("Counted: {}", question.title);
            (Kind::Minutes, subject, parts, "See who answered")
        }
        by_letter::Entry::AnswerGiven { .. } => return None,
    };
    Some(vec![News {
        key: format!("line {line}"),
        kind,
        about: Some(question.id.to_string()),
        subject,
        parts,
        button: (
            button,
            format!("/decisions/by-correspondence/{}", question.id),
        ),
        to: asked(reading, question, |_| true),
    }])
}

/// Those who may answer a question and whose answer `keep` keeps: whoever holds a seat that was asked.
pub(super) fn asked(
    reading: &Reading,
    question: &Correspondence,
    keep: impl Fn(&record::decisions::Voter) -> bool,
) -> Vec<To> {
    let (structure, today) = (&reading.record.structure, reading.today());
    let body = BodyRef::named(reading, &question.body, question.on);
    let mut all: Vec<To> = Vec::new();
    for seat in structure.seats_on(&question.body, today) {
        let voter = question.voter_of(structure, today, &seat);
        let (Some(holder), Some(voter)) = (seat.holder, voter) else {
            continue;
        };
        if keep(&voter) && all.iter().all(|to| to.person != holder.person) {
            all.push(To {
                person: holder.person,
                why: format!(
                    "You get this because you may answer for a seat on {}: {}.",
                    body.name,
                    seat.chair.title()
                ),
            });
        }
    }
    all
}
