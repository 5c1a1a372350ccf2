//! A guided start: plain questions for a new partnership, and a first draft of its arrangements.
//!
//! Nothing is stored and nobody signs in: the answers come with the form, and the draft goes back with
//! the page. What the draft says is decided in `record::arrangements::start`.

use askama::Template;
use axum::{
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use record::arrangements::{self, Finding, start::Answers};

use crate::{
    doors::{Doors, Who},
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    visit::{Entrance, page},
};

/// The addresses of this part.
pub(crate) fn routes() -> Doors {
    Doors::new().route("/start", Who::Everyone, get(ask).post(take))
}

#[derive(Template)]
#[template(path = "start/page.html")]
struct Page {
    frame: Frame,
    form: Form,
    /// The draft; none before anything was answered.
    draft: Option<Draft>,
}

/// The draft, and what the check says of it.
struct Draft {
    text: String,
    findings: Vec<Finding>,
    open: usize,
}

/// Pairs of a value and its words, for a list to choose from.
fn choices(pairs: &[(&str, &str)]) -> Vec<Choice> {
    let pairs = pairs.iter();
    pairs
        .map(|(value, words)| Choice::new(*value, *words))
        .collect()
}

impl Page {
    fn yes_or_no(&self) -> Vec<Choice> {
        choices(&[("yes", "Yes"), ("no", "No")])
    }

    fn every(&self) -> Vec<Choice> {
        choices(&[
            ("monthly", "Every month"),
            ("six-weekly", "Every six weeks"),
            ("two-monthly", "Every two months"),
            ("quarterly", "Every quarter"),
            ("six-monthly", "Every six months"),
            ("annual", "Every year"),
        ])
    }

    fn shares(&self) -> Vec<Choice> {
        choices(&[
            ("1/2", "Half"),
            ("1/3", "A third"),
            ("1/4", "A quarter"),
            ("2/3", "Two thirds"),
            ("3/4", "Three quarters"),
        ])
    }

    fn quorum_of(&self) -> Vec<Choice> {
        choices(&[
            ("members", "of the members’ seats that are filled"),
            ("seats", "of all members’ seats, vacancies too"),
            ("partners", "of the partners"),
        ])
    }

    fn carries(&self) -> Vec<Choice> {
        choices(&[
            ("3/4", "Three quarters or more"),
            ("2/3", "Two thirds or more"),
            ("more than 1/2", "More than half"),
            ("1/1", "Everyone"),
            ("consensus", "There are no votes, only consensus"),
        ])
    }

    fn carries_of(&self) -> Vec<Choice> {
        choices(&[
            ("present", "of the partners present; who abstains counts"),
            ("cast", "of the votes for and against"),
            ("entitled", "of all partners, present or not"),
        ])
    }

    fn ties(&self) -> Vec<Choice> {
        choices(&[
            ("further-report", "The chair may ask for a further report"),
            ("chair", "The chair has a casting vote"),
            ("falls", "The motion falls"),
        ])
    }
}

fn answers(form: &Form) -> Answers {
    let value = |name: &str| form.value(name).to_owned();
    Answers {
        name: value("name"),
        area: value("area"),
        about: value("about"),
        public: value("public"),
        voluntary: value("voluntary"),
        business: value("business"),
        accountable: value("accountable"),
        board: value("board"),
        executive: value("executive"),
        groups: value("groups"),
        independent_chair: value("independent_chair"),
        every: value("every"),
        notice_days: value("notice_days"),
        papers_days: value("papers_days"),
        quorum: value("quorum"),
        quorum_of: value("quorum_of"),
        carries: value("carries"),
        carries_of: value("carries_of"),
        last_resort: value("last_resort"),
        tie: value("tie"),
        chair_mediates: value("chair_mediates"),
        mediator: value("mediator"),
        secretary: value("secretary"),
        recorded: value("recorded"),
        agrees_record: value("agrees_record"),
        information: value("information"),
        reports: value("reports"),
    }
}

/// `GET /start`: the questions, with the answers that most partnerships give filled in.
async fn ask(entrance: Entrance) -> Result<Response, Problem> {
    let form = [
        ("board", "Board"),
        ("independent_chair", "no"),
        ("every", "quarterly"),
        ("notice_days", "5"),
        ("papers_days", "5"),
        ("quorum", "1/2"),
        ("quorum_of", "members"),
        ("carries", "3/4"),
        ("carries_of", "present"),
        ("last_resort", "yes"),
        ("tie", "further-report"),
        ("chair_mediates", "yes"),
    ]
    .into_iter()
    .fold(Form::empty(), |form, (name, value)| form.with(name, value));
    paper(&entrance, form, None)
}

/// `POST /start`: the draft beside the questions, or by itself as a file.
async fn take(entrance: Entrance, form: Form) -> Result<Response, Problem> {
    let text = arrangements::start::draft(&answers(&form));
    if form.value("do") == "download" {
        let headers = [
            (header::CONTENT_TYPE, "application/toml; charset=utf-8"),
            (
                header::CONTENT_DISPOSITION,
                "attachment; filename=\"arrangements.toml\"",
            ),
            (header::CACHE_CONTROL, "no-store"),
        ];
        return Ok((headers, text).into_response());
    }
    let checked = arrangements::check(&text);
    let questions = checked.arrangements.as_ref();
    let questions = questions.map_or(&[][..], |known| &known.question);
    let draft = Draft {
        open: questions
            .iter()
            .filter(|question| question.answer.is_none())
            .count(),
        findings: checked.findings,
        text,
    };
    paper(&entrance, form, Some(draft))
}

fn paper(entrance: &Entrance, form: Form, draft: Option<Draft>) -> Result<Response, Problem> {
    page(&Page {
        frame: entrance.frame("Start a partnership"),
        form,
        draft,
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::Moot;

    const ANSWERS: [(&str, &str); 12] = [
        ("name", "Three Rivers \"Partnership\""),
        ("area", "Three Rivers"),
        ("public", "Three Rivers Council\nThree Rivers Health Trust"),
        ("voluntary", "Voluntary Action"),
        ("accountable", "three rivers council"),
        ("board", "Board"),
        ("quorum", "1/2"),
        ("quorum_of", "members"),
        ("carries", "3/4"),
        ("carries_of", "present"),
        ("tie", "further-report"),
        ("chair_mediates", "yes"),
    ];

    // Requirement: DE11 at /start
    #[tokio::test]
    async fn answers_become_arrangements_that_are_checked_and_downloaded() {
        let moot = Moot::new();
        moot.get("/start").await.sound().says(&[
            "Who is the accountable body?",
            "Who agrees the record of decisions?",
            "Draft the arrangements",
        ]);
        let page = moot.post("/start", &ANSWERS).await;
        assert_eq!(page.status, 200);
        page.sound().says(&[
            "Your draft",
            "questions are still open",
            "accountable_body = &#34;three-rivers-council&#34;",
            "carries = &#34;3/4&#34;",
            "Tries to mediate",
            "Download the file",
            "/checks/W",
        ]);
        let answers: Vec<_> = ANSWERS.into_iter().chain([("do", "download")]).collect();
        let file = moot.post("/start", &answers).await;
        assert_eq!(
            file.header("content-disposition"),
            "attachment; filename=\"arrangements.toml\""
        );
        let findings = record::arrangements::check(file.text()).findings;
        assert!(findings.iter().all(|found| !found.is_error()));
        file.says(&[
            "name = \"Three Rivers \\\"Partnership\\\"\"",
            "[[question]]",
        ]);
    }

    #[tokio::test]
    async fn with_no_answers_there_is_a_draft_all_the_same() {
        let moot = Moot::new();
        let page = moot.post("/start", &[("name", "")]).await;
        page.sound()
            .says(&["Your draft", "10 questions are still open"]);
    }
}
