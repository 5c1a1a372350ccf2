//! How seats come to be filled and stay so: nominations, elections, role descriptions, reviews.
//!
//! What the entries say of them is kept here. Who is nominated, elected or appointed, the acts decide.

use jiff::{ToSpan, civil::Date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Entry, Holding, Structure};
use crate::{
    LineNo,
    arrangements::Role,
    id::{BodyId, MeetingId, PartnerId, PersonId, RoleId, SeatId},
    prose::{Prose, Title},
};

/// Whether a representative may commit their organisation (G07, para 12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Mandate {
    /// They have delegated power and may commit it.
    Commits,
    /// They refer back to it before it is committed.
    RefersBack,
}

/// Why an appointment ended before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// They gave the seat up.
    Resigned,
    /// They died.
    Died,
    /// They left the post, or the organisation, for which they sat.
    LeftThePost,
    /// Whoever appointed them appoints someone else.
    Replaced,
    /// Something else.
    Other,
}

impl Ground {
    /// Whether someone who is in the room on their last day leaves it with the seat: they are gone.
    /// Who is replaced sits until the end of the day.
    pub fn ends_at_once(self) -> bool {
        matches!(self, Self::Resigned | Self::Died | Self::LeftThePost)
    }
}

/// How someone was held against the requirements of a list, by their numbers from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// Those that they meet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub met: Vec<u16>,
    /// Those that they do not meet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unmet: Vec<u16>,
}

impl Judged {
    /// Whether there was nothing to be judged.
    pub fn is_empty(&self) -> bool {
        self.met.is_empty() && self.unmet.is_empty()
    }

    /// Holds the numbers of what is met against a list of `of` requirements. Errors with the first
    /// number that the list does not have.
    pub(super) fn of(met: &[u16], of: usize) -> Result<Self, u16> {
        let known = |number: u16| (1..=of).contains(&usize::from(number));
        if let Some(unknown) = met.iter().find(|number| !known(**number)) {
            return Err(*unknown);
        }
        let (met, unmet) = (1..=of as u16).partition(|number| met.contains(number));
        Ok(Self { met, unmet })
    }

    fn words(&self, list: &[String]) -> Vec<Requirement> {
        let requirement = |(number, what): (u16, &String)| Requirement {
            what: what.clone(),
            met: self.met.contains(&number),
        };
        (1..).zip(list).map(requirement).collect()
    }
}

/// A requirement of a person specification, and whether someone meets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// What is required.
    pub what: String,
    /// Whether it is met.
    pub met: bool,
}

/// Someone put forward for a seat.
#[derive(Debug, Clone, PartialEq)]
pub struct Nomination {
    /// The line of the book, by which it is called.
    pub line: LineNo,
    /// Who.
    pub person: PersonId,
    /// The partner that they would speak for, where the seat speaks for one.
    pub partner: Option<PartnerId>,
    /// First day.
    pub from: Date,
    /// Last day, where one was given.
    pub until: Option<Date>,
    /// The post that they hold.
    pub post: Option<Title>,
    /// Whether they may commit their organisation.
    pub mandate: Mandate,
    /// The essential requirements of the role, as the arrangements had them then.
    pub essential: Vec<Requirement>,
    /// The desirable ones.
    pub desirable: Vec<Requirement>,
    /// Why they are nominated although they fail an essential requirement.
    pub despite: Option<Prose>,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a nomination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It stands.
    Stands,
    /// It was withdrawn on that day.
    Withdrawn(Date),
    /// They were appointed, by that line.
    TakenUp(LineNo),
    /// Someone else was, by that line.
    PassedOver(LineNo),
}

/// How many voted for one of those nominated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VotesFor {
    /// Who was nominated.
    pub person: PersonId,
    /// How many voted for them.
    pub votes: u32,
}

/// An election to a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Election {
    /// The line of the book.
    pub line: LineNo,
    /// Who was elected.
    pub person: PersonId,
    /// The day.
    pub on: Date,
    /// The meeting at which it was held, where it was at one.
    pub meeting: Option<MeetingId>,
    /// The votes, where they were recorded.
    pub votes: Vec<VotesFor>,
    /// Whether nobody else stood.
    pub unopposed: bool,
}

/// A holder accepted a role description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// The line of the book.
    pub line: LineNo,
    /// Who.
    pub person: PersonId,
    /// The role.
    pub role: RoleId,
    /// When.
    pub on: Date,
}

/// What a review of a body's membership came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewOutcome {
    /// It stays as it is.
    Confirmed,
    /// It changes.
    Changed,
}

/// A review of a body's membership.
#[derive(Debug, Clone, PartialEq)]
pub struct MembershipReview {
    /// The line of the book.
    pub line: LineNo,
    /// When.
    pub on: Date,
    /// What it came to.
    pub outcome: ReviewOutcome,
    /// What was said.
    pub words: Option<Prose>,
}

impl Structure {
    /// Every nomination for a seat, oldest first.
    pub fn nominations(&self, seat: &SeatId) -> impl DoubleEndedIterator<Item = &Nomination> {
        self.nominations.get(seat).into_iter().flatten()
    }

    /// The nominations for a seat that stand.
    pub fn standing_for(&self, seat: &SeatId) -> impl DoubleEndedIterator<Item = &Nomination> {
        self.nominations(seat)
            .filter(|nomination| nomination.fate == Fate::Stands)
    }

    /// Every election to a seat, oldest first.
    pub fn elections(&self, seat: &SeatId) -> impl DoubleEndedIterator<Item = &Election> {
        self.elections.get(seat).into_iter().flatten()
    }

    /// When the holder of a seat, in this appointment, accepted a role.
    pub fn accepted(&self, seat: &SeatId, holding: &Holding, role: &RoleId) -> Option<&Acceptance> {
        let accepted = self.acceptances.get(seat).into_iter().flatten();
        accepted.rev().find(|accepted| {
            accepted.person == holding.person && accepted.role == *role && holding.on(accepted.on)
        })
    }

    /// Every review of a body's membership, oldest first.
    pub fn reviews(&self, body: &BodyId) -> impl DoubleEndedIterator<Item = &MembershipReview> {
        self.reviews.get(body).into_iter().flatten()
    }

    /// When the membership of a body is to be reviewed next: a year after the last review, or after
    /// the body had its first seats. None: the arrangements in force on that day give it no seats.
    pub fn review_due(&self, body: &BodyId, today: Date) -> Option<Date> {
        let (_, known) = self.body(body, today)?;
        if known.seat.is_empty() || known.ends.is_some_and(|ends| ends < today) {
            return None;
        }
        let first = || {
            let mut had = self.adoptions().filter_map(|adoption| {
                let body = adoption.arrangements.body(body)?;
                let seats = !body.seat.is_empty();
                seats.then(|| {
                    body.starts
                        .map_or(adoption.from, |on| on.max(adoption.from))
                })
            });
            had.next()
        };
        let last = self.reviews(body).map(|review| review.on).next_back();
        Some(last.or_else(first)?.saturating_add(1.year()))
    }

    /// The role description that goes with a seat on a day.
    pub fn role_of(&self, seat: &SeatId, date: Date) -> Option<&Role> {
        let arrangements = &self.in_force(date)?.arrangements;
        arrangements.role(arrangements.seat(seat)?.seat.role.as_ref()?)
    }

    /// Takes in an entry about how seats are filled.
    pub(super) fn fill(&mut self, line: LineNo, entry: &Entry) {
        match entry {
            Entry::Nominated { seat, .. } => {
                if let Some(nomination) = self.nomination(line, entry) {
                    let nominations = self.nominations.entry(seat.clone());
                    nominations.or_default().push_back(nomination);
                }
            }
            Entry::NominationWithdrawn { seat, person, on } => self.withdraw(seat, *person, *on),
            Entry::Elected {
                seat,
                person,
                on,
                meeting,
                votes,
                unopposed,
            } => {
                let election = Election {
                    line,
                    person: *person,
                    on: *on,
                    meeting: meeting.clone(),
                    votes: votes.clone(),
                    unopposed: *unopposed,
                };
                let elections = self.elections.entry(seat.clone());
                elections.or_default().push_back(election);
            }
            Entry::RoleAccepted {
                seat,
                person,
                role,
                on,
            } => {
                let acceptance = Acceptance {
                    line,
                    person: *person,
                    role: role.clone(),
                    on: *on,
                };
                let acceptances = self.acceptances.entry(seat.clone());
                acceptances.or_default().push_back(acceptance);
            }
            Entry::MembershipReviewed {
                body,
                on,
                outcome,
                words,
            } => {
                let review = MembershipReview {
                    line,
                    on: *on,
                    outcome: *outcome,
                    words: words.clone(),
                };
                let reviews = self.reviews.entry(body.clone());
                reviews.or_default().push_back(review);
            }
            _ => {}
        }
    }

    /// A nomination, with the requirements written out as the arrangements have them.
    fn nomination(&self, line: LineNo, entry: &Entry) -> Option<Nomination> {
        let Entry::Nominated {
            seat,
            person,
            partner,
            from,
            until,
            post,
            mandate,
            essential,
            desirable,
            despite,
        } = entry
        else {
            return None;
        };
        let role = self.role_of(seat, *from);
        let words = |judged: &Judged, list: Option<&Vec<String>>| {
            list.map_or_else(Vec::new, |list| judged.words(list))
        };
        Some(Nomination {
            line,
            person: *person,
            partner: partner.clone(),
            from: *from,
            until: *until,
            post: post.clone(),
            mandate: *mandate,
            essential: words(essential, role.map(|role| &role.essential)),
            desirable: words(desirable, role.map(|role| &role.desirable)),
            despite: despite.clone(),
            fate: Fate::Stands,
        })
    }

    /// The nominations for a seat are settled by an appointment that rests on one of them.
    pub(super) fn settle(&mut self, seat: &SeatId, taken_up: LineNo, line: LineNo) {
        let Some(nominations) = self.nominations.get_mut(seat) else {
            return;
        };
        for nomination in nominations.iter_mut() {
            if nomination.fate == Fate::Stands {
                nomination.fate = if nomination.line == taken_up {
                    Fate::TakenUp(line)
                } else {
                    Fate::PassedOver(line)
                };
            }
        }
    }

    /// Someone's nomination no longer stands.
    fn withdraw(&mut self, seat: &SeatId, person: PersonId, on: Date) {
        if let Some(nominations) = self.nominations.get_mut(seat) {
            let standing = nominations
                .iter_mut()
                .find(|nomination| nomination.person == person && nomination.fate == Fate::Stands);
            if let Some(nomination) = standing {
                nomination.fate = Fate::Withdrawn(on);
            }
        }
    }
}
