//! Accounts, and the postings that move money from one to another.
//!
//! A posting is one transfer, so it balances by itself: whatever leaves one account arrives in another,
//! and all accounts together always come to nothing.

use std::{fmt, str::FromStr};

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Pence;
use crate::{
    LineNo,
    id::{AllocationId, PartnerId, ReleaseId, StreamId},
    plan::Period,
};

/// Where money is, or what is promised of it.
///
/// What is promised goes from `Award` to `Available` to `Allocated`. The money itself goes from `Giver` to
/// `Held` to `WithPartner` to `Spent`, and back by `Returnable`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// What the giver awarded: less than nothing by all that was awarded.
    Award(StreamId),
    /// What is awarded and not allocated.
    Available(StreamId),
    /// What is allocated to a partner.
    Allocated(AllocationId),
    /// Whoever gives: less than nothing by what was received and not repaid.
    Giver(StreamId),
    /// What the accountable body holds.
    Held(StreamId),
    /// What a partner has and has not spent; less than nothing by what it spent ahead of a release.
    WithPartner(AllocationId),
    /// What a partner spent, by returns that were accepted.
    Spent(AllocationId),
    /// What a partner has to give back.
    Returnable(AllocationId),
}

impl Account {
    /// The word for accounts of its kind, as it stands in addresses: `with-partner`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Award(_) => "award",
            Self::Available(_) => "available",
            Self::Allocated(_) => "allocated",
            Self::Giver(_) => "giver",
            Self::Held(_) => "held",
            Self::WithPartner(_) => "with-partner",
            Self::Spent(_) => "spent",
            Self::Returnable(_) => "returnable",
        }
    }

    /// The words for it on a page: "With the partner".
    pub const fn says(&self) -> &'static str {
        match self {
            Self::Award(_) => "Awarded",
            Self::Available(_) => "Not yet allocated",
            Self::Allocated(_) => "Allocated",
            Self::Giver(_) => "From the giver",
            Self::Held(_) => "Held by the accountable body",
            Self::WithPartner(_) => "With the partner",
            Self::Spent(_) => "Spent",
            Self::Returnable(_) => "To be returned",
        }
    }

    /// The stream that it is of, where it is of a whole one.
    pub const fn stream(&self) -> Option<&StreamId> {
        match self {
            Self::Award(stream)
            | Self::Available(stream)
            | Self::Giver(stream)
            | Self::Held(stream) => Some(stream),
            _ => None,
        }
    }

    /// The allocation that it is of, where it is of one.
    pub const fn allocation(&self) -> Option<&AllocationId> {
        match self {
            Self::Allocated(allocation)
            | Self::WithPartner(allocation)
            | Self::Spent(allocation)
            | Self::Returnable(allocation) => Some(allocation),
            _ => None,
        }
    }

    /// Whether it may be less than nothing: what money comes from, and what a partner spent ahead of its
    /// releases.
    pub const fn may_be_less_than_nothing(&self) -> bool {
        matches!(self, Self::Award(_) | Self::Giver(_) | Self::WithPartner(_))
    }
}

impl fmt::Display for Account {
    /// Its word and what it is of: `held/a-revenue-2006`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = match (self.stream(), self.allocation()) {
            (Some(stream), _) => stream.as_str(),
            (None, Some(allocation)) => allocation.as_str(),
            (None, None) => "",
        };
        write!(f, "{}/{of}", self.word())
    }
}

/// Why a text is not the name of an account.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not an account: write its kind and what it is of, such as held/a-revenue-2006")]
pub struct NotAnAccount(String);

impl FromStr for Account {
    type Err = NotAnAccount;

    fn from_str(text: &str) -> Result<Self, NotAnAccount> {
        let not = || NotAnAccount(text.chars().take(80).collect());
        let (word, of) = text.split_once('/').ok_or_else(not)?;
        let stream = || StreamId::new(of).map_err(|_| not());
        let allocation = || AllocationId::new(of).map_err(|_| not());
        Ok(match word {
            "award" => Self::Award(stream()?),
            "available" => Self::Available(stream()?),
            "giver" => Self::Giver(stream()?),
            "held" => Self::Held(stream()?),
            "allocated" => Self::Allocated(allocation()?),
            "with-partner" => Self::WithPartner(allocation()?),
            "spent" => Self::Spent(allocation()?),
            "returnable" => Self::Returnable(allocation()?),
            _ => return Err(not()),
        })
    }
}

/// The name of a posting: the line of the book, and its place in it from 1. Written `120.1`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PostingNo {
    /// The line of the book.
    pub line: LineNo,
    /// Which of the line's postings it is, from 1.
    pub place: u16,
}

impl fmt::Display for PostingNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.line, self.place)
    }
}

impl fmt::Debug for PostingNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Why a text is not the name of a posting.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a posting: write the line of the book and its place there, such as 120.1")]
pub struct NotAPosting(String);

impl FromStr for PostingNo {
    type Err = NotAPosting;

    fn from_str(text: &str) -> Result<Self, NotAPosting> {
        let read = || {
            let (line, place) = text.split_once('.')?;
            let read = Self {
                line: line.parse().ok()?,
                place: place.parse().ok()?,
            };
            (read.to_string() == text && read.place > 0).then_some(read)
        };
        read().ok_or_else(|| NotAPosting(text.chars().take(40).collect()))
    }
}

impl Serialize for PostingNo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PostingNo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for PostingNo {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "posting".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "A posting: the line of the book and its place there, such as 120.1.",
            "pattern": "^[0-9]+\\.[1-9][0-9]*$",
        })
    }
}

/// Why money moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Because {
    /// A stream was opened.
    StreamOpened,
    /// Its award changed.
    AwardChanged,
    /// It was allocated.
    Allocated,
    /// Less of it is allocated.
    AllocationReduced,
    /// An instalment came in, under this reference.
    InstalmentReceived(String),
    /// It was released.
    Released(ReleaseId),
    /// A partner's return for a month was accepted.
    ReturnAccepted(PartnerId, Period),
    /// A return was reopened.
    ReturnReopened(PartnerId, Period),
    /// What it was spent on was found ineligible.
    FoundIneligible,
    /// It was not spent and is demanded back.
    UnspentDemanded,
    /// It was returned, under this reference.
    MoneyReturned(String),
    /// It was repaid to the giver.
    Repaid,
    /// A posting was reversed.
    Reversed(PostingNo),
}

impl Because {
    /// As it is said: "an instalment was received".
    pub const fn says(&self) -> &'static str {
        match self {
            Self::StreamOpened => "the stream was opened",
            Self::AwardChanged => "the award was changed",
            Self::Allocated => "it was allocated",
            Self::AllocationReduced => "the allocation was reduced",
            Self::InstalmentReceived(_) => "an instalment was received",
            Self::Released(_) => "a release was approved",
            Self::ReturnAccepted(..) => "a return was accepted",
            Self::ReturnReopened(..) => "a return was reopened",
            Self::FoundIneligible => "spending was found ineligible",
            Self::UnspentDemanded => "unspent money was demanded back",
            Self::MoneyReturned(_) => "money was returned",
            Self::Repaid => "it was repaid to the giver",
            Self::Reversed(_) => "a posting was reversed",
        }
    }
}

/// What one transfer moves: what an entry of the book means for the accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// From which account.
    pub from: Account,
    /// To which.
    pub to: Account,
    /// How much: more than nothing.
    pub pence: Pence,
    /// Why.
    pub because: Because,
    /// The posting that it undoes, where it undoes one.
    pub reverses: Option<PostingNo>,
}

/// One transfer from one account to another, as the book says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    /// Its name: the line of the book, and its place there.
    pub no: PostingNo,
    /// From which account.
    pub from: Account,
    /// To which.
    pub to: Account,
    /// How much: more than nothing.
    pub pence: Pence,
    /// The stream of which the money is.
    pub stream: StreamId,
    /// The financial year of the stream.
    pub year: Period,
    /// On which day.
    pub on: Date,
    /// Why.
    pub because: Because,
    /// The posting that it undoes, where it undoes one.
    pub reverses: Option<PostingNo>,
    /// The posting that undid it, where one did.
    pub reversed_by: Option<PostingNo>,
}

impl Posting {
    /// What it adds to an account: less than nothing where it takes from it.
    pub fn adds_to(&self, account: &Account) -> Pence {
        let into = if self.to == *account {
            self.pence
        } else {
            Pence::ZERO
        };
        let out = if self.from == *account {
            self.pence
        } else {
            Pence::ZERO
        };
        into - out
    }

    /// Whether it stands: it undoes nothing and was not undone.
    pub const fn stands(&self) -> bool {
        self.reverses.is_none() && self.reversed_by.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_and_postings_are_read_back_as_written() {
        for text in [
            "award/s",
            "available/s",
            "giver/s",
            "held/a-revenue-2006",
            "allocated/a-1",
            "with-partner/a-1",
            "spent/a-1",
            "returnable/a-1",
        ] {
            assert_eq!(text.parse::<Account>().unwrap().to_string(), text);
        }
        for text in ["", "held", "held/", "held/A", "hold/s", "held/s/t"] {
            assert!(text.parse::<Account>().is_err(), "{text}");
        }
        assert_eq!("120.1".parse::<PostingNo>().unwrap().to_string(), "120.1");
        for text in ["", "120", "120.0", "0120.1", "120.1.1", "-1.1", "120.99999"] {
            assert!(text.parse::<PostingNo>().is_err(), "{text}");
        }
    }
}
