//! Telling what an engagement changed: what was heard, and what became of it (G07, guidance, 3).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{EngagementRefused, Entry, NotThere};
use crate::{
    Minute, Record,
    act::{Act, Authority},
    id::{EngagementId, SeatId},
    prose::{Prose, Words},
};

/// Tells what was heard in an engagement, and what changed for it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportEngagement {
    /// The engagement.
    pub engagement: EngagementId,
    /// On which day it was held.
    pub held: Date,
    /// What was heard.
    pub heard: Words,
    /// What changed for it, or why nothing did.
    pub changed: Words,
    /// The seat on its body from which it is told; left out by the secretariat.
    pub seat: Option<SeatId>,
}

impl Act for ReportEngagement {
    const NAME: &'static str = "delivery.report-engagement";
    const SUMMARY: &'static str = "Tell what an engagement changed.";
    const AUTHORITY: Authority = Authority::SeatOrSecretariat;
    type Refused = EngagementRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = record.today_of(minute);
        let engagement = record.find_engagement(&self.engagement)?;
        record.sits_on(self.seat.as_ref(), &engagement.body, today)?;
        if self.held > today {
            return Err(NotThere::ToCome(self.held, today).into());
        }
        Ok(vec![crate::Entry::Delivery(Entry::EngagementReported {
            engagement: self.engagement.clone(),
            held: self.held,
            heard: Prose::from(&self.heard),
            changed: Prose::from(&self.changed),
            on: today,
        })])
    }

    fn seat(&self) -> Option<&SeatId> {
        self.seat.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::*;
    use super::*;

    // Requirement: PL12 at /{partnership}/delivery/engagement/{engagement}
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let tell = |held: &str| ReportEngagement {
            engagement: id("learning-2007-08-engagement-1"),
            held: date(held),
            heard: words("The path floods."),
            changed: words("The path is raised first."),
            seat: None,
        };
        let planned = || there().after(engage()).at("2007-07-01T09:00");
        let name = || id("learning-2007-08-engagement-1");
        rules([
            (
                there(),
                tell("2007-01-02"),
                Err(EngagementRefused::NoSuchEngagement(name())),
            ),
            (planned(), tell("2007-06-30"), Ok(())),
            (
                planned(),
                tell("2007-07-02"),
                Err(NotThere::ToCome(date("2007-07-02"), date("2007-07-01")).into()),
            ),
            (
                planned().after(tell("2007-06-30")),
                tell("2007-06-30"),
                Err(EngagementRefused::Told(name())),
            ),
        ]);
    }
}
