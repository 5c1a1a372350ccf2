//! Telling others what came of a meeting: a member says in one step whom they told; the secretariat
//! sees who told whom, and who has told nobody.

use app::views::{Audience, TellingView, may_tell, telling};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::id::{MeetingId, SeatId};
use serde_json::json;

use crate::{
    api::Program,
    forms::{Choice, Form},
    frame::{Frame, Section},
    problem::Problem,
    say,
    table::Link,
    visit::{Visit, page_with, see},
};

/// One of those who may have been told, to be ticked.
struct Tick {
    id: String,
    value: &'static str,
    words: &'static str,
    meaning: &'static str,
    ticked: bool,
}

#[derive(Template)]
#[template(path = "meetings/told.html")]
struct ToldPage {
    frame: Frame,
    form: Form,
    base: String,
    meeting: String,
    view: TellingView,
    /// The seats for which whoever looks may say whom they told.
    mine: Vec<Choice>,
    /// Whether nobody was ticked.
    nobody: bool,
}

impl ToldPage {
    fn whom(&self) -> Vec<Tick> {
        let all = [
            ("officers", "Officers", "Of your own organisation"),
            ("staff", "Staff", "Of your own organisation"),
            (
                "non-executives",
                "Non-executives",
                "Councillors, governors, trustees, board members",
            ),
            (
                "colleagues",
                "Colleagues",
                "Others who do the same elsewhere",
            ),
            (
                "group",
                "Your own group",
                "A theme group or partnership that you come from",
            ),
            (
                "represented",
                "Those for whom you speak",
                "Organisations, places, people",
            ),
        ];
        let ticks = all.into_iter().enumerate();
        let ticks = ticks.map(|(nth, (value, words, meaning))| Tick {
            // The first is where the summary of errors leads.
            id: match nth {
                0 => "whom".to_owned(),
                nth => format!("whom-{nth}"),
            },
            ticked: self.form.values("whom").any(|ticked| ticked == value),
            value,
            words,
            meaning,
        });
        ticks.collect()
    }

    fn headline(&self) -> String {
        match (self.view.silent, self.view.seats.len()) {
            (_, 0) => "Nobody held a seat on that day.".to_owned(),
            (0, _) => "Everyone who sat at the table has told somebody.".to_owned(),
            (silent, all) if silent == all => {
                "Nobody has said yet whom they told what came of this meeting.".to_owned()
            }
            (silent, all) => format!(
                "For {} of {all} seats somebody was told; for {silent} nobody has said so yet.",
                all - silent
            ),
        }
    }
}

fn view(visit: &Visit, id: &str, audience: Audience) -> Result<TellingView, Problem> {
    let id: MeetingId = id.parse().map_err(|_| Problem::not_found())?;
    let view = telling(&visit.reading, &id, audience);
    view.ok_or_else(Problem::not_found)
}

fn paper(visit: &Visit, id: &str, mut form: Form) -> Result<Response, Problem> {
    let view = view(visit, id, say::audience(visit))?;
    let whose = match (&visit.viewer.person, visit.viewer.secretariat) {
        (_, true) => may_tell(&visit.reading, &view.line.id, None),
        (Some(person), false) => may_tell(&visit.reading, &view.line.id, Some(person.id)),
        (None, false) => Vec::new(),
    };
    let named = |seat: &SeatId| {
        let of = view.seats.iter().find(|of| of.seat == *seat)?;
        Some(Choice::new(
            seat.to_string(),
            format!("{}, {}", of.title, of.holder.name),
        ))
    };
    let mine: Vec<Choice> = whose.iter().filter_map(named).collect();
    if let ([only], "") = (mine.as_slice(), form.value("seat")) {
        form = form.with("seat", only.value.clone());
    }
    let done = match visit.query("done").as_deref() {
        Some("told") => Some("It is recorded whom you told."),
        _ => None,
    };
    let title = say::meeting(&view.line);
    let frame = visit
        .frame("Telling others")
        .section(Section::Meetings)
        .crumb("Meetings", "/meetings")
        .crumb(title.clone(), &format!("/meetings/{}", view.line.id))
        .done(done)
        .summary(form.summary("It was not recorded"));
    page_with(
        form.status(),
        &ToldPage {
            frame,
            base: visit.at(""),
            nobody: !form.is_right() && form.values("whom").next().is_none(),
            meeting: title,
            view,
            mine,
            form,
        },
    )
}

/// `GET /{partnership}/meetings/{meeting}/told`
pub(super) async fn show(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
) -> Result<Response, Problem> {
    paper(&visit, &meeting, Form::empty())
}

/// `GET /api/v1/{partnership}/meetings/{meeting}/told`
pub(super) async fn json(
    program: Program,
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let audience = Audience::by(&visit.reading, Some(program.caller()));
    crate::api::json(&view(&visit, &meeting, audience)?)
}

/// `POST /{partnership}/meetings/{meeting}/told`
pub(super) async fn take(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let view = view(&visit, &meeting, say::audience(&visit))?;
    let seat = form.read_text("seat", "Choose for which seat");
    let (on, about) = (form.perhaps_date("on"), form.perhaps_text("about"));
    let whom: Vec<String> = form.values("whom").map(str::to_owned).collect();
    form.asks("whom");
    if whom.is_empty() {
        form.wrong("whom", "Choose whom you told");
    }
    let acts: Vec<_> = whom
        .iter()
        .map(|whom| {
            json!({"act": "meetings.record-telling", "meeting": view.line.id, "seat": seat,
                "whom": whom, "about": about, "on": on})
        })
        .collect();
    if form.is_right() && visit.record(json!(acts), &mut form).await? {
        let here = format!("/meetings/{}/told?done=told", view.line.id);
        return Ok(see(&visit.at(&here)));
    }
    paper(&visit.read_on().await?, &meeting, form)
}

/// The way to the page, for whoever may see it.
pub(super) fn links(visit: &Visit, meeting: &MeetingId) -> Vec<Link> {
    if telling(&visit.reading, meeting, say::audience(visit)).is_none() {
        return Vec::new();
    }
    vec![Link {
        href: visit.at(&format!("/meetings/{meeting}/told")),
        words: "Telling others",
        next: false,
    }]
}

#[cfg(test)]
mod tests {
    use testkit::holder_of;

    use crate::{
        story::HELD,
        testing::{CLERK, Moot, STRANGER},
    };

    fn number(seat: &str) -> u32 {
        let person = holder_of(seat).0;
        u32::from_be_bytes([person[12], person[13], person[14], person[15]])
    }

    // Requirement: RE7, ME13 at /{partnership}/meetings/{meeting}/told
    #[tokio::test]
    async fn a_member_says_in_one_step_whom_they_told_and_the_secretariat_sees_who_has_not() {
        let moot = Moot::new();
        moot.meets();
        let held = format!("/three-rivers/meetings/{HELD}");
        let page = format!("{held}/told");
        assert_eq!(moot.get_as(STRANGER, &page).await.status, 404);
        assert_ne!(moot.get(&page).await.status, 200);
        let leader = number("board.leader");
        moot.get_as(leader, &held).await.says(&["Telling others"]);
        moot.get_as(leader, &page).await.sound().says(&[
            "Nobody has said yet whom they told",
            "Say whom you told",
            "Nobody yet",
        ]);
        let bad = moot
            .post_as(leader, &page, &[("seat", "board.leader")])
            .await;
        assert_eq!(bad.status, 422);
        bad.sound().says(&[
            "It was not recorded",
            "href=\"#whom\"",
            "Choose whom you told",
        ]);
        let typed = [
            ("seat", "board.leader"),
            ("whom", "staff"),
            ("whom", "non-executives"),
            ("about", "The flood plan."),
        ];
        let sent = moot.post_as(leader, &page, &typed).await;
        assert_eq!(sent.location(), format!("{page}?done=told"));
        moot.get_as(leader, sent.location()).await.sound().says(&[
            "It is recorded whom you told.",
            "the staff of their organisation",
            "its non-executives",
            "“The flood plan.”",
            "For 1 of",
        ]);
        // For another seat only the secretariat may.
        let health = [("seat", "board.health"), ("whom", "officers")];
        assert_eq!(moot.post_as(leader, &page, &health).await.status, 403);
        let again = moot.post_as(leader, &page, &typed).await;
        assert_eq!(again.status, 422);
        again.sound().says(&["is recorded already"]);
        moot.post_as(CLERK, &page, &health).await;
        moot.get_as(CLERK, &page).await.sound().says(&[
            "For 2 of",
            "officers of their organisation",
            "Nobody yet",
        ]);
    }
}
