//! Before a meeting: its notice, another day, the order of its agenda, the forward plan, a year's
//! cycle, circulation, calendars.
//!
//! What may be done is decided by `record::meetings`; here forms become acts.

mod agenda;
pub(crate) mod calendars;
mod circulation;
mod cycle;
mod defer;
mod notice;
mod plan;
mod warnings;

use app::views::{MeetingLine, MinutesState};
use axum::routing::get;

pub(crate) use circulation::note_opened;
pub(crate) use circulation::note_paper_opened;
pub(super) use warnings::{of_meeting, of_the_day};

use crate::{
    doors::{Doors, Who},
    table::Link,
    visit::Visit,
};

/// The addresses of this part.
pub(super) fn routes() -> Doors {
    Doors::new()
        .route(
            "/{partnership}/meetings/{meeting}/issue",
            Who::Secretariat,
            get(notice::ask_issue).post(notice::issue),
        )
        .route(
            "/{partnership}/meetings/{meeting}/move",
            Who::Secretariat,
            get(notice::ask_move).post(notice::move_it),
        )
        .route(
            "/{partnership}/meetings/{meeting}/cancel",
            Who::Secretariat,
            get(notice::ask_cancel).post(notice::cancel),
        )
        .route(
            "/{partnership}/meetings/{meeting}/agenda",
            Who::Secretariat,
            get(agenda::ask).post(agenda::take),
        )
        .route(
            "/{partnership}/meetings/{meeting}/items/{item}/defer",
            Who::Secretariat,
            get(defer::ask).post(defer::take),
        )
        .route(
            "/{partnership}/meetings/{meeting}/circulation",
            Who::Secretariat,
            get(circulation::show),
        )
        .route(
            "/{partnership}/forward-plan",
            Who::Everyone,
            get(plan::show),
        )
        .route(
            "/{partnership}/forward-plan/add",
            Who::Secretariat,
            get(plan::ask_add).post(plan::add),
        )
        .route(
            "/{partnership}/forward-plan/{planned}/drop",
            Who::Secretariat,
            get(plan::ask_drop).post(plan::drop_it),
        )
        .route(
            "/api/v1/{partnership}/forward-plan",
            Who::Everyone,
            get(plan::json),
        )
        .route(
            "/{partnership}/office/cycle",
            Who::Secretariat,
            get(cycle::show).post(cycle::call),
        )
        .route(
            "/api/v1/{partnership}/office/cycle",
            Who::SecretariatsProgram,
            get(cycle::json),
        )
        .merge(calendars::routes())
}

/// The secretariat's buttons for a meeting that has not begun.
pub(super) fn links(visit: &Visit, line: &MeetingLine, issued: bool) -> Vec<Link> {
    if !visit.viewer.secretariat {
        return Vec::new();
    }
    let to = |path: &str, words| Link {
        href: visit.at(&format!("/meetings/{}/{path}", line.id)),
        words,
        next: false,
    };
    let circulation = to("circulation", "Circulation");
    match line.minutes {
        MinutesState::Called if issued => {
            vec![
                circulation,
                to("move", "Move it"),
                to("cancel", "Cancel it"),
            ]
        }
        MinutesState::Called => vec![
            to("agenda", "Edit the agenda"),
            to("issue", "Issue the agenda"),
            circulation,
            to("move", "Move it"),
            to("cancel", "Cancel it"),
        ],
        MinutesState::Cancelled => Vec::new(),
        _ => vec![circulation],
    }
}

/// What the tests of this part share.
#[cfg(test)]
pub(in crate::meetings) mod testing {
    use axum::http::Method;
    use sha2::{Digest, Sha256};

    use crate::{
        session::hex,
        testing::{CLERK, Moot, Seen},
    };

    /// On to where a form leads.
    pub(super) async fn follow(moot: &Moot, sent: Seen) -> Seen {
        moot.get_as(CLERK, sent.location()).await
    }

    /// Keeps a file and gives its hash.
    pub(in crate::meetings) fn keeps(moot: &Moot, text: &str) -> String {
        let hash = hex(&Sha256::digest(text));
        let office = moot.house.office();
        let kept = office.keep_file(&hash, "text/plain", "plan.txt", text.as_bytes(), 0);
        kept.expect("a file kept");
        hash
    }

    /// `GET` by a program of the clerk.
    pub(super) async fn by_program(moot: &Moot, path: &str) -> Seen {
        let token = format!("Bearer {}", moot.token_of(CLERK));
        let headers = [("authorization", token.as_str())];
        moot.ask(Method::GET, path, &headers, "").await
    }
}
