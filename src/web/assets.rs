//! Static files: hashed and precompressed by `static/build.mjs`, read once at start. Without them (no node at hand) the
//! same pages are served with a small style sheet that is compiled in.

use std::collections::HashMap;
use std::path::Path;

use actix_web::http::header;
use actix_web::web::Bytes;
use serde::Deserialize;

/// One static file in the encodings it comes in.
#[derive(Clone, Debug)]
pub struct File {
    /// Its media type.
    pub mime: &'static str,
    identity: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

/// The addresses that pages refer to, and the files behind them.
#[derive(Clone, Debug)]
pub struct Assets {
    /// Style sheet.
    pub css: String,
    /// Script, if the built one is there.
    pub script: Option<String>,
    /// The text face, to be fetched early.
    pub font: Option<String>,
    /// Icon of the browser tab.
    pub favicon: String,
    files: HashMap<String, File>,
}

#[derive(Deserialize)]
struct ManifestEntry {
    file: String,
}

const FALLBACK_CSS: &str = include_str!("../../static/fallback.css");
const FAVICON: &str = include_str!("../../static/favicon.svg");

impl Assets {
    /// Reads the built files of `directory`; none there is not an error.
    pub fn load(directory: &Path) -> Self {
        match Self::built(directory) {
            Ok(assets) => assets,
            Err(error) => {
                tracing::warn!(%error, "no built static files; pages use the small fallback style");
                Self::fallback()
            }
        }
    }

    /// Whether the built files are there.
    pub fn is_built(&self) -> bool {
        self.script.is_some()
    }

    fn built(directory: &Path) -> std::io::Result<Self> {
        let manifest = std::fs::read(directory.join("manifest.json"))?;
        let manifest: HashMap<String, ManifestEntry> = serde_json::from_slice(&manifest)?;
        let mut files = HashMap::new();
        for entry in manifest.values() {
            files.insert(entry.file.clone(), File::read(directory, &entry.file)?);
        }
        let address = |name: &str| manifest.get(name).map(|entry| format!("/static/{}", entry.file));
        let missing = || std::io::Error::other("manifest.json lacks the style sheet or the icon");
        Ok(Self {
            css: address("app.css").ok_or_else(missing)?,
            script: address("app.js"),
            font: address("inter.woff2"),
            favicon: address("favicon.svg").ok_or_else(missing)?,
            files,
        })
    }

    fn fallback() -> Self {
        let plain = |mime, text: &'static str| File {
            mime,
            identity: Bytes::from_static(text.as_bytes()),
            brotli: None,
            gzip: None,
        };
        let files = HashMap::from([
            ("fallback.css".to_owned(), plain("text/css; charset=utf-8", FALLBACK_CSS)),
            ("favicon.svg".to_owned(), plain("image/svg+xml", FAVICON)),
        ]);
        Self {
            css: "/static/fallback.css".to_owned(),
            script: None,
            font: None,
            favicon: "/static/favicon.svg".to_owned(),
            files,
        }
    }

    /// The file of that name, if it is one of ours.
    pub fn file(&self, name: &str) -> Option<&File> {
        self.files.get(name)
    }
}

impl File {
    fn read(directory: &Path, name: &str) -> std::io::Result<Self> {
        let mime = match name.rsplit('.').next() {
            Some("css") => "text/css; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("svg") => "image/svg+xml",
            Some("woff2") => "font/woff2",
            _ => return Err(std::io::Error::other(format!("unknown kind of file {name}"))),
        };
        let encoded =
            |suffix: &str| std::fs::read(directory.join(format!("{name}{suffix}"))).ok().map(Bytes::from);
        Ok(Self {
            mime,
            identity: std::fs::read(directory.join(name))?.into(),
            brotli: encoded(".br"),
            gzip: encoded(".gz"),
        })
    }

    /// The smallest body the browser takes, and the name of its encoding.
    pub fn body(&self, accept_encoding: &str) -> (header::ContentEncoding, Bytes) {
        let accepts = |name: &str| {
            accept_encoding.split(',').any(|part| {
                let mut pieces = part.split(';').map(str::trim);
                let refused =
                    |weight: &str| weight.strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0_f32));
                pieces.next() == Some(name) && !pieces.any(refused)
            })
        };
        if let Some(body) = self.brotli.as_ref().filter(|_| accepts("br")) {
            return (header::ContentEncoding::Brotli, body.clone());
        }
        if let Some(body) = self.gzip.as_ref().filter(|_| accepts("gzip")) {
            return (header::ContentEncoding::Gzip, body.clone());
        }
        (header::ContentEncoding::Identity, self.identity.clone())
    }
}
