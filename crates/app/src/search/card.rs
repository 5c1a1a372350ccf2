//! What can be found, and what of it one viewer may be told.
//!
//! [`card`] is the only way from something that was found to what is shown of it. It asks the record,
//! by the same rules as the page of the thing itself; what a viewer may not see has no card for them.
//! The index is filled from the cards that the secretariat would get.

use jiff::civil::Date;
use record::{
    arrangements::Arrangements,
    id::{
        ActionId, AllocationId, BodyId, CorrespondenceId, DecisionId, DeliveryPlanId, DisputeId,
        ExceptionId, IndicatorId, ItemNo, MeetingId, OutcomeId, PartnerId, PlanActionId, PlannedId,
        SeatId, StrategyId, StreamId,
    },
    meetings::{Item, Meeting, Stage},
    say_day,
};
use serde::Serialize;

use super::{funded, planned};
use crate::{
    Reading,
    book::is_plan_public,
    views::{self, Audience, BodyRef, may_know},
};

/// A kind of thing that can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A person, by name.
    Person,
    /// A body.
    Body,
    /// An organisation.
    Organisation,
    /// A seat.
    Seat,
    /// A body's terms of reference.
    Terms,
    /// A meeting.
    Meeting,
    /// An item of an agenda, with the report under it.
    Item,
    /// A paper.
    Paper,
    /// What was minuted under an item.
    Minutes,
    /// A decision.
    Decision,
    /// An action.
    Action,
    /// A question put by correspondence.
    Correspondence,
    /// A dispute.
    Dispute,
    /// Something on the forward plan.
    Plan,
    /// A strategy.
    Strategy,
    /// An outcome of an agreement.
    Outcome,
    /// An indicator.
    Indicator,
    /// A delivery plan.
    DeliveryPlan,
    /// An action of a delivery plan.
    PlanAction,
    /// An exception or log jam.
    Exception,
    /// A stream of money.
    Stream,
    /// Money allocated to a partner.
    Allocation,
}

impl Kind {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Self; 22] = [
        Self::Person,
        Self::Body,
        Self::Organisation,
        Self::Seat,
        Self::Terms,
        Self::Meeting,
        Self::Item,
        Self::Paper,
        Self::Minutes,
        Self::Decision,
        Self::Action,
        Self::Correspondence,
        Self::Dispute,
        Self::Plan,
        Self::Strategy,
        Self::Outcome,
        Self::Indicator,
        Self::DeliveryPlan,
        Self::PlanAction,
        Self::Exception,
        Self::Stream,
        Self::Allocation,
    ];

    /// Its word in addresses and in the index.
    pub fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Body => "body",
            Self::Organisation => "organisation",
            Self::Seat => "seat",
            Self::Terms => "terms",
            Self::Meeting => "meeting",
            Self::Item => "item",
            Self::Paper => "paper",
            Self::Minutes => "minutes",
            Self::Decision => "decision",
            Self::Action => "action",
            Self::Correspondence => "correspondence",
            Self::Dispute => "dispute",
            Self::Plan => "plan",
            Self::Strategy => "strategy",
            Self::Outcome => "outcome",
            Self::Indicator => "indicator",
            Self::DeliveryPlan => "delivery-plan",
            Self::PlanAction => "plan-action",
            Self::Exception => "exception",
            Self::Stream => "stream",
            Self::Allocation => "allocation",
        }
    }

    /// The kind with this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// Something that can be found.
#[derive(Debug, Clone)]
pub(super) enum Subject {
    Body(BodyId),
    Organisation(PartnerId),
    Seat(SeatId),
    Terms(BodyId),
    Meeting(MeetingId),
    Item(MeetingId, ItemNo),
    Paper(MeetingId, ItemNo, usize),
    Minutes(MeetingId, ItemNo),
    Decision(DecisionId),
    Action(ActionId),
    Correspondence(CorrespondenceId),
    Dispute(DisputeId),
    Plan(PlannedId),
    Strategy(StrategyId),
    Outcome(OutcomeId),
    Indicator(IndicatorId),
    DeliveryPlan(DeliveryPlanId),
    PlanAction(PlanActionId),
    Exception(ExceptionId),
    Stream(StreamId),
    Allocation(AllocationId),
}

impl Subject {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Body(_) => Kind::Body,
            Self::Organisation(_) => Kind::Organisation,
            Self::Seat(_) => Kind::Seat,
            Self::Terms(_) => Kind::Terms,
            Self::Meeting(_) => Kind::Meeting,
            Self::Item(..) => Kind::Item,
            Self::Paper(..) => Kind::Paper,
            Self::Minutes(..) => Kind::Minutes,
            Self::Decision(_) => Kind::Decision,
            Self::Action(_) => Kind::Action,
            Self::Correspondence(_) => Kind::Correspondence,
            Self::Dispute(_) => Kind::Dispute,
            Self::Plan(_) => Kind::Plan,
            Self::Strategy(_) => Kind::Strategy,
            Self::Outcome(_) => Kind::Outcome,
            Self::Indicator(_) => Kind::Indicator,
            Self::DeliveryPlan(_) => Kind::DeliveryPlan,
            Self::PlanAction(_) => Kind::PlanAction,
            Self::Exception(_) => Kind::Exception,
            Self::Stream(_) => Kind::Stream,
            Self::Allocation(_) => Kind::Allocation,
        }
    }

    /// Its name among its kind, from which [`Subject::read`] makes it again.
    pub(super) fn id(&self) -> String {
        match self {
            Self::Body(id) | Self::Terms(id) => id.to_string(),
            Self::Organisation(id) => id.to_string(),
            Self::Seat(id) => id.to_string(),
            Self::Meeting(id) => id.to_string(),
            Self::Item(meeting, no) | Self::Minutes(meeting, no) => format!("{meeting}/{no}"),
            Self::Paper(meeting, no, nth) => format!("{meeting}/{no}/{nth}"),
            Self::Decision(id) => id.to_string(),
            Self::Action(id) => id.to_string(),
            Self::Correspondence(id) => id.to_string(),
            Self::Dispute(id) => id.to_string(),
            Self::Plan(id) => id.to_string(),
            Self::Strategy(id) => id.to_string(),
            Self::Outcome(id) => id.to_string(),
            Self::Indicator(id) => id.to_string(),
            Self::DeliveryPlan(id) => id.to_string(),
            Self::PlanAction(id) => id.to_string(),
            Self::Exception(id) => id.to_string(),
            Self::Stream(id) => id.to_string(),
            Self::Allocation(id) => id.to_string(),
        }
    }

    pub(super) fn read(kind: &str, id: &str) -> Option<Self> {
        let mut parts = id.split('/');
        let first = parts.next()?;
        let mut number = || parts.next()?.parse::<u16>().ok();
        Some(match Kind::of(kind)? {
            Kind::Person => return None,
            Kind::Body => Self::Body(first.parse().ok()?),
            Kind::Organisation => Self::Organisation(first.parse().ok()?),
            Kind::Seat => Self::Seat(first.parse().ok()?),
            Kind::Terms => Self::Terms(first.parse().ok()?),
            Kind::Meeting => Self::Meeting(first.parse().ok()?),
            Kind::Item => Self::Item(first.parse().ok()?, ItemNo(number()?)),
            Kind::Minutes => Self::Minutes(first.parse().ok()?, ItemNo(number()?)),
            Kind::Paper => Self::Paper(
                first.parse().ok()?,
                ItemNo(number()?),
                usize::from(number()?),
            ),
            Kind::Decision => Self::Decision(first.parse().ok()?),
            Kind::Action => Self::Action(first.parse().ok()?),
            Kind::Correspondence => Self::Correspondence(first.parse().ok()?),
            Kind::Dispute => Self::Dispute(first.parse().ok()?),
            Kind::Plan => Self::Plan(first.parse().ok()?),
            Kind::Strategy => Self::Strategy(first.parse().ok()?),
            Kind::Outcome => Self::Outcome(first.parse().ok()?),
            Kind::Indicator => Self::Indicator(first.parse().ok()?),
            Kind::DeliveryPlan => Self::DeliveryPlan(first.parse().ok()?),
            Kind::PlanAction => Self::PlanAction(first.parse().ok()?),
            Kind::Exception => Self::Exception(first.parse().ok()?),
            Kind::Stream => Self::Stream(first.parse().ok()?),
            Kind::Allocation => Self::Allocation(first.parse().ok()?),
        })
    }
}

/// What may be told of something.
#[derive(Debug, Clone, Default)]
pub(super) struct Card {
    /// Its title.
    pub(super) title: String,
    /// Its text.
    pub(super) text: String,
    /// Where it belongs: "Health Board, 18 April 2007". Helps to find it.
    pub(super) place: String,
    /// The body it belongs to.
    pub(super) body: Option<BodyId>,
    /// Its day.
    pub(super) date: Option<Date>,
    /// Its page, below the partnership.
    pub(super) path: String,
}

/// What this viewer may be told of something; none: there is no such thing for them.
pub(super) fn card(reading: &Reading, audience: Audience, subject: &Subject) -> Option<Card> {
    let record = &reading.record;
    match subject {
        Subject::Body(_) | Subject::Organisation(_) | Subject::Seat(_) | Subject::Terms(_) => {
            of_structure(reading, subject)
        }
        Subject::Meeting(id) => meeting_card(reading, record.meetings.get(id)?),
        Subject::Item(id, no) => {
            let meeting = record.meetings.get(id)?;
            item_card(reading, meeting, meeting.item(*no)?)
        }
        Subject::Paper(id, no, nth) => {
            let meeting = record.meetings.get(id)?;
            let item = meeting.item(*no)?;
            // What is withheld is found by those who may read it, under the title that everyone reads.
            let paper = item.papers.get(*nth).filter(|paper| paper.is_current())?;
            views::may_read(reading, audience, id, *no, Some(&paper.hash)).then_some(())?;
            Some(Card {
                title: paper.title.to_string(),
                text: format!("Under item {no}, {}", item.title),
                path: format!("/papers/{}", paper.hash),
                ..at(reading, meeting)
            })
        }
        Subject::Minutes(id, no) => {
            let meeting = record.meetings.get(id)?;
            let said = meeting
                .said(*no)
                .filter(|_| may_know(reading, meeting, *no, audience))?;
            Some(Card {
                title: format!("Minutes: {}", meeting.item(*no)?.title),
                text: said.shown().to_owned(),
                path: format!("/meetings/{id}#item-{no}"),
                ..at(reading, meeting)
            })
        }
        Subject::Decision(id) => {
            let decision = record.decisions.get(id)?;
            let meeting = record.meetings.get(&decision.meeting)?;
            let known = may_know(reading, meeting, decision.item, audience);
            decision.verdict().filter(|_| known)?;
            Some(Card {
                path: format!("/decisions/{id}"),
                ..with_text(decision.text.shown(), at(reading, meeting))
            })
        }
        Subject::Action(id) => {
            let action = record.meetings.action(id)?;
            let meeting = record.meetings.get(&action.meeting)?;
            let known = may_know(reading, meeting, action.item, audience);
            let card = Some(at(reading, meeting)).filter(|_| known)?;
            let owner = arrangements(reading, meeting.date)?.partner(&action.owner);
            let owner = owner.map_or_else(String::new, |owner| format!("{}, ", owner.name()));
            Some(Card {
                path: format!("/actions/{id}"),
                place: format!("{owner}{}", card.place),
                ..with_text(action.what.shown(), card)
            })
        }
        Subject::Correspondence(_) | Subject::Dispute(_) | Subject::Plan(_) => {
            apart_from_meetings(reading, audience, subject)
        }
        Subject::Strategy(_)
        | Subject::Outcome(_)
        | Subject::Indicator(_)
        | Subject::DeliveryPlan(_)
        | Subject::PlanAction(_)
        | Subject::Exception(_) => planned::card(reading, subject),
        Subject::Stream(id) => funded::stream(reading, id),
        Subject::Allocation(id) => funded::allocation(reading, id),
    }
}

fn arrangements(reading: &Reading, date: Date) -> Option<&Arrangements> {
    let adoption = reading.record.structure.in_force_or_first(date)?;
    Some(&adoption.arrangements)
}

/// The day by which structure is found: today, or the first day of the first arrangements.
pub(super) fn day_of_structure(reading: &Reading) -> Date {
    let today = reading.today();
    let adoption = reading.record.structure.in_force_or_first(today);
    adoption.map_or(today, |adoption| adoption.from.max(today))
}

/// A card of something that belongs to a meeting, without title and text.
fn at(reading: &Reading, meeting: &Meeting) -> Card {
    let body = BodyRef::named(reading, &meeting.body, meeting.date);
    Card {
        place: format!("{}, {}", body.name, say_day(meeting.date)),
        body: Some(meeting.body.clone()),
        date: Some(meeting.date),
        ..Card::default()
    }
}

/// The most characters of a text that make a title.
const HEADLINE: usize = 110;

/// Something that has no title but its text.
fn with_text(text: &str, card: Card) -> Card {
    let title = headline(text);
    let text = if title == text {
        String::new()
    } else {
        text.to_owned()
    };
    Card {
        title,
        text,
        ..card
    }
}

fn headline(text: &str) -> String {
    let line = text.split('\n').find(|line| !line.trim().is_empty());
    let line = line.unwrap_or_default().trim();
    if line.chars().count() <= HEADLINE {
        return line.to_owned();
    }
    let cut: String = line.chars().take(HEADLINE).collect();
    let whole = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(words, _)| words);
    format!("{whole} …")
}

fn meeting_card(reading: &Reading, meeting: &Meeting) -> Option<Card> {
    let card = at(reading, meeting);
    let body = BodyRef::named(reading, &meeting.body, meeting.date);
    let stage = match meeting.stage {
        Stage::Called => "To be held",
        Stage::Open => "Under way",
        Stage::Closed => "Held",
        Stage::Cancelled => "Cancelled",
    };
    Some(Card {
        title: format!("{}: meeting of {}", body.name, say_day(meeting.date)),
        text: format!("{stage}. {}", meeting.place),
        place: String::new(),
        path: format!("/meetings/{}", meeting.id),
        ..card
    })
}

fn item_card(reading: &Reading, meeting: &Meeting, item: &Item) -> Option<Card> {
    let presenter = item.presenter.as_ref().map(ToString::to_string);
    let mut text: Vec<String> = presenter.into_iter().collect();
    // The index is the same for all: a private report is in it for nobody.
    if let Some(report) = views::report(reading, meeting, item.no, None, Audience::PUBLIC) {
        text.extend([report.title, report.question]);
        text.extend(report.parts.into_iter().filter_map(|part| part.text));
    }
    Some(Card {
        title: item.title.to_string(),
        text: text.join(". "),
        path: format!("/meetings/{}#item-{}", meeting.id, item.no),
        ..at(reading, meeting)
    })
}

fn apart_from_meetings(reading: &Reading, audience: Audience, subject: &Subject) -> Option<Card> {
    let record = &reading.record;
    let place = |body: &BodyId, date| {
        let name = BodyRef::named(reading, body, date).name;
        format!("{name}, {}", say_day(date))
    };
    match subject {
        Subject::Correspondence(id) => {
            views::correspondence(reading, id, audience)?;
            let question = record.correspondence.get(id)?;
            Some(Card {
                title: question.title.to_string(),
                text: format!("{} {}", question.text.shown(), question.why.shown()),
                place: place(&question.body, question.on),
                body: Some(question.body.clone()),
                date: Some(question.on),
                path: format!("/decisions/by-correspondence/{id}"),
            })
        }
        Subject::Dispute(id) => {
            let view = views::dispute(reading, id, audience)?;
            let between = view
                .line
                .between
                .iter()
                .map(|partner| partner.name.as_str());
            let steps = view.steps.iter().filter_map(|step| step.taken.as_ref());
            let mut text = vec![view.about.clone()];
            text.extend(steps.map(|taken| taken.words.clone()));
            text.extend(view.end.and_then(|(words, _)| words));
            Some(Card {
                title: view.line.title.clone(),
                text: text.join(" "),
                place: format!(
                    "{}, {}",
                    between.collect::<Vec<_>>().join(", "),
                    say_day(view.line.on)
                ),
                body: Some(view.line.body.id.clone()),
                date: Some(view.line.on),
                path: format!("/disputes/{id}"),
            })
        }
        Subject::Plan(id) => {
            let planned = record.meetings.planned_item(id)?;
            let mut waiting = record.meetings.planned_for(&planned.body);
            let waits = waiting.any(|waiting| waiting.id == *id);
            if !waits || !(audience.inside() || is_plan_public(record, planned)) {
                return None;
            }
            let why = planned.why.as_ref().map(|why| why.shown().to_owned());
            Some(Card {
                title: planned.title.to_string(),
                text: why.unwrap_or_default(),
                place: BodyRef::named(reading, &planned.body, reading.today()).name,
                body: Some(planned.body.clone()),
                date: planned.not_before,
                path: "/forward-plan".to_owned(),
            })
        }
        _ => None,
    }
}

/// Bodies, seats and organisations as they stand today; all of it is public.
fn of_structure(reading: &Reading, subject: &Subject) -> Option<Card> {
    let date = day_of_structure(reading);
    let arrangements = arrangements(reading, date)?;
    let structure = &reading.record.structure;
    match subject {
        Subject::Body(id) => {
            let (_, body) = structure.body(id, date)?;
            let short = body.short_name.clone().unwrap_or_default();
            Some(Card {
                title: body.name.clone(),
                text: body.purpose.clone().unwrap_or_default(),
                place: short,
                body: Some(id.clone()),
                path: format!("/structure/{id}"),
                ..Card::default()
            })
        }
        Subject::Terms(id) => {
            let terms = views::terms(reading, id, date)?;
            let parts = terms.in_force?.parts;
            let parts = parts.iter().flat_map(|part| &part.text);
            Some(Card {
                title: format!("Terms of reference: {}", terms.body.name),
                text: parts.map(String::as_str).collect::<Vec<_>>().join(" "),
                body: Some(id.clone()),
                path: format!("/structure/{id}/terms"),
                ..Card::default()
            })
        }
        Subject::Organisation(id) => {
            let organisation = arrangements.organisation.iter().find(|one| one.id == *id)?;
            let short = organisation.short_name.clone().unwrap_or_default();
            Some(Card {
                title: organisation.name.clone(),
                text: organisation.accountable_to.clone().unwrap_or_default(),
                place: short,
                path: format!("/organisations/{id}"),
                ..Card::default()
            })
        }
        Subject::Seat(id) => {
            let on = structure.seat_on(id, date)?;
            let partner = on
                .partner()
                .and_then(|partner| arrangements.partner(partner));
            let body = structure.body(&id.body(), date)?.1;
            Some(Card {
                title: format!("{}: {}", body.name, on.chair.title()),
                text: partner.map_or_else(String::new, |partner| partner.name().to_owned()),
                body: Some(body.id.clone()),
                path: format!("/structure/{}/seats/{id}", body.id),
                ..Card::default()
            })
        }
        _ => None,
    }
}
