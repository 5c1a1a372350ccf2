//! Beginning an efficiency review: what it looks at, who leads it, to which body it reports by when, and
//! which partners take part, each with the saving that it expects.

use std::collections::BTreeSet;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Entry, MOST_PENCE};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{BodyId, PartnerId, PersonId},
    prose::{Prose, Title, Words},
    say_day,
};

/// The most partners that take part in one review.
const MOST: usize = 60;

/// Begins an efficiency review.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BeginReview {
    /// What it is called.
    pub title: Title,
    /// What it looks at, and what it is to bring.
    pub scope: Words,
    /// The body to which it reports.
    pub body: BodyId,
    /// The partner that leads it: an organisation or body.
    pub lead: PartnerId,
    /// The person, where one is named.
    pub person: Option<PersonId>,
    /// By when it reports.
    pub due: Date,
    /// The partners that take part: one or more.
    pub partners: Vec<PartnerExpects>,
}

/// A partner that takes part in an efficiency review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartnerExpects {
    /// The partner: an organisation or body.
    pub partner: PartnerId,
    /// The saving that it expects in all, in pence; left out where it is not known yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pence: Option<u64>,
}

/// Why a review is not begun.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BeginReviewRefused {
    /// No such body.
    #[error("the arrangements have no body {0}")]
    NoSuchBody(BodyId),
    /// The lead is not known.
    #[error("there is no organisation or body {0} in the arrangements to lead it")]
    NoSuchLead(PartnerId),
    /// A partner is not known.
    #[error("there is no organisation or body {0} in the arrangements")]
    NoSuchPartner(PartnerId),
    /// Nobody, or someone twice.
    #[error("one partner or more takes part, each named once, and at most {MOST}")]
    Partners,
    /// More than can be.
    #[error("{0} pence is more than a saving can be")]
    TooMuch(u64),
    /// The day has passed.
    #[error("{} has passed", say_day(*.0))]
    Past(Date),
}

use BeginReviewRefused::{NoSuchBody, NoSuchLead, NoSuchPartner, Partners, Past, TooMuch};

impl Act for BeginReview {
    const NAME: &'static str = "efficiency.begin-review";
    const SUMMARY: &'static str =
        "Begin an efficiency review, with the saving that each partner expects.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = BeginReviewRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = minute.date_in(&record.structure.zone());
        let body = record.structure.body(&self.body, today);
        let (adoption, _) = body.ok_or_else(|| NoSuchBody(self.body.clone()))?;
        let known = |partner: &PartnerId| adoption.arrangements.partner(partner).is_some();
        if !known(&self.lead) {
            return Err(NoSuchLead(self.lead.clone()));
        }
        let once: BTreeSet<_> = self.partners.iter().map(|one| &one.partner).collect();
        if once.len() != self.partners.len() || !(1..=MOST).contains(&once.len()) {
            return Err(Partners);
        }
        for one in &self.partners {
            if !known(&one.partner) {
                return Err(NoSuchPartner(one.partner.clone()));
            }
            if let Some(pence) = one.pence.filter(|pence| *pence > MOST_PENCE) {
                return Err(TooMuch(pence));
            }
        }
        if self.due < today {
            return Err(Past(self.due));
        }
        Ok(vec![crate::Entry::Efficiency(Entry::ReviewBegun {
            review: record.efficiency.next_id(),
            title: self.title.clone(),
            scope: Prose::from(&self.scope),
            body: self.body.clone(),
            lead: self.lead.clone(),
            person: self.person,
            due: self.due,
            partners: self.partners.clone(),
            on: today,
        })])
    }

    fn people(&self) -> Vec<PersonId> {
        self.person.into_iter().collect()
    }
}

impl Refusal for BeginReviewRefused {
    fn advice(&self) -> Advice {
        match self {
            NoSuchBody(_) => Advice::new(
                "efficiency/no-such-body",
                "body",
                "Choose a body of the arrangements in force.",
            ),
            NoSuchLead(_) => Advice::new(
                "efficiency/no-such-partner",
                "lead",
                "Choose an organisation or body of the arrangements in force.",
            ),
            NoSuchPartner(_) => Advice::new(
                "efficiency/no-such-partner",
                "partners",
                "Choose organisations or bodies of the arrangements in force.",
            ),
            Partners => Advice::new(
                "efficiency/who-takes-part",
                "partners",
                "Name each partner that takes part once.",
            ),
            TooMuch(_) => Advice::new(
                "efficiency/too-much",
                "partners",
                "Check the number: it is in pence.",
            ),
            Past(_) => Advice::new(
                "efficiency/day-has-passed",
                "due",
                "Choose today or a later day.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    // Requirement: PL15 at /{partnership}/reviews
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let with = |change: &dyn Fn(&mut BeginReview)| {
            let mut act = begin_review();
            change(&mut act);
            act
        };
        let there = Book::three_rivers;
        let one = |partner: &str, pence| PartnerExpects {
            partner: id(partner),
            pence,
        };
        rules([
            (
                Book::new(),
                begin_review(),
                Err(NoSuchBody(id("executive"))),
            ),
            (there(), begin_review(), Ok(())),
            (there().after(begin_review()), begin_review(), Ok(())),
            (
                there(),
                with(&|act| act.body = id("mars")),
                Err(NoSuchBody(id("mars"))),
            ),
            (
                there(),
                with(&|act| act.lead = id("mars")),
                Err(NoSuchLead(id("mars"))),
            ),
            (
                there(),
                with(&|act| act.partners = vec![one("mars", None)]),
                Err(NoSuchPartner(id("mars"))),
            ),
            (there(), with(&|act| act.partners.clear()), Err(Partners)),
            (
                there(),
                with(&|act| act.partners = vec![one("health", None), one("health", Some(1))]),
                Err(Partners),
            ),
            (
                there(),
                with(&|act| act.partners = vec![one("health", Some(MOST_PENCE + 1))]),
                Err(TooMuch(MOST_PENCE + 1)),
            ),
            (
                there(),
                with(&|act| act.due = date("2007-01-01")),
                Err(Past(date("2007-01-01"))),
            ),
        ]);
    }
}
