//! Listening: connections in, answers out, and an orderly end.
//!
//! A connection that does not say what it wants is closed, so that slow ones cannot keep out the
//! others. How long an answer may take is decided with the answer, not here.

use std::{future::Future, io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo, http::Request};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::{sleep, timeout},
};
use tower::ServiceExt;

/// How long a connection may take to say what it wants, and may idle between two requests.
const SILENCE: Duration = Duration::from_secs(15);
/// How long answers that were begun may go on when the program is to end.
const FAREWELL: Duration = Duration::from_secs(30);
/// The most connections at once; more wait to be accepted.
const MOST_CONNECTIONS: usize = 8_192;

/// Serves until `shutdown` is done; then takes no more connections and finishes the answers begun,
/// for half a minute at most.
///
/// # Errors
/// None at present: trouble with one connection, or a want of file handles, is waited out.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    serve_patiently(listener, router, shutdown, SILENCE).await;
    Ok(())
}

async fn serve_patiently(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()>,
    silence: Duration,
) {
    let mut shutdown = pin!(shutdown);
    let (ending, room) = (
        GracefulShutdown::new(),
        Arc::new(Semaphore::new(MOST_CONNECTIONS)),
    );
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(silence);
    loop {
        let next = async {
            let place = Arc::clone(&room).acquire_owned().await;
            (place, accepted(&listener).await)
        };
        let (place, (stream, peer)) = tokio::select! {
            next = next => next,
            () = &mut shutdown => break,
        };
        let service = router
            .clone()
            .map_request(move |mut request: Request<Incoming>| {
                request.extensions_mut().insert(ConnectInfo(peer));
                request.map(Body::new)
            });
        let service = TowerToHyperService::new(service);
        let connection = ending.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // A connection that breaks off harms nobody but its own end.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    if timeout(FAREWELL, ending.shutdown()).await.is_err() {
        tracing::warn!("some answers were broken off, because the program had to end");
    }
}

/// The next connection. When there are no file handles left, waits until there are.
async fn accepted(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Answers are written whole; waiting to fill a packet would only delay them.
                let _ = stream.set_nodelay(true);
                return (stream, peer);
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        sync::oneshot,
    };

    #[tokio::test]
    async fn it_answers_closes_the_silent_and_ends_when_told() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route(
            "/",
            get(async |ConnectInfo(peer): ConnectInfo<SocketAddr>| peer.ip().to_string()),
        );
        let (end, ended) = oneshot::channel::<()>();
        let shutdown = async {
            let _ = ended.await;
        };
        let served = tokio::spawn(serve_patiently(
            listener,
            router,
            shutdown,
            Duration::from_millis(200),
        ));

        let mut silent = TcpStream::connect(address).await.unwrap();
        silent
            .write_all(b"GET / HTTP/1.1\r\nHost: a\r\n")
            .await
            .unwrap();
        let mut good = TcpStream::connect(address).await.unwrap();
        let request = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
        good.write_all(request).await.unwrap();
        let mut answer = String::new();
        good.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("127.0.0.1"));

        let mut nothing = Vec::new();
        let closed = timeout(Duration::from_secs(5), silent.read_to_end(&mut nothing));
        closed.await.expect("the silent one is closed").unwrap();

        end.send(()).unwrap();
        timeout(Duration::from_secs(5), served)
            .await
            .expect("it ends")
            .unwrap();
        assert!(TcpStream::connect(address).await.is_err());
    }
}
