//! The accounts of a year: every balance, and the postings that it opens to.

use jiff::civil::Date;
use record::{
    LineNo,
    money::{Account, Because, Pence, Posting, PostingNo, Sums},
    plan::Period,
};
use serde::Serialize;

use super::{Eyes, YearsView};
use crate::Reading;

/// An account, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccountRef {
    /// Its name: `held/a-revenue-2006`.
    pub id: String,
    /// What it is: "Held by the accountable body".
    pub says: &'static str,
    /// What it is of: a stream's title, or a partner and purpose.
    pub of: String,
}

pub(super) fn account_ref(eyes: &Eyes<'_>, account: &Account) -> AccountRef {
    let stream = account.stream().and_then(|id| eyes.money.stream(id));
    let allocation = account
        .allocation()
        .and_then(|id| eyes.money.allocation(id));
    let of = match (stream, allocation) {
        (Some(stream), _) => stream.says.title.to_string(),
        (None, Some(allocation)) => {
            let partner = eyes.partner(&allocation.says.partner);
            format!("{}: {}", partner.name, allocation.says.purpose.shown())
        }
        (None, None) => String::new(),
    };
    AccountRef {
        id: account.to_string(),
        says: account.says(),
        of,
    }
}

/// An account with what stands on it.
#[derive(Debug, Clone, Serialize)]
pub struct AccountLine {
    /// The account.
    pub account: AccountRef,
    /// What stands on it: less than nothing for what money comes from.
    pub balance: Pence,
    /// How many postings it opens to.
    pub postings: usize,
}

/// The accounts of a year.
#[derive(Debug, Clone, Serialize)]
pub struct AccountsView {
    /// The year.
    pub years: YearsView,
    /// What is promised: awarded, not yet allocated, allocated.
    pub promised: Vec<AccountLine>,
    /// The money itself.
    pub money: Vec<AccountLine>,
    /// What all of them come to together: nothing, when every pound is somewhere.
    pub together: Pence,
    /// What it all comes to.
    pub sums: Sums,
    /// How many postings the year has.
    pub postings: usize,
    /// The laws that hold, in words, with the figures of the year.
    pub laws: Vec<String>,
}

/// A posting.
#[derive(Debug, Clone, Serialize)]
pub struct PostingView {
    /// Its name: `120.1`.
    pub no: PostingNo,
    /// From which account.
    pub from: AccountRef,
    /// To which.
    pub to: AccountRef,
    /// How much.
    pub pence: Pence,
    /// On which day.
    pub on: Date,
    /// Why: "an instalment was received".
    pub because: &'static str,
    /// The reference on a statement, where there is one.
    pub reference: Option<String>,
    /// Where to read of what it comes from, below the partnership.
    pub source: Option<String>,
    /// The posting that it undoes.
    pub reverses: Option<PostingNo>,
    /// The posting that undid it.
    pub reversed_by: Option<PostingNo>,
    /// The line of the book.
    pub line: LineNo,
}

/// An account with its postings.
#[derive(Debug, Clone, Serialize)]
pub struct LedgerView {
    /// The account.
    pub account: AccountRef,
    /// What it is of, below the partnership.
    pub of: Option<String>,
    /// The year.
    pub year: Option<Period>,
    /// Its postings, oldest first, each with what it adds and what stood on the account after it.
    pub postings: Vec<(PostingView, Pence, Pence)>,
    /// What stands on it.
    pub balance: Pence,
}

/// The accounts of a year.
pub fn accounts(reading: &Reading, asked: Option<Period>) -> AccountsView {
    let eyes = Eyes::of(reading);
    let years = eyes.years(asked);
    let of_year = |account: &Account| {
        let stream = eyes.money.stream_of(account);
        stream.is_some_and(|stream| stream.says.year == years.shown)
    };
    let all = eyes.money.ledger().balances();
    let all = all.filter(|(account, _)| of_year(account));
    let mut together = Pence::ZERO;
    let (mut promised, mut money) = (Vec::new(), Vec::new());
    for (account, balance) in all {
        together += balance;
        let line = AccountLine {
            account: account_ref(&eyes, account),
            balance,
            postings: eyes.money.postings_of(account).count(),
        };
        match account {
            Account::Award(_) | Account::Available(_) | Account::Allocated(_) => {
                promised.push(line)
            }
            _ => money.push(line),
        }
    }
    let sums = eyes.money.sums_of_year(years.shown);
    let laws = vec![
        format!(
            "Awarded {} = allocated {} + not yet allocated {}",
            sums.award, sums.allocated, sums.available
        ),
        format!(
            "Received {} − repaid {} = held {} + released {} − returned {}",
            sums.received, sums.repaid, sums.held, sums.released, sums.returned
        ),
        format!(
            "Released {} − returned {} = spent {} + with partners {} + to be returned {}",
            sums.released, sums.returned, sums.spent, sums.with_partner, sums.returnable
        ),
    ];
    AccountsView {
        postings: postings(&eyes, years.shown).count(),
        sums,
        promised,
        money,
        together,
        laws,
        years,
    }
}

fn postings<'r>(eyes: &Eyes<'r>, year: Period) -> impl Iterator<Item = &'r Posting> + use<'r> {
    let all = eyes.money.ledger().postings();
    all.filter(move |posting| posting.year == year)
}

/// Every posting of a year, oldest first.
pub fn postings_of_year(reading: &Reading, year: Period) -> Vec<PostingView> {
    let eyes = Eyes::of(reading);
    postings(&eyes, year)
        .map(|it| PostingView::of(&eyes, it))
        .collect()
}

/// An account with its postings. None when nothing was ever posted on it.
pub fn ledger_of(reading: &Reading, account: &Account) -> Option<LedgerView> {
    let eyes = Eyes::of(reading);
    let mut balance = Pence::ZERO;
    let mut rows = Vec::new();
    for posting in eyes.money.postings_of(account) {
        let adds = posting.adds_to(account);
        balance += adds;
        rows.push((PostingView::of(&eyes, posting), adds, balance));
    }
    if rows.is_empty() {
        return None;
    }
    let stream = account.stream().map(|id| format!("/money/streams/{id}"));
    let allocation = account
        .allocation()
        .map(|id| format!("/money/allocations/{id}"));
    Some(LedgerView {
        account: account_ref(&eyes, account),
        of: stream.or(allocation),
        year: eyes.money.stream_of(account).map(|stream| stream.says.year),
        postings: rows,
        balance,
    })
}

impl PostingView {
    fn of(eyes: &Eyes<'_>, posting: &Posting) -> Self {
        let reference = match &posting.because {
            Because::InstalmentReceived(reference) | Because::MoneyReturned(reference) => {
                Some(reference.clone())
            }
            _ => None,
        };
        let source = match &posting.because {
            Because::Released(release) => Some(format!("/money/releases/{release}")),
            Because::ReturnAccepted(partner, month) | Because::ReturnReopened(partner, month) => {
                Some(format!("/money/returns/{partner}/{month}"))
            }
            Because::Allocated | Because::AllocationReduced => {
                let made = posting
                    .to
                    .allocation()
                    .or_else(|| posting.from.allocation());
                made.map(|id| format!("/money/allocations/{id}"))
            }
            _ => None,
        };
        Self {
            no: posting.no,
            from: account_ref(eyes, &posting.from),
            to: account_ref(eyes, &posting.to),
            pence: posting.pence,
            on: posting.on,
            because: posting.because.says(),
            reference,
            source,
            reverses: posting.reverses,
            reversed_by: posting.reversed_by,
            line: posting.no.line,
        }
    }
}
