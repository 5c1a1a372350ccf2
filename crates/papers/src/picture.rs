//! Pictures: how large they are, and as dots for programs that take no SVG.

use std::sync::{Arc, LazyLock};

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, fontdb::Database},
};

/// How many dots stand for a pixel, each way.
const FINE: u16 = 2;
/// The largest picture, in pixels each way.
const LARGEST: u32 = 4_000;

static FACES: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut faces = Database::new();
    for face in assets::PRINT_FACES {
        faces.load_font_data(face.to_vec());
    }
    faces.set_sans_serif_family("Source Sans 3");
    Arc::new(faces)
});

/// How wide an SVG document says that it is, in pixels.
pub(crate) fn width(svg: &str) -> Option<u32> {
    attribute(svg, "width")
}

fn attribute(svg: &str, name: &str) -> Option<u32> {
    let start = svg.find("<svg")?;
    let end = start + svg[start..].find('>')?;
    let (_, rest) = svg[start..end].split_once(&format!(" {name}=\""))?;
    let (number, _) = rest.split_once('"')?;
    number.trim_end_matches("px").parse().ok()
}

/// A picture as PNG, with its width and height in pixels.
pub(crate) struct Png {
    pub(crate) bytes: Vec<u8>,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// Draws an SVG document with dots.
pub(crate) fn png(svg: &str) -> Result<Png, String> {
    let size = width(svg).zip(attribute(svg, "height"));
    let (width, height) = size
        .filter(|(width, height)| (1..=LARGEST).contains(width) && (1..=LARGEST).contains(height))
        .ok_or("a picture does not say how large it is")?;
    let options = Options {
        fontdb: Arc::clone(&FACES),
        font_family: "Source Sans 3".to_owned(),
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(|fault| fault.to_string())?;
    let fine = u32::from(FINE);
    let mut dots = Pixmap::new(width * fine, height * fine).ok_or("a picture has no size")?;
    let larger = Transform::from_scale(f32::from(FINE), f32::from(FINE));
    resvg::render(&tree, larger, &mut dots.as_mut());
    let bytes = dots.encode_png().map_err(|fault| fault.to_string())?;
    Ok(Png {
        bytes,
        width,
        height,
    })
}
