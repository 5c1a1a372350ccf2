//! The ledger: every posting, what stands on each account, and what went from one to another.

use imbl::{OrdMap, Vector};

use super::{Account, Pence, Posting, PostingNo};

/// Every posting, and what they come to.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    postings: Vector<Posting>,
    places: OrdMap<PostingNo, usize>,
    on: OrdMap<Account, Vector<usize>>,
    balances: OrdMap<Account, Pence>,
    flows: OrdMap<(Account, Account), Pence>,
}

impl Ledger {
    /// Takes in a posting.
    pub(super) fn post(&mut self, posting: Posting) {
        let place = self.postings.len();
        if let Some(undone) = posting
            .reverses
            .and_then(|no| self.places.get(&no).copied())
            && let Some(undone) = self.postings.get_mut(undone)
        {
            undone.reversed_by = Some(posting.no);
        }
        // What is undone did not go that way after all.
        let (way, went) = match posting.reverses {
            None => ((posting.from.clone(), posting.to.clone()), posting.pence),
            Some(_) => ((posting.to.clone(), posting.from.clone()), -posting.pence),
        };
        *self.flows.entry(way).or_default() += went;
        for (account, change) in [
            (&posting.from, -posting.pence),
            (&posting.to, posting.pence),
        ] {
            *self.balances.entry(account.clone()).or_default() += change;
            self.on.entry(account.clone()).or_default().push_back(place);
        }
        self.places.insert(posting.no, place);
        self.postings.push_back(posting);
    }

    /// What stands on an account.
    pub fn balance(&self, account: &Account) -> Pence {
        self.balances.get(account).copied().unwrap_or_default()
    }

    /// Every account that was ever used, with what stands on it, in the order of accounts.
    pub fn balances(&self) -> impl Iterator<Item = (&Account, Pence)> {
        self.balances
            .iter()
            .map(|(account, pence)| (account, *pence))
    }

    /// What went from one account to another and was not undone.
    pub fn went(&self, from: &Account, to: &Account) -> Pence {
        let way = (from.clone(), to.clone());
        self.flows.get(&way).copied().unwrap_or_default()
    }

    /// Every posting, in the order of the book.
    pub fn postings(&self) -> impl DoubleEndedIterator<Item = &Posting> + ExactSizeIterator {
        self.postings.iter()
    }

    /// The posting of that name.
    pub fn posting(&self, no: PostingNo) -> Option<&Posting> {
        self.postings.get(*self.places.get(&no)?)
    }

    /// The postings of an account, in the order of the book.
    pub fn postings_of<'a>(
        &'a self,
        account: &Account,
    ) -> impl DoubleEndedIterator<Item = &'a Posting> + use<'a> {
        let on = self.on.get(account).into_iter().flatten();
        on.filter_map(|place| self.postings.get(*place))
    }

    /// The postings that a line of the book made, in order.
    pub fn postings_at(&self, line: crate::LineNo) -> impl Iterator<Item = &Posting> {
        let places = (1..).map(move |place| PostingNo { line, place });
        places.map_while(|no| self.posting(no))
    }
}
