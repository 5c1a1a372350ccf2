//! Moving something on the watch list on: the answer is being written, went out, was won or lost, or it is
//! let pass; or its last day is another.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, WatchState};
use crate::{
    Minute, Record,
    act::{Act, Advice, Answerer, Authority, Refusal},
    id::WatchId,
    prose::{Prose, Words},
    say_day,
};

/// Records how far something on the watch list has come.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveWatched {
    /// What is watched.
    pub watch: WatchId,
    /// How far it has come.
    pub state: WatchState,
    /// What was done, or came of it.
    pub words: Words,
    /// The last day for an answer, where it is another now.
    pub deadline: Option<Date>,
}

/// Why it does not move.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoveWatchedRefused {
    /// Nothing of that name.
    #[error("there is nothing called {0} on the watch list")]
    NotListed(WatchId),
    /// Nothing more comes of it.
    #[error("nothing more comes of {0}: it is over")]
    Over(WatchId),
    /// It went out, and does not come back.
    #[error("the answer to {0} went out, and cannot be called back")]
    WentOut(WatchId),
    /// It was not sent.
    #[error("no answer to {0} went out of which something could come")]
    NotSent(WatchId),
    /// The day has passed.
    #[error("{} has passed", say_day(*.0))]
    Past(Date),
}

use MoveWatchedRefused::{NotListed, NotSent, Over, Past, WentOut};

impl Act for MoveWatched {
    const NAME: &'static str = "watching.move";
    const SUMMARY: &'static str = "Record how far a policy or bid on the watch list has come.";
    const AUTHORITY: Authority = Authority::AnswererOrSecretariat;
    type Refused = MoveWatchedRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = minute.date_in(&record.structure.zone());
        let watched = record.watching.get(&self.watch);
        let watched = watched.ok_or_else(|| NotListed(self.watch.clone()))?;
        if watched.state.is_over() {
            return Err(Over(self.watch.clone()));
        }
        let sent = watched.state == WatchState::Sent;
        match self.state {
            WatchState::Watching | WatchState::Preparing | WatchState::LetPass if sent => {
                return Err(WentOut(self.watch.clone()));
            }
            WatchState::Won | WatchState::Lost if !sent => {
                return Err(NotSent(self.watch.clone()));
            }
            _ => {}
        }
        if let Some(day) = self.deadline.filter(|day| *day < today) {
            return Err(Past(day));
        }
        Ok(vec![crate::Entry::Watching(Entry::WatchMoved {
            watch: self.watch.clone(),
            state: self.state,
            words: Prose::from(&self.words),
            deadline: self.deadline,
            on: today,
        })])
    }

    fn answerers(&self, record: &Record) -> Option<Vec<Answerer>> {
        let watched = record.watching.get(&self.watch)?;
        Some(vec![Answerer::of(&watched.lead, watched.person)])
    }
}

impl Refusal for MoveWatchedRefused {
    fn advice(&self) -> Advice {
        match self {
            NotListed(_) => Advice::new(
                "watching/not-listed",
                "watch",
                "Choose something from the watch list.",
            ),
            Over(_) => Advice::new(
                "watching/over",
                "watch",
                "List it anew if it comes up again.",
            ),
            WentOut(_) => Advice::new(
                "watching/went-out",
                "state",
                "Say what came of it once that is known.",
            ),
            NotSent(_) => Advice::new(
                "watching/not-sent",
                "state",
                "Record first that the answer went out.",
            ),
            Past(_) => Advice::new(
                "watching/day-has-passed",
                "deadline",
                "Choose today or a later day, or leave it as it is.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;
    use WatchState::{LetPass, Lost, Preparing, Sent, Watching, Won};

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let listed = || Book::three_rivers().after(list_watched("2007-03-31"));
        let at = |state| listed().after(move_watched(state));
        let name = || id("watch-1");
        rules([
            (
                Book::three_rivers(),
                move_watched(Sent),
                Err(NotListed(name())),
            ),
            (listed(), move_watched(Preparing), Ok(())),
            (listed(), move_watched(Sent), Ok(())),
            (listed(), move_watched(LetPass), Ok(())),
            (listed(), move_watched(Won), Err(NotSent(name()))),
            (at(Preparing), move_watched(Watching), Ok(())),
            (at(Preparing), move_watched(Lost), Err(NotSent(name()))),
            (at(Sent), move_watched(Lost), Ok(())),
            (at(Sent), move_watched(Preparing), Err(WentOut(name()))),
            (at(Sent), move_watched(LetPass), Err(WentOut(name()))),
            (at(LetPass), move_watched(Preparing), Err(Over(name()))),
            (
                listed(),
                MoveWatched {
                    deadline: Some(date("2007-01-01")),
                    ..move_watched(Preparing)
                },
                Err(Past(date("2007-01-01"))),
            ),
        ]);
    }

    #[test]
    fn its_last_day_may_be_put_off() {
        let later = MoveWatched {
            deadline: Some(date("2007-05-01")),
            ..move_watched(Preparing)
        };
        let book = Book::three_rivers()
            .after(list_watched("2007-03-31"))
            .after(later);
        let watched = book.record.watching.get(&id("watch-1")).unwrap();
        assert_eq!(watched.deadline, date("2007-05-01"));
        assert_eq!(watched.state, Preparing);
    }
}
