//! A minute book in memory: acts go in, entries come out and are kept.

use std::fmt;

use jiff::{Timestamp, ToSpan, civil::DateTime, tz::TimeZone};
use record::{
    Author, Entry, LineNo, Minute, Record,
    act::{Act, AnyAct, Malformed, Refused},
    catalogue,
    prose::Seal,
};
use serde_json::Value;

/// One line: when, by whom, and what it says, with its words sealed and lying beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its number, from 1.
    pub number: LineNo,
    /// When, and by whom.
    pub minute: Minute,
    /// What it says.
    pub entry: Entry,
}

impl Line {
    /// The entry as it is written, with seals in place of words.
    pub fn json(&self) -> String {
        serde_json::to_string(&self.entry).expect("a sealed entry can be written")
    }

    /// The words that lie beside it, in the order of their seals.
    pub fn words(&self) -> Vec<String> {
        let mut entry = self.entry.clone();
        let prose = entry.prose_mut();
        prose
            .iter()
            .filter_map(|prose| prose.words().map(str::to_owned))
            .collect()
    }
}

/// Why acts in JSON are not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unaccepted {
    /// The text is no act, or there is no act of that name.
    Malformed(Malformed),
    /// The act is refused.
    Refused(Refused),
}

/// A minute book in memory, with the record that it makes. Its clock goes on a minute at each act.
#[derive(Debug, Clone)]
pub struct Book {
    /// What the book says.
    pub record: Record,
    /// Its lines.
    pub lines: Vec<Line>,
    /// When the next act happens, and who does it.
    pub minute: Minute,
}

impl Default for Book {
    fn default() -> Self {
        Self::new()
    }
}

impl Book {
    /// An empty book, at nine in the morning of 2 January 2007.
    pub fn new() -> Self {
        Self {
            record: Record::default(),
            lines: Vec::new(),
            minute: Minute {
                at: moment("2007-01-02T09:00"),
                by: Author::System("testkit".to_owned()),
            },
        }
    }

    /// The same book, with the clock set: `2007-04-18T10:30`, in the time of the place.
    pub fn at(mut self, when: &str) -> Self {
        self.minute.at = moment(when);
        self
    }

    /// What would be ruled on an act. Changes nothing.
    pub fn ruling<A: Act>(&self, act: &A) -> Result<(), A::Refused> {
        Act::decide(act, &self.record, &self.minute).map(|_| ())
    }

    /// Does an act, and gives the entries that were written.
    pub fn act<A: Act>(&mut self, act: A) -> Result<Vec<Entry>, Refused> {
        self.any(&act)
    }

    /// Does an act of whatever kind.
    pub fn any(&mut self, act: &dyn AnyAct) -> Result<Vec<Entry>, Refused> {
        let entries = act.decide(&self.record, &self.minute)?;
        let from = self.lines.len();
        entries.into_iter().for_each(|entry| self.write(entry));
        self.minute.at += 1.minute();
        let written = self.lines[from..].iter();
        Ok(written.map(|line| line.entry.clone()).collect())
    }

    /// The same book after an act. Panics when the act is refused.
    pub fn after<A: Act>(mut self, act: A) -> Self {
        if let Err(refused) = self.act(act) {
            panic!(
                "{}: {refused} ({}). {}",
                A::NAME,
                refused.advice.code,
                refused.advice.help
            );
        }
        self
    }

    /// Does one act, or several one after another, as they come over the wire:
    /// `{"act": "meetings.close", "meeting": "board-2007-04-18"}`.
    pub fn acts_json(&mut self, json: Value) -> Result<Vec<Entry>, Unaccepted> {
        let acts = match json {
            Value::Array(acts) => acts,
            one => vec![one],
        };
        let mut written = Vec::new();
        for act in acts {
            let act = read(act).map_err(Unaccepted::Malformed)?;
            written.extend(self.any(&*act).map_err(Unaccepted::Refused)?);
        }
        Ok(written)
    }

    /// Seals an entry's words, writes it and takes it in.
    pub fn write(&mut self, mut entry: Entry) {
        for prose in entry.prose_mut() {
            let seal = pretend_seal(prose.words().unwrap_or_default());
            prose.close(seal);
        }
        let number = self.record.last + 1;
        self.record.apply(number, &self.minute, &entry);
        let minute = self.minute.clone();
        self.lines.push(Line {
            number,
            minute,
            entry,
        });
    }

    /// The record that the lines make when each is written out, read back and taken in again.
    pub fn replayed(&self) -> Record {
        let mut record = Record::default();
        for line in &self.lines {
            let mut entry = Entry::read(&line.json()).expect("a line that was written can be read");
            for (prose, words) in entry.prose_mut().into_iter().zip(line.words()) {
                prose.lay(Some(&words));
            }
            record.apply(line.number, &line.minute, &entry);
        }
        record
    }
}

/// Holds a table, “the book so far, an act → the ruling”, against the rules.
#[track_caller]
pub fn rules<A>(table: impl IntoIterator<Item = (Book, A, Result<(), A::Refused>)>)
where
    A: Act + fmt::Debug,
    A::Refused: PartialEq,
{
    for (row, (book, act, ruling)) in (1..).zip(table) {
        assert_eq!(book.ruling(&act), ruling, "row {row}: {act:?}");
    }
}

/// Reads one act in JSON by the catalogue.
fn read(mut json: Value) -> Result<Box<dyn AnyAct>, Malformed> {
    let name = json
        .as_object_mut()
        .and_then(|fields| fields.remove("act"))
        .unwrap_or_default();
    let kind = catalogue().iter().find(|kind| kind.name == name);
    let kind = kind.ok_or_else(|| Malformed {
        field: "act".to_owned(),
        problem: format!("there is no act of that name: {name}"),
    })?;
    kind.read(json)
}

fn moment(when: &str) -> Timestamp {
    let when: DateTime = when.parse().expect("a day and an hour");
    let zone = TimeZone::get("Europe/London").expect("the zone of Three Rivers");
    let moment = when.to_zoned(zone).expect("an hour that exists");
    moment.timestamp()
}

/// A seal that is the same for the same words. It hides nothing: tests have nothing to hide.
fn pretend_seal(words: &str) -> Seal {
    let mut seal: Seal = [0x5e; 32];
    for (place, byte) in words.bytes().enumerate() {
        let at = place % seal.len();
        seal[at] = seal[at].rotate_left(3) ^ byte.wrapping_add(place as u8);
    }
    seal
}
