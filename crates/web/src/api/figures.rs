//! `POST /api/v1/{partnership}/plan/figures/import?source=Council%20survey`: what the spreadsheet of figures
//! that is the body would do, row by row and cell by cell. Nothing is written. With `&digest=…`, as the
//! answer gave it, the same spreadsheet is taken, every row or none; when something has changed since, or
//! something is wrong in a row, it is not.

use app::{
    Caller,
    figures::{self, FiguresPlan},
    import::{RowPlan, State},
};
use axum::{
    body::Bytes,
    extract::{FromRequest, Query, Request},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use record::prose::Title;
use serde::{Deserialize, Serialize};

use super::program::Program;
use crate::{
    forms::too_large_or_broken,
    problem::{Problem, sentence},
};

/// What the address says of the sheet.
#[derive(Deserialize)]
pub(super) struct Asked {
    /// Where the figures come from.
    #[serde(default)]
    source: String,
    /// The digest of what was looked at, to have it taken.
    digest: Option<String>,
}

/// What a sheet would do, or did.
#[derive(Serialize)]
struct Preview {
    /// How many figures are new.
    taken: usize,
    /// How many are kept beside others that stand.
    set_aside: usize,
    /// How many rows have nothing to do, and how many something wrong.
    nothing: usize,
    wrong: usize,
    /// Whether it can be taken.
    can_be_taken: bool,
    /// To be sent with the same sheet to have it taken.
    digest: String,
    /// Headings that are not used.
    unused: Vec<String>,
    /// Every row.
    rows: Vec<RowPlan>,
}

impl Preview {
    fn of(plan: &FiguresPlan) -> Self {
        Self {
            taken: plan.taken,
            set_aside: plan.aside,
            nothing: plan.count(State::Nothing),
            wrong: plan.count(State::Wrong),
            can_be_taken: plan.can_be_done(),
            digest: plan.digest(),
            unused: plan.unused.clone(),
            rows: plan.rows.clone(),
        }
    }
}

/// Looks at a sheet of figures, and takes it when the digest says that it was looked at. 200 with what it
/// would do; 201 once it is on disk.
pub(super) async fn import(
    program: Program,
    Query(asked): Query<Asked>,
    request: Request,
) -> Result<Response, Problem> {
    let bytes = Bytes::from_request(request, &program.site).await;
    let bytes = bytes.map_err(|rejected| too_large_or_broken(rejected.status()))?;
    let source = match asked.source.trim() {
        "" => "Spreadsheet",
        words => words,
    };
    let source =
        Title::new(source).map_err(|why| unreadable("source", &sentence(&why.to_string())))?;
    let (caller, partnership) = (program.caller(), program.partnership().to_owned());
    let done = program.site.apart(move |house| {
        let rows = figures::read(&bytes).map_err(|why| why.to_string());
        let plan = match rows {
            Ok(rows) => house.plan_figures(&partnership, caller, &rows)?,
            Err(why) => return Ok(Err(why)),
        };
        let plan = match plan {
            Ok(plan) => plan,
            Err(none) => return Ok(Err(none.to_string())),
        };
        take(house, &partnership, (caller, &source), plan, asked.digest).map(Ok)
    });
    let done: Result<Result<Answer, String>, app::Denied> = done.await?;
    match done?.map_err(|why| unreadable("file", &sentence(&why)))? {
        Answer::Looked(preview) => answer(StatusCode::OK, &preview),
        Answer::Taken(preview) => answer(StatusCode::CREATED, &preview),
        Answer::Changed => Err(Problem::new(
            StatusCode::CONFLICT,
            "figures-changed",
            "The figures were not taken",
            "Something has changed since you looked at the sheet, or something in it is wrong.",
            "Send it without the digest and look at it again. Nothing was recorded.",
        )),
    }
}

enum Answer {
    Looked(Preview),
    Taken(Preview),
    Changed,
}

fn take(
    house: &app::House,
    partnership: &str,
    (caller, source): (Caller, &Title),
    plan: FiguresPlan,
    digest: Option<String>,
) -> Result<Answer, app::Denied> {
    let preview = Preview::of(&plan);
    let Some(digest) = digest else {
        return Ok(Answer::Looked(preview));
    };
    if digest != preview.digest || !preview.can_be_taken {
        return Ok(Answer::Changed);
    }
    house.import_figures(partnership, caller, source, plan)?;
    Ok(Answer::Taken(preview))
}

fn answer(status: StatusCode, preview: &Preview) -> Result<Response, Problem> {
    let text = serde_json::to_string(preview).map_err(|_| Problem::fault())?;
    Ok((status, [(header::CONTENT_TYPE, "application/json")], text).into_response())
}

fn unreadable(field: &str, why: &str) -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "unreadable-figures",
        "The figures cannot be read",
        why,
        "Correct it and send it again. Nothing was recorded.",
    )
    .on_field(field)
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::Method};

    use crate::{
        plan::agreed,
        testing::{CLERK, Moot, STRANGER, Seen, request},
    };

    const PATH: &str = "/api/v1/three-rivers/plan/figures/import";

    async fn send(moot: &Moot, who: u32, query: &str, sheet: &'static str) -> Seen {
        let token = moot.token_of(who);
        let asked = request(Method::POST, &format!("{PATH}{query}"))
            .header("authorization", format!("Bearer {token}"));
        moot.send(asked, Body::from(sheet)).await
    }

    // Requirement: PL4 at `/api/v1/{partnership}/plan/figures/import`
    #[tokio::test]
    async fn a_program_looks_at_a_sheet_and_has_it_taken() {
        let moot = agreed();
        let wrong = "Indicator,Area,2007/08 Q1,2007/08 Q2\nflooded-homes,,9,\"9,5\"\n";
        let seen = send(&moot, CLERK, "", wrong).await;
        assert_eq!(seen.status, 200);
        let json = seen.json();
        assert_eq!(
            (&json["wrong"], &json["can_be_taken"]),
            (&1.into(), &false.into())
        );
        assert_eq!(json["rows"][0]["wrong"][0]["cell"], "D2");
        let digest = format!("?digest={}", json["digest"].as_str().unwrap_or_default());
        assert_eq!(send(&moot, CLERK, &digest, wrong).await.status, 409);
        let right = "Indicator,Area,2007/08 Q1,2007/08 Q2\nflooded-homes,,9,10\n";
        let json = send(&moot, CLERK, "", right).await.json();
        assert_eq!(json["taken"], 2);
        let digest = format!(
            "?source=Survey&digest={}",
            json["digest"].as_str().unwrap_or_default()
        );
        assert_eq!(send(&moot, CLERK, &digest, right).await.status, 201);
        let again = send(&moot, CLERK, "", right).await.json();
        assert_eq!(
            (&again["taken"], &again["can_be_taken"]),
            (&0.into(), &false.into())
        );
        // Who leads on nothing has every row refused.
        let other = send(
            &moot,
            STRANGER,
            "",
            "Indicator,Period,Figure\nflooded-homes,2007/08 Q3,1\n",
        )
        .await;
        other.says(&["someone else leads on this indicator"]);
        for (sheet, query, says) in [
            ("", "", "nothing in this spreadsheet"),
            ("a,b\n1,2\n", "", "No row of this sheet has the headings"),
            ("Indicator,2007/08 Q1\nx,1\n", "?source=%01", "source"),
        ] {
            let seen = send(&moot, CLERK, query, sheet).await;
            assert_eq!(seen.status, 422, "{says}");
            seen.says(&[says]);
        }
        let unknown = moot
            .send(request(Method::POST, PATH), Body::from(right))
            .await;
        assert_eq!(unknown.status, 401);
    }
}
