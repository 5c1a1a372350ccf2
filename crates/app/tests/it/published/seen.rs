//! Every view and every line of the book, as one text.

use app::{House, Reading, views};
use jiff::civil::Date;
use record::{arrangements::Arrangements, decisions::Wanted};
use serde::Serialize;
use testkit::date;
use views::Audience;

use crate::bench::{everyone, read};

/// Everything that anyone may see without signing in, as one text.
pub fn everything(house: &House) -> String {
    seen(house, Audience::PUBLIC, false)
}

/// The same as someone else sees it, with the whole book or what is public of it.
pub fn seen(house: &House, audience: Audience, whole_book: bool) -> String {
    let reading = read(house);
    let mut said = Said(String::new());
    let days = ["2007-01-01", "2007-04-18", "2007-12-31"].map(date);
    said.json(&views::directory(house).unwrap());
    said.json(&views::home(&reading, audience));
    said.json(&views::forward_plan(&reading, audience));
    said.json(&views::meetings_cancelled(&reading).collect::<Vec<_>>());
    said.json(&views::bodies_that_met(&reading));
    decided(&reading, audience, &mut said);
    said.json(&views::meetings_to_come(&reading, None).collect::<Vec<_>>());
    said.json(&views::meetings_held(&reading, None).collect::<Vec<_>>());
    said.json(&views::decisions(&reading, audience).collect::<Vec<_>>());
    said.json(&views::actions(&reading, audience, |_| true).collect::<Vec<_>>());
    for meeting in reading.record.meetings.all() {
        said.json(&views::meeting(&reading, &meeting.id, audience));
        said.json(&views::minutes(&reading, &meeting.id, audience));
        for item in &meeting.items {
            for version in 1..=meeting.reports.get(&item.no).map_or(0, |all| all.len()) {
                said.json(&views::report(
                    &reading,
                    meeting,
                    item.no,
                    Some(version),
                    audience,
                ));
            }
        }
    }
    for decision in reading.record.decisions.all() {
        said.json(&views::decision(&reading, &decision.id, audience));
    }
    for action in reading.record.meetings.actions() {
        said.json(&views::action(&reading, &action.id, audience));
    }
    delivery(&reading, audience, &mut said);
    for day in days {
        structure(&reading, audience, day, &mut said);
    }
    if audience.inside() {
        said.json(&views::dependencies(&reading));
    }
    // As it is shown, with the words laid in; as JSON an entry has seals only.
    let book = house
        .book(&reading, u64::MAX, u64::MAX, whole_book)
        .unwrap();
    said.0.push_str(&format!("{book:?}\n"));
    said.0
}

/// Delivery plans and what goes with them, and what was weighed before each decision.
fn delivery(reading: &Reading, audience: Audience, said: &mut Said) {
    use views::delivery as of;
    let delivery = &reading.record.delivery;
    said.json(&of::delivery(reading, audience));
    said.json(&of::plan_coverage(reading, None, audience));
    said.json(&of::gates(reading, audience));
    said.json(&of::pipeline(reading));
    said.json(&of::engagements(reading, None, audience));
    said.json(&of::delivering_partners(reading, audience));
    for plan in delivery.plans() {
        said.json(&of::delivery_plan(reading, &plan.id, audience));
    }
    for action in delivery.actions() {
        said.json(&of::plan_action(reading, &action.id, audience));
    }
    for decision in reading.record.decisions.all() {
        said.json(&of::decision_weighed(reading, &decision.id, audience));
    }
}

/// The register with all that is found in it, by words too; correspondence and disputes.
fn decided(reading: &Reading, audience: Audience, said: &mut Said) {
    for words in [Vec::new(), vec!["canary".to_owned()]] {
        let wanted = Wanted {
            words,
            ..Wanted::default()
        };
        let found = views::register(reading, audience, wanted);
        said.json(&found.rows().collect::<Vec<_>>());
    }
    said.json(&views::correspondences(reading, audience).collect::<Vec<_>>());
    for question in reading.record.correspondence.all() {
        said.json(&views::correspondence(reading, &question.id, audience));
    }
    said.json(&views::disputes(reading, audience).collect::<Vec<_>>());
    for dispute in reading.record.disputes.all() {
        said.json(&views::dispute(reading, &dispute.id, audience));
    }
}

/// Bodies, seats, partners and people on a day, with what is in force then.
fn structure(reading: &Reading, audience: Audience, day: Date, said: &mut Said) {
    let known = &reading.record.structure;
    let adoption = known.in_force(day).expect("adopted");
    let arrangements: &Arrangements = &adoption.arrangements;
    said.json(&views::structure(reading, day));
    said.json(&views::explained(reading, day));
    said.json(&views::hats(reading, day));
    said.json(&views::organisations(reading, day));
    for body in &arrangements.body {
        said.json(&views::body(reading, &body.id, day, audience));
        said.json(&views::terms(reading, &body.id, day));
        said.json(&views::meetings_to_come(reading, Some(&body.id)).collect::<Vec<_>>());
        said.json(&views::meetings_held(reading, Some(&body.id)).collect::<Vec<_>>());
        for seat in known.seats_of(body, day) {
            said.json(&views::seat_page(reading, seat.id(), day, audience));
        }
    }
    for organisation in &arrangements.organisation {
        let organisation = &organisation.id;
        said.json(&views::organisation(reading, organisation, day, audience));
    }
    for (person, _) in everyone() {
        said.json(&views::person(reading, person, day, audience));
    }
}

struct Said(String);

impl Said {
    fn json(&mut self, view: &impl Serialize) {
        self.0.push_str(&serde_json::to_string(view).unwrap());
        self.0.push('\n');
    }
}

/// A text has all of these behind a canary.
#[track_caller]
pub fn shows(text: &str, canary: &str, all: &[&str]) {
    for of in all {
        let said = format!("{canary} {of}");
        assert!(text.contains(&said), "{of} is not shown");
    }
}

/// What stands around something that should not be there.
pub fn around(text: &str, found: &str) -> String {
    let at = text.find(found).unwrap_or_default();
    text.get(at.saturating_sub(400)..(at + 100).min(text.len()))
        .unwrap_or_default()
        .to_owned()
}
