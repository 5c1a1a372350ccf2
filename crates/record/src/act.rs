//! Acts: what people ask the book to record, and how a refusal is given.
//!
//! One act, one file; this is the shape they share. To add one, see CONTRIBUTING.md.

use std::error::Error;

use schemars::{JsonSchema, Schema};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{
    Entry, LineNo, Minute, Record,
    id::{
        ActionId, AgreementId, DecisionId, DeliveryPlanId, ExceptionId, IndicatorId, MeetingId,
        OutcomeId, PartnerId, PersonId, PlanActionId, RuleId, SeatId, StrategyId,
    },
    meetings::{Meeting, PaperHash},
};

pub use crate::malformed::Malformed;

/// Something that a person asks the book to record, in the imperative: call, appoint, move, vote.
pub trait Act: DeserializeOwned + JsonSchema + Send + Sync + 'static {
    /// Its name on the wire: `meetings.record-arrival`.
    const NAME: &'static str;
    /// What it does, in one sentence, for the catalogue.
    const SUMMARY: &'static str;
    /// Who may ask for it. Enforced in `app`, before `decide`.
    const AUTHORITY: Authority;
    /// Whether it moves money, so that whoever asks for it signed in a few minutes ago at most. No token of
    /// a program is as good as that.
    const FRESH: bool = false;
    /// Why it may be refused.
    type Refused: Refusal;

    /// The entries that follow, or why there are none. Changes nothing.
    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<Entry>, Self::Refused>;

    /// The seat on whose behalf it is asked, where there is one.
    fn seat(&self) -> Option<&SeatId> {
        None
    }

    /// The meeting that it concerns, so that a form filled in meanwhile is known to be stale.
    fn subject(&self) -> Option<Subject<'_>> {
        None
    }

    /// The people it speaks of: each must be known to the house.
    fn people(&self) -> Vec<PersonId> {
        Vec::new()
    }

    /// The indicators whose lead may ask for it.
    fn indicators(&self) -> Vec<&IndicatorId> {
        Vec::new()
    }

    /// The paper it speaks of: its bytes must be in the house.
    fn paper(&self) -> Option<&PaperHash> {
        None
    }

    /// Those who answer for what it speaks of, for [`Authority::AnswererOrSecretariat`]. None when that is not
    /// there: the act itself says so.
    fn answerers(&self, _record: &Record) -> Option<Vec<Answerer>> {
        Some(Vec::new())
    }
}

/// Someone who answers for something: whoever acts for an organisation or body, or the person named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answerer {
    /// The organisation or body.
    pub partner: PartnerId,
    /// The person, where one is named.
    pub person: Option<PersonId>,
}

impl Answerer {
    /// A partner, with the person named for it.
    pub fn of(partner: &PartnerId, person: Option<PersonId>) -> Self {
        Self {
            partner: partner.clone(),
            person,
        }
    }
}

/// Who may ask for an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authority {
    /// The secretariat only.
    Secretariat,
    /// Whoever may speak for the seat that the act names (its holder or substitute), or the
    /// secretariat on their behalf.
    SeatOrSecretariat,
    /// Whoever sits for the seat that the act names in the room, or the secretariat on their behalf:
    /// while a substitute is there, the holder who stayed away does not speak too.
    SitterOrSecretariat,
    /// Whoever holds the seat that the act names, or the secretariat on their behalf: what a substitute
    /// may not do in the holder's place.
    HolderOrSecretariat,
    /// Whoever acts for the owner of the action that the act names, or the person named for it, or the
    /// secretariat on their behalf.
    OwnerOrSecretariat,
    /// Whoever may speak for the seat that the act names, the finance officer of the accountable body,
    /// or the secretariat on their behalf: what the accountable body answers.
    SeatFinanceOrSecretariat,
    /// Whoever leads on what every indicator of the act measures, or the secretariat on their behalf: the
    /// person named for it, or whoever speaks for the lead partner or for a seat of the lead body.
    LeadOrSecretariat,
    /// The same, where the arrangements let the lead judge a light; else only the secretariat.
    LeadWhereAllowedOrSecretariat,
    /// Whoever answers for what the act speaks of (acts for the organisation or body, or is named
    /// for it), or the secretariat on their behalf.
    AnswererOrSecretariat,
    /// The same, or the finance officer of the accountable body.
    AnswererFinanceOrSecretariat,
    /// The finance officer of the accountable body only: what moves money.
    Finance,
    /// The finance officer of the accountable body, or the secretariat on their behalf: paper work about
    /// money.
    FinanceOrSecretariat,
    /// Whoever holds the seat that the act names, and nobody for them.
    Holder,
    /// The same, or the finance officer of the accountable body.
    HolderOrFinance,
}

/// Why an act is refused: an answer, not an accident.
pub trait Refusal: Error + Send + Sync + 'static {
    /// What to do about it.
    fn advice(&self) -> Advice;
}

/// What goes with a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// Stable, for programs: `decisions/absent`.
    pub code: &'static str,
    /// The field of the act that has to change; empty when it is none in particular.
    pub field: &'static str,
    /// The next step.
    pub help: &'static str,
    /// The clause of the arrangements that it follows from.
    pub clause: Option<String>,
}

impl Advice {
    /// Advice that follows from no clause.
    pub const fn new(code: &'static str, field: &'static str, help: &'static str) -> Self {
        Self {
            code,
            field,
            help,
            clause: None,
        }
    }

    /// The same advice about another field, for an act that calls it by another name.
    pub const fn about(mut self, field: &'static str) -> Self {
        self.field = field;
        self
    }

    /// The same advice, citing a clause.
    pub fn by(mut self, clause: Option<&str>) -> Self {
        self.clause = clause.map(str::to_owned);
        self
    }
}

/// A refusal, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{sentence}")]
pub struct Refused {
    /// What is wrong, in a sentence without its full stop.
    pub sentence: String,
    /// Code, field, help and clause.
    pub advice: Advice,
}

impl<R: Refusal> From<R> for Refused {
    fn from(refusal: R) -> Self {
        Self {
            sentence: refusal.to_string(),
            advice: refusal.advice(),
        }
    }
}

/// A kind of act, for the catalogue and for reading.
pub struct ActKind {
    /// See [`Act::NAME`].
    pub name: &'static str,
    /// See [`Act::SUMMARY`].
    pub summary: &'static str,
    /// See [`Act::AUTHORITY`].
    pub authority: Authority,
    /// The JSON Schema of its fields.
    pub schema: fn() -> Schema,
    read: fn(Value) -> Result<Box<dyn AnyAct>, Malformed>,
}

impl ActKind {
    /// The kind that `A` is.
    pub const fn of<A: Act>() -> Self {
        Self {
            name: A::NAME,
            summary: A::SUMMARY,
            authority: A::AUTHORITY,
            schema: schema_of::<A>,
            read: read_as::<A>,
        }
    }

    /// Reads the fields of an act of this kind; the name is already taken off.
    pub fn read(&self, fields: Value) -> Result<Box<dyn AnyAct>, Malformed> {
        (self.read)(fields)
    }
}

fn schema_of<A: Act>() -> Schema {
    schemars::schema_for!(A)
}

fn read_as<A: Act>(fields: Value) -> Result<Box<dyn AnyAct>, Malformed> {
    serde_path_to_error::deserialize::<_, A>(&fields)
        .map(|act| Box::new(act) as Box<dyn AnyAct>)
        .map_err(|error| Malformed::explain(&error, &fields, &schema_of::<A>()))
}

/// An act of any kind.
pub trait AnyAct: Send + Sync {
    /// See [`Act::NAME`].
    fn name(&self) -> &'static str;
    /// See [`Act::AUTHORITY`].
    fn authority(&self) -> Authority;
    /// See [`Act::FRESH`].
    fn fresh(&self) -> bool;
    /// See [`Act::decide`].
    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<Entry>, Refused>;
    /// See [`Act::seat`].
    fn seat(&self) -> Option<&SeatId>;
    /// See [`Act::subject`].
    fn subject(&self) -> Option<Subject<'_>>;
    /// See [`Act::people`].
    fn people(&self) -> Vec<PersonId>;
    /// See [`Act::indicators`].
    fn indicators(&self) -> Vec<&IndicatorId>;
    /// See [`Act::paper`].
    fn paper(&self) -> Option<&PaperHash>;
    /// See [`Act::answerers`].
    fn answerers(&self, record: &Record) -> Option<Vec<Answerer>>;
}

impl<A: Act> AnyAct for A {
    fn name(&self) -> &'static str {
        A::NAME
    }

    fn authority(&self) -> Authority {
        A::AUTHORITY
    }

    fn fresh(&self) -> bool {
        A::FRESH
    }

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<Entry>, Refused> {
        Act::decide(self, record, minute).map_err(Into::into)
    }

    fn seat(&self) -> Option<&SeatId> {
        Act::seat(self)
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Act::subject(self)
    }

    fn people(&self) -> Vec<PersonId> {
        Act::people(self)
    }

    fn indicators(&self) -> Vec<&IndicatorId> {
        Act::indicators(self)
    }

    fn paper(&self) -> Option<&PaperHash> {
        Act::paper(self)
    }

    fn answerers(&self, record: &Record) -> Option<Vec<Answerer>> {
        Act::answerers(self, record)
    }
}

/// How an act names the meeting that it concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject<'a> {
    /// By its name.
    Meeting(&'a MeetingId),
    /// By a motion or decision of it.
    Decision(&'a DecisionId),
    /// By an action that it asked for.
    Action(&'a ActionId),
    /// None: it concerns an indicator of the plan.
    Indicator(&'a IndicatorId),
    /// No meeting: an action of a delivery plan.
    PlanAction(&'a PlanActionId),
    /// None in particular: it concerns an exception.
    Exception(&'a ExceptionId),
    /// None: it concerns an outcome of the plan.
    Outcome(&'a OutcomeId),
    /// None: it concerns an agreement and its versions.
    Agreement(&'a AgreementId),
    /// None: it concerns a strategy.
    Strategy(&'a StrategyId),
    /// None: a delivery plan as a whole, as when it is approved.
    DeliveryPlan(&'a DeliveryPlanId),
    /// None: a part of a delivery plan.
    PlanPart(&'a DeliveryPlanId, &'a RuleId),
}

/// The meeting that an act concerns, where it is in the book.
pub fn meeting_of<'a>(act: &dyn AnyAct, record: &'a Record) -> Option<&'a Meeting> {
    match act.subject()? {
        Subject::Meeting(id) => record.meetings.get(id),
        Subject::Decision(id) => record.meetings.get(&record.decisions.get(id)?.meeting),
        Subject::Action(id) => record.meetings.get(&record.meetings.action(id)?.meeting),
        Subject::Indicator(_)
        | Subject::PlanAction(_)
        | Subject::Exception(_)
        | Subject::Outcome(_)
        | Subject::Agreement(_)
        | Subject::Strategy(_)
        | Subject::DeliveryPlan(_)
        | Subject::PlanPart(..) => None,
    }
}

/// The line at which what an act concerns last changed: a form that had seen less is stale.
pub fn last_change(act: &dyn AnyAct, record: &Record) -> LineNo {
    let changed = match act.subject() {
        Some(Subject::Action(id)) => record.meetings.action(id).map(|it| it.changed),
        Some(Subject::Indicator(id)) => record.plan.indicator(id).map(|it| it.changed),
        Some(Subject::PlanAction(id)) => record.delivery.action(id).map(|it| it.changed),
        Some(Subject::Exception(id)) => record.exceptions.get(id).map(|it| it.changed),
        Some(Subject::Outcome(id)) => record.plan.outcome(id).map(|it| it.changed),
        Some(Subject::Agreement(id)) => {
            let newest = record.plan.agreement(id).and_then(|it| it.newest());
            newest.map(|version| version.line)
        }
        Some(Subject::Strategy(id)) => {
            let adopted = record.plan.strategy(id).and_then(|it| it.adopted.last());
            adopted.map(|said| said.line)
        }
        Some(Subject::DeliveryPlan(id)) => record.delivery.plan(id).map(|it| it.changed),
        Some(Subject::PlanPart(id, part)) => {
            let parts = record.delivery.plan(id).map(|it| &it.parts);
            let written = parts.and_then(|all| all.iter().find(|it| it.part == *part));
            written.map(|it| it.line)
        }
        Some(Subject::Meeting(_) | Subject::Decision(_)) | None => {
            meeting_of(act, record).map(|meeting| meeting.changed)
        }
    };
    changed.unwrap_or(0)
}
