//! Approving terms of reference: by the body that the arrangements name, or else by the body itself
//! (W09: a group signs off the detail of its own).
//!
//! Where the book has the decision or the meeting, it is named and has to be that body's. Without
//! either, the secretariat records what was approved elsewhere, with its day.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Entry,
    decided::{Undecided, decided_on},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{BodyId, DecisionId, MeetingId},
    say_day,
};

/// Approves proposed terms of reference.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApproveTerms {
    /// The body whose terms they are.
    pub body: BodyId,
    /// Which version.
    pub version: u32,
    /// The decision that approved them, where the book has it.
    pub decided_by: Option<DecisionId>,
    /// The meeting that approved them, where the book has no decision.
    pub at: Option<MeetingId>,
    /// On which day: that of the decision or meeting, or else today, when left out.
    pub on: Option<Date>,
}

/// Why terms are not approved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApproveTermsRefused {
    /// No such version.
    #[error("there is no version {version} of the terms of reference of {body}")]
    NoSuchVersion {
        /// The body.
        body: BodyId,
        /// The version.
        version: u32,
    },
    /// It is approved.
    #[error("version {version} is approved already, on {day}", day = say_day(*.on))]
    Approved {
        /// The version.
        version: u32,
        /// When.
        on: Date,
    },
    /// The decision does not bear it.
    #[error(transparent)]
    Undecided(#[from] Undecided),
    /// No such meeting.
    #[error("there is no meeting {0} that was held")]
    NoSuchMeeting(MeetingId),
    /// Another body's meeting.
    #[error("{meeting} is not a meeting of the body {body}, which approves these terms")]
    OtherBody {
        /// The meeting.
        meeting: MeetingId,
        /// The body that approves them.
        body: BodyId,
    },
    /// The day does not fit the decision or meeting.
    #[error("that was on {}, not on {}", say_day(*.was), say_day(*.on))]
    OtherDay {
        /// The day of the decision or meeting.
        was: Date,
        /// The day given.
        on: Date,
    },
    /// The day has not come.
    #[error("{} has not come yet", say_day(*.0))]
    NotYet(Date),
}

use ApproveTermsRefused::{Approved, NoSuchMeeting, NoSuchVersion, NotYet, OtherBody, OtherDay};

impl Act for ApproveTerms {
    const NAME: &'static str = "structure.approve-terms";
    const SUMMARY: &'static str =
        "Record that proposed terms of reference were approved by the body that may.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = ApproveTermsRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let structure = &record.structure;
        let mut versions = structure.terms_versions(&self.body);
        let version = versions
            .find(|version| version.version == self.version)
            .ok_or_else(|| NoSuchVersion {
                body: self.body.clone(),
                version: self.version,
            })?;
        if let Some(approval) = &version.approval {
            return Err(Approved {
                version: self.version,
                on: approval.on,
            });
        }
        let today = minute.date_in(&structure.zone());
        let (asked, by) = (self.on.unwrap_or(today), |date| {
            structure.approver_of_terms(&self.body, date)
        });
        let was = match (&self.decided_by, &self.at) {
            (Some(decision), _) => Some(decided_on(record, decision, Some(&by(asked)))?),
            (None, Some(meeting)) => Some(held_on(record, meeting, by(asked))?),
            (None, None) => None,
        };
        let on = was.unwrap_or(asked);
        if let Some((was, on)) = was.zip(self.on).filter(|(was, on)| was != on) {
            return Err(OtherDay { was, on });
        }
        if today < on {
            return Err(NotYet(on));
        }
        Ok(vec![crate::Entry::Structure(Entry::TermsApproved {
            body: self.body.clone(),
            version: self.version,
            by: by(on),
            on,
            decided_by: self.decided_by.clone(),
            at: self.at.clone(),
        })])
    }
}

/// The day of a meeting that was held by that body.
fn held_on(record: &Record, id: &MeetingId, by: BodyId) -> Result<Date, ApproveTermsRefused> {
    let meeting = record.meetings.get(id);
    let held = meeting.filter(|meeting| meeting.opened.is_some());
    let meeting = held.ok_or_else(|| NoSuchMeeting(id.clone()))?;
    if meeting.body == by {
        return Ok(meeting.date);
    }
    Err(OtherBody {
        meeting: id.clone(),
        body: by,
    })
}

impl Refusal for ApproveTermsRefused {
    fn advice(&self) -> Advice {
        match self {
            NoSuchVersion { .. } => Advice::new(
                "structure/no-such-version",
                "version",
                "Choose a version that waits for approval on the body's page.",
            ),
            Approved { .. } => Advice::new(
                "structure/terms-approved",
                "version",
                "There is nothing to do.",
            ),
            Self::Undecided(undecided) => undecided.advice(),
            NoSuchMeeting(_) => Advice::new(
                "structure/no-such-meeting",
                "at",
                "Name a meeting that was held, or leave it out.",
            ),
            OtherBody { .. } => Advice::new(
                "structure/other-body",
                "at",
                "Name a meeting of that body, or leave it out.",
            ),
            OtherDay { .. } => Advice::new(
                "structure/other-day",
                "on",
                "Leave the day out: it follows from the decision or meeting.",
            ),
            NotYet(_) => Advice::new("structure/not-yet", "on", "Choose today or an earlier day."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{structure::TermsOn, testkit::*};

    /// The Board approves the learning group's terms; the forum's are its own.
    fn arrangements() -> String {
        let kind = "kind = \"theme-group\"";
        ARRANGEMENTS.replace(
            kind,
            &format!("{kind}\n\n[body.terms]\napproved_by = \"board\"\npurpose = \"To learn.\"\n"),
        )
    }

    fn proposed() -> Book {
        Book::adopting(&arrangements()).fills().after(propose_terms(
            "learning",
            "2007-05-01",
            "To learn and to teach.",
        ))
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let act = || approve_terms("learning", 1);
        let by = |decision: &str| ApproveTerms {
            decided_by: Some(id(decision)),
            ..act()
        };
        let at = |meeting: &str| ApproveTerms {
            at: Some(id(meeting)),
            ..act()
        };
        let on = |day: &str| ApproveTerms {
            on: Some(date(day)),
            ..act()
        };
        let meet = |body: &str, seats: &[&str]| {
            let meeting = format!("{body}-2007-04-18");
            let seats: Vec<String> = seats.iter().map(|seat| format!("{body}.{seat}")).collect();
            let book = proposed().calls(body).at("2007-04-18T10:00");
            let book = seats
                .iter()
                .fold(book, |book, seat| book.arrives(&meeting, seat));
            book.at("2007-04-18T10:30")
                .opens(&meeting, &seats[0])
                .agrees(&meeting, "To approve them.")
        };
        let board = || meet("board", &["chair", "leader"]);
        let executive = || meet("executive", &["chief", "nurse"]);
        let board_decided = "board-2007-04-18-2";
        rules([
            (proposed(), act(), Ok(())),
            (
                proposed(),
                approve_terms("learning", 2),
                Err(NoSuchVersion {
                    body: id("learning"),
                    version: 2,
                }),
            ),
            (
                proposed().after(act()),
                act(),
                Err(Approved {
                    version: 1,
                    on: date("2007-01-02"),
                }),
            ),
            (proposed(), on("2007-01-01"), Ok(())),
            (
                proposed(),
                on("2007-01-03"),
                Err(NotYet(date("2007-01-03"))),
            ),
            (board(), by(board_decided), Ok(())),
            (board(), at(BOARD), Ok(())),
            (proposed(), at(BOARD), Err(NoSuchMeeting(id(BOARD)))),
            (
                executive(),
                at(EXECUTIVE),
                Err(OtherBody {
                    meeting: id(EXECUTIVE),
                    body: id("board"),
                }),
            ),
            (
                executive(),
                by("executive-2007-04-18-2"),
                Err(Undecided::OtherBody {
                    decision: id("executive-2007-04-18-2"),
                    body: id("board"),
                }
                .into()),
            ),
            (
                board(),
                ApproveTerms {
                    on: Some(date("2007-04-17")),
                    ..by(board_decided)
                },
                Err(OtherDay {
                    was: date("2007-04-18"),
                    on: date("2007-04-17"),
                }),
            ),
        ]);
    }

    #[test]
    fn what_began_last_is_in_force_and_a_text_that_says_the_same_again_begins_nothing() {
        let book = proposed()
            .at("2007-06-01T09:00")
            .after(approve_terms("learning", 1));
        let adopt = |text: String, from: &str| crate::structure::AdoptArrangements {
            text,
            from: date(from),
            decided_by: None,
        };
        let book = book
            .after(adopt(arrangements().replace("3/4", "2/3"), "2008-01-01"))
            .after(adopt(
                arrangements().replace("To learn.", "To rest."),
                "2009-01-01",
            ));
        let purpose = |day: &str| match book.record.structure.terms_on(&id("learning"), date(day)) {
            Some(TermsOn::Adopted { terms, .. }) => terms.purpose.clone().unwrap(),
            Some(TermsOn::Approved(version)) => {
                version.terms.purpose.as_ref().unwrap().shown().to_owned()
            }
            None => String::new(),
        };
        // Approved in June, they are not in force in May, though that was meant.
        let days = [
            ("2006-12-31", ""),
            ("2007-05-31", "To learn."),
            ("2007-06-01", "To learn and to teach."),
            ("2008-06-01", "To learn and to teach."),
            ("2009-01-01", "To rest."),
        ];
        for (day, said) in days {
            assert_eq!(purpose(day), said, "{day}");
        }
    }
}
