//! Connecting, and refusing a database that could lose an acknowledged line.

use std::collections::HashMap;
use std::time::Duration;

use postgres::{Client, Config, NoTls, Statement};

use super::faults::fault;
use crate::Fault;

/// The format this program writes. A schema with a higher one is not touched.
const FORMAT: i32 = 1;
/// Held while the tables are made, so that nodes that start together do not collide.
const BEGINNING: i64 = 0x666f_6c6b_6d6f_6f74;

/// Where the database is.
pub(super) struct Place {
    config: Config,
    schema: String,
}

/// A connection and the statements prepared on it.
pub(super) struct Link {
    pub client: Client,
    statements: HashMap<&'static str, Statement>,
}

impl Link {
    /// The statement, prepared at its first use.
    pub fn prepared(&mut self, sql: &'static str) -> Result<Statement, postgres::Error> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql)?;
        self.statements.insert(sql, statement.clone());
        Ok(statement)
    }
}

impl Place {
    pub fn new(url: &str, schema: &str) -> Result<Self, Fault> {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if !(1..=48).contains(&schema.len()) || !schema.bytes().all(allowed) {
            return Err(Fault::Other(format!(
                "{schema:?} cannot name a schema: use 1 to 48 lower-case letters, digits and underscores"
            )));
        }
        // The URL may hold a password: say nothing of what it holds.
        let mut config: Config = url
            .parse()
            .map_err(|_| Fault::Other("the address of the database cannot be read".to_owned()))?;
        if config.get_application_name().is_none() {
            config.application_name("folkmoot");
        }
        config.connect_timeout(Duration::from_secs(5));
        config.keepalives_idle(Duration::from_secs(10));
        config.tcp_user_timeout(Duration::from_secs(20));
        Ok(Self {
            config,
            schema: schema.to_owned(),
        })
    }

    /// A connection on which an acknowledged commit is a kept one.
    pub fn connect(&self) -> Result<Link, Fault> {
        let mut client = self.config.connect(NoTls).map_err(|error| fault(&error))?;
        let schema = &self.schema;
        // No statement time-out: if one struck while COMMIT waits for a standby, PostgreSQL
        // would answer that all is well. A node that stops in mid-transaction loses its turn.
        client
            .batch_execute(&format!(
                "SET search_path = \"{schema}\", pg_temp; SET statement_timeout = 0;
                 SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '5s';
                 SET default_transaction_isolation = 'read committed';
                 SET default_transaction_read_only = off;
                 SELECT set_config('synchronous_commit', 'on', false)
                 WHERE current_setting('synchronous_commit') <> 'remote_apply'"
            ))
            .map_err(|error| fault(&error))?;
        let query = "SELECT current_setting('synchronous_commit'), current_setting('fsync', true),
            current_setting('full_page_writes', true), pg_is_in_recovery()";
        let row = client
            .query_one(query, &[])
            .map_err(|error| fault(&error))?;
        let setting = |column| row.get::<_, Option<String>>(column).unwrap_or_default();
        match hazard(&setting(0), &setting(1), &setting(2), row.get(3)) {
            None => Ok(Link {
                client,
                statements: HashMap::new(),
            }),
            Some(why) => Err(Fault::Unavailable(format!(
                "the database could lose an acknowledged line: {why}"
            ))),
        }
    }

    /// Makes schema and tables if they are missing; refuses a later format.
    pub fn prepare(&self) -> Result<(), Fault> {
        let mut link = self.connect()?;
        if self.found(&mut link.client)? == Some(FORMAT) {
            return Ok(());
        }
        let schema = &self.schema;
        let mut transaction = link.client.transaction().map_err(|error| fault(&error))?;
        let mut begin = || {
            transaction.query("SELECT pg_advisory_xact_lock($1)", &[&BEGINNING])?;
            transaction.batch_execute(&format!("CREATE SCHEMA IF NOT EXISTS \"{schema}\""))?;
            transaction.batch_execute(include_str!("schema.sql"))?;
            transaction.execute(
                "INSERT INTO format (version) VALUES ($1) ON CONFLICT DO NOTHING",
                &[&FORMAT],
            )
        };
        begin().map_err(|error| fault(&error))?;
        transaction.commit().map_err(|error| fault(&error))?;
        // Another node may have begun it meanwhile, in a later format.
        self.found(&mut link.client).map(|_| ())
    }

    /// The format of the schema, if it has one that this program understands.
    fn found(&self, client: &mut Client) -> Result<Option<i32>, Fault> {
        let mut found = || {
            let name = format!("{}.format", self.schema);
            let there = "SELECT to_regclass($1) IS NOT NULL";
            if !client.query_one(there, &[&name])?.get::<_, bool>(0) {
                return Ok(None);
            }
            let format = client.query_opt("SELECT version FROM format", &[])?;
            Ok(format.map(|row| row.get::<_, i32>(0)))
        };
        match found().map_err(|error: postgres::Error| fault(&error))? {
            Some(found) if found > FORMAT => {
                let number = |format| u32::try_from(format).unwrap_or_default();
                Err(Fault::Newer {
                    found: number(found),
                    understood: number(FORMAT),
                })
            }
            found => Ok(found),
        }
    }
}

/// Why a database with these settings cannot be trusted with a book, if it cannot. A
/// setting that the database does not have is empty, and trusted.
fn hazard(commit: &str, fsync: &str, full_pages: &str, standby: bool) -> Option<&'static str> {
    if !["on", "remote_apply"].contains(&commit) {
        return Some("synchronous_commit is not on");
    }
    if fsync == "off" {
        return Some("fsync is off");
    }
    if full_pages == "off" {
        return Some("full_page_writes is off");
    }
    standby.then_some("this is a standby; the book is kept on the primary")
}

#[cfg(test)]
mod tests {
    use super::hazard;

    #[test]
    fn a_database_that_could_lose_lines_is_refused() {
        let table = [
            (("on", "on", "on", false), true),
            (("remote_apply", "on", "on", false), true),
            (("on", "", "", false), true),
            (("off", "on", "on", false), false),
            (("local", "on", "on", false), false),
            (("remote_write", "on", "on", false), false),
            (("on", "off", "on", false), false),
            (("on", "on", "off", false), false),
            (("on", "on", "on", true), false),
        ];
        for ((commit, fsync, pages, standby), trusted) in table {
            let why = hazard(commit, fsync, pages, standby);
            assert_eq!(why.is_none(), trusted, "{commit} {fsync} {pages} {standby}");
        }
    }
}
