//! The table of who may open what, held against the answers of the real addresses.

use axum::http::Method;

use super::{
    kinds::{Kind, kinds},
    same_as,
    world::{World, doors},
};
use crate::{
    doors::{Door, Who},
    testing::{MOOT, Seen},
};

/// Whether somebody came through: they were not sent to sign in, turned away or told that there is no
/// such thing. A form that was sent empty may have been found wanting.
fn came_through(seen: &Seen) -> bool {
    let to_sign_in = seen.status == 303 && seen.location().starts_with("/sign-in?next=");
    !to_sign_in && !matches!(seen.status.as_u16(), 401 | 403 | 404)
}

fn words(who: Who) -> &'static str {
    match who {
        Who::Everyone => "everyone",
        Who::HasTheSecret => "who has the secret",
        Who::SignedIn => "signed in",
        Who::Inside => "inside",
        Who::Secretariat => "secretariat",
        Who::SecretariatOrAdministrator => "secretariat or administrator",
        Who::Finance => "finance officer",
        Who::FinanceOrSecretariat => "finance officer or secretariat",
        Who::Program => "a program",
        Who::SecretariatsProgram => "the secretariat’s program",
    }
}

#[tokio::test]
async fn who_may_open_what_is_as_the_table_says() {
    let kinds = kinds();
    let mut table = "Who may open which address at Three Rivers, with the Board in session: ✔ comes through, ✘ is sent\n\
         to sign in, turned away or told that there is no such thing. A form is sent empty, so ✔ says that\n\
         it would be read; who may do the act is in crates/app/tests/permissions.txt. After each address\n\
         stands for whom it is declared. Written by the test beside crates/web/src/tests/who/table.rs.\n\n".to_string();
    for (nth, Kind(kind, _)) in (1..).zip(&kinds) {
        table.push_str(&format!("{nth:>2}  {kind}\n"));
    }
    let numbers: String = (1..=kinds.len()).map(|nth| format!("{nth:>3}")).collect();
    table.push_str(&format!("\n{:76}{numbers}\n", ""));
    let mut world = World::new();
    for (route, door) in doors() {
        let (address, form) = (world.example(&route), world.form(&route));
        for method in world.methods(&address).await {
            let mut marks = String::new();
            for Kind(_, comes) in &kinds {
                let asked: Method = method.parse().unwrap();
                let before = head(&world);
                let seen = world.asks(*comes, asked, &address, &form).await;
                assert!(
                    seen.status.as_u16() < 500,
                    "{method} {address}: {}",
                    seen.text()
                );
                marks.push_str(if came_through(&seen) {
                    "  ✔"
                } else {
                    "  ✘"
                });
                if head(&world) != before {
                    // An empty form was enough for something: all the others come to the same house.
                    world = World::new();
                }
            }
            table.push_str(&format!(
                "{:76}{marks}  {}\n",
                format!("{method:4} {route}"),
                declared(door, method)
            ));
        }
    }
    same_as("doors.txt", &table);
}

fn declared(door: Door, method: &str) -> &'static str {
    words(if method == "GET" {
        door.reads
    } else {
        door.writes
    })
}

fn head(world: &World) -> u64 {
    world.moot.house.read(MOOT).unwrap().head.line
}
