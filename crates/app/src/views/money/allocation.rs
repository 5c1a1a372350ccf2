//! An allocation: its balances, each open to its postings, the decision behind it, and how its spending
//! goes.

use jiff::civil::Date;
use record::{
    LineNo,
    id::{AllocationId, DecisionId},
    money::{Account, MoneyAbout, Pence},
    plan::{Every, Period},
};
use serde::Serialize;

use super::{AccountRef, AllocationLine, ClawbackLine, Eyes, ReleaseLine, accounts::account_ref};
use crate::{Reading, views::actions::author};

/// An allocation with all that became of it.
#[derive(Debug, Clone, Serialize)]
pub struct AllocationView {
    /// What a list shows of it.
    #[serde(flatten)]
    pub line: AllocationLine,
    /// The decision that allocated it, as it is named.
    pub decided: DecisionId,
    /// The same, where the public may read of it.
    pub decision: Option<DecisionId>,
    /// Its accounts, each with what stands on it.
    pub accounts: Vec<(AccountRef, Pence)>,
    /// Each time it was reduced: by how much, why, the day and the line.
    pub reductions: Vec<(Pence, String, Date, LineNo)>,
    /// What was meant to be spent in each month, and what was.
    pub months: Vec<MonthLine>,
    /// What was meant to be spent by now.
    pub planned: Pence,
    /// What was spent by now, by accepted returns, less what was found ineligible.
    pub spent: Pence,
    /// The two compared: "£500 less than planned".
    pub variance: String,
    /// What the last accepted return forecasts for the end of the year.
    pub forecast: Option<Pence>,
    /// Its releases, the latest first.
    pub releases: Vec<ReleaseLine>,
    /// What was demanded back of it.
    pub demands: Vec<ClawbackLine>,
    /// What was said of it, the latest first.
    pub comments: Vec<CommentView>,
    /// The line that made it.
    pub made: LineNo,
}

/// A month of an allocation.
#[derive(Debug, Clone, Serialize)]
pub struct MonthLine {
    /// The month.
    pub month: Period,
    /// As it is said.
    pub said: String,
    /// What was meant to be spent.
    pub planned: Pence,
    /// What was spent, by an accepted return; none: there is none.
    pub spent: Option<Pence>,
    /// What that return forecasts for the end of the year.
    pub forecast: Option<Pence>,
}

/// What was said about how the money of a month goes.
#[derive(Debug, Clone, Serialize)]
pub struct CommentView {
    /// The month as it is said.
    pub said: String,
    /// What was said.
    pub words: String,
    /// By whom.
    pub by: String,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// What was said about something, the latest first.
pub(super) fn comments(eyes: &Eyes<'_>, about: &MoneyAbout) -> Vec<CommentView> {
    let all = eyes.money.comments(about).rev();
    all.map(|it| CommentView {
        said: eyes.said(it.month),
        words: it.words.shown().to_owned(),
        by: author(eyes.reading, &it.by),
        on: it.on,
        line: it.line,
    })
    .collect()
}

/// How two amounts compare: "£500 less than planned".
pub(super) fn compared(spent: Pence, planned: Pence) -> String {
    let over = spent - planned;
    if over.is_zero() {
        "as planned".to_owned()
    } else if over.is_negative() {
        format!("{} less than planned", -over)
    } else {
        format!("{over} more than planned")
    }
}

/// An allocation.
pub fn allocation(reading: &Reading, id: &AllocationId) -> Option<AllocationView> {
    let eyes = Eyes::of(reading);
    let allocation = eyes.money.allocation(id)?;
    let upto = Period::last_ended(eyes.today, Every::Month, eyes.starts);
    let variance = eyes.money.variance(allocation, upto);
    let sums = eyes.money.sums_of_allocation(id);
    let accounts = [
        Account::Allocated(id.clone()),
        Account::WithPartner(id.clone()),
        Account::Spent(id.clone()),
        Account::Returnable(id.clone()),
    ];
    let releases = eyes
        .money
        .releases()
        .rev()
        .filter(|it| it.allocation == *id);
    let months = eyes.money.months_of(allocation).into_iter();
    Some(AllocationView {
        line: AllocationLine::of(&eyes, allocation),
        decided: allocation.says.decision.clone(),
        decision: eyes.decision(&allocation.says.decision),
        accounts: accounts
            .iter()
            .map(|account| (account_ref(&eyes, account), eyes.money.balance(account)))
            .collect(),
        reductions: allocation
            .reductions
            .iter()
            .map(|it| (it.pence, it.why.shown().to_owned(), it.on, it.line))
            .collect(),
        months: months
            .map(|it| MonthLine {
                month: it.month,
                said: eyes.said(it.month),
                planned: it.planned,
                spent: it.spent,
                forecast: it.forecast,
            })
            .collect(),
        planned: variance.planned,
        spent: sums.spent,
        variance: compared(sums.spent, variance.planned),
        forecast: variance.forecast,
        releases: releases.map(|it| ReleaseLine::of(&eyes, it)).collect(),
        demands: super::beside::demands(&eyes, |of| of == id),
        comments: comments(&eyes, &MoneyAbout::Allocation(id.clone())),
        made: allocation.line,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_compared_in_words() {
        for (spent, planned, words) in [
            (500, 500, "as planned"),
            (0, 500, "£500 less than planned"),
            (750, 500, "£250 more than planned"),
        ] {
            assert_eq!(
                compared(Pence::pounds(spent), Pence::pounds(planned)),
                words
            );
        }
    }
}
