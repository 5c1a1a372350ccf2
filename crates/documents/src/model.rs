//! The parts of a document.

use jiff::civil::Date;
use serde::Serialize;

/// A document: what it says, and nothing of how it looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// Its title, which is also the title of the file.
    pub title: String,
    /// What stands small above the title: whose it is, and of when.
    pub above: String,
    /// What it is about, in a sentence: for the properties of the file.
    pub subject: String,
    /// Who gives it out: the partnership.
    pub author: String,
    /// The language it is in: `en-GB`.
    pub language: String,
    /// What everyone must know before they read: "Draft", "Illustrative".
    pub warning: Option<String>,
    /// A few facts below the title: a name and what it is.
    pub facts: Vec<(String, Text)>,
    /// What it says.
    pub blocks: Vec<Block>,
    /// Whether a list of its headings comes first.
    pub contents: bool,
    /// How its pages are numbered.
    pub numbering: Numbering,
    /// What stands at the foot of each page: where it comes from.
    pub foot: String,
    /// The public address of the house, such as `https://moot.example.org`; without it a file has no links.
    pub address: Option<String>,
}

/// How pages are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Numbering {
    /// 1, 2, 3.
    Arabic,
    /// i, ii, iii: where 1, 2, 3 are the pages of the papers that belong with it.
    Roman,
}

/// A piece of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Block {
    /// A heading. The title is above them all; theirs begin at 1.
    Heading {
        /// How deep: 1 to 3.
        level: u8,
        /// What it says.
        words: String,
    },
    /// A paragraph.
    Paragraph {
        /// What it says.
        text: Text,
    },
    /// A paragraph that is beside the point: where something comes from, what is left out.
    Note {
        /// What it says.
        text: Text,
    },
    /// A list.
    List {
        /// Whether its items are numbered.
        numbered: bool,
        /// Its items.
        items: Vec<Text>,
    },
    /// A paragraph or more that stand out: what was decided, what is asked.
    Outstanding {
        /// How it stands.
        standing: Standing,
        /// What it says.
        texts: Vec<Text>,
    },
    /// A table.
    Table(Table),
    /// A picture.
    Figure(Figure),
    /// Small pictures of one kind, two beside one another where there is room.
    Gallery {
        /// The pictures.
        figures: Vec<Figure>,
    },
    /// The rest begins on a new page.
    NewPage,
}

/// How something that stands out stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It is settled, for good.
    Settled,
    /// It waits, or wants attention.
    Waits,
    /// It failed, or is late.
    Failed,
    /// Neither.
    Plain,
}

/// A table: always with a head row, and always with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// What it is called.
    pub caption: String,
    /// What its sheet is called in a spreadsheet.
    pub sheet: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with a cell for each column. The first cell of a row names it.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its head.
    pub head: String,
    /// How wide it is, compared with the others.
    pub width: u8,
    /// Whether it holds numbers.
    pub numbers: bool,
}

impl Column {
    /// A column of words.
    pub fn new(head: &str, width: u8) -> Self {
        Self {
            head: head.to_owned(),
            width,
            numbers: false,
        }
    }

    /// A column of numbers.
    pub fn numbers(head: &str, width: u8) -> Self {
        Self {
            numbers: true,
            ..Self::new(head, width)
        }
    }
}

/// A cell of a table, with the kind of thing that it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Cell {
    /// Nothing is there.
    Empty,
    /// Words.
    Words {
        /// What it says.
        text: Text,
    },
    /// A number: so many units of the last decimal place.
    Number {
        /// 125 for 12.5.
        units: i64,
        /// 1 for 12.5.
        places: u8,
    },
    /// A day.
    Day {
        /// Which.
        day: Date,
    },
    /// A light.
    Light {
        /// Which.
        light: Light,
    },
}

/// A traffic light: a shape, a word and a colour, never a colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Light {
    /// Green.
    OnTrack,
    /// Amber.
    AtRisk,
    /// Red.
    OffTrack,
    /// Nothing was reported.
    NotReported,
}

impl Light {
    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::OnTrack => "On track",
            Self::AtRisk => "At risk",
            Self::OffTrack => "Off track",
            Self::NotReported => "Not reported",
        }
    }

    /// Its shape.
    pub const fn shape(self) -> &'static str {
        match self {
            Self::OnTrack => "●",
            Self::AtRisk => "▲",
            Self::OffTrack => "■",
            Self::NotReported => "○",
        }
    }
}

impl From<record::plan::Light> for Light {
    fn from(light: record::plan::Light) -> Self {
        match light {
            record::plan::Light::OnTrack => Self::OnTrack,
            record::plan::Light::AtRisk => Self::AtRisk,
            record::plan::Light::OffTrack => Self::OffTrack,
            record::plan::Light::NotReported => Self::NotReported,
        }
    }
}

impl Cell {
    /// Words, or nothing.
    pub fn words(text: impl Into<Text>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Words { text }
        }
    }

    /// A whole number.
    pub fn count(number: usize) -> Self {
        Self::Number {
            units: i64::try_from(number).unwrap_or(i64::MAX),
            places: 0,
        }
    }

    /// A day, or nothing.
    pub fn day(day: impl Into<Option<Date>>) -> Self {
        day.into().map_or(Self::Empty, |day| Self::Day { day })
    }

    /// What it says, to read.
    pub fn said(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Words { text } => text.said(),
            Self::Number { units, places } => decimal(*units, *places),
            Self::Day { day } => record::say_day(*day),
            Self::Light { light } => format!("{} {}", light.shape(), light.word()),
        }
    }
}

/// A number with its places, and thousands apart: "1,204.50".
pub fn decimal(units: i64, places: u8) -> String {
    let digits = format!(
        "{:0>width$}",
        units.unsigned_abs(),
        width = usize::from(places) + 1
    );
    let (whole, rest) = digits.split_at(digits.len() - usize::from(places));
    let mut said = String::new();
    if units < 0 {
        said.push('−');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            said.push(',');
        }
        said.push(digit);
    }
    if places > 0 {
        said.push('.');
        said.push_str(rest);
    }
    said
}

/// A picture, with its words for whoever cannot see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// The picture: an SVG document.
    pub svg: String,
    /// The same picture for a telephone, where it is another; a page has use for it and a file has none.
    #[serde(skip)]
    pub narrow: Option<String>,
    /// What a person who cannot see it is told.
    pub alt: String,
    /// What stands above it.
    pub caption: String,
    /// Where its caption leads, from the root of the house.
    pub link: Option<String>,
}

/// Some words, a run after the other.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Text(pub Vec<Run>);

/// Words of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Run {
    /// The words.
    pub words: String,
    /// Whether they weigh more than the others.
    pub strong: bool,
    /// Where they lead, from the root of the house: `/worcestershire/decisions/board-2007-04-18-1`.
    pub link: Option<String>,
}

impl Text {
    /// Plain words.
    pub fn of(words: impl Into<String>) -> Self {
        Self::default().and(words)
    }

    /// Strong words.
    pub fn strong(words: impl Into<String>) -> Self {
        Self::default().and_strong(words)
    }

    /// Words that lead somewhere.
    pub fn link(words: impl Into<String>, to: impl Into<String>) -> Self {
        Self::default().and_link(words, to)
    }

    /// And plain words.
    #[must_use]
    pub fn and(self, words: impl Into<String>) -> Self {
        self.and_run(Run {
            words: words.into(),
            ..Run::default()
        })
    }

    /// And strong words.
    #[must_use]
    pub fn and_strong(self, words: impl Into<String>) -> Self {
        self.and_run(Run {
            words: words.into(),
            strong: true,
            link: None,
        })
    }

    /// And words that lead somewhere.
    #[must_use]
    pub fn and_link(self, words: impl Into<String>, to: impl Into<String>) -> Self {
        self.and_run(Run {
            words: words.into(),
            strong: false,
            link: Some(to.into()),
        })
    }

    fn and_run(mut self, run: Run) -> Self {
        if !run.words.is_empty() {
            self.0.push(run);
        }
        self
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Its words alone.
    pub fn said(&self) -> String {
        self.0.iter().map(|run| run.words.as_str()).collect()
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Self {
        Self::of(words)
    }
}

impl From<String> for Text {
    fn from(words: String) -> Self {
        Self::of(words)
    }
}

impl Block {
    /// A heading.
    pub fn heading(level: u8, words: impl Into<String>) -> Self {
        Self::Heading {
            level,
            words: words.into(),
        }
    }

    /// A paragraph.
    pub fn paragraph(text: impl Into<Text>) -> Self {
        Self::Paragraph { text: text.into() }
    }

    /// A paragraph beside the point.
    pub fn note(text: impl Into<Text>) -> Self {
        Self::Note { text: text.into() }
    }

    /// A list without numbers.
    pub fn list(items: Vec<Text>) -> Self {
        Self::List {
            numbered: false,
            items,
        }
    }

    /// What somebody wrote, a paragraph to a line as it was typed.
    pub fn prose(words: &str) -> impl Iterator<Item = Self> {
        let lines = words.split('\n').map(str::trim);
        lines.filter(|line| !line.is_empty()).map(Self::paragraph)
    }
}
