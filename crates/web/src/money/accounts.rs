//! The accounts: every balance of a year, and the postings that it opens to.

use app::views::money::{self, AccountsView, LedgerView};
use askama::Template;
use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use record::money::Account;

use super::{frame, year};
use crate::{
    csv as comma,
    frame::Frame,
    problem::Problem,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "money/accounts.html")]
struct Accounts {
    frame: Frame,
    base: String,
    view: AccountsView,
}

fn accounts_of(visit: &Visit, text: &str) -> Result<AccountsView, Problem> {
    let asked = year(text)?;
    let view = money::accounts(&visit.reading, Some(asked));
    if view.years.shown == asked {
        Ok(view)
    } else {
        Err(Problem::not_found())
    }
}

/// `GET /{partnership}/money/accounts/{year}`
pub(super) async fn show(
    visit: Visit,
    Path((_, year)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let view = accounts_of(&visit, &year)?;
    page(&Accounts {
        frame: frame(
            &visit,
            format!("Accounts for {}", view.years.shown.slashed()),
        ),
        base: visit.at(""),
        view,
    })
}

/// `GET /api/v1/{partnership}/money/accounts/{year}`
pub(super) async fn json(
    visit: Visit,
    Path((_, year)): Path<(String, String)>,
) -> Result<Response, Problem> {
    crate::api::json(&accounts_of(&visit, &year)?)
}

/// `GET /{partnership}/money/accounts/{year}/postings.csv`: every posting, so that it can be added up again.
pub(super) async fn csv(
    visit: Visit,
    Path((partnership, asked)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let shown = accounts_of(&visit, &asked)?.years.shown;
    let mut text = comma::line([
        "Posting",
        "Line",
        "Date",
        "From",
        "To",
        "Pounds",
        "Because",
        "Reference",
        "Reverses",
        "Reversed by",
    ]);
    for posting in money::postings_of_year(&visit.reading, shown) {
        let name =
            |no: Option<record::money::PostingNo>| no.map_or_else(String::new, |no| no.to_string());
        let cells = [
            posting.no.to_string(),
            posting.line.to_string(),
            posting.on.to_string(),
            posting.from.id,
            posting.to.id,
            posting.pence.plain(),
            posting.because.to_owned(),
            posting.reference.unwrap_or_default(),
            name(posting.reverses),
            name(posting.reversed_by),
        ];
        text += &comma::line(cells.iter().map(String::as_str));
    }
    let name = format!("attachment; filename=\"{partnership}-accounts-{shown}.csv\"");
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, text).into_response())
}

#[derive(Template)]
#[template(path = "money/account.html")]
struct Ledger {
    frame: Frame,
    base: String,
    view: LedgerView,
}

type OfAccount = Path<(String, String, String, String)>;

fn ledger_of(visit: &Visit, of_year: &str, kind: &str, of: &str) -> Result<LedgerView, Problem> {
    let of_year = year(of_year)?;
    let account: Account = format!("{kind}/{of}")
        .parse()
        .map_err(|_| Problem::not_found())?;
    let view = money::ledger_of(&visit.reading, &account);
    let view = view.filter(|view| view.year == Some(of_year));
    view.ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/money/accounts/{year}/{kind}/{of}`
pub(super) async fn ledger(
    visit: Visit,
    Path((_, year, kind, of)): OfAccount,
) -> Result<Response, Problem> {
    let view = ledger_of(&visit, &year, &kind, &of)?;
    let frame = frame(
        &visit,
        format!("{}: {}", view.account.says, view.account.of),
    );
    page(&Ledger {
        frame: frame.crumb(
            format!("Accounts for {}", year.replace('-', "/")),
            &format!("/money/accounts/{year}"),
        ),
        base: visit.at(""),
        view,
    })
}

/// `GET /api/v1/{partnership}/money/accounts/{year}/{kind}/{of}`
pub(super) async fn ledger_json(
    visit: Visit,
    Path((_, year, kind, of)): OfAccount,
) -> Result<Response, Problem> {
    crate::api::json(&ledger_of(&visit, &year, &kind, &of)?)
}
