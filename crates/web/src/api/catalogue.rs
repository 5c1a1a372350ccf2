//! `GET /api/v1/acts`: every act there is, with the form of its fields.

use axum::response::Response;
use record::act::Authority;
use serde::Serialize;
use serde_json::Value;

use super::{json, openapi};
use crate::problem::Problem;

/// One kind of act.
#[derive(Serialize)]
struct Listed {
    name: &'static str,
    summary: &'static str,
    /// Who may ask for it.
    authority: &'static str,
    /// JSON Schema of the whole act, its name included.
    schema: Value,
}

/// Lists the acts.
pub(super) async fn show() -> Result<Response, Problem> {
    let list = record::catalogue().iter().map(|kind| Listed {
        name: kind.name,
        summary: kind.summary,
        authority: authority(kind.authority),
        schema: openapi::whole_act(kind),
    });
    json(&list.collect::<Vec<_>>())
}

fn authority(authority: Authority) -> &'static str {
    match authority {
        Authority::Secretariat => "secretariat",
        Authority::SeatOrSecretariat => "seat-or-secretariat",
        Authority::SitterOrSecretariat => "sitter-or-secretariat",
        Authority::HolderOrSecretariat => "holder-or-secretariat",
        Authority::OwnerOrSecretariat => "owner-or-secretariat",
        Authority::AnswererFinanceOrSecretariat => "answerer-finance-or-secretariat",
        Authority::Finance => "finance",
        Authority::FinanceOrSecretariat => "finance-or-secretariat",
        Authority::Holder => "holder",
        Authority::HolderOrFinance => "holder-or-finance",
        Authority::SeatFinanceOrSecretariat => "seat-finance-or-secretariat",
        Authority::LeadOrSecretariat => "lead-or-secretariat",
        Authority::LeadWhereAllowedOrSecretariat => "lead-where-allowed-or-secretariat",
        Authority::AnswererOrSecretariat => "answerer-or-secretariat",
    }
}
