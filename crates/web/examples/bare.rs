//! A bare handler: returns the bytes of one file, whatever it is asked. `cargo xtask bench` measures
//! every page beside it, since no page can cost less.
#![allow(
    clippy::print_stdout,
    reason = "it tells the task that started it where it listens"
)]

use std::error::Error;

use axum::{Router, http::header, response::IntoResponse};
use bytes::Bytes;
use tokio::net::TcpListener;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("give the file to return")?;
    let page = Bytes::from(std::fs::read(file)?);
    let handler = move || {
        let page = page.clone();
        async move { ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response() }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        println!("Address: http://{}", listener.local_addr()?);
        axum::serve(listener, Router::new().fallback(handler)).await?;
        Ok(())
    })
}
