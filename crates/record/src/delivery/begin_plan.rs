//! Beginning a delivery plan: a body's for a financial year (G07, guidance for implementation plans).
//!
//! One for each body and year. Any body may make one; the arrangements say which have to.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, NotThere};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{BodyId, DeliveryPlanId, SeatId, ThemeId},
    plan::{Every, Period},
    prose::Title,
};

/// Begins the delivery plan of a body for a financial year.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BeginPlan {
    /// The body.
    pub body: BodyId,
    /// The financial year: `2007-08`.
    pub year: Period,
    /// What it is called.
    pub title: Title,
    /// The themes that it serves.
    #[serde(default)]
    pub themes: Vec<ThemeId>,
    /// The seat on that body from which it is begun; left out by the secretariat.
    pub seat: Option<SeatId>,
}

/// Why a plan is not begun.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BeginPlanRefused {
    /// Something that it refers to is not there.
    #[error(transparent)]
    NotThere(#[from] NotThere),
    /// It is there already.
    #[error("the body has a delivery plan for that year: {0}")]
    There(DeliveryPlanId),
    /// A plan is for a year.
    #[error("{0} is not a whole financial year")]
    NotAYear(Period),
    /// The year is over.
    #[error("the year {0} has ended")]
    Over(Period),
}

use BeginPlanRefused::{NotAYear, Over, There};

impl Act for BeginPlan {
    const NAME: &'static str = "delivery.begin-plan";
    const SUMMARY: &'static str = "Begin the delivery plan of a body for a financial year.";
    const AUTHORITY: Authority = Authority::SeatOrSecretariat;
    type Refused = BeginPlanRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = record.today_of(minute);
        let rules = record.find_body(&self.body, today)?;
        record.sits_on(self.seat.as_ref(), &self.body, today)?;
        if self.year.every() != Every::Year {
            return Err(NotAYear(self.year));
        }
        if self.year.last_day(record.year_starts(today)) < today {
            return Err(Over(self.year));
        }
        let known = |theme: &&ThemeId| rules.theme.iter().any(|it| it.id == **theme);
        if let Some(stranger) = self.themes.iter().find(|theme| !known(theme)) {
            return Err(NotThere::Theme(stranger.clone()).into());
        }
        let plan = DeliveryPlanId::of(&self.body, &self.year.to_string());
        if record.delivery.plan(&plan).is_some() {
            return Err(There(plan));
        }
        Ok(vec![crate::Entry::Delivery(Entry::PlanBegun {
            plan,
            body: self.body.clone(),
            year: self.year,
            title: self.title.clone(),
            themes: self.themes.clone(),
            on: today,
        })])
    }

    fn seat(&self) -> Option<&SeatId> {
        self.seat.as_ref()
    }
}

impl Refusal for BeginPlanRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::NotThere(refused) => refused.advice(),
            There(_) => Advice::new(
                "delivery/plan-there",
                "year",
                "Go on with that plan, or choose another year.",
            ),
            NotAYear(_) => Advice::new(
                "delivery/not-a-year",
                "year",
                "Write a financial year, such as 2007-08.",
            ),
            Over(_) => Advice::new(
                "delivery/year-over",
                "year",
                "Choose this financial year or one to come.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::*;
    use super::*;

    fn begin(body: &str, year: &str, theme: Option<&str>, name: Option<&str>) -> BeginPlan {
        BeginPlan {
            body: id(body),
            year: year.parse().unwrap(),
            title: Title::new("Dry feet").unwrap(),
            themes: theme.map(id).into_iter().collect(),
            seat: name.map(seat),
        }
    }

    // Requirement: PL6 at /{partnership}/delivery
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let year = "2007-08";
        let from = |name| begin("learning", year, Some("water"), Some(name));
        rules([
            (
                Book::new(),
                begin("learning", year, None, None),
                Err(NotThere::Body(id("learning")).into()),
            ),
            (there(), begin("learning", year, None, None), Ok(())),
            (there(), begin("learning", "2006-07", None, None), Ok(())),
            (there(), from("learning.tutor"), Ok(())),
            (
                there(),
                from("board.leader"),
                Err(NotThere::Seat(seat("board.leader"), id("learning")).into()),
            ),
            (
                there(),
                begin("learning", year, Some("fire"), None),
                Err(NotThere::Theme(id("fire")).into()),
            ),
            (
                there(),
                begin("learning", "2005-06", None, None),
                Err(Over("2005-06".parse().unwrap())),
            ),
            (
                there(),
                begin("learning", "2007-08-q1", None, None),
                Err(NotAYear("2007-08-q1".parse().unwrap())),
            ),
            (begun(), from("learning.tutor"), Err(There(id(PLAN)))),
            (begun(), begin("board", year, None, None), Ok(())),
        ]);
    }
}
