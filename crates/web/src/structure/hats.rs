//! People with several seats, and where it may be unclear for whom they speak.

use app::views::{self, HatsView};
use askama::Template;
use axum::response::Response;

use super::carried_on;
use crate::{
    frame::{Frame, Section},
    problem::Problem,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "structure/hats.html")]
struct HatsPage {
    frame: Frame,
    base: String,
    at: String,
    view: HatsView,
}

/// `GET /{partnership}/structure/hats?at=2010-10-06`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let at = carried_on(&visit)?;
    let frame = visit.frame("Several hats").section(Section::Structure);
    page(&HatsPage {
        frame: frame.crumb("Structure", &format!("/structure{at}")),
        base: visit.at(""),
        view: views::hats(&visit.reading, visit.date()?),
        at,
    })
}

/// `GET /api/v1/{partnership}/structure/hats?at=2010-10-06`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&views::hats(&visit.reading, visit.date()?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use testkit::holder_of;

    use crate::testing::{MOOT, Moot};

    const HATS: &str = "/three-rivers/structure/hats";

    // Requirement: ST5 at /{partnership}/structure/hats
    #[tokio::test]
    async fn whoever_speaks_for_two_partners_is_warned_of() {
        let moot = Moot::new();
        moot.get(HATS)
            .await
            .sound()
            .says(&["Nobody holds more than one seat"]);
        let leader = holder_of("board.leader").to_string();
        // The council's leader manages the charity, too, on a body that answers to the Board.
        moot.acts(json!({"act": "structure.appoint", "seat": "executive.manager", "person": leader, "from": "2007-01-02"}));
        let warning = "Sits for Three Rivers Council on the Three Rivers Board and for Voluntary Action Three Rivers on the Three Rivers Executive: the Three Rivers Executive is accountable to the Three Rivers Board.";
        moot.get(HATS).await.sound().says(&[
            "Holder of board.leader",
            "Manager of Voluntary Action",
            warning,
        ]);
        moot.get(&format!("/{MOOT}/people/{leader}"))
            .await
            .sound()
            .says(&[
                "Leader of the council",
                "Manager of Voluntary Action",
                warning,
            ]);
        moot.get(&format!("/api/v1{HATS}")).await.says(&[warning]);
        moot.get(&format!("{HATS}?at=2007-01-01"))
            .await
            .says(&["Nobody holds more than one seat"]);
    }

    // Requirement: ST20 at /{partnership}/structure/hats
    #[tokio::test]
    async fn an_organisation_may_be_a_member_here_and_an_observer_there() {
        let moot = Moot::new();
        for page in [HATS.to_owned(), format!("/{MOOT}/organisations/health")] {
            moot.get(&page).await.sound().says(&[
                "Three Rivers Health Trust",
                "Member",
                "Observer",
            ]);
        }
    }

    #[tokio::test]
    async fn two_seats_for_the_same_partner_are_no_matter() {
        let moot = Moot::new();
        let chief = holder_of("executive.chief").to_string();
        moot.acts(json!({"act": "structure.end-appointment", "seat": "board.councillor-2", "on": "2007-01-01"}));
        moot.acts(json!({"act": "structure.appoint", "seat": "board.councillor-2", "person": chief, "from": "2007-01-02"}));
        moot.get(HATS)
            .await
            .says(&["Holder of executive.chief"])
            .never_says(&["it has to be clear for whom they speak"]);
    }
}
