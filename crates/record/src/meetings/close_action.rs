//! Closing an action: done, no longer needed, or passed on.
//!
//! What is passed on to another partner becomes a new action of the same meeting, with the same words
//! and day; what is passed on to an action that is there already goes on under that one.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{ActionOutcome, Entry, NotOpen};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{ActionId, PartnerId},
    prose::{Prose, Words},
};

/// Closes an action.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseAction {
    /// The action.
    pub action: ActionId,
    /// What came of it.
    pub outcome: ActionOutcome,
    /// What there is to say of it; needed unless it is done.
    pub words: Option<Words>,
    /// The partner that takes it over, when it is passed on to one.
    pub to: Option<PartnerId>,
    /// The open action that covers it, when it is passed on to one.
    pub into: Option<ActionId>,
}

/// Why an action is not closed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CloseActionRefused {
    /// The action, or the one that is to cover it, is not there or closed.
    #[error(transparent)]
    NotOpen(#[from] NotOpen),
    /// Nothing is said.
    #[error("an action that was not done is closed with a reason")]
    NoReason,
    /// Nobody takes it over.
    #[error("an action is passed on either to a partner or to another action")]
    PassedToNobody,
    /// It is not passed on.
    #[error("only an action that is passed on goes to a partner or another action")]
    NotPassedOn,
    /// No such partner.
    #[error("there is no organisation or body {0} in the arrangements")]
    NoSuchPartner(PartnerId),
    /// To the one who has it.
    #[error("{0} has this action already")]
    OwnsIt(PartnerId),
    /// Into itself.
    #[error("an action cannot be passed on to itself")]
    IntoItself,
}

use CloseActionRefused::{
    IntoItself, NoReason, NoSuchPartner, NotPassedOn, OwnsIt, PassedToNobody,
};

impl Act for CloseAction {
    const NAME: &'static str = "meetings.close-action";
    const SUMMARY: &'static str = "Close an action: done, no longer needed, or passed on.";
    const AUTHORITY: Authority = Authority::OwnerOrSecretariat;
    type Refused = CloseActionRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let action = record.meetings.find_open_action(&self.action)?;
        if self.outcome != ActionOutcome::Done && self.words.is_none() {
            return Err(NoReason);
        }
        let next = match (self.outcome, &self.to, &self.into) {
            (ActionOutcome::PassedOn, Some(to), None) => {
                let today = minute.date_in(&record.structure.zone());
                let adoption = record.structure.in_force(today);
                adoption
                    .and_then(|adoption| adoption.arrangements.partner(to))
                    .ok_or_else(|| NoSuchPartner(to.clone()))?;
                if *to == action.owner {
                    return Err(OwnsIt(to.clone()));
                }
                Some(to)
            }
            (ActionOutcome::PassedOn, None, Some(into)) if *into == self.action => {
                return Err(IntoItself);
            }
            (ActionOutcome::PassedOn, None, Some(into)) => {
                record.meetings.find_open_action(into)?;
                None
            }
            (ActionOutcome::PassedOn, _, _) => return Err(PassedToNobody),
            (_, None, None) => None,
            _ => return Err(NotPassedOn),
        };
        let noted = next.map(|owner| {
            let meeting = record.meetings.get(&action.meeting);
            let nth = meeting.map_or(0, |meeting| meeting.actions.len()) + 1;
            (ActionId::of(&action.meeting, nth), owner)
        });
        let closed = Entry::ActionClosed {
            action: self.action.clone(),
            outcome: self.outcome,
            words: self.words.as_ref().map(Prose::from),
            into: noted
                .as_ref()
                .map(|(id, _)| id.clone())
                .or(self.into.clone()),
        };
        let noted = noted.map(|(id, owner)| Entry::ActionNoted {
            action: id,
            meeting: action.meeting.clone(),
            item: action.item,
            what: action.what.clone(),
            owner: owner.clone(),
            person: None,
            due: action.due,
        });
        let entries = std::iter::once(closed).chain(noted);
        Ok(entries.map(crate::Entry::Meetings).collect())
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Action(&self.action))
    }
}

impl Refusal for CloseActionRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::NotOpen(not_open) => not_open.advice(),
            NoReason => Advice::new(
                "meetings/no-reason",
                "words",
                "Write a sentence; it is shown with the action.",
            ),
            PassedToNobody => Advice::new(
                "meetings/passed-to-nobody",
                "to",
                "Name the partner or the action that takes it over, not both.",
            ),
            NotPassedOn => Advice::new(
                "meetings/not-passed-on",
                "to",
                "Leave both out, or say that it is passed on.",
            ),
            NoSuchPartner(_) => Advice::new(
                "meetings/no-such-partner",
                "to",
                "Name an organisation or body of the arrangements.",
            ),
            OwnsIt(_) => Advice::new("meetings/owns-it", "to", "Name another partner."),
            IntoItself => Advice::new("meetings/into-itself", "into", "Name another action."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    use ActionOutcome::{Done, NoLongerNeeded, PassedOn};

    fn close(
        outcome: ActionOutcome,
        words: Option<&str>,
        to: Option<&str>,
        into: Option<&str>,
    ) -> CloseAction {
        CloseAction {
            action: id(&format!("{BOARD}-a1")),
            outcome,
            words: words.map(|words| Words::new(words).unwrap()),
            to: to.map(id),
            into: into.map(id),
        }
    }

    fn noted() -> Book {
        Book::board_under_way(&["chair"])
            .asks(BOARD, "council", "2007-05-31")
            .asks(BOARD, "health", "2007-05-31")
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let (first, second) = (format!("{BOARD}-a1"), format!("{BOARD}-a2"));
        let why = Some("The mill took it over.");
        let gone = |action: &str| Err(NotOpen::Closed(id(action)).into());
        rules([
            (
                Book::board_under_way(&["chair"]),
                close(Done, None, None, None),
                Err(NotOpen::NoSuchAction(id(&first)).into()),
            ),
            (noted(), close(Done, None, None, None), Ok(())),
            (noted(), close(Done, why, None, None), Ok(())),
            (
                noted(),
                close(NoLongerNeeded, None, None, None),
                Err(NoReason),
            ),
            (noted(), close(NoLongerNeeded, why, None, None), Ok(())),
            (
                noted(),
                close(PassedOn, why, None, None),
                Err(PassedToNobody),
            ),
            (
                noted(),
                close(PassedOn, why, Some("health"), Some(&second)),
                Err(PassedToNobody),
            ),
            (
                noted(),
                close(Done, None, Some("health"), None),
                Err(NotPassedOn),
            ),
            (noted(), close(PassedOn, why, Some("health"), None), Ok(())),
            (
                noted(),
                close(PassedOn, why, Some("council"), None),
                Err(OwnsIt(id("council"))),
            ),
            (
                noted(),
                close(PassedOn, why, Some("guild"), None),
                Err(NoSuchPartner(id("guild"))),
            ),
            (noted(), close(PassedOn, why, None, Some(&second)), Ok(())),
            (
                noted(),
                close(PassedOn, why, None, Some(&first)),
                Err(IntoItself),
            ),
            (
                noted().finishes(&second),
                close(PassedOn, why, None, Some(&second)),
                gone(&second),
            ),
            (
                noted().finishes(&first),
                close(Done, None, None, None),
                gone(&first),
            ),
        ]);
    }

    #[test]
    fn what_is_passed_on_to_a_partner_becomes_its_action() {
        let book = noted().after(close(PassedOn, Some("Theirs."), Some("health"), None));
        let action = |nth: u32| {
            let id = id(&format!("{BOARD}-a{nth}"));
            book.record.meetings.action(&id).unwrap()
        };
        let (old, new) = (action(1), action(3));
        assert_eq!(old.closed.as_ref().unwrap().into.as_ref(), Some(&new.id));
        assert_eq!(new.what.shown(), old.what.shown());
        assert_eq!((new.due, new.owner.as_str()), (old.due, "health"));
    }
}
