//! What acts of delivery refer to, and what is said when it is not there.

use jiff::civil::Date;

use super::{Action, Plan};
use crate::{
    Minute, Record,
    act::{Advice, Refusal},
    arrangements::Arrangements,
    id::{
        BodyId, DecisionId, DeliveryPlanId, IndicatorId, OutcomeId, PartnerId, PlanActionId,
        SeatId, StrategyId, ThemeId,
    },
    say_day,
};

/// Something that an act refers to is not there, or no longer open to it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotThere {
    /// No such body.
    #[error("the arrangements have no body {0}")]
    Body(BodyId),
    /// No such plan.
    #[error("there is no delivery plan {0}")]
    Plan(DeliveryPlanId),
    /// The plan has been approved.
    #[error("the plan {} was approved on {}", .0, say_day(*.1))]
    Approved(DeliveryPlanId, Date),
    /// No such action.
    #[error("no delivery plan has an action {0}")]
    Action(PlanActionId),
    /// The action was given up.
    #[error("{} was given up on {}", .0, say_day(*.1))]
    Dropped(PlanActionId, Date),
    /// No such partner.
    #[error("the arrangements name no partner {0}")]
    Partner(PartnerId),
    /// No such theme.
    #[error("the arrangements have no theme {0}")]
    Theme(ThemeId),
    /// No such decision.
    #[error("there is no decision or proposal {0} in the book")]
    Decision(DecisionId),
    /// The seat is on another body, or nobody holds it.
    #[error("nobody holds a seat {0} on the body {1}")]
    Seat(SeatId, BodyId),
    /// It has not happened.
    #[error("{} is to come: today is {}", say_day(*.0), say_day(*.1))]
    ToCome(Date, Date),
    /// It has passed.
    #[error("{} has passed: today is {}", say_day(*.0), say_day(*.1))]
    Past(Date, Date),
    /// No such outcome, or it is pursued no longer.
    #[error("no outcome {0} is pursued")]
    Outcome(OutcomeId),
    /// No such indicator, or it is measured no longer.
    #[error("no indicator {0} is measured")]
    Indicator(IndicatorId),
    /// No such strategy.
    #[error("there is no strategy {0} in the book")]
    Strategy(StrategyId),
}

impl Refusal for NotThere {
    fn advice(&self) -> Advice {
        match self {
            Self::Body(_) => Advice::new(
                "delivery/no-such-body",
                "body",
                "Choose a body of the arrangements in force.",
            ),
            Self::Plan(_) => Advice::new(
                "delivery/no-such-plan",
                "plan",
                "Choose one from the list of delivery plans.",
            ),
            Self::Approved(..) => Advice::new(
                "delivery/approved",
                "plan",
                "Change its actions, each with the reason, or begin the plan of the next year.",
            ),
            Self::Action(_) => Advice::new(
                "delivery/no-such-action",
                "action",
                "Choose one from the actions of a plan.",
            ),
            Self::Dropped(..) => Advice::new(
                "delivery/dropped",
                "action",
                "Put a new action into the plan.",
            ),
            Self::Partner(_) => Advice::new(
                "delivery/no-such-partner",
                "lead",
                "Choose an organisation or body of the arrangements in force.",
            ),
            Self::Theme(_) => Advice::new(
                "delivery/no-such-theme",
                "themes",
                "Choose themes of the arrangements in force.",
            ),
            Self::Decision(_) => Advice::new(
                "delivery/no-such-decision",
                "decision",
                "Choose one from the register of decisions, or a proposal.",
            ),
            Self::Seat(..) => Advice::new(
                "delivery/seat-not-held",
                "seat",
                "Choose a seat that someone holds on that body, or leave it out.",
            ),
            Self::ToCome(..) | Self::Past(..) => self.of_the_day(),
            Self::Outcome(_) | Self::Indicator(_) | Self::Strategy(_) => self.of_the_plan(),
        }
    }
}

impl NotThere {
    /// What to do where an outcome, an indicator or a strategy is not there.
    fn of_the_plan(&self) -> Advice {
        match self {
            Self::Outcome(_) => Advice::new(
                "delivery/no-such-outcome",
                "outcomes",
                "Choose outcomes of the agreement that are pursued, or set the outcome first.",
            ),
            Self::Indicator(_) => Advice::new(
                "delivery/no-such-indicator",
                "indicators",
                "Choose indicators that are measured, or set the indicator first.",
            ),
            _ => Advice::new(
                "delivery/no-such-strategy",
                "about",
                "Choose a strategy that was adopted. Before that, speak to the proposal to adopt it.",
            ),
        }
    }

    /// What to do where the day is not right.
    fn of_the_day(&self) -> Advice {
        match self {
            Self::ToCome(..) => Advice::new(
                "delivery/to-come",
                "on",
                "Record it on the day, or choose an earlier one.",
            ),
            _ => Advice::new("delivery/past", "until", "Choose a day that is to come."),
        }
    }
}

impl Record {
    /// Today, where the partnership is.
    pub(super) fn today_of(&self, minute: &Minute) -> Date {
        minute.date_in(&self.structure.zone())
    }

    /// The first month of the financial year on a day.
    pub fn year_starts(&self, today: Date) -> u8 {
        let adoption = self.structure.in_force_or_first(today);
        adoption.map_or(4, |adoption| {
            adoption.arrangements.partnership.financial_year_starts
        })
    }

    pub(super) fn rules_on(&self, today: Date) -> Option<&Arrangements> {
        let adoption = self.structure.in_force(today)?;
        Some(&adoption.arrangements)
    }

    pub(super) fn find_body(&self, body: &BodyId, today: Date) -> Result<&Arrangements, NotThere> {
        let found = self.structure.body(body, today);
        let (adoption, _) = found.ok_or_else(|| NotThere::Body(body.clone()))?;
        Ok(&adoption.arrangements)
    }

    pub(super) fn find_plan(&self, id: &DeliveryPlanId) -> Result<&Plan, NotThere> {
        let plan = self.delivery.plan(id);
        plan.ok_or_else(|| NotThere::Plan(id.clone()))
    }

    /// A plan that is not approved.
    pub(super) fn find_draft(&self, id: &DeliveryPlanId) -> Result<&Plan, NotThere> {
        let plan = self.find_plan(id)?;
        match &plan.approval {
            Some(approval) => Err(NotThere::Approved(id.clone(), approval.on)),
            None => Ok(plan),
        }
    }

    /// An action that was not given up.
    pub(super) fn find_plan_action(&self, id: &PlanActionId) -> Result<&Action, NotThere> {
        let action = self.delivery.action(id);
        let action = action.ok_or_else(|| NotThere::Action(id.clone()))?;
        match &action.dropped {
            Some((_, on, _)) => Err(NotThere::Dropped(id.clone(), *on)),
            None => Ok(action),
        }
    }

    /// An outcome that is pursued.
    pub(super) fn find_outcome(&self, id: &OutcomeId) -> Result<(), NotThere> {
        let outcome = self.plan.outcome(id);
        let pursued = outcome.is_some_and(|outcome| outcome.ended.is_none());
        pursued
            .then_some(())
            .ok_or_else(|| NotThere::Outcome(id.clone()))
    }

    /// An indicator that is measured.
    pub(super) fn find_indicator(&self, id: &IndicatorId) -> Result<(), NotThere> {
        let indicator = self.plan.indicator(id);
        let measured = indicator.is_some_and(|indicator| indicator.retired.is_none());
        measured
            .then_some(())
            .ok_or_else(|| NotThere::Indicator(id.clone()))
    }

    /// A strategy that was adopted.
    pub(super) fn find_strategy(&self, id: &StrategyId) -> Result<(), NotThere> {
        let strategy = self.plan.strategy(id);
        strategy
            .map(|_| ())
            .ok_or_else(|| NotThere::Strategy(id.clone()))
    }

    /// That a seat, where one is given, is on that body and held.
    pub(super) fn sits_on(
        &self,
        seat: Option<&SeatId>,
        body: &BodyId,
        today: Date,
    ) -> Result<(), NotThere> {
        let held = |seat: &&SeatId| {
            seat.body() == *body
                && self
                    .structure
                    .seat_on(seat, today)
                    .is_some_and(|on| on.holder.is_some())
        };
        match seat.filter(|seat| !held(seat)) {
            Some(seat) => Err(NotThere::Seat(seat.clone(), body.clone())),
            None => Ok(()),
        }
    }
}

impl Record {
    /// The body before which a decision, or the proposal for one, is.
    pub(super) fn deciding_body(&self, id: &DecisionId) -> Result<&BodyId, NotThere> {
        let none = || NotThere::Decision(id.clone());
        let decision = self.decisions.get(id).ok_or_else(none)?;
        let meeting = self.meetings.get(&decision.meeting).ok_or_else(none)?;
        Ok(&meeting.body)
    }

    /// The body that took a decision and agreed to it; none when it was not agreed.
    pub(super) fn agreed_by(&self, id: &DecisionId) -> Result<Option<&BodyId>, NotThere> {
        let body = self.deciding_body(id)?;
        let decision = self.decisions.get(id);
        let verdict = decision.and_then(|decision| decision.verdict());
        Ok(verdict
            .is_some_and(|verdict| verdict.agreed())
            .then_some(body))
    }
}
