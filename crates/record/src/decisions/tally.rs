//! Counting a vote: how many were for it, of how many, and whether that carries (G07, para 20-21).
//!
//! Whole numbers only. "75% of attendees or more" with the base `present` is
//! for / (voters entitled and present) >= 3/4; who abstains counts in the base, who is absent does
//! not. Who is entitled and present is worked out by the caller.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::arrangements::{Tie, VoteBase, VoteRule};

/// How someone votes.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Vote {
    /// For the motion.
    For,
    /// Against it.
    Against,
    /// Neither.
    Abstain,
}

/// The count of a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Votes for.
    #[serde(rename = "for")]
    pub in_favour: u32,
    /// Votes against.
    pub against: u32,
    /// Abstentions declared.
    pub abstained: u32,
    /// Entitled and present, and said nothing.
    pub silent: u32,
    /// What the share is a share of.
    pub base: u32,
    /// The fewest votes for that carry.
    pub needed: u32,
}

impl Tally {
    /// Whether as many voted for as against. Where nobody did either there is nothing to break.
    pub fn tied(&self) -> bool {
        self.in_favour == self.against && self.in_favour > 0
    }
}

/// What came of a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The motion carried.
    Carried,
    /// It did not.
    NotCarried,
    /// As many were for as against, and it did not carry.
    Tied,
}

/// Counts the votes. `present` are those entitled who are in the room when the vote closes; a vote
/// that was cast before its voter left stays counted, and its voter in the base.
pub fn count<Voter: Ord>(
    rule: &VoteRule,
    entitled: &BTreeSet<Voter>,
    present: &BTreeSet<Voter>,
    ballots: &BTreeMap<Voter, Vote>,
) -> Tally {
    let cast = |vote: Vote| ballots.values().filter(|cast| **cast == vote).count() as u32;
    let (in_favour, against, abstained) =
        (cast(Vote::For), cast(Vote::Against), cast(Vote::Abstain));
    let silent = present
        .iter()
        .filter(|voter| !ballots.contains_key(voter))
        .count() as u32;
    let base = match rule.of {
        VoteBase::Present => ballots.len() as u32 + silent,
        VoteBase::Cast => in_favour + against,
        VoteBase::Entitled => entitled.len() as u32,
    };
    Tally {
        in_favour,
        against,
        abstained,
        silent,
        base,
        needed: rule.carries.needed(base).max(1),
    }
}

/// What comes of a count. A chair's casting vote is added only to a tie, and only where the rule
/// gives the chair one.
pub fn rule_on(rule: &VoteRule, tally: &Tally, casting: Option<Vote>) -> Outcome {
    let tied = tally.tied();
    let extra = u32::from(tied && rule.tie == Tie::Chair && casting == Some(Vote::For));
    if tally.in_favour + extra >= tally.needed {
        return Outcome::Carried;
    }
    let unbroken = rule.tie != Tie::Falls && (rule.tie == Tie::FurtherReport || casting.is_none());
    if tied && unbroken {
        Outcome::Tied
    } else {
        Outcome::NotCarried
    }
}
