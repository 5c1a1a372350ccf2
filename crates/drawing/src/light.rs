//! Lights: a shape, a word and then a colour, so that they read in black and white and aloud.
//!
//! Which light something has is for a rule to say; here it only gets its ink.

use std::fmt::Write as _;

use crate::svg::{GREEN, HAIRLINE, INK, QUIET, opening, write_text};
use crate::text::{Weight, width, wrap};

/// The brick of what is off track.
pub(crate) const BRICK: &str = "#8a2a1b";
/// The ochre of what asks for attention.
pub(crate) const OCHRE: &str = "#b57a0c";

const PITCH: i32 = 22;
const LABEL: i32 = 16;
const LEADING: i32 = 20;
const COUNTS: i32 = 14;
/// A picture narrower than this has its labels above the marks, not beside them.
const ROOMY: i32 = 560;

/// How something is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Light {
    /// The target is met.
    OnTrack,
    /// It is missed by no more than is tolerated.
    AtRisk,
    /// It is missed by more.
    OffTrack,
    /// There is no figure; that is never good news.
    #[default]
    NotReported,
}

impl Light {
    /// All of them, the best first.
    #[must_use]
    pub fn all() -> [Self; 4] {
        [
            Self::OnTrack,
            Self::AtRisk,
            Self::OffTrack,
            Self::NotReported,
        ]
    }

    /// The word that stands beside the shape.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::OnTrack => "On track",
            Self::AtRisk => "At risk",
            Self::OffTrack => "Off track",
            Self::NotReported => "Not reported",
        }
    }

    /// The shape as a letter, for running text.
    #[must_use]
    pub fn shape(self) -> &'static str {
        match self {
            Self::OnTrack => "●",
            Self::AtRisk => "▲",
            Self::OffTrack => "■",
            Self::NotReported => "○",
        }
    }

    /// The ink of words that belong to it; dark enough to be read.
    pub(crate) fn ink(self) -> &'static str {
        match self {
            Self::OnTrack => GREEN,
            Self::AtRisk => "#6b4200",
            Self::OffTrack => BRICK,
            Self::NotReported => QUIET,
        }
    }
}

/// Draws the shape around a middle; `r` is half its size.
pub(crate) fn write_light(svg: &mut String, light: Light, x: i32, y: i32, r: i32) {
    let _ = match light {
        Light::OnTrack => write!(svg, r#"<circle cx="{x}" cy="{y}" r="{r}" fill="{GREEN}"/>"#),
        Light::AtRisk => write!(
            svg,
            r##"<path d="M{x} {}L{} {}H{}Z" fill="{OCHRE}" stroke="#6b4200"/>"##,
            y - r - 1,
            x + r + 1,
            y + r,
            x - r - 1
        ),
        Light::OffTrack => write!(
            svg,
            r#"<rect x="{}" y="{}" width="{}" height="{}" fill="{BRICK}"/>"#,
            x - r,
            y - r,
            2 * r,
            2 * r
        ),
        Light::NotReported => write!(
            svg,
            r##"<circle cx="{x}" cy="{y}" r="{}" fill="#ffffff" stroke="{QUIET}" stroke-width="2"/>"##,
            (r - 1).max(1)
        ),
    };
}

/// How many there are of each light, in words: "3 on track, 1 off track".
#[must_use]
pub fn lights_in_words(lights: &[Light]) -> String {
    let parts = Light::all().into_iter().filter_map(|light| {
        let many = lights.iter().filter(|one| **one == light).count();
        (many > 0).then(|| format!("{many} {}", light.words().to_lowercase()))
    });
    let said: Vec<String> = parts.collect();
    if said.is_empty() {
        "nothing measured yet".to_owned()
    } else {
        said.join(", ")
    }
}

/// A row of shapes by themselves, to stand in a line of a page beside its words. `title` says what they
/// are of; the counts are added to it.
#[must_use]
pub fn light_marks(title: &str, lights: &[Light]) -> String {
    let many = i32::try_from(lights.len()).unwrap_or(i32::MAX / PITCH / 2);
    let described = lights_in_words(lights);
    let across = (many * PITCH).max(PITCH);
    let mut svg = opening(title, &described, "img", "fm-marks", across, PITCH);
    write_marks(&mut svg, lights, 0, PITCH / 2, many.max(1));
    svg.push_str("</svg>");
    svg
}

/// A picture with a row of lights for each theme.
#[derive(Debug, Clone, Copy)]
pub struct LightStrip<'a> {
    /// The finding: "Safer is on track; Economy is not".
    pub title: &'a str,
    /// What a person who cannot see it is told in a sentence or two.
    pub description: &'a str,
    /// How wide the picture is, in pixels.
    pub width: i32,
    /// The rows, in their order.
    pub rows: &'a [StripRow],
}

/// One row of a strip.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StripRow {
    /// Whose lights they are; it is wrapped, never cut.
    pub label: String,
    /// Where its page is.
    pub href: Option<String>,
    /// One light to each outcome, in the order they are to stand.
    pub lights: Vec<Light>,
}

/// Draws the strip as one SVG element. Beside the shapes stand their counts in words.
#[must_use]
pub fn light_strip(strip: &LightStrip<'_>) -> String {
    let across = strip.width.max(240);
    let roomy = across >= ROOMY;
    let label_room = if roomy { across * 2 / 5 } else { across };
    let marks_at = if roomy { label_room + 12 } else { 0 };
    let in_a_line = ((across - marks_at) / PITCH).max(1);
    let linked = strip.rows.iter().any(|row| row.href.is_some());
    let role = if linked { "group" } else { "img" };
    let mut rows = String::new();
    let mut y = 0;
    for row in strip.rows {
        let label = wrap(&row.label, Weight::Semibold, LABEL, label_room);
        let said = lights_in_words(&row.lights);
        let said = wrap(&said, Weight::Regular, COUNTS, across - marks_at);
        let spoken = format!("{}: {}", row.label, lights_in_words(&row.lights));
        let end = start_link(&mut rows, row.href.as_deref(), &spoken, linked);
        let labels_end = write_lines(&mut rows, &label, (0, y + 8), LABEL, LEADING, 600);
        let marks_top = if roomy { y + 8 } else { labels_end + 4 };
        let many = i32::try_from(row.lights.len()).unwrap_or(0);
        let lines = (many + in_a_line - 1) / in_a_line;
        write_marks(
            &mut rows,
            &row.lights,
            marks_at,
            marks_top + PITCH / 2,
            in_a_line,
        );
        let foot = marks_top + lines * PITCH;
        let foot = write_lines(&mut rows, &said, (marks_at, foot), COUNTS, 18, 400);
        rows.push_str(end);
        y = foot.max(labels_end) + 10;
        let _ = write!(
            rows,
            r#"<path d="M0 {y}H{across}" stroke="{HAIRLINE}" fill="none"/>"#
        );
    }
    let mut svg = opening(
        strip.title,
        strip.description,
        role,
        "fm-lights",
        across,
        y + 2,
    );
    svg.push_str(&rows);
    svg.push_str("</svg>");
    svg
}

/// Opens a link, which is called by the words that it shows, or a group that says `spoken`; gives what
/// closes it.
pub(crate) fn start_link(
    svg: &mut String,
    href: Option<&str>,
    spoken: &str,
    linked: bool,
) -> &'static str {
    use crate::text::escape;
    let spoken = escape(spoken);
    match href {
        Some(href) => {
            let _ = write!(svg, r#"<a href="{}">"#, escape(href));
            "</a>"
        }
        None if linked => {
            let _ = write!(svg, r#"<g role="img" aria-label="{spoken}">"#);
            "</g>"
        }
        None => "",
    }
}

/// Lines of words under one another; gives where they end.
pub(crate) fn write_lines(
    svg: &mut String,
    lines: &[String],
    (x, top): (i32, i32),
    size: i32,
    leading: i32,
    weight: i32,
) -> i32 {
    let mut y = top;
    for line in lines {
        let ink = if weight == 600 { INK } else { QUIET };
        write_text(svg, line, x, y + leading - 5, size, weight, ink, "");
        svg.push(' ');
        y += leading;
    }
    y
}

fn write_marks(svg: &mut String, lights: &[Light], left: i32, top: i32, in_a_line: i32) {
    let in_a_line = usize::try_from(in_a_line).unwrap_or(1).max(1);
    for (nth, light) in lights.iter().enumerate() {
        let (line, place) = (nth / in_a_line, nth % in_a_line);
        let x = left + PITCH / 2 + i32::try_from(place).unwrap_or(0) * PITCH;
        let y = top + i32::try_from(line).unwrap_or(0) * PITCH;
        write_light(svg, *light, x, y, 7);
    }
}

/// A light with its word, as a key has it; gives how wide it is.
pub(crate) fn write_light_and_word(svg: &mut String, light: Light, x: i32, y: i32) -> i32 {
    write_light(svg, light, x + 6, y - 5, 5);
    write_text(svg, light.words(), x + 17, y, COUNTS, 600, light.ink(), "");
    17 + width(light.words(), Weight::Semibold, COUNTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_light_has_a_shape_of_its_own_and_a_word() {
        let mut seen = std::collections::BTreeSet::new();
        for light in Light::all() {
            let mut mark = String::new();
            write_light(&mut mark, light, 0, 0, 7);
            let element = mark.split(' ').next().unwrap_or_default().to_owned();
            let filled = mark.contains("#ffffff");
            assert!(
                seen.insert((element, filled)),
                "{light:?}: only its colour differs"
            );
            assert!(seen.len() <= 4 && !light.words().is_empty() && !light.shape().is_empty());
        }
    }

    #[test]
    fn counts_are_said_the_best_first_and_nothing_is_said_too() {
        use Light::{AtRisk, NotReported, OffTrack, OnTrack};
        let table: [(&[Light], &str); 3] = [
            (&[], "nothing measured yet"),
            (&[OffTrack, OnTrack, OnTrack], "2 on track, 1 off track"),
            (&[NotReported, AtRisk], "1 at risk, 1 not reported"),
        ];
        for (lights, words) in table {
            assert_eq!(lights_in_words(lights), words);
            assert!(light_marks("Safer", lights).contains(words));
        }
    }
}
