//! What the PostgreSQL store promises besides the contract.
//!
//! These tests need a server: set `FOLKMOOT_TEST_POSTGRES` to its address, with an account that
//! may create schemas. Each takes schemas of its own and removes them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use office::{Fault, Office, PostgresOffice};
use postgres::{Client, NoTls};

use crate::contract::{keeps_the_contract, someone};

fn url() -> String {
    std::env::var("FOLKMOOT_TEST_POSTGRES").unwrap_or_else(|_| {
        panic!(
            "FOLKMOOT_TEST_POSTGRES is not set. These tests need a PostgreSQL server: set it to an \
             address such as postgres://postgres@localhost:5432/postgres and run them again."
        )
    })
}

fn client() -> Client {
    Client::connect(&url(), NoTls).unwrap()
}

/// A schema of a test's own, removed at the end.
struct Schema(String);

impl Schema {
    fn fresh() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let schema = Self(format!("office_test_{}_{number}", std::process::id()));
        schema.remove();
        schema
    }

    fn office(&self) -> PostgresOffice {
        PostgresOffice::open(&url(), &self.0).unwrap_or_else(|fault| panic!("{fault}: {fault:?}"))
    }

    fn remove(&self) {
        client()
            .batch_execute(&format!("DROP SCHEMA IF EXISTS {} CASCADE", self.0))
            .unwrap();
    }

    /// Cuts every connection that the office in this schema has open, as a restart would.
    fn cut(&self) {
        // A connection shows its last statement, which names the schema only when it is new; so
        // the office is told apart by the name it gives.
        let name = format!("folkmoot {}", self.0);
        client()
            .execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity \
                 WHERE application_name = $1",
                &[&name],
            )
            .unwrap();
    }

    /// An address that names the office after its schema.
    fn named_url(&self) -> String {
        let joint = if url().contains("://") {
            if url().contains('?') {
                "&application_name=folkmoot%20"
            } else {
                "?application_name=folkmoot%20"
            }
        } else {
            return format!("{} application_name='folkmoot {}'", url(), self.0);
        };
        format!("{}{joint}{}", url(), self.0)
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        self.remove();
    }
}

#[test]
fn a_schema_keeps_the_contract() {
    url();
    keeps_the_contract(|trial| {
        let schema = Schema::fresh();
        trial(&schema.office());
    });
}

#[test]
fn nodes_that_open_at_the_same_time_take_turns() {
    let schema = Schema::fresh();
    std::thread::scope(|scope| {
        for node in 0_u8..6 {
            let schema = &schema;
            scope.spawn(move || someone(&schema.office(), node).unwrap());
        }
    });
    let office = schema.office();
    let office: &dyn Office = &office;
    assert_eq!(
        (office.people().unwrap().len(), office.revision().unwrap()),
        (6, 6)
    );
}

#[test]
fn offices_in_two_schemas_know_nothing_of_each_other() {
    let (one, two) = (Schema::fresh(), Schema::fresh());
    someone(&one.office(), 1).unwrap();
    assert!((&two.office() as &dyn Office).people().unwrap().is_empty());
}

#[test]
fn more_threads_than_connections_are_all_served() {
    let schema = Schema::fresh();
    let office: Arc<dyn Office> = Arc::new(schema.office());
    std::thread::scope(|scope| {
        for n in 0..24 {
            let office = &office;
            scope.spawn(move || {
                someone(&**office, n).unwrap();
                assert!(office.revision().unwrap() > 0);
            });
        }
    });
    assert_eq!(office.revision().unwrap(), 24);
}

#[test]
fn a_lost_connection_is_replaced_unnoticed() {
    let schema = Schema::fresh();
    let office = PostgresOffice::open(&schema.named_url(), &schema.0).unwrap();
    let office: &dyn Office = &office;
    for n in 0..3 {
        schema.cut();
        someone(office, n).unwrap();
        schema.cut();
        assert_eq!(office.people().unwrap().len(), usize::from(n) + 1);
        schema.cut();
        assert_eq!(
            office.revision().unwrap(),
            u64::from(n) + 1,
            "each was written once"
        );
    }
}

#[test]
fn a_server_that_is_not_there_is_said_to_be_unavailable() {
    let refused = PostgresOffice::open("postgres://clerk:hunter2@127.0.0.1:1/x", "office");
    let Err(fault) = refused else {
        panic!("it opened")
    };
    assert!(matches!(fault, Fault::Unavailable { .. }), "{fault:?}");
    assert!(!format!("{fault} {fault:?}").contains("hunter2"));
}

#[test]
fn a_newer_office_is_refused_untouched() {
    let schema = Schema::fresh();
    someone(&schema.office(), 1).unwrap();
    let mut client = client();
    client
        .batch_execute(&format!("UPDATE {}.version SET step = 99", schema.0))
        .unwrap();
    let mut tables = || {
        let sql = "SELECT table_name::text || column_name::text FROM information_schema.columns \
                   WHERE table_schema = $1 ORDER BY 1";
        let rows = client.query(sql, &[&schema.0]).unwrap();
        rows.iter()
            .map(|row| row.get::<_, String>(0))
            .collect::<Vec<_>>()
    };
    let before = tables();
    let refused = PostgresOffice::open(&url(), &schema.0);
    assert!(matches!(&refused, Err(Fault::Newer { found: 99, .. })));
    assert_eq!(tables(), before);
    let step: i64 = client
        .query_one(&format!("SELECT step FROM {}.version", schema.0), &[])
        .unwrap()
        .get(0);
    assert_eq!(step, 99);
}

#[test]
fn only_the_hash_of_a_secret_is_kept() {
    let schema = Schema::fresh();
    let office = schema.office();
    let office: &dyn Office = &office;
    let person = someone(office, 1).unwrap();
    office
        .open_session("needle-session", &person, office::Means::Email, 1, 900, 900)
        .unwrap();
    office
        .add_token("needle-token", &person, "moor", "label", 1, None)
        .unwrap();
    let mut client = client();
    for table in ["sessions", "tokens", "links", "people"] {
        let sql = format!(
            "SELECT count(*) FROM {0}.{table} t WHERE t::text LIKE '%needle%'",
            schema.0
        );
        assert_eq!(
            client.query_one(&sql, &[]).unwrap().get::<_, i64>(0),
            0,
            "{table}"
        );
    }
}

#[test]
fn an_office_may_be_dropped_by_an_async_thread() {
    // Closing a connection blocks, which such a thread refuses to do with a panic.
    let schema = Schema::fresh();
    let office = schema.office();
    someone(&office, 1).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async move { drop(office) });
}

#[test]
fn the_server_s_complaints_are_understood() {
    let schema = Schema::fresh();
    let office = schema.office();
    let mut client = client();
    // (what the server complains of, how often it does, whether the work is done in the end)
    for (number, (code, times, done)) in [
        ("53100", 1, Err("full")),
        ("53200", 1, Err("unavailable")),
        ("25006", 1, Err("unavailable")),
        ("57014", 1, Err("unavailable")),
        ("42501", 1, Err("other")),
        ("40001", 3, Ok(())),
        ("40P01", 3, Ok(())),
        ("57P01", 3, Ok(())),
        ("40001", 9, Err("unavailable")),
    ]
    .into_iter()
    .enumerate()
    {
        let complaint = format!(
            "SET search_path = {};
             DROP SEQUENCE IF EXISTS turns CASCADE; CREATE SEQUENCE turns;
             CREATE OR REPLACE FUNCTION complain() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
               IF nextval('turns') <= {times} THEN RAISE EXCEPTION 'so' USING ERRCODE = '{code}';
               END IF; RETURN NEW; END $$;
             CREATE OR REPLACE TRIGGER complaint BEFORE INSERT ON people
               FOR EACH ROW EXECUTE FUNCTION complain();",
            schema.0
        );
        client.batch_execute(&complaint).unwrap();
        let outcome = someone(&office, u8::try_from(number).unwrap()).map(drop);
        let outcome = outcome.map_err(|fault| match fault {
            Fault::Full => "full",
            Fault::Unavailable { .. } => "unavailable",
            Fault::Other { .. } => "other",
            _ => "something else",
        });
        assert_eq!(outcome, done, "{code}, {times} times");
    }
    let office: &dyn Office = &office;
    assert_eq!(
        (office.people().unwrap().len(), office.revision().unwrap()),
        (3, 3)
    );
}

#[test]
fn an_erased_person_s_table_is_written_afresh() {
    let schema = Schema::fresh();
    let office = schema.office();
    let person = someone(&office, 1).unwrap();
    let mut client = client();
    let mut file = || {
        let sql = format!("SELECT pg_relation_filenode('{}.people')", schema.0);
        client
            .query_one(&sql, &[])
            .unwrap()
            .get::<_, Option<u32>>(0)
    };
    let before = file();
    assert!((&office as &dyn Office).erase_person(&person).unwrap());
    assert_ne!(file(), before);
}

#[test]
fn a_visit_is_let_in_although_it_cannot_be_noted() {
    let schema = Schema::fresh();
    let office = schema.office();
    let person = someone(&office, 1).unwrap();
    let office: &dyn Office = &office;
    office
        .open_session("token", &person, office::Means::Email, 1_000, 900, 900)
        .unwrap();
    for code in ["53100", "25006"] {
        let complaint = format!(
            "SET search_path = {};
             CREATE OR REPLACE FUNCTION complain() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
               RAISE EXCEPTION 'so' USING ERRCODE = '{code}'; END $$;
             CREATE OR REPLACE TRIGGER complaint BEFORE UPDATE ON sessions
               FOR EACH ROW EXECUTE FUNCTION complain();",
            schema.0
        );
        client().batch_execute(&complaint).unwrap();
        let session = office.session("token", 1_500).unwrap().unwrap();
        assert_eq!(session.seen, 1_000, "{code}");
    }
}
