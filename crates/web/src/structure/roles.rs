//! Role descriptions, public: what each asks, what rights it gives, and who accepted it when.

use app::views::{self, RoleView};
use askama::Template;
use axum::response::Response;
use record::arrangements::Role;

use super::carried_on;
use crate::{
    frame::{Frame, Section},
    problem::Problem,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "structure/roles.html")]
struct Roles {
    frame: Frame,
    base: String,
    at: String,
    when: String,
    roles: Vec<RoleView>,
}

/// `GET /{partnership}/structure/roles?at=2010-10-06`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let (date, at) = (visit.date()?, carried_on(&visit)?);
    let frame = visit.frame("Roles").section(Section::Structure);
    page(&Roles {
        frame: frame.crumb("Structure", &format!("/structure{at}")),
        base: visit.at(""),
        when: super::as_at(&visit, date),
        roles: views::roles(&visit.reading, date),
        at,
    })
}

/// `GET /api/v1/{partnership}/structure/roles?at=2010-10-06`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&views::roles(&visit.reading, visit.date()?))
}

impl Roles {
    /// The parts of a role description that are there, each with its heading.
    fn parts<'a>(&self, role: &'a Role) -> Vec<(&'static str, &'a [String])> {
        let parts = [
            ("Open to", &role.open_to),
            ("Duties", &role.duties),
            ("Tasks", &role.tasks),
            ("Rights", &role.rights),
            ("Essential", &role.essential),
            ("Desirable", &role.desirable),
        ];
        let there = parts.into_iter().filter(|(_, list)| !list.is_empty());
        there.map(|(heading, list)| (heading, &**list)).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{MOOT, Moot};

    const ROLES: &str = "/three-rivers/structure/roles";

    // Requirement: ST10 at /{partnership}/structure/roles
    #[tokio::test]
    async fn roles_say_what_they_ask_and_who_accepted_them() {
        let moot = Moot::new();
        moot.get(ROLES).await.sound().says(&[
            "Member of the Board",
            "Holder of board.leader",
            "Not accepted yet",
        ]);
        moot.acts(json!({"act": "structure.accept-role", "seat": "board.leader"}));
        moot.get(ROLES)
            .await
            .sound()
            .says(&["Accepted on 2 January 2007"]);
        moot.get(&format!("/api/v1{ROLES}"))
            .await
            .says(&["\"accepted\":\"2007-01-02\""]);
        moot.get(&format!("/{MOOT}/structure/roles?at=2006-01-01"))
            .await
            .sound()
            .says(&["No role is described."]);
    }
}
