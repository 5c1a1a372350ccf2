//! A device that keeps a passkey, as far as the tests need one.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use p256::ecdsa::{DerSignature, SigningKey, signature::Signer};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::BASE;

/// A device. What it says can be made wrong in the ways that matter.
#[derive(Clone)]
pub(super) struct Device {
    key: SigningKey,
    id: Vec<u8>,
    /// Whose passkey it is, as the site told it.
    pub(super) user: Vec<u8>,
    /// How often it has answered.
    pub(super) counter: u32,
    /// The site that its browser is at.
    pub(super) origin: String,
    /// The site that it believes to be at.
    pub(super) site: String,
    /// Whether it asked for a finger, a face or a PIN.
    pub(super) verified: bool,
}

impl Device {
    pub(super) fn new(seed: u8) -> Self {
        Self {
            key: SigningKey::from_slice(&[seed; 32]).expect("a key"),
            id: vec![seed; 20],
            user: Vec::new(),
            counter: 1,
            origin: BASE.to_owned(),
            site: "moot.example".to_owned(),
            verified: true,
        }
    }

    /// Makes a passkey, as asked.
    pub(super) fn make(&mut self, asked: &Value) -> Value {
        let asked = &asked["publicKey"];
        let user = asked["user"]["id"].as_str().expect("a user");
        self.user = BASE64.decode(user).expect("base64");
        let client = self.client("webauthn.create", asked);
        let point = self.key.verifying_key().to_sec1_point(false);
        let mut data = self.data(0x40);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).expect("short").to_be_bytes());
        data.extend(&self.id);
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(point.x().expect("a point"));
        data.extend([0x22, 0x58, 0x20]);
        data.extend(point.y().expect("a point"));
        let mut object = vec![0xa3];
        object.extend(b"\x63fmt\x64none\x67attStmt\xa0\x68authData\x58");
        object.push(u8::try_from(data.len()).expect("short"));
        object.extend(data);
        json!({
            "id": BASE64.encode(&self.id), "rawId": BASE64.encode(&self.id),
            "type": "public-key", "extensions": {},
            "response": {"attestationObject": BASE64.encode(object), "clientDataJSON": BASE64.encode(client)},
        })
    }

    /// Answers, as asked.
    pub(super) fn answer(&mut self, asked: &Value) -> Value {
        self.counter += 1;
        let client = self.client("webauthn.get", &asked["publicKey"]);
        let data = self.data(0);
        let mut signed = data.clone();
        signed.extend(Sha256::digest(&client));
        let signature: DerSignature = self.key.sign(&signed);
        json!({
            "id": BASE64.encode(&self.id), "rawId": BASE64.encode(&self.id),
            "type": "public-key", "extensions": {},
            "response": {
                "authenticatorData": BASE64.encode(data), "clientDataJSON": BASE64.encode(client),
                "signature": BASE64.encode(signature.as_bytes()), "userHandle": BASE64.encode(&self.user),
            },
        })
    }

    fn client(&self, what: &str, asked: &Value) -> Vec<u8> {
        let client = json!({"type": what, "challenge": asked["challenge"], "origin": self.origin, "crossOrigin": false});
        client.to_string().into_bytes()
    }

    fn data(&self, more: u8) -> Vec<u8> {
        let mut data = Sha256::digest(&self.site).to_vec();
        data.push(0x01 | more | if self.verified { 0x04 } else { 0 });
        data.extend(self.counter.to_be_bytes());
        data
    }
}
