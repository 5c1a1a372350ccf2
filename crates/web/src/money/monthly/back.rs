//! What has to come back: spending found ineligible, money that was not spent, and recording what was
//! returned.

use app::views::money::{self, AllocationView};
use askama::Template;
use axum::{extract::Path, response::Response};
use serde_json::{Value, json};

use super::{allocation, frame, may, read_pence};
use crate::{
    forms::Form,
    frame::Frame,
    problem::Problem,
    visit::{Visit, page_with, see},
};

/// Which of the three.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Ineligible,
    Unspent,
    Returned,
}

impl What {
    const fn title(self) -> &'static str {
        match self {
            Self::Ineligible => "Demand ineligible spending back",
            Self::Unspent => "Demand back what is not spent",
            Self::Returned => "Record what came back",
        }
    }

    const fn failed(self) -> &'static str {
        match self {
            Self::Returned => "Nothing was recorded",
            _ => "Nothing was demanded back",
        }
    }
}

#[derive(Template)]
#[template(path = "money/monthly/back.html")]
struct Back {
    frame: Frame,
    base: String,
    form: Form,
    seen: u64,
    what: What,
    view: AllocationView,
}

impl Back {
    fn is_returned(&self) -> bool {
        self.what == What::Returned
    }
}

type Named = Path<(String, String)>;

fn paper(visit: &Visit, id: &str, what: What, form: Form) -> Result<Response, Problem> {
    let id = allocation(visit, id)?.id.clone();
    let view = money::allocation(&visit.reading, &id).ok_or_else(Problem::not_found)?;
    let frame = frame(visit, what.title(), &form, what.failed()).crumb(
        view.line.partner.name.clone(),
        &format!("/money/allocations/{id}"),
    );
    page_with(
        form.status(),
        &Back {
            frame,
            base: visit.at(""),
            seen: visit.reading.head.line,
            what,
            view,
            form,
        },
    )
}

fn asked(visit: &Visit, id: &str, what: What) -> Result<Response, Problem> {
    may::only(may::is_finance(visit))?;
    paper(visit, id, what, Form::empty())
}

fn act(form: &mut Form, allocation: &str, what: What) -> Value {
    let pence = read_pence(form, "pence", "Write how much");
    let name = match what {
        What::Ineligible => "money.find-ineligible",
        What::Unspent => "money.demand-unspent",
        What::Returned => {
            let reference = form.read_text("reference", "Write the reference on the statement");
            let on = form.perhaps_date("on");
            return json!({
                "act": "money.record-returned", "allocation": allocation, "pence": pence,
                "reference": reference, "on": on,
            });
        }
    };
    json!({
        "act": name, "allocation": allocation, "pence": pence,
        "why": form.read_text("why", "Say why it has to come back"),
        "due": form.read_date("due", "Say by when it has to come back"),
    })
}

async fn taken(visit: Visit, id: &str, what: What, mut form: Form) -> Result<Response, Problem> {
    may::only(may::is_finance(&visit))?;
    allocation(&visit, id)?;
    let act = act(&mut form, id, what);
    if form.is_right() && visit.record(act, &mut form).await? {
        let done = match what {
            What::Returned => "returned",
            _ => "demanded",
        };
        return Ok(see(
            &visit.at(&format!("/money/allocations/{id}?done={done}"))
        ));
    }
    paper(&visit.read_on().await?, id, what, form)
}

/// `GET /{partnership}/money/allocations/{allocation}/ineligible`
pub(super) async fn ineligible(visit: Visit, Path((_, id)): Named) -> Result<Response, Problem> {
    asked(&visit, &id, What::Ineligible)
}

/// `POST /{partnership}/money/allocations/{allocation}/ineligible`
pub(super) async fn take_ineligible(
    visit: Visit,
    Path((_, id)): Named,
    form: Form,
) -> Result<Response, Problem> {
    taken(visit, &id, What::Ineligible, form).await
}

/// `GET /{partnership}/money/allocations/{allocation}/demand`
pub(super) async fn demand(visit: Visit, Path((_, id)): Named) -> Result<Response, Problem> {
    asked(&visit, &id, What::Unspent)
}

/// `POST /{partnership}/money/allocations/{allocation}/demand`
pub(super) async fn take_demand(
    visit: Visit,
    Path((_, id)): Named,
    form: Form,
) -> Result<Response, Problem> {
    taken(visit, &id, What::Unspent, form).await
}

/// `GET /{partnership}/money/allocations/{allocation}/returned`
pub(super) async fn returned(visit: Visit, Path((_, id)): Named) -> Result<Response, Problem> {
    asked(&visit, &id, What::Returned)
}

/// `POST /{partnership}/money/allocations/{allocation}/returned`
pub(super) async fn take_returned(
    visit: Visit,
    Path((_, id)): Named,
    form: Form,
) -> Result<Response, Problem> {
    taken(visit, &id, What::Returned, form).await
}
