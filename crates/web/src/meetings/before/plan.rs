//! The forward plan: what comes before each body; putting something on it, and taking it off.

use app::views::{ForwardPlanView, PlanLine, PlanMonth, bodies_to_call, forward_plan};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::{id::PlannedId, meetings::Planned};
use serde_json::json;

use crate::{
    forms::{Choice, Form},
    frame::{Frame, Section},
    meetings::calling::purposes,
    office::with_query,
    problem::Problem,
    say,
    visit::{Visit, page, page_with, see},
};

#[derive(Template)]
#[template(path = "meetings/before/plan.html")]
struct PlanPage {
    frame: Frame,
    base: String,
    view: ForwardPlanView,
}

impl PlanPage {
    /// "April 2007", or what is said of what has no day.
    fn month(&self, month: &PlanMonth) -> String {
        month.month.map_or_else(
            || "At the next meeting that is called".to_owned(),
            |day| day.strftime("%B %Y").to_string(),
        )
    }

    fn meeting_day(&self, line: &PlanLine) -> String {
        line.date.as_ref().map(say::short_day).unwrap_or_default()
    }
}

#[derive(Template)]
#[template(path = "meetings/before/plan_add.html")]
struct AddPage {
    frame: Frame,
    form: Form,
    bodies: Vec<Choice>,
    purposes: Vec<Choice>,
    back: String,
}

#[derive(Template)]
#[template(path = "meetings/before/plan_drop.html")]
struct DropPage {
    frame: Frame,
    form: Form,
    title: String,
    back: String,
}

/// `GET /{partnership}/forward-plan`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let done = match visit.query("done").as_deref() {
        Some("planned") => Some("It is on the forward plan."),
        Some("dropped") => Some("It is off the forward plan."),
        _ => None,
    };
    page(&PlanPage {
        frame: visit
            .frame("Forward plan")
            .section(Section::Meetings)
            .crumb("Meetings", "/meetings")
            .done(done),
        base: visit.at(""),
        view: forward_plan(&visit.reading, say::audience(&visit)),
    })
}

/// `GET /api/v1/{partnership}/forward-plan`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&forward_plan(&visit.reading, say::audience(&visit)))
}

/// `GET /{partnership}/forward-plan/add`, with `?body=…` where it is known
pub(super) async fn ask_add(visit: Visit) -> Result<Response, Problem> {
    let form = with_query(&visit, &["body"]).with("purpose", "discussion");
    add_page(&visit, form)
}

/// `POST /{partnership}/forward-plan/add`
pub(super) async fn add(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let act = json!({
        "act": "meetings.plan-item",
        "body": form.read_text("body", "Choose the body"),
        "title": form.read_text("title", "Say what it is called"),
        "purpose": form.read_text("purpose", "Say what it is for"),
        "not_before": form.perhaps_date("not_before"),
        "presenter": form.perhaps_text("presenter"),
        "why": form.read_text("why", "Say why it comes before the body"),
    });
    if form.is_right() && visit.record(act, &mut form).await? {
        return Ok(see(&visit.at("/forward-plan?done=planned")));
    }
    add_page(&visit.read_on().await?, form)
}

fn add_page(visit: &Visit, form: Form) -> Result<Response, Problem> {
    let bodies = bodies_to_call(&visit.reading, visit.reading.today()).into_iter();
    let page = AddPage {
        frame: within(visit, "Put something on the forward plan")
            .summary(form.summary("It was not planned")),
        bodies: bodies
            .map(|body| Choice::new(body.body.id.to_string(), &body.body.name))
            .collect(),
        purposes: purposes(),
        back: visit.at("/forward-plan"),
        form,
    };
    page_with(page.form.status(), &page)
}

/// `GET /{partnership}/forward-plan/{planned}/drop`
pub(super) async fn ask_drop(
    visit: Visit,
    Path((_, planned)): Path<(String, String)>,
) -> Result<Response, Problem> {
    drop_page(&visit, &planned, Form::empty())
}

/// `POST /{partnership}/forward-plan/{planned}/drop`
pub(super) async fn drop_it(
    visit: Visit,
    Path((_, planned)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let id = item(&visit, &planned)?.id.clone();
    let why = form.read_text("why", "Say why it is not needed any more");
    let act = json!({"act": "meetings.drop-planned", "planned": id, "why": why});
    if form.is_right() && visit.record(act, &mut form).await? {
        return Ok(see(&visit.at("/forward-plan?done=dropped")));
    }
    drop_page(&visit.read_on().await?, &planned, form)
}

fn drop_page(visit: &Visit, planned: &str, form: Form) -> Result<Response, Problem> {
    let page = DropPage {
        frame: within(visit, "Take something off the forward plan")
            .summary(form.summary("It stays on the forward plan")),
        title: item(visit, planned)?.title.to_string(),
        back: visit.at("/forward-plan"),
        form,
    };
    page_with(page.form.status(), &page)
}

fn item<'a>(visit: &'a Visit, planned: &str) -> Result<&'a Planned, Problem> {
    let id: Option<PlannedId> = planned.parse().ok();
    let item = id.and_then(|id| visit.reading.record.meetings.planned_item(&id));
    item.ok_or_else(Problem::not_found)
}

fn within(visit: &Visit, title: &str) -> Frame {
    visit
        .frame(title)
        .section(Section::Meetings)
        .crumb("Meetings", "/meetings")
        .crumb("Forward plan", "/forward-plan")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::meetings::before::testing::follow;
    use crate::testing::{CLERK, Moot, STRANGER};

    const PLAN: &str = "/three-rivers/forward-plan";

    fn item<'a>(title: &'a str, why: &'a str) -> Vec<(&'a str, &'a str)> {
        vec![
            ("body", "board"),
            ("title", title),
            ("purpose", "decision"),
            ("presenter", "The warden"),
            ("not_before-day", "1"),
            ("not_before-month", "9"),
            ("not_before-year", "2007"),
            ("why", why),
        ]
    }

    // Requirement: ME12 at /{partnership}/forward-plan/add
    #[tokio::test]
    async fn something_is_planned_for_a_month_and_everyone_reads_why() {
        let moot = Moot::new();
        moot.get(PLAN)
            .await
            .sound()
            .says(&["Nothing is planned"])
            .never_says(&["Put something on it"]);
        let add = format!("{PLAN}/add");
        moot.get_as(CLERK, &format!("{add}?body=board"))
            .await
            .sound()
            .says(&["Three Rivers Board", "No earlier than"]);
        let page = moot.post_as(CLERK, &add, &item("", "")).await;
        assert_eq!(page.status, 422);
        page.sound()
            .says(&["It was not planned", "Say what it is called"]);
        let sent = moot
            .post_as(CLERK, &add, &item("Otters", "The wardens asked."))
            .await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        follow(&moot, sent)
            .await
            .says(&["It is on the forward plan."]);
        moot.get(PLAN).await.sound().says(&[
            "Three Rivers Board",
            "September 2007",
            "Otters",
            "The wardens asked.",
            "planned by the secretariat",
            "The warden",
        ]);
        let json = moot.get(&format!("/api/v1{PLAN}")).await.json();
        let line = &json["bodies"][0]["months"][0]["items"][0];
        assert_eq!(line["why"], "The wardens asked.");
        assert_eq!(line["waits_as"], "board-to-come-1");
    }

    // Requirement: ME12 at /{partnership}/forward-plan/{planned}/drop
    #[tokio::test]
    async fn something_needless_is_dropped_with_its_reason() {
        let moot = Moot::new();
        moot.acts(
            json!({"act": "meetings.plan-item", "body": "board", "title": "Otters", "why": "So."}),
        );
        let drop_it = format!("{PLAN}/board-to-come-1/drop");
        moot.get_as(CLERK, PLAN).await.sound().says(&[&drop_it]);
        moot.get_as(CLERK, &drop_it).await.sound().says(&["Otters"]);
        let page = moot.post_as(CLERK, &drop_it, &[("why", "")]).await;
        assert_eq!(page.status, 422);
        let sent = moot
            .post_as(CLERK, &drop_it, &[("why", "They left.")])
            .await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        moot.get(PLAN).await.never_says(&["Otters"]);
        moot.get("/three-rivers/record").await.says(&["They left."]);
        let again = moot
            .post_as(CLERK, &drop_it, &[("why", "They left.")])
            .await;
        assert_eq!(again.status, 422);
        assert_eq!(moot.get_as(STRANGER, &drop_it).await.status, 403);
        let absent = moot
            .get_as(CLERK, &format!("{PLAN}/board-to-come-9/drop"))
            .await;
        assert_eq!(absent.status, 404);
    }

    // Requirement: ME12 at /{partnership}/forward-plan
    #[tokio::test]
    async fn what_an_unpublished_meeting_brings_is_not_public_yet() {
        let moot = Moot::new();
        moot.calls("board");
        moot.acts(json!([
            {"act": "meetings.record-arrival", "meeting": "board-2007-04-18", "seat": "board.chair"},
            {"act": "meetings.open", "meeting": "board-2007-04-18", "chair": "board.chair"},
            {"act": "decisions.agree-by-consensus", "meeting": "board-2007-04-18", "item": 2, "text": "So be it."},
            {"act": "meetings.defer-item", "meeting": "board-2007-04-18", "item": 3, "why": "It grew late."},
        ]));
        moot.get(PLAN)
            .await
            .never_says(&["To ratify", "Bridge repairs", "It grew late."]);
        moot.get(&format!("/api/v1{PLAN}"))
            .await
            .never_says(&["To ratify", "It grew late."]);
        moot.get("/three-rivers/meetings/board-2007-04-18")
            .await
            .never_says(&["It grew late."]);
        moot.get("/three-rivers/record")
            .await
            .never_says(&["It grew late.", "To ratify"]);
        moot.get_as(CLERK, PLAN)
            .await
            .says(&["To ratify", "Bridge repairs", "It grew late."]);
    }
}
