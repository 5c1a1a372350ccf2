//! Writing the minutes: a text for each item, beside what the book knows of it.

use app::views::{Attendee, ItemView, MinutesState, MotionView, TableView};
use askama::Template;
use axum::{extract::Path, http::StatusCode, response::Response};
use record::id::ItemNo;
use serde_json::{Value, json};

use super::{
    drafts::{self, Drafts, input, mark},
    not_now,
};
use crate::{
    differences::{Piece, compare},
    forms::{Choice, Form},
    frame::{Frame, Summary, SummaryError},
    problem::Problem,
    table::{frame_of, quorum_words, table_of, when_and_where},
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "minutes/edit.html")]
struct EditPage {
    frame: Frame,
    view: TableView,
    form: Form,
    /// Items that someone else wrote meanwhile: their words.
    theirs: Vec<Theirs>,
    /// Which version of each item's draft the page shows, and whose it is.
    versions: Vec<(ItemNo, u64, String)>,
    /// Whether the office holds words that the book does not.
    unsaved: bool,
    seen: u64,
    here: String,
}

/// What someone else wrote under an item meanwhile, beside what the viewer did.
struct Theirs {
    item: ItemNo,
    who: String,
    version: u64,
    theirs: Vec<Piece>,
    mine: Vec<Piece>,
}

/// `GET /{partnership}/meetings/{meeting}/minutes/edit`
pub(crate) async fn show(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let view = table_of(&visit, &meeting)?;
    if !may_be_written(&view) {
        return not_now(&visit, &view, "Write the minutes");
    }
    paper(&visit, view, Form::empty(), Drafts::new()).await
}

/// `POST` of the same: saves the draft, and with `do=book` puts it in the book.
pub(crate) async fn take(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let view = table_of(&visit, &meeting)?;
    let here = visit.at(&format!("/meetings/{meeting}/minutes/edit"));
    let stale = if may_be_written(&view) {
        drafts::save(&visit, &view, drafts::touched(&view, &form)).await?
    } else {
        Drafts::new()
    };
    if !stale.is_empty() {
        return paper(&visit, view, form, stale).await;
    }
    if form.value("do") != "book" && may_be_written(&view) {
        return Ok(see(&format!("{here}?done=saved")));
    }
    let kept = drafts::read(&visit, &view).await?;
    match visit.act(act(&view, &kept), form.seen()).await {
        Ok(_) => Ok(see(&format!("{here}?done=in-the-book"))),
        Err(denied) => {
            let first = view
                .meeting
                .agenda
                .first()
                .map(|item| input(&item.no, "text"));
            form.denied_as(denied, |_| first.unwrap_or_default())?;
            let visit = visit.read_on().await?;
            let view = table_of(&visit, &meeting)?;
            paper(&visit, view, form, Drafts::new()).await
        }
    }
}

/// Whether there are minutes to write at this point.
fn may_be_written(view: &TableView) -> bool {
    matches!(
        view.meeting.line.minutes,
        MinutesState::Held | MinutesState::Drafted
    )
}

/// What is drafted, as an act. Items with nothing to say are left out.
fn act(view: &TableView, drafts: &Drafts) -> Value {
    let items = view.meeting.agenda.iter().map(|item| item.no);
    let said = items.map(|item| (item, drafts::text_of(view, drafts, item)));
    let items: Vec<Value> = said
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(item, text)| json!({"item": item, "text": text}))
        .collect();
    json!({"act": "meetings.draft-minutes", "meeting": view.meeting.line.id, "items": items})
}

async fn paper(
    visit: &Visit,
    view: TableView,
    form: Form,
    stale: Drafts,
) -> Result<Response, Problem> {
    let kept = drafts::read(visit, &view).await?;
    let unsaved = !drafts::differing(&view, &kept).is_empty();
    let done = match visit.query("done").as_deref() {
        Some("saved") => Some("The draft is saved. Only the secretariat can see it."),
        Some("in-the-book") => {
            Some("The draft is in the book. It can be changed until the minutes are approved.")
        }
        _ => None,
    };
    let summary = summary(&view, &form, &stale);
    let status = if stale.is_empty() {
        form.status()
    } else {
        StatusCode::CONFLICT
    };
    let named = |draft: &app::OfficeDraft| {
        let by = draft.by.parse().ok();
        by.map_or_else(
            || "someone else".to_owned(),
            |by| visit.reading.names.of(by).to_owned(),
        )
    };
    let theirs = stale.iter().map(|(item, draft)| {
        let typed = drafts::plain(form.value(&input(item, "text")));
        let (theirs, mine) = compare(&draft.text, &typed);
        Theirs {
            item: *item,
            who: named(draft),
            version: draft.revision,
            theirs,
            mine,
        }
    });
    let versions = kept
        .iter()
        .map(|(item, draft)| (*item, draft.revision, named(draft)));
    let page = EditPage {
        frame: frame_of(visit, &view, "Write the minutes")
            .summary(summary)
            .done(done),
        theirs: theirs.collect(),
        versions: versions.collect(),
        here: visit.at(&format!("/meetings/{}/minutes/edit", view.meeting.line.id)),
        seen: visit.reading.head.line,
        form: filled(&view, &form, &kept, &stale),
        unsaved,
        view,
    };
    page_with(status, &page)
}

/// The form to show. Where the writer's words could not be saved, theirs stay typed; everywhere else
/// stands what is kept now. Each text goes with the revision and the mark that saving it again needs.
fn filled(view: &TableView, typed: &Form, kept: &Drafts, stale: &Drafts) -> Form {
    let items = view.meeting.agenda.iter().map(|item| item.no);
    items.fold(typed.without("items["), |form, item| {
        let name = input(&item, "text");
        let current = drafts::text_of(view, kept, item);
        let unkept = stale.contains_key(&item) || !may_be_written(view);
        let shown = if unkept && typed.values(&name).next().is_some() {
            typed.value(&name).to_owned()
        } else {
            current.clone()
        };
        let revision = kept.get(&item).map_or(0, |draft| draft.revision);
        form.with(name, shown)
            .with(input(&item, "revision"), revision.to_string())
            .with(input(&item, "was"), mark(&current))
    })
}

/// Which text of an item is to stand.
pub(crate) fn which() -> [Choice; 2] {
    [
        Choice::new("mine", "What stands in the box below"),
        Choice::new("theirs", "What they wrote"),
    ]
}

/// What goes at the top: which items someone else wrote meanwhile, or why the book refused.
fn summary(view: &TableView, form: &Form, stale: &Drafts) -> Option<Summary> {
    if stale.is_empty() {
        return form.summary("The draft was not put in the book");
    }
    let title = |item: &ItemNo| {
        let agenda = view.meeting.agenda.iter();
        agenda
            .filter(|row| row.no == *item)
            .map(|row| row.title.as_str())
            .collect::<String>()
    };
    let errors = stale.keys().map(|item| SummaryError {
        anchor: Some(crate::forms::id_of(&input(item, "text"))),
        words: format!(
            "Someone else wrote under item {item}, {}, since you opened the page",
            title(item)
        ),
        help: "Both texts are shown below. Choose theirs, or make one of the two, and save again."
            .to_owned(),
    });
    Some(Summary {
        title: "Not everything was saved".to_owned(),
        errors: errors.collect(),
        changed: None,
    })
}

impl EditPage {
    fn caption(&self) -> String {
        when_and_where(&self.view)
    }

    fn quorum(&self) -> String {
        quorum_words(&self.view.quorum)
    }

    fn in_the_book(&self) -> bool {
        self.view.meeting.line.minutes == MinutesState::Drafted
    }

    fn motions(&self, item: &ItemView) -> Vec<&MotionView> {
        let motions = self.view.motions.iter();
        motions.filter(|motion| motion.item == item.no).collect()
    }

    fn theirs(&self, item: &ItemView) -> Option<&Theirs> {
        self.theirs.iter().find(|theirs| theirs.item == item.no)
    }

    /// "Version 3, by Ada Clerk": the draft of the item that the page shows.
    fn version(&self, item: &ItemView) -> Option<String> {
        let (_, version, who) = self.versions.iter().find(|(no, ..)| *no == item.no)?;
        Some(format!("Version {version}, by {who}"))
    }

    fn tag(&self, motion: &MotionView) -> (&'static str, &'static str) {
        crate::table::tag(motion)
    }

    /// "Margaret Hale (Fire and Rescue Service)".
    fn named(&self, who: &Attendee) -> String {
        let from = who
            .partner
            .as_ref()
            .map_or(&who.title, |partner| &partner.short_name);
        who.person.as_ref().map_or_else(
            || from.clone(),
            |person| format!("{} ({from})", person.name),
        )
    }
}
