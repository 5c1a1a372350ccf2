//! Handing in a partner's return for a month: what was spent, what will be, what was done with it, and what
//! is confirmed (G07, assurance arrangements; aligned funding is monitored too).
//!
//! It speaks of each allocation of the partner in that year. Until it is accepted it may be replaced by
//! another version; nothing is spent before that.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    AlignedLine, DueState, Entry, Pence, ReturnLine, ReturnSays,
    known::{Looking, Unfunded, a_month},
    officer::OfficerAsked,
    ticked::Unticked,
};
use crate::{
    Author, LineNo, Minute, Record,
    act::{Act, Advice, Answerer, Authority, Refusal},
    id::{AllocationId, PartnerId, StreamId},
    plan::Period,
    prose::{Prose, Words},
};

/// Hands in a partner's return for a month.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MakeReturn {
    /// The partner.
    pub partner: PartnerId,
    /// The month.
    pub month: Period,
    /// Each allocation of the partner in that year.
    pub lines: Vec<ReturnLineAsked>,
    /// Aligned money that the partner keeps, and what was spent of it.
    #[serde(default)]
    pub aligned: Vec<AlignedLine>,
    /// What is confirmed: the numbers of the confirmations in the arrangements, from 1.
    pub confirmations: Vec<u16>,
    /// Who confirms it.
    pub by: OfficerAsked,
}

/// What a return says of an allocation.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnLineAsked {
    /// The allocation.
    pub allocation: AllocationId,
    /// What was spent in the month.
    pub spent: Pence,
    /// What will have been spent by the end of the year.
    pub forecast: Pence,
    /// What was done with it.
    pub outputs: Option<Words>,
}

/// Why a return is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MakeReturnRefused {
    /// Something that it names is not there, or not open.
    #[error(transparent)]
    Unfunded(#[from] Unfunded),
    /// Not everything is confirmed.
    #[error(transparent)]
    Unticked(#[from] Unticked),
    /// The month goes on.
    #[error("{} is not over yet", .0.said())]
    NotOver(Period),
    /// The month is accepted.
    #[error("the return for {} was accepted at line {line}: it takes no other", .month.said())]
    Accepted {
        /// The month.
        month: Period,
        /// The line of the book.
        line: LineNo,
        /// The clause of the controls.
        clause: Option<String>,
    },
    /// Nothing to return.
    #[error("nothing is allocated to {0} in {1}")]
    NothingAllocated(PartnerId, Period),
    /// An allocation is left out.
    #[error("it says nothing of {0}")]
    LeftOut(AllocationId),
    /// An allocation comes twice.
    #[error("{0} is in it twice")]
    Twice(String),
    /// An allocation of another, or of another year.
    #[error("{0} is not allocated to the partner in that year")]
    NotTheirs(AllocationId),
    /// Aligned money that is not, or not theirs.
    #[error("{0} is not aligned money of the partner in that year")]
    NotAligned(StreamId),
    /// More than was allocated.
    #[error("with this {spent} of {allocation} would be spent, and {allocated} is allocated")]
    Overspent {
        /// The allocation.
        allocation: AllocationId,
        /// What would be spent.
        spent: Pence,
        /// What is allocated.
        allocated: Pence,
        /// The clause of the controls.
        clause: Option<String>,
    },
}

use MakeReturnRefused::*;

impl Act for MakeReturn {
    const NAME: &'static str = "money.make-return";
    const SUMMARY: &'static str = "Hand in a partner's monitoring return for a month.";
    const AUTHORITY: Authority = Authority::AnswererOrSecretariat;
    type Refused = MakeReturnRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        looking.partner(&self.partner)?;
        let month = a_month(self.month)?;
        looking.open(month.year())?;
        let state = looking.money.due_state(&self.partner, month);
        if let DueState::Accepted(line) = state {
            let clause = looking.clause();
            return Err(Accepted {
                month,
                line,
                clause,
            });
        }
        if !month.ended(looking.today, looking.starts) {
            return Err(NotOver(month));
        }
        self.speaks_of_each(&looking)?;
        self.aligned_is_theirs(&looking)?;
        let asked = &looking.rules.confirmation;
        let confirmations = Unticked::all("confirmations", asked, &self.confirmations)?;
        let today = looking.today;
        let on_behalf = match minute.by {
            Author::Person(person) => {
                let structure = &record.structure;
                !structure.represents(person, &self.partner, today)
            }
            Author::System(_) => false,
        };
        let version = looking.money.returns_for(&self.partner, month).count() + 1;
        Ok(vec![crate::Entry::Money(Entry::ReturnMade(Box::new(
            ReturnSays {
                partner: self.partner.clone(),
                month,
                version: u16::try_from(version).unwrap_or(u16::MAX),
                lines: self.lines.iter().map(ReturnLineAsked::line).collect(),
                aligned: self.aligned.clone(),
                confirmations,
                by: self.by.officer(),
                on_behalf,
                on: today,
            },
        )))])
    }

    fn answerers(&self, _record: &Record) -> Option<Vec<Answerer>> {
        Some(vec![Answerer::of(&self.partner, None)])
    }
}

impl MakeReturn {
    /// That it speaks of each allocation of the partner in the year, once, and of no other.
    fn speaks_of_each(&self, looking: &Looking<'_>) -> Result<(), MakeReturnRefused> {
        let money = looking.money;
        let year = self.month.year();
        let theirs = money.allocations_to(&self.partner);
        let theirs: Vec<_> = theirs
            .filter(|it| money.year_of(it) == Some(year))
            .collect();
        if theirs.is_empty() {
            return Err(NothingAllocated(self.partner.clone(), year));
        }
        for (nth, line) in self.lines.iter().enumerate() {
            let earlier = &self.lines[..nth];
            if earlier.iter().any(|it| it.allocation == line.allocation) {
                return Err(Twice(line.allocation.to_string()));
            }
            if !theirs.iter().any(|it| it.id == line.allocation) {
                return Err(NotTheirs(line.allocation.clone()));
            }
            let sums = money.sums_of_allocation(&line.allocation);
            let spent = sums.spent + line.spent;
            if spent > sums.allocated {
                return Err(Overspent {
                    allocation: line.allocation.clone(),
                    spent,
                    allocated: sums.allocated,
                    clause: looking.clause(),
                });
            }
        }
        let told = |id: &AllocationId| self.lines.iter().any(|line| line.allocation == *id);
        // What was taken back whole has nothing left to tell of.
        let mut open = theirs.iter().filter(|it| {
            let sums = money.sums_of_allocation(&it.id);
            !told(&it.id) && sums.allocated > Pence::ZERO
        });
        open.next().map_or(Ok(()), |it| Err(LeftOut(it.id.clone())))
    }

    fn aligned_is_theirs(&self, looking: &Looking<'_>) -> Result<(), MakeReturnRefused> {
        for (nth, line) in self.aligned.iter().enumerate() {
            let earlier = &self.aligned[..nth];
            if earlier.iter().any(|it| it.stream == line.stream) {
                return Err(Twice(line.stream.to_string()));
            }
            let stream = looking.stream(&line.stream)?;
            let theirs = stream.is_aligned()
                && stream.says.year == self.month.year()
                && stream.says.partner.as_ref() == Some(&self.partner);
            if !theirs {
                return Err(NotAligned(line.stream.clone()));
            }
        }
        Ok(())
    }
}

impl ReturnLineAsked {
    fn line(&self) -> ReturnLine {
        ReturnLine {
            allocation: self.allocation.clone(),
            spent: self.spent,
            forecast: self.forecast,
            outputs: self.outputs.as_ref().map(Prose::from),
        }
    }
}

impl Refusal for MakeReturnRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unfunded(unfunded) => unfunded.advice(),
            Self::Unticked(unticked) => unticked.advice(),
            NotOver(_) => Advice::new(
                "money/month-not-over",
                "month",
                "Hand it in on the last day of the month or after.",
            ),
            Accepted { clause, .. } => Advice::new(
                "money/closed-period",
                "month",
                "Ask the finance officer to reopen it, if it is wrong.",
            )
            .by(clause.as_deref()),
            NothingAllocated(..) => Advice::new(
                "money/nothing-allocated",
                "partner",
                "Choose a partner and a month for which money is allocated.",
            ),
            LeftOut(_) => Advice::new(
                "money/left-out",
                "lines",
                "Write what was spent of it; where nothing was, write 0.",
            ),
            Twice(_) => Advice::new("money/twice", "lines", "Write it once, with the sum."),
            NotTheirs(_) => Advice::new(
                "money/not-theirs",
                "lines",
                "Leave it out: a return speaks of the partner’s own allocations of that year.",
            ),
            NotAligned(_) => Advice::new(
                "money/not-aligned",
                "aligned",
                "Leave it out: a return speaks of aligned money that the partner keeps.",
            ),
            Overspent { clause, .. } => Advice::new(
                "money/overspent",
                "lines",
                "Write what was spent of the allocation; what goes beyond it the partner bears itself.",
            )
            .by(clause.as_deref()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    // Requirement: FU5 at /api/v1/{partnership}/acts
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let with = |change: fn(&mut MakeReturn)| {
            let mut asked = make_return("health", 1, 400);
            change(&mut asked);
            asked
        };
        let not = |it: Unfunded| Err(it.into());
        let may = || released().at("2007-05-02T09:00");
        let accepted = || returned(1, 400);
        rules([
            (may(), with(|_| ()), Ok(())),
            (may(), make_return("health", 1, 6_000), Ok(())),
            (
                released().at("2007-04-29T09:00"),
                with(|_| ()),
                Err(NotOver(period("2007-08-m1"))),
            ),
            (
                may(),
                make_return("health", 1, 6_001),
                Err(Overspent {
                    allocation: id("a-revenue-2007-1"),
                    spent: Pence::pounds(6_001),
                    allocated: Pence::pounds(6_000),
                    clause: Some("Controls".to_owned()),
                }),
            ),
            // A month that is accepted takes no other.
            (
                accepted(),
                with(|_| ()),
                Err(Accepted {
                    month: period("2007-08-m1"),
                    line: accepted().record.last,
                    clause: Some("Controls".to_owned()),
                }),
            ),
            // A year that is closed takes none at all.
            (
                year_closed(),
                make_return("health", 12, 0),
                not(Unfunded::Closed {
                    year: period("2007-08"),
                    line: year_closed().record.last,
                    clause: Some("Controls".to_owned()),
                }),
            ),
            (
                may(),
                with(|it| it.lines.clear()),
                Err(LeftOut(id("a-revenue-2007-1"))),
            ),
            (
                may(),
                with(|it| it.lines.push(it.lines[0].clone())),
                Err(Twice("a-revenue-2007-1".to_owned())),
            ),
            (
                may(),
                with(|it| it.lines[0].allocation = id("mars")),
                Err(NotTheirs(id("mars"))),
            ),
            (
                may(),
                with(|it| it.partner = id("council")),
                Err(NothingAllocated(id("council"), period("2007-08"))),
            ),
            (
                may(),
                with(|it| it.confirmations = vec![1, 2, 3]),
                Err(Unticked::Missing {
                    field: "confirmations",
                    missing: vec![4],
                    clause: Some("Assurance".to_owned()),
                }
                .into()),
            ),
            (
                may(),
                with(|it| it.confirmations.clear()),
                Err(Unticked::Missing {
                    field: "confirmations",
                    missing: vec![1, 2, 3, 4],
                    clause: Some("Assurance".to_owned()),
                }
                .into()),
            ),
            // Aligned money is told of too, by the partner that keeps it.
            (
                may(),
                with(|it| it.aligned.push(aligned("a-aligned-2007", 70))),
                Ok(()),
            ),
            (
                may(),
                with(|it| it.aligned.push(aligned("a-revenue-2007", 70))),
                Err(NotAligned(id("a-revenue-2007"))),
            ),
            (
                may(),
                with(|it| it.partner = id("mars")),
                not(Unfunded::NoSuchPartner(id("mars"))),
            ),
            (
                may(),
                with(|it| it.month = period("2007-08-q1")),
                not(Unfunded::NotAMonth(period("2007-08-q1"))),
            ),
        ]);
    }

    #[test]
    fn what_the_secretariat_hands_in_for_a_partner_is_marked() {
        let of = |by: Author| {
            let mut book = released().at("2007-05-02T09:00");
            book.minute.by = by;
            book.act(make_return("health", 1, 400)).unwrap();
            let money = &book.record.money;
            let last = money.last_return(&id("health"), period("2007-08-m1"));
            last.unwrap().says.on_behalf
        };
        assert!(!of(Author::Person(holder_of("board.health"))));
        assert!(of(Author::Person(person(900))));
    }

    // Requirement: FU9 at /api/v1/{partnership}/acts
    #[test]
    fn aligned_money_is_watched_and_never_moved() {
        let mut asked = make_return("health", 1, 400);
        asked.aligned.push(aligned("a-aligned-2007", 70));
        let book = released()
            .at("2007-05-02T09:00")
            .after(asked)
            .after(accept_return(1));
        let money = &book.record.money;
        let stream = id("a-aligned-2007");
        let told: Vec<_> = money.aligned_spending(&stream).collect();
        assert_eq!(
            told,
            [(period("2007-08-m1"), &id("health"), Pence::pounds(70))]
        );
        assert_eq!(money.sums_of_stream(&stream), super::super::Sums::default());
    }
}
