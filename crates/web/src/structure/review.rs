//! Recording the yearly review of a body's membership.

use app::views::{self, BodyView, words};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::id::BodyId;
use serde_json::json;

use crate::{
    forms::{Choice, Form},
    frame::{Frame, Section},
    office::with_date,
    problem::Problem,
    say,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "structure/review.html")]
struct ReviewPage {
    frame: Frame,
    form: Form,
    base: String,
    view: BodyView,
    /// When it was reviewed last, and when the next review is due.
    so_far: String,
    outcomes: Vec<Choice>,
    seen: u64,
}

/// `GET /{partnership}/structure/{body}/review`
pub(super) async fn ask(
    visit: Visit,
    Path((_, body)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let form = with_date(Form::empty(), "on", visit.reading.today());
    paper(&visit, &body, form)
}

/// `POST /{partnership}/structure/{body}/review`
pub(super) async fn take(
    visit: Visit,
    Path((_, body)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let act = json!({
        "act": "structure.review-membership",
        "body": body,
        "on": form.read_date("on", "Say on which day it was reviewed"),
        "outcome": form.read_text("outcome", "Say whether the membership stays or changes"),
        "words": form.perhaps_text("words"),
    });
    if form.is_right() && visit.record(act, &mut form).await? {
        return Ok(see(&visit.at(&format!("/structure/{body}?done=reviewed"))));
    }
    paper(&visit.read_on().await?, &body, form)
}

fn paper(visit: &Visit, body: &str, form: Form) -> Result<Response, Problem> {
    let id: BodyId = body.parse().map_err(|_| Problem::not_found())?;
    let (reading, today) = (&visit.reading, visit.reading.today());
    let view = views::body(reading, &id, today, say::audience(visit));
    let view = view.ok_or_else(Problem::not_found)?;
    let structure = &reading.record.structure;
    let last = structure.reviews(&id).next_back();
    let last = last.map_or("It was never reviewed.".to_owned(), |last| {
        format!("It was last reviewed on {}.", words::short_day(last.on))
    });
    let due = structure.review_due(&id, today);
    let due = due.map_or(String::new(), |due| {
        format!(" A review is due by {}.", words::short_day(due))
    });
    let frame = visit
        .frame("Review the membership")
        .section(Section::Structure)
        .crumb("Structure", "/structure")
        .crumb(&view.body.name, &format!("/structure/{id}"))
        .summary(form.summary("The review was not recorded"));
    let page = ReviewPage {
        frame,
        base: visit.at(""),
        view,
        so_far: format!("{last}{due}"),
        outcomes: vec![
            Choice::new("confirmed", "The membership stays as it is"),
            Choice::new("changed", "The membership changes"),
        ],
        seen: reading.head.line,
        form,
    };
    page_with(page.form.status(), &page)
}

#[cfg(test)]
mod tests {
    use crate::testing::{CLERK, MOOT, Moot, STRANGER};

    const PATH: &str = "/three-rivers/structure/board/review";
    const ON: [(&str, &str); 3] = [("on-day", "5"), ("on-month", "1"), ("on-year", "2008")];

    // Requirement: ST6 at /{partnership}/structure/{body}/review
    #[tokio::test]
    async fn a_membership_is_reviewed_every_year() {
        let moot = Moot::new();
        moot.at("2008-01-10T09:00:00Z");
        let list = format!("/{MOOT}/office/reviews");
        moot.get_as(CLERK, &list).await.says(&[
            "Overdue: 1 January 2008",
            "Three Rivers Board",
            PATH,
        ]);
        moot.get_as(CLERK, PATH).await.sound().says(&[
            "It was never reviewed.",
            "A review is due by 1 January 2008.",
        ]);
        let changed = [&ON[..], &[("outcome", "changed")]].concat();
        for (form, says) in [
            (vec![], "Say on which day it was reviewed"),
            (ON.to_vec(), "Say whether the membership stays or changes"),
            (
                changed.clone(),
                "The membership changes, and nothing says how",
            ),
        ] {
            let page = moot.post_as(CLERK, PATH, &form).await;
            assert_eq!(page.status, 422, "{says}");
            page.sound().says(&["The review was not recorded", says]);
        }
        let whole = [
            &changed[..],
            &[("words", "One more seat for the villages.")],
        ]
        .concat();
        let page = moot.post_as(CLERK, PATH, &whole).await;
        assert_eq!(
            page.location(),
            "/three-rivers/structure/board?done=reviewed"
        );
        moot.get_as(CLERK, page.location())
            .await
            .sound()
            .says(&["The review is in the book.", "Reviewed on 5 January 2008"]);
        moot.get_as(CLERK, &list).await.never_says(&[PATH]);
        moot.get(&format!("/{MOOT}/record"))
            .await
            .says(&["was reviewed, and is to change on 5 January 2008. “One more seat"]);
    }

    #[tokio::test]
    async fn nobody_else_records_one() {
        let moot = Moot::new();
        assert_eq!(moot.get(PATH).await.status, 303);
        assert_eq!(moot.get_as(2, PATH).await.status, 403);
        assert_eq!(moot.post_as(STRANGER, PATH, &[]).await.status, 403);
        let nowhere = format!("/{MOOT}/structure/moon/review");
        assert_eq!(moot.get_as(CLERK, &nowhere).await.status, 404);
    }
}
