//! One seat: what the arrangements say of it, its role, who held it, and who is nominated.

use app::views::{self, SeatPageView, words};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::{arrangements::Capacity, id::SeatId};
use serde_json::json;

use super::{Where, name, seat_address, seat_at};
use crate::{
    forms::Form,
    frame::{Frame, Section},
    office::done,
    problem::Problem,
    say,
    structure::carried_on,
    visit::{Visit, page, see},
};

#[derive(Template)]
#[template(path = "structure/seats/seat.html")]
struct SeatPage {
    frame: Frame,
    base: String,
    at: String,
    facts: Vec<(&'static str, String)>,
    /// The address of this seat.
    here: String,
    /// What the secretariat or the holder may do: address and words.
    doing: Vec<(String, &'static str)>,
    lists: Vec<(&'static str, Vec<String>)>,
    seen: u64,
    view: SeatPageView,
}

fn view(visit: &Visit, (_, body, seat): &Where) -> Result<SeatPageView, Problem> {
    let id: Option<SeatId> = format!("{body}.{seat}").parse().ok();
    let id = id.ok_or_else(Problem::not_found)?;
    let view = views::seat_page(&visit.reading, &id, visit.date()?, say::audience(visit));
    view.ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/structure/{body}/seats/{seat}?at=2010-10-06`
pub(super) async fn show(visit: Visit, Path(at): Path<Where>) -> Result<Response, Problem> {
    let view = view(&visit, &at)?;
    let at = carried_on(&visit)?;
    let held = &view.held;
    let frame = visit
        .frame(held.seat.title.clone())
        .section(Section::Structure)
        .crumb("Structure", &format!("/structure{at}"))
        .crumb(&held.body.name, &format!("/structure/{}{at}", held.body.id))
        .done(done(&visit));
    page(&SeatPage {
        frame,
        base: visit.at(""),
        facts: facts(&view),
        here: visit.at(&format!(
            "/structure/{}/seats/{}",
            held.body.id,
            name(&held.seat.id)
        )),
        doing: if at.is_empty() {
            doing(&visit, &view)
        } else {
            Vec::new()
        },
        lists: lists(&view),
        seen: visit.reading.head.line,
        at,
        view,
    })
}

/// `GET /api/v1/{partnership}/structure/{body}/seats/{seat}?at=2010-10-06`
pub(super) async fn json(visit: Visit, Path(at): Path<Where>) -> Result<Response, Problem> {
    crate::api::json(&view(&visit, &at)?)
}

/// `POST /{partnership}/structure/{body}/seats/{seat}/withdraw`: a nomination is withdrawn.
pub(super) async fn withdraw(
    visit: Visit,
    Path(at): Path<Where>,
    form: Form,
) -> Result<Response, Problem> {
    let held = seat_at(&visit, &at)?;
    let act = json!({
        "act": "structure.withdraw-nomination",
        "seat": held.seat.id,
        "person": form.value("person"),
    });
    visit.act(act, form.seen()).await?;
    Ok(see(&seat_page(&visit, &held.seat.id, "withdrawn")))
}

/// The page of a seat, with what was done.
pub(super) fn seat_page(visit: &Visit, seat: &SeatId, done: &str) -> String {
    let (body, name) = (seat.body(), name(seat));
    visit.at(&format!("/structure/{body}/seats/{name}?done={done}"))
}

/// What the arrangements say of it, and who holds it.
fn facts(view: &SeatPageView) -> Vec<(&'static str, String)> {
    let seat = &view.held.seat;
    let mut facts = super::facts(&view.held);
    if !seat.together.is_empty() {
        facts.push(("One seat for", seat.together.join(" and ")));
    }
    if !seat.alternatives.is_empty() {
        facts.push(("Or", seat.alternatives.join("; ")));
    }
    if let Some(body) = &seat.filled_from {
        facts.push(("Filled from", body.name.clone()));
    }
    facts.push(("Takes part as", takes_part(view).to_owned()));
    if let Some(post) = &seat.post {
        facts.push(("Post asked for", post.clone()));
    }
    if seat.holder.is_some() {
        let not_known = || "Not on record".to_owned();
        let post = seat.post_held.clone().unwrap_or_else(not_known);
        facts.push(("Post held", post));
        let mandate = seat.mandate.map(|mandate| say::mandate(mandate).to_owned());
        facts.push(("Mandate", mandate.unwrap_or_else(not_known)));
        if seat.role.is_some() {
            let accepted = seat.accepted.map(words::day);
            let accepted = accepted.unwrap_or_else(|| "Not yet".to_owned());
            facts.push(("Role accepted", accepted));
        }
    }
    if let Some(support) = &seat.supported_by {
        facts.push(("May come with", support.clone()));
    }
    facts
}

fn takes_part(view: &SeatPageView) -> &'static str {
    let seat = &view.held.seat;
    match (seat.capacity, seat.voice, seat.votes) {
        (Capacity::Member, true, true) => {
            "Member: counts for the quorum and votes, as a voice that represents nobody"
        }
        (Capacity::Member, _, true) => "Member: counts for the quorum and votes",
        (Capacity::Member, _, false) => "Member: counts for the quorum and does not vote",
        (Capacity::Observer, ..) => "Observer: attends and speaks, neither votes nor counts",
        (Capacity::InAttendance, ..) => "In attendance: helps, neither votes nor counts",
        (Capacity::Adviser, ..) => "Adviser: advises, neither votes nor counts",
    }
}

/// The lists of the role description.
fn lists(view: &SeatPageView) -> Vec<(&'static str, Vec<String>)> {
    let Some(role) = &view.role else {
        return Vec::new();
    };
    let lists = [
        ("Open to", &role.open_to),
        ("Duties", &role.duties),
        ("Tasks", &role.tasks),
        ("Rights", &role.rights),
        ("Essential in whoever holds it", &role.essential),
        ("Desirable", &role.desirable),
    ];
    let told = lists.into_iter().filter(|(_, list)| !list.is_empty());
    told.map(|(heading, list)| (heading, list.clone()))
        .collect()
}

fn doing(visit: &Visit, view: &SeatPageView) -> Vec<(String, &'static str)> {
    let seat = &view.held.seat;
    let to = |form: &str| seat_address(visit, &seat.id, form);
    let holds = super::holds(visit, &view.held);
    let mut doing = Vec::new();
    if (holds || visit.viewer.secretariat)
        && seat.role.is_some()
        && seat.holder.is_some()
        && seat.accepted.is_none()
    {
        doing.push((to("accept"), "Accept the role"));
    }
    if visit.viewer.secretariat {
        let standing = view.nominations.iter().flatten().any(|one| one.stands);
        if seat.appointed != record::arrangements::Appointed::ExOfficio {
            doing.push((to("nominate"), "Nominate someone"));
        }
        if seat.appointed == record::arrangements::Appointed::ElectedAnnually && standing {
            doing.push((to("elect"), "Record the election"));
        }
        doing.push((to("appoint"), "Appoint a holder"));
    }
    if (holds || visit.viewer.secretariat) && seat.holder.is_some() {
        doing.push((to("substitute"), "Name a substitute"));
    }
    if visit.viewer.secretariat && seat.holder.is_some() {
        doing.push((to("end"), "End the appointment"));
    }
    doing
}
