//! Money from where it comes to where it goes: boxes in stages, and bands between them, all as thick as
//! what they stand for.
//!
//! It shows sums; which of them are right is for the ledger. Every sum is a whole number of pence and
//! every place a whole pixel: a box is tiled by its bands without a gap, so that a reader may lay a ruler
//! on it. On a narrow paper the bands would cross too steeply to be followed: there each box is a bar
//! across the paper, stage under stage.

mod narrow;
mod place;
mod wide;

use std::fmt::Write as _;

use crate::svg::{INK, write_text};
use crate::text::{Weight, width, wrap};

/// Below this a picture has its stages under one another.
const ROOMY: i32 = 620;

/// Everything that a flow shows.
#[derive(Debug, Clone, Copy)]
pub struct Flow<'a> {
    /// The finding: "£1,448,570 for 2006/07, of which two thirds are spent".
    pub title: &'a str,
    /// What a person who cannot see it is told in a sentence or two.
    pub description: &'a str,
    /// How wide the picture is, in pixels.
    pub width: i32,
    /// From where it comes to where it goes.
    pub stages: &'a [FlowStage],
    /// What goes from a box to one of the next stage; a band that names no box, or does not go from a
    /// stage to the next, is left out.
    pub bands: &'a [FlowBand],
    /// What the tones mean here; those that no band has are left out.
    pub tones: &'a [(FlowTone, &'a str)],
}

/// A stage on the way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FlowStage {
    /// What its boxes are: "Partners".
    pub heading: String,
    /// Its boxes, from the top.
    pub boxes: Vec<FlowBox>,
}

/// A place where money is, or passes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FlowBox {
    /// The word that bands use to name it; unlike any other of the picture.
    pub id: String,
    /// Its name in full; it is wrapped, never cut.
    pub name: String,
    /// Where its page is.
    pub href: Option<String>,
}

/// What goes from one box to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowBand {
    /// The box that it leaves.
    pub from: String,
    /// The box that it comes to.
    pub to: String,
    /// How much, in pence.
    pub pence: u64,
    /// How far this part of the money has got.
    pub tone: FlowTone,
}

/// How far money has got. Each has its own darkness or hatching, so that it survives a photocopier.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FlowTone {
    /// It has done its work: spent.
    #[default]
    Done,
    /// It is with whoever is to use it.
    There,
    /// It is held on the way.
    Held,
    /// It has not come in yet.
    Awaited,
    /// It has to go back.
    Back,
    /// It went back.
    Gone,
}

impl FlowTone {
    /// All of them, in the order in which they lie in a box.
    #[must_use]
    pub fn all() -> [Self; 6] {
        [
            Self::Done,
            Self::There,
            Self::Held,
            Self::Awaited,
            Self::Back,
            Self::Gone,
        ]
    }

    /// The part of the class names by which a stylesheet finds it.
    fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::There => "there",
            Self::Held => "held",
            Self::Awaited => "awaited",
            Self::Back => "back",
            Self::Gone => "gone",
        }
    }

    /// Fill and edge, as attributes.
    fn paint(self) -> &'static str {
        match self {
            Self::Done => r##"fill="#2b6b53" stroke="#0f4d3a""##,
            Self::There => r##"fill="#94c0aa" stroke="#0f4d3a""##,
            Self::Held => r##"fill="#e3efe8" stroke="#0f4d3a""##,
            Self::Awaited => r##"fill="#ffffff" stroke="#4a5350" stroke-dasharray="4 3""##,
            Self::Back => r##"fill="#f3e3bd" stroke="#8a2a1b" stroke-width="2""##,
            Self::Gone => r##"fill="#ffffff" stroke="#8a2a1b" stroke-dasharray="2 3""##,
        }
    }
}

/// Draws the flow as one SVG element. A page gives the same as a table.
#[must_use]
pub fn flow(flow: &Flow<'_>) -> String {
    if flow.width >= ROOMY {
        wide::draw(flow)
    } else {
        narrow::draw(flow)
    }
}

/// Pence as pounds: "£1,448,570", and "£1,234.50" where there are pence.
#[must_use]
pub fn pounds(pence: u64) -> String {
    let (whole, rest) = (pence / 100, pence % 100);
    let digits = whole.to_string();
    let mut said = String::from("£");
    for (nth, digit) in digits.chars().enumerate() {
        if nth > 0 && (digits.len() - nth).is_multiple_of(3) {
            said.push(',');
        }
        said.push(digit);
    }
    if rest > 0 {
        said.push_str(&format!(".{rest:02}"));
    }
    said
}

/// A tone as the key says it: where it stands in its line, and its words in lines of their own.
struct Entry {
    x: i32,
    tone: FlowTone,
    words: Vec<String>,
}

/// The tones that are there, with their words and sums, in lines that fit `across`.
fn key(flow: &Flow<'_>, across: i32) -> Vec<Vec<Entry>> {
    let sums = place::Placed::of(flow).sums_by_tone();
    let mut lines: Vec<Vec<Entry>> = Vec::new();
    let mut x = across;
    for tone in FlowTone::all() {
        let words = flow.tones.iter().find(|(one, _)| *one == tone);
        let (Some((_, words)), Some(pence)) = (words, sums.get(&tone)) else {
            continue;
        };
        let words = format!("{words}: {}", pounds(*pence));
        let words = wrap(&words, Weight::Regular, KEY, across - SAMPLE - 8);
        let widest = words.iter().map(|line| width(line, Weight::Regular, KEY));
        let wide = SAMPLE + 8 + widest.max().unwrap_or(0);
        if x + wide > across {
            lines.push(Vec::new());
            x = 0;
        }
        if let Some(line) = lines.last_mut() {
            line.push(Entry { x, tone, words });
        }
        x += wide + 24;
    }
    lines
}

/// How wide the sample of a tone is, and how large its words.
const SAMPLE: i32 = 28;
const KEY: i32 = 15;
const KEY_LEADING: i32 = 20;

/// Writes the key from `top` down; gives where it ends.
fn write_key(svg: &mut String, lines: &[Vec<Entry>], left: i32, top: i32) -> i32 {
    let mut y = top;
    for line in lines {
        for Entry { x, tone, words } in line {
            // Writing into a text never fails.
            let _ = write!(
                svg,
                r#"<rect class="fm-flow__key" x="{}" y="{}" width="{SAMPLE}" height="14" {}/>"#,
                left + x,
                y + 4,
                tone.paint()
            );
            for (nth, words) in (0..).zip(words) {
                let at = (left + x + SAMPLE + 8, y + 16 + nth * KEY_LEADING);
                write_text(svg, words, at.0, at.1, KEY, 400, INK, "");
                svg.push(' ');
            }
        }
        let deepest = line.iter().map(|entry| entry.words.len()).max();
        y += i32::try_from(deepest.unwrap_or(1)).unwrap_or(1) * KEY_LEADING + 4;
    }
    y
}

/// A link, or a group without words of its own: what is in it is read as it stands.
fn start(
    svg: &mut String,
    href: Option<&str>,
    name: &str,
    pence: u64,
    linked: bool,
) -> &'static str {
    let spoken = format!("{name}: {}", pounds(pence));
    crate::light::start_link(svg, href, &spoken, linked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pounds_are_said_with_their_commas_and_pence_only_where_there_are_any() {
        for (pence, said) in [
            (0, "£0"),
            (5, "£0.05"),
            (99_900, "£999"),
            (100_000, "£1,000"),
            (144_857_000, "£1,448,570"),
            (123_450, "£1,234.50"),
            (u64::MAX, "£184,467,440,737,095,516.15"),
        ] {
            assert_eq!(pounds(pence), said);
        }
    }

    #[test]
    fn every_tone_is_painted_in_its_own_way() {
        let paints: std::collections::BTreeSet<_> =
            FlowTone::all().into_iter().map(FlowTone::paint).collect();
        assert_eq!(paints.len(), FlowTone::all().len());
    }
}
