//! What the check of arrangements looks for: a page to each code, the same as in the documents.
//!
//! A finding on a page leads here. What is found in a text is decided in `record::arrangements`.

mod texts;

use askama::Template;
use axum::{extract::Path, response::Response, routing::get};
use record::arrangements::{CATALOGUE, Check};

use crate::{
    doors::{Doors, Who},
    frame::Frame,
    problem::Problem,
    visit::{Entrance, page},
};

/// The addresses of this part.
pub(crate) fn routes() -> Doors {
    Doors::new()
        .route("/checks", Who::Everyone, get(index))
        .route("/checks/{code}", Who::Everyone, get(show))
}

#[derive(Template)]
#[template(path = "checks/index.html")]
struct Index {
    frame: Frame,
    errors: Vec<&'static Check>,
    warnings: Vec<&'static Check>,
}

#[derive(Template)]
#[template(path = "checks/check.html")]
struct One {
    frame: Frame,
    check: &'static Check,
    blocks: Vec<Block>,
}

/// A part of a page.
#[derive(Debug, PartialEq)]
enum Block {
    /// A heading below the page's own.
    Heading(String),
    /// A paragraph, in pieces.
    Words(Vec<Piece>),
    /// Lines of an arrangements file.
    Lines(String),
}

/// A piece of a paragraph.
#[derive(Debug, PartialEq)]
enum Piece {
    /// Words.
    Plain(String),
    /// Something as it is typed.
    Typed(String),
}

/// `GET /checks`
async fn index(entrance: Entrance) -> Result<Response, Problem> {
    let (errors, warnings) = CATALOGUE.iter().partition(|check| check.is_error());
    page(&Index {
        frame: entrance.frame("What the check of arrangements looks for"),
        errors,
        warnings,
    })
}

/// `GET /checks/{code}`
async fn show(entrance: Entrance, Path(code): Path<String>) -> Result<Response, Problem> {
    let check = CATALOGUE.iter().find(|check| check.code == code);
    let check = check.ok_or_else(Problem::not_found)?;
    let text = texts::TEXTS.iter().find(|(of, _)| *of == check.code);
    page(&One {
        frame: entrance.frame(format!("{}: {}", check.code, check.title)),
        check,
        blocks: text.map(|(_, text)| blocks(text)).unwrap_or_default(),
    })
}

/// The parts of a text below its title: headings, paragraphs and fenced lines, which is all that the
/// pages of the checks have.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().skip(1);
    while let Some(line) = lines.next() {
        if line.starts_with("```") {
            let fenced: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            blocks.push(Block::Lines(fenced.join("\n")));
        } else if let Some(heading) = line.strip_prefix("## ") {
            blocks.push(Block::Heading(heading.to_owned()));
        } else if !line.trim().is_empty() {
            blocks.push(Block::Words(pieces(line)));
        }
    }
    blocks
}

/// What stands between backticks is typed.
fn pieces(line: &str) -> Vec<Piece> {
    let pieces = line.split('`').enumerate();
    let kind = |(n, piece): (usize, &str)| match n % 2 {
        0 => Piece::Plain(piece.to_owned()),
        _ => Piece::Typed(piece.to_owned()),
    };
    pieces
        .filter(|(_, piece)| !piece.is_empty())
        .map(kind)
        .collect()
}

#[cfg(test)]
mod tests {
    use record::arrangements::CATALOGUE;

    use super::{Block, Piece, blocks, texts::TEXTS};
    use crate::testing::Moot;

    #[tokio::test]
    async fn every_code_has_its_page_with_the_reason_and_the_remedy() {
        let moot = Moot::new();
        let codes: Vec<&str> = CATALOGUE.iter().map(|check| check.code).collect();
        assert_eq!(
            codes,
            TEXTS.iter().map(|(code, _)| *code).collect::<Vec<_>>()
        );
        let index = moot.get("/checks").await.sound().text().to_owned();
        for check in CATALOGUE {
            assert!(index.contains(&format!("href=\"/checks/{}\"", check.code)));
            let page = moot.get(&format!("/checks/{}", check.code)).await;
            assert_eq!(page.status, 200, "{}", check.code);
            page.sound()
                .says(&["Why it matters", "What to do", check.code])
                .never_says(&["```"]);
        }
        for address in ["/checks/W000", "/checks/w001", "/checks/README"] {
            assert_eq!(moot.get(address).await.status, 404, "{address}");
        }
    }

    #[test]
    fn a_text_is_headings_paragraphs_and_lines() {
        let text =
            "# W001: Title\n\nSay `this` now.\n\n## Example\n\n```toml\na = 1\n\nb = 2\n```\n";
        assert_eq!(
            blocks(text),
            [
                Block::Words(vec![
                    Piece::Plain("Say ".to_owned()),
                    Piece::Typed("this".to_owned()),
                    Piece::Plain(" now.".to_owned()),
                ]),
                Block::Heading("Example".to_owned()),
                Block::Lines("a = 1\n\nb = 2".to_owned()),
            ]
        );
    }
}
