//! One thing on the watch list, from the day it was listed to what came of it.

use jiff::civil::Date;

use super::{Entry, WatchSort, WatchState};
use crate::{
    Author, LineNo, Minute,
    id::{BodyId, PartnerId, PersonId, WatchId},
    prose::{Prose, Title},
};

/// A partner's part of the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// The partner.
    pub partner: PartnerId,
    /// Its part.
    pub words: Prose,
    /// Who wrote it.
    pub by: Author,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// That it came further.
#[derive(Debug, Clone, PartialEq)]
pub struct Moved {
    /// How far.
    pub state: WatchState,
    /// What was done, or came of it.
    pub words: Prose,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// Something on the watch list, as the book says.
#[derive(Debug, Clone, PartialEq)]
pub struct Watched {
    /// Its name.
    pub id: WatchId,
    /// What it is.
    pub sort: WatchSort,
    /// What it is called.
    pub title: Title,
    /// What it asks or offers.
    pub about: Prose,
    /// Who asks or offers.
    pub from: Option<Title>,
    /// The last day for an answer.
    pub deadline: Date,
    /// The body that sees to it.
    pub body: BodyId,
    /// The partner that leads.
    pub lead: PartnerId,
    /// The person, where one is named.
    pub person: Option<PersonId>,
    /// The partners that answer together.
    pub together: Vec<PartnerId>,
    /// On which day it was listed.
    pub on: Date,
    /// How far it has come.
    pub state: WatchState,
    /// How it came there, oldest first.
    pub moves: Vec<Moved>,
    /// What the partners gave, oldest first.
    pub contributions: Vec<Contribution>,
    /// The line of the book.
    pub line: LineNo,
}

impl Watched {
    /// As it was listed; none when the entry lists nothing.
    pub(super) fn listed(entry: &Entry, line: LineNo) -> Option<Self> {
        let Entry::WatchListed {
            watch,
            sort,
            title,
            about,
            from,
            deadline,
            body,
            lead,
            person,
            together,
            on,
        } = entry
        else {
            return None;
        };
        Some(Self {
            id: watch.clone(),
            sort: *sort,
            title: title.clone(),
            about: about.clone(),
            from: from.clone(),
            deadline: *deadline,
            body: body.clone(),
            lead: lead.clone(),
            person: *person,
            together: together.clone(),
            on: *on,
            state: WatchState::Watching,
            moves: Vec::new(),
            contributions: Vec::new(),
            line,
        })
    }

    /// Takes in what became of it.
    pub(super) fn apply(&mut self, line: LineNo, minute: &Minute, entry: &Entry) {
        match entry {
            Entry::WatchListed { .. } => {}
            Entry::ContributionGiven {
                partner, words, on, ..
            } => self.contributions.push(Contribution {
                partner: partner.clone(),
                words: words.clone(),
                by: minute.by.clone(),
                on: *on,
                line,
            }),
            Entry::WatchMoved {
                state,
                words,
                deadline,
                on,
                ..
            } => {
                self.state = *state;
                self.deadline = deadline.unwrap_or(self.deadline);
                self.moves.push(Moved {
                    state: *state,
                    words: words.clone(),
                    on: *on,
                    line,
                });
            }
        }
    }

    /// Whether its last day has passed and no answer went out.
    pub fn overdue(&self, today: Date) -> bool {
        self.state.is_open() && self.deadline < today
    }

    /// The partners that are to answer with others and gave nothing yet.
    pub fn awaited(&self) -> impl Iterator<Item = &PartnerId> {
        let open = self.state.is_open();
        let asked = self.together.iter();
        asked.filter(move |partner| {
            open && self
                .contributions
                .iter()
                .all(|given| given.partner != **partner)
        })
    }

    /// Whether everyone may read what the partners gave: the answer has gone out.
    pub fn is_answer_public(&self) -> bool {
        let mut moves = self.moves.iter();
        moves.any(|moved| moved.state == WatchState::Sent)
    }
}
