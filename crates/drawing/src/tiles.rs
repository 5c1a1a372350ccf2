//! A schematic map: one tile to a district, where the caller puts it, with its name, its light and its figure.
//!
//! It is no map of land: districts of any size have tiles of one size, so that the small are seen too.

use std::fmt::Write as _;

use crate::light::{Light, start_link, write_light_and_word};
use crate::svg::{INK, opening, write_text};
use crate::text::{Weight, wrap};

const PAD: i32 = 10;
const GAP: i32 = 6;
const NAME: i32 = 16;
const LEADING: i32 = 20;
const LEAST: i32 = 128;

/// Everything that a tile map shows.
#[derive(Debug, Clone, Copy)]
pub struct TileMap<'a> {
    /// The finding: "Five of six districts are on track".
    pub title: &'a str,
    /// What a person who cannot see it is told in a sentence or two.
    pub description: &'a str,
    /// How wide the picture is, in pixels.
    pub width: i32,
    /// How many tiles stand beside one another.
    pub columns: usize,
    /// The tiles, row by row from the north-west; an empty place is left free.
    pub tiles: &'a [Option<Tile>],
}

/// One tile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tile {
    /// The district's name; it is wrapped, never cut.
    pub name: String,
    /// Where its page is.
    pub href: Option<String>,
    /// How it is doing.
    pub light: Light,
    /// What is said beside the light: "61.2%", or nothing.
    pub figure: String,
}

/// Draws the tiles as one SVG element. A page gives the same as a table.
#[must_use]
pub fn tile_map(map: &TileMap<'_>) -> String {
    let across = map.width.max(240);
    // A tile needs room for its light's word.
    let fit = usize::try_from(across / LEAST).unwrap_or(1);
    let columns = map.columns.clamp(1, fit.clamp(1, 8));
    let beside = i32::try_from(columns).unwrap_or(1);
    let wide = (across - GAP * (beside - 1)) / beside;
    let names: Vec<Vec<String>> = map
        .tiles
        .iter()
        .map(|tile| match tile {
            Some(tile) => wrap(&tile.name, Weight::Semibold, NAME, wide - 2 * PAD),
            None => Vec::new(),
        })
        .collect();
    let lines = names.iter().map(Vec::len).max().unwrap_or(1).max(1);
    let tall = i32::try_from(lines).unwrap_or(1) * LEADING + 58;
    let rows = i32::try_from(map.tiles.len().div_ceil(columns)).unwrap_or(0);
    let linked = map.tiles.iter().flatten().any(|tile| tile.href.is_some());
    let role = if linked { "group" } else { "img" };
    let class = format!("fm-tiles fm-tiles--{across}");
    let deep = (rows * (tall + GAP)).max(24);
    let mut svg = opening(map.title, map.description, role, &class, across, deep);
    for (nth, (tile, name)) in map.tiles.iter().zip(&names).enumerate() {
        let Some(tile) = tile else { continue };
        let column = i32::try_from(nth % columns).unwrap_or(0);
        let row = i32::try_from(nth / columns).unwrap_or(0);
        let (x, y) = (column * (wide + GAP), row * (tall + GAP));
        write_tile(&mut svg, tile, name, (x, y), (wide, tall), linked);
    }
    svg.push_str("</svg>");
    svg
}

fn write_tile(
    svg: &mut String,
    tile: &Tile,
    name: &[String],
    (x, y): (i32, i32),
    (wide, tall): (i32, i32),
    linked: bool,
) {
    let mut spoken = format!("{}: {}", tile.name, tile.light.words());
    if !tile.figure.is_empty() {
        let _ = write!(spoken, ", {}", tile.figure);
    }
    let end = start_link(svg, tile.href.as_deref(), &spoken, linked);
    let (fill, dashes) = match tile.light {
        Light::OnTrack => ("#e3efe8", ""),
        Light::AtRisk => ("#f8ebcb", ""),
        Light::OffTrack => ("#f9e4de", ""),
        Light::NotReported => ("#ffffff", r#" stroke-dasharray="4 3""#),
    };
    let edge = tile.light.ink();
    let _ = write!(
        svg,
        r#"<rect x="{}" y="{}" width="{}" height="{}" rx="3" fill="{fill}" stroke="{edge}" stroke-width="1.5"{dashes}/>"#,
        x + 1,
        y + 1,
        wide - 2,
        tall - 2
    );
    crate::light::write_lines(svg, name, (x + PAD, y + 7), NAME, LEADING, 600);
    write_light_and_word(svg, tile.light, x + PAD, y + tall - 14);
    if !tile.figure.is_empty() {
        let place = y + tall - 34;
        write_text(svg, &tile.figure, x + PAD, place, NAME, 400, INK, "");
    }
    svg.push_str(end);
}
