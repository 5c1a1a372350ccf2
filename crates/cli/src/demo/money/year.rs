//! How a year of money begins and ends.

use jiff::{ToSpan, civil::Date};
use record::money::Pence;
use serde_json::{Value, json};

use super::{Allocation, Closed, Money, Stream, Year, at_work, by_finance, mistake};
use crate::{
    demo::{story::Story, writer::Writer},
    say::Trouble,
};

pub(super) fn tell(money: &Money, year: &Year, story: &mut Story) {
    let told = year.clone();
    story.at(at_work(year.opened, 10, 0), move |writer| {
        let streams = told.stream.iter().map(|stream| stream.open(&told));
        by_finance(writer, streams.collect())
    });
    if let Some((on, words)) = year.agreed.clone() {
        let decided = year.decided.clone();
        story.at(at_work(on, 12, 0), move |writer| {
            agree(writer, &decided, on, &words)
        });
    }
    let told = year.clone();
    story.at(at_work(year.allocated, 14, 0), move |writer| {
        let acts = told.allocation.iter().map(|one| one.make(writer, &told));
        by_finance(writer, acts.collect::<Result<_, _>>()?)
    });
    papers(money, year, story);
    if let Some(closed) = &year.closed {
        end(closed, year, story);
    }
}

/// The accountable body agrees to what the Board decided.
fn agree(
    writer: &Writer,
    decided: &[(String, String)],
    on: Date,
    words: &str,
) -> Result<(), Trouble> {
    for (meeting, item) in decided {
        writer.act(json!({
            "act": "decisions.record-agreement", "decision": writer.decision(meeting, item)?, "agrees": true,
            "on": on, "by": "the Director of Financial Services of the County Council", "words": words,
        }))?;
    }
    Ok(())
}

/// Funding agreements are signed, and assurance statements given and judged.
fn papers(money: &Money, year: &Year, story: &mut Story) {
    let receive = |partner: &str| year.allocation.iter().any(|one| one.partner == partner);
    let mut receiving: Vec<_> = money.partner.clone();
    receiving.retain(|partner| receive(&partner.id));
    let told = year.clone();
    let signed = year.allocated.saturating_add(1.days());
    let give = move |writer: &mut Writer, only: Option<&str>| {
        let partners = receiving.iter();
        let partners = partners.filter(|it| only.is_none_or(|only| only == it.id));
        let acts = partners.flat_map(|partner| {
            let (name, office, words) = &partner.assurance;
            let statement = json!({
                "act": "money.give-assurance", "partner": partner.id, "year": told.year, "by": name,
                "office": office, "words": words,
            });
            let agreement = json!({
                "act": "money.sign-agreement", "partner": partner.id, "year": told.year,
                "by": partner.signs(), "undertakings": [1, 2, 3, 4, 5],
            });
            let agreement = only.is_none().then_some(agreement);
            let doubt = told.doubtful.iter().find(|(id, _)| *id == partner.id);
            let mended = told.mended.iter().find(|(id, ..)| *id == partner.id);
            let (satisfactory, why) = match (only, doubt, mended) {
                (None, Some((_, why)), _) => (false, why.as_str()),
                (Some(_), _, Some((.., why))) => (true, why.as_str()),
                _ => (
                    true,
                    "Read with the audited accounts; nothing in them speaks against it.",
                ),
            };
            let judged = json!({
                "act": "money.judge-assurance", "partner": partner.id, "year": told.year,
                "satisfactory": satisfactory, "why": why,
            });
            agreement.into_iter().chain([statement, judged])
        });
        by_finance(writer, acts.collect())
    };
    for (partner, on, _) in &year.mended {
        let (give, partner) = (give.clone(), partner.clone());
        story.at(at_work(*on, 15, 0), move |writer| {
            give(writer, Some(&partner))
        });
    }
    story.at(at_work(signed, 15, 0), move |writer| give(writer, None));
}

impl Stream {
    /// Whether partners keep it.
    pub(super) fn is_aligned(&self) -> bool {
        self.months.is_empty()
    }

    pub(super) fn id(&self) -> &str {
        self.said("stream")
    }

    /// What `money.open-stream` asks for, by name.
    pub(super) fn said(&self, field: &str) -> &str {
        let said = self.asked.get(field).and_then(Value::as_str);
        said.unwrap_or_default()
    }

    /// Its instalment for a month of its year, in pence.
    pub(super) fn instalment(&self, nth: u8) -> Option<i64> {
        let parts = u8::try_from(self.months.len()).ok()?;
        let place = self.months.iter().position(|month| *month == nth)?;
        let all = Pence::pounds(self.pounds).shared(parts);
        all.get(place).map(|pence| pence.pence())
    }

    fn open(&self, year: &Year) -> Value {
        let mut act = Value::from(self.asked.clone());
        act["act"] = json!("money.open-stream");
        act["year"] = json!(year.year);
        act["pence"] = json!(Pence::pounds(self.pounds).pence());
        act
    }
}

impl Allocation {
    /// The act that makes it. It is meant to be spent as the money comes in.
    fn make(&self, writer: &Writer, year: &Year) -> Result<Value, Trouble> {
        let unknown = || mistake(format!("there is no such decision about {}", self.stream));
        let (meeting, item) = year.decided.get(self.decision).ok_or_else(unknown)?;
        let mut streams = year.stream.iter();
        let stream = streams.find(|one| one.id() == self.stream);
        let stream = stream.ok_or_else(unknown)?;
        let parts = u8::try_from(stream.months.len()).unwrap_or(12);
        let mut shares = Pence::pounds(self.pounds).shared(parts).into_iter();
        let profile = (1..=12).map(|nth| match stream.months.contains(&nth) {
            true => shares.next().map_or(0, Pence::pence),
            false => 0,
        });
        Ok(json!({
            "act": "money.allocate", "stream": self.stream, "partner": self.partner,
            "outcomes": self.outcomes, "pence": Pence::pounds(self.pounds).pence(), "purpose": self.purpose,
            "decision": writer.decision(meeting, item)?, "profile": profile.collect::<Vec<i64>>(),
        }))
    }
}

/// The year is closed; what was not spent comes back, and goes back to whoever gave it.
fn end(closed: &Closed, year: &Year, story: &mut Story) {
    let (due, period) = (closed.due, year.year);
    story.at(at_work(closed.told, 10, 0), move |writer| {
        by_finance(
            writer,
            vec![json!({ "act": "money.close-year", "year": period, "due": due })],
        )
    });
    story.at(at_work(closed.returned, 10, 30), move |writer| {
        let reading = writer.reading()?;
        let money = &reading.record.money;
        let returned = money.allocations_in(period).filter_map(|one| {
            let left = money.sums_of_allocation(&one.id).returnable;
            (left > Pence::ZERO).then(|| {
                json!({
                    "act": "money.record-returned", "allocation": one.id, "pence": left.pence(),
                    "reference": format!("Unspent {period} {}", one.id),
                })
            })
        });
        by_finance(writer, returned.collect())
    });
    let why = closed.why.clone();
    story.at(at_work(closed.repaid, 10, 30), move |writer| {
        let reading = writer.reading()?;
        let money = &reading.record.money;
        let repaid = money.streams_in(period).filter_map(|one| {
            let held = money.sums_of_stream(&one.id).held;
            (held > Pence::ZERO).then(|| {
                json!({
                    "act": "money.repay-giver", "stream": one.id, "pence": held.pence(), "why": why,
                    "reference": format!("Repaid {}", one.id),
                })
            })
        });
        by_finance(writer, repaid.collect())
    });
}
