//! Papers sent, tabled and fetched.

use axum::{
    body::Body,
    extract::DefaultBodyLimit,
    http::{Method, header},
    routing::post,
};
use serde_json::json;

use crate::{
    UPLOAD_LIMIT,
    doors::{Doors, Who},
    papers::UploadForm,
    problem::Problem,
    testing::{CLERK, Moot, PDF, STRANGER, request},
    visit::Visit,
};

async fn send(moot: &Moot, number: u32, name: &str, bytes: &[u8]) -> crate::testing::Seen {
    let path = format!("/api/v1/three-rivers/files?name={name}");
    let bearer = format!("Bearer {}", moot.token_of(number));
    let request = request(Method::POST, &path).header(header::AUTHORIZATION, bearer);
    moot.send(request, Body::from(bytes.to_vec())).await
}

#[tokio::test]
async fn a_paper_is_public_once_it_is_tabled() {
    let moot = Moot::new();
    moot.calls("board");
    let sent = send(&moot, CLERK, "plan.pdf", PDF).await;
    assert_eq!(sent.status, 201, "{}", sent.text());
    let hash = sent.json()["hash"].as_str().unwrap().to_owned();
    let path = format!("/three-rivers/papers/{hash}");
    assert_eq!(moot.get(&path).await.status, 404, "not tabled");
    moot.acts(json!({
        "act": "meetings.table-paper", "meeting": "board-2007-04-18", "item": 1,
        "paper": {"title": "Flood plan “é” \"x\"/2", "hash": hash},
    }));
    let seen = moot.get(&path).await;
    assert_eq!((seen.status.as_u16(), seen.bytes.as_slice()), (200, PDF));
    for (name, value) in [
        ("content-type", "application/pdf"),
        ("content-security-policy", "sandbox; default-src 'none'"),
        ("x-content-type-options", "nosniff"),
        (
            "content-disposition",
            "attachment; filename=\"Flood plan --- x-2.pdf\"; filename*=UTF-8''Flood%20plan%20%E2%80%9C%C3%A9%E2%80%9D%20x-2.pdf",
        ),
    ] {
        assert_eq!(seen.header(name), value, "{name}");
    }
    let etag = format!("\"{hash}\"");
    let same = moot
        .ask(Method::GET, &path, &[("if-none-match", &etag)], "")
        .await;
    assert_eq!(same.status, 304);
    let kept = format!("/three-rivers/papers/{}", "0".repeat(64));
    assert_eq!(moot.get(&kept).await.status, 404);
}

#[tokio::test]
async fn only_papers_are_taken_and_only_from_the_secretariat() {
    let moot = Moot::new();
    for (number, name, bytes, status) in [
        (CLERK, "plan.txt", b"Flood plan".as_slice(), 201),
        (CLERK, "plan.html", b"<html>", 415),
        (CLERK, "map.svg", b"<svg/>", 415),
        (CLERK, "", b"", 415),
        (STRANGER, "plan.txt", b"Flood plan", 403),
    ] {
        let seen = send(&moot, number, name, bytes).await;
        assert_eq!(seen.status.as_u16(), status, "{name}: {}", seen.text());
    }
    let large = vec![b'a'; UPLOAD_LIMIT + 1];
    assert_eq!(send(&moot, CLERK, "plan.txt", &large).await.status, 413);
}

async fn upload(visit: Visit, mut upload: UploadForm) -> Result<String, Problem> {
    visit.must_be_secretariat()?;
    let hash = upload.keep(&visit, "paper").await?;
    let wrong = upload.form.summary("The paper was not tabled");
    let wrong = wrong.map(|summary| summary.errors[0].clone());
    let wrong = wrong.map(|error| format!("{} at {:?}", error.words, error.anchor));
    Ok(format!("{} {hash:?} {wrong:?}", upload.form.value("title")))
}

#[tokio::test]
async fn a_file_comes_along_with_a_form() {
    let route = post(upload).layer(DefaultBodyLimit::max(UPLOAD_LIMIT));
    let moot =
        Moot::new().serving(Doors::new().route("/{partnership}/table", Who::Everyone, route));
    for (file, content, says) in [
        ("plan.md", "# Flood plan", "Flood plan Some("),
        ("plan.html", "<html>", "Papers may be PDF"),
        ("", "", "Choose a file at"),
    ] {
        let body = format!(
            "--x\r\ncontent-disposition: form-data; name=\"title\"\r\n\r\nFlood plan\r\n\
             --x\r\ncontent-disposition: form-data; name=\"paper\"; filename=\"{file}\"\r\n\r\n{content}\r\n--x--\r\n"
        );
        let cookie = moot.cookie_of(CLERK);
        let headers = [
            ("cookie", cookie.as_str()),
            ("content-type", "multipart/form-data; boundary=x"),
        ];
        let seen = moot
            .ask(Method::POST, "/three-rivers/table", &headers, &body)
            .await;
        assert_eq!(seen.status, 200, "{file}");
        seen.says(&[says]);
    }
}
