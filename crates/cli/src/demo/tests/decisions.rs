//! Decisions, from proposals and votes to what became of them.

use super::*;

#[test]
fn a_vote_was_carried_at_exactly_three_quarters() {
    let record = record();
    let (tally, outcome) = vote(decision(&record, "board-2007-04-18-3"));
    assert_eq!(outcome, Outcome::Carried);
    assert_eq!(tally.in_favour * 4, tally.base * 3, "{tally:?}");
}

#[test]
fn a_substitute_voted_and_two_leaders_dissented_by_name() {
    let record = record();
    let decision = decision(&record, "board-2007-04-18-3");
    let police = "board.police".parse().unwrap();
    assert!(decision.room[&police].substitute);
    assert!(
        decision
            .ballots
            .values()
            .any(|ballot| ballot.seat == police)
    );
    let dissenting: Vec<String> = decision
        .dissents
        .iter()
        .map(|d| d.seat.to_string())
        .collect();
    assert_eq!(
        dissenting,
        ["board.wychavon-leader", "board.malvern-hills-leader"]
    );
}

#[test]
fn a_vote_failed_with_a_majority_for_it() {
    let record = record();
    let (tally, outcome) = vote(decision(&record, "board-2008-07-16-2"));
    assert_eq!(outcome, Outcome::NotCarried);
    assert!(
        tally.in_favour * 2 > tally.base && tally.in_favour * 4 < tally.base * 3,
        "{tally:?}"
    );
}

#[test]
fn a_partner_with_three_members_in_the_room_had_one_vote() {
    let record = record();
    let decision = decision(&record, "board-2008-07-16-2");
    let chamber = "chamber".parse().unwrap();
    let seats = record.structure.seats_on(
        &"board".parse().unwrap(),
        meeting(&record, "board-2008-07-16").date,
    );
    let theirs: Vec<_> = seats
        .iter()
        .filter(|seat| seat.partner() == Some(&chamber) && decision.room.contains_key(seat.id()))
        .map(|seat| seat.id().clone())
        .collect();
    assert_eq!(theirs.len(), 3, "{theirs:?}");
    let votes = decision
        .ballots
        .values()
        .filter(|ballot| theirs.contains(&ballot.seat));
    assert_eq!(votes.count(), 1);
}

#[test]
fn a_vote_was_tied() {
    let record = record();
    let (tally, _) = vote(decision(&record, "board-2008-10-15-4"));
    assert_eq!(tally.in_favour, tally.against, "{tally:?}");
}

#[test]
fn the_tied_vote_came_back_with_its_further_report() {
    let record = record();
    let tied = decision(&record, "board-2008-10-15-4");
    assert!(tied.further_report.is_some());
    let back = record
        .meetings
        .bringing_back(&tied.id)
        .map(|(meeting, item)| (meeting.id.to_string(), item));
    let back: Vec<_> = back.collect();
    assert_eq!(back.len(), 1, "{back:?}");
    assert_eq!(back[0].0, "board-2009-01-21");
    let settled = record
        .decisions
        .of_meeting(&back[0].0.parse().unwrap())
        .find(|one| one.item == back[0].1);
    assert!(settled.unwrap().verdict().unwrap().agreed());
}

#[test]
fn what_too_few_agreed_was_ratified() {
    let record = record();
    let waited = decision(&record, "management-group-2007-06-13-3");
    let ruling = waited.ratification.as_ref().unwrap();
    assert_eq!(ruling.meeting.as_str(), "management-group-2007-07-04");
}

#[test]
fn a_partner_declined_what_was_referred_to_it() {
    let record = record();
    let referred = decision(&record, "board-2009-04-15-2")
        .referral
        .as_ref()
        .unwrap();
    let declined = referred.partners.iter().filter(|(_, answered)| {
        answered
            .as_ref()
            .is_some_and(|it| it.answer == PartnersAnswer::Declines)
    });
    let declined: Vec<_> = declined.map(|(partner, _)| partner.as_str()).collect();
    assert_eq!(declined, ["acute-trust"]);
    assert!(
        referred.partners.values().any(Option::is_none),
        "one has not answered"
    );
    assert!(
        referred
            .partners
            .values()
            .flatten()
            .any(|it| it.conditions.is_some())
    );
}

#[test]
fn the_accountable_body_agreed_and_is_asked_again() {
    let record = record();
    for (id, answered) in [
        ("board-2007-04-18-3", true),
        ("board-2008-10-15-3", true),
        ("management-group-2009-11-18-4", false),
    ] {
        let asked = decision(&record, id)
            .accountable
            .as_ref()
            .unwrap_or_else(|| panic!("{id}"));
        assert_eq!(asked.consent.is_some(), answered, "{id}");
    }
}

#[test]
fn an_objection_was_met_by_amending_the_proposal() {
    let record = record();
    let meeting = "board-2009-10-21".parse().unwrap();
    let mut agreed = record
        .decisions
        .of_meeting(&meeting)
        .filter(|one| !one.positions.is_empty());
    let agreed = agreed.next().unwrap();
    assert!(agreed.verdict().unwrap().agreed() && agreed.positions.len() >= 3);
}

#[test]
fn a_dispute_went_to_the_mediator_from_outside_and_one_is_open() {
    let record = record();
    let disputes: Vec<_> = record.disputes.all().collect();
    assert!(
        disputes
            .iter()
            .any(|one| one.mediations.len() == 3 && one.end.is_some())
    );
    assert!(disputes.iter().any(|one| one.end.is_none()));
}

#[test]
fn a_question_was_decided_by_correspondence_and_one_is_open() {
    let record = record();
    let all: Vec<_> = record.correspondence.all().collect();
    let outcome = |one: &Correspondence| one.closed.as_ref().map(|closed| closed.outcome);
    assert!(
        all.iter()
            .any(|one| outcome(one) == Some(correspondence::Outcome::Agreed))
    );
    assert!(all.iter().any(|one| one.closed.is_none()));
}

#[test]
fn an_observer_was_in_the_room_and_has_no_vote_in_the_book() {
    let record = record();
    let meeting = "management-group-2009-06-10".parse().unwrap();
    let voted = record
        .decisions
        .of_meeting(&meeting)
        .find(|one| !one.ballots.is_empty())
        .unwrap();
    let observer = "management-group.gowm".parse().unwrap();
    assert!(voted.room.contains_key(&observer));
    assert!(voted.ballots.values().all(|ballot| ballot.seat != observer));
}

#[test]
fn an_observer_who_tries_to_vote_is_refused_and_the_book_shows_nothing() {
    let (refused, before, after) = &made().observer;
    assert!(
        refused.contains("observers and others who attend do not vote"),
        "{refused}"
    );
    assert_eq!(before, after);
}
