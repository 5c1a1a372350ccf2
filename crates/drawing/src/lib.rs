//! Pictures of a partnership as accessible SVG, for pages and for papers.
//!
//! What it decides: where boxes, lines and words go, and what a person who cannot see them is told
//! instead. What it does not: which bodies exist, what a vote came to or what a link points at; the
//! caller says. It reads nothing, keeps nothing and measures in whole pixels, so the same input
//! always gives the same bytes.
//!
//! Colours are presentation attributes, because our content security policy forbids inline styles;
//! the class names are there for a stylesheet that wants to show focus.

mod advance;
mod chart;
mod coverage;
mod draft;
mod flow;
mod forest;
mod heat;
mod layout;
mod light;
mod line;
mod route;
mod scale;
mod small;
mod svg;
mod tally;
mod text;
mod tiles;

pub use chart::structure_chart;
pub use coverage::{Coverage, CoverageRow, coverage_matrix};
pub use flow::{Flow, FlowBand, FlowBox, FlowStage, FlowTone, flow, pounds};
pub use heat::{HeatCell, HeatMap, HeatRow, heat_map};
pub use light::{Light, LightStrip, StripRow, light_marks, light_strip, lights_in_words};
pub use line::{LineChart, Measured, Series, line_chart};
pub use scale::Measure;
pub use small::{Multiples, Panel, small_multiples, sparkline};
pub use tally::{positions_bar, tally_bar};
pub use tiles::{Tile, TileMap, tile_map};

/// Everything a structure chart shows.
#[derive(Debug, Clone, Copy)]
pub struct Structure<'a> {
    /// The finding or the name of the picture: "Who answers to whom, 2007".
    pub title: &'a str,
    /// What a person who cannot see it should be told in a sentence or two.
    pub description: &'a str,
    /// Every body is drawn once, in this order within its group.
    pub bodies: &'a [Body],
    /// How bodies stand to one another. A line naming an unknown body, or a body and itself, is left out.
    pub lines: &'a [Line],
}

/// One box.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// The word lines use to name it. Lines reach the first of two bodies with the same id.
    pub id: String,
    /// Its name in full; it is wrapped, never cut.
    pub name: String,
    /// What kind of body it is, in the partnership's own words; may be empty.
    pub kind_label: String,
    /// Where its page is; without it the box is not a link.
    pub href: Option<String>,
    /// What people call it together with others: "Theme groups". Those that share it, and the body
    /// they answer to, are framed together.
    pub group: Option<String>,
    /// Seats that have a holder.
    pub seats_filled: u32,
    /// All seats; nothing is said of seats when there are none.
    pub seats_total: u32,
}

/// One relation, read as "`from` … `to`": "the Safer group is accountable to the Board".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Id of the body that reports, advises or is commissioned.
    pub from: String,
    /// Id of the body above it.
    pub to: String,
    /// What kind of line.
    pub kind: LineKind,
    /// Words for this line, if the usual ones do not fit; otherwise empty.
    pub label: String,
}

/// Kinds of line, strongest first. The strongest line of a body decides where it hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineKind {
    /// `from` answers to `to` for what it does.
    AccountableTo,
    /// `from` holds powers that `to` has delegated.
    DelegatedFrom,
    /// `from` was set up by `to` for a piece of work.
    CommissionedBy,
    /// `from` reports to `to` without being accountable to it.
    ReportsTo,
    /// `from` advises or scrutinises `to`.
    Advises,
    /// `from` is helped in its work by the chairs of `to`.
    SupportedByChairsOf,
    /// `from` is somebody who sits on `to`.
    SitsOn,
}

/// How wide words will be in Source Sans 3, in whole pixels and generously; for those who place text
/// beside a picture, and for tests.
#[must_use]
pub fn text_width(words: &str, semibold: bool, size: i32) -> i32 {
    text::width(
        words,
        if semibold {
            text::Weight::Semibold
        } else {
            text::Weight::Regular
        },
        size,
    )
}

impl Line {
    /// Its own words, or else the usual ones of its kind.
    #[must_use]
    pub fn words(&self) -> &str {
        if self.label.trim().is_empty() {
            self.kind.words()
        } else {
            self.label.trim()
        }
    }
}

impl LineKind {
    /// The usual words, to be read between the two names.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::AccountableTo => "accountable to",
            Self::DelegatedFrom => "powers delegated from",
            Self::CommissionedBy => "commissioned by",
            Self::ReportsTo => "reports to",
            Self::Advises => "advises",
            Self::SupportedByChairsOf => "supported by the chairs of",
            Self::SitsOn => "sits on",
        }
    }

    /// All of them, in order of strength.
    #[must_use]
    pub fn all() -> [Self; 7] {
        [
            Self::AccountableTo,
            Self::DelegatedFrom,
            Self::CommissionedBy,
            Self::ReportsTo,
            Self::Advises,
            Self::SupportedByChairsOf,
            Self::SitsOn,
        ]
    }
}
