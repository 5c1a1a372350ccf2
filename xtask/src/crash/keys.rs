//! Keys sent once more at the end: each is known, and gives the line it was recorded on.

use serde_json::Value;

use super::scene::ACTS;
use super::sent::{Log, Told};
use crate::Done;
use crate::http::{Connection, post};

/// The most keys tried for each client.
const MOST: usize = 50;

/// Sends acknowledged acts again with their keys. Gives how many.
pub fn resend(address: &str, token: &str, logs: &[Log]) -> Done<usize> {
    let mut connection = Connection::open(address).map_err(|why| format!("{address}: {why}"))?;
    let mut tried = 0;
    for (client, log) in logs.iter().enumerate() {
        let keyed = log.iter().filter_map(|sent| match (&sent.key, sent.told) {
            (Some(key), Told::Line(line)) => Some((&sent.said, key, line)),
            _ => None,
        });
        let keyed: Vec<_> = keyed.collect();
        let stride = keyed.len().div_ceil(MOST).max(1);
        for (said, key, line) in keyed.into_iter().step_by(stride) {
            let request = post(ACTS, token, Some(key), &said.json(client));
            let mut body = Vec::new();
            let answer = connection.ask(&request, &mut body);
            let status = answer.map_err(|why| format!("{address}: {why}"))?.status;
            let json: Value = serde_json::from_slice(&body).unwrap_or_default();
            if status != 200 || json["lines"] != Value::from(vec![line, line]) {
                return Err(format!(
                    "the key {key} is on line {line}; sent again, it was answered {status}: {json}"
                ));
            }
            tried += 1;
        }
    }
    Ok(tried)
}
