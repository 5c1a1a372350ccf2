//! Digests: what somebody wished to have together, once a day or once a week, in one letter.
//!
//! The daily one goes out at seven in the morning, the weekly one on Mondays.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::DateTime};
use office::{Gathered, Wish};
use post::Part;
use record::id::PersonId;

use super::delivery::{Address, Addresses, dear, finished, last_morning, second_of, secret};
use crate::{
    Denied, House, Reading,
    views::words::{count, short_day},
};

impl House {
    /// Writes the digests that are due. `base` is the public address.
    pub fn write_digests(&self, base: &str) -> Result<(), Denied> {
        for partnership in self.partnerships()? {
            let reading = self.read(&partnership)?;
            let morning = last_morning(&reading);
            let since_monday = i64::from(morning.date().weekday().to_monday_zero_offset());
            let monday = morning.saturating_sub(since_monday.days());
            for (wish, at) in [(Wish::Daily, morning), (Wish::Weekly, monday)] {
                self.write_digests_of(&reading, base, wish, at)?;
            }
        }
        Ok(())
    }

    fn write_digests_of(
        &self,
        reading: &Reading,
        base: &str,
        wish: Wish,
        at: DateTime,
    ) -> Result<(), Denied> {
        let partnership = &*reading.partnership;
        let before = second_of(reading, at);
        let gathered = self.office().gathered(partnership, wish, before)?;
        if gathered.is_empty() {
            return Ok(());
        }
        let addresses = Addresses::read(self, partnership)?;
        let mut by_person: BTreeMap<&str, Vec<&Gathered>> = BTreeMap::new();
        for one in &gathered {
            by_person.entry(&one.person).or_default().push(one);
        }
        for (person, news) in by_person {
            let keys: Vec<&str> = news.iter().map(|one| one.key.as_str()).collect();
            let known: Option<PersonId> = person.parse().ok();
            let letter = known.zip(addresses.email(person)).map(|(id, email)| {
                let mut sheet = dear(reading, id);
                for one in &news {
                    sheet = sheet
                        .with(Part::Heading(one.subject.clone()))
                        .words(one.words.clone())
                        .with(Part::Link {
                            words: "See it".to_owned(),
                            address: format!("{base}{}", one.link),
                        });
                }
                let often = if wish == Wish::Weekly { "week" } else { "day" };
                sheet = sheet.foot(Part::Words(format!(
                    "You get this once a {often}, because you wished to have such news together."
                )));
                let subject = format!(
                    "{} since the last letter, to {}",
                    count(news.len(), "piece of news", "pieces of news"),
                    short_day(at.date())
                );
                let address = Address {
                    key: format!("{partnership}/{} {}/{person}", wish.word(), at.date()),
                    person: id,
                    email,
                    kind: "digest",
                    about: None,
                    subject: &subject,
                };
                finished(reading, base, sheet, address, Some(secret(self.chance())))
            });
            self.office()
                .post_digest(letter.as_ref(), &keys, self.now().as_second())?;
        }
        Ok(())
    }
}
