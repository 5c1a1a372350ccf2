//! Nominating someone for a seat: a constituency or a partner puts them forward.
//!
//! Decides whether the seat can be filled by them at all, and holds them against the person
//! specification of its role (G07, person specifications). Whoever fails an essential requirement is
//! nominated only with a reason. Who is chosen among several is not decided here.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Appoint, AppointRefused, Entry, Judged, Mandate};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    arrangements::Appointed,
    id::{PartnerId, PersonId, SeatId},
    prose::{Prose, Title, Words},
};

/// Nominates someone for a seat.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nominate {
    /// The seat.
    pub seat: SeatId,
    /// Who is put forward.
    pub person: PersonId,
    /// The partner that they would speak for, where the arrangements allow another than the seat's own.
    pub partner: Option<PartnerId>,
    /// First day.
    pub from: Date,
    /// Last day. An annual seat ends after its term when none is given.
    pub until: Option<Date>,
    /// The post that they hold: “Deputy Leader”.
    pub post: Option<Title>,
    /// Whether they may commit their organisation, or refer back to it.
    pub mandate: Mandate,
    /// The essential requirements of the role that they meet, by their numbers from 1.
    #[serde(default)]
    pub essential_met: Vec<u16>,
    /// The desirable requirements that they meet, by their numbers from 1.
    #[serde(default)]
    pub desirable_met: Vec<u16>,
    /// Why they are nominated although they do not meet every essential requirement.
    pub despite: Option<Words>,
}

/// Why someone is not nominated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NominateRefused {
    /// They could not hold the seat.
    #[error(transparent)]
    Unfit(#[from] AppointRefused),
    /// The seat goes with a post.
    #[error("the seat {0} goes with a post, so nobody is nominated for it")]
    GoesWithAPost(SeatId, Option<String>),
    /// They are nominated already.
    #[error("this person is nominated for the seat {seat} already, in line {line} of the book")]
    AlreadyStands {
        /// The seat.
        seat: SeatId,
        /// The line of the nomination.
        line: u64,
    },
    /// The role has no requirement of that number.
    #[error(
        "the role of the seat {seat} has {of} {list} requirements, and none with the number {number}"
    )]
    NoSuchRequirement {
        /// The seat.
        seat: SeatId,
        /// Essential or desirable.
        list: List,
        /// The number.
        number: u16,
        /// How many there are.
        of: usize,
    },
    /// They fail an essential requirement.
    #[error("they do not meet {} of the {of} essential requirements of “{role}”: {}", .unmet.len(), numbers(.unmet))]
    FailsEssential {
        /// The role.
        role: String,
        /// Which requirements, by number.
        unmet: Vec<u16>,
        /// How many there are.
        of: usize,
        /// The clause that asks for them.
        clause: Option<String>,
    },
}

/// A list of requirements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// What everyone has to meet.
    Essential,
    /// What it is good to meet.
    Desirable,
}

impl std::fmt::Display for List {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Essential => "essential",
            Self::Desirable => "desirable",
        })
    }
}

/// "number 3", "numbers 3, 5 and 7".
fn numbers(list: &[u16]) -> String {
    let words: Vec<String> = list.iter().map(u16::to_string).collect();
    match words.split_last() {
        Some((last, [])) => format!("number {last}"),
        Some((last, rest)) => format!("numbers {} and {last}", rest.join(", ")),
        None => "none".to_owned(),
    }
}

use NominateRefused::{AlreadyStands, FailsEssential, GoesWithAPost, NoSuchRequirement};

impl Act for Nominate {
    const NAME: &'static str = "structure.nominate";
    const SUMMARY: &'static str =
        "Nominate someone for a seat, held against the person specification of its role.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = NominateRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let structure = &record.structure;
        let fit = self.appointment().fits(structure)?;
        if fit.seat.appointed == Appointed::ExOfficio {
            return Err(GoesWithAPost(self.seat.clone(), fit.seat.clause.clone()));
        }
        let mut standing = structure.standing_for(&self.seat);
        if let Some(stands) = standing.find(|stands| stands.person == self.person) {
            return Err(AlreadyStands {
                seat: self.seat.clone(),
                line: stands.line,
            });
        }
        let role = structure.role_of(&self.seat, self.from);
        let judge = |list, met: &[u16], of: usize| {
            Judged::of(met, of).map_err(|number| NoSuchRequirement {
                seat: self.seat.clone(),
                list,
                number,
                of,
            })
        };
        let (essential, desirable) =
            role.map_or((0, 0), |role| (role.essential.len(), role.desirable.len()));
        let essential = judge(List::Essential, &self.essential_met, essential)?;
        let desirable = judge(List::Desirable, &self.desirable_met, desirable)?;
        if let (Some(role), false, None) = (role, essential.unmet.is_empty(), &self.despite) {
            return Err(FailsEssential {
                role: role.name.clone(),
                unmet: essential.unmet,
                of: role.essential.len(),
                clause: role.clause.clone(),
            });
        }
        Ok(vec![crate::Entry::Structure(Entry::Nominated {
            seat: self.seat.clone(),
            person: self.person,
            partner: fit.partner,
            from: self.from,
            until: self.until,
            post: self.post.clone(),
            mandate: self.mandate,
            essential,
            desirable,
            despite: self.despite.as_ref().map(Prose::from),
        })])
    }

    fn seat(&self) -> Option<&SeatId> {
        Some(&self.seat)
    }

    fn people(&self) -> Vec<PersonId> {
        vec![self.person]
    }
}

impl Nominate {
    /// The appointment that would follow.
    fn appointment(&self) -> Appoint {
        Appoint {
            partner: self.partner.clone(),
            until: self.until,
            ..Appoint::new(self.seat.clone(), self.person, self.from)
        }
    }
}

impl Refusal for NominateRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unfit(refused) => refused.advice(),
            GoesWithAPost(_, clause) => Advice::new(
                "structure/goes-with-a-post",
                "seat",
                "Appoint whoever holds the post.",
            )
            .by(clause.as_deref()),
            AlreadyStands { .. } => Advice::new(
                "structure/already-nominated",
                "person",
                "Withdraw that nomination first, or nominate someone else.",
            ),
            NoSuchRequirement { list, .. } => Advice::new(
                "structure/no-such-requirement",
                match list {
                    List::Essential => "essential_met",
                    List::Desirable => "desirable_met",
                },
                "Give the numbers of the person specification, as the page of the seat has them.",
            ),
            FailsEssential { clause, .. } => Advice::new(
                "structure/fails-essential",
                "despite",
                "Nominate someone who meets them, or write down why this person is nominated all the same.",
            )
            .by(clause.as_deref()),
        }
    }
}
