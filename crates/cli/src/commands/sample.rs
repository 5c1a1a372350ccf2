//! `folkmoot sample`: a synthetic county of any size, to measure with.

mod plan;

use std::sync::Arc;

use app::{ActRequest, Caller, House, Role, read_acts};
use jiff::{ToSpan, civil::Date, tz::TimeZone};
use serde_json::{Value, json};

use crate::{
    clock::Hands,
    house::Place,
    progress,
    say::{self, Trouble},
};

/// Seats on each body.
const SEATS: usize = 22;
/// Partners in the county.
const PARTNERS: usize = 40;
/// Items on each agenda.
const ITEMS: usize = 12;

/// Makes a synthetic county: bodies that meet every month and decide, year after year.
///
/// Ten years with 25 bodies are about 300,000 lines. The same seed makes the same county.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  folkmoot sample --years 10 --data big-county")]
pub(crate) struct Sample {
    #[command(flatten)]
    place: Place,
    /// Years of meetings.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=100))]
    years: u16,
    /// Bodies that meet.
    #[arg(long, default_value_t = 25, value_parser = clap::value_parser!(u16).range(1..=500))]
    bodies: u16,
    /// Where chance begins.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The partnership's address.
    #[arg(long, default_value = "sample")]
    partnership: String,
}

/// Chance that can be repeated: a linear congruential generator, good enough to vary a sample.
struct Dice(u64);

impl Dice {
    /// A number below `sides`.
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides.max(1)
    }
}

struct County {
    house: Arc<House>,
    hands: Hands,
    partnership: String,
    dice: Dice,
    people: Vec<String>,
}

impl Sample {
    pub(crate) fn run(self) -> Result<(), Trouble> {
        let begins = jiff::civil::date(2007, 1, 1);
        let hands = Hands::at(begins.to_zoned(TimeZone::UTC).map_err(no_zone)?.timestamp());
        let house = self.place.open_with(hands.clock())?;
        if house.partnerships()?.contains(&self.partnership) {
            return Err(Trouble::refused(
                format!(
                    "there is a partnership “{}” in {} already",
                    self.partnership,
                    self.place.data.display()
                ),
                "Choose another folder or another address.",
            ));
        }
        let mut county = County {
            house,
            hands,
            partnership: self.partnership.clone(),
            dice: Dice(self.seed),
            people: Vec::new(),
        };
        county.begin(self.bodies)?;
        county.agree(self.years)?;
        let months = u64::from(self.years) * 12;
        let bar = progress::bar("Making a county", months);
        for month in 0..months {
            // The figures of the quarter that is over.
            if month % 3 == 0 {
                county.figures(begins.saturating_add((month as i32).months()))?;
            }
            for body in 0..self.bodies {
                let date = begins
                    .saturating_add((month as i32).months())
                    .saturating_add((i32::from(body) % 27).days());
                county.meeting(body, date)?;
            }
            bar.inc(1);
        }
        bar.finish_and_clear();
        let lines = county.house.journal().head(&self.partnership)?.line;
        say::line(format!(
            "{lines} lines of {} are in {}.",
            self.partnership,
            self.place.data.display()
        ));
        Ok(())
    }
}

fn no_zone(error: jiff::Error) -> Trouble {
    Trouble::refused(
        error.to_string(),
        "This is a mistake in the program. Please report it with this message.",
    )
}

impl County {
    fn act(&self, acts: Value) -> Result<(), Trouble> {
        let (partnership, caller) = (self.partnership.clone(), Caller::Operator("sample"));
        self.house.act(ActRequest {
            partnership,
            caller,
            acts: read_acts(acts)?,
            seen: None,
            key: None,
        })?;
        Ok(())
    }

    /// Adopts arrangements, adds people and fills every seat.
    fn begin(&mut self, bodies: u16) -> Result<(), Trouble> {
        self.act(json!({ "act": "structure.adopt-arrangements", "text": arrangements(bodies), "from": "2007-01-01" }))?;
        for number in 0..PARTNERS * 2 {
            let id = self
                .house
                .add_person(&format!("Sample Person {number}"), None)?;
            self.people.push(id.to_string());
        }
        let now = self.house.now().as_second();
        self.house.office().grant_role(
            &self.partnership,
            &self.people[0],
            Role::Secretariat,
            now,
        )?;
        self.house
            .office()
            .set_setting(&self.partnership, "illustrative", "true")?;
        for body in 0..bodies {
            let appointments: Value = (0..SEATS)
                .map(|seat| {
                    let person = &self.people[(usize::from(body) + seat) % self.people.len()];
                    json!({ "act": "structure.appoint", "seat": format!("body-{body}.seat-{seat}"), "person": person, "from": "2007-01-01" })
                })
                .collect();
            self.act(appointments)?;
        }
        Ok(())
    }

    /// One meeting, whole: called, held, minuted, published.
    fn meeting(&mut self, body: u16, date: Date) -> Result<(), Trouble> {
        let morning = date
            .at(9, 0, 0, 0)
            .to_zoned(TimeZone::UTC)
            .map_err(no_zone)?;
        self.hands.set(morning.timestamp());
        let meeting = format!("body-{body}-{date}");
        let agenda: Value = (1..=ITEMS)
            .map(|item| json!({ "title": format!("Business of the month, part {item}"), "purpose": "decision", "minutes": 10 }))
            .collect();
        let mut acts = vec![json!({
            "act": "meetings.call", "body": format!("body-{body}"), "date": date.to_string(), "starts": "10:00",
            "place": "County Hall", "agenda": agenda,
        })];
        let there: Vec<usize> = (0..SEATS)
            .filter(|seat| *seat == 0 || self.dice.roll(5) > 0)
            .collect();
        acts.extend(there.iter().map(|seat| {
            json!({ "act": "meetings.record-arrival", "meeting": meeting, "seat": format!("body-{body}.seat-{seat}"), "at": "09:55" })
        }));
        acts.push(json!({ "act": "meetings.open", "meeting": meeting, "at": "10:00" }));
        for item in 1..=ITEMS {
            if item % 4 == 0 {
                acts.extend(self.vote(body, &meeting, item, &there));
            } else {
                let text = format!(
                    "Part {item} of the business of the month is noted, and the lead is thanked for the report."
                );
                acts.push(json!({ "act": "decisions.agree-by-consensus", "meeting": meeting, "item": item, "text": text }));
            }
            if self.dice.roll(3) == 0 {
                let (owner, due) = (
                    format!("partner-{}", self.dice.roll(PARTNERS)),
                    date.saturating_add(30.days()).to_string(),
                );
                acts.push(json!({ "act": "meetings.note-action", "meeting": meeting, "item": item, "owner": owner, "due": due, "what": "Report back in writing before the next meeting." }));
            }
        }
        acts.push(json!({ "act": "meetings.close", "meeting": meeting, "at": "12:00" }));
        let said: Value = (1..=ITEMS)
            .map(|item| json!({ "item": item, "text": format!("The lead presented part {item}. Members asked about progress in each district, and about what stands in the way. The lead answered.") }))
            .collect();
        acts.push(json!({ "act": "meetings.draft-minutes", "meeting": meeting, "items": said }));
        acts.push(json!({ "act": "meetings.approve-minutes", "meeting": meeting, "on": date.to_string() }));
        acts.push(json!({ "act": "meetings.publish-minutes", "meeting": meeting }));
        self.act(Value::from(acts))
    }

    fn vote(&mut self, body: u16, meeting: &str, item: usize, there: &[usize]) -> Vec<Value> {
        let decision = format!("{meeting}-{item}");
        let seat = |seat: usize| format!("body-{body}.seat-{seat}");
        let mut acts = vec![
            json!({ "act": "decisions.move-motion", "meeting": meeting, "item": item, "seat": seat(there[0]), "text": "That the grant is shared by need." }),
            json!({ "act": "decisions.second-motion", "decision": decision, "seat": seat(there[1 % there.len()]) }),
            json!({ "act": "decisions.put-to-vote", "decision": decision, "last_resort": "Two members could not agree." }),
        ];
        for voter in there {
            let vote = ["for", "for", "for", "against", "abstain"][self.dice.roll(5)];
            acts.push(json!({ "act": "decisions.cast-vote", "decision": decision, "seat": seat(*voter), "vote": vote }));
        }
        acts.push(json!({ "act": "decisions.close-vote", "decision": decision }));
        acts
    }
}

/// Arrangements for so many bodies, each with the same seats for different partners.
fn arrangements(bodies: u16) -> String {
    let mut text = String::from(
        "[partnership]\nname = \"Sample County Partnership\"\nabout = \"A synthetic county, to measure with.\"\narea = \"Sample County\"\n\n[[sector]]\nid = \"public\"\nname = \"Public sector\"\n",
    );
    for partner in 0..PARTNERS {
        text += &format!(
            "\n[[organisation]]\nid = \"partner-{partner}\"\nname = \"Sample Partner {partner}\"\nsector = \"public\"\n"
        );
    }
    for body in 0..bodies {
        text += &format!(
            "\n[[body]]\nid = \"body-{body}\"\nname = \"Sample Body {body}\"\nkind = \"board\"\npurpose = \"To meet every month and decide.\"\n"
        );
        for seat in 0..SEATS {
            let partner = (usize::from(body) + seat) % PARTNERS;
            text += &format!(
                "\n[[body.seat]]\nid = \"seat-{seat}\"\ntitle = \"Seat {seat}\"\npartner = \"partner-{partner}\"\n"
            );
            if seat == 0 {
                text += "office = \"chair\"\n";
            }
        }
        text += "\n[body.quorum]\nshare = \"1/2\"\nof = \"members\"\nclause = \"24\"\n\n[body.vote]\nunit = \"partner\"\ncarries = \"3/4\"\nof = \"present\"\nlast_resort = true\ntie = \"further-report\"\nclause = \"20\"\n";
    }
    text + &plan::arrangements()
}
