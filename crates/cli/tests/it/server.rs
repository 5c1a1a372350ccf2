//! A running `folkmoot serve`, for tests: started from the binary, on a free port, stopped at the end.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Output, Stdio},
};

use serde_json::{Value, json};

/// The address of the partnership in these tests.
pub(crate) const PARTNERSHIP: &str = "worcestershire";

/// Where the books of a test are kept.
#[derive(Clone)]
pub(crate) struct Place {
    pub(crate) data: std::path::PathBuf,
    pub(crate) database: Option<String>,
}

impl Place {
    /// A folder.
    pub(crate) fn folder(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
            database: None,
        }
    }

    /// A fresh PostgreSQL database of its own; the folder only holds the signing key.
    pub(crate) fn postgres(data: &Path, name: &str) -> Self {
        let server = std::env::var("FOLKMOOT_TEST_POSTGRES")
            .expect("FOLKMOOT_TEST_POSTGRES must name a PostgreSQL server: run the tests with `cargo xtask test`");
        let mut client =
            postgres::Client::connect(&server, postgres::NoTls).expect("PostgreSQL answers");
        let name = format!("folkmoot_{name}_{}", std::process::id());
        client
            .batch_execute(&format!("DROP DATABASE IF EXISTS {name}"))
            .expect("an old database goes");
        client
            .batch_execute(&format!("CREATE DATABASE {name}"))
            .expect("a new database comes");
        let (rest, _) = server.rsplit_once('/').expect("the URL names a database");
        Self {
            data: data.to_owned(),
            database: Some(format!("{rest}/{name}")),
        }
    }

    /// The command, pointed at this place.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_folkmoot"));
        command
            .args(words)
            .arg("--data")
            .arg(&self.data)
            .env_remove("FOLKMOOT_DATABASE");
        if let Some(url) = &self.database {
            command.env("FOLKMOOT_DATABASE", url);
        }
        command
    }

    /// Runs the command to its end.
    pub(crate) fn run(&self, words: &[&str]) -> Output {
        self.command(words).output().expect("folkmoot runs")
    }

    /// Runs the command, which has to succeed, and gives what it printed.
    pub(crate) fn says(&self, words: &[&str]) -> String {
        let output = self.run(words);
        let (out, err) = (
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        assert!(
            output.status.success(),
            "folkmoot {words:?} failed: {out}{err}"
        );
        out.into_owned()
    }

    /// Begins the book with the Worcestershire arrangements and gives a token of the officer.
    pub(crate) fn begin(&self) -> String {
        let arrangements = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../arrangements/worcestershire-2007.toml"
        );
        self.says(&[
            "init",
            "--partnership",
            PARTNERSHIP,
            "--arrangements",
            arrangements,
            "--from",
            "2007-01-01",
            "--officer",
            "Ann Example",
        ]);
        self.says(&["token", "--person", "Ann Example", "--label", "test"])
            .trim()
            .to_owned()
    }

    /// Starts a server on a free port.
    pub(crate) fn serve(&self) -> Server {
        self.listens(&["serve", "--listen", "127.0.0.1:0", "--api-per-second", "0"])
    }

    /// Makes the demonstration and starts it on a free port.
    pub(crate) fn demonstrates(&self) -> Server {
        self.listens(&["demo", "--listen", "127.0.0.1:0"])
    }

    fn listens(&self, words: &[&str]) -> Server {
        let mut child = self
            .command(words)
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("folkmoot starts");
        let mut line = String::new();
        let out = child.stdout.take().expect("its output is piped");
        BufReader::new(out)
            .read_line(&mut line)
            .expect("it says where it listens");
        let address = line
            .trim()
            .strip_prefix("Address: ")
            .unwrap_or_else(|| panic!("no address in {line:?}"));
        Server {
            address: address.to_owned(),
            child: Some(child),
        }
    }
}

/// A running server.
pub(crate) struct Server {
    pub(crate) address: String,
    child: Option<Child>,
}

/// An answer over HTTP.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) text: String,
}

impl Answer {
    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    fn of(sent: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Self {
        let mut response = sent.expect("the server answers");
        let text = response
            .body_mut()
            .read_to_string()
            .expect("the answer is text");
        Self {
            status: response.status().as_u16(),
            text,
        }
    }

    /// Expects a status.
    #[track_caller]
    pub(crate) fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }
}

impl Server {
    fn agent() -> ureq::Agent {
        ureq::Agent::config_builder()
            .http_status_as_error(false)
            .build()
            .into()
    }

    /// Reads a page, as the public.
    pub(crate) fn get(&self, path: &str) -> Answer {
        Answer::of(Self::agent().get(format!("{}{path}", self.address)).call())
    }

    /// Posts JSON with a token.
    pub(crate) fn post(&self, token: &str, path: &str, body: &Value) -> Answer {
        self.post_with(token, path, body, &[])
    }

    fn post_with(&self, token: &str, path: &str, body: &Value, headers: &[(&str, &str)]) -> Answer {
        let mut request = Self::agent()
            .post(format!("{}{path}", self.address))
            .header("Authorization", format!("Bearer {token}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Answer::of(request.send_json(body))
    }

    /// Sends a form with a session.
    pub(crate) fn form(&self, cookie: &str, path: &str, form: &str) -> Answer {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .build()
            .into();
        let sent = agent
            .post(format!("{}{path}", self.address))
            .header("Cookie", cookie)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .send(form);
        Answer::of(sent)
    }

    /// Sends acts.
    pub(crate) fn act(&self, token: &str, acts: &Value) -> Answer {
        self.post(token, &format!("/api/v1/{PARTNERSHIP}/acts"), acts)
    }

    /// Sends acts that were thought out when the book ended at `seen`.
    pub(crate) fn act_seen(&self, token: &str, acts: &Value, seen: u64) -> Answer {
        let path = format!("/api/v1/{PARTNERSHIP}/acts");
        self.post_with(token, &path, acts, &[("Folkmoot-Seen", &seen.to_string())])
    }

    /// Sends acts that have to be recorded.
    #[track_caller]
    pub(crate) fn acts(&self, token: &str, acts: &Value) -> Value {
        self.act(token, acts).is(201).json()
    }

    /// Adds a person and gives their number.
    pub(crate) fn person(&self, token: &str, name: &str) -> String {
        let answer = self
            .post(
                token,
                &format!("/api/v1/{PARTNERSHIP}/people"),
                &json!({ "name": name }),
            )
            .is(201)
            .json();
        answer["person"]
            .as_str()
            .expect("a person has a number")
            .to_owned()
    }

    /// Keeps a file and gives its hash.
    pub(crate) fn file(&self, token: &str, name: &str, text: &str) -> String {
        let url = format!("{}/api/v1/{PARTNERSHIP}/files?name={name}", self.address);
        let request = Self::agent()
            .post(url)
            .header("Authorization", format!("Bearer {token}"))
            .header("Content-Type", "text/plain");
        let answer = Answer::of(request.send(text)).is(201).json();
        answer["hash"]
            .as_str()
            .expect("a file has a hash")
            .to_owned()
    }

    /// A server that someone else started and stops.
    pub(crate) fn at(address: &str) -> Self {
        Self {
            address: address.to_owned(),
            child: None,
        }
    }

    /// Stops it as the system would, and waits.
    pub(crate) fn stop(mut self) {
        let mut child = self.child.take().expect("it was started here");
        let _ = Command::new("kill").arg(child.id().to_string()).status();
        let status = child.wait().expect("it ends");
        assert!(status.success(), "the server ended badly: {status}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
