//! Putting a policy or a bid on the watch list: what it is, by when an answer is due, who leads, and which
//! partners answer together.

use std::collections::BTreeSet;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, WatchSort};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{BodyId, PartnerId, PersonId},
    prose::{Prose, Title, Words},
    say_day,
};

/// The most partners that answer together.
const MOST: usize = 60;

/// Puts a policy or bid on the watch list.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListWatched {
    /// What it is.
    pub sort: WatchSort,
    /// What it is called.
    pub title: Title,
    /// What it asks or offers, and why it matters here.
    pub about: Words,
    /// Who asks or offers, such as a department.
    pub from: Option<Title>,
    /// The last day for an answer.
    pub deadline: Date,
    /// The body that sees to it.
    pub body: BodyId,
    /// The partner that leads: an organisation or body.
    pub lead: PartnerId,
    /// The person, where one is named.
    pub person: Option<PersonId>,
    /// The partners that answer together; nobody when the lead answers alone.
    #[serde(default)]
    pub together: Vec<PartnerId>,
}

/// Why something is not listed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListWatchedRefused {
    /// No such body.
    #[error("the arrangements have no body {0}")]
    NoSuchBody(BodyId),
    /// The lead is not known.
    #[error("there is no organisation or body {0} in the arrangements to lead it")]
    NoSuchLead(PartnerId),
    /// A partner is not known.
    #[error("there is no organisation or body {0} in the arrangements")]
    NoSuchPartner(PartnerId),
    /// Someone twice, or too many.
    #[error("each partner is named once, and at most {MOST}")]
    Twice,
    /// The day has passed.
    #[error("{} has passed", say_day(*.0))]
    Past(Date),
}

use ListWatchedRefused::{NoSuchBody, NoSuchLead, NoSuchPartner, Past, Twice};

impl Act for ListWatched {
    const NAME: &'static str = "watching.list";
    const SUMMARY: &'static str = "Put a policy to be answered or a bid on the watch list.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = ListWatchedRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = minute.date_in(&record.structure.zone());
        let body = record.structure.body(&self.body, today);
        let (adoption, _) = body.ok_or_else(|| NoSuchBody(self.body.clone()))?;
        let known = |partner: &PartnerId| adoption.arrangements.partner(partner).is_some();
        if !known(&self.lead) {
            return Err(NoSuchLead(self.lead.clone()));
        }
        let once: BTreeSet<_> = self.together.iter().collect();
        if once.len() != self.together.len() || once.len() > MOST {
            return Err(Twice);
        }
        if let Some(stranger) = self.together.iter().find(|partner| !known(partner)) {
            return Err(NoSuchPartner(stranger.clone()));
        }
        if self.deadline < today {
            return Err(Past(self.deadline));
        }
        Ok(vec![crate::Entry::Watching(Entry::WatchListed {
            watch: record.watching.next_id(),
            sort: self.sort,
            title: self.title.clone(),
            about: Prose::from(&self.about),
            from: self.from.clone(),
            deadline: self.deadline,
            body: self.body.clone(),
            lead: self.lead.clone(),
            person: self.person,
            together: self.together.clone(),
            on: today,
        })])
    }

    fn people(&self) -> Vec<PersonId> {
        self.person.into_iter().collect()
    }
}

impl Refusal for ListWatchedRefused {
    fn advice(&self) -> Advice {
        match self {
            NoSuchBody(_) => Advice::new(
                "watching/no-such-body",
                "body",
                "Choose a body of the arrangements in force.",
            ),
            NoSuchLead(_) => Advice::new(
                "watching/no-such-partner",
                "lead",
                "Choose an organisation or body of the arrangements in force.",
            ),
            NoSuchPartner(_) => Advice::new(
                "watching/no-such-partner",
                "together",
                "Choose organisations or bodies of the arrangements in force.",
            ),
            Twice => Advice::new(
                "watching/partners",
                "together",
                "Name each partner that answers once.",
            ),
            Past(_) => Advice::new(
                "watching/day-has-passed",
                "deadline",
                "Choose today or a later day.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    // Requirement: PL16 at /{partnership}/watch-list
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let with = |change: &dyn Fn(&mut ListWatched)| {
            let mut act = list_watched("2007-03-31");
            change(&mut act);
            act
        };
        let there = Book::three_rivers;
        rules([
            (
                Book::new(),
                list_watched("2007-03-31"),
                Err(NoSuchBody(id("executive"))),
            ),
            (there(), list_watched("2007-03-31"), Ok(())),
            (there(), list_watched("2007-01-02"), Ok(())),
            (
                there(),
                list_watched("2007-01-01"),
                Err(Past(date("2007-01-01"))),
            ),
            (
                there(),
                with(&|act| act.lead = id("mars")),
                Err(NoSuchLead(id("mars"))),
            ),
            (
                there(),
                with(&|act| act.together.push(id("mars"))),
                Err(NoSuchPartner(id("mars"))),
            ),
            (
                there(),
                with(&|act| act.together.push(id("health"))),
                Err(Twice),
            ),
            (there(), with(&|act| act.together.clear()), Ok(())),
        ]);
    }
}
