//! Everything that is held on a person, to take away: a file for people and one for programs, packed.

use std::{
    collections::BTreeMap,
    io::{Cursor, Write},
};

use app::{
    Reading,
    personal::{Held, LineAbout},
};
use askama::Template;
use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{data::Table, whose};
use crate::{problem::Problem, say, visit::Visit};

#[derive(Template)]
#[template(path = "personal/everything.html")]
struct Everything {
    name: String,
    on: String,
    tables: Vec<Table>,
    lines: Vec<Line>,
}

/// A line of a book, in words.
struct Line {
    partnership: String,
    number: u64,
    when: String,
    says: String,
}

/// `GET /{partnership}/people/{person}/data/everything.zip`
pub(super) async fn send(
    visit: Visit,
    Path((_, person)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let id = whose(&visit, &person)?;
    visit.must_be_fresh()?;
    let everything = visit
        .site
        .apart(move |house| house.everything_about(id))
        .await??;
    let mut readings: BTreeMap<String, Reading> = BTreeMap::new();
    for line in &everything.lines {
        if !readings.contains_key(&line.partnership) {
            let reading = visit.site.reading(&line.partnership).await?;
            readings.insert(line.partnership.clone(), reading);
        }
    }
    let program = json!({
        "person": id.to_string(),
        "made": visit.reading.now.to_string(),
        "office": everything.held.iter().map(|held| json!({
            "what": held.what,
            "rows": held.rows.iter().map(|row| in_json(held.columns, row)).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "lines": everything.lines.iter().map(|about| json!({
            "partnership": about.partnership,
            "line": about.line.number,
            "at": about.line.at.map(|at| at.to_string()),
            "by": about.line.by.as_ref().map(ToString::to_string),
            "entry": about.line.entry,
        })).collect::<Vec<_>>(),
    });
    let page = Everything {
        name: visit.reading.names.of(id).to_owned(),
        on: say::day(&visit.reading.today()),
        lines: everything
            .lines
            .iter()
            .filter_map(|about| line(readings.get(&about.partnership)?, about))
            .collect(),
        tables: everything
            .held
            .into_iter()
            .map(|held| Table::of(&visit, held))
            .collect(),
    };
    let page = page.render().map_err(|error| {
        tracing::error!(%error, "a person's data could not be written");
        Problem::fault()
    })?;
    let program = serde_json::to_string_pretty(&program).unwrap_or_default();
    let packed = pack(&[("everything.html", &page), ("everything.json", &program)]);
    let packed = packed.map_err(|error| {
        tracing::error!(%error, "a person's data could not be packed");
        Problem::fault()
    })?;
    let headers = [
        (header::CONTENT_TYPE, "application/zip"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"everything.zip\"",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, packed).into_response())
}

fn line(reading: &Reading, about: &LineAbout) -> Option<Line> {
    let at = about.line.at?.to_zoned(reading.zone());
    Some(Line {
        partnership: about.partnership.clone(),
        number: about.line.number,
        when: format!("{}, {}", say::short_day(&at.date()), at.strftime("%H:%M")),
        says: crate::book::says(reading, about.line.entry.as_ref()?),
    })
}

fn in_json(columns: &[&str], row: &[Held]) -> Value {
    let cells = columns.iter().zip(row).map(|(column, cell)| {
        let value = match cell {
            Held::Nothing => Value::Null,
            Held::Number(number) => json!(number),
            Held::Text(text) => json!(text),
        };
        ((*column).to_owned(), value)
    });
    Value::Object(cells.collect())
}

fn pack(files: &[(&str, &str)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        packed.start_file(*name, SimpleFileOptions::default())?;
        packed.write_all(text.as_bytes())?;
    }
    Ok(packed.finish()?.into_inner())
}
