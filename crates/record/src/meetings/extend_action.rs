//! Putting an action off: a later day, and why.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, NotOpen};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::ActionId,
    prose::{Prose, Words},
    say_day,
};

/// Gives an action a later day.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtendAction {
    /// The action.
    pub action: ActionId,
    /// The day by which it is due now.
    pub due: Date,
    /// Why it takes longer.
    pub why: Words,
}

/// Why an action is not put off.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExtendActionRefused {
    /// The action is not there, or closed.
    #[error(transparent)]
    NotOpen(#[from] NotOpen),
    /// That is no later than it was.
    #[error("it is due on {} already, and {} is no later", say_day(*.was), say_day(*.due))]
    NotLater {
        /// When it is due.
        was: Date,
        /// When it would be.
        due: Date,
    },
}

use ExtendActionRefused::NotLater;

impl Act for ExtendAction {
    const NAME: &'static str = "meetings.extend-action";
    const SUMMARY: &'static str = "Give an action a later day, and say why.";
    const AUTHORITY: Authority = Authority::OwnerOrSecretariat;
    type Refused = ExtendActionRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let action = record.meetings.find_open_action(&self.action)?;
        if self.due <= action.due {
            return Err(NotLater {
                was: action.due,
                due: self.due,
            });
        }
        Ok(vec![crate::Entry::Meetings(Entry::ActionExtended {
            action: self.action.clone(),
            due: self.due,
            why: Prose::from(&self.why),
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Action(&self.action))
    }
}

impl Refusal for ExtendActionRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::NotOpen(not_open) => not_open.advice(),
            NotLater { .. } => Advice::new("meetings/not-later", "due", "Choose a later day."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let action = format!("{BOARD}-a1");
        let extend = |due: &str| ExtendAction {
            action: id(&action),
            due: date(due),
            why: Words::new("The press broke.").unwrap(),
        };
        let noted = || Book::board_under_way(&["chair"]).asks(BOARD, "council", "2007-05-31");
        let not_later = |was: &str, due: &str| {
            Err(NotLater {
                was: date(was),
                due: date(due),
            })
        };
        rules([
            (
                Book::board_under_way(&["chair"]),
                extend("2007-06-30"),
                Err(NotOpen::NoSuchAction(id(&action)).into()),
            ),
            (noted(), extend("2007-06-01"), Ok(())),
            (
                noted(),
                extend("2007-05-31"),
                not_later("2007-05-31", "2007-05-31"),
            ),
            (
                noted().after(extend("2007-06-30")),
                extend("2007-06-01"),
                not_later("2007-06-30", "2007-06-01"),
            ),
            (
                noted().finishes(&action),
                extend("2007-06-30"),
                Err(NotOpen::Closed(id(&action)).into()),
            ),
        ]);
    }
}
