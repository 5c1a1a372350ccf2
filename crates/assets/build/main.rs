//! Builds the public files that Folkmoot embeds: one stylesheet, one script, the typeface, the mark.
//!
//! It decides which files there are, what they are called (their name carries a hash of their content)
//! and that nothing of the gov.uk identity is among them. It never writes outside `OUT_DIR`, and it
//! decides nothing about looks: those are in `css/folkmoot.css`.

#![expect(
    clippy::panic,
    reason = "a build script has nobody to answer to but the person building"
)]
#![expect(
    clippy::print_stdout,
    reason = "this is how a build script speaks to cargo"
)]

mod npm;
mod stylesheet;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// One public file on its way into the binary.
struct Made {
    /// The constant that holds its address.
    constant: &'static str,
    /// The address, hash included.
    path: String,
    media_type: &'static str,
    bytes: Vec<u8>,
    /// Whether compressing it is worth while: text yes, woff2 (already brotli inside) no.
    text: bool,
}

fn main() {
    for watched in [
        "build",
        "css",
        "js",
        "images",
        "package.json",
        "package-lock.json",
    ] {
        println!("cargo:rerun-if-changed={watched}");
    }
    println!("cargo:rerun-if-env-changed={}", npm::OVERRIDE);

    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_else(|| panic!("cargo sets OUT_DIR")));
    let modules = npm::modules(&out);

    let fonts = fonts(&modules);
    let mut all = vec![
        stylesheet(&modules, &fonts),
        script(&modules),
        made(
            "LIVE_SCRIPT",
            "live",
            "js",
            "text/javascript; charset=utf-8",
            read("js/live.js"),
            true,
        ),
        made(
            "FAVICON",
            "favicon",
            "svg",
            "image/svg+xml",
            read("images/favicon.svg"),
            true,
        ),
        licences(&modules),
        made(
            "PASSKEY_SCRIPT",
            "passkey",
            "js",
            "text/javascript; charset=utf-8",
            read("js/passkey.js"),
            true,
        ),
    ];
    all.extend(fonts);
    write_table(&out, &all);
    write_print_faces(&out, &modules);
}

/// The faces a page may need. Google's own subset of the typeface is used as published, because the
/// licence reserves the name "Source" and a subset of our own making would have to be renamed.
fn fonts(modules: &Path) -> Vec<Made> {
    [
        ("FACE_REGULAR", "latin-400-normal"),
        ("FACE_SEMIBOLD", "latin-600-normal"),
        ("FACE_ITALIC", "latin-400-italic"),
        ("FACE_REGULAR_EXTENDED", "latin-ext-400-normal"),
        ("FACE_SEMIBOLD_EXTENDED", "latin-ext-600-normal"),
    ]
    .into_iter()
    .map(|(constant, cut)| {
        let file = format!("@fontsource/source-sans-3/files/source-sans-3-{cut}.woff2");
        let bytes = read(modules.join(file));
        made(
            constant,
            &format!("source-sans-3-{cut}"),
            "woff2",
            "font/woff2",
            bytes,
            false,
        )
    })
    .collect()
}

fn stylesheet(modules: &Path, fonts: &[Made]) -> Made {
    let theirs = read_text(modules.join("govuk-frontend/dist/govuk/govuk-frontend.min.css"));
    let mut ours = read_text("css/folkmoot.css");
    ours.push_str(&read_text("css/pages.css"));
    ours.push_str(&read_text("css/money.css"));
    ours.push_str(&read_text("css/print.css"));
    for font in fonts {
        // Addresses are relative to the stylesheet, so a reverse proxy may mount us anywhere.
        let name = font.path.trim_start_matches("/assets/");
        ours = ours.replace(&format!("url({})", font.constant), &format!("url({name})"));
    }
    assert!(
        !ours.contains("url(FACE"),
        "css/folkmoot.css names a face that fonts() does not make"
    );
    let css = stylesheet::ours_over_theirs(&theirs, &ours);
    made(
        "STYLESHEET",
        "folkmoot",
        "css",
        "text/css; charset=utf-8",
        css.into_bytes(),
        true,
    )
}

/// govuk-frontend is one module without imports, so ours can follow it in the same file and the
/// browser makes one request.
fn script(modules: &Path) -> Made {
    let theirs = read_text(modules.join("govuk-frontend/dist/govuk/govuk-frontend.min.js"));
    let (theirs, _source_map) = theirs
        .split_once("//# sourceMappingURL=")
        .unwrap_or((&theirs, ""));
    assert!(
        theirs.contains("initAll"),
        "govuk-frontend no longer exports initAll: see js/folkmoot.js"
    );
    for forbidden in ["eval(", "new Function(", "import "] {
        assert!(
            !theirs.contains(forbidden),
            "govuk-frontend uses `{forbidden}`, which our policy forbids"
        );
    }
    let js = format!(
        "{}\n{}\n{}",
        stylesheet::GOVUK_NOTICE,
        theirs.trim_end(),
        read_text("js/folkmoot.js")
    );
    made(
        "SCRIPT",
        "folkmoot",
        "js",
        "text/javascript; charset=utf-8",
        js.into_bytes(),
        true,
    )
}

/// Both licences ask that their words travel with the work.
fn licences(modules: &Path) -> Made {
    let govuk = read_text(modules.join("govuk-frontend/package.json"));
    assert!(
        govuk.contains("\"license\": \"MIT\""),
        "govuk-frontend has changed its licence: read it first"
    );
    let text = format!(
        "Components and behaviour: govuk-frontend\n\n{}\n\nTypeface: Source Sans 3\n\n{}",
        read_text("images/govuk-frontend-licence.txt"),
        read_text(modules.join("@fontsource/source-sans-3/LICENSE")),
    );
    made(
        "LICENCES",
        "licences",
        "txt",
        "text/plain; charset=utf-8",
        text.into_bytes(),
        true,
    )
}

fn made(
    constant: &'static str,
    stem: &str,
    extension: &str,
    media_type: &'static str,
    bytes: Vec<u8>,
    text: bool,
) -> Made {
    let path = format!("/assets/{stem}-{:08x}.{extension}", short_hash(&bytes));
    Made {
        constant,
        path,
        media_type,
        bytes,
        text,
    }
}

/// Writes every file beside a Rust table that includes them; `src/lib.rs` takes it from there.
fn write_table(out: &Path, all: &[Made]) {
    let mut constants = String::new();
    let mut table = format!(
        "/// Every public file.\npub static ASSETS: [Asset; {}] = [\n",
        all.len()
    );
    for asset in all {
        let file = asset.path.trim_start_matches("/assets/").to_owned();
        write(out.join(&file), &asset.bytes);
        let compressed = asset.text.then(|| {
            write(out.join(format!("{file}.br")), &brotli(&asset.bytes));
            format!("Some(include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{file}.br\")))")
        });
        // Writing to a String cannot fail.
        let _ = writeln!(
            constants,
            "#[allow(dead_code, reason = \"some addresses are only wanted by the stylesheet\")]\nconst {}: &str = {:?};",
            asset.constant, asset.path
        );
        let _ = writeln!(
            table,
            "    Asset {{ path: {:?}, media_type: {:?}, brotli: {}, bytes: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{file}\")) }},",
            asset.path,
            asset.media_type,
            compressed.as_deref().unwrap_or("None"),
        );
    }
    write(
        out.join("table.rs"),
        format!("{constants}\n{table}];\n").as_bytes(),
    );
}

/// The full cuts, for papers: typesetters want TrueType and every glyph.
fn write_print_faces(out: &Path, modules: &Path) {
    for cut in [
        "400Regular",
        "400Regular_Italic",
        "600SemiBold",
        "600SemiBold_Italic",
    ] {
        let file = format!("@expo-google-fonts/source-sans-3/{cut}/SourceSans3_{cut}.ttf");
        write(out.join(format!("{cut}.ttf")), &read(modules.join(file)));
    }
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 9,
        ..Default::default()
    };
    match brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters) {
        Ok(_) => compressed,
        Err(why) => panic!("compressing in memory failed: {why}"),
    }
}

/// FNV-1a, folded to 32 bits: a new name for new content is all that is asked of it.
fn short_hash(bytes: &[u8]) -> u32 {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    ((hash >> 32) ^ (hash & 0xffff_ffff)) as u32
}

fn read(path: impl AsRef<Path>) -> Vec<u8> {
    let path = path.as_ref();
    fs::read(path).unwrap_or_else(|why| {
        panic!("cannot read {}: {why}. If {} is set, check that it holds every package named in crates/assets/package.json.", path.display(), npm::OVERRIDE)
    })
}

fn read_text(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    String::from_utf8(read(path))
        .unwrap_or_else(|why| panic!("{} is not text: {why}", path.display()))
}

fn write(path: PathBuf, bytes: &[u8]) {
    if let Err(why) = fs::write(&path, bytes) {
        panic!("cannot write {}: {why}", path.display());
    }
}
