//! Making an agreement, and refreshing it.

use askama::Template;
use axum::response::Response;
use record::{
    id::AgreementId,
    plan::{Agreement, Block},
};
use serde_json::{Value, json};

use super::{choices, planning};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    visit::{Visit, page_with, see},
};

/// How many blocks a form has room for.
const BLOCKS: usize = 6;
/// How many more a refresh has room for, and how many there are at most.
const NEW_BLOCKS: usize = 2;
const MOST_BLOCKS: usize = 40;

#[derive(Template)]
#[template(path = "plan/enter/agreement.html")]
struct Make {
    frame: Frame,
    form: Form,
    /// Room for blocks, each with the themes and the word that ticks them.
    blocks: Vec<Vec<(Choice, &'static str)>>,
}

#[derive(Template)]
#[template(path = "plan/enter/refresh.html")]
struct Refresh {
    frame: Frame,
    form: Form,
    /// The last line of the book that this page has seen.
    seen: u64,
    /// Where there are several agreements and none is chosen yet: which there are.
    agreements: Vec<Choice>,
    /// The one that is refreshed.
    agreement: Option<Choice>,
    /// How the version that is there now holds: "Version 2, from 1 April 2008 until 31 March 2010".
    now: String,
    blocks: Vec<BlockRow>,
}

/// A block as it may be changed, or room for a new one.
struct BlockRow {
    /// Its short name; none where there is room for a new one.
    id: Option<String>,
    /// The themes, each with the word that ticks it where it belongs to the block.
    themes: Vec<(Choice, &'static str)>,
}

fn making(visit: &Visit, form: Form) -> Result<Response, Problem> {
    let frame = planning(
        visit,
        "Make an agreement",
        &form,
        "The agreement was not made",
    );
    let status = form.status();
    let themes = choices::themes(visit);
    page_with(
        status,
        &Make {
            frame,
            blocks: (0..BLOCKS).map(|row| ticked(&form, row, &themes)).collect(),
            form,
        },
    )
}

/// `GET /{partnership}/plan/make-agreement`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    making(&visit, Form::empty())
}

/// `POST /{partnership}/plan/make-agreement`
pub(super) async fn take(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let mut blocks = Vec::new();
    for row in form.rows("blocks") {
        let id = form.read_text(&format!("blocks[{row}].id"), "Give it a short name");
        let name = form.read_text(&format!("blocks[{row}].name"), "Say what it is called");
        let themes = format!("blocks[{row}].themes");
        let themes: Vec<String> = form.values(&themes).map(str::to_owned).collect();
        blocks.push(json!({"id": id, "name": name, "themes": themes}));
    }
    if blocks.is_empty() {
        form.wrong("blocks[0].id", "Name at least one block");
    }
    let act = json!({
        "act": "plan.make-agreement", "blocks": blocks,
        "agreement": form.read_text("agreement", "Give it a short name"),
        "title": form.read_text("title", "Say what it is called"),
        "from": form.read_date("from", "Say from when it holds"),
        "until": form.read_date("until", "Say until when it holds"),
        "decided_by": form.perhaps_text("decided_by"),
    });
    if form.is_right() && visit.record(act, &mut form).await? {
        return Ok(see(&visit.at("/plan?done=agreement")));
    }
    making(&visit.read_on().await?, form)
}

/// The agreement that the address or the form names; the only one where there is one.
fn chosen<'v>(visit: &'v Visit, asked: &str) -> Option<&'v Agreement> {
    let plan = &visit.reading.record.plan;
    let named = asked.parse::<AgreementId>().ok();
    let named = named.and_then(|id| plan.agreement(&id));
    let mut all = plan.agreements();
    named.or_else(|| all.next().filter(|_| all.next().is_none()))
}

/// The form as it is first shown: with the blocks of the version that is there.
fn filled(visit: &Visit, asked: &str) -> Form {
    let Some(agreement) = chosen(visit, asked) else {
        return Form::empty();
    };
    let mut form = Form::empty().with("agreement", agreement.id.as_str());
    let blocks = agreement.newest().into_iter().flat_map(|it| &it.blocks);
    for (row, block) in blocks.enumerate() {
        form = form.with(format!("blocks[{row}].name"), block.name.as_str());
        for theme in &block.themes {
            form = form.with(format!("blocks[{row}].themes"), theme.as_str());
        }
    }
    form
}

fn block_rows(visit: &Visit, agreement: &Agreement, form: &Form) -> Vec<BlockRow> {
    let blocks = agreement.newest().into_iter().flat_map(|it| &it.blocks);
    let known = blocks.map(|block| Some(block.id.to_string()));
    let all = known
        .chain(std::iter::repeat_n(None, NEW_BLOCKS))
        .take(MOST_BLOCKS);
    let themes = choices::themes(visit);
    let row = |(row, id): (usize, Option<String>)| BlockRow {
        themes: ticked(form, row, &themes),
        id,
    };
    all.enumerate().map(row).collect()
}

/// The themes, each with the word that ticks it where it was ticked for a block.
fn ticked(form: &Form, row: usize, themes: &[Choice]) -> Vec<(Choice, &'static str)> {
    let name = format!("blocks[{row}].themes");
    let tick = |theme: &Choice| {
        let is = form.values(&name).any(|it| it == theme.value);
        (theme.clone(), if is { " checked" } else { "" })
    };
    themes.iter().map(tick).collect()
}

fn refreshing(visit: &Visit, form: Form) -> Result<Response, Problem> {
    let agreement = chosen(visit, form.value("agreement"));
    let frame = planning(
        visit,
        "Refresh an agreement",
        &form,
        "The agreement was not refreshed",
    );
    let status = form.status();
    let now = agreement.and_then(|it| it.newest()).map(|version| {
        format!(
            "Version {}, from {} until {}",
            version.number,
            record::say_day(version.from),
            record::say_day(version.until)
        )
    });
    page_with(
        status,
        &Refresh {
            seen: visit.reading.head.line,
            frame,
            agreements: choices::agreements(visit),
            agreement: agreement.map(|it| Choice::new(it.id.to_string(), it.title.to_string())),
            now: now.unwrap_or_default(),
            blocks: agreement.map_or_else(Vec::new, |it| block_rows(visit, it, &form)),
            form,
        },
    )
}

/// `GET /{partnership}/plan/refresh-agreement?agreement=laa`
pub(super) async fn refresh(visit: Visit) -> Result<Response, Problem> {
    let agreement = visit.query("agreement").unwrap_or_default();
    refreshing(&visit, filled(&visit, &agreement))
}

/// The blocks as the form has them; none where they are as they were.
fn blocks_asked(agreement: &Agreement, form: &mut Form) -> Option<Vec<Value>> {
    let known: Vec<Block> = agreement
        .newest()
        .map_or_else(Vec::new, |it| it.blocks.clone());
    if !form
        .pairs()
        .iter()
        .any(|(name, _)| name.starts_with("blocks["))
    {
        return None;
    }
    let mut blocks = Vec::new();
    for row in 0..(known.len() + NEW_BLOCKS).min(MOST_BLOCKS) {
        let themes = format!("blocks[{row}].themes");
        let themes: Vec<String> = form.values(&themes).map(str::to_owned).collect();
        let name = form.perhaps_text(&format!("blocks[{row}].name"));
        let id = match known.get(row) {
            Some(block) => Some(block.id.to_string()),
            None => form.perhaps_text(&format!("blocks[{row}].id")),
        };
        match (id, name) {
            (Some(id), Some(name)) => {
                blocks.push(json!({"id": id, "name": name, "themes": themes}));
            }
            (Some(_), None) if row >= known.len() => {
                form.wrong(&format!("blocks[{row}].name"), "Say what it is called");
            }
            (None, Some(_)) => form.wrong(&format!("blocks[{row}].id"), "Give it a short name"),
            // A block whose name was cleared goes.
            (_, None) => {}
        }
    }
    let before = serde_json::to_value(&known).ok();
    let same = before.and_then(|it| Some(same_blocks(it.as_array()?, &blocks)));
    (same != Some(true)).then_some(blocks)
}

/// Whether two lists of blocks say the same, in whatever order their themes are.
fn same_blocks(one: &[Value], other: &[Value]) -> bool {
    let said = |block: &Value| {
        let themes = block["themes"].as_array().into_iter().flatten();
        let mut themes: Vec<String> = themes.map(ToString::to_string).collect();
        themes.sort();
        (block["id"].clone(), block["name"].clone(), themes)
    };
    one.iter().map(said).eq(other.iter().map(said))
}

/// `POST /{partnership}/plan/refresh-agreement`
pub(super) async fn take_refresh(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let id = form.read_text("agreement", "Choose the agreement");
    let agreement = chosen(&visit, id.as_deref().unwrap_or_default());
    let blocks = agreement.and_then(|it| blocks_asked(it, &mut form));
    let act = json!({
        "act": "plan.refresh-agreement",
        "agreement": id,
        "from": form.read_date("from", "Say from when the new version holds"),
        "until": form.perhaps_date("until"),
        "blocks": blocks,
        "why": form.read_text("why", "Say why it is refreshed"),
        "decided_by": form.perhaps_text("decided_by"),
    });
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => return Ok(see(&visit.at("/plan/agreement?done=refreshed"))),
            Err(denied) => form.denied_as(denied, |field| match field {
                "blocks" => "blocks[0].name".to_owned(),
                field => field.to_owned(),
            })?,
        }
    }
    refreshing(&visit.read_on().await?, form)
}
