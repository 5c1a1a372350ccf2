//! Counting by hand: a second way to the same sums, for the tests to hold the rules against.
//!
//! It shares nothing with the rules. It reads the arrangements as plain TOML and the raw entries one
//! after another, keeps plain lists, and finds what is needed by trying.

use std::collections::BTreeMap;

use crate::{
    Entry,
    arrangements::Tie,
    decisions::{self, Outcome, Tally, Vote},
    meetings, structure,
    testkit::{Line, id},
};

/// The fewest votes for that carry: tried one after another.
pub fn fewest(carries: &str, base: u32) -> u32 {
    let (more, share) = match carries.strip_prefix("more than ") {
        Some(share) => (true, share),
        None => (false, carries),
    };
    let (part, per) = fraction(share);
    let mut votes = 1;
    while !(votes * per > base * part || (!more && votes * per == base * part)) {
        votes += 1;
    }
    votes
}

fn fraction(share: &str) -> (u32, u32) {
    match share.strip_suffix('%') {
        Some(part) => (part.parse().unwrap(), 100),
        None => {
            let (part, per) = share.split_once('/').unwrap();
            (part.parse().unwrap(), per.parse().unwrap())
        }
    }
}

/// What comes of a count, by cases.
pub fn outcome(tie: Tie, yes: u32, no: u32, needed: u32, casting: Option<Vote>) -> Outcome {
    if yes >= needed {
        return Outcome::Carried;
    }
    if yes != no || yes == 0 {
        return Outcome::NotCarried;
    }
    match (tie, casting) {
        (Tie::Falls, _) => Outcome::NotCarried,
        (Tie::Chair, Some(Vote::For)) if yes + 1 >= needed => Outcome::Carried,
        (Tie::Chair, Some(_)) => Outcome::NotCarried,
        (Tie::Chair | Tie::FurtherReport, _) => Outcome::Tied,
    }
}

/// `changed`, as far as it concerns lines that begin with `carries`; all other lines as in `text`.
pub fn only_carries(text: &str, changed: &str) -> String {
    let lines = text.lines().zip(changed.lines());
    let lines = lines.map(|(old, new)| if old.starts_with("carries") { new } else { old });
    lines.collect::<Vec<_>>().join("\n")
}

/// One chair at the table on the day.
struct Chair {
    name: String,
    partner: Option<String>,
    member: bool,
    votes: bool,
    held: bool,
    there: bool,
}

/// A body at the end of some lines, as a careful person with the papers in hand would have it.
pub struct Hand<'a> {
    lines: &'a [Line],
    body: toml::Table,
    chairs: Vec<Chair>,
}

impl<'a> Hand<'a> {
    /// Reads everything again, from the first line.
    pub fn at_the_end_of(lines: &'a [Line], meeting: &str) -> Self {
        let mut text = String::new();
        let mut held: BTreeMap<String, Option<String>> = BTreeMap::new();
        let mut there: Vec<String> = Vec::new();
        for line in lines {
            match &line.entry {
                Entry::Structure(structure::Entry::ArrangementsAdopted {
                    text: adopted, ..
                }) => {
                    text = serde_json::from_value(serde_json::to_value(adopted).unwrap()).unwrap();
                }
                Entry::Structure(structure::Entry::Appointed { seat, partner, .. }) => {
                    held.insert(seat.to_string(), partner.as_ref().map(ToString::to_string));
                }
                Entry::Meetings(meetings::Entry::ArrivalRecorded {
                    meeting: at, seat, ..
                }) if at.as_str() == meeting => {
                    there.push(seat.to_string());
                }
                Entry::Meetings(meetings::Entry::DepartureRecorded {
                    meeting: at, seat, ..
                }) if at.as_str() == meeting => {
                    there.retain(|other| *other != seat.to_string());
                }
                _ => {}
            }
        }
        let paper: toml::Table = text.parse().unwrap();
        let (name, day) = meeting.split_at(meeting.len() - "-2007-04-18".len());
        let bodies = paper["body"].as_array().unwrap();
        let body = bodies.iter().find(|body| body["id"].as_str() == Some(name));
        let body = body.unwrap().as_table().unwrap().clone();
        let chairs = chairs(&body, &day[1..], &held, &there);
        Self {
            lines,
            body,
            chairs,
        }
    }

    /// Present, of how many, and how many are needed.
    pub fn quorum(&self) -> (u32, u32, Option<u32>) {
        let rule = &self.body["quorum"];
        let of = rule["of"].as_str().unwrap();
        let (mut base, mut present) = (Vec::new(), Vec::new());
        for chair in self.chairs.iter().filter(|chair| chair.member) {
            let counted = match of {
                "partners" => chair.partner.clone(),
                _ => Some(chair.name.clone()),
            };
            let Some(counted) = counted else { continue };
            if (chair.held || of == "seats") && !base.contains(&counted) {
                base.push(counted.clone());
            }
            if chair.held && chair.there && !present.contains(&counted) {
                present.push(counted);
            }
        }
        let floor = rule
            .get("floor")
            .and_then(toml::Value::as_integer)
            .unwrap_or(0) as u32;
        let needed = fewest(rule["share"].as_str().unwrap(), base.len() as u32).max(floor);
        (present.len() as u32, base.len() as u32, Some(needed))
    }

    /// The body's way with ties.
    pub fn tie(&self) -> Tie {
        serde_json::from_value(self.body["vote"]["tie"].as_str().unwrap().into()).unwrap()
    }

    /// Counts a motion's votes.
    pub fn tally(&self, motion: &str) -> Tally {
        let rule = &self.body["vote"];
        let by_partner = rule["unit"].as_str() == Some("partner");
        let voter = |chair: &Chair| match &chair.partner {
            Some(partner) if by_partner => format!("partner {partner}"),
            _ => format!("seat {}", chair.name),
        };
        let mut votes: Vec<(String, Vote)> = Vec::new();
        for line in self.lines {
            if let Entry::Decisions(decisions::Entry::VoteCast {
                decision,
                seat,
                vote,
                ..
            }) = &line.entry
                && *decision == id(motion)
            {
                let chair = self.chairs.iter().find(|chair| chair.name == seat.as_str());
                let whose = voter(chair.unwrap());
                votes.retain(|(other, _)| *other != whose);
                votes.push((whose, *vote));
            }
        }
        let (mut entitled, mut silent) = (Vec::new(), Vec::new());
        for chair in self
            .chairs
            .iter()
            .filter(|chair| chair.member && chair.votes && chair.held)
        {
            let whose = voter(chair);
            let voted = votes.iter().any(|(other, _)| *other == whose);
            if chair.there && !voted && !silent.contains(&whose) {
                silent.push(whose.clone());
            }
            if !entitled.contains(&whose) {
                entitled.push(whose);
            }
        }
        let of = |vote: Vote| votes.iter().filter(|(_, cast)| *cast == vote).count() as u32;
        let (yes, no, neither) = (of(Vote::For), of(Vote::Against), of(Vote::Abstain));
        let base = match rule["of"].as_str().unwrap() {
            "present" => yes + no + neither + silent.len() as u32,
            "cast" => yes + no,
            _ => entitled.len() as u32,
        };
        Tally {
            in_favour: yes,
            against: no,
            abstained: neither,
            silent: silent.len() as u32,
            base,
            needed: fewest(rule["carries"].as_str().unwrap(), base),
        }
    }
}

/// The chairs of a body on a day, counted out.
fn chairs(
    body: &toml::Table,
    day: &str,
    held: &BTreeMap<String, Option<String>>,
    there: &[String],
) -> Vec<Chair> {
    let mut chairs = Vec::new();
    for seat in body["seat"].as_array().unwrap() {
        let word = |field: &str| seat.get(field).and_then(toml::Value::as_str);
        // Days written year first compare like words.
        if word("starts").is_some_and(|starts| day < starts)
            || word("ends").is_some_and(|ends| ends < day)
        {
            continue;
        }
        let count = seat
            .get("count")
            .and_then(toml::Value::as_integer)
            .unwrap_or(1);
        for number in 1..=count {
            let mut name = format!("{}.{}", body["id"].as_str().unwrap(), word("id").unwrap());
            if count > 1 {
                name = format!("{name}-{number}");
            }
            let own = word("partner").map(str::to_owned);
            let says = seat.get("votes").and_then(toml::Value::as_bool);
            chairs.push(Chair {
                partner: held.get(&name).cloned().flatten().or(own.clone()),
                member: word("capacity").is_none_or(|capacity| capacity == "member"),
                votes: says.unwrap_or(own.is_some()),
                held: held.contains_key(&name),
                there: there.contains(&name),
                name,
            });
        }
    }
    chairs
}
