//! The signed last line of a book, to be kept where the book's keeper cannot reach it.
//!
//! A chain shows that no line was changed or put in between; only a checkpoint kept
//! elsewhere shows that none was taken off the end, and that the whole was not written
//! afresh. The form is that of the C2SP `signed-note` with the three lines of a
//! `tlog-checkpoint`: origin, size, hash. The hash is the last line's, not the root of a tree,
//! so tools for such trees can check the signature but not a proof of inclusion.
//!
//! ```text
//! folkmoot/worcestershire
//! 1204
//! 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
//!
//! — folkmoot.example Az3grlgt…
//! ```
//!
//! Who keeps checkpoints, how often they are signed and where the secret lies are
//! decided elsewhere.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use crate::hash::hex;
use crate::line::check_partnership;
use crate::{Hash, Head};

/// What the origin line begins with; the partnership follows.
const ORIGIN: &str = "folkmoot/";
/// The number that signed notes give to Ed25519.
const ED25519: u8 = 1;

/// What a book said at its end, once: the partnership, its last line and that line's hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Whose book.
    pub partnership: String,
    /// The number of the last line; 0 for an empty book.
    pub line: u64,
    /// Its hash; [`Hash::ZERO`] for an empty book.
    pub hash: Hash,
}

/// Why a note is not a checkpoint that can be relied on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointFault {
    /// The note does not have the form of a signed checkpoint.
    #[error("this is not a signed checkpoint: {0}")]
    Malformed(&'static str),
    /// No signature by the key that was given.
    #[error("the checkpoint is not signed by {name}, or by another key of that name")]
    Unsigned {
        /// The name of the key that was looked for.
        name: String,
    },
    /// There is a signature by that key, but over something else.
    #[error("the signature of {name} does not fit: the checkpoint was altered")]
    Forged {
        /// The name of the key.
        name: String,
    },
    /// The key itself cannot be read.
    #[error("this is not a public key for checkpoints: {0}")]
    Key(&'static str),
}

impl CheckpointFault {
    /// What to do next.
    #[must_use]
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Malformed(_) => {
                "Give the checkpoint as it was sent: three lines, an empty line, then the signatures."
            }
            Self::Unsigned { .. } => "Check that the public key is that of the host of this book.",
            Self::Forged { .. } => {
                "Ask two other holders for their copy of this checkpoint and compare."
            }
            Self::Key(_) => {
                "Give the key as one line: name, plus sign, 8 digits, plus sign, base64."
            }
        }
    }
}

/// Whoever signs checkpoints: a name and a secret.
pub struct Signer {
    name: String,
    key: SigningKey,
}

/// The key with which anyone can check a [`Signer`]'s checkpoints.
///
/// Written as one line, `name+8 digits+base64`, which is the usual form of keys for signed notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    name: String,
    key: VerifyingKey,
}

impl Checkpoint {
    /// The checkpoint of a book that ends at `head`.
    #[must_use]
    pub fn of(partnership: &str, head: &Head) -> Self {
        Self {
            partnership: partnership.to_owned(),
            line: head.line,
            hash: head.hash,
        }
    }

    /// The note: the checkpoint in its three lines, signed.
    #[must_use]
    pub fn sign(&self, signer: &Signer) -> String {
        let text = self.text();
        let mut bytes = signer.public().id().to_vec();
        bytes.extend(signer.key.sign(text.as_bytes()).to_bytes());
        format!(
            "{text}\n\u{2014} {} {}\n",
            signer.name,
            BASE64.encode(bytes)
        )
    }

    /// Reads a note, if it is signed with this key. Signatures by others are passed over.
    ///
    /// # Errors
    /// [`CheckpointFault`], saying whether the form, the signer or the signature is wrong.
    pub fn open(note: &str, key: &PublicKey) -> Result<Self, CheckpointFault> {
        let malformed = CheckpointFault::Malformed;
        let (text, signatures) = note
            .split_once("\n\n")
            .ok_or(malformed("it has no empty line"))?;
        let text = format!("{text}\n");
        let signatures = signatures
            .strip_suffix('\n')
            .ok_or(malformed("its last line is cut short"))?;
        let mut signed = false;
        for line in signatures.split('\n') {
            let (name, signature) = line
                .strip_prefix("\u{2014} ")
                .and_then(|line| line.split_once(' '))
                .ok_or(malformed("a signature is not a dash, a name and base64"))?;
            let bytes = BASE64
                .decode(signature)
                .map_err(|_| malformed("a signature is not base64"))?;
            if name != key.name || !bytes.starts_with(&key.id()) {
                continue;
            }
            let signature = Signature::from_slice(&bytes[4..]);
            let fits = signature
                .is_ok_and(|signature| key.key.verify_strict(text.as_bytes(), &signature).is_ok());
            if !fits {
                return Err(CheckpointFault::Forged {
                    name: key.name.clone(),
                });
            }
            signed = true;
        }
        if !signed {
            return Err(CheckpointFault::Unsigned {
                name: key.name.clone(),
            });
        }
        Self::from_text(&text)
    }

    fn text(&self) -> String {
        let hash = BASE64.encode(self.hash.as_bytes());
        format!("{ORIGIN}{}\n{}\n{hash}\n", self.partnership, self.line)
    }

    fn from_text(text: &str) -> Result<Self, CheckpointFault> {
        let malformed = CheckpointFault::Malformed;
        let mut lines = text.lines();
        let mut next = || {
            lines
                .next()
                .ok_or(malformed("it needs origin, line number and hash"))
        };
        let partnership = next()?
            .strip_prefix(ORIGIN)
            .filter(|name| check_partnership(name).is_ok())
            .ok_or(malformed(
                "its first line is not folkmoot/ and a partnership",
            ))?;
        let line = next()?
            .parse()
            .map_err(|_| malformed("its second line is not a number"))?;
        let hash = BASE64
            .decode(next()?)
            .ok()
            .and_then(|bytes| bytes.try_into().ok());
        let hash = hash
            .map(Hash::from_bytes)
            .ok_or(malformed("its third line is not a hash"))?;
        let read = Self {
            partnership: partnership.to_owned(),
            line,
            hash,
        };
        // One checkpoint has one spelling: no sign, no leading zero, no further line.
        if read.text() != text {
            return Err(malformed(
                "it is not written the way checkpoints are written",
            ));
        }
        Ok(read)
    }
}

impl Signer {
    /// A signer from its name (the host, say `folkmoot.example`) and 32 secret random bytes.
    ///
    /// # Errors
    /// [`CheckpointFault::Key`] if the name is empty or holds white space or a plus sign.
    pub fn new(name: &str, secret: &[u8; 32]) -> Result<Self, CheckpointFault> {
        check_name(name)?;
        Ok(Self {
            name: name.to_owned(),
            key: SigningKey::from_bytes(secret),
        })
    }

    /// The key to publish.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey {
            name: self.name.clone(),
            key: self.key.verifying_key(),
        }
    }
}

impl PublicKey {
    /// The name that stands in the signature.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first four bytes of SHA-256 over name, newline, kind and key: they tell two keys
    /// of one name apart.
    fn id(&self) -> [u8; 4] {
        let hash = Hash::of(&[self.name.as_bytes(), b"\n", &[ED25519], self.key.as_bytes()]);
        let [a, b, c, d, ..] = *hash.as_bytes();
        [a, b, c, d]
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = vec![ED25519];
        bytes.extend(self.key.as_bytes());
        write!(
            out,
            "{}+{}+{}",
            self.name,
            hex(&self.id()),
            BASE64.encode(bytes)
        )
    }
}

impl FromStr for PublicKey {
    type Err = CheckpointFault;

    fn from_str(text: &str) -> Result<Self, CheckpointFault> {
        let wrong = CheckpointFault::Key;
        let mut parts = text.trim().splitn(3, '+');
        let mut next = || {
            parts
                .next()
                .ok_or(wrong("it needs three parts with a plus sign between"))
        };
        let (name, id, key) = (next()?, next()?, next()?);
        check_name(name)?;
        let bytes = BASE64
            .decode(key)
            .map_err(|_| wrong("its last part is not base64"))?;
        let [ED25519, bytes @ ..] = bytes.as_slice() else {
            return Err(wrong("it is not an Ed25519 key"));
        };
        let bytes = bytes
            .try_into()
            .map_err(|_| wrong("its key is not 32 bytes"))?;
        let key =
            VerifyingKey::from_bytes(bytes).map_err(|_| wrong("its key is not on the curve"))?;
        let read = Self {
            name: name.to_owned(),
            key,
        };
        if hex(&read.id()) != id {
            return Err(wrong("its 8 digits do not fit its name and key"));
        }
        Ok(read)
    }
}

fn check_name(name: &str) -> Result<(), CheckpointFault> {
    if name.is_empty()
        || name.contains(|char: char| char.is_whitespace() || char.is_control() || char == '+')
    {
        return Err(CheckpointFault::Key(
            "its name is empty or holds white space or a plus sign",
        ));
    }
    Ok(())
}
