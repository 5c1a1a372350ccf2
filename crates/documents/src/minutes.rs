//! The minutes of a meeting, as whoever asked may see them.

use app::views::{
    Attendance, AttendanceKind, Attendee, DecisionView, ItemView, MeetingView, MinutesState,
    MinutesView, words,
};

use crate::{
    Block, Document, Text,
    agenda::private,
    words::{House, action, arising, decision_stands, meeting_name, minutes_stand, when_and_where},
};

/// Whether there are minutes for whoever looks to read.
pub fn are_readable(view: &MeetingView) -> bool {
    view.open_to_you
        && matches!(
            view.line.minutes,
            MinutesState::Drafted | MinutesState::Approved { .. } | MinutesState::Published { .. }
        )
}

/// The minutes of a meeting; none while there are none to read.
pub fn minutes(house: &House, view: &MinutesView) -> Option<Document> {
    let meeting = &view.meeting;
    if !are_readable(meeting) {
        return None;
    }
    let line = &meeting.line;
    let subject = format!(
        "Minutes of the meeting of the {} on {}",
        line.body.name,
        words::day(line.date)
    );
    let mut document = house.document(format!("Minutes: {}", meeting_name(line)), subject);
    document.above = format!("{} · {}", house.name, line.body.name);
    document.facts = when_and_where(line);
    let standing = minutes_stand(line);
    document
        .facts
        .push(("Standing".to_owned(), Text::of(standing.clone())));
    if !matches!(line.minutes, MinutesState::Published { .. }) {
        document.warn(&standing);
    }
    if let Some(attendance) = &meeting.attendance {
        document.blocks.extend(there(meeting, attendance));
    }
    for item in &meeting.agenda {
        document.blocks.extend(item_blocks(house, view, item));
    }
    if let Some(closed) = meeting.closed {
        document.blocks.push(Block::note(format!(
            "The meeting closed at {}.",
            words::clock(closed)
        )));
    }
    if let Some(line) = meeting.published {
        document.blocks.push(Block::note(format!(
            "These minutes were published by line {line} of the book."
        )));
    }
    Some(document)
}

fn there(meeting: &MeetingView, attendance: &Attendance) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, "Present")];
    if let Some(chair) = &attendance.chair {
        blocks.push(Block::paragraph(format!("In the chair: {}.", chair.name)));
    }
    let parts = [
        (None, &attendance.present),
        (Some("Apologies"), &attendance.apologies),
        (Some("Not heard from"), &attendance.absent),
    ];
    for (heading, people) in parts {
        if people.is_empty() {
            continue;
        }
        blocks.extend(heading.map(|words| Block::heading(1, words)));
        let lines = people.iter().map(|who| attendee(meeting, who));
        blocks.push(Block::list(lines.collect()));
    }
    blocks
}

/// "Margaret Hale, Leader of the council, as substitute, until 11.20am".
fn attendee(meeting: &MeetingView, who: &Attendee) -> Text {
    let mut said = vec![who.title.clone()];
    match who.kind {
        AttendanceKind::Substitute => said.push("as substitute".to_owned()),
        AttendanceKind::Observer => said.push("observer".to_owned()),
        AttendanceKind::InAttendance => said.push("in attendance".to_owned()),
        AttendanceKind::Member | AttendanceKind::Apologies | AttendanceKind::Absent => {}
    }
    for stay in &who.stays {
        if meeting.opened.is_some_and(|opened| stay.from > opened) {
            said.push(format!("from {}", words::clock(stay.from)));
        }
        if let Some(until) = stay.until.filter(|until| Some(*until) != meeting.closed) {
            said.push(format!("until {}", words::clock(until)));
        }
    }
    match &who.person {
        Some(person) => Text::strong(person.name.clone()).and(format!(", {}", said.join(", "))),
        None => Text::of(said.join(", ")),
    }
}

fn item_blocks(house: &House, view: &MinutesView, item: &ItemView) -> Vec<Block> {
    let decisions: Vec<&DecisionView> = view
        .decisions
        .iter()
        .filter(|decision| decision.line.item == item.no)
        .collect();
    let mut blocks = vec![Block::heading(1, format!("{}. {}", item.no, item.title))];
    blocks.extend(private(item));
    match &item.said {
        Some(said) => blocks.extend(Block::prose(said)),
        None if decisions.is_empty() && item.actions.is_empty() && !item.withheld => {
            blocks.push(Block::note("Nothing was minuted under this item."));
        }
        None => {}
    }
    for interest in &item.interests {
        let of = interest.partner.as_ref();
        let of = of.map_or(String::new(), |partner| format!(" ({})", partner.name));
        let out = if interest.withdrawn.is_empty() && !interest.withdraws {
            "They stayed."
        } else {
            "They withdrew."
        };
        blocks.push(Block::paragraph(Text::strong("Interest: ").and(format!(
            "{}{of}: {} {out}",
            interest.person.name, interest.nature
        ))));
    }
    for correction in &item.corrections {
        let text = Text::strong(format!(
            "Corrected on {}: ",
            words::short_day(correction.on)
        ))
        .and(format!(
            "{} It now says: “{}”",
            correction.why, correction.text
        ));
        blocks.push(Block::paragraph(text));
    }
    let here = view.meeting.arising.as_ref();
    if let Some(here) = here.filter(|here| here.item == Some(item.no)) {
        blocks.extend(arising(house, here));
    }
    blocks.extend(decisions.into_iter().map(|one| decision(house, one)));
    if !item.actions.is_empty() {
        let actions = item.actions.iter().map(|one| action(house, one));
        blocks.push(Block::list(actions.collect()));
    }
    blocks
}

/// A decision in full: the sentence, the count, whose vote went which way, and dissents.
fn decision(house: &House, decision: &DecisionView) -> Block {
    let line = &decision.line;
    let (stands, standing) = decision_stands(line);
    let address = house.at(&format!("/decisions/{}", line.id));
    let mut count = format!("{stands}.");
    let mut texts = Vec::new();
    if let Some(certificate) = &decision.certificate {
        if let Some(tally) = certificate.tally {
            count = format!(
                "{stands}: {} for, {} against, {} abstained, {} did not vote; {} were needed.",
                tally.in_favour, tally.against, tally.abstained, tally.silent, tally.needed
            );
        }
        texts.extend(ways(certificate));
        for dissent in &certificate.dissents {
            let of = dissent.partner.as_ref();
            let of = of.map_or(String::new(), |partner| format!(" ({})", partner.name));
            let words = dissent.words.as_ref();
            let words = words.map_or(String::new(), |words| format!(": “{words}”"));
            let said = format!("{}{of}{words}", dissent.person.name);
            texts.push(Text::strong("Dissent: ").and(said));
        }
    }
    let mut all = vec![Text::link(line.text.clone(), address), Text::of(count)];
    all.extend(texts);
    Block::Outstanding {
        standing,
        texts: all,
    }
}

/// Whose vote went which way, a paragraph for each way.
fn ways(certificate: &app::views::CertificateView) -> Vec<Text> {
    let mut ways: Vec<(&'static str, Vec<&str>)> = Vec::new();
    for ballot in &certificate.ballots {
        let way = ballot.vote.map_or("Present, no vote", words::vote);
        match ways.iter_mut().find(|(words, _)| *words == way) {
            Some((_, voters)) => voters.push(&ballot.voter),
            None => ways.push((way, vec![&ballot.voter])),
        }
    }
    let order = |way: &str| {
        let known = ["For", "Against", "Abstained"];
        known.iter().position(|one| *one == way).unwrap_or(3)
    };
    ways.sort_by_key(|(way, _)| order(way));
    let said = |(way, voters): (&str, Vec<&str>)| {
        Text::strong(format!("{way}: ")).and(format!("{}.", voters.join("; ")))
    };
    ways.into_iter().map(said).collect()
}
