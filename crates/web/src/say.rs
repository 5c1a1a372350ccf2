//! How public pages say days, times, clauses and standings, and where their links lead.
//!
//! Takes references, as templates hand things over. It decides nothing: what may be shown was decided
//! by the view.

use app::views::{
    ActionView, Audience, CorrectionView, DecisionLine, InterestView, MeetingLine, MinutesState,
    PartnerRef, QuorumView, words,
};
use jiff::civil::{Date, Time};
use record::{
    LineNo,
    arrangements::{Capacity, Purpose},
    correspondence::Means,
    id::SeatId,
    meetings::{ActionOutcome, ClassKind},
    structure::{Ground, Mandate},
};

use crate::{
    differences::{Piece, compare},
    visit::Visit,
};

/// How many lines of the book a page of it shows.
pub(crate) const LINES_ON_A_PAGE: u64 = 50;

/// What the viewer is to the partnership.
pub(crate) fn audience(visit: &Visit) -> Audience {
    Audience::by(&visit.reading, visit.viewer.caller())
}

/// "Wednesday 18 April 2007".
pub(crate) fn day(date: &Date) -> String {
    words::day(*date)
}

/// "18 April 2007".
pub(crate) fn short_day(date: &Date) -> String {
    words::short_day(*date)
}

/// "10.30am".
pub(crate) fn clock(time: &Time) -> String {
    words::clock(*time)
}

/// "para 24".
pub(crate) fn clause(clause: &str) -> String {
    words::clause(clause)
}

/// "£1,200.50".
pub(crate) fn money(pence: &u64) -> String {
    words::pounds(*pence)
}

/// "1 seat", "3 seats".
pub(crate) fn count(number: impl std::borrow::Borrow<usize>, one: &str, many: &str) -> String {
    words::count(*number.borrow(), one, many)
}

/// With a capital at the beginning: "District".
pub(crate) fn initial(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// A text in paragraphs, as it was typed.
pub(crate) fn paragraphs(text: &str) -> Vec<&str> {
    let lines = text.split('\n').map(str::trim);
    lines.filter(|line| !line.is_empty()).collect()
}

/// A tag: its colour, and its words.
pub(crate) struct Tag {
    /// The class of govuk-frontend that colours it; may be empty.
    pub(crate) class: &'static str,
    /// What it says.
    pub(crate) words: String,
}

fn tag(class: &'static str, words: impl Into<String>) -> Tag {
    Tag {
        class,
        words: words.into(),
    }
}

/// How far a meeting has come.
pub(crate) fn state(state: &MinutesState) -> Tag {
    match state {
        MinutesState::Called => tag("", "Called"),
        MinutesState::Open => tag("govuk-tag--blue", "Under way"),
        MinutesState::Cancelled => tag("govuk-tag--grey", "Cancelled"),
        MinutesState::Held | MinutesState::Drafted => {
            tag("govuk-tag--yellow", "Minutes being written")
        }
        MinutesState::Approved { .. } => tag("govuk-tag--blue", "Minutes approved"),
        MinutesState::Published { .. } => tag("govuk-tag--green", "Minutes published"),
    }
}

/// How an action stands.
pub(crate) fn action(action: &ActionView) -> Tag {
    match action.outcome {
        Some(ActionOutcome::Done) => tag("govuk-tag--green", "Done"),
        Some(ActionOutcome::NoLongerNeeded) => tag("govuk-tag--grey", "No longer needed"),
        Some(ActionOutcome::PassedOn) => tag("govuk-tag--grey", "Passed on"),
        None if action.escalated => tag("govuk-tag--red", "Before the chair"),
        None if action.overdue => tag("govuk-tag--red", "Overdue"),
        None => tag("govuk-tag--blue", "Open"),
    }
}

/// When someone with an interest was out of the room: "Out of the room from 11am to 11.20am."
pub(crate) fn out_of_the_room(interest: &InterestView) -> String {
    let times: Vec<String> = interest
        .withdrawn
        .iter()
        .map(|(from, until)| match until {
            Some(until) => format!("from {} to {}", words::clock(*from), words::clock(*until)),
            None => format!("from {}", words::clock(*from)),
        })
        .collect();
    match (times.is_empty(), interest.withdraws) {
        (false, _) => format!("Out of the room {}.", times.join(" and ")),
        (true, true) => "They said that they would withdraw.".to_owned(),
        (true, false) => "They stayed.".to_owned(),
    }
}

/// What a correction replaces and what stands since, with the words in which they differ.
pub(crate) fn corrected(correction: &CorrectionView) -> (Vec<Piece>, Vec<Piece>) {
    compare(
        correction.was.as_deref().unwrap_or_default(),
        &correction.text,
    )
}

/// How a decision stands.
pub(crate) fn standing(line: &DecisionLine) -> Tag {
    match line.agreed {
        Some(true) if waits(line) => tag("govuk-tag--yellow", "Waits to be ratified"),
        Some(_) if line.ratified == Some(false) => {
            tag("govuk-tag--red", "Agreed, then not ratified")
        }
        Some(true) if line.for_ratification => tag("govuk-tag--green", "Agreed, then ratified"),
        Some(true) => tag("govuk-tag--green", line.standing),
        Some(false) if line.tied => tag("govuk-tag--yellow", "Tied, so not carried"),
        Some(false) => tag("govuk-tag--red", line.standing),
        None => tag("govuk-tag--grey", line.standing),
    }
}

/// Whether a decision was agreed without a quorum and no quorate meeting has ruled on it yet.
pub(crate) fn waits(line: &DecisionLine) -> bool {
    line.for_ratification && line.ratified.is_none()
}

/// By what means an answer came: "by e-mail".
pub(crate) fn means(means: &Means) -> &'static str {
    match means {
        Means::Here => "on its page",
        Means::Email => "by e-mail",
        Means::Letter => "by letter",
        Means::Telephone => "by telephone",
        Means::InPerson => "by word of mouth",
    }
}

/// "The council, the trust and the guild".
pub(crate) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// "Quorate: 23 of 30 present, 15 needed".
pub(crate) fn quorum(quorum: &QuorumView) -> String {
    let QuorumView { present, of, .. } = quorum;
    match quorum.needed {
        Some(needed) => format!("{present} of {of} present, {needed} needed"),
        None => format!("{present} of {of} present; no quorum is set"),
    }
}

/// What a meeting is called: "Board, 18 April 2007".
pub(crate) fn meeting(line: &MeetingLine) -> String {
    format!("{}, {}", line.body.short_name, words::short_day(line.date))
}

/// Whom somebody told.
pub(crate) fn told(whom: &record::meetings::Told) -> &'static str {
    words::told(*whom)
}

/// Where the page of a partner is, below a partnership.
pub(crate) fn partner(partner: &PartnerRef) -> String {
    if partner.is_body {
        format!("/structure/{}", partner.id)
    } else {
        format!("/organisations/{}", partner.id)
    }
}

/// Where a line stands in the book, below a partnership. Pages of the book end at full fifties, so
/// that links to neighbouring lines lead to the same page.
pub(crate) fn book(line: &LineNo) -> String {
    let upto = line.div_ceil(LINES_ON_A_PAGE) * LINES_ON_A_PAGE;
    format!("/record?upto={upto}#{line}")
}

/// Whether a representative may commit their organisation.
pub(crate) fn mandate(mandate: impl std::borrow::Borrow<Mandate>) -> &'static str {
    match mandate.borrow() {
        Mandate::Commits => "May commit the organisation",
        Mandate::RefersBack => "Refers back to the organisation",
    }
}

/// Why an appointment ended.
pub(crate) fn ground(ground: &Ground) -> &'static str {
    words::ground(*ground)
}

/// "1 vote", "3 votes".
pub(crate) fn votes(votes: &u32) -> String {
    words::count(*votes as usize, "vote", "votes")
}

/// A seat's name within its body, for addresses.
pub(crate) fn seat_name(seat: &SeatId) -> &str {
    crate::structure::seat_name(seat)
}

/// What an item is for.
pub(crate) fn purpose(purpose: &Purpose) -> &'static str {
    words::purpose(*purpose)
}

/// In what capacity a seat takes part.
pub(crate) fn capacity(capacity: &Capacity) -> &'static str {
    words::capacity(*capacity)
}

/// A text from the middle of a sentence: "Its electorate" is "its electorate"; names keep their
/// capital.
pub(crate) fn mid_sentence(text: &str) -> String {
    let small = ["Its ", "The ", "A ", "An ", "Their "]
        .iter()
        .find(|word| text.starts_with(**word));
    small.map_or_else(
        || text.to_owned(),
        |word| {
            let rest = text.strip_prefix(word).unwrap_or_default();
            format!("{}{rest}", word.to_lowercase())
        },
    )
}

/// A class of paper, in a word or two.
pub(crate) fn class(class: &ClassKind) -> &'static str {
    match class {
        ClassKind::Public => "Public",
        ClassKind::Members => "For members",
        ClassKind::Exempt => "Exempt",
        ClassKind::Confidential => "Confidential",
        ClassKind::Draft => "Draft",
    }
}

/// What a class means to someone who sees it on an agenda.
pub(crate) fn class_means(class: &ClassKind) -> &'static str {
    match class {
        ClassKind::Public => "Everyone can read it",
        ClassKind::Members => "For the members of the body",
        ClassKind::Exempt | ClassKind::Confidential => "Not for publication",
        ClassKind::Draft => "Only the secretariat sees it",
    }
}

/// The colour of its tag.
pub(crate) fn class_colour(class: &ClassKind) -> &'static str {
    match class {
        ClassKind::Public | ClassKind::Draft => "grey",
        ClassKind::Members => "blue",
        ClassKind::Exempt | ClassKind::Confidential => "red",
    }
}
