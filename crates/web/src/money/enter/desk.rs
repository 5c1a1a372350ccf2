//! The finance officer’s desk: what waits for them, the most urgent first.

use app::{
    Denied, NotPermitted, Role,
    views::money::{FinanceDesk, FinanceLine, FinanceUrgency, finance_desk},
};
use askama::Template;
use axum::response::Response;

use crate::{
    api::Program,
    frame::Frame,
    problem::Problem,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "money/enter/desk.html")]
struct Desk {
    frame: Frame,
    base: String,
    view: FinanceDesk,
}

impl Desk {
    /// What is about as urgent, under one heading.
    fn parts(&self) -> Vec<(&'static str, bool, &[FinanceLine])> {
        let alike = self
            .view
            .lines
            .chunk_by(|one, other| one.urgency == other.urgency);
        alike
            .filter_map(|lines| {
                let urgency = lines.first()?.urgency;
                let overdue = urgency == FinanceUrgency::Overdue;
                Some((urgency.heading(), overdue, lines))
            })
            .collect()
    }
}

/// `GET /{partnership}/money/finance`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    page(&Desk {
        frame: crate::money::frame(&visit, "The finance officer’s desk"),
        base: visit.at(""),
        view: finance_desk(&visit.reading),
    })
}

/// `GET /api/v1/{partnership}/money/finance`: for a token of the finance officer.
pub(super) async fn json(program: Program, visit: Visit) -> Result<Response, Problem> {
    let reading = &visit.reading;
    let caller = program.caller();
    if !caller.has_role(&reading.names, &reading.partnership, Role::Finance) {
        return Err(Denied::NotPermitted(NotPermitted::FinanceOnly).into());
    }
    crate::api::json(&finance_desk(reading))
}

/// What waits, for the finance officer’s own desk.
pub(crate) fn waiting(visit: &Visit) -> Option<usize> {
    let finance = visit.viewer.finance;
    finance.then(|| finance_desk(&visit.reading).lines.len())
}
