use serde_json::json;
use testkit::{ARRANGEMENTS, holder_of};

use crate::testing::{CLERK, Moot, STRANGER};

const ALL: &str = "/three-rivers/disputes";
const ONE: &str = "/three-rivers/disputes/dispute-1";

fn with_steps() -> Moot {
    let moot = Moot::new();
    let steps = "\n[[dispute]]\nwho = \"The chair\"\nwhat = \"Tries to mediate.\"\nclause = \"27\"\n\n[[dispute]]\nwho = \"An independent outside body\"\nwhat = \"Is asked to mediate.\"\nclause = \"28\"\n";
    moot.acts(json!({"act": "structure.adopt-arrangements", "text": format!("{ARRANGEMENTS}{steps}"), "from": "2007-01-02"}));
    moot
}

/// The holder of the trust's seat on the Board.
fn member() -> u32 {
    let [.., a, b, c, d] = holder_of("board.health").0;
    u32::from_be_bytes([a, b, c, d])
}

// Requirement: DE12 at /{partnership}/disputes/{dispute}
#[tokio::test]
async fn a_dispute_is_raised_mediated_step_by_step_and_settled() {
    let moot = with_steps();
    let raise = format!("{ALL}/raise");
    moot.get(ALL)
        .await
        .sound()
        .says(&["No dispute is on the public record."])
        .never_says(&["Raise a dispute"]);
    moot.get_as(member(), &raise)
        .await
        .sound()
        .says(&["The chair is asked to mediate first."]);
    assert_eq!(moot.get_as(STRANGER, &raise).await.status, 404);
    let typed = [
        ("title", "Who pays for the bridge"),
        ("between[0]", "council"),
        ("between[1]", "health"),
        ("about", "Each says that the other pays."),
        ("body", "board"),
        ("seat", "board.health"),
    ];
    let bad = moot.post_as(member(), &raise, &typed[..2]).await;
    assert_eq!(bad.status, 422);
    bad.sound().says(&["Choose the other partner"]);
    let sent = moot.post_as(member(), &raise, &typed).await;
    assert_eq!(sent.location(), format!("{ONE}?done=raised"));
    moot.get_as(member(), ONE).await.sound().says(&[
        "Three Rivers Council and Three Rivers Health Trust",
        "This comes next.",
        "Only members and the secretariat see this page",
    ]);
    // Nobody else sees that it is there.
    for path in [ONE.to_owned(), format!("/api/v1{ONE}")] {
        assert_eq!(moot.get(&path).await.status, 404, "{path}");
        assert_eq!(moot.get_as(STRANGER, &path).await.status, 404, "{path}");
    }
    moot.get("/three-rivers/record")
        .await
        .never_says(&["Who pays for the bridge"]);
    let mediate = |step: &'static str, settled: &'static str| {
        [
            ("step", step),
            ("settled", settled),
            ("words", "They talked for two hours."),
            ("mediator", "A judge of the Bridge Guild"),
            ("on-day", "2"),
            ("on-month", "1"),
            ("on-year", "2007"),
        ]
    };
    let path = format!("{ONE}/mediation");
    let early = moot.post_as(CLERK, &path, &mediate("2", "true")).await;
    assert_eq!(early.status, 422);
    early.says(&["2 is not the next"]);
    let first = moot.post_as(CLERK, &path, &mediate("1", "false")).await;
    assert_eq!(first.location(), format!("{ONE}?done=mediated"));
    moot.get_as(CLERK, ONE)
        .await
        .sound()
        .says(&["Record how it ended"]);
    moot.post_as(CLERK, &path, &mediate("2", "true")).await;
    moot.get(ONE).await.sound().says(&[
        "Settled",
        "A judge of the Bridge Guild",
        "It settled the dispute.",
    ]);
    moot.get(ALL)
        .await
        .sound()
        .says(&["Who pays for the bridge"]);
    moot.get("/three-rivers/record")
        .await
        .says(&["Who pays for the bridge", "there was mediation"]);
}

#[tokio::test]
async fn a_dispute_can_be_withdrawn_and_given_up_only_after_every_step() {
    let moot = with_steps();
    moot.acts(
        json!({"act": "disputes.raise", "body": "board", "between": ["council", "health"],
        "title": "Who paints it", "about": "Each says that the other paints."}),
    );
    let end = |ends: &'static str| {
        [
            ("end.ends", ends),
            ("end.words", "It is to stay as it is."),
            ("end.on-day", "2"),
            ("end.on-month", "1"),
            ("end.on-year", "2007"),
        ]
    };
    let path = format!("{ONE}/end");
    let early = moot.post_as(CLERK, &path, &end("unresolved")).await;
    assert_eq!(early.status, 422);
    early.says(&["has not been tried"]);
    let member = moot.post_as(member(), &path, &end("withdrawn")).await;
    assert_eq!(member.status, 403);
    let sent = moot.post_as(CLERK, &path, &end("withdrawn")).await;
    assert_eq!(sent.location(), format!("{ONE}?done=ended"));
    moot.get(ONE)
        .await
        .sound()
        .says(&["Withdrawn", "It is to stay as it is."]);
}
