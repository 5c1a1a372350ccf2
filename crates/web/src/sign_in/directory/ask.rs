//! Asking a directory over the network: only at its own address, never for long, never for much.

use std::time::Duration;

use reqwest::{Client, RequestBuilder, StatusCode, Url, redirect};
use serde_json::Value;

use super::Directory;

/// How long an answer may take, connection included.
const PATIENCE: Duration = Duration::from_secs(10);
/// The most bytes of an answer.
const MOST: usize = 256 * 1024;

/// Why somebody was not signed in, for the log. The page says less.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Trouble {
    /// The directory cannot be reached, or answers what no directory should.
    #[error("it does not answer as it should: {0}")]
    Unavailable(String),
    /// The directory takes neither our code nor our secret.
    #[error("it does not take our code: {0}")]
    Refused(String),
    /// What it, or somebody else, says of the person cannot be relied on.
    #[error("its answer cannot be relied on: {0}")]
    Untrusted(String),
}

/// What asks one directory.
pub(super) struct Line<'a> {
    directory: &'a Directory,
    client: Client,
}

impl<'a> Line<'a> {
    /// A line to a directory. Nothing is asked yet.
    pub(super) fn to(directory: &'a Directory) -> Result<Self, Trouble> {
        // Whoever was first to say how connections are encrypted said the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let here = directory.is_on_this_machine();
        let client = Client::builder()
            .user_agent("Folkmoot")
            .redirect(redirect::Policy::none())
            .connect_timeout(PATIENCE)
            .timeout(PATIENCE)
            .https_only(!here);
        // What is on this machine is not asked for through another.
        let client = if here { client.no_proxy() } else { client };
        let client = client
            .build()
            .map_err(|error| Trouble::Unavailable(error.to_string()))?;
        Ok(Self { directory, client })
    }

    /// Asks for a document.
    pub(super) async fn get(&self, url: &str) -> Result<Value, Trouble> {
        let url = self.own(url)?;
        read(self.client.get(url)).await
    }

    /// Asks for what is behind an access token.
    pub(super) async fn get_with(&self, url: &str, token: &str) -> Result<Value, Trouble> {
        let url = self.own(url)?;
        read(self.client.get(url).bearer_auth(token)).await
    }

    /// Sends a form, saying who we are.
    pub(super) async fn post(&self, url: &str, form: &[(&str, &str)]) -> Result<Value, Trouble> {
        let url = self.own(url)?;
        let encoded =
            |text: &str| -> String { form_urlencoded::byte_serialize(text.as_bytes()).collect() };
        // Both are encoded before they are joined (RFC 6749, 2.3.1).
        let name = encoded(&self.directory.client_id);
        let secret = encoded(&self.directory.client_secret.0);
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let request = self
            .client
            .post(url)
            .basic_auth(name, Some(secret))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body);
        read(request).await
    }

    fn own(&self, url: &str) -> Result<Url, Trouble> {
        let url = Url::parse(url).ok();
        let own = url.filter(|url| self.directory.is_its_own(url));
        own.ok_or_else(|| {
            Trouble::Unavailable("it sends us to another address than its own".to_owned())
        })
    }
}

async fn read(request: RequestBuilder) -> Result<Value, Trouble> {
    let unavailable = |error: reqwest::Error| Trouble::Unavailable(error.without_url().to_string());
    let request = request.header("accept", "application/json");
    let mut answer = request.send().await.map_err(unavailable)?;
    let status = answer.status();
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(unavailable)? {
        if bytes.len() + chunk.len() > MOST {
            return Err(Trouble::Unavailable("its answer is too long".to_owned()));
        }
        bytes.extend_from_slice(&chunk);
    }
    let value: Option<Value> = serde_json::from_slice(&bytes).ok();
    match (status, value) {
        (StatusCode::OK, Some(value)) => Ok(value),
        (StatusCode::OK, None) => Err(Trouble::Unavailable("its answer is not JSON".to_owned())),
        (StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED, value) => {
            let error = value.as_ref().and_then(|value| value["error"].as_str());
            let error: String = error.unwrap_or("no reason").chars().take(60).collect();
            Err(Trouble::Refused(error))
        }
        (status, _) => Err(Trouble::Unavailable(format!("it answers {status}"))),
    }
}
