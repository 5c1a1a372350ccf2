//! Decisions: the sentence that was decided, whether it stands, and why.

use jiff::civil::Date;
use record::{
    LineNo,
    arrangements::Arrangements,
    decisions::{Certificate, Decision, FurtherReport, Outcome, Ratification, Stage, Verdict},
    id::{DecisionId, ItemNo, SeatId},
    meetings::{Meeting, Origin},
};
use serde::Serialize;

use super::{
    ActionView, AgreementView, Audience, BodyRef, CertificateView, ChainStep, MeetingLine,
    PaperView, PartnerRef, PersonRef, ReportView, actions::action_view, agreement, chain,
    item_title, meeting::may_see, papers::papers, report, rights, words,
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
    /// Whether a later quorate meeting ratified it, where it ruled and that may be shown.
    pub ratified: Option<bool>,
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
    /// How the body came towards agreement, and what it reaches.
    pub agreement: AgreementView,
    /// The chain of recommendation to which it belongs; empty when it stands by itself.
    pub chain: Vec<ChainStep>,
    /// The decision report under its item.
    pub report: Option<ReportView>,
    /// Why it stands; none while it is undecided.
    pub certificate: Option<CertificateView>,
    /// Actions noted under the same item.
    pub actions: Vec<ActionView>,
    /// Lines of the book that made it, in order.
    pub steps: Vec<Step>,
    /// Where it came before a body again: to be ratified, or with a further report.
    pub comes_back: Vec<ComesBack>,
    /// What a later meeting ruled on it, where it was agreed without a quorum.
    pub ratification: Option<RatificationView>,
    /// The further report that the chair asked for, on a tie.
    pub further_report: Option<FurtherReportView>,
}

/// An item of an agenda that a decision brought there.
#[derive(Debug, Clone, Serialize)]
pub struct ComesBack {
    /// The meeting.
    pub meeting: MeetingLine,
    /// The item.
    pub item: ItemNo,
    /// Papers tabled under it: the further report among them.
    pub papers: Vec<PaperView>,
}

/// What a quorate meeting ruled on what was agreed without a quorum.
#[derive(Debug, Clone, Serialize)]
pub struct RatificationView {
    /// Whether it agreed.
    pub agreed: bool,
    /// The meeting.
    pub meeting: MeetingLine,
    /// Under which item.
    pub item: ItemNo,
    /// How many were present, of how many.
    pub present: (u32, u32),
    /// The decision that settled it, where one was recorded.
    pub settled_by: Option<DecisionId>,
    /// The line of the book.
    pub line: LineNo,
}

/// A further report that the chair asked for on a tie.
#[derive(Debug, Clone, Serialize)]
pub struct FurtherReportView {
    /// Who is to write it.
    pub from: Option<PartnerRef>,
    /// What it is to say.
    pub what: String,
    /// By when.
    pub by: Option<Date>,
    /// The line of the book.
    pub line: LineNo,
}

impl FurtherReportView {
    fn of(arrangements: &Arrangements, report: &FurtherReport) -> Self {
        let from = report.from.as_ref();
        Self {
            from: from.map(|from| PartnerRef::of(arrangements, from)),
            what: report.what.shown().to_owned(),
            by: report.by,
            line: report.line,
        }
    }
}

impl RatificationView {
    fn of(reading: &Reading, ruling: &Ratification) -> Option<Self> {
        let meeting = reading.record.meetings.get(&ruling.meeting)?;
        Some(Self {
            agreed: ruling.agreed,
            meeting: MeetingLine::of(reading, meeting),
            item: ruling.item,
            present: (ruling.quorum.present, ruling.quorum.of),
            settled_by: ruling.settled_by.clone(),
            line: ruling.line,
        })
    }
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
            Stage::Proposed if over => ("Proposed, but not agreed", None),
            Stage::Proposed => ("Proposed", None),
            Stage::Moved if over => ("Moved, but not seconded", None),
            Stage::Moved => ("Moved, waiting for a seconder", None),
            Stage::Seconded if over => ("Moved and seconded, but not put to the vote", None),
            Stage::Seconded => ("Moved and seconded", None),
            Stage::BeingVoted if over => ("Put to the vote, but never counted", None),
            Stage::BeingVoted => ("Being voted on", None),
            Stage::Decided(Verdict::Consensus) => ("Agreed by consensus", Some(true)),
            Stage::Decided(Verdict::Forwarded { .. }) => ("Forwarded", None),
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
            ratified: ruling(reading, decision, audience).map(|ruling| ruling.agreed),
            dissents: decision.dissents.len(),
        })
    }
}

/// Items of agendas that bring a decision back to the body that took it: to be ratified, or with a
/// further report.
pub(super) fn coming_back<'a>(
    reading: &'a Reading,
    decision: &Decision,
) -> impl Iterator<Item = (&'a Meeting, ItemNo)> {
    let back = reading.record.meetings.bringing_back(&decision.id);
    back.filter(|(meeting, item)| {
        let item = meeting.item(*item);
        item.is_some_and(|item| {
            matches!(
                item.origin,
                Origin::Ratification { .. } | Origin::FurtherReport { .. }
            )
        })
    })
}

/// Whether someone may know of a decision.
pub(crate) fn knows(reading: &Reading, decision: &Decision, audience: Audience) -> bool {
    let meeting = reading.record.meetings.get(&decision.meeting);
    meeting.is_some_and(|meeting| {
        rights::may_know(reading, meeting, decision.item, audience)
            || is_asked(reading, meeting, decision, audience)
    })
}

/// Whether whoever looks answers for the accountable body, and it is asked about this decision: then
/// they see it before the minutes are published, unless it was taken in private.
fn is_asked(reading: &Reading, meeting: &Meeting, decision: &Decision, audience: Audience) -> bool {
    let asked = audience.finance && decision.accountable.is_some() && decision.verdict().is_some();
    let item = meeting.item(decision.item).filter(|_| asked);
    item.is_some_and(|item| rights::reads_matter(reading, audience, meeting, item))
}

/// The ruling of a later meeting on what was agreed without a quorum, where it may be shown.
pub(super) fn ruling<'a>(
    reading: &Reading,
    decision: &'a Decision,
    audience: Audience,
) -> Option<&'a Ratification> {
    let ruling = decision.ratification.as_ref()?;
    let meeting = reading.record.meetings.get(&ruling.meeting)?;
    let known = rights::may_know(reading, meeting, ruling.item, audience);
    known.then_some(ruling)
}

/// Every decision that whoever looks may see, the latest first. Motions that nobody decided are left
/// out. Lines are made as they are taken.
pub fn decisions<'a>(
    reading: &'a Reading,
    audience: Audience,
) -> impl Iterator<Item = DecisionLine> + 'a {
    let meetings = reading.record.meetings.all().rev();
    let of = |meeting: &'a Meeting| reading.record.decisions.of_meeting(&meeting.id);
    let decided = meetings
        .filter(move |meeting| audience.finance || may_see(meeting, audience))
        .flat_map(of)
        .filter(|decision| decision.verdict().is_some());
    let decided = decided.filter(move |decision| knows(reading, decision, audience));
    decided.filter_map(move |decision| DecisionLine::of(reading, decision, audience))
}

/// Every body that is or was, by the arrangements in force today or first, by name.
pub fn all_bodies(reading: &Reading) -> Vec<BodyRef> {
    let adoption = reading.record.structure.in_force_or_first(reading.today());
    let bodies = adoption.map_or(&[][..], |adoption| &adoption.arrangements.body);
    let mut bodies: Vec<BodyRef> = bodies.iter().map(BodyRef::of).collect();
    bodies.sort_by(|one, other| one.name.cmp(&other.name));
    bodies
}

/// The bodies that have met, by name: those of which a decision can be asked for.
pub fn bodies_that_met(reading: &Reading) -> Vec<BodyRef> {
    let met = reading.record.meetings.latest_of_each();
    let named = met.map(|(body, date)| BodyRef::named(reading, body, date));
    let mut bodies: Vec<BodyRef> = named.collect();
    bodies.sort_by(|one, other| one.name.cmp(&other.name));
    bodies
}

/// A decision; none when there is no such decision, or whoever looks may not see it.
pub fn decision(reading: &Reading, id: &DecisionId, audience: Audience) -> Option<DecisionView> {
    let record = &reading.record;
    let decision = record.decisions.get(id)?;
    let meeting = record
        .meetings
        .get(&decision.meeting)
        .filter(|_| knows(reading, decision, audience))?;
    let adoption = record.structure.in_force_or_first(meeting.date)?;
    let item = meeting.item(decision.item)?;
    let arrangements = &*adoption.arrangements;
    let view = papers(reading, arrangements, meeting, item, audience);
    let actions = meeting
        .actions
        .iter()
        .filter_map(|action| record.meetings.action(action));
    let open_to_you = may_see(meeting, audience);
    let actions = actions.filter(|action| open_to_you && action.item == decision.item);
    let mover = decision
        .mover
        .as_ref()
        .and_then(|seat| who_spoke(reading, meeting, decision, seat));
    let ruled = ruling(reading, decision, audience);
    let certificate = Certificate::of(record, decision).map(|facts| Certificate {
        ratification: ruled.cloned(),
        ..facts
    });
    Some(DecisionView {
        line: DecisionLine::of(reading, decision, audience)?,
        steps: steps(decision),
        agreement: agreement::agreement(reading, meeting, decision),
        chain: chain::chain(reading, decision, audience),
        report: report::report(reading, meeting, decision.item, None, audience),
        comes_back: coming_back(reading, decision)
            .map(|(meeting, item)| ComesBack {
                meeting: MeetingLine::of(reading, meeting),
                item,
                papers: meeting
                    .item(item)
                    .map(|found| papers(reading, arrangements, meeting, found, audience))
                    .unwrap_or_default(),
            })
            .collect(),
        ratification: ruled.and_then(|ruling| RatificationView::of(reading, ruling)),
        further_report: decision
            .further_report
            .as_ref()
            .map(|report| FurtherReportView::of(&adoption.arrangements, report)),
        item_title: item_title(reading, audience, meeting, item),
        papers: view,
        date: meeting.date,
        mover,
        certificate: certificate
            .map(|facts| CertificateView::of(reading, &adoption.arrangements, decision, &facts)),
        actions: actions
            .map(|action| action_view(reading, &adoption.arrangements, meeting, action))
            .collect(),
    })
}

/// Who spoke for a seat on a decision: whoever was there for it when it was decided, or else the
/// last who had been.
pub(super) fn who_spoke(
    reading: &Reading,
    meeting: &Meeting,
    decision: &Decision,
    seat: &SeatId,
) -> Option<PersonRef> {
    let there = decision.room.get(seat).map(|there| there.person);
    let stayed = || meeting.presence.iter().rfind(|stay| stay.seat == *seat);
    let person = there.or_else(|| stayed().map(|stay| stay.person))?;
    Some(PersonRef::of(reading, person))
}

fn steps(decision: &Decision) -> Vec<Step> {
    let lines = &decision.lines;
    let last = match &decision.stage {
        Stage::Decided(Verdict::Consensus) => "Agreed",
        Stage::Decided(Verdict::Forwarded { .. }) => "Forwarded",
        _ => "Counted",
    };
    let steps = [
        (lines.proposed, "Proposed"),
        (lines.moved, "Moved"),
        (lines.seconded, "Seconded"),
        (lines.put, "Put to the vote"),
        (lines.decided, last),
    ];
    let dissents = decision.dissents.iter().map(|dissent| Step {
        line: dissent.line,
        what: "Dissent recorded",
    });
    let report = decision.further_report.as_ref().map(|report| Step {
        line: report.line,
        what: "Further report asked for",
    });
    let steps = steps
        .into_iter()
        .filter_map(|(line, what)| Some(Step { line: line?, what }));
    steps.chain(dissents).chain(report).collect()
}
