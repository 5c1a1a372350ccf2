//! Tabling a decision report under an item, or a new version of it (G07, appendix 1).
//!
//! Until the meeting is opened. Every version stays in the book; the last one is the report. The
//! secretariat tables it, or whoever speaks for the seat that presents the item.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{ItemNo, MeetingId, SeatId},
    meetings::{self, DecisionReport, Item, Meeting, ReportAsked, Stage, Unready},
};

/// Tables a decision report under an item.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TableReport {
    /// The meeting.
    pub meeting: MeetingId,
    /// The item.
    pub item: ItemNo,
    /// The report, part by part.
    pub report: ReportAsked,
    /// The seat that wrote it; none: the secretariat tables it.
    pub seat: Option<SeatId>,
}

/// Why a report is not tabled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableReportRefused {
    /// The meeting or item is not there, or the meeting is over.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// The meeting has begun.
    #[error("the meeting {0} has been opened, and reads the report as it stood")]
    Opened(MeetingId),
    /// Another presents the item.
    #[error("the seat {0} does not present item {1}")]
    NotThePresenter(SeatId, ItemNo),
    /// Nothing changed.
    #[error("this is the very report that is tabled already")]
    Unchanged,
}

use TableReportRefused::{NotThePresenter, Opened, Unchanged};

impl Act for TableReport {
    const NAME: &'static str = "decisions.table-report";
    const SUMMARY: &'static str = "Table a decision report under an item, or a new version of it.";
    const AUTHORITY: Authority = Authority::SeatOrSecretariat;
    type Refused = TableReportRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_not_closed(&self.meeting)?;
        if meeting.stage != Stage::Called {
            return Err(Opened(meeting.id.clone()));
        }
        let item = meeting.find_item(self.item)?;
        if let Some(seat) = self
            .seat
            .as_ref()
            .filter(|seat| !presents(record, meeting, item, seat))
        {
            return Err(NotThePresenter(seat.clone(), self.item));
        }
        let report = DecisionReport::from(&self.report);
        let before = meeting
            .report(self.item)
            .map(|version| words(&version.report));
        if before == Some(words(&report)) {
            return Err(Unchanged);
        }
        let report = Box::new(report);
        Ok(vec![crate::Entry::Meetings(
            meetings::Entry::ReportTabled {
                meeting: self.meeting.clone(),
                item: self.item,
                seat: self.seat.clone(),
                report,
            },
        )])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }

    fn seat(&self) -> Option<&SeatId> {
        self.seat.as_ref()
    }
}

/// Whether a seat presents an item: the agenda names it, by its title or by its partner's name.
pub fn presents(record: &Record, meeting: &Meeting, item: &Item, seat: &SeatId) -> bool {
    let Some(presenter) = &item.presenter else {
        return false;
    };
    let Some((adoption, _)) = record.structure.body(&meeting.body, meeting.date) else {
        return false;
    };
    let Some(on) = record.structure.seat_on(seat, meeting.date) else {
        return false;
    };
    let partner = on
        .partner()
        .and_then(|id| adoption.arrangements.partner(id));
    let names = partner.iter().flat_map(|it| [it.name(), it.short_name()]);
    let named = names
        .chain([on.chair.title().as_str()])
        .any(|name| name == presenter.as_str());
    seat.body() == meeting.body && named
}

/// The words of a report, to be held against another's.
fn words(report: &DecisionReport) -> Vec<Option<String>> {
    let DecisionReport {
        title,
        question,
        options,
        finance,
        legal,
        sustainability,
        community_impact,
        consultation,
        recommendation,
        level,
    } = report;
    let level_at = level.as_ref().map(|level| format!("{:?}", level.at));
    let why = level.as_ref().map(|level| level.why.clone());
    let parts = [
        &Some(question.clone()),
        options,
        finance,
        legal,
        sustainability,
        community_impact,
        consultation,
        recommendation,
        &why,
    ];
    let said = parts
        .into_iter()
        .map(|part| part.as_ref().map(|it| it.shown().to_owned()));
    said.chain([Some(title.to_string()), level_at]).collect()
}

impl Refusal for TableReportRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            Opened(_) => Advice::new(
                "decisions/report-too-late",
                "meeting",
                "Say what has changed at the meeting; it goes into the minutes.",
            ),
            NotThePresenter(..) => Advice::new(
                "decisions/not-the-presenter",
                "seat",
                "Ask the secretariat to table it, or to name the seat as the item's presenter.",
            ),
            Unchanged => Advice::new(
                "decisions/report-unchanged",
                "report",
                "Change a part, or leave the report as it is.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        meetings::{AddItem, ItemCalled},
        prose::{Title, Words},
        testkit::*,
    };

    fn report(question: &str) -> ReportAsked {
        let words = |text: &str| Words::new(text).unwrap();
        ReportAsked {
            title: Title::new("The river bank").unwrap(),
            question: words(question),
            options: Some(words("A foot, or two.")),
            finance: None,
            legal: None,
            sustainability: None,
            community_impact: None,
            consultation: None,
            recommendation: Some(words("A foot.")),
            level: None,
        }
    }

    fn table(item: u16, seat_name: Option<&str>) -> TableReport {
        TableReport {
            meeting: id(BOARD),
            item: ItemNo(item),
            report: report("Whether to raise the bank."),
            seat: seat_name.map(seat),
        }
    }

    // Requirement: DE11 at /{partnership}/meetings/{meeting}/report/{item}
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let item = |presenter: &str| AddItem {
            meeting: id(BOARD),
            item: ItemCalled {
                title: Title::new("Otters").unwrap(),
                purpose: crate::arrangements::Purpose::Decision,
                presenter: Some(Title::new(presenter).unwrap()),
                minutes: None,
            },
            late_reason: None,
            class: None,
            real_title: None,
        };
        let called = || {
            let book = Book::called("board").after(item("Leader of the council"));
            book.after(item("Three Rivers Health Trust"))
        };
        let not = |name: &str, item: u16| Err(NotThePresenter(seat(name), ItemNo(item)));
        rules([
            (
                Book::three_rivers(),
                table(2, None),
                Err(Unready::NoSuchMeeting(id(BOARD)).into()),
            ),
            (called(), table(2, None), Ok(())),
            (
                called(),
                table(99, None),
                Err(Unready::NoSuchItem(id(BOARD), ItemNo(99)).into()),
            ),
            (
                called(),
                table(2, Some("board.leader")),
                not("board.leader", 2),
            ),
            (called(), table(5, Some("board.leader")), Ok(())),
            (called(), table(6, Some("board.health")), Ok(())),
            (
                called(),
                table(6, Some("board.leader")),
                not("board.leader", 6),
            ),
            (
                called(),
                table(6, Some("executive.nurse")),
                not("executive.nurse", 6),
            ),
            (
                called().after(table(2, None)),
                table(2, None),
                Err(Unchanged),
            ),
            (
                called().after(table(2, None)),
                TableReport {
                    report: report("Whether to raise it at all."),
                    ..table(2, None)
                },
                Ok(()),
            ),
            (
                Book::board_under_way(&["chair"]),
                table(2, None),
                Err(Opened(id(BOARD))),
            ),
        ]);
    }

    #[test]
    fn versions_are_kept_and_the_last_one_is_the_report() {
        let book = Book::called("board")
            .after(table(2, None))
            .after(TableReport {
                report: report("Whether to raise it at all."),
                ..table(2, None)
            });
        let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
        assert_eq!(meeting.reports[&ItemNo(2)].len(), 2);
        let last = meeting.report(ItemNo(2)).unwrap();
        assert_eq!(last.report.question.shown(), "Whether to raise it at all.");
    }
}
