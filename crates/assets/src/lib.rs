//! The public files every page needs: stylesheet, script, typeface and mark, embedded in the binary.
//!
//! Each address carries a hash of the content, so a browser may keep a file for ever and a new
//! release is fetched at once. `build/` makes them from published packages and from `css/`, `js/`
//! and `images/` beside this folder.
//!
//! What it decides: which files are public, what they are called and how they are compressed.
//! What it does not: whether, when and with which headers they are sent (`web` does), and what a
//! page says. Nothing here is of the gov.uk identity: the typeface, the arms and the crown are taken
//! out while building, and the build stops if one comes back.

include!(concat!(env!("OUT_DIR"), "/table.rs"));

/// The full cuts of Source Sans 3 as TrueType, for typeset papers, which need every glyph:
/// regular, italic, semibold, semibold italic.
pub const PRINT_FACES: [&[u8]; 4] = [
    include_bytes!(concat!(env!("OUT_DIR"), "/400Regular.ttf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/400Regular_Italic.ttf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/600SemiBold.ttf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/600SemiBold_Italic.ttf")),
];

/// One file that anyone may fetch.
#[derive(Debug)]
pub struct Asset {
    /// Its address from the root of the site, such as `/assets/folkmoot-1a2b3c4d.css`.
    pub path: &'static str,
    /// Its content as it is.
    pub bytes: &'static [u8],
    /// The same content compressed, for those who accept `br`; `None` where it would gain nothing.
    pub brotli: Option<&'static [u8]>,
    /// Its media type, with the character set where it has one.
    pub media_type: &'static str,
}

/// The file at this address, hash included; `None` for anything else, older hashes too.
#[must_use]
pub fn by_path(path: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.path == path)
}

/// Address of the one stylesheet, for screen and print.
#[must_use]
pub fn stylesheet() -> &'static str {
    STYLESHEET
}

/// Address of the one script, to be loaded with `type="module"`. Every page works without it.
#[must_use]
pub fn script() -> &'static str {
    SCRIPT
}

/// Address of the script of the pages that follow a meeting, to be loaded with `type="module"`.
#[must_use]
pub fn live_script() -> &'static str {
    LIVE_SCRIPT
}

/// Address of the script for passkeys, for the few pages that offer them.
#[must_use]
pub fn passkey_script() -> &'static str {
    PASSKEY_SCRIPT
}

/// Address of the mark, as an SVG icon.
#[must_use]
pub fn favicon() -> &'static str {
    FAVICON
}

/// Address of the licences of what is embedded here, which a footer should link to.
#[must_use]
pub fn licences() -> &'static str {
    LICENCES
}

/// Addresses of the two faces every page uses, worth a `<link rel="preload">`: regular, semibold.
#[must_use]
pub fn faces() -> [&'static str; 2] {
    [FACE_REGULAR, FACE_SEMIBOLD]
}

#[cfg(test)]
mod tests;
