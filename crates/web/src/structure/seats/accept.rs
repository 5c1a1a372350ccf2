//! Accepting the role description of a seat: its holder, or the secretariat for them.

use app::{Denied, NotPermitted, views::HeldSeat};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::arrangements::Role;
use serde_json::json;

use super::{Where, facts, frame, seat::seat_page, seat_at};
use crate::{
    forms::Form,
    frame::Frame,
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "structure/seats/accept.html")]
struct AcceptPage {
    frame: Frame,
    form: Form,
    held: HeldSeat,
    facts: Vec<(&'static str, String)>,
    role: Option<Role>,
    lists: Vec<(&'static str, Vec<String>)>,
    seen: u64,
}

/// `GET /{partnership}/structure/{body}/seats/{seat}/accept`
pub(super) async fn ask(visit: Visit, Path(at): Path<Where>) -> Result<Response, Problem> {
    let held = may_accept(&visit, &at)?;
    paper(&visit, &held, Form::empty())
}

/// `POST /{partnership}/structure/{body}/seats/{seat}/accept`
pub(super) async fn take(
    visit: Visit,
    Path(at): Path<Where>,
    mut form: Form,
) -> Result<Response, Problem> {
    let held = may_accept(&visit, &at)?;
    let on = form.perhaps_date("on");
    let act = json!({"act": "structure.accept-role", "seat": held.seat.id, "on": on});
    if form.is_right() && visit.record(act, &mut form).await? {
        if !visit.viewer.secretariat {
            return Ok(see(&visit.at("/desk?done=accepted")));
        }
        return Ok(see(&seat_page(&visit, &held.seat.id, "accepted")));
    }
    let visit = visit.read_on().await?;
    paper(&visit, &seat_at(&visit, &at)?, form)
}

/// The seat, for its holder and the secretariat.
fn may_accept(visit: &Visit, at: &Where) -> Result<HeldSeat, Problem> {
    let held = seat_at(visit, at)?;
    if super::holds(visit, &held) || visit.viewer.secretariat {
        return Ok(held);
    }
    Err(Denied::NotPermitted(NotPermitted::NotTheHolder).into())
}

fn paper(visit: &Visit, held: &HeldSeat, form: Form) -> Result<Response, Problem> {
    let structure = &visit.reading.record.structure;
    let role = structure.role_of(&held.seat.id, visit.reading.today());
    let page = AcceptPage {
        frame: frame(visit, held, "Accept the role")
            .summary(form.summary("The role was not accepted")),
        facts: facts(held),
        lists: role.map_or_else(Vec::new, |role| {
            let lists = [
                ("Duties", &role.duties),
                ("Tasks", &role.tasks),
                ("Rights", &role.rights),
            ];
            let told = lists.into_iter().filter(|(_, list)| !list.is_empty());
            told.map(|(heading, list)| (heading, list.clone()))
                .collect()
        }),
        role: role.cloned(),
        held: held.clone(),
        seen: visit.reading.head.line,
        form,
    };
    page_with(page.form.status(), &page)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{CLERK, MOOT, Moot, STRANGER};

    const LEADER: u32 = 2;
    const PATH: &str = "/three-rivers/structure/board/seats/leader/accept";
    const SEAT: &str = "/three-rivers/structure/board/seats/leader";

    // Requirement: ST10 at /{partnership}/structure/{body}/seats/{seat}/accept
    #[tokio::test]
    async fn the_holder_accepts_the_role_with_its_date() {
        let moot = Moot::new();
        let (desk, roles) = (
            format!("/{MOOT}/desk"),
            format!("/{MOOT}/office/unaccepted"),
        );
        moot.get_as(LEADER, &desk)
            .await
            .says(&["Accept the role", PATH]);
        moot.get_as(CLERK, &roles)
            .await
            .says(&["Leader of the council"]);
        moot.get_as(LEADER, PATH).await.sound().says(&[
            "Member of the Board",
            "Act in the public interest",
            "Attend every meeting, or send a named substitute",
            "To speak and be listened to as an equal",
        ]);
        let page = moot.post_as(LEADER, PATH, &[]).await;
        assert_eq!(page.location(), "/three-rivers/desk?done=accepted");
        moot.get_as(LEADER, page.location())
            .await
            .says(&["You have accepted the role."])
            .never_says(&[PATH]);
        moot.get_as(CLERK, &roles)
            .await
            .never_says(&["Leader of the council"]);
        moot.get(SEAT)
            .await
            .sound()
            .says(&["Role accepted", "Tuesday 2 January 2007"]);
        let again = moot.post_as(LEADER, PATH, &[]).await;
        assert_eq!(again.status, 422);
        again.sound().says(&["was accepted on 2 January 2007"]);
    }

    #[tokio::test]
    async fn a_substitute_accepts_nothing_and_names_nobody() {
        let moot = Moot::new();
        let substitute = testkit::person(STRANGER).to_string();
        moot.acts(json!({"act": "structure.name-substitute", "seat": "board.leader", "person": substitute}));
        for path in [PATH.to_owned(), format!("{SEAT}/substitute")] {
            assert_eq!(moot.get_as(STRANGER, &path).await.status, 403, "{path}");
            assert_eq!(
                moot.post_as(STRANGER, &path, &[]).await.status,
                403,
                "{path}"
            );
        }
        assert_eq!(moot.get(PATH).await.status, 303);
    }

    #[tokio::test]
    async fn a_seat_without_a_role_has_nothing_to_accept() {
        let moot = Moot::new();
        let path = format!("/{MOOT}/structure/executive/seats/chief/accept");
        moot.get_as(CLERK, &path)
            .await
            .sound()
            .says(&["describe no role for this seat"]);
        let page = moot.post_as(CLERK, &path, &[]).await;
        assert_eq!(page.status, 422);
        page.says(&["The arrangements describe no role for the seat executive.chief"]);
    }
}
