//! The form of an arrangements file as JSON Schema, for editors that complete and check as one types.

use serde_json::{Value, json};

use super::model::Arrangements;

/// The JSON Schema (draft 2020-12) of an arrangements file.
pub fn schema() -> Value {
    let mut schema = schemars::schema_for!(Arrangements).to_value();
    if let Some(object) = schema.as_object_mut() {
        object.insert(
            "$id".to_owned(),
            json!("https://folkmoot.example/arrangements.schema.json"),
        );
        object.insert(
            "title".to_owned(),
            json!("Governance arrangements of a partnership"),
        );
    }
    schema
}

#[cfg(test)]
mod tests {
    /// `FOLKMOOT_UPDATE=1 cargo test -p record` writes it anew.
    #[test]
    fn the_published_schema_is_current() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../arrangements/arrangements.schema.json"
        );
        let current = format!(
            "{}\n",
            serde_json::to_string_pretty(&super::schema()).unwrap()
        );
        if std::env::var_os("FOLKMOOT_UPDATE").is_some() {
            std::fs::write(path, &current).unwrap();
        }
        let published = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            published == current,
            "arrangements/arrangements.schema.json is out of date: run `FOLKMOOT_UPDATE=1 cargo test -p record schema`"
        );
    }
}
