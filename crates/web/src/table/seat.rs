//! A member's seat, on a telephone in the room: the motion, three buttons, the result.
//!
//! It shows the seats for which the viewer may speak and nobody else's vote but their partner's.

use app::{
    Denied,
    views::{
        self, MinutesState, MotionView, PositionView, SeatAtTable, TableView, VoterView, words,
    },
};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::id::{PersonId, SeatId};
use serde_json::json;

use super::{agreeing, asks, frame_of, page::wire, quorum_words, table_of, when_and_where};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "table/seat.html")]
struct SeatPage {
    frame: Frame,
    view: TableView,
    form: Form,
    /// The seats for which the viewer may speak.
    mine: Vec<SeatId>,
    me: PersonId,
    done: Option<&'static str>,
    here: String,
}

/// `GET /{partnership}/meetings/{meeting}/seat`
pub(crate) async fn show(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
) -> Result<Response, Problem> {
    paper(&visit, &meeting, Form::empty())
}

/// `POST /{partnership}/meetings/{meeting}/seat`: a vote, or a dissent.
pub(crate) async fn take(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    visit.must_be_recent()?;
    let view = table_of(&visit, &meeting)?;
    let decision = form.value("decision").to_owned();
    let (act, done) = if form.value("do") == "dissent" {
        let act = json!({
            "act": "decisions.record-dissent", "decision": decision, "seat": form.value("seat"),
            "words": form.perhaps_text("dissent.words"),
        });
        (act, "dissent")
    } else if form.value("do") == "interest" {
        let act = json!({
            "act": "meetings.declare-interest", "meeting": meeting, "seat": form.value("seat"),
            "person": visit.viewer.person.as_ref().map(|person| person.id),
            "item": form.read::<u16>("interest.item", "Choose the item", "Choose the item"),
            "nature": form.read_text("interest.nature", "Write what the interest is"),
            "withdraws": form.value("interest.withdraws") == "yes",
            "for_organisation": form.value("interest.whose") == "organisation",
        });
        (act, "interest")
    } else if form.value("do") == "position" {
        let act = agreeing::position_act(view.asks_mandate.is_some(), &mut form);
        if !form.is_right() {
            return paper(&visit, &meeting, form);
        }
        (act, "stated")
    } else {
        (
            asks::vote(&decision, form.value("seat"), form.value("vote")),
            "voted",
        )
    };
    let on = visit.at(&format!("/meetings/{meeting}/seat?done={done}"));
    let kind = if done == "interest" {
        "interest"
    } else {
        "dissent"
    };
    if !form.is_right() {
        return paper(&visit, &meeting, form);
    }
    match visit.act(act, None).await {
        Ok(_) => return Ok(see(&on)),
        // A button pressed twice: the vote counts, and that is what the page says.
        Err(Denied::Refused { refused, .. })
            if matches!(
                refused.advice.code,
                "decisions/vote-unchanged" | "decisions/position-unchanged"
            ) =>
        {
            return Ok(see(&on));
        }
        Err(denied) if form.value("do") == "position" => {
            let words = format!("stand[{}].words", form.value("seat"));
            form.denied_as(denied, |_| words.clone())?;
        }
        Err(denied) => form.denied_as(denied, |field| format!("{kind}.{field}"))?,
    }
    paper(&visit.read_on().await?, &meeting, form)
}

fn paper(visit: &Visit, meeting: &str, form: Form) -> Result<Response, Problem> {
    let view = table_of(visit, meeting)?;
    let me = visit
        .viewer
        .person
        .as_ref()
        .ok_or_else(Problem::not_found)?
        .id;
    let id = &view.meeting.line.id;
    let failed = match form.value("do") {
        "dissent" => "Your dissent was not recorded",
        "interest" => "Your interest was not recorded",
        "position" => "Your position was not recorded",
        _ => "Your vote was not recorded",
    };
    let done = match visit.query("done").as_deref() {
        Some("voted") => Some("Your vote is recorded."),
        Some("stated") => Some("Your position is recorded."),
        Some("dissent") => Some("Your dissent is recorded."),
        Some("interest") => Some("Your interest is recorded."),
        _ => None,
    };
    let page = SeatPage {
        frame: frame_of(visit, &view, "Your seat").summary(form.summary(failed)),
        mine: views::spoken_for(&visit.reading, id, me),
        here: visit.at(&format!("/meetings/{id}/seat")),
        me,
        done,
        view,
        form,
    };
    page_with(page.form.status(), &page)
}

/// Whose interest it is.
pub(crate) fn whose() -> [Choice; 2] {
    [
        Choice::new("own", "My own"),
        Choice::new(
            "organisation",
            "My organisation’s, and so of all its people",
        ),
    ]
}

/// The same, at the secretary's table.
pub(crate) fn theirs() -> [Choice; 2] {
    [
        Choice::new("own", "Their own"),
        Choice::new(
            "organisation",
            "Their organisation’s, and so of all its people",
        ),
    ]
}

/// Whether someone means to withdraw for an item.
pub(crate) fn withdrawing() -> [Choice; 2] {
    [
        Choice::new("yes", "Yes, I will leave the room for it"),
        Choice::new("no", "No"),
    ]
}

/// The colour and the words of a motion's tag.
pub(crate) fn tag(motion: &MotionView) -> (&'static str, &'static str) {
    match (motion.stage, motion.agreed) {
        ("proposed", _) => ("blue", "Proposed"),
        ("moved", _) => ("grey", "Moved"),
        ("seconded", _) => ("blue", "Moved and seconded"),
        ("voting", _) => ("yellow", "Vote open"),
        (_, Some(true)) => ("green", motion.standing),
        _ => ("red", motion.standing),
    }
}

/// The sentence that says what came of a motion and why: "12 of 16 voted for …".
pub(crate) fn result(motion: &MotionView) -> Option<&views::Sentence> {
    let said = &motion.certificate.as_ref()?.sentences;
    said.iter()
        .find(|sentence| matches!(sentence.about, "Vote" | "Consensus"))
}

impl SeatPage {
    fn caption(&self) -> String {
        when_and_where(&self.view)
    }

    fn quorum(&self) -> String {
        quorum_words(&self.view.quorum)
    }

    /// The rows of the viewer's seats.
    fn seats(&self) -> Vec<&SeatAtTable> {
        self.mine
            .iter()
            .filter_map(|seat| self.view.seat(seat))
            .collect()
    }

    /// Whether the viewer is in the room for the seat.
    fn sits(&self, row: &SeatAtTable) -> bool {
        row.in_room
            .as_ref()
            .is_some_and(|person| person.id == self.me)
    }

    /// The viewer's voters in an open vote, each once, with the seat to vote with.
    fn ballots<'a>(&'a self, motion: &'a MotionView) -> Vec<(&'a VoterView, &'a SeatId)> {
        let voters = motion.voters.iter();
        voters
            .filter_map(|voter| {
                let own = voter.seats.iter().find(|seat| {
                    self.mine.contains(seat)
                        && self.view.seat(seat).is_some_and(|row| self.sits(row))
                });
                own.map(|seat| (voter, seat))
            })
            .collect()
    }

    /// Proposals on which the viewer's seats may say where they stand, with the rows of those seats.
    fn asked(&self) -> Vec<(&MotionView, Vec<&PositionView>)> {
        let open = self.view.motions.iter().filter(|it| it.stage == "proposed");
        let with_rows = open.map(|motion| {
            let rows = motion.agreement.positions.iter().filter(|row| {
                let sits = self.view.seat(&row.seat).is_some_and(|own| self.sits(own));
                sits && self.mine.contains(&row.seat) && motion.may_state.contains(&row.seat)
            });
            (motion, rows.collect::<Vec<_>>())
        });
        with_rows.filter(|(_, rows)| !rows.is_empty()).collect()
    }

    /// The motion or decision at which something was last recorded.
    fn latest(&self) -> Option<&MotionView> {
        self.view.motions.iter().max_by_key(|motion| motion.changed)
    }

    /// What is happening while there is nothing to vote on.
    fn now(&self) -> String {
        let line = &self.view.meeting.line;
        let waiting = self
            .view
            .motions
            .iter()
            .find(|motion| matches!(motion.stage, "moved" | "seconded"));
        match (line.minutes, waiting) {
            (MinutesState::Called, _) => {
                format!(
                    "The meeting has not been opened. It begins at {}.",
                    words::clock(line.starts)
                )
            }
            (MinutesState::Cancelled, _) => "The meeting was cancelled.".to_owned(),
            (MinutesState::Open, Some(motion)) => {
                format!("A motion waits to be put to the vote: {}", motion.text)
            }
            (MinutesState::Open, None) => {
                "No vote is open. This page shows the motion when the chair puts one.".to_owned()
            }
            _ => "The meeting is over.".to_owned(),
        }
    }

    /// The viewer's seats that may have their dissent from a decision recorded.
    fn may_dissent<'a>(&self, motion: &'a MotionView) -> Vec<&'a SeatId> {
        motion
            .may_dissent
            .iter()
            .filter(|seat| self.mine.contains(seat))
            .collect()
    }

    /// How the viewer's partner voted on a motion that is decided.
    fn own_votes<'a>(&'a self, motion: &'a MotionView) -> Vec<&'a views::BallotView> {
        let ballots = motion
            .certificate
            .as_ref()
            .map(|facts| facts.ballots.as_slice());
        let rows = self.seats();
        let own = |ballot: &&views::BallotView| {
            rows.iter().any(|row| match &ballot.partner {
                Some(partner) => row.partner.as_ref().is_some_and(|own| own.id == *partner),
                None => row.title == ballot.voter,
            })
        };
        ballots.unwrap_or_default().iter().filter(own).collect()
    }

    fn tag(&self, motion: &MotionView) -> (&'static str, &'static str) {
        tag(motion)
    }

    /// Whether this is how the vote stands.
    fn stands(&self, voter: &VoterView, choice: &Choice) -> bool {
        voter.vote.map(wire) == Some(choice.value.as_str())
    }

    /// Whether and for whom someone is in the room for one of the viewer's seats.
    fn state(&self, row: &SeatAtTable) -> String {
        match &row.in_room {
            Some(person) if person.id == self.me => "You are in the room for it.".to_owned(),
            Some(person) => format!("{} is in the room for it.", person.name),
            None => match &row.withdrawn {
                Some((person, item)) if person.id == self.me => {
                    format!(
                        "You are out of the room for item {item}, in which you have an interest."
                    )
                }
                Some((person, item)) => {
                    format!("{} is out of the room for item {item}.", person.name)
                }
                None => "Nobody is in the room for it.".to_owned(),
            },
        }
    }

    /// Whether interests can still be declared.
    fn may_declare(&self) -> bool {
        let state = self.view.meeting.line.minutes;
        matches!(state, MinutesState::Called | MinutesState::Open)
    }

    /// The viewer's own interests, with the item.
    fn declared(&self) -> Vec<(&str, &views::InterestView)> {
        let items = self.view.meeting.agenda.iter();
        let all = items.flat_map(|item| {
            let interests = item.interests.iter();
            interests.map(|interest| (item.title.as_str(), interest))
        });
        all.filter(|(_, interest)| interest.person.id == self.me)
            .collect()
    }

    /// The items of the agenda, for an interest.
    fn items(&self) -> Vec<Choice> {
        let items = self.view.meeting.agenda.iter();
        let choice = |item: &views::ItemView| {
            Choice::new(item.no.to_string(), format!("{}. {}", item.no, item.title))
        };
        items.map(choice).collect()
    }

    /// Why the viewer has no vote on the motion that is open.
    fn why_not(&self) -> String {
        let rows = self.seats();
        let voting: Vec<&&SeatAtTable> = rows.iter().filter(|row| row.votes).collect();
        let Some(row) = voting.first() else {
            let why = rows
                .first()
                .and_then(|row| row.why_no_vote())
                .unwrap_or_default();
            return format!("You have no vote. {why}");
        };
        match &row.in_room {
            Some(person) => format!("{} is in the room for your seat and casts its vote.", person.name),
            None => "You are not recorded as being in the room, so you cannot vote. Tell the secretary that you are here.".to_owned(),
        }
    }
}
