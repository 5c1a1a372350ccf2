//! Tabling a paper under an item. The bytes are kept elsewhere; the book keeps their hash.
//!
//! Once the agenda is issued a paper goes into a supplement, and needs a reason when papers were due.

use std::{borrow::Cow, fmt, str::FromStr};

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::{Entry, Notice, Paper, Unready};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{ItemNo, MeetingId, PartnerId},
    prose::{Prose, Words},
    say_day,
};

/// SHA-256 of a paper's bytes: 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct PaperHash(String);

/// Why a text is not the hash of a paper.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "a paper's hash has 64 digits from 0-9 and a-f; upload the paper first and use the hash you are given"
)]
pub struct NotAHash;

impl FromStr for PaperHash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() == 64 && text.bytes().all(hex) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAHash)
        }
    }
}

impl fmt::Display for PaperHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for PaperHash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for PaperHash {
    fn schema_name() -> Cow<'static, str> {
        "paper-hash".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "SHA-256 of the paper's bytes.",
            "pattern": "^[0-9a-f]{64}$",
        })
    }
}

/// Tables a paper under an item.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TablePaper {
    /// The meeting.
    pub meeting: MeetingId,
    /// The item.
    pub item: ItemNo,
    /// The paper.
    pub paper: Paper,
    /// Why it comes late, once the agenda is issued and too few clear days are left.
    pub late_reason: Option<Words>,
}

/// Why a paper is not tabled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TablePaperRefused {
    /// The meeting or item is not there, or over.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// The same paper stands under the item.
    #[error("this very paper stands under item {0} already")]
    AlreadyTabled(ItemNo),
    /// No such partner.
    #[error("there is no organisation or body {0} in the arrangements")]
    NoSuchPartner(PartnerId),
    /// Too few clear days are left.
    #[error("the agenda has been issued, and papers were due by {day}", day = say_day(*.due))]
    Late {
        /// The last day for it.
        due: Date,
        /// The clause that says so.
        clause: Option<String>,
    },
}

use TablePaperRefused::{AlreadyTabled, Late, NoSuchPartner};

impl Act for TablePaper {
    const NAME: &'static str = "meetings.table-paper";
    const SUMMARY: &'static str = "Table a paper under an item of the agenda.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = TablePaperRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_not_closed(&self.meeting)?;
        let item = meeting.find_item_to_take(self.item)?;
        if item
            .papers
            .iter()
            .any(|paper| paper.hash == self.paper.hash)
        {
            return Err(AlreadyTabled(self.item));
        }
        if let Some(holder) = &self.paper.held_by {
            let adoption = record.structure.in_force(meeting.date);
            let known = adoption
                .and_then(|adoption| adoption.arrangements.partner(holder))
                .is_some();
            if !known {
                return Err(NoSuchPartner(holder.clone()));
            }
        }
        let notice = Notice::of_meeting(record, meeting);
        let today = minute.date_in(&record.structure.zone());
        let late = meeting.issued.is_some() && notice.is_paper_late(today);
        if late && self.late_reason.is_none() {
            return Err(Late {
                due: notice.papers.by,
                clause: notice.clause,
            });
        }
        let reason = self.late_reason.as_ref().filter(|_| late);
        let (meeting, item, paper) = (self.meeting.clone(), self.item, self.paper.clone());
        Ok(vec![crate::Entry::Meetings(Entry::PaperTabled {
            meeting,
            item,
            paper,
            late: reason.map(Prose::from),
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }

    fn paper(&self) -> Option<&PaperHash> {
        Some(&self.paper.hash)
    }
}

impl Refusal for TablePaperRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            AlreadyTabled(_) => Advice::new(
                "meetings/paper-already-tabled",
                "paper.hash",
                "There is nothing to do.",
            ),
            NoSuchPartner(_) => Advice::new(
                "meetings/no-such-partner",
                "paper.held_by",
                "Name an organisation or body of the arrangements, or leave it out.",
            ),
            Late { clause, .. } => Advice::new(
                "meetings/too-late",
                "late_reason",
                "Say why it cannot wait, or table it at the next meeting.",
            )
            .by(clause.as_deref()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{prose::Title, testkit::*};

    fn table(item: u16, digit: &str, held_by: Option<&str>) -> TablePaper {
        TablePaper {
            meeting: id(BOARD),
            item: ItemNo(item),
            paper: Paper {
                title: Title::new("Flood plan").unwrap(),
                hash: digit.repeat(64).parse().unwrap(),
                held_by: held_by.map(id),
                pages: None,
            },
            late_reason: None,
        }
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let called = || Book::called("board");
        let tabled = || called().after(table(2, "a", None));
        let closed = Book::board_under_way(&["chair"]).closes(BOARD);
        rules([
            (
                Book::three_rivers(),
                table(2, "a", None),
                Err(Unready::NoSuchMeeting(id(BOARD)).into()),
            ),
            (
                called(),
                table(0, "a", None),
                Err(Unready::NoSuchItem(id(BOARD), ItemNo(0)).into()),
            ),
            (
                called(),
                table(5, "a", None),
                Err(Unready::NoSuchItem(id(BOARD), ItemNo(5)).into()),
            ),
            (called(), table(2, "a", None), Ok(())),
            (called(), table(2, "a", Some("council")), Ok(())),
            (called(), table(2, "a", Some("executive")), Ok(())),
            (
                called(),
                table(2, "a", Some("guild")),
                Err(NoSuchPartner(id("guild"))),
            ),
            (tabled(), table(2, "a", None), Err(AlreadyTabled(ItemNo(2)))),
            (tabled(), table(3, "a", None), Ok(())),
            (tabled(), table(2, "b", None), Ok(())),
            (
                closed,
                table(2, "a", None),
                Err(Unready::Closed(id(BOARD)).into()),
            ),
        ]);
    }

    // Requirement: ME14 at /{partnership}/meetings/{meeting}/papers/add
    #[test]
    fn a_late_paper_needs_a_reason_and_goes_into_a_supplement() {
        let issued = Book::three_rivers().calls("board").issues(BOARD);
        let because = || TablePaper {
            late_reason: Some(Words::new("The weir broke.").unwrap()),
            ..table(2, "a", None)
        };
        let late = Late {
            due: date("2007-04-10"),
            clause: None,
        };
        let at = |when: &str| issued.clone().at(when);
        rules([
            (at("2007-04-10T17:00"), table(2, "a", None), Ok(())),
            (at("2007-04-11T09:00"), table(2, "a", None), Err(late)),
            (at("2007-04-11T09:00"), because(), Ok(())),
        ]);
        let book = at("2007-04-11T09:00").after(because());
        let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
        let added = &meeting.supplements[0].added[0];
        assert_eq!(added.item, ItemNo(2));
        assert_eq!(added.paper.as_ref().unwrap().to_string(), "a".repeat(64));
        assert_eq!(added.why.as_ref().unwrap().shown(), "The weir broke.");
    }

    #[test]
    fn a_hash_has_64_small_hexadecimal_digits() {
        for text in ["", "abc", &"A".repeat(64), &"g".repeat(64), &"a".repeat(65)] {
            assert_eq!(text.parse::<PaperHash>(), Err(NotAHash), "{text:?}");
        }
        assert!("0f".repeat(32).parse::<PaperHash>().is_ok());
    }
}
