//! What comes back each month: instalments, returns that are accepted or sent back, releases that are
//! proposed where the gate is open, and approved by another organisation.

use jiff::{ToSpan, civil::Date};
use record::{
    Record,
    id::PartnerId,
    money::{self as book, DueState, Pence, gate},
    plan::{Every, Period},
};
use serde_json::{Value, json};

use super::{Money, Partner, STARTS, Year, at_work, by_finance, holder, mistake};
use crate::{
    demo::{attendance::chance, story::Story, writer::Writer},
    say::Trouble,
};

/// Days of the month on which things are done: money comes in, returns come in and are judged, releases are
/// proposed and approved; what was sent back comes again, is judged, proposed and approved.
const RECEIVED: i64 = 14;
const RETURNED: i64 = 9;
const JUDGED: i64 = 13;
const PROPOSED: i64 = 15;
const APPROVED: i64 = 20;
const AGAIN: i64 = 22;
/// Days until a later step.
const NEXT: i64 = 2;

pub(super) fn tell(money: &Money, year: &Year, story: &mut Story) {
    for nth in 1..=12 {
        let Ok(month) = year.month(nth) else {
            continue;
        };
        let told = Month {
            money: money.clone(),
            year: year.clone(),
            month,
        };
        told.tell(story);
    }
}

/// Something that is done in a month.
type Step = fn(&Month, &mut Writer) -> Result<(), Trouble>;

/// A month of a year.
#[derive(Debug, Clone)]
struct Month {
    money: Money,
    year: Year,
    month: Period,
}

impl Month {
    fn nth(&self) -> u8 {
        self.month.nth()
    }

    fn day(&self, day: i64) -> Date {
        self.month
            .first_day(STARTS)
            .saturating_add((day - 1).days())
    }

    /// A day of the month after, in which its return is due.
    fn after(&self, day: i64) -> Date {
        let next = self.month.last_day(STARTS).saturating_add(1.days());
        next.saturating_add((day - 1).days())
    }

    fn tell(self, story: &mut Story) {
        let steps: [(Date, i8, Step); 10] = [
            (self.day(RECEIVED), 9, Self::receive),
            (self.day(RECEIVED), 15, Self::put_right),
            (self.day(PROPOSED), 15, Self::propose),
            (self.day(APPROVED), 16, Self::approve),
            (self.day(AGAIN + 3 * NEXT), 9, Self::propose),
            (self.day(AGAIN + 3 * NEXT), 16, Self::approve),
            (self.after(RETURNED), 11, Self::hand_in),
            (self.after(JUDGED), 11, Self::judge),
            (self.after(AGAIN), 11, Self::hand_in_again),
            (self.after(AGAIN + NEXT), 11, Self::accept_again),
        ];
        for (day, hour, step) in steps {
            let told = self.clone();
            story.at(at_work(day, hour, 0), move |writer| step(&told, writer));
        }
    }

    fn instalment(&self, stream: &super::Stream, pence: i64, reference: &str) -> Value {
        let mut act = json!({
            "act": "money.record-instalment", "stream": stream.id(), "month": self.month, "pence": pence,
            "reference": reference,
        });
        if stream.said("sort").ends_with("grant") {
            let said = self.month.months_said(STARTS);
            let by = format!("Government Office West Midlands, payment schedule of {said}");
            act["authorised_by"] = json!(by);
        }
        act
    }

    fn reference(&self, stream: &str) -> String {
        let day = self.day(RECEIVED);
        format!("CR {} {stream}", day.strftime("%y%m%d"))
    }

    /// The amount that was posted at first, and why it was wrong.
    fn wrong(&self, stream: &str) -> Option<(i64, &str)> {
        let mut wrong = self.year.wrong.iter();
        let found = wrong.find(|(id, nth, ..)| id == stream && *nth == self.nth());
        found.map(|(_, _, pence, why)| (*pence, why.as_str()))
    }

    fn receive(&self, writer: &mut Writer) -> Result<(), Trouble> {
        let streams = self.year.stream.iter();
        let acts = streams.filter_map(|stream| {
            let pence = stream.instalment(self.nth())?;
            let reference = self.reference(stream.id());
            let pence = self.wrong(stream.id()).map_or(pence, |(wrong, _)| wrong);
            Some(self.instalment(stream, pence, &reference))
        });
        by_finance(writer, acts.collect())
    }

    /// What was posted wrong is reversed, and posted right.
    fn put_right(&self, writer: &mut Writer) -> Result<(), Trouble> {
        let reading = writer.reading()?;
        let mut acts = Vec::new();
        for stream in &self.year.stream {
            let (Some((_, why)), Some(pence)) =
                (self.wrong(stream.id()), stream.instalment(self.nth()))
            else {
                continue;
            };
            let reference = self.reference(stream.id());
            let mut posted = reading.record.money.instalments();
            let posted = posted.find(|it| it.reference.as_str() == reference);
            let posted = posted.ok_or_else(|| mistake(&reference))?;
            acts.push(
                json!({ "act": "money.reverse-posting", "posting": posted.posting(), "why": why }),
            );
            acts.push(self.instalment(stream, pence, &reference));
        }
        by_finance(writer, acts)
    }

    /// Releases are proposed for each month so far of which nothing was released, where the gate is open.
    fn propose(&self, writer: &mut Writer) -> Result<(), Trouble> {
        let reading = writer.reading()?;
        let record = &reading.record;
        let today = reading.today();
        let mut acts = Vec::new();
        for one in record.money.allocations_in(self.year.year) {
            for (month, planned) in open_months(record, one, self.month) {
                let gate = gate(record, &one.id, month, planned, today);
                if gate.is_some_and(|gate| gate.open) {
                    acts.push(json!({
                        "act": "money.propose-release", "allocation": one.id, "month": month,
                        "pence": planned.pence(),
                    }));
                }
            }
        }
        by_finance(writer, acts)
    }

    /// What waits is approved from one of the seats that do, in turn.
    fn approve(&self, writer: &mut Writer) -> Result<(), Trouble> {
        let reading = writer.reading()?;
        let record = &reading.record;
        let turn = usize::from(self.nth()) % self.money.approvers.len().max(1);
        let Some(seat) = self.money.approvers.get(turn) else {
            return Ok(());
        };
        let person = holder(record, seat, reading.today())?;
        let person = person.ok_or_else(|| mistake(format!("nobody holds {seat}")))?;
        let waiting = record.money.releases().filter(|it| it.is_proposed());
        let acts = waiting
            .map(|it| json!({ "act": "money.approve-release", "release": it.id, "seat": seat }));
        writer.act_as(person, acts.collect())
    }

    /// Partners that owe a return for the month.
    fn owing(&self, record: &Record) -> Result<Vec<(Partner, PartnerId)>, Trouble> {
        let mut owing = Vec::new();
        for id in record.money.partners() {
            let missing = |(partner, nth): &(String, u8)| {
                partner.as_str() == id.as_str() && *nth == self.nth()
            };
            if record.money.is_due(id, self.month, STARTS) && !self.year.missing.iter().any(missing)
            {
                owing.push((self.money.partner(id.as_str())?.clone(), id.clone()));
            }
        }
        Ok(owing)
    }

    fn hand_in(&self, writer: &mut Writer) -> Result<(), Trouble> {
        let reading = writer.reading()?;
        for (partner, id) in self.owing(&reading.record)? {
            self.hand_in_of(writer, &reading, &partner, &id)?;
        }
        Ok(())
    }

    fn hand_in_of(
        &self,
        writer: &Writer,
        reading: &app::Reading,
        partner: &Partner,
        id: &PartnerId,
    ) -> Result<(), Trouble> {
        let record = &reading.record;
        let allocated = record.money.allocations_to(id);
        let lines = allocated
            .filter(|it| record.money.year_of(it) == Some(self.year.year))
            .map(|it| self.line(&record.money, it));
        let kept = self.year.stream.iter();
        let kept = kept.filter(|it| it.is_aligned() && it.said("partner") == partner.id);
        let aligned = kept.map(|stream| {
            let month = i64::from(stream.pounds) * 100 / 12;
            let dice = chance(&[stream.id(), &self.month.to_string()]) % 16;
            let spent = month * (90 + i64::try_from(dice).unwrap_or(0)) / 100;
            json!({ "stream": stream.id(), "spent": spent })
        });
        let act = json!([{
            "act": "money.make-return", "partner": partner.id, "month": self.month,
            "lines": lines.collect::<Vec<_>>(), "aligned": aligned.collect::<Vec<_>>(),
            "confirmations": [1, 2, 3, 4], "by": partner.signs(),
        }]);
        let person = partner.hands_in(writer, record, reading.today())?;
        writer.act_as(person, act)
    }

    /// What a return says of an allocation: never more than the partner has of it.
    fn line(&self, money: &book::Money, one: &book::Allocation) -> Value {
        let sums = money.sums_of_allocation(&one.id);
        let left = sums.with_partner.or_nothing().pence();
        let dice = chance(&[one.id.as_str(), &self.month.to_string()]);
        let share = |most: u64, of: i64, from: i64| {
            of * (from + i64::try_from(dice % most).unwrap_or(0)) / 100
        };
        let planned = one.profile(&sums);
        let nth = usize::from(self.nth());
        let meant = planned.get(nth - 1).map_or(0, |pence| pence.pence());
        let by_the_month = planned.iter().all(|pence| *pence > Pence::ZERO);
        let spent = match nth {
            12 if dice.is_multiple_of(3) => left,
            12 => share(5, left, 94),
            _ if by_the_month => share(22, meant, 82).min(left),
            _ => share(40, left, 30),
        };
        let to_come: i64 = planned.iter().skip(nth).map(|pence| pence.pence()).sum();
        let so_far = sums.spent.pence() + spent;
        let forecast = match nth {
            12 => so_far,
            _ => (so_far + (left - spent) + to_come * 98 / 100).min(sums.allocated.pence()),
        };
        let mut line = json!({ "allocation": one.id, "spent": spent, "forecast": forecast });
        if let Some(outputs) = self.outputs(one, dice) {
            line["outputs"] = json!(outputs);
        }
        line
    }

    fn outputs(&self, one: &book::Allocation, dice: u64) -> Option<String> {
        let mut told = self.year.allocation.iter();
        let told = told.find(|it| {
            it.stream == one.says.stream.as_str() && it.partner == one.says.partner.as_str()
        })?;
        let text = told
            .outputs
            .get(usize::from(self.nth()) % told.outputs.len().max(1));
        let n = (4 + dice / 100 % 15).to_string();
        let m = (21 + dice / 2_000 % 70).to_string();
        text.map(|text| text.replace("{n}", &n).replace("{m}", &m))
    }

    /// The finance officer accepts what came in, and sends some of it back.
    fn judge(&self, writer: &mut Writer) -> Result<(), Trouble> {
        let reading = writer.reading()?;
        let acts = self.made(&reading.record).map(|(partner, version)| {
            let mut back = self.year.sent_back.iter();
            let back = back.find(|(id, nth, ..)| *id == partner && *nth == self.nth());
            let mut act = json!({
                "act": "money.accept-return", "partner": partner, "month": self.month, "version": version,
            });
            if let Some((_, _, why, _)) = back {
                act["act"] = json!("money.send-back-return");
                act["why"] = json!(why);
            }
            act
        });
        by_finance(writer, acts.collect())
    }

    /// Returns for the month that wait to be judged, with their version.
    fn made<'r>(&'r self, record: &'r Record) -> impl Iterator<Item = (&'r str, u16)> {
        let money = &record.money;
        let partners = money.partners();
        partners.filter_map(move |partner| {
            let made = money.due_state(partner, self.month) == DueState::Made;
            let last = money.last_return(partner, self.month).filter(|_| made)?;
            Some((partner.as_str(), last.says.version))
        })
    }

    /// What was sent back comes again, where it does.
    fn hand_in_again(&self, writer: &mut Writer) -> Result<(), Trouble> {
        let reading = writer.reading()?;
        for (partner, id) in self.owing(&reading.record)? {
            let mut back = self.year.sent_back.iter();
            if back.any(|(id, nth, _, again)| *id == partner.id && *nth == self.nth() && *again) {
                self.hand_in_of(writer, &reading, &partner, &id)?;
            }
        }
        Ok(())
    }

    fn accept_again(&self, writer: &mut Writer) -> Result<(), Trouble> {
        let reading = writer.reading()?;
        let acts = self.made(&reading.record).map(|(partner, version)| {
            json!({
                "act": "money.accept-return", "partner": partner, "month": self.month, "version": version,
            })
        });
        by_finance(writer, acts.collect())
    }
}

/// Months up to one for which something was meant to be released and nothing is.
fn open_months(record: &Record, one: &book::Allocation, upto: Period) -> Vec<(Period, Pence)> {
    let sums = record.money.sums_of_allocation(&one.id);
    let months = upto.year().parts(Every::Month).zip(one.profile(&sums));
    let released = |month: Period| {
        let mut releases = record.money.releases();
        releases.any(|it| it.allocation == one.id && it.month == month)
    };
    months
        .filter(|(month, planned)| *month <= upto && *planned > Pence::ZERO && !released(*month))
        .collect()
}
