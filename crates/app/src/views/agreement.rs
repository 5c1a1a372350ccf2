//! How a body came towards agreement: where members stood, whom it binds, what others answered.
//!
//! Facts of one decision with names filled in. Who may see the decision is asked before.

use jiff::civil::Date;
use record::{
    LineNo,
    arrangements::{Arrangements, Bound},
    decisions::{Certified, Decision, PartnersAnswer, Position, Stage, Verdict, Vote, voter_of},
    id::{PartnerId, PersonId, RuleId, SeatId},
    meetings::Meeting,
    structure::SeatOn,
};
use serde::Serialize;

use super::{BodyRef, PartnerRef, PersonRef, words};
use crate::Reading;

/// How a body came towards agreement, and what it reaches.
#[derive(Debug, Clone, Serialize)]
pub struct AgreementView {
    /// Where members stood on the proposal; empty where there was none.
    pub positions: Vec<PositionView>,
    /// Earlier words of the proposal, oldest first.
    pub earlier: Vec<String>,
    /// Under which competence it falls.
    pub competence: Option<CompetenceView>,
    /// At which level it is taken: "the county".
    pub level: Option<&'static str>,
    /// Why there.
    pub level_why: Option<String>,
    /// The body to which it is a recommendation.
    pub recommends_to: Option<BodyRef>,
    /// The body to which the item was forwarded.
    pub forwarded_to: Option<BodyRef>,
    /// Whom it binds, where that is not every member.
    pub binds: Option<BindsView>,
    /// What the partners answered, where it was referred to them.
    pub referral: Option<ReferralView>,
    /// What the accountable body answered, where it is asked.
    pub accountable: Option<AccountableView>,
}

/// Where a seat stood on the proposal.
#[derive(Debug, Clone, Serialize)]
pub struct PositionView {
    /// The seat.
    pub seat: SeatId,
    /// What it is called.
    pub title: String,
    /// The partner that it speaks for.
    pub partner: Option<PartnerRef>,
    /// Who stated the position, or is in the room to.
    pub person: Option<PersonRef>,
    /// The position; none: nothing was said.
    pub position: Option<Position>,
    /// On what power, where they were asked.
    pub mandate: Option<Certified>,
    /// What they said.
    pub words: Option<String>,
    /// How often it was changed.
    pub changes: u32,
    /// The line of the book that says so; 0: nothing was said.
    pub line: LineNo,
}

/// What may be decided under a rule.
#[derive(Debug, Clone, Serialize)]
pub struct CompetenceView {
    /// Its short name.
    pub id: RuleId,
    /// What may be decided.
    pub what: String,
    /// The clause.
    pub clause: Option<String>,
}

/// Whom an agreement binds: only those who can support it.
#[derive(Debug, Clone, Serialize)]
pub struct BindsView {
    /// Those who can.
    pub supports: Vec<String>,
    /// Those who have to refer it back.
    pub refers_back: Vec<String>,
    /// Those who do not.
    pub others: Vec<String>,
    /// Those who were there and were not asked, or said nothing.
    pub unasked: Vec<String>,
    /// The clause.
    pub clause: Option<String>,
}

/// A referral to the partners' governing bodies.
#[derive(Debug, Clone, Serialize)]
pub struct ReferralView {
    /// Each partner, with its answer.
    pub answers: Vec<AnswerView>,
    /// How many have not answered.
    pub waiting: usize,
    /// By when they are asked to.
    pub due: Option<Date>,
    /// Whether that day has passed while someone has not answered.
    pub overdue: bool,
    /// The line of the book.
    pub line: LineNo,
}

/// A partner's answer.
#[derive(Debug, Clone, Serialize)]
pub struct AnswerView {
    /// The partner.
    pub partner: PartnerRef,
    /// Its answer; none: not yet.
    pub answer: Option<PartnersAnswer>,
    /// On which day.
    pub on: Option<Date>,
    /// Who gave it.
    pub by: Option<String>,
    /// On what conditions.
    pub conditions: Option<String>,
    /// How often it was changed.
    pub changes: u32,
    /// The line of the book.
    pub line: Option<LineNo>,
}

/// The accountable body's agreement.
#[derive(Debug, Clone, Serialize)]
pub struct AccountableView {
    /// The accountable body; none: the arrangements name none.
    pub partner: Option<PartnerRef>,
    /// Whether it agrees; none: not said yet.
    pub agrees: Option<bool>,
    /// On which day it said so.
    pub on: Option<Date>,
    /// Who said so for it.
    pub by: Option<String>,
    /// What was said.
    pub words: Option<String>,
    /// The line of the book.
    pub line: Option<LineNo>,
    /// The clause that asks for it.
    pub clause: Option<String>,
}

impl AgreementView {
    /// How many took a position.
    pub fn count(&self, position: Position) -> usize {
        let at = |row: &&PositionView| row.position == Some(position);
        self.positions.iter().filter(at).count()
    }

    /// How many were there and said nothing.
    pub fn silent(&self) -> usize {
        self.positions
            .iter()
            .filter(|row| row.position.is_none())
            .count()
    }

    /// Whether it waits for the accountable body.
    pub fn waits_for_accountable_body(&self) -> bool {
        self.accountable
            .as_ref()
            .is_some_and(|asked| asked.agrees.is_none())
    }

    /// "Waits for 2 of 3 partners".
    pub fn waits_for_partners(&self) -> Option<String> {
        let referral = self.referral.as_ref().filter(|it| it.waiting > 0)?;
        Some(referral.in_words())
    }
}

impl ReferralView {
    /// "Waits for 2 of 3 partners", or "All 3 partners have answered".
    pub fn in_words(&self) -> String {
        let all = self.answers.len();
        match self.waiting {
            0 if all == 1 => "The partner has answered".to_owned(),
            0 => format!("All {all} partners have answered"),
            waiting => format!(
                "Waits for {waiting} of {}",
                words::count(all, "partner", "partners")
            ),
        }
    }

    /// The partners that declined, and are not bound.
    pub fn declined(&self) -> Vec<&PartnerRef> {
        let declined = |it: &&AnswerView| it.answer == Some(PartnersAnswer::Declines);
        self.answers
            .iter()
            .filter(declined)
            .map(|it| &it.partner)
            .collect()
    }

    /// The partners that have not answered.
    pub fn waits_for(&self) -> Vec<&PartnerRef> {
        let open = |it: &&AnswerView| it.answer.is_none();
        self.answers
            .iter()
            .filter(open)
            .map(|it| &it.partner)
            .collect()
    }
}

impl PositionView {
    /// The organisation, or the seat where it speaks for none.
    pub fn name(&self) -> &str {
        self.partner
            .as_ref()
            .map_or(&self.title, |partner| &partner.name)
    }
}

/// A seat with which a person may speak for a partner today: as holder, or as a named substitute.
pub fn seat_for(reading: &Reading, person: PersonId, partner: &PartnerId) -> Option<SeatId> {
    let today = reading.today();
    let structure = &reading.record.structure;
    let adoption = structure.in_force(today)?;
    let mut bodies = adoption.arrangements.body.iter();
    bodies.find_map(|body| {
        let on = structure.seats_of(body, today);
        let own = on.iter().filter(|seat| seat.partner() == Some(partner));
        let mut speaks = own.filter(|seat| {
            structure
                .speaks_for(person, seat.id(), today, None)
                .is_some()
        });
        speaks.next().map(|seat| seat.id().clone())
    })
}

/// How a decision came about, by the arrangements of its day.
pub(crate) fn agreement(
    reading: &Reading,
    meeting: &Meeting,
    decision: &Decision,
) -> AgreementView {
    let record = &reading.record;
    let adoption = record.structure.in_force_or_first(meeting.date);
    let arrangements = adoption.map(|adoption| &*adoption.arrangements);
    let scope = &decision.scope;
    let on = record.structure.seats_on(&meeting.body, meeting.date);
    let positions = positions(reading, arrangements, meeting, decision, &on);
    let body = |id| BodyRef::named(reading, id, meeting.date);
    let competence = scope.competence.as_ref().map(|id| {
        let known = arrangements.and_then(|it| it.competence(id));
        CompetenceView {
            id: id.clone(),
            what: known.map_or_else(|| id.to_string(), |it| it.what.clone()),
            clause: known.and_then(|it| it.clause.clone()),
        }
    });
    AgreementView {
        binds: binds(reading, meeting, decision, &positions, &on),
        positions,
        earlier: decision
            .earlier
            .iter()
            .map(|(_, text)| text.shown().to_owned())
            .collect(),
        level: scope.level.as_ref().map(|level| words::level(level.at)),
        level_why: scope
            .level
            .as_ref()
            .map(|level| level.why.shown().to_owned()),
        recommends_to: scope.recommends_to.as_ref().map(body),
        forwarded_to: decision.forwarded_to().map(body),
        referral: arrangements.and_then(|it| referral(reading, it, decision)),
        accountable: arrangements.and_then(|it| accountable(it, decision, competence.as_ref())),
        competence,
    }
}

fn positions(
    reading: &Reading,
    arrangements: Option<&Arrangements>,
    meeting: &Meeting,
    decision: &Decision,
    on: &[SeatOn<'_>],
) -> Vec<PositionView> {
    if decision.lines.proposed.is_none() {
        return Vec::new();
    }
    let room = match decision.verdict() {
        Some(_) => &decision.room,
        None => &meeting.room,
    };
    let asked = on.iter().filter(|seat| {
        let there = room.contains_key(seat.id()) && seat.chair.seat.counts();
        there || decision.positions.contains_key(seat.id())
    });
    let view = |seat: &SeatOn<'_>| {
        let stated = decision.positions.get(seat.id());
        let there = room.get(seat.id()).map(|there| there.person);
        let person = stated.map(|stated| stated.person).or(there);
        PositionView {
            seat: seat.id().clone(),
            title: seat.chair.title(),
            partner: seat
                .partner()
                .zip(arrangements)
                .map(|(it, all)| PartnerRef::of(all, it)),
            person: person.map(|person| PersonRef::of(reading, person)),
            position: stated.map(|stated| stated.position),
            mandate: stated.and_then(|stated| stated.mandate),
            words: stated
                .and_then(|stated| stated.words.as_ref())
                .map(|words| words.shown().to_owned()),
            changes: stated.map_or(0, |stated| stated.changes),
            line: stated.map_or(0, |stated| stated.line),
        }
    };
    asked.map(view).collect()
}

/// Whom it binds, where a rule says that it is only those who can support it.
fn binds(
    reading: &Reading,
    meeting: &Meeting,
    decision: &Decision,
    positions: &[PositionView],
    on: &[SeatOn<'_>],
) -> Option<BindsView> {
    let record = &reading.record;
    let rule = record
        .binding(meeting)
        .filter(|rule| rule.whom == Bound::Supporters)?;
    let mut view = BindsView {
        supports: Vec::new(),
        refers_back: Vec::new(),
        others: Vec::new(),
        unasked: Vec::new(),
        clause: rule.clause.clone(),
    };
    let verdict = decision.verdict().filter(|verdict| verdict.agreed());
    if decision.forwarded_to().is_some() || (verdict.is_none() && positions.is_empty()) {
        return None;
    }
    let adoption = record.structure.in_force_or_first(meeting.date)?;
    let name = |seat: &SeatOn<'_>| {
        let partner = seat
            .partner()
            .map(|it| PartnerRef::of(&adoption.arrangements, it));
        partner.map_or_else(|| seat.chair.title(), |partner| partner.name)
    };
    let room = match decision.verdict() {
        Some(_) => &decision.room,
        None => &meeting.room,
    };
    let members = on.iter().filter(|seat| seat.chair.seat.counts());
    let asked = |seat: &&SeatOn<'_>| {
        room.contains_key(seat.id()) || decision.positions.contains_key(seat.id())
    };
    for seat in members.filter(asked) {
        let stated = decision.positions.get(seat.id());
        let refers = stated.is_some_and(|it| it.mandate == Some(Certified::RefersBack));
        let voted = record
            .vote_rule(meeting)
            .and_then(|rule| voter_of(rule, seat));
        let vote = voted
            .and_then(|voter| decision.ballots.get(&voter))
            .map(|it| it.vote);
        let by_vote = matches!(verdict, Some(Verdict::Vote { .. }));
        let list = match (by_vote, vote, stated) {
            _ if refers => &mut view.refers_back,
            (true, Some(Vote::For), _) => &mut view.supports,
            (true, Some(_), _) => &mut view.others,
            (false, _, Some(stated)) if stated.can_support() => &mut view.supports,
            (false, _, Some(_)) => &mut view.others,
            _ => &mut view.unasked,
        };
        let name = name(seat);
        if !list.contains(&name) {
            list.push(name);
        }
    }
    Some(view)
}

fn referral(
    reading: &Reading,
    arrangements: &Arrangements,
    decision: &Decision,
) -> Option<ReferralView> {
    let referral = decision.referral.as_ref()?;
    let answers = referral
        .partners
        .iter()
        .map(|(partner, answer)| AnswerView {
            partner: PartnerRef::of(arrangements, partner),
            answer: answer.as_ref().map(|it| it.answer),
            on: answer.as_ref().map(|it| it.on),
            by: answer.as_ref().map(|it| it.by.shown().to_owned()),
            conditions: answer
                .as_ref()
                .and_then(|it| it.conditions.as_ref())
                .map(|words| words.shown().to_owned()),
            changes: answer.as_ref().map_or(0, |it| it.changes),
            line: answer.as_ref().map(|it| it.line),
        });
    let waiting = referral.waits_for().count();
    let past = referral.due.is_some_and(|due| due < reading.today());
    Some(ReferralView {
        answers: answers.collect(),
        waiting,
        due: referral.due,
        overdue: waiting > 0 && past,
        line: referral.line,
    })
}

fn accountable(
    arrangements: &Arrangements,
    decision: &Decision,
    competence: Option<&CompetenceView>,
) -> Option<AccountableView> {
    let asked = decision.accountable.as_ref()?;
    let consent = asked.consent.as_ref();
    Some(AccountableView {
        partner: asked
            .partner
            .as_ref()
            .map(|it| PartnerRef::of(arrangements, it)),
        agrees: consent.map(|it| it.agrees),
        on: consent.map(|it| it.on),
        by: consent.map(|it| it.by.shown().to_owned()),
        words: consent
            .and_then(|it| it.words.as_ref())
            .map(|it| it.shown().to_owned()),
        line: consent.map(|it| it.line),
        clause: competence.and_then(|it| it.clause.clone()),
    })
}

/// The seats of members that are asked where they stand: those in the room, while it is a proposal.
pub(super) fn may_state(meeting: &Meeting, decision: &Decision, on: &[SeatOn<'_>]) -> Vec<SeatId> {
    let there = on.iter().filter(|seat| seat.chair.seat.counts());
    let there = there
        .filter(|seat| decision.stage == Stage::Proposed && meeting.room.contains_key(seat.id()));
    there.map(|seat| seat.id().clone()).collect()
}
