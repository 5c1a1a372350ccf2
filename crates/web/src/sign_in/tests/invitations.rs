//! Invitations, from the secretariat's pages to the first page of whoever accepts.

use app::Means;

use super::{Browser, has_email, letter, link_in, moot};
use crate::testing::{CLERK, MOOT, Moot};

/// The number of the leader of the council, who holds a seat.
const LEADER: u32 = 2;

async fn invited(moot: &Moot) -> String {
    has_email(moot, LEADER, "leader@council.example");
    let clerk = Browser::of(moot, CLERK, Means::Passkey);
    let path = format!("/{MOOT}/office/invitations");
    clerk.get(&path).await.sound().says(&[
        "Not invited",
        "no e-mail address",
        "Invite all who were not invited yet (1)",
    ]);
    let sent = clerk.post(&path, &[("all", "yes")]).await;
    assert_eq!(sent.location(), format!("{path}?done=1"));
    clerk.get(sent.location()).await.sound().says(&[
        "One invitation is on its way.",
        "Invited on 2 January 2007, until 16 January 2007",
        "Invite again",
    ]);
    letter(moot).await.expect("a letter")
}

#[tokio::test]
async fn whoever_is_invited_is_welcomed_and_chooses_how_to_sign_in() {
    let moot = moot();
    let letter = invited(&moot).await;
    assert!(letter.contains("Leader of the council"), "{letter}");
    let browser = Browser::new(&moot);
    let link = link_in(&letter);
    browser.get(link).await.sound().says(&[
        "Welcome, Holder of board.leader",
        "Leader of the council",
        "Accept and sign in",
    ]);
    let (_, code) = link.split_once("code=").unwrap();
    let accepted = browser.post("/sign-in/invitation", &[("code", code)]).await;
    let next = "/you/passkeys/add?next=%2Fthree-rivers%2Fdesk";
    assert_eq!(accepted.location(), next);
    browser
        .get(next)
        .await
        .sound()
        .says(&["Go on without a passkey", "href=\"/three-rivers/desk\""]);
    let again = browser.post("/sign-in/invitation", &[("code", code)]).await;
    assert_eq!(again.status, 403, "it works once");
    let clerk = Browser::of(&moot, CLERK, Means::Passkey);
    clerk
        .get(&format!("/{MOOT}/office/invitations"))
        .await
        .says(&["Accepted on 2 January 2007"]);
}

#[tokio::test]
async fn an_invitation_expires_and_a_new_one_ends_the_one_before() {
    let moot = moot();
    let first = invited(&moot).await;
    let clerk = Browser::of(&moot, CLERK, Means::Passkey);
    let person = testkit::person(LEADER).to_string();
    let form = [("person", person.as_str()), ("back", "person")];
    let sent = clerk
        .post(&format!("/{MOOT}/office/invitations"), &form)
        .await;
    let page = format!("/{MOOT}/office/people/{person}/sign-in");
    assert_eq!(sent.location(), format!("{page}?done=invited"));
    let second = letter(&moot).await.expect("a letter");
    let browser = Browser::new(&moot);
    assert_eq!(browser.get(link_in(&first)).await.status, 403, "replaced");
    assert_eq!(browser.get(link_in(&second)).await.status, 200);
    moot.wait(14 * 24 * 60 * 60);
    assert_eq!(browser.get(link_in(&second)).await.status, 403, "expired");
    let clerk = Browser::of(&moot, CLERK, Means::Passkey);
    clerk
        .get(&page)
        .await
        .sound()
        .says(&["not accepted in time: invite again"]);
    let reading = moot.house.read(MOOT).unwrap();
    assert_eq!(moot.house.unanswered_invitations(&reading).unwrap(), 1);
}

#[tokio::test]
async fn nobody_is_invited_without_an_address() {
    let moot = moot();
    let clerk = Browser::of(&moot, CLERK, Means::Passkey);
    let path = format!("/{MOOT}/office/invitations");
    let person = testkit::person(LEADER).to_string();
    for form in [
        [("person", person.as_str())],
        [("person", "nobody")],
        [("all", "yes")],
    ] {
        let refused = clerk.post(&path, &form).await;
        assert_eq!(refused.status, 422, "{form:?}");
        refused.sound().says(&["Nobody was invited"]);
    }
}
