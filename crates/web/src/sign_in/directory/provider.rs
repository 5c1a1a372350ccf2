//! A directory as it describes itself, and what it vouches for: a signed token, looked at from all sides.
//!
//! Whether the signature, the issuer, the audience, the time and the nonce of a token are right, the
//! `openidconnect` crate decides, by the keys that the directory shows at its own address. Whom the token
//! stands for here, `person` decides.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime},
};

use jiff::Timestamp;
use openidconnect::{
    AdditionalClaims, ClientId, ClientSecret, IdToken, IssuerUrl, Nonce,
    core::{
        CoreGenderClaim, CoreIdTokenVerifier, CoreJsonWebKeySet, CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    },
};
use reqwest::Url;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    Directory,
    ask::{Line, Trouble},
};

/// How long what a directory says of itself is relied on, in seconds.
const KEPT: i64 = 60 * 60;
/// How soon it is asked again when a token is signed with a key that we do not know, in seconds.
const ASKED_AGAIN: i64 = 60;
/// How far its clock may be from ours, in seconds.
const CLOCKS: i64 = 120;

/// Signatures that are taken. Neither `none` nor one made with the secret that we share is.
const SIGNATURES: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// What a directory says of itself.
#[derive(Debug, Clone, Deserialize)]
struct Described {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    userinfo_endpoint: Option<String>,
}

/// The same, with its keys.
#[derive(Debug)]
struct Known {
    described: Described,
    keys: CoreJsonWebKeySet,
    read: i64,
}

/// What is known of directories, so that not every sign-in asks for it.
#[derive(Debug, Default)]
pub(crate) struct Directories(Mutex<HashMap<String, Arc<Known>>>);

/// What somebody is asked to bring back from the directory.
pub(super) struct Errand<'a> {
    pub(super) back: &'a str,
    pub(super) state: &'a str,
    pub(super) nonce: &'a str,
    /// What the proof that it is still us will hash to (PKCE).
    pub(super) challenge: &'a str,
    /// Whether they are to prove anew who they are.
    pub(super) fresh: bool,
}

/// What they brought back.
pub(super) struct Brought<'a> {
    pub(super) back: &'a str,
    pub(super) code: &'a str,
    pub(super) verifier: &'a str,
    pub(super) nonce: &'a str,
}

/// What a directory vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Vouched {
    /// Its own name for the person.
    pub(super) subject: String,
    /// Their address, if it says that it verified it.
    pub(super) email: Option<String>,
    /// Whether it says that it asked for a second factor.
    pub(super) second_factor: bool,
    /// When they proved to it who they are, in seconds since 1970, if it says so.
    pub(super) proved: Option<i64>,
}

/// Whatever else is in a token.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Rest(Map<String, Value>);

impl AdditionalClaims for Rest {}

type Token =
    IdToken<Rest, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;

/// One directory, with the time that it is.
pub(super) struct Provider<'a> {
    pub(super) directory: &'a Directory,
    pub(super) known: &'a Directories,
    pub(super) now: Timestamp,
}

impl Provider<'_> {
    /// The address at the directory to which somebody is sent.
    pub(super) async fn door(&self, errand: &Errand<'_>) -> Result<String, Trouble> {
        let line = Line::to(self.directory)?;
        let known = self.known(&line, KEPT).await?;
        let door = &known.described.authorization_endpoint;
        let door = Url::parse(door)
            .ok()
            .filter(|door| self.directory.is_its_own(door));
        let mut door = door.ok_or_else(|| {
            Trouble::Unavailable("it sends people to another address than its own".to_owned())
        })?;
        let mut query = door.query_pairs_mut();
        query
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.directory.client_id)
            .append_pair("redirect_uri", errand.back)
            .append_pair("scope", "openid email")
            .append_pair("state", errand.state)
            .append_pair("nonce", errand.nonce)
            .append_pair("code_challenge", errand.challenge)
            .append_pair("code_challenge_method", "S256");
        if let Some(values) = self.directory.second_factor.get("acr") {
            query.append_pair("acr_values", &values.join(" "));
        }
        // With an age asked for, the directory has to say when it last saw them prove who they are. An
        // age of nought some take for `prompt` and then forget to say it.
        if errand.fresh {
            query.append_pair("prompt", "login");
        }
        let age = if errand.fresh { "60" } else { "43200" };
        query.append_pair("max_age", age);
        drop(query);
        Ok(door.into())
    }

    /// Changes the code for a token, and looks at it.
    pub(super) async fn vouched(&self, brought: &Brought<'_>) -> Result<Vouched, Trouble> {
        let line = Line::to(self.directory)?;
        let known = self.known(&line, KEPT).await?;
        let answer = line
            .post(
                &known.described.token_endpoint,
                &[
                    ("grant_type", "authorization_code"),
                    ("code", brought.code),
                    ("redirect_uri", brought.back),
                    ("code_verifier", brought.verifier),
                ],
            )
            .await?;
        let token = answer["id_token"].as_str();
        let token = token.ok_or_else(|| Trouble::Untrusted("no token came".to_owned()))?;
        let mut claims = match self.claims(&known, token, brought.nonce) {
            // Directories change their keys; it is asked once more what they are now.
            Err(_) if self.now.as_second() - known.read >= ASKED_AGAIN => {
                let known = self.known(&line, 0).await?;
                self.claims(&known, token, brought.nonce)?
            }
            claims => claims?,
        };
        if !claims.contains_key("email") {
            let (place, access) = (
                &known.described.userinfo_endpoint,
                answer["access_token"].as_str(),
            );
            if let (Some(place), Some(access)) = (place, access) {
                let more = line.get_with(place, access).await?;
                self.add(&mut claims, more)?;
            }
        }
        Ok(self.read(&claims))
    }

    /// What is in a token, if it is genuine.
    fn claims(
        &self,
        known: &Known,
        token: &str,
        nonce: &str,
    ) -> Result<Map<String, Value>, Trouble> {
        let untrusted = |why: &dyn std::fmt::Display| Trouble::Untrusted(why.to_string());
        let token: Token = token.parse().map_err(|error| untrusted(&error))?;
        let issuer =
            IssuerUrl::new(self.directory.issuer.clone()).map_err(|error| untrusted(&error))?;
        let seconds = u64::try_from(self.now.as_second()).unwrap_or_default();
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        let latest = self.now.as_second() + CLOCKS;
        let verifier = CoreIdTokenVerifier::new_confidential_client(
            ClientId::new(self.directory.client_id.clone()),
            ClientSecret::new(self.directory.client_secret.0.clone()),
            issuer,
            known.keys.clone(),
        )
        .set_allowed_algs(SIGNATURES)
        .set_time_fn(move || now.into())
        .set_issue_time_verifier_fn(move |issued| match issued.timestamp() <= latest {
            true => Ok(()),
            false => Err("it is not yet valid".to_owned()),
        });
        let nonce = Nonce::new(nonce.to_owned());
        let claims = token.claims(&verifier, &nonce).map_err(|error| {
            match std::error::Error::source(&error) {
                Some(source) => Trouble::Untrusted(format!("{error}: {source}")),
                None => untrusted(&error),
            }
        })?;
        match serde_json::to_value(claims) {
            Ok(Value::Object(claims)) => Ok(claims),
            _ => Err(untrusted(&"it cannot be read")),
        }
    }

    /// Adds what the directory says besides, if it is of the same person.
    fn add(&self, claims: &mut Map<String, Value>, more: Value) -> Result<(), Trouble> {
        if more["sub"] != claims.get("sub").cloned().unwrap_or_default() || more["sub"].is_null() {
            return Err(Trouble::Untrusted("it speaks of somebody else".to_owned()));
        }
        for name in ["email", &self.directory.verified_claim] {
            if let Some(value) = more.get(name) {
                claims.entry(name).or_insert_with(|| value.clone());
            }
        }
        Ok(())
    }

    fn read(&self, claims: &Map<String, Value>) -> Vouched {
        let text = |name: &str| claims.get(name).and_then(Value::as_str).map(str::to_owned);
        let verified = match claims.get(&self.directory.verified_claim) {
            Some(Value::Bool(verified)) => *verified,
            Some(Value::String(verified)) => verified == "true" || verified == "1",
            Some(Value::Number(verified)) => verified.as_i64() == Some(1),
            _ => false,
        };
        Vouched {
            subject: text("sub").unwrap_or_default(),
            email: text("email").filter(|_| verified),
            second_factor: shows(&self.directory.second_factor, claims),
            proved: claims.get("auth_time").and_then(Value::as_i64),
        }
    }

    /// What the directory says of itself, not older than `age` seconds.
    async fn known(&self, line: &Line<'_>, age: i64) -> Result<Arc<Known>, Trouble> {
        let (id, now) = (&self.directory.id, self.now.as_second());
        let kept = self.known.all().get(id).cloned();
        if let Some(kept) = kept.filter(|kept| (0..age).contains(&(now - kept.read))) {
            return Ok(kept);
        }
        let issuer = self.directory.issuer.trim_end_matches('/');
        let described = line
            .get(&format!("{issuer}/.well-known/openid-configuration"))
            .await?;
        let unreadable = |error: serde_json::Error| Trouble::Unavailable(error.to_string());
        let described: Described = serde_json::from_value(described).map_err(unreadable)?;
        if described.issuer != self.directory.issuer {
            return Err(Trouble::Unavailable(
                "it calls itself otherwise than our settings".to_owned(),
            ));
        }
        let keys = line.get(&described.jwks_uri).await?;
        let keys = serde_json::from_value(keys).map_err(unreadable)?;
        let fresh = Arc::new(Known {
            described,
            keys,
            read: now,
        });
        self.known.all().insert(id.clone(), Arc::clone(&fresh));
        Ok(fresh)
    }
}

impl Directories {
    fn all(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<Known>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether one of the claims has one of the values that stand for a second factor.
fn shows(second_factor: &BTreeMap<String, Vec<String>>, claims: &Map<String, Value>) -> bool {
    second_factor.iter().any(|(claim, values)| {
        let is_one = |value: &Value| {
            value
                .as_str()
                .is_some_and(|value| values.iter().any(|one| one == value))
        };
        match claims.get(claim) {
            Some(Value::Array(all)) => all.iter().any(is_one),
            Some(value) => is_one(value),
            None => false,
        }
    })
}
