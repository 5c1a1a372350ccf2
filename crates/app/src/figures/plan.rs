//! What importing a sheet of figures would do, row by row and cell by cell.

use std::collections::{BTreeMap, HashMap};

use record::{
    Minute, Record,
    id::IndicatorId,
    plan::{
        Becomes, Decimal, Figure, FigureAsked, FigureRefused, Indicator, IndicatorSays, Period,
        Rate, ReturnFigures, Unplanned, Where, in_unit,
    },
    prose::{Title, Words},
};
use spreadsheets::{Cell, Row};

use super::{
    columns::{Column, Columns, NoHeadings},
    names::Names,
    numbers::number,
    periods::period,
};
use crate::{
    Caller, Reading,
    import::{RowPlan, State, Wrong},
    permit,
};

/// What importing a sheet of figures would do.
#[derive(Debug, Clone)]
pub struct FiguresPlan {
    /// Its rows, in order.
    pub rows: Vec<RowPlan>,
    /// Headings of columns that are not used.
    pub unused: Vec<String>,
    /// How many figures are new.
    pub taken: usize,
    /// How many are kept beside one that stands.
    pub aside: usize,
    /// The figures to be handed in, those that are kept beside others among them.
    pub(super) figures: Vec<FigureAsked>,
}

impl FiguresPlan {
    /// How many rows stand so.
    pub fn count(&self, state: State) -> usize {
        self.rows.iter().filter(|row| row.state == state).count()
    }

    /// Whether nothing stands against it and there is something to do.
    pub fn can_be_done(&self) -> bool {
        self.count(State::Wrong) == 0 && !self.figures.is_empty()
    }

    /// The same for two plans that say the same.
    pub fn digest(&self) -> String {
        let rows = serde_json::to_vec(&self.rows).unwrap_or_default();
        journal::Hash::of(&[&rows]).to_string()
    }
}

/// Makes a plan.
pub(super) fn plan(
    reading: &Reading,
    caller: Caller,
    rows: &[Row],
) -> Result<FiguresPlan, NoHeadings> {
    let columns = Columns::find(rows)?;
    let minute = Minute {
        at: reading.now,
        by: caller.author(),
    };
    let adoption = reading.record.structure.in_force_or_first(reading.today());
    let mut planner = Planner {
        names: adoption.map(|it| Names::of(&reading.record, &it.arrangements)),
        starts: adoption.map_or(4, |it| it.arrangements.partnership.financial_year_starts),
        reading,
        caller,
        columns: &columns,
        minute,
        may: HashMap::new(),
        here: HashMap::new(),
        figures: Vec::new(),
        counts: BTreeMap::new(),
    };
    let below = rows[columns.above..].iter();
    let rows = below.filter_map(|row| planner.row(row)).collect();
    let count = |counts: &BTreeMap<bool, usize>, aside| counts.get(&aside).copied().unwrap_or(0);
    Ok(FiguresPlan {
        rows,
        taken: count(&planner.counts, false),
        aside: count(&planner.counts, true),
        figures: planner.figures,
        unused: columns.unused,
    })
}

/// What a cell says; what is wrong with it is put down.
fn kept<'r>(wrong: &mut Vec<Wrong>, read: Result<Option<&'r str>, Wrong>) -> Option<&'r str> {
    read.unwrap_or_else(|it| {
        wrong.push(it);
        None
    })
}

/// What a figure is of.
type Place = (IndicatorId, Period, Where);

struct Planner<'a> {
    reading: &'a Reading,
    caller: Caller,
    columns: &'a Columns,
    names: Option<Names>,
    starts: u8,
    minute: Minute,
    /// Whether the figures of an indicator may be handed in by whoever asks.
    may: HashMap<IndicatorId, bool>,
    /// Figures of earlier rows, with the numbers of their rows.
    here: HashMap<Place, Vec<(Figure, u32)>>,
    figures: Vec<FigureAsked>,
    /// How many figures are new (false) and set aside (true).
    counts: BTreeMap<bool, usize>,
}

impl<'a> Planner<'a> {
    fn row(&mut self, row: &Row) -> Option<RowPlan> {
        if !self.columns.says_anything(row) {
            return None;
        }
        let mut planned = RowPlan {
            row: row.number,
            about: self.about(row),
            state: State::Nothing,
            does: Vec::new(),
            note: None,
            wrong: Vec::new(),
        };
        let measured = [Column::Figure, Column::Numerator, Column::Denominator];
        if measured.map(|column| self.columns.cell(column, row)) == [&Cell::Empty; 3] {
            planned.note = Some(match self.columns.cell(Column::Comment, row) {
                Cell::Empty => "No figure yet".to_owned(),
                _ => "No figure yet; a comment is taken with its figure only".to_owned(),
            });
            return Some(planned);
        }
        let asked = self.asked(row, &mut planned.wrong);
        if let (Some((asked, indicator)), true) = (asked, planned.wrong.is_empty()) {
            self.becomes(row, asked, indicator, &mut planned);
        }
        if !planned.wrong.is_empty() {
            planned.state = State::Wrong;
            planned.does.clear();
        } else if !planned.does.is_empty() {
            planned.state = State::Does;
        }
        Some(planned)
    }

    /// What the row is about, in its own words.
    fn about(&self, row: &Row) -> String {
        let parts = [Column::Indicator, Column::Area, Column::Period];
        let words = parts.map(|column| match self.columns.cell(column, row) {
            Cell::Text(words) | Cell::Number(words) => words.chars().take(80).collect(),
            Cell::Day(day) => day.strftime("%-d %B %Y").to_string(),
            Cell::Empty | Cell::Faulty(_) => String::new(),
        });
        let said: Vec<String> = words.into_iter().filter(|it| !it.is_empty()).collect();
        said.join(", ")
    }

    fn wrong(&self, row: &Row, column: Column, why: impl Into<String>) -> Wrong {
        Wrong {
            cell: self.columns.place(column, row),
            column: column.heading(),
            why: why.into(),
        }
    }

    /// The words of a cell, where it has any.
    fn words<'r>(&self, row: &'r Row, column: Column) -> Result<Option<&'r str>, Wrong> {
        match self.columns.cell(column, row) {
            Cell::Empty => Ok(None),
            Cell::Text(words) | Cell::Number(words) => Ok(Some(words)),
            Cell::Day(_) => Err(self.wrong(row, column, "this is a day, and words are asked for")),
            Cell::Faulty(why) => Err(self.wrong(row, column, why.clone())),
        }
    }

    /// The figure that a row hands in. What is wrong is told cell by cell, as much as can be told at once.
    fn asked(&self, row: &Row, wrong: &mut Vec<Wrong>) -> Option<(FigureAsked, &'a Indicator)> {
        let said = kept(wrong, self.words(row, Column::Indicator)).map(str::to_owned);
        let area = kept(wrong, self.words(row, Column::Area)).map(str::to_owned);
        let comment = kept(wrong, self.words(row, Column::Comment)).map(str::to_owned);
        let Some(names) = &self.names else {
            wrong.push(self.wrong(row, Column::Indicator, "no arrangements were adopted yet"));
            return None;
        };
        let area = area.map_or(Ok(None), |words| names.area(&words));
        let area = area.unwrap_or_else(|why| {
            wrong.push(self.wrong(row, Column::Area, why));
            None
        });
        let words = comment.and_then(|words| match Words::new(&words) {
            Ok(words) => Some(words),
            Err(why) => {
                wrong.push(self.wrong(row, Column::Comment, why.to_string()));
                None
            }
        });
        let Some(said) = said else {
            if wrong
                .iter()
                .all(|it| it.column != Column::Indicator.heading())
            {
                let why = "say which indicator: each row has to name its own";
                wrong.push(self.wrong(row, Column::Indicator, why));
            }
            return None;
        };
        let record: &'a Record = &self.reading.record;
        let indicator = match names.indicator(record, &said) {
            Ok(id) => record.plan.indicator(&id),
            Err(why) => {
                wrong.push(self.wrong(row, Column::Indicator, why));
                return None;
            }
        };
        let (indicator, says) = indicator.and_then(|it| Some((it, it.now()?)))?;
        let cell = self.columns.cell(Column::Period, row);
        let period = period(cell, says.every, self.starts)
            .map_err(|why| wrong.push(self.wrong(row, Column::Period, why)));
        let figure = self.figure(row, indicator, says, wrong);
        let asked = FigureAsked {
            indicator: indicator.id.clone(),
            period: period.ok()?,
            area,
            figure: figure?,
            words,
        };
        Some((asked, indicator))
    }

    /// The figure: one number, or a numerator and a denominator.
    fn figure(
        &self,
        row: &Row,
        indicator: &Indicator,
        says: &IndicatorSays,
        wrong: &mut Vec<Wrong>,
    ) -> Option<Figure> {
        let before = wrong.len();
        let unit = says.unit.as_ref().map(Title::as_str);
        let mut read = |column, unit| {
            let cell = self.columns.cell(column, row);
            number(cell, unit).unwrap_or_else(|why| {
                wrong.push(self.wrong(row, column, why));
                None
            })
        };
        let whole = read(Column::Figure, unit);
        let (numerator, denominator) = (
            read(Column::Numerator, None),
            read(Column::Denominator, None),
        );
        let per = read(Column::Per, None);
        if wrong.len() > before {
            return None;
        }
        let (numerator, denominator) = match (numerator, denominator) {
            (None, None) => return whole.map(Figure::Count),
            (Some(numerator), Some(denominator)) => (numerator, denominator),
            (None, Some(_)) => {
                let why = "a denominator needs its numerator: fill in both, or neither";
                wrong.push(self.wrong(row, Column::Numerator, why));
                return None;
            }
            (Some(_), None) => {
                let why = "a numerator needs its denominator: fill in both, or neither";
                wrong.push(self.wrong(row, Column::Denominator, why));
                return None;
            }
        };
        let rate = match told_per(per, indicator, unit) {
            Ok(per) => Rate::new(numerator, denominator, per),
            Err(why) => {
                wrong.push(self.wrong(row, Column::Per, why));
                return None;
            }
        };
        let figure = match rate {
            Ok(rate) => Figure::Rate(rate),
            Err(why) => {
                let column = match why {
                    record::plan::NotARate::OutOfNothing(_) => Column::Denominator,
                    record::plan::NotARate::PerWhat(_) => Column::Per,
                };
                wrong.push(self.wrong(row, column, why.to_string()));
                return None;
            }
        };
        if let Some(whole) = whole {
            let comes_to = figure.value().grouped(whole.places());
            if comes_to != whole.exactly().grouped(whole.places()) {
                let why = format!(
                    "this says {}, but {} out of {} comes to {comes_to}: correct one of them, or clear this cell",
                    whole.grouped(),
                    numerator.grouped(),
                    denominator.grouped(),
                );
                wrong.push(self.wrong(row, Column::Figure, why));
                return None;
            }
        }
        Some(figure)
    }

    /// What becomes of it: taken, there already, or kept beside the one that stands.
    fn becomes(
        &mut self,
        row: &Row,
        asked: FigureAsked,
        indicator: &Indicator,
        planned: &mut RowPlan,
    ) {
        if !self.may(&asked) {
            let why = "someone else leads on this indicator: its lead hands in its figures, or the secretariat";
            planned.wrong.push(self.wrong(row, Column::Indicator, why));
            return;
        }
        let record: &Record = &self.reading.record;
        let becomes = match asked.becomes(record, &self.minute) {
            Ok(becomes) => becomes,
            Err(refused) => {
                planned.wrong.push(self.refused(row, &asked, &refused));
                return;
            }
        };
        let where_it_is = self.in_area(&asked.area);
        let place = (asked.indicator.clone(), asked.period, asked.area.clone());
        let earlier = self.here.entry(place).or_default();
        if let Some((_, same)) = earlier.iter().find(|(figure, _)| *figure == asked.figure) {
            planned.note = Some(format!("Row {same} says the same"));
            return;
        }
        let says = indicator.now();
        let said = |figure: Figure| said(figure, says);
        let what = format!(
            "{} for {}{}",
            said(asked.figure),
            asked.period.said(),
            where_it_is
        );
        let stands = indicator.figures.get(&asked.area);
        let stands = stands.and_then(|it| it.get(&asked.period)?.now());
        let first = earlier.first().copied();
        earlier.push((asked.figure, row.number));
        let aside = match (becomes, first, stands) {
            (Becomes::Same, _, Some(stands)) if stands.figure == asked.figure => {
                planned.note = Some(format!("Is there already: {what}"));
                return;
            }
            (Becomes::Same, ..) => {
                planned.note = Some(format!(
                    "Is kept already, beside the figure that stands: {what}"
                ));
                return;
            }
            (_, _, Some(stands)) => {
                let stands = said(stands.figure);
                planned.does.push(format!(
                    "Keeps {what}, beside {stands}, which was first and stands"
                ));
                true
            }
            (_, Some((figure, number)), None) => {
                let stands = said(figure);
                planned.does.push(format!(
                    "Keeps {what}, beside {stands} of row {number}, which comes first and stands"
                ));
                true
            }
            (_, None, None) => {
                planned.does.push(format!("Takes {what}"));
                planned.note = perhaps_a_share(&asked, says);
                false
            }
        };
        *self.counts.entry(aside).or_default() += 1;
        self.figures.push(asked);
    }

    fn in_area(&self, area: &Where) -> String {
        let Some(area) = area else {
            return String::new();
        };
        let structure = &self.reading.record.structure;
        let adoption = structure.in_force_or_first(self.reading.today());
        let known = adoption.and_then(|it| it.arrangements.area(area));
        let name = known.map_or(area.as_str(), |it| &*it.name);
        format!(" in {name}")
    }

    /// What the rules refuse, told at the cell that it is about.
    fn refused(&self, row: &Row, asked: &FigureAsked, refused: &FigureRefused) -> Wrong {
        let column = match refused {
            FigureRefused::NotEnded(..) | FigureRefused::Unplanned(Unplanned::OtherLength(..)) => {
                Column::Period
            }
            FigureRefused::Unplanned(Unplanned::NoSuchArea(_) | Unplanned::WholeCounty(_)) => {
                Column::Area
            }
            FigureRefused::Unplanned(Unplanned::TooFine(..)) => match asked.figure {
                Figure::Count(_) => Column::Figure,
                Figure::Rate(_) => Column::Numerator,
            },
            FigureRefused::Unplanned(_) => Column::Indicator,
        };
        let help = refused.advice().help;
        self.wrong(
            row,
            column,
            format!("{refused}. {help}").trim_end_matches('.'),
        )
    }

    /// Whether whoever asks may hand in figures of the indicator.
    fn may(&mut self, asked: &FigureAsked) -> bool {
        if let Some(may) = self.may.get(&asked.indicator) {
            return *may;
        }
        let may = may_hand_in(self.reading, self.caller, asked);
        self.may.insert(asked.indicator.clone(), may);
        may
    }
}

/// Whether the caller may hand in figures of the indicator that this one is of.
pub(super) fn may_hand_in(reading: &Reading, caller: Caller, asked: &FigureAsked) -> bool {
    let minute = Minute {
        at: reading.now,
        by: caller.author(),
    };
    let Ok(source) = Title::new("import") else {
        return false;
    };
    let act = ReturnFigures {
        source,
        on: None,
        from: None,
        figures: vec![asked.clone()],
    };
    let (names, record) = (&reading.names, &reading.record);
    permit(names, &reading.partnership, record, caller, &minute, &act).is_ok()
}

/// A figure as people say it, with its unit.
fn said(figure: Figure, says: Option<&IndicatorSays>) -> String {
    let unit = says.and_then(|it| it.unit.as_ref()).map(Title::as_str);
    let places = says.map_or(0, |it| it.places);
    let value = in_unit(figure.value(), places, unit);
    match figure {
        Figure::Count(_) => value,
        Figure::Rate(rate) => {
            let (numerator, denominator) = (rate.numerator(), rate.denominator());
            format!(
                "{value} ({} out of {})",
                numerator.grouped(),
                denominator.grouped()
            )
        }
    }
}

/// Per how many a rate is told: as its column says, as the rate before it, or as the unit says.
fn told_per(
    per: Option<Decimal>,
    indicator: &Indicator,
    unit: Option<&str>,
) -> Result<u32, String> {
    if let Some(per) = per {
        let whole = per.to_string();
        return whole.parse().map_err(|_| {
            format!("a rate is told per a whole number such as 100 or 1000, not per {whole}")
        });
    }
    let before = indicator
        .figures
        .values()
        .rev()
        .flat_map(|cells| cells.values());
    let mut before = before.filter_map(|cell| match cell.now()?.figure {
        Figure::Rate(rate) => Some(rate.per()),
        Figure::Count(_) => None,
    });
    if let Some(per) = before.next_back() {
        return Ok(per);
    }
    let unit = unit.unwrap_or_default();
    if unit.starts_with('%') || unit.starts_with("per cent") {
        return Ok(100);
    }
    let told = unit.strip_prefix("per ").map(|rest| {
        let digits = rest.chars().filter(|it| *it != ',' && *it != ' ');
        digits.take_while(char::is_ascii_digit).collect::<String>()
    });
    told.and_then(|digits| digits.parse().ok()).ok_or_else(|| {
        "say per how many the rate is told, in a column called Per: 100 for per cent, 1 for a mean".to_owned()
    })
}

/// A cell that shows 12.5% holds 0.125: that may be what was meant, and may not.
fn perhaps_a_share(asked: &FigureAsked, says: Option<&IndicatorSays>) -> Option<String> {
    let unit = says?.unit.as_ref()?.as_str();
    let Figure::Count(number) = asked.figure else {
        return None;
    };
    let one = Decimal::whole(1);
    let share = unit.starts_with('%') && !number.is_zero() && !number.is_negative() && number < one;
    share.then(|| {
        format!("Is it really less than one per cent? A cell that shows per cent holds 0.125 for 12.5%; {number} is taken as it is")
    })
}
