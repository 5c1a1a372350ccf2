//! Who serves the partnership as what: its secretariat, administrators and finance officers, since
//! when, and granting and withdrawing it.
//!
//! What somebody may do by a seat follows from the book and is not granted here.

use std::collections::BTreeMap;

use app::{Role, RoleRefused};
use askama::Template;
use axum::response::Response;
use jiff::Timestamp;
use record::id::PersonId;
use serde::Serialize;

use super::{done, fill::SOMEONE_NEW, people_known};
use crate::{
    api::{self, Program},
    forms::{Check, Choice, Form},
    frame::{Frame, Section},
    problem::Problem,
    say,
    visit::{Visit, page_with, see},
};

/// The page's address, below the partnership.
const HERE: &str = "/office/roles";

#[derive(Template)]
#[template(path = "office/roles.html")]
struct Page {
    frame: Frame,
    form: Form,
    roles: Vec<InRole>,
    people: Vec<Choice>,
    choices: Vec<Choice>,
    at: String,
}

/// A role, and who serves in it.
struct InRole {
    role: Role,
    title: &'static str,
    may: &'static str,
    people: Vec<Serves>,
}

/// Somebody who serves in a role.
struct Serves {
    id: PersonId,
    name: String,
    since: String,
}

/// What a role is called.
fn title(role: Role) -> &'static str {
    match role {
        Role::Secretariat => "Secretariat",
        Role::Administrator => "Administrator",
        Role::Finance => "Finance officer of the accountable body",
    }
}

/// What whoever serves in a role may do.
fn may(role: Role) -> &'static str {
    match role {
        Role::Secretariat => {
            "Keeps the book: calls meetings, takes minutes, publishes papers. Looks after people and roles too."
        }
        Role::Administrator => {
            "Looks after people, roles and access. Writes nothing in the book, and sees of it what everyone sees."
        }
        Role::Finance => {
            "Answers for the accountable body whether it agrees to a decision about money, and reads such decisions before the minutes are published."
        }
    }
}

/// Everyone who serves, as (person, role, second since 1970), by role.
async fn serving(visit: &Visit) -> Result<Vec<(PersonId, Role, i64)>, Problem> {
    let partnership = visit.reading.partnership.to_string();
    let held = visit
        .site
        .office(move |house| house.office().roles_since(&partnership));
    let known =
        |(person, role, since): (String, Role, i64)| Some((person.parse().ok()?, role, since));
    Ok(held.await?.into_iter().filter_map(known).collect())
}

async fn serves(visit: &Visit, person: PersonId, role: Role) -> Result<bool, Problem> {
    let held = serving(visit).await?;
    Ok(held
        .iter()
        .any(|(held, of, _)| (*held, *of) == (person, role)))
}

async fn paper(visit: &Visit, form: Form) -> Result<Response, Problem> {
    let held = serving(visit).await?;
    let names = &visit.reading.names;
    let since = |moment: i64| {
        let moment = Timestamp::from_second(moment).ok();
        moment.map(|moment| say::short_day(&moment.to_zoned(visit.reading.zone()).date()))
    };
    let roles = Role::ALL.map(|role| {
        let of_it = held.iter().filter(|(_, held, _)| *held == role);
        let mut people: Vec<Serves> = of_it
            .map(|(person, _, granted)| Serves {
                id: *person,
                name: names.of(*person).to_owned(),
                since: since(*granted).unwrap_or_default(),
            })
            .collect();
        people.sort_by(|one, other| one.name.cmp(&other.name));
        InRole {
            role,
            title: title(role),
            may: may(role),
            people,
        }
    });
    let frame = visit
        .frame("Who serves as what")
        .section(Section::Office)
        .crumb("Office", "/office")
        .summary(form.summary("The role was not granted"))
        .done(done(visit));
    let choice = |role: Role| Choice::new(role.word(), title(role));
    let people = people_known(visit).into_iter();
    page_with(
        form.status(),
        &Page {
            frame,
            roles: roles.into(),
            people: people
                .filter(|choice| choice.value != SOMEONE_NEW)
                .collect(),
            choices: Role::ALL.map(choice).into(),
            at: visit.at(HERE),
            form,
        },
    )
}

/// `GET /{partnership}/office/roles`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    paper(&visit, Form::empty()).await
}

/// The person and the role that a form names.
fn named(form: &mut Form) -> Option<(PersonId, Role)> {
    let person = form.read("person", "Choose a person", "Choose a person from the list");
    let word = form.read_text("role", "Choose a role");
    let role = word.and_then(|word| Role::from_word(&word));
    if role.is_none() && form.is_right() {
        form.wrong("role", "Choose one of these roles");
    }
    Some((person?, role?))
}

/// `POST /{partnership}/office/roles`: grants a role.
pub(super) async fn grant(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    visit.must_be_fresh()?;
    if let (Some((person, role)), Some(by)) = (named(&mut form), visit.viewer.person.as_ref()) {
        let (partnership, by) = (visit.reading.partnership.to_string(), by.id);
        let granted = visit
            .site
            .asking(move |house| house.grant_role(&partnership, by, person, role));
        match granted.await?? {
            Ok(()) => return Ok(see(&visit.at(&format!("{HERE}?done=role-granted")))),
            Err(refused) => form.wrong("person", refused_words(refused)),
        }
    }
    paper(&visit.read_on().await?, form).await
}

fn refused_words(refused: RoleRefused) -> String {
    crate::problem::sentence(&refused.to_string()) + " " + refused.help()
}

/// `GET /{partnership}/office/roles/withdraw?person=…&role=…`
pub(super) async fn ask_to_withdraw(visit: Visit) -> Result<Response, Problem> {
    check(&visit, super::with_query(&visit, &["person", "role"])).await
}

/// `POST /{partnership}/office/roles/withdraw`
pub(super) async fn withdraw(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    visit.must_be_fresh()?;
    if form.is_sure()
        && let Some((person, role)) = named(&mut form)
        && serves(&visit, person, role).await?
    {
        let partnership = visit.reading.partnership.to_string();
        let withdrawn = visit
            .site
            .asking(move |house| house.withdraw_role(&partnership, person, role));
        match withdrawn.await?? {
            Ok(()) => return Ok(see(&visit.at(&format!("{HERE}?done=role-withdrawn")))),
            Err(refused) => form.wrong("person", refused_words(refused)),
        }
    }
    check(&visit.read_on().await?, form).await
}

/// Asks whether one is sure; where nobody of that number serves in that role there is no such page.
async fn check(visit: &Visit, form: Form) -> Result<Response, Problem> {
    let role = Role::from_word(form.value("role")).ok_or_else(Problem::not_found)?;
    let person: PersonId = form
        .value("person")
        .parse()
        .map_err(|_| Problem::not_found())?;
    let held = serving(visit).await?;
    if !held
        .iter()
        .any(|(held, of, _)| (*held, *of) == (person, role))
    {
        return Err(Problem::not_found());
    }
    let name = visit.reading.names.of(person);
    let role = title(role);
    let frame = visit
        .frame("Withdraw the role?")
        .section(Section::Office)
        .crumb("Office", "/office")
        .crumb("Who serves as what", HERE);
    let action = visit.at(&format!("{HERE}/withdraw"));
    let warning = "It takes effect with their next click, wherever they are signed in.";
    Check::new(frame, &form, &action, warning, "Withdraw the role")
        .will(format!(
            "{name} will no longer serve as: {role}. What they hold in the book stays theirs."
        ))
        .back(visit.at(HERE))
        .page("The role was not withdrawn")
}

/// Somebody who serves, for programs.
#[derive(Serialize)]
struct Served {
    person: PersonId,
    name: String,
    since: Option<Timestamp>,
}

/// `GET /api/v1/{partnership}/office/roles`
pub(super) async fn json(program: Program, visit: Visit) -> Result<Response, Problem> {
    drop(program);
    let mut roles: BTreeMap<&'static str, Vec<Served>> = BTreeMap::new();
    for (person, role, since) in serving(&visit).await? {
        roles.entry(role.word()).or_default().push(Served {
            name: visit.reading.names.of(person).to_owned(),
            since: Timestamp::from_second(since).ok(),
            person,
        });
    }
    api::json(&roles)
}

#[cfg(test)]
mod tests {
    use app::Role;
    use testkit::{holder_of, person};

    use crate::testing::{CLERK, MOOT, Moot, STRANGER};

    const HERE: &str = "/three-rivers/office/roles";

    fn administered() -> Moot {
        let moot = Moot::new();
        let pat = person(STRANGER).to_string();
        let granted = moot
            .house
            .office()
            .grant_role(MOOT, &pat, Role::Administrator, 0);
        granted.unwrap();
        moot
    }

    #[tokio::test]
    async fn a_role_is_granted_seen_and_withdrawn() {
        let moot = administered();
        let leader = holder_of("board.leader").to_string();
        moot.get_as(CLERK, HERE).await.sound().says(&[
            "Ada Clerk",
            "Pat Public",
            "since 1 January 1970",
            "Nobody serves as this.",
        ]);
        let form = [("person", leader.as_str()), ("role", "finance")];
        let sent = moot.post_as(STRANGER, HERE, &form).await;
        assert_eq!(sent.location(), format!("{HERE}?done=role-granted"));
        moot.get_as(CLERK, sent.location()).await.says(&[
            "The role is granted.",
            "Holder of board.leader",
            "since 2 January 2007",
        ]);
        let token = moot.token_of(CLERK);
        let bearer = format!("Bearer {token}");
        let api = moot
            .ask(
                axum::http::Method::GET,
                "/api/v1/three-rivers/office/roles",
                &[("authorization", &bearer)],
                "",
            )
            .await;
        assert_eq!(api.json()["finance"][0]["name"], "Holder of board.leader");

        let withdraw = format!("{HERE}/withdraw");
        let asked = moot
            .get_as(CLERK, &format!("{withdraw}?person={leader}&role=finance"))
            .await;
        asked
            .sound()
            .says(&["Holder of board.leader will no longer serve", "next click"]);
        moot.post_as(CLERK, &withdraw, &form)
            .await
            .says(&["Withdraw the role?"]);
        let sure = [form[0], form[1], ("sure", "yes")];
        let sent = moot.post_as(CLERK, &withdraw, &sure).await;
        assert_eq!(sent.location(), format!("{HERE}?done=role-withdrawn"));
        assert_eq!(moot.post_as(CLERK, &withdraw, &sure).await.status, 404);
    }

    #[tokio::test]
    async fn what_may_not_be_granted_or_withdrawn() {
        let moot = administered();
        let (clerk, pat) = (person(CLERK).to_string(), person(STRANGER).to_string());
        let stranger = person(77_777).to_string();
        for (who, role, says) in [
            ("", "finance", "Choose a person"),
            (clerk.as_str(), "", "Choose a role"),
            (clerk.as_str(), "king", "Choose one of these roles"),
            (stranger.as_str(), "finance", "not known to the house"),
            (
                pat.as_str(),
                "secretariat",
                "Nobody grants themselves a role",
            ),
        ] {
            let seen = moot
                .post_as(STRANGER, HERE, &[("person", who), ("role", role)])
                .await;
            assert_eq!(seen.status, 422, "{who} {role}");
            seen.says(&[says, "The role was not granted"]);
        }
        let sure = [
            ("person", clerk.as_str()),
            ("role", "secretariat"),
            ("sure", "yes"),
        ];
        let last = moot
            .post_as(STRANGER, &format!("{HERE}/withdraw"), &sure)
            .await;
        assert_eq!(last.status, 422);
        last.says(&["the last of the secretariat"]);
    }

    #[tokio::test]
    async fn it_asks_for_a_fresh_sign_in() {
        let moot = administered();
        let cookie = moot.cookie_of(CLERK);
        moot.wait(16 * 60);
        let form = format!("person={}&role=finance", holder_of("board.leader"));
        let headers = [
            ("cookie", cookie.as_str()),
            ("sec-fetch-site", "same-origin"),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        for path in [HERE.to_owned(), format!("{HERE}/withdraw")] {
            let seen = moot
                .ask(axum::http::Method::POST, &path, &headers, &form)
                .await;
            assert!(
                seen.status.as_u16() != 200 && !seen.location().contains("done="),
                "{path}"
            );
        }
        let names = moot.house.names().unwrap();
        assert!(!names.has_role(MOOT, holder_of("board.leader"), Role::Finance));
    }

    #[tokio::test]
    async fn an_administrator_looks_after_people_and_not_the_book() {
        let moot = administered();
        let at = |path: &str| format!("/{MOOT}{path}");
        let sent = moot.get_as(STRANGER, &at("/office")).await;
        assert_eq!(sent.location(), at("/office/people"));
        moot.get_as(STRANGER, &at("/office/people"))
            .await
            .says(&["Add a person", "Office"]);
        for (path, status) in [
            ("/office/people/add", 200),
            ("/office/roles", 200),
            ("/meetings/call", 403),
            ("/office/arrangements", 403),
            ("/structure/dependencies", 404),
        ] {
            assert_eq!(
                moot.get_as(STRANGER, &at(path)).await.status.as_u16(),
                status,
                "{path}"
            );
        }
    }
}
