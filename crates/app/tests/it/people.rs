//! Names and roles: what another process enters in the office counts from the next request on.

use std::sync::Arc;

use app::{ActRequest, Caller, Kind, Role};
use office::{Office, SqliteOffice};
use serde_json::json;
use testkit::{person, substitute_for};

use crate::{
    bench::{Bench, OPERATOR, Place, THREE_RIVERS, ask, enter, everyone, request, tell},
    story::{self, BOARD},
};

#[test]
fn people_and_roles_are_known_as_soon_as_another_process_enters_them() {
    let folder = tempfile::tempdir().unwrap();
    let file = || -> Arc<dyn Office> {
        Arc::new(SqliteOffice::open(folder.path().join("office.db")).unwrap())
    };
    let (own, elsewhere) = (file(), file());
    let bench = Bench {
        office: own,
        ..Bench::new(Place::sqlite())
    };
    for (id, name) in everyone() {
        enter(&*elsewhere, id, &name);
    }
    let house = bench.house();
    tell(&house, story::called());
    let ada = person(950);
    let newcomer = || json!({"act": "structure.name-substitute", "seat": "board.leader", "person": ada, "meeting": BOARD});
    assert_eq!(ask(&house, newcomer()).unwrap_err().code(), "nobody-known");
    enter(&*elsewhere, ada, "Ada Clerk");
    tell(&house, newcomer());
    assert_eq!(house.names().unwrap().of(ada), "Ada Clerk");

    let arrive = || request(Caller::Person(ada), story::arrive(BOARD, "board.leader"));
    assert_eq!(house.act(arrive()).unwrap_err().kind(), Kind::Forbidden);
    elsewhere
        .grant_role("elsewhere", &ada.to_string(), Role::Secretariat, 0)
        .unwrap();
    assert_eq!(house.act(arrive()).unwrap_err().kind(), Kind::Forbidden);
    elsewhere
        .grant_role(THREE_RIVERS, &ada.to_string(), Role::Secretariat, 0)
        .unwrap();
    house.act(arrive()).unwrap();
    // Withdrawn, it is gone at the next request.
    elsewhere
        .withdraw_role(THREE_RIVERS, &ada.to_string(), Role::Secretariat)
        .unwrap();
    let leave = request(Caller::Person(ada), story::depart(BOARD, "board.leader"));
    assert_eq!(house.act(leave).unwrap_err().kind(), Kind::Forbidden);
    // A role in a partnership that is begun later counts from then on.
    let operator = |partnership: &str| ActRequest {
        partnership: partnership.to_owned(),
        ..request(OPERATOR, story::adopt())
    };
    house.act(operator("elsewhere")).unwrap();
    let call = ActRequest {
        partnership: "elsewhere".to_owned(),
        ..request(Caller::Person(ada), story::call("forum", "2007-04-18"))
    };
    house.act(call).unwrap();
}

#[test]
fn an_erased_person_is_a_former_member() {
    let bench = Bench::new(Place::sqlite());
    let house = bench.house();
    tell(&house, story::called());
    let names = house.names().unwrap();
    assert_eq!(
        names.of(substitute_for("board.leader")),
        "Substitute for board.leader"
    );
    assert_eq!(names.of(person(12_345)), "a former member");
}
