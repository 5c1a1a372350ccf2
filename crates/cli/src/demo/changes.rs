//! Seats that change hands: someone is nominated or elected, appointed, and accepts the role; before
//! that, someone else goes.

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};
use record::id::SeatId;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    attendance::chance,
    members::appoint,
    story::Story,
    writer::{Writer, mistake},
};
use crate::say::Trouble;

/// Of a hundred people, so many have accepted their role in writing.
const ACCEPTED: u64 = 86;

/// A seat that changes hands.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    seat: String,
    /// The first day of what is new.
    on: Date,
    /// Who comes; nobody: it falls vacant.
    #[serde(default)]
    person: Option<String>,
    /// The last day, where it is known from the start.
    #[serde(default)]
    until: Option<Date>,
    /// The partner that they speak for, where it is not the seat's own.
    #[serde(default)]
    partner: Option<String>,
    /// Whether they may commit their organisation; said of those who are nominated.
    #[serde(default)]
    mandate: Option<String>,
    /// The post of whoever is nominated.
    #[serde(default)]
    post: Option<String>,
    /// Essential requirements of the role that they do not meet.
    #[serde(default)]
    fails: Vec<u16>,
    /// Why they are nominated all the same.
    #[serde(default)]
    despite: Option<String>,
    /// The meeting at which they are elected.
    #[serde(default)]
    elected_at: Option<String>,
    /// Who stands against them, and the votes for the one and the other.
    #[serde(default)]
    rival: Option<String>,
    #[serde(default)]
    votes: Option<(u32, u32)>,
    /// Why whoever goes goes, and what is said of it.
    #[serde(default)]
    ground: Option<String>,
    #[serde(default)]
    words: Option<String>,
}

/// The last working day up to a day.
fn working(day: Date) -> Date {
    match day.weekday() {
        Weekday::Saturday => day.saturating_sub(1.day()),
        Weekday::Sunday => day.saturating_sub(2.days()),
        _ => day,
    }
}

impl Change {
    /// Who comes, or would have come.
    pub(super) fn people(&self) -> impl Iterator<Item = &String> {
        self.person.iter().chain(&self.rival)
    }

    pub(super) fn tell(&self, story: &mut Story) {
        let before = |days: i32| working(self.on.saturating_sub(days.days()));
        let mut step = |day: Date, hour: i8, write: fn(&Self, &Writer) -> Result<(), Trouble>| {
            let change = self.clone();
            story.at(day.at(hour, 0, 0, 0), move |writer| write(&change, writer));
        };
        if self.mandate.is_some() {
            step(before(30), 11, Self::nominate);
        }
        step(before(4), 10, Self::end);
        step(before(4), 12, Self::fill);
        step(working(self.on.saturating_add(26.days())), 15, Self::accept);
    }

    fn seat(&self) -> Result<SeatId, Trouble> {
        let seat = self.seat.parse();
        seat.map_err(|_| mistake(format!("{} is no seat", self.seat)))
    }

    fn nominate(&self, writer: &Writer) -> Result<(), Trouble> {
        let (seat, reading) = (self.seat()?, writer.reading()?);
        let role = reading.record.structure.role_of(&seat, self.on);
        let all = role.map_or(0, |role| role.essential.len());
        let met: Vec<u16> = (1..=all as u16)
            .filter(|no| !self.fails.contains(no))
            .collect();
        let mut acts = Vec::new();
        for name in self.people() {
            let mut act = json!({
                "act": "structure.nominate", "seat": self.seat, "person": writer.person(name)?, "from": self.on,
                "mandate": self.mandate, "essential_met": met,
            });
            let more = [
                ("partner", json!(self.partner)),
                ("until", json!(self.until)),
                ("post", json!(self.post)),
                ("despite", json!(self.despite)),
            ];
            for (field, value) in more {
                if !value.is_null() {
                    act[field] = value;
                }
            }
            acts.push(act);
        }
        writer.act(Value::from(acts))
    }

    /// Whoever holds the seat beyond that day goes.
    fn end(&self, writer: &Writer) -> Result<(), Trouble> {
        let (seat, reading) = (self.seat()?, writer.reading()?);
        if reading.record.structure.holder(&seat, self.on).is_none() {
            return Ok(());
        }
        let last = self.on.saturating_sub(1.day());
        let ground = self.ground.as_deref().unwrap_or("replaced");
        let mut act = json!({ "act": "structure.end-appointment", "seat": self.seat, "on": last, "ground": ground });
        if let Some(words) = &self.words {
            act["words"] = json!(words);
        }
        writer.act(act)
    }

    fn fill(&self, writer: &Writer) -> Result<(), Trouble> {
        let Some(name) = &self.person else {
            return Ok(());
        };
        if let Some(meeting) = &self.elected_at {
            let person = writer.person(name)?;
            let mut act = json!({ "act": "structure.elect", "seat": self.seat, "person": person, "meeting": meeting, "from": self.on });
            if let (Some(rival), Some((own, others))) = (&self.rival, self.votes) {
                act["votes"] = json!([
                    { "person": person, "votes": own },
                    { "person": writer.person(rival)?, "votes": others },
                ]);
            }
            return writer.act(act);
        }
        let mut act = appoint(writer, &self.seat, name, self.on, self.until)?;
        if let Some(partner) = &self.partner {
            act["partner"] = json!(partner);
        }
        writer.act(act)
    }

    fn accept(&self, writer: &Writer) -> Result<(), Trouble> {
        accept(writer, &self.seat()?, self.on)
    }
}

/// Whoever holds a seat accepts its role, where it has one; a few forget to.
pub(super) fn accept(writer: &Writer, seat: &SeatId, on: Date) -> Result<(), Trouble> {
    let reading = writer.reading()?;
    let structure = &reading.record.structure;
    let Some(holder) = structure.holder(seat, on) else {
        return Ok(());
    };
    let forgets = chance(&[&seat.to_string(), "role", &on.to_string()]) % 100 >= ACCEPTED;
    let role = structure.role_of(seat, on);
    let done = role.is_some_and(|role| structure.accepted(seat, holder, &role.id).is_some());
    if forgets || role.is_none() || done {
        return Ok(());
    }
    let day = on.saturating_add(14.days());
    writer.act(json!({ "act": "structure.accept-role", "seat": seat, "on": day }))
}
