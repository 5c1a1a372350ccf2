//! What a day gives cause to write: that something is due soon or overdue, or an answer still wanted.
//!
//! An action is recalled a week before its day, on the day before it, on the day after it, and then every
//! fortnight. Everything that falls on the same day for the same person is in one letter.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};
use post::Part;
use record::{
    id::PersonId,
    meetings::{Action, Meeting, Notice, Stage},
};

use super::{Kind, News, To, page_of, table::asked, whom};
use crate::{
    Reading,
    views::{
        BodyRef, missing,
        words::{day, short_day},
    },
};

/// Whether an action is recalled on a day.
fn recalled(due: Date, on: Date) -> bool {
    let days = (on - due).get_days();
    days == -7 || days == -1 || (days > 0 && (days - 1) % 14 == 0)
}

/// What the days after `after` and up to `today` give cause to write. A longer gap than a month is not
/// made up for.
pub(super) fn news_of_days(reading: &Reading, after: Date, today: Date) -> Vec<News> {
    let first = after.max(today.saturating_sub(31.days()));
    let days: Vec<Date> = first
        .series(1.day())
        .skip(1)
        .take_while(|day| *day <= today)
        .collect();
    let mut all = actions(reading, &days, today);
    all.extend(questions(reading, &days, today));
    all.extend(papers(reading, &days, today));
    all
}

fn actions(reading: &Reading, days: &[Date], today: Date) -> Vec<News> {
    let mut by_person: BTreeMap<PersonId, Vec<&Action>> = BTreeMap::new();
    let recalled = reading
        .record
        .meetings
        .actions()
        .filter(|action| action.is_open() && days.iter().any(|day| recalled(action.due, *day)));
    for action in recalled {
        for person in whom::owing(reading, action) {
            if whom::may_read_action(reading, action, person) {
                by_person.entry(person).or_default().push(action);
            }
        }
    }
    let all = by_person.into_iter().map(|(person, actions)| {
        let (overdue, soon): (Vec<&Action>, Vec<&Action>) =
            actions.into_iter().partition(|action| action.overdue(today));
        let mut parts = Vec::new();
        for (heading, actions) in [("Overdue", &overdue), ("Due soon", &soon)] {
            if !actions.is_empty() {
                parts.push(Part::Heading(heading.to_owned()));
                let items = actions
                    .iter()
                    .map(|action| format!("{} (due on {})", action.what.shown(), day(action.due)));
                parts.push(Part::List(items.collect()));
            }
        }
        parts.push(Part::Words(
            "Say on your desk how each stands, and when it is done. If a day cannot be kept, ask the secretariat for another."
                .to_owned(),
        ));
        let said = |count: usize, what: &str| match count {
            1 => format!("1 action {what}"),
            many => format!("{many} actions {what}"),
        };
        let subject = match (overdue.len(), soon.len()) {
            (0, soon) => said(soon, "due soon"),
            (overdue, 0) => said(overdue, "overdue"),
            (overdue, soon) => format!("{}, {soon} due soon", said(overdue, "overdue")),
        };
        News {
            key: format!("actions on {today}"),
            kind: Kind::Reminders,
            about: None,
            subject: format!("Reminder: {subject}"),
            parts,
            button: ("Go to your desk", "/desk".to_owned()),
            to: vec![To {
                person,
                why: "You get this because these are yours, or your organisation’s, to do."
                    .to_owned(),
            }],
        }
    });
    all.collect()
}

/// Who has not answered is reminded two days before the last day, and on it.
fn questions(reading: &Reading, days: &[Date], today: Date) -> Vec<News> {
    let open = reading.record.correspondence.open();
    let closing = open.filter(|question| {
        let two_before = question.deadline.saturating_sub(2.days());
        question.on < today
            && today <= question.deadline
            && (days.contains(&question.deadline) || days.contains(&two_before))
    });
    let all = closing.map(|question| News {
        key: format!("question {} on {today}", question.id),
        kind: Kind::Reminders,
        about: Some(question.id.to_string()),
        subject: format!(
            "Still to be answered by {}: {}",
            short_day(question.deadline),
            question.title
        ),
        parts: vec![Part::Words(format!(
            "Your answer is still wanted. The last day for it is {}; after it the answers are counted, and the record names who did not answer.",
            day(question.deadline)
        ))],
        button: (
            "Read the question and answer",
            format!("/decisions/by-correspondence/{}", question.id),
        ),
        to: asked(reading, question, |voter| {
            !question.answers.contains_key(voter)
        }),
    });
    all.collect()
}

/// Three days before papers are due, those who sit on the body and the secretariat are told of items
/// that want one.
fn papers(reading: &Reading, days: &[Date], today: Date) -> Vec<News> {
    let coming = reading.record.meetings.to_come();
    let coming = coming.filter(|meeting| meeting.stage == Stage::Called && meeting.date > today);
    let all = coming.filter_map(|meeting| {
        let by = Notice::of_meeting(&reading.record, meeting).papers.by;
        let told = days.contains(&by.saturating_sub(3.days())) && by >= today;
        let missing = missing(meeting);
        (told && !missing.is_empty()).then(|| papers_due(reading, meeting, by, &missing, today))
    });
    all.collect()
}

fn papers_due(
    reading: &Reading,
    meeting: &Meeting,
    by: Date,
    missing: &[(record::id::ItemNo, String)],
    today: Date,
) -> News {
    let body = BodyRef::named(reading, &meeting.body, meeting.date);
    let mut to = whom::belonging(reading, meeting);
    for person in whom::secretariat(reading) {
        if to.iter().all(|one| one.person != person) {
            to.push(To {
                person,
                why: "You get this because you are of the secretariat.".to_owned(),
            });
        }
    }
    let items = missing
        .iter()
        .map(|(no, title)| format!("{no}. {title}"))
        .collect();
    News {
        key: format!("papers of {} on {today}", meeting.id),
        kind: Kind::Papers,
        about: Some(meeting.id.to_string()),
        subject: format!(
            "Papers are due by {}: {}, {}",
            short_day(by),
            body.name,
            short_day(meeting.date)
        ),
        parts: vec![
            Part::Words(format!(
                "Papers for the meeting of {} on {} are due by {}. Under these items there is none yet:",
                body.name,
                day(meeting.date),
                day(by)
            )),
            Part::List(items),
            Part::Words(
                "Send yours to the secretariat. If an item needs none, nothing is to be done."
                    .to_owned(),
            ),
        ],
        button: ("See the agenda", page_of(&meeting.id)),
        to,
    }
}

#[cfg(test)]
mod tests {
    use super::recalled;
    use jiff::civil::date;

    #[test]
    fn a_week_and_a_day_before_the_day_after_and_every_fortnight() {
        let due = date(2007, 5, 31);
        let days: Vec<String> = date(2007, 5, 1)
            .series(jiff::ToSpan::day(1))
            .take(70)
            .filter(|day| recalled(due, *day))
            .map(|day| day.strftime("%m-%d").to_string())
            .collect();
        assert_eq!(days, ["05-24", "05-30", "06-01", "06-15", "06-29"]);
    }
}
