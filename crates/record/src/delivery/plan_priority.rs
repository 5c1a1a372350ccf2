//! Planning a priority that is to come: when it can realistically begin, and whether there is the
//! capacity for it (W10, 4a).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Capacity, Entry, NotThere, Priority};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{PartnerId, PriorityId, ThemeId},
    prose::{Prose, Title, Words},
    say_day,
};

/// The most priorities that are kept.
const MOST: usize = 500;

/// Plans a priority that is to come, or plans one anew.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanPriority {
    /// The priority that is planned anew; left out for a new one.
    pub priority: Option<PriorityId>,
    /// What it is called.
    pub title: Title,
    /// The theme that it belongs to.
    pub theme: Option<ThemeId>,
    /// Why it is to come.
    pub says: Words,
    /// The first day on which it can realistically begin.
    pub earliest: Date,
    /// Whether there is the capacity for it.
    pub capacity: Capacity,
    /// What it takes, and who has it.
    pub needs: Words,
    /// The partner that would lead it.
    pub lead: PartnerId,
}

/// Why a priority is not planned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PriorityRefused {
    /// Something that it refers to is not there.
    #[error(transparent)]
    NotThere(#[from] NotThere),
    /// No such priority.
    #[error("there is no priority to come {0}")]
    NoSuchPriority(PriorityId),
    /// It has left the pipeline.
    #[error("{} left the pipeline on {}", .0, say_day(*.1))]
    Left(PriorityId, Date),
    /// Brought into no plan.
    #[error("it is not said into which plan it was brought")]
    NoPlan,
    /// More than can be kept.
    #[error("there are {MOST} priorities already")]
    TooMany,
}

use PriorityRefused::{Left, NoPlan, NoSuchPriority, TooMany};

impl Record {
    pub(super) fn find_priority(&self, id: &PriorityId) -> Result<&Priority, PriorityRefused> {
        let known = self.delivery.priority(id);
        let known = known.ok_or_else(|| NoSuchPriority(id.clone()))?;
        match &known.closed {
            Some(left) => Err(Left(id.clone(), left.on)),
            None => Ok(known),
        }
    }
}

impl Act for PlanPriority {
    const NAME: &'static str = "delivery.plan-priority";
    const SUMMARY: &'static str =
        "Plan a priority that is to come, with a realistic start and the capacity for it.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = PriorityRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = record.today_of(minute);
        if let Some(id) = &self.priority {
            record.find_priority(id)?;
        }
        let rules = record.rules_on(today);
        let rules = rules.ok_or_else(|| NotThere::Partner(self.lead.clone()))?;
        if rules.partner(&self.lead).is_none() {
            return Err(NotThere::Partner(self.lead.clone()).into());
        }
        let known = |theme: &&ThemeId| rules.theme.iter().any(|it| it.id == **theme);
        if let Some(stranger) = self.theme.as_ref().filter(|theme| !known(theme)) {
            return Err(NotThere::Theme(stranger.clone()).into());
        }
        if self.earliest < today {
            return Err(NotThere::Past(self.earliest, today).into());
        }
        let count = record.delivery.priorities().count();
        if self.priority.is_none() && count >= MOST {
            return Err(TooMany);
        }
        let priority = self.priority.clone();
        Ok(vec![crate::Entry::Delivery(Entry::PriorityPlanned {
            priority: priority.unwrap_or_else(|| PriorityId::nth(count + 1)),
            title: self.title.clone(),
            theme: self.theme.clone(),
            says: Prose::from(&self.says),
            earliest: self.earliest,
            capacity: self.capacity,
            needs: Prose::from(&self.needs),
            lead: self.lead.clone(),
            on: today,
        })])
    }
}

impl Refusal for PriorityRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::NotThere(refused @ NotThere::Past(..)) => refused.advice().about("earliest"),
            Self::NotThere(refused @ NotThere::Theme(_)) => refused.advice().about("theme"),
            Self::NotThere(refused) => refused.advice(),
            NoSuchPriority(_) => Advice::new(
                "delivery/no-such-priority",
                "priority",
                "Choose one from the pipeline.",
            ),
            Left(..) => Advice::new(
                "delivery/left-the-pipeline",
                "priority",
                "Plan it as a new priority if it is to come again.",
            ),
            NoPlan => Advice::new(
                "delivery/no-plan",
                "plan",
                "Choose the delivery plan into which it was brought.",
            ),
            TooMany => Advice::new("delivery/too-many-priorities", "", "Choose among them."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::*;
    use super::*;

    // Requirement: PL9 at /{partnership}/delivery/pipeline
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let of = |f: fn(&mut PlanPriority)| {
            let mut act = priority("2007-10-01");
            f(&mut act);
            act
        };
        rules([
            (there(), of(|_| ()), Ok(())),
            (
                there(),
                priority("2007-01-01"),
                Err(NotThere::Past(date("2007-01-01"), date("2007-01-02")).into()),
            ),
            (
                there(),
                of(|it| it.lead = id("mars")),
                Err(NotThere::Partner(id("mars")).into()),
            ),
            (
                there(),
                of(|it| it.theme = Some(id("fire"))),
                Err(NotThere::Theme(id("fire")).into()),
            ),
            (
                there(),
                of(|it| it.priority = Some(id("priority-1"))),
                Err(NoSuchPriority(id("priority-1"))),
            ),
            (
                there().after(of(|_| ())),
                of(|it| it.priority = Some(id("priority-1"))),
                Ok(()),
            ),
        ]);
    }

    #[test]
    fn when_it_was_to_begin_before_is_kept() {
        let mut later = priority("2008-04-01");
        later.priority = Some(id("priority-1"));
        let book = there().after(priority("2007-10-01")).after(later);
        let all: Vec<_> = book.record.delivery.priorities().collect();
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].earliest, date("2008-04-01"));
        assert_eq!(all[0].before, [date("2007-10-01")]);
    }
}
