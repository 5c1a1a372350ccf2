//! What is found, by whom, and what is said when nothing is.

use serde_json::{Value, json};

use crate::{
    story::HELD,
    testing::{CLERK, Moot},
};

const SEARCH: &str = "/three-rivers/search";

fn address(query: &str) -> String {
    let query: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
    format!("{SEARCH}?q={query}")
}

impl Moot {
    async fn finds(&self, query: &str) -> Vec<(String, String)> {
        let found = self.get(&format!("/api/v1{}", address(query))).await;
        titles(&found.json())
    }
}

/// The kind and title of each result.
fn titles(found: &Value) -> Vec<(String, String)> {
    let hits = found["hits"].as_array().expect("a list");
    let title = |hit: &Value| {
        let pieces = hit["title"].as_array().expect("pieces");
        let text = pieces
            .iter()
            .map(|piece| piece["text"].as_str().expect("a text"));
        (
            hit["kind"].as_str().expect("a word").to_owned(),
            text.collect(),
        )
    };
    hits.iter().map(title).collect()
}

fn one(kind: &str, title: &str) -> (String, String) {
    (kind.to_owned(), title.to_owned())
}

#[tokio::test]
async fn an_empty_search_says_what_can_be_looked_for() {
    let moot = Moot::new();
    let page = moot.get(SEARCH).await.sound().says(&[
        "<h1 class=\"govuk-heading-xl\">Search</h1>",
        "in everything that you may see",
    ]);
    assert_eq!(page.status, 200);
    assert_eq!(page.header("cache-control"), "no-store");
    moot.get("/three-rivers").await.sound().says(&[
        "action=\"/three-rivers/search\"",
        "Search the whole partnership",
    ]);
}

// Requirement: DE15 at /{partnership}/search
#[tokio::test]
async fn what_is_public_is_found_by_its_words() {
    let moot = Moot::new();
    moot.meets();
    moot.publishes(HELD);
    for (query, first) in [
        (
            "flood plan adopted",
            one("decision", "That the flood plan is adopted."),
        ),
        (
            "FLOOD pláns adopt",
            one("decision", "That the flood plan is adopted."),
        ),
        ("print plan", one("action", "Print the flood plan.")),
        ("\"plan in full\"", one("paper", "The plan in full")),
        (
            "Board 18 April 2007",
            one("meeting", "Three Rivers Board: meeting of 18 April 2007"),
        ),
        ("bridge repairs", one("item", "Bridge repairs")),
        (
            "holder of board.leader",
            one("person", "Holder of board.leader"),
        ),
    ] {
        let found = moot.finds(query).await;
        assert_eq!(found.first(), Some(&first), "{query}: {found:?}");
    }
    let page = moot.get(&address("flood plan")).await.sound();
    page.says(&[
        "<mark>flood</mark> <mark>plan</mark>",
        "Everything",
        "Decisions",
        "the best first",
    ]);
}

// Requirement: DE15 at /{partnership}/search
#[tokio::test]
async fn the_plan_what_is_done_for_it_and_what_stands_in_the_way_are_found() {
    let moot = crate::plan::tests::agreed();
    moot.acts(json!([
        {"act": "delivery.begin-plan", "body": "board", "year": "2007-08", "title": "Dry cellars"},
        {"act": "delivery.set-action", "plan": "board-2007-08", "title": "Raise the bank", "says": "From the weir to the mill.",
            "lead": "council", "starts": "2007-01-02", "due": "2008-03-31", "outcomes": ["fewer-floods"]},
        {"act": "exceptions.raise", "about": {"of": "concern"}, "title": "The pumps are rusty", "why": "Nobody oiled them.",
            "owner": "council", "body": "board"},
        {"act": "exceptions.set-remedy", "exception": "exception-1", "owner": "council", "due": "2007-03-01", "what": "Buy grease."},
    ]));
    for (query, first) in [
        ("valley no home", one("strategy", "Dry feet")),
        ("walls warnings", one("outcome", "Fewer homes are flooded")),
        ("NI 189 late", one("indicator", "Homes warned too late")),
        ("dry cellars", one("delivery-plan", "Dry cellars")),
        ("weir mill", one("plan-action", "Raise the bank")),
        ("rusty", one("exception", "The pumps are rusty")),
        ("grease", one("exception", "The pumps are rusty")),
    ] {
        let found = moot.finds(query).await;
        assert_eq!(found.first(), Some(&first), "{query}: {found:?}");
    }
    // What was read stays right when more is written, and leads to the page.
    moot.acts(json!([
        {"act": "plan.write-commentary", "indicator": "warnings", "period": "2006-07-q3", "words": "The sirens were mute."},
        {"act": "delivery.report-progress", "action": "board-2007-08-1", "state": "stalled", "words": "The digger sank."},
    ]));
    let found = moot.finds("sirens").await;
    assert_eq!(found, [one("indicator", "Homes warned too late")]);
    moot.get(&address("digger")).await.sound().says(&[
        "href=\"/three-rivers/delivery/board-2007-08/actions/board-2007-08-1\"",
        "Actions of plans",
    ]);
    assert_eq!(
        moot.get(&format!("{}&kind=exception", address("pumps")))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn streams_of_money_and_what_is_allocated_are_found() {
    let moot = crate::money::tests::story::story();
    for (query, kind, path) in [
        ("ministry of rivers", "stream", "/streams/a-revenue-2007\""),
        ("sandbags", "allocation", "/allocations/a-revenue-2007-2\""),
        (
            "nurses old",
            "allocation",
            "/allocations/a-revenue-2007-1\"",
        ),
    ] {
        let found = moot.finds(query).await;
        assert!(found.iter().all(|(of, _)| of == kind), "{query}: {found:?}");
        let page = moot.get(&address(query)).await.sound();
        page.says(&[path]);
    }
    // A return that is not accepted is found by nobody.
    assert!(moot.finds("canary").await.is_empty());
}

#[tokio::test]
async fn what_happened_at_a_meeting_is_found_once_its_minutes_are_published() {
    let moot = Moot::new();
    moot.meets();
    let hidden = ["adopted", "villages", "print", "interest"];
    for query in hidden {
        let found = moot.finds(query).await;
        assert!(
            !found
                .iter()
                .any(|(kind, _)| kind == "decision" || kind == "action"),
            "{query} {found:?}"
        );
    }
    let clerk = moot.get_as(CLERK, &address("adopted")).await.sound();
    clerk.says(&["That the flood plan is <mark>adopted</mark>."]);
    moot.publishes(HELD);
    assert_eq!(
        moot.finds("adopted").await,
        [one("decision", "That the flood plan is adopted.")]
    );
}

#[tokio::test]
async fn nothing_hidden_changes_an_answer() {
    let moot = Moot::new();
    moot.meets();
    let queries = [
        "flood",
        "plan",
        "quokka",
        "quoka",
        "zanzibar",
        "zanzibr",
        "bridge",
        "brige",
        "flod",
        "flood zanzibar",
        "\"the quokka\"",
        "board",
        "person",
        "secret",
        "april",
    ];
    let mut before = Vec::new();
    for query in queries {
        before.push(moot.get(&format!("/api/v1{}", address(query))).await.json());
    }
    moot.acts(json!({"act": "meetings.draft-minutes", "meeting": HELD, "items": [
        {"item": 1, "text": "The quokka of Zanzibar ate the flood plan. A secret bridge, a brigade, a flop."},
    ]}));
    let clerk = moot.get_as(CLERK, &address("quoka")).await;
    clerk.says(&[
        "Showing results for <strong>quokka</strong>",
        "<mark>quokka</mark> of Zanzibar",
    ]);
    for (query, before) in queries.into_iter().zip(before) {
        let after = moot.get(&format!("/api/v1{}", address(query))).await.json();
        assert_eq!(before, after, "{query}");
    }
}

#[tokio::test]
async fn mistyped_words_are_put_right() {
    let moot = Moot::new();
    moot.meets();
    moot.publishes(HELD);
    for (typed, right) in [
        ("flod", "flood"),
        ("bridgge reparis", "bridge repairs"),
        ("cuoncil", "council"),
    ] {
        moot.get(&address(typed))
            .await
            .sound()
            .says(&[&format!("Showing results for <strong>{right}</strong>")]);
    }
}

#[tokio::test]
async fn words_that_were_taken_out_are_found_no_more() {
    let moot = Moot::new();
    moot.meets();
    let noted = *moot
        .acts(json!({"act": "meetings.draft-minutes", "meeting": HELD, "items": [{"item": 1, "text": "Mrs Quokka of 3 Mill Lane complained."}]}))
        .start();
    moot.get_as(CLERK, &address("quokka"))
        .await
        .says(&["<mark>Quokka</mark>"]);
    let [first, second] =
        [testkit::person(CLERK), testkit::person(901)].map(|person| person.to_string());
    moot.acts(json!({"act": "book.redact", "line": noted, "ordinal": 0, "ground": "A private address.", "authorised_by": [first, second]}));
    moot.get_as(CLERK, &address("quokka"))
        .await
        .sound()
        .says(&["Nothing that you may see holds “quokka”"]);
}

#[tokio::test]
async fn the_kind_the_body_and_the_period_narrow_it() {
    let moot = Moot::new();
    moot.meets();
    moot.publishes(HELD);
    let count = async |more: &str| {
        let found = moot
            .get(&format!("/api/v1{}&{more}", address("flood")))
            .await
            .json();
        found["total"].as_u64().expect("a number")
    };
    let all = count("").await;
    assert!(all >= 4, "{all}");
    assert_eq!(count("kind=decision").await, 1);
    assert_eq!(count("body=flood").await, 1, "the Flood Group itself");
    assert_eq!(count("body=board").await, all - 1);
    assert_eq!(count("body=executive").await, 0);
    assert_eq!(count("from=2007-04-18&until=2007-04-18").await, all - 1);
    assert_eq!(count("from=2007-04-19").await, 0);
    assert_eq!(count("order=newest").await, all);
    let page = moot
        .get(&format!("{}&kind=decision", address("flood")))
        .await
        .sound();
    page.says(&["aria-current=\"true\">Decisions", "1 result,"]);
    moot.get(&format!("{}&page=9", address("flood")))
        .await
        .sound()
        .says(&["nothing on this page"]);
}

#[tokio::test]
async fn whatever_is_typed_is_answered_in_words() {
    let moot = Moot::new();
    moot.meets();
    for (query, status, says) in [
        ("q=*", 422, "Type at least one letter or digit"),
        ("q=%00%01%1b", 422, "Type at least one letter or digit"),
        ("q=%22%22%22", 422, "Type at least one letter or digit"),
        ("q=%20%20", 200, "in everything that you may see"),
        (
            "q=title%3A(a+OR+b)+NEAR%2F3+NOT+%22",
            200,
            "Nothing that you may see holds",
        ),
        (
            "q=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
            200,
            "&#60;script&#62;",
        ),
        (
            "q=flood%27%3B+DROP+TABLE+words--",
            200,
            "Nothing that you may see holds",
        ),
        (
            "q=flood&from=yesterday",
            422,
            "Write the day as year, month and day",
        ),
        (
            "q=flood&from=2010-01-01&until=2009-01-01",
            422,
            "must not be before the first",
        ),
        ("q=flood&kind=secret", 422, "no such kind of result"),
        ("q=flood&body=..%2F..%2Fetc", 422, "no such body"),
        ("q=flood&page=-1", 200, "Everything"),
        ("q=%ff%fe", 422, "Type at least one letter or digit"),
    ] {
        let page = moot
            .get(&format!("{SEARCH}?{query}"))
            .await
            .sound()
            .says(&[says]);
        assert_eq!(page.status, status, "{query}");
        let json = moot.get(&format!("/api/v1{SEARCH}?{query}")).await;
        assert!(
            json.status == 200 || json.status == 422,
            "{query}: {}",
            json.status
        );
    }
    let long = "a".repeat(400);
    let page = moot.get(&format!("{SEARCH}?q={long}")).await.sound();
    assert_eq!(page.says(&["Type at most 200 characters"]).status, 422);
    let longest = moot
        .get(&format!("{SEARCH}?q={}", "a".repeat(10_000)))
        .await;
    assert_eq!(longest.status, 414);
}
