//! What must hold of the files, whatever they look like.

use super::*;

fn text(path: &str) -> &'static str {
    let asset = by_path(path).expect("every address we hand out is served");
    std::str::from_utf8(asset.bytes).expect("text")
}

#[test]
fn every_address_handed_out_is_served_with_its_type() {
    for (path, media_type) in [
        (stylesheet(), "text/css; charset=utf-8"),
        (script(), "text/javascript; charset=utf-8"),
        (live_script(), "text/javascript; charset=utf-8"),
        (favicon(), "image/svg+xml"),
        (licences(), "text/plain; charset=utf-8"),
        (faces()[0], "font/woff2"),
        (faces()[1], "font/woff2"),
    ] {
        assert_eq!(
            by_path(path).map(|asset| asset.media_type),
            Some(media_type),
            "{path}"
        );
    }
    assert!(
        by_path("/assets/folkmoot.css").is_none(),
        "an address without its hash is nobody's"
    );
}

#[test]
fn nothing_of_the_gov_uk_identity_is_served() {
    let css = text(stylesheet()).to_lowercase();
    for word in [
        "gds transport",
        "crest",
        "footer__crown",
        "calvert",
        "tudor",
    ] {
        assert!(!css.contains(word), "{word}");
    }
}

#[test]
fn the_stylesheet_asks_only_for_files_we_serve() {
    let asked: Vec<_> = text(stylesheet())
        .split("url(")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .collect();
    assert_eq!(asked.len(), 5, "five faces and nothing else: {asked:?}");
    for name in asked {
        assert!(by_path(&format!("/assets/{name}")).is_some(), "{name}");
    }
}

#[test]
fn the_script_needs_no_leave_from_a_strict_policy() {
    let js = text(script());
    for forbidden in ["eval(", "new Function", "sourceMappingURL"] {
        assert!(!js.contains(forbidden), "{forbidden}");
    }
    assert!(js.trim_end().ends_with('}') && js.contains("initAll();"));
}

#[test]
fn our_own_rules_set_no_colour_outside_the_palette_file() {
    let ours = concat!(
        include_str!("../css/pages.css"),
        include_str!("../css/money.css")
    );
    let strange: Vec<_> = ours
        .split('#')
        .skip(1)
        .filter(|rest| !rest.starts_with("fff"))
        .collect();
    assert!(strange.is_empty(), "use the --fm-… properties: {strange:?}");
}

#[test]
fn compressed_files_are_smaller_and_small_enough_for_a_slow_line() {
    for asset in &ASSETS {
        let sent = asset.brotli.map_or(asset.bytes.len(), <[u8]>::len);
        assert!(sent <= asset.bytes.len(), "{}", asset.path);
        assert!(sent < 40_000, "{} takes {sent} bytes to send", asset.path);
    }
}
