//! Taking words out of the book: one of the secretariat asks, a second one agrees.

use app::personal::ToRedact;
use askama::Template;
use axum::response::Response;
use serde_json::json;

use crate::{
    forms::{Choice, Form},
    frame::{Frame, Section},
    problem::Problem,
    say,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "personal/redactions.html")]
struct Redactions {
    frame: Frame,
    form: Form,
    base: String,
    waiting: Vec<Waiting>,
    of: Option<OfLine>,
}

/// The line whose words are to go: what it says, and its texts to choose from.
struct OfLine {
    line: u64,
    says: String,
    texts: Vec<Choice>,
}

/// Words that wait for a second person.
struct Waiting {
    line: i64,
    ordinal: i64,
    ground: String,
    by: String,
    on: String,
    own: bool,
}

/// `GET /{partnership}/office/redactions?line=12&ordinal=0`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    visit.must_be_fresh()?;
    let query = |name: &str| visit.query(name).unwrap_or_default();
    let (line, ordinal) = (query("line"), query("ordinal"));
    let mut form = Form::empty();
    if !ordinal.is_empty() {
        form = form.with("ground", "It names a person who has asked to be erased.");
    }
    if !line.is_empty() && !is_line(&visit, line.trim().parse().ok()) {
        form.wrong("line", NO_SUCH_LINE);
    }
    paper(&visit, form.with("line", line).with("ordinal", ordinal)).await
}

/// `POST /{partnership}/office/redactions`
pub(super) async fn take(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    visit.must_be_fresh()?;
    let Some(me) = visit.viewer.person.as_ref().map(|person| person.id) else {
        return Err(Problem::not_found());
    };
    let partnership = visit.reading.partnership.to_string();
    let line: Option<i64> = form.read(
        "line",
        "Say which line",
        "Write the number of a line of the book",
    );
    if line.is_some() && !is_line(&visit, line) {
        form.wrong("line", NO_SUCH_LINE);
    }
    let Some(line) = line.filter(|_| form.is_right()) else {
        return paper(&visit, form).await;
    };
    let which = "Choose which of its texts goes";
    let ordinal: Option<i64> = form.read("ordinal", which, which);
    let ground = match form.value("do") {
        "" => form.read_text("ground", "Say on what ground"),
        _ => None,
    };
    let Some(ordinal) = ordinal.filter(|_| form.is_right()) else {
        return paper(&visit, form).await;
    };
    let done = match form.value("do") {
        "agree" => agree(&visit, &mut form, line, ordinal, me).await?,
        "drop" => {
            let drop = move |house: &app::House| {
                house.office().drop_redaction(&partnership, line, ordinal)
            };
            visit.site.office(drop).await?;
            Some("dropped")
        }
        _ => {
            let asked = ToRedact {
                line,
                ordinal,
                ground: ground.unwrap_or_default(),
                asked_by: me.to_string(),
                asked: visit.reading.now.as_second(),
            };
            let ask = move |house: &app::House| house.office().ask_to_redact(&partnership, &asked);
            visit.site.office(ask).await?;
            Some("asked")
        }
    };
    match done {
        Some(done) => Ok(see(&visit.at(&format!("/office/redactions?done={done}")))),
        None => paper(&visit.read_on().await?, form).await,
    }
}

const NO_SUCH_LINE: &str = "The book has no such line";

/// Whether the book has a line of that number.
fn is_line(visit: &Visit, line: Option<i64>) -> bool {
    let line = line.and_then(|line| u64::try_from(line).ok());
    line.is_some_and(|line| (1..=visit.reading.head.line).contains(&line))
}

/// The line that the form is about, with its texts as they stand.
async fn of_line(visit: &Visit, form: &Form) -> Result<Option<OfLine>, Problem> {
    let line = form.value("line").trim().parse().ok();
    let Some(line) = line.filter(|line| is_line(visit, i64::try_from(*line).ok())) else {
        return Ok(None);
    };
    let reading = visit.reading.clone();
    let asked = visit
        .site
        .asking(move |house| house.book(&reading, line, 1, true));
    let entry = asked.await??.lines.into_iter().next();
    let Some(mut entry) = entry.and_then(|shown| shown.entry) else {
        return Ok(None);
    };
    let says = crate::book::says(&visit.reading, &entry);
    let texts = entry.prose_mut().into_iter().enumerate();
    let held = texts.filter_map(|(nth, text)| {
        let words = text.words()?.to_owned();
        Some(Choice::new(nth.to_string(), words))
    });
    Ok(Some(OfLine {
        line,
        says,
        texts: held.collect(),
    }))
}

/// The second person agrees, and the words go.
async fn agree(
    visit: &Visit,
    form: &mut Form,
    line: i64,
    ordinal: i64,
    me: record::id::PersonId,
) -> Result<Option<&'static str>, Problem> {
    let partnership = visit.reading.partnership.to_string();
    let waiting = visit
        .site
        .office(move |house| house.office().to_redact(&partnership))
        .await?;
    let asked = waiting
        .into_iter()
        .find(|one| (one.line, one.ordinal) == (line, ordinal));
    let Some(asked) = asked else {
        form.wrong("line", "Nobody asks for that any more");
        return Ok(None);
    };
    if asked.asked_by == me.to_string() {
        form.wrong(
            "line",
            "You asked for it yourself: a second person has to agree",
        );
        return Ok(None);
    }
    let act = json!({
        "act": "book.redact", "line": line, "ordinal": ordinal, "ground": asked.ground,
        "authorised_by": [asked.asked_by, me.to_string()],
    });
    match visit.act(act, None).await {
        Ok(_) => {
            visit.site.cache.forget();
            visit.site.press.forget();
            Ok(Some("taken-out"))
        }
        Err(denied) => {
            form.denied(denied)?;
            Ok(None)
        }
    }
}

async fn paper(visit: &Visit, form: Form) -> Result<Response, Problem> {
    let partnership = visit.reading.partnership.to_string();
    let me = visit
        .viewer
        .person
        .as_ref()
        .map(|person| person.id.to_string());
    let waiting = visit
        .site
        .office(move |house| house.office().to_redact(&partnership))
        .await?;
    let shown = waiting.into_iter().map(|one| {
        let by = one.asked_by.parse().ok();
        let by = by.map_or("a former member", |by| visit.reading.names.of(by));
        let on = jiff::Timestamp::from_second(one.asked).unwrap_or_default();
        Waiting {
            line: one.line,
            ordinal: one.ordinal,
            ground: one.ground,
            by: by.to_owned(),
            on: say::short_day(&on.to_zoned(visit.reading.zone()).date()),
            own: me.as_deref() == Some(&one.asked_by),
        }
    });
    let done = match visit.query("done").as_deref() {
        Some("asked") => Some("It is asked. A second person of the secretariat has to agree."),
        Some("dropped") => Some("It is not asked any more."),
        Some("taken-out") => {
            Some("The words are taken out of the book, and its chain still holds.")
        }
        _ => None,
    };
    let frame = visit
        .frame("Take words out of the book")
        .section(Section::Office)
        .crumb("Office", "/office")
        .summary(form.summary("Nothing was taken out"))
        .done(done);
    page_with(
        form.status(),
        &Redactions {
            frame,
            of: of_line(visit, &form).await?,
            form,
            base: visit.at(""),
            waiting: shown.collect(),
        },
    )
}
