use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    time::Duration,
};

use axum::http::Method;
use documents::{Document, Fault, Form, Renderer};

use super::press::{Press, Printed};
use crate::{
    Settings,
    story::HELD,
    testing::{CLERK, Moot, STRANGER},
};

fn meeting(file: &str) -> String {
    format!("/three-rivers/meetings/{HELD}/{file}")
}

// Requirement: PL13 at /{partnership}/meetings/{meeting}/pack.pdf
#[tokio::test]
async fn the_pack_holds_agenda_and_papers_with_the_numbers_of_their_pages() {
    let moot = Moot::new();
    moot.meets();
    let pack = moot.get(&meeting("pack.pdf")).await;
    assert_eq!(pack.status, 200);
    assert_eq!(pack.header("content-type"), "application/pdf");
    assert!(
        pack.header("content-disposition").starts_with(
            "attachment; filename=\"Agenda pack Three Rivers Board, 18 April 2007.pdf\""
        ),
        "{}",
        pack.header("content-disposition")
    );
    let tag = pack.header("etag").to_owned();
    pack.says(&[
        "\"numbering\": \"roman\"",
        "2. Flood plan",
        "Paper 1: The plan in full",
        "The plan, page by page.",
    ])
    .never_says(&["villages", "Print the flood plan"]);
    let again = moot
        .ask(
            Method::GET,
            &meeting("pack.pdf"),
            &[("if-none-match", &tag)],
            "",
        )
        .await;
    assert_eq!(again.status, 304);
    let word = moot.get(&meeting("agenda.docx")).await;
    assert!(
        word.header("content-type")
            .ends_with("wordprocessingml.document")
    );
    word.says(&["Agenda: Three Rivers Board, 18 April 2007", "For decision"])
        .never_says(&["The plan, page by page."]);
}

// Requirement: PL13 at /{partnership}/meetings/{meeting}/minutes.docx
#[tokio::test]
async fn minutes_are_not_there_for_the_public_until_they_are_published() {
    let moot = Moot::new();
    moot.calls("board");
    for file in ["minutes.pdf", "minutes.docx"] {
        assert_eq!(moot.get_as(CLERK, &meeting(file)).await.status, 404);
    }
    let moot = Moot::new();
    moot.meets();
    let inner = [
        "That the flood plan is adopted.",
        "The villages were not asked.",
    ];
    for file in ["minutes.pdf", "minutes.docx"] {
        for seen in [
            moot.get(&meeting(file)).await,
            moot.get_as(STRANGER, &meeting(file)).await,
        ] {
            assert_eq!(seen.status, 404);
            seen.never_says(&inner);
        }
        moot.get_as(CLERK, &meeting(file))
            .await
            .says(&inner)
            .says(&["Draft: these minutes are not approved yet."]);
    }
    let page = moot.get(&format!("/three-rivers/meetings/{HELD}")).await;
    page.says(&["pack.pdf", "agenda.docx"])
        .never_says(&["minutes.pdf"]);
    moot.publishes(HELD);
    moot.get(&meeting("minutes.pdf")).await.says(&inner).says(&[
        "Approved as a true record on 6 June 2007.",
        "Carried: 3 for, 1 against",
        "Voluntary Action Three Rivers",
    ]);
    moot.get(&format!("/three-rivers/meetings/{HELD}"))
        .await
        .sound()
        .says(&["minutes.pdf", "minutes.docx"]);
}

// Requirement: PL13 at /{partnership}/reports/{body}/{period}
#[tokio::test]
async fn a_report_shows_lights_and_charts_and_leads_back_to_each_indicator() {
    let moot = crate::plan::agreed();
    moot.acts(serde_json::json!([
        {"act": "plan.set-targets", "indicator": "flooded-homes", "targets": [{"period": "2007-08", "value": "20"}]},
        {"act": "plan.return-figures", "source": "Survey", "figures": [
            {"indicator": "flooded-homes", "period": "2007-08-q1", "figure": {"count": "9"}},
            {"indicator": "flooded-homes", "period": "2007-08-q2", "figure": {"count": "30"}},
            {"indicator": "flooded-homes", "period": "2007-08-q3", "figure": {"count": "1"}}]},
    ]));
    let report = "/three-rivers/reports/board/2007-08-q2";
    let page = moot.get(report).await.sound();
    page.says(&[
        "Of 1 indicator: 1 off track.",
        "The lights of each theme",
        "fm-line fm-line--340",
        "Homes flooded: 30 homes in quarter 2 of 2007-08, off track",
        "href=\"/three-rivers/indicators/flooded-homes\"",
    ])
    // What came after the period is not in its report.
    .never_says(&["Q3 07-08 1"]);
    let files = moot.get(&format!("{report}.docx")).await;
    files.says(&["By period: Q1 07-08 9 homes, target 20 homes, on track; Q2 07-08 30 homes"]);
    let json = moot.get(&format!("/api/v1{report}")).await.json();
    let course = &json["performance"][0]["indicators"][0]["course"]["rows"];
    assert_eq!(course[1]["figure"]["number"], "30");
    assert_eq!(course[2]["figure"], serde_json::Value::Null);
    for path in ["indicators/flooded-homes", "plan/fewer-floods"] {
        moot.get(&format!("/three-rivers/{path}"))
            .await
            .sound()
            .says(&[
                "href=\"/three-rivers/reports/board/2007-08-q3\"",
                "on quarter 3 of 2007-08",
            ]);
    }
}

// Requirement: PL13 at /{partnership}/reports/{body}/{period}
#[tokio::test]
async fn a_body_reports_on_any_period_with_what_needs_attention_first() {
    let moot = Moot::new();
    moot.meets();
    let report = "/three-rivers/reports/board/2007-08-q1";
    moot.get(report)
        .await
        .sound()
        .says(&[
            "nothing is off track, no action is overdue",
            "Being written",
            "18 April 2007",
        ])
        .never_says(&["flood plan is adopted", "Print the flood plan"]);
    moot.publishes(HELD);
    let page = moot.get(report).await.sound();
    let text = page.text().to_owned();
    page.says(&[
        "Report of the Three Rivers Board: quarter 1 of 2007-08",
        "April to June 2007",
        "What needs attention",
        "Overdue since 31 May 2007",
        "That the flood plan is adopted.",
        "Print the flood plan.",
        "Next meetings",
        "This report as Excel",
    ]);
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}"));
    assert!(at("Overdue since") < at("Decisions of the period"));
    for (ending, kind) in [
        ("pdf", "application/pdf"),
        ("docx", "wordprocessingml.document"),
        ("xlsx", "spreadsheetml.sheet"),
    ] {
        let file = moot.get(&format!("{report}.{ending}")).await;
        assert_eq!(file.status, 200, "{ending}");
        assert!(file.header("content-type").ends_with(kind), "{ending}");
        file.says(&[
            "That the flood plan is adopted.",
            "Overdue since 31 May 2007",
        ]);
    }
    let json = moot.get(&format!("/api/v1{report}")).await.json();
    assert_eq!(json["period"]["id"], "2007-08-q1");
    assert_eq!(json["attention"][0]["pressing"], "failed");
    moot.get("/three-rivers/reports")
        .await
        .sound()
        .says(&["reports/board/2006-07", "This quarter so far"]);
}

#[tokio::test]
async fn a_report_of_no_body_or_no_period_is_not_there() {
    let moot = Moot::new();
    for absent in [
        "reports/nobody/2007-08-q1",
        "reports/board/2007-09",
        "reports/board/2007-08-q5",
        "reports/board/2011-12",
        "reports/board/2006-07.exe",
        "reports/board/.pdf",
        "reports/Not%20A%20Body/2006-07",
        "meetings/board-2001-01-01/pack.pdf",
    ] {
        let seen = moot.get(&format!("/three-rivers/{absent}")).await;
        assert_eq!(seen.status, 404, "{absent}");
    }
}

/// Waits to be told before it gives the file.
#[derive(Debug)]
struct Slow {
    go: Mutex<mpsc::Receiver<()>>,
    made: AtomicUsize,
}

impl Renderer for Slow {
    fn render(&self, document: &Document, form: Form) -> Result<Vec<u8>, Fault> {
        let go = self.go.lock().expect("one at a time");
        if go.recv().is_err() {
            let why = "stopped".to_owned();
            return Err(Fault { form, why });
        }
        self.made.fetch_add(1, Ordering::SeqCst);
        Ok(document.title.clone().into_bytes())
    }
}

fn slow() -> (mpsc::Sender<()>, Arc<Slow>) {
    let (tell, go) = mpsc::channel();
    let slow = Slow {
        go: Mutex::new(go),
        made: AtomicUsize::new(0),
    };
    (tell, Arc::new(slow))
}

#[tokio::test]
async fn what_takes_long_says_so_and_looks_again_by_itself() {
    let (tell, slow) = slow();
    let renderer: Arc<dyn Renderer> = Arc::clone(&slow) as _;
    let moot = Moot::with(Settings {
        renderer: Some(renderer),
        ..Settings::default()
    });
    moot.calls("board");
    let seen = moot.get(&meeting("agenda.pdf")).await.sound();
    assert_eq!(seen.status, 202);
    assert_eq!(seen.header("refresh"), "2");
    assert_eq!(seen.header("cache-control"), "no-store");
    seen.says(&[
        "Your document is being made",
        "look again now",
        "Agenda: Three Rivers Board, 18 April 2007",
    ]);
    tell.send(()).expect("the press at work");
    let mut ready = moot.get(&meeting("agenda.pdf")).await;
    while ready.status == 202 {
        ready = moot.get(&meeting("agenda.pdf")).await;
    }
    assert_eq!(ready.text(), "Agenda: Three Rivers Board, 18 April 2007");
    moot.get(&meeting("agenda.pdf")).await;
    assert_eq!(slow.made.load(Ordering::SeqCst), 1, "made once, sent often");
}

#[tokio::test]
async fn a_pack_and_a_report_say_that_they_are_being_made_too() {
    let (tell, slow) = slow();
    let moot = Moot::with(Settings {
        renderer: Some(slow),
        ..Settings::default()
    });
    moot.calls("board");
    for (path, title) in [
        (meeting("pack.pdf"), "Agenda pack: "),
        (
            "/three-rivers/reports/board/2006-07.xlsx".to_owned(),
            "Report of the ",
        ),
    ] {
        let seen = moot.get(&path).await.sound();
        assert_eq!((seen.status.as_u16(), seen.header("refresh")), (202, "2"));
        seen.says(&["Your document is being made", title]);
        tell.send(()).expect("the press at work");
        while moot.get(&path).await.status == 202 {}
        moot.get(&path).await.says(&[title]);
    }
}

#[tokio::test]
async fn what_was_forgotten_while_it_was_made_is_made_again() {
    let (tell, slow) = slow();
    let renderer: Arc<dyn Renderer> = Arc::clone(&slow) as _;
    let press = Press::of(Some(renderer));
    let moot = Moot::new();
    moot.calls("board");
    let reading = moot.house.read("three-rivers").expect("a book");
    let view = app::views::meeting(
        &reading,
        &HELD.parse().expect("a meeting"),
        app::views::Audience::PUBLIC,
    );
    let house = documents::House::of(&reading, false, None);
    let document = documents::agenda(&house, &view.expect("the meeting"));
    let name = Press::name(&document, Form::Pdf).expect("a name");
    let first = press.print(name.clone(), document.clone(), Form::Pdf).await;
    assert!(matches!(first, Printed::Underway), "{first:?}");
    press.forget();
    tell.send(()).expect("the press at work");
    while slow.made.load(Ordering::SeqCst) == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    tell.send(()).expect("the press at work");
    let second = press.print(name, document, Form::Pdf).await;
    assert!(matches!(second, Printed::Ready(_)), "{second:?}");
    assert_eq!(slow.made.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn what_cannot_be_made_is_a_fault_and_not_a_page_for_ever() {
    let (tell, slow) = slow();
    drop(tell);
    let moot = Moot::with(Settings {
        renderer: Some(slow),
        ..Settings::default()
    });
    moot.calls("board");
    assert_eq!(moot.get(&meeting("agenda.pdf")).await.status, 500);
}
