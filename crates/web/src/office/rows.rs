//! Rows of work: when, what, a note, and one button each.

use app::views::{
    ActionView, CorrespondenceLine, DecisionLine, HeldSeat, MeetingLine, MinutesState, NextStep,
    NominationView, RemedyView, ReviewDue, Unratified, WatchLine, words,
};

use jiff::civil::Date;
use record::arrangements::Appointed;

use crate::visit::Visit;

/// A row of work.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// When, or how pressing: "Today", "Overdue: 13 April 2007".
    pub(super) when: String,
    /// Whether its day has passed.
    pub(super) overdue: bool,
    /// What is to be done, in a word: "Read", "Vote"; may be empty.
    pub(super) verb: &'static str,
    /// What there is to do, or what it is about.
    pub(super) what: String,
    /// Where to read about it; may be empty.
    pub(super) href: String,
    /// More about it; may be empty.
    pub(super) note: String,
    /// Whether it is the first thing to do, so that its button stands out.
    pub(super) first: bool,
    /// The button: its address, and its verb.
    pub(super) button: Option<(String, &'static str)>,
    /// What else can be done, as links.
    pub(super) also: Vec<(String, &'static str)>,
}

impl Row {
    pub(super) fn doing(mut self, href: String, verb: &'static str) -> Self {
        self.button = Some((href, verb));
        self
    }

    fn of_meeting(visit: &Visit, meeting: &MeetingLine, what: String) -> Self {
        Self {
            when: soon(visit, meeting.date),
            what,
            href: address(visit, meeting, ""),
            note: format!("{}, {}", words::clock(meeting.starts), meeting.place),
            ..Self::default()
        }
    }

    /// Something that waits for the secretariat.
    pub(super) fn step(visit: &Visit, step: &NextStep) -> Self {
        let today = visit.reading.today();
        match step {
            NextStep::Adopt => Self {
                when: "First of all".to_owned(),
                what: "Adopt the governance arrangements".to_owned(),
                note: "Bodies, seats and rules come from them: nothing can be called or appointed before.".to_owned(),
                ..Self::default()
            }
            .doing(visit.at("/office/arrangements"), "Adopt arrangements"),
            NextStep::RunMeeting { meeting } => {
                let what = format!("{} is meeting", meeting.body.name);
                let row = Self { when: "Now".to_owned(), ..Self::of_meeting(visit, meeting, what) };
                row.doing(address(visit, meeting, "/table"), "Run the meeting")
            }
            NextStep::OpenMeeting { meeting } => {
                let overdue = meeting.date < today;
                let day = words::short_day(meeting.date);
                let row = Self {
                    when: if overdue { format!("Overdue: {day}") } else { "Today".to_owned() },
                    overdue,
                    ..Self::meeting(visit, meeting)
                };
                row.doing(address(visit, meeting, "/table"), "Open the meeting")
            }
            NextStep::PapersMissing { meeting, items, by } => Self {
                when: due(visit, *by),
                overdue: *by < today,
                ..Self::papers(visit, meeting, *items)
            },
            NextStep::IssueAgenda { meeting, by } => {
                let row = Self {
                    when: due(visit, *by),
                    overdue: *by < today,
                    note: format!("Meets on {}. Its agenda has not gone out.", words::day(meeting.date)),
                    ..Self::of_meeting(visit, meeting, format!("Agenda of {}", meeting.body.name))
                };
                row.doing(address(visit, meeting, "/issue"), "Issue the agenda")
            }
            NextStep::Prepared { meeting } => {
                Self::meeting(visit, meeting).doing(address(visit, meeting, ""), "Look it over")
            }
            NextStep::DraftMinutes { meeting }
            | NextStep::CirculateMinutes { meeting }
            | NextStep::ApproveMinutes { meeting }
            | NextStep::PublishMinutes { meeting } => Self::minutes(visit, meeting),
            NextStep::AwaitAnswers {
                decision,
                waits,
                due,
                overdue,
            } => {
                let row = Self {
                    when: by(*due, *overdue),
                    overdue: *overdue,
                    note: format!("{waits} to answer."),
                    ..Self::decision(visit, decision)
                };
                row.doing(visit.at(&format!("/decisions/{}/answer", decision.id)), "Record an answer")
            }
            NextStep::AwaitAccountableBody { decision } => {
                let row = Self {
                    when: "Waits".to_owned(),
                    note: "Waits for the agreement of the accountable body.".to_owned(),
                    ..Self::decision(visit, decision)
                };
                let answer = visit.at(&format!("/decisions/{}/agreement", decision.id));
                row.doing(answer, "Record its answer")
            }
            NextStep::CountAnswers { question } => {
                let row = Self::question(visit, question);
                let count = format!("/decisions/by-correspondence/{}/count", question.id);
                row.doing(visit.at(&count), "Count the answers")
            }
            NextStep::CompletePlan { plan } => Self {
                when: plan.year.clone(),
                what: plan.title.clone(),
                href: visit.at(&format!("/delivery/{}", plan.id)),
                note: match plan.lacks {
                    0 => "A delivery plan that lacks nothing. Its approval has to be recorded.".to_owned(),
                    1 => "A delivery plan in which one thing is missing.".to_owned(),
                    lacks => format!("A delivery plan in which {lacks} things are missing."),
                },
                ..Self::default()
            }
            .doing(
                visit.at(&format!("/delivery/{}#complete", plan.id)),
                if plan.lacks == 0 { "Record its approval" } else { "See what is missing" },
            ),
            NextStep::RecordSteer { exception, meeting } => {
                let here = visit.at(&format!("/exceptions/{}", exception.id));
                let row = Self {
                    what: exception.title.clone(),
                    href: here.clone(),
                    note: format!("{} was asked for a steer on it.", meeting.body.name),
                    ..Self::of_meeting(visit, meeting, String::new())
                };
                let form = format!("{here}/steer?meeting={}", meeting.id);
                row.doing(form, "Record the steer")
            }
            NextStep::CallMeeting { body } => Self {
                when: "None called".to_owned(),
                what: body.name.clone(),
                href: visit.at(&format!("/structure/{}", body.id)),
                note: "No meeting to come.".to_owned(),
                ..Self::default()
            }
            .doing(visit.at(&format!("/meetings/call?body={}", body.id)), "Call a meeting"),
        }
    }

    /// A meeting to come whose items for decision have no paper.
    pub(super) fn papers(visit: &Visit, meeting: &MeetingLine, items: usize) -> Self {
        let items = words::count(items, "item for decision has", "items for decision have");
        let row = Self {
            note: format!(
                "Meets on {}. {items} no paper yet.",
                words::day(meeting.date)
            ),
            ..Self::of_meeting(visit, meeting, format!("Papers for {}", meeting.body.name))
        };
        row.doing(address(visit, meeting, "/papers/add"), "Add a paper")
    }

    /// Something that is to be done about an exception.
    pub(super) fn remedy(visit: &Visit, remedy: &RemedyView) -> Self {
        let due = words::short_day(remedy.due);
        let here = format!("/exceptions/{}/remedies/{}", remedy.exception, remedy.id);
        Self {
            when: if remedy.overdue {
                format!("Overdue: {due}")
            } else {
                due
            },
            overdue: remedy.overdue,
            what: remedy.what.clone(),
            href: visit.at(&format!("/exceptions/{}", remedy.exception)),
            note: format!("{}; about “{}”", remedy.owner.name, remedy.title),
            ..Self::default()
        }
        .doing(visit.at(&here), "Say how it stands")
    }

    /// Something on the watch list.
    pub(super) fn watched(visit: &Visit, watched: &WatchLine) -> Self {
        let due = words::short_day(watched.deadline);
        let here = visit.at(&format!("/watch-list/{}", watched.id));
        Self {
            when: if watched.overdue {
                format!("Overdue: {due}")
            } else {
                due
            },
            overdue: watched.overdue,
            what: watched.title.clone(),
            href: here.clone(),
            note: format!("Led by {}.", watched.lead.name),
            ..Self::default()
        }
        .doing(here, "Look into it")
    }

    /// A decision, by its words.
    fn decision(visit: &Visit, decision: &DecisionLine) -> Self {
        Self {
            what: decision.text.clone(),
            href: visit.at(&format!("/decisions/{}", decision.id)),
            ..Self::default()
        }
    }

    /// A meeting to come, or under way.
    pub(super) fn meeting(visit: &Visit, meeting: &MeetingLine) -> Self {
        let items = words::count(meeting.items, "item", "items");
        let time = words::clock(meeting.starts);
        Self {
            note: format!("{time}, {}. {items}.", meeting.place),
            ..Self::of_meeting(visit, meeting, meeting.body.name.clone())
        }
    }

    /// A meeting held, with what its minutes need next.
    pub(super) fn minutes(visit: &Visit, meeting: &MeetingLine) -> Self {
        let what = format!("Minutes of {}", meeting.body.name);
        let (note, path, verb) = match meeting.minutes {
            MinutesState::Drafted if meeting.circulated.is_none() => (
                "Drafted. The members have not seen them.",
                "/minutes/circulate",
                "Circulate the draft",
            ),
            MinutesState::Drafted => (
                "Drafted and circulated. They wait for approval.",
                "/minutes/approve",
                "Approve minutes",
            ),
            MinutesState::Approved { .. } => (
                "Approved. The public cannot read them yet.",
                "/minutes/publish",
                "Publish minutes",
            ),
            _ => (
                "The meeting is over. Its minutes are not written.",
                "/minutes/edit",
                "Write minutes",
            ),
        };
        let row = Self {
            note: note.to_owned(),
            ..Self::of_meeting(visit, meeting, what)
        };
        row.doing(address(visit, meeting, path), verb)
    }

    /// An empty seat.
    pub(super) fn vacancy(visit: &Visit, held: &HeldSeat) -> Self {
        let seat = &held.seat;
        let from = seat.partner.as_ref().map(|partner| partner.name.clone());
        let clause = seat.clause.as_deref().map(words::clause);
        let note: Vec<String> = [from, seat.by.clone(), clause]
            .into_iter()
            .flatten()
            .collect();
        let structure = &visit.reading.record.structure;
        let standing = structure.standing_for(&seat.id).count();
        let (form, verb) = match (seat.appointed, standing) {
            (Appointed::NominatedAnnually | Appointed::ElectedAnnually, 0) => {
                ("nominate", "Nominate")
            }
            (Appointed::ElectedAnnually, _) => ("elect", "Record the election"),
            _ => ("appoint", "Appoint"),
        };
        let nominated = match (verb, standing) {
            ("Nominate", _) => "; nobody is nominated yet".to_owned(),
            (_, 0) => String::new(),
            (_, standing) => format!("; {standing} nominated"),
        };
        Self {
            when: words::appointed(seat.appointed).to_owned(),
            what: seat.title.clone(),
            href: seat_page(visit, held),
            note: format!("{}{nominated}", note.join(", ")),
            ..Self::default()
        }
        .doing(seat_address(visit, held, form), verb)
    }

    /// An appointment that ends soon.
    pub(super) fn ending(visit: &Visit, held: &HeldSeat) -> Self {
        let until = held.seat.until.map_or_else(String::new, words::short_day);
        let holder = held.seat.holder.as_ref().map_or("", |holder| &holder.name);
        Self {
            when: format!("Until {until}"),
            what: format!("{holder}, {}", held.seat.title),
            note: held.body.name.clone(),
            ..Self::default()
        }
        .doing(seat_address(visit, held, "appoint"), "Appoint again")
    }

    /// A term that ends soon, for those whom it concerns.
    pub(super) fn term(visit: &Visit, held: &HeldSeat) -> Self {
        Self {
            href: seat_page(visit, held),
            button: None,
            ..Self::ending(visit, held)
        }
    }

    /// A nomination that stands.
    pub(super) fn nomination(visit: &Visit, nomination: &NominationView) -> Self {
        let page = crate::structure::seat_address(visit, &nomination.seat, "");
        Self {
            when: format!("From {}", words::short_day(nomination.from)),
            what: format!("{}, {}", nomination.person.name, nomination.title),
            href: page.trim_end_matches('/').to_owned(),
            note: nomination.body.name.clone(),
            ..Self::default()
        }
    }

    /// A seat whose holder is too junior.
    pub(super) fn junior(visit: &Visit, held: &HeldSeat) -> Self {
        let seat = &held.seat;
        let post = |post: &Option<String>| post.clone().unwrap_or_else(|| "not known".to_owned());
        Self {
            when: held.body.short_name.clone(),
            what: holder_of(held),
            href: seat_page(visit, held),
            note: format!(
                "Post asked for: {}. Post held: {}. Refers back.",
                post(&seat.post),
                post(&seat.post_held)
            ),
            ..Self::default()
        }
    }

    /// A seat whose holder has not accepted the role.
    pub(super) fn unaccepted(visit: &Visit, held: &HeldSeat) -> Self {
        let role = held.seat.role.as_deref().unwrap_or_default();
        Self {
            when: held.body.short_name.clone(),
            what: holder_of(held),
            href: seat_page(visit, held),
            note: role.to_owned(),
            ..Self::default()
        }
        .doing(seat_address(visit, held, "accept"), "Record acceptance")
    }

    /// A membership to review.
    pub(super) fn review(visit: &Visit, review: &ReviewDue) -> Self {
        let due = words::short_day(review.due);
        let page = visit.at(&format!("/structure/{}", review.body.id));
        let row = Self {
            when: if review.overdue {
                format!("Overdue: {due}")
            } else {
                due
            },
            overdue: review.overdue,
            what: review.body.name.clone(),
            note: review.last.map_or("Never reviewed.".to_owned(), |last| {
                format!("Last reviewed on {}.", words::short_day(last))
            }),
            ..Self::default()
        };
        let form = format!("{page}/review");
        Self { href: page, ..row }.doing(form, "Review")
    }

    /// An action whose day has passed, or is still to come.
    pub(super) fn action(visit: &Visit, action: &ActionView) -> Self {
        let due = words::short_day(action.due);
        let asked = words::short_day(action.asked);
        let note = format!(
            "{}; asked by {}, {asked}",
            action.owner.name, action.body.name
        );
        Self {
            when: if action.overdue {
                format!("Overdue: {due}")
            } else {
                due
            },
            overdue: action.overdue,
            what: action.what.clone(),
            href: visit.at(&format!("/actions/{}", action.id)),
            note,
            ..Self::default()
        }
    }

    /// A question by correspondence.
    pub(super) fn question(visit: &Visit, question: &CorrespondenceLine) -> Self {
        let by = words::short_day(question.deadline);
        Self {
            when: format!("Answer by {by}"),
            what: question.title.clone(),
            href: visit.at(&format!("/decisions/by-correspondence/{}", question.id)),
            note: format!(
                "By correspondence, {}. {} of {} answered.",
                question.body.name,
                question.count.answered(),
                question.count.asked
            ),
            ..Self::default()
        }
    }

    /// A decision that waits to be ratified.
    pub(super) fn unratified(visit: &Visit, waiting: &Unratified) -> Self {
        let decision = &waiting.decision;
        let (body, day) = (
            &decision.meeting.body,
            words::short_day(decision.meeting.date),
        );
        let row = Self {
            when: day.clone(),
            what: decision.text.clone(),
            href: visit.at(&format!("/decisions/{}", decision.id)),
            note: match &waiting.at {
                Some(at) => format!(
                    "On the agenda of {} for {}.",
                    body.name,
                    words::short_day(at.date)
                ),
                None => format!("{} was not quorate. It stands on no agenda yet.", body.name),
            },
            ..Self::default()
        };
        match &waiting.at {
            Some(at) => row.doing(address(visit, at, ""), "Look at the agenda"),
            None => row.doing(
                visit.at(&format!("/meetings/call?body={}", body.id)),
                "Call a meeting",
            ),
        }
    }
}

/// The day by which partners are asked to answer.
pub(super) fn by(due: Option<Date>, overdue: bool) -> String {
    match due.map(words::short_day) {
        Some(day) if overdue => format!("Overdue: {day}"),
        Some(day) => format!("By {day}"),
        None => "No day set".to_owned(),
    }
}

/// A day of this year with its weekday, "Wed 27 June"; of another with its year.
pub(super) fn soon(visit: &Visit, date: Date) -> String {
    if date.year() == visit.reading.today().year() {
        date.strftime("%a %-d %B").to_string()
    } else {
        words::short_day(date)
    }
}

/// By when, or that it is behind: "By Wed 27 January", "Overdue: 13 January 2010".
fn due(visit: &Visit, by: Date) -> String {
    if by < visit.reading.today() {
        format!("Overdue: {}", words::short_day(by))
    } else {
        format!("By {}", soon(visit, by))
    }
}

/// The rows of a list whose first button stands out.
pub(super) fn first_stands_out(mut rows: Vec<Row>) -> Vec<Row> {
    if let Some(first) = rows.first_mut() {
        first.first = true;
    }
    rows
}

fn address(visit: &Visit, meeting: &MeetingLine, path: &str) -> String {
    visit.at(&format!("/meetings/{}{path}", meeting.id))
}

/// "Asha Rao, Leader of Wychavon District Council".
fn holder_of(held: &HeldSeat) -> String {
    let holder = held
        .seat
        .holder
        .as_ref()
        .map_or("Nobody", |holder| &holder.name);
    format!("{holder}, {}", held.seat.title)
}

/// The page of a seat.
fn seat_page(visit: &Visit, held: &HeldSeat) -> String {
    let page = seat_address(visit, held, "");
    page.trim_end_matches('/').to_owned()
}

fn seat_address(visit: &Visit, held: &HeldSeat, path: &str) -> String {
    crate::structure::seat_address(visit, &held.seat.id, path)
}
