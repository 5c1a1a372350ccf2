//! Tabling a paper: the file is kept under its hash, then the act names that hash.

use app::views::words;
use askama::Template;
use axum::{extract::Path, response::Response};
use record::meetings::{Meeting, Tabled};
use serde_json::json;

use super::{frame, meeting_at, meeting_not_over};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    meetings::papers::{ClassFields, begun, read, read_title},
    office::with_query,
    papers::UploadForm,
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "meetings/calling/paper.html")]
struct PaperPage {
    frame: Frame,
    form: Form,
    meeting: String,
    items: Vec<Choice>,
    partners: Vec<Choice>,
    class: ClassFields,
    /// The paper of which this is a new version.
    before: Option<String>,
    /// How long papers are kept when nothing is said.
    keeps: &'static str,
    /// Whether the agenda is issued, so that this goes into a supplement.
    issued: bool,
    /// What to answer about what is hidden in the file, where something is.
    hidden: Vec<Choice>,
    seen: u64,
}

/// `GET /{partnership}/meetings/{meeting}/papers/add`, with `?item=2` where the item is known
pub(super) async fn ask(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
) -> Result<Response, Problem> {
    meeting_not_over(&visit, &meeting)?;
    let form = with_query(&visit, &["item", "replaces"]);
    let form = begun(&visit, titled(&visit, &meeting, form));
    paper(&visit, &meeting, form, Vec::new())
}

/// `POST /{partnership}/meetings/{meeting}/papers/add`
pub(super) async fn take(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
    mut upload: UploadForm,
) -> Result<Response, Problem> {
    let id = meeting_at(&visit, &meeting)?.id.clone();
    let form = &mut upload.form;
    let item = form.read::<u16>("item", "Choose the item", "Choose an item of the agenda");
    let title = form.read_text("paper.title", "Say what the paper is called");
    let held_by = form.perhaps_text("paper.held_by");
    let pages = "Write how many pages it has as a number, such as 12, or leave it empty";
    let pages = form.perhaps::<std::num::NonZeroU16>("paper.pages", pages);
    let late_reason = form.perhaps_text("late_reason");
    let (class, real_title) = (read(form), read_title(form));
    let (replaces, keep_until) = (
        form.perhaps_text("replaces"),
        form.perhaps_date("keep_until"),
    );
    // A file is only kept once everything else is right, so that mistakes leave none behind.
    let hash = if upload.form.is_right() || !upload.has_file("file") {
        upload.keep(&visit, "file").await?
    } else {
        None
    };
    let (mut form, hidden) = (upload.form, upload.hidden);
    if let (true, Some(hash)) = (form.is_right(), hash) {
        let act = json!({
            "act": "meetings.table-paper",
            "meeting": id,
            "item": item,
            "paper": {"title": title, "hash": hash, "held_by": held_by, "pages": pages},
            "late_reason": late_reason,
            "class": class, "real_title": real_title, "replaces": replaces, "keep_until": keep_until,
        });
        match visit.act(act, form.seen()).await {
            Ok(_) => return Ok(see(&visit.at(&format!("/meetings/{id}?done=paper")))),
            Err(denied) if denied.field() == Some("paper.hash") => {
                form.asks("file");
                form.wrong("file", "This very paper stands under that item already");
            }
            Err(denied) => form.denied(denied)?,
        }
    }
    paper(&visit.read_on().await?, &meeting, form, hidden)
}

fn paper(
    visit: &Visit,
    meeting: &str,
    form: Form,
    hidden: Vec<Choice>,
) -> Result<Response, Problem> {
    let meeting = meeting_at(visit, meeting)?;
    let page = PaperPage {
        frame: frame(visit, meeting, "Add a paper")
            .summary(form.summary("The paper was not tabled")),
        class: ClassFields::of_paper(visit, meeting, &form, true).titled(),
        before: before(meeting, &form).map(|paper| paper.title.to_string()),
        keeps: keeps(visit, meeting),
        meeting: super::title(visit, meeting),
        items: items(meeting),
        partners: partners(visit, meeting),
        issued: meeting.issued.is_some(),
        hidden,
        seen: visit.reading.head.line,
        form,
    };
    page_with(page.form.status(), &page)
}

/// The paper of which a new version is added.
fn before<'a>(meeting: &'a Meeting, form: &Form) -> Option<&'a Tabled> {
    let hash = form.value("replaces").parse().ok()?;
    let mut items = meeting.items.iter();
    items.find_map(|item| item.paper(&hash))
}

/// The form with what the version before it says.
fn titled(visit: &Visit, meeting: &str, form: Form) -> Form {
    let Ok(meeting) = meeting_at(visit, meeting) else {
        return form;
    };
    let Some(paper) = before(meeting, &form) else {
        return form;
    };
    let holder = paper.held_by.as_ref().map(ToString::to_string);
    let (title, class) = (paper.title.to_string(), paper.class.kind());
    form.with("paper.title", title)
        .with("paper.held_by", holder.unwrap_or_default())
        .with("class.is", class.word())
}

fn keeps(visit: &Visit, meeting: &Meeting) -> &'static str {
    let adoption = visit.reading.record.structure.in_force(meeting.date);
    match adoption.is_some_and(|adoption| !adoption.arrangements.retention.is_empty()) {
        true => "Left empty: as long as the arrangements say",
        false => "The arrangements do not say how long papers are kept",
    }
}

fn items(meeting: &Meeting) -> Vec<Choice> {
    let items = meeting.items.iter().map(|item| {
        let papers = match item.papers.len() {
            0 => String::new(),
            many => format!(" ({})", words::count(many, "paper", "papers")),
        };
        Choice::new(
            item.no.to_string(),
            format!("{}. {}{papers}", item.no, item.title),
        )
    });
    items.collect()
}

fn partners(visit: &Visit, meeting: &Meeting) -> Vec<Choice> {
    let adoption = visit.reading.record.structure.in_force(meeting.date);
    let organisations = adoption.map_or(&[][..], |adoption| &adoption.arrangements.organisation);
    let choice = |organisation: &record::arrangements::Organisation| {
        Choice::new(organisation.id.to_string(), &organisation.name)
    };
    organisations.iter().map(choice).collect()
}

#[cfg(test)]
mod tests {
    use axum::{
        body::Body,
        http::{Method, header},
    };

    use crate::testing::{CLERK, MOOT, Moot, STRANGER, Seen, request};

    const ADD: &str = "/three-rivers/meetings/board-2007-04-18/papers/add";

    /// A form with a file, sent as browsers send it.
    async fn send(moot: &Moot, typed: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Seen {
        let mut body = Vec::new();
        for (name, value) in typed {
            body.extend(
                format!(
                    "--fence\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                )
                .bytes(),
            );
        }
        let (name, bytes) = file.unwrap_or(("", b""));
        let head = format!(
            "--fence\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend(bytes);
        body.extend(b"\r\n--fence--\r\n");
        let request = request(Method::POST, ADD)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=fence")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, moot.cookie_of(CLERK));
        moot.send(request, Body::from(body)).await
    }

    const PDF: (&str, &[u8]) = ("plan.pdf", crate::testing::PDF);
    const GOOD: [(&str, &str); 4] = [
        ("item", "2"),
        ("paper.title", "The plan"),
        ("class.is", "public"),
        ("paper.held_by", "council"),
    ];

    #[tokio::test]
    async fn what_is_hidden_in_a_file_is_pointed_out_before_it_is_tabled() {
        let moot = Moot::new();
        moot.calls("board");
        let sheet = "<sheet name=\"Names\" state=\"hidden\"/>";
        let workbook = crate::papers::inspect::tests::excel(sheet, &[]);
        let file = Some(("sums.xlsx", workbook.as_slice()));
        for typed in [GOOD.to_vec(), [&GOOD[..], &[("hidden", "no")]].concat()] {
            let page = send(&moot, &typed, file).await.sound();
            assert_eq!(page.status, 422);
            page.says(&["The file holds hidden sheets.", "value=\"known\""]);
        }
        let known = [&GOOD[..], &[("hidden", "known")]].concat();
        assert_eq!(send(&moot, &known, file).await.status, 303);
        let broken = Some(("plan.pdf", b"%PDF-1.7 and nothing more".as_slice()));
        let page = send(&moot, &GOOD, broken).await.sound();
        page.says(&["only begins like a PDF", "save it as a new PDF"]);
    }

    #[tokio::test]
    async fn a_paper_is_kept_and_tabled() {
        let moot = Moot::new();
        moot.calls("board");
        moot.get_as(CLERK, &format!("{ADD}?item=2"))
            .await
            .sound()
            .says(&[
                "value=\"2\" selected>2. Flood plan",
                "Three Rivers Council",
                "multipart/form-data",
            ]);
        let page = send(&moot, &GOOD, Some(PDF)).await;
        assert_eq!(
            (page.status.as_u16(), page.location()),
            (303, "/three-rivers/meetings/board-2007-04-18?done=paper")
        );
        moot.get_as(CLERK, ADD)
            .await
            .says(&["2. Flood plan (1 paper)"]);
        let page = send(&moot, &GOOD, Some(PDF)).await;
        assert_eq!(page.status, 422);
        page.says(&[
            "This very paper stands under that item already",
            "href=\"#file\"",
        ]);
    }

    #[tokio::test]
    async fn each_mistake_is_named_at_its_field() {
        let moot = Moot::new();
        moot.calls("board");
        for (typed, file, status, says) in [
            (
                vec![("item", ""), GOOD[1], GOOD[2]],
                Some(PDF),
                422,
                "Choose the item",
            ),
            (
                vec![("item", "77"), GOOD[1], GOOD[2]],
                Some(PDF),
                422,
                "href=\"#item\"",
            ),
            (
                vec![GOOD[0], ("paper.title", " "), GOOD[2]],
                Some(PDF),
                422,
                "Say what the paper is called",
            ),
            (
                vec![GOOD[0], ("paper.title", " "), GOOD[2]],
                None,
                422,
                "Choose a file",
            ),
            (vec![GOOD[0], GOOD[1], GOOD[2]], None, 422, "Choose a file"),
            (
                vec![GOOD[0], GOOD[1], GOOD[2]],
                Some(("a.html", &b"<html>"[..])),
                422,
                "Save the paper as a PDF",
            ),
            (
                vec![GOOD[0], GOOD[1], GOOD[2], ("paper.held_by", "nobody")],
                Some(PDF),
                422,
                "href=\"#paper-held_by\"",
            ),
            (
                vec![GOOD[0], GOOD[1], GOOD[2], ("seen", "2")],
                Some(PDF),
                409,
                "omeone else has changed this meeting",
            ),
        ] {
            let page = send(&moot, &typed, file).await;
            assert_eq!(page.status.as_u16(), status, "{typed:?}");
            page.sound().says(&["The paper was not tabled", says]);
        }
    }

    #[tokio::test]
    async fn nobody_else_tables_papers() {
        let moot = Moot::new();
        moot.calls("board");
        assert_eq!(moot.get(ADD).await.status, 303);
        assert_eq!(moot.get_as(STRANGER, ADD).await.status, 403);
        let nowhere = format!("/{MOOT}/meetings/board-2009-01-01/papers/add");
        assert_eq!(moot.get_as(CLERK, &nowhere).await.status, 404);
    }
}
