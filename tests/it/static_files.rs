//! Style sheet, script, font and icon, with and without the build.

use std::path::PathBuf;

use world::{Options, World};

/// A built folder as `static/build.mjs` leaves it, small enough to look through.
fn built() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("bekreft-static-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    for (name, text) in [
        ("app.0123456789ab.css", "body{}"),
        ("app.0123456789ab.css.br", "as brotli"),
        ("app.0123456789ab.css.gz", "as gzip"),
        ("app.ba9876543210.js", "{}"),
        ("inter.aaaaaaaaaaaa.woff2", "font"),
        ("favicon.bbbbbbbbbbbb.svg", "<svg/>"),
        (
            "manifest.json",
            r#"{"app.css":{"file":"app.0123456789ab.css"},"app.js":{"file":"app.ba9876543210.js"},
                "inter.woff2":{"file":"inter.aaaaaaaaaaaa.woff2"},"favicon.svg":{"file":"favicon.bbbbbbbbbbbb.svg"}}"#,
        ),
    ] {
        std::fs::write(folder.join(name), text).expect("a file");
    }
    folder
}

async fn world_built() -> World {
    World::with(Options { static_dir: Some(built()), ..Options::default() }).await
}

#[tokio::test]
async fn the_smallest_encoding_the_browser_takes_is_sent() {
    let world = world_built().await;
    for (accepted, encoding, body) in [
        ("gzip, br", Some("br"), "as brotli"),
        ("gzip, br;q=0", Some("gzip"), "as gzip"),
        ("br;q=0, gzip;q=0.0", None, "body{}"),
        ("identity", None, "body{}"),
    ] {
        let answer = world
            .stranger()
            .asks("GET", "/static/app.0123456789ab.css", &[("accept-encoding", accepted)])
            .await;
        let given =
            answer.headers().get("content-encoding").map(|value| value.to_str().expect("text").to_owned());
        assert_eq!(given.as_deref().filter(|given| *given != "identity"), encoding, "{accepted}");
        assert_eq!(answer.text().await.expect("a body"), body, "{accepted}");
    }
}

#[tokio::test]
async fn browsers_may_keep_built_files_for_ever() {
    let world = world_built().await;
    let answer = world.stranger().asks("GET", "/static/inter.aaaaaaaaaaaa.woff2", &[]).await;
    assert_eq!(answer.headers()["cache-control"], "public, max-age=31536000, immutable");
    assert_eq!(answer.headers()["content-type"], "font/woff2");
    assert_eq!(answer.headers()["vary"], "accept-encoding");
}

#[tokio::test]
async fn only_files_of_the_manifest_are_there() {
    let world = world_built().await;
    for path in
        ["manifest.json", "..%2fCargo.toml", "%2e%2e/Cargo.toml", "app.css", "app.0123456789ab.css.br"]
    {
        assert_eq!(
            world.stranger().asks("GET", &format!("/static/{path}"), &[]).await.status().as_u16(),
            404,
            "{path}"
        );
    }
}

#[tokio::test]
async fn pages_refer_to_the_built_files() {
    let world = world_built().await;
    let page = world.stranger().opens("/").await;
    assert_eq!(
        page.attribute("link[rel=stylesheet]", "href").as_deref(),
        Some("/static/app.0123456789ab.css")
    );
    assert_eq!(page.attribute("script", "src").as_deref(), Some("/static/app.ba9876543210.js"));
    assert_eq!(
        page.attribute("link[rel=preload]", "href").as_deref(),
        Some("/static/inter.aaaaaaaaaaaa.woff2")
    );
}

#[tokio::test]
async fn without_a_build_the_same_pages_come_in_a_plain_style() {
    let world = World::with(Options { static_dir: Some("/nowhere".into()), ..Options::default() }).await;
    let page = world.stranger().opens("/").await;
    let sheet = page.attribute("link[rel=stylesheet]", "href").expect("a style sheet");
    assert_eq!(world.stranger().asks("GET", &sheet, &[]).await.status().as_u16(), 200);
    assert_eq!(page.attribute("script", "src"), None);
    assert_eq!(page.heading(), "Ett sted for kontaktopplysningene dine");
}
