//! The agenda before it is issued: its order, and what is said of each item.
//!
//! One form for all of it: each item has its place, and what was changed becomes one list of acts.

use app::views::ItemView;
use askama::Template;
use axum::{extract::Path, response::Response};
use record::{id::ItemNo, meetings::Meeting};
use serde_json::{Value, json};

use crate::{
    forms::{Form, Input},
    frame::Frame,
    meetings::calling::{
        ItemFields, frame, item_fields, meeting_at, meeting_not_over, read_item, title,
    },
    problem::Problem,
    say,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "meetings/before/agenda.html")]
struct AgendaPage {
    frame: Frame,
    form: Form,
    meeting: String,
    items: Vec<Row>,
    back: String,
    seen: u64,
}

/// An item with its inputs.
struct Row {
    view: ItemView,
    place: Input,
    fields: ItemFields,
}

/// `GET /{partnership}/meetings/{meeting}/agenda`
pub(super) async fn ask(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let called = meeting_not_over(&visit, &meeting)?;
    let form = called.items.iter().fold(Form::empty(), |form, item| {
        let named = |field: &str| format!("{}.{field}", row(item.no));
        let minutes = item.minutes.map(|minutes| minutes.to_string());
        let presenter = item.presenter.as_ref().map(ToString::to_string);
        form.with(named("place"), item.no.to_string())
            .with(named("title"), item.title.as_str())
            .with(named("purpose"), purpose(item.purpose))
            .with(named("presenter"), presenter.unwrap_or_default())
            .with(named("minutes"), minutes.unwrap_or_default())
    });
    paper(&visit, &meeting, form)
}

/// `POST /{partnership}/meetings/{meeting}/agenda`
pub(super) async fn take(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let called = meeting_at(&visit, &meeting)?.clone();
    let mut acts = changes(&called, &mut form);
    acts.extend(order(&called, &mut form));
    let back = visit.at(&format!("/meetings/{}?done=agenda", called.id));
    if form.is_right() {
        if acts.is_empty() {
            return Ok(see(&back));
        }
        if visit.record(Value::Array(acts), &mut form).await? {
            return Ok(see(&back));
        }
    }
    paper(&visit.read_on().await?, &meeting, form)
}

fn row(no: ItemNo) -> String {
    format!("items[{no}]")
}

/// Items of which something else is said than stands on the agenda.
fn changes(meeting: &Meeting, form: &mut Form) -> Vec<Value> {
    let mut acts = Vec::new();
    for item in &meeting.items {
        let now = json!({
            "title": item.title.as_str(),
            "purpose": purpose(item.purpose),
            "presenter": item.presenter.as_ref().map(ToString::to_string),
            "minutes": item.minutes,
        });
        let typed = read_item(form, &row(item.no), &format!("item {}", item.no));
        if typed != now {
            acts.push(json!({
                "act": "meetings.change-item", "meeting": meeting.id, "item": item.no, "to": typed,
            }));
        }
    }
    acts
}

/// Another order, where one was typed. Items of the same place keep their order.
fn order(meeting: &Meeting, form: &mut Form) -> Option<Value> {
    let mut places = Vec::new();
    for item in &meeting.items {
        let field = format!("{}.place", row(item.no));
        let wrong = "Write its place as a number, such as 2";
        let place = form.read::<u16>(&field, wrong, wrong)?;
        places.push((place, item.no));
    }
    places.sort_by_key(|(place, no)| (*place, *no));
    let order: Vec<ItemNo> = places.into_iter().map(|(_, no)| no).collect();
    let same = meeting
        .items
        .iter()
        .map(|item| item.no)
        .eq(order.iter().copied());
    (!same)
        .then(|| json!({"act": "meetings.reorder-agenda", "meeting": meeting.id, "order": order}))
}

fn purpose(purpose: record::arrangements::Purpose) -> &'static str {
    use record::arrangements::Purpose;
    match purpose {
        Purpose::Decision => "decision",
        Purpose::Discussion => "discussion",
        Purpose::Information => "information",
    }
}

fn paper(visit: &Visit, id: &str, form: Form) -> Result<Response, Problem> {
    let called = meeting_at(visit, id)?;
    let view = app::views::meeting(&visit.reading, &called.id, say::audience(visit));
    let view = view.ok_or_else(Problem::not_found)?;
    let items = view.agenda.into_iter().map(|item| Row {
        place: form
            .input(&format!("{}.place", row(item.no)), "Place on the agenda")
            .wide(2)
            .numeric(),
        fields: item_fields(&form, &row(item.no)),
        view: item,
    });
    let items = items.collect();
    let page = AgendaPage {
        frame: frame(visit, called, "Edit the agenda")
            .summary(form.summary("The agenda was not changed")),
        meeting: title(visit, called),
        items,
        back: visit.at(&format!("/meetings/{id}")),
        seen: visit.reading.head.line,
        form,
    };
    page_with(page.form.status(), &page)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{CLERK, Moot};

    const MEETING: &str = "/three-rivers/meetings/board-2007-04-18";

    fn agenda(places: [&str; 4], second: &str) -> Vec<(String, String)> {
        let titles = [
            "Apologies and interests",
            second,
            "Bridge repairs",
            "Date of the next meeting",
        ];
        let purposes = ["information", "decision", "discussion", "information"];
        let mut typed = Vec::new();
        for no in 0..4 {
            let named = |field: &str| format!("items[{}].{field}", no + 1);
            typed.push((named("place"), places[no].to_owned()));
            typed.push((named("title"), titles[no].to_owned()));
            typed.push((named("purpose"), purposes[no].to_owned()));
            let minutes = if no == 1 { "25" } else { "" };
            typed.push((named("minutes"), minutes.to_owned()));
            typed.push((named("presenter"), String::new()));
        }
        typed
    }

    fn borrowed(typed: &[(String, String)]) -> Vec<(&str, &str)> {
        typed
            .iter()
            .map(|(name, value)| (&**name, &**value))
            .collect()
    }

    // Requirement: ME2 at /{partnership}/meetings/{meeting}/agenda
    #[tokio::test]
    async fn items_are_reordered_and_changed_in_one_go() {
        let moot = Moot::new();
        moot.calls("board");
        let edit = format!("{MEETING}/agenda");
        moot.get_as(CLERK, &edit).await.sound().says(&[
            "Edit the agenda",
            "Place on the agenda",
            "value=\"Flood plan\"",
        ]);
        let typed = agenda(["1", "3", "2", "4"], "Flood plan for the mill");
        let sent = moot.post_as(CLERK, &edit, &borrowed(&typed)).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        let json = moot.get(&format!("/api/v1{MEETING}")).await.json();
        let titles: Vec<&str> = json["agenda"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["title"].as_str().unwrap())
            .collect();
        assert_eq!(titles[1..3], ["Bridge repairs", "Flood plan for the mill"]);
        assert_eq!(json["agenda"][2]["no"], 3);
        assert_eq!(json["agenda"][2]["minutes"], 25);
    }

    #[tokio::test]
    async fn mistakes_come_back_at_their_fields_and_an_issued_agenda_stays() {
        let moot = Moot::new();
        moot.calls("board");
        let edit = format!("{MEETING}/agenda");
        let typed = agenda(["1", "x", "2", "4"], "");
        let page = moot.post_as(CLERK, &edit, &borrowed(&typed)).await;
        assert_eq!(page.status, 422);
        page.sound().says(&[
            "The agenda was not changed",
            "Say what item 2 is called",
            "Write its place as a number",
        ]);
        moot.acts(json!({"act": "meetings.issue-agenda", "meeting": "board-2007-04-18", "late_reason": "Flood."}));
        let typed = agenda(["1", "3", "2", "4"], "Flood plan");
        let page = moot.post_as(CLERK, &edit, &borrowed(&typed)).await;
        assert_eq!(page.status, 422);
        page.says(&["has been issued"]);
    }
}
