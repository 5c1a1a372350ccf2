//! What the book keeps beside the ledger: agreements, instalments, returns, assurances, releases, demands.

use jiff::civil::Date;

use super::{AssuranceOffice, ExpectedSays, MoneyAbout, Officer, Pence, PostingNo, ReturnSays};
use crate::{
    Author, LineNo,
    id::{AllocationId, ExpectedId, PartnerId, PersonId, ReleaseId, SeatId, StreamId},
    meetings::PaperHash,
    plan::Period,
    prose::{Prose, Title},
};

/// A partner's funding agreement for a year.
#[derive(Debug, Clone)]
pub struct FundingAgreement {
    /// The partner.
    pub partner: PartnerId,
    /// The financial year.
    pub year: Period,
    /// Who signed.
    pub by: Officer,
    /// The numbers of the undertakings in the arrangements, from 1.
    pub undertakings: Vec<u16>,
    /// The document, where it was handed in.
    pub document: Option<PaperHash>,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// An instalment of a stream that was received.
#[derive(Debug, Clone)]
pub struct Instalment {
    /// The stream.
    pub stream: StreamId,
    /// The month that it is for.
    pub month: Period,
    /// How much.
    pub pence: Pence,
    /// The reference on the statement.
    pub reference: Title,
    /// Who authorised it.
    pub authorised_by: Option<Prose>,
    /// On which day it came in.
    pub on: Date,
    /// The line of the book, whose first posting it is.
    pub line: LineNo,
}

impl Instalment {
    /// Its posting.
    pub const fn posting(&self) -> PostingNo {
        PostingNo {
            line: self.line,
            place: 1,
        }
    }
}

/// A partner's return for a month.
#[derive(Debug, Clone)]
pub struct Return {
    /// What it says.
    pub says: ReturnSays,
    /// How far it has come.
    pub state: ReturnState,
    /// The line that made it.
    pub line: LineNo,
}

impl Return {
    /// Whether it is accepted.
    pub const fn is_accepted(&self) -> bool {
        matches!(self.state, ReturnState::Accepted { .. })
    }

    /// Whether it is accepted, or was until it was reopened: then it is public.
    pub const fn was_accepted(&self) -> bool {
        matches!(
            self.state,
            ReturnState::Accepted { .. } | ReturnState::Reopened { .. }
        )
    }

    /// Whether it waits to be judged.
    pub const fn is_waiting(&self) -> bool {
        matches!(self.state, ReturnState::Made)
    }
}

/// How far a return has come.
#[derive(Debug, Clone)]
pub enum ReturnState {
    /// It was handed in and waits to be judged.
    Made,
    /// It was accepted.
    Accepted {
        /// On which day.
        on: Date,
        /// The line of the book.
        line: LineNo,
    },
    /// It was sent back.
    SentBack {
        /// Why.
        why: Prose,
        /// On which day.
        on: Date,
        /// The line of the book.
        line: LineNo,
    },
    /// It was accepted, and reopened later.
    Reopened {
        /// Why.
        why: Prose,
        /// On which day.
        on: Date,
        /// The line of the book.
        line: LineNo,
    },
}

/// An assurance statement for a year.
#[derive(Debug, Clone)]
pub struct Assurance {
    /// The partner that gives it.
    pub partner: PartnerId,
    /// The financial year.
    pub year: Period,
    /// Who signed.
    pub by: Prose,
    /// In which office.
    pub office: AssuranceOffice,
    /// What it says.
    pub words: Prose,
    /// The document, where it was handed in.
    pub document: Option<PaperHash>,
    /// To whom, where the accountable body gives it to whoever gave the money.
    pub to: Option<Title>,
    /// What it was judged; none: not yet.
    pub judged: Option<Judgement>,
    /// On which day it was given.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

impl Assurance {
    /// Whether it was found satisfactory.
    pub fn is_satisfactory(&self) -> bool {
        self.judged
            .as_ref()
            .is_some_and(|judged| judged.satisfactory)
    }
}

/// What an assurance statement was judged.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// Whether it will do.
    pub satisfactory: bool,
    /// Why.
    pub why: Prose,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// A release of money to a partner, proposed or made.
#[derive(Debug, Clone)]
pub struct Release {
    /// Its name.
    pub id: ReleaseId,
    /// The allocation.
    pub allocation: AllocationId,
    /// The month that it is for.
    pub month: Period,
    /// How much.
    pub pence: Pence,
    /// Who proposed it.
    pub person: PersonId,
    /// For which organisation.
    pub organisation: PartnerId,
    /// On which day it was proposed.
    pub on: Date,
    /// The line that proposed it.
    pub line: LineNo,
    /// How far it has come.
    pub state: ReleaseState,
}

/// How far a release has come.
#[derive(Debug, Clone)]
pub enum ReleaseState {
    /// It waits for the second person.
    Proposed,
    /// It was approved, and the money went.
    Approved {
        /// Who approved it.
        person: PersonId,
        /// For which organisation.
        organisation: PartnerId,
        /// From which seat.
        seat: SeatId,
        /// On which day.
        on: Date,
        /// The line of the book, whose first posting it is.
        line: LineNo,
    },
    /// It was declined or taken back.
    Declined {
        /// From which seat; none: it was taken back.
        seat: Option<SeatId>,
        /// Why.
        why: Prose,
        /// On which day.
        on: Date,
        /// The line of the book.
        line: LineNo,
    },
    /// It was made, and its posting was reversed.
    Reversed {
        /// The line of the book.
        line: LineNo,
    },
}

impl Release {
    /// Whether it waits for the second person.
    pub const fn is_proposed(&self) -> bool {
        matches!(self.state, ReleaseState::Proposed)
    }
}

/// What money is demanded back for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DemandKind {
    /// It was spent on what is not eligible.
    Ineligible,
    /// It was not spent.
    Unspent,
}

impl DemandKind {
    /// The words for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ineligible => "Spent on what is not eligible",
            Self::Unspent => "Not spent",
        }
    }
}

/// Money that was demanded back.
#[derive(Debug, Clone)]
pub struct Demand {
    /// The allocation.
    pub allocation: AllocationId,
    /// What for.
    pub kind: DemandKind,
    /// How much.
    pub pence: Pence,
    /// Why; none: the year was closed.
    pub why: Option<Prose>,
    /// By when it has to come back.
    pub due: Date,
    /// On which day it was demanded.
    pub on: Date,
    /// Its posting.
    pub posting: PostingNo,
}

/// A demand, with what came back of it: money returned settles the oldest demand first.
#[derive(Debug, Clone)]
pub struct Clawback<'r> {
    /// The demand.
    pub demand: &'r Demand,
    /// What came back of it so far.
    pub returned: Pence,
    /// Whether its day has passed and it has not all come back.
    pub overdue: bool,
}

impl Clawback<'_> {
    /// What is still to come back.
    pub fn outstanding(&self) -> Pence {
        self.demand.pence - self.returned
    }
}

/// That a financial year was closed.
#[derive(Debug, Clone, Copy)]
pub struct YearClosing {
    /// The year.
    pub year: Period,
    /// By when what was unspent has to come back.
    pub due: Date,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// Funding that is expected to be pooled later, each time something became known of it.
#[derive(Debug, Clone)]
pub struct Expected {
    /// Its name.
    pub id: ExpectedId,
    /// What is known, oldest first, with the line of the book.
    pub told: imbl::Vector<(LineNo, ExpectedSays)>,
}

impl Expected {
    /// What is known of it now.
    pub fn now(&self) -> Option<&ExpectedSays> {
        self.told.last().map(|(_, says)| says)
    }
}

/// A version of the financial controls.
#[derive(Debug, Clone)]
pub struct Controls {
    /// Its number, from 1.
    pub version: u16,
    /// By whom.
    pub by: PartnerId,
    /// From which day it holds.
    pub from: Date,
    /// What it says.
    pub says: Prose,
    /// The line of the book.
    pub line: LineNo,
}

/// What was said about how the money of a month goes.
#[derive(Debug, Clone)]
pub struct MoneyComment {
    /// What it is about.
    pub about: MoneyAbout,
    /// The month.
    pub month: Period,
    /// What was said.
    pub words: Prose,
    /// By whom.
    pub by: Author,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}
