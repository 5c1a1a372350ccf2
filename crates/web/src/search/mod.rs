//! Looking for words in everything that one may see: the page, and the same as JSON.
//!
//! What is found, and for whom, is decided in `app::search`. Here an address becomes a question, and
//! what cannot be asked is said in words.

use std::sync::Arc;

use app::search::{Asked, Found, Kind, NotAQuery, ON_A_PAGE};
use app::views::{self, BodyRef};
use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::Response,
    routing::get,
};
use jiff::civil::Date;
use serde::Serialize;

use crate::{
    doors::{Doors, Who},
    frame::{Frame, Section, Summary, SummaryError},
    problem::Problem,
    say,
    visit::{Visit, page_with},
};

/// The addresses of this part.
pub(crate) fn routes() -> Doors {
    Doors::new()
        .route("/{partnership}/search", Who::Everyone, get(show))
        .route("/api/v1/{partnership}/search", Who::Everyone, get(json))
}

/// What the address asks for, as it was written.
#[derive(Default)]
struct Typed {
    words: String,
    kind: String,
    body: String,
    from: String,
    until: String,
    order: String,
    page: usize,
}

/// What is wrong with what was asked, and in which field.
struct Wrong {
    field: &'static str,
    words: String,
}

impl Typed {
    fn of(visit: &Visit) -> Self {
        let query = |name: &str| visit.query(name).unwrap_or_default().trim().to_owned();
        let page = query("page").parse().ok();
        Self {
            words: query("q"),
            kind: query("kind"),
            body: query("body"),
            from: query("from"),
            until: query("until"),
            order: query("order"),
            page: page.filter(|page| (1..=50).contains(page)).unwrap_or(1),
        }
    }

    /// The question, or what is wrong with it.
    fn asked(&self) -> Result<Asked, Wrong> {
        let day = |field, text: &str| match text {
            "" => Ok(None),
            text => text.parse::<Date>().map(Some).map_err(|_| Wrong {
                field,
                words: "Write the day as year, month and day, such as 2010-10-06".to_owned(),
            }),
        };
        let (from, until) = (day("from", &self.from)?, day("until", &self.until)?);
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            return Err(Wrong {
                field: "until",
                words: "The last day must not be before the first".to_owned(),
            });
        }
        let nothing_such = |field, what: &str| Wrong {
            field,
            words: format!("There is no such {what}. Choose one from the list"),
        };
        let kind = match self.kind.as_str() {
            "" => None,
            word => Some(Kind::of(word).ok_or_else(|| nothing_such("q", "kind of result"))?),
        };
        let body = match self.body.as_str() {
            "" => None,
            body => Some(body.parse().map_err(|_| nothing_such("body", "body"))?),
        };
        Ok(Asked {
            words: self.words.clone(),
            kind,
            body,
            from,
            until,
            newest: self.order == "newest",
            page: self.page,
        })
    }

    /// The parameters that ask for the same with one of them changed.
    fn address(&self, changed: &str, value: &str) -> String {
        let mut address = form_urlencoded::Serializer::new(String::new());
        let parts = [
            ("q", self.words.as_str()),
            ("kind", &self.kind),
            ("body", &self.body),
            ("from", &self.from),
            ("until", &self.until),
            ("order", &self.order),
            ("page", ""),
        ];
        for (name, was) in parts {
            let value = if name == changed { value } else { was };
            if !value.is_empty() {
                address.append_pair(name, value);
            }
        }
        address.finish()
    }
}

/// A kind of result, with the address that shows only those.
struct Facet {
    words: &'static str,
    count: usize,
    address: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "search/index.html")]
struct Search {
    frame: Frame,
    base: String,
    typed: Typed,
    wrong: Option<Wrong>,
    bodies: Vec<BodyRef>,
    found: Option<Found>,
    facets: Vec<Facet>,
    many: String,
    newer: Option<String>,
    older: Option<String>,
    order: String,
}

async fn look(visit: &Visit, asked: Asked) -> Result<Result<Found, NotAQuery>, Problem> {
    let (reading, audience) = (visit.reading.clone(), say::audience(visit));
    let site = Arc::clone(&visit.site);
    let found = site
        .apart(move |house| house.search(&reading, audience, &asked))
        .await?;
    Ok(found?)
}

/// `GET /{partnership}/search?q=flood+plan&kind=decision&body=board&from=2010-01-01&order=newest`
async fn show(visit: Visit) -> Result<Response, Problem> {
    let typed = Typed::of(&visit);
    let mut found = None;
    let mut wrong = None;
    match typed.asked() {
        Err(trouble) => wrong = Some(trouble),
        Ok(_) if typed.words.is_empty() => {}
        Ok(asked) => match look(&visit, asked).await? {
            Ok(these) => found = Some(these),
            Err(why) => {
                let (field, words) = ("q", why.to_string());
                wrong = Some(Wrong { field, words });
            }
        },
    }
    let status = if wrong.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let title = if typed.words.is_empty() || wrong.is_some() {
        "Search".to_owned()
    } else {
        format!("Search for “{}”", typed.words)
    };
    let frame = visit
        .frame(title)
        .section(Section::Search)
        .summary(wrong.as_ref().map(summary));
    let (newer, older) = pages(&typed, found.as_ref());
    let mut response = page_with(
        status,
        &Search {
            frame,
            base: visit.at(""),
            bodies: views::all_bodies(&visit.reading),
            facets: found
                .as_ref()
                .map_or_else(Vec::new, |found| facets(&typed, found)),
            many: found.as_ref().map(many).unwrap_or_default(),
            order: match typed.order.as_str() {
                "newest" => typed.address("order", ""),
                _ => typed.address("order", "newest"),
            },
            typed,
            wrong,
            found,
            newer,
            older,
        },
    )?;
    // An answer depends on how far the index has come, so that it is never kept.
    let never = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, never);
    Ok(response)
}

/// What was found, for a program.
#[derive(Serialize)]
struct Answer {
    page: usize,
    on_a_page: usize,
    #[serde(flatten)]
    found: Found,
}

/// `GET /api/v1/{partnership}/search?q=flood`
async fn json(visit: Visit) -> Result<Response, Problem> {
    let typed = Typed::of(&visit);
    let refuse = |wrong: Wrong| {
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "malformed",
            "Nothing was looked for",
            format!("{}.", wrong.words),
            "Mend the parameter and ask again.",
        )
        .on_field(wrong.field)
    };
    let asked = typed.asked().map_err(refuse)?;
    let found = look(&visit, asked).await?.map_err(|why| {
        let (field, words) = ("q", why.to_string());
        refuse(Wrong { field, words })
    })?;
    let page = typed.page;
    let mut response = crate::api::json(&Answer {
        page,
        on_a_page: ON_A_PAGE,
        found,
    })?;
    let never = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, never);
    Ok(response)
}

fn summary(wrong: &Wrong) -> Summary {
    Summary {
        title: "There is a problem".to_owned(),
        errors: vec![SummaryError {
            anchor: Some(wrong.field.to_owned()),
            words: wrong.words.clone(),
            help: String::new(),
        }],
        changed: None,
    }
}

fn pages(typed: &Typed, found: Option<&Found>) -> (Option<String>, Option<String>) {
    let Some(found) = found else {
        return (None, None);
    };
    let page = |page: usize| typed.address("page", &page.to_string());
    let newer = (typed.page > 1).then(|| page(typed.page - 1));
    let older = (typed.page * ON_A_PAGE < found.total).then(|| page(typed.page + 1));
    (newer, older)
}

fn facets(typed: &Typed, found: &Found) -> Vec<Facet> {
    let all = found.kinds.iter().map(|(_, count)| count).sum();
    let everything = Facet {
        words: "Everything",
        count: all,
        address: typed.address("kind", ""),
        chosen: typed.kind.is_empty(),
    };
    let kinds = found.kinds.iter().map(|(kind, count)| Facet {
        words: plural(*kind),
        count: *count,
        address: typed.address("kind", kind.word()),
        chosen: typed.kind == kind.word(),
    });
    std::iter::once(everything).chain(kinds).collect()
}

fn many(found: &Found) -> String {
    let results = say::count(found.total, "result", "results");
    if found.more {
        format!("More than {results}; these are the newest of them")
    } else {
        results
    }
}

/// What one result is called.
fn singular(kind: &Kind) -> &'static str {
    match kind {
        Kind::Person => "Person",
        Kind::Body => "Body",
        Kind::Organisation => "Organisation",
        Kind::Seat => "Seat",
        Kind::Terms => "Terms of reference",
        Kind::Meeting => "Meeting",
        Kind::Item => "Agenda item",
        Kind::Paper => "Paper",
        Kind::Minutes => "Minutes",
        Kind::Decision => "Decision",
        Kind::Action => "Action",
        Kind::Correspondence => "Correspondence",
        Kind::Dispute => "Dispute",
        Kind::Plan => "Forward plan",
        Kind::Strategy => "Strategy",
        Kind::Outcome => "Outcome",
        Kind::Indicator => "Indicator",
        Kind::DeliveryPlan => "Delivery plan",
        Kind::PlanAction => "Action of a plan",
        Kind::Stream => "Stream of money",
        Kind::Allocation => "Allocation",
        Kind::Exception => "Exception",
    }
}

fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "People",
        Kind::Body => "Bodies",
        Kind::Organisation => "Organisations",
        Kind::Seat => "Seats",
        Kind::Meeting => "Meetings",
        Kind::Item => "Agenda items",
        Kind::Paper => "Papers",
        Kind::Decision => "Decisions",
        Kind::Action => "Actions",
        Kind::Dispute => "Disputes",
        Kind::Strategy => "Strategies",
        Kind::Outcome => "Outcomes",
        Kind::Indicator => "Indicators",
        Kind::DeliveryPlan => "Delivery plans",
        Kind::PlanAction => "Actions of plans",
        Kind::Stream => "Streams of money",
        Kind::Allocation => "Allocations",
        Kind::Exception => "Exceptions",
        Kind::Terms | Kind::Minutes | Kind::Correspondence | Kind::Plan => singular(&kind),
    }
}

#[cfg(test)]
mod tests;
