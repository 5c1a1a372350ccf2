//! Giving a paper or an item another class.

use app::views;
use askama::Template;
use axum::{extract::Path, response::Response};
use record::meetings::{Class, Item, Meeting, Tabled};
use serde_json::json;

use super::{
    called,
    class::{ClassFields, begun, filled, read, read_title},
    item_at, numbered, paper_at,
};
use crate::{
    forms::Form,
    frame::Frame,
    meetings::calling::{frame, title},
    problem::Problem,
    say,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "meetings/papers/classify.html")]
struct ClassPage {
    frame: Frame,
    form: Form,
    class: ClassFields,
    meeting: String,
    /// What it is about.
    what: String,
    /// Whether it is a paper; else an item.
    of_paper: bool,
    /// Where a paper that is withheld is released instead.
    release: Option<String>,
    /// Whether a reason for coming late may be asked for.
    may_be_late: bool,
    back: String,
    seen: u64,
}

type Item3 = Path<(String, String, String)>;
type Paper4 = Path<(String, String, String, String)>;

/// `GET /{partnership}/meetings/{meeting}/items/{item}/class`
pub(super) async fn ask_item(
    visit: Visit,
    Path((_, meeting, item)): Item3,
) -> Result<Response, Problem> {
    let (at, of) = item_at(&visit, &meeting, &item)?;
    let view = views::meeting(&visit.reading, &at.id, say::audience(&visit));
    let view = view.and_then(|view| view.agenda.into_iter().find(|it| it.no == of.no));
    let form = begun(&visit, Form::empty());
    let form = match view.filter(|view| !view.class.is_public()) {
        Some(view) => filled(form, &view.class),
        None => form,
    };
    item_page(&visit, at, of, form)
}

/// `POST` of the same.
pub(super) async fn item(
    visit: Visit,
    Path((_, meeting, no)): Item3,
    mut form: Form,
) -> Result<Response, Problem> {
    let (at, of) = item_at(&visit, &meeting, &no)?;
    let class = read(&mut form);
    let act = json!({
        "act": "meetings.classify-item", "meeting": at.id, "item": of.no,
        "class": class, "real_title": read_title(&mut form),
    });
    if form.is_right() {
        let on = visit.at(&format!("/meetings/{meeting}?done=item-class#item-{no}"));
        if visit.record(act, &mut form).await? {
            return Ok(see(&on));
        }
    }
    let visit = visit.read_on().await?;
    let (at, of) = item_at(&visit, &meeting, &no)?;
    item_page(&visit, at, of, form)
}

fn item_page(visit: &Visit, at: &Meeting, of: &Item, form: Form) -> Result<Response, Problem> {
    let heading = "Who may know what is said";
    show(ClassPage {
        frame: frame(visit, at, heading).summary(form.summary("The item keeps its class")),
        class: ClassFields::of_item(visit, at, &form),
        meeting: title(visit, at),
        what: numbered(visit, at, of),
        of_paper: false,
        release: None,
        may_be_late: false,
        back: visit.at(&format!("/meetings/{}#item-{}", at.id, of.no)),
        seen: visit.reading.head.line,
        form,
    })
}

/// `GET /{partnership}/meetings/{meeting}/items/{item}/papers/{hash}/class`
pub(super) async fn ask_paper(
    visit: Visit,
    Path((_, meeting, item, hash)): Paper4,
) -> Result<Response, Problem> {
    let (at, of, paper) = paper_at(&visit, &meeting, &item, &hash)?;
    let form = begun(&visit, Form::empty());
    let view = views::meeting(&visit.reading, &at.id, say::audience(&visit));
    let papers = view
        .into_iter()
        .flat_map(|view| view.agenda)
        .flat_map(|item| item.papers);
    let own = papers.filter(|own| paper.class.is_private() && own.hash.as_deref() == Some(&*hash));
    let form = match own.last() {
        Some(own) => filled(form, &own.class),
        None => form.with("class.is", paper.class.kind().word()),
    };
    paper_page(&visit, (at, of, paper), form)
}

/// `POST` of the same.
pub(super) async fn paper(
    visit: Visit,
    Path((_, meeting, item, hash)): Paper4,
    mut form: Form,
) -> Result<Response, Problem> {
    let (at, of, paper) = paper_at(&visit, &meeting, &item, &hash)?;
    let class = read(&mut form);
    let act = json!({
        "act": "meetings.classify-paper", "meeting": at.id, "item": of.no, "paper": paper.hash,
        "class": class, "late_reason": form.perhaps_text("late_reason"),
    });
    if form.is_right() {
        let on = visit.at(&format!("/meetings/{meeting}?done=paper-class#item-{item}"));
        if visit.record(act, &mut form).await? {
            return Ok(see(&on));
        }
    }
    let visit = visit.read_on().await?;
    let found = paper_at(&visit, &meeting, &item, &hash)?;
    paper_page(&visit, found, form)
}

fn paper_page(
    visit: &Visit,
    (at, of, paper): (&Meeting, &Item, &Tabled),
    form: Form,
) -> Result<Response, Problem> {
    let draft = paper.class == Class::Draft;
    let here = format!("/meetings/{}/items/{}/papers/{}", at.id, of.no, paper.hash);
    let withheld = paper.class.is_private();
    show(ClassPage {
        frame: frame(visit, at, "Who may read the paper")
            .summary(form.summary("The paper keeps its class")),
        class: ClassFields::of_paper(visit, at, &form, draft),
        meeting: title(visit, at),
        what: called(paper),
        of_paper: true,
        release: withheld.then(|| visit.at(&format!("{here}/release"))),
        may_be_late: draft && at.issued.is_some(),
        back: visit.at(&format!("/meetings/{}#item-{}", at.id, of.no)),
        seen: visit.reading.head.line,
        form,
    })
}

fn show(page: ClassPage) -> Result<Response, Problem> {
    page_with(page.form.status(), &page)
}
