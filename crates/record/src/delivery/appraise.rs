//! Appraising an action of a plan, or a decision, against the principles of the arrangements and in each
//! of their dimensions (G07, para 13, appendix 1, and the integration tool of the guidance).
//!
//! Every principle and every dimension is judged, or the appraisal is not one. The dimensions are the
//! arrangements' approaches. Whether something may be done in spite of an appraisal is for people.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Appraisal, Appraised, Bearing, Entry, NotThere, Score};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    arrangements::Arrangements,
    id::{DecisionId, PlanActionId, RuleId, SeatId},
    prose::{Prose, Words},
};

/// How something bears on one principle, or in one dimension.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    /// The principle or dimension, as the arrangements name it.
    pub of: RuleId,
    /// How it bears on it.
    pub bearing: Bearing,
    /// Why.
    pub words: Option<Words>,
}

/// Appraises an action of a delivery plan with the integration tool.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AppraiseAction {
    /// The action.
    pub action: PlanActionId,
    /// Against each principle of the arrangements.
    #[serde(default)]
    pub principles: Vec<Judgement>,
    /// In each dimension: each approach of the arrangements.
    #[serde(default)]
    pub dimensions: Vec<Judgement>,
    /// What follows from it.
    pub says: Option<Words>,
    /// The seat on the plan's body that appraises it; left out by the secretariat.
    pub seat: Option<SeatId>,
}

/// Appraises a decision, or what is proposed for one.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AppraiseDecision {
    /// The decision or proposal.
    pub decision: DecisionId,
    /// Against each principle of the arrangements.
    #[serde(default)]
    pub principles: Vec<Judgement>,
    /// In each dimension: each approach of the arrangements.
    #[serde(default)]
    pub dimensions: Vec<Judgement>,
    /// What follows from it.
    pub says: Option<Words>,
    /// The seat on the deciding body that appraises it; left out by the secretariat.
    pub seat: Option<SeatId>,
}

/// Why an appraisal is not recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AppraiseRefused {
    /// Something that it refers to is not there.
    #[error(transparent)]
    NotThere(#[from] NotThere),
    /// The arrangements have nothing to appraise against.
    #[error("the arrangements name no principles and no dimensions to appraise against")]
    NothingToAppraise,
    /// Judged and not there, or twice.
    #[error("{0} is no principle or dimension of the arrangements, or is judged twice")]
    NotOne(RuleId),
    /// Not judged.
    #[error("{0} principles and dimensions are not judged, among them “{1}”")]
    Missing(usize, String),
}

use AppraiseRefused::{Missing, NotOne, NothingToAppraise};

/// Whether each is judged, once.
fn whole(
    rules: &Arrangements,
    principles: &[Judgement],
    dimensions: &[Judgement],
) -> Result<(), AppraiseRefused> {
    let principle = rules.principle.iter().map(|it| (&it.id, &it.name));
    let dimension = rules.approach.iter().map(|it| (&it.id, &it.name));
    if rules.principle.is_empty() && rules.approach.is_empty() {
        return Err(NothingToAppraise);
    }
    let mut missing = Vec::new();
    for (known, judged) in [
        (principle.collect::<Vec<_>>(), principles),
        (dimension.collect::<Vec<_>>(), dimensions),
    ] {
        let mut seen = BTreeSet::new();
        for judgement in judged {
            let there = known.iter().any(|(id, _)| **id == judgement.of);
            if !there || !seen.insert(&judgement.of) {
                return Err(NotOne(judgement.of.clone()));
            }
        }
        let not = known.into_iter().filter(|(id, _)| !seen.contains(id));
        missing.extend(not.map(|(_, name)| name));
    }
    match missing.first() {
        Some(first) => Err(Missing(missing.len(), (*first).clone())),
        None => Ok(()),
    }
}

fn appraisal(
    principles: &[Judgement],
    dimensions: &[Judgement],
    says: Option<&Words>,
) -> Appraisal {
    let scores = |all: &[Judgement]| {
        let scores = all.iter().map(|one| Score {
            of: one.of.clone(),
            bearing: one.bearing,
            words: one.words.as_ref().map(Prose::from),
        });
        scores.collect()
    };
    Appraisal {
        principles: scores(principles),
        dimensions: scores(dimensions),
        says: says.map(Prose::from),
    }
}

impl Act for AppraiseAction {
    const NAME: &'static str = "delivery.appraise-action";
    const SUMMARY: &'static str =
        "Appraise an action of a delivery plan against the principles and dimensions.";
    const AUTHORITY: Authority = Authority::SeatOrSecretariat;
    type Refused = AppraiseRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = record.today_of(minute);
        let action = record.find_plan_action(&self.action)?;
        let plan = record.find_plan(&action.plan)?;
        record.sits_on(self.seat.as_ref(), &plan.body, today)?;
        let rules = record.rules_on(today).ok_or(NothingToAppraise)?;
        whole(rules, &self.principles, &self.dimensions)?;
        Ok(vec![crate::Entry::Delivery(Entry::Appraised {
            of: Appraised::Action(self.action.clone()),
            appraisal: appraisal(&self.principles, &self.dimensions, self.says.as_ref()),
            seat: self.seat.clone(),
            on: today,
        })])
    }

    fn seat(&self) -> Option<&SeatId> {
        self.seat.as_ref()
    }
}

impl Act for AppraiseDecision {
    const NAME: &'static str = "delivery.appraise-decision";
    const SUMMARY: &'static str =
        "Appraise a decision, or a proposal, against the principles and dimensions.";
    const AUTHORITY: Authority = Authority::SeatOrSecretariat;
    type Refused = AppraiseRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = record.today_of(minute);
        let body = record.deciding_body(&self.decision)?;
        record.sits_on(self.seat.as_ref(), body, today)?;
        let rules = record.rules_on(today).ok_or(NothingToAppraise)?;
        whole(rules, &self.principles, &self.dimensions)?;
        Ok(vec![crate::Entry::Delivery(Entry::Appraised {
            of: Appraised::Decision(self.decision.clone()),
            appraisal: appraisal(&self.principles, &self.dimensions, self.says.as_ref()),
            seat: self.seat.clone(),
            on: today,
        })])
    }

    fn seat(&self) -> Option<&SeatId> {
        self.seat.as_ref()
    }
}

impl Refusal for AppraiseRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::NotThere(refused) => refused.advice(),
            NothingToAppraise => Advice::new(
                "delivery/nothing-to-appraise",
                "",
                "Adopt arrangements that name principles first.",
            ),
            NotOne(_) => Advice::new(
                "delivery/not-a-principle",
                "principles",
                "Judge each principle and each dimension of the arrangements once.",
            ),
            Missing(..) => Advice::new(
                "delivery/not-all-judged",
                "principles",
                "Judge every principle and every dimension; that it makes no difference is an answer, too.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::*;
    use super::*;

    // Requirement: DE10 at /{partnership}/delivery/{plan}/actions/{plan_action}
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let both = ["future", "joining-up"];
        let all = ["economic", "social"];
        let appraise = |principles: &[&str], dimensions: &[&str]| AppraiseAction {
            action: id(FIRST),
            principles: judged(principles),
            dimensions: judged(dimensions),
            says: None,
            seat: None,
        };
        let missing = |count, name: &str| Err(Missing(count, name.to_owned()));
        rules([
            (started(), appraise(&both, &all), Ok(())),
            (
                begun(),
                appraise(&both, &all),
                Err(NotThere::Action(id(FIRST)).into()),
            ),
            (
                started(),
                appraise(&both[..1], &all),
                missing(1, "Joining up"),
            ),
            (started(), appraise(&[], &[]), missing(4, "The future")),
            (
                started(),
                appraise(&["future", "future"], &all),
                Err(NotOne(id("future"))),
            ),
            (
                started(),
                appraise(&both, &["social", "future"]),
                Err(NotOne(id("future"))),
            ),
        ]);
    }

    // Requirement: DE10 at /{partnership}/decisions/{decision}/weigh
    #[test]
    fn a_decision_is_appraised_by_those_who_decide_it() {
        let decision = format!("{BOARD}-2");
        let appraise = |name: Option<&str>| AppraiseDecision {
            decision: id(&decision),
            principles: judged(&["future", "joining-up"]),
            dimensions: judged(&["economic", "social"]),
            says: Words::new("It will last.").ok(),
            seat: name.map(seat),
        };
        rules([
            (
                there(),
                appraise(None),
                Err(NotThere::Decision(id(&decision)).into()),
            ),
            (decided(), appraise(None), Ok(())),
            (decided(), appraise(Some("board.health")), Ok(())),
            (
                decided(),
                appraise(Some("learning.tutor")),
                Err(NotThere::Seat(seat("learning.tutor"), id("board")).into()),
            ),
        ]);
    }
}
