//! From news to letters: each person gets theirs at once, in their next digest or not at all, as they
//! wish; and how far the book's letters are written moves in the same transaction.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

use jiff::{Timestamp, ToSpan, civil::Date};
use office::{Gathered, Letter, Wish, is_address};
use post::{Part, Sheet};
use record::{LineNo, id::PersonId};

use super::{Kind, News, To, reminders::news_of_days, table::news_of};
use crate::{Denied, House, Reading, sealing};

/// The setting by which a partnership has no letters written: `off`.
pub(super) const SETTING: &str = "letters";

/// Most lines of a book whose letters are written in one go.
const LINES: u64 = 500;

/// After how many days a line gives no cause to write any more.
const STALE: i64 = 14;

/// Most characters in a subject.
const SUBJECT: usize = 150;

/// How people wish to have their letters, and where they get them.
pub(super) struct Addresses {
    wishes: BTreeMap<(String, String), Wish>,
    emails: BTreeMap<String, String>,
}

impl Addresses {
    pub(super) fn read(house: &House, partnership: &str) -> Result<Self, Denied> {
        let wishes = house.office().letter_wishes(partnership)?;
        let people = house.office().people()?;
        Ok(Self {
            wishes: wishes
                .into_iter()
                .map(|(person, kind, wish)| ((person, kind), wish))
                .collect(),
            emails: people
                .into_iter()
                .filter_map(|person| Some((person.id, person.email?)))
                .filter(|(_, email)| is_address(email))
                .collect(),
        })
    }

    pub(super) fn email(&self, person: &str) -> Option<&str> {
        self.emails.get(person).map(String::as_str)
    }

    fn wish(&self, person: &str, kind: Kind) -> Wish {
        let said = self
            .wishes
            .get(&(person.to_owned(), kind.word().to_owned()));
        kind.settled(said.copied())
    }
}

impl House {
    /// Writes the letters to which the books gave cause since it was last done. A book whose letters
    /// were never written begins where it ends: what is past makes none. `base` is the public
    /// address, without a slash at its end.
    pub fn write_letters(&self, base: &str) -> Result<(), Denied> {
        for partnership in self.partnerships()? {
            while self.write_some_letters(&partnership, base)? {}
        }
        Ok(())
    }

    /// Whether there is more to do.
    fn write_some_letters(&self, partnership: &str, base: &str) -> Result<bool, Denied> {
        let head = self.journal().head(partnership)?.line;
        let Some(written) = self.office().letters_written(partnership)? else {
            let today = day_number(self.read(partnership)?.today());
            let now = self.now().as_second();
            self.office()
                .begin_letters(partnership, signed(head), today, now)?;
            return Ok(false);
        };
        if signed(head) <= written.line {
            return Ok(false);
        }
        let from = u64::try_from(written.line).unwrap_or(0);
        let reading = self.read(partnership)?;
        let (to, news) = self.news_after(&reading, from, head)?;
        let (letters, gathered) = self.addressed(&reading, base, news)?;
        let now = self.now().as_second();
        self.office().write_letters(
            partnership,
            (written.line, signed(to)),
            &letters,
            &gathered,
            now,
        )?;
        // Even where another node was first: there may be more.
        Ok(to < head)
    }

    /// What the lines after one give cause to write, and the last of them that was looked at.
    fn news_after(
        &self,
        reading: &Reading,
        from: LineNo,
        head: LineNo,
    ) -> Result<(LineNo, Vec<News>), Denied> {
        let until = head.min(from + LINES).min(reading.head.line);
        let stale = reading.now - (STALE * 24).hours();
        let (mut news, mut trouble) = (Vec::new(), None);
        let silent = self.is_silent(&reading.partnership)?;
        if !silent {
            self.journal()
                .read(&reading.partnership, from, &mut |line| {
                    if line.number > until {
                        return ControlFlow::Break(());
                    }
                    match sealing::from_line(&line) {
                        Ok((minute, entry)) if minute.at >= stale => {
                            news.extend(news_of(reading, line.number, &minute, &entry));
                        }
                        Ok(_) => {}
                        Err(denied) => {
                            trouble = Some(denied);
                            return ControlFlow::Break(());
                        }
                    }
                    ControlFlow::Continue(())
                })?;
        }
        match trouble {
            Some(denied) => Err(denied),
            None => Ok((until, news)),
        }
    }

    /// Writes the reminders for the days since it was last done, once the day has begun: from seven
    /// o'clock on.
    pub fn write_reminders(&self, base: &str) -> Result<(), Denied> {
        for partnership in self.partnerships()? {
            let reading = self.read(&partnership)?;
            let today = last_morning(&reading).date();
            let Some(written) = self.office().letters_written(&partnership)? else {
                continue;
            };
            if day_number(today) <= written.day {
                continue;
            }
            let after = day_of_number(written.day);
            let news = match self.is_silent(&partnership)? {
                true => Vec::new(),
                false => news_of_days(&reading, after, today),
            };
            let (letters, gathered) = self.addressed(&reading, base, news)?;
            self.office().write_reminders(
                &partnership,
                (written.day, day_number(today)),
                &letters,
                &gathered,
                self.now().as_second(),
            )?;
        }
        Ok(())
    }

    /// Whether a partnership has no letters written for it.
    pub(super) fn is_silent(&self, partnership: &str) -> Result<bool, Denied> {
        let setting = self.office().setting(partnership, SETTING)?;
        Ok(setting.as_deref() == Some("off"))
    }

    /// News as letters for those who have it at once, and for others as part of their next digest.
    fn addressed(
        &self,
        reading: &Reading,
        base: &str,
        news: Vec<News>,
    ) -> Result<(Vec<Letter>, Vec<Gathered>), Denied> {
        let (mut letters, mut gathered) = (Vec::new(), Vec::new());
        if news.is_empty() {
            return Ok((letters, gathered));
        }
        let addresses = Addresses::read(self, &reading.partnership)?;
        let mut known = BTreeSet::new();
        for one in &news {
            for to in &one.to {
                let person = to.person.to_string();
                let key = format!("{}/{}/{person}", reading.partnership, one.key);
                let Some(email) = addresses.email(&person) else {
                    continue;
                };
                if !known.insert(key.clone()) {
                    continue;
                }
                match addresses.wish(&person, one.kind) {
                    Wish::Never => {}
                    Wish::AtOnce => letters.push(self.letter(reading, base, one, to, key, email)),
                    wish => gathered.push(Gathered {
                        key,
                        person,
                        wish,
                        kind: one.kind.word().to_owned(),
                        subject: one_line(&one.subject),
                        words: first_words(&one.parts),
                        link: format!("/{}{}", reading.partnership, one.button.1),
                        noted: self.now().as_second(),
                    }),
                }
            }
        }
        Ok((letters, gathered))
    }

    fn letter(
        &self,
        reading: &Reading,
        base: &str,
        news: &News,
        to: &To,
        key: String,
        email: &str,
    ) -> Letter {
        let mut sheet = dear(reading, to.person);
        sheet.parts.extend(news.parts.iter().cloned());
        let (words, path) = &news.button;
        let sheet = sheet
            .button(*words, format!("{base}/{}{path}", reading.partnership))
            .foot(Part::Words(to.why.clone()));
        let stop = news
            .kind
            .why_always()
            .is_none()
            .then(|| secret(self.chance()));
        let address = Address {
            key,
            person: to.person,
            email,
            kind: news.kind.word(),
            about: news.about.clone(),
            subject: &news.subject,
        };
        finished(reading, base, sheet, address, stop)
    }
}

/// Where a letter goes and what is on its outside.
pub(super) struct Address<'a> {
    pub(super) key: String,
    pub(super) person: PersonId,
    pub(super) email: &'a str,
    pub(super) kind: &'static str,
    pub(super) about: Option<String>,
    pub(super) subject: &'a str,
}

/// A sheet with its greeting.
pub(super) fn dear(reading: &Reading, person: PersonId) -> Sheet {
    Sheet::new(format!("Dear {},", reading.names.of(person)))
}

/// A letter of a finished sheet: with how to have fewer of them at its foot and in its headers.
pub(super) fn finished(
    reading: &Reading,
    base: &str,
    mut sheet: Sheet,
    address: Address<'_>,
    stop: Option<String>,
) -> Letter {
    let mut headers = Vec::new();
    sheet = sheet.foot(Part::Link {
        words: "Letters you get, and how often".to_owned(),
        address: format!("{base}/{}/desk/letters", reading.partnership),
    });
    if let Some(secret) = &stop {
        let at = format!("{base}/letters/stop/{secret}");
        headers.push(("List-Unsubscribe".to_owned(), format!("<{at}>")));
        // One request without a person stops them (RFC 8058).
        headers.push((
            "List-Unsubscribe-Post".to_owned(),
            "List-Unsubscribe=One-Click".to_owned(),
        ));
        sheet = sheet.foot(Part::Link {
            words: "Stop letters like this one".to_owned(),
            address: at,
        });
    }
    let subject = one_line(address.subject);
    Letter {
        key: address.key,
        partnership: reading.partnership.to_string(),
        person: Some(address.person.to_string()),
        address: address.email.to_owned(),
        kind: address.kind.to_owned(),
        about: address.about,
        plain: sheet.plain(),
        html: sheet.html(&subject),
        subject,
        headers,
        stop,
        not_before: 0,
        good_until: None,
    }
}

/// A subject: on one line, and not endless.
fn one_line(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|one| if one.is_control() { ' ' } else { one })
        .collect();
    if line.chars().count() <= SUBJECT {
        return line;
    }
    let begun: String = line.chars().take(SUBJECT - 1).collect();
    format!("{}…", begun.trim_end())
}

/// The first paragraph, for a digest.
fn first_words(parts: &[Part]) -> String {
    let mut words = parts.iter().filter_map(|part| match part {
        Part::Words(words) => Some(words.clone()),
        Part::List(items) => Some(items.join("\n")),
        _ => None,
    });
    words.next().unwrap_or_default()
}

/// An unguessable word for an address.
pub(super) fn secret(bytes: [u8; 32]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The last seven o'clock in the morning, in the partnership's zone.
pub(super) fn last_morning(reading: &Reading) -> jiff::civil::DateTime {
    let now = reading.now.to_zoned(reading.zone()).datetime();
    let seven = now.date().at(7, 0, 0, 0);
    if now < seven {
        seven.saturating_sub(1.day())
    } else {
        seven
    }
}

/// A civil moment of the partnership as seconds since 1970.
pub(super) fn second_of(reading: &Reading, at: jiff::civil::DateTime) -> i64 {
    at.to_zoned(reading.zone())
        .map(|zoned| zoned.timestamp())
        .unwrap_or(Timestamp::UNIX_EPOCH)
        .as_second()
}

/// The days since the first of 1970.
fn day_number(day: Date) -> i64 {
    i64::from((day - EPOCH).get_days())
}

fn day_of_number(number: i64) -> Date {
    EPOCH.saturating_add(number.clamp(0, 4_000_000).days())
}

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

fn signed(line: LineNo) -> i64 {
    i64::try_from(line).unwrap_or(i64::MAX)
}
