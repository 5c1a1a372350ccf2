//! Importing a sheet of figures: what the plan says of each cell, and that doing it is all or nothing.

use app::{
    Caller, House,
    figures::{self, FiguresPlan, MOST_ROWS, NoHeadings, figures_template},
    import::{NotKept, RowPlan, State},
};
use record::prose::Title;
use serde_json::{Value, json};
use spreadsheets::{Cell, Row, Unreadable};
use testkit::{ARRANGEMENTS, PLAN, holder_of, person};

use crate::bench::{Bench, Dice, OPERATOR, Place, THREE_RIVERS, read, tell, told};

const HEADINGS: &str = "Indicator,Area,Period,Figure,Numerator,Denominator,Comment\n";

fn indicator(id: &str, title: &str, unit: &str, every: &str, places: u8) -> Value {
    json!({"act": "plan.set-indicator", "indicator": id, "outcome": "fewer-floods", "title": title,
        "reference": format!("NI {}", id.len()), "unit": unit, "good": "lower", "standing": "headline",
        "every": every, "places": places, "districts": "none", "source": "Council survey"})
}

/// Three Rivers with a plan, on 10 January 2008.
fn agreed(bench: &Bench) -> std::sync::Arc<House> {
    let house = bench.house();
    tell(
        &house,
        json!([
            {"act": "structure.adopt-arrangements", "text": format!("{ARRANGEMENTS}{PLAN}"), "from": "2007-01-01"},
            {"act": "plan.make-agreement", "agreement": "laa", "title": "Local area agreement",
                "from": "2007-04-01", "until": "2010-03-31",
                "blocks": [{"id": "a", "name": "Safer", "themes": ["safer"]}]},
            {"act": "plan.set-outcome", "outcome": "fewer-floods", "agreement": "laa", "block": "a",
                "theme": "safer", "title": "Fewer homes are flooded",
                "lead": {"body": "board", "partner": "council"}},
            indicator("flooded-homes", "Homes flooded", "homes", "quarter", 0),
            indicator("warned", "Homes warned in time", "%", "quarter", 1),
            indicator("depth", "Depth of water", "cm", "year", 1),
            {"act": "plan.set-targets", "indicator": "flooded-homes", "targets": [
                {"period": "2007-08-q1", "value": "10"}, {"period": "2007-08-q1", "area": "upper", "value": "6"},
            ]},
        ]),
    );
    bench.at("2008-01-10T10:00");
    house
}

fn rows(text: &str) -> Vec<Row> {
    figures::read(format!("{HEADINGS}{text}").as_bytes()).unwrap()
}

fn plan_as(house: &House, caller: Caller, text: &str) -> FiguresPlan {
    house
        .plan_figures(THREE_RIVERS, caller, &rows(text))
        .unwrap()
        .unwrap()
}

fn plan(house: &House, text: &str) -> FiguresPlan {
    plan_as(house, OPERATOR, text)
}

fn take(house: &House, plan: FiguresPlan) {
    let source = Title::new("Survey").unwrap();
    house
        .import_figures(THREE_RIVERS, OPERATOR, &source, plan)
        .unwrap();
}

/// What a plan says, a line to a row.
fn said(plan: &FiguresPlan) -> Vec<String> {
    let row = |row: &RowPlan| {
        let wrong = row
            .wrong
            .iter()
            .map(|wrong| format!("{}: {}", wrong.cell, wrong.why));
        let parts: Vec<String> = row.does.iter().cloned().chain(wrong).collect();
        let parts: Vec<String> = parts.into_iter().chain(row.note.clone()).collect();
        format!("{} {:?}: {}", row.row, row.state, parts.join("; "))
    };
    plan.rows.iter().map(row).collect()
}

// Requirement: PL4 at `folkmoot import`
#[test]
fn a_sheet_is_told_row_by_row_and_taken_whole() {
    let bench = Bench::new(Place::sqlite());
    let house = agreed(&bench);
    let sheet = "\
        flooded-homes,,2007/08 Q1,9,,,Higher than in any spring\n\
        Homes flooded,Upper River,April to June 2007,4,,,\n\
        NI 6,county,Q2 2007-08,,124,200,\n\
        warned,lower,2007-08-q2,62.5%,5,8,\n\
        flooded-homes,,2007-08-q1,9,,,\n\
        flooded-homes,,2007-08-q1,8,,,\n\
        flooded-homes,,2007-08-q2,,,,\n\
        depth,,2006/07,0.5,,,\n";
    let first = plan(&house, sheet);
    assert_eq!(
        said(&first),
        [
            "2 Does: Takes 9 homes for quarter 1 of 2007-08",
            "3 Does: Takes 4 homes for quarter 1 of 2007-08 in Upper River",
            "4 Does: Takes 62.0% (124 out of 200) for quarter 2 of 2007-08",
            "5 Does: Takes 62.5% (5 out of 8) for quarter 2 of 2007-08 in Lower River",
            "6 Nothing: Row 2 says the same",
            "7 Does: Keeps 8 homes for quarter 1 of 2007-08, beside 9 homes of row 2, which comes first and stands",
            "8 Nothing: No figure yet",
            "9 Does: Takes 0.5 cm for 2006-07",
        ]
    );
    assert_eq!((first.taken, first.aside), (5, 1));
    let before = read(&house).head.line;
    take(&house, first);
    assert_eq!(
        read(&house).head.line,
        before + 2,
        "what was taken and what was set aside"
    );
    let again = plan(&house, sheet);
    assert!(!again.can_be_done());
    assert_eq!(again.count(State::Nothing), 8, "{:?}", said(&again));
    let other = plan(&house, "flooded-homes,,2007-08-q1,7,,,\n");
    assert_eq!(
        said(&other),
        [
            "2 Does: Keeps 7 homes for quarter 1 of 2007-08, beside 9 homes, which was first and stands"
        ]
    );
}

fn plan_of(house: &House, sheet: &str) -> FiguresPlan {
    let rows = figures::read(sheet.as_bytes()).unwrap();
    let planned = house.plan_figures(THREE_RIVERS, OPERATOR, &rows).unwrap();
    planned.unwrap()
}

// Requirement: PL4 at `folkmoot import`
#[test]
fn a_sheet_with_a_column_to_a_period_is_told_row_by_row_and_taken_whole() {
    let bench = Bench::new(Place::sqlite());
    let house = agreed(&bench);
    let sheet = "\
        Performance 2007/08,,,,,\n\
        Ref,District,Q1 2007/08,Jul-Sep 2007 actual,2007/08 Q3,2007/08,RAG\n\
        flooded-homes,,9,12,,,red\n\
        NI 13,Upper River,4,4,,,\n\
        warned,,62.5%,0.7,,,\n\
        depth,,,,,,\n";
    let first = plan_of(&house, sheet);
    assert_eq!(
        said(&first),
        [
            "3 Does: Takes 9 homes for quarter 1 of 2007-08; Takes 12 homes for quarter 2 of 2007-08",
            "4 Does: Takes 4 homes for quarter 1 of 2007-08 in Upper River; Takes 4 homes for quarter 2 of 2007-08 in Upper River",
            "5 Does: Takes 62.5% for quarter 1 of 2007-08; Takes 0.7% for quarter 2 of 2007-08; Is it really less than one per cent? A cell that shows per cent holds 0.125 for 12.5%; 0.7 is taken as it is",
            "6 Nothing: No figure yet",
        ]
    );
    assert_eq!(
        (first.taken, first.aside, &*first.unused.join(",")),
        (6, 0, "RAG")
    );
    take(&house, first);
    let once = told(&house);
    let again = plan_of(&house, sheet);
    assert!(!again.can_be_done(), "{:?}", said(&again));
    assert_eq!(
        said(&again)[0],
        "3 Nothing: 2 figures of this row are there already, or are said twice"
    );
    take(&house, again);
    assert_eq!(told(&house), once);
    // The same as a long sheet is there already too, and another figure is kept beside the first.
    let long = plan(&house, "flooded-homes,,2007/08 Q1,9,,,\n");
    assert!(!long.can_be_done(), "{:?}", said(&long));
    let other = plan_of(
        &house,
        "Indicator,2007/08 Q1,2007/08 Q2\nflooded-homes,8,12\n",
    );
    assert_eq!(
        said(&other),
        [
            "2 Does: Keeps 8 homes for quarter 1 of 2007-08, beside 9 homes, which was first and stands; Is there already: 12 homes for quarter 2 of 2007-08"
        ]
    );
    assert_eq!((other.taken, other.aside), (0, 1));
}

// Requirement: PL4 at `/{partnership}/plan/figures/import`
#[test]
fn what_is_wrong_in_a_wide_sheet_is_told_at_its_cell() {
    let bench = Bench::new(Place::sqlite());
    let house = agreed(&bench);
    let planned = plan_of(
        &house,
        "Indicator,Area,2007/08 Q1,2007/08 Q2,2007/08 Q4,2007/08,Apr 2007\n\
         flooded-homes,,\"9,5\",n/a,30,,\n\
         flooded-homes,Mars,9,,,,\n\
         flooded-homes,,9.5,,,,7\n\
         ,,9,,,,\n\
         depth,,1,,,2,\n\
         flooded-homes,,9,10,,,\n",
    );
    let said = said(&planned);
    for (row, parts) in [
        (
            0,
            &[
                "2 Wrong",
                "C2: ",
                "write 9.5, with a full stop",
                "D2: ",
                "leave the cell empty",
                "E2: ",
                "ends on 31 March 2008",
            ][..],
        ),
        (1, &["3 Wrong", "B3: ", "no area called that"]),
        (2, &["4 Wrong", "C4: ", "decimal", "G4: ", "quarter"]),
        (3, &["5 Wrong", "A5: ", "say which indicator"]),
        (4, &["6 Wrong", "C6: ", "year", "F6: "]),
        (5, &["7 Does"]),
    ] {
        for part in parts {
            assert!(said[row].contains(part), "“{part}” in {}", said[row]);
        }
    }
    assert!(!planned.can_be_done());
}

// Requirement: PL4 at `/{partnership}/plan/figures/import`
#[test]
fn wide_sheets_are_bounded_as_long_ones_are() {
    let bench = Bench::new(Place::sqlite());
    let house = agreed(&bench);
    let refused = |sheet: &str| {
        let rows = figures::read(sheet.as_bytes()).unwrap();
        let planned = house.plan_figures(THREE_RIVERS, OPERATOR, &rows).unwrap();
        planned.err().map(|why| why.to_string()).unwrap_or_default()
    };
    let wide = (0..30).map(|nth| format!("20{:02}/{:02}", nth + 10, nth + 11));
    let wide = wide.collect::<Vec<_>>().join(",");
    let rows = format!("depth{}\n", ",1".repeat(30)).repeat(1_700);
    assert!(refused(&format!("Indicator,{wide}\n{rows}")).contains("more than 50000 figures"));
    let many = format!(
        "Indicator,2007/08 Q1\n{}",
        "flooded-homes,1\n".repeat(200_000)
    );
    assert_eq!(
        figures::read(many.as_bytes()).err(),
        Some(Unreadable::TooManyRows(MOST_ROWS + 1))
    );
    // What another program wrote in its own letters is told, not taken for something else.
    let latin: Vec<u8> = "Indicator,2007/08 Q1\nflooded-homes,\u{a3}9\n"
        .chars()
        .map(|letter| u8::try_from(u32::from(letter)).unwrap())
        .collect();
    let rows = figures::read(&latin).unwrap();
    let planned = house
        .plan_figures(THREE_RIVERS, OPERATOR, &rows)
        .unwrap()
        .unwrap();
    assert!(
        said(&planned)[0].contains("“£9” is not a number"),
        "{:?}",
        said(&planned)
    );
    // A cell that another one covers, under a heading of a year over its quarters.
    let covered = |cell: &str| Cell::Faulty(cell.to_owned());
    let text = |words: &str| Cell::Text(words.to_owned());
    let row = |number, cells: Vec<Cell>| Row { number, cells };
    let rows = [
        row(1, vec![Cell::Empty, text("2007/08"), covered("merged")]),
        row(2, vec![text("Indicator"), text("Q1"), text("Q2")]),
        row(
            3,
            vec![
                text("flooded-homes"),
                Cell::Number("9".to_owned()),
                covered("it is merged"),
            ],
        ),
        row(
            4,
            vec![
                text("flooded-homes"),
                Cell::Empty,
                Cell::Number("12".to_owned()),
            ],
        ),
    ];
    let planned = house
        .plan_figures(THREE_RIVERS, OPERATOR, &rows)
        .unwrap()
        .unwrap();
    assert_eq!(
        said(&planned),
        [
            "3 Wrong: C3: it is merged",
            "4 Does: Takes 12 homes for quarter 2 of 2007-08"
        ]
    );
}

// Requirement: PL4 at `/{partnership}/plan/figures/import`
#[test]
fn what_is_wrong_is_told_at_its_cell_and_nothing_is_taken() {
    let bench = Bench::new(Place::sqlite());
    let house = agreed(&bench);
    for (row, cell, why) in [
        (
            "nothing,,2007-08-q1,1,,,",
            "A2",
            "there is no indicator called “nothing”",
        ),
        (",,2007-08-q1,1,,,", "A2", "say which indicator"),
        (
            "warned,Mars,2007-08-q1,1,,,",
            "B2",
            "there is no area called that; there are: Three Rivers, Upper River",
        ),
        (
            "warned,,2007/09,1,,,",
            "C2",
            "2007/09 is not a financial year: write 2007/08",
        ),
        ("warned,,,1,,,", "C2", "say of which quarter"),
        ("warned,,2006-07,1,,,", "C2", "measured every quarter"),
        ("warned,,2007-08-q4,1,,,", "C2", "ends on"),
        (
            "warned,,2007-08-q1,\"12,5\",,,",
            "D2",
            "write 12.5, with a full stop",
        ),
        (
            "warned,,2007-08-q1,12.55,,,",
            "D2",
            "no more than 1 decimal places",
        ),
        ("warned,,2007-08-q1,n/a,,,", "D2", "is not a number"),
        ("warned,,2007-08-q1,,3,0,", "F2", "it is out of 0"),
        (
            "warned,,2007-08-q1,,3,,",
            "F2",
            "a numerator needs its denominator",
        ),
        (
            "warned,,2007-08-q1,,,8,",
            "E2",
            "a denominator needs its numerator",
        ),
        ("warned,,2007-08-q1,40,3,8,", "D2", "3 out of 8 comes to 38"),
        (
            "flooded-homes,,2007-08-q1,,3,8,",
            "row 2",
            "say per how many",
        ),
    ] {
        let planned = plan(&house, &format!("{row}\nflooded-homes,,2007-08-q1,9,,,\n"));
        let wrong = &planned.rows[0].wrong;
        assert_eq!(planned.rows[0].state, State::Wrong, "{row}");
        assert_eq!(wrong.len(), 1, "{row}: {wrong:?}");
        assert_eq!(wrong[0].cell, cell, "{row}");
        assert!(wrong[0].why.contains(why), "{row}: {}", wrong[0].why);
        assert!(!planned.can_be_done(), "the other row is not taken alone");
    }
    // Everything that is wrong in a row is told at once.
    let planned = plan(&house, "warned,Mars,soon,\"1,5\",,,\n");
    let cells: Vec<&str> = planned.rows[0].wrong.iter().map(|it| &*it.cell).collect();
    assert_eq!(cells, ["B2", "C2", "D2"]);
}

#[test]
fn files_that_are_no_sheet_of_figures_are_refused_with_what_to_do() {
    let bench = Bench::new(Place::sqlite());
    let house = agreed(&bench);
    let began = std::time::Instant::now();
    let many = format!("{HEADINGS}{}", "warned,,2007-08-q1,1,,,\n".repeat(200_000));
    assert_eq!(
        figures::read(many.as_bytes()),
        Err(Unreadable::TooManyRows(MOST_ROWS + 1))
    );
    assert!(began.elapsed().as_secs() < 10, "{:?}", began.elapsed());
    let planned = house.plan_figures(
        THREE_RIVERS,
        OPERATOR,
        &figures::read(b"Indicator,Figure\nx,1").unwrap(),
    );
    assert_eq!(planned.unwrap().err(), Some(NoHeadings::Without("Period")));
    // Old letters of Windows, and UTF-16 with tabs, as Excel writes them.
    let old = b"Indicator;Area;Period;Figure\nflooded-homes;Upper River;2007/08\xa0Q1;3\n";
    let wide: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(
            "PI\tDistrict\tQuarter\tValue\r\nNI 13\tupper\tQ1 2007–08\t3\r\n"
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        )
        .collect();
    for bytes in [&old[..], &wide] {
        let rows = figures::read(bytes).unwrap();
        let planned = house
            .plan_figures(THREE_RIVERS, OPERATOR, &rows)
            .unwrap()
            .unwrap();
        assert_eq!(
            said(&planned),
            ["2 Does: Takes 3 homes for quarter 1 of 2007-08 in Upper River"]
        );
    }
}

#[test]
fn only_those_who_lead_hand_in_and_the_form_asks_each_for_theirs() {
    let bench = Bench::new(Place::sqlite());
    let house = agreed(&bench);
    let stranger = Caller::Person(person(901));
    let planned = plan_as(&house, stranger, "warned,,2007-08-q1,1,,,\n");
    let why = &planned.rows[0].wrong[0].why;
    assert!(why.contains("someone else leads"), "{why}");
    assert!(!figures::hands_in(&read(&house), stranger));
    tell(
        &house,
        json!({"act": "structure.appoint", "seat": "board.leader", "person": holder_of("board.leader"),
            "from": "2007-01-02"}),
    );
    let leader = Caller::Person(holder_of("board.leader"));
    assert!(figures::hands_in(&read(&house), leader));
    assert!(plan_as(&house, leader, "warned,,2007-08-q1,1,,,\n").can_be_done());
}

// Requirement: PL4 at `/{partnership}/plan/figures/import/template.xlsx`
#[test]
fn the_form_goes_out_is_filled_in_and_comes_back() {
    let bench = Bench::new(Place::sqlite());
    let house = agreed(&bench);
    let made = figures_template(&read(&house), OPERATOR, None).unwrap();
    let out = figures::read(&made.xlsx).unwrap();
    assert_eq!(out.len(), made.rows + 1);
    assert!(made.rows > 5, "{} figures are due", made.rows);
    // As it is, it asks for nothing.
    let planned = house
        .plan_figures(THREE_RIVERS, OPERATOR, &out)
        .unwrap()
        .unwrap();
    assert_eq!(planned.count(State::Nothing), made.rows);
    assert!(planned.unused.is_empty(), "{:?}", planned.unused);
    // Filled in by hand, saved by another program, sent back.
    let cells = |row: &Row| -> Vec<String> {
        let words = |cell: &Cell| match cell {
            Cell::Text(words) | Cell::Number(words) => words.clone(),
            _ => String::new(),
        };
        row.cells.iter().map(words).collect()
    };
    let filled: Vec<Vec<String>> = out
        .iter()
        .enumerate()
        .map(|(nth, row)| {
            let mut row = cells(row);
            if nth > 0 {
                row.resize(8, String::new());
                row.push(nth.to_string());
            }
            row
        })
        .collect();
    let back = figures::read(&spreadsheets::write_xlsx(&filled).unwrap()).unwrap();
    let planned = house
        .plan_figures(THREE_RIVERS, OPERATOR, &back)
        .unwrap()
        .unwrap();
    assert_eq!(
        (planned.taken, planned.aside),
        (made.rows, 0),
        "{:?}",
        said(&planned)
    );
    take(&house, planned);
    let next = figures_template(&read(&house), OPERATOR, None).unwrap();
    assert_eq!(next.rows, 0, "nothing is due any more");
    let of_nobody = "learning".parse().unwrap();
    let none = figures_template(&read(&house), OPERATOR, Some(&of_nobody)).unwrap();
    assert_eq!(none.rows, 0);
}

#[test]
fn imported_twice_is_as_imported_once() {
    for seed in 0..12 {
        let bench = Bench::new(Place::sqlite());
        let house = agreed(&bench);
        let mut dice = Dice::new(seed);
        let sheet: String = (0..40)
            .map(|_| {
                let area = dice.one_of(&["", "upper", "lower", "docks"]).to_owned();
                let quarter = dice.below(3) + 1;
                let what = match dice.below(3) {
                    0 => format!("{},,", dice.below(4)),
                    1 => format!(",{},{}", dice.below(4), dice.below(3) + 4),
                    _ => ",,".to_owned(),
                };
                format!("warned,{area},2007/08 Q{quarter},{what},\n")
            })
            .collect();
        take(&house, plan(&house, &sheet));
        let once = told(&house);
        let again = plan(&house, &sheet);
        assert!(!again.can_be_done(), "{seed}: {:?}", said(&again));
        take(&house, again);
        assert_eq!(told(&house), once, "{seed}");
    }
}

#[test]
fn more_than_an_act_holds_goes_in_as_several_and_in_one_piece() {
    let bench = Bench::new(Place::sqlite());
    let house = agreed(&bench);
    let areas = ["", "upper", "lower", "docks"];
    let quarters = ["2007-08-q1", "2007-08-q2", "2007-08-q3"];
    let sheet: String = (0..1_300)
        .map(|nth| {
            let (area, quarter) = (areas[nth % 4], quarters[nth / 4 % 3]);
            format!("warned,{area},{quarter},{nth},,,\n")
        })
        .collect();
    let planned = plan(&house, &sheet);
    assert_eq!((planned.taken, planned.aside), (12, 1_288));
    let before = read(&house).head.line;
    take(&house, planned);
    // Three acts: the first both takes and sets aside.
    assert_eq!(read(&house).head.line, before + 4);
}

#[test]
fn a_sheet_is_kept_in_parts_until_it_is_looked_at() {
    let bench = Bench::new(Place::sqlite());
    let house = agreed(&bench);
    let leader = holder_of("board.leader");
    let source = || Title::new("Survey").unwrap();
    let sheet = format!("{HEADINGS}{}", "warned,,2007-08-q1,1,,,\n".repeat(2_500));
    let keep = |bytes: &[u8]| {
        house
            .keep_figures(THREE_RIVERS, leader, ("survey.csv", source()), bytes)
            .unwrap()
    };
    assert!(keep(sheet.as_bytes()).is_ok());
    let kept = house.kept_figures(THREE_RIVERS, leader).unwrap().unwrap();
    assert_eq!((kept.rows.len(), &*kept.name), (2_501, "survey.csv"));
    let of_another = house.kept_figures(THREE_RIVERS, person(901)).unwrap();
    assert!(of_another.is_none());
    assert!(matches!(keep(b""), Err(NotKept::Unreadable(_))));
    house.forget_figures(THREE_RIVERS, leader).unwrap();
    assert!(house.kept_figures(THREE_RIVERS, leader).unwrap().is_none());
}
