//! The outbox: letters that are to be sent, and what became of them.
//!
//! It decides that a letter is posted once however often it is asked for, that only one of several
//! nodes has it in hand at a time, when it is tried again, and when its words are destroyed. It
//! decides neither who is written to nor how a letter travels.
//!
//! A letter is taken in hand for a while (`claim`), handed over, and only then marked as sent. Should the
//! program die in between, the letter is taken up again once that while is over: none is lost.
//! One may be handed over twice only if the program dies after the mail server took it and before
//! the mark was on disk, which is why the mark is the very next thing that is done; no sender of
//! mail can close that gap (RFC 1047). Its Message-ID is made of its key and stays the same, so that the
//! recipient's side can tell.

use crate::address::is_address;
use crate::desk::{Row, fingerprint, first, short, within};
use crate::{Desk, Fault, Office};

/// Most bytes in the plain words of a letter, and in its HTML: 256 KiB each.
pub const LETTER_LIMIT: usize = 256 * 1024;

/// How long the words of a letter are kept at the most, sent or not: 30 days, in seconds.
pub const BODY_KEPT: i64 = 30 * DAY;

/// How long it is kept that a letter was sent: 400 days, so that a year can be looked back upon.
const NOTE_KEPT: i64 = 400 * DAY;

/// How long it is kept that somebody was sent a way to sign in: a day.
const SIGN_IN_KEPT: i64 = DAY;

const DAY: i64 = 24 * 60 * 60;

/// The pauses after the first, second, … try that failed, in seconds. With the last, given up.
const PAUSES: [i64; 9] = [
    60,
    5 * 60,
    15 * 60,
    60 * 60,
    3 * 60 * 60,
    6 * 60 * 60,
    12 * 60 * 60,
    DAY,
    DAY,
];

/// A letter to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Letter {
    /// What tells it from every other: a letter with a key that was used before is not posted.
    pub key: String,
    /// The partnership it comes from; blank for a letter of the installation itself.
    pub partnership: String,
    /// The person it is to, if the house knows them. With them it is erased.
    pub person: Option<String>,
    /// The address it goes to.
    pub address: String,
    /// What sort of letter it is, such as `meetings/agenda`. Those that begin with `sign-in/` leave
    /// no trace after a day.
    pub kind: String,
    /// What it is about, such as a meeting, so that its page can tell who was written to.
    pub about: Option<String>,
    /// The subject: one line.
    pub subject: String,
    /// Its words, plain.
    pub plain: String,
    /// The same words as HTML.
    pub html: String,
    /// Further headers, such as `List-Unsubscribe`: name and value.
    pub headers: Vec<(String, String)>,
    /// The secret of the address by which letters of its kind are stopped, if they may be.
    pub stop: Option<String>,
    /// The second before which it is not sent; at once if that is past.
    pub not_before: i64,
    /// The second after which it is of no use any more and is not sent.
    pub good_until: Option<i64>,
}

/// A letter that was taken in hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// The letter.
    pub letter: Letter,
    /// How often it has been tried, this time included.
    pub tries: i64,
}

/// Where a letter has got to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is still to be sent.
    Waiting,
    /// The mail server took it.
    Sent,
    /// It could not be sent and is not tried again.
    Failed,
}

impl State {
    /// The state as a word: `waiting`, `sent` or `failed`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Failed => "failed",
        }
    }
}

/// What the office still knows of a letter, without its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// Its key.
    pub key: String,
    /// The person it is to, if the house knows them.
    pub person: Option<String>,
    /// The address it goes to.
    pub address: String,
    /// What sort of letter it is.
    pub kind: String,
    /// What it is about.
    pub about: Option<String>,
    /// Its subject.
    pub subject: String,
    /// When it was posted.
    pub posted: i64,
    /// Where it has got to.
    pub state: State,
    /// How often it was tried.
    pub tries: i64,
    /// When it is tried next, while it waits.
    pub due: i64,
    /// When it was sent or given up.
    pub settled: Option<i64>,
    /// What was wrong at the last try.
    pub trouble: Option<String>,
    /// Whether its words are still there, so that it could be sent again.
    pub has_words: bool,
}

impl dyn Office + '_ {
    /// Posts a letter. Says whether it is new: a key that was posted before posts nothing. Refuses
    /// an address that nothing can be sent to, and anything that could end a line of a header.
    pub fn post_letter(&self, letter: &Letter, now: i64) -> Result<bool, Fault> {
        fit(letter)?;
        self.write(|desk| post(desk, letter, now))
    }

    /// Whether a letter is due that nobody has in hand. Asked before `claim_letter`,
    /// because it changes nothing and waits for nobody.
    pub fn letter_is_due(&self, now: i64) -> Result<bool, Fault> {
        let due = self.ask(
            "SELECT id FROM outbox WHERE state = 'waiting' AND due <= ? \
             AND (held_until IS NULL OR held_until <= ?) LIMIT 1",
            &[now.into(), now.into()],
        )?;
        Ok(!due.is_empty())
    }

    /// Takes the letter in hand that has waited longest, for `holder`, until `now + seconds`. None:
    /// nothing is due. Letters that are of no use any more are given up on the way.
    pub fn claim_letter(
        &self,
        holder: &str,
        now: i64,
        seconds: i64,
    ) -> Result<Option<Claimed>, Fault> {
        short("holder of the letter", holder)?;
        self.write(|desk| {
            desk.run(
                "UPDATE outbox SET state = 'failed', settled = ?, plain = NULL, html = NULL, headers = NULL, \
                 holder = NULL, held_until = NULL, trouble = 'It could not be sent while it was of use.' \
                 WHERE state = 'waiting' AND good_until < ? AND (held_until IS NULL OR held_until <= ?)",
                &[now.into(), now.into(), now.into()],
            )?;
            // The conditions are said twice: where two nodes choose the same letter, the second
            // waits for the first and must then see that it came too late.
            let rows = desk.ask(
                "UPDATE outbox SET holder = ?, held_until = ?, tries = tries + 1 \
                 WHERE id = (SELECT id FROM outbox WHERE state = 'waiting' AND due <= ? \
                     AND (held_until IS NULL OR held_until <= ?) ORDER BY due, posted, id LIMIT 1) \
                 AND state = 'waiting' AND (held_until IS NULL OR held_until <= ?) \
                 RETURNING id, partnership, person, address, kind, about, subject, plain, html, headers, tries",
                &[
                    holder.into(),
                    (now + seconds).into(),
                    now.into(),
                    now.into(),
                    now.into(),
                ],
            )?;
            first(rows, claimed)
        })
    }

    /// Marks a letter as sent and destroys its words. To be called the moment the server has it. Says whether
    /// the letter is still known: whoever it is to may have been erased while it was on its way.
    pub fn letter_sent(&self, key: &str, now: i64) -> Result<bool, Fault> {
        let marked = self.run(
            "UPDATE outbox SET state = 'sent', settled = ?, plain = NULL, html = NULL, headers = NULL, \
             holder = NULL, held_until = NULL, trouble = NULL WHERE id = ? AND state <> 'sent'",
            &[now.into(), key.into()],
        )?;
        if marked > 0 {
            return Ok(true);
        }
        let known = self.ask("SELECT id FROM outbox WHERE id = ?", &[key.into()])?;
        Ok(!known.is_empty())
    }

    /// The keys of the letters to a person, and of those to their address from before it was known to be theirs.
    pub fn keys_of_letters_to(&self, person: &str) -> Result<Vec<String>, Fault> {
        self.ask_all(
            "SELECT id FROM outbox WHERE person = ? \
             OR address_key = (SELECT email_key FROM people WHERE id = ?) ORDER BY id",
            &[person.into(), person.into()],
            Row::text,
        )
    }

    /// Notes that a letter could not be sent this time. It is tried again after a pause that grows
    /// with each try, and given up after some three days. Nothing happens if another has it in hand by now.
    pub fn letter_delayed(
        &self,
        claimed: &Claimed,
        holder: &str,
        why: &str,
        now: i64,
    ) -> Result<(), Fault> {
        let tries = usize::try_from(claimed.tries.max(1)).unwrap_or(usize::MAX);
        let Some(pause) = PAUSES.get(tries - 1) else {
            return self.letter_refused(claimed, holder, why, now);
        };
        self.run(
            "UPDATE outbox SET due = ?, trouble = ?, holder = NULL, held_until = NULL \
             WHERE id = ? AND state = 'waiting' AND holder = ?",
            &[
                (now + pause).into(),
                said(why).as_str().into(),
                claimed.letter.key.as_str().into(),
                holder.into(),
            ],
        )?;
        Ok(())
    }

    /// Puts a letter back for `pause` seconds, because no letter can leave at present. The try does not
    /// count.
    pub fn letter_put_back(
        &self,
        claimed: &Claimed,
        holder: &str,
        why: &str,
        now: i64,
        pause: i64,
    ) -> Result<(), Fault> {
        self.run(
            "UPDATE outbox SET due = ?, trouble = ?, tries = tries - 1, holder = NULL, held_until = NULL \
             WHERE id = ? AND state = 'waiting' AND holder = ?",
            &[
                (now + pause).into(),
                said(why).as_str().into(),
                claimed.letter.key.as_str().into(),
                holder.into(),
            ],
        )?;
        Ok(())
    }

    /// Notes that a letter was refused for good. It is not tried again unless someone asks for it;
    /// its words stay until they are too old.
    pub fn letter_refused(
        &self,
        claimed: &Claimed,
        holder: &str,
        why: &str,
        now: i64,
    ) -> Result<(), Fault> {
        self.run(
            "UPDATE outbox SET state = 'failed', settled = ?, trouble = ?, holder = NULL, held_until = NULL \
             WHERE id = ? AND state = 'waiting' AND holder = ?",
            &[
                now.into(),
                said(why).as_str().into(),
                claimed.letter.key.as_str().into(),
                holder.into(),
            ],
        )?;
        Ok(())
    }

    /// Sends a failed letter again, to the person's address as it is now. Says whether there was such a
    /// letter with its words still there.
    pub fn send_letter_again(&self, partnership: &str, key: &str, now: i64) -> Result<bool, Fault> {
        self.write(|desk| {
            let rows = desk.ask(
                "SELECT outbox.address, people.email FROM outbox LEFT JOIN people ON people.id = outbox.person \
                 WHERE outbox.id = ? AND outbox.partnership = ? AND outbox.state = 'failed' \
                 AND outbox.plain IS NOT NULL",
                &[key.into(), partnership.into()],
            )?;
            let Some((old, current)) = first(rows, |row| Ok((row.text()?, row.perhaps_text()?)))?
            else {
                return Ok(false);
            };
            let address = current.unwrap_or(old);
            if !is_address(&address) {
                return Err(Fault::Unfit {
                    what: "email address",
                });
            }
            let touched = desk.run(
                "UPDATE outbox SET state = 'waiting', due = ?, tries = 0, settled = NULL, good_until = NULL, \
                 trouble = NULL, address = ?, address_key = ? WHERE id = ? AND state = 'failed'",
                &[
                    now.into(),
                    address.as_str().into(),
                    address.to_lowercase().as_str().into(),
                    key.into(),
                ],
            )?;
            Ok(touched > 0)
        })
    }

    /// The latest letters of a partnership in one state, newest first, at most `limit`. Letters by
    /// which people sign in are not among them.
    pub fn letters(
        &self,
        partnership: &str,
        state: State,
        limit: i64,
    ) -> Result<Vec<Posted>, Fault> {
        self.ask_all(
            "SELECT id, person, address, kind, about, subject, posted, state, tries, due, settled, trouble, \
             CAST(CASE WHEN plain IS NULL THEN 0 ELSE 1 END AS BIGINT) FROM outbox \
             WHERE partnership = ? AND state = ? AND kind NOT LIKE 'sign-in/%' \
             ORDER BY posted DESC, id LIMIT ?",
            &[partnership.into(), state.word().into(), limit.into()],
            posted,
        )
    }

    /// How many letters of a partnership are in one state, without those by which people sign in.
    pub fn count_letters(&self, partnership: &str, state: State) -> Result<i64, Fault> {
        let count = self.ask_one(
            "SELECT count(*) FROM outbox \
             WHERE partnership = ? AND state = ? AND kind NOT LIKE 'sign-in/%'",
            &[partnership.into(), state.word().into()],
            Row::number,
        )?;
        Ok(count.unwrap_or(0))
    }

    /// The letters about one thing, such as a meeting, in the order in which they were posted.
    pub fn letters_about(&self, partnership: &str, about: &str) -> Result<Vec<Posted>, Fault> {
        self.ask_all(
            "SELECT id, person, address, kind, about, subject, posted, state, tries, due, settled, trouble, \
             CAST(CASE WHEN plain IS NULL THEN 0 ELSE 1 END AS BIGINT) FROM outbox \
             WHERE partnership = ? AND about = ? AND kind NOT LIKE 'sign-in/%' \
             ORDER BY posted, id",
            &[partnership.into(), about.into()],
            posted,
        )
    }

    /// Destroys the words of letters that are too old, and what is no longer kept of letters that are
    /// settled. Says how many rows it touched.
    pub fn clear_outbox(&self, now: i64) -> Result<u64, Fault> {
        self.write(|desk| {
            let mut touched = desk.run(
                "UPDATE outbox SET plain = NULL, html = NULL, headers = NULL, state = 'failed', settled = ?, \
                 holder = NULL, held_until = NULL, trouble = COALESCE(trouble, 'It had waited too long.') \
                 WHERE state = 'waiting' AND posted < ?",
                &[now.into(), (now - BODY_KEPT).into()],
            )?;
            touched += desk.run(
                "UPDATE outbox SET plain = NULL, html = NULL, headers = NULL \
                 WHERE state = 'failed' AND plain IS NOT NULL AND posted < ?",
                &[(now - BODY_KEPT).into()],
            )?;
            touched += desk.run(
                "DELETE FROM outbox WHERE state <> 'waiting' AND (settled < ? \
                 OR (settled < ? AND kind LIKE 'sign-in/%'))",
                &[(now - NOTE_KEPT).into(), (now - SIGN_IN_KEPT).into()],
            )?;
            Ok(touched)
        })
    }
}

/// Posts a letter that was found fit, within a transaction.
pub(crate) fn post(desk: &mut dyn Desk, letter: &Letter, now: i64) -> Result<bool, Fault> {
    let headers = letter
        .headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\n"))
        .collect::<String>();
    let touched = desk.run(
        "INSERT INTO outbox (id, partnership, person, address, address_key, kind, about, subject, plain, html, \
         headers, stop, posted, due, good_until, state, tries) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', 0) ON CONFLICT (id) DO NOTHING",
        &[
            letter.key.as_str().into(),
            letter.partnership.as_str().into(),
            letter.person.as_deref().into(),
            letter.address.as_str().into(),
            letter.address.to_lowercase().as_str().into(),
            letter.kind.as_str().into(),
            letter.about.as_deref().into(),
            letter.subject.as_str().into(),
            letter.plain.as_str().into(),
            letter.html.as_str().into(),
            headers.as_str().into(),
            letter.stop.as_deref().map(fingerprint).as_deref().into(),
            now.into(),
            letter.not_before.max(now).into(),
            letter.good_until.into(),
        ],
    )?;
    Ok(touched > 0)
}

/// Checks that a letter can be kept and sent.
pub(crate) fn fit(letter: &Letter) -> Result<(), Fault> {
    short("key of the letter", &letter.key)?;
    short("kind of letter", &letter.kind)?;
    line("subject", &letter.subject)?;
    short("subject", &letter.subject)?;
    within("partnership", &letter.partnership, 200)?;
    within("letter", &letter.plain, LETTER_LIMIT)?;
    within("letter", &letter.html, LETTER_LIMIT)?;
    if !is_address(&letter.address) {
        return Err(Fault::Unfit {
            what: "email address",
        });
    }
    for (name, value) in &letter.headers {
        let is_name = !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !is_name {
            return Err(Fault::Unfit {
                what: "name of a header",
            });
        }
        line("header", value)?;
    }
    Ok(())
}

/// Checks that a text is one line, so that it cannot smuggle another header in.
fn line(what: &'static str, text: &str) -> Result<(), Fault> {
    if text.chars().any(char::is_control) {
        return Err(Fault::Unfit { what });
    }
    within(what, text, 2_000)
}

/// What was wrong, short enough to be kept, on one line.
fn said(why: &str) -> String {
    why.chars()
        .map(|one| if one.is_control() { ' ' } else { one })
        .take(500)
        .collect()
}

fn claimed(row: &mut Row) -> Result<Claimed, Fault> {
    let letter = Letter {
        key: row.text()?,
        partnership: row.text()?,
        person: row.perhaps_text()?,
        address: row.text()?,
        kind: row.text()?,
        about: row.perhaps_text()?,
        subject: row.text()?,
        plain: row.perhaps_text()?.unwrap_or_default(),
        html: row.perhaps_text()?.unwrap_or_default(),
        headers: row
            .perhaps_text()?
            .unwrap_or_default()
            .lines()
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        ..Letter::default()
    };
    Ok(Claimed {
        letter,
        tries: row.number()?,
    })
}

fn posted(row: &mut Row) -> Result<Posted, Fault> {
    Ok(Posted {
        key: row.text()?,
        person: row.perhaps_text()?,
        address: row.text()?,
        kind: row.text()?,
        about: row.perhaps_text()?,
        subject: row.text()?,
        posted: row.number()?,
        state: match row.text()?.as_str() {
            "sent" => State::Sent,
            "failed" => State::Failed,
            _ => State::Waiting,
        },
        tries: row.number()?,
        due: row.number()?,
        settled: row.perhaps_number()?,
        trouble: row.perhaps_text()?,
        has_words: row.number()? != 0,
    })
}
