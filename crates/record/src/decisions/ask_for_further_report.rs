//! Asking for a further report: on a tied vote the chair may ask for a more detailed report for a
//! future meeting (G07, para 21).
//!
//! Only where the arrangements say that a tie leads to one, and until the minutes are approved. The
//! item comes before the same body again by itself, and not before the day on which the report is due.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Unvotable};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    arrangements::{Purpose, Tie},
    id::{DecisionId, MeetingId, PartnerId},
    meetings::{Business, Origin, Unready},
    prose::{Prose, Title, Words},
    say_day,
};

/// Records that the chair asks for a further report on a tied vote.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskForFurtherReport {
    /// The motion on which the vote was tied.
    pub decision: DecisionId,
    /// The partner or body that is to write it, where one is named.
    pub from: Option<PartnerId>,
    /// What it is to say.
    pub what: Words,
    /// By when; the item comes before no earlier meeting.
    pub by: Option<Date>,
}

/// Why no further report is asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AskForFurtherReportRefused {
    /// The meeting is not there.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// No such motion.
    #[error(transparent)]
    Unvotable(#[from] Unvotable),
    /// There was no tie.
    #[error("the vote on {0} was not tied")]
    NotTied(DecisionId),
    /// The arrangements end a tie in another way.
    #[error("the arrangements do not let the chair ask for a further report on a tie")]
    TieEndsOtherwise(Option<String>),
    /// It was asked for.
    #[error("a further report on {0} has been asked for already")]
    AlreadyAsked(DecisionId),
    /// Nobody of that name.
    #[error("the arrangements name no partner or body {0}")]
    NoSuchPartner(PartnerId),
    /// It would be due before it was asked for.
    #[error("{} is before the meeting, which was on {}", say_day(*.0), say_day(*.1))]
    BeforeTheMeeting(Date, Date),
    /// The record of the meeting is closed.
    #[error("the minutes of {0} are approved")]
    MinutesApproved(MeetingId),
}

use AskForFurtherReportRefused::*;

impl Act for AskForFurtherReport {
    const NAME: &'static str = "decisions.ask-for-further-report";
    const SUMMARY: &'static str =
        "Record that the chair asks for a further report on a tied vote, for a later meeting.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = AskForFurtherReportRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let id = || self.decision.clone();
        let decision = record.decisions.get(&self.decision);
        let decision = decision.ok_or_else(|| Unvotable::NoSuchMotion(id()))?;
        let meeting = record.meetings.find(&decision.meeting)?;
        if !decision.tied() {
            return Err(NotTied(id()));
        }
        let rule = record.vote_rule(meeting);
        if rule.is_none_or(|rule| rule.tie != Tie::FurtherReport) {
            return Err(TieEndsOtherwise(rule.and_then(|rule| rule.clause.clone())));
        }
        if decision.further_report.is_some() {
            return Err(AlreadyAsked(id()));
        }
        if meeting.approval.is_some() {
            return Err(MinutesApproved(meeting.id.clone()));
        }
        let adoption = record.structure.in_force(meeting.date);
        let known = |who: &PartnerId| {
            adoption.is_some_and(|adoption| adoption.arrangements.partner(who).is_some())
        };
        if let Some(who) = self.from.as_ref().filter(|who| !known(who)) {
            return Err(NoSuchPartner(who.clone()));
        }
        if let Some(by) = self.by.filter(|by| *by < meeting.date) {
            return Err(BeforeTheMeeting(by, meeting.date));
        }
        let item = meeting.find_item(decision.item)?;
        let business = Business {
            title: Title::cut(&format!("Further report: {}", item.title))
                .unwrap_or_else(|| item.title.clone()),
            purpose: Purpose::Decision,
            origin: Origin::FurtherReport { decision: id() },
            not_before: self.by,
        };
        let again = record
            .meetings
            .bring_before(&meeting.body, Some(meeting), business);
        let asked = Entry::FurtherReportAsked {
            decision: id(),
            from: self.from.clone(),
            what: Prose::from(&self.what),
            by: self.by,
        };
        Ok(vec![
            crate::Entry::Decisions(asked),
            crate::Entry::Meetings(again),
        ])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Decision(&self.decision))
    }
}

impl Refusal for AskForFurtherReportRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice().about("decision"),
            Self::Unvotable(unvotable) => unvotable.advice(),
            NotTied(_) => Advice::new(
                "decisions/vote-not-tied",
                "decision",
                "Note an action instead, if a report is wanted.",
            ),
            TieEndsOtherwise(clause) => Advice::new(
                "decisions/tie-ends-otherwise",
                "decision",
                "Note an action instead, if a report is wanted.",
            )
            .by(clause.as_deref()),
            AlreadyAsked(_) => Advice::new(
                "decisions/report-already-asked",
                "decision",
                "There is nothing to do.",
            ),
            NoSuchPartner(_) => Advice::new(
                "decisions/no-such-partner",
                "from",
                "Choose a partner or a body of the arrangements, or leave it out.",
            ),
            BeforeTheMeeting(..) => Advice::new(
                "decisions/report-before-the-meeting",
                "by",
                "Choose a later day, or leave it out.",
            ),
            MinutesApproved(_) => Advice::new(
                "decisions/minutes-approved",
                "decision",
                "The record is closed; raise it under matters arising at the next meeting.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{decisions::Vote, testkit::*};

    const MOTION: &str = "board-2007-04-18-2";

    fn ask(from: Option<&str>, by: Option<&str>) -> AskForFurtherReport {
        AskForFurtherReport {
            decision: id(MOTION),
            from: from.map(id),
            what: Words::new("What it would cost, year by year.").unwrap(),
            by: by.map(date),
        }
    }

    fn put() -> Book {
        Book::board_under_way(&["chair", "leader", "health", "voluntary", "ambassador"]).put(
            BOARD,
            "board.leader",
            "board.health",
        )
    }

    fn tied() -> Book {
        put()
            .votes(MOTION, "board.leader", Vote::For)
            .votes(MOTION, "board.health", Vote::Against)
            .counts(MOTION, None)
    }

    // Requirement: DE5 at /{partnership}/meetings/{meeting}/table
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let motion = || id(MOTION);
        rules([
            (
                Book::three_rivers(),
                ask(None, None),
                Err(Unvotable::NoSuchMotion(motion()).into()),
            ),
            (put(), ask(None, None), Err(NotTied(motion()))),
            (
                put()
                    .votes(MOTION, "board.leader", Vote::For)
                    .counts(MOTION, None),
                ask(None, None),
                Err(NotTied(motion())),
            ),
            (tied(), ask(None, None), Ok(())),
            (tied(), ask(Some("health"), Some("2007-06-01")), Ok(())),
            // A body can be asked, too, and the report may be due on the very day.
            (tied(), ask(Some("executive"), Some("2007-04-18")), Ok(())),
            (
                tied(),
                ask(Some("mars"), None),
                Err(NoSuchPartner(id("mars"))),
            ),
            (
                tied(),
                ask(None, Some("2007-04-17")),
                Err(BeforeTheMeeting(date("2007-04-17"), date("2007-04-18"))),
            ),
            (
                tied().after(ask(None, None)),
                ask(None, None),
                Err(AlreadyAsked(motion())),
            ),
            (tied().closes(BOARD).drafts(BOARD), ask(None, None), Ok(())),
            (
                tied().closes(BOARD).drafts(BOARD).approves(BOARD),
                ask(None, None),
                Err(MinutesApproved(id(BOARD))),
            ),
        ]);
    }

    #[test]
    fn where_the_chair_breaks_a_tie_no_report_is_asked_for() {
        let motion = format!("{EXECUTIVE}-2");
        let book = Book::under_way("executive", &["chief", "nurse"])
            .put(EXECUTIVE, "executive.chief", "executive.nurse")
            .votes(&motion, "executive.chief", Vote::For)
            .votes(&motion, "executive.nurse", Vote::Against)
            .counts(&motion, None);
        let ask = AskForFurtherReport {
            decision: id(&motion),
            ..ask(None, None)
        };
        let otherwise = TieEndsOtherwise(Some("15".to_owned()));
        rules([(book, ask, Err(otherwise))]);
    }

    #[test]
    fn the_item_comes_before_the_same_body_again_once_the_report_is_due() {
        let book = tied().after(ask(Some("health"), Some("2007-06-01")));
        let planned: Vec<_> = book.record.meetings.planned_for(&id("board")).collect();
        assert_eq!(planned.len(), 1);
        assert_eq!(planned[0].not_before, Some(date("2007-06-01")));
        let book = book.closes(BOARD).at("2007-05-01T09:00");
        let (early, later) = ("board-2007-05-16", "board-2007-07-18");
        let book = book
            .calls_on("board", "2007-05-16")
            .calls_on("board", "2007-07-18");
        let back: Vec<_> = book
            .record
            .meetings
            .bringing_back(&id(MOTION))
            .map(|(meeting, _)| meeting.id.to_string())
            .collect();
        assert_eq!(back, [later], "not {early}");
        let decision = book.record.decisions.get(&id(MOTION)).unwrap();
        assert_eq!(
            decision.further_report.as_ref().unwrap().from,
            Some(id("health"))
        );
    }
}
