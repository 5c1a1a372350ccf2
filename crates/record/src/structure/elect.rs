//! Electing the holder of a seat among those nominated: the independent chair, each year.
//!
//! The term follows from the seat. With one nominee nobody need vote. Where the votes are recorded,
//! whoever has most is elected; a tie is for the body to settle. Who may vote, and how, the
//! arrangements do not say (G07, Management Group membership), so it is not judged here.

use std::collections::BTreeSet;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Appoint, AppointRefused, Entry, Nomination, VotesFor};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    arrangements::Appointed,
    id::{MeetingId, PersonId, SeatId},
    say_day,
};

/// Elects the holder of a seat among those nominated.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Elect {
    /// The seat.
    pub seat: SeatId,
    /// Who was elected.
    pub person: PersonId,
    /// The meeting at which the election was held, where it was at one.
    pub meeting: Option<MeetingId>,
    /// The day of the election; the meeting's, or today, when left out.
    pub on: Option<Date>,
    /// First day in the seat; the day for which they were nominated, or of the election if that is later.
    pub from: Option<Date>,
    /// How many voted for each of those nominated. Leave it out when nobody else stood, or when the
    /// numbers are not recorded.
    #[serde(default)]
    pub votes: Vec<VotesFor>,
}

/// Why nobody is elected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ElectRefused {
    /// They could not hold the seat.
    #[error(transparent)]
    Unfit(#[from] AppointRefused),
    /// The seat is filled in another way.
    #[error("the seat {0} is not filled by election")]
    NotElected(SeatId, Option<String>),
    /// Nobody nominated them.
    #[error("this person is not among those nominated for the seat {0}")]
    NotANominee(SeatId),
    /// No such meeting.
    #[error("there is no meeting {0}")]
    NoSuchMeeting(MeetingId),
    /// The meeting is on another day.
    #[error("the meeting {meeting} is on {}, not on {}", say_day(*.held), say_day(*.on))]
    OtherDay {
        /// The meeting.
        meeting: MeetingId,
        /// The day of the meeting.
        held: Date,
        /// The day given.
        on: Date,
    },
    /// The day is still to come.
    #[error("{} is still to come", say_day(*.0))]
    StillToCome(Date),
    /// The votes are not for each nominee once.
    #[error("{standing} people stand for the seat {seat}, and votes are given for {given}")]
    VotesForOthers {
        /// The seat.
        seat: SeatId,
        /// How many stand.
        standing: usize,
        /// For how many of them votes are given.
        given: usize,
    },
    /// Someone else has as many or more.
    #[error("they have {votes} votes, and someone else has {most}")]
    NotTheMost {
        /// Votes of the one said to be elected.
        votes: u32,
        /// The most among the others.
        most: u32,
    },
}

use ElectRefused::{
    NoSuchMeeting, NotANominee, NotElected, NotTheMost, OtherDay, StillToCome, VotesForOthers,
};

impl Act for Elect {
    const NAME: &'static str = "structure.elect";
    const SUMMARY: &'static str = "Elect the holder of a seat among those nominated for it.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = ElectRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let structure = &record.structure;
        let on = self.day(record, minute)?;
        let standing: Vec<&Nomination> = structure.standing_for(&self.seat).collect();
        let nominee = standing.iter().find(|stands| stands.person == self.person);
        let from = self
            .from
            .unwrap_or_else(|| nominee.map_or(on, |nominee| nominee.from.max(on)));
        let appoint = Appoint {
            partner: nominee.and_then(|nominee| nominee.partner.clone()),
            ..Appoint::new(self.seat.clone(), self.person, from)
        };
        let fit = appoint.fits(structure)?;
        if fit.seat.appointed != Appointed::ElectedAnnually {
            return Err(NotElected(self.seat.clone(), fit.seat.clause.clone()));
        }
        if nominee.is_none() {
            return Err(NotANominee(self.seat.clone()));
        }
        self.count(&standing)?;
        let appointed = appoint.entry(structure)?;
        let elected = Entry::Elected {
            seat: self.seat.clone(),
            person: self.person,
            on,
            meeting: self.meeting.clone(),
            votes: self.votes.clone(),
            unopposed: standing.len() == 1,
        };
        Ok([elected, appointed].map(crate::Entry::Structure).into())
    }

    fn seat(&self) -> Option<&SeatId> {
        Some(&self.seat)
    }

    fn subject(&self) -> Option<Subject<'_>> {
        self.meeting.as_ref().map(Subject::Meeting)
    }

    fn people(&self) -> Vec<PersonId> {
        let voted = self.votes.iter().map(|votes| votes.person);
        voted.chain([self.person]).collect()
    }
}

impl Elect {
    /// The day of the election.
    fn day(&self, record: &Record, minute: &Minute) -> Result<Date, ElectRefused> {
        let today = minute.date_in(&record.structure.zone());
        let on = match &self.meeting {
            Some(id) => {
                let meeting = record
                    .meetings
                    .get(id)
                    .ok_or_else(|| NoSuchMeeting(id.clone()))?;
                if let Some(on) = self.on.filter(|on| *on != meeting.date) {
                    return Err(OtherDay {
                        meeting: id.clone(),
                        held: meeting.date,
                        on,
                    });
                }
                meeting.date
            }
            None => self.on.unwrap_or(today),
        };
        if on > today {
            return Err(StillToCome(on));
        }
        Ok(on)
    }

    /// Whether the votes, where they are given, elect this person.
    fn count(&self, standing: &[&Nomination]) -> Result<(), ElectRefused> {
        if self.votes.is_empty() {
            return Ok(());
        }
        let given: BTreeSet<PersonId> = self.votes.iter().map(|votes| votes.person).collect();
        let stand: BTreeSet<PersonId> = standing.iter().map(|stands| stands.person).collect();
        if given != stand || self.votes.len() != stand.len() {
            return Err(VotesForOthers {
                seat: self.seat.clone(),
                standing: stand.len(),
                given: given.intersection(&stand).count(),
            });
        }
        let (own, others): (Vec<&VotesFor>, Vec<_>) = self
            .votes
            .iter()
            .partition(|votes| votes.person == self.person);
        let votes = own.iter().map(|votes| votes.votes).max().unwrap_or(0);
        match others.iter().map(|votes| votes.votes).max() {
            Some(most) if most >= votes => Err(NotTheMost { votes, most }),
            _ => Ok(()),
        }
    }
}

impl Refusal for ElectRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unfit(refused) => {
                let advice = refused.advice();
                // There is no last day to give: the term follows from the seat.
                if advice.field == "until" {
                    advice.about("from")
                } else {
                    advice
                }
            }
            NotElected(_, clause) => Advice::new(
                "structure/not-elected",
                "seat",
                "Appoint its holder, on a nomination where there is one.",
            )
            .by(clause.as_deref()),
            NotANominee(_) => Advice::new(
                "structure/not-a-nominee",
                "person",
                "Choose someone whose nomination stands, or nominate them first.",
            ),
            NoSuchMeeting(_) => Advice::new(
                "structure/no-such-meeting",
                "meeting",
                "Choose a meeting that has been called.",
            ),
            OtherDay { .. } => Advice::new(
                "structure/other-day",
                "on",
                "Leave the day out, or choose another meeting.",
            ),
            StillToCome(_) => Advice::new(
                "structure/still-to-come",
                "on",
                "Record it when it has happened.",
            ),
            VotesForOthers { .. } => Advice::new(
                "structure/votes-for-others",
                "votes",
                "Give the votes of each of those who stand, 0 where there are none, or of nobody.",
            ),
            NotTheMost { .. } => Advice::new(
                "structure/not-the-most-votes",
                "votes",
                "Whoever has most is elected. If there is a tie, vote again, and record that count.",
            ),
        }
    }
}
