//! What taking in a large sheet of figures costs, from the command line: read, planned and written.

use std::fmt::Write as _;
use std::time::Instant;

use serde_json::{Value, json};

use super::Bed;
use super::table::{Table, grouped, seconds};
use crate::program::{Place, temporary};
use crate::{Done, Workspace};

/// Indicators, measured each month for ten years in seven places: some fifty thousand figures.
const INDICATORS: usize = 60;
/// The first of ten financial years.
const FIRST: usize = 2010;
/// Everywhere but the whole county, which has no name in a sheet.
const DISTRICTS: [&str; 7] = [
    "",
    "bromsgrove",
    "malvern-hills",
    "redditch",
    "worcester",
    "wychavon",
    "wyre-forest",
];
/// How many figures are promised to be taken in two seconds.
const FIGURES: usize = 50_000;

/// Takes in fifty thousand figures, and the same once more.
pub fn measure(workspace: &Workspace, bed: &Bed, table: &mut Table) -> Done {
    println!("bench: taking in {FIGURES} figures");
    let folder = temporary("folkmoot-figures-")?;
    let place = Place::folder(folder.path().join("data"));
    let arrangements = workspace.root.join("arrangements/worcestershire-2007.toml");
    let arrangements = arrangements.to_string_lossy();
    let begin = [
        "init",
        "--partnership",
        "bench",
        "--from",
        "2007-01-01",
        "--arrangements",
    ];
    bed.program.says(
        &place,
        &begin
            .map(str::to_owned)
            .into_iter()
            .chain([arrangements.into_owned()])
            .collect::<Vec<_>>(),
    )?;
    let write = |name: &str, text: String| {
        let path = folder.path().join(name);
        let written = std::fs::write(&path, text);
        written.map_err(|why| format!("{}: {why}", path.display()))?;
        Ok::<_, String>(path.to_string_lossy().into_owned())
    };
    let acts = write("acts.json", Value::from(acts()).to_string())?;
    bed.program.says(&place, &["act", &*acts])?;
    let sheet = write("figures.csv", sheet())?;
    for (what, goal) in [
        ("imported", "< 2 s"),
        ("imported again, which changes nothing", ""),
    ] {
        let began = Instant::now();
        bed.program
            .says(&place, &["import", "--figures", "--json", &*sheet])?;
        table.row(
            format!("{} figures {what}", grouped(FIGURES as u64)),
            seconds(began.elapsed()),
            "",
            goal,
        );
    }
    Ok(())
}

/// An agreement with its indicators.
fn acts() -> Vec<Value> {
    let mut acts = vec![
        json!({"act": "plan.make-agreement", "agreement": "laa", "title": "Agreement", "from": "2010-04-01",
            "until": "2030-03-31", "blocks": [{"id": "a", "name": "Everything"}]}),
        json!({"act": "plan.set-outcome", "outcome": "better", "agreement": "laa", "block": "a",
            "theme": "safer", "title": "Better", "lead": {"body": "board"}}),
    ];
    acts.extend((0..INDICATORS).map(|nth| {
        json!({"act": "plan.set-indicator", "indicator": format!("indicator-{nth}"), "outcome": "better",
            "title": format!("Indicator {nth}"), "unit": "homes", "good": "lower", "standing": "headline",
            "every": "month", "districts": "none", "source": "Survey"})
    }));
    acts
}

fn sheet() -> String {
    let mut sheet = String::from("Indicator,Area,Period,Figure,Comment\n");
    let mut figures = 0;
    for nth in 0..INDICATORS {
        for area in DISTRICTS {
            for month in 0..120 {
                if figures == FIGURES {
                    return sheet;
                }
                figures += 1;
                let (year, month) = (FIRST + month / 12, month % 12 + 1);
                let next = (year + 1) % 100;
                // Writing into a text never fails.
                let _ = writeln!(
                    sheet,
                    "indicator-{nth},{area},{year}/{next:02} M{month},{figures},"
                );
            }
        }
    }
    sheet
}
