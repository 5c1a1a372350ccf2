//! `GET /api/v1/openapi.json`: the API as programs read it (OpenAPI 3.1), made from the catalogue of
//! acts, so that it cannot fall behind.

use axum::response::Response;
use record::act::ActKind;
use serde_json::{Map, Value, json};

use crate::problem::Problem;

/// Shows the description.
pub(super) async fn show() -> Result<Response, Problem> {
    super::json(&description())
}

/// The JSON Schema of an act as it is sent: its fields and its name.
pub(super) fn whole_act(kind: &ActKind) -> Value {
    let mut schema = (kind.schema)().to_value();
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("title".to_owned(), kind.name.into());
        schema.insert("description".to_owned(), kind.summary.into());
        let properties = schema.entry("properties").or_insert_with(|| json!({}));
        if let Some(properties) = properties.as_object_mut() {
            properties.insert("act".to_owned(), json!({ "const": kind.name }));
        }
        let required = schema.entry("required").or_insert_with(|| json!([]));
        if let Some(required) = required.as_array_mut() {
            required.insert(0, "act".into());
        }
    }
    schema
}

fn description() -> Value {
    let mut schemas = Map::new();
    let mut choices = Vec::new();
    let mut mapping = Map::new();
    for kind in record::catalogue() {
        let mut schema = whole_act(kind);
        if let Some(fields) = schema.as_object_mut() {
            fields.remove("$schema");
            if let Some(Value::Object(shared)) = fields.remove("$defs") {
                schemas.extend(shared);
            }
        }
        let reference = format!("#/components/schemas/{}", kind.name);
        choices.push(json!({ "$ref": reference }));
        mapping.insert(kind.name.to_owned(), reference.into());
        schemas.insert(kind.name.to_owned(), schema);
    }
    schemas.insert(
        "act".to_owned(),
        json!({ "oneOf": choices, "discriminator": { "propertyName": "act", "mapping": mapping } }),
    );
    schemas.insert("recorded".to_owned(), recorded());
    schemas.insert("problem".to_owned(), problem());
    let mut schemas = Value::Object(schemas);
    point_to_components(&mut schemas);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Folkmoot",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "The minute book of a partnership.",
            "license": { "name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later" },
        },
        "paths": paths(),
        "components": {
            "schemas": schemas,
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
            "parameters": { "partnership": {
                "name": "partnership", "in": "path", "required": true,
                "description": "The partnership's address.",
                "schema": { "type": "string" },
            }},
        },
    })
}

fn paths() -> Value {
    let problem = json!({ "description": "A problem: what is wrong, where, and what to do (RFC 9457).",
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/problem" } } } });
    let answer = |words: &str, schema: Value| json!({ "description": words, "content": { "application/json": { "schema": schema } } });
    let header = |name: &str, words: &str, schema: Value| json!({ "name": name, "in": "header", "required": false, "description": words, "schema": schema });
    let partnership = json!({ "$ref": "#/components/parameters/partnership" });
    let recorded = json!({ "$ref": "#/components/schemas/recorded" });
    let token = json!([{ "token": [] }]);
    let one = |field: &str| json!({ "type": "object", "required": [field], "properties": { field: { "type": "string" } } });
    json!({
        "/api/v1/{partnership}/acts": { "post": {
            "operationId": "takeActs",
            "summary": "Has one act, or a list of acts, recorded: all or none.",
            "security": token,
            "parameters": [
                partnership,
                header("Idempotency-Key", "Chosen by the program, so that a repeat is not recorded twice.",
                    json!({ "type": "string", "minLength": 1, "maxLength": 128 })),
                header("Folkmoot-Seen", "The last line that the program had seen: 409 if the meeting changed since.",
                    json!({ "type": "integer", "minimum": 0 })),
            ],
            "requestBody": { "required": true, "content": { "application/json": { "schema": { "oneOf": [
                { "$ref": "#/components/schemas/act" },
                { "type": "array", "items": { "$ref": "#/components/schemas/act" }, "minItems": 1, "maxItems": app::MOST_ACTS },
            ] } } } },
            "responses": {
                "201": answer("Recorded, and on disk.", recorded.clone()),
                "200": answer("Recorded before, under the same key.", recorded),
                "default": problem.clone(),
            },
        }},
        "/api/v1/{partnership}/people": { "post": {
            "operationId": "addPerson",
            "summary": "Makes a person known, and gives their number. For the secretariat.",
            "security": token,
            "parameters": [partnership],
            "requestBody": { "required": true, "content": { "application/json": { "schema": {
                "type": "object", "required": ["name"], "additionalProperties": false, "properties": {
                    "name": { "type": "string", "minLength": 1 }, "email": { "type": ["string", "null"] },
                },
            } } } },
            "responses": { "201": answer("Added.", one("person")), "default": problem.clone() },
        }},
        "/api/v1/{partnership}/files": { "post": {
            "operationId": "keepFile",
            "summary": "Keeps a file, and gives the hash by which it is tabled as a paper. For the secretariat.",
            "security": token,
            "parameters": [partnership, { "name": "name", "in": "query", "required": false,
                "description": "The name of the file.", "schema": { "type": "string" } },
                { "name": "hidden", "in": "query", "required": false,
                "description": "`known` when hidden sheets, comments and the like in it are meant for its readers.",
                "schema": { "type": "string", "enum": ["known"] } }],
            "requestBody": { "required": true, "content": { "*/*": {} } },
            "responses": { "201": answer("Kept.", one("hash")), "default": problem.clone() },
        }},
        "/api/v1/{partnership}/plan/figures/import": { "post": {
            "operationId": "importFigures",
            "summary": "Says row by row what a spreadsheet of figures (.xlsx, .ods, .csv) would do; with the digest of that answer it takes it, every row or none.",
            "security": token,
            "parameters": [partnership, { "name": "source", "in": "query", "required": false,
                "description": "Where the figures come from.", "schema": { "type": "string" } },
                { "name": "digest", "in": "query", "required": false,
                "description": "The digest of the preview that was looked at, to have the sheet taken.",
                "schema": { "type": "string" } }],
            "requestBody": { "required": true, "content": { "*/*": {} } },
            "responses": { "200": answer("What it would do.", one("digest")), "201": answer("Taken.", one("digest")), "default": problem.clone() },
        }},
        "/api/v1/acts": { "get": {
            "operationId": "listActs",
            "summary": "Every act there is, with the JSON Schema of its fields.",
            "responses": { "200": answer("The catalogue.", json!({ "type": "array", "items": { "type": "object" } })),
                "default": problem },
        }},
    })
}

fn recorded() -> Value {
    json!({ "type": "object", "required": ["lines", "numbers", "repeated"], "properties": {
        "lines": { "type": ["array", "null"], "items": { "type": "integer" }, "minItems": 2, "maxItems": 2,
            "description": "The first and the last line." },
        "numbers": { "type": "array", "items": { "type": "integer" }, "description": "Every line." },
        "repeated": { "type": "boolean", "description": "Whether it had been recorded before." },
    }})
}

fn problem() -> Value {
    let text = |words: &str| json!({ "type": "string", "description": words });
    json!({ "type": "object", "required": ["type", "title", "status", "detail", "code", "help"], "properties": {
        "type": text("Where the kind of problem is described."),
        "title": text("The kind of problem."),
        "status": { "type": "integer" },
        "detail": text("What is wrong."),
        "code": text("Stable, for programs."),
        "help": text("What to do next."),
        "field": text("The field that has to change, as a path."),
        "clause": text("The clause of the arrangements that it follows from."),
        "act": { "type": "integer", "description": "Which act of several, from 0." },
    }})
}

/// Schemas name each other inside one file; here they lie among the components.
fn point_to_components(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(reference)) = fields.get_mut("$ref")
                && let Some(name) = reference.strip_prefix("#/$defs/")
            {
                *reference = format!("#/components/schemas/{name}");
            }
            fields.values_mut().for_each(point_to_components);
        }
        Value::Array(values) => values.iter_mut().for_each(point_to_components),
        _ => {}
    }
}
