//! Approving a release, which makes it: the second of two people, from another organisation, who holds a
//! seat of a body that may allocate. Or declining it, or taking it back.
//!
//! The gate is judged again: what was in hand when it was proposed may not be any more. One person is not
//! two by holding two seats.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Entry, Release, ReleaseState,
    known::{Looking, Unfunded},
    propose_release::Shut,
};
use crate::{
    Author, LineNo, Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{BodyId, PartnerId, PersonId, ReleaseId, SeatId},
    prose::{Prose, Words},
};

/// Approves a release of money, from a seat.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApproveRelease {
    /// The release.
    pub release: ReleaseId,
    /// The seat from which it is approved.
    pub seat: SeatId,
}

/// Declines a release of money, or takes it back.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclineRelease {
    /// The release.
    pub release: ReleaseId,
    /// The seat from which it is declined; left out when those who proposed it take it back.
    pub seat: Option<SeatId>,
    /// Why.
    pub why: Words,
}

/// Why a release is not approved or declined.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApproveReleaseRefused {
    /// Something that it names is not there, or not open.
    #[error(transparent)]
    Unfunded(#[from] Unfunded),
    /// The gate is shut.
    #[error(transparent)]
    Shut(#[from] Shut),
    /// No such release.
    #[error("there is no release {0}")]
    NoSuchRelease(ReleaseId),
    /// It went.
    #[error("{release} was released at line {line}")]
    ReleasedAlready {
        /// The release.
        release: ReleaseId,
        /// The line of the book.
        line: LineNo,
    },
    /// It is declined, or was undone.
    #[error("{release} does not wait any more, as line {line} says")]
    Settled {
        /// The release.
        release: ReleaseId,
        /// The line of the book.
        line: LineNo,
    },
    /// Nobody holds the seat.
    #[error("nobody holds the seat {0} today")]
    NobodyHoldsIt(SeatId),
    /// Someone else holds it.
    #[error("the seat {0} is held by another")]
    NotTheHolder(SeatId),
    /// A seat that does not approve releases.
    #[error("the seat {seat} is not one that approves releases: that is for members of {bodies}")]
    NotThatSeat {
        /// The seat.
        seat: SeatId,
        /// The bodies that do, by name.
        bodies: String,
        /// The clause that says so.
        clause: Option<String>,
    },
    /// The seat speaks for no organisation.
    #[error("the seat {0} speaks for no organisation")]
    NoOrganisation(SeatId),
    /// The same person.
    #[error("whoever proposed a release cannot approve it too, from whatever seat")]
    SamePerson(Option<String>),
    /// The same organisation.
    #[error("{0} proposed the release, and another organisation has to approve it")]
    SameOrganisation(PartnerId, Option<String>),
}

use ApproveReleaseRefused::*;

/// A release that waits.
fn waiting<'r>(
    looking: &Looking<'r>,
    id: &ReleaseId,
) -> Result<&'r Release, ApproveReleaseRefused> {
    let release = looking.money.release(id);
    let release = release.ok_or_else(|| NoSuchRelease(id.clone()))?;
    let id = id.clone();
    match release.state {
        ReleaseState::Proposed => Ok(release),
        ReleaseState::Approved { line, .. } => Err(ReleasedAlready { release: id, line }),
        ReleaseState::Declined { line, .. } | ReleaseState::Reversed { line } => {
            Err(Settled { release: id, line })
        }
    }
}

impl Looking<'_> {
    /// The clause that asks for a second person.
    fn approval_clause(&self) -> Option<String> {
        let approval = self.rules.approval.as_ref();
        let clause = approval.and_then(|approval| approval.clause.clone());
        clause.or_else(|| self.clause())
    }

    /// The bodies of which members approve releases: as the arrangements say, or else those that allocate.
    fn approving_bodies(&self) -> &[BodyId] {
        let approval = self.rules.approval.as_ref().map(|it| &it.bodies[..]);
        let competence = self.rules.competence.as_ref();
        let competence = competence.and_then(|id| self.arrangements.competence(id));
        match (approval, competence) {
            (Some(bodies), _) if !bodies.is_empty() => bodies,
            (_, Some(competence)) => &competence.bodies,
            _ => &[],
        }
    }

    /// That a seat is one whose holder approves releases.
    fn approves(&self, seat: &SeatId) -> Result<(), ApproveReleaseRefused> {
        let bodies = self.approving_bodies();
        let named = self.rules.approval.as_ref().map(|it| &it.seats[..]);
        let named = named.is_none_or(|seats| seats.is_empty() || seats.contains(seat));
        let on = self.record.structure.seat_on(seat, self.today);
        let votes = on.is_some_and(|on| on.chair.seat.may_vote());
        if named && votes && bodies.contains(&seat.body()) {
            return Ok(());
        }
        let names = bodies.iter().map(|id| {
            let body = self.arrangements.body(id);
            body.map_or(id.as_str(), |body| body.name.as_str())
        });
        Err(NotThatSeat {
            seat: seat.clone(),
            bodies: names.collect::<Vec<_>>().join(" and "),
            clause: self.approval_clause(),
        })
    }
}

/// The seats from which somebody may approve releases, of those that they hold on a day. Of whom they speak
/// for and who proposed the release it says nothing.
pub fn seats_that_approve(record: &Record, person: PersonId, today: Date) -> Vec<SeatId> {
    let Ok(looking) = Looking::on(record, today) else {
        return Vec::new();
    };
    let held = record.structure.seats_held(person, today);
    let held = held.iter().map(|seat| seat.id().clone());
    held.filter(|seat| looking.approves(seat).is_ok()).collect()
}

impl Act for ApproveRelease {
    const NAME: &'static str = "money.approve-release";
    const SUMMARY: &'static str =
        "Approve a release of money, as the second person of another organisation.";
    const AUTHORITY: Authority = Authority::Holder;
    const FRESH: bool = true;
    type Refused = ApproveReleaseRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        let release = waiting(&looking, &self.release)?;
        looking.approves(&self.seat)?;
        let on = record.structure.seat_on(&self.seat, looking.today);
        let holder = on.as_ref().and_then(|on| on.holder);
        let person = holder
            .ok_or_else(|| NobodyHoldsIt(self.seat.clone()))?
            .person;
        if matches!(minute.by, Author::Person(by) if by != person) {
            return Err(NotTheHolder(self.seat.clone()));
        }
        if person == release.person {
            return Err(SamePerson(looking.approval_clause()));
        }
        let organisation = on.as_ref().and_then(|on| on.partner());
        let organisation = organisation.ok_or_else(|| NoOrganisation(self.seat.clone()))?;
        let one = |one: &PartnerId, other: &PartnerId| looking.arrangements.stands_for(one, other);
        if one(organisation, &release.organisation) || one(&release.organisation, organisation) {
            let proposer = release.organisation.clone();
            return Err(SameOrganisation(proposer, looking.approval_clause()));
        }
        Shut::unless_open(&looking, &release.allocation, release.month, release.pence)?;
        Ok(looking.lawful(Entry::ReleaseApproved {
            release: self.release.clone(),
            person,
            organisation: organisation.clone(),
            seat: self.seat.clone(),
            on: looking.today,
        })?)
    }

    fn seat(&self) -> Option<&SeatId> {
        Some(&self.seat)
    }
}

impl Act for DeclineRelease {
    const NAME: &'static str = "money.decline-release";
    const SUMMARY: &'static str = "Decline a release of money from a seat, or take it back.";
    const AUTHORITY: Authority = Authority::HolderOrFinance;
    type Refused = ApproveReleaseRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        waiting(&looking, &self.release)?;
        if let Some(seat) = &self.seat {
            looking.approves(seat)?;
        }
        Ok(vec![crate::Entry::Money(Entry::ReleaseDeclined {
            release: self.release.clone(),
            seat: self.seat.clone(),
            why: Prose::from(&self.why),
            on: looking.today,
        })])
    }

    fn seat(&self) -> Option<&SeatId> {
        self.seat.as_ref()
    }
}

impl Refusal for ApproveReleaseRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unfunded(unfunded) => unfunded.advice(),
            Self::Shut(shut) => shut.advice(),
            NoSuchRelease(_) => Advice::new(
                "money/no-such-release",
                "release",
                "Choose a release that was proposed.",
            ),
            ReleasedAlready { .. } => Advice::new(
                "money/released-already",
                "release",
                "Nothing more is needed: someone else approved it.",
            ),
            Settled { .. } => Advice::new(
                "money/release-settled",
                "release",
                "Have it proposed anew, if it is still wanted.",
            ),
            NobodyHoldsIt(_) => Advice::new(
                "money/nobody-holds-it",
                "seat",
                "Choose a seat that you hold.",
            ),
            NotTheHolder(_) => Advice::new(
                "money/not-the-holder",
                "seat",
                "Choose a seat that you hold.",
            ),
            NotThatSeat { clause, .. } => Advice::new(
                "money/not-that-seat",
                "seat",
                "Choose a seat with a vote on one of these bodies.",
            )
            .by(clause.as_deref()),
            NoOrganisation(_) => Advice::new(
                "money/no-organisation",
                "seat",
                "Choose a seat that speaks for an organisation.",
            ),
            SamePerson(clause) => Advice::new(
                "money/same-person",
                "seat",
                "Ask somebody of another organisation to approve it.",
            )
            .by(clause.as_deref()),
            SameOrganisation(_, clause) => Advice::new(
                "money/same-organisation",
                "seat",
                "Ask somebody of another organisation to approve it.",
            )
            .by(clause.as_deref()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        money::{Pence, ProposeRelease, ReversePosting},
        testkit::*,
    };

    fn decline() -> DeclineRelease {
        DeclineRelease {
            release: id("release-1"),
            seat: Some(seat("board.voluntary")),
            why: saying("The bank holiday comes first."),
        }
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let from = |seat_name: &str| ApproveRelease {
            seat: seat(seat_name),
            ..approve_release()
        };
        // The holder of the seat of the voluntary sector proposes it in another capacity.
        let by_the_approver = ready().after(ProposeRelease {
            person: Some(holder_of("board.voluntary")),
            ..propose_release(1, 500)
        });
        let clause = || Some("Approval".to_owned());
        let not_that = |name: &str| {
            Err(NotThatSeat {
                seat: seat(name),
                bodies: "Three Rivers Board".to_owned(),
                clause: clause(),
            })
        };
        let reversed = released().after(ReversePosting {
            posting: last_posting(&released()),
            why: saying("The bank sent it back."),
        });
        let at = reversed.record.last;
        rules([
            (proposed(), approve_release(), Ok(())),
            (
                ready(),
                approve_release(),
                Err(NoSuchRelease(id("release-1"))),
            ),
            // Two officers at once: the second is told that it is done.
            (
                released(),
                from("board.health"),
                Err(ReleasedAlready {
                    release: id("release-1"),
                    line: released().record.last,
                }),
            ),
            (
                proposed().after(decline()),
                approve_release(),
                Err(Settled {
                    release: id("release-1"),
                    line: proposed().after(decline()).record.last,
                }),
            ),
            (
                reversed,
                approve_release(),
                Err(Settled {
                    release: id("release-1"),
                    line: at,
                }),
            ),
            // One person with two hats, and another of the same organisation.
            (
                by_the_approver,
                approve_release(),
                Err(SamePerson(clause())),
            ),
            (
                proposed(),
                from("board.leader"),
                Err(SameOrganisation(id("council"), clause())),
            ),
            (
                proposed(),
                from("executive.chief"),
                not_that("executive.chief"),
            ),
            (
                proposed(),
                from("board.observer"),
                not_that("board.observer"),
            ),
            // What was in hand when it was proposed is not any more.
            (
                proposed().after(ReversePosting {
                    posting: last_posting(&ready()),
                    why: saying("It was for another account."),
                }),
                approve_release(),
                Err(Shut(vec![
                    crate::money::Condition {
                        id: "instalment",
                        facts: "no instalment of A: Safer: Revenue grant, 2007-08 for April 2007 came in".to_owned(),
                        missing: Some(
                            "no instalment of A: Safer: Revenue grant, 2007-08 for April 2007 came in".to_owned(),
                        ),
                        clause: Some("Payment".to_owned()),
                    },
                    crate::money::Condition {
                        id: "held",
                        facts: "only £0 of A: Safer: Revenue grant, 2007-08 is held".to_owned(),
                        missing: Some("only £0 of A: Safer: Revenue grant, 2007-08 is held".to_owned()),
                        clause: Some("Controls".to_owned()),
                    },
                ])
                .into()),
            ),
        ]);
        rules([
            (proposed(), decline(), Ok(())),
            (
                proposed(),
                DeclineRelease {
                    seat: None,
                    ..decline()
                },
                Ok(()),
            ),
            (
                released(),
                decline(),
                Err(ReleasedAlready {
                    release: id("release-1"),
                    line: released().record.last,
                }),
            ),
        ]);
    }

    #[test]
    fn nobody_approves_from_the_seat_of_another() {
        let mut book = proposed();
        book.minute.by = Author::Person(person(900));
        let refused = book.ruling(&approve_release()).unwrap_err();
        assert_eq!(refused, NotTheHolder(seat("board.voluntary")));
        book.minute.by = Author::Person(holder_of("board.voluntary"));
        assert_eq!(book.ruling(&approve_release()), Ok(()));
    }

    #[test]
    fn the_money_goes_when_it_is_approved_and_not_before() {
        let sums = |book: &Book| book.record.money.sums_of_stream(&id("a-revenue-2007"));
        let pounds = Pence::pounds;
        let before = sums(&proposed());
        assert_eq!((before.held, before.released), (pounds(1_000), pounds(0)));
        let after = sums(&released());
        assert_eq!((after.held, after.released), (pounds(500), pounds(500)));
    }
}
