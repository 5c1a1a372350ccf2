//! Giving a part of the answer: what a partner says to a policy, or brings to a bid.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::Entry;
use crate::{
    Minute, Record,
    act::{Act, Advice, Answerer, Authority, Refusal},
    id::{PartnerId, WatchId},
    prose::{Prose, Words},
    say_day,
};

/// Gives a partner's part of an answer or bid.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contribute {
    /// What is watched.
    pub watch: WatchId,
    /// The partner: an organisation or body.
    pub partner: PartnerId,
    /// Its part.
    pub words: Words,
}

/// Why a part is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContributeRefused {
    /// Nothing of that name.
    #[error("there is nothing called {0} on the watch list")]
    NotListed(WatchId),
    /// It went out.
    #[error("the answer to {} was settled on {}", .0, say_day(*.1))]
    Settled(WatchId, Date),
    /// The partner is not known.
    #[error("there is no organisation or body {0} in the arrangements")]
    NoSuchPartner(PartnerId),
}

use ContributeRefused::{NoSuchPartner, NotListed, Settled};

impl Act for Contribute {
    const NAME: &'static str = "watching.contribute";
    const SUMMARY: &'static str = "Give a partner's part of an answer or bid.";
    const AUTHORITY: Authority = Authority::AnswererOrSecretariat;
    type Refused = ContributeRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = minute.date_in(&record.structure.zone());
        let watched = record.watching.get(&self.watch);
        let watched = watched.ok_or_else(|| NotListed(self.watch.clone()))?;
        if !watched.state.is_open() {
            let since = watched.moves.last().map_or(watched.on, |moved| moved.on);
            return Err(Settled(self.watch.clone(), since));
        }
        let adoption = record.structure.in_force(today);
        let known = adoption.is_some_and(|it| it.arrangements.partner(&self.partner).is_some());
        if !known {
            return Err(NoSuchPartner(self.partner.clone()));
        }
        Ok(vec![crate::Entry::Watching(Entry::ContributionGiven {
            watch: self.watch.clone(),
            partner: self.partner.clone(),
            words: Prose::from(&self.words),
            on: today,
        })])
    }

    fn answerers(&self, record: &Record) -> Option<Vec<Answerer>> {
        let watched = record.watching.get(&self.watch)?;
        Some(vec![
            Answerer::of(&self.partner, None),
            Answerer::of(&watched.lead, watched.person),
        ])
    }
}

impl Refusal for ContributeRefused {
    fn advice(&self) -> Advice {
        match self {
            NotListed(_) => Advice::new(
                "watching/not-listed",
                "watch",
                "Choose something from the watch list.",
            ),
            Settled(..) => Advice::new(
                "watching/settled",
                "watch",
                "Write to those who asked, if something is to be added.",
            ),
            NoSuchPartner(_) => Advice::new(
                "watching/no-such-partner",
                "partner",
                "Choose an organisation or body of the arrangements in force.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{testkit::*, watching::WatchState};

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let listed = || Book::three_rivers().after(list_watched("2007-03-31"));
        let give = contribute;
        rules([
            (
                Book::three_rivers(),
                give("health"),
                Err(NotListed(id("watch-1"))),
            ),
            (listed(), give("health"), Ok(())),
            (listed().after(give("health")), give("health"), Ok(())),
            (listed(), give("executive"), Ok(())),
            (listed(), give("mars"), Err(NoSuchPartner(id("mars")))),
            (
                listed().after(move_watched(WatchState::Sent)),
                give("health"),
                Err(Settled(id("watch-1"), date("2007-01-02"))),
            ),
        ]);
    }

    // Requirement: PL16 at /{partnership}/watch-list/{watch}
    #[test]
    fn those_who_answer_together_are_awaited_until_they_gave_their_part_or_it_went_out() {
        let listed = Book::three_rivers().after(list_watched("2007-03-31"));
        let awaited = |book: &Book| {
            let watched = book.record.watching.get(&id("watch-1")).unwrap();
            let names = watched.awaited().map(ToString::to_string);
            names.collect::<Vec<_>>()
        };
        assert_eq!(awaited(&listed), ["health", "voluntary-action"]);
        let given = listed.after(contribute("health"));
        assert_eq!(awaited(&given), ["voluntary-action"]);
        let watched = |book: &Book| book.record.watching.get(&id("watch-1")).unwrap().clone();
        assert!(!watched(&given).is_answer_public());
        assert!(watched(&given).overdue(date("2007-04-01")));
        assert!(!watched(&given).overdue(date("2007-03-31")));
        let sent = given.after(move_watched(WatchState::Sent));
        assert_eq!(awaited(&sent), [""; 0]);
        assert!(watched(&sent).is_answer_public());
        assert!(!watched(&sent).overdue(date("2007-04-01")));
    }
}
