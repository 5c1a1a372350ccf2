//! A few connections to PostgreSQL, lent to one caller at a time.
//!
//! It decides how many there are, how long a caller waits for one, and that a lost one is replaced.
//! What is said over them is decided elsewhere.

use std::collections::HashMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use postgres::{Client, Config, NoTls, Statement};

use super::fault;
use crate::Fault;

/// Most connections one node holds.
const MOST: usize = 8;

/// How long a caller waits for another to hand its connection back.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long to wait for the database to be reached, unless the address says otherwise.
const REACH: Duration = Duration::from_secs(5);

/// How long to wait for sent words to arrive before the connection counts as lost.
const ARRIVE: Duration = Duration::from_secs(15);

/// How long one statement may take.
pub(super) const STATEMENT_TIMEOUT: &str = "SET statement_timeout = '30s'";

/// A connection, and the statements it has prepared.
pub(super) struct Line {
    pub(super) client: Client,
    pub(super) prepared: Prepared,
}

/// The statements a connection has prepared. There are as many as the office has, a few dozen.
#[derive(Default)]
pub(super) struct Prepared(HashMap<&'static str, Statement>);

impl Prepared {
    pub(super) fn get(&self, sql: &'static str) -> Option<Statement> {
        self.0.get(sql).cloned()
    }

    pub(super) fn keep(&mut self, sql: &'static str, statement: Statement) -> Statement {
        self.0.insert(sql, statement.clone());
        statement
    }
}

/// The connections of one office.
pub(super) struct Pool {
    config: Config,
    schema: String,
    lines: Mutex<Lines>,
    handed_back: Condvar,
}

#[derive(Default)]
struct Lines {
    idle: Vec<Line>,
    lent: usize,
}

impl Pool {
    pub(super) fn new(mut config: Config, schema: &str) -> Self {
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(REACH);
        }
        if config.get_tcp_user_timeout().is_none() {
            config.tcp_user_timeout(ARRIVE);
        }
        if config.get_application_name().is_none() {
            config.application_name("folkmoot office");
        }
        Self {
            config,
            schema: schema.to_owned(),
            lines: Mutex::default(),
            handed_back: Condvar::new(),
        }
    }

    /// Lends a connection to `work`: one that is idle, or else a new one, or else the next handed
    /// back. It is kept for the next caller if `work` says that it is still sound.
    pub(super) fn lend<T>(&self, work: impl FnOnce(&mut Line) -> (T, Sound)) -> Result<T, Fault> {
        let (mut lines, waited) = self
            .handed_back
            .wait_timeout_while(self.lines(), PATIENCE, |lines| lines.lent >= MOST)
            .unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() {
            return Err(Fault::Unavailable {
                why: "every connection is in use",
                cause: None,
            });
        }
        lines.lent += 1;
        let idle = lines.idle.pop();
        drop(lines);
        let _place = Place(self);
        let mut line = match idle {
            Some(line) => line,
            None => self.connect()?,
        };
        let (done, sound) = work(&mut line);
        if sound.0 && !line.client.is_closed() {
            self.lines().idle.push(line);
        }
        Ok(done)
    }

    /// Closes the idle connections, after one was found lost.
    pub(super) fn forget_idle(&self) {
        let lost = std::mem::take(&mut self.lines().idle);
        drop(lost);
    }

    fn connect(&self) -> Result<Line, Fault> {
        let mut client = self
            .config
            .connect(NoTls)
            .map_err(|error| match fault(error) {
                Fault::Other { cause, .. } => Fault::Unavailable {
                    why: "it could not be reached",
                    cause: Some(cause),
                },
                fault => fault,
            })?;
        // An account may have been told to answer before the disk has; the office may not.
        client
            .batch_execute(&format!(
                "SET search_path = \"{}\"; {STATEMENT_TIMEOUT}; SET lock_timeout = '10s'; \
                 SELECT set_config('synchronous_commit', 'on', false) \
                 WHERE current_setting('synchronous_commit') = 'off'",
                self.schema
            ))
            .map_err(fault)?;
        Ok(Line {
            client,
            prepared: Prepared::default(),
        })
    }

    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Pool {
    /// Closing a connection waits for the database, which an async thread may not do; so another
    /// thread does it.
    fn drop(&mut self) {
        let idle = std::mem::take(&mut self.lines().idle);
        let closing = std::thread::Builder::new().spawn(move || drop(idle));
        if let Ok(closing) = closing {
            let _ = closing.join();
        }
    }
}

/// Whether a connection is still good for the next caller.
pub(super) struct Sound(pub(super) bool);

/// A place among the connections that may be lent, given back when dropped, whatever happens.
struct Place<'a>(&'a Pool);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.lines().lent -= 1;
        self.0.handed_back.notify_one();
    }
}
