//! Taking back part of an allocation, by a decision.

use axum::{extract::Path, response::Response};
use serde_json::json;

use super::{
    Named, allocate, allocated,
    page::{Paper, once, read_pounds},
};
use crate::{
    forms::Form,
    money::choices,
    problem::Problem,
    visit::{Visit, see},
};

fn paper(visit: &Visit, id: &str, form: Form) -> Result<Response, Problem> {
    let (allocation, stream) = allocated(visit, id)?;
    let sums = visit
        .reading
        .record
        .money
        .sums_of_allocation(&allocation.id);
    let path = format!("/money/allocations/{}", allocation.id);
    let name = choices::partner_name(visit, &allocation.says.partner);
    let decisions = choices::decisions(visit);
    let mut paper = Paper::new(
        visit,
        "Reduce the allocation",
        form,
        "The allocation was not reduced",
        "Reduce the allocation",
        &path,
    )
    .crumb(name.clone(), &path)
    .lede(format!(
        "{}, to {name}: {}",
        stream.says.title,
        allocation.says.purpose.shown()
    ))
    .fact("Allocated", sums.allocated)
    .fact(
        "May be taken back",
        sums.allocated - sums.passed_on().max(sums.spent),
    );
    if decisions.is_empty() {
        let link = (visit.at("/decisions"), "Look at the decisions.");
        paper = paper.note(allocate::NO_DECISION, Some(link));
    }
    paper
        .pounds("pence", "By how much")
        .select(
            "decision",
            "The decision that takes it back",
            &decisions,
            "Choose a decision",
        )
        .area("why", "Why")
        .show()
}

/// `GET /{partnership}/money/allocations/{allocation}/reduce`
pub(super) async fn show(visit: Visit, Path((_, id)): Named) -> Result<Response, Problem> {
    paper(&visit, &id, Form::empty())
}

/// `POST /{partnership}/money/allocations/{allocation}/reduce`
pub(super) async fn take(
    visit: Visit,
    Path((_, id)): Named,
    mut form: Form,
) -> Result<Response, Problem> {
    let allocation = allocated(&visit, &id)?.0.id.clone();
    let act = json!({
        "act": "money.reduce-allocation", "allocation": allocation,
        "pence": read_pounds(&mut form, "pence", "Write by how much"),
        "decision": form.read_text("decision", "Choose the decision that takes it back"),
        "why": form.read_text("why", "Say why"),
    });
    if form.is_right() && once(&visit, act, &mut form, str::to_owned).await? {
        let page = format!("/money/allocations/{allocation}?done=reduced");
        return Ok(see(&visit.at(&page)));
    }
    paper(&visit.read_on().await?, &id, form)
}
