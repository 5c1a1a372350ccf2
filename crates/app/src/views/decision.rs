//! Decisions: the sentence that was decided, whether it stands, and why.

use jiff::civil::Date;
use record::{
    LineNo,
    decisions::{Certificate, Decision, Outcome, Stage, Verdict},
    id::{DecisionId, ItemNo},
    meetings::{Meeting, Origin},
};
use serde::Serialize;

use super::{
    ActionView, Audience, CertificateView, MeetingLine, PaperView, PersonRef,
    meeting::{action_view, may_see},
    words,
};
use crate::Reading;

/// A decision in a list.
#[derive(Debug, Clone, Serialize)]
pub struct DecisionLine {
    /// Its name.
    pub id: DecisionId,
    /// The meeting.
    pub meeting: MeetingLine,
    /// The item.
    pub item: ItemNo,
    /// What is decided.
    pub text: String,
    /// How it stands: "Agreed by consensus", "Carried", "Seconded".
    pub standing: &'static str,
    /// Whether the body decided what the text says; none: undecided.
    pub agreed: Option<bool>,
    /// Whether as many were for as against.
    pub tied: bool,
    /// Whether it was agreed without a quorum, so that it stands only once it is ratified.
    pub for_ratification: bool,
    /// The decision that ratified it, where that may be shown.
    pub ratified_by: Option<DecisionId>,
    /// Dissents by name.
    pub dissents: usize,
}

/// A decision.
#[derive(Debug, Clone, Serialize)]
pub struct DecisionView {
    /// What a list shows of it.
    #[serde(flatten)]
    pub line: DecisionLine,
    /// The title of the item.
    pub item_title: String,
    /// Papers under the item.
    pub papers: Vec<PaperView>,
    /// The day it was taken.
    pub date: Date,
    /// Who moved it.
    pub mover: Option<PersonRef>,
    /// Why it stands; none while it is undecided.
    pub certificate: Option<CertificateView>,
    /// Actions noted under the same item.
    pub actions: Vec<ActionView>,
    /// Lines of the book that made it, in order.
    pub steps: Vec<Step>,
    /// Where it is to be ratified, or was: the meeting and the item.
    pub comes_back: Vec<(MeetingLine, ItemNo)>,
}

/// A line of the book that made a decision.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// The line.
    pub line: LineNo,
    /// What it says: "Moved", "Seconded".
    pub what: &'static str,
}

impl DecisionLine {
    pub(crate) fn of(reading: &Reading, decision: &Decision, audience: Audience) -> Option<Self> {
        let meeting = reading.record.meetings.get(&decision.meeting)?;
        let over = meeting.stage == record::meetings::Stage::Closed;
        let (standing, agreed) = match &decision.stage {
            Stage::Moved if over => ("Moved, but not seconded", None),
            Stage::Moved => ("Moved, waiting for a seconder", None),
            Stage::Seconded if over => ("Moved and seconded, but not put to the vote", None),
            Stage::Seconded => ("Moved and seconded", None),
            Stage::BeingVoted if over => ("Put to the vote, but never counted", None),
            Stage::BeingVoted => ("Being voted on", None),
            Stage::Decided(Verdict::Consensus) => ("Agreed by consensus", Some(true)),
            Stage::Decided(Verdict::Vote { outcome, .. }) => {
                (words::outcome(*outcome), Some(*outcome == Outcome::Carried))
            }
        };
        Some(Self {
            id: decision.id.clone(),
            meeting: MeetingLine::of(reading, meeting),
            item: decision.item,
            text: decision.text.shown().to_owned(),
            standing,
            agreed,
            tied: matches!(
                &decision.stage,
                Stage::Decided(Verdict::Vote {
                    outcome: Outcome::Tied,
                    ..
                })
            ),
            for_ratification: decision.for_ratification(),
            ratified_by: ratified_by(reading, decision, audience),
            dissents: decision.dissents.len(),
        })
    }
}

/// The decision of a quorate meeting under the item that brings this one back.
fn ratified_by(reading: &Reading, decision: &Decision, audience: Audience) -> Option<DecisionId> {
    if !decision.for_ratification() {
        return None;
    }
    let decisions = &reading.record.decisions;
    brought_back(reading, decision)
        .filter(|(meeting, _)| may_see(meeting, audience))
        .flat_map(|(meeting, item)| {
            let here = decisions.of_meeting(&meeting.id);
            here.filter(move |later| later.item == item)
        })
        .find(|later| !later.for_ratification() && later.verdict().is_some_and(Verdict::agreed))
        .map(|later| later.id.clone())
}

/// Items of agendas that bring a decision back to be ratified.
fn brought_back<'a>(
    reading: &'a Reading,
    decision: &'a Decision,
) -> impl Iterator<Item = (&'a Meeting, ItemNo)> {
    let meetings = reading.record.meetings.all();
    meetings.flat_map(|meeting| {
        let items = meeting.items.iter().filter(|item| {
            matches!(&item.origin, Origin::Ratification { decision: waits } if *waits == decision.id)
        });
        items.map(move |item| (meeting, item.no))
    })
}

/// Every decision that whoever looks may see, the latest first. Motions that nobody decided are left out.
pub fn decisions(reading: &Reading, audience: Audience) -> Vec<DecisionLine> {
    let meetings = reading
        .record
        .meetings
        .all()
        .rev()
        .filter(|meeting| may_see(meeting, audience));
    let of = |meeting: &record::meetings::Meeting| {
        let decisions = reading.record.decisions.of_meeting(&meeting.id);
        let lines = decisions.filter_map(|decision| DecisionLine::of(reading, decision, audience));
        lines
            .filter(|line| line.agreed.is_some())
            .collect::<Vec<_>>()
    };
    meetings.flat_map(of).collect()
}

/// A decision; none when there is no such decision, or whoever looks may not see it.
pub fn decision(reading: &Reading, id: &DecisionId, audience: Audience) -> Option<DecisionView> {
    let record = &reading.record;
    let decision = record.decisions.get(id)?;
    let meeting = record
        .meetings
        .get(&decision.meeting)
        .filter(|meeting| may_see(meeting, audience))?;
    let adoption = record.structure.in_force_or_first(meeting.date)?;
    let item = meeting.item(decision.item)?;
    let view = super::meeting::paper_views(&adoption.arrangements, item);
    let actions = meeting
        .actions
        .iter()
        .filter_map(|action| record.meetings.action(action));
    let actions = actions.filter(|action| action.item == decision.item);
    let mover = decision.mover.as_ref().and_then(|seat| {
        let stay = meeting.presence.iter().find(|stay| stay.seat == *seat)?;
        Some(PersonRef::of(reading, stay.person))
    });
    let certificate = Certificate::of(record, decision);
    Some(DecisionView {
        line: DecisionLine::of(reading, decision, audience)?,
        steps: steps(decision),
        comes_back: brought_back(reading, decision)
            .map(|(meeting, item)| (MeetingLine::of(reading, meeting), item))
            .collect(),
        item_title: item.title.to_string(),
        papers: view,
        date: meeting.date,
        mover,
        certificate: certificate
            .map(|facts| CertificateView::of(reading, &adoption.arrangements, &facts)),
        actions: actions
            .map(|action| action_view(reading, &adoption.arrangements, meeting, action))
            .collect(),
    })
}

fn steps(decision: &Decision) -> Vec<Step> {
    let lines = &decision.lines;
    let moved = decision.mover.is_some();
    let steps = [
        (Some(lines.begun).filter(|_| moved), "Moved"),
        (lines.seconded, "Seconded"),
        (lines.put, "Put to the vote"),
        (lines.decided, if moved { "Counted" } else { "Agreed" }),
    ];
    let dissents = decision.dissents.iter().map(|dissent| Step {
        line: dissent.line,
        what: "Dissent recorded",
    });
    let steps = steps
        .into_iter()
        .filter_map(|(line, what)| Some(Step { line: line?, what }));
    steps.chain(dissents).collect()
}
