//! What the pages of delivery share: tags, choices, money and boxes to tick.

use app::views::delivery::{FromSeat, PlanActionLine, PlanLine};
use record::delivery::{Bearing, Blocks, Capacity, Compatible, Progress, Stage};

use crate::{
    forms::{Choice, Form, id_of},
    frame::{Frame, Section},
    say::Tag,
    visit::Visit,
};

fn tag(class: &'static str, words: &'static str) -> Tag {
    Tag {
        class,
        words: words.to_owned(),
    }
}

/// How an action stands.
pub(crate) fn state(state: &Progress) -> Tag {
    match state {
        Progress::NotStarted => tag("govuk-tag--grey", "○ Not started"),
        Progress::MovingForward => tag("govuk-tag--green", "● Moving forward"),
        Progress::Stalled => tag("govuk-tag--red", "■ Stalled"),
        Progress::Done => tag("govuk-tag--blue", "✓ Done"),
    }
}

/// How an action in a list stands: given up, or late, before how it comes on.
pub(crate) fn standing(line: &PlanActionLine) -> Tag {
    if line.dropped {
        tag("govuk-tag--grey", "Given up")
    } else {
        state(&line.state)
    }
}

/// How far a plan has come.
pub(crate) fn stage(line: &PlanLine) -> Tag {
    match line.stage {
        Stage::Approved => tag("govuk-tag--green", "Approved"),
        Stage::Circulated if line.input_until.is_some() => {
            tag("govuk-tag--yellow", "Out for input")
        }
        Stage::Circulated => tag("govuk-tag--yellow", "Draft, input given"),
        Stage::Draft => tag("govuk-tag--yellow", "Draft"),
    }
}

/// How the actions of a plan stand: "2 moving forward, 1 stalled"; of those that there are.
pub(crate) fn standings(line: &PlanLine) -> String {
    let mut words = stand(&line.states);
    if line.overdue > 0 {
        words.push(format!("{} overdue", line.overdue));
    }
    words.join(", ")
}

/// How many actions stand how, of those that there are: not started, moving forward, stalled, done.
pub(crate) fn stand(states: &[usize; 4]) -> Vec<String> {
    let [not_started, moving, stalled, done] = *states;
    let words = [
        (moving, "moving forward"),
        (done, "done"),
        (stalled, "stalled"),
        (not_started, "not started"),
    ];
    let there = words.iter().filter(|(count, _)| *count > 0);
    there
        .map(|(count, words)| format!("{count} {words}"))
        .collect()
}

/// The class of a cell that need not be read where there is little room, as nothing is in it.
pub(crate) fn none(count: &usize) -> &'static str {
    if *count == 0 { " fm-stack__none" } else { "" }
}

/// Why an action keeps the gate shut.
pub(crate) fn blocks(blocks: &Blocks) -> Tag {
    match blocks {
        Blocks::NotStarted => tag("govuk-tag--red", "■ Not started"),
        Blocks::Stalled => tag("govuk-tag--red", "■ Stalled"),
        Blocks::Stale => tag("govuk-tag--yellow", "▲ Report too old"),
    }
}

/// How far a partner's own plan fits.
pub(crate) fn fits(fits: &Compatible) -> Tag {
    match fits {
        Compatible::Fits => tag("govuk-tag--green", "● Fits"),
        Compatible::InPart => tag("govuk-tag--yellow", "▲ Fits in part"),
        Compatible::DoesNot => tag("govuk-tag--red", "■ Does not fit"),
    }
}

/// Whether there is the capacity for a priority.
pub(crate) fn capacity(capacity: &Capacity) -> Tag {
    match capacity {
        Capacity::Found => tag("govuk-tag--green", "● Capacity found"),
        Capacity::InPart => tag("govuk-tag--yellow", "▲ Capacity in part"),
        Capacity::ToBeFound => tag("govuk-tag--red", "■ Capacity to be found"),
    }
}

/// How something bears on a principle or a dimension: its shape, and the words.
pub(crate) fn bearing(bearing: &Bearing) -> (&'static str, &'static str, &'static str) {
    match bearing {
        Bearing::HelpsMuch => ("on-track", "●●", "Helps much"),
        Bearing::Helps => ("on-track", "●", "Helps"),
        Bearing::Neutral => ("not-reported", "○", "Makes no difference"),
        Bearing::Against => ("off-track", "■", "Works against it"),
    }
}

/// The bearings, to choose from.
pub(crate) fn bearings() -> Vec<Choice> {
    vec![
        Choice::new("helps-much", "Helps much"),
        Choice::new("helps", "Helps"),
        Choice::new("neutral", "Makes no difference"),
        Choice::new("against", "Works against it"),
    ]
}

/// How an action may stand, to choose from.
pub(crate) fn states() -> Vec<Choice> {
    vec![
        Choice::new("not-started", "Not started"),
        Choice::new("moving-forward", "Moving forward"),
        Choice::new("stalled", "Stalled"),
        Choice::new("done", "Done"),
    ]
}

/// How far something fits, to choose from.
pub(crate) fn fitting() -> Vec<Choice> {
    vec![
        Choice::new("fits", "It fits"),
        Choice::new(
            "in-part",
            "It fits in part; what does not is brought into line",
        ),
        Choice::new("does-not", "It does not fit"),
    ]
}

/// "£2,500".
pub(crate) fn pounds(pence: &u64) -> String {
    app::views::words::pounds(*pence)
}

/// Money as it is typed, in pounds: "2,500", "£12.50"; in pence.
pub(crate) fn pence(text: &str) -> Option<u64> {
    let plain = text.trim().trim_start_matches('£').replace([',', ' '], "");
    let (pounds, pence) = plain.split_once('.').unwrap_or((&plain, "00"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    if !digits(pounds) || !digits(pence) || pence.len() != 2 {
        return None;
    }
    let pounds: u64 = pounds.parse().ok()?;
    pounds
        .checked_mul(100)?
        .checked_add(pence.parse::<u64>().ok()?)
}

/// A box to tick.
pub(crate) struct Tick {
    /// Its id on the page.
    pub(crate) id: String,
    /// What is sent.
    pub(crate) value: String,
    /// What is read.
    pub(crate) words: String,
    /// Whether it is ticked.
    pub(crate) ticked: bool,
}

/// Boxes to tick, as they were last sent; the first has the field's own id, so that an error leads to it.
pub(crate) fn ticks(form: &Form, name: &str, choices: &[Choice]) -> Vec<Tick> {
    ticks_after(form, name, choices, 0)
}

/// The same, where so many stand before them on the page.
pub(crate) fn ticks_after(form: &Form, name: &str, choices: &[Choice], before: usize) -> Vec<Tick> {
    let sent: Vec<&str> = form.values(name).collect();
    let numbered = (before + 1..).zip(choices);
    numbered
        .map(|(nth, choice)| Tick {
            id: match nth {
                1 => id_of(name),
                nth => format!("{}-{nth}", id_of(name)),
            },
            ticked: sent.contains(&choice.value.as_str()),
            value: choice.value.clone(),
            words: choice.words.clone(),
        })
        .collect()
}

/// What was ticked.
pub(crate) fn ticked(form: &Form, name: &str) -> Vec<String> {
    let sent = form.values(name).filter(|value| !value.is_empty());
    sent.map(str::to_owned).collect()
}

/// Seats, to choose from.
pub(crate) fn seats(from: &[FromSeat]) -> Vec<Choice> {
    from.iter()
        .map(|seat| Choice::new(seat.id.to_string(), &seat.title))
        .collect()
}

/// Organisations and bodies of today, to choose from: the organisations first.
pub(crate) fn partners(visit: &Visit) -> Vec<Choice> {
    let reading = &visit.reading;
    let adoption = reading.record.structure.in_force_or_first(reading.today());
    let Some(rules) = adoption.map(|adoption| &adoption.arrangements) else {
        return Vec::new();
    };
    let organisations = rules.organisation.iter();
    let organisations = organisations.map(|it| Choice::new(it.id.to_string(), &it.name));
    let bodies = rules.body.iter();
    let bodies = bodies.map(|it| Choice::new(it.id.to_string(), format!("{} (body)", it.name)));
    organisations.chain(bodies).collect()
}

/// Bodies of today, to choose from.
pub(crate) fn bodies(visit: &Visit) -> Vec<Choice> {
    let reading = &visit.reading;
    let today = reading.today();
    let adoption = reading.record.structure.in_force_or_first(today);
    let bodies = adoption.map_or(&[][..], |adoption| &adoption.arrangements.body);
    let there = bodies.iter().filter(|body| body.exists_on(today));
    there
        .map(|body| Choice::new(body.id.to_string(), &body.name))
        .collect()
}

/// The frame of a page of delivery.
pub(crate) fn frame(visit: &Visit, title: impl Into<String>) -> Frame {
    visit
        .frame(title)
        .section(Section::Plan)
        .crumb("Plan", "/plan")
        .crumb("Delivery", "/delivery")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_read_as_people_write_it() {
        for (text, read) in [
            ("2500", Some(250_000)),
            ("£2,500", Some(250_000)),
            (" 12.50 ", Some(1_250)),
            ("0", Some(0)),
            ("12.5", None),
            ("1.000,00", None),
            ("-3", None),
            ("", None),
            ("about 10", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(pence(text), read, "{text}");
        }
        assert_eq!(pounds(&123_456_700), "£1,234,567");
        assert_eq!(pounds(&1_250), "£12.50");
    }
}
