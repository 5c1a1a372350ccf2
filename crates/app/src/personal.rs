//! What the house holds on one person, correcting it, and erasing it (docs/decisions/0027).
//!
//! A name stands in the office alone; the book speaks of people by their number. So erasing a person is
//! deleting what the office holds, and the book's chain is not touched. Prose that names someone is
//! taken out of the book by its own act, on two people's authority; here such prose is found. Who may
//! ask is for the caller to see to.

use std::ops::ControlFlow;

use jiff::Timestamp;
use journal::Words;
pub use office::{Erased, Held, HeldOn, ToRedact};
use record::{Author, Entry, LineNo, id::PersonId};

use crate::{Denied, House, LineShown, Reading, sealing, search::Piece};

/// Why a person cannot be erased now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotErased {
    /// They hold seats.
    #[error("they still hold {0}")]
    HoldsSeats(String),
    /// The house does not know them.
    #[error("nobody has that number")]
    Unknown,
}

/// What was erased, for whoever keeps more of it than the database does.
#[derive(Debug, Clone)]
pub struct Traces {
    /// The tombstone.
    pub erased: Erased,
    /// The name that was theirs.
    pub name: String,
    /// The e-mail address that was theirs.
    pub email: Option<String>,
    /// The keys of the letters to them.
    pub letters: Vec<String>,
}

/// Called after a person was erased: the files beside the database are seen to.
pub type AfterErasing = Box<dyn Fn(&Traces) -> Result<(), String> + Send + Sync>;

/// A line of the book that speaks of a person, or that they wrote.
#[derive(Debug, Clone)]
pub struct LineAbout {
    /// Whose book.
    pub partnership: String,
    /// The line.
    pub line: LineShown,
}

/// Everything that the house holds on a person.
#[derive(Debug, Clone)]
pub struct Everything {
    /// What the office holds.
    pub held: Vec<HeldOn>,
    /// The lines of the books.
    pub lines: Vec<LineAbout>,
}

/// A text of the book that names someone.
#[derive(Debug, Clone)]
pub struct TextNaming {
    /// The line.
    pub line: LineNo,
    /// Which of its texts, from 0.
    pub ordinal: u32,
    /// When it was written.
    pub at: Timestamp,
    /// A part of the text, with the name marked.
    pub excerpt: Vec<Piece>,
}

impl House {
    /// What is to be done after a person was erased, besides what the office does. Set once, before
    /// pages are served.
    pub fn after_erasing(&self, then: AfterErasing) {
        let _known = self.after_erasing.set(then);
    }

    /// Everything that the house holds on a person, in every book that it keeps. Reads every book: slow.
    pub fn everything_about(&self, person: PersonId) -> Result<Everything, Denied> {
        let id = person.to_string();
        let held = self.office().held_on(&id)?;
        let mut lines = Vec::new();
        for partnership in self.partnerships()? {
            let mut trouble = None;
            self.journal.read(&partnership, 0, &mut |line| {
                // Most lines speak of others; their JSON need not be read.
                if !line.entry.contains(&id) && !line.by.ends_with(&id) {
                    return ControlFlow::Continue(());
                }
                match shown(&line) {
                    Ok(line) => lines.push(LineAbout {
                        partnership: partnership.clone(),
                        line,
                    }),
                    Err(denied) => {
                        trouble = Some(denied);
                        return ControlFlow::Break(());
                    }
                }
                ControlFlow::Continue(())
            })?;
            if let Some(denied) = trouble {
                return Err(denied);
            }
        }
        Ok(Everything { held, lines })
    }

    /// The texts of a book that hold every word of a person's name, oldest first. Reads the whole book:
    /// slow.
    pub fn texts_naming(&self, reading: &Reading, name: &str) -> Result<Vec<TextNaming>, Denied> {
        let wanted: Vec<String> = index::words(name)
            .map(|word| word.folded)
            .filter(|word| word.chars().count() > 1)
            .collect();
        let mut found = Vec::new();
        if wanted.is_empty() {
            return Ok(found);
        }
        self.journal.read(&reading.partnership, 0, &mut |line| {
            for (ordinal, words) in (0..).zip(&line.words) {
                let Words::Held { text, .. } = words else {
                    continue;
                };
                if names(text, &wanted) {
                    found.push(TextNaming {
                        line: line.number,
                        ordinal,
                        at: line.at.parse().unwrap_or_default(),
                        excerpt: excerpt(name, text),
                    });
                }
            }
            ControlFlow::Continue(())
        })?;
        Ok(found)
    }

    /// Erases a person: what the office holds on them, what that left in the database's files, their
    /// name in memory, and the search index, which is made again. The book keeps their number.
    ///
    /// It is first noted that they are erased, so that it can be done again if it fails in between, and
    /// so that no backup brings them back.
    pub fn erase_person(&self, person: PersonId) -> Result<Result<(), NotErased>, Denied> {
        let id = person.to_string();
        let Some(known) = self.office().person(&id)? else {
            return Ok(Err(NotErased::Unknown));
        };
        let held = self.seats_of(person)?;
        if !held.is_empty() {
            return Ok(Err(NotErased::HoldsSeats(held.join("; "))));
        }
        let erased = Erased {
            person: id.clone(),
            at: self.now().as_second(),
        };
        let letters = self.office().keys_of_letters_to(&id)?;
        self.office().note_erased(&erased)?;
        self.office().revoke_sessions_of(&id)?;
        self.office().erase_person(&id)?;
        self.names()?;
        self.forget_index()?;
        let traces = Traces {
            erased,
            name: known.name,
            email: known.email,
            letters,
        };
        if let Some(then) = self.after_erasing.get() {
            then(&traces).map_err(journal::Fault::Other)?;
        }
        Ok(Ok(()))
    }

    /// Takes out again what was erased before a backup was made, and what was taken out of its books.
    /// To be done before a restored house is served.
    pub fn erase_again(
        &self,
        people: &[Erased],
        redacted: &[RedactedAgain],
    ) -> Result<usize, Denied> {
        let mut done = 0;
        for erased in people {
            self.office().note_erased(erased)?;
            done += usize::from(self.office().erase_person(&erased.person)?);
        }
        for words in redacted {
            done += usize::from(self.redact_again(words)?);
        }
        if done > 0 {
            self.journal.scrub()?;
            self.forget_index()?;
        }
        Ok(done)
    }

    /// Everything that was taken out of the books of this house.
    pub fn all_redacted(&self) -> Result<Vec<RedactedAgain>, Denied> {
        let mut all = Vec::new();
        for partnership in self.partnerships()? {
            self.journal.read(&partnership, 0, &mut |line| {
                if !line.entry.contains("\"redacted\"") {
                    return ControlFlow::Continue(());
                }
                if let Ok((
                    _,
                    Entry::Book(record::book::Entry::Redacted {
                        line,
                        ordinal,
                        authorised_by,
                        ..
                    }),
                )) = sealing::from_line(&line)
                {
                    all.push(RedactedAgain {
                        partnership: partnership.clone(),
                        line,
                        ordinal,
                        authorised_by,
                    });
                }
                ControlFlow::Continue(())
            })?;
        }
        Ok(all)
    }

    fn redact_again(&self, words: &RedactedAgain) -> Result<bool, Denied> {
        let book = &words.partnership;
        let head = self.journal.head(book)?;
        let mut held = false;
        self.journal
            .read(book, words.line.saturating_sub(1), &mut |line| {
                let nth = usize::try_from(words.ordinal).unwrap_or(usize::MAX);
                held = matches!(line.words.get(nth), Some(Words::Held { .. }));
                ControlFlow::Break(())
            })?;
        if !held {
            return Ok(false);
        }
        let ground = "Taken out again, because a backup from before was restored.";
        let ground = record::prose::Words::new(ground)
            .map_err(|error| journal::Fault::Other(error.to_string()))?;
        let mut entry = Entry::Book(record::book::Entry::Redacted {
            line: words.line,
            ordinal: words.ordinal,
            ground: record::prose::Prose::from(&ground),
            authorised_by: words.authorised_by,
        });
        let minute = record::Minute {
            at: Timestamp::from_microsecond(self.now().as_microsecond()).unwrap_or_default(),
            by: Author::System("restore".into()),
        };
        let line = sealing::to_line(&mut entry, &minute, self.chance)?;
        let redacted = self
            .journal
            .redact(book, &head, &line, (words.line, words.ordinal));
        redacted.map_err(|fault| journal::Fault::Other(fault.to_string()))?;
        Ok(true)
    }

    /// The seats that a person holds today or later, in every partnership.
    fn seats_of(&self, person: PersonId) -> Result<Vec<String>, Denied> {
        let mut held = Vec::new();
        for partnership in self.partnerships()? {
            let reading = self.read(&partnership)?;
            let structure = &reading.record.structure;
            let seats = structure.seats_held(person, reading.today());
            held.extend(seats.iter().map(|on| on.chair.title()));
        }
        Ok(held)
    }

    /// Corrects a person's name and address and notes it. A change of the address is written to the old
    /// one and to the new, so that nobody's is changed behind their back.
    pub fn rectify(
        &self,
        person: PersonId,
        name: &str,
        email: Option<&str>,
        by: PersonId,
        partnership: &str,
    ) -> Result<Rectified, Denied> {
        let id = person.to_string();
        let before = self.office().person(&id)?;
        let before = before.ok_or(Denied::NobodyKnown(person))?;
        self.correct_person(person, name, email)?;
        let (by, now) = (by.to_string(), self.now().as_second());
        let changed = Rectified {
            name: before.name != name,
            email: before.email.as_deref() != email,
            old_email: before.email,
        };
        if changed.name {
            self.office().note_corrected(&id, "name", &by, now)?;
        }
        if changed.email {
            self.office()
                .note_corrected(&id, "e-mail address", &by, now)?;
            let both = [changed.old_email.as_deref(), email];
            for address in both.into_iter().flatten() {
                let letter = letter_of_the_change(&id, address, partnership, now);
                self.office().post_letter(&letter, now)?;
            }
        }
        Ok(changed)
    }
}

fn letter_of_the_change(
    person: &str,
    address: &str,
    partnership: &str,
    now: i64,
) -> office::Letter {
    let words = [
        "Your e-mail address for the partnership was changed. Letters and ways to sign in go to the new address from now on.",
        "If you did not ask for this, tell the secretariat at once: somebody may be acting in your name.",
    ];
    office::Letter {
        key: format!("address-changed/{person}/{now}/{address}"),
        partnership: partnership.to_owned(),
        person: Some(person.to_owned()),
        address: address.to_owned(),
        kind: "people/address-changed".to_owned(),
        subject: "Your e-mail address was changed".to_owned(),
        plain: words.join("\n\n"),
        html: format!("<p>{}</p>", words.join("</p><p>")),
        not_before: now,
        ..office::Letter::default()
    }
}

/// What was corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rectified {
    /// Whether the name was.
    pub name: bool,
    /// Whether the address was.
    pub email: bool,
    /// The address before.
    pub old_email: Option<String>,
}

/// Words that were taken out of a book, and are to stay out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RedactedAgain {
    /// Whose book.
    pub partnership: String,
    /// The line.
    pub line: LineNo,
    /// Which of its texts, from 0.
    pub ordinal: u32,
    /// The two people who authorised it.
    pub authorised_by: [PersonId; 2],
}

fn excerpt(name: &str, text: &str) -> Vec<Piece> {
    let Ok(query) = index::Query::read(name) else {
        return Vec::new();
    };
    let pieces = index::snippet(&query, text).into_iter();
    let piece = |index::Piece { text, marked }| Piece { text, marked };
    pieces.map(piece).collect()
}

/// Whether every wanted word is in a text, near the others.
fn names(text: &str, wanted: &[String]) -> bool {
    let words: Vec<String> = index::words(text).map(|word| word.folded).collect();
    // "Smith, Ann" and "Ann B. Smith" name Ann Smith; words pages apart do not.
    let span = wanted.len() + 2;
    let is_there = |window: &[String]| wanted.iter().all(|word| window.contains(word));
    if words.len() <= span {
        return is_there(&words);
    }
    words.windows(span).any(is_there)
}

fn shown(line: &journal::Line) -> Result<LineShown, Denied> {
    let (minute, entry) = sealing::from_line(line)?;
    let redacted = line
        .words
        .iter()
        .filter(|words| matches!(words, Words::Redacted));
    Ok(LineShown {
        number: line.number,
        at: Some(minute.at),
        by: Some(minute.by),
        entry: Some(entry),
        hash: Some(line.hash.to_string()),
        redacted: redacted.count(),
    })
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_text_names_someone_when_the_words_of_the_name_stand_together() {
        let name: Vec<String> = ["ann", "smith"].map(str::to_owned).to_vec();
        for (text, is_named) in [
            ("Ann Smith", true),
            ("Mrs Smith, Ann, complained.", true),
            ("ANN B. SMITH’S house", false), // as in the index: an apostrophe joins
            ("To thank Ann B. Smith for it.", true),
            ("Ann thanked everybody in the room, and Smith too.", false),
            ("Annie Smithson", false),
            ("", false),
        ] {
            assert_eq!(names(text, &name), is_named, "{text}");
        }
    }
}
