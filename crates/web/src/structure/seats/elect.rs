//! Recording the election of a seat's holder among those nominated.

use app::views::{self, HeldSeat, MinutesState, NominationView, words};
use askama::Template;
use axum::{extract::Path, response::Response};
use serde_json::{Value, json};

use super::{Where, facts, frame, seat::seat_page, seat_at};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    say,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "structure/seats/elect.html")]
struct ElectPage {
    frame: Frame,
    form: Form,
    held: HeldSeat,
    facts: Vec<(&'static str, String)>,
    nominees: Vec<Choice>,
    ballots: Vec<Ballot>,
    meetings: Vec<Choice>,
    nominate: String,
    seen: u64,
}

/// The votes for one nominee: the names of its inputs, who it is, and the label.
struct Ballot {
    person: String,
    votes: String,
    nominee: String,
    label: String,
}

fn ballots(nominees: &[Choice]) -> Vec<Ballot> {
    let ballot = |(place, nominee): (usize, &Choice)| Ballot {
        person: format!("votes[{place}].person"),
        votes: format!("votes[{place}].votes"),
        nominee: nominee.value.clone(),
        label: format!("Votes for {} (optional)", nominee.words),
    };
    let several = if nominees.len() > 1 { nominees } else { &[] };
    several.iter().enumerate().map(ballot).collect()
}

/// `GET /{partnership}/structure/{body}/seats/{seat}/elect`
pub(super) async fn ask(visit: Visit, Path(at): Path<Where>) -> Result<Response, Problem> {
    let held = seat_at(&visit, &at)?;
    paper(&visit, &held, Form::empty())
}

/// `POST /{partnership}/structure/{body}/seats/{seat}/elect`
pub(super) async fn take(
    visit: Visit,
    Path(at): Path<Where>,
    mut form: Form,
) -> Result<Response, Problem> {
    let held = seat_at(&visit, &at)?;
    let mut votes: Vec<Value> = Vec::new();
    for row in form.rows("votes") {
        let field = format!("votes[{row}].votes");
        if let Some(number) = form.perhaps::<u32>(&field, "Write the votes as a number, such as 7")
        {
            let person = form.value(&format!("votes[{row}].person")).to_owned();
            votes.push(json!({"person": person, "votes": number}));
        }
    }
    let act = json!({
        "act": "structure.elect",
        "seat": held.seat.id,
        "person": form.read_text("person", "Choose who was elected"),
        "meeting": form.perhaps_text("meeting"),
        "on": form.perhaps_date("on"),
        "from": form.perhaps_date("from"),
        "votes": votes,
    });
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => return Ok(see(&seat_page(&visit, &held.seat.id, "elected"))),
            Err(denied) => form.denied_as(denied, |field| match field {
                "votes" => "votes[0].votes".to_owned(),
                field => field.to_owned(),
            })?,
        }
    }
    let visit = visit.read_on().await?;
    paper(&visit, &seat_at(&visit, &at)?, form)
}

fn paper(visit: &Visit, held: &HeldSeat, form: Form) -> Result<Response, Problem> {
    let nominees = nominees(visit, held);
    let page = ElectPage {
        frame: frame(visit, held, "Record the election")
            .summary(form.summary("The election was not recorded")),
        facts: facts(held),
        ballots: ballots(&nominees),
        nominees,
        meetings: meetings(visit, held),
        nominate: super::seat_address(visit, &held.seat.id, "nominate"),
        held: held.clone(),
        seen: visit.reading.head.line,
        form,
    };
    page_with(page.form.status(), &page)
}

/// Those whose nomination stands.
fn nominees(visit: &Visit, held: &HeldSeat) -> Vec<Choice> {
    let today = visit.reading.today();
    let page = views::seat_page(&visit.reading, &held.seat.id, today, say::audience(visit));
    let nominations = page.and_then(|page| page.nominations).unwrap_or_default();
    let standing = nominations.into_iter().rev().filter(|one| one.stands);
    let choice = |one: NominationView| Choice::new(one.person.id.to_string(), one.person.name);
    standing.map(choice).collect()
}

/// Meetings at which it may have been held: one under way, or the latest.
fn meetings(visit: &Visit, held: &HeldSeat) -> Vec<Choice> {
    let (reading, body) = (&visit.reading, Some(&held.body.id));
    let now =
        views::meetings_to_come(reading, body).filter(|line| line.minutes == MinutesState::Open);
    let all = now.chain(views::meetings_held(reading, body).take(6));
    all.map(|line| Choice::new(line.id.to_string(), words::day(line.date)))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{CLERK, MOOT, Moot, STRANGER};

    const PATH: &str = "/three-rivers/structure/board/seats/chair/elect";
    const SEAT: &str = "/three-rivers/structure/board/seats/chair";

    fn two_stand(moot: &Moot) -> [String; 2] {
        let people = [1, STRANGER].map(|number| testkit::person(number).to_string());
        for person in &people {
            moot.acts(
                json!({"act": "structure.nominate", "seat": "board.chair", "person": person,
                "from": "2008-01-01", "mandate": "commits", "essential_met": [1, 2]}),
            );
        }
        people
    }

    // Requirement: ST6 at /{partnership}/structure/{body}/seats/{seat}/elect
    #[tokio::test]
    async fn the_chair_is_elected_among_those_who_stand() {
        let moot = Moot::new();
        moot.get_as(CLERK, PATH)
            .await
            .sound()
            .says(&["Nobody is nominated"]);
        let [chair, other] = two_stand(&moot);
        moot.get_as(CLERK, PATH).await.sound().says(&[
            "Holder of board.chair",
            "Pat Public",
            "Votes for Pat Public",
        ]);
        let vote = |own: &'static str, others: &'static str| {
            vec![
                ("person", other.clone()),
                ("votes[0].person", chair.clone()),
                ("votes[0].votes", own.to_owned()),
                ("votes[1].person", other.clone()),
                ("votes[1].votes", others.to_owned()),
            ]
        };
        let post = async |form: Vec<(&str, String)>| {
            let form: Vec<(&str, &str)> =
                form.iter().map(|(name, value)| (*name, &**value)).collect();
            moot.post_as(CLERK, PATH, &form).await
        };
        for (form, says) in [
            (vec![], "Choose who was elected"),
            (vote("4", "4"), "They have 4 votes, and someone else has 4"),
            (vote("4", "many"), "Write the votes as a number"),
            (
                vote("4", ""),
                "2 people stand for the seat board.chair, and votes are given for 1",
            ),
        ] {
            let page = post(form).await;
            assert_eq!(page.status, 422, "{says}");
            page.sound().says(&["The election was not recorded", says]);
        }
        // Without an election nobody is appointed.
        let appoint = [("person", &*other), ("from", "2008-01-01")];
        moot.post_as(CLERK, &format!("{SEAT}/appoint"), &appoint)
            .await
            .says(&["2 people stand for the seat board.chair, which is filled by election"]);
        let page = post(vote("3", "5")).await;
        assert_eq!(page.location(), format!("{SEAT}?done=elected"));
        moot.get_as(CLERK, page.location()).await.sound().says(&[
            "The election is in the book.",
            "Pat Public",
            "5 votes",
            "Someone else was appointed",
        ]);
        let page = moot.get(&format!("{SEAT}?at=2008-06-01")).await;
        page.says(&["Pat Public, until Wednesday 31 December 2008"]);
        moot.get("/three-rivers/record")
            .await
            .says(&["was elected to the seat", "with 5 votes; the others had 3"]);
    }

    #[tokio::test]
    async fn an_election_at_a_meeting_is_public_with_its_minutes() {
        let moot = Moot::new();
        moot.calls("board");
        let meeting = "board-2007-04-18";
        let [chair, _] = two_stand(&moot);
        moot.acts(json!([
            {"act": "meetings.record-arrival", "meeting": meeting, "seat": "board.leader"},
            {"act": "meetings.open", "meeting": meeting, "chair": "board.leader"},
        ]));
        let page = moot
            .post_as(CLERK, PATH, &[("person", &chair), ("meeting", meeting)])
            .await;
        assert_eq!(page.status, 303);
        moot.get_as(CLERK, SEAT)
            .await
            .says(&["Elected on 18 April 2007"]);
        moot.get(SEAT)
            .await
            .never_says(&["Elected on 18 April 2007"]);
        moot.get(&format!("/{MOOT}/record"))
            .await
            .never_says(&["was elected"]);
    }

    #[tokio::test]
    async fn nobody_else_records_one() {
        let moot = Moot::new();
        assert_eq!(moot.get(PATH).await.status, 303);
        assert_eq!(moot.get_as(2, PATH).await.status, 403);
        assert_eq!(moot.post_as(STRANGER, PATH, &[]).await.status, 403);
    }
}
