//! What an entry means for the accounts: which amounts go from where to where.
//!
//! Nothing else moves money. `verify.py` does the same again from an exported book.

use super::{Account, Because, Entry, Money, Pence, Transfer};
use crate::id::{AllocationId, StreamId};

fn transfer(from: Account, to: Account, pence: Pence, because: Because) -> Transfer {
    Transfer {
        from,
        to,
        pence,
        because,
        reverses: None,
    }
}

/// Between what the giver awarded and what is not allocated.
fn award(stream: &StreamId, pence: Pence, because: Because) -> Transfer {
    let (from, to) = (
        Account::Award(stream.clone()),
        Account::Available(stream.clone()),
    );
    transfer(from, to, pence, because)
}

/// The transfers that an entry makes, in order, by what the book said before it.
pub(super) fn transfers(money: &Money, entry: &Entry) -> Vec<Transfer> {
    let mut made = match entry {
        Entry::StreamOpened { stream, says } => opened(stream, says),
        Entry::AwardChanged { stream, pence, .. } => award_changed(money, stream, *pence),
        Entry::Allocated { allocation, says } => vec![transfer(
            Account::Available(says.stream.clone()),
            Account::Allocated(allocation.clone()),
            says.pence,
            Because::Allocated,
        )],
        Entry::AllocationReduced {
            allocation, pence, ..
        } => of_allocation(money, allocation, |stream| {
            transfer(
                Account::Allocated(allocation.clone()),
                Account::Available(stream),
                *pence,
                Because::AllocationReduced,
            )
        }),
        Entry::InstalmentReceived {
            stream,
            pence,
            reference,
            ..
        } => vec![transfer(
            Account::Giver(stream.clone()),
            Account::Held(stream.clone()),
            *pence,
            Because::InstalmentReceived(reference.to_string()),
        )],
        Entry::RepaidToGiver { stream, pence, .. } => vec![transfer(
            Account::Held(stream.clone()),
            Account::Giver(stream.clone()),
            *pence,
            Because::Repaid,
        )],
        Entry::PostingReversed { posting, .. } => undo(money, *posting).into_iter().collect(),
        Entry::ReturnAccepted { .. } | Entry::ReturnReopened { .. } => of_return(money, entry),
        _ => of_partner(money, entry),
    };
    made.retain(|transfer| transfer.pence > Pence::ZERO);
    made
}

/// Between the accountable body and a partner, and at a partner.
fn of_partner(money: &Money, entry: &Entry) -> Vec<Transfer> {
    let unspent = |allocation: &AllocationId, pence| {
        transfer(
            Account::WithPartner(allocation.clone()),
            Account::Returnable(allocation.clone()),
            pence,
            Because::UnspentDemanded,
        )
    };
    match entry {
        Entry::ReleaseApproved { release, .. } => {
            let release = money.release(release);
            release.map_or_else(Vec::new, |release| {
                of_allocation(money, &release.allocation, |stream| {
                    transfer(
                        Account::Held(stream),
                        Account::WithPartner(release.allocation.clone()),
                        release.pence,
                        Because::Released(release.id.clone()),
                    )
                })
            })
        }
        Entry::SpendingFoundIneligible {
            allocation, pence, ..
        } => vec![transfer(
            Account::Spent(allocation.clone()),
            Account::Returnable(allocation.clone()),
            *pence,
            Because::FoundIneligible,
        )],
        Entry::UnspentDemanded {
            allocation, pence, ..
        } => vec![unspent(allocation, *pence)],
        Entry::YearClosed { unspent: all, .. } => {
            let all = all.iter();
            all.map(|it| unspent(&it.allocation, it.pence)).collect()
        }
        Entry::MoneyReturned {
            allocation,
            pence,
            reference,
            ..
        } => of_allocation(money, allocation, |stream| {
            transfer(
                Account::Returnable(allocation.clone()),
                Account::Held(stream),
                *pence,
                Because::MoneyReturned(reference.to_string()),
            )
        }),
        _ => Vec::new(),
    }
}

/// What a stream's opening posts. Aligned money stays where it is.
pub(super) fn opened(stream: &StreamId, says: &super::StreamSays) -> Vec<Transfer> {
    if says.sort == crate::arrangements::StreamKind::Aligned {
        return Vec::new();
    }
    vec![award(stream, says.pence, Because::StreamOpened)]
}

/// The standing award is undone and the new one posted.
fn award_changed(money: &Money, stream: &StreamId, pence: Pence) -> Vec<Transfer> {
    let account = Account::Award(stream.clone());
    let standing = money.postings_of(&account).find(|posting| posting.stands());
    let undone = standing.and_then(|posting| undo(money, posting.no));
    let undone = undone.map(|undone| Transfer {
        because: Because::AwardChanged,
        ..undone
    });
    undone
        .into_iter()
        .chain([award(stream, pence, Because::AwardChanged)])
        .collect()
}

fn of_allocation(
    money: &Money,
    allocation: &AllocationId,
    make: impl FnOnce(StreamId) -> Transfer,
) -> Vec<Transfer> {
    let allocation = money.allocation(allocation);
    let made = allocation.map(|allocation| make(allocation.says.stream.clone()));
    made.into_iter().collect()
}

/// What a return says was spent is spent when it is accepted, and undone when it is reopened.
fn of_return(money: &Money, entry: &Entry) -> Vec<Transfer> {
    match entry {
        Entry::ReturnAccepted {
            partner,
            month,
            version,
            ..
        } => {
            let found = money.return_version(partner, *month, *version);
            let lines = found.iter().flat_map(|found| &found.says.lines);
            let spent = lines.map(|line| {
                transfer(
                    Account::WithPartner(line.allocation.clone()),
                    Account::Spent(line.allocation.clone()),
                    line.spent,
                    Because::ReturnAccepted(partner.clone(), *month),
                )
            });
            spent.collect()
        }
        Entry::ReturnReopened { partner, month, .. } => {
            let found = money.accepted_return(partner, *month);
            let Some((_, line)) = found else {
                return Vec::new();
            };
            let standing = money.ledger().postings_at(line);
            let standing = standing.filter(|posting| posting.stands());
            let undone = standing.filter_map(|posting| undo(money, posting.no));
            let because = Because::ReturnReopened(partner.clone(), *month);
            undone
                .map(|undone| Transfer {
                    because: because.clone(),
                    ..undone
                })
                .collect()
        }
        _ => Vec::new(),
    }
}

/// The opposite of a posting.
pub(super) fn undo(money: &Money, no: super::PostingNo) -> Option<Transfer> {
    let posting = money.posting(no)?;
    Some(Transfer {
        from: posting.to.clone(),
        to: posting.from.clone(),
        pence: posting.pence,
        because: Because::Reversed(no),
        reverses: Some(no),
    })
}
