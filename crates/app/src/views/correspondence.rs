//! Questions put by correspondence: who was asked, who answered what, and what came of it.
//!
//! Members see a question while it runs; the public once the answers are counted.

use jiff::civil::Date;
use record::{
    LineNo,
    correspondence::{Answer, Correspondence, Count, Means, Outcome, count, settle},
    decisions::Voter,
    id::{CorrespondenceId, ItemNo, PersonId, SeatId},
    meetings::Origin,
};
use serde::Serialize;

use super::{Audience, BodyRef, MeetingLine, PartnerRef, PersonRef};
use crate::Reading;

/// A question in a list.
#[derive(Debug, Clone, Serialize)]
pub struct CorrespondenceLine {
    /// Its name.
    pub id: CorrespondenceId,
    /// The body that is asked.
    pub body: BodyRef,
    /// What it is about.
    pub title: String,
    /// What they are asked to agree to.
    pub text: String,
    /// The day on which it was put.
    pub on: Date,
    /// The last day for answers.
    pub deadline: Date,
    /// What came of it; none while it runs.
    pub outcome: Option<Outcome>,
    /// The day on which it was counted.
    pub counted: Option<Date>,
    /// The count, or how it stands.
    pub count: Count,
}

/// A question.
#[derive(Debug, Clone, Serialize)]
pub struct CorrespondenceView {
    /// What a list shows of it.
    #[serde(flatten)]
    pub line: CorrespondenceLine,
    /// Why it could not wait for a meeting.
    pub why: String,
    /// Those who were asked, and their answers.
    pub answers: Vec<ReplyView>,
    /// Whether nobody may disagree; otherwise a share of those who answered carries.
    pub unanimous: bool,
    /// The clause by which answers are counted.
    pub clause: Option<String>,
    /// What it would come to if it were counted now.
    pub would: Outcome,
    /// Whether the answers may be counted.
    pub may_close: bool,
    /// Where it came before a meeting because it was not settled.
    pub at: Option<(MeetingLine, ItemNo)>,
    /// The line that put it, and the line that counted it.
    pub lines: (LineNo, Option<LineNo>),
}

/// Someone who was asked.
#[derive(Debug, Clone, Serialize)]
pub struct ReplyView {
    /// Who: the partner, or the seat.
    pub voter: String,
    /// How they answered; none: they did not.
    pub answer: Option<Answer>,
    /// Who answered for them.
    pub person: Option<PersonRef>,
    /// What they said besides.
    pub words: Option<String>,
    /// By what means it came.
    pub means: Option<Means>,
    /// The hash of the message that it came in, for those who may read it.
    pub message: Option<String>,
    /// On which day.
    pub on: Option<Date>,
    /// How often it was changed.
    pub changes: u32,
}

/// A seat that may answer, and for whom.
#[derive(Debug, Clone, Serialize)]
pub struct MayAnswer {
    /// The seat.
    pub seat: SeatId,
    /// What it is called, and whose answer it gives.
    pub name: String,
}

impl CorrespondenceLine {
    fn of(reading: &Reading, question: &Correspondence) -> Self {
        let closed = question.closed.as_ref();
        Self {
            id: question.id.clone(),
            body: BodyRef::named(reading, &question.body, question.on),
            title: question.title.to_string(),
            text: question.text.shown().to_owned(),
            on: question.on,
            deadline: question.deadline,
            outcome: closed.map(|closed| closed.outcome),
            counted: closed.map(|closed| closed.on),
            count: closed.map_or_else(
                || count(&question.rule, &question.asked, &question.given()),
                |closed| closed.count,
            ),
        }
    }
}

/// A question as a list shows it.
pub(super) fn line_of(reading: &Reading, question: &Correspondence) -> CorrespondenceLine {
    CorrespondenceLine::of(reading, question)
}

fn may_see(question: &Correspondence, audience: Audience) -> bool {
    audience.inside() || question.closed.is_some()
}

/// Every question that whoever looks may see, the latest first.
pub fn correspondences<'a>(
    reading: &'a Reading,
    audience: Audience,
) -> impl Iterator<Item = CorrespondenceLine> + 'a {
    let all = reading.record.correspondence.all().rev();
    let seen = all.filter(move |question| may_see(question, audience));
    seen.map(|question| CorrespondenceLine::of(reading, question))
}

/// A question; none when there is none, or whoever looks may not see it.
pub fn correspondence(
    reading: &Reading,
    id: &CorrespondenceId,
    audience: Audience,
) -> Option<CorrespondenceView> {
    let question = reading.record.correspondence.get(id)?;
    if !may_see(question, audience) {
        return None;
    }
    let line = CorrespondenceLine::of(reading, question);
    let everyone = line.count.silent() == 0;
    Some(CorrespondenceView {
        would: settle(&line.count),
        may_close: question.closed.is_none() && (everyone || reading.today() > question.deadline),
        line,
        why: question.why.shown().to_owned(),
        answers: question
            .asked
            .iter()
            .map(|voter| answer(reading, question, voter, audience))
            .collect(),
        unanimous: question.rule.carries.is_none(),
        clause: question.rule.clause.clone(),
        at: came_before(reading, question),
        lines: (question.line, question.closed.map(|closed| closed.line)),
    })
}

fn answer(
    reading: &Reading,
    question: &Correspondence,
    voter: &Voter,
    audience: Audience,
) -> ReplyView {
    let given = question.answers.get(voter);
    let message = given.and_then(|given| given.message.as_ref());
    ReplyView {
        voter: name_of(reading, voter, question.on),
        answer: given.map(|given| given.answer),
        person: given.map(|given| PersonRef::of(reading, given.person)),
        words: given.and_then(|given| Some(given.words.as_ref()?.shown().to_owned())),
        means: given.map(|given| given.means),
        // What somebody wrote to the secretariat is for the members, not for the public.
        message: message
            .filter(|_| may_read_messages(reading, question, audience))
            .map(ToString::to_string),
        on: given.map(|given| given.on),
        changes: given.map_or(0, |given| given.changes),
    }
}

/// Whether someone may read the messages in which answers came: the members of the body that was asked,
/// and the secretariat.
fn may_read_messages(reading: &Reading, question: &Correspondence, audience: Audience) -> bool {
    let (structure, today) = (&reading.record.structure, reading.today());
    audience.secretariat
        || audience.person.is_some_and(|person| {
            let seats = structure.seats_on(&question.body, today);
            seats.iter().any(|seat| {
                let speaks = structure.speaks_for(person, seat.id(), today, None);
                speaks.is_some()
            })
        })
}

/// Whether someone may read the message with this hash, in which an answer to a question came.
pub fn may_read_message(
    reading: &Reading,
    id: &CorrespondenceId,
    message: &record::meetings::PaperHash,
    audience: Audience,
) -> bool {
    let question = reading.record.correspondence.get(id);
    question.is_some_and(|question| {
        let mut answers = question.answers.values();
        answers.any(|answer| answer.message.as_ref() == Some(message))
            && may_read_messages(reading, question, audience)
    })
}

fn name_of(reading: &Reading, voter: &Voter, on: Date) -> String {
    let adoption = reading.record.structure.in_force_or_first(on);
    let arrangements = adoption.map(|adoption| &adoption.arrangements);
    match voter {
        Voter::Partner(partner) => arrangements.map_or_else(
            || partner.to_string(),
            |known| PartnerRef::of(known, partner).name,
        ),
        Voter::Seat(seat) => arrangements
            .and_then(|known| Some(known.seat(seat)?.title()))
            .unwrap_or_else(|| seat.to_string()),
    }
}

/// The item of a meeting that took it up, where one did.
fn came_before(reading: &Reading, question: &Correspondence) -> Option<(MeetingLine, ItemNo)> {
    let counted = question.closed?.on;
    let meetings = reading.record.meetings.all().rev();
    let later = meetings.take_while(|meeting| meeting.date >= counted);
    let brought = |origin: &Origin| matches!(origin, Origin::Correspondence { correspondence } if *correspondence == question.id);
    let mut items = later.filter_map(|meeting| {
        let item = meeting.items.iter().find(|item| brought(&item.origin))?;
        Some((MeetingLine::of(reading, meeting), item.no))
    });
    items.next()
}

/// The seats that may answer a question today: those of one person, or all for the secretariat.
pub fn may_answer(
    reading: &Reading,
    id: &CorrespondenceId,
    person: Option<PersonId>,
) -> Vec<MayAnswer> {
    let record = &reading.record;
    let today = reading.today();
    let Some(question) = record.correspondence.get(id) else {
        return Vec::new();
    };
    if question.closed.is_some() || today > question.deadline {
        return Vec::new();
    }
    let seats = record.structure.seats_on(&question.body, today);
    let asked = seats
        .iter()
        .filter_map(|seat| Some((seat, question.voter_of(&record.structure, today, seat)?)));
    let speaks = |seat: &SeatId| {
        person.is_none_or(|person| {
            let structure = &record.structure;
            structure.speaks_for(person, seat, today, None).is_some()
        })
    };
    let mine = asked.filter(|(seat, _)| speaks(seat.id()));
    mine.map(|(seat, voter)| {
        let (title, whose) = (seat.chair.title(), name_of(reading, &voter, today));
        MayAnswer {
            seat: seat.id().clone(),
            name: if title == whose {
                title
            } else {
                format!("{title}, for {whose}")
            },
        }
    })
    .collect()
}

/// Questions that run and that a person may answer today, with whether they have.
pub fn to_answer(reading: &Reading, person: PersonId) -> Vec<(CorrespondenceLine, bool)> {
    let open = reading.record.correspondence.open();
    let mine = open.filter(|question| !may_answer(reading, &question.id, Some(person)).is_empty());
    mine.map(|question| {
        let structure = &reading.record.structure;
        let today = reading.today();
        let seats = may_answer(reading, &question.id, Some(person));
        let answered = seats.iter().all(|seat| {
            let on = structure.seat_on(&seat.seat, today);
            let voter = on.and_then(|on| question.voter_of(structure, today, &on));
            voter.is_some_and(|voter| question.answers.contains_key(&voter))
        });
        (CorrespondenceLine::of(reading, question), answered)
    })
    .collect()
}
