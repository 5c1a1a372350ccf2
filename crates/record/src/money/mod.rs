//! The money: pooled and aligned, allocated by decision, released only when it should be (G07, funding
//! mechanisms and financial control).
//!
//! It is kept in double entry, in whole pence. A [`Posting`] is one transfer between two [`Account`]s, so
//! the accounts balance by construction; nothing is edited, only reversed. Which postings an entry makes is
//! told in one place, `post`; every figure is read off the [`Ledger`]. Whether money may go to a partner is
//! judged by the [`gate`], from what is in the book. Bank details are kept nowhere.

mod account;
mod clawback;
mod due;
mod entry;
mod funds;
mod gate;
mod keep;
mod kept;
mod ledger;
mod pence;
mod post;
mod state;
mod sums;
mod table;
mod variance;

pub use account::{Account, Because, NotAPosting, NotAnAccount, Posting, PostingNo, Transfer};
pub use due::{Due, DueState};
pub use entry::{
    AlignedLine, AllocationSays, AssuranceOffice, Entry, ExpectedSays, ExpectedState, MoneyAbout,
    Officer, ReturnLine, ReturnSays, StreamSays, Unspent,
};
pub use funds::{Allocation, AwardChange, Reduction, Stream};
pub use gate::{Condition, Gate, gate};
pub use kept::{
    Assurance, Clawback, Controls, Demand, DemandKind, Expected, FundingAgreement, Instalment,
    Judgement, MoneyComment, Release, ReleaseState, Return, ReturnState, YearClosing,
};
pub use ledger::Ledger;
pub use pence::{NotPence, Pence};
pub use state::Money;
pub use sums::Sums;
pub use table::{FundsRow, FundsSums, FundsTable, funds_table};
pub use variance::{MonthSpend, Variance};

use crate::act::ActKind;

/// The acts of this module.
pub(crate) fn acts() -> Vec<ActKind> {
    vec![]
}
