//! What a house remembers about writing letters: how far each book's letters have been written, what
//! somebody wishes to receive, and what waits for their next digest.
//!
//! It decides that a book's letters are written once, by whichever node comes first: the place up to
//! which they were written moves in the same transaction as they are posted. What a line of the book makes
//! of letters, the application knows.

use crate::desk::{fingerprint, first, short, within};
use crate::outbox::{fit, post};
use crate::{Desk, Fault, Letter, Office};

/// How somebody wishes to have letters of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wish {
    /// Each as it comes.
    AtOnce,
    /// Together, once a day.
    Daily,
    /// Together, once a week.
    Weekly,
    /// Not at all.
    Never,
}

impl Wish {
    /// Every wish.
    pub const ALL: [Self; 4] = [Self::AtOnce, Self::Daily, Self::Weekly, Self::Never];

    /// The wish as a word: `at-once`, `daily`, `weekly` or `never`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::AtOnce => "at-once",
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::Never => "never",
        }
    }

    /// The wish that a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|wish| wish.word() == word)
    }
}

/// A piece of news that waits for somebody's next digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gathered {
    /// What tells it from every other, as with a letter.
    pub key: String,
    /// Whose digest it belongs in: a person's id.
    pub person: String,
    /// Whether the daily or the weekly.
    pub wish: Wish,
    /// What sort of letter it would have been.
    pub kind: String,
    /// Its heading.
    pub subject: String,
    /// A sentence or two.
    pub words: String,
    /// Where it leads: a path below the house's address.
    pub link: String,
    /// When it was noted.
    pub noted: i64,
}

/// How far a book's letters have been written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// The last line that was looked at.
    pub line: i64,
    /// The last day whose reminders were written, in days since the first of 1970.
    pub day: i64,
}

/// Whose letters a secret address stops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stopper {
    /// The partnership.
    pub partnership: String,
    /// The person.
    pub person: String,
    /// The kind of letter.
    pub kind: String,
}

impl dyn Office + '_ {
    /// How far a book's letters have been written; none: nobody has begun.
    pub fn letters_written(&self, partnership: &str) -> Result<Option<Written>, Fault> {
        self.ask_one(
            "SELECT line, day FROM letters_written WHERE partnership = ?",
            &[partnership.into()],
            |row| {
                Ok(Written {
                    line: row.number()?,
                    day: row.number()?,
                })
            },
        )
    }

    /// Begins writing a book's letters after a line, and its reminders after a day; what is before them
    /// makes none. Does nothing if it was begun already.
    pub fn begin_letters(
        &self,
        partnership: &str,
        line: i64,
        day: i64,
        now: i64,
    ) -> Result<(), Fault> {
        short("partnership", partnership)?;
        self.run(
            "INSERT INTO letters_written (partnership, line, day, moved) VALUES (?, ?, ?, ?) \
             ON CONFLICT (partnership) DO NOTHING",
            &[partnership.into(), line.into(), day.into(), now.into()],
        )?;
        Ok(())
    }

    /// Posts what the lines after `from` and up to `to` make of letters and of news for digests, and moves
    /// the line up to which they were written, all or none. Says whether this was done here: not if
    /// another node was first.
    pub fn write_letters(
        &self,
        partnership: &str,
        lines: (i64, i64),
        letters: &[Letter],
        news: &[Gathered],
        now: i64,
    ) -> Result<bool, Fault> {
        const MOVED: &str =
            "UPDATE letters_written SET line = ?, moved = ? WHERE partnership = ? AND line = ?";
        self.write_on(MOVED, partnership, lines, letters, news, now)
    }

    /// The same with the reminders of the days after `from` and up to `to`.
    pub fn write_reminders(
        &self,
        partnership: &str,
        days: (i64, i64),
        letters: &[Letter],
        news: &[Gathered],
        now: i64,
    ) -> Result<bool, Fault> {
        const MOVED: &str =
            "UPDATE letters_written SET day = ?, moved = ? WHERE partnership = ? AND day = ?";
        self.write_on(MOVED, partnership, days, letters, news, now)
    }

    /// Posts letters and keeps news, if the place up to which they were written could be moved.
    fn write_on(
        &self,
        moved: &'static str,
        partnership: &str,
        (from, to): (i64, i64),
        letters: &[Letter],
        news: &[Gathered],
        now: i64,
    ) -> Result<bool, Fault> {
        letters.iter().try_for_each(fit)?;
        self.write(|desk| {
            let place = [to.into(), now.into(), partnership.into(), from.into()];
            let moved = desk.run(moved, &place)? > 0;
            if moved {
                post_all(desk, partnership, letters, news, now)?;
            }
            Ok(moved)
        })
    }

    /// What waits for the daily or the weekly digests of a partnership and was noted before a moment,
    /// oldest first.
    pub fn gathered(
        &self,
        partnership: &str,
        wish: Wish,
        before: i64,
    ) -> Result<Vec<Gathered>, Fault> {
        self.ask_all(
            "SELECT id, person, kind, subject, words, link, noted FROM gathered \
             WHERE partnership = ? AND wish = ? AND noted < ? ORDER BY noted, id",
            &[partnership.into(), wish.word().into(), before.into()],
            |row| {
                Ok(Gathered {
                    key: row.text()?,
                    person: row.text()?,
                    wish,
                    kind: row.text()?,
                    subject: row.text()?,
                    words: row.text()?,
                    link: row.text()?,
                    noted: row.number()?,
                })
            },
        )
    }

    /// Posts a digest and takes out what is in it, all or none. Says whether this was done here. Without a
    /// letter the news is only taken out.
    pub fn post_digest(
        &self,
        letter: Option<&Letter>,
        keys: &[&str],
        now: i64,
    ) -> Result<bool, Fault> {
        if let Some(letter) = letter {
            fit(letter)?;
        }
        self.write(|desk| {
            let mut taken = 0;
            for key in keys {
                taken += desk.run("DELETE FROM gathered WHERE id = ?", &[(*key).into()])?;
            }
            // Another node took them out, and its digest has them.
            if taken == 0 {
                return Ok(false);
            }
            if let Some(letter) = letter {
                post(desk, letter, now)?;
            }
            Ok(true)
        })
    }

    /// Everybody's wishes in a partnership: person, kind of letter, wish. Who said nothing is not in it.
    pub fn letter_wishes(&self, partnership: &str) -> Result<Vec<(String, String, Wish)>, Fault> {
        self.ask_all(
            "SELECT person, kind, wish FROM letter_wishes WHERE partnership = ? ORDER BY person, kind",
            &[partnership.into()],
            |row| {
                let (person, kind, wish) = (row.text()?, row.text()?, row.text()?);
                Ok((person, kind, Wish::from_word(&wish).unwrap_or(Wish::AtOnce)))
            },
        )
    }

    /// Notes how somebody wishes to have letters of a kind.
    pub fn wish_letters(
        &self,
        partnership: &str,
        person: &str,
        kind: &str,
        wish: Wish,
    ) -> Result<(), Fault> {
        short("partnership", partnership)?;
        short("kind of letter", kind)?;
        within("person's id", person, 200)?;
        self.write(|desk| {
            desk.run(
                "INSERT INTO letter_wishes (partnership, person, kind, wish) VALUES (?, ?, ?, ?) \
                 ON CONFLICT (partnership, person, kind) DO UPDATE SET wish = excluded.wish",
                &[
                    partnership.into(),
                    person.into(),
                    kind.into(),
                    wish.word().into(),
                ],
            )?;
            // What was gathered follows the wish: at once means with the next daily digest.
            match wish {
                Wish::Never => desk.run(
                    "DELETE FROM gathered WHERE partnership = ? AND person = ? AND kind = ?",
                    &[partnership.into(), person.into(), kind.into()],
                )?,
                Wish::Weekly => desk.run(
                    "UPDATE gathered SET wish = 'weekly' WHERE partnership = ? AND person = ? AND kind = ?",
                    &[partnership.into(), person.into(), kind.into()],
                )?,
                Wish::AtOnce | Wish::Daily => desk.run(
                    "UPDATE gathered SET wish = 'daily' WHERE partnership = ? AND person = ? AND kind = ?",
                    &[partnership.into(), person.into(), kind.into()],
                )?,
            };
            Ok(())
        })
    }

    /// Whose letters a secret address stops, if it was in a letter that the office still knows of.
    pub fn letter_stopper(&self, secret: &str) -> Result<Option<Stopper>, Fault> {
        let rows = self.ask(
            "SELECT partnership, person, kind FROM outbox WHERE stop = ? AND person IS NOT NULL",
            &[fingerprint(secret).as_str().into()],
        )?;
        first(rows, |row| {
            Ok(Stopper {
                partnership: row.text()?,
                person: row.text()?,
                kind: row.text()?,
            })
        })
    }
}

/// Posts letters, and keeps news for digests, within a transaction.
fn post_all(
    desk: &mut dyn Desk,
    partnership: &str,
    letters: &[Letter],
    news: &[Gathered],
    now: i64,
) -> Result<(), Fault> {
    for letter in letters {
        post(desk, letter, now)?;
    }
    for one in news {
        desk.run(
            "INSERT INTO gathered (id, partnership, person, wish, kind, subject, words, link, noted) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
            &[
                one.key.as_str().into(),
                partnership.into(),
                one.person.as_str().into(),
                one.wish.word().into(),
                one.kind.as_str().into(),
                one.subject.as_str().into(),
                one.words.as_str().into(),
                one.link.as_str().into(),
                one.noted.into(),
            ],
        )?;
    }
    Ok(())
}
