//! Letters as pages show them: what was sent, waits or failed, and what somebody wishes to have.

use jiff::Timestamp;
use office::{Posted, State, Wish};
use record::id::PersonId;
use serde::Serialize;

use super::{Kind, delivery::SETTING};
use crate::{Denied, House, Reading, views::PersonRef};

/// Most letters listed in one state.
const LISTED: i64 = 100;

/// A letter in a list.
#[derive(Debug, Clone, Serialize)]
pub struct LetterLine {
    /// Its key.
    pub key: String,
    /// Whom it is to, if the house knows them.
    pub person: Option<PersonRef>,
    /// The address it went to.
    pub address: String,
    /// What such letters are called.
    pub kind: &'static str,
    /// Its subject.
    pub subject: String,
    /// When it was posted.
    pub posted: Timestamp,
    /// Where it has got to: `waiting`, `sent` or `failed`.
    pub state: &'static str,
    /// How often it was tried.
    pub tries: i64,
    /// When it was sent or given up; while it waits, when it is tried next.
    pub at: Timestamp,
    /// What was wrong at the last try.
    pub trouble: Option<String>,
    /// Whether it can be sent again.
    pub again: bool,
}

/// The letters of a partnership.
#[derive(Debug, Clone, Serialize)]
pub struct Letters {
    /// Whether letters are written at all.
    pub written: bool,
    /// Those that could not be sent, newest first.
    pub failed: Vec<LetterLine>,
    /// Those that wait.
    pub waiting: Vec<LetterLine>,
    /// Those that were sent.
    pub sent: Vec<LetterLine>,
    /// How many failed, wait and were sent, in all.
    pub counts: (usize, usize, usize),
    /// Those who sit somewhere and have no address to be written to.
    pub unreachable: Vec<PersonRef>,
}

/// What somebody wishes about a kind of letter.
#[derive(Debug, Clone, Serialize)]
pub struct WishLine {
    /// The kind, as a word.
    pub kind: &'static str,
    /// What such letters are called.
    pub title: &'static str,
    /// What is in them.
    pub meaning: &'static str,
    /// Why they cannot be left out, where they cannot.
    pub always: Option<&'static str>,
    /// What is wished: `at-once`, `daily`, `weekly` or `never`.
    pub wish: &'static str,
}

/// Whose letters a secret address stops, and which.
#[derive(Debug, Clone)]
pub struct LettersOf {
    /// The partnership.
    pub partnership: String,
    /// What such letters are called; none: all that may be left out.
    pub title: Option<&'static str>,
    person: String,
    kind: String,
}

/// What letters of a kind are called.
pub fn letter_kind(word: &str) -> &'static str {
    match (Kind::from_word(word), word) {
        (Some(kind), _) => kind.title(),
        (None, "digest") => "News together",
        (None, _) => "Other letters",
    }
}

impl House {
    /// The letters of a partnership, for its secretariat.
    pub fn letters(&self, reading: &Reading) -> Result<Letters, Denied> {
        let partnership = &*reading.partnership;
        let of = |state| -> Result<Vec<LetterLine>, Denied> {
            let posted = self.office().letters(partnership, state, LISTED)?;
            Ok(posted.into_iter().map(|one| line(reading, one)).collect())
        };
        let count = |state| -> Result<usize, Denied> {
            let number = self.office().count_letters(partnership, state)?;
            Ok(usize::try_from(number).unwrap_or(0))
        };
        let people = self.office().people()?;
        let today = reading.today();
        let silent = people.into_iter().filter(|person| person.email.is_none());
        let silent = silent.filter_map(|person| person.id.parse::<PersonId>().ok());
        let sits = |person: &PersonId| {
            let held = reading.record.structure.seats_held(*person, today);
            !held.is_empty()
        };
        Ok(Letters {
            written: !self.is_silent(partnership)?,
            failed: of(State::Failed)?,
            waiting: of(State::Waiting)?,
            sent: of(State::Sent)?,
            counts: (
                count(State::Failed)?,
                count(State::Waiting)?,
                count(State::Sent)?,
            ),
            unreachable: silent
                .filter(sits)
                .map(|person| PersonRef::of(reading, person))
                .collect(),
        })
    }

    /// The letters about a meeting or a question, in the order in which they were posted.
    pub fn letters_about(&self, reading: &Reading, about: &str) -> Result<Vec<LetterLine>, Denied> {
        let posted = self.office().letters_about(&reading.partnership, about)?;
        Ok(posted.into_iter().map(|one| line(reading, one)).collect())
    }

    /// Sends a letter again that could not be sent. Says whether it could be.
    pub fn send_letter_again(&self, partnership: &str, key: &str) -> Result<bool, Denied> {
        let now = self.now().as_second();
        Ok(self.office().send_letter_again(partnership, key, now)?)
    }

    /// Has letters written for a partnership from now on, or none.
    pub fn have_letters_written(&self, partnership: &str, written: bool) -> Result<(), Denied> {
        let word = if written { "on" } else { "off" };
        Ok(self.office().set_setting(partnership, SETTING, word)?)
    }

    /// What somebody wishes about each kind of letter.
    pub fn letter_wishes(
        &self,
        partnership: &str,
        person: PersonId,
    ) -> Result<Vec<WishLine>, Denied> {
        let person = person.to_string();
        let wishes = self.office().letter_wishes(partnership)?;
        let of = |kind: Kind| {
            let mut mine = wishes.iter();
            let mine = mine.find(|(who, what, _)| *who == person && what == kind.word());
            kind.settled(mine.map(|(_, _, wish)| *wish))
        };
        let all = Kind::ALL.into_iter().map(|kind| WishLine {
            kind: kind.word(),
            title: kind.title(),
            meaning: kind.meaning(),
            always: kind.why_always(),
            wish: of(kind).word(),
        });
        Ok(all.collect())
    }

    /// Notes what somebody wishes about a kind of letter. Says whether it could be: a word that names no
    /// wish or no kind, or a kind that cannot be left out, changes nothing.
    pub fn wish_letters(
        &self,
        partnership: &str,
        person: PersonId,
        kind: &str,
        wish: &str,
    ) -> Result<bool, Denied> {
        let kind = Kind::from_word(kind).filter(|kind| kind.why_always().is_none());
        let Some((kind, wish)) = kind.zip(Wish::from_word(wish)) else {
            return Ok(false);
        };
        let person = person.to_string();
        self.office()
            .wish_letters(partnership, &person, kind.word(), wish)?;
        Ok(true)
    }

    /// Whose letters a secret address stops; none: it is none of ours, or too old.
    pub fn letters_stopped_by(&self, secret: &str) -> Result<Option<LettersOf>, Denied> {
        let stopper = self.office().letter_stopper(secret)?;
        Ok(stopper.map(|stopper| LettersOf {
            title: Kind::from_word(&stopper.kind).map(Kind::title),
            partnership: stopper.partnership,
            person: stopper.person,
            kind: stopper.kind,
        }))
    }

    /// Stops letters: those of one kind, or after a digest all that may be left out.
    pub fn stop_letters(&self, of: &LettersOf) -> Result<(), Denied> {
        let kinds = Kind::ALL.into_iter().filter(|kind| {
            kind.why_always().is_none() && (of.title.is_none() || kind.word() == of.kind)
        });
        for kind in kinds {
            self.office()
                .wish_letters(&of.partnership, &of.person, kind.word(), Wish::Never)?;
        }
        Ok(())
    }
}

fn line(reading: &Reading, posted: Posted) -> LetterLine {
    let moment = |second| Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH);
    let person = posted.person.and_then(|person| person.parse().ok());
    LetterLine {
        person: person.map(|person| PersonRef::of(reading, person)),
        kind: letter_kind(&posted.kind),
        posted: moment(posted.posted),
        state: posted.state.word(),
        tries: posted.tries,
        at: moment(posted.settled.unwrap_or(posted.due)),
        trouble: posted.trouble,
        again: posted.state == State::Failed && posted.has_words,
        key: posted.key,
        address: posted.address,
        subject: posted.subject,
    }
}
