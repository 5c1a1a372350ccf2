//! Handing in figures: one return with up to five hundred, for periods that have ended.
//!
//! The same figure again changes nothing, so a return can be sent twice. Another figure where there is
//! one already is set aside: the first stands, and both are shown. To change the first, it is corrected.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Entry, Figure, Period, Return, Returned, Where,
    known::{Looking, Unplanned, measured_every, not_too_fine},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    exceptions,
    id::{AreaId, IndicatorId, PartnerId},
    prose::{Prose, Title, Words},
    say_day,
};

/// The most figures in one act.
pub const MOST_FIGURES: usize = 500;

/// Hands in figures.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnFigures {
    /// Where they come from.
    pub source: Title,
    /// On which day they were handed in, today when left out.
    pub on: Option<Date>,
    /// The partner that hands them in.
    pub from: Option<PartnerId>,
    /// The figures, at most 500.
    pub figures: Vec<FigureAsked>,
}

/// A figure to be handed in.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FigureAsked {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The period that it is of.
    pub period: Period,
    /// The area; left out for the whole partnership.
    pub area: Option<AreaId>,
    /// What was measured.
    pub figure: Figure,
    /// What is said beside it.
    pub words: Option<Words>,
}

/// Why figures are not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReturnFiguresRefused {
    /// None, or too many.
    #[error("there have to be 1 to {MOST_FIGURES} figures, not {0}")]
    HowMany(usize),
    /// Not yet.
    #[error("{} is still to come", say_day(*.0))]
    ToCome(Date),
    /// The partner is not there.
    #[error(transparent)]
    From(Unplanned),
    /// One of them cannot be taken.
    #[error(transparent)]
    Figure(#[from] FigureRefused),
}

/// Why one figure is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FigureRefused {
    /// Something that it names is not there.
    #[error(transparent)]
    Unplanned(#[from] Unplanned),
    /// The period goes on.
    #[error("{} of the indicator {} ends on {}, and its figure cannot be there before that", .0.said(), .1, say_day(*.2))]
    NotEnded(Period, IndicatorId, Date),
}

use ReturnFiguresRefused::*;

/// What would become of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Becomes {
    /// It is new.
    Taken,
    /// It is there already.
    Same,
    /// There is another, which stands; this one is kept beside it.
    SetAside,
}

impl FigureAsked {
    /// What would become of it if it were handed in today, or why it would be refused.
    pub fn becomes(&self, record: &Record, minute: &Minute) -> Result<Becomes, FigureRefused> {
        let looking = Looking::at(record, minute)?;
        self.sound(&looking, looking.today)?;
        Ok(self.beside(record, None))
    }

    fn sound(&self, looking: &Looking<'_>, on: Date) -> Result<(), FigureRefused> {
        let (indicator, says) = looking.indicator(&self.indicator)?;
        measured_every(indicator, says, self.period)?;
        looking.area(&self.area)?;
        if let Figure::Count(number) = self.figure {
            not_too_fine(&self.indicator, says, number)?;
        }
        let last = self.period.last_day(looking.starts);
        if last >= on {
            let period = self.period;
            return Err(FigureRefused::NotEnded(
                period,
                self.indicator.clone(),
                last,
            ));
        }
        Ok(())
    }

    fn beside(&self, record: &Record, earlier: Option<Figure>) -> Becomes {
        let indicator = record.plan.indicator(&self.indicator);
        let of_area = indicator.and_then(|it| it.figures.get(&self.area));
        let cell = of_area.and_then(|it| it.get(&self.period));
        let stands = cell.and_then(|it| it.now()).map(|it| it.figure);
        let known = |figure: Figure| {
            let versions = cell.into_iter().flat_map(|it| &it.versions);
            let aside = cell.into_iter().flat_map(|it| &it.aside);
            versions.chain(aside).any(|it| it.figure == figure)
        };
        match stands.or(earlier) {
            None => Becomes::Taken,
            Some(stands) if stands == self.figure || known(self.figure) => Becomes::Same,
            Some(_) => Becomes::SetAside,
        }
    }

    fn written(&self) -> Returned {
        Returned {
            indicator: self.indicator.clone(),
            period: self.period,
            area: self.area.clone(),
            figure: self.figure,
            words: self.words.as_ref().map(Prose::from),
        }
    }
}

impl ReturnFigures {
    fn entry(&self, on: Date, figures: Vec<Returned>) -> Return {
        Return {
            source: self.source.clone(),
            on,
            from: self.from.clone(),
            figures,
        }
    }
}

impl Act for ReturnFigures {
    const NAME: &'static str = "plan.return-figures";
    const SUMMARY: &'static str = "Hand in figures of indicators for periods that have ended.";
    const AUTHORITY: Authority = Authority::LeadOrSecretariat;
    type Refused = ReturnFiguresRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute).map_err(FigureRefused::from)?;
        if self.figures.is_empty() || self.figures.len() > MOST_FIGURES {
            return Err(HowMany(self.figures.len()));
        }
        let on = self.on.unwrap_or(looking.today);
        if on > looking.today {
            return Err(ToCome(on));
        }
        let mut from = self.from.iter();
        from.try_for_each(|it| looking.partner(it)).map_err(From)?;
        let (mut taken, mut aside) = (Vec::new(), Vec::new());
        let mut here: BTreeMap<(&IndicatorId, Period, &Where), Figure> = BTreeMap::new();
        for asked in &self.figures {
            asked.sound(&looking, on)?;
            let place = (&asked.indicator, asked.period, &asked.area);
            match asked.beside(record, here.get(&place).copied()) {
                Becomes::Taken => {
                    here.insert(place, asked.figure);
                    taken.push(asked.written());
                }
                Becomes::SetAside => aside.push(asked.written()),
                Becomes::Same => {}
            }
        }
        let mut entries = Vec::new();
        if !taken.is_empty() {
            entries.push(Entry::FiguresReturned(self.entry(on, taken)));
        }
        if !aside.is_empty() {
            entries.push(Entry::FiguresSetAside(self.entry(on, aside)));
        }
        let mut entries: Vec<_> = entries.into_iter().map(crate::Entry::Plan).collect();
        // What the arrangements raise by themselves stands beside the figures that raised it.
        entries.extend(exceptions::raised_by(record, minute, &entries));
        Ok(entries)
    }

    fn indicators(&self) -> Vec<&IndicatorId> {
        self.figures.iter().map(|it| &it.indicator).collect()
    }
}

impl FigureRefused {
    /// What to do about it.
    pub fn advice(&self) -> Advice {
        match self {
            Self::Unplanned(unplanned) => unplanned.advice(),
            Self::NotEnded(..) => Advice::new(
                "plan/not-ended",
                "figures",
                "Wait until the period is over, or correct it.",
            ),
        }
    }
}

impl Refusal for ReturnFiguresRefused {
    fn advice(&self) -> Advice {
        match self {
            HowMany(_) => Advice::new(
                "plan/how-many-figures",
                "figures",
                "Hand in at least one; send more than that in several returns.",
            ),
            ToCome(_) => Advice::new("plan/to-come", "on", "Choose today or an earlier day."),
            From(unplanned) => unplanned.advice().about("from"),
            Figure(refused) => refused.advice().about("figures"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testkit::*;

    fn hand_in(figures: &[(&str, &str, &str)]) -> ReturnFigures {
        return_figures("flooded-homes", figures)
    }

    // Requirement: PL4 at /{partnership}/indicators/{indicator}
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let period = |text: &str| text.parse::<Period>().unwrap();
        let gone = |it| Err(Figure(FigureRefused::Unplanned(it)));
        let book = || targeted().at("2008-01-10T10:00");
        let on = |day| ReturnFigures {
            on: Some(date(day)),
            ..hand_in(&[("2007-08-q1", "", "9")])
        };
        let many = |count: usize| ReturnFigures {
            figures: vec![hand_in(&[("2007-08-q1", "", "9")]).figures[0].clone(); count],
            ..hand_in(&[])
        };
        let ends = |of: &str, on: &str| {
            Err(Figure(FigureRefused::NotEnded(
                period(of),
                id("flooded-homes"),
                date(on),
            )))
        };
        rules([
            (
                book(),
                hand_in(&[("2007-08-q1", "", "9"), ("2007-08-q1", "upper", "4")]),
                Ok(()),
            ),
            (book(), hand_in(&[]), Err(HowMany(0))),
            (book(), many(501), Err(HowMany(501))),
            (book(), many(500), Ok(())),
            (
                book(),
                hand_in(&[("2007-08-q4", "", "9")]),
                ends("2007-08-q4", "2008-03-31"),
            ),
            (book(), on("2007-07-01"), Ok(())),
            (book(), on("2007-06-30"), ends("2007-08-q1", "2007-06-30")),
            (book(), on("2008-01-11"), Err(ToCome(date("2008-01-11")))),
            (
                book(),
                hand_in(&[("2006-07", "", "9")]),
                gone(super::super::Unplanned::OtherLength(
                    id("flooded-homes"),
                    period("2006-07"),
                    super::super::Every::Quarter,
                )),
            ),
            (
                book(),
                hand_in(&[("2007-08-q1", "mars", "9")]),
                gone(super::super::Unplanned::NoSuchArea(id("mars"))),
            ),
            (
                book(),
                hand_in(&[("2007-08-q1", "", "9.5")]),
                gone(super::super::Unplanned::TooFine(
                    id("flooded-homes"),
                    0,
                    "9.5".parse().unwrap(),
                )),
            ),
            (
                planned(),
                hand_in(&[("2006-07-q1", "", "9")]),
                gone(super::super::Unplanned::NoSuchIndicator(id(
                    "flooded-homes",
                ))),
            ),
            (
                book(),
                ReturnFigures {
                    from: Some(id("mars")),
                    ..hand_in(&[("2007-08-q1", "", "9")])
                },
                Err(From(super::super::Unplanned::NoSuchPartner(id("mars")))),
            ),
        ]);
    }

    #[test]
    fn another_figure_for_the_same_is_kept_beside_the_first() {
        let mut book = targeted().at("2008-01-10T10:00");
        let first = hand_in(&[("2007-08-q1", "", "9"), ("2007-08-q1", "", "8")]);
        assert_eq!(book.act(first.clone()).unwrap().len(), 2);
        // Sent again, and the one that was set aside alone: nothing is written.
        assert!(book.act(first).unwrap().is_empty());
        assert!(
            book.act(hand_in(&[("2007-08-q1", "", "8")]))
                .unwrap()
                .is_empty()
        );
        let indicator = book.record.plan.indicator(&id("flooded-homes")).unwrap();
        let cell = &indicator.figures[&None][&"2007-08-q1".parse::<Period>().unwrap()];
        assert_eq!(cell.now().unwrap().figure.to_string(), "9");
        assert_eq!(cell.aside.len(), 1);
        assert_eq!(cell.aside[0].figure.to_string(), "8");
    }

    proptest! {
        #[test]
        fn handed_in_twice_is_handed_in_once(figures in proptest::collection::vec((1_u8..=3, 0_u8..3, 0_i32..4), 1..20)) {
            let figures: Vec<FigureAsked> = figures.into_iter().map(|(quarter, area, value)| FigureAsked {
                indicator: id("flooded-homes"),
                period: Period::new(2007, super::super::Every::Quarter, quarter).unwrap(),
                area: match area { 0 => None, 1 => Some(id("upper")), _ => Some(id("lower")) },
                figure: Figure::Count(super::super::Decimal::whole(value)),
                words: None,
            }).collect();
            let asked = ReturnFigures { figures, ..hand_in(&[]) };
            let mut book = targeted().at("2008-01-10T10:00");
            book.act(asked.clone()).unwrap();
            let last = book.record.last;
            prop_assert!(book.act(asked).unwrap().is_empty());
            prop_assert_eq!(book.record.last, last);
        }
    }
}
