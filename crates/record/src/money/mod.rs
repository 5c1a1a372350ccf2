//! The money: pooled and aligned, allocated by decision, released only when it should be (G07, funding
//! mechanisms and financial control).
//!
//! It is kept in double entry, in whole pence. A [`Posting`] is one transfer between two [`Account`]s, so
//! the accounts balance by construction; nothing is edited, only reversed. Which postings an entry makes is
//! told in one place, `post`; every figure is read off the [`Ledger`]. Whether money may go to a partner is
//! judged by the [`gate`], from what is in the book. Bank details are kept nowhere.

mod account;
mod allocate;
mod approve_release;
mod assurance;
mod change_award;
mod clawback;
mod close_year;
mod decided;
mod demand;
mod due;
mod entry;
mod foresee;
mod funds;
mod gate;
mod give_back;
mod judge_return;
mod keep;
mod kept;
mod known;
mod ledger;
mod make_return;
mod officer;
mod open_stream;
mod pence;
mod post;
mod propose_release;
mod record_instalment;
mod reduce_allocation;
mod reverse_posting;
mod sign_agreement;
mod state;
mod sums;
mod table;
mod ticked;
mod totals;
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

pub use allocate::{Allocate, AllocateRefused};
pub use approve_release::{
    ApproveRelease, ApproveReleaseRefused, DeclineRelease, seats_that_approve,
};
pub use assurance::{AssuranceRefused, GiveAssurance, JudgeAssurance};
pub use change_award::{ChangeAward, ChangeAwardRefused};
pub use close_year::{CloseYear, CloseYearRefused};
pub use decided::{Unallocated, decisions_to_agree, decisions_to_allocate};
pub use demand::{DemandRefused, DemandUnspent, FindIneligible};
pub use foresee::{AmendControls, CommentOnMoney, ExpectFunding, ForeseeRefused};
pub use give_back::{GiveBackRefused, RecordReturned, RepayGiver};
pub use judge_return::{AcceptReturn, JudgeReturnRefused, ReopenReturn, SendBackReturn};
pub use known::Unfunded;
pub use make_return::{MakeReturn, MakeReturnRefused, ReturnLineAsked};
pub use officer::OfficerAsked;
pub use open_stream::{OpenStream, OpenStreamRefused};
pub use propose_release::{ProposeRelease, ProposeReleaseRefused, Shut};
pub use record_instalment::{RecordInstalment, RecordInstalmentRefused};
pub use reduce_allocation::{ReduceAllocation, ReduceAllocationRefused};
pub use reverse_posting::{ReversePosting, ReversePostingRefused};
pub use sign_agreement::{SignAgreement, SignAgreementRefused};
pub use ticked::Unticked;

use crate::act::ActKind;

/// The acts of this module.
pub(crate) fn acts() -> Vec<ActKind> {
    vec![
        ActKind::of::<OpenStream>(),
        ActKind::of::<ChangeAward>(),
        ActKind::of::<Allocate>(),
        ActKind::of::<ReduceAllocation>(),
        ActKind::of::<SignAgreement>(),
        ActKind::of::<RecordInstalment>(),
        ActKind::of::<MakeReturn>(),
        ActKind::of::<AcceptReturn>(),
        ActKind::of::<SendBackReturn>(),
        ActKind::of::<ReopenReturn>(),
        ActKind::of::<GiveAssurance>(),
        ActKind::of::<JudgeAssurance>(),
        ActKind::of::<ProposeRelease>(),
        ActKind::of::<ApproveRelease>(),
        ActKind::of::<DeclineRelease>(),
        ActKind::of::<FindIneligible>(),
        ActKind::of::<DemandUnspent>(),
        ActKind::of::<RecordReturned>(),
        ActKind::of::<RepayGiver>(),
        ActKind::of::<ReversePosting>(),
        ActKind::of::<CloseYear>(),
        ActKind::of::<ExpectFunding>(),
        ActKind::of::<AmendControls>(),
        ActKind::of::<CommentOnMoney>(),
    ]
}
