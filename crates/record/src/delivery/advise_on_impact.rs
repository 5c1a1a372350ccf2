//! Community representatives advise what a strategy, a plan or a decision would mean for communities,
//! before it is decided (W09, proposal 1).
//!
//! Who may is in the arrangements; where they say nothing, anyone with a seat. Advice that comes after
//! the decision is refused: it would look as if it had been heard.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Concerned, Entry, NotThere};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    arrangements::CommunityAdvice,
    id::SeatId,
    prose::{Prose, Words},
};

/// Advises on what something would mean for communities.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdviseOnImpact {
    /// What it is about: a plan, a decision or proposal, or a strategy.
    pub about: Concerned,
    /// The seat of the community representative; left out when the secretariat writes it down.
    pub seat: Option<SeatId>,
    /// What it would mean for communities.
    pub words: Words,
    /// What should be changed for them.
    pub asks: Option<Words>,
}

/// Why advice is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AdviseOnImpactRefused {
    /// Something that it refers to is not there, or is approved.
    #[error(transparent)]
    NotThere(#[from] NotThere),
    /// It has been decided.
    #[error("it has been decided, and advice comes before the decision")]
    Decided,
    /// The seat does not represent communities.
    #[error("the seat {0} does not represent communities")]
    NotTheirs(SeatId, Option<String>),
}

use AdviseOnImpactRefused::{Decided, NotTheirs};

/// Whether a seat advises for communities.
fn advises(record: &Record, seat: &SeatId, rule: &CommunityAdvice, today: Date) -> bool {
    let role = record.structure.role_of(seat, today);
    let on = record.structure.seat_on(seat, today);
    let partner = on.as_ref().and_then(|on| on.partner());
    let nobody = rule.bodies.is_empty() && rule.roles.is_empty() && rule.partners.is_empty();
    nobody
        || rule.bodies.contains(&seat.body())
        || role.is_some_and(|role| rule.roles.contains(&role.id))
        || partner.is_some_and(|partner| rule.partners.contains(partner))
}

impl Record {
    /// Whether a seat advises on what something means for communities, by the arrangements of a day.
    pub fn advises_for_communities(&self, seat: &SeatId, today: Date) -> bool {
        let rule = self.rules_on(today);
        let rule = rule.and_then(|rules| rules.plans.as_ref()?.community_advice.as_ref());
        rule.is_some_and(|rule| advises(self, seat, rule, today))
    }
}

impl Record {
    /// That something is there, and is not decided.
    pub(super) fn still_open(&self, about: &Concerned) -> Result<(), AdviseOnImpactRefused> {
        match about {
            Concerned::Plan(plan) => {
                self.find_draft(plan)?;
            }
            Concerned::Decision(id) => {
                self.deciding_body(id)?;
                let decision = self.decisions.get(id);
                if decision.is_some_and(|decision| decision.verdict().is_some()) {
                    return Err(Decided);
                }
            }
            // One that was adopted may be advised on before it is adopted anew; before it is adopted at
            // all, the proposal to adopt it is what is advised on.
            Concerned::Strategy(strategy) => self.find_strategy(strategy)?,
        }
        Ok(())
    }
}

impl Act for AdviseOnImpact {
    const NAME: &'static str = "delivery.advise-on-impact";
    const SUMMARY: &'static str = "Advise what a strategy, a plan or a decision would mean for communities, before it is decided.";
    const AUTHORITY: Authority = Authority::SeatOrSecretariat;
    type Refused = AdviseOnImpactRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = record.today_of(minute);
        record.still_open(&self.about)?;
        if let Some(seat) = &self.seat {
            record.sits_on(Some(seat), &seat.body(), today)?;
            let rule = record.rules_on(today);
            let rule = rule.and_then(|rules| rules.plans.as_ref()?.community_advice.as_ref());
            if let Some(rule) = rule.filter(|rule| !advises(record, seat, rule, today)) {
                return Err(NotTheirs(seat.clone(), rule.clause.clone()));
            }
        }
        Ok(vec![crate::Entry::Delivery(Entry::ImpactAdvised {
            about: self.about.clone(),
            seat: self.seat.clone(),
            words: Prose::from(&self.words),
            asks: self.asks.as_ref().map(Prose::from),
            on: today,
        })])
    }

    fn seat(&self) -> Option<&SeatId> {
        self.seat.as_ref()
    }
}

impl Refusal for AdviseOnImpactRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::NotThere(refused @ NotThere::Seat(..)) => refused.advice(),
            Self::NotThere(refused) => refused.advice().about("about"),
            Decided => Advice::new(
                "delivery/decided",
                "about",
                "Raise it at the next meeting of the body.",
            ),
            NotTheirs(_, clause) => Advice::new(
                "delivery/not-for-communities",
                "seat",
                "Choose the seat of a community representative.",
            )
            .by(clause.as_deref()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::*;
    use super::*;

    // Requirement: DE19 at /{partnership}/delivery/{plan}
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let advise = |about: Concerned, name: Option<&str>| AdviseOnImpact {
            about,
            seat: name.map(seat),
            words: words("The allotments would flood."),
            asks: None,
        };
        let plan = || Concerned::Plan(id(PLAN));
        let decision = || Concerned::Decision(id(&format!("{BOARD}-2")));
        rules([
            (begun(), advise(plan(), None), Ok(())),
            (begun(), advise(plan(), Some("forum.citizen-1")), Ok(())),
            (
                begun(),
                advise(plan(), Some("board.leader")),
                Err(NotTheirs(seat("board.leader"), Some("41".to_owned()))),
            ),
            (
                begun(),
                advise(plan(), Some("forum.citizen-3")),
                Err(NotThere::Seat(seat("forum.citizen-3"), id("forum")).into()),
            ),
            (
                approved(),
                advise(plan(), None),
                Err(NotThere::Approved(id(PLAN), date("2007-01-02")).into()),
            ),
            (decided(), advise(decision(), None), Err(Decided)),
            (
                begun(),
                advise(decision(), None),
                Err(NotThere::Decision(id(&format!("{BOARD}-2"))).into()),
            ),
            (
                begun(),
                advise(Concerned::Strategy(id("rivers-2008")), None),
                Err(NotThere::Strategy(id("rivers-2008")).into()),
            ),
            (
                begun().after(adopt_strategy()),
                advise(Concerned::Strategy(id("rivers-2008")), None),
                Ok(()),
            ),
        ]);
    }
}
