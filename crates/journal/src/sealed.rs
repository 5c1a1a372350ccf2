//! The commitments inside an entry.
//!
//! An entry seals a text by holding `{"sealed":"<64 hexadecimal digits>"}` in its place.
//! They are found by looking for the bytes `"sealed":"`, which needs no JSON reader and
//! so can be done by anyone; [`checked`] makes sure, before a line is written, that
//! looking for those bytes and reading the JSON give the same answer.

use serde_json::Value;

use crate::{Fault, Hash};

const OPENING: &str = "\"sealed\":\"";

/// The commitments of an entry, in order of appearance.
#[must_use]
pub fn commitments(entry: &str) -> Vec<Hash> {
    let mut found = Vec::new();
    let mut rest = entry;
    while let Some(at) = rest.find(OPENING) {
        rest = &rest[at + OPENING.len()..];
        let hash = rest.get(..64).and_then(|digits| digits.parse().ok());
        if let Some(hash) = hash
            && rest.as_bytes().get(64) == Some(&b'"')
        {
            found.push(hash);
        }
    }
    found
}

/// The redaction an entry records: the line and ordinal whose words it took out.
pub(crate) fn redaction(entry: &str) -> Option<(u64, u32)> {
    // Nearly every line is something else; do not read its JSON to find out. (The word
    // could be written with an escape.)
    if !entry.contains("\"redacted\"") && !entry.contains("\\u") {
        return None;
    }
    let entry: Value = serde_json::from_str(entry).ok()?;
    if entry.get("module")? != "book" || entry.get("kind")? != "redacted" {
        return None;
    }
    let ordinal = u32::try_from(entry.get("ordinal")?.as_u64()?).ok()?;
    Some((entry.get("line")?.as_u64()?, ordinal))
}

/// The commitments of an entry that is about to be written, or why it may not be.
pub(crate) fn checked(entry: &str) -> Result<Vec<Hash>, Fault> {
    let refuse = |what: &str| Err(Fault::Refused(what.to_owned()));
    let value: Value = match serde_json::from_str(entry) {
        Ok(value @ Value::Object(_)) => value,
        Ok(_) => return refuse("its entry is JSON, but not an object"),
        Err(error) => return refuse(&format!("its entry is not JSON: {error}")),
    };
    let found = commitments(entry);
    let mut scanned = found.clone();
    let mut read = Vec::new();
    if !collect(&value, &mut read) {
        return refuse("a sealed text in its entry is not an object with one hash of 64 digits");
    }
    scanned.sort_unstable();
    read.sort_unstable();
    if scanned != read {
        return refuse(
            "a sealed text in its entry is not written as {\"sealed\":\"…\"} without spaces",
        );
    }
    Ok(found)
}

/// Gathers every commitment in the value; false if one is not as it should be.
fn collect(value: &Value, into: &mut Vec<Hash>) -> bool {
    match value {
        Value::Object(fields) => {
            let Some(sealed) = fields.get("sealed") else {
                return fields.values().all(|value| collect(value, into));
            };
            let hash: Option<Hash> = sealed.as_str().and_then(|text| text.parse().ok());
            into.extend(hash);
            hash.is_some() && fields.len() == 1
        }
        Value::Array(items) => items.iter().all(|item| collect(item, into)),
        _ => true,
    }
}
