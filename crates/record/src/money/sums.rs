//! What an allocation, a stream or any number of them come to.
//!
//! Every figure of a page is one of these or a sum of them, and each is read off the ledger, so that it
//! can be opened to its postings.

use std::{iter::Sum, ops::Add};

use serde::Serialize;

use super::Pence;

/// What money came to, in pence. An allocation alone has no award and nothing held.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Sums {
    /// What was awarded.
    pub award: Pence,
    /// What is allocated to partners.
    pub allocated: Pence,
    /// What is awarded and not allocated.
    pub available: Pence,
    /// What came in from the giver.
    pub received: Pence,
    /// What went back to the giver.
    pub repaid: Pence,
    /// What the accountable body holds.
    pub held: Pence,
    /// What was released to partners.
    pub released: Pence,
    /// What partners returned.
    pub returned: Pence,
    /// What partners have and have not spent; less than nothing where they spent ahead of a release.
    pub with_partner: Pence,
    /// What partners spent, by returns that were accepted.
    pub spent: Pence,
    /// What partners have to give back.
    pub returnable: Pence,
}

impl Sums {
    /// What is released and was not returned.
    pub fn passed_on(&self) -> Pence {
        self.released - self.returned
    }

    /// What is allocated and may still be released.
    pub fn to_release(&self) -> Pence {
        self.allocated - self.passed_on()
    }

    /// What was received and not repaid.
    pub fn kept(&self) -> Pence {
        self.received - self.repaid
    }

    /// The first law that does not hold of a whole stream, in words; none: all hold.
    pub fn broken(&self) -> Option<&'static str> {
        let laws = [
            (
                self.kept() == self.held + self.released - self.returned,
                "what was received is held, or released and not returned",
            ),
            (
                self.award == self.available + self.allocated && !self.available.is_negative(),
                "no more is allocated than was awarded",
            ),
            (
                !self.held.is_negative(),
                "what is held is never less than nothing",
            ),
            (
                self.kept() <= self.award,
                "no more is received than was awarded",
            ),
        ];
        let broken = laws.into_iter().find(|(holds, _)| !holds);
        broken.map(|(_, law)| law).or_else(|| self.overdrawn())
    }

    /// The first law that does not hold of an allocation, in words; none: all hold.
    pub fn overdrawn(&self) -> Option<&'static str> {
        let laws = [
            (
                self.passed_on() <= self.allocated,
                "no more is released than was allocated",
            ),
            (
                self.spent + self.returnable + self.with_partner == self.passed_on(),
                "what was released is spent, with the partner, or to be returned",
            ),
            (
                self.returnable <= self.passed_on(),
                "no more is to be returned than was passed on",
            ),
            (
                self.spent <= self.allocated,
                "no more is spent than was allocated",
            ),
            (
                !self.spent.is_negative() && !self.returnable.is_negative(),
                "nothing is spent or to be returned that was not there",
            ),
        ];
        let broken = laws.into_iter().find(|(holds, _)| !holds);
        broken.map(|(_, law)| law)
    }
}

impl Add for Sums {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            award: self.award + other.award,
            allocated: self.allocated + other.allocated,
            available: self.available + other.available,
            received: self.received + other.received,
            repaid: self.repaid + other.repaid,
            held: self.held + other.held,
            released: self.released + other.released,
            returned: self.returned + other.returned,
            with_partner: self.with_partner + other.with_partner,
            spent: self.spent + other.spent,
            returnable: self.returnable + other.returnable,
        }
    }
}

impl Sum for Sums {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Self::add)
    }
}
