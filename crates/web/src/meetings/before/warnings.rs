//! What someone should know before a meeting is called for a day, and may go on all the same.

use app::views::{ClashView, clashing, words};
use jiff::civil::{Date, Time};
use record::{
    calendar::{bank_holiday, is_working_day},
    id::{BodyId, MeetingId},
};

use crate::visit::Visit;

/// What speaks against a day and an hour, in sentences.
pub(in crate::meetings) fn of_the_day(
    visit: &Visit,
    body: &BodyId,
    date: Date,
    starts: Time,
    except: Option<&MeetingId>,
) -> Vec<String> {
    let mut told = Vec::new();
    if let Some(holiday) = bank_holiday(date) {
        let day = words::day(date);
        told.push(format!("{day} is a bank holiday: {}.", holiday.name));
    } else if !is_working_day(date) {
        told.push(format!("{} is a weekend.", words::day(date)));
    }
    let clashes = clashing(&visit.reading, body, date, starts, except);
    told.extend(clashes.iter().map(said));
    told
}

/// What speaks against the day of a meeting that is called.
pub(in crate::meetings) fn of_meeting(visit: &Visit, meeting: &MeetingId) -> Vec<String> {
    let meeting = visit.reading.record.meetings.get(meeting);
    let called = meeting.filter(|meeting| meeting.stage == record::meetings::Stage::Called);
    called.map_or_else(Vec::new, |meeting| {
        let except = Some(&meeting.id);
        of_the_day(visit, &meeting.body, meeting.date, meeting.starts, except)
    })
}

fn said(clash: &ClashView) -> String {
    let people: Vec<&str> = clash.people.iter().map(|who| who.name.as_str()).collect();
    let (last, others) = match people.split_last() {
        Some((last, [])) => ((*last).to_owned(), String::new()),
        Some((last, others)) => ((*last).to_owned(), format!("{} and ", others.join(", "))),
        None => (String::new(), String::new()),
    };
    format!(
        "{others}{last} would have another meeting at the same time: {}.",
        clash.body.name
    )
}
