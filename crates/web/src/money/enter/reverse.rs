//! Undoing a posting by its opposite, with the reason.

use app::views::money::PostingView;
use axum::{extract::Path, response::Response};
use record::money::{Posting, PostingNo};
use serde_json::json;

use super::{
    Named,
    page::{Paper, once},
};
use crate::{
    forms::Form,
    problem::Problem,
    say,
    visit::{Visit, see},
};

/// The posting that an address names.
fn posting<'v>(visit: &'v Visit, no: &str) -> Result<&'v Posting, Problem> {
    let no: PostingNo = no.parse().map_err(|_| Problem::not_found())?;
    let posting = visit.reading.record.money.posting(no);
    posting.ok_or_else(Problem::not_found)
}

/// The page of the account on which a posting arrived.
fn ledger(posting: &Posting) -> String {
    format!("/money/accounts/{}/{}", posting.year, posting.to)
}

fn paper(visit: &Visit, no: &str, form: Form) -> Result<Response, Problem> {
    let posting = posting(visit, no)?;
    let all = app::views::money::postings_of_year(&visit.reading, posting.year);
    let view: Option<PostingView> = all.into_iter().find(|it| it.no == posting.no);
    let view = view.ok_or_else(Problem::not_found)?;
    Paper::new(
        visit,
        "Reverse a posting",
        form,
        "The posting was not reversed",
        "Reverse the posting",
        &ledger(posting),
    )
    .crumb(
        format!("{}: {}", view.to.says, view.to.of),
        &ledger(posting),
    )
    .lede(format!(
        "Posting {}, on {}: {}. It went from {} to {}. It stays in the book; its opposite undoes it, and \
         nothing can undo that.",
        view.no,
        say::short_day(&view.on),
        view.because,
        view.from.says.to_lowercase(),
        view.to.says.to_lowercase(),
    ))
    .fact("Amount", view.pence)
    .area("why", "Why")
    .show()
}

/// `GET /{partnership}/money/postings/{posting}/reverse`
pub(super) async fn show(visit: Visit, Path((_, no)): Named) -> Result<Response, Problem> {
    visit.must_be_fresh()?;
    paper(&visit, &no, Form::empty())
}

/// `POST /{partnership}/money/postings/{posting}/reverse`
pub(super) async fn take(
    visit: Visit,
    Path((_, no)): Named,
    mut form: Form,
) -> Result<Response, Problem> {
    visit.must_be_fresh()?;
    let (named, back) = {
        let posting = posting(&visit, &no)?;
        (posting.no.to_string(), ledger(posting))
    };
    let act = json!({
        "act": "money.reverse-posting", "posting": named,
        "why": form.read_text("why", "Say why"),
    });
    let field = |field: &str| match field {
        "posting" => "why".to_owned(),
        other => other.to_owned(),
    };
    if form.is_right() && once(&visit, act, &mut form, field).await? {
        return Ok(see(&visit.at(&format!("{back}?done=reversed"))));
    }
    paper(&visit.read_on().await?, &no, form)
}
