//! Approving a delivery plan: by the body that the arrangements name, or to which the plan's body answers.
//!
//! A plan that lacks something is approved only with the reason on the record.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, NotThere, Plan, findings};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    arrangements::LineKind,
    id::{BodyId, DecisionId, DeliveryPlanId},
    prose::{Prose, Words},
};

/// Records that a delivery plan was approved.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApprovePlan {
    /// The plan.
    pub plan: DeliveryPlanId,
    /// The decision by which it was approved, where the book has it.
    pub decision: Option<DecisionId>,
    /// Why it is approved though it lacks something.
    pub despite: Option<Words>,
}

/// Why a plan is not approved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApprovePlanRefused {
    /// Something that it refers to is not there.
    #[error(transparent)]
    NotThere(#[from] NotThere),
    /// It lacks something.
    #[error("the plan lacks {0} of the things that it has to have")]
    Incomplete(usize, Option<String>),
    /// The decision was not agreed, or another body took it.
    #[error("{0} is no decision that the body {1} agreed to")]
    NotDecided(DecisionId, BodyId),
}

use ApprovePlanRefused::{Incomplete, NotDecided};

impl Record {
    /// The body that approves a plan: the one that the arrangements name, or the first to which its body
    /// answers or reports; its own body where there is none.
    pub fn approver(&self, plan: &Plan, today: jiff::civil::Date) -> BodyId {
        let rules = self.rules_on(today);
        let named = rules.and_then(|rules| rules.plans.as_ref()?.approved_by.clone());
        let body = rules.and_then(|rules| rules.body(&plan.body));
        let up = |kind: LineKind| {
            let line = body?.line.iter().find(|line| line.kind == kind)?;
            Some(line.to.clone())
        };
        named
            .filter(|named| *named != plan.body)
            .or_else(|| up(LineKind::AccountableTo))
            .or_else(|| up(LineKind::ReportsTo))
            .unwrap_or_else(|| plan.body.clone())
    }
}

impl Act for ApprovePlan {
    const NAME: &'static str = "delivery.approve-plan";
    const SUMMARY: &'static str = "Record that a delivery plan was approved.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = ApprovePlanRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = record.today_of(minute);
        let plan = record.find_draft(&self.plan)?;
        let body = record.approver(plan, today);
        if let Some(decision) = &self.decision
            && record.agreed_by(decision)? != Some(&body)
        {
            return Err(NotDecided(decision.clone(), body));
        }
        let lacks: Vec<_> = findings(record, plan, today)
            .into_iter()
            .filter(|it| !it.met)
            .collect();
        if self.despite.is_none()
            && let Some(first) = lacks.first()
        {
            return Err(Incomplete(lacks.len(), first.clause.clone()));
        }
        let despite = self.despite.as_ref().filter(|_| !lacks.is_empty());
        Ok(vec![crate::Entry::Delivery(Entry::PlanApproved {
            plan: self.plan.clone(),
            body,
            decision: self.decision.clone(),
            despite: despite.map(Prose::from),
            on: today,
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::DeliveryPlan(&self.plan))
    }
}

impl Refusal for ApprovePlanRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::NotThere(refused) => refused.advice(),
            Incomplete(_, clause) => Advice::new(
                "delivery/incomplete",
                "despite",
                "Complete it, or say why it is approved all the same.",
            )
            .by(clause.as_deref()),
            NotDecided(..) => Advice::new(
                "delivery/not-decided",
                "decision",
                "Choose the decision of that body that approves the plan, or leave it out.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::*;
    use super::*;

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let plain = |despite: Option<&str>| ApprovePlan {
            plan: id(PLAN),
            decision: None,
            despite: despite.map(words),
        };
        let decision = format!("{BOARD}-2");
        let by_board = ApprovePlan {
            decision: Some(id(&decision)),
            ..plain(Some("It is urgent."))
        };
        let clause = Some("40".to_owned());
        let draft = || board_agrees(begun());
        rules([
            (begun(), plain(None), Err(Incomplete(6, clause))),
            (begun(), plain(Some("It is urgent.")), Ok(())),
            (whole(), plain(None), Ok(())),
            (
                approved(),
                plain(None),
                Err(NotThere::Approved(id(PLAN), date("2007-01-02")).into()),
            ),
            // The learning group reports to the executive, and the Board is not it.
            (
                draft(),
                by_board,
                Err(NotDecided(id(&decision), id("executive"))),
            ),
        ]);
    }
}
