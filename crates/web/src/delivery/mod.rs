//! Delivery: the plans of groups, their actions, coverage, the gate, what is to come, engagement, and
//! what each organisation does.
//!
//! Everyone may read all of it. What is asked of a form is decided in `record`; who may ask, in `app`.

mod action;
mod appraise;
mod coverage;
mod engagement;
mod gate;
mod index;
mod part;
mod partners;
mod pipeline;
mod plan;
mod set_action;
pub(crate) mod shared;
#[cfg(test)]
mod tests;

use axum::routing::get;

use crate::doors::{Doors, Who};

/// The addresses of this part.
pub(crate) fn routes() -> Doors {
    pages().merge(for_programs())
}

fn pages() -> Doors {
    of_plans().merge(beside_plans())
}

/// Each delivery plan, its parts and its actions.
fn of_plans() -> Doors {
    let acts = || Who::Everyone.writes(Who::SignedIn);
    Doors::new()
        .route("/{partnership}/delivery", Who::Everyone, get(index::show))
        .route(
            "/{partnership}/delivery/begin",
            Who::SignedIn,
            get(index::ask).post(index::take),
        )
        .route(
            "/{partnership}/delivery/{plan}",
            acts(),
            get(plan::show).post(plan::take),
        )
        .route(
            "/{partnership}/delivery/{plan}/parts/{part}",
            Who::SignedIn,
            get(part::show).post(part::take),
        )
        .route(
            "/{partnership}/delivery/{plan}/add",
            Who::SignedIn,
            get(set_action::add).post(set_action::take_new),
        )
        .route(
            "/{partnership}/delivery/{plan}/actions/{plan_action}",
            acts(),
            get(action::show).post(action::take),
        )
        .route(
            "/{partnership}/delivery/{plan}/actions/{plan_action}/change",
            Who::SignedIn,
            get(set_action::change).post(set_action::take_change),
        )
        .route(
            "/{partnership}/delivery/{plan}/actions/{plan_action}/appraise",
            Who::SignedIn,
            get(appraise::of_action).post(appraise::take_action),
        )
}

/// The same as JSON.
/// What there is beside the plans: coverage, the gate, what is to come, who is asked and who does what.
fn beside_plans() -> Doors {
    let acts = || Who::Everyone.writes(Who::SignedIn);
    Doors::new()
        .route(
            "/{partnership}/delivery/coverage",
            Who::Everyone,
            get(coverage::show),
        )
        .route(
            "/{partnership}/delivery/gate",
            Who::Everyone,
            get(gate::list),
        )
        .route(
            "/{partnership}/delivery/gate/{gate}",
            Who::Everyone.writes(Who::Secretariat),
            get(gate::show).post(gate::take),
        )
        .route(
            "/{partnership}/delivery/pipeline",
            Who::Everyone.writes(Who::Secretariat),
            get(pipeline::show).post(pipeline::take),
        )
        .route(
            "/{partnership}/delivery/engagement",
            acts(),
            get(engagement::list).post(engagement::plan),
        )
        .route(
            "/{partnership}/delivery/engagement/{engagement}",
            acts(),
            get(engagement::show).post(engagement::report),
        )
        .route(
            "/{partnership}/delivery/partners",
            Who::Everyone,
            get(partners::list),
        )
        .route(
            "/{partnership}/delivery/partners/{organisation}",
            acts(),
            get(partners::show).post(partners::take),
        )
        .route(
            "/{partnership}/decisions/{decision}/weigh",
            acts(),
            get(appraise::of_decision).post(appraise::take_decision),
        )
}

fn for_programs() -> Doors {
    Doors::new()
        .route(
            "/api/v1/{partnership}/delivery",
            Who::Everyone,
            get(index::json),
        )
        .route(
            "/api/v1/{partnership}/delivery/coverage",
            Who::Everyone,
            get(coverage::json),
        )
        .route(
            "/api/v1/{partnership}/delivery/gate",
            Who::Everyone,
            get(gate::json),
        )
        .route(
            "/api/v1/{partnership}/delivery/pipeline",
            Who::Everyone,
            get(pipeline::json),
        )
        .route(
            "/api/v1/{partnership}/delivery/engagement",
            Who::Everyone,
            get(engagement::json),
        )
        .route(
            "/api/v1/{partnership}/delivery/engagement/{engagement}",
            Who::Everyone,
            get(engagement::one_json),
        )
        .route(
            "/api/v1/{partnership}/delivery/partners",
            Who::Everyone,
            get(partners::list_json),
        )
        .route(
            "/api/v1/{partnership}/delivery/partners/{organisation}",
            Who::Everyone,
            get(partners::json),
        )
        .route(
            "/api/v1/{partnership}/delivery/{plan}",
            Who::Everyone,
            get(plan::json),
        )
        .route(
            "/api/v1/{partnership}/delivery/{plan}/actions/{plan_action}",
            Who::Everyone,
            get(action::json),
        )
        .route(
            "/api/v1/{partnership}/decisions/{decision}/weigh",
            Who::Everyone,
            get(appraise::json),
        )
}
