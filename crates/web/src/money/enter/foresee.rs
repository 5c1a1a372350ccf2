//! Funding that is expected, and a new version of the financial controls.

use axum::response::Response;
use record::{id::ExpectedId, money::ExpectedState};
use serde_json::{Value, json};

use super::page::{Paper, once, perhaps_pounds};
use crate::{
    forms::{Choice, Form},
    money::choices,
    problem::Problem,
    visit::{Visit, see},
};

const STATES: [(&str, &str); 4] = [
    ("expected", "Expected"),
    ("confirmed", "Confirmed by whoever gives it"),
    ("pooled", "Pooled, as a stream"),
    ("dropped", "No longer expected"),
];

fn expecting(visit: &Visit, form: Form) -> Result<Response, Problem> {
    let known = visit.reading.record.money.all_expected();
    let known = known.filter_map(|it| {
        let title = it.now()?.title.to_string();
        Some(Choice::new(it.id.to_string(), title))
    });
    let known: Vec<Choice> = known.collect();
    let states = STATES.map(|(value, words)| Choice::new(value, words));
    let paper = Paper::new(
        visit,
        "Record expected funding",
        form,
        "Nothing was recorded",
        "Record it",
        "/money/expected",
    )
    .crumb("Expected funding", "/money/expected")
    .lede("Money that may be pooled later, or what became known of it. What was known before stays in the book.");
    let paper = match known.is_empty() {
        true => paper,
        false => paper.select(
            "expected",
            "Which",
            &known,
            "One that is not in the book yet",
        ),
    };
    paper
        .line("title", "What it is called", "")
        .line(
            "giver",
            "Whose it is",
            "A government department or another giver",
        )
        .select(
            "year",
            "From which financial year",
            &choices::open_years(visit),
            "Choose a year",
        )
        .pounds("pence", "How much in that year (optional)")
        .radios("state", "How far it has come", &states)
        .select(
            "stream",
            "The stream as which it is pooled (where it is)",
            &choices::streams(visit),
            "No stream yet",
        )
        .area("words", "More about it (optional)")
        .show()
}

/// `GET /{partnership}/money/expected/set?expected=expected-1`
pub(super) async fn show_expected(visit: Visit) -> Result<Response, Problem> {
    let asked: Option<ExpectedId> = visit.query("expected").and_then(|it| it.parse().ok());
    let known = asked.and_then(|id| visit.reading.record.money.expected(&id));
    let form = match known.and_then(|it| Some((it, it.now()?))) {
        None => Form::empty().with("state", "expected"),
        Some((known, says)) => {
            let (state, stream) = match &says.state {
                ExpectedState::Expected => ("expected", String::new()),
                ExpectedState::Confirmed => ("confirmed", String::new()),
                ExpectedState::Pooled(stream) => ("pooled", stream.to_string()),
                ExpectedState::Dropped => ("dropped", String::new()),
            };
            let words = says.words.as_ref().and_then(|it| it.words());
            Form::empty()
                .with("expected", known.id.to_string())
                .with("title", says.title.to_string())
                .with("giver", says.giver.to_string())
                .with("year", says.year.to_string())
                .with(
                    "pence",
                    says.pence.map_or_else(String::new, |it| it.plain()),
                )
                .with("state", state)
                .with("stream", stream)
                .with("words", words.unwrap_or_default())
        }
    };
    expecting(&visit, form)
}

/// How far it has come, as the act takes it.
fn state(form: &mut Form) -> Value {
    let state = form.read_text("state", "Choose how far it has come");
    let stream = form.perhaps_text("stream");
    match (state.as_deref(), stream) {
        (Some("pooled"), None) => {
            form.wrong("stream", "Choose the stream as which it is pooled");
            Value::Null
        }
        (Some("pooled"), Some(stream)) => json!({"pooled": stream}),
        (other, _) => json!(other),
    }
}

/// `POST /{partnership}/money/expected/set`
pub(super) async fn take_expected(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let act = json!({
        "act": "money.expect-funding",
        "expected": form.perhaps_text("expected"),
        "title": form.read_text("title", "Say what it is called"),
        "giver": form.read_text("giver", "Say whose it is"),
        "year": form.read_text("year", "Choose a financial year"),
        "pence": perhaps_pounds(&mut form, "pence"),
        "state": state(&mut form),
        "words": form.perhaps_text("words"),
    });
    let pooled = form.value("state") == "pooled";
    let named = |field: &str| match field {
        "state" if pooled => "stream".to_owned(),
        other => other.to_owned(),
    };
    if form.is_right() && once(&visit, act, &mut form, named).await? {
        return Ok(see(&visit.at("/money/expected?done=expected")));
    }
    expecting(&visit.read_on().await?, form)
}

fn amending(visit: &Visit, form: Form) -> Result<Response, Problem> {
    Paper::new(
        visit,
        "Amend the financial controls",
        form,
        "The controls were not amended",
        "Record the new version",
        "/money/controls",
    )
    .crumb("Financial controls", "/money/controls")
    .lede("A new version holds from its day on. Earlier versions stay in the book.")
    .date(
        "from",
        "From which day it holds",
        "The same day as the last version, or a later one",
    )
    .area("says", "What the controls say now")
    .show()
}

/// `GET /{partnership}/money/controls/amend`
pub(super) async fn show_controls(visit: Visit) -> Result<Response, Problem> {
    amending(&visit, Form::empty())
}

/// `POST /{partnership}/money/controls/amend`
pub(super) async fn take_controls(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let act = json!({
        "act": "money.amend-controls",
        "from": form.read_date("from", "Say from which day it holds"),
        "says": form.read_text("says", "Write what the controls say"),
    });
    if form.is_right() && once(&visit, act, &mut form, str::to_owned).await? {
        return Ok(see(&visit.at("/money/controls?done=controls")));
    }
    amending(&visit.read_on().await?, form)
}
