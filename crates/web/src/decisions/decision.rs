//! One decision: the sentence first, whether it was carried, and why it stands.

use app::views::{self, AnswerView, BallotView, DecisionView, SeatRow, words};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::{decisions::PartnersAnswer, id::DecisionId};

use crate::{
    frame::{Frame, Section},
    problem::Problem,
    say,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "decisions/decision.html")]
struct Decision {
    frame: Frame,
    base: String,
    tally: Option<String>,
    /// The picture of the positions on the proposal.
    positions: Option<String>,
    /// Whether the viewer may record answers of partners, and of the accountable body.
    offers: (bool, bool),
    view: DecisionView,
}

impl Decision {
    /// What came of it, as the first words under the sentence.
    fn outcome(&self) -> &'static str {
        let line = &self.view.line;
        match line.agreed {
            Some(true) if say::waits(line) => "Agreed, but not yet binding",
            Some(true) if line.ratified == Some(false) => "Agreed, then not ratified",
            Some(true) if line.for_ratification => "Agreed, then ratified",
            Some(true) if self.view.agreement.recommends_to.is_some() => {
                "Agreed as a recommendation"
            }
            Some(true) => line.standing,
            Some(false) if line.tied => "Tied, so not carried",
            Some(false) => "Not carried",
            None => line.standing,
        }
    }

    /// The heading over the certificate.
    fn why(&self) -> &'static str {
        let line = &self.view.line;
        match line.agreed {
            Some(true) if say::waits(line) => "Why this does not bind yet",
            Some(true) if line.ratified == Some(false) => "Why this does not bind",
            Some(true) => "Why this stands",
            _ => "Why this was not carried",
        }
    }

    /// The finding that the bar of votes shows.
    fn finding(&self) -> Option<String> {
        let tally = self.view.certificate.as_ref()?.tally?;
        let outcome = if self.view.line.agreed == Some(true) {
            "Carried"
        } else {
            "Not carried"
        };
        Some(format!(
            "{outcome}: {} for, {} needed",
            tally.in_favour, tally.needed
        ))
    }

    /// "18 for, 4 against, 2 abstained".
    fn count(&self) -> Option<String> {
        let tally = self.view.certificate.as_ref()?.tally?;
        Some(format!(
            "{} for, {} against, {} abstained",
            tally.in_favour, tally.against, tally.abstained
        ))
    }

    /// Votes grouped as people read them: for, against, abstained, none.
    fn ballots(&self) -> Vec<&BallotView> {
        let all = self
            .view
            .certificate
            .iter()
            .flat_map(|certificate| &certificate.ballots);
        let mut all: Vec<&BallotView> = all.collect();
        all.sort_by_key(|ballot| (ballot.vote.is_none(), ballot.vote));
        all
    }

    /// Members' seats first, then those without a vote.
    fn seats(&self) -> Vec<&SeatRow> {
        let all = self
            .view
            .certificate
            .iter()
            .flat_map(|certificate| &certificate.seats);
        all.collect()
    }
}

/// What was just done, in words.
fn done(visit: &Visit) -> Option<&'static str> {
    match visit.query("done").as_deref() {
        Some("answered") => Some("The answer is recorded."),
        Some("agreement") => Some("The accountable body’s answer is recorded."),
        _ => None,
    }
}

/// What a partner answered, or that it has not.
fn answered(answer: &AnswerView) -> &'static str {
    match answer.answer {
        None => "Has not answered",
        Some(PartnersAnswer::Agrees) => "Agrees",
        Some(PartnersAnswer::AgreesWithConditions) => "Agrees, on conditions",
        Some(PartnersAnswer::Declines) => "Declines, and is not bound",
    }
}

fn vote(ballot: &BallotView) -> &'static str {
    ballot.vote.map_or("Present, no vote", words::vote)
}

/// Who was in the room for a seat, or why nobody was.
fn room(seat: &SeatRow) -> String {
    match (&seat.in_room, seat.since) {
        (Some(_), Some(since)) if seat.substitute => {
            format!("as substitute, since {}", words::clock(since))
        }
        (Some(_), Some(since)) => format!("since {}", words::clock(since)),
        (Some(_), None) => String::new(),
        (None, _) if seat.holder.is_none() => "empty chair".to_owned(),
        (None, _) => "not in the room".to_owned(),
    }
}

pub(super) fn view(visit: &Visit, decision: &str) -> Result<DecisionView, Problem> {
    let id: DecisionId = decision.parse().map_err(|_| Problem::not_found())?;
    let view = views::decision(&visit.reading, &id, say::audience(visit));
    view.ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/decisions/{decision}`
pub(super) async fn show(
    visit: Visit,
    Path((_, decision)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let view = view(&visit, &decision)?;
    let tally = view
        .certificate
        .as_ref()
        .and_then(|certificate| certificate.tally);
    let bar = |tally: record::decisions::Tally| {
        let record::decisions::Tally {
            in_favour,
            against,
            abstained,
            silent,
            needed,
            ..
        } = tally;
        drawing::tally_bar(in_favour, against, abstained, silent, needed)
    };
    let frame = visit
        .frame(view.item_title.clone())
        .section(Section::Decisions);
    page(&Decision {
        frame: frame.crumb("Decisions", "/decisions").done(done(&visit)),
        positions: crate::table::picture(&view.agreement),
        offers: super::answer::offers(&visit, &view),
        base: visit.at(""),
        tally: tally.map(bar),
        view,
    })
}

/// `GET /api/v1/{partnership}/decisions/{decision}`
pub(super) async fn json(
    visit: Visit,
    Path((_, decision)): Path<(String, String)>,
) -> Result<Response, Problem> {
    crate::api::json(&view(&visit, &decision)?)
}
