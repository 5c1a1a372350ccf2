//! Planning how a group engages its stakeholders in a year: who, how, when (G07, guidance, 3).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Engagement, Entry, NotThere};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{BodyId, EngagementId, SeatId},
    plan::{Every, Period},
    prose::{Prose, Title, Words},
    say_day,
};

/// The most engagements of a body in a year.
const MOST: usize = 200;

/// Plans an engagement with stakeholders, or plans one anew.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanEngagement {
    /// The engagement that is planned anew; left out for a new one.
    pub engagement: Option<EngagementId>,
    /// The body.
    pub body: BodyId,
    /// The financial year: `2007-08`.
    pub year: Period,
    /// With whom.
    pub who: Title,
    /// How.
    pub how: Words,
    /// On which day, or by which day.
    pub when: Date,
    /// The seat on that body from which it is planned; left out by the secretariat.
    pub seat: Option<SeatId>,
}

/// Why an engagement is not planned or reported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EngagementRefused {
    /// Something that it refers to is not there.
    #[error(transparent)]
    NotThere(#[from] NotThere),
    /// No such engagement.
    #[error("there is no engagement {0}")]
    NoSuchEngagement(EngagementId),
    /// What came of it was told.
    #[error("what came of {0} has been told")]
    Told(EngagementId),
    /// It is not in the year.
    #[error("{} is not in the year {}", say_day(*.0), .1)]
    OtherYear(Date, Period),
    /// A plan is for a year.
    #[error("{0} is not a whole financial year")]
    NotAYear(Period),
    /// More than can be kept.
    #[error("the body has {MOST} engagements in that year already")]
    TooMany,
}

use EngagementRefused::{NoSuchEngagement, NotAYear, OtherYear, Told, TooMany};

impl Record {
    pub(super) fn find_engagement(
        &self,
        id: &EngagementId,
    ) -> Result<&Engagement, EngagementRefused> {
        let known = self.delivery.engagement(id);
        let known = known.ok_or_else(|| NoSuchEngagement(id.clone()))?;
        match known.report {
            Some(_) => Err(Told(id.clone())),
            None => Ok(known),
        }
    }
}

impl Act for PlanEngagement {
    const NAME: &'static str = "delivery.plan-engagement";
    const SUMMARY: &'static str =
        "Plan an engagement of a group with its stakeholders: who, how, when.";
    const AUTHORITY: Authority = Authority::SeatOrSecretariat;
    type Refused = EngagementRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = record.today_of(minute);
        record.find_body(&self.body, today)?;
        record.sits_on(self.seat.as_ref(), &self.body, today)?;
        if let Some(id) = &self.engagement {
            let known = record.find_engagement(id)?;
            if known.body != self.body || known.year != self.year {
                return Err(NoSuchEngagement(id.clone()));
            }
        }
        if self.year.every() != Every::Year {
            return Err(NotAYear(self.year));
        }
        let starts = record.year_starts(today);
        if self.when < self.year.first_day(starts) || self.when > self.year.last_day(starts) {
            return Err(OtherYear(self.when, self.year));
        }
        let all = record.delivery.engagements();
        let count = all
            .filter(|it| it.body == self.body && it.year == self.year)
            .count();
        if self.engagement.is_none() && count >= MOST {
            return Err(TooMany);
        }
        let next = || EngagementId::of(&self.body, &self.year.to_string(), count + 1);
        Ok(vec![crate::Entry::Delivery(Entry::EngagementPlanned {
            engagement: self.engagement.clone().unwrap_or_else(next),
            body: self.body.clone(),
            year: self.year,
            who: self.who.clone(),
            how: Prose::from(&self.how),
            when: self.when,
            on: today,
        })])
    }

    fn seat(&self) -> Option<&SeatId> {
        self.seat.as_ref()
    }
}

impl Refusal for EngagementRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::NotThere(refused @ NotThere::ToCome(..)) => refused.advice().about("held"),
            Self::NotThere(refused) => refused.advice(),
            NoSuchEngagement(_) => Advice::new(
                "delivery/no-such-engagement",
                "engagement",
                "Choose one from the body's engagement plan for that year.",
            ),
            Told(_) => Advice::new(
                "delivery/engagement-told",
                "engagement",
                "Plan another engagement.",
            ),
            OtherYear(..) => Advice::new(
                "delivery/other-year",
                "when",
                "Choose a day of that year, or another year.",
            ),
            NotAYear(_) => Advice::new(
                "delivery/not-a-year",
                "year",
                "Write a financial year, such as 2007-08.",
            ),
            TooMany => Advice::new("delivery/too-many-engagements", "", "Join some of them."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::*;
    use super::*;

    // Requirement: PL12 at /{partnership}/delivery/engagement
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let of = |f: fn(&mut PlanEngagement)| {
            let mut act = engage();
            f(&mut act);
            act
        };
        let year: Period = "2007-08".parse().unwrap();
        rules([
            (there(), engage(), Ok(())),
            (
                there(),
                of(|it| it.body = id("mars")),
                Err(NotThere::Body(id("mars")).into()),
            ),
            (there(), of(|it| it.when = date("2007-04-01")), Ok(())),
            (
                there(),
                of(|it| it.when = date("2007-03-31")),
                Err(OtherYear(date("2007-03-31"), year)),
            ),
            (there(), of(|it| it.when = date("2008-03-31")), Ok(())),
            (
                there(),
                of(|it| it.when = date("2008-04-01")),
                Err(OtherYear(date("2008-04-01"), year)),
            ),
            (
                there(),
                of(|it| it.engagement = Some(id("x"))),
                Err(NoSuchEngagement(id("x"))),
            ),
            (
                there().after(engage()),
                of(|it| it.engagement = Some(id("learning-2007-08-engagement-1"))),
                Ok(()),
            ),
        ]);
    }
}
