//! Tabling a paper under an item, or a new version of one. The bytes are kept elsewhere; the book keeps
//! their hash.
//!
//! Its class says who may read it. Its title is read by everyone; a paper that is withheld may have a
//! real title beside it. Once the agenda is issued a paper goes into a supplement, and needs a reason
//! when papers were due; a draft is nothing yet, and needs none.

use std::{borrow::Cow, fmt, str::FromStr};

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::{
    Class, ClassAsked, ClassRefused, Entry, Notice, Paper, Unready,
    classify_paper::{NoPaper, find_paper},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{ItemNo, MeetingId, PartnerId, PersonId},
    prose::{Prose, Title, Words},
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
    /// Who may read it; everyone when left out.
    #[serde(default)]
    pub class: ClassAsked,
    /// What a withheld paper is called among those who may read it, where that is something else.
    pub real_title: Option<Title>,
    /// The paper under the same item of which this is a new version.
    pub replaces: Option<PaperHash>,
    /// Until when it is kept, where the arrangements say otherwise or nothing.
    pub keep_until: Option<Date>,
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
    /// It cannot have that class.
    #[error(transparent)]
    Class(#[from] ClassRefused),
    /// A real title beside the title that everyone reads.
    #[error("a paper that everyone may read has no second title")]
    SecondTitle,
    /// There is nothing of which it could be a new version.
    #[error(transparent)]
    NoPaper(#[from] NoPaper),
    /// There is a newer version.
    #[error("a later version has taken the place of that paper")]
    Replaced,
    /// It would be gone before the meeting.
    #[error("it cannot be kept until {}, before the meeting", say_day(*.0))]
    KeptTooShort(Date),
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

use TablePaperRefused::{AlreadyTabled, KeptTooShort, Late, NoSuchPartner, Replaced, SecondTitle};

impl Act for TablePaper {
    const NAME: &'static str = "meetings.table-paper";
    const SUMMARY: &'static str = "Table a paper under an item of the agenda.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = TablePaperRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_not_closed(&self.meeting)?;
        let item = meeting.find_item_to_take(self.item)?;
        let same = item.paper(&self.paper.hash);
        if same.is_some_and(|paper| paper.withdrawn.is_none()) {
            return Err(AlreadyTabled(self.item));
        }
        let class = self.class.decide(record, minute, meeting.date)?;
        if class.is_public() && self.real_title.is_some() {
            return Err(SecondTitle);
        }
        if let Some(before) = &self.replaces {
            let (_, before) = find_paper(record, &self.meeting, self.item, before)?;
            if before.replaced_by.is_some() {
                return Err(Replaced);
            }
        }
        if let Some(until) = self.keep_until.filter(|until| *until < meeting.date) {
            return Err(KeptTooShort(until));
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
        let given = meeting.issued.is_some() && class != Class::Draft;
        let late = given && notice.is_paper_late(today);
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
            class,
            real_title: self.real_title.as_ref().map(Prose::from),
            replaces: self.replaces.clone(),
            keep_until: self.keep_until,
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }

    fn people(&self) -> Vec<PersonId> {
        self.class.officer.into_iter().collect()
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
            Self::Class(refused) => refused.advice(),
            Self::NoPaper(refused) => refused.advice().about("replaces"),
            SecondTitle => Advice::new(
                "meetings/second-title",
                "real_title",
                "Leave it out, or choose another class.",
            ),
            Replaced => Advice::new(
                "meetings/paper-replaced",
                "replaces",
                "Choose the latest version.",
            ),
            KeptTooShort(_) => Advice::new(
                "meetings/kept-too-short",
                "keep_until",
                "Give the day of the meeting or a later one.",
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
    use crate::{meetings::ClassKind, testkit::*};

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
            class: ClassAsked::public(),
            real_title: None,
            replaces: None,
            keep_until: None,
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

    // Requirement: PU2, ME14 at /{partnership}/meetings/{meeting}/papers/add
    #[test]
    fn a_version_takes_the_place_of_the_one_before_and_a_draft_of_none() {
        let called = || Book::called("board");
        let tabled = || called().after(table(2, "a", None));
        let version = |digit: &str, of: &str| TablePaper {
            replaces: Some(hash(of)),
            ..table(2, digit, None)
        };
        let classed = |class: ClassAsked| TablePaper {
            class,
            ..table(2, "b", None)
        };
        let titled = |class: ClassAsked| TablePaper {
            real_title: Title::new("The miller's bid").ok(),
            ..classed(class)
        };
        let kept = |until: &str| TablePaper {
            keep_until: Some(date(until)),
            ..table(2, "b", None)
        };
        let no_paper = |why: NoPaper| Err(why.into());
        rules([
            (tabled(), version("b", "a"), Ok(())),
            (
                tabled(),
                version("b", "c"),
                no_paper(NoPaper::NotTabled(ItemNo(2))),
            ),
            (
                tabled().after(version("b", "a")),
                version("c", "a"),
                Err(Replaced),
            ),
            (tabled().after(version("b", "a")), version("c", "b"), Ok(())),
            (
                tabled().after(withdraw_paper(BOARD, 2, "a")),
                version("b", "a"),
                no_paper(NoPaper::Withdrawn(ItemNo(2))),
            ),
            (called(), classed(exempt()), Ok(())),
            (called(), titled(exempt()), Ok(())),
            (called(), titled(ClassAsked::public()), Err(SecondTitle)),
            (
                called(),
                classed(ClassAsked::plain(ClassKind::Confidential)),
                Err(ClassRefused::NoReason.into()),
            ),
            (called(), kept("2013-04-18"), Ok(())),
            (
                called(),
                kept("2007-04-17"),
                Err(KeptTooShort(date("2007-04-17"))),
            ),
            // Nobody is given a draft, and so it is not late.
            (
                called().issues(BOARD).at("2007-04-17T09:00"),
                classed(ClassAsked::plain(ClassKind::Draft)),
                Ok(()),
            ),
        ]);
        let book = tabled().after(version("b", "a"));
        let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
        let item = meeting.item(ItemNo(2)).unwrap();
        let numbers: Vec<_> = item
            .papers
            .iter()
            .map(|paper| (item.version(paper), paper.is_current()))
            .collect();
        assert_eq!(numbers, [(1, false), (2, true)]);
    }

    #[test]
    fn a_hash_has_64_small_hexadecimal_digits() {
        for text in ["", "abc", &"A".repeat(64), &"g".repeat(64), &"a".repeat(65)] {
            assert_eq!(text.parse::<PaperHash>(), Err(NotAHash), "{text:?}");
        }
        assert!("0f".repeat(32).parse::<PaperHash>().is_ok());
    }
}
