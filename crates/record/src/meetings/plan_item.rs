//! Planning an item for a body: onto the agenda of its next meeting where that is called and its agenda
//! not issued, and else onto the forward plan, from which the next call takes it.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Origin, forward_plan::Waiting};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    arrangements::Purpose,
    id::BodyId,
    prose::{Prose, Title, Words},
    say_day,
};

/// Puts an item on a body's forward plan.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanItem {
    /// The body.
    pub body: BodyId,
    /// Its title.
    pub title: Title,
    /// What it is for.
    #[serde(default)]
    pub purpose: Purpose,
    /// No meeting before this day takes it.
    pub not_before: Option<Date>,
    /// Who presents it.
    pub presenter: Option<Title>,
    /// Why it comes before the body.
    pub why: Words,
}

/// Why an item is not planned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanItemRefused {
    /// No such body.
    #[error("there is no body {0} in the arrangements in force on {day}", day = say_day(*.1))]
    NoSuchBody(BodyId, Date),
    /// The body has ended by then.
    #[error("the body {0} does not exist any more on {day}", day = say_day(*.1))]
    Ended(BodyId, Date),
}

impl Act for PlanItem {
    const NAME: &'static str = "meetings.plan-item";
    const SUMMARY: &'static str = "Put an item on a body's forward plan, with the reason.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = PlanItemRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = minute.date_in(&record.structure.zone());
        let day = self.not_before.map_or(today, |day| day.max(today));
        let body = record.structure.body(&self.body, day);
        let (_, body) = body.ok_or_else(|| PlanItemRefused::NoSuchBody(self.body.clone(), day))?;
        if body.ends.is_some_and(|ends| ends < day) {
            return Err(PlanItemRefused::Ended(self.body.clone(), day));
        }
        let waiting = Waiting {
            title: self.title.clone(),
            purpose: self.purpose,
            origin: Origin::Planned,
            not_before: self.not_before,
            presenter: self.presenter.clone(),
            why: Some(Prose::from(&self.why)),
            from: None,
        };
        let entries = record
            .meetings
            .plan(record, minute, &self.body, None, vec![waiting]);
        Ok(entries.into_iter().map(crate::Entry::Meetings).collect())
    }
}

impl Refusal for PlanItemRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::NoSuchBody(..) => Advice::new(
                "meetings/no-such-body",
                "body",
                "Choose a body from the structure page.",
            ),
            Self::Ended(..) => Advice::new(
                "meetings/body-not-then",
                "not_before",
                "Choose an earlier day, or another body.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    fn plan(body: &str, not_before: Option<&str>) -> PlanItem {
        PlanItem {
            body: id(body),
            title: Title::new("Otters").unwrap(),
            purpose: Purpose::Discussion,
            not_before: not_before.map(date),
            presenter: Some(Title::new("The warden").unwrap()),
            why: Words::new("The wardens asked.").unwrap(),
        }
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let (today, late) = (date("2007-01-02"), "2030-01-01");
        rules([
            (
                Book::new(),
                plan("board", None),
                Err(PlanItemRefused::NoSuchBody(id("board"), today)),
            ),
            (
                Book::adopted(),
                plan("guild", None),
                Err(PlanItemRefused::NoSuchBody(id("guild"), today)),
            ),
            (Book::adopted(), plan("board", None), Ok(())),
            (Book::adopted(), plan("board", Some(late)), Ok(())),
            (Book::adopted(), plan("flood", None), Ok(())),
            (
                Book::adopted(),
                plan("flood", Some(late)),
                Err(PlanItemRefused::Ended(id("flood"), date(late))),
            ),
        ]);
    }

    fn where_it_is(book: &Book) -> String {
        let meetings = &book.record.meetings;
        let on = meetings.all().find_map(|meeting| {
            let item = meeting
                .items
                .iter()
                .find(|item| item.title.as_str() == "Otters")?;
            Some(format!("item {} of {}", item.no, meeting.id))
        });
        on.unwrap_or_else(|| match meetings.planned().next() {
            Some(planned) => format!("waits as {}", planned.id),
            None => "nowhere".to_owned(),
        })
    }

    // Requirement: ME12 at /{partnership}/forward-plan
    #[test]
    fn it_goes_onto_the_first_agenda_that_is_open_to_it() {
        let year = || {
            Book::three_rivers()
                .calls("board")
                .calls_on("board", "2007-07-18")
        };
        let table = [
            (Book::adopted(), None, "waits as board-to-come-1"),
            (year(), None, "item 5 of board-2007-04-18"),
            (year(), Some("2007-05-01"), "item 5 of board-2007-07-18"),
            (year(), Some("2007-08-01"), "waits as board-to-come-1"),
            (year().issues(BOARD), None, "item 5 of board-2007-07-18"),
            (year().cancels(BOARD), None, "item 5 of board-2007-07-18"),
        ];
        for (book, not_before, there) in table {
            let book = book.after(plan("board", not_before));
            assert_eq!(where_it_is(&book), there);
            let planned = book.record.meetings.planned_item(&id("board-to-come-1"));
            let why = planned.and_then(|planned| planned.why.as_ref()).unwrap();
            assert_eq!(why.shown(), "The wardens asked.");
        }
        let called = Book::adopted()
            .after(plan("board", Some("2007-05-01")))
            .calls("board");
        assert_eq!(where_it_is(&called), "waits as board-to-come-1");
        let called = called.calls_on("board", "2007-07-18");
        assert_eq!(where_it_is(&called), "item 2 of board-2007-07-18");
        let item = &called
            .record
            .meetings
            .get(&id("board-2007-07-18"))
            .unwrap()
            .items[1];
        assert_eq!(item.presenter.as_ref().unwrap().as_str(), "The warden");
    }
}
