//! The register: everything that was decided, at meetings and by correspondence, found by body,
//! outcome, method, day and words without reading the rest.
//!
//! It is an index and decides nothing. What is public is kept apart from what only members see yet, so
//! that the public's page costs no more for what it does not show.

use std::{collections::BTreeSet, ops::Bound, sync::Arc};

use imbl::{OrdMap, OrdSet};
use jiff::civil::Date;

use super::{Decision, Verdict};
use crate::{
    Entry, Record,
    correspondence::{self, Correspondence},
    id::{BodyId, CorrespondenceId, DecisionId},
    meetings::{self, Meeting, Origin},
};

/// The most words of one text by which it is found.
const MOST_WORDS: usize = 80;
/// The most words that one beginning of a word stands for.
const MOST_ENDINGS: usize = 60;

/// Something in the register.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Registered {
    /// A decision of a meeting.
    Decision(DecisionId),
    /// A question put by correspondence.
    Correspondence(CorrespondenceId),
}

/// Something by which it is found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// It is in the register.
    Any,
    /// The body that decided.
    Body(BodyId),
    /// Agreed or carried, and it stands.
    Agreed,
    /// Not carried, not settled or not ratified.
    NotAgreed,
    /// Agreed without a quorum, and waits to be ratified.
    ToRatify,
    /// By consensus.
    ByConsensus,
    /// By vote.
    ByVote,
    /// By correspondence.
    ByCorrespondence,
    /// Passed on to another body.
    Forwarded,
    /// Someone's dissent is recorded.
    Dissented,
    /// A word of its text or of the item's title, in small letters.
    Word(Arc<str>),
}

type Key = (Date, Registered);

/// What someone looks for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Only what is public.
    pub public: bool,
    /// All of these hold.
    pub facets: Vec<Facet>,
    /// Beginnings of words that all occur.
    pub words: Vec<String>,
    /// No earlier day.
    pub from: Option<Date>,
    /// No later day.
    pub until: Option<Date>,
}

/// Everything decided, by what it is found by.
#[derive(Debug, Clone, Default)]
pub struct Register {
    shelves: OrdMap<(bool, Facet), OrdSet<Key>>,
    placed: OrdMap<Registered, (Date, bool, Arc<[Facet]>)>,
}

/// The words of a text, in small letters.
pub fn words_of(text: &str) -> BTreeSet<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.chars().count() > 1)
        .map(str::to_lowercase)
        .take(MOST_WORDS)
        .collect()
}

impl Register {
    /// The sets that hold together what is wanted, the smallest first; [`rows`] reads them.
    pub fn find(&self, wanted: &Wanted) -> Vec<OrdSet<Key>> {
        let shelf = |facet: &Facet| {
            let set = self.shelves.get(&(wanted.public, facet.clone()));
            set.cloned().unwrap_or_default()
        };
        let mut sets: Vec<OrdSet<Key>> = wanted.facets.iter().map(shelf).collect();
        sets.extend(
            wanted
                .words
                .iter()
                .map(|word| self.beginning(wanted.public, word)),
        );
        if sets.is_empty() {
            sets.push(shelf(&Facet::Any));
        }
        sets.sort_by_key(OrdSet::len);
        sets
    }

    /// Those with a word that begins so.
    fn beginning(&self, public: bool, word: &str) -> OrdSet<Key> {
        let first = (public, Facet::Word(word.into()));
        let words = self.shelves.range(first..);
        let words = words.take_while(|((of, facet), _)| {
            *of == public && matches!(facet, Facet::Word(other) if other.starts_with(word))
        });
        words
            .take(MOST_ENDINGS)
            .fold(OrdSet::new(), |all, (_, set)| all.union(set.clone()))
    }

    /// Takes note of what an entry changed, once the modules have taken it in.
    pub(crate) fn note(record: &mut Record, entry: &Entry) {
        let mut changed: Vec<Registered> = Vec::new();
        match entry {
            Entry::Decisions(entry) => {
                changed.push(Registered::Decision(entry.decision().clone()));
            }
            Entry::Correspondence(correspondence::Entry::CorrespondenceClosed {
                correspondence,
                ..
            }) => changed.push(Registered::Correspondence(correspondence.clone())),
            Entry::Meetings(meetings::Entry::MinutesPublished { meeting }) => {
                let own = record.decisions.of_meeting(meeting);
                changed.extend(own.map(|own| Registered::Decision(own.id.clone())));
                let items = record.meetings.get(meeting).map(|meeting| &meeting.items);
                let ratified = items
                    .into_iter()
                    .flatten()
                    .filter_map(|item| match &item.origin {
                        Origin::Ratification { decision } => Some(decision.clone()),
                        _ => None,
                    });
                changed.extend(ratified.map(Registered::Decision));
            }
            // What becomes private leaves the public's shelves, and what is released comes onto them.
            Entry::Meetings(
                meetings::Entry::ItemClassified { meeting, item, .. }
                | meetings::Entry::Released {
                    meeting,
                    item,
                    paper: None,
                    ..
                },
            ) => {
                let own = record.decisions.of_meeting(meeting);
                let under = own.filter(|own| own.item == *item);
                changed.extend(under.map(|own| Registered::Decision(own.id.clone())));
            }
            _ => {}
        }
        for what in changed {
            let place = match &what {
                Registered::Decision(id) => record
                    .decisions
                    .get(id)
                    .and_then(|decision| of_decision(record, decision)),
                Registered::Correspondence(id) => {
                    record.correspondence.get(id).and_then(of_correspondence)
                }
            };
            if let Some(place) = place {
                record.register.place(what, place);
            }
        }
    }

    fn place(&mut self, what: Registered, (date, public, inside, outside): Place) {
        if let Some((date, was_public, facets)) = self.placed.remove(&what) {
            let key = (date, what.clone());
            for facet in facets.iter() {
                for of in [false, true] {
                    if of && !was_public {
                        continue;
                    }
                    if let Some(set) = self.shelves.get_mut(&(of, facet.clone())) {
                        set.remove(&key);
                    }
                }
            }
        }
        let mut all: BTreeSet<Facet> = BTreeSet::new();
        for (of, facets) in [(false, inside), (true, outside)] {
            if of && !public {
                continue;
            }
            for facet in facets {
                let set = self.shelves.entry((of, facet.clone())).or_default();
                set.insert((date, what.clone()));
                all.insert(facet);
            }
        }
        let all: Arc<[Facet]> = all.into_iter().collect();
        self.placed.insert(what, (date, public, all));
    }
}

/// The rows of a search, the latest first. The sets are those of [`Register::find`].
pub fn rows<'a>(sets: &'a [OrdSet<Key>], wanted: &Wanted) -> impl Iterator<Item = &'a Key> {
    let (first, others) = match sets {
        [first, others @ ..] => (Some(first), others),
        [] => (None, sets),
    };
    // The first of a day, and the first of the day after it, whatever their names.
    let first_of = |day: Date| (day, Registered::Decision(DecisionId::least()));
    let from = wanted
        .from
        .map_or(Bound::Unbounded, |day| Bound::Included(first_of(day)));
    let after = wanted.until.and_then(|day| day.tomorrow().ok());
    let until = after.map_or(Bound::Unbounded, |day| Bound::Excluded(first_of(day)));
    let in_order = wanted
        .from
        .zip(wanted.until)
        .is_none_or(|(from, until)| from <= until);
    first
        .filter(|_| in_order)
        .into_iter()
        .flat_map(move |set| set.range((from.clone(), until.clone())).rev())
        .filter(move |key| others.iter().all(|set| set.contains(*key)))
}

/// Day, whether it is public, and by what members and the public find it.
type Place = (Date, bool, Vec<Facet>, Vec<Facet>);

fn of_decision(record: &Record, decision: &Decision) -> Option<Place> {
    let verdict = decision.verdict()?;
    let meeting = record.meetings.get(&decision.meeting)?;
    let mut facets = vec![
        Facet::Any,
        Facet::Body(meeting.body.clone()),
        match verdict {
            Verdict::Consensus => Facet::ByConsensus,
            Verdict::Vote { .. } => Facet::ByVote,
            Verdict::Forwarded { .. } => Facet::Forwarded,
        },
    ];
    facets.extend((!decision.dissents.is_empty()).then_some(Facet::Dissented));
    let item = meeting.item(decision.item);
    let mut words = words_of(decision.text.words().unwrap_or_default());
    words.extend(
        item.map(|item| words_of(item.title.as_str()))
            .unwrap_or_default(),
    );
    facets.extend(words.iter().map(|word| Facet::Word(word.as_str().into())));
    let published = |id: &crate::id::MeetingId| {
        let meeting = record.meetings.get(id);
        meeting.is_some_and(|meeting: &Meeting| meeting.published.is_some())
    };
    let outcome = |sees: &dyn Fn(&crate::id::MeetingId) -> bool| {
        let ruling = decision.ratification.as_ref();
        let ruling = ruling.filter(|ruling| sees(&ruling.meeting));
        match (verdict.agreed(), decision.for_ratification(), ruling) {
            (false, _, _) => Facet::NotAgreed,
            (true, false, _) => Facet::Agreed,
            (true, true, None) => Facet::ToRatify,
            (true, true, Some(ruling)) if ruling.agreed => Facet::Agreed,
            (true, true, Some(_)) => Facet::NotAgreed,
        }
    };
    let (mut inside, mut outside) = (facets.clone(), facets);
    // What was passed on was neither agreed nor lost.
    if !matches!(verdict, Verdict::Forwarded { .. }) {
        inside.push(outcome(&|_| true));
        outside.push(outcome(&published));
    }
    let public = meeting.published.is_some() && !meeting.is_private(decision.item);
    Some((meeting.date, public, inside, outside))
}

fn of_correspondence(question: &Correspondence) -> Option<Place> {
    let closed = question.closed.as_ref()?;
    let mut words = words_of(question.text.words().unwrap_or_default());
    words.extend(words_of(question.title.as_str()));
    let mut facets = vec![
        Facet::Any,
        Facet::Body(question.body.clone()),
        Facet::ByCorrespondence,
        match closed.outcome {
            correspondence::Outcome::Agreed => Facet::Agreed,
            correspondence::Outcome::ToMeeting => Facet::NotAgreed,
        },
    ];
    facets.extend(words.iter().map(|word| Facet::Word(word.as_str().into())));
    Some((closed.on, true, facets.clone(), facets))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    fn found(book: &Book, wanted: &Wanted) -> Vec<String> {
        let sets = book.record.register.find(wanted);
        let rows = rows(&sets, wanted).map(|(_, what)| match what {
            Registered::Decision(id) => id.to_string(),
            Registered::Correspondence(id) => id.to_string(),
        });
        rows.collect()
    }

    fn words(text: &str, public: bool) -> Wanted {
        Wanted {
            public,
            words: words_of(text).into_iter().collect(),
            ..Wanted::default()
        }
    }

    // Requirement: DE15 at /{partnership}/decisions
    #[test]
    fn what_is_decided_is_found_by_words_body_outcome_and_day() {
        let four = ["chair", "leader", "health", "voluntary"];
        let held = Book::board_under_way(&four)
            .agrees(BOARD, "To thank the wardens of the weir.")
            .closes(BOARD);
        let published = held.clone().drafts(BOARD).approves(BOARD).publishes(BOARD);
        let one = vec![format!("{BOARD}-2")];
        let none = Vec::<String>::new();
        let facet = |facet: Facet| Wanted {
            public: true,
            facets: vec![facet],
            ..Wanted::default()
        };
        let day = |from: &str, until: &str| Wanted {
            public: true,
            from: Some(date(from)),
            until: Some(date(until)),
            ..Wanted::default()
        };
        let table = [
            (&held, Wanted::default(), &one),
            (&held, words("wardens", false), &one),
            (&held, words("wardens", true), &none),
            (&published, words("WARD weir", true), &one),
            (&published, words("flood", true), &one),
            (&published, words("wardens otters", true), &none),
            (&published, facet(Facet::Agreed), &one),
            (&published, facet(Facet::NotAgreed), &none),
            (&published, facet(Facet::ByConsensus), &one),
            (&published, facet(Facet::Body(id("board"))), &one),
            (&published, facet(Facet::Body(id("executive"))), &none),
            (&published, day("2007-04-18", "2007-04-18"), &one),
            (&published, day("2007-04-19", "2007-12-31"), &none),
            (&published, day("2007-01-01", "2007-04-17"), &none),
            (&published, day("2007-12-31", "2007-01-01"), &none),
        ];
        for (book, wanted, expected) in table {
            assert_eq!(&found(book, &wanted), expected, "{wanted:?}");
        }
    }

    #[test]
    fn what_waits_to_be_ratified_is_public_only_with_the_minutes_that_ruled() {
        let waits = Wanted {
            public: true,
            facets: vec![Facet::ToRatify],
            ..Wanted::default()
        };
        let book = Book::board_under_way(&["chair", "leader"])
            .agrees(BOARD, "To thank the wardens.")
            .closes(BOARD)
            .drafts(BOARD)
            .approves(BOARD)
            .publishes(BOARD);
        assert_eq!(found(&book, &waits).len(), 1);
        let dissented = Wanted {
            facets: vec![Facet::Dissented],
            ..waits
        };
        assert_eq!(found(&book, &dissented).len(), 0);
    }
}
