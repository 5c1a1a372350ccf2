//! "Where do I fit in?": from a name to a page that answers; and what to do where there is none.

use app::views::{self, OneselfView};
use askama::Template;
use axum::response::Response;
use jiff::civil::Date;
use record::arrangements::BodyKind;

use super::organisations::by_sector;
use crate::{
    frame::{Frame, Section},
    problem::Problem,
    visit::{Visit, page, see},
};

#[derive(Template)]
#[template(path = "structure/fit.html")]
struct Fit {
    frame: Frame,
    base: String,
    /// What was typed.
    who: String,
    found: OneselfView,
    sectors: Vec<(String, Vec<views::OrganisationLine>)>,
    /// Bodies that are open to all: address and name.
    open: Vec<(String, String)>,
    secretariat: Option<String>,
}

/// `GET /{partnership}/where-do-i-fit-in?who=district+council`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let date = visit.reading.today();
    let who: String = visit.query("who").unwrap_or_default();
    let who: String = who.trim().chars().take(100).collect();
    let found = views::find_oneself(&visit.reading, &who, date);
    if let Some(only) = only(&visit, &found) {
        return Ok(see(&only));
    }
    let frame = visit
        .frame("Where do I fit in?")
        .section(Section::Structure);
    page(&Fit {
        frame: frame.crumb("Structure", "/structure"),
        base: visit.at(""),
        sectors: by_sector(views::organisations(&visit.reading, date)),
        open: open_to_all(&visit, date),
        secretariat: views::explained(&visit.reading, date).and_then(|view| view.secretariat),
        found,
        who,
    })
}

/// `GET /api/v1/{partnership}/where-do-i-fit-in?who=district+council`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    let who = visit.query("who").unwrap_or_default();
    let found = views::find_oneself(&visit.reading, &who, visit.reading.today());
    crate::api::json(&found)
}

/// Where the page of the only thing found is.
fn only(visit: &Visit, found: &OneselfView) -> Option<String> {
    if found.many() != 1 {
        return None;
    }
    let organisation = found.organisations.first();
    let organisation = organisation.map(|one| format!("/organisations/{}", one.id));
    let body = found.bodies.first();
    let body = body.map(|one| format!("/structure/{}", one.id));
    let person = found.people.first();
    let person = person.map(|one| format!("/people/{}", one.id));
    let path = organisation.or(body).or(person)?;
    Some(visit.at(&path))
}

fn open_to_all(visit: &Visit, date: Date) -> Vec<(String, String)> {
    let adoption = visit.reading.record.structure.in_force(date);
    let bodies = adoption.map_or(&[][..], |adoption| &adoption.arrangements.body);
    let forums = bodies
        .iter()
        .filter(|body| body.kind == BodyKind::Forum && body.exists_on(date));
    forums
        .map(|body| {
            let page = visit.at(&format!("/structure/{}", body.id));
            (page, body.name.clone())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use testkit::{holder_of, person};

    use crate::testing::{MOOT, Moot, STRANGER};

    const FIT: &str = "/three-rivers/where-do-i-fit-in";

    // Requirement: ST13 at /{partnership}/where-do-i-fit-in
    #[tokio::test]
    async fn a_name_leads_to_its_page() {
        let moot = Moot::new();
        moot.get(FIT).await.sound().says(&[
            "Where do I fit in?",
            "Find my place",
            "Three Rivers Health Trust",
        ]);
        for (typed, to) in [
            ("health+trust", "/three-rivers/organisations/health"),
            ("EXECUTIVE+three", "/three-rivers/structure/executive"),
        ] {
            let page = moot.get(&format!("{FIT}?who={typed}")).await;
            assert_eq!(
                (page.status.as_u16(), page.location()),
                (303, to),
                "{typed}"
            );
        }
        let page = moot.get(&format!("{FIT}?who=Holder+of+board.leader")).await;
        let leader = format!("/{MOOT}/people/{}", holder_of("board.leader"));
        assert_eq!(page.location(), leader);
        let several = moot.get(&format!("{FIT}?who=three")).await.sound();
        several.says(&["Three Rivers Council", "Three Rivers Board"]);
    }

    #[tokio::test]
    async fn whom_the_record_does_not_name_is_not_found() {
        let moot = Moot::new();
        for typed in ["Pat+Public", "Ada+Clerk", "guild+of+%3Cb%3E"] {
            let page = moot.get(&format!("{FIT}?who={typed}")).await.sound();
            page.says(&["Nobody here has that name"])
                .never_says(&["/people/", "<b>"]);
        }
        let known = moot.get(&format!("/api/v1{FIT}?who=Pat")).await;
        known.never_says(&["Pat"]);
        assert_eq!(
            moot.get(&format!("/{MOOT}/people/{}", person(STRANGER)))
                .await
                .status,
            404
        );
    }

    // Requirement: ST13 at /{partnership}/people/{person}
    #[tokio::test]
    async fn the_way_to_the_board_is_a_picture_and_a_list() {
        let moot = Moot::new();
        let chief = holder_of("executive.chief");
        moot.get(&format!("/{MOOT}/people/{chief}"))
            .await
            .sound()
            .says(&[
                "The way from here to the Board",
                "<svg",
                "sits on",
                "is accountable to the <a class=\"govuk-link\" href=\"/three-rivers/structure/board\"",
                "There the way ends: it is the Board.",
            ]);
        let leader = holder_of("board.leader");
        moot.get(&format!("/{MOOT}/people/{leader}"))
            .await
            .sound()
            .says(&["That is the Board itself."]);
        let json = moot
            .get(&format!("/api/v1/{MOOT}/people/{chief}"))
            .await
            .json();
        assert_eq!(json["fit"]["ways"][0]["arrives"], true);
    }

    // Requirement: ST13 at /{partnership}/organisations/{organisation}
    #[tokio::test]
    async fn an_organisation_sees_its_way_and_one_without_a_seat_where_it_is_heard() {
        let moot = Moot::new();
        moot.get("/three-rivers/organisations/health")
            .await
            .sound()
            .says(&["When it next meets", "The way from here to the Board"]);
        let more = "\n[[organisation]]\nid = \"scouts\"\nname = \"Scouts of Three Rivers\"\nsector = \"voluntary\"\n";
        let text = format!("{}{more}", testkit::ARRANGEMENTS);
        moot.acts(
            json!({"act": "structure.adopt-arrangements", "text": text, "from": "2007-01-02"}),
        );
        moot.get("/three-rivers/organisations/scouts")
            .await
            .sound()
            .says(&[
                "It has no seat of its own.",
                "Where it is heard",
                "Its sector is represented by",
                "Chair of Voluntary Action",
            ]);
    }
}
