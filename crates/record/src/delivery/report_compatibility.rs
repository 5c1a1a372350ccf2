//! A partner reports how far its own plans fit with the partnership's, and what it does to bring them
//! into line (G07, para 14 and 29-30).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Compatible, Concerned, Entry, NotThere};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{PartnerId, SeatId},
    prose::{Prose, Title, Words},
};

/// Reports how far a partner's own plan fits.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportCompatibility {
    /// The partner.
    pub partner: PartnerId,
    /// With what it fits: a delivery plan, a decision, or a strategy.
    pub about: Concerned,
    /// The partner's own plan: “Corporate plan 2007 to 2010”.
    pub own: Title,
    /// How far they fit.
    pub fits: Compatible,
    /// What is done to bring them into line, or why nothing is.
    pub words: Words,
    /// A seat that speaks for the partner; left out by the secretariat.
    pub seat: Option<SeatId>,
}

/// Why a report is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReportCompatibilityRefused {
    /// Something that it refers to is not there.
    #[error(transparent)]
    NotThere(#[from] NotThere),
    /// The seat speaks for someone else.
    #[error("nobody holds a seat {0} that speaks for {1}")]
    SpeaksForAnother(SeatId, PartnerId),
}

use ReportCompatibilityRefused::SpeaksForAnother;

impl Act for ReportCompatibility {
    const NAME: &'static str = "delivery.report-compatibility";
    const SUMMARY: &'static str =
        "Report how far a partner's own plan fits with the partnership's.";
    const AUTHORITY: Authority = Authority::SeatOrSecretariat;
    type Refused = ReportCompatibilityRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = record.today_of(minute);
        let known = record.rules_on(today);
        if known
            .and_then(|rules| rules.partner(&self.partner))
            .is_none()
        {
            return Err(NotThere::Partner(self.partner.clone()).into());
        }
        match &self.about {
            Concerned::Plan(plan) => {
                record.find_plan(plan)?;
            }
            Concerned::Decision(decision) => {
                record.deciding_body(decision)?;
            }
            Concerned::Strategy(strategy) => record.find_strategy(strategy)?,
        }
        let speaks = |seat: &&SeatId| {
            let on = record.structure.seat_on(seat, today);
            on.is_some_and(|on| on.holder.is_some() && on.partner() == Some(&self.partner))
        };
        if let Some(seat) = self.seat.as_ref().filter(|seat| !speaks(seat)) {
            return Err(SpeaksForAnother(seat.clone(), self.partner.clone()));
        }
        Ok(vec![crate::Entry::Delivery(Entry::CompatibilityReported {
            partner: self.partner.clone(),
            about: self.about.clone(),
            own: self.own.clone(),
            fits: self.fits,
            words: Prose::from(&self.words),
            seat: self.seat.clone(),
            on: today,
        })])
    }

    fn seat(&self) -> Option<&SeatId> {
        self.seat.as_ref()
    }
}

impl Refusal for ReportCompatibilityRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::NotThere(refused @ NotThere::Partner(_)) => refused.advice().about("partner"),
            Self::NotThere(refused) => refused.advice().about("about"),
            SpeaksForAnother(..) => Advice::new(
                "delivery/speaks-for-another",
                "seat",
                "Choose a seat that speaks for the partner, or leave it out.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::*;
    use super::*;

    // Requirement: DE13 at /{partnership}/delivery/partners/{organisation}
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let told = |partner: &str, plan: &str, name: Option<&str>| ReportCompatibility {
            partner: id(partner),
            about: Concerned::Plan(id(plan)),
            own: Title::new("Corporate plan").unwrap(),
            fits: Compatible::InPart,
            words: words("The budget follows next year."),
            seat: name.map(seat),
        };
        rules([
            (begun(), told("council", PLAN, None), Ok(())),
            (begun(), told("council", PLAN, Some("board.leader")), Ok(())),
            (
                begun(),
                told("council", PLAN, Some("board.health")),
                Err(SpeaksForAnother(seat("board.health"), id("council"))),
            ),
            (
                begun(),
                told("mars", PLAN, None),
                Err(NotThere::Partner(id("mars")).into()),
            ),
            (
                there(),
                told("council", PLAN, None),
                Err(NotThere::Plan(id(PLAN)).into()),
            ),
            (
                there(),
                ReportCompatibility {
                    about: Concerned::Strategy(id("rivers-2008")),
                    ..told("council", PLAN, None)
                },
                Err(NotThere::Strategy(id("rivers-2008")).into()),
            ),
            (
                there().after(adopt_strategy()),
                ReportCompatibility {
                    about: Concerned::Strategy(id("rivers-2008")),
                    ..told("council", PLAN, None)
                },
                Ok(()),
            ),
        ]);
    }
}
